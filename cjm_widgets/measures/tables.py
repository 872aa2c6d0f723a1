"""Measures as tidy tables: one row per source, stage and measure, under the filters in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.model import Id
from cjm_widgets.measures.measure import Estimates, Measure, Scale
from cjm_widgets.measures.stack import Filters, StackedCounts, check_column, check_filters
from cjm_widgets.measures.tabulate import Index

_COLUMNS = {
    "source": object,
    "stage": object,
    "segment": object,
    "measure": object,
    "n": np.int64,
    "value": np.float64,
    "low": np.float64,
    "high": np.float64,
    "method": object,
}


@dataclass(frozen=True)
class Measured:
    """A source ready to be measured.

    Parameters
    ----------
    name
        What the source is called.
    counts
        Its counts.
    scale
        Its lowest and highest score.
    measures
        What to estimate.
    """

    name: str
    counts: StackedCounts
    scale: Scale
    measures: tuple[Measure, ...]


def estimate(source: Measured, stages: Sequence[Id], filters: Filters | None = None) -> dict[str, Estimates]:
    """Every measure of a source, at each stage, for the rows that the filters keep.

    Parameters
    ----------
    source
        The source.
    stages
        Ids, in the order wanted; one the source was not asked about has ``n`` 0.
    filters
        For each column the values to keep. A source without that column keeps nothing: its numbers would
        not be those of the rows chosen.

    Returns
    -------
    dict
        For each measure's name, arrays of shape ``(stages,)``.
    """
    group = np.where(source.counts.choose(filters or {}), 0, -1)
    grouped = _estimate_groups(source, stages, group, 1)
    return {
        name: Estimates(one.n[0], one.value[0], one.low[0], one.high[0], one.method)
        for name, one in grouped.items()
    }


def measures_frame(
    sources: Iterable[Measured], stages: Mapping[Id, str], filters: Filters | None = None
) -> pd.DataFrame:
    """Tabulate every measure of every source at every stage.

    Parameters
    ----------
    sources
        The sources, in the order wanted.
    stages
        Id and label of each stage, in the map's order.
    filters
        For each column the values to keep, as text.

    Returns
    -------
    pandas.DataFrame
        ``source, stage, measure, n, value, low, high, method``. Shares are fractions from 0 to 1, NPS is
        -100 to 100. A stage without rows has ``n`` 0 and ``NaN``.

    Raises
    ------
    UnknownNameError
        When no source has a filter's column or value; names the nearest.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.measures import mean, stack
    >>> counts = stack(Counts(respondents=(4,), stages={"security": Tally((4.0, 5.0), ((2, 2),))}))
    >>> survey = Measured("Survey", counts, (1, 5), (mean(),))
    >>> measures_frame([survey], {"security": "Security"})[["stage", "measure", "n", "value"]]
          stage measure  n  value
    0  Security    mean  4    4.5
    """
    every, chosen = list(sources), filters or {}
    check_filters(chosen, [source.counts for source in every])
    parts = [
        _tabulate(source, stages, np.where(source.counts.choose(chosen), 0, -1), [""]) for source in every
    ]
    return _join(parts, [name for name in _COLUMNS if name != "segment"])


def measures_by(
    column: str, sources: Iterable[Measured], stages: Mapping[Id, str], filters: Filters | None = None
) -> pd.DataFrame:
    """Tabulate every measure for each segment of a column.

    Parameters
    ----------
    column
        One of the columns that tell segments apart; sources without it are left out.
    sources, stages, filters
        As for `measures_frame`; segments that the filters leave out have no rows.

    Returns
    -------
    pandas.DataFrame
        As `measures_frame`, with ``segment``, the column's value, after ``stage``; missing values of the
        column are a segment too.

    Raises
    ------
    UnknownNameError
        When no source has the column, or a filter is unknown; names the nearest.
    """
    every, chosen = list(sources), filters or {}
    check_filters(chosen, [source.counts for source in every])
    check_column(column, [source.counts for source in every])
    parts = []
    for source in every:
        if column in source.counts.by:
            segments, group = source.counts.split(column, chosen)
            parts.append(_tabulate(source, stages, group, segments))
    return _join(parts, [*_COLUMNS])


def to_emotion(score: Any, scale: Scale, emotion: Scale = (-2.0, 2.0)) -> Any:
    """A score on a document's scale of emotion: the ends map to the ends, and between them a straight line.

    Parameters
    ----------
    score
        A number or an array; ``NaN`` stays. An interval's end beyond the scale stays beyond.
    scale
        Lowest and highest score.
    emotion
        Lowest and highest emotion of the document.

    Examples
    --------
    >>> to_emotion(4.0, scale=(1, 5))
    1.0
    """
    return emotion[0] + (score - scale[0]) / (scale[1] - scale[0]) * (emotion[1] - emotion[0])


def _estimate_groups(
    source: Measured, stages: Sequence[Id], group: Index, groups: int
) -> dict[str, Estimates]:
    """Every measure, in arrays of shape ``(groups, stages)``."""
    cells = source.counts.group(stages, group, groups)
    return {measure.name: measure.estimate(cells, source.scale) for measure in source.measures}


def _tabulate(
    source: Measured, stages: Mapping[Id, str], group: Index, segments: Sequence[str | None]
) -> dict[str, Any]:
    """The columns of a source's table: by stage, then segment, then measure."""
    estimates = _estimate_groups(source, [*stages], group, len(segments))
    every = [*estimates.values()]
    stage, segment, measure = np.indices((len(stages), len(segments), len(every))).reshape(3, -1)
    figures = {name: [getattr(one, name) for one in every] for name in ("n", "value", "low", "high")}
    return {
        "source": np.full(len(stage), source.name, object),
        "stage": np.array([*stages.values()], object)[stage],
        "segment": np.array(segments, object)[segment],
        "measure": np.array([*estimates], object)[measure],
        **{name: np.array(of)[measure, segment, stage] for name, of in figures.items()},
        "method": np.array([one.method for one in every], object)[measure],
    }


def _join(parts: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    empty = {name: np.empty(0, _COLUMNS[name]) for name in columns}
    return pd.DataFrame(
        {name: np.concatenate([empty[name], *(part[name] for part in parts)]) for name in columns}
    )
