"""Rows that are not to be counted: those that `where` does not keep, and the later ones of a respondent."""

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
from cjm_widgets.rows.protocol import DIGITS, Extent
from cjm_widgets.rows.reading import Plan
from cjm_widgets.rows.scores import DUPLICATE, FILTERED, NUMBER, Answers, text
from cjm_widgets.rows.tabulate import Table, advance

_LINES = 4_000_000
"""Combinations that may come back; more are no counts but the rows themselves."""
_UNCOUNTABLE = (nw.List, nw.Array, nw.Struct, nw.Object, nw.Binary)


@dataclass
class LazyKey:
    """One or more columns of the engine, and what a combination of their values is called.

    Parameters
    ----------
    parts
        The columns.
    name
        The label for a value of each; ``None`` for no value.
    of
        Which columns of the rows they are made of, for sentences.
    labels
        Known from the start, or in the order in which the first table brings them.
    ordered
        Whether the labels stand in an order of their own.
    number
        Whether the only part is a number.
    """

    parts: tuple[nw.Expr, ...]
    name: Callable[..., Any]
    of: str
    labels: list[Any] = field(default_factory=list)
    ordered: bool = False
    number: bool = False
    _places: dict[Any, int] = field(default_factory=dict)

    def positions(self, values: Sequence[Sequence[Any]]) -> np.ndarray[Any, np.dtype[np.intp]]:
        """The place among the labels of each line; ``values`` has a sequence per part."""
        first = not self._places
        if first:
            self._places = {label: place for place, label in enumerate(self.labels)}
        found = np.empty(len(values[0]), np.intp)
        seen: dict[Any, int] = {}
        for line, given in enumerate(zip(*values, strict=True)):
            place = seen.get(given)
            if place is None:
                place = seen[given] = self._place(self.name(*given), first)
            found[line] = place
        return found

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
    """Rows that stay where they are; see `rows.Rows`.

    Parameters
    ----------
    frame
        What narwhals made of them.
    in_memory
        Whether they are there already.
    """

    def __init__(self, frame: nw.LazyFrame[Any], in_memory: bool = False) -> None:
        self._frame = frame
        self._schema = frame.collect_schema()
        self._answered_for: set[str] = set()
        # Polars reads in batches what may be larger than memory only when told to.
        batches = frame.implementation is nw.Implementation.POLARS and not in_memory
        self._options: dict[str, Any] = {"engine": "streaming"} if batches else {}
        self.engine = frame.implementation.name.lower()
        self.columns = self._schema.names()

    @cached_property
    def _rows(self) -> int:
        return int(self._collect(self._frame.select(n=nw.len()), ())["n"][0])

    def __len__(self) -> int:
        return self._rows

    # --- columns

    def key(self, column: str) -> LazyKey:
        dtype = self._schema[column]
        if isinstance(dtype, _UNCOUNTABLE):
            raise RowsError(
                f"column {column!r} holds values that cannot be counted ({dtype}); "
                "numbers, text, dates and categories can"
            )
        advance()
        labels = [None, *dtype.categories] if isinstance(dtype, nw.Enum) else []
        return LazyKey(
            (self._present(column),), _value, f"column {column!r}", labels, bool(labels), dtype.is_numeric()
        )

    def relabelled(self, key: LazyKey, labels: Sequence[Any]) -> LazyKey:
        meant = dict(zip(key.labels, labels, strict=True))
        alike: dict[Any, list[Any]] = {}
        for given, label in meant.items():
            if given is not None and label is not None:
                alike.setdefault(label, []).append(given)
        (part,) = key.parts
        moved: nw.Expr = nw.when(
            _is_in(part, [given for several in alike.values() for given in several])
        ).then(part)
        for first, *others in alike.values():
            if others:  # the first one stands for all
                moved = nw.when(_is_in(part, others)).then(nw.lit(first)).otherwise(moved)
        return LazyKey((moved,), lambda given: meant.get(_value(given)), key.of)

    def numbers(self, column: str) -> nw.Expr:
        numbers = nw.col(column)
        if isinstance(self._schema[column], nw.String | nw.Categorical | nw.Enum):
            text = numbers.cast(nw.String).str.strip_chars()
            numbers = nw.when(text.str.contains(f"^(?:{NUMBER})$")).then(text)
        numbers = numbers.cast(nw.Float64)
        return nw.when(numbers.is_finite()).then(numbers)

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

    # --- tables

    def tabulate(self, keys: Sequence[LazyKey], weights: nw.Expr | None = None) -> Table:
        if not keys and weights is None:
            advance()
            return Table((), np.array([len(self)]))
        numbers = {} if weights is None else {"w": weights, "w2": weights * weights}
        return self._table(self._frame.select(**_columns(keys), **numbers), keys, numbers)

    def mean_per_row(self, asked: Sequence[tuple[LazyKey, Answers]]) -> LazyKey:
        advance()
        scores = [_score(key, answers) for key, answers in asked]
        total = nw.sum_horizontal(*(score for score, _ in scores))
        answered = nw.sum_horizontal(
            *(nw.when(is_score).then(nw.lit(1)).otherwise(nw.lit(0)) for _, is_score in scores)
        )
        return LazyKey((total, answered), _mean, ", ".join(key.of for key, _ in asked))

    def people(self, respondent: str, keys: Sequence[LazyKey]) -> Table:
        who = self._who(respondent)
        return self._table(self._frame.select(**_columns(keys), who=who).unique(), keys)

    def mean_per_respondent(
        self,
        respondent: str,
        keys: Sequence[LazyKey],
        score: LazyKey,
        answers: Answers,
        weights: nw.Expr | None,
    ) -> tuple[Table, LazyKey]:
        given, is_score = _score(score, answers)
        numbers = {"total": given} if weights is None else {"total": given, "w": weights}
        columns = _columns(keys)
        group = ["who", *columns]
        each = (
            self._frame.filter(is_score)
            .select(who=self._who(respondent), **columns, **numbers)
            .group_by(group)
            .agg(*(nw.col(name).sum() for name in numbers), answered=nw.len())
        )
        if weights is not None:
            each = each.with_columns(w=nw.col("w") / nw.col("answered"))
            each = each.with_columns(w2=nw.col("w") * nw.col("w"))
        means = LazyKey((nw.col("total"), nw.col("answered")), _mean, score.of)
        place = len(keys)
        each = each.rename({"total": f"key{place}_0", "answered": f"key{place}_1"})
        return self._table(each, [*keys, means], () if weights is None else ("w", "w2")), means

    def _table(self, frame: nw.LazyFrame[Any], keys: Sequence[LazyKey], sums: Iterable[str] = ()) -> Table:
        """Group a frame that has the keys' columns and others to add up: the weights and their squares."""
        added = [nw.col(name).sum() for name in sums]
        names = [*_columns(keys)]
        table = frame.group_by(names).agg(*added, n=nw.len()) if names else frame.select(*added, n=nw.len())
        found = self._collect(table, keys)
        advance()
        index = []
        for place, key in enumerate(keys):
            index.append(key.positions([found[f"key{place}_{part}"] for part in range(len(key.parts))]))
        n = np.array(found["n"], np.int64)
        return Table(tuple(index), n, *(np.array(found[name], np.float64) for name in sums))

    def _collect(self, frame: nw.LazyFrame[Any], keys: Sequence[LazyKey]) -> Mapping[str, Sequence[Any]]:
        table = frame.head(_LINES + 1).collect(**self._options)
        if len(table) > _LINES:
            raise RowsError(
                f"{' and '.join(key.of for key in keys)} have more than {_LINES:,} combinations of values: "
                "are they ids, times or measurements? Leave them out, or round them first"
            )
        found: Mapping[str, Sequence[Any]] = table.to_dict(as_series=False)
        return found

    def _who(self, respondent: str) -> nw.Expr:
        """The column that says who answered, which it must in every row."""
        who = self._present(respondent)
        if respondent not in self._answered_for:
            absent = nw.when(who.is_null()).then(nw.lit(1)).otherwise(nw.lit(0))
            table = self._frame.select(absent=absent).select(absent=nw.col("absent").sum(), rows=nw.len())
            found = self._collect(table, ())
            if found["absent"][0]:
                raise RowsError(
                    f"respondent column {respondent!r} is empty in {found['absent'][0]:,} "
                    f"of {found['rows'][0]:,} rows"
                )
            self._answered_for.add(respondent)
        return who

    def _present(self, column: str) -> nw.Expr:
        """A column with NaN made null."""
        given = nw.col(column)
        if self._schema[column].is_float():
            return nw.when(~given.is_nan()).then(given)
        return given


