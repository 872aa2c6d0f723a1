"""How the numbers of a stage change from wave to wave, and their slope over all waves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cjm_widgets.analysis.compare import (
    CompareOptions,
    MeasureChoice,
    choose_measures,
    with_pairs_noted,
)
from cjm_widgets.analysis.groups import waves_of, with_waves
from cjm_widgets.analysis.tables import noted
from cjm_widgets.counts.stack import Filters, check_filters
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_columns
from cjm_widgets.measures.averages import Mean, moments
from cjm_widgets.measures.gaps import Gap
from cjm_widgets.measures.measure import UNBOUNDED, Comparison, KindChoice, Measure, Scale
from cjm_widgets.measures.nets import Net
from cjm_widgets.measures.shares import Share
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.statistics.adjustment import ADJUSTMENTS
from cjm_widgets.statistics.arrays import Array, Mask
from cjm_widgets.statistics.differences import joint_freedom, share_contrast
from cjm_widgets.statistics.histograms import Histograms, dominated
from cjm_widgets.statistics.intervals import net_contrast, t_p, t_quantile
from cjm_widgets.statistics.overlap import overlap_of, variance_of_sum

_COLUMNS: dict[str, Any] = {
    "source": object,
    "stage": object,
    "measure": object,
    "options": object,
    "wave": object,
    "n": pd.Int64Dtype(),
    "value": np.float64,
    "low": np.float64,
    "high": np.float64,
    "change": np.float64,
    "change_low": np.float64,
    "change_high": np.float64,
    "test": object,
    "p": np.float64,
    "p_adjusted": np.float64,
    "significant": np.bool_,
    "slope": np.float64,
    "slope_low": np.float64,
    "slope_high": np.float64,
    "slope_test": object,
    "slope_p": np.float64,
    "method": object,
}
CONTRAST_T = "linear contrast of the waves, Satterthwaite t"
CONTRAST_Z = "linear contrast of the waves, z"


@dataclass(frozen=True)
class WaveSlope:
    """How much a number rises per wave, stage by stage; ``NaN`` where fewer than two waves have it."""

    value: Array
    low: Array
    high: Array
    p: Array
    test: str | None


def trend_frame(
    sources: Iterable[MeasuredSource],
    stages: Mapping[Id, str],
    filters: Filters | None = None,
    *,
    measure: MeasureChoice = None,
    test: str = "welch",
    adjust: str = "holm",
    level: float = 0.95,
) -> pd.DataFrame:
    """Tabulate every wave, its change from the one before, and the slope over all waves.

    Parameters
    ----------
    sources, stages, filters
        As for `measures_frame`; sources without waves are left out.
    measure, test, adjust, level
        What to follow, and how to test changes; see `CompareOptions`. All stages and changes of a source
        and measure are one family.

    Returns
    -------
    pandas.DataFrame
        By stage, then measure, then wave: ``source, stage, measure, options, wave, n, value, low, high``;
        ``change`` against the wave before, its interval, ``test, p, p_adjusted, significant``; and ``slope``,
        the same for all waves of a stage and measure, with its interval, ``slope_test, slope_p``; ``method``.
        The slope is that of the least-squares line through the waves, which stand one apart; it is tested as
        a linear contrast, of means on Satterthwaite's degrees of freedom. Slopes of shares and net shares
        have the intervals and p-values that changes have: over two waves the slope is the change. Medians
        have none. Respondents and clusters in several waves make their numbers correlate, which changes and
        slopes take into account; a change is that of all respondents of both waves. What is withheld has
        ``n`` ``NA``.

    Raises
    ------
    MeasureError
        When no source has waves, or an option makes no sense.

    References
    ----------
    Satterthwaite (1946), "An approximate distribution of estimates of variance components", Biometrics
    Bulletin 2; Zou, Huang and Zhang (2009), Computational Statistics and Data Analysis 53.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.measures.averages import mean
    >>> from cjm_widgets.counts.stack import stack
    >>> tally = Tally(values=(3.0, 4.0, 5.0), n=((10, 40, 50), (50, 30, 20)))
    >>> counts = stack(Counts(("year",), (("2016",), ("2017",)), (100, 100), {"wait": tally}))
    >>> survey = MeasuredSource("Survey", counts, (1, 5), (mean(),), wave="year")
    >>> trend_frame([survey], {"wait": "Wait"})[["wave", "n", "value", "change", "slope"]]
       wave    n  value  change  slope
    0  2016  100    4.4     NaN   -0.7
    1  2017  100    3.7    -0.7   -0.7
    """
    every, filters, options = list(sources), filters or {}, CompareOptions(measure, test, adjust, level)
    check_filters(filters, [source.counts for source in every])
    usable = with_waves(every)
    parts = []
    for source, measures in zip(usable, choose_measures(measure, usable), strict=True):
        groups = waves_of(source, filters)
        waves = [str(label) for label in groups.labels]
        if waves:
            cells = groups.cells([*stages])
            named = with_pairs_noted(source, groups)
            parts += [_trend(named, one, stages, waves, cells, options) for one in measures]
    table = frame_of_columns(parts, _COLUMNS)
    order = {label: place for place, label in enumerate(stages.values())}
    names = {source.name: place for place, source in enumerate(usable)}
    place = table["source"].map(names) * len(order) + table["stage"].map(order)
    return table.iloc[np.argsort(place.to_numpy(), kind="stable")].reset_index(drop=True)


def _trend(
    source: MeasuredSource,
    measure: Measure,
    stages: Mapping[Id, str],
    waves: list[str],
    cells: Histograms,
    options: CompareOptions,
) -> dict[str, Any]:
    """The columns of `trend_frame` for one measure, by stage, then wave."""
    estimates = measure.estimate(cells, source.scale, bounded=not source.amounts)
    later, earlier = np.arange(1, len(waves)), np.arange(len(waves) - 1)
    change = measure.compare(
        cells.take(later),
        cells.take(earlier),
        source.scale,
        options.test,
        options.level,
        bounded=not source.amounts,
    )
    adjusted = ADJUSTMENTS[options.adjust](change.p.reshape(-1)).reshape(change.p.shape)
    line = slope(measure, cells, source.scale, options.level, bounded=not source.amounts)
    n = len(waves)

    def by_stage(array: Any) -> Any:
        return np.asarray(array).T.reshape(-1)

    def from_second(array: Any) -> Any:
        first = np.full((1, len(stages)), np.nan)
        return by_stage(np.concatenate([first, array]))

    withheld = by_stage(estimates.withheld)
    respondents = by_stage(estimates.n).astype(np.int64)
    asked = np.repeat([stage in source.asked(measure.name) for stage in stages], n)
    methods = source.methods(by_stage(estimates.method))
    methods = methods.copy()
    methods[from_second(_alike(cells, change)) > 0] += ", change without a test: all changed by as much"
    return {
        "source": np.full(len(withheld), source.name, object),
        "stage": np.repeat(np.array([*stages.values()], object), n),
        "measure": np.full(len(withheld), measure.maker, object),
        "options": np.full(len(withheld), measure.options_text, object),
        "wave": np.tile(np.array(waves, object), len(stages)),
        "n": pd.arrays.IntegerArray(respondents, withheld),
        "value": by_stage(estimates.value),
        "low": by_stage(estimates.low),
        "high": by_stage(estimates.high),
        "change": from_second(change.difference),
        "change_low": from_second(change.low),
        "change_high": from_second(change.high),
        "test": np.full(len(withheld), change.test + in_both(measure.own_counts(cells)), object),
        "p": from_second(change.p),
        "p_adjusted": from_second(adjusted),
        "significant": from_second(adjusted) < 1 - options.level,
        "slope": np.repeat(line.value, n),
        "slope_low": np.repeat(line.low, n),
        "slope_high": np.repeat(line.high, n),
        "slope_test": np.full(len(withheld), line.test, object),
        "slope_p": np.repeat(line.p, n),
        "method": noted(source, methods, respondents, withheld, asked),
    }


def slope(
    measure: Measure, cells: Histograms, scale: Scale, level: float, *, bounded: bool = True
) -> WaveSlope:
    """The least-squares line through the waves of each stage, as a linear contrast.

    Parameters
    ----------
    measure
        The measure whose numbers have the slope.
    cells
        Counts of shape ``(waves, stages, values)``; the waves stand one apart.
    scale, level
        Lowest and highest score; the confidence of the interval, between 0 and 1.
    bounded
        As for `Measure.estimate`.

    Examples
    --------
    >>> cells = Histograms(np.array([1.0, 2.0]), np.array([[[5, 5]], [[2, 8]], [[0, 10]]]))
    >>> line = slope(Mean(), cells, (1, 2), 0.95)
    >>> round(float(line.value[0]), 4), line.test
    (0.25, 'linear contrast of the waves, Satterthwaite t')
    """
    if isinstance(measure, KindChoice):
        return slope(measure.measure, cells, scale, level, bounded=bounded)
    estimates = measure.estimate(cells, scale, bounded=bounded)
    cells = measure.own_counts(cells)
    known = np.isfinite(estimates.value) & ~dominated(cells)
    with np.errstate(divide="ignore", invalid="ignore"):
        if isinstance(measure, Mean | Gap):
            line = _of_means(cells, known, level)
        elif isinstance(measure, Share):
            share, n = measure.share(cells, scale, level)
            known &= n > 0
            parts = _coefficients(known)
            correlation = _overlap(cells, measure.members(cells.values, scale).astype(np.float64)).correlation
            low, high, p = share_contrast(parts, share, np.where(known, n, 0), level, correlation)
            line = WaveSlope(_sum(parts, share), low, high, p, CONTRAST_Z)
        elif isinstance(measure, Net):
            shares = measure.shares(cells, scale, level)
            known &= shares[2] > 0
            parts = _coefficients(known)
            correlation = _overlap(cells, measure.sides(cells.values, scale)).correlation
            adjusted = measure.interval != "wald"
            change = net_contrast(parts, shares, level, adjusted=adjusted, correlation=correlation)
            value = _sum(parts, 100 * (shares[0] - shares[1]))
            line = WaveSlope(value, 100 * change.low, 100 * change.high, change.p, CONTRAST_Z)
        else:
            nothing = np.full(cells.n.shape[1:-1], np.nan)
            return WaveSlope(nothing, nothing, nothing, nothing, None)
    line = _of_several(line, known)
    low, high = line.low, line.high
    if bounded and measure.unit not in UNBOUNDED:
        least, most = measure.axis(scale)
        low, high = np.maximum(low, least - most), np.minimum(high, most - least)
    return WaveSlope(line.value, low, high, line.p, f"{line.test}{in_both(cells)}" if known.any() else None)


def line_of_shares(known: Mask, share: Array, n: Array, level: float) -> WaveSlope:
    """The least-squares line through shares of different cases in each wave, as a linear contrast.

    Parameters
    ----------
    known
        Which shares there are, shape ``(waves, shares)``.
    share, n
        The shares, 0 to 1, and how many cases each is of, same shape.
    level
        Confidence of the interval, between 0 and 1.

    Examples
    --------
    >>> share, n = np.array([[0.6], [0.8]]), np.array([[80.0], [70.0]])
    >>> line = line_of_shares(np.ones((2, 1), bool), share, n, 0.95)
    >>> [round(float(one[0]), 4) for one in (line.value, line.low, line.high, line.p)]
    [0.2, 0.0524, 0.3339, 0.008]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = _coefficients(known)
        low, high, p = share_contrast(parts, share, np.where(known, n, 0), level)
    line = _of_several(WaveSlope(_sum(parts, share), low, high, p, CONTRAST_Z), known)
    return replace(line, low=np.maximum(line.low, -1), high=np.minimum(line.high, 1))


