"""Shares of respondents, as fractions from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import Array, kish_n, wilson_interval
from cjm_widgets.measures.measure import Histograms, Measure, Scale, Unit, Whole


@dataclass(frozen=True)
class TopBox(Measure):
    """The share of the highest scores; see `top_box`."""

    kind: ClassVar[str] = "top_box"
    unit: ClassVar[Unit] = "share"

    boxes: int = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.boxes, int) or isinstance(self.boxes, bool) or self.boxes < 1:
            raise MeasureError(f"boxes= is how many scores count from the top, 1 or more, not {self.boxes!r}")

    @property
    def label(self) -> str:
        return "Top box" if self.boxes == 1 else f"Top-{self.boxes} box"

    def method(self, weighted: bool) -> str:
        label = self.label.lower()
        return (
            f"weighted {label}, Wilson at Kish n {self._percent}"
            if weighted
            else f"{label}, Wilson {self._percent}"
        )

    def axis(self, scale: Scale) -> Scale:
        return 0.0, 1.0

    def require(self, scale: Scale) -> None:
        low, high = scale
        if self.boxes > high - low:
            raise MeasureError(
                f"boxes={self.boxes} would take in the whole scale {low:g} to {high:g}; "
                f"at most boxes={int(high - low)} says anything"
            )

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        weights, squares = cells.sums
        total = weights.sum(axis=-1)
        share = (weights * (cells.values >= scale[1] - self.boxes + 1)).sum(axis=-1) / total
        share = np.clip(share, 0, 1)
        return share, *wilson_interval(share, kish_n(total, squares.sum(axis=-1)), self.level)


def top_box(boxes: int = 2, level: float = 0.95) -> TopBox:
    """The share of respondents at the top of the scale, with Wilson's interval.

    Counts every value of at least ``highest - boxes + 1``: on a scale of 1 to 5 with two boxes, 4 and up.
    A respondent whose mean over several questions is 4.5 is in, one with 3.9 is not. With weights:
    the weighted share, and Wilson's interval at Kish's effective number of respondents.

    Parameters
    ----------
    boxes
        How many whole scores count from the top; fewer than the scale has.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``boxes`` or ``level`` make no sense.

    Examples
    --------
    >>> top_box(boxes=1).name, top_box().method(weighted=False)
    ('top_box(boxes=1)', 'top-2 box, Wilson 95 %')
    """
    return TopBox(level, boxes)
