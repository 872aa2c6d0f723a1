"""Differences between two groups: intervals, p-values and effect sizes, over arrays of any shape.

`Measure.compare` chooses the formula that suits a measure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Whole
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import normal_p, t_p, t_quantile, wilson_interval
from cjm_widgets.statistics.overlap import NO_OVERLAP, UNRELATED, Overlap, variance_of_sum


class Moments(NamedTuple):
    """A mean with its respondents, the variance of their scores, and its standard error.

    ``error_freedom`` is the error's degrees of freedom, where they are not ``n - 1``.
    """

    n: Array
    mean: Array
    variance: Array
    error: Array
    error_freedom: Array | None = None

    @property
    def freedom(self) -> Array:
        """The error's degrees of freedom."""
        return self.n - 1 if self.error_freedom is None else self.error_freedom


class Welch(NamedTuple):
    """Welch's test: the interval of the difference, its t and degrees of freedom, and the p-value."""

    low: Array
    high: Array
    t: Array
    freedom: Array
    p: Array


def welch(a: Moments, b: Moments, level: float, overlap: Overlap = NO_OVERLAP) -> Welch:
    """Compare two means whose groups may have different variances.

    Where clusters lie in both groups, twice the covariance is taken off the variance of the difference, and
    Satterthwaite's degrees of freedom are those of its three parts: of the clusters in ``a`` only, in ``b``
    only, and in both. If all lie in both, this is the paired t test.

    Parameters
    ----------
    a, b
        The groups; ``error`` may be linearised, of weighted means, or cluster-robust.
    level
        Confidence of the interval, between 0 and 1.
    overlap
        The clusters or respondents in both groups.

    Returns
    -------
    Welch
        Of ``a`` less ``b``; ``NaN`` where a group has fewer than two respondents or neither varies.

    References
    ----------
    Welch (1947), "The generalization of Student's problem when several different population variances
    are involved", Biometrika 34; Satterthwaite (1946), Biometrics Bulletin 2.

    Examples
    --------
    >>> one, other = (Moments(*np.array([10.0, mean, 1.6, 0.4])) for mean in (3, 2))
    >>> test = welch(one, other, 0.95)
    >>> round(float(test.t), 3), round(float(test.freedom), 3), round(float(test.p), 4)
    (1.768, 18.0, 0.094)
    """
    squares = a.error**2, b.error**2
    covariance = overlap.correlation * a.error * b.error
    total = _without_rounding(squares[0] + squares[1], 2 * covariance)
    each = (squares[0], overlap.part_a, a.freedom), (squares[1], overlap.part_b, b.freedom)
    freedom = joint_freedom(total, each, -2 * covariance, overlap.clusters)
    difference, error = a.mean - b.mean, np.sqrt(total)
    t = difference / error
    half = t_quantile(freedom, level) * error
    return Welch(difference - half, difference + half, t, freedom, t_p(t, freedom))


def joint_freedom(
    total: Array, parts: Iterable[tuple[Array, Array, Array]], covariance: Array, clusters: Array
) -> Array:
    """Satterthwaite's degrees of freedom of a sum of estimates, some clusters of which lie in several.

    They are those of independent parts: of each estimate's own clusters, and of the clusters in several.

    Parameters
    ----------
    total
        The variance of the sum.
    parts
        For each estimate its variance, the part of its clusters that lie in others too, and its degrees of
        freedom.
    covariance
        What the covariances add to the variances.
    clusters
        How many clusters lie in several.

    References
    ----------
    Satterthwaite (1946), Biometrics Bulletin 2.

    Examples
    --------
    >>> apart = [(np.array(2.0), np.array(0.0), np.array(9.0))] * 2
    >>> float(joint_freedom(np.array(4.0), apart, np.array(0.0), np.array(0.0)))
    18.0
    """
    each = [*parts]
    both = covariance
    independent = [((1 - part) * variance, (1 - part) * freedom) for variance, part, freedom in each]
    for variance, part, _ in each:
        both = both + part * variance
    squares: Array = np.zeros(())
    for variance, freedom in [(np.maximum(both, 0), clusters - 1), *independent]:
        own = variance**2 / np.where(freedom > 0, freedom, np.nan)
        squares = squares + np.where(variance > 0, own, 0 * variance)
    return total**2 / squares


def _without_rounding(variances: Array, covariances: Array) -> Array:
    """Variances less covariances, ``NaN`` where nothing but rounding is left."""
    total: Array = variances - covariances
    return np.where(total > 1e-12 * variances, total, np.nan)


