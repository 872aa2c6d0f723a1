"""Tests that several independent groups are all alike, over arrays whose first axis is the groups.

A group that has nothing to say at a cell is left out there, so degrees of freedom differ between cells.
`Measure.compare_all` chooses the formula that suits a measure.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Whole
from cjm_widgets.statistics.differences import Moments


class Omnibus(NamedTuple):
    """A statistic with its degrees of freedom and p-value, and how many groups were compared, cell by cell.

    ``freedom_within`` is the second number of degrees of freedom of an F, ``NaN`` for a chi-squared. All
    but ``groups`` are ``NaN`` where there are fewer than two groups, or where nothing varies.
    """

    statistic: Array
    freedom: Array
    freedom_within: Array
    p: Array
    groups: Whole


def welch_anova(groups: Moments) -> Omnibus:
    """Test that means are equal, whatever the variances of the groups.

    Parameters
    ----------
    groups
        Arrays of shape ``(groups, ...)``; ``error`` may be linearised, of weighted means.

    Returns
    -------
    Omnibus
        Arrays of shape ``(...)``. A group of fewer than two respondents is left out. With two groups the
        statistic is the square of Welch's t. All is ``NaN`` where some group of two or more does not vary, as
        its weight would be infinite.

    References
    ----------
    Welch (1951), "On the comparison of several mean values: an alternative approach", Biometrika 38. As
    R's ``oneway.test``.

    Examples
    --------
    >>> n, variance = np.array([10.0, 10.0, 12.0]), np.array([1.6, 2.0, 1.2])
    >>> test = welch_anova(Moments(n, np.array([3.0, 2.0, 2.5]), variance, np.sqrt(variance / n)))
    >>> round(float(test.statistic), 3), float(test.freedom), round(float(test.p), 4)
    (1.348, 2.0, 0.2844)
    """
    from scipy.special import fdtrc

    usable = (groups.n > 1) & (groups.freedom > 0) & np.isfinite(groups.mean)
    flat = usable & ~(groups.error > 0)
    count, known = usable.sum(axis=0), ~flat.any(axis=0)
    weight = np.where(usable & ~flat, 1 / np.where(groups.error > 0, groups.error, 1.0) ** 2, 0.0)
    total = weight.sum(axis=0)
    centre = (weight * np.where(usable, groups.mean, 0)).sum(axis=0) / total
    away = np.where(usable, groups.mean, centre) - centre
    between = np.where((count > 1) & known, count - 1.0, np.nan)
    uneven = ((1 - weight / total) ** 2 * usable / np.where(usable, groups.freedom, 1.0)).sum(axis=0)
    size = between * (between + 2)
    statistic = (weight * away**2).sum(axis=0) / between / (1 + 2 * (between - 1) * uneven / size)
    within = size / (3 * uneven)
    return Omnibus(statistic, between, within, fdtrc(between, within, statistic), count)


def kruskal_wallis(n: Array | Whole) -> Omnibus:
    """Test that no group tends to higher scores, by ranks, corrected for ties.

    Parameters
    ----------
    n
        How many of each group gave each score, shape ``(groups, ..., scores)``, the scores ascending and the
        same for all groups.

    Returns
    -------
    Omnibus
        Arrays of shape ``(...)``; ``NaN`` where all scores are the same.

    References
    ----------
    Kruskal and Wallis (1952), "Use of ranks in one-criterion variance analysis", JASA 47. As R's
    ``kruskal.test``.

    Examples
    --------
    >>> test = kruskal_wallis(np.array([[5, 3, 2], [1, 4, 5], [2, 2, 6]]))
    >>> round(float(test.statistic), 4), float(test.freedom), round(float(test.p), 4)
    (4.5911, 2.0, 0.1007)
    """
    n = np.asarray(n, np.float64)
    sizes, ties = n.sum(axis=-1), n.sum(axis=0)
    total, count = sizes.sum(axis=0), (sizes > 0).sum(axis=0)
    rank = np.cumsum(ties, axis=-1) - ties + (ties + 1) / 2
    mean = (n * rank).sum(axis=-1) / np.where(sizes > 0, sizes, 1.0)
    spread = (sizes * (mean - (total + 1) / 2) ** 2).sum(axis=0) * 12 / (total * (total + 1))
    correction = 1 - (ties**3 - ties).sum(axis=-1) / (total**3 - total)
    statistic = spread / np.where(correction > 0, correction, np.nan)
    return chi_squared(statistic, count)


def equal_shares(share: Array, n: Array) -> Omnibus:
    """Pearson's chi-squared test that shares are equal, without correction.

    Parameters
    ----------
    share
        Shares from 0 to 1, shape ``(groups, ...)``.
    n
        Trials; with weights, the effective numbers. A group without any is left out.

    Returns
    -------
    Omnibus
        Arrays of shape ``(...)``; ``NaN`` where all shares are 0 or all are 1. With two groups the statistic
        is the square of the two-proportion z.

    References
    ----------
    Pearson (1900), Philosophical Magazine 50; with effective numbers Rao and Scott (1981), JASA 76. As R's
    ``prop.test(correct = FALSE)``.

    Examples
    --------
    >>> n = np.array([86.0, 93.0, 136.0, 82.0])
    >>> test = equal_shares(np.array([83.0, 90.0, 129.0, 70.0]) / n, n)
    >>> round(float(test.statistic), 4), float(test.freedom), round(float(test.p), 6)
    (12.6004, 3.0, 0.005585)
    """
    usable = n > 0
    n, share = np.where(usable, n, 0.0), np.where(usable, share, 0.0)
    pooled = (n * share).sum(axis=0) / n.sum(axis=0)
    variance = pooled * (1 - pooled)
    spread = (n * (share - pooled) ** 2).sum(axis=0) / np.where(variance > 0, variance, np.nan)
    return chi_squared(spread, usable.sum(axis=0))


def equal_nets(net: Array, variance: Array) -> Omnibus:
    """Wald's chi-squared test that net shares are equal: Cochran's Q, with weights of inverse variance.

    Parameters
    ----------
    net
        Net shares, from -1 to 1, shape ``(groups, ...)``; ``NaN`` for a group without answers.
    variance
        The variance of each.

    Returns
    -------
    Omnibus
        Arrays of shape ``(...)``; ``NaN`` where some group does not vary. With two groups the statistic is
        the square of Wald's z.

    References
    ----------
    Cochran (1954), "The combination of estimates from different experiments", Biometrics 10.

    Examples
    --------
    >>> test = equal_nets(np.array([0.2, 0.4, 0.3]), np.array([0.01, 0.01, 0.02]))
    >>> round(float(test.statistic), 4), float(test.freedom), round(float(test.p), 4)
    (2.0, 2.0, 0.3679)
    """
    usable = np.isfinite(net)
    flat = (usable & ~(variance > 0)).any(axis=0)
    weight = np.where(usable & (variance > 0), 1 / np.where(variance > 0, variance, 1.0), 0.0)
    net = np.where(usable, net, 0.0)
    centre = (weight * net).sum(axis=0) / weight.sum(axis=0)
    spread = (weight * (net - centre) ** 2).sum(axis=0)
    return chi_squared(np.where(flat, np.nan, spread), usable.sum(axis=0))


def fisher_exact_p(table: Whole) -> Array:
    """Fisher's exact two-sided p-value of tables of two rows and two columns.

    For shares of groups too small for chi-squared: the tables with these margins that are no likelier than
    the one at hand.

    Parameters
    ----------
    table
        Whole numbers of shape ``(..., 2, 2)``.

    Returns
    -------
    ndarray
        Shape ``(...)``; 1 where a margin is empty.

    References
    ----------
    Fisher (1935), "The logic of inductive inference", Journal of the Royal Statistical Society 98. As R's
    ``fisher.test``.

    Examples
    --------
    >>> round(float(fisher_exact_p(np.array([[3, 1], [1, 3]]))), 6)
    0.485714
    """
    from scipy.special import gammaln

    table = np.asarray(table, np.int64)
    rows, columns, total = table.sum(axis=-1), table.sum(axis=-2), table.sum(axis=(-2, -1))
    most = int(np.minimum(rows[..., 0], columns[..., 0]).max(initial=0))
    first = np.arange(most + 1)
    corner = (rows[..., 0] + columns[..., 0] - total)[..., np.newaxis]
    cells = np.stack(
        np.broadcast_arrays(first, rows[..., :1] - first, columns[..., :1] - first, first - corner),
        axis=-1,
    )
    possible = (cells >= 0).all(axis=-1)
    logarithm = np.where(possible, -gammaln(np.where(cells < 0, 0, cells) + 1.0).sum(axis=-1), -np.inf)
    logarithm = logarithm - logarithm.max(axis=-1, keepdims=True)
    chance = np.exp(logarithm)
    own = np.take_along_axis(chance, table[..., 0, :1], axis=-1)
    # Tables as likely as this one count, and rounding must not leave them out.
    p: Array = np.where(chance <= own * (1 + 1e-7), chance, 0).sum(axis=-1) / chance.sum(axis=-1)
    return np.minimum(p, 1.0)


def chi_squared(statistic: Array, count: Whole) -> Omnibus:
    from scipy.special import chdtrc

    freedom = np.where(count > 1, count - 1.0, np.nan)
    statistic = np.where(count > 1, statistic, np.nan)
    freedom = np.where(np.isnan(statistic), np.nan, freedom)
    return Omnibus(
        statistic, freedom, np.full(np.shape(statistic), np.nan), chdtrc(freedom, statistic), count
    )
