"""How many answers have each score, with simultaneous intervals over the scores of a stage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.tables import noted
from cjm_widgets.counts.stack import Filters, check_filters
from cjm_widgets.document.errors import check_level
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_columns
from cjm_widgets.measures.measure import Scale, percent
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.statistics.arrays import Array, Whole
from cjm_widgets.statistics.histograms import Histograms, dominated
from cjm_widgets.statistics.intervals import goodman_intervals, goodman_level
from cjm_widgets.statistics.shares import Scoring, effective_answers, mean_score

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
"""The most whole scores of a scale to list even where nobody gave them."""


def distribution_frame(
    sources: Iterable[MeasuredSource],
    stages: Mapping[Id, str],
    filters: Filters | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Tabulate how many answers have each score, at every stage of every source.

    Parameters
    ----------
    sources
        The sources, in the order wanted; those of amounts and of mentions are left out.
    stages
        Id and label of each stage, in the map's order.
    filters
        For each column the values to keep, as text.
    level
        Confidence, between 0 and 1, that all intervals of a stage contain their true shares.

    Returns
    -------
    pandas.DataFrame
        ``source, stage, score, n, share, low, high, method``, scores ascending: the whole scores of the
        scale, if there are at most 101, and any other that was given. ``n`` counts answers, which are
        respondents where each gave one. Shares are from 0 to 1, weighted where the source is, and ``NaN`` at
        a stage without rows. Simulated, all 95 % intervals of 11 scores together contain their true shares in
        66 to 90 % of samples of 10 respondents, 83 to 96 % of 30 and 89 to 96 % of 300: less where some
        scores are rare. Where respondents gave several answers, their shares are averaged, as in `top_box`.

    Raises
    ------
    UnknownNameError
        When no source has a filter's column or value; names the nearest.
    MeasureError
        When ``level`` is not between 0 and 1.

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
    every, filters = list(sources), filters or {}
    check_filters(filters, [source.counts for source in every])
    parts: list[dict[str, Any]] = []
    for source in every:
        if not source.scored:
            continue
        cells = source.counts.select(filters).cells([*stages])
        for place, (id, stage) in enumerate(stages.items()):
            cell = cells.cell(0, place)
            several = cell.answers is not None and bool(cell.answers.several)
            withheld = bool(cell.answers.withheld if several else cell.withheld_cells)  # type: ignore[union-attr]  # see `several`
            scores, n, share, low, high = _spread(cell, source.scale, level)
            size = len(scores)
            method = [source.method(_method(cell, level))] * size
            asked = id in source.counts.stages
            respondents = 0 if withheld else int(cell.n.sum())
            parts.append(
                {
                    "source": np.full(size, source.name, object),
                    "stage": np.full(size, stage, object),
                    "score": scores,
                    "n": pd.arrays.IntegerArray(n, np.full(size, withheld)),
                    "share": share,
                    "low": low,
                    "high": high,
                    "method": noted(source, method, np.full(size, respondents), withheld, asked),
                }
            )
    return frame_of_columns(parts, _COLUMNS)


def _spread(cell: Histograms, scale: Scale, level: float) -> tuple[Array, Whole, Array, Array, Array]:
    """The scores of a stage, the answers of each, and their shares with intervals."""
    answers = cell.answers if cell.answers is not None and cell.answers.several else None
    given, counts = (cell.values, cell.n) if answers is None else (answers.values, answers.n)
    present = counts > 0
    scores = np.union1d(given[present], _whole_scores(scale))
    n: Whole = np.where((given == scores[:, np.newaxis]) & present, counts, 0).sum(axis=-1)
    if not n.sum():
        nothing = np.full(len(scores), np.nan)
        return scores, n, nothing, nothing, nothing
    share, effective = np.empty(len(scores)), np.empty(len(scores))
    with np.errstate(divide="ignore", invalid="ignore"):
        for place, score in enumerate(scores):
            own = _is(score)
            share[place] = mean_score(cell, own)
            effective[place] = effective_answers(cell, own, goodman_level(len(scores), level))
        low, high = goodman_intervals(share, effective, level)
    few = bool(dominated(cell))
    return scores, n, share, np.where(few, np.nan, low), np.where(few, np.nan, high)


def _is(score: float) -> Scoring:
    return lambda values: (values == score).astype(np.float64)


def _whole_scores(scale: Scale) -> Array:
    low, high = math.ceil(scale[0]), math.floor(scale[1])
    return np.arange(low, high + 1, dtype=np.float64) if high - low < _MOST else np.empty(0)


def _method(cell: Histograms, level: float) -> str:
    design, answers = cell.design, cell.answers
    if answers is not None and answers.several:
        design = design._replace(questions=int(answers.questions))
    few = ", no interval: few weights dominate" if dominated(cell) else ""
    return f"{design.of}share{design.over}, Goodman{design.at}, simultaneous {percent(level)}{few}"
