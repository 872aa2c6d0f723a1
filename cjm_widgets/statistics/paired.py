"""Tests of two answers of one respondent: Wilcoxon's signed ranks and McNemar's, over arrays of any shape.

The paired t test is that of one mean, the mean difference; see `Moments`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Whole
from cjm_widgets.statistics.intervals import normal_p


class SignedRanks(NamedTuple):
    """Wilcoxon's test: the p-value, and the rank-biserial correlation as the size of the effect."""

    p: Array
    correlation: Array


def signed_ranks(difference: Array, n: Whole) -> SignedRanks:
    """Wilcoxon's signed-rank test that differences are symmetric about zero.

    Uses the normal approximation, with the variance corrected for ties and a continuity correction:
    differences of scores are full of ties. Differences of zero are left out.

    Parameters
    ----------
    difference
        Differences of shape ``(..., differences)``, in any order; several may be the same.
    n
        How many respondents have each, same shape.

    Returns
    -------
    SignedRanks
        Shape ``(...)``. The correlation is the share of the sum of ranks that belongs to positive
        differences, less that of negative ones: -1 to 1. ``NaN`` where all differences are zero.

    References
    ----------
    Wilcoxon (1945), "Individual comparisons by ranking methods", Biometrics Bulletin 1; as R's
    ``wilcox.test(paired = TRUE, exact = FALSE)``. Kerby (2014), "The simple difference formula",
    Comprehensive Psychology 3.

    Examples
    --------
    >>> ranks = signed_ranks(np.array([-1.0, 0.0, 1.0, 2.0]), np.array([2, 9, 5, 3]))
    >>> round(float(ranks.p), 4), round(float(ranks.correlation), 4)
    (0.0437, 0.7091)
    """
    size = np.round(np.abs(difference), 9)
    order = np.argsort(size, axis=-1, kind="stable")
    size, signed, count = (
        np.take_along_axis(each, order, axis=-1)
        for each in (size, np.sign(difference), np.where(size > 0, n, 0).astype(np.float64))
    )
    same = size[..., :, np.newaxis] == size[..., np.newaxis, :]
    tied = (same * count[..., np.newaxis, :]).sum(axis=-1)
    below = ((size[..., :, np.newaxis] > size[..., np.newaxis, :]) * count[..., np.newaxis, :]).sum(axis=-1)
    rank = below + (tied + 1) / 2
    total = count.sum(axis=-1)
    ranks = total * (total + 1) / 2
    positive = (count * rank * (signed > 0)).sum(axis=-1)
    # Each of the lines of a tie has its share of the tie's correction.
    ties = (count * (tied**2 - 1)).sum(axis=-1)
    variance = total * (total + 1) * (2 * total + 1) / 24 - ties / 48
    away = np.maximum(np.abs(positive - ranks / 2) - 0.5, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = normal_p(away / np.sqrt(np.where(variance > 0, variance, np.nan)))
        return SignedRanks(p, 2 * positive / np.where(ranks > 0, ranks, np.nan) - 1)


def mcnemar_p(gained: Whole, lost: Whole) -> Array:
    """The two-sided mid-p-value of McNemar's test that as many respondents join a share as leave it.

    Parameters
    ----------
    gained, lost
        How many are in the share only later, and only earlier.

    Returns
    -------
    ndarray
        ``NaN`` where nobody changed.

    References
    ----------
    McNemar (1947), Psychometrika 12; Fagerland, Lydersen and Laake (2013), "The McNemar test for binary
    matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC Medical Research
    Methodology 13.

    Examples
    --------
    >>> round(float(mcnemar_p(np.array(9), np.array(2))), 4)
    0.0386
    """
    from scipy.special import bdtr

    changed, fewer = gained + lost, np.minimum(gained, lost)
    upto = bdtr(fewer, changed, 0.5)
    below = np.where(fewer > 0, bdtr(np.maximum(fewer - 1, 0), changed, 0.5), 0.0)
    p: Array = np.where(changed > 0, np.minimum(upto + below, 1), np.nan)
    return p