def _columns(keys: Sequence[LazyKey]) -> dict[str, nw.Expr]:
    return {
        f"key{place}_{number}": part
        for place, key in enumerate(keys)
        for number, part in enumerate(key.parts)
    }


def _score(key: LazyKey, answers: Answers) -> tuple[nw.Expr, nw.Expr]:
    """A column's scores, null or zero where there is none; and whether there is one."""
    (part,) = key.parts
    given: dict[float, list[Any]] = {}
    for place in np.flatnonzero(answers.is_score).tolist():
        given.setdefault(float(answers.score[place]), []).append(key.labels[place])
    is_score = _is_in(part, [label for several in given.values() for label in several])
    if key.number:
        return nw.when(is_score).then(part.cast(nw.Float64)), is_score
    each = [nw.when(_is_in(part, several)).then(nw.lit(score)) for score, several in given.items()]
    return nw.sum_horizontal(*each) if each else nw.lit(0.0), is_score


def _is_in(part: nw.Expr, values: Sequence[Any]) -> nw.Expr:
    return part.is_in(values) if values else part.is_null() & ~part.is_null()


def _value(given: Any) -> Any:
    """A value as a label: NaN, as engines that lean on pandas return, is none."""
    return None if given != given else given


def _mean(total: float, answered: int) -> float | None:
    return float(np.round(total / answered, DIGITS)) if answered else None


