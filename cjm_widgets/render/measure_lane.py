"""A measure lane: per stage a number, its interval and n, on one axis that all stages share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cjm_widgets.analysis.tables import FEW
from cjm_widgets.document.model import Figure, Lane, MeasureInfo
from cjm_widgets.measures.measure import Scale
from cjm_widgets.render.content import (
    LANE,
    Content,
    LaneLabel,
    WordRow,
    lane_label,
    line_colour,
    origin_of,
    row_of,
)
from cjm_widgets.render.numbers import count, write_interval, write_mark, write_value
from cjm_widgets.render.shapes import (
    Circle,
    Group,
    Icon,
    Line,
    Marker,
    Outline,
    Rect,
    Shape,
    Text,
    number_of,
)
from cjm_widgets.render.words import fitted, width_of, wrap
from cjm_widgets.shown.sources import NOTHING, ShownSource

Standing = Literal["above", "below", "unclear", "plain"]
REACHED = "reached"
"""The maker of the share of all cases that reach a stage."""
_LEAD = 84
"""The most px that the name of a leading share takes beside its axis."""


# --- the axis


@dataclass(frozen=True)
class MeasureAxis:
    """An axis with round ends, multiples of ``step``."""

    low: float
    high: float
    step: float

    def along(self, value: float) -> float:
        """How far along it a value stands, 0 to 1 between the ends."""
        return (value - self.low) / (self.high - self.low)


def shared_axis(figures: Iterable[Figure], target: float | None, bounds: Scale) -> MeasureAxis | None:
    """Round ends that hold every interval and the target, in what a measure can be; None without a value.

    Examples
    --------
    >>> shared_axis([Figure(n=40, value=4.3, low=4.1, high=4.9)], 4.0, (1, 5))
    MeasureAxis(low=4.0, high=5, step=0.2)
    """
    values: list[float] = []
    for figure in figures:
        if figure.value is not None:
            values += [
                figure.value if end is None else end for end in (figure.value, figure.low, figure.high)
            ]
    if not values:
        return None
    if target is not None:
        values.append(target)
    start, end = min(values), max(values)
    least, most = bounds
    # A lone value without an interval still needs an axis: a twentieth of what the measure can be.
    step = _floor_step(max(end - start, (most - least) / 20 or 1) / 2)
    low = max(min(least, start), math.floor(start / step + 1e-9) * step)
    high = min(max(most, end), math.ceil(end / step - 1e-9) * step)
    return MeasureAxis(low, high, step) if low < high else MeasureAxis(low - step, high + step, step)


def _floor_step(most: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is at most ``most``."""
    power = 10.0 ** math.floor(math.log10(most))
    return next((one for one in (5, 2, 1) if one * power <= most * (1 + 1e-9)), 1) * power


def standing(figure: Figure, target: float | None) -> Standing:
    """``above`` or ``below`` only when the whole interval clears the target; ``plain`` without a target."""
    if target is None:
        return "plain"
    if figure.low is not None and figure.low > target:
        return "above"
    if figure.high is not None and figure.high < target:
        return "below"
    return "unclear"


# --- the lane as a value


