"""One value per respondent where several answers fall in one stage.

Pooling the answers would count a person several times and make intervals too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cjm_widgets.measures.encode import Encoded
from cjm_widgets.measures.scores import EMPTY, MATCHED, Answers
from cjm_widgets.measures.tabulate import Index, Real, Table

_CHUNK = 1 << 16
_DIGITS = 12
"""Means are rounded to this many decimals, so that the order of adding makes no two values of one."""


@dataclass(frozen=True)
class Grouped:
    """Scores by stage and segment, and in ``table`` how many respondents gave each, or their weights."""

    stage: Index
    segment: Index
    score: Real
    table: Table

    def take(self, rows: Index) -> Grouped:
        """The scores at these rows."""
        return Grouped(self.stage[rows], self.segment[rows], self.score[rows], self.table.take(rows))


def mean_per_row(asked: Sequence[tuple[Encoded, Answers]]) -> tuple[Encoded, Answers]:
    """Each row's mean over the questions it answered, as a column of its own.

    Parameters
    ----------
    asked
        The questions of one stage, with what their labels are.

    Returns
    -------
    key : Encoded
        The means; ``None`` for a row that answered none.
    answers : Answers
        The means as scores.
    """
    rows = len(asked[0][0].codes)
    means = np.empty(rows)
    worth = [(key, answers.score, answers.is_score.astype(np.uint16)) for key, answers in asked]
    for start in range(0, rows, _CHUNK):
        stop = min(start + _CHUNK, rows)
        total, answered = np.zeros(stop - start), np.zeros(stop - start, np.uint16)
        for key, score, is_score in worth:
            position = key.codes[start:stop].astype(np.intp) + key.shift
            total += score[position]
            answered += is_score[position]
        with np.errstate(invalid="ignore"):
            means[start:stop] = total / answered
    codes, values = pd.factorize(np.round(means, _DIGITS))
    outcome = np.full(len(values) + 1, MATCHED, np.uint8)
    outcome[0] = EMPTY
    score = np.concatenate([[0.0], values])
    return Encoded(codes, 1, [None, *values.tolist()]), Answers(outcome, score)


def mean_per_respondent(
    who: Index, stage: Index, segment: Index, score: Real, weights: Real | None
) -> Grouped:
    """Each respondent's mean per stage and segment; a respondent's weight is the mean over those rows.

    Parameters
    ----------
    who, stage, segment
        Numbers per row; a stage of -1 is none.
    score
        A number per row, ``NaN`` where it is none.
    weights
        A number per row.
    """
    used = np.flatnonzero((stage >= 0) & np.isfinite(score))
    who, stage, segment, score = who[used], stage[used], segment[used], score[used]
    stages, segments = int(stage.max(initial=0)) + 1, int(segment.max(initial=0)) + 1
    group, keys = pd.factorize((who * stages + stage) * segments + segment)
    answers = np.bincount(group, minlength=len(keys))
    means = np.round(np.bincount(group, score, len(keys)) / answers, _DIGITS)
    table = Table((), np.ones(len(keys), np.int64))
    if weights is not None:
        weight = np.bincount(group, weights[used], len(keys)) / answers
        table = Table((), table.n, weight, weight * weight)
    return Grouped(keys // segments % stages, keys % segments, means, table)