# --- rows that are not to be counted


@dataclass(frozen=True)
class RowSelection:
    """The rows to be counted, and for each outcome and given column or stage value how many are not."""

    rows: Any
    left_out: Mapping[int, Mapping[str, int]]
    """Of wide rows every column has the same numbers: a row is left out of all."""


def keep(rows: Any, plan: Plan) -> RowSelection:
    """Leave out the rows that a plan does not count, on the engine that holds them.

    Parameters
    ----------
    rows
        Any frame that narwhals knows.
    plan
        With ``where``, or for wide rows with ``respondent``; else all rows are kept.

    Raises
    ------
    UnknownNameError
        When a column or a value of ``where`` is not there; names the nearest.
    RowsError
        When no row is left; when wide rows have an empty respondent; or when they hold several rows of one
        respondent on an engine that knows no first one.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"Q1": [5, 4, 1], "who": ["a", "a", "b"]})
    >>> kept = keep(rows, Plan(scale=(1, 5), columns={"Q1": "wait"}, respondent="who"))
    >>> kept.rows["Q1"].tolist(), kept.left_out
    ([5, 1], {5: {'Q1': 1}})
    """
    kept, left_out = rows, {}
    if plan.where:
        kept, left_out[FILTERED] = _filtered(kept, plan)
    if plan.wide and plan.respondent is not None:
        kept, left_out[DUPLICATE] = _first_of_each(kept, plan, plan.respondent)
    return RowSelection(kept, left_out)


def _filtered(rows: Any, plan: Plan) -> tuple[Any, dict[str, int]]:
    frame = nw.from_native(rows)
    for column in plan.where:
        _require(frame, column)
    wanted = [_is_one_of(frame, column, values) for column, values in plan.where.items()]
    chosen = nw.all_horizontal(*wanted, ignore_nulls=True)
    kept, all_rows = frame.filter(chosen), _length(frame)
    n = _length(kept)
    if n == 0:
        conditions = " and ".join(f"{column} in {[*values]}" for column, values in plan.where.items())
        raise RowsError(f"where= keeps none of the {all_rows:,} rows: {conditions}")
    if plan.wide:
        return kept.to_native(), dict.fromkeys(plan.columns, all_rows - n)
    stage = str(plan.stage)
    _require(frame, stage)
    lost = Counter(_values(frame, stage))
    lost.subtract(_values(kept, stage))
    return kept.to_native(), {given: n for given, n in lost.items() if n}


def _is_one_of(frame: Any, column: str, values: tuple[str | None, ...]) -> nw.Expr:
    """Whether a column holds one of these texts."""
    there: dict[str, list[Any]] = {}
    for value in _collected(frame.select(column).unique())[column].to_list():
        if not _missing(value):
            there.setdefault(text(value), []).append(value)
    for wanted in values:
        if wanted is not None and wanted not in there:
            raise unknown(f"value of {column}", wanted, there, plural="values")
    expression = nw.col(column).is_in(
        [value for wanted in values if wanted is not None for value in there[wanted]]
    )
    return expression | nw.col(column).is_null() if None in values else expression


def _first_of_each(rows: Any, plan: Plan, respondent: str) -> tuple[Any, dict[str, int]]:
    frame = nw.from_native(rows)
    _require(frame, respondent)
    who = nw.col(respondent)
    n, people, absent = _collected(
        frame.select(n=nw.len(), people=who.n_unique(), absent=who.is_null().sum())
    ).row(0)
    if absent:
        raise RowsError(f"respondent column {respondent!r} is empty in {absent:,} of {n:,} rows")
    if people == n:
        return rows, {}
    if isinstance(frame, nw.LazyFrame):
        raise RowsError(
            f"{n - people:,} of {n:,} rows are not the first of their respondent, and lazy rows have no "
            "order to tell which is; leave the others out before joining"
        )
    return frame.filter(who.is_first_distinct()).to_native(), dict.fromkeys(plan.columns, n - people)


def _require(frame: Any, column: str) -> None:
    columns = frame.collect_schema().names()
    if column not in columns:
        raise unknown("column", column, columns)


def _values(frame: Any, column: str) -> Counter[str]:
    """How many rows hold each value of a column, as text; missing is the empty text."""
    table = _collected(frame.group_by(column).agg(n=nw.len()))
    found: Counter[str] = Counter()
    for value, n in zip(table[column].to_list(), table["n"].to_list(), strict=True):
        found["" if _missing(value) else text(value)] += int(n)
    return found


def _missing(value: Any) -> bool:
    """Whether a value is none, as any engine says so: pandas and those that build on it have NaN or NA."""
    return value is None or value is pd.NA or bool(value != value)


def _length(frame: Any) -> int:
    return int(_collected(frame.select(n=nw.len())).item())


def _collected(frame: Any) -> nw.DataFrame[Any]:
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame
