"""Standard errors for respondents in clusters: travellers of one flight, pupils of one school.

People in a cluster agree more than others do, so they say less than as many independent respondents.
Everything is computed from `ClusterProducts`, without rows or the names of clusters: each estimate here is
linear in the counts of values, so the sum over clusters of its squared parts is a quadratic form in the sums
of products.
"""

from __future__ import annotations

import numpy as np

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import kish_n, t_quantile


def cluster_variance(cells: Histograms, score: Array) -> Array:
    """The cluster-robust variance of the mean of a score that is a function of the value.

    ``G / (G - 1)`` times the sum over G clusters of ``(sum of w (score - mean) / sum of all w) ** 2``.

    Parameters
    ----------
    cells
        Counts with ``clusters``.
    score
        The score of each value, to broadcast with ``cells.n``: the value itself for a mean, 1 or 0 for a
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
    >>> from cjm_widgets.statistics.histograms import ClusterProducts
    >>> two_pairs = ClusterProducts(np.array([[4.0, 0.0], [0.0, 4.0]]), np.array(2.0))
    >>> cells = Histograms(np.array([1.0, 5.0]), np.array([2, 2]), clusters=two_pairs)
    >>> float(cluster_variance(cells, cells.values))
    4.0
    """
    if cells.clusters is None:
        raise MeasureError("these counts do not tell clusters apart: join the rows with cluster=")
    away, total = _deviations(cells, score)
    squares = np.einsum("...i,...ij,...j->...", away, cells.clusters.products, away)
    clusters = np.where(cells.clusters.n > 1, cells.clusters.n, np.nan)
    variance: Array = np.maximum(squares, 0) / total**2 * clusters / (clusters - 1)
    return variance


def effective_n(cells: Histograms, score: Array, level: float) -> Array:
    """How many independent respondents of equal weight would give the mean of a score as precisely.

    Without clusters this is Kish's effective number. With clusters it is Kish's number divided by the design
    effect, the ratio of the cluster-robust variance to that of independent respondents, taken as at least
    1. It is then multiplied by the squared ratio of the t quantiles, so that a normal interval at this number
    is as wide as few clusters require. Where all respondents agree, each cluster counts as one respondent.

    Parameters
    ----------
    cells
        Counts.
    score
        The score of each value, to broadcast with ``cells.n``.
    level
        Confidence of the interval, between 0 and 1.

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
    >>> cells = Histograms(np.array([1.0, 5.0]), np.array([50, 50]))
    >>> float(effective_n(cells, cells.values, 0.95))
    100.0
    """
    weights, squares = cells.sums
    kish = kish_n(weights.sum(axis=-1), squares.sum(axis=-1))
    if cells.clusters is None:
        return kish
    n = cells.n.sum(axis=-1).astype(np.float64)
    away, total = _deviations(cells, score)
    independent = (squares * away**2).sum(axis=-1) / total**2 * n / (n - 1)
    agree = ~(np.abs(away) * (cells.n > 0) > 1e-12 * np.abs(score).max()).any(axis=-1)
    effect = np.maximum(cluster_variance(cells, score) / np.where(agree, np.nan, independent), 1)
    clusters = np.where(cells.clusters.n > 1, cells.clusters.n, np.nan)
    few = (t_quantile(n - 1, level) / t_quantile(clusters - 1, level)) ** 2
    effective: Array = np.where(agree, np.minimum(kish, clusters), kish / effect) * few
    return effective


def _deviations(cells: Histograms, score: Array) -> tuple[Array, Array]:
    """Each value's score less the mean, and the sum of weights."""
    weights, _ = cells.sums
    total = weights.sum(axis=-1)
    mean = (weights * score).sum(axis=-1) / total
    return score - mean[..., np.newaxis], total
