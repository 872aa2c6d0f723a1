"""Rows become counts: what is a score, whose it is, and what became of the rest."""

from __future__ import annotations

import math
import warnings

import msgspec
import pandas as pd
import pytest

from cjm_widgets.counts.counting import count
from cjm_widgets.document.errors import OutOfScaleWarning
from cjm_widgets.document.model import AnswerTally, Counts, Tally
from cjm_widgets.rows.reading import Plan


def wide(scores, **options) -> Tally:
    plan = Plan(**{"scale": (1, 5), "columns": {"Q": "security"}, **options})
    return count(pd.DataFrame({"Q": scores}), plan)[0].stages["security"]


def long_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "who": ["a", "a", "a", "b", "b", "c"],
            "where": ["Security", "Security", "Overall", "Security", "Overal", "Overall"],
            "score": [5, 2, 4, 3, 5, 9],
            "flight": ["d", "d", "d", "i", "i", None],
        }
    )


STAGES = {"Security": "security", "Overall": "overall"}


def test_values_are_counted_per_segment():
    rows = pd.DataFrame({"Q": [5, 4, 4, 1], "flight": ["d", "d", "i", "i"]})
    counts, _ = count(rows, Plan(scale=(1, 5), columns={"Q": "security"}, by=("flight",)))
    assert counts.by == ("flight",)
    assert counts.segments == (("d",), ("i",))
    assert counts.respondents == (2, 2)
    assert counts.stages["security"] == Tally((1.0, 4.0, 5.0), ((0, 1, 1), (1, 1, 0)))


def test_segments_are_the_combinations_that_occur_with_missing_last():
    rows = pd.DataFrame({"Q": [5, 4, 3, 2], "a": ["y", "x", None, "x"], "b": [2, 10, 2, 2]})
    counts, _ = count(rows, Plan(scale=(1, 5), columns={"Q": "security"}, by=("a", "b")))
    assert counts.segments == (("x", "2"), ("x", "10"), ("y", "2"), (None, "2"))


def test_a_categorical_keeps_its_own_order_and_shows_no_unused_level():
    waits = pd.Categorical(["short", "long", "short"], categories=["short", "some", "long"], ordered=True)
    rows = pd.DataFrame({"Q": [5, 4, 3], "wait": waits})
    counts, _ = count(rows, Plan(scale=(1, 5), columns={"Q": "security"}, by=("wait",)))
    assert counts.segments == (("short",), ("long",))


def test_several_questions_give_each_respondents_mean_and_keep_their_own_counts():
    rows = pd.DataFrame({"Q1": [5, 4, 0, 0], "Q2": [4, 0, 2, 0]})
    plan = Plan(scale=(1, 5), columns={"Q1": "security", "Q2": "security"}, missing=(0,))
    counts, _ = count(rows, plan)
    answers = AnswerTally(
        values=(2.0, 4.0, 5.0),
        n=((1, 2, 1),),
        shares=((1.0, 1.5, 0.5),),
        pairs=((0, 0), (1, 1), (1, 2), (2, 2)),
        products=((1.0, 1.25, 0.25, 0.25),),
        questions=("Q1", "Q2"),
    )
    assert counts.stages["security"] == Tally((2.0, 4.0, 4.5), ((1, 1, 1),), answers=answers)
    assert counts.questions == {"Q1": Tally((4.0, 5.0), ((1, 1),)), "Q2": Tally((2.0, 4.0), ((1, 1),))}
    assert counts.respondents == (4,)


def test_a_mean_of_tenths_is_one_value_in_whatever_order_they_are_added():
    rows = pd.DataFrame({"A": [1.1, 1.3], "B": [1.2, 1.2], "C": [1.3, 1.1]})
    plan = Plan(scale=(1, 5), columns=dict.fromkeys("ABC", "security"))
    tally = count(rows, plan)[0].stages["security"]
    assert (tally.values, tally.n) == ((1.2,), ((2,),))


