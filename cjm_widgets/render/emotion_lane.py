"""The emotion lane: what personas were drawn to feel, dashed, and what was measured, solid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cjm_widgets.document.model import Lane, Persona
from cjm_widgets.measures.tables import FEW
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.curve import band_path, line_path
from cjm_widgets.render.emotion_axis import GAP, HEIGHT, EmotionAxis
from cjm_widgets.render.emotion_words import (
    Side,
    Taken,
    is_peak,
    largest_difference,
    lowest_stage,
    middle,
    passing,
    room,
    short_names,
    sides,
    spread,
)
from cjm_widgets.render.headers import lane_header
from cjm_widgets.render.numbers import plain
from cjm_widgets.render.readings import Point, Reading
from cjm_widgets.render.scene import LANE, Row, Scene
from cjm_widgets.render.words import width_of, wrap

_ENDS = {"high": ("Delighted", "smile"), "neutral": ("Neutral", "flat"), "low": ("Miserable", "frown")}
_ROOMY = 170
"""Columns narrower than this in px have no room for words beside a number."""
_ONE_LINE = 34
"""Height of a header whose name takes one line, and that has no hint."""


@dataclass(frozen=True)
class Look:
    """How a persona looks wherever it appears, by its place in the document; after five the looks repeat."""

    marker: str
    dash: str
    round: bool = False


_LOOKS = (
    Look("circle", "6 4"),
    Look("diamond", ".1 5", round=True),
    Look("triangle", "8 4 1 4"),
    Look("inverted", "2 3"),
    Look("hexagon", "12 4"),
)


def look_of(place: int) -> Look:
    """The look of the persona at a place."""
    return _LOOKS[place % len(_LOOKS)]


@dataclass(frozen=True)
class _Curve:
    """One persona's scores, and their heights."""

    persona: Persona
    place: int
    values: list[float | None]
    heights: list[float | None]


@dataclass
class _End:
    """The name of a curve beside its last point."""

    colour: str
    name: str
    details: list[str]
    y: float
    measured: bool = False

    @property
    def size(self) -> float:
        return 13 + 13 * len(self.details) * self.measured


@dataclass
class _Column:
    """What is said at one stage."""

    sides: tuple[Side, Side]
    ends: list[_End] = field(default_factory=list)


def emotion_lane(scene: Scene, lane: Lane) -> Row:
    """The row of the emotion curve."""
    header = lane_header(lane)
    worded = header.height <= _ONE_LINE
    if not worded:
        header = lane_header(lane, room=LANE - 36 - 40)
    axis = EmotionAxis(*scene.document.scale)
    reading = scene.reading(lane.source) or scene.reading(None)

    def draw(canvas: Canvas, top: float) -> None:
        with canvas.group(transform=f"translate(0 {top:g})"):
            _Drawing(scene, reading, axis, canvas).draw()
            header.draw(canvas, 0)
            _draw_axis(canvas, axis, worded)

    return Row(HEIGHT, draw)


def draw_outside(canvas: Canvas, x: float, y: float, radius: float, stroke: str) -> None:
    """The mark of a drawn emotion that the data do not bear out."""
    canvas.circle(x, y, radius, fill="none", stroke=stroke, stroke_dasharray="3 2")


def _draw_axis(canvas: Canvas, axis: EmotionAxis, worded: bool) -> None:
    """The numbers of the axis, and the words at its ends where the lane's name leaves room for them."""
    colours = canvas.palette
    fills = {"high": colours.emo_4, "low": colours.emo_0}
    for tick in axis.ticks():
        top, fill = axis.place(tick.value) - 7, fills.get(tick.end, colours.text_3)
        right = LANE - 8.0
        canvas.text(right, top, tick.text, size=11, height=14, fill=fill, anchor="end")
        if tick.end and worded:
            right -= max(14, width_of(tick.text, 11)) + 5
            word, face = _ENDS[tick.end]
            canvas.icon(face, right - 14, top, 14, fill)
            canvas.text(right - 19, top, word, size=11, height=14, fill=fill, anchor="end")