def _of_several(line: WaveSlope, known: Mask) -> WaveSlope:
    """The line where there are several waves to draw it through, with intervals that have a width."""
    several = known.sum(axis=0) > 1
    value, low, high, p = (
        np.where(several, each, np.nan) for each in (line.value, line.low, line.high, line.p)
    )
    width = high > low
    low, high = (np.where(width, each, np.nan) for each in (low, high))
    return WaveSlope(value, low, high, p, line.test)


def in_both(cells: Histograms) -> str:
    """What the name of a test adds where respondents are known to be in several waves."""
    return ", respondents in several waves" if cells.shared is not None and cells.clusters is None else ""


def _alike(cells: Histograms, change: Comparison) -> Array:
    """1 for each change that has no test because nobody changed otherwise than the others."""
    without = np.isfinite(change.difference) & np.isnan(change.low) & np.isfinite(change.effect)
    return np.where(without & (cells.shared is not None), 1.0, 0.0)


def _coefficients(known: Mask) -> Array:
    """What each wave counts for in the slope of the least-squares line through those that are known."""
    wave = np.where(known, np.arange(len(known))[:, np.newaxis], np.nan)
    away = wave - np.nansum(wave, axis=0) / known.sum(axis=0)
    squares = np.nansum(away**2, axis=0)
    parts: Array = np.where(known & (squares > 0), away / squares, 0)
    return parts


