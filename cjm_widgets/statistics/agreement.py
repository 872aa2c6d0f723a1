"""How far observers agree beyond chance: Cohen's and Fleiss' kappa, Krippendorff's alpha and Gwet's AC1.

For codes given to comments, severities given to pain points: whatever several people judge independently.
1 is full agreement, 0 what chance would give, and below 0 they agree less than that. Every coefficient takes
how often each unit counts, so that the bootstrap draws units without judging anything twice.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cjm_widgets.document.errors import MeasureError, check_choice
from cjm_widgets.statistics.arrays import Array, Whole

WEIGHTS = ("equal", "linear", "quadratic")
METRICS = ("nominal", "ordinal", "interval", "ratio")
_MOST_JUDGEMENTS_AT_ONCE = 4_000_000
"""Numbers that one batch of the bootstrap holds: 32 MB."""


def percent_agreement(counts: Array | Whole, times: Array | Whole | None = None) -> Array:
    """The share of pairs of judgements of the same unit that agree, averaged over units.

    Parameters
    ----------
    counts
        How many observers put each unit into each category, shape ``(units, categories)``. Units that fewer
        than two judged say nothing.
    times
        How often each unit counts, shape ``(..., units)``; once each by default.

    Returns
    -------
    ndarray
        From 0 to 1, shape ``(...)``; ``NaN`` where no unit has two judgements.

    References
    ----------
    Fleiss (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin 76,
    formula 2, the extent of agreement on each subject.

    Examples
    --------
    >>> round(float(percent_agreement(np.array([[3, 0], [0, 3], [2, 1]]))), 4)
    0.7778
    """
    counts, times = _judged(counts, times)
    judges = counts.sum(axis=1)
    several = judges > 1
    pairs = (counts[several] * (counts[several] - 1)).sum(axis=1)
    agreed = pairs / (judges[several] * (judges[several] - 1))
    return _ratio(times[..., several] @ agreed, times[..., several].sum(axis=-1))


def cohen_kappa(
    first: Whole, second: Whole, size: int, weights: str = "equal", times: Array | Whole | None = None
) -> Array:
    """Agreement of two observers who judged the same units.

    Parameters
    ----------
    first, second
        The category of each unit by each observer, from 0 to ``size - 1``, shape ``(units,)``; ordered
        where ``weights`` are not equal.
    size
        How many categories there are.
    weights
        How bad a disagreement is: ``"equal"`` (any is as bad as another), ``"linear"`` or ``"quadratic"``
        in how many categories lie between.
    times
        How often each unit counts, shape ``(..., units)``; once each by default.

    Returns
    -------
    ndarray
        From -1 to 1, shape ``(...)``; ``NaN`` where both observers put everything into one category.

    Raises
    ------
    MeasureError
        When the observers judged different numbers of units, or none, or the weights are unknown.

    References
    ----------
    Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement
    20; Cohen (1968), "Weighted kappa", Psychological Bulletin 70, with weights.

    Examples
    --------
    >>> first, second = np.array([0, 0, 1, 1, 1]), np.array([0, 1, 1, 1, 1])
    >>> round(float(cohen_kappa(first, second, 2)), 4)
    0.5455
    """
    check_choice("weights", weights, WEIGHTS)
    if first.shape != second.shape or first.ndim != 1 or not len(first):
        raise MeasureError(
            f"two observers judge the same units, one or more, not {first.shape} and {second.shape}"
        )
    weight = np.ones(len(first)) if times is None else np.asarray(times, np.float64)
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    lost = {"equal": (apart > 0) * 1.0, "linear": apart * 1.0, "quadratic": apart**2.0}[weights]
    total = weight.sum(axis=-1)
    rows, columns = weight @ np.eye(size)[first], weight @ np.eye(size)[second]
    expected = ((rows @ lost) * columns).sum(axis=-1)
    return 1 - _ratio(total * (weight @ lost[first, second]), expected)


def fleiss_kappa(counts: Array | Whole, times: Array | Whole | None = None) -> Array:
    """Agreement of several observers, who need not be the same for each unit.

    Parameters
    ----------
    counts
        How many observers put each unit into each category, shape ``(units, categories)``. Every unit has
        as many observers as any other; `krippendorff_alpha` takes those that some did not judge.
    times
        How often each unit counts, shape ``(..., units)``; once each by default.

    Returns
    -------
    ndarray
        Shape ``(...)``; ``NaN`` where everything was put into one category.

    Raises
    ------
    MeasureError
        When units have different numbers of observers, or fewer than two.

    References
    ----------
    Fleiss (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin 76.

    Examples
    --------
    >>> round(float(fleiss_kappa(np.array([[3, 0], [0, 3], [2, 1]]))), 4)
    0.55
    """
    counts, times = _judged(counts, times)
    observers = counts.sum(axis=1)
    least, most = observers.min(), observers.max()
    if least != most or least < 2:
        raise MeasureError(
            f"Fleiss' kappa needs as many observers of each unit, two or more, not {least:g} to {most:g}; "
            "Krippendorff's alpha takes units that some did not judge"
        )
    share = times @ (counts / most)
    chance = _ratio((share**2).sum(axis=-1), times.sum(axis=-1) ** 2)
    return _beyond(percent_agreement(counts, times), chance)


def gwet_ac1(counts: Array | Whole, times: Array | Whole | None = None) -> Array:
    """Agreement of several observers by Gwet's first coefficient, which rare categories hardly move.

    Parameters
    ----------
    counts
        How many observers put each unit into each category, shape ``(units, categories)``; those that nobody
        used count among the categories. Units that nobody judged say nothing.
    times
        How often each unit counts, shape ``(..., units)``; once each by default.

    Returns
    -------
    ndarray
        Shape ``(...)``; ``NaN`` where there is a single category or no unit has two judgements.

    References
    ----------
    Gwet (2008), "Computing inter-rater reliability and its variance in the presence of high agreement",
    British Journal of Mathematical and Statistical Psychology 61; Gwet (2014), "Handbook of Inter-Rater
    Reliability", fourth edition, chapter 2, where some did not judge.

    Examples
    --------
    >>> round(float(gwet_ac1(np.array([[3, 0], [0, 3], [2, 1]]))), 4)
    0.561
    """
    counts, times = _judged(counts, times)
    size, judges = counts.shape[1], counts.sum(axis=1)
    if size < 2:
        return np.full(times.shape[:-1], np.nan)
    judged = judges > 0
    share = times[..., judged] @ (counts[judged] / judges[judged, np.newaxis])
    share = _ratio(share, times[..., judged].sum(axis=-1)[..., np.newaxis])
    chance = (share * (1 - share)).sum(axis=-1) / (size - 1)
    return _beyond(percent_agreement(counts, times), chance)


def krippendorff_alpha(
    counts: Array | Whole,
    values: Array | Whole,
    metric: str = "nominal",
    times: Array | Whole | None = None,
) -> Array:
    """Agreement of any number of observers, on any level of measurement, some judgements missing.

    Parameters
    ----------
    counts
        How many observers gave each unit each value, shape ``(units, values)``. Units that fewer than two
        judged say nothing.
    values
        The values, ascending, shape ``(values,)``.
    metric
        What the values are: ``"nominal"`` codes, ``"ordinal"`` ranks, ``"interval"`` or ``"ratio"`` scales.
    times
        How often each unit counts, shape ``(..., units)``; once each by default.

    Returns
    -------
    ndarray
        Shape ``(...)``; ``NaN`` where no two observers judged the same unit, or all judgements are the same.

    Raises
    ------
    MeasureError
        When the metric is unknown, or a ratio scale has negative numbers.

    References
    ----------
    Krippendorff (2011), "Computing Krippendorff's alpha-reliability", University of Pennsylvania;
    Krippendorff (2004), "Content Analysis", chapter 11.

    Examples
    --------
    >>> counts = np.array([[3, 0, 0], [0, 2, 1], [0, 0, 3], [2, 0, 0]])
    >>> [round(float(krippendorff_alpha(counts, np.array([1, 2, 3]), kind)), 4) for kind in METRICS[::2]]
    [0.7368, 0.898]
    """
    check_choice("metric", metric, METRICS)
    counts, times = _judged(counts, times)
    values = np.asarray(values, np.float64)
    if metric == "ratio" and (values < 0).any():
        raise MeasureError(
            "a ratio scale starts at 0, and some ratings are negative; metric='interval' takes them"
        )
    judges = counts.sum(axis=1)
    several = judges > 1
    n, times, judges = counts[several], times[..., several], judges[several]
    totals = times @ n
    total = totals.sum(axis=-1)
    if metric == "ordinal":
        rank = np.cumsum(totals, axis=-1) - totals / 2
        within = 2 * (judges * (rank**2 @ n.T) - (rank @ n.T) ** 2)
        observed = (times * within / (judges - 1)).sum(axis=-1)
        expected = 2 * (total * (totals * rank**2).sum(axis=-1) - ((totals * rank).sum(axis=-1)) ** 2)
    else:
        apart = _apart(values, metric)
        observed = times @ ((n @ apart * n).sum(axis=1) / (judges - 1))
        expected = ((totals @ apart) * totals).sum(axis=-1)
    return 1 - _ratio((total - 1) * observed, expected)


def bootstrap_of_units(
    coefficient: Callable[[Array], Array], units: int, level: float, draws: int, seed: int
) -> tuple[float, float, int]:
    """The percentile interval of a coefficient over samples of units, drawn with replacement.

    Parameters
    ----------
    coefficient
        From how often each unit counts, shape ``(draws, units)``, to the coefficient of each draw.
    units
        How many units there are.
    level
        Confidence, between 0 and 1.
    draws, seed
        How many samples are drawn, and the seed of the random numbers.

    Returns
    -------
    low, high : float
        ``NaN`` where fewer than half of the samples have a coefficient.
    defined : int
        How many samples have one: a sample in which all is of one category has none.

    References
    ----------
    Efron and Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13; Krippendorff (2004),
    chapter 11.4, and Gwet (2014), chapter 5, on drawing units.

    Examples
    --------
    >>> counts = np.array([[2, 0], [0, 2], [1, 1]] * 20)
    >>> low, high, defined = bootstrap_of_units(lambda times: fleiss_kappa(counts, times), 60, 0.95, 500, 0)
    >>> low < fleiss_kappa(counts) < high, defined
    (np.True_, 500)
    """
    random, batch = np.random.default_rng(seed), max(1, _MOST_JUDGEMENTS_AT_ONCE // units)
    parts = []
    for start in range(0, draws, batch):
        drawn = random.integers(units, size=(min(batch, draws - start), units))
        drawn += np.arange(len(drawn))[:, np.newaxis] * units
        times = np.bincount(drawn.ravel(), minlength=drawn.size).reshape(drawn.shape)
        parts.append(coefficient(times.astype(np.float64)))
    every = np.concatenate(parts)
    every = every[np.isfinite(every)]
    if len(every) * 2 < draws:
        return np.nan, np.nan, len(every)
    low, high = np.quantile(every, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high), len(every)


def _judged(counts: Array | Whole, times: Array | Whole | None) -> tuple[Array, Array]:
    counts = np.asarray(counts, np.float64)
    if counts.ndim != 2 or not counts.size or not (counts >= 0).all():
        raise MeasureError(
            f"counts= are units by categories, 0 or more each, not of the shape {counts.shape}"
        )
    return counts, np.ones(len(counts)) if times is None else np.asarray(times, np.float64)


def _ratio(part: Array, whole: Array) -> Array:
    """The quotient, and ``NaN`` where the whole is nothing."""
    whole = np.asarray(whole, np.float64)
    return np.asarray(part / np.where(whole > 0, whole, np.nan))


def _beyond(agreed: Array, chance: Array) -> Array:
    """The agreement beyond chance, of all that chance leaves."""
    return _ratio(agreed - chance, np.asarray(1 - chance).round(12))


def _apart(values: Array, metric: str) -> Array:
    """How far apart any two values are, squared."""
    if metric == "nominal":
        distinct: Array = (values[:, np.newaxis] != values).astype(np.float64)
        return distinct
    apart: Array = np.subtract.outer(values, values)
    if metric == "ratio":
        sums = np.add.outer(values, values)
        apart = apart / np.where(sums > 0, sums, 1.0)
    squared: Array = apart**2
    return squared
