"""How respondents spread over the scores, with intervals that hold for all scores of a stage together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.tables import noted
from cjm_widgets.counts.stack import Filters, check_filters
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_columns
from cjm_widgets.measures.measure import Scale, check_level, percent
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.statistics.arrays import Array, Whole
from cjm_widgets.statistics.clusters import effective_n
from cjm_widgets.statistics.histograms import Design, Histograms
from cjm_widgets.statistics.intervals import goodman_intervals, goodman_level

_COLUMNS = {
    "source": object,
    "stage": object,
    "score": np.float64,
    "n": pd.Int64Dtype(),
    "share": np.float64,
    "low": np.float64,
    "high": np.float64,
    "method": object,
}
_MOST = 101
"""Whole scores up to which those that nobody gave are listed too."""


def distribution_frame(
    sources: Iterable[MeasuredSource],
    stages: Mapping[Id, str],
    filters: Filters | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Tabulate how many respondents gave each score, at every stage of every source.

    Parameters
    ----------
    sources
        The sources, in the order wanted; those of amounts are left out.
    stages
        Id and label of each stage, in the map's order.
    filters
        For each column the values to keep, as text.
    level
        Confidence, between 0 and 1, that a stage's intervals hold all its true shares at once.

    Returns
    -------
    pandas.DataFrame
        ``source, stage, score, n, share, low, high, method``, scores ascending. The whole scores of the
        scale are there whether given or not, up to 101 of them, and any other value that respondents
        have, such as a mean over several questions. Shares are from 0 to 1, weighted where the source
        is, and ``NaN`` at a stage without rows.

    Raises
    ------
    UnknownNameError
        When no source has a filter's column or value; names the nearest.
    MeasureError
        When ``level`` is no confidence.

    References
    ----------
    Goodman (1965), "On simultaneous confidence intervals for multinomial proportions", Technometrics 7;
    Kish (1965), "Survey Sampling".

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.counts.stack import stack
    >>> counts = stack(Counts(respondents=(4,), stages={"security": Tally((2.0, 3.0), ((1, 3),))}))
    >>> survey = MeasuredSource("Survey", counts, (1, 3), ())
    >>> distribution_frame([survey], {"security": "Security"})[["stage", "score", "n", "share"]]
          stage  score  n  share
    0  Security    1.0  0   0.00
    1  Security    2.0  1   0.25
    2  Security    3.0  3   0.75
    """
    check_level(level)
    every, chosen = list(sources), filters or {}
    check_filters(chosen, [source.counts for source in every])
    parts: list[dict[str, Any]] = []
    for source in every:
        if source.amounts:
            continue
        cells = source.counts.select(chosen).cells([*stages])
        method = _method(cells.design, level)
        for place, stage in enumerate(stages.values()):
            scores, n, share, low, high = _spread(cells.cell(0, place), source.scale, level)
            withheld = bool(cells.untold[0, place])
            size = len(scores)
            parts.append(
                {
                    "source": np.full(size, source.name, object),
                    "stage": np.full(size, stage, object),
                    "score": scores,
                    "n": pd.arrays.IntegerArray(n, np.full(size, withheld)),
                    "share": share,
                    "low": low,
                    "high": high,
                    "method": noted([method] * size, n.sum(), withheld, source.min_n),
                }
            )
    return frame_of_columns(parts, _COLUMNS)


def _spread(cell: Histograms, scale: Scale, level: float) -> tuple[Array, Whole, Array, Array, Array]:
    """The scores of a stage, how many gave each, and their shares with the intervals."""
    given = cell.n > 0
    scores = np.union1d(cell.values[given], _whole_scores(scale))
    gave = (cell.values == scores[:, np.newaxis]) & given
    n: Whole = np.where(gave, cell.n, 0).sum(axis=-1)
    weights, _ = cell.sums
    if not weights.sum() > 0:
        nothing = np.full(len(scores), np.nan)
        return scores, n, nothing, nothing, nothing
    share = np.where(gave, weights, 0).sum(axis=-1) / weights.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = effective_n(cell, gave.astype(np.float64), goodman_level(len(scores), level))
        return scores, n, share, *goodman_intervals(share, effective, level)


def _whole_scores(scale: Scale) -> Array:
    low, high = math.ceil(scale[0]), math.floor(scale[1])
    return np.arange(low, high + 1, dtype=np.float64) if high - low < _MOST else np.empty(0)


def _method(design: Design, level: float) -> str:
    return f"{design.of}share, Goodman{design.at}, simultaneous {percent(level)}"
