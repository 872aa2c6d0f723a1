"""The emotion lane: what personas were drawn to feel, dashed, and what was measured, solid.

Heights are px from the lane's top, as on screen (``js/src/scene/picture.ts``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cjm_widgets.analysis.tables import FEW
from cjm_widgets.document.model import Lane, Persona
from cjm_widgets.render.content import LANE, Content, LaneLabel, lane_label, line_colour, row_of
from cjm_widgets.render.heights import (
    GAP,
    HEIGHT,
    EmotionAxis,
    LabelSide,
    Mismatch,
    Obstacle,
    firm,
    is_peak,
    largest_mismatch,
    least_room,
    lowest_stage,
    middle,
    nearest_free,
    passing,
    room,
    short_names,
    sides,
)
from cjm_widgets.render.numbers import plain
from cjm_widgets.render.personas import look_of
from cjm_widgets.render.shapes import (
    Beam,
    Circle,
    Group,
    Icon,
    Line,
    Marker,
    Outline,
    Rect,
    Ribbon,
    Shape,
    Spline,
    Spot,
    Text,
    number_of,
)
from cjm_widgets.render.words import width_of, wrap
from cjm_widgets.shown.sources import ShownSource
from cjm_widgets.shown.values import Point

_ENDS = {"high": ("Delighted", "smile"), "neutral": ("Neutral", "flat"), "low": ("Miserable", "frown")}
_ONE_LINE = 34
"""Height of a label whose name takes one line, and that has no hint."""
_BESIDE = 12
"""Where words beside a point begin, clear of it: so far from the middle of its column in px."""
_MARKED = 18
"""What the marker and the margins of a name take that is not beside its point, in px."""
_STEEP = 1.5
"""How much steeper than a straight line a curve may be."""
NO_SCORE = "no score drawn"


def outside_mark(x: float, y: float, radius: float, stroke: str) -> Circle:
    """The mark of a drawn emotion that the data do not bear out."""
    return Circle(x, y, radius, fill="none", stroke=stroke, dash="3 2")


# --- the lane as a value


@dataclass(frozen=True)
class DrawnCurve:
    """One persona's scores stage by stage, their heights, and whether the data bear them out.

    The first persona is the active one: its scores have labels. ``future`` says whether they are those of the
    future state, which no data bear out or not.
    """

    name: str
    place: int
    values: tuple[float | None, ...]
    heights: tuple[float | None, ...]
    inside: tuple[bool, ...]
    future: bool = False

    @property
    def active(self) -> bool:
        """Whether its scores have labels."""
        return self.place == 0 and not self.future


@dataclass(frozen=True)
class CurveName:
    """The name of a curve beside its last point; where that is too narrow, apart from it, with its marker.

    ``y`` is its middle, ``height`` what it takes; only the measured one has details on lines of their own.
    """

    name: str
    colour: str
    marker: str
    details: tuple[str, ...]
    measured: bool
    apart: bool = False
    y: float = 0
    height: float = 13


@dataclass(frozen=True)
class Shift:
    """The way from now to the future of one stage: the heights an arrow joins, and whether it points up."""

    top: float
    foot: float
    up: bool


@dataclass(frozen=True)
class Bracket:
    """How far belief and measurement are apart, and the heights that it joins."""

    words: str
    top: float
    foot: float


@dataclass(frozen=True)
class Callout:
    """A note in its place, and the heights between which a line leads to its point."""

    lines: tuple[str, ...]
    left: float
    top: float
    leader: tuple[float, float]

    @property
    def width(self) -> float:
        return max(width_of(line, 11, bold=True) for line in self.lines) + 22

    @property
    def height(self) -> float:
        return 14 + 14 * len(self.lines)


@dataclass(frozen=True)
class EmotionColumn:
    """One stage of the lane.

    Parameters
    ----------
    left, centre
        Where the column begins and where its middle is, in px.
    point, height
        What was measured, and where that stands.
    lone
        Whether no neighbour has a measured point, so that no band shows this one's interval.
    sides
        Of the measured and of the drawn label.
    shift
        From the present to the future state, where both are drawn and apart.
    names, bracket, callout
        The words in it.
    """

    left: float
    centre: float
    point: Point | None
    height: float | None
    lone: bool
    sides: tuple[LabelSide, LabelSide]
    shift: Shift | None
    names: tuple[CurveName, ...]
    bracket: Bracket | None
    callout: Callout | None


@dataclass(frozen=True)
class EmotionLane:
    """The row of the emotion curve.

    Parameters
    ----------
    label
        The lane's.
    row
        What says in the table what was measured.
    worded
        Whether there is room beside it for words at the ends of the axis.
    axis
        The scale of emotion.
    curves
        What was drawn, the active persona first.
    columns
        What is at each stage.
    right
        Where the picture ends, in px.
    ink
        The colour of what was measured.
    """

    label: LaneLabel
    row: str
    worded: bool
    axis: EmotionAxis
    curves: tuple[DrawnCurve, ...]
    columns: tuple[EmotionColumn, ...]
    right: float
    ink: str = "ink"
    height: float = HEIGHT

    # --- shapes

    def shapes(self) -> Iterator[Shape]:
        """Ground, curves, points, words, label, axis."""
        yield Group((*self._lane(), *self.label.shapes(), *self._axis()), lifted=True)

    def _lane(self) -> Iterator[Shape]:
        yield from self._ground()
        for curve in reversed(self.curves):
            look = look_of(curve.place)
            width, cap = (2.25, "round") if look.round else (1.75, "butt")
            width = 1.25 if curve.future else width
            yield Spline(self._spots(curve.heights), look.colour, width, look.dash, cap)
        yield from self._measured()
        hoping = next((curve for curve in self.curves if curve.future), None)
        for column in self.columns:
            if column.shift and hoping:
                yield from _shift_shapes(column.shift, column.centre, look_of(hoping.place).colour)
        for curve in reversed(self.curves):
            yield from self._points(curve)
        for at, column in enumerate(self.columns):
            if column.bracket:
                yield from _bracket_shapes(column.bracket, column.centre, number_of(self.row, at))
        for column in self.columns:
            if column.callout:
                yield from _callout_shapes(column.callout, column.centre)
        for column in self.columns:
            width = column.centre - column.left
            for name in column.names:
                if name.apart:
                    yield from _apart_shapes(name, column.left, 2 * width)
                else:
                    yield from _name_shapes(name, column.centre + _BESIDE, width - _BESIDE)

    def _spots(self, heights: Sequence[float | None]) -> tuple[Spot | None, ...]:
        pairs = zip(self.columns, heights, strict=True)
        return tuple(None if y is None else (column.centre, y) for column, y in pairs)

    def _ground(self) -> Iterator[Shape]:
        right, zero = self.right, self.axis.place(self.axis.neutral)
        yield Rect(LANE, 0, right - LANE, zero, "zone_high")
        yield Rect(LANE, zero, right - LANE, HEIGHT - zero, "zone_low")
        edges = (column.left + 0.5 for column in self.columns)
        yield Group(tuple(Line(x, 0, x, HEIGHT, "faint") for x in edges), stroke="faint")
        for tick in self.axis.ticks():
            y, neutral = self.axis.place(tick.value), tick.end == "neutral"
            yield Line(LANE, y, right, y, "dash") if neutral else Line(LANE, y, right, y, "line", dash="2 4")

    def _measured(self) -> Iterator[Shape]:
        spans = [self._span(column) for column in self.columns]
        ink = self.ink
        yield Ribbon(tuple(spans), ink, 0.15)
        yield Spline(self._spots([column.height for column in self.columns]), ink, 2.25, join="round")
        for at, (column, span) in enumerate(zip(self.columns, spans, strict=True)):
            x, y, point = column.centre, column.height, column.point
            if y is None or point is None:
                continue
            if span is not None and column.lone:
                yield Beam(x, span[2], span[1], 4.5, ink, 1.5)
            few = point.n < FEW
            yield Marker("square", x, y, 15, *(("bg", ink, 2) if few else (ink, "bg", 1.6)))
            top = middle(y, column.sides[0]) - 7
            words, number = self.axis.write(point.value, 2), number_of(self.row, at)
            yield Text(x, top, words, height=14, bold=True, anchor="middle", halo=True, number=number)

    def _span(self, column: EmotionColumn) -> tuple[float, float, float] | None:
        """The ends of a measured interval."""
        point = column.point
        if point is None or point.low is None or point.high is None:
            return None
        return column.centre, self.axis.place(point.low), self.axis.place(point.high)

    def _points(self, curve: DrawnCurve) -> Iterator[Shape]:
        look = look_of(curve.place)
        hoped = any(other.future and other.place == curve.place for other in self.curves)
        for at, (column, value, y) in enumerate(zip(self.columns, curve.values, curve.heights, strict=True)):
            x = column.centre
            if value is None or y is None:
                if curve.active and any(one is not None for one in curve.values):
                    left = x - (width_of(NO_SCORE, 11) + 15) / 2
                    yield Marker(look.marker, left + 6, GAP, 12, "none", look.colour, 1.6)
                    yield Text(left + 15, GAP - 7, NO_SCORE, size=11, height=14, fill=look.colour)
                continue
            size, stroke = (12, 1.5) if curve.future else (14, 2)
            yield Marker(look.marker, x, y, size, "bg", look.colour, stroke)
            if look.number is not None:
                number = str(look.number)
                yield Text(
                    x - 9, y - 7, number, size=11, height=14, bold=True, fill=look.colour, anchor="end"
                )
            if not curve.inside[at]:
                yield outside_mark(x, y, 11, look.colour)
            if curve.active:
                side, words = column.sides[1], self.axis.write_drawn(value)
                top = middle(y, side) - 7
                if hoped and column.shift and column.shift.up == (side == "up"):  # the arrow is there
                    x, top = x - 11 - width_of(words, 11) / 2, y - 15 if side == "up" else y + 2
                yield Text(x, top, words, size=11, height=14, fill=look.colour, anchor="middle", halo=True)

    def _axis(self) -> Iterator[Shape]:
        """The numbers of the axis, and the words at its ends where the lane's name leaves room for them."""
        fills = {"high": "emo_4", "low": "emo_0"}
        for tick in self.axis.ticks():
            top, fill = self.axis.place(tick.value) - 7, fills.get(tick.end, "text_3")
            right = LANE - 8.0
            yield Text(right, top, tick.text, size=11, height=14, fill=fill, anchor="end")
            if tick.end and self.worded:
                right -= max(14, width_of(tick.text, 11)) + 5
                word, face = _ENDS[tick.end]
                yield Icon(face, right - 14, top, 14, fill)
                yield Text(right - 19, top, word, size=11, height=14, fill=fill, anchor="end")