def newcombe_interval(
    share_a: Array, n_a: Array, share_b: Array, n_b: Array, level: float, correlation: Array = UNRELATED
) -> tuple[Array, Array]:
    """The interval of a difference of two shares, from Wilson's interval of each.

    Parameters
    ----------
    share_a, share_b
        Shares from 0 to 1.
    n_a, n_b
        Trials; with weights, the effective numbers.
    level
        Confidence, between 0 and 1.
    correlation
        The correlation of the two shares, as those of the same respondents have.

    Returns
    -------
    low, high : ndarray
        Of ``a`` less ``b``, from -1 to 1; ``NaN`` where a group is empty.

    References
    ----------
    Newcombe (1998), "Interval estimation for the difference between independent proportions",
    Statistics in Medicine 17, method 10; for related shares "Improved confidence intervals for the difference
    between binomial proportions based on paired data", the same volume, method 10 without correction.

    Examples
    --------
    >>> low, high = newcombe_interval(np.array(56 / 70), np.array(70), np.array(48 / 80), np.array(80), 0.95)
    >>> round(float(low), 4), round(float(high), 4)
    (0.0524, 0.3339)
    """
    low_a, high_a = wilson_interval(share_a, n_a, level)
    low_b, high_b = wilson_interval(share_b, n_b, level)
    difference = share_a - share_b
    low = difference - _joint_length(share_a - low_a, high_b - share_b, correlation)
    high = difference + _joint_length(high_a - share_a, share_b - low_b, correlation)
    return low, high


def _joint_length(one: Array, other: Array, correlation: Array) -> Array:
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * correlation * one * other, 0))


def recovered_interval(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float]:
    """The interval of a difference of two estimates of other people, from the interval of each.

    Parameters
    ----------
    a, b
        Value, low and high of each, in one unit and at one confidence.

    Returns
    -------
    low, high : float
        Of ``a`` less ``b``. Of shares with Wilson's intervals it is Newcombe's.

    References
    ----------
    Zou and Donner (2008), "Construction of confidence limits about effect measures: a general approach",
    Statistics in Medicine 27, 1693: the method of variance estimates recovery.

    Examples
    --------
    >>> low, high = recovered_interval((2.0, 1.0, 3.0), (1.0, 0.0, 2.0))
    >>> round(low, 4), round(high, 4)
    (-0.4142, 2.4142)
    """
    (value_a, low_a, high_a), (value_b, low_b, high_b) = a, b
    by = value_a - value_b
    low = by - float(np.hypot(value_a - low_a, high_b - value_b))
    return low, by + float(np.hypot(high_a - value_a, value_b - low_b))


def share_contrast(
    coefficients: Array, share: Array, n: Array, level: float, correlation: Array = UNRELATED
) -> tuple[Array, Array, Array]:
    """The interval and the p-value of a weighted sum of shares, such as a slope.

    The interval is made of Wilson's of each share as `newcombe_interval` makes that of a difference, which it
    is for coefficients of 1 and -1; so is the p-value, with the shares of all pooled, that of
    `two_proportion_p`.

    Parameters
    ----------
    coefficients
        What each share counts for, adding up to zero, shape ``(shares, ...)``.
    share, n
        The shares, 0 to 1, and their trials, same shape; no trials where a share is not known. One that
        counts for nothing, as the middle of three does in a slope, is still among those pooled.
    level
        Confidence, between 0 and 1.
    correlation
        That of every two shares, shape ``(shares, shares, ...)``, zero of a share with itself.

    Returns
    -------
    low, high, p : ndarray
        Shape ``(...)``; ``p`` is ``NaN`` where all shares are 0 or all are 1.

    References
    ----------
    Zou, Huang and Zhang (2009), "A note on confidence interval estimation for a linear function of binomial
    proportions", Computational Statistics and Data Analysis 53; Armitage (1955), Biometrics 11.

    Examples
    --------
    >>> sums = share_contrast(np.array([1.0, -1.0]), np.array([0.8, 0.6]), np.array([70.0, 80.0]), 0.95)
    >>> [round(float(one), 4) for one in sums]
    [0.0524, 0.3339, 0.008]
    """
    known = n > 0
    share, n = (np.where(known, each, fill) for each, fill in ((share, 0.5), (n, 1.0)))
    low, high = wilson_interval(share, n, level)
    total = (coefficients * share).sum(axis=0)
    down, up = coefficients * (share - low), coefficients * (high - share)
    below = np.where(coefficients > 0, down, up)
    above = np.where(coefficients > 0, up, down)
    trials = np.where(known, n, 0)
    pooled = (share * trials).sum(axis=0) / trials.sum(axis=0)
    variance = pooled * (1 - pooled) * variance_of_sum(coefficients / np.sqrt(n), correlation)
    p = normal_p(total / np.sqrt(np.where(variance > 0, variance, np.nan)))
    low, high = (
        total + side * np.sqrt(variance_of_sum(reach, correlation))
        for side, reach in ((-1, below), (1, above))
    )
    return low, high, p


def two_proportion_p(
    share_a: Array, n_a: Array, share_b: Array, n_b: Array, correlation: Array = UNRELATED
) -> Array:
    """The two-sided p-value of the z test of equal shares, with the pooled share and without correction.

    Parameters
    ----------
    share_a, share_b, n_a, n_b, correlation
        As for `newcombe_interval`.

    Returns
    -------
    ndarray
        ``NaN`` where a group is empty, or where both shares are 0 or both are 1.

    References
    ----------
    Pearson (1900), Philosophical Magazine 50: z squared is his chi-squared of the 2 x 2 table.

    Examples
    --------
    >>> round(float(two_proportion_p(np.array(0.8), np.array(70), np.array(0.6), np.array(80))), 4)
    0.008
    """
    pooled = (share_a * n_a + share_b * n_b) / (n_a + n_b)
    spread = _without_rounding(1 / n_a + 1 / n_b, 2 * correlation / np.sqrt(n_a * n_b))
    variance = pooled * (1 - pooled) * spread
    return normal_p((share_a - share_b) / np.sqrt(np.where(variance > 0, variance, np.nan)))


