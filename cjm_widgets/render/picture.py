"""The whole picture of a map: everything the screen shows that needs no pointer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document, Lane
from cjm_widgets.document.names import resolve
from cjm_widgets.document.outline import short_outline
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.card_lane import card_lane
from cjm_widgets.render.emotion_lane import emotion_lane
from cjm_widgets.render.header import UNTITLED, foot, header
from cjm_widgets.render.headers import blueprint_line, line_between, phase_row, stage_row
from cjm_widgets.render.measure_lane import measure_lane
from cjm_widgets.render.palette import Palette
from cjm_widgets.render.readings import prepare, readings
from cjm_widgets.render.scene import LANE, Row, Scene, column_width

_NARROWEST = 96
_LANES = {"emotion": emotion_lane, "measure": measure_lane}


def scene_of(
    document: Document,
    filters: Filters,
    *,
    lanes: Iterable[str] | None = None,
    width: float | None = None,
    dated: bool = True,
) -> Scene:
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
    chosen = _chosen(document, lanes)
    return Scene(document, chosen, readings(document, prepare(document), filters), filters, column, dated)


def _chosen(document: Document, lanes: Iterable[str] | None) -> tuple[Lane, ...]:
    if lanes is None:
        return document.lanes
    if isinstance(lanes, str):
        raise CjmError(f"lanes= takes a list of names, not the text {lanes!r}; did you mean [{lanes!r}]?")
    wanted = {resolve(document.lanes, name, "lane") for name in lanes}
    return tuple(lane for lane in document.lanes if lane.id in wanted)


def draw(scene: Scene, palette: Palette, others: Sequence[Scene] = ()) -> Canvas:
    """The picture of a scene, and in it, hidden, what differs in others: the numbers under other filters."""
    canvas = Canvas(palette)
    rows = [*head_rows([scene, *others]), *lane_rows([scene, *others])]
    height = sum(row.height for _, row in rows)
    canvas.rect(0.5, 0.5, scene.width, height, rx="8", fill=palette.bg, stroke=palette.border)
    top = 0.5
    for place, (ruled, row) in enumerate(rows):
        row.draw(canvas, top)
        if ruled and place:
            canvas.line(0.5, top + 0.5, scene.width, top + 0.5, palette.line)
        top += row.height
    title = scene.document.title or UNTITLED
    canvas.finish(scene.width + 1, height + 1, title, short_outline(scene.document))
    return canvas


Ruled = tuple[bool, Row]
"""A row, and whether a line parts it from the one above."""


def head_rows(scenes: Sequence[Scene]) -> list[Ruled]:
    """What is above the lanes: the header, phases where there are any, the stages."""
    phases = phase_row(scenes[0])
    above = [(False, header(scenes))] if phases is None else [(False, header(scenes)), (True, phases)]
    return [*above, (phases is None, stage_row(scenes[0]))]


def lane_rows(scenes: Sequence[Scene]) -> list[Ruled]:
    """The lanes, blueprint lines between them, and the foot."""
    scene = scenes[0]
    rows: list[Ruled] = []
    above: Lane | None = None
    for lane in scene.lanes:
        line = line_between(above.layer, lane.layer) if above else None
        if line:
            rows.append((False, blueprint_line(scene, line)))
        rows.append((not line, _lane_row(scenes, lane)))
        above = lane
    return [*rows, (True, foot(scene))]


def _lane_row(scenes: Sequence[Scene], lane: Lane) -> Row:
    if lane.kind == "cards":
        return card_lane(scenes[0], lane)
    versions = [_LANES[lane.kind](scene, lane) for scene in scenes]

    def draw(canvas: Canvas, top: float) -> None:
        canvas.alternatives([partial(version.draw, canvas, top) for version in versions])

    return Row(versions[0].height, draw)