@dataclass(frozen=True)
class MeasureLine:
    """A measure with its axis and its figure at each stage; the first of a lane leads and has the target."""

    row: str
    """What says it in the table."""
    measure: MeasureInfo
    axis: MeasureAxis | None
    target: float | None
    figures: tuple[Figure, ...]
    colour: str = "text_2"
    """Of what says nothing about the target."""

    @property
    def is_of_all(self) -> bool:
        """Whether it is the share of all cases that reach a stage: a bar whose length is all of them."""
        return self.measure.name.partition("(")[0] == REACHED and self.target is None

    def whisker(self, figure: Figure, left: float, top: float, width: float) -> Iterator[Shape]:
        """The interval as a tinted whisker and the value as a square on it; of all cases a bar."""
        if self.axis is None or figure.value is None:
            return
        if self.is_of_all:
            yield Rect(left, top + 2, width, 8, "line", corner=2)
            yield Rect(left, top + 2, width * figure.value, 8, "text_2", corner=2)
            return
        stands = standing(figure, self.target)
        tints = {"above": ("emo_3", "above"), "below": ("emo_0", "below")}
        strong, tint = tints.get(stands, (self.colour, "plain"))
        yield Line(left, top + 6, left + width, top + 6, "edge")
        yield from self.target_mark(left, top, width)
        if figure.low is not None and figure.high is not None:
            start, end = (left + width * self.axis.along(bound) for bound in (figure.low, figure.high))
            yield Rect(start, top + 2, max(end - start, 2), 8, tint, corner=2)
            yield Rect(start, top + 5, max(end - start, 2), 2, strong)
        place = left + width * self.axis.along(figure.value)
        fill, stroke = ("bg", strong) if stands == "unclear" else (strong, "bg")
        yield Marker("square", place, top + 6, 10, fill, stroke)

    def target_mark(self, left: float, top: float, width: float) -> Iterator[Shape]:
        """The target on the axis."""
        if self.target is not None and self.axis is not None:
            x = left + width * self.axis.along(self.target)
            yield Line(x, top, x, top + 12, "text_3", dash="3 2")


@dataclass(frozen=True)
class MeasureLane:
    """The row of a measure lane.

    Parameters
    ----------
    label
        The lane's.
    lines
        Its measures; none where there is nothing to show.
    target
        The words for the target that there is room for.
    lefts
        Where each stage's column begins, in px.
    column
        Width of a column in px.
    differing
        The places of the stages where segments differ.
    why
        The lines that say why there is nothing to show.
    """

    label: LaneLabel
    lines: tuple[MeasureLine, ...]
    target: str
    lefts: tuple[float, ...]
    column: float
    differing: frozenset[int]
    why: tuple[str, ...]

    @property
    def _down(self) -> float:
        """The axis' key stands beneath a name of one line; a longer label pushes all drawings down."""
        return max(self.label.height - 34, 0)

    @property
    def height(self) -> float:
        if not self.lines:
            return max(self.label.height, 24 + 14 * len(self.why))
        return self._down + 54 + 20 * (len(self.lines) - 1)

    def shapes(self) -> Iterator[Shape]:
        """Label, target, key, then stage after stage."""
        yield from self.label.shapes()
        for number, line in enumerate(self.why):
            yield Text(LANE + 10, 10 + 14 * number, line, size=11, height=14, fill="text_3")
        if not self.lines:
            return
        if self.target:
            x = LANE - 10 - width_of(self.target, 11)
            yield Text(x, 10, self.target, size=11, fill="text_2")
            yield Line(x - 5, 12, x - 5, 24, "text_3", dash="3 2")
        yield from self._key(self._down)
        for at, left in enumerate(self.lefts):
            yield Line(left + 0.5, 0, left + 0.5, self.height, "faint")
            yield from self._cell(at, left + 10, self._down + 8, self.column - 20)

    def _key(self, top: float) -> Iterator[Shape]:
        """The axis of the leading measure, and the names of the others."""
        lead, right = self.lines[0], LANE - 10
        if lead.axis is not None and not lead.is_of_all:
            unit, step = lead.measure.unit, lead.axis.step
            low, high = (write_mark(unit, end, step) for end in (lead.axis.low, lead.axis.high))
            left = 36.0
            # Nobody expects a share to lead: it needs its name, unless the lane has it.
            if unit == "share" and lead.measure.label not in self.label.name:
                name = fitted(lead.measure.label, _LEAD, 11)
                yield Text(left, top + 32, name, size=11, height=12, fill="text_3")
                left += width_of(name, 11) + 8
            yield Text(left, top + 32, low, size=11, height=12, fill="text_3")
            yield Text(right, top + 32, high, size=11, height=12, fill="text_3", anchor="end")
            start, end = left + width_of(low, 11) + 4, right - width_of(high, 11) - 4
            yield Line(start, top + 38, end, top + 38, "edge")
            yield from lead.target_mark(start, top + 32, end - start)
        for number, line in enumerate(self.lines[1:]):
            y, label = top + 50 + 20 * number, fitted(line.measure.label, right - 36, 11)
            yield Text(right, y, label, size=11, height=14, fill="text_3", anchor="end")

    def _cell(self, at: int, left: float, top: float, width: float) -> Iterator[Shape]:
        lead, figure = self.lines[0], self.lines[0].figures[at]
        others = [line.figures[at] for line in self.lines[1:]]
        if figure.value is None or lead.axis is None:
            yield from _nothing(figure, left, top)
            if all(other.value is None for other in others):
                return
        else:
            yield from self._lead(lead, figure, at, (left, top, width))
        for number, line in enumerate(self.lines[1:]):
            yield from _further(line, at, left, top + 42 + 20 * number, width)

    def _lead(
        self, lead: MeasureLine, figure: Figure, at: int, place: tuple[float, float, float]
    ) -> Iterator[Shape]:
        """The leading measure: value, interval, mark of segments that differ, n, and the whisker."""
        left, top, width = place
        if figure.value is None:
            return
        unit, below = lead.measure.unit, standing(figure, lead.target) == "below"
        words = write_value(unit, figure.value)
        number, fill = number_of(lead.row, at), "emo_0" if below else ""
        yield Text(left, top, words, size=13, height=18, bold=True, fill=fill, number=number)
        after = left + width_of(words, 13, bold=True) + 6
        if below:
            yield Marker("inverted", after, top + 9, 8, "emo_0", "none")
            after += 8
        n = f"{'few, ' if figure.n < FEW else ''}n {count(figure.n)}"
        if figure.low is not None and figure.high is not None:
            interval = write_interval(unit, figure.low, figure.high)
            if after + width_of(interval, 11) + 6 + width_of(n, 11) <= left + width:
                yield Text(after, top, interval, size=11, height=18, fill="text_2", number=number)
                after += width_of(interval, 11) + 6
        if at in self.differing and after + 16 + 4 + width_of(n, 11) <= left + width:
            yield from differing_mark(after + 8, top + 9)
        yield Text(left + width, top, n, size=11, height=18, fill="text_3", anchor="end", number=number)
        yield from lead.whisker(figure, left, top + 24, width)