def _shift_shapes(shift: Shift, x: float, colour: str) -> Iterator[Shape]:
    """An arrow whose head is 6 px long and 7 wide."""
    tip, way = (shift.top - 4, 1) if shift.up else (shift.foot + 4, -1)
    yield Line(x, shift.top, x, shift.foot, colour, 1)
    head = f"l3.5 {6 * way}h-7z"
    yield Outline(((x, tip, head),), (x - 3.5, x + 3.5), fill=colour)


def _bracket_shapes(bracket: Bracket, x: float, measured: str) -> Iterator[Shape]:
    top, foot = bracket.top, bracket.foot
    yield Beam(x, top, foot, 3.5, "dash")
    first = (top + foot) / 2 - 14 if foot - top < 60 else top + 0.16 * (foot - top)
    for place, (line, number) in enumerate(((bracket.words, measured), ("than drawn", ""))):
        text = Text(x - 8, first + 14 * place, line, size=11, height=14, bold=place == 0, number=number)
        yield replace(text, fill="text_2", anchor="end", halo=True)


def _callout_shapes(callout: Callout, x: float) -> Iterator[Shape]:
    left, top, (start, end) = callout.left, callout.top, callout.leader
    if end > start:
        yield Line(x, start, x, end, "dash")
    yield Rect(left, top, callout.width, callout.height, "bg", "edge", 6)
    for number, line in enumerate(callout.lines):
        yield Text(left + 11, top + 7 + 14 * number, line, size=11, height=14, bold=True, fill="emo_0")


