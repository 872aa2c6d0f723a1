"""Rows count the same whoever holds them, and only counts come back."""

from __future__ import annotations

import datetime
import warnings

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import pytest

from cjm_widgets.counts.counting import count
from cjm_widgets.document.errors import CjmError, OutOfScaleWarning, RowsError
from cjm_widgets.rows.opening import open_rows
from cjm_widgets.rows.protocol import Extent
from cjm_widgets.rows.reading import Plan
from cjm_widgets.rows.scores import number
from tests.unit.rows.engines import ENGINES, Holder, hold, spark

__all__ = ["hold", "spark"]  # fixtures
OTHERS = ENGINES[1:]
every_engine = pytest.mark.parametrize("engine", OTHERS)


def survey(rows: int = 240) -> pd.DataFrame:
    """Wide answers with everything that happens to them: missing codes, gaps, text, weights."""
    random = np.random.default_rng(2017)
    pick = random.choice
    return pd.DataFrame(
        {
            "Q1": pick([1, 2, 3, 4, 5, 0, 6], rows),
            "Q2": pd.array(pick([1, 2, 3, 4, 5, 9, None], rows), "Int64"),
            "Q3": pick(["1", "2", "3.0", "4", "5", "n/a", None], rows),
            "Q4": pick([1.5, 2.5, 4.25, np.nan], rows),
            "flight": pick(["domestic", "international", None], rows),
            "month": pick(["2017-05", "2017-06"], rows),
            "who": pick([f"{number:03}" for number in range(60)], rows),
            "where": pick(["Security", "security", "Boarding", "Lounge", None], rows),
            "weight": pick([0.25, 0.5, 1.0, 2.75], rows),
        }
    )


WIDE = {"scale": (1, 5), "missing": (0, "6", 9.0, "n/a")}
LONG = {
    "scale": (1, 5),
    "missing": (0, 6),
    "stage": "where",
    "score": "Q1",
    "stages": {"Security": "security", "security": "security", "Boarding": "boarding"},
}
PLANS = {
    "one question": Plan(**WIDE, columns={"Q1": "security"}),
    "a question of each kind": Plan(
        **WIDE, columns={"Q1": "a", "Q2": "b", "Q3": "c", "Q4": "d"}, by=("flight", "month")
    ),
    "several questions of a stage": Plan(
        **WIDE, columns=dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), "security"), by=("flight",)
    ),
    "weights": Plan(**WIDE, columns=dict.fromkeys(("Q1", "Q2"), "security"), by=("month",), weight="weight"),
    "long": Plan(**LONG, by=("flight", "month")),
    "long with weights": Plan(**LONG, by=("flight",), weight="weight"),
    "long with text scores": Plan(**{**LONG, "score": "Q3", "missing": ("n/a",)}),
    "long with respondents": Plan(**LONG, by=("flight",), respondent="who"),
    "long with respondents, text scores and weights": Plan(
        **{**LONG, "score": "Q3", "missing": ("n/a",)}, by=("month",), respondent="who", weight="weight"
    ),
}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())
@every_engine
def test_counts_and_reconciliation_are_those_of_pandas(engine: str, plan: Plan, hold: Holder):
    rows = survey()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OutOfScaleWarning)
        counts, reconciliation = count(rows, plan)
        there, reconciled = count(hold(engine, rows), plan)
    assert sum(counts.respondents) > 0
    assert counts == there
    pd.testing.assert_frame_equal(_by_value(reconciliation), _by_value(reconciled))


def _by_value(reconciliation: pd.DataFrame) -> pd.DataFrame:
    """Examples as a set: equally frequent ones come in any order, and a file knows no numbers."""
    examples = [
        sorted(str(each if (found := number(each)) is None else found) for each in text.split(", "))
        for text in reconciliation["examples"]
    ]
    return reconciliation.assign(examples=[", ".join(each) for each in examples])


@every_engine
def test_segments_are_told_apart_by_the_text_of_any_dtype(engine: str, hold: Holder):
    if engine == "csv":
        pytest.skip("what a CSV file holds is text")
    rows = pd.DataFrame(
        {
            "Q": [5, 4, 3, 2],
            "number": [2, 10, 2, 10],
            "share": [0.5, np.nan, 2.0, 0.5],
            "early": [True, False, True, True],
            "day": [datetime.date(2017, 5, day) for day in (2, 1, 2, 1)],
            "class": pd.Categorical(["low", "high", "low", "high"], ["low", "mid", "high"], ordered=True),
        }
    )
    plan = Plan(scale=(1, 5), columns={"Q": "a"}, by=tuple(rows.columns[1:]))
    if engine in ("duckdb", "pyspark", "ibis"):
        rows["class"] = rows["class"].astype("str")  # they know no categories
    assert count(hold(engine, rows), plan)[0] == count(rows, plan)[0]


@every_engine
def test_what_comes_back_is_counts(engine: str, hold: Holder, monkeypatch: pytest.MonkeyPatch):
    lines = []
    collect = nw.LazyFrame.collect

    def watched(frame: nw.LazyFrame, *options: object, **named: object) -> nw.DataFrame:
        table = collect(frame, *options, **named)
        lines.append(len(table))
        return table

    monkeypatch.setattr(nw.LazyFrame, "collect", watched)
    rows = survey(5_000)
    for plan in PLANS.values():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", OutOfScaleWarning)
            count(hold(engine, rows), plan)
    assert max(lines, default=0) < 700
    assert bool(lines) == (engine != "pyarrow")


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ({"columns": {"Q11": "a"}}, "no column 'Q11'; did you mean 'Q1'"),
        ({"columns": {"none": "a"}}, "no score from 1 to 5 in none: 3 missing code"),
        (
            {"columns": {"Q1": "a"}, "weight": "w"},
            "1 values that are missing or no number and 1 below zero, of 3",
        ),
        (
            {"columns": {"Q1": "a"}, "weight": "text"},
            "2 values that are missing or no number and 0 below zero",
        ),
        ({"columns": {"Q1": "a"}, "weight": "zero"}, "zero in every row"),
        (
            {"stage": "text", "score": "Q1", "stages": {"x": "a"}, "respondent": "who"},
            "'who' is empty in 1 of 3 rows",
        ),
        ({"stage": "text", "score": "Q1", "stages": {"why": "a"}, "respondent": "Q1"}, "3 unmatched"),
    ],
)
@every_engine
def test_what_cannot_be_counted_is_refused_in_the_same_words(engine: str, plan, sentence: str, hold: Holder):
    rows = pd.DataFrame(
        {
            "Q1": [5, 4, 3],
            "none": [np.nan] * 3,
            "w": [1.0, -1.0, np.nan],
            "text": ["x", "2", "y"],
            "zero": [0, 0, 0],
            "who": ["a", None, "b"],
        }
    )
    with pytest.raises(CjmError, match=sentence):
        count(hold(engine, rows), Plan(**{"scale": (1, 5), **plan}))


@every_engine
def test_empty_rows_are_refused(engine: str, hold: Holder):
    rows = pd.DataFrame({"Q": pd.Series([], dtype="int64")})
    with pytest.raises(RowsError, match="rows are empty"):
        count(hold(engine, rows), Plan(scale=(1, 5), columns={"Q": "a"}))


@pytest.mark.parametrize("engine", ["pyarrow", "polars", "duckdb"])
def test_ids_are_kept_to_the_last_digit(engine: str, hold: Holder):
    first = 2**60
    rows = pd.DataFrame({"Q": [5, 4, 3], "id": pd.array([first, first + 1, None], "Int64")})
    for order in (rows, rows[::-1]):  # engines return groups in any order
        counts, _ = count(hold(engine, order), Plan(scale=(1, 5), columns={"Q": "a"}, by=("id",)))
        assert counts.segments == ((str(first),), (str(first + 1),), (None,))


@pytest.mark.parametrize("engine", ["pyarrow", "polars", "duckdb"])
def test_lists_cannot_be_counted(engine: str, hold: Holder):
    with pytest.raises(RowsError, match="column 'Q' holds values that cannot be counted"):
        count(hold(engine, pd.DataFrame({"Q": [[4], [5]]})), Plan(scale=(1, 5), columns={"Q": "a"}))


def test_numbers_are_added_up_and_judged_alike(hold: Holder):
    rows = pd.DataFrame({"stage": ["a", "a", "b"], "w": [1.5, None, 4.0]})

    def added(engine: str) -> tuple[object, ...]:
        opened = open_rows(hold(engine, rows))
        stage, weights = opened.key("stage"), opened.numbers("w")
        return opened.extent(weights), opened.tabulate([stage]).n.sum(), [*stage.labels]

    for engine in ("pandas", "pyarrow", "polars", "duckdb", "dask", "csv"):
        extent, n, labels = added(engine)
        assert extent == Extent(rows=3, absent=1, negative=0, low=1.5, high=4.0)
        assert n == 3
        assert {*labels} - {None} == {"a", "b"}


def test_what_holds_no_rows_is_refused_with_what_does():
    with pytest.raises(RowsError, match=r"pandas, pyarrow, polars, DuckDB, Dask, PySpark, Ibis .*, not dict"):
        count({"Q": [5]}, Plan(scale=(1, 5), columns={"Q": "a"}))
