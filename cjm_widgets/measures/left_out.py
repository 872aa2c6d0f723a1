"""Rows that are not to be counted: those that `where` does not keep, and the later ones of a respondent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from cjm_widgets.document.errors import unknown
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.plan import Plan
from cjm_widgets.measures.scores import DUPLICATE, FILTERED, text


@dataclass(frozen=True)
class Kept:
    """The rows to be counted, and for each outcome and given column or stage value how many are not."""

    rows: Any
    left_out: Mapping[int, Mapping[str, int]]
    """Of wide rows every column has the same numbers: a row is left out of all."""


def keep(rows: Any, plan: Plan) -> Kept:
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
    return Kept(kept, left_out)


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