def _name_shapes(name: CurveName, x: float, width: float) -> Iterator[Shape]:
    """A name beside its point; "drawn" goes where there is no room."""
    top = name.y - name.height / 2
    yield Text(x, top, name.name, size=11, height=13, bold=True, fill=name.colour, halo=True)
    if name.measured:
        yield from _detail_shapes(name, x, top + 13)
        return
    after, detail = width_of(name.name, 11, bold=True) + 3, name.details[0]
    if after + width_of(detail, 11) <= width:
        yield Text(x + after, top, detail, size=11, height=13, fill=name.colour, halo=True)


def _apart_shapes(name: CurveName, left: float, width: float) -> Iterator[Shape]:
    """A name at the end of its column, after its marker."""
    lines = wrap(name.name, width - _MARKED, 11, bold=True)
    wide = max(width_of(line, 11, bold=True) for line in lines)
    if name.measured:
        wide = max(wide, *(width_of(line, 11) - 13 for line in name.details), 0)
    x = left + width - 3 - wide
    top = name.y - 13 * (len(lines) + len(name.details) * name.measured) / 2
    paint = (name.colour, "bg", 1) if name.measured else ("bg", name.colour, 1.5)
    yield Marker(name.marker, x - 8, top + 6.5, 10, *paint)
    for number, line in enumerate(lines):
        yield Text(x, top + 13 * number, line, size=11, height=13, bold=True, fill=name.colour, halo=True)
    if name.measured:
        yield from _detail_shapes(name, x - 13, top + 13 * len(lines))


