"""Formulas for net shares, those counted up less those counted down, on the scale -1 to 1.

Both shares come from the same answers, so they vary together: the formulas are those of a difference
within one multinomial, not of two independent shares.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from cjm_widgets.measures.intervals import Array, Mask, normal_quantile

_HALVINGS = 60
"""Enough to bring an interval of length 2 below the spacing of floating-point numbers."""


class NetDifference(NamedTuple):
    """The interval of a difference of two net shares, and the p-value of there being none."""

    low: Array
    high: Array
    p: Array


def wald_interval(up: Array, down: Array, n: Array, level: float) -> tuple[Array, Array]:
    """The textbook interval; it has no width where all answers agree, and is too narrow with few.

    Parameters
    ----------
    up, down
        Shares from 0 to 1.
    n
        Answers; with weights, the effective number.
    level
        Confidence, between 0 and 1.

    Returns
    -------
    low, high : ndarray
        On the scale -1 to 1, beyond which they may reach; ``NaN`` where ``n`` is zero.

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

    With few answers it may reach beyond -1 to 1. Where it would not hold the net share itself, as with a
    single answer, it is widened to.

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
    """All net shares that the score test would not reject, found by halving; never beyond -1 to 1.

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

    def rejected(supposed: Array) -> Mask:
        # The variance under the supposed net share, at its most likely ``down``: the root of a quadratic.
        linear = (2 - net) * supposed - (up + down)
        constant = -down * supposed * (1 - supposed)
        likely = (np.sqrt(np.maximum(linear * linear - 8 * constant, 0)) - linear) / 4
        variance = 2 * likely + supposed * (1 - supposed)
        found: Mask = n * (net - supposed) ** 2 > z * z * variance
        return found

    def search(outside: Array) -> Array:
        inside = net
        for _ in range(_HALVINGS):
            middle = (outside + inside) / 2
            out = rejected(middle)
            outside, inside = np.where(out, middle, outside), np.where(out, inside, middle)
        return inside

    return search(np.full_like(net, -1)), search(np.ones_like(net))


NET_INTERVALS: dict[str, Callable[[Array, Array, Array, float], tuple[Array, Array]]] = {
    "adjusted_wald": adjusted_wald_interval,
    "wald": wald_interval,
    "score": score_interval,
}


def net_difference(
    a: tuple[Array, Array, Array], b: tuple[Array, Array, Array], level: float, *, adjusted: bool
) -> NetDifference:
    """Compare the net shares of two independent groups.

    Parameters
    ----------
    a, b
        For each group the shares up and down, from 0 to 1, and the answers, or with weights their
        effective number.
    level
        Confidence, between 0 and 1.
    adjusted
        Add three imagined answers to each group first, as `adjusted_wald_interval` does. The interval is
        then widened, where it has to be, to hold the difference itself.

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
    from scipy.special import ndtr

    observed = (a[0] - a[1]) - (b[0] - b[1])
    (net_a, variance_a), (net_b, variance_b) = (
        _moments(*(_adjusted(*group) if adjusted else group)) for group in (a, b)
    )
    difference, error = net_a - net_b, np.sqrt(variance_a + variance_b)
    half = normal_quantile(level) * error
    p = 2 * ndtr(-np.abs(difference) / np.where(error > 0, error, np.nan))
    return NetDifference(np.minimum(difference - half, observed), np.maximum(difference + half, observed), p)


def _adjusted(up: Array, down: Array, n: Array) -> tuple[Array, Array, Array]:
    total = np.where(n > 0, n + 3, np.nan)
    return (up * n + 0.75) / total, (down * n + 0.75) / total, total


def _moments(up: Array, down: Array, n: Array) -> tuple[Array, Array]:
    """The net share and its variance."""
    net = up - down
    return net, np.maximum(up + down - net * net, 0) / n
