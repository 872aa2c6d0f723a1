"""The mean of a score of answers, such as 1 for those in a box: what shares and net shares are made of.

Where respondents gave several answers, each respondent counts with the mean over their own answers. The error
is that of these means, and so says as much as there are respondents, not answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.clusters import effective_n
from cjm_widgets.statistics.histograms import AnswerShares, Histograms
from cjm_widgets.statistics.intervals import kish_n, normal_quantile, t_quantile

Scoring: TypeAlias = Callable[[Array], Array]
"""From values to scores of the same shape."""


def mean_score(cells: Histograms, score: Scoring) -> Array:
    """The mean score of each cell, shape ``(...)``; over the answers of each respondent where there are
    several.

    Examples
    --------
    >>> cells = Histograms(np.array([3.0, 4.0, 5.0]), np.array([1, 2, 1]))
    >>> float(mean_score(cells, lambda values: (values >= 4).astype(float)))
    0.75
    """
    weights, _ = cells.sums
    mean: Array = (weights * score(cells.values)).sum(axis=-1) / weights.sum(axis=-1)
    answers = cells.answers
    if answers is None:
        return mean
    return np.where(answers.several, _mean_of(answers, score(answers.values)), mean)


def effective_answers(cells: Histograms, score: Scoring, level: float) -> Array:
    """How many independent answers of equal weight would give the mean score as precisely.

    Where each respondent gave one answer: `effective_n`. Where they gave several, the variance of one answer
    divided by that of the mean of respondents' means, at most the number of answers, and in clusters with the
    cluster-robust variance; times the squared ratio of the normal quantile to that of Student's t, so that a
    normal interval at this number is as wide as few respondents or clusters require. Where all answers score
    the same, each respondent, or each cluster, counts as one.

    Parameters
    ----------
    cells
        Counts.
    score
        The score of each value.
    level
        Confidence of the interval, between 0 and 1.

    Returns
    -------
    ndarray
        Shape ``(...)``; ``NaN`` with a single respondent of several answers, a single cluster, or where
        nobody kept the products of shares.

    References
    ----------
    Korn and Graubard (1998), "Confidence intervals for proportions with small expected number of positive
    counts estimated from survey data", Survey Methodology 24.
    """
    effective = effective_n(cells, score(cells.values), level)
    answers = cells.answers
    if answers is None:
        return effective
    return np.where(answers.several, _effective(cells, answers, score(answers.values), level), effective)


def _mean_of(answers: AnswerShares, score: Array) -> Array:
    mean: Array = (answers.shares * score).sum(axis=-1) / answers.shares.sum(axis=-1)
    return mean


def _effective(cells: Histograms, answers: AnswerShares, score: Array, level: float) -> Array:
    weights, squares = (each.sum(axis=-1) for each in cells.sums)
    kish, n = kish_n(weights, squares), cells.n.sum(axis=-1).astype(np.float64)
    total = answers.shares.sum(axis=-1)
    away = score - _mean_of(answers, score)[..., np.newaxis]
    spread = (answers.shares * away**2).sum(axis=-1) / total
    units, products = n, answers.products
    if cells.clusters is not None and answers.cluster_products is not None:
        units, products = cells.clusters.n, answers.cluster_products
    units = np.where(units > 1, units, np.nan)
    squared = np.maximum(np.einsum("...i,...ij,...j->...", away, products, away), 0)
    variance = squared / total**2 * units / (units - 1)
    most = answers.n.sum(axis=-1) * kish / n
    agree = ~(np.abs(away) * (answers.n > 0) > 1e-12 * np.abs(score).max()).any(axis=-1)
    few = (normal_quantile(level) / t_quantile(units - 1, level)) ** 2
    return np.where(agree, np.minimum(kish, units), np.fmin(spread / variance, most) * few)
