"""The emotion lane: what personas were drawn to feel, dashed, and what was measured, solid."""

from __future__ import annotations

from cjm_widgets.analysis.tables import FEW
from cjm_widgets.document.model import Lane
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.curve import band_path, line_path
from cjm_widgets.render.emotion_axis import GAP, HEIGHT, EmotionAxis
from cjm_widgets.render.emotion_curves import DrawnCurve, EmotionCurves, colour_of, look_of
from cjm_widgets.render.emotion_notes import EmotionNotes
from cjm_widgets.render.emotion_words import middle
from cjm_widgets.render.headers import lane_header
from cjm_widgets.render.scene import LANE, Row, Scene
from cjm_widgets.render.words import width_of

_ENDS = {"high": ("Delighted", "smile"), "neutral": ("Neutral", "flat"), "low": ("Miserable", "frown")}
_ONE_LINE = 34
"""Height of a header whose name takes one line, and that has no hint."""


def emotion_lane(scene: Scene, lane: Lane) -> Row:
    """The row of the emotion curve."""
    header = lane_header(lane)
    worded = header.height <= _ONE_LINE
    if not worded:
        header = lane_header(lane, room=LANE - 36 - 40)
    axis = EmotionAxis(*scene.document.scale)
    curves = EmotionCurves(scene, scene.reading_of_curve(lane.source), axis)

    def draw(canvas: Canvas, top: float) -> None:
        with canvas.group(transform=f"translate(0 {top:g})"):
            _Drawing(curves, canvas).draw()
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
    """The drawing of one lane."""

    def __init__(self, curves: EmotionCurves, canvas: Canvas) -> None:
        self.of, self.canvas, self.colours = curves, canvas, canvas.palette

    def draw(self) -> None:
        """Ground, curves, points, words."""
        self._draw_ground()
        for curve in reversed(self.of.curves):
            look, colour = look_of(curve.place), colour_of(curve.place, self.colours)
            self.canvas.path(
                line_path(self.of.spots(curve.heights)),
                fill="none",
                stroke=colour,
                stroke_width="2.25" if look.round else "1.75",
                stroke_dasharray=look.dash,
                stroke_linecap="round" if look.round else "butt",
            )
        self._draw_measured()
        for curve in reversed(self.of.curves):
            self._draw_points(curve)
        EmotionNotes(self.of, self.canvas).draw()

    def _draw_ground(self) -> None:
        canvas, colours, right = self.canvas, self.colours, self.of.scene.width
        zero = self.of.axis.place(self.of.axis.neutral)
        canvas.rect(LANE, 0, right - LANE, zero, fill=colours.zone_high)
        canvas.rect(LANE, zero, right - LANE, HEIGHT - zero, fill=colours.zone_low)
        with canvas.group(stroke=colours.faint):
            for at in range(len(self.of.scene.stages)):
                left = self.of.scene.left(at) + 0.5
                canvas.line(left, 0, left, HEIGHT, colours.faint)
        for tick in self.of.axis.ticks():
            y = self.of.axis.place(tick.value)
            if tick.end == "neutral":
                canvas.line(LANE, y, right, y, colours.dash)
            else:
                canvas.line(LANE, y, right, y, colours.line, stroke_dasharray="2 4")

    def _draw_measured(self) -> None:
        canvas, ink = self.canvas, self.colours.ink
        spans = [
            None
            if point is None or point.low is None or point.high is None
            else (self.of.scene.centre(at), self.of.axis.place(point.low), self.of.axis.place(point.high))
            for at, point in enumerate(self.of.points)
        ]
        canvas.path(band_path(spans), fill=ink, fill_opacity="0.15")
        spots = self.of.spots(self.of.measured)
        canvas.path(line_path(spots), fill="none", stroke=ink, stroke_width="2.25", stroke_linejoin="round")
        for at, (spot, point, span) in enumerate(zip(spots, self.of.points, spans, strict=True)):
            if spot is None or point is None:
                continue
            beside = [spots[near] for near in (at - 1, at + 1) if 0 <= near < len(spots)]
            if span is not None and not any(beside):
                self._draw_whisker(*span)
            few = point.n < FEW
            paint = (self.colours.bg, ink, 2) if few else (ink, self.colours.bg, 1.6)
            canvas.marker("square", *spot, 15, *paint)
            words = self.of.axis.write(point.value, 2)
            label = middle(spot[1], self.of.sides[at][0])
            canvas.text(spot[0], label - 7, words, height=14, bold=True, anchor="middle", halo=True)

    def _draw_whisker(self, x: float, low: float, high: float) -> None:
        self.canvas.path(
            f"M{x - 4.5:g} {high:.1f}h9M{x:g} {high:.1f}V{low:.1f}M{x - 4.5:g} {low:.1f}h9",
            fill="none",
            stroke=self.colours.ink,
            stroke_width="1.5",
        )

    def _draw_points(self, curve: DrawnCurve) -> None:
        canvas, colour = self.canvas, colour_of(curve.place, self.colours)
        marker = look_of(curve.place).marker
        inside = self.of.reading.inside.get(curve.persona.id, {}) if self.of.reading else {}
        for at, (value, y) in enumerate(zip(curve.values, curve.heights, strict=True)):
            x = self.of.scene.centre(at)
            if value is None or y is None:
                if curve is self.of.active and any(one is not None for one in curve.values):
                    words = "no score drawn"
                    left = x - (width_of(words, 11) + 15) / 2
                    canvas.marker(marker, left + 6, GAP, 12, "none", colour, 1.6)
                    canvas.text(left + 15, GAP - 7, words, size=11, height=14, fill=colour)
                continue
            canvas.marker(marker, x, y, 14, self.colours.bg, colour)
            if not inside.get(self.of.scene.stages[at].id, True):
                draw_outside(canvas, x, y, 11, colour)
            if curve is self.of.active:
                label = middle(y, self.of.sides[at][1])
                words = self.of.axis.write_drawn(value)
                canvas.text(x, label - 7, words, size=11, height=14, fill=colour, anchor="middle", halo=True)
