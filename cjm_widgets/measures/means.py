"""The mean score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.bootstrap import Bootstrapped
from cjm_widgets.measures.clusters import cluster_variance, effective_n
from cjm_widgets.measures.differences import Moments, hedges_g, welch
from cjm_widgets.measures.histograms import Design, Histograms
from cjm_widgets.measures.intervals import Array, Whole, t_interval
from cjm_widgets.measures.measure import Comparison, Scale, Suits, Unit, percent
from cjm_widgets.measures.ranks import compare_ranks


@dataclass(frozen=True)
class Mean(Bootstrapped):
    """The arithmetic mean; see `mean`.

    Parameters
    ----------
    interval
        ``"t"`` or ``"bootstrap"``.
    """

    maker: ClassVar[str] = "mean"
    unit: ClassVar[Unit] = "score"
    suits: ClassVar[Suits] = "both"
    intervals: ClassVar[tuple[str, ...]] = ("t", "bootstrap")

    interval: str = "t"

    @property
    def label(self) -> str:
        return "Mean"

    def _method(self, design: Design) -> str:
        if self._bootstrap:
            return f"{design.of}mean, percentile bootstrap{design.at} {self._drawn}"
        return f"{design.of}mean, {design.error}t {self._percent}"

    def axis(self, scale: Scale) -> Scale:
        return scale

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        found = moments(cells)
        if self._bootstrap:
            weights = cells.sums[0]
            share = weights / weights.sum(axis=-1, keepdims=True)
            n_drawn = effective_n(cells, cells.values, self.level)
            return found.mean, *self._percentiles(share, n_drawn, cells.values)
        return found.mean, *t_interval(found.mean, found.error, found.freedom, self.level)

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        one, other = moments(a), moments(b)
        interval = welch(one, other, level)
        design = a.design
        if test == "mann_whitney":
            effect_name, test_name, (p, effect) = "Cliff's delta", "Mann-Whitney", compare_ranks(a, b)
        else:
            test_name = f"{design.error if design.clustered else design.of}Welch"
            effect_name, p, effect = "Hedges' g", interval.p, hedges_g(one, other)
        return Comparison(
            difference=one.mean - other.mean,
            low=interval.low,
            high=interval.high,
            test=test_name,
            p=p,
            effect=effect,
            effect_name=effect_name,
            method=f"difference of {design.of}means, {design.error}Welch t {percent(level)}",
        )


def moments(cells: Histograms) -> Moments:
    """The mean of each cell with its linearised standard error, and the variance of the scores.

    Where respondents answered in clusters the error is the cluster-robust one, on as many degrees of
    freedom as there are clusters, less one.

    Examples
    --------
    >>> found = moments(Histograms(np.array([1.0, 2.0, 3.0]), np.array([1, 1, 1])))
    >>> float(found.mean), float(found.variance), round(float(found.error), 4)
    (2.0, 1.0, 0.5774)
    """
    weights, squares = cells.sums
    n, total = cells.n.sum(axis=-1).astype(np.float64), weights.sum(axis=-1)
    fewer = n / (n - 1)
    exact = cells.exact
    if exact is None:
        mean = (weights * cells.values).sum(axis=-1) / total
        away = (cells.values - mean[..., np.newaxis]) ** 2
        spread, weighted_spread = (weights * away).sum(axis=-1), (squares * away).sum(axis=-1)
    else:
        wx, wx2, w2x, w2x2 = np.moveaxis(exact.of, -1, 0)
        mean = wx / total
        spread = wx2 - mean * wx
        weighted_spread = w2x2 - mean * (2 * w2x - mean * squares.sum(axis=-1))
    error = np.sqrt(np.maximum(weighted_spread, 0) * fewer) / total
    if cells.together is None:
        return Moments(n, mean, spread / total * fewer, error)
    error = np.sqrt(cluster_variance(cells, cells.values))
    return Moments(n, mean, spread / total * fewer, error, cells.together.clusters - 1)


def mean(level: float = 0.95, *, interval: str = "t", draws: int = 2000, seed: int = 0) -> Mean:
    """The mean score, with Student's t interval or the bootstrap's.

    With weights: the weighted mean, its linearised standard error and a t interval on n - 1 degrees of
    freedom, as R's ``survey`` gives for independent respondents. Where respondents answered in clusters:
    the cluster-robust standard error, on as many degrees of freedom as there are clusters, less one. A
    single respondent, or cluster, has no interval.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.
    interval
        ``"t"`` (default), or ``"bootstrap"``, which suits amounts with a long tail: the percentiles of
        means drawn from the counts; with weights or clusters as many are drawn as there are effective
        respondents.
    draws, seed
        The bootstrap's samples, 100 to 100,000, and where its random numbers start.

    Raises
    ------
    MeasureError
        When an option makes no sense.

    References
    ----------
    Student (1908), Biometrika 6; Cameron and Miller (2015), "A practitioner's guide to cluster-robust
    inference", Journal of Human Resources 50; Efron and Tibshirani (1993), "An Introduction to the
    Bootstrap", chapter 13.

    Examples
    --------
    >>> cells = Histograms(np.array([1.0, 2.0, 3.0]), np.array([1, 1, 1]))
    >>> mean().estimate(cells, scale=(1, 5)).value
    np.float64(2.0)
    >>> mean(interval="bootstrap").method(weighted=False)
    'mean, percentile bootstrap 95 %, 2,000 draws'
    """
    return Mean(level, interval, draws=draws, seed=seed)