def _sum(parts: Array, value: Array) -> Array:
    total: Array = (parts * np.where(parts != 0, value, 0)).sum(axis=0)
    return total


def _of_means(cells: Histograms, known: Mask, level: float) -> WaveSlope:
    one = moments(cells)
    known = known & np.isfinite(one.error)
    parts = _coefficients(known)
    errors = np.where(parts != 0, parts * one.error, 0)
    overlap = _overlap(cells, cells.values)
    variance = variance_of_sum(errors, overlap.correlation)
    covariance = variance - (errors**2).sum(axis=0)
    error = np.sqrt(np.where(variance > 0, variance, np.nan))
    freedom = np.where(parts != 0, one.freedom, 1)
    each = zip(errors**2, overlap.part, freedom, strict=True)
    joint = joint_freedom(variance, each, covariance, overlap.clusters)
    value, half = _sum(parts, one.mean), t_quantile(joint, level) * error
    several = known.sum(axis=0) > 1
    value = np.where(several, value, np.nan)
    return WaveSlope(value, value - half, value + half, t_p(value / error, joint), CONTRAST_T)


class _WavesOverlap(NamedTuple):
    """The correlation of every two waves, shape ``(waves, waves, stages)``, zero of a wave with itself; the
    most clusters in two waves, and which part of each wave's clusters is in another.
    """

    correlation: Array
    clusters: Array
    part: Array


def _overlap(cells: Histograms, score: Array) -> _WavesOverlap:
    """How far the waves' means of a score hang together."""
    waves, stages = cells.n.shape[:2]
    correlation, part = np.zeros((waves, waves, stages)), np.zeros((waves, stages))
    if cells.shared is None or waves < 2:
        return _WavesOverlap(correlation, np.zeros(stages), part)
    a, b = np.triu_indices(waves, 1)
    two = overlap_of(cells.take(a), cells.take(b), score)
    correlation[a, b] = correlation[b, a] = two.correlation
    np.maximum.at(part, a, two.part_a)
    np.maximum.at(part, b, two.part_b)
    return _WavesOverlap(correlation, two.clusters.max(axis=0), part)
