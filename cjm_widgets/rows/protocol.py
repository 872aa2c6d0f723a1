"""One value per respondent where several answers fall in one stage.

Pooling the answers would count a person several times and make intervals too narrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import RowsError, unknown
from cjm_widgets.rows.scores import Answers
from cjm_widgets.rows.tabulate import Encoded, Table, advance
from cjm_widgets.statistics.arrays import Array, Index


class Key(Protocol):
    """A column to group by.

    Attributes
    ----------
    labels
        Its distinct values, ``None`` where there is none. Known once a table was made of the key; some may
        not occur.
    ordered
        Whether the labels stand in an order of their own, as a categorical's do.
    """

    @property
    def labels(self) -> Sequence[Any]: ...

    @property
    def ordered(self) -> bool: ...


K = TypeVar("K", bound=Key)
N = TypeVar("N")


@dataclass(frozen=True)
class Extent:
    """What the numbers of a column are like: how many rows, how many of them without a finite number or with
    one below zero, the lowest and the highest; both zero where there is no number.
    """

    rows: int
    absent: int
    negative: int
    low: float
    high: float


class Rows(Protocol[K, N]):
    """Rows on some engine, opened for one count.

    ``K`` is what the engine groups by, ``N`` what it adds up.
    """

    @property
    def engine(self) -> str:
        """The name of what holds the rows: pandas, pyarrow, polars, duckdb, dask ..."""

    @property
    def columns(self) -> Sequence[str]:
        """The text of each column's label."""

    def __len__(self) -> int: ...

    def key(self, column: str) -> K:
        """A column by its values."""

    def relabelled(self, key: K, labels: Sequence[Any]) -> K:
        """A key with another label for each of its labels, several of which may become one.

        The labels of ``key`` must be known. ``None`` makes the rows have no value.
        """

    def numbers(self, column: str) -> N:
        """A column as numbers; nothing, and text that is no number, are absent."""

    def extent(self, numbers: N) -> Extent:
        """What the numbers are like."""

    def tabulate(self, keys: Sequence[K], weights: N | None = None) -> Table:
        """How many rows hold each combination of the keys' values.

        Parameters
        ----------
        keys
            What to group by; no key at all makes one line of all rows.
        weights
            Adds the sums of the weights and of their squares.
        """

    def mean_per_row(self, asked: Sequence[tuple[K, Answers]]) -> K:
        """Each row's mean over the questions it answered, as a key; the questions' labels must be known."""

    def people(self, respondent: str, keys: Sequence[K]) -> Table:
        """How many respondents there are of each combination of the keys' values.

        Raises
        ------
        RowsError
            When rows do not say who answered.
        """

    def mean_per_respondent(
        self, respondent: str, keys: Sequence[K], score: K, answers: Answers, weights: N | None
    ) -> tuple[Table, K]:
        """Each respondent's mean score for each combination of the keys' values.

        A respondent's weight is the mean over those rows. The table's last key is the means, which come
        beside it; its lines need not be different combinations.
        """


AnyRows = Rows[Any, Any]


def require_columns(columns: Sequence[str], named: Iterable[str]) -> None:
    """Refuse rows that lack a column, with the nearest, or have two of its name."""
    for name in named:
        found = [*columns].count(name)
        if found == 0:
            raise unknown("column", name, columns)
        if found > 1:
            raise RowsError(f"the rows have {found} columns named {name!r}; rename all but one")


# --- one value per respondent where several answers fall in one stage


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
    who: Index, people: int, keys: Sequence[Encoded], score: Encoded, answers: Answers, weights: Array | None
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


def _encoded(means: Array) -> Encoded:
    codes, values = pd.factorize(np.round(means, DIGITS))
    return Encoded(codes, 1, [None, *values.tolist()])
