"""The mean score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.intervals import Array, t_interval
from cjm_widgets.measures.measure import Histograms, Measure, Scale, Unit, Whole


@dataclass(frozen=True)
class Mean(Measure):
    """The arithmetic mean; see `mean`."""

    maker: ClassVar[str] = "mean"
    unit: ClassVar[Unit] = "score"

    @property
    def label(self) -> str:
        return "Mean"

    def method(self, weighted: bool) -> str:
        return f"weighted mean, linearised t {self._percent}" if weighted else f"mean, t {self._percent}"

    def axis(self, scale: Scale) -> Scale:
        return scale

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        weights, squares = cells.sums
        total = weights.sum(axis=-1)
        mean = (weights * cells.values).sum(axis=-1) / total
        spread = (squares * (cells.values - mean[..., np.newaxis]) ** 2).sum(axis=-1)
        error = np.sqrt(spread * n / (n - 1)) / total
        return mean, *t_interval(mean, error, n.astype(np.float64) - 1, self.level)


def mean(level: float = 0.95) -> Mean:
    """The mean score, with Student's t interval.

    With weights: the weighted mean, its linearised standard error and a t interval on n - 1 degrees of
    freedom, as R's ``survey`` gives for independent respondents. A single respondent has no interval.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``level`` is no confidence.

    Examples
    --------
    >>> cells = Histograms(np.array([1.0, 2.0, 3.0]), np.array([1, 1, 1]))
    >>> mean().estimate(cells, scale=(1, 5)).value
    np.float64(2.0)
    """
    return Mean(level)
