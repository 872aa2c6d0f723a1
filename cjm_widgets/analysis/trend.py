"""How the numbers of a stage move from wave to wave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.compare import How, Wanted, segments_of, wanted
from cjm_widgets.analysis.tables import noted
from cjm_widgets.counts.stack import Filters, check_filters
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_columns
from cjm_widgets.measures.averages import Mean, moments
from cjm_widgets.measures.measure import Measure, Scale
from cjm_widgets.measures.nets import Net
from cjm_widgets.measures.satisfaction import Either
from cjm_widgets.measures.shares import Share
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.statistics.adjustment import ADJUSTMENTS
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import Histograms

_COLUMNS: dict[str, Any] = {
    "source": object,
    "stage": object,
    "measure": object,
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
class Slope:
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
    measure: Wanted = None,
    test: str = "welch",
    adjust: str = "holm",
    level: float = 0.95,
) -> pd.DataFrame:
    """Tabulate every wave, its change against the one before, and the slope over all of them.

    Parameters
    ----------
    sources, stages, filters
        As for `measures_frame`; sources without waves are left out.
    measure, test, adjust, level
        What to follow, and how changes are tested; see `How`. All stages and changes of a source and
        measure are one family.

    Returns
    -------
    pandas.DataFrame
        By stage, then measure, then wave: ``source, stage, measure, wave, n, value, low, high``; ``change``
        against the wave before, its interval, ``test, p, p_adjusted, significant``; and ``slope``, the same
        for all waves of a stage and measure, with its interval, ``slope_test, slope_p``; ``method``. The
        slope is that of the least-squares line through the waves, which stand one apart; it is tested as a
        linear contrast of independent estimates, of means on Satterthwaite's degrees of freedom. Medians
        have none. What is withheld has ``n`` ``NA``.

    Raises
    ------
    MeasureError
        When no source has waves, or an option makes no sense.

    References
    ----------
    Satterthwaite (1946), "An approximate distribution of estimates of variance components", Biometrics
    Bulletin 2.

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
    every, chosen, how = list(sources), filters or {}, How(measure, test, adjust, level)
    check_filters(chosen, [source.counts for source in every])
    having = [source for source in every if source.wave is not None]
    if not having:
        raise MeasureError("no source has waves; name the column of time when joining: wave=")
    parts = []
    for source, measures in zip(having, wanted(measure, having), strict=True):
        groups = segments_of(source, str(source.wave), chosen)
        waves = [str(label) for label in groups.labels]
        if waves:
            cells = groups.cells([*stages])
            parts += [_trend(source, one, stages, waves, cells, how) for one in measures]
    found = frame_of_columns(parts, _COLUMNS)
    order = {label: place for place, label in enumerate(stages.values())}
    names = {source.name: place for place, source in enumerate(having)}
    place = found["source"].map(names) * len(order) + found["stage"].map(order)
    return found.iloc[np.argsort(place.to_numpy(), kind="stable")].reset_index(drop=True)


def _trend(
    source: MeasuredSource,
    measure: Measure,
    stages: Mapping[Id, str],
    waves: list[str],
    cells: Histograms,
    how: How,
) -> dict[str, Any]:
    """The columns of a measure: by stage, then wave."""
    estimates = measure.estimate(cells, source.scale)
    later, earlier = np.arange(1, len(waves)), np.arange(len(waves) - 1)
    change = measure.compare(cells.take(later), cells.take(earlier), source.scale, how.test, how.level)
    adjusted = ADJUSTMENTS[how.adjust](change.p.reshape(-1)).reshape(change.p.shape)
    line = slope(measure, cells, source.scale, how.level)
    n = len(waves)

    def by_stage(array: Any) -> Any:
        return np.asarray(array).T.reshape(-1)

    def since(array: Any) -> Any:
        first = np.full((1, len(stages)), np.nan)
        return by_stage(np.concatenate([first, array]))

    withheld = by_stage(estimates.withheld)
    respondents = by_stage(estimates.n).astype(np.int64)
    methods = np.full(len(withheld), source.method(estimates.method), object)
    return {
        "source": np.full(len(withheld), source.name, object),
        "stage": np.repeat(np.array([*stages.values()], object), n),
        "measure": np.full(len(withheld), measure.name, object),
        "wave": np.tile(np.array(waves, object), len(stages)),
        "n": pd.arrays.IntegerArray(respondents, withheld),
        "value": by_stage(estimates.value),
        "low": by_stage(estimates.low),
        "high": by_stage(estimates.high),
        "change": since(change.difference),
        "change_low": since(change.low),
        "change_high": since(change.high),
        "test": np.full(len(withheld), change.test, object),
        "p": since(change.p),
        "p_adjusted": since(adjusted),
        "significant": since(adjusted) < 1 - how.level,
        "slope": np.repeat(line.value, n),
        "slope_low": np.repeat(line.low, n),
        "slope_high": np.repeat(line.high, n),
        "slope_test": np.full(len(withheld), line.test, object),
        "slope_p": np.repeat(line.p, n),
        "method": noted(methods, respondents, withheld, source.min_n),
    }


