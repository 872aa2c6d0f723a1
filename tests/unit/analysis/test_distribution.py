"""How respondents spread over the scores."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.analysis.distribution import distribution_frame
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.rows.reading import Plan
from cjm_widgets.statistics.intervals import goodman_intervals
from tests.unit.strategies import examples

STAGES = {"a": "Arriving", "b": "Boarding", "c": "Cruising"}


def survey(rows, *, columns=None, scale=(1, 5), weight=None, by=()) -> MeasuredSource:
    plan = Plan(scale=scale, columns=columns or {"Q1": "a", "Q2": "b"}, weight=weight, by=by)
    return MeasuredSource("Survey", stack(count(rows, plan)[0]), plan.scale, ())


def test_goodmans_intervals_equal_r(vectors):
    expected = vectors["goodman"]["expected"]
    n = np.array(expected["counts"], float)
    low, high = goodman_intervals(n / n.sum(), np.asarray(n.sum()), 0.95)
    assert np.stack([low, high], axis=1) == pytest.approx(np.array(expected["ci"]), abs=1e-6)


def test_a_table_has_goodmans_intervals(vectors):
    expected = vectors["goodman"]["expected"]
    scores = np.repeat(np.arange(1, 8), expected["counts"])
    frame = distribution_frame(
        [survey(pd.DataFrame({"Q": scores}), columns={"Q": "a"}, scale=(1, 7))], STAGES
    )
    first = frame[frame["stage"] == "Arriving"]
    assert [*frame.columns] == ["source", "stage", "score", "n", "share", "low", "high", "method"]
    assert first["n"].tolist() == expected["counts"]
    assert first[["low", "high"]].to_numpy() == pytest.approx(np.array(expected["ci"]), abs=1e-6)
    assert set(first["method"]) == {"share, Goodman, simultaneous 95 %"}
    assert set(frame["method"]) - set(first["method"]) == {"not asked: no rows are about this stage"}


def test_scores_that_nobody_gave_are_there_and_answers_are_counted_not_means():
    rows = pd.DataFrame({"Q1": [1, 3, 3], "Q2": [2, None, None], "Q3": [3, 2, None]})
    frame = distribution_frame(
        [survey(rows, columns={"Q1": "a", "Q2": "b", "Q3": "b"}, scale=(1, 3))], {"a": "A", "b": "B"}
    )
    assert frame["score"].tolist() == [1, 2, 3, 1, 2, 3]
    assert frame["n"].tolist() == [1, 0, 2, 0, 2, 1]
    assert frame["share"].tolist()[3:] == [0, 0.75, 0.25]  # of 2 and 3, and of 2
    assert frame["method"][3].startswith("share over 2 questions, respondents' shares averaged, Goodman at")


def test_a_stage_nobody_was_asked_about_has_counts_of_zero_and_no_shares():
    rows = pd.DataFrame({"Q1": [1, 3], "Q2": [2, 2]})
    frame = distribution_frame([survey(rows, scale=(1, 3))], STAGES)
    nobody = frame[frame["stage"] == "Cruising"]
    assert nobody["n"].tolist() == [0, 0, 0]
    assert nobody[["share", "low", "high"]].isna().all(axis=None)
    assert distribution_frame([], STAGES).empty


def test_a_scale_of_many_scores_lists_those_that_were_given():
    rows = pd.DataFrame({"Q1": [0, 700, 700], "Q2": [1, 2, 3]})
    frame = distribution_frame([survey(rows, scale=(0, 1000))], {"a": "A"})
    assert frame["score"].tolist() == [0, 700]


def test_weights_make_weighted_shares_at_kish_n():
    rows = pd.DataFrame({"Q1": [1, 2, 2], "w": [2.0, 1.0, 1.0]})
    frame = distribution_frame([survey(rows, columns={"Q1": "a"}, scale=(1, 2), weight="w")], {"a": "A"})
    assert frame["n"].tolist() == [1, 2]
    assert frame["share"].tolist() == [0.5, 0.5]
    low, high = goodman_intervals(np.array([0.5, 0.5]), np.asarray(16 / 6), 0.95)
    assert frame["low"].tolist() == pytest.approx(low)
    assert frame["high"].tolist() == pytest.approx(high)
    assert frame["method"][0] == (
        "weighted share, Goodman at Kish n, simultaneous 95 %, few respondents (n < 30)"
    )


def test_a_level_that_is_no_confidence_is_refused():
    with pytest.raises(MeasureError, match="between 0 and 1"):
        distribution_frame([], STAGES, level=95)


answers = st.sampled_from([1, 2, 3, 4, 5, None])
people = st.lists(st.tuples(answers, answers, st.sampled_from(["x", "y"])), min_size=1, max_size=40)


@examples(30)
@given(people, st.randoms(use_true_random=False))
def test_a_toggle_equals_a_recount_in_any_order_and_weights_of_one_are_no_weights(people, random):
    rows = pd.DataFrame([*people, (3, 3, "x")], columns=["Q1", "Q2", "by"]).assign(w=1.0)
    shuffled = rows.sample(frac=1, random_state=random.randrange(1000))
    toggled = distribution_frame([survey(rows, by=("by",))], STAGES, {"by": ("x",)})
    kept = shuffled[shuffled["by"] == "x"]
    pd.testing.assert_frame_equal(toggled, distribution_frame([survey(kept)], STAGES))
    weighted = distribution_frame([survey(kept, weight="w")], STAGES)
    pd.testing.assert_frame_equal(toggled.drop(columns="method"), weighted.drop(columns="method"))
    known = toggled.dropna()
    assert ((known["low"] <= known["share"]) & (known["share"] <= known["high"])).all()
    assert known.groupby("stage")["share"].sum().to_numpy() == pytest.approx(1)
