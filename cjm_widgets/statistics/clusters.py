"""Errors of respondents who answered in clusters: travellers of one flight, pupils of one school.

People in a cluster agree more than others do, so they tell less than as many independent respondents. All
of it is computed from `Together`: of an estimate that is linear in the counts of values, a cluster's part
is linear in the cluster's counts, so the sum of its squares over clusters is a quadratic form in the sums
of products. Neither rows nor the names of clusters are needed.
"""

from __future__ import annotations

import numpy as np

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import Histograms, Together
from cjm_widgets.statistics.intervals import kish_n, t_quantile


def cluster_variance(cells: Histograms, score: Array) -> Array:
    """The cluster-robust variance of the mean of a score that is a function of the value.

    ``G / (G - 1)`` times the sum over G clusters of ``(sum of w (score - mean) / sum of all w) ** 2``.

    Parameters
    ----------
    cells
        Counts with ``together``.
    score
        For each value its score, to broadcast with ``cells.n``; the value itself for a mean, 1 or 0 for a
        share.

    Returns
    -------
    ndarray
        Shape ``(...)``; ``NaN`` with a single cluster.

    References
    ----------
    Liang and Zeger (1986), "Longitudinal data analysis using generalized linear models", Biometrika 73;
    Cameron and Miller (2015), "A practitioner's guide to cluster-robust inference", Journal of Human
    Resources 50, with the factor G / (G - 1) of R's ``survey``.

    Examples
    --------
    >>> two_pairs = Together(np.array([[4.0, 0.0], [0.0, 4.0]]), np.array(2.0))
    >>> cells = Histograms(np.array([1.0, 5.0]), np.array([2, 2]), together=two_pairs)
    >>> float(cluster_variance(cells, cells.values))
    4.0
    """
    together = _together(cells)
    away, total = _away(cells, score)
    products = np.einsum("...i,...ij,...j->...", away, together.products, away)
    clusters = np.where(together.clusters > 1, together.clusters, np.nan)
    variance: Array = np.maximum(products, 0) / total**2 * clusters / (clusters - 1)
    return variance


def effective_n(cells: Histograms, score: Array, level: float) -> Array:
    """How many independent respondents, equally weighted, would tell as much about the mean of a score.

    Kish's number, and where respondents answered in clusters that number divided by the design effect:
    the cluster-robust variance by the one of independent respondents, where it is above 1. It is then
    lowered again by the square of the ratio of the t quantiles, so that a normal interval at this number
    is as wide as few clusters ask for. Where all respondents agree the clusters count, as one respondent
    each.

    Parameters
    ----------
    cells
        Counts.
    score
        For each value its score, to broadcast with ``cells.n``.
    level
        Confidence of the interval it is for, between 0 and 1.

    Returns
    -------
    ndarray
        Shape ``(...)``; ``NaN`` with a single cluster.

    References
    ----------
    Kish (1965), "Survey Sampling"; Korn and Graubard (1998), "Confidence intervals for proportions with
    small expected number of positive counts estimated from survey data", Survey Methodology 24.

    Examples
    --------
    >>> alone = Histograms(np.array([1.0, 5.0]), np.array([50, 50]))
    >>> float(effective_n(alone, alone.values, 0.95))
    100.0
    """
    weights, squares = cells.sums
    kish = kish_n(weights.sum(axis=-1), squares.sum(axis=-1))
    if cells.together is None:
        return kish
    n = cells.n.sum(axis=-1).astype(np.float64)
    away, total = _away(cells, score)
    independent = (squares * away**2).sum(axis=-1) / total**2 * n / (n - 1)
    agree = ~(np.abs(away) * (cells.n > 0) > 1e-12 * np.abs(score).max()).any(axis=-1)
    effect = np.maximum(cluster_variance(cells, score) / np.where(agree, np.nan, independent), 1)
    clusters = np.where(cells.together.clusters > 1, cells.together.clusters, np.nan)
    few = (t_quantile(n - 1, level) / t_quantile(clusters - 1, level)) ** 2
    effective: Array = np.where(agree, np.minimum(kish, clusters), kish / effect) * few
    return effective


def refuse_clusters(cells: Histograms) -> None:
    """Raise `MeasureError` for a test that knows independent respondents only."""
    if cells.together is not None:
        raise MeasureError(
            "Mann and Whitney's test is not defined for respondents who answered in clusters; "
            "compare their means with test='welch'"
        )


def _away(cells: Histograms, score: Array) -> tuple[Array, Array]:
    """How far each value's score is from the mean, and the sum of weights."""
    weights, _ = cells.sums
    total = weights.sum(axis=-1)
    mean = (weights * score).sum(axis=-1) / total
    return score - mean[..., np.newaxis], total


def _together(cells: Histograms) -> Together:
    if cells.together is None:
        raise MeasureError("these counts do not tell clusters apart: join the rows with cluster=")
    return cells.together