def _detail_shapes(name: CurveName, x: float, top: float) -> Iterator[Shape]:
    for number, line in enumerate(name.details):
        yield Text(x, top + 13 * number, line, size=11, height=13, fill="text_3", halo=True)


# --- layout


def emotion_lane(content: Content, lane: Lane) -> EmotionLane:
    """The row of the emotion curve."""
    label = lane_label(lane)
    worded = label.height <= _ONE_LINE
    if not worded:
        label = lane_label(lane, room=LANE - 36 - 40)
    axis = EmotionAxis(*content.document.scale)
    reading = content.reading_of_curve(lane.source)
    curves = tuple(
        _drawn_curve(content, place, persona, axis, reading)
        for place, persona in enumerate(content.document.personas)
    ) + tuple(_future_curves(content, axis))
    points = [reading.curve.get(stage.id) if reading else None for stage in content.stages]
    columns = emotion_columns(content, axis, curves, points, reading.level if reading else "")
    ink = line_colour(lane, "ink")
    return EmotionLane(label, row_of(lane), worded, axis, curves, columns, content.width, ink)


def _heights(axis: EmotionAxis, values: Sequence[float | None]) -> tuple[float | None, ...]:
    return tuple(None if value is None else axis.place(value) for value in values)


def _drawn_curve(
    content: Content, place: int, persona: Persona, axis: EmotionAxis, reading: ShownSource | None
) -> DrawnCurve:
    scores = content.document.emotion.get(persona.id, {})
    values = [scores[stage.id].value if stage.id in scores else None for stage in content.stages]
    inside = reading.inside.get(persona.id, {}) if reading else {}
    borne_out = tuple(inside.get(stage.id, True) for stage in content.stages)
    return DrawnCurve(persona.name, place, tuple(values), _heights(axis, values), borne_out)


def _future_curves(content: Content, axis: EmotionAxis) -> Iterator[DrawnCurve]:
    """The future of the first persona who has one: arrows of several could not be told apart."""
    for place, persona in enumerate(content.document.personas):
        if hopes := content.document.future.get(persona.id):
            values = tuple(hopes.get(stage.id) for stage in content.stages)
            inside = tuple(True for _ in values)
            yield DrawnCurve(persona.name, place, values, _heights(axis, values), inside, future=True)
            return


_CLOSE = 14
"""Heights closer than this in px have no room for an arrow between their points."""


def emotion_columns(
    content: Content,
    axis: EmotionAxis,
    curves: Sequence[DrawnCurve],
    points: Sequence[Point | None],
    level: str,
) -> tuple[EmotionColumn, ...]:
    """What is at each stage of the lane.

    Parameters
    ----------
    content
        Where the columns are, and whom the numbers are about.
    axis, curves
        The scale of emotion, and what was drawn on it.
    points
        What was measured at each stage, on the same scale.
    level
        The confidence of the intervals, e.g. "95 %".
    """
    return _Columns(content, axis, curves, points, level).columns()