def _further(line: MeasureLine, at: int, left: float, top: float, width: float) -> Iterator[Shape]:
    """A measure beneath the leading one."""
    figure = line.figures[at]
    if figure.value is None:
        words = NOTHING[figure.why or "not asked"]
        yield Text(left, top, words, size=11, height=14, fill="text_3")
        return
    words = write_value(line.measure.unit, figure.value)
    room = width - width_of(words, 11) - 6
    number = number_of(line.row, at)
    yield Text(left + width, top, words, size=11, height=14, fill="text_2", anchor="end", number=number)
    if line.measure.unit == "share":
        yield Rect(left, top + 5, room, 4, "line", corner=2)
        yield Rect(left, top + 5, room * figure.value, 4, "text_3", corner=2)
    else:
        yield from line.whisker(figure, left, top + 1, room)


def _nothing(figure: Figure, left: float, top: float) -> Iterator[Shape]:
    """Withheld, not asked and no rows look different from each other and from zero."""
    words = NOTHING[figure.why or "not asked"]
    if figure.why == "withheld":
        width = 26 + width_of(words, 11) + 8
        yield Rect(left + 0.5, top + 0.5, width - 1, 19, "soft", "line", 4)
        hatches = range(6, int(width), 6)
        lines = (Line(left + x - 5, top + 19, left + x, top + 1, "edge", 0.5) for x in hatches)
        yield Group(tuple(lines), stroke="edge")
        yield Icon("eyeOff", left + 6, top + 3, 14, "text_3")
        yield Text(left + 26, top + 3, words, size=11, height=14, fill="text_3")
    elif figure.why == "no rows":
        yield Icon("report", left, top + 3, 14, "emo_0")
        yield Text(left + 20, top + 3, words, size=11, height=14, fill="emo_0")
    else:
        yield Text(left, top + 3, words.capitalize(), size=11, height=14, fill="text_3")


