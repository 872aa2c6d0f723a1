"""One value per respondent where several answers fall in one stage.

Pooling the answers would count a person several times and make intervals too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cjm_widgets.measures.encode import Encoded
from cjm_widgets.measures.progress import advance
from cjm_widgets.measures.scores import Answers
from cjm_widgets.measures.tabulate import Index, Real, Table

_CHUNK = 1 << 16
DIGITS = 12
"""Means are rounded to this many decimals, so that the order of adding makes no two values of one."""
_LARGEST = 1 << 62


def mean_per_row(asked: Sequence[tuple[Encoded, Answers]]) -> Encoded:
    """Each row's mean over the questions it answered, as a column of its own.

    Parameters
    ----------
    asked
        The questions of one stage, with what their labels are.

    Returns
    -------
    Encoded
        The means; ``None`` for a row that answered none.
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
        advance((stop - start) / rows)
    return _encoded(means)


def mean_per_respondent(
    who: Index, people: int, keys: Sequence[Encoded], score: Encoded, answers: Answers, weights: Real | None
) -> tuple[Table, Encoded]:
    """Each respondent's mean for each combination of the keys' values.

    Parameters
    ----------
    who
        A number per row, below ``people``.
    keys
        What to group by beside them.
    score, answers
        The column of scores, and what its labels are.
    weights
        A number per row; a respondent's weight is the mean over those rows.
    """
    used = np.flatnonzero(answers.is_score[score.positions])
    given = answers.score[score.codes[used].astype(np.intp) + score.shift]
    keys = [Encoded(key.codes[used], key.shift, key.labels) for key in keys]
    group, first = grouped(who[used], people, keys)
    answered = np.bincount(group, minlength=len(first))
    means = _encoded(np.bincount(group, given, len(first)) / answered)
    index = (*(key.positions[first] for key in keys), means.positions)
    n = np.ones(len(first), np.int64)
    if weights is None:
        return Table(index, n), means
    weight = np.bincount(group, weights[used], len(first)) / answered
    return Table(index, n, weight, weight * weight), means


def grouped(who: Index, people: int, keys: Sequence[Encoded]) -> tuple[Index, Index]:
    """Each row's group, and the first row of each group: respondents by the keys' values.

    Parameters
    ----------
    who
        A number per row, below ``people``.
    keys
        What to group by beside them.
    """
    combined, size = who, people
    for key in keys:
        if size * len(key.labels) >= _LARGEST:
            combined, values = pd.factorize(combined)
            size = len(values)
        combined = combined * len(key.labels) + key.positions
        size *= len(key.labels)
    group, values = pd.factorize(combined)
    first = np.empty(len(values), np.intp)
    first[group[::-1]] = np.arange(len(group))[::-1]
    return group, first


def _encoded(means: Real) -> Encoded:
    codes, values = pd.factorize(np.round(means, DIGITS))
    return Encoded(codes, 1, [None, *values.tolist()])