def test_weights_are_summed_with_their_squares():
    rows = pd.DataFrame({"Q": [5, 5, 4], "w": [0.5, 2.0, 3.0]})
    counts, _ = count(rows, Plan(scale=(1, 5), columns={"Q": "security"}, weight="w"))
    assert counts.stages["security"] == Tally((4.0, 5.0), ((1, 2),), ((3.0, 2.5),), ((9.0, 4.25),))


def test_long_rows_count_answers_where_no_respondent_is_named():
    plan = Plan(scale=(1, 5), stage="where", score="score", stages=STAGES, missing=(9,))
    counts, _ = count(long_rows(), plan)
    assert counts.stages["security"] == Tally((2.0, 3.0, 5.0), ((1, 1, 1),))
    assert counts.respondents == (6,)
    assert counts.questions == {}


def test_long_rows_of_one_respondent_in_a_stage_become_one_mean():
    plan = Plan(
        scale=(1, 5),
        stage="where",
        score="score",
        stages=STAGES,
        missing=(9,),
        respondent="who",
        by=("flight",),
    )
    counts, _ = count(long_rows(), plan)
    assert counts.segments == (("d",), ("i",), (None,))
    assert counts.respondents == (1, 1, 1)
    security = counts.stages["security"]
    assert (security.values, security.n) == ((3.0, 3.5), ((0, 1), (1, 0), (0, 0)))
    assert security.answers.values == (2.0, 3.0, 5.0)
    assert security.answers.n == ((1, 0, 1), (0, 1, 0), (0, 0, 0))
    assert security.answers.shares == ((0.5, 0, 0.5), (0, 1, 0), (0, 0, 0))
    assert counts.stages["overall"] == Tally((4.0,), ((1,), (0,), (0,)))


def test_several_names_of_a_stage_count_together():
    rows = pd.DataFrame({"where": ["security", "Security"], "score": [4, 5]})
    plan = Plan(scale=(1, 5), stage="where", score="score", stages=STAGES | {"security": "security"})
    assert count(rows, plan)[0].stages == {"security": Tally((4.0, 5.0), ((1, 1),))}


@pytest.mark.parametrize("code", [6, 6.0, "6", "6.0"])
@pytest.mark.parametrize("scores", [[5, 6], ["5", "6"], [5.0, 6.0], ["5", 6], pd.array([5, 6], "Int64")])
def test_missing_codes_match_by_value_however_they_are_stored(code, scores):
    assert wide(scores, missing=(code,)) == Tally((5.0,), ((1,),))


def test_a_lone_missing_code_is_not_taken_apart():
    assert wide(["4", "Blank"], missing="Blank") == Tally((4.0,), ((1,),))


def test_a_missing_code_on_the_scale_is_no_score():
    assert wide([0, 10, 3], scale=(0, 10), missing=(0,)) == Tally((3.0, 10.0), ((1, 1),))


def test_spaces_around_a_score_or_a_code_do_not_matter():
    assert wide(["5", " 4 ", " 6", "Blank "], missing=(6, "Blank")) == Tally((4.0, 5.0), ((1, 1),))
    with pytest.warns(OutOfScaleWarning, match=r"'4 5' in column 'Q' \(1 row\)"):
        assert wide(["5", "4 5"]) == Tally((5.0,), ((1,),))


def test_a_value_off_the_scale_is_reported_once_and_never_counted():
    rows = pd.DataFrame({"Q1": [5, 6, 6, 4], "Q2": [7, 6, 3, 3], "Q3": ["Blank", "2", "2", "2"]})
    plan = Plan(scale=(1, 5), columns={name: name for name in rows})
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        counts, found = count(rows, plan)
    (only,) = told
    assert issubclass(only.category, UserWarning)
    assert only.filename == __file__
    sentence = str(only.message)
    assert "off the scale 1 to 5" in sentence
    assert "6 in column 'Q1' (2 rows), column 'Q2' (1 row)" in sentence
    assert "'Blank' in column 'Q3' (1 row)" in sentence
    assert "missing=[6, 7, 'Blank']" in sentence
    assert counts.stages["Q1"].values == (4.0, 5.0)
    off = found[found["outcome"] == "out of scale"].set_index("given")
    assert off["rows"].to_dict() == {"Q1": 2, "Q2": 2, "Q3": 1}
    assert off.loc["Q2", "examples"] in ("6, 7", "7, 6")


