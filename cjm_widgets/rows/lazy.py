"""Rows that stay on their engine (polars, DuckDB, Dask, PySpark, Ibis), which narwhals asks for counts.

`select_rows` also filters rows in memory, for ``where`` and for the first row of each respondent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from cjm_widgets.document.errors import RowsError, unknown
from cjm_widgets.document.numerals import COMMA, COMMA_OR_GROUP, NUMBER, PLAIN
from cjm_widgets.rows.in_memory import FrameRows
from cjm_widgets.rows.protocol import Extent, Frequencies, WeightGroups, require_columns
from cjm_widgets.rows.reading import AnyPlan, Plan
from cjm_widgets.rows.scores import DUPLICATE, FILTERED, text
from cjm_widgets.rows.table import named_by_text
from cjm_widgets.rows.tabulate import Tabulation, advance
from cjm_widgets.rows.waves import wave_key
from cjm_widgets.statistics.arrays import Array, Index

_MOST_LINES = 4_000_000
"""The most combinations to fetch; more would be the rows themselves rather than counts."""
_TEXT = (nw.String, nw.Categorical, nw.Enum)
_UNCOUNTABLE = (nw.List, nw.Array, nw.Struct, nw.Object, nw.Binary)


@dataclass
class LazyKey:
    """One or more columns of the engine, and the label of each combination of their values.

    Parameters
    ----------
    parts
        The columns.
    name
        Returns the label for a value of each part; ``None`` for a missing one.
    of
        The names of the columns of rows behind them, for error messages.
    labels
        Complete from the start, or in the order in which the first table returns them.
    ordered
        Whether the labels stand in an order of their own.
    number
        Whether the only part is a number.
    ranked
        Whether their order goes from less to more, as that of an enumeration does.
    """

    parts: tuple[nw.Expr, ...]
    name: Callable[..., Any]
    of: str
    labels: list[Any] = field(default_factory=list)
    ordered: bool = False
    number: bool = False
    ranked: bool = False
    _places: dict[Any, int] = field(default_factory=dict)

    def positions(self, values: Sequence[Sequence[Any]]) -> np.ndarray[Any, np.dtype[np.intp]]:
        """The place of each line's label; ``values`` has a sequence per part."""
        first = not self._places
        if first:
            self._places = {label: place for place, label in enumerate(self.labels)}
        positions = np.empty(len(values[0]), np.intp)
        places: dict[Any, int] = {}
        for line, combination in enumerate(zip(*values, strict=True)):
            place = places.get(combination)
            if place is None:
                place = places[combination] = self._place(self.name(*combination), first)
            positions[line] = place
        return positions

    def _place(self, label: Any, first: bool) -> int:
        place = self._places.get(label)
        if place is None:
            if not first:
                raise RowsError(
                    f"{self.of} changed while the rows were counted: {label!r} is new; count again"
                )
            place = self._places[label] = len(self.labels)
            self.labels.append(label)
        return place


