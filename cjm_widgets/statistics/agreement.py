"""How far observers agree beyond chance: Cohen's kappa, Fleiss's kappa and Krippendorff's alpha.

For codes given to comments, severities given to pain points: whatever several people judge independently.
1 is full agreement, 0 what chance would give, and below 0 they agree less than that.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from cjm_widgets.document.errors import MeasureError, check_choice
from cjm_widgets.statistics.arrays import Array, Whole
from cjm_widgets.statistics.intervals import normal_quantile

WEIGHTS = ("equal", "linear", "quadratic")
METRICS = ("nominal", "ordinal", "interval", "ratio")


class Kappa(NamedTuple):
    """Cohen's kappa with its interval and large-sample variance."""

    value: float
    low: float
    high: float
    variance: float


def cohen_kappa(table: Array | Whole, weights: str = "equal", level: float = 0.95) -> Kappa:
    """Agreement of two observers who sorted the same things into the same categories.

    Parameters
    ----------
    table
        How many things the first observer put into the row's category and the second into the column's,
        shape ``(categories, categories)``; ordered where ``weights`` are not equal.
    weights
        How bad a disagreement is: ``"equal"`` (any is as bad as another), ``"linear"`` or ``"quadratic"``
        in how many categories lie between.
    level
        Confidence of the normal interval, between 0 and 1; it is cut at -1 and 1.

    Returns
    -------
    Kappa
        ``NaN`` where both observers put everything into one and the same category.

    Raises
    ------
    MeasureError
        When the table is not square, has a negative number or is empty, or an option makes no sense.

    References
    ----------
    Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement
    20; Cohen (1968), Psychological Bulletin 70, with weights; Fleiss, Cohen and Everitt (1969),
    Psychological Bulletin 72, for the variance.

    Examples
    --------
    >>> kappa = cohen_kappa(np.array([[20, 5], [10, 15]]))
    >>> round(kappa.value, 4), round(kappa.low, 4), round(kappa.high, 4)
    (0.4, 0.1511, 0.6489)
    """
    check_choice("weights", weights, WEIGHTS)
    table = np.asarray(table, np.float64)
    size = len(table)
    if table.shape != (size, size) or size < 2:
        raise MeasureError(f"a table of agreement has as many rows as columns, not the shape {table.shape}")
    total = table.sum()
    if not np.isfinite(total) or (table < 0).any() or total <= 0:
        raise MeasureError(
            "a table of agreement counts things: no number is negative or missing, and some are above 0"
        )
    share = table / total
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / (size - 1)
    alike = {"equal": np.eye(size), "linear": 1 - apart, "quadratic": 1 - apart**2}[weights]
    agreed, chance = float((alike * share).sum()), float(rows @ alike @ columns)
    if not chance < 1:
        return Kappa(*[np.nan] * 4)
    value = (agreed - chance) / (1 - chance)
    average = np.add.outer(alike @ columns, rows @ alike)
    spread = float((share * (alike - average * (1 - value)) ** 2).sum())
    variance = (spread - (value - chance * (1 - value)) ** 2) / (total * (1 - chance) ** 2)
    half = normal_quantile(level) * math.sqrt(max(variance, 0))
    return Kappa(value, max(value - half, -1.0), min(value + half, 1.0), variance)


def fleiss_kappa(counts: Array | Whole) -> float:
    """Agreement of several observers, who need not be the same for each thing.

    Parameters
    ----------
    counts
        How many observers put each thing into each category, shape ``(things, categories)``. Every thing has
        as many observers as any other; `krippendorff_alpha` takes those that some did not judge.

    Returns
    -------
    float
        ``NaN`` where everything was put into one category.

    Raises
    ------
    MeasureError
        When things have different numbers of observers, or fewer than two.

    References
    ----------
    Fleiss (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin 76.

    Examples
    --------
    >>> round(fleiss_kappa(np.array([[3, 0], [0, 3], [2, 1]])), 4)
    0.55
    """
    counts = np.asarray(counts, np.float64)
    if counts.ndim != 2 or not counts.size:
        raise MeasureError(f"counts= are things by categories, not of the shape {counts.shape}")
    observers = counts.sum(axis=1)
    least, most = observers.min(), observers.max()
    if not (counts >= 0).all() or least != most or least < 2:
        raise MeasureError(
            f"Fleiss's kappa needs as many observers of each thing, two or more, not {least:g} to {most:g}; "
            "Krippendorff's alpha takes things that some did not judge"
        )
    share = counts.sum(axis=0) / counts.sum()
    agreed = ((counts**2).sum(axis=1) - most) / (most * (most - 1))
    chance = float((share**2).sum())
    return float((agreed.mean() - chance) / (1 - chance)) if chance < 1 else float("nan")


def krippendorff_alpha(ratings: Array, metric: str = "nominal") -> float:
    """Agreement of any number of observers, on any level of measurement, some judgements missing.

    Parameters
    ----------
    ratings
        What each observer said of each thing as numbers, shape ``(observers, things)``; ``NaN`` where they
        did not judge it. Things that fewer than two judged say nothing.
    metric
        What the numbers are: ``"nominal"`` codes, ``"ordinal"`` ranks, ``"interval"`` or ``"ratio"`` scales.

    Returns
    -------
    float
        ``NaN`` where no two observers judged the same thing, or all judgements are the same.

    Raises
    ------
    MeasureError
        When the ratings are not a table, the metric is unknown, or a ratio scale has negative numbers.

    References
    ----------
    Krippendorff (2011), "Computing Krippendorff's alpha-reliability", University of Pennsylvania;
    Krippendorff (2004), "Content Analysis", chapter 11.

    Examples
    --------
    >>> ratings = np.array([[1, 2, 3, np.nan], [1, 2, 3, 1], [1, 3, 3, 1]])
    >>> round(krippendorff_alpha(ratings), 4), round(krippendorff_alpha(ratings, "interval"), 4)
    (0.7368, 0.898)
    """
    check_choice("metric", metric, METRICS)
    ratings = np.asarray(ratings, np.float64)
    if ratings.ndim != 2:
        raise MeasureError(f"ratings= are observers by things, not of the shape {ratings.shape}")
    values = np.unique(ratings[np.isfinite(ratings)])
    if metric == "ratio" and (values < 0).any():
        raise MeasureError(
            "a ratio scale starts at 0, and some ratings are negative; metric='interval' takes them"
        )
    n = (ratings[:, :, np.newaxis] == values).sum(axis=0).astype(np.float64)  # things by values
    judges = n.sum(axis=1)
    n, judges = n[judges > 1], judges[judges > 1, np.newaxis]
    pairs = n.T @ (n / (judges - 1)) - np.diag((n / (judges - 1)).sum(axis=0))
    totals = pairs.sum(axis=1)
    apart = _differences(values, totals, metric)
    expected = float(totals @ apart @ totals)
    if not expected > 0:
        return float("nan")
    return 1 - float((totals.sum() - 1) * (pairs * apart).sum()) / expected


def _differences(values: Array, totals: Array, metric: str) -> Array:
    """How far apart any two values are, squared."""
    if metric == "nominal":
        distinct: Array = (values[:, np.newaxis] != values).astype(np.float64)
        return distinct
    if metric == "ordinal":
        middle = np.cumsum(totals) - totals / 2
        values = middle
    apart: Array = np.subtract.outer(values, values)
    if metric == "ratio":
        sums = np.add.outer(values, values)
        apart = apart / np.where(sums > 0, sums, 1.0)
    squared: Array = apart**2
    return squared
