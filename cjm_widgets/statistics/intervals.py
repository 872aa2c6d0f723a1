"""Intervals of means, shares and net shares, and the bootstrap, over arrays of any shape.

Quantiles and p-values come from scipy.special, which is loaded on first use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.overlap import UNRELATED, variance_of_sum

_SLACK = 1e-12
"""The relative error that rounding may leave in sums of weights."""


def normal_quantile(level: float) -> float:
    """The half width, in standard errors, of a two-sided normal interval.

    Parameters
    ----------
    level
        Confidence, between 0 and 1.

    Examples
    --------
    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def t_quantile(freedom: Array, level: float) -> Array:
    """The half width, in standard errors, of Student's interval; ``NaN`` without a degree of freedom.

    Examples
    --------
    >>> t_quantile(np.array([9.0, 0.0]), 0.95).round(4)
    array([2.2622,    nan])
    """
    from scipy.special import stdtrit

    usable = freedom > 0
    return np.where(usable, stdtrit(np.where(usable, freedom, 1.0), (1 + level) / 2), np.nan)


def normal_p(z: Array) -> Array:
    """The two-sided p-value of a statistic with a standard normal distribution.

    Examples
    --------
    >>> float(normal_p(np.array(-1.96)).round(4))
    0.05
    """
    from scipy.special import ndtr

    p: Array = 2 * ndtr(-np.abs(z))
    return p


def t_p(t: Array, freedom: Array) -> Array:
    """The two-sided p-value of a statistic with Student's distribution.

    Examples
    --------
    >>> float(t_p(np.array(2.2622), np.array(9.0)).round(4))
    0.05
    """
    from scipy.special import stdtr

    p: Array = 2 * stdtr(freedom, -np.abs(t))
    return p


def t_interval(mean: Array, error: Array, freedom: Array, level: float) -> tuple[Array, Array]:
    """Student's interval around a mean; ``NaN`` without a degree of freedom.

    Parameters
    ----------
    mean, error, freedom
        Means, their standard errors and their degrees of freedom.
    level
        Confidence, between 0 and 1.

    Returns
    -------
    low, high : ndarray

    References
    ----------
    Student (1908), "The probable error of a mean", Biometrika 6.

    Examples
    --------
    >>> low, high = t_interval(np.array([0.75]), np.array([0.5657]), np.array([9.0]), 0.95)
    >>> round(low[0], 2), round(high[0], 2)
    (np.float64(-0.53), np.float64(2.03))
    """
    half = t_quantile(freedom, level) * error
    return mean - half, mean + half


