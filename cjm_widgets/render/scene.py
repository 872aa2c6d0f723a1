"""What every part of a picture is drawn from: the document, its numbers, and where the columns are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.model import Document, Lane, Stage
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.readings import Reading

LANE = 156
"""Width of the column that names the lanes."""
STAGE = 176
"""Width of a stage's column, as narrow as it is on screen."""
_NARROWEST = 760


@dataclass(frozen=True)
class Scene:
    """A document as it is to be drawn.

    Parameters
    ----------
    document
        The map.
    lanes
        Those to draw, in order.
    readings
        Its numbers.
    filters
        Whose numbers they are.
    column
        Width of a stage's column in px.
    dated
        Whether it says when the rows were read, which differs each time a notebook runs.
    sheet
        Width of what it is drawn on where that is cut into pages; 0 where it is not.
    """

    document: Document
    lanes: tuple[Lane, ...]
    readings: Sequence[Reading]
    filters: Filters
    column: float
    dated: bool
    sheet: float = 0

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The columns."""
        return self.document.stages

    @property
    def width(self) -> float:
        """Of the whole picture."""
        return LANE + self.column * max(len(self.stages), 1)

    @property
    def header_width(self) -> float:
        """Of what stands above the columns."""
        return self.sheet or self.width

    def left(self, at: int) -> float:
        """Where a stage's column begins."""
        return LANE + at * self.column

    def centre(self, at: int) -> float:
        """Where its middle is."""
        return LANE + (at + 0.5) * self.column

    def reading(self, source: str | None) -> Reading | None:
        """The numbers of the source a lane names; without a name the first."""
        named = (one for one in self.readings if source is None or one.source.id == source)
        return next(named, None)

    def reading_of_curve(self, source: str | None) -> Reading | None:
        """The numbers whose curve an emotion lane draws: those it names, else the first that have a curve."""
        named = [one for one in self.readings if one.source.id == source]
        return next((one for one in [*named, *self.readings] if one in named or one.curve), None)

    @property
    def persons(self) -> str:
        """Whom the numbers are about where that is not everybody, e.g. "international or domestic"."""
        kept = (values for values in self.filters.values() if values)
        return ", ".join(" or ".join("none" if value is None else value for value in one) for one in kept)


def column_width(stages: int, width: float | None = None) -> float:
    """How wide each stage's column is: as on screen, or so that the whole is as wide as asked for."""
    if width is not None:
        return (width - LANE) / max(stages, 1)
    return max(STAGE, (_NARROWEST - LANE) / max(stages, 1))


@dataclass(frozen=True)
class Row:
    """A row of the picture: how high it is, and how it is drawn from a top on."""

    height: float
    draw: Callable[[Canvas, float], None]