class LazyRows:
    """Rows that stay on their engine; see `protocol.Rows`.

    Parameters
    ----------
    frame
        The rows as a narwhals frame.
    in_memory
        Whether the engine has them in memory already.
    """

    def __init__(self, frame: nw.LazyFrame[Any], in_memory: bool = False) -> None:
        self._frame = frame
        self._schema = frame.collect_schema()
        self._complete: set[str] = set()
        # Polars needs an option to read in batches what may be larger than memory.
        batches = frame.implementation is nw.Implementation.POLARS and not in_memory
        self._options: dict[str, Any] = {"engine": "streaming"} if batches else {}
        self.engine = frame.implementation.name.lower()
        self.columns = self._schema.names()

    @cached_property
    def _rows(self) -> int:
        return int(self._collect(self._frame.select(n=nw.len()), ())["n"][0])

    def __len__(self) -> int:
        return self._rows

    def key(self, column: str, *, daily: bool = False) -> LazyKey:
        dtype = self._schema[column]
        if isinstance(dtype, _UNCOUNTABLE):
            raise RowsError(
                f"column {column!r} holds values that cannot be counted ({dtype}); "
                "numbers, text, dates and categories can"
            )
        advance()
        labels = [None, *dtype.categories] if isinstance(dtype, nw.Enum) else []
        values = self._present(column)
        if daily and isinstance(dtype, nw.Datetime):
            values = values.dt.truncate("1d")
        return LazyKey(
            (values,),
            _value,
            f"column {column!r}",
            labels,
            ordered=bool(labels),
            number=dtype.is_numeric(),
            ranked=bool(labels),
        )

    def relabel(self, key: LazyKey, labels: Sequence[Any]) -> LazyKey:
        new_label = dict(zip(key.labels, labels, strict=True))
        alike: dict[Any, list[Any]] = {}
        for value, label in new_label.items():
            if value is not None and label is not None:
                alike.setdefault(label, []).append(value)
        (part,) = key.parts
        column: nw.Expr = nw.when(
            _is_in(part, [value for values in alike.values() for value in values])
        ).then(part)
        for first, *others in alike.values():
            if others:  # the first one stands for all
                column = nw.when(_is_in(part, others)).then(nw.lit(first)).otherwise(column)
        return LazyKey((column,), lambda value: new_label.get(_value(value)), key.of)

    def numbers(self, column: str) -> nw.Expr:
        numbers = nw.col(column)
        if isinstance(self._schema[column], _TEXT):
            text = _plain(numbers)
            point = text.str.replace_all(",", ".", literal=True)
            is_comma = text.str.contains(f"^(?:{COMMA})$")
            is_decimal = is_comma & ~text.str.contains(f"^(?:{COMMA_OR_GROUP})$")
            numbers = (
                nw.when(is_comma if self._rows_where(is_decimal) else is_decimal)
                .then(point)
                .when(text.str.contains(f"^(?:{NUMBER})$"))
                .then(text)
            )
        numbers = numbers.cast(nw.Float64)
        return nw.when(numbers.is_finite()).then(numbers)

    def frequencies(self, numbers: nw.Expr, respondent: str | None) -> Frequencies:
        w = nw.col("w")
        table = self._frame.select(w=numbers).filter(~w.is_null()).group_by("w").agg(rows=nw.len())
        columns = self._collect(table, ())
        rows = dict(zip(columns["w"], columns["rows"], strict=True))
        people, parts = rows, rows
        if respondent is not None:
            people, parts = dict.fromkeys(rows, 0), dict.fromkeys(rows, 0.0)
            both = self._frame.select(who=self._who(respondent), w=numbers).filter(~w.is_null()).unique()
            each = both.group_by("who").agg(several=nw.len())
            lines = self._collect(both.join(each, on="who").group_by("w", "several").agg(people=nw.len()), ())
            for value, several, n in zip(lines["w"], lines["several"], lines["people"], strict=True):
                people[value] += n
                parts[value] += n / several
        values = sorted(rows)
        return Frequencies(
            np.array(values, np.float64),
            *(np.array([each[value] for value in values], np.float64) for each in (people, parts, rows)),
        )

    def regroup(self, numbers: nw.Expr, groups: WeightGroups) -> nw.Expr:
        below, each = -np.inf, []
        for upto, mean in zip(groups.upto.tolist(), groups.mean.tolist(), strict=True):
            each.append(nw.when((numbers > below) & (numbers <= upto)).then(nw.lit(mean)))
            below = upto
        shared = nw.sum_horizontal(*each)
        if not len(groups.apart):
            return shared
        return nw.when(numbers.is_in(groups.apart.tolist())).then(numbers).otherwise(shared)

    def commas(self, column: str) -> int:
        if not isinstance(self._schema[column], _TEXT):
            return 0
        return self._rows_where(_plain(nw.col(column)).str.contains(",", literal=True))

    def _rows_where(self, condition: nw.Expr) -> int:
        """In how many rows a condition is true."""
        one = nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
        (rows,) = self._collect(self._frame.select(one=one).select(nw.col("one").sum()), ())["one"]
        return int(rows or 0)

    def extent(self, numbers: nw.Expr) -> Extent:
        x = nw.col("x")
        columns = self._frame.select(x=numbers).with_columns(
            absent=nw.when(x.is_null()).then(nw.lit(1)).otherwise(nw.lit(0)),
            negative=nw.when(x < 0).then(nw.lit(1)).otherwise(nw.lit(0)),
        )
        rows, absent, negative, low, high = (
            values[0] or 0
            for values in self._collect(
                columns.select(
                    rows=nw.len(),
                    absent=nw.col("absent").sum(),
                    negative=nw.col("negative").sum(),
                    low=x.min(),
                    high=x.max(),
                ),
                (),
            ).values()
        )
        return Extent(int(rows), int(absent), int(negative), float(low), float(high))

    def tabulate(self, keys: Sequence[LazyKey], weights: nw.Expr | None = None) -> Tabulation:
        if not keys and weights is None:
            advance()
            return Tabulation((), np.array([len(self)]))
        numbers = {} if weights is None else {"w": weights, "w2": weights * weights}
        return self._table(self._frame.select(**_columns(keys), **numbers), keys, numbers)

    def sums_per_row(self, questions: Sequence[tuple[LazyKey, Sequence[Array]]]) -> LazyKey:
        advance()
        each = [[_number(key, of) for of in numbers] for key, numbers in questions]
        sums = tuple(nw.sum_horizontal(*columns) for columns in zip(*each, strict=True))
        return LazyKey(sums, _sums, ", ".join(key.of for key, _ in questions))

    def people(self, respondent: str, keys: Sequence[LazyKey]) -> Tabulation:
        who = self._who(respondent)
        return self._table(self._frame.select(**_columns(keys), who=who).unique(), keys)

    def sums_per_respondent(
        self,
        respondent: str,
        keys: Sequence[LazyKey],
        score: LazyKey,
        numbers: Sequence[Array],
        weights: nw.Expr | None,
    ) -> tuple[Tabulation, LazyKey]:
        place, columns = len(keys), _columns(keys)
        names = [f"key{place}_{number}" for number in range(len(numbers))]
        added = {name: _number(score, of) for name, of in zip(names, numbers, strict=True)}
        if weights is not None:
            added["w"] = weights
        (part,), counts = score.parts, np.any(numbers, axis=0)
        labels = [score.labels[number] for number in np.flatnonzero(counts).tolist()]
        each = (
            self._frame.filter(_is_in(part, labels))
            .select(who=self._who(respondent), **columns, **added)
            .group_by(["who", *columns])
            .agg(*(nw.col(name).sum() for name in added), answers=nw.len())
        )
        if weights is not None:
            each = each.with_columns(w=nw.col("w") / nw.col("answers"))
            each = each.with_columns(w2=nw.col("w") * nw.col("w"))
        sums = LazyKey(tuple(nw.col(name) for name in names), _sums, score.of)
        return self._table(each, [*keys, sums], () if weights is None else ("w", "w2")), sums

    def _table(
        self, frame: nw.LazyFrame[Any], keys: Sequence[LazyKey], sums: Iterable[str] = ()
    ) -> Tabulation:
        """Group a frame by the keys' columns and add up others: the weights and their squares."""
        totals = [nw.col(name).sum() for name in sums]
        names = [*_columns(keys)]
        table = frame.group_by(names).agg(*totals, n=nw.len()) if names else frame.select(*totals, n=nw.len())
        columns = self._collect(table, keys)
        advance()
        index = tuple(
            key.positions([columns[f"key{place}_{part}"] for part in range(len(key.parts))])
            for place, key in enumerate(keys)
        )
        n = np.array(columns["n"], np.int64)
        return Tabulation(index, n, *(np.array(columns[name], np.float64) for name in sums))

    def _collect(self, frame: nw.LazyFrame[Any], keys: Sequence[LazyKey]) -> Mapping[str, Sequence[Any]]:
        table = frame.head(_MOST_LINES + 1).collect(**self._options)
        if len(table) > _MOST_LINES:
            raise RowsError(
                f"{' and '.join(key.of for key in keys)} have more than {_MOST_LINES:,} combinations of "
                "values: are they ids, times or measurements? Leave them out, or round them first"
            )
        columns: Mapping[str, Sequence[Any]] = table.to_dict(as_series=False)
        return columns

    def _who(self, respondent: str) -> nw.Expr:
        """The column of respondents; raises where one is missing."""
        who = self._present(respondent)
        if respondent not in self._complete:
            is_absent = nw.when(who.is_null()).then(nw.lit(1)).otherwise(nw.lit(0))
            table = self._frame.select(absent=is_absent).select(absent=nw.col("absent").sum(), rows=nw.len())
            (absent,), (rows,) = self._collect(table, ()).values()
            if absent:
                raise RowsError(f"respondent column {respondent!r} is empty in {absent:,} of {rows:,} rows")
            self._complete.add(respondent)
        return who

    def _present(self, column: str) -> nw.Expr:
        """A column with null for NaN."""
        values = nw.col(column)
        if self._schema[column].is_float():
            return nw.when(~values.is_nan()).then(values)
        return values


