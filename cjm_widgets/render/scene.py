"""The picture of a map as a value: everything the screen shows that needs no pointer, in its place.

The steps: a `Content` (document, numbers, columns) becomes a `Scene` of rows, a row becomes shapes, shapes
are painted as SVG. A kind of lanes has one entry in `LANES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document, Lane, LaneKind
from cjm_widgets.document.names import resolve
from cjm_widgets.document.outline import short_outline
from cjm_widgets.render.card_lane import card_lane, card_words
from cjm_widgets.render.content import LANE, UNTITLED, Content, Row, WordRow, column_width
from cjm_widgets.render.emotion_lane import emotion_lane
from cjm_widgets.render.header import BlueprintLine, foot, line_between, masthead, phase_row, stage_row
from cjm_widgets.render.measure_lane import measure_lane, measure_words
from cjm_widgets.render.page.emotion_words import emotion_words
from cjm_widgets.render.paint import paint, picture_element
from cjm_widgets.render.palette import Palette
from cjm_widgets.render.path_lane import needs_path, path_lane
from cjm_widgets.render.ribbon_lane import ribbon_lanes
from cjm_widgets.render.shapes import Group, Line, Rect, Shape
from cjm_widgets.shown.sources import prepare, readings

_NARROWEST = 96


class LaneDrawing(NamedTuple):
    """What a picture and a table need to know of a kind of lanes.

    Parameters
    ----------
    row
        The row of a lane.
    words
        The same as rows of a table, for several choices of filters.
    filtered
        Whether filters change it.
    """

    row: Callable[[Content, Lane], Row]
    words: Callable[[Sequence[Content], Lane], Iterator[WordRow]]
    filtered: bool


LANES: dict[LaneKind, LaneDrawing] = {
    "cards": LaneDrawing(card_lane, card_words, filtered=False),
    "emotion": LaneDrawing(emotion_lane, emotion_words, filtered=True),
    "measure": LaneDrawing(measure_lane, measure_words, filtered=True),
}


def content_of(
    document: Document,
    filters: Filters,
    *,
    lanes: Iterable[str] | None = None,
    width: float | None = None,
    dated: bool = True,
) -> Content:
    """What a picture is drawn from.

    Parameters
    ----------
    document
        The map.
    filters
        Whose numbers to show: for each column the values to keep.
    lanes
        Names or ids of the lanes to draw; all by default.
    width
        Of the whole picture in px.
    dated
        Whether it says when the rows were read.

    Raises
    ------
    CjmError
        No such lane; a width too small for the stages.
    """
    column = column_width(len(document.stages), width)
    if column < _NARROWEST:
        least = LANE + _NARROWEST * len(document.stages)
        raise CjmError(f"width= is at least {least} px for {len(document.stages)} stages, not {width}")
    shown = _pick(document, lanes)
    return Content(document, shown, readings(prepare(document), filters), filters, column, dated)


def _pick(document: Document, lanes: Iterable[str] | None) -> tuple[Lane, ...]:
    if lanes is None:
        return document.lanes
    if isinstance(lanes, str):
        raise CjmError(f"lanes= takes a list of names, not the text {lanes!r}; did you mean [{lanes!r}]?")
    ids = {resolve(document.lanes, name, "lane") for name in lanes}
    return tuple(lane for lane in document.lanes if lane.id in ids)


@dataclass(frozen=True)
class Place:
    """A row in its picture.

    Parameters
    ----------
    rows
        A version for each choice of filters; the first is shown to begin with.
    ruled
        Whether a line parts it from the row above.
    in_columns
        Whether it lies in the stages' columns, so that it can be cut between them.
    """

    rows: tuple[Row, ...]
    ruled: bool
    in_columns: bool = True

    @property
    def height(self) -> float:
        return self.rows[0].height

    def shapes(self) -> Iterator[Shape]:
        """The shapes of the row, or of every version of it."""
        if len(self.rows) == 1:
            yield from self.rows[0].shapes()
            return
        for choice, row in enumerate(self.rows):
            yield Group(tuple(row.shapes()), choice=choice)


@dataclass(frozen=True)
class Scene:
    """A picture with everything in its place.

    Parameters
    ----------
    title, description
        What it is to those who cannot see it.
    width
        In px.
    head
        The rows above the lanes: the header, phases where there are any, the stages.
    body
        The lanes, lines between them, and the foot.
    """

    title: str
    description: str
    width: float
    head: tuple[Place, ...]
    body: tuple[Place, ...]

    @property
    def height(self) -> float:
        return sum(place.height for place in (*self.head, *self.body))


def paint_scene(scene: Scene, palette: Palette, *, numbered: bool = False) -> Element:
    """The picture as SVG; where it is ``numbered``, its numbers say which of the map's they are."""
    picture = picture_element(palette, scene.width + 1, scene.height + 1, scene.title, scene.description)
    paint(picture, palette, [Rect(0.5, 0.5, scene.width, scene.height, "bg", "border", 8)])
    top = 0.5
    for number, place in enumerate((*scene.head, *scene.body)):
        paint(picture, palette, place.shapes(), top, numbered=numbered)
        if place.ruled and number:
            paint(picture, palette, [Line(0.5, 0.5, scene.width, 0.5, "line")], top)
        top += place.height
    return picture


def scene_of(contents: Sequence[Content]) -> Scene:
    """The picture of a map, and in it, hidden, what differs under further choices of filters.

    Examples
    --------
    >>> from cjm_widgets.journey.files.templates import template
    >>> scene = scene_of([content_of(template("airport-departure"), {})])
    >>> scene.width, len(scene.body)
    (1388, 10)
    """
    content = contents[0]
    phases = phase_row(content)
    head = [Place((masthead(contents),), ruled=False, in_columns=False)]
    if phases is not None:
        head.append(Place((phases,), ruled=True))
    head.append(Place((stage_row(content),), ruled=phases is None))
    title = content.document.title or UNTITLED
    return Scene(title, short_outline(content.document), content.width, tuple(head), tuple(_body(contents)))


def _body(contents: Sequence[Content]) -> Iterator[Place]:
    content = contents[0]
    ribbons = ribbon_lanes(contents)
    path = path_lane(content) if not ribbons or needs_path(content) else None
    if path is not None:
        yield Place((path,), ruled=True)
    if ribbons:
        yield Place(ribbons, ruled=True)
    above: Lane | None = None
    for lane in content.lanes:
        line = line_between(above.layer, lane.layer) if above else None
        if line:
            yield Place((BlueprintLine(line, content.width),), ruled=False)
        kind = LANES[lane.kind]
        rows = tuple(kind.row(one, lane) for one in (contents if kind.filtered else contents[:1]))
        yield Place(rows, ruled=not line)
        above = lane
    yield Place((foot(content),), ruled=True, in_columns=False)
