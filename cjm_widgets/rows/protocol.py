"""`Rows`: the few questions that every engine answers about its rows.

Where several answers of a respondent fall in one stage, an engine returns sums over them, from which
`counts.answers` has their mean and the share of each score: pooling answers would count the person several
times and make intervals too narrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

from cjm_widgets.document.errors import RowsError, unknown
from cjm_widgets.rows.tabulate import Tabulation
from cjm_widgets.statistics.arrays import Array


class Key(Protocol):
    """A column to group by.

    Attributes
    ----------
    labels
        Its distinct values, ``None`` for a missing one; some may not occur. Complete once the key has been
        in a table.
    ordered
        Whether the labels stand in an order of their own, as a categorical's do.
    ranked
        Whether that order says what is less and what is more, as an ordered categorical's does.
    """

    @property
    def labels(self) -> Sequence[Any]: ...

    @property
    def ordered(self) -> bool: ...

    @property
    def ranked(self) -> bool: ...


K = TypeVar("K", bound=Key)
N = TypeVar("N")


@dataclass(frozen=True)
class Extent:
    """The range of a column of numbers: its rows, how many have no finite number or one below zero, and the
    lowest and the highest, both zero where there is no number.
    """

    rows: int
    absent: int
    negative: int
    low: float
    high: float


class Frequencies(NamedTuple):
    """How often numbers occur, all arrays of one length.

    Attributes
    ----------
    values
        The different numbers, ascending.
    people
        How many respondents have each.
    parts
        The same where one who has several counts for an equal part of each.
    rows
        How many rows have each.
    """

    values: Array
    people: Array
    parts: Array
    rows: Array


@dataclass(frozen=True)
class WeightGroups:
    """Which weights become others.

    Parameters
    ----------
    apart
        Weights that stay as they are, ascending.
    upto
        The largest weight of each group of the others, ascending.
    mean
        What the weights of each group become.
    """

    apart: Array
    upto: Array
    mean: Array


class Rows(Protocol[K, N]):
    """Rows on some engine, opened for one count.

    ``K`` is what the engine groups by, ``N`` what it adds up.
    """

    @property
    def engine(self) -> str:
        """The name of the engine: pandas, pyarrow, polars, duckdb, dask ..."""

    @property
    def columns(self) -> Sequence[str]:
        """The text of each column's label."""

    def __len__(self) -> int: ...

    def key(self, column: str, *, daily: bool = False) -> K:
        """A column as a key; ``daily`` takes times for their days."""

    def relabel(self, key: K, labels: Sequence[Any]) -> K:
        """Replace each label of a key; several may become one.

        The labels of ``key`` must be complete. Rows with the label ``None`` have no value.
        """

    def numbers(self, column: str) -> N:
        """A column as numbers; missing values and text that is not a number are absent."""

    def extent(self, numbers: N) -> Extent:
        """The range of a column of numbers."""

    def frequencies(self, numbers: N, respondent: str | None) -> Frequencies:
        """How often the finite numbers of a column occur.

        ``respondent`` is the column that says whose a row is; without one every row is of another.
        """

    def regroup(self, numbers: N, groups: WeightGroups) -> N:
        """The column with the means of groups in the place of their numbers."""

    def commas(self, column: str) -> int:
        """How many rows have a comma in the text of a column; none in a column of numbers."""

    def tabulate(self, keys: Sequence[K], weights: N | None = None) -> Tabulation:
        """How many rows hold each combination of the keys' values.

        Parameters
        ----------
        keys
            What to group by; without keys all rows are one line.
        weights
            Weights to add up, with their squares.
        """

    def sums_per_row(self, questions: Sequence[tuple[K, Sequence[Array]]]) -> K:
        """Each row's sums over the questions of one stage, as a key whose labels are tuples of sums.

        Parameters
        ----------
        questions
            Each question, with one array or more of numbers per label; the first of each make up the first
            sum, and so on. The labels of the questions must be complete.
        """

    def people(self, respondent: str, keys: Sequence[K]) -> Tabulation:
        """How many respondents have each combination of the keys' values.

        Raises
        ------
        RowsError
            When the respondent of a row is missing.
        """

    def sums_per_respondent(
        self, respondent: str, keys: Sequence[K], score: K, numbers: Sequence[Array], weights: N | None
    ) -> tuple[Tabulation, K]:
        """Each respondent's sums, as `sums_per_row` has them, for each combination of the keys' values.

        Rows whose numbers are all zero are left out. A respondent's weight is the mean over the other rows.
        The last key of the table is the sums, which are returned beside it; a combination may have several
        lines.
        """


AnyRows = Rows[Any, Any]

DIGITS = 12
"""Decimals to which means are rounded, so that the order of adding does not split a value in two."""


def require_columns(columns: Sequence[str], names: Iterable[str]) -> None:
    """Raise unless the rows have each column exactly once; names the nearest of a missing one."""
    for name in names:
        n = [*columns].count(name)
        if n == 0:
            raise unknown("column", name, columns)
        if n > 1:
            raise RowsError(f"the rows have {n} columns named {name!r}; rename all but one")