def _plain(text: nw.Expr) -> nw.Expr:
    """A column of text without spaces around it, with the minus signs and digits of a keyboard."""
    text = text.cast(nw.String)
    for mark, plain in PLAIN.items():
        text = text.str.replace_all(mark, plain, literal=True)
    return text.str.strip_chars()


def _columns(keys: Sequence[LazyKey]) -> dict[str, nw.Expr]:
    return {
        f"key{place}_{number}": part
        for place, key in enumerate(keys)
        for number, part in enumerate(key.parts)
    }


def _number(key: LazyKey, numbers: Array) -> nw.Expr:
    """A column with each label's number in its place, zero for a label whose number is zero."""
    (part,) = key.parts
    labels: dict[Any, list[Any]] = {}
    for place in np.flatnonzero(numbers).tolist():
        labels.setdefault(numbers[place].item(), []).append(key.labels[place])
    kind = nw.Float64 if numbers.dtype.kind == "f" else nw.Int64
    own = [label for several in labels.values() for label in several]
    if key.number and all(several == [number] for number, several in labels.items()):
        # Numbers that stand for themselves need no look-up.
        return nw.when(_is_in(part, own)).then(part.cast(nw.Float64)).otherwise(nw.lit(0.0))
    each = [nw.when(_is_in(part, several)).then(nw.lit(number, kind)) for number, several in labels.items()]
    return nw.sum_horizontal(*each) if each else nw.lit(0, kind)


