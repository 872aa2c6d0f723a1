"""What the emotion lane shows: every curve's values and heights, and on which side a label is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_widgets.document.model import Persona
from cjm_widgets.render.emotion_axis import EmotionAxis
from cjm_widgets.render.emotion_words import Side, is_peak, sides
from cjm_widgets.render.palette import Palette
from cjm_widgets.render.readings import Point, Reading
from cjm_widgets.render.scene import Scene


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


def colour_of(place: int, palette: Palette) -> str:
    """The colour of the persona at a place."""
    return palette.personas[place % len(palette.personas)]


@dataclass(frozen=True)
class DrawnCurve:
    """One persona's scores, and their heights."""

    persona: Persona
    place: int
    values: list[float | None]
    heights: list[float | None]


class EmotionCurves:
    """Every curve of a lane; the first persona's scores are the ones with labels.

    Attributes
    ----------
    points, measured
        What was measured at each stage, and its height.
    curves
        What was drawn.
    sides
        At each stage the sides of the measured and of the drawn label.
    """

    def __init__(self, scene: Scene, reading: Reading | None, axis: EmotionAxis) -> None:
        self.scene, self.reading, self.axis = scene, reading, axis
        self.points: list[Point | None] = [
            reading.curve.get(stage.id) if reading else None for stage in scene.stages
        ]
        self.measured = self._high([point.value if point else None for point in self.points])
        self.curves = [self._curve(place, one) for place, one in enumerate(scene.document.personas)]
        self.active = self.curves[0] if self.curves else None
        self.sides = [self._sides(at) for at in range(len(scene.stages))]

    def spots(self, heights: Sequence[float | None]) -> list[tuple[float, float] | None]:
        """Heights with the middles of their columns."""
        return [None if y is None else (self.scene.centre(at), y) for at, y in enumerate(heights)]

    def _high(self, values: Sequence[float | None]) -> list[float | None]:
        return [None if value is None else self.axis.place(value) for value in values]

    def _curve(self, place: int, persona: Persona) -> DrawnCurve:
        scores = self.scene.document.emotion.get(persona.id, {})
        values = [scores[stage.id].value if stage.id in scores else None for stage in self.scene.stages]
        return DrawnCurve(persona, place, values, self._high(values))

    def _sides(self, at: int) -> tuple[Side, Side]:
        heights = self.active.heights if self.active else [None] * len(self.points)
        others = [y for curve in self.curves[1:] if (y := curve.heights[at]) is not None]
        return sides(self.measured[at], heights[at], others, is_peak(heights, at))


def last_of(heights: Sequence[float | None]) -> int | None:
    """Where the last height is that is there."""
    return next((at for at in reversed(range(len(heights))) if heights[at] is not None), None)
