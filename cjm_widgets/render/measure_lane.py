"""A measure lane: per stage a number, its interval and n, on one axis that all stages share."""

from __future__ import annotations

from dataclasses import dataclass

from cjm_widgets.analysis.tables import FEW
from cjm_widgets.document.model import Figure, Lane, MeasureInfo
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.headers import lane_header
from cjm_widgets.render.measure_axis import (
    MeasureAxis,
    shared_axis,
    standing,
    write_interval,
    write_mark,
    write_value,
)
from cjm_widgets.render.numbers import count
from cjm_widgets.render.readings import NOTHING, Reading
from cjm_widgets.render.scene import LANE, Row, Scene
from cjm_widgets.render.words import width_of, wrap


@dataclass(frozen=True)
class _Line:
    """A measure of the lane with its axis; the first one leads and has the target."""

    measure: MeasureInfo
    axis: MeasureAxis | None
    target: float | None


def missing(reading: Reading | None, lane: Lane) -> str:
    """Why a lane has nothing to show; empty where it has."""
    if reading is None:
        named = f"No source “{lane.source}” is joined"
        return named if lane.source else "No rows joined yet"
    if not reading.chosen(lane.measures):
        return f"{reading.source.name} has no measure to show"
    return ""


def measure_lane(scene: Scene, lane: Lane) -> Row:
    """The row of a measure lane."""
    reading = scene.reading(lane.source)
    why = missing(reading, lane)
    if why or reading is None:
        return _empty(scene, lane, why)
    lines = []
    for place, measure in enumerate(reading.chosen(lane.measures)):
        aim = lane.target if place == 0 else None
        every = [reading.figure(stage.id, measure) for stage in scene.stages]
        lines.append(_Line(measure, shared_axis(every, aim, (measure.low, measure.high)), aim))
    lead = lines[0]
    target = _written_target(lead)
    worded = f"target {target}"
    if target and width_of(lane.name, bold=True) + width_of(worded, 11) + 20 <= LANE - 46:
        target = worded
    header = lane_header(lane, beside=width_of(target, 11) + 14 if target else 0)
    # The axis' key stands beneath a name of one line; a longer name, or a hint, pushes all drawings down.
    down = max(header.height - 34, 0)
    height = down + 54 + 20 * (len(lines) - 1)

    def draw(canvas: Canvas, top: float) -> None:
        header.draw(canvas, top)
        _draw_target_word(canvas, top, target)
        _draw_key(canvas, top + down, lines)
        for at, stage in enumerate(scene.stages):
            left = scene.left(at)
            canvas.line(left + 0.5, top, left + 0.5, top + height, canvas.palette.faint)
            figures = [reading.figure(stage.id, line.measure) for line in lines]
            _draw_cell(
                canvas,
                left + 10,
                top + down + 8,
                scene.column - 20,
                lines,
                figures,
                stage.id in reading.marks,
            )

    return Row(height, draw)


def _empty(scene: Scene, lane: Lane, why: str) -> Row:
    header = lane_header(lane)
    words = wrap(why, max(scene.width - LANE - 20, 100), 11)

    def draw(canvas: Canvas, top: float) -> None:
        header.draw(canvas, top)
        for number, line in enumerate(words):
            canvas.text(
                LANE + 10, top + 10 + 14 * number, line, size=11, height=14, fill=canvas.palette.text_3
            )

    return Row(max(header.height, 24 + 14 * len(words)), draw)


def _written_target(lead: _Line) -> str:
    if lead.target is None or lead.axis is None:
        return ""
    return write_mark(lead.measure.unit, lead.target, lead.axis.step)


def _draw_target_word(canvas: Canvas, top: float, target: str) -> None:
    """What the lane aims at, beside its name."""
    if target:
        x = LANE - 10 - width_of(target, 11)
        canvas.text(x, top + 10, target, size=11, fill=canvas.palette.text_2)
        canvas.line(x - 5, top + 12, x - 5, top + 24, canvas.palette.text_3, stroke_dasharray="3 2")


def _draw_key(canvas: Canvas, top: float, lines: list[_Line]) -> None:
    """The axis with its target, in line with the drawings, and the other measures' names."""
    colours, lead = canvas.palette, lines[0]
    right = LANE - 10
    if lead.axis is not None:
        low, high = (
            write_mark(lead.measure.unit, end, lead.axis.step) for end in (lead.axis.low, lead.axis.high)
        )
        canvas.text(36, top + 32, low, size=11, height=12, fill=colours.text_3)
        canvas.text(right, top + 32, high, size=11, height=12, fill=colours.text_3, anchor="end")
        start, end = 36 + width_of(low, 11) + 4, right - width_of(high, 11) - 4
        canvas.line(start, top + 38, end, top + 38, colours.edge)
        _draw_target(canvas, lead, start, top + 32, end - start)
    for number, line in enumerate(lines[1:]):
        canvas.text(
            right,
            top + 50 + 20 * number,
            line.measure.label,
            size=11,
            height=14,
            fill=colours.text_3,
            anchor="end",
        )