def _is_in(part: nw.Expr, values: Sequence[Any]) -> nw.Expr:
    return part.is_in(values) if values else part.is_null() & ~part.is_null()


def _value(value: Any) -> Any:
    """A value as a label: NaN, which engines built on pandas return, is missing."""
    return None if value != value else value


def _sums(*sums: Any) -> tuple[Any, ...]:
    return sums


# --- filtering rows


@dataclass(frozen=True)
class RowSelection:
    """The rows to count, and the numbers of others by outcome and by column or stage value.

    The numbers of wide rows are the same for every column, as a row is left out of all.
    """

    rows: Any
    left_out: Mapping[int, Mapping[str, int]]


def select_rows(rows: Any, plan: AnyPlan) -> RowSelection:
    """Select the rows that a plan counts, on their own engine.

    Parameters
    ----------
    rows
        Any frame that narwhals knows.
    plan
        Its ``where`` filters rows, and so does ``respondent`` of wide rows: it keeps the first of each, or
        the first of each in every wave.

    Raises
    ------
    UnknownNameError
        When a column or a value of ``where`` is not there; names the nearest.
    RowsError
        When no row is left, when a respondent of wide rows is missing, or when lazy wide rows have several
        of one respondent, as there is no first one.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"Q1": [5, 4, 1], "who": ["a", "a", "b"]})
    >>> selection = select_rows(rows, Plan(scale=(1, 5), columns={"Q1": "wait"}, respondent="who"))
    >>> selection.rows["Q1"].tolist(), selection.left_out
    ([5, 1], {5: {'Q1': 1}})
    """
    left_out: dict[int, Mapping[str, int]] = {}
    rows = _named(rows, plan)
    if plan.where:
        rows, left_out[FILTERED] = _filter(rows, plan)
    if isinstance(plan, Plan) and plan.wide and plan.respondent is not None:
        rows, left_out[DUPLICATE] = _first_of_each(rows, plan, plan.respondent)
    return RowSelection(rows, left_out)


def _named(rows: Any, plan: AnyPlan) -> Any:
    """Rows as narwhals takes them: of a pandas frame the columns that are read, which are named by text."""
    if not isinstance(rows, pd.DataFrame):
        return named_by_text(rows)
    names = [str(label) for label in rows.columns]
    require_columns(names, plan.named_columns)
    frame = rows.iloc[:, [names.index(name) for name in plan.named_columns]]
    return frame.set_axis([*plan.named_columns], axis="columns")