def hedges_g(a: Moments, b: Moments) -> Array:
    """The difference of two means in pooled standard deviations, corrected for small groups.

    Returns
    -------
    ndarray
        ``NaN`` where the deviation is unknown or zero.

    References
    ----------
    Hedges (1981), "Distribution theory for Glass's estimator of effect size and related estimators",
    Journal of Educational Statistics 6.

    Examples
    --------
    >>> one, other = (Moments(*np.array([10.0, mean, 4.0, 0.6])) for mean in (3, 2))
    >>> round(float(hedges_g(one, other)), 4)
    0.4788
    """
    from scipy.special import poch

    freedom = a.n + b.n - 2
    freedom = np.where(freedom > 1, freedom, np.nan)
    pooled = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / freedom
    correction = poch((freedom - 1) / 2, 0.5) / np.sqrt(freedom / 2)
    g: Array = correction * (a.mean - b.mean) / np.sqrt(np.where(pooled > 0, pooled, np.nan))
    return g


# --- ranks


def compare_ranks(a: Histograms, b: Histograms) -> tuple[Array, Array]:
    """Mann and Whitney's p-value and Cliff's delta of two groups with the same values.

    Both are ``NaN`` where `rank_obstacle` says why there is no such test.
    """
    if rank_obstacle(a, b):
        nothing = np.full(a.n.shape[:-1], np.nan)
        return nothing, nothing
    one, other = a.ascending.n, b.ascending.n
    return mann_whitney_p(one, other), cliffs_delta(one, other)


def rank_obstacle(a: Histograms, b: Histograms) -> str:
    """Why ranks of two groups cannot be compared; empty where they can.

    Examples
    --------
    >>> one = np.array([1.0])
    >>> weighted = Histograms(one, np.array([1]), one, one)
    >>> rank_obstacle(weighted, weighted)
    "Mann and Whitney's is not defined for weighted respondents"
    """
    if not (a.design.clustered or a.design.weighted or b.design.weighted):
        return ""
    who = "respondents in clusters" if a.design.clustered else "weighted respondents"
    return f"Mann and Whitney's is not defined for {who}"


def mann_whitney_p(a: Array | Whole, b: Array | Whole) -> Array:
    """The two-sided p-value of Mann and Whitney's test that neither group tends to higher scores.

    Uses the normal approximation, with the variance corrected for ties and a continuity correction: the exact
    distribution allows no ties, and scores are full of them.

    Parameters
    ----------
    a, b
        How many of each group gave each score, shape ``(..., scores)``, the scores ascending.

    Returns
    -------
    ndarray
        Shape ``(...)``; ``NaN`` where a group is empty or all scores are the same.

    References
    ----------
    Mann and Whitney (1947), Annals of Mathematical Statistics 18; Lehmann (1975), "Nonparametrics",
    on ties. As R's ``wilcox.test(exact = FALSE)``.

    Examples
    --------
    >>> round(float(mann_whitney_p(np.array([5, 3, 2]), np.array([1, 4, 5]))), 4)
    0.0653
    """
    a, b = a.astype(np.float64), b.astype(np.float64)
    n_a, n_b, ties = a.sum(axis=-1), b.sum(axis=-1), a + b
    total = n_a + n_b
    tied = (ties**3 - ties).sum(axis=-1) / (total * (total - 1))
    variance = n_a * n_b / 12 * (total + 1 - tied)
    away = np.abs(_wins(a, b) - n_a * n_b / 2)
    return normal_p(np.maximum(away - 0.5, 0) / np.sqrt(np.where(variance > 0, variance, np.nan)))


def cliffs_delta(a: Array | Whole, b: Array | Whole) -> Array:
    """The chance that a respondent of ``a`` scores above one of ``b``, less the chance of scoring below.

    Parameters
    ----------
    a, b
        For each group, counts or weights of each score, shape ``(..., scores)``, the scores ascending.

    Returns
    -------
    ndarray
        From -1, where all of ``a`` are below all of ``b``, to 1; shape ``(...)``.

    References
    ----------
    Cliff (1993), "Dominance statistics: ordinal analyses to answer ordinal questions", Psychological
    Bulletin 114.

    Examples
    --------
    >>> cliffs_delta(np.array([0, 1, 1]), np.array([1, 1, 0]))
    np.float64(0.75)
    """
    delta: Array = 2 * _wins(a, b) / (a.sum(axis=-1) * b.sum(axis=-1)) - 1
    return delta


def _wins(a: Array | Whole, b: Array | Whole) -> Array:
    """In how many pairs the respondent of ``a`` scores higher; a tie is half a win."""
    below = np.cumsum(b, axis=-1) - b
    wins: Array = (a * (below + b / 2)).sum(axis=-1)
    return wins