def _draw_cell(
    canvas: Canvas,
    left: float,
    top: float,
    width: float,
    lines: list[_Line],
    figures: list[Figure],
    marked: bool,
) -> None:
    lead, figure = lines[0], figures[0]
    if figure.value is None or lead.axis is None:
        draw_nothing(canvas, left, top, figure)
        return
    colours, unit = canvas.palette, lead.measure.unit
    stands = standing(figure, lead.target)
    words = write_value(unit, figure.value)
    below = stands == "below"
    canvas.text(left, top, words, size=13, height=18, bold=True, fill=colours.emo_0 if below else "")
    after = left + width_of(words, 13, bold=True) + 6
    if below:
        canvas.marker("inverted", after, top + 9, 8, colours.emo_0, "none")
        after += 8
    n = f"{'few, ' if figure.n < FEW else ''}n {count(figure.n)}"
    if figure.low is not None and figure.high is not None:
        interval = write_interval(unit, figure.low, figure.high)
        if after + width_of(interval, 11) + 6 + width_of(n, 11) <= left + width:
            canvas.text(after, top, interval, size=11, height=18, fill=colours.text_2)
            after += width_of(interval, 11) + 6
    if marked and after + 16 + 4 + width_of(n, 11) <= left + width:
        draw_differing(canvas, after + 8, top + 9)
    canvas.text(left + width, top, n, size=11, height=18, fill=colours.text_3, anchor="end")
    _draw_whisker(canvas, lead, figure, left, top + 24, width)
    for number, (line, further) in enumerate(zip(lines[1:], figures[1:], strict=True)):
        _draw_further(canvas, line, further, left, top + 42 + 20 * number, width)


def draw_differing(canvas: Canvas, x: float, middle: float) -> None:
    """The mark of a stage where segments differ."""
    canvas.circle(x, middle, 8, fill=canvas.palette.text)
    left = x - 3.5
    canvas.path(
        f"M{left:g} {middle - 1.5:g}h7M{left:g} {middle + 1.5:g}h7M{x + 2:g} {middle - 4.5:g}l-4 9",
        fill="none",
        stroke=canvas.palette.bg,
        stroke_width="1.3",
    )


def _draw_further(canvas: Canvas, line: _Line, figure: Figure, left: float, top: float, width: float) -> None:
    colours = canvas.palette
    if figure.value is None:
        canvas.text(left, top, NOTHING[figure.why or "not asked"], size=11, height=14, fill=colours.text_3)
        return
    words = write_value(line.measure.unit, figure.value)
    room = width - width_of(words, 11) - 6
    canvas.text(left + width, top, words, size=11, height=14, fill=colours.text_2, anchor="end")
    if line.measure.unit == "share":
        canvas.rect(left, top + 5, room, 4, rx="2", fill=colours.line)
        canvas.rect(left, top + 5, room * figure.value, 4, rx="2", fill=colours.text_3)
    else:
        _draw_whisker(canvas, line, figure, left, top + 1, room)


def _draw_target(canvas: Canvas, line: _Line, left: float, top: float, width: float) -> None:
    if line.target is not None and line.axis is not None:
        x = left + width * line.axis.along(line.target)
        canvas.line(x, top, x, top + 12, canvas.palette.text_3, stroke_dasharray="3 2")


def _draw_whisker(canvas: Canvas, line: _Line, figure: Figure, left: float, top: float, width: float) -> None:
    """The interval as a tinted whisker and the value as a square on it."""
    colours, axis = canvas.palette, line.axis
    if axis is None or figure.value is None:
        return
    strong, tint = {
        "above": (colours.emo_3, colours.above),
        "below": (colours.emo_0, colours.below),
    }.get(stands := standing(figure, line.target), (colours.text_2, colours.plain))
    canvas.line(left, top + 6, left + width, top + 6, colours.edge)
    _draw_target(canvas, line, left, top, width)
    if figure.low is not None and figure.high is not None:
        start, end = (left + width * axis.along(bound) for bound in (figure.low, figure.high))
        canvas.rect(start, top + 2, max(end - start, 2), 8, rx="2", fill=tint)
        canvas.rect(start, top + 5, max(end - start, 2), 2, fill=strong)
    unclear = stands == "unclear"
    canvas.marker(
        "square",
        left + width * axis.along(figure.value),
        top + 6,
        10,
        colours.bg if unclear else strong,
        strong if unclear else colours.bg,
    )


def draw_nothing(canvas: Canvas, left: float, top: float, figure: Figure) -> None:
    """Withheld, not asked and no rows look different from each other and from zero."""
    colours, words = canvas.palette, NOTHING[figure.why or "not asked"]
    if figure.why == "withheld":
        width = 26 + width_of(words, 11) + 8
        canvas.rect(left + 0.5, top + 0.5, width - 1, 19, rx="4", fill=colours.soft, stroke=colours.line)
        with canvas.group(stroke=colours.edge):
            for x in range(6, int(width), 6):
                canvas.line(left + x - 5, top + 19, left + x, top + 1, colours.edge, stroke_width="0.5")
        canvas.icon("eyeOff", left + 6, top + 3, 14, colours.text_3)
        canvas.text(left + 26, top + 3, words, size=11, height=14, fill=colours.text_3)
    elif figure.why == "no rows":
        canvas.icon("report", left, top + 3, 14, colours.emo_0)
        canvas.text(left + 20, top + 3, words, size=11, height=14, fill=colours.emo_0)
    else:
        canvas.text(left, top + 3, words.capitalize(), size=11, height=14, fill=colours.text_3)
