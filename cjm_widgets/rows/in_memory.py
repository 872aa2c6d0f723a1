"""Rows in memory, of pandas or pyarrow: columns become codes once, and numpy counts the codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import RowsError
from cjm_widgets.document.numerals import plain_text, read_number
from cjm_widgets.rows.protocol import Extent, Frequencies, WeightGroups
from cjm_widgets.rows.scores import has_decimal_comma
from cjm_widgets.rows.tabulate import ColumnCodes, Tabulation, advance, encode, tabulate
from cjm_widgets.statistics.arrays import Array, Index

Column: TypeAlias = "pd.Series[Any]"

_CHUNK = 1 << 16
_LARGEST = 1 << 62
"""The most combinations that one whole number can stand for."""


class FrameRows:
    """Rows whose columns are cheap to get as pandas series; see `protocol.Rows`.

    Parameters
    ----------
    engine
        The name of the engine.
    columns
        The text of each column's label.
    rows
        How many there are.
    column
        Returns the series at a position.
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

    def key(self, column: str, *, daily: bool = False) -> ColumnCodes:
        series = self._series(column)
        if daily and pd.api.types.is_datetime64_any_dtype(series.dtype):
            series = series.dt.normalize()
        key = encode(series)
        advance()
        return key

    def relabel(self, key: ColumnCodes, labels: Sequence[Any]) -> ColumnCodes:
        places: dict[Any, int] = {None: 0}
        positions = np.array([places.setdefault(label, len(places)) for label in labels], np.intp)
        return ColumnCodes(positions[key.positions], 0, list(places))

    def numbers(self, column: str) -> Array:
        series = self._series(column)
        numbers = pd.to_numeric(series, errors="coerce").to_numpy(np.float64, na_value=np.nan, copy=True)
        unread = np.flatnonzero(np.isnan(numbers) & series.notna().to_numpy())
        if len(unread):
            codes, values = pd.factorize(series.iloc[unread])
            decimal_comma = has_decimal_comma(values)
            each = [_read_number(value, decimal_comma) for value in values.tolist()]
            numbers[unread] = np.array(each, np.float64)[codes]
        return numbers

    def extent(self, numbers: Array) -> Extent:
        finite = np.isfinite(numbers)
        low = float(numbers.min(initial=np.inf, where=finite))
        high = float(numbers.max(initial=-np.inf, where=finite))
        absent, negative = len(numbers) - int(finite.sum()), int((numbers < 0).sum())
        return Extent(len(numbers), absent, negative, *((low, high) if low <= high else (0.0, 0.0)))

    def frequencies(self, numbers: Array, respondent: str | None) -> Frequencies:
        code, values = pd.factorize(np.where(np.isfinite(numbers), numbers, np.nan))
        order = np.argsort(values)
        rows: Array = np.bincount(code[code >= 0], minlength=len(values)).astype(np.float64)
        people = parts = rows
        if respondent is not None:
            who, _ = self._respondents(respondent)
            inside = np.flatnonzero(code >= 0)
            both = np.unique(who[inside] * max(len(values), 1) + code[inside])
            person, own = np.divmod(both, max(len(values), 1))
            people = np.bincount(own, minlength=len(values)).astype(np.float64)
            parts = np.bincount(own, 1 / np.bincount(person)[person], len(values)).astype(np.float64)
        return Frequencies(np.asarray(values)[order], people[order], parts[order], rows[order])

    def regroup(self, numbers: Array, groups: WeightGroups) -> Array:
        place = np.minimum(np.searchsorted(groups.upto, numbers), len(groups.mean) - 1)
        shared = groups.mean[place]
        if len(groups.apart):
            near = np.minimum(np.searchsorted(groups.apart, numbers), len(groups.apart) - 1)
            shared = np.where(groups.apart[near] == numbers, numbers, shared)
        return np.where(np.isfinite(numbers), shared, numbers)

    def commas(self, column: str) -> int:
        series = self._series(column)
        if pd.api.types.is_numeric_dtype(series):
            return 0
        return sum(isinstance(value, str) and "," in plain_text(value) for value in series)

    def tabulate(self, keys: Sequence[ColumnCodes], weights: Array | None = None) -> Tabulation:
        if keys:
            return tabulate(keys, weights)
        everyone = ColumnCodes(np.zeros(self._rows, np.uint8), 0, [None])
        return tabulate([everyone], weights).over()

    def sums_per_row(self, questions: Sequence[tuple[ColumnCodes, Sequence[Array]]]) -> ColumnCodes:
        sums = []
        for place in range(len(questions[0][1])):
            each = [(key, numbers[place]) for key, numbers in questions]
            total = np.zeros(self._rows, each[0][1].dtype)
            for start in range(0, self._rows, _CHUNK):
                stop = min(start + _CHUNK, self._rows)
                for key, numbers in each:
                    total[start:stop] += numbers[key.codes[start:stop].astype(np.intp) + key.shift]
                advance((stop - start) / self._rows / len(questions[0][1]))
            sums.append(total)
        return _encode_sums(sums)

    def people(self, respondent: str, keys: Sequence[ColumnCodes]) -> Tabulation:
        who, people = self._respondents(respondent)
        _, first = _group_rows(who, people, keys)
        advance()
        return Tabulation(tuple(key.positions[first] for key in keys), np.ones(len(first), np.int64))

    def sums_per_respondent(
        self,
        respondent: str,
        keys: Sequence[ColumnCodes],
        score: ColumnCodes,
        numbers: Sequence[Array],
        weights: Array | None,
    ) -> tuple[Tabulation, ColumnCodes]:
        who, people = self._respondents(respondent)
        rows = np.flatnonzero(np.any(numbers, axis=0)[score.positions])
        position = score.codes[rows].astype(np.intp) + score.shift
        keys = [ColumnCodes(key.codes[rows], key.shift, key.labels) for key in keys]
        group, first = _group_rows(who[rows], people, keys)
        each = [np.bincount(group, of[position], len(first)).astype(of.dtype) for of in numbers]
        sums = _encode_sums(each)
        index = (*(key.positions[first] for key in keys), sums.positions)
        table = Tabulation(index, np.ones(len(first), np.int64))
        if weights is not None:
            weight = np.bincount(group, weights[rows], len(first)) / np.bincount(group, minlength=len(first))
            table = Tabulation(index, table.n, weight, weight * weight)
        advance()
        return table, sums

    def _series(self, column: str) -> Column:
        return self._column(self.columns.index(column))

    def _respondents(self, column: str) -> tuple[Index, int]:
        """The number of each row's respondent, and how many respondents there are."""
        codes, names = pd.factorize(self._series(column))
        absent = int((codes < 0).sum())
        if absent:
            raise RowsError(f"respondent column {column!r} is empty in {absent:,} of {len(codes):,} rows")
        return codes.astype(np.intp), len(names)