def slope(measure: Measure, cells: Histograms, scale: Scale, level: float) -> Slope:
    """The least-squares line through the waves of each stage, as a linear contrast.

    Parameters
    ----------
    measure
        What is followed.
    cells
        Counts of shape ``(waves, stages, values)``; the waves stand one apart.
    scale, level
        Lowest and highest score; the confidence of the interval, between 0 and 1.

    Examples
    --------
    >>> cells = Histograms(np.array([1.0, 2.0]), np.array([[[5, 5]], [[2, 8]], [[0, 10]]]))
    >>> found = slope(Mean(), cells, (1, 2), 0.95)
    >>> round(float(found.value[0]), 4), found.test
    (0.25, 'linear contrast of the waves, Satterthwaite t')
    """
    from scipy.special import ndtr, ndtri, stdtr, stdtrit

    with np.errstate(divide="ignore", invalid="ignore"):
        value, variance, freedom = _with_variance(measure, cells, scale, level)
        known = np.isfinite(value) & np.isfinite(variance)
        wave = np.where(known, np.arange(len(value))[:, np.newaxis], np.nan)
        away = wave - np.nansum(wave, axis=0) / known.sum(axis=0)
        share = np.where(known, away / np.nansum(away**2, axis=0), 0)
        per_wave = (share * np.where(known, value, 0)).sum(axis=0)
        parts = share**2 * np.where(known, variance, 0)
        error = np.sqrt(parts.sum(axis=0))
        per_wave, error = (np.where(known.sum(axis=0) > 1, one, np.nan) for one in (per_wave, error))
        error = np.where(error > 0, error, np.nan)
        if freedom is None:
            half, p, test = ndtri((1 + level) / 2) * error, 2 * ndtr(-np.abs(per_wave / error)), CONTRAST_Z
        else:
            joint = parts.sum(axis=0) ** 2 / np.where(known, parts**2 / freedom, 0).sum(axis=0)
            half = stdtrit(joint, (1 + level) / 2) * error
            p, test = 2 * stdtr(joint, -np.abs(per_wave / error)), CONTRAST_T
    return Slope(per_wave, per_wave - half, per_wave + half, p, test if np.isfinite(value).any() else None)


def _with_variance(
    measure: Measure, cells: Histograms, scale: Scale, level: float
) -> tuple[Array, Array, Array | None]:
    """Each cell's value, the variance of that, and of means the degrees of freedom."""
    if isinstance(measure, Either):
        return _with_variance(measure.which, cells, scale, level)
    if isinstance(measure, Mean):
        found = moments(cells)
        return found.mean, found.error**2, found.freedom
    if isinstance(measure, Share):
        share, n = measure.share(cells, scale, level)
        return share, share * (1 - share) / n, None
    if isinstance(measure, Net):
        up, down, n = measure.shares(cells, scale, level)
        return 100 * (up - down), 1e4 * (up + down - (up - down) ** 2) / n, None
    nothing = np.full(cells.n.shape[:-1], np.nan)
    return nothing, nothing, None