def wilson_interval(share: Array, n: Array, level: float) -> tuple[Array, Array]:
    """Wilson's score interval for a share, without continuity correction.

    Parameters
    ----------
    share
        Shares from 0 to 1.
    n
        Trials; with weights, the effective number.
    level
        Confidence, between 0 and 1.

    Returns
    -------
    low, high : ndarray
        From 0 to 1; ``NaN`` where ``n`` is zero.

    References
    ----------
    Wilson (1927), JASA 22; Newcombe (1998), Statistics in Medicine 17, method 3.

    Examples
    --------
    >>> low, high = wilson_interval(np.array([81 / 263]), np.array([263.0]), 0.95)
    >>> round(low[0], 4), round(high[0], 4)
    (np.float64(0.2553), np.float64(0.3662))
    """
    z = normal_quantile(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # The formula stays inside 0 to 1 and around the share; rounding may not.
    return np.clip(middle - half, 0, share), np.clip(middle + half, share, 1)


def goodman_intervals(share: Array, n: Array, level: float) -> tuple[Array, Array]:
    """Goodman's simultaneous intervals for the shares of the classes of one multinomial.

    All intervals together contain the true shares with at least this confidence: each is Wilson's interval
    at the confidence that Bonferroni's inequality requires for so many classes.

    Parameters
    ----------
    share
        Shares from 0 to 1, shape ``(..., classes)``.
    n
        Trials, to broadcast with ``share``; with weights, the effective number.
    level
        Confidence of all intervals together, between 0 and 1.

    Returns
    -------
    low, high : ndarray
        Shape ``(..., classes)``, from 0 to 1; ``NaN`` where ``n`` is zero.

    References
    ----------
    Goodman (1965), "On simultaneous confidence intervals for multinomial proportions", Technometrics 7.

    Examples
    --------
    >>> low, high = goodman_intervals(np.array([0.5, 0.3, 0.2]), np.array(100), 0.95)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.384, 0.204, 0.122], [0.616, 0.418, 0.311])
    """
    return wilson_interval(share, n, goodman_level(share.shape[-1], level))


def goodman_level(classes: int, level: float) -> float:
    """The confidence of each interval of `goodman_intervals`.

    Examples
    --------
    >>> round(goodman_level(5, 0.95), 6)
    0.99
    """
    return 1 - (1 - level) / classes


def kish_n(weights: Array, weights_squared: Array) -> Array:
    """The effective number of respondents behind sums of weights.

    Parameters
    ----------
    weights, weights_squared
        Sums of weights and of their squares.

    Returns
    -------
    ndarray
        Zero where all weights are.

    References
    ----------
    Kish (1965), "Survey Sampling".

    Examples
    --------
    >>> kish_n(np.array([4.0]), np.array([4.0]))
    array([4.])
    """
    return np.divide(
        weights * weights, weights_squared, out=np.zeros_like(weights), where=weights_squared > 0
    )


def whole_n(n: Array) -> Whole:
    """The whole part of effective numbers of respondents, forgiving the rounding of sums of weights.

    Examples
    --------
    >>> whole_n(np.array([5.9999999999999996, 31.7]))
    array([ 6, 31])
    """
    respondents: Whole = np.floor(np.nan_to_num(n) * (1 + _SLACK)).astype(np.int64)
    return respondents


# --- net shares, on the scale -1 to 1

_HALVINGS = 60
"""Enough to shrink an interval of length 2 below the spacing of floating-point numbers."""


class NetDifference(NamedTuple):
    """The interval of a difference of two net shares, and the p-value of no difference."""

    low: Array
    high: Array
    p: Array


def wald_interval(up: Array, down: Array, n: Array, level: float) -> tuple[Array, Array]:
    """The textbook interval of a net share: too narrow with few answers, of no width where all agree.

    Parameters
    ----------
    up, down
        Shares from 0 to 1 of the answers that count up and of those that count down.
    n
        Answers; with weights, the effective number.
    level
        Confidence, between 0 and 1.

    Returns
    -------
    low, high : ndarray
        On the scale -1 to 1, which they may exceed; ``NaN`` where ``n`` is zero.

    References
    ----------
    Rocks (2016), "Interval estimation for the net promoter score", The American Statistician 70.

    Examples
    --------
    >>> low, high = wald_interval(np.array([0.5]), np.array([1 / 6]), np.array([6.0]), 0.95)
    >>> round(low[0], 4), round(high[0], 4)
    (np.float64(-0.2631), np.float64(0.9297))
    """
    net, variance = _moments(up, down, np.where(n > 0, n, np.nan))
    half = normal_quantile(level) * np.sqrt(variance)
    return net - half, net + half


def adjusted_wald_interval(up: Array, down: Array, n: Array, level: float) -> tuple[Array, Array]:
    """Wald's interval after three imagined answers, a quarter of them up and a quarter down.

    With few answers it may exceed -1 to 1. It is widened where it would not contain the net share itself, as
    with a single answer.

    Parameters
    ----------
    up, down, n, level
        As for `wald_interval`.

    Returns
    -------
    low, high : ndarray

    References
    ----------
    Rocks (2016), after Agresti and Min (2005), Statistics in Medicine 24.

    Examples
    --------
    >>> low, high = adjusted_wald_interval(np.array([0.5]), np.array([1 / 6]), np.array([6.0]), 0.95)
    >>> round(low[0], 4), round(high[0], 4)
    (np.float64(-0.2674), np.float64(0.7119))
    """
    low, high = wald_interval(*_adjusted(up, down, n), level)
    return np.minimum(low, up - down), np.maximum(high, up - down)


def score_interval(up: Array, down: Array, n: Array, level: float) -> tuple[Array, Array]:
    """All net shares that the score test does not reject, by bisection; never beyond -1 to 1.

    Parameters
    ----------
    up, down, n, level
        As for `wald_interval`.

    Returns
    -------
    low, high : ndarray

    References
    ----------
    Tango (1998), "Equivalence test and confidence interval for the difference in proportions for the
    paired-sample design", Statistics in Medicine 17; the "iterative" interval of Rocks (2016).

    Examples
    --------
    >>> low, high = score_interval(np.array([0.5]), np.array([1 / 6]), np.array([6.0]), 0.95)
    >>> round(low[0], 4), round(high[0], 4)
    (np.float64(-0.3111), np.float64(0.754))
    """
    z = normal_quantile(level)
    net = up - down

    def rejects(null: Array) -> Mask:
        # The variance under the null hypothesis, at its most likely ``down``: the root of a quadratic.
        linear = (2 - net) * null - (up + down)
        constant = -down * null * (1 - null)
        likely = (np.sqrt(np.maximum(linear * linear - 8 * constant, 0)) - linear) / 4
        variance = 2 * likely + null * (1 - null)
        outside: Mask = n * (net - null) ** 2 > z * z * variance
        return outside

    def search(outside: Array) -> Array:
        inside = net
        for _ in range(_HALVINGS):
            middle = (outside + inside) / 2
            out = rejects(middle)
            outside, inside = np.where(out, middle, outside), np.where(out, inside, middle)
        return inside

    return search(np.full_like(net, -1)), search(np.ones_like(net))


NET_INTERVALS: dict[str, Callable[[Array, Array, Array, float], tuple[Array, Array]]] = {
    "adjusted_wald": adjusted_wald_interval,
    "wald": wald_interval,
    "score": score_interval,
}


def net_difference(
    a: tuple[Array, Array, Array],
    b: tuple[Array, Array, Array],
    level: float,
    *,
    adjusted: bool,
    correlation: Array = UNRELATED,
) -> NetDifference:
    """Compare the net shares of two groups.

    Parameters
    ----------
    a, b
        For each group the shares up and down, from 0 to 1, and the answers, or with weights their
        effective number.
    level
        Confidence, between 0 and 1.
    adjusted
        Add three imagined answers to each group first, as `adjusted_wald_interval` does. The interval is
        then widened where it would not contain the difference itself.
    correlation
        The correlation of the two net shares, as those of the same respondents have.

    Returns
    -------
    NetDifference
        ``NaN`` where a group is empty; ``p`` is also ``NaN`` where neither group varies.

    References
    ----------
    Rocks (2016), "Interval estimation for the net promoter score", The American Statistician 70.

    Examples
    --------
    >>> few = (np.array(19 / 36), np.array(9 / 36), np.array(36.0))
    >>> more = (np.array(15 / 50), np.array(20 / 50), np.array(50.0))
    >>> [round(float(one), 4) for one in net_difference(few, more, 0.95, adjusted=True)]
    [0.0083, 0.6932, 0.0447]
    """
    up, down, n = (np.stack([one, other]) for one, other in zip(a, b, strict=True))
    sides = np.array([1.0, -1.0]).reshape(2, *[1] * (up.ndim - 1))
    same = np.zeros(np.shape(correlation))
    both = np.stack([np.stack([same, correlation]), np.stack([correlation, same])])
    shares = up, down, n
    return net_contrast(np.broadcast_to(sides, up.shape), shares, level, adjusted=adjusted, correlation=both)


def net_contrast(
    coefficients: Array,
    shares: tuple[Array, Array, Array],
    level: float,
    *,
    adjusted: bool,
    correlation: Array = UNRELATED,
) -> NetDifference:
    """The interval and the p-value of a weighted sum of net shares, such as a slope.

    Parameters
    ----------
    coefficients
        What each net share counts for, adding up to zero, shape ``(groups, ...)``; zero where it is not
        known.
    shares
        The shares up and down, and the answers, same shape.
    level, adjusted
        As for `net_difference`.
    correlation
        That of every two net shares, shape ``(groups, groups, ...)``, zero of one with itself.
    """
    known = coefficients != 0
    up, down, n = (np.where(known, each, fill) for each, fill in zip(shares, (0.0, 0.0, 1.0), strict=True))
    observed = (coefficients * (up - down)).sum(axis=0)
    net, variance = _moments(*(_adjusted(up, down, n) if adjusted else (up, down, n)))
    total = (coefficients * net).sum(axis=0)
    error = np.sqrt(variance_of_sum(coefficients * np.sqrt(variance), correlation))
    half = normal_quantile(level) * error
    p = normal_p(total / np.where(error > 0, error, np.nan))
    return NetDifference(np.minimum(total - half, observed), np.maximum(total + half, observed), p)


def net_moments(up: Array, down: Array, n: Array, *, adjusted: bool) -> tuple[Array, Array]:
    """A net share and its variance.

    Parameters
    ----------
    up, down, n, adjusted
        As for `net_difference`.

    Examples
    --------
    >>> net, variance = net_moments(np.array(0.5), np.array(0.25), np.array(36.0), adjusted=False)
    >>> float(net), round(float(variance), 6)
    (0.25, 0.019097)
    """
    return _moments(*(_adjusted(up, down, n) if adjusted else (up, down, n)))


def _adjusted(up: Array, down: Array, n: Array) -> tuple[Array, Array, Array]:
    total = np.where(n > 0, n + 3, np.nan)
    return (up * n + 0.75) / total, (down * n + 0.75) / total, total


def _moments(up: Array, down: Array, n: Array) -> tuple[Array, Array]:
    """The net share and its variance."""
    net = up - down
    return net, np.maximum(up + down - net * net, 0) / n


# --- bootstrap


def bootstrap_interval(
    share: Array, n: Array, values: Array, level: float, draws: int, seed: int
) -> tuple[Array, Array]:
    """The percentile interval of a mean of values, each with its share of the respondents.

    Parameters
    ----------
    share
        Shares from 0 to 1, shape ``(..., values)``.
    n
        Respondents, shape ``(...)``; with weights, the effective number, whose whole part is drawn.
    values
        The values, to broadcast with ``share``.
    level
        Confidence, between 0 and 1.
    draws
        How many samples to draw.
    seed
        The seed of the random numbers; the same seed gives the same interval.

    Returns
    -------
    low, high : ndarray
        Shape ``(...)``: the quantiles of the drawn means, widened where they would not contain the mean
        itself. ``NaN`` where ``n`` is below 2, as no sample can differ from a single respondent.

    References
    ----------
    Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of Statistics 7; Efron and
    Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13, on percentile intervals.

    Examples
    --------
    >>> low, high = bootstrap_interval(np.array([0.2, 0.8]), np.array(100.0), np.array([0, 1]), 0.95, 2000, 0)
    >>> round(float(low), 2), round(float(high), 2)
    (0.72, 0.88)
    """
    values = np.broadcast_to(values, share.shape)
    respondents = whole_n(n)
    low, high = np.full(n.shape, np.nan), np.full(n.shape, np.nan)
    for cell in np.ndindex(n.shape):
        if respondents[cell] < 2:
            continue
        present = np.flatnonzero(share[cell] > 0)
        part, value = share[cell][present], values[cell][present]
        samples = np.random.default_rng(seed).multinomial(respondents[cell], part / part.sum(), draws)
        ends = np.quantile(samples @ value / respondents[cell], [(1 - level) / 2, (1 + level) / 2])
        mean = part @ value / part.sum()
        low[cell], high[cell] = min(ends[0], mean), max(ends[1], mean)
    return low, high
