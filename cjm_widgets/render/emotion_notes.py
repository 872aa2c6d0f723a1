"""What the emotion lane says in words: the largest difference from belief, the lowest stage, names."""

from __future__ import annotations

from dataclasses import dataclass

from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.emotion_axis import GAP
from cjm_widgets.render.emotion_curves import EmotionCurves, colour_of, last_of
from cjm_widgets.render.emotion_words import (
    Side,
    Taken,
    largest_difference,
    lowest_stage,
    middle,
    passing,
    room,
    short_names,
    spread,
)
from cjm_widgets.render.numbers import plain
from cjm_widgets.render.scene import LANE
from cjm_widgets.render.words import width_of, wrap

_ROOMY = 170
"""Columns narrower than this in px have no room for words beside a number."""


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


class EmotionNotes:
    """The notes of one lane."""

    def __init__(self, curves: EmotionCurves, canvas: Canvas) -> None:
        self.of, self.canvas, self.colours = curves, canvas, canvas.palette
        self.ends: list[list[_End]] = [[] for _ in curves.scene.stages]

    def draw(self) -> None:
        """Notes, then names."""
        self._draw_notes()
        self._draw_ends()

    def _draw_notes(self) -> None:
        taken = None
        if self.of.active is not None:
            least = (self.of.axis.high - self.of.axis.low) / 8
            found = largest_difference(self.of.active.values, self.of.points, least)
            if found is not None:
                drawn, measured = self.of.active.heights[found.at], self.of.measured[found.at]
                assert drawn is not None  # a difference is between two points
                assert measured is not None
                top, foot = min(drawn, measured) + 7, max(drawn, measured) - 7
                taken = found.at, Taken(top, foot, firm=True)
                way = "higher" if found.higher else "lower"
                distance = plain(found.distance, self.of.axis.decimals)
                self._draw_bracket(found.at, top, foot, f"{distance} {way}")
        self._draw_lowest(taken)

    def _draw_bracket(self, at: int, top: float, foot: float, words: str) -> None:
        canvas, x = self.canvas, self.of.scene.centre(at)
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
        found = lowest_stage(self.of.points)
        if found is None:
            return
        at, words = found
        y, side = self.of.measured[at], self.of.sides[at][0]
        assert y is not None  # it was measured there
        lines = wrap(words, max(self.of.scene.column - 8, 168) - 22, 11, bold=True)
        height = 14 + 14 * len(lines)
        top = room(self._taken(at, y, side, difference), y, height)
        if top is None:
            return
        width = max(width_of(line, 11, bold=True) for line in lines) + 22
        x = self.of.scene.centre(at)
        start, end = (
            (y + (24 if side == "down" else 10), top)
            if top > y
            else (top + height, y - (24 if side == "up" else 10))
        )
        canvas, colours = self.canvas, self.colours
        if end > start:
            canvas.line(x, start, x, end, colours.dash)
        left = min(max(x - width / 2, LANE + 4), self.of.scene.width - width - 4)
        canvas.rect(left, top, width, height, rx="6", fill=colours.bg, stroke=colours.edge)
        for number, line in enumerate(lines):
            canvas.text(
                left + 11, top + 7 + 14 * number, line, size=11, height=14, bold=True, fill=colours.emo_0
            )

    def _taken(self, at: int, y: float, side: Side, difference: tuple[int, Taken] | None) -> list[Taken]:
        def firm(centre: float, half: float) -> Taken:
            return Taken(centre - half, centre + half, firm=True)

        taken = [firm(middle(y, side), 9)]
        for number, heights in enumerate([self.of.measured, *(curve.heights for curve in self.of.curves)]):
            here, curve = heights[at], passing(heights, at)
            if curve is not None:
                taken.append(curve)
            if here is not None:
                taken.append(firm(here, 10))
            if number == 1:
                taken.append(firm(GAP if here is None else middle(here, self.of.sides[at][1]), 9))
        if difference is not None and difference[0] == at:
            taken.append(difference[1])
        return taken

    def _draw_ends(self) -> None:
        names = short_names([curve.persona.name for curve in self.of.curves])
        for curve, name in zip(self.of.curves, names, strict=True):
            at = last_of(curve.heights)
            if at is not None:
                y = curve.heights[at]
                assert y is not None  # it is the last that is there
                self.ends[at].append(_End(colour_of(curve.place, self.colours), name, ["drawn"], y))
        self._place_measured_end()
        width = self.of.scene.column / 2 - 21
        for at, ends in enumerate(self.ends):
            middles = spread([(end.y, end.size) for end in ends])
            for end, y in zip(ends, middles, strict=True):
                self._draw_end(end, self.of.scene.centre(at) + 19, y - end.size / 2, width)

    def _place_measured_end(self) -> None:
        at = last_of(self.of.measured)
        if at is None or self.of.reading is None:
            return
        y, point = self.of.measured[at], self.of.points[at]
        assert y is not None
        assert point is not None  # both are there at the last
        details = [self.of.scene.persons] if self.of.scene.persons else []
        if point.low is not None and point.high is not None:
            level = self.of.reading.level if self.of.scene.column >= _ROOMY else ""
            details.append(f"{level} ±{plain((point.high - point.low) / 2, 2)}".strip())
        shift = 6.5 * (len(details) - 1) if self.of.sides[at][0] == "up" else -8
        self.ends[at].append(_End(self.colours.text, "Measured", details, y + shift, measured=True))

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
