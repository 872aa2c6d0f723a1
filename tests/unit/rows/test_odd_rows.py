"""Rows as people have them: every dtype, and everything that must be refused with a sentence."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import numpy as np
import pandas as pd
import pytest

from cjm_widgets.counts.counting import count
from cjm_widgets.document.errors import CjmError, OutOfScaleWarning, RowsError, UnknownNameError
from cjm_widgets.document.model import Counts, Tally
from cjm_widgets.rows.reading import Plan

ONE_EACH = Tally((4.0, 5.0), ((1, 1),))


def counted(scores, **options) -> Tally:
    plan = Plan(**{"scale": (1, 5), "columns": {"Q": "security"}, **options})
    return count(pd.DataFrame({"Q": scores}), plan)[0].stages["security"]


def segments_of(values) -> tuple:
    rows = pd.DataFrame({"Q": [5] * len(values), "by": values})
    return count(rows, Plan(scale=(1, 5), columns={"Q": "security"}, by=("by",)))[0].segments


@pytest.mark.parametrize(
    "scores",
    [
        np.array([4, 5], np.int8),
        np.array([4, 5], np.uint64),
        np.array([4, 5], np.float16),
        [4.0, 5.0, np.nan],
        [None, 4, 5],
        ["4", "5", None],
        ["4.0", 5, pd.NA, np.nan, None, ""],
        [Decimal("4"), 5.0, np.float32("nan")],
        pd.array([4, 5, None], "Int64"),
        pd.array([4, 5, None], "Float32"),
        pd.array(["4", "5", None], "string"),
        pd.array(["4", "5", None], pd.StringDtype("pyarrow")),
        pd.Categorical([4, 5, None], categories=[1, 2, 3, 4, 5, 6]),
        pd.Categorical(["5", "4"], categories=["5", "4", "Blank"]),
        pd.array([4, 5, None], "int64[pyarrow]"),
        pd.arrays.SparseArray([4, 5]),
    ],
    ids=lambda scores: str(getattr(scores, "dtype", type(scores).__name__)),
)
def test_scores_count_whatever_the_column_is_made_of(scores):
    assert counted(scores) == ONE_EACH


def test_numbers_far_from_zero_but_close_together_count():
    far = 2**50
    assert counted(np.array([far, far + 256]), scale=(far, far + 512)).n == ((1, 1),)
    assert counted(np.array([-(2**50)]), scale=(-(2**50), 0)).n == ((1,),)


def test_true_and_false_are_one_and_zero():
    for scores in ([True, False, True], pd.array([True, False, True, None], "boolean")):
        assert counted(scores, scale=(0, 1)) == Tally((0.0, 1.0), ((1, 2),))


@pytest.mark.parametrize("text", ["nan", "inf", "5_0", "٥", "five", "4,5,6", "0x4"])
def test_text_that_only_looks_like_a_number_is_no_score(text):
    with pytest.warns(OutOfScaleWarning):
        assert counted(["4", "5", text]) == ONE_EACH


def test_infinity_and_huge_numbers_are_off_the_scale():
    with pytest.warns(OutOfScaleWarning, match="inf"):
        assert counted([4.0, 5.0, np.inf, -np.inf]) == ONE_EACH
    with pytest.warns(OutOfScaleWarning):
        assert counted(pd.Series([4, 5, 10**400], dtype=object)) == ONE_EACH


@pytest.mark.parametrize(
    ("values", "segments"),
    [
        ([2, 10, 2], (("2",), ("10",))),
        ([2.0, np.nan, 10.0], (("2",), ("10",), (None,))),
        ([True, False], (("False",), ("True",))),
        (["b", "a", pd.NA], (("a",), ("b",), (None,))),
        (["1", 1, None], (("1",), (None,))),
        (pd.array([1, None], "Int64"), (("1",), (None,))),
        (pd.Categorical(["b"], categories=["a", "b"]), (("b",),)),
        (
            pd.to_datetime(["2017-05-02", "2017-05-01"]).tz_localize("Europe/Paris"),
            (("2017-05-01 00:00:00+02:00",), ("2017-05-02 00:00:00+02:00",)),
        ),
        (pd.PeriodIndex(["2017-05", "2017-04"], freq="M"), (("2017-04",), ("2017-05",))),
    ],
    ids=str,
)
def test_segments_are_told_apart_by_the_text_of_any_dtype(values, segments):
    assert segments_of(values) == segments


def test_columns_and_stages_may_be_labelled_by_numbers():
    counts, _ = count(pd.DataFrame({1: [5, 4]}), Plan(scale=(1, 5), columns={"1": "a"}))
    assert counts.stages["a"] == ONE_EACH
    rows = pd.DataFrame({"stage": [1, 2], "score": [4, 5]})
    counts, _ = count(rows, Plan(scale=(1, 5), stage="stage", score="score", stages={"1": "a", "2": "b"}))
    assert [*counts.stages] == ["a", "b"]


def test_a_duplicated_index_and_a_duplicated_column_not_read_do_no_harm():
    rows = pd.DataFrame([[4, 1, 2], [5, 1, 2]], columns=["Q", "x", "x"], index=[7, 7])
    assert count(rows, Plan(scale=(1, 5), columns={"Q": "a"}))[0].stages["a"] == ONE_EACH


def test_rows_are_left_as_they_were():
    rows = pd.DataFrame({"Q": ["5", 6, None], "by": pd.Categorical(["a", "b", "a"]), "w": [1.0, 2.0, 3.0]})
    before = rows.copy()
    with pytest.warns(OutOfScaleWarning):
        count(rows, Plan(scale=(1, 5), columns={"Q": "a"}, by=("by",), weight="w"))
    pd.testing.assert_frame_equal(rows, before)


ROWS = pd.DataFrame(
    {"Q1": [5, 4], "Q2": [9, None], "where": ["Security", "Overall"], "w": [1.0, -1.0], "id": [1, 2]}
)


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ({"columns": {"Q11": "a"}}, r"no column 'Q11'; did you mean 'Q1'"),
        ({"columns": {"Q1": "a"}, "by": ("wher",)}, "did you mean 'where'"),
        ({"columns": {"Q1": "a"}, "weight": "weight"}, "no column 'weight'"),
        ({"columns": {"Q2": "a"}}, r"in Q2: 1 missing code \(empty\), 1 out of scale \(9\)"),
        (
            {"columns": {"Q1": "a"}, "weight": "w"},
            "0 values that are missing or no number and 1 below zero, of 2",
        ),
        ({"columns": {"Q1": "a"}, "weight": "where"}, "2 values that are missing or no number"),
        ({"columns": {"Q1": "a"}, "scale": (5, 1)}, r"scale=\(5, 1\) is upside down"),
        ({"columns": {"Q1": "a"}, "scale": (1, 1)}, "upside down"),
        ({"columns": {"Q1": "a"}, "scale": 5}, "lowest and the highest score"),
        ({"columns": {"Q1": "a"}, "scale": (1, float("nan"))}, "lowest and the highest score"),
        ({"columns": {"Q1": "a"}, "scale": ("1", "5")}, "lowest and the highest score"),
        ({}, "say where the scores are"),
        ({"columns": {"Q1": "a"}, "stage": "where", "score": "Q1"}, "one form, not both"),
        ({"stage": "where"}, "stage= needs score= beside it"),
        ({"score": "Q1"}, "score= needs stage= beside it"),
        ({"columns": {"Q1": "a"}, "by": ("where", "where")}, "names a column twice"),
        (
            {"stage": "where", "score": "Q1", "stages": {"Secuirty": "s"}},
            r"2 unmatched \('Security' \(nearest: 'Secuirty'\)\)\. Stages: Secuirty",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(plan, sentence):
    with pytest.raises(CjmError, match=sentence) as refused:
        count(ROWS, Plan(**{"scale": (1, 5), **plan}))
    assert isinstance(refused.value, ValueError | KeyError)


def test_an_unknown_column_is_a_key_error():
    with pytest.raises(UnknownNameError):
        count(ROWS, Plan(scale=(1, 5), columns={"nowhere": "a"}))


def test_empty_rows_are_refused():
    with pytest.raises(RowsError, match="rows are empty"):
        count(ROWS.iloc[:0], Plan(scale=(1, 5), columns={"Q1": "a"}))


def test_a_column_name_that_is_there_twice_is_refused():
    rows = pd.DataFrame([[5, 4]], columns=["Q", "Q"])
    with pytest.raises(RowsError, match="2 columns named 'Q'"):
        count(rows, Plan(scale=(1, 5), columns={"Q": "a"}))


def test_weights_of_nothing_are_refused():
    with pytest.raises(RowsError, match="zero in every row"):
        count(pd.DataFrame({"Q": [5], "w": [0]}), Plan(scale=(1, 5), columns={"Q": "a"}, weight="w"))


def test_values_that_cannot_be_told_apart_are_refused():
    with pytest.raises(RowsError, match="column 'Q' holds values that cannot be counted"):
        counted([[4], [5]])


def test_answers_of_nobody_are_refused():
    rows = pd.DataFrame({"where": ["Security"] * 3, "score": [4, 5, 5], "who": ["a", None, "b"]})
    plan = Plan(scale=(1, 5), stage="where", score="score", stages={"Security": "s"}, respondent="who")
    with pytest.raises(RowsError, match="'who' is empty in 1 of 3 rows"):
        count(rows, plan)


def test_a_column_of_ids_splits_no_segments():
    rows = pd.DataFrame({"Q": [5] * 20_000, "id": range(20_000)})
    with pytest.raises(RowsError, match=r"more than 10,000 segments; column 'id' alone has 20,000"):
        count(rows, Plan(scale=(1, 5), columns={"Q": "a"}, by=("id",)))


def test_too_many_combinations_to_number_are_refused_all_the_same():
    columns = {f"by{number}": range(9_000) for number in range(6)}
    rows = pd.DataFrame({"Q": [5] * 9_000, **columns})
    with pytest.raises(RowsError, match="more than 10,000 segments"):
        count(rows, Plan(scale=(1, 5), columns={"Q": "a"}, by=tuple(columns)))


def test_half_a_surrogate_pair_is_written_as_its_escape():
    rows = pd.DataFrame({"Q": ["4", "5", "\ud800"], "by": ["\udfff", "b", "b"]}, dtype=object)
    with pytest.warns(OutOfScaleWarning):
        counts, found = count(rows, Plan(scale=(1, 5), columns={"Q": "a"}, by=("by",)))
    assert counts.segments == (("b",), ("\\udfff",))
    assert "\\ud800" in found["examples"].tolist()
    assert msgspec.json.decode(msgspec.json.encode(counts), type=Counts) == counts