def differing_mark(x: float, middle: float) -> Iterator[Shape]:
    """The mark of a stage where segments differ."""
    left = x - 3.5
    strokes = (
        (left, middle - 1.5, "h7"),
        (left, middle + 1.5, "h7"),
        (x + 2, middle - 4.5, "l-4 9"),
    )
    yield Circle(x, middle, 8, fill="text")
    yield Outline(strokes, (left, left + 7), stroke="bg", width=1.3)


# --- layout


def measure_lane(content: Content, lane: Lane) -> MeasureLane:
    """The row of a measure lane."""
    reading = content.reading(lane.source)
    why = missing(reading, lane)
    lefts = tuple(content.left(at) for at in range(len(content.stages)))
    if why or reading is None:
        lines = wrap(why, max(content.width - LANE - 20, 100), 11)
        return MeasureLane(lane_label(lane), (), "", lefts, content.column, frozenset(), tuple(lines))
    rows = []
    for place, measure in enumerate(reading.chosen(lane.measures)):
        aim = lane.target if place == 0 else None
        figures = tuple(reading.figure(stage.id, measure) for stage in content.stages)
        axis = shared_axis(figures, aim, (measure.low, measure.high))
        row = row_of(lane, place)
        rows.append(MeasureLine(row, measure, axis, aim, figures, line_colour(lane, "text_2")))
    target = _target_words(rows[0], lane.name)
    label = lane_label(lane, beside=width_of(target, 11) + 14 if target else 0)
    differing = frozenset(at for at, stage in enumerate(content.stages) if stage.id in reading.marks)
    return MeasureLane(label, tuple(rows), target, lefts, content.column, differing, ())


def _target_words(lead: MeasureLine, name: str) -> str:
    """What the lane aims at, with the word for it where both fit beside the lane's name."""
    if lead.target is None or lead.axis is None:
        return ""
    target = write_mark(lead.measure.unit, lead.target, lead.axis.step)
    words = f"target {target}"
    fits = width_of(name, bold=True) + width_of(words, 11) + 20 <= LANE - 46
    return words if fits else target


def missing(reading: ShownSource | None, lane: Lane) -> str:
    """Why a lane has nothing to show; empty where it has."""
    if reading is None:
        return f"No source “{lane.source}” is joined" if lane.source else "No rows joined yet"
    if not reading.chosen(lane.measures):
        return f"{reading.source.name} has no measure to show"
    return ""


# --- table rows


def measure_words(contents: Sequence[Content], lane: Lane) -> Iterator[WordRow]:
    """For each choice of filters a row for each measure, and one for the segments that differ."""
    for choice, content in enumerate(contents):
        reading = content.reading(lane.source)
        if reading is None:
            continue
        for place, measure in enumerate(reading.chosen(lane.measures)):
            figures = [reading.figure(stage.id, measure) for stage in content.stages]
            words = tuple(_figure_words(measure, figure, reading.who) for figure in figures)
            origins = tuple(
                None if one.value is None else origin_of(one.method, reading.source) for one in figures
            )
            name = reading.with_note(f"{lane.name}, {measure.label}")
            yield WordRow(name, words, choice, origins, row=row_of(lane, place))
        if reading.marks:
            marks = tuple("; ".join(reading.marks.get(stage.id, ())) for stage in content.stages)
            yield WordRow(f"{lane.name}, segments that differ: {reading.tests}", marks, choice)


def _figure_words(measure: MeasureInfo, figure: Figure, who: str) -> str:
    if figure.value is None:
        return NOTHING[figure.why or "not asked"]
    words = [write_value(measure.unit, figure.value)]
    if figure.low is not None and figure.high is not None:
        words.append(" to ".join(write_value(measure.unit, end) for end in (figure.low, figure.high)))
    words.append(f"n {count(figure.n)}")
    return ", ".join([*words, f"few {who}"] if figure.n < FEW else words)