class _Drawing:
    """The drawing of one lane, worked out once and then drawn."""

    def __init__(self, scene: Scene, reading: Reading | None, axis: EmotionAxis, canvas: Canvas) -> None:
        self.scene, self.reading, self.axis, self.canvas = scene, reading, axis, canvas
        self.colours = canvas.palette
        self.points: list[Point | None] = [
            reading.curve.get(stage.id) if reading else None for stage in scene.stages
        ]
        self.measured = self._high([point.value if point else None for point in self.points])
        self.curves = [self._curve(place, one) for place, one in enumerate(scene.document.personas)]
        self.active = self.curves[0] if self.curves else None
        self.columns = [self._column(at) for at in range(len(scene.stages))]

    def _high(self, values: Sequence[float | None]) -> list[float | None]:
        return [None if value is None else self.axis.place(value) for value in values]

    def _curve(self, place: int, persona: Persona) -> _Curve:
        scores = self.scene.document.emotion.get(persona.id, {})
        values = [scores[stage.id].value if stage.id in scores else None for stage in self.scene.stages]
        return _Curve(persona, place, values, self._high(values))

    def _column(self, at: int) -> _Column:
        heights = self.active.heights if self.active else [None] * len(self.points)
        others = [y for curve in self.curves[1:] if (y := curve.heights[at]) is not None]
        return _Column(sides(self.measured[at], heights[at], others, is_peak(heights, at)))

    def draw(self) -> None:
        """Ground, curves, points, words."""
        self._draw_ground()
        for curve in reversed(self.curves):
            look, colour = look_of(curve.place), self._colour(curve.place)
            self.canvas.path(
                line_path(self._spots(curve.heights)),
                fill="none",
                stroke=colour,
                stroke_width="2.25" if look.round else "1.75",
                stroke_dasharray=look.dash,
                stroke_linecap="round" if look.round else "butt",
            )
        self._draw_measured()
        for curve in reversed(self.curves):
            self._draw_points(curve)
        self._draw_notes()
        self._draw_ends()

    def _colour(self, place: int) -> str:
        return self.colours.personas[place % len(self.colours.personas)]

    def _spots(self, heights: Sequence[float | None]) -> list[tuple[float, float] | None]:
        return [None if y is None else (self.scene.centre(at), y) for at, y in enumerate(heights)]

    def _draw_ground(self) -> None:
        canvas, colours, right = self.canvas, self.colours, self.scene.width
        zero = self.axis.place(self.axis.neutral)
        canvas.rect(LANE, 0, right - LANE, zero, fill=colours.zone_high)
        canvas.rect(LANE, zero, right - LANE, HEIGHT - zero, fill=colours.zone_low)
        with canvas.group(stroke=colours.faint):
            for at in range(len(self.scene.stages)):
                canvas.line(self.scene.left(at) + 0.5, 0, self.scene.left(at) + 0.5, HEIGHT, colours.faint)
        for tick in self.axis.ticks():
            y = self.axis.place(tick.value)
            if tick.end == "neutral":
                canvas.line(LANE, y, right, y, colours.dash)
            else:
                canvas.line(LANE, y, right, y, colours.line, stroke_dasharray="2 4")

    def _draw_measured(self) -> None:
        canvas, ink = self.canvas, self.colours.ink
        spans = [
            None
            if point is None or point.low is None or point.high is None
            else (self.scene.centre(at), self.axis.place(point.low), self.axis.place(point.high))
            for at, point in enumerate(self.points)
        ]
        canvas.path(band_path(spans), fill=ink, fill_opacity="0.15")
        spots = self._spots(self.measured)
        canvas.path(line_path(spots), fill="none", stroke=ink, stroke_width="2.25", stroke_linejoin="round")
        for at, (spot, point, span) in enumerate(zip(spots, self.points, spans, strict=True)):
            if spot is None or point is None:
                continue
            beside = [spots[near] for near in (at - 1, at + 1) if 0 <= near < len(spots)]
            if span is not None and not any(beside):
                self._draw_whisker(*span)
            few = point.n < FEW
            paint = (self.colours.bg, ink, 2) if few else (ink, self.colours.bg, 1.6)
            canvas.marker("square", *spot, 15, *paint)
            words = self.axis.write(point.value, 2)
            label = middle(spot[1], self.columns[at].sides[0])
            canvas.text(spot[0], label - 7, words, height=14, bold=True, anchor="middle", halo=True)

    def _draw_whisker(self, x: float, low: float, high: float) -> None:
        self.canvas.path(
            f"M{x - 4.5:g} {high:.1f}h9M{x:g} {high:.1f}V{low:.1f}M{x - 4.5:g} {low:.1f}h9",
            fill="none",
            stroke=self.colours.ink,
            stroke_width="1.5",
        )

    def _draw_points(self, curve: _Curve) -> None:
        canvas, colour, marker = self.canvas, self._colour(curve.place), look_of(curve.place).marker
        inside = self.reading.inside.get(curve.persona.id, {}) if self.reading else {}
        for at, (value, y) in enumerate(zip(curve.values, curve.heights, strict=True)):
            x = self.scene.centre(at)
            if value is None or y is None:
                if curve is self.active and any(one is not None for one in curve.values):
                    words = "no score drawn"
                    left = x - (width_of(words, 11) + 15) / 2
                    canvas.marker(marker, left + 6, GAP, 12, "none", colour, 1.6)
                    canvas.text(left + 15, GAP - 7, words, size=11, height=14, fill=colour)
                continue
            canvas.marker(marker, x, y, 14, self.colours.bg, colour)
            if not inside.get(self.scene.stages[at].id, True):
                draw_outside(canvas, x, y, 11, colour)
            if curve is self.active:
                label = middle(y, self.columns[at].sides[1])
                words = self.axis.write_drawn(value)
                canvas.text(x, label - 7, words, size=11, height=14, fill=colour, anchor="middle", halo=True)

    # --- notes

    def _draw_notes(self) -> None:
        taken = None
        if self.active is not None:
            least = (self.axis.high - self.axis.low) / 8
            found = largest_difference(self.active.values, self.points, least)
            if found is not None:
                drawn, measured = self.active.heights[found.at], self.measured[found.at]
                assert drawn is not None  # a difference is between two points
                assert measured is not None
                top, foot = min(drawn, measured) + 7, max(drawn, measured) - 7
                taken = found.at, Taken(top, foot, firm=True)
                way = "higher" if found.higher else "lower"
                self._draw_bracket(found.at, top, foot, f"{plain(found.distance, self.axis.decimals)} {way}")
        self._draw_lowest(taken)

    def _draw_bracket(self, at: int, top: float, foot: float, words: str) -> None:
        canvas, x = self.canvas, self.scene.centre(at)
        canvas.path(
            f"M{x - 3.5:g} {top:.1f}h7M{x:g} {top:.1f}V{foot:.1f}M{x - 3.5:g} {foot:.1f}h7",
            fill="none",
            stroke=self.colours.dash,
        )
        first = (top + foot) / 2 - 14 if foot - top < 60 else top + 0.16 * (foot - top)
        for number, line in enumerate((words, "than drawn")):
            canvas.text(
                x - 8,
                first + 14 * number,
                line,
                size=11,
                height=14,
                bold=number == 0,
                fill=self.colours.text_2,
                anchor="end",
                halo=True,
            )

    def _draw_lowest(self, difference: tuple[int, Taken] | None) -> None:
        found = lowest_stage(self.points)
        if found is None:
            return
        at, words = found
        y, side = self.measured[at], self.columns[at].sides[0]
        assert y is not None  # it was measured there
        lines = wrap(words, max(self.scene.column - 8, 168) - 22, 11, bold=True)
        height = 14 + 14 * len(lines)
        top = room(self._taken(at, y, side, difference), y, height)
        if top is None:
            return
        width = max(width_of(line, 11, bold=True) for line in lines) + 22
        x = self.scene.centre(at)
        start, end = (
            (y + (24 if side == "down" else 10), top)
            if top > y
            else (top + height, y - (24 if side == "up" else 10))
        )
        canvas, colours = self.canvas, self.colours
        if end > start:
            canvas.line(x, start, x, end, colours.dash)
        left = min(max(x - width / 2, LANE + 4), self.scene.width - width - 4)
        canvas.rect(left, top, width, height, rx="6", fill=colours.bg, stroke=colours.edge)
        for number, line in enumerate(lines):
            canvas.text(
                left + 11, top + 7 + 14 * number, line, size=11, height=14, bold=True, fill=colours.emo_0
            )

    def _taken(self, at: int, y: float, side: Side, difference: tuple[int, Taken] | None) -> list[Taken]:
        def firm(centre: float, half: float) -> Taken:
            return Taken(centre - half, centre + half, firm=True)

        taken = [firm(middle(y, side), 9)]
        for number, heights in enumerate([self.measured, *(curve.heights for curve in self.curves)]):
            here, curve = heights[at], passing(heights, at)
            if curve is not None:
                taken.append(curve)
            if here is not None:
                taken.append(firm(here, 10))
            if number == 1:
                taken.append(firm(GAP if here is None else middle(here, self.columns[at].sides[1]), 9))
        if difference is not None and difference[0] == at:
            taken.append(difference[1])
        return taken

    # --- names

    def _draw_ends(self) -> None:
        names = short_names([curve.persona.name for curve in self.curves])
        for curve, name in zip(self.curves, names, strict=True):
            at = _last(curve.heights)
            if at is not None:
                y = curve.heights[at]
                assert y is not None  # it is the last that is there
                self.columns[at].ends.append(_End(self._colour(curve.place), name, ["drawn"], y))
        self._place_measured_end()
        width = self.scene.column / 2 - 21
        for at, column in enumerate(self.columns):
            middles = spread([(end.y, end.size) for end in column.ends])
            for end, y in zip(column.ends, middles, strict=True):
                self._draw_end(end, self.scene.centre(at) + 19, y - end.size / 2, width)

    def _place_measured_end(self) -> None:
        at = _last(self.measured)
        if at is None or self.reading is None:
            return
        y, point = self.measured[at], self.points[at]
        assert y is not None
        assert point is not None  # both are there at the last
        details = [self.scene.persons] if self.scene.persons else []
        if point.low is not None and point.high is not None:
            level = f"{self.reading.level} " if self.scene.column >= _ROOMY and self.reading.level else ""
            details.append(f"{level}±{plain((point.high - point.low) / 2, 2)}")
        shift = 6.5 * (len(details) - 1) if self.columns[at].sides[0] == "up" else -8
        self.columns[at].ends.append(_End(self.colours.text, "Measured", details, y + shift, measured=True))

    def _draw_end(self, end: _End, x: float, top: float, width: float) -> None:
        canvas = self.canvas
        name = wrap(end.name, width, 11, bold=True)
        shown = name[0] if len(name) == 1 else f"{wrap(end.name, width - 11, 11, bold=True)[0]}…"
        canvas.text(x, top, shown, size=11, height=13, bold=True, fill=end.colour, halo=True)
        if end.measured:
            for number, line in enumerate(end.details, 1):
                fits = wrap(line, width, 11)[0]
                canvas.text(
                    x, top + 13 * number, fits, size=11, height=13, fill=self.colours.text_3, halo=True
                )
        elif len(name) == 1:
            after = width_of(shown, 11, bold=True) + 3
            if after + width_of("drawn", 11) <= width:
                canvas.text(x + after, top, "drawn", size=11, height=13, fill=end.colour, halo=True)


def _last(heights: Sequence[float | None]) -> int | None:
    return next((at for at in reversed(range(len(heights))) if heights[at] is not None), None)