def _filter(rows: Any, plan: AnyPlan) -> tuple[Any, dict[str, int]]:
    frame = nw.from_native(rows)
    names = frame.collect_schema().names()
    require_columns(names, [*plan.where, *([] if plan.wide else [str(plan.stage)])])
    conditions = [_is_one_of(frame, column, values) for column, values in plan.where.items()]
    chosen, all_rows = frame.filter(nw.all_horizontal(*conditions, ignore_nulls=True)), _length(frame)
    n = _length(chosen)
    if n == 0:
        where = " and ".join(f"{column} in {[*values]}" for column, values in plan.where.items())
        raise RowsError(f"where= keeps none of the {all_rows:,} rows: {where}")
    if plan.wide:
        return chosen.to_native(), dict.fromkeys(plan.questions, all_rows - n)
    stage = str(plan.stage)
    left_out = Counter(_values(frame, stage))
    left_out.subtract(_values(chosen, stage))
    return chosen.to_native(), {value: n for value, n in left_out.items() if n}


def _is_one_of(frame: Any, column: str, values: tuple[str | None, ...]) -> nw.Expr:
    """Whether a column holds one of these texts."""
    known: dict[str, list[Any]] = {}
    for value in _collect(frame.select(column).unique())[column].to_list():
        if not _missing(value):
            known.setdefault(text(value), []).append(value)
    texts = [value for value in values if value is not None]
    for value in texts:
        if value not in known:
            raise unknown(f"value of {column}", value, known, plural="values")
    expression = nw.col(column).is_in([value for one in texts for value in known[one]])
    return expression | nw.col(column).is_null() if None in values else expression


def _first_of_each(rows: Any, plan: Plan, respondent: str) -> tuple[Any, dict[str, int]]:
    frame = nw.from_native(rows)
    require_columns(frame.collect_schema().names(), [respondent, *([plan.wave] if plan.wave else [])])
    who = nw.col(respondent)
    is_absent = nw.when(who.is_null()).then(nw.lit(1)).otherwise(nw.lit(0))  # PySpark adds up no truths
    n, absent = _collect(frame.select(one=is_absent).select(n=nw.len(), absent=nw.col("one").sum())).row(0)
    if absent:
        raise RowsError(f"respondent column {respondent!r} is empty in {absent:,} of {n:,} rows")
    if isinstance(frame, nw.LazyFrame):
        each = {"who": who} if plan.wave is None else {"who": who, "wave": _lazy_wave(frame, plan, plan.wave)}
        people = _length(frame.select(**each).unique())
        if people == n:
            return rows, {}
        raise RowsError(
            f"{n - people:,} of {n:,} rows are not the first of their respondent"
            f"{'' if plan.wave is None else ' in a wave'}, and lazy rows have no order to tell which is; "
            "leave the others out before joining"
        )
    code = pd.factorize(frame[respondent].to_pandas())[0].astype(np.int64)
    if plan.wave is not None:
        waves = _eager_waves(frame[plan.wave], plan, plan.wave)
        code = code * (int(waves.max()) + 1) + waves
    _, first = np.unique(code, return_index=True)
    if len(first) == n:
        return rows, {}
    is_first = np.zeros(n, np.bool_)
    is_first[first] = True
    return frame.filter(is_first.tolist()).to_native(), dict.fromkeys(plan.questions, n - len(first))


def _lazy_wave(frame: nw.LazyFrame[Any], plan: Plan, column: str) -> nw.Expr:
    """The wave of each row, as one of the values that it is read from."""
    key, _ = wave_key(LazyRows(frame), column, plan.every, plan.waves)
    wave: nw.Expr = key.parts[0]
    return wave


def _eager_waves(values: nw.Series[Any], plan: Plan, column: str) -> Index:
    """The number of each row's wave."""
    native = values.to_native()
    series = native if isinstance(native, pd.Series) else native.to_pandas()  # keeps what is ordered
    rows = FrameRows("", [column], len(series), lambda _: series)
    key, _ = wave_key(rows, column, plan.every, plan.waves)
    waves: Index = key.positions
    return waves


def _values(frame: Any, column: str) -> Counter[str]:
    """How many rows have each value of a column, as text; a missing value is the empty text."""
    table = _collect(frame.group_by(column).agg(n=nw.len()))
    rows: Counter[str] = Counter()
    for value, n in zip(table[column].to_list(), table["n"].to_list(), strict=True):
        rows["" if _missing(value) else text(value)] += int(n)
    return rows


def _missing(value: Any) -> bool:
    """Whether a value is missing in any engine: those built on pandas have NaN or NA."""
    return value is None or value is pd.NA or bool(value != value)


def _length(frame: Any) -> int:
    return int(_collect(frame.select(n=nw.len())).item())


def _collect(frame: Any) -> nw.DataFrame[Any]:
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame
