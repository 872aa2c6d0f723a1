"""The mean score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.differences import Moments, hedges_g, welch
from cjm_widgets.measures.intervals import Array, t_interval
from cjm_widgets.measures.measure import Comparison, Histograms, Measure, Scale, Unit, Whole, percent
from cjm_widgets.measures.ranks import compare_ranks


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
        found = moments(cells)
        return found.mean, *t_interval(found.mean, found.error, found.n - 1, self.level)

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        one, other = moments(a), moments(b)
        interval = welch(one, other, level)
        weighted = a.weights is not None
        if test == "mann_whitney":
            effect_name, test_name, (p, effect) = "Cliff's delta", "Mann-Whitney", compare_ranks(a, b)
        else:
            test_name = "weighted Welch" if weighted else "Welch"
            effect_name, p, effect = "Hedges' g", interval.p, hedges_g(one, other)
        return Comparison(
            difference=one.mean - other.mean,
            low=interval.low,
            high=interval.high,
            test=test_name,
            p=p,
            effect=effect,
            effect_name=effect_name,
            method=(
                f"difference of weighted means, linearised Welch t {percent(level)}"
                if weighted
                else f"difference of means, Welch t {percent(level)}"
            ),
        )


def moments(cells: Histograms) -> Moments:
    """The mean of each cell with its linearised standard error, and the variance of the scores.

    Examples
    --------
    >>> found = moments(Histograms(np.array([1.0, 2.0, 3.0]), np.array([1, 1, 1])))
    >>> float(found.mean), float(found.variance), round(float(found.error), 4)
    (2.0, 1.0, 0.5774)
    """
    weights, squares = cells.sums
    n, total = cells.n.sum(axis=-1).astype(np.float64), weights.sum(axis=-1)
    mean = (weights * cells.values).sum(axis=-1) / total
    away = (cells.values - mean[..., np.newaxis]) ** 2
    fewer = n / (n - 1)
    variance = (weights * away).sum(axis=-1) / total * fewer
    return Moments(n, mean, variance, np.sqrt((squares * away).sum(axis=-1) * fewer) / total)


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