def _group_rows(who: Index, people: int, keys: Sequence[ColumnCodes]) -> tuple[Index, Index]:
    """Each row's group, respondents by the keys' values, and the first row of each group.

    ``who`` is the number of each row's respondent, below ``people``.
    """
    code, size = who, people
    for key in keys:
        if size * len(key.labels) >= _LARGEST:
            code, values = pd.factorize(code)
            size = len(values)
        code = code * len(key.labels) + key.positions
        size *= len(key.labels)
    group, values = pd.factorize(code)
    first = np.empty(len(values), np.intp)
    first[group[::-1]] = np.arange(len(group))[::-1]
    return group, first


def _read_number(value: object, decimal_comma: bool) -> float:
    number = read_number(value, decimal_comma=decimal_comma) if isinstance(value, str) else None
    return np.nan if number is None else number


def _encode_sums(sums: Sequence[Array]) -> ColumnCodes:
    """Rows of sums as a key whose labels are tuples."""
    code, size = np.zeros(len(sums[0]), np.intp), 1
    for each in sums:
        own, values = pd.factorize(each)
        if size * max(len(values), 1) >= _LARGEST:
            code, places = pd.factorize(code)
            size = len(places)
        code = code * len(values) + own
        size *= max(len(values), 1)
    group, places = pd.factorize(code)
    first = np.empty(len(places), np.intp)
    first[group[::-1]] = np.arange(len(group))[::-1]
    labels = [*zip(*(each[first].tolist() for each in sums), strict=True)]
    return ColumnCodes(group, 0, labels)
