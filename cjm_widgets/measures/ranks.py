"""Formulas that only ask which of two respondents gave the higher score, from counts."""

from __future__ import annotations

import numpy as np

from cjm_widgets.measures.clusters import refuse_clusters
from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.histograms import Histograms
from cjm_widgets.measures.intervals import Array, Whole


def compare_ranks(a: Histograms, b: Histograms) -> tuple[Array, Array]:
    """Mann and Whitney's p-value and Cliff's delta of two groups with the same values.

    Raises
    ------
    MeasureError
        With weights or clusters, for which the test is not defined.
    """
    refuse_clusters(a)
    if a.weights is not None or b.weights is not None:
        raise MeasureError(
            "Mann and Whitney's test is not defined for weighted respondents; "
            "compare their means with test='welch'"
        )
    one, other = a.ascending.n, b.ascending.n
    return mann_whitney_p(one, other), cliffs_delta(one, other)


def mann_whitney_p(a: Array | Whole, b: Array | Whole) -> Array:
    """The two-sided p-value of Mann and Whitney's test that neither group tends to higher scores.

    By the normal curve, with the variance corrected for ties and the usual correction for continuity: the
    exact distribution knows no ties, and scores are full of them.

    Parameters
    ----------
    a, b
        How many of each group gave each score, shape ``(..., scores)``, the scores ascending.

    Returns
    -------
    ndarray
        Shape ``(...)``; ``NaN`` where a group is empty or all gave the same score.

    References
    ----------
    Mann and Whitney (1947), Annals of Mathematical Statistics 18; Lehmann (1975), "Nonparametrics",
    on ties. As R's ``wilcox.test(exact = FALSE)``.

    Examples
    --------
    >>> round(float(mann_whitney_p(np.array([5, 3, 2]), np.array([1, 4, 5]))), 4)
    0.0653
    """
    from scipy.special import ndtr

    a, b = a.astype(np.float64), b.astype(np.float64)
    n_a, n_b, ties = a.sum(axis=-1), b.sum(axis=-1), a + b
    total = n_a + n_b
    tied = (ties**3 - ties).sum(axis=-1) / (total * (total - 1))
    variance = n_a * n_b / 12 * (total + 1 - tied)
    away = np.abs(_wins(a, b) - n_a * n_b / 2)
    z = np.maximum(away - 0.5, 0) / np.sqrt(np.where(variance > 0, variance, np.nan))
    p: Array = 2 * ndtr(-z)
    return p


def cliffs_delta(a: Array | Whole, b: Array | Whole) -> Array:
    """How much likelier a respondent of one group is to score above one of the other than below.

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
    """Pairs in which the one of ``a`` is higher, a tie being half a win."""
    below = np.cumsum(b, axis=-1) - b
    wins: Array = (a * (below + b / 2)).sum(axis=-1)
    return wins
