"""What counting asks of rows, whatever engine holds them. Two answer: `frame_rows` and `lazy_rows`.

A key is a column to group by; a number is a column to add up. Both stay where the rows are: only tables come
back, one line per combination of values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from cjm_widgets.document.errors import unknown
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.scores import Answers
from cjm_widgets.measures.tabulate import Table


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