def test_the_reconciliation_of_each_column_adds_up_to_the_rows():
    rows = pd.DataFrame({"Q1": [5, 6, None, 4, 9], "Q2": ["", "n/a", "5", " ", "7"]})
    plan = Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "b"}, missing=(6, "n/a"))
    with pytest.warns(OutOfScaleWarning):
        _, found = count(rows, plan)
    assert found.groupby("given")["rows"].sum().to_dict() == {"Q1": 5, "Q2": 5}
    outcome = found.set_index(["given", "outcome"])["rows"].to_dict()
    assert outcome == {
        ("Q1", "matched"): 2,
        ("Q1", "missing code"): 2,
        ("Q1", "out of scale"): 1,
        ("Q2", "matched"): 1,
        ("Q2", "missing code"): 3,
        ("Q2", "out of scale"): 1,
    }
    assert found[found["outcome"] == "missing code"]["examples"].tolist() == ["6, (empty)", "(empty), n/a"]
    assert [*found.columns] == ["given", "stage", "outcome", "rows", "examples", "nearest"]


def test_a_stage_nobody_knows_is_reconciled_with_the_nearest():
    plan = Plan(scale=(1, 5), stage="where", score="score", stages=STAGES, missing=(9,))
    rows = pd.concat([long_rows(), pd.DataFrame({"where": [None], "score": [5]})])
    _, found = count(rows, plan)
    assert found["rows"].sum() == len(rows)
    lost = found[found["given"] == "Overal"].iloc[0]
    assert (lost["given"], lost["nearest"], lost["rows"]) == ("Overal", "Overall", 1)
    assert pd.isna(lost["stage"])
    assert found[found["given"] == ""]["outcome"].tolist() == ["unmatched"]


def test_a_column_in_which_everything_is_missing_is_a_stage_without_respondents():
    rows = pd.DataFrame({"Q1": [5, 4], "Q2": [math.nan, None]})
    counts, found = count(rows, Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "b"}))
    assert counts.stages["b"] == Tally((), ((),))
    assert found.set_index("given").loc["Q2", "outcome"] == "missing code"


def test_more_rows_than_fit_a_chunk_are_all_counted():
    rows = pd.DataFrame({"Q1": [1, 2, 3, 4, 5] * 40_000, "Q2": [5, 5, 5, 5, 5] * 40_000})
    counts, _ = count(rows, Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "a"}))
    assert counts.questions["Q1"] == Tally((1.0, 2.0, 3.0, 4.0, 5.0), ((40_000,) * 5,))
    tally = counts.stages["a"]
    assert (tally.values, tally.n) == ((3.0, 3.5, 4.0, 4.5, 5.0), ((40_000,) * 5,))


def test_keys_too_many_to_have_a_counter_each_are_counted_all_the_same():
    rows = pd.DataFrame({"Q": [x / 1000 for x in range(1000, 2100)] * 2, "by": [*range(1100)] * 2})
    rows["w"] = 2.0
    counts, _ = count(rows, Plan(scale=(1, 5), columns={"Q": "a"}, by=("by",), weight="w"))
    tally = counts.stages["a"]
    assert len(tally.values) == len(tally.n) == 1100
    assert all(sum(row) == 2 and row[position] == 2 for position, row in enumerate(tally.n))
    assert tally.weights[7][7] == 4.0
    assert tally.weights_squared[7][7] == 8.0


def test_counts_survive_the_file():
    rows = pd.DataFrame({"Q1": [5, 4, 1], "Q2": [3, 4, 3], "w": [0.1, 0.2, 0.7], "by": ["a", None, "a"]})
    plan = Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "a"}, by=("by",), weight="w")
    counts, _ = count(rows, plan)
    assert msgspec.json.decode(msgspec.json.encode(counts), type=Counts) == counts
