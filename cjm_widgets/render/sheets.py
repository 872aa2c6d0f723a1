"""A picture on sheets of paper: whole on one where it can be read there, else cut between stages and lanes.

Each sheet has the header, the names of its stages and of its lanes. Curves, phases and cards that go on, go
on on the next sheet: what is cut is the picture, not the map, so every number and mark is the whole map's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from cjm_widgets.document.errors import CjmError, listing, nearest
from cjm_widgets.render.content import LANE, Content
from cjm_widgets.render.numbers import brief
from cjm_widgets.render.paint import paint, picture_element
from cjm_widgets.render.palette import Palette
from cjm_widgets.render.scene import Place, paint_scene, scene_of
from cjm_widgets.render.shapes import Group, Line, Rect, Shape, reach
from cjm_widgets.render.words import FAMILY

_SIZES = {"a3": (842, 1191), "a4": (595, 842), "letter": (612, 792)}
_MARGIN = 28
_READABLE = 0.4
"""Points to a px of the map, down to which a map is left whole: letters of 5 points."""
_CUT = 0.5
"""Points to a px where it is cut: letters of 6 points."""
_NOTE = 7
"""Size in points of the line below a map that was cut."""


class Paper(NamedTuple):
    """A sheet in points: its name as in a style sheet, width and height."""

    name: str
    width: int
    height: int

    @property
    def inside(self) -> tuple[int, int]:
        """Width and height between the margins."""
        return self.width - 2 * _MARGIN, self.height - 2 * _MARGIN


def paper_of(size: str) -> Paper:
    """The paper of a size such as ``"A4 landscape"``.

    Raises
    ------
    CjmError
        There is no such size; names the nearest.

    Examples
    --------
    >>> paper_of("A4 landscape")
    Paper(name='a4 landscape', width=842, height=595)
    """
    name, _, way = size.strip().lower().partition(" ")
    if name not in _SIZES or way not in ("", "landscape", "portrait"):
        every = [*_SIZES, *(f"{one} landscape" for one in _SIZES)]
        close = nearest(size, every)
        hint = f"; did you mean {close!r}?" if close else "."
        raise CjmError(f"no page size {size!r}{hint} Page sizes: {listing(every)}")
    width, height = _SIZES[name]
    return Paper(f"{name} {way}".strip(), *((height, width) if way == "landscape" else (width, height)))


def sheets_of(content: Content, palette: Palette, paper: Paper) -> Iterator[Element]:
    """The map on as many sheets as it needs: all lanes of some stages, then the next.

    Examples
    --------
    >>> from cjm_widgets.render.palette import LIGHT
    >>> from cjm_widgets.render.scene import content_of
    >>> from cjm_widgets.journey.files.templates import template
    >>> content = content_of(template("airport-departure"), {})
    >>> [len(list(sheets_of(content, LIGHT, paper_of(size)))) for size in ("a3 landscape", "a4")]
    [1, 2]
    """
    scene = scene_of([content])
    fits = min(paper.inside[0] / (scene.width + 1), paper.inside[1] / (scene.height + 1))
    if fits >= _READABLE or not content.stages:
        yield _whole(paint_scene(scene, palette), paper, palette)
    else:
        yield from _Cut(content, scene.height, palette, paper).sheets()


def _whole(picture: Element, paper: Paper, palette: Palette) -> Element:
    """A sheet with the picture as large as it can be."""
    sheet = _sheet(paper, palette)
    picture.attrib.pop("xmlns")
    picture.attrib |= {**_box(_MARGIN, _MARGIN, *paper.inside), "preserveAspectRatio": "xMidYMin"}
    sheet.append(picture)
    return sheet


def _sheet(paper: Paper, palette: Palette) -> Element:
    width, height = str(paper.width), str(paper.height)
    size = {"width": width, "height": height}
    sheet = Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "viewBox": f"0 0 {width} {height}"}
    )
    SubElement(sheet, "rect", {**size, "fill": palette.bg})
    return sheet


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    return {"x": brief(x), "y": brief(y), "width": brief(width), "height": brief(height)}


class _Cut:
    """A map that is cut into sheets."""

    def __init__(self, content: Content, height: float, palette: Palette, paper: Paper) -> None:
        self.content, self.palette, self.paper = content, palette, paper
        across, down = paper.inside[0], paper.inside[1] - 2 * _NOTE
        high = down / (height + 1)
        self.scale = high if _READABLE <= high <= _CUT else _CUT  # all lanes on each sheet where they fit
        most = max(1, int((across / self.scale - LANE - 1) // content.column))
        self.stages = math.ceil(len(content.stages) / math.ceil(len(content.stages) / most))
        self.width = LANE + self.stages * content.column + 1
        scene = scene_of([replace(content, sheet=self.width)])
        self.head = scene.head
        above, tallest = sum(row.height for row in scene.head), max(row.height for row in scene.body)
        self.scale = min(self.scale, across / self.width, down / (above + tallest + 1))
        self.bands = list(_bands(scene.body, down / self.scale - above - 1))

    def sheets(self) -> Iterator[Element]:
        count = len(self.content.stages)
        total = math.ceil(count / self.stages) * len(self.bands)
        number = 0
        for first in range(0, count, self.stages):
            last = min(first + self.stages, count)
            for band in self.bands:
                number += 1
                sheet = _sheet(self.paper, self.palette)
                sheet.append(self._part(band, first, last))
                words = f"Stages {first + 1}–{last} of {count} · page {number} of {total}"
                sheet.append(self._note(words))
                yield sheet

    def _part(self, band: Sequence[Place], first: int, last: int) -> Element:
        """Some lanes of some stages, below the header."""
        places = [*self.head, *band]
        height = sum(place.height for place in places) + 1
        part = picture_element(self.palette, self.width, height, "", "")
        paint(part, self.palette, [Rect(0.5, 0.5, self.width - 1, height - 1, "none", "border", 8)])
        start, end = self.content.left(first), self.content.left(last)
        top = 0.5
        for place in places:
            group = SubElement(part, "g", {"transform": f"translate(0 {brief(top)})"})
            if not place.in_columns:
                paint(group, self.palette, place.shapes())
            else:
                shapes = tuple(place.shapes())
                window = {
                    **_box(LANE, 0, end - start, place.height),
                    "viewBox": f"{brief(start)} 0 {brief(end - start)} {brief(place.height)}",
                }
                paint(SubElement(group, "svg", window), self.palette, _between(shapes, start, end))
                paint(group, self.palette, _beside(shapes))
            if place.ruled:
                paint(part, self.palette, [Line(0.5, 0.5, self.width - 0.5, 0.5, "line")], top)
            top += place.height
        del part.attrib["xmlns"]
        part.attrib |= _box(_MARGIN, _MARGIN, self.width * self.scale, height * self.scale)
        return part

    def _note(self, words: str) -> Element:
        """The line below the map."""
        at = {"x": brief(_MARGIN), "y": brief(self.paper.height - _MARGIN)}
        look = {"font-family": FAMILY, "font-size": str(_NOTE), "fill": self.palette.text_2}
        note = Element("text", {**at, **look})
        note.text = words
        return note


def _bands(body: Iterable[Place], room: float) -> Iterator[list[Place]]:
    """The lanes of each sheet, from above to below."""
    band: list[Place] = []
    height = 0.0
    for place in body:
        if band and height + place.height > room:
            yield band
            band, height = [], 0.0
        band.append(place)
        height += place.height
    yield band


def _beside(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """The shapes in the column of the lanes' names."""
    return _part_of(shapes, lambda left, right: (left + right) / 2 < LANE)


def _between(shapes: Iterable[Shape], start: float, end: float) -> Iterator[Shape]:
    """The shapes in the stages' columns that reach into a range."""
    return _part_of(shapes, lambda left, right: (left + right) / 2 >= LANE and left < end and right > start)


def _part_of(shapes: Iterable[Shape], belongs: Callable[[float, float], bool]) -> Iterator[Shape]:
    """The shapes whose reach belongs to a part; of a group those inside it."""
    for shape in shapes:
        if isinstance(shape, Group):
            if inner := tuple(_part_of(shape.shapes, belongs)):
                yield replace(shape, shapes=inner)
        elif belongs(*reach(shape)):
            yield shape
