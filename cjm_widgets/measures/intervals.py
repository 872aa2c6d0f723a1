"""Formulas of intervals, over arrays of any shape. Quantiles come from scipy.special, loaded on first use."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
Mask: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Whole: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]

_SLACK = 1e-12
"""How far, as a part of the whole, sums of weights may be off by rounding."""


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

    Together they hold all the true shares with at least the confidence asked for: each is Wilson's
    interval at a confidence raised as Bonferroni's inequality asks for that many classes.

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
    """The confidence of each of `goodman_intervals`, so that all hold together.

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
    """The whole part of effective numbers of respondents, as sums of weights are off by rounding.

    Examples
    --------
    >>> whole_n(np.array([5.9999999999999996, 31.7]))
    array([ 6, 31])
    """
    respondents: Whole = np.floor(np.nan_to_num(n) * (1 + _SLACK)).astype(np.int64)
    return respondents
