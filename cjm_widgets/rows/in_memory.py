"""Rows in memory, of pandas or pyarrow: columns are encoded once and counted by numpy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import RowsError
from cjm_widgets.rows.protocol import Extent, grouped, mean_per_respondent, mean_per_row
from cjm_widgets.rows.scores import Answers
from cjm_widgets.rows.tabulate import Encoded, Table, advance, encode, tabulate
from cjm_widgets.statistics.arrays import Array, Index

Column: TypeAlias = "pd.Series[Any]"


class FrameRows:
    """Rows of which every column can be had as a pandas series at no great cost; see `rows.Rows`.

    Parameters
    ----------
    engine
        Whose rows they are.
    columns
        The text of each column's label.
    rows
        How many there are.
    column
        The series at a position.
    """

    def __init__(
        self, engine: str, columns: Sequence[str], rows: int, column: Callable[[int], Column]
    ) -> None:
        self.engine = engine
        self.columns = columns
        self._rows = rows
        self._column = column

    def __len__(self) -> int:
        return self._rows

    def key(self, column: str) -> Encoded:
        key = encode(self._named(column))
        advance()
        return key

    def relabelled(self, key: Encoded, labels: Sequence[Any]) -> Encoded:
        places: dict[Any, int] = {None: 0}
        moved = np.array([places.setdefault(label, len(places)) for label in labels], np.intp)
        return Encoded(moved[key.positions], 0, list(places))

    def numbers(self, column: str) -> Array:
        return pd.to_numeric(self._named(column), errors="coerce").to_numpy(np.float64, na_value=np.nan)

    def extent(self, numbers: Array) -> Extent:
        finite = np.isfinite(numbers)
        low = float(numbers.min(initial=np.inf, where=finite))
        high = float(numbers.max(initial=-np.inf, where=finite))
        absent, negative = len(numbers) - int(finite.sum()), int((numbers < 0).sum())
        return Extent(len(numbers), absent, negative, *((low, high) if low <= high else (0.0, 0.0)))

    def tabulate(self, keys: Sequence[Encoded], weights: Array | None = None) -> Table:
        if keys:
            return tabulate(keys, weights)
        everyone = Encoded(np.zeros(self._rows, np.uint8), 0, [None])
        return tabulate([everyone], weights).over()

    def mean_per_row(self, asked: Sequence[tuple[Encoded, Answers]]) -> Encoded:
        return mean_per_row(asked)

    def people(self, respondent: str, keys: Sequence[Encoded]) -> Table:
        who, people = self._respondents(respondent)
        _, first = grouped(who, people, keys)
        advance()
        return Table(tuple(key.positions[first] for key in keys), np.ones(len(first), np.int64))

    def mean_per_respondent(
        self,
        respondent: str,
        keys: Sequence[Encoded],
        score: Encoded,
        answers: Answers,
        weights: Array | None,
    ) -> tuple[Table, Encoded]:
        who, people = self._respondents(respondent)
        found = mean_per_respondent(who, people, keys, score, answers, weights)
        advance()
        return found

    def _named(self, column: str) -> Column:
        return self._column(self.columns.index(column))

    def _respondents(self, column: str) -> tuple[Index, int]:
        codes, names = pd.factorize(self._named(column))
        absent = int((codes < 0).sum())
        if absent:
            raise RowsError(f"respondent column {column!r} is empty in {absent:,} of {len(codes):,} rows")
        return codes.astype(np.intp), len(names)