class _Columns:
    """Places the words of a lane: every column knows the curves through it, and some the whole lane."""

    def __init__(
        self,
        content: Content,
        axis: EmotionAxis,
        curves: Sequence[DrawnCurve],
        points: Sequence[Point | None],
        level: str,
    ) -> None:
        self.content, self.axis, self.curves, self.points, self.level = content, axis, curves, points, level
        self.measured = _heights(axis, [point.value if point else None for point in points])
        self.active = curves[0] if curves else None
        self.future = next((curve for curve in curves if curve.future), None)
        self.now = next((curve for curve in curves if self.future and curve.place == self.future.place), None)
        self.sides = [self._sides(at) for at in range(len(self.points))]

    def columns(self) -> tuple[EmotionColumn, ...]:
        bracket_at, bracket = self._bracket()
        names = self._names(bracket_at, bracket)
        callout_at, callout = self._callout(bracket_at, bracket, names)
        return tuple(
            EmotionColumn(
                self.content.left(at),
                self.content.centre(at),
                point,
                self.measured[at],
                not any(self.measured[near] is not None for near in self._beside(at)),
                self.sides[at],
                self._shift(at),
                names[at],
                bracket if at == bracket_at else None,
                callout if at == callout_at else None,
            )
            for at, point in enumerate(self.points)
        )

    def _beside(self, at: int) -> list[int]:
        return [near for near in (at - 1, at + 1) if 0 <= near < len(self.points)]

    def _sides(self, at: int) -> tuple[LabelSide, LabelSide]:
        heights = self.active.heights if self.active else [None] * len(self.points)
        others = [y for curve in self.curves[1:] if (y := curve.heights[at]) is not None]
        shift = self._shift(at)
        # A label stands where the arrow does not.
        above = not shift.up if shift and self.now is self.active else is_peak(heights, at)
        return sides(self.measured[at], heights[at], others, above)

    def _shift(self, at: int) -> Shift | None:
        now = self.now.heights[at] if self.now else None
        future = self.future.heights[at] if self.future else None
        if now is None or future is None or abs(future - now) <= _CLOSE:
            return None
        return Shift(min(now, future) + 8, max(now, future) - 8, future < now)

    def _bracket(self) -> tuple[int, Bracket | None]:
        """Where belief and measurement differ most."""
        if self.active is None:
            return -1, None
        mismatch = largest_mismatch(self.active.values, self.points, (self.axis.high - self.axis.low) / 8)
        if mismatch is None:
            return -1, None
        return mismatch.at, self._bracket_of(mismatch, self.active.heights[mismatch.at])

    def _bracket_of(self, mismatch: Mismatch, drawn: float | None) -> Bracket:
        measured = self.measured[mismatch.at]
        assert drawn is not None  # a mismatch is between two points
        assert measured is not None
        way = "higher" if mismatch.higher else "lower"
        words = f"{plain(mismatch.distance, self.axis.decimals)} {way}"
        return Bracket(words, min(drawn, measured) + 7, max(drawn, measured) - 7)

    def _callout(
        self, bracket_at: int, bracket: Bracket | None, names: Sequence[Sequence[CurveName]]
    ) -> tuple[int, Callout | None]:
        """The note on the lowest stage."""
        lowest = lowest_stage(self.points)
        if lowest is None:
            return -1, None
        at, words = lowest
        y, side = self.measured[at], self.sides[at][0]
        assert y is not None  # it was measured there
        lines = wrap(words, max(self.content.column - 8, 168) - 22, 11, bold=True)
        callout = Callout(tuple(lines), 0, 0, (0, 0))
        obstacles = self._obstacles(at, y)
        if bracket is not None and bracket_at == at:
            obstacles.append(Obstacle(bracket.top, bracket.foot, firm=True))
        obstacles += [firm(name.y, name.height / 2) for name in names[at]]
        top = room(obstacles, y, callout.height)
        if top is None:
            return -1, None
        leader = (
            (y + (24 if side == "down" else 10), top)
            if top > y
            else (top + callout.height, y - (24 if side == "up" else 10))
        )
        most = self.content.width - callout.width - 4
        left = min(max(self.content.centre(at) - callout.width / 2, LANE + 4), most)
        return at, Callout(callout.lines, left, top, leader)

    def _obstacles(self, at: int, y: float) -> list[Obstacle]:
        """The obstacles of a note in a column."""
        obstacles = [firm(middle(y, self.sides[at][0]), 9)]
        for number, heights in enumerate([self.measured, *(curve.heights for curve in self.curves)]):
            here, curve = heights[at], passing(heights, at)
            if curve is not None:
                obstacles.append(curve)
            if here is not None:
                obstacles.append(firm(here, 10))
            if number == 1:
                obstacles.append(firm(GAP if here is None else middle(here, self.sides[at][1]), 9))
        return obstacles

    def _names(self, bracket_at: int, bracket: Bracket | None) -> list[tuple[CurveName, ...]]:
        """The names of each column, each beside its curve's last point or as near as there is room for it."""
        names: list[list[CurveName]] = [[] for _ in self.points]

        def put(heights: Sequence[float | None], name: CurveName) -> None:
            at = _last(heights)
            if at is not None:
                y = heights[at]
                assert y is not None  # it is the last that is there
                placed = self._placed(name, at, y, names[at], bracket if at == bracket_at else None)
                names[at] += [placed] if placed else []

        at = _last(self.measured)
        if at is not None:
            put(self.measured, self._measured_name(at))
        shorts = short_names([curve.name for curve in self.curves if not curve.future])
        for curve in self.curves:
            look = look_of(curve.place)
            detail = "future" if curve.future else "now" if curve is self.now else "drawn"
            name = look.named(shorts[curve.place])
            put(curve.heights, CurveName(name, look.colour, look.marker, (detail,), False))
        return [*map(tuple, names)]

    def _placed(
        self, name: CurveName, at: int, y: float, others: Sequence[CurveName], bracket: Bracket | None
    ) -> CurveName | None:
        """A name in its place in a column; None where there is no room."""
        width = self.content.column
        letters = least_room(name.name, 8.2)
        details = name.details if name.measured else ()
        apart = max(letters, *map(least_room, details), 0) > width / 2 - _BESIDE
        # Apart from its point it has its marker before it, and as many lines as it needs.
        lines = math.ceil((letters + _MARKED) / (width - 6)) if apart else 1
        taken = [firm(other.y, other.height / 2) for other in others]
        drawn = self.active.heights[at] if self.active else None
        for point, side in zip((self.measured[at], drawn), self.sides[at], strict=True):
            if point is not None:
                taken.append(firm(middle(point, side), 8))
        for heights in [self.measured, *(curve.heights for curve in self.curves)]:
            # A curve may be half as steep again as a straight line.
            before = _STEEP * min(0.5, max(0, (letters + _MARKED) / width - 0.5)) if apart else 0
            here, curve = heights[at], passing(heights, at, before, _STEEP / 2)
            goes_on = at + 1 < len(heights) and heights[at + 1] is not None
            if curve and (apart or goes_on):
                taken.append(curve)
            if here is not None and apart:
                taken.append(firm(here, 10))
        shift = self._shift(at)
        if apart and shift:
            taken.append(Obstacle(shift.top, shift.foot, firm=True))
        if apart and bracket:
            taken.append(Obstacle(bracket.top, bracket.foot, firm=True))
        for rows in (details, ()) if details else ((),):
            height = 13 * (lines + len(rows))
            # Its first or last line is beside the point, and the others are not where the value's label is.
            away = (height - 13) / 2 * (1 if self.sides[at][0] == "up" else -1) if name.measured else 0
            free = nearest_free(taken, y + away, height)
            if free is not None:
                kept = rows if name.measured else name.details
                return replace(name, details=kept, apart=apart, y=free, height=height)
        return None

    def _measured_name(self, at: int) -> CurveName:
        point = self.points[at]
        assert point is not None  # it is the last that is there
        details = [self.content.persons] if self.content.persons else []
        if point.low is not None and point.high is not None:
            interval = f"±{plain((point.high - point.low) / 2, 2)}"
            level = f"{self.level} {interval}".strip()
            details.append(interval if least_room(level) > self.content.column / 2 - _BESIDE else level)
        return CurveName("Measured", "text", "square", tuple(details), True)


def _last(heights: Sequence[float | None]) -> int | None:
    """The position of the last height that is not None."""
    return next((at for at in reversed(range(len(heights))) if heights[at] is not None), None)
