"""What a curve comes to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.analysis.summary import Curve, curves_frame, summarise
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from tests.unit.strategies import examples

NAN = float("nan")
NO_TIMES = np.full(3, NAN)


def shape(scores, scale=(1, 5), durations=None):
    return summarise(np.array(scores, float), scale, np.array(durations or [NAN] * len(scores), float))


@pytest.mark.parametrize("name", ["peak_end_A", "peak_end_B"])
def test_peak_end_equals_kahnemans_cold_hands(vectors, name):
    # Pain is measured from none, so none is the point that the peak is furthest from.
    peak, end = vectors[name]["input"]["peak"], vectors[name]["input"]["end"]
    assert shape([2, peak, end], scale=(-10, 10)).peak_end == vectors[name]["expected"]


def test_peak_end_of_an_airport_equals_r(airport_rows, oracle):
    expected = oracle["peak_end"]
    columns = {
        question: stage
        for stage, questions in oracle["stage_map"].items()
        if stage in expected["stage_means"]
        for question in ([questions] if isinstance(questions, str) else questions)
    }
    counts, _ = count(airport_rows, Plan(scale=(1, 5), columns=columns, missing=(0, 6, "Blank")))
    source = MeasuredSource("survey", stack(counts), (1, 5), (mean(),))
    means = estimate(source, [*expected["stage_means"]])["mean"].value
    assert means.tolist() == pytest.approx([*expected["stage_means"].values()], abs=1e-6)
    found = shape(means)
    assert found.peak == pytest.approx(expected["peak_abs_from_mid3"], abs=1e-6)
    assert found.end == pytest.approx(expected["end"], abs=1e-6)
    assert found.peak_end == pytest.approx(expected["peak_end"], abs=1e-6)
    assert (found.peak_at, found.end_at, found.stages) == (3, 5, 6)


def test_a_low_far_from_the_midpoint_is_the_peak():
    assert (shape([4, 1.5, 4]).peak, shape([4, 2.5, 4.2]).peak) == (1.5, 4.2)


def test_of_scores_equally_far_from_the_midpoint_the_later_is_the_peak():
    # 4.2 - 3 and 3 - 1.8 differ in the last place of a floating-point number.
    assert shape([4.2, 1.8, 3]).peak_at == 1
    assert shape([1.8, 4.2, 3]).peak_at == 1


def test_the_end_is_the_last_score_there_is():
    found = shape([4, 2, NAN])
    assert (found.end, found.end_at, found.stages) == (2, 1, 2)


def test_the_slope_is_least_squares_over_places_and_gaps_keep_theirs():
    scores = [1.0, NAN, 4.0, 3.0]
    expected = np.polyfit([0, 2, 3], [1, 4, 3], 1)[0]
    assert shape(scores).slope == pytest.approx(expected)
    assert shape([2, 3, 4]).slope == pytest.approx(1)


def test_time_weighs_scores_where_all_of_them_have_a_duration():
    assert shape([1, 5, NAN], durations=[30, 10, NAN]).time_weighted_mean == 2
    assert np.isnan(shape([1, 5, 4], durations=[30, 10, NAN]).time_weighted_mean)
    assert np.isnan(shape([1, 5, 4], durations=[0, 0, 0]).time_weighted_mean)


def test_the_biggest_drop_is_between_stages_next_to_each_other():
    found = shape([5, NAN, 1, 4, 2.5])
    assert (found.drop, found.drop_from, found.drop_to) == (1.5, 3, 4)
    assert shape([5, 3, 3, 1]).drop_from == 2


def test_a_curve_that_only_rises_has_no_drop():
    found = shape([1, 1, 2])
    assert np.isnan(found.drop)
    assert (found.drop_from, found.drop_to) == (None, None)


def test_a_single_score_is_peak_and_end_without_a_slope():
    found = shape([NAN, 4, NAN])
    assert (found.peak, found.end, found.peak_end) == (4, 4, 4)
    assert np.isnan([found.slope, found.drop]).all()


def test_a_curve_without_scores_comes_to_nothing():
    for found in (shape([NAN, NAN]), shape([])):
        assert found.stages == 0
        assert np.isnan([found.peak, found.end, found.peak_end, found.slope, found.drop]).all()
        assert found.peak_at is found.end_at is found.drop_from is None


def test_the_table_names_stages_and_scales():
    stages = {"a": "Arriving", "b": "Boarding", "c": "Cruising"}
    curves = [
        Curve("measured", "Survey", (1, 5), np.array([4.0, 2.0, NAN])),
        Curve("drawn", "Maya", (-2, 2), NO_TIMES),
    ]
    frame = curves_frame(curves, stages, {"a": 10, "b": 30, "c": None})
    assert [*frame.columns] == [
        "curve", "name", "scale", "stages", "peak", "peak_stage", "end", "end_stage", "peak_end", "slope",
        "time_weighted_mean", "drop", "drop_from", "drop_to",
        "method",
    ]  # fmt: skip
    measured, drawn = frame.to_dict("records")
    assert measured == {
        "curve": "measured",
        "name": "Survey",
        "scale": "1 to 5",
        "stages": 2,
        "peak": 2.0,
        "peak_stage": "Boarding",
        "end": 2.0,
        "end_stage": "Boarding",
        "peak_end": 2.0,
        "slope": -2.0,
        "time_weighted_mean": 2.5,
        "drop": 2.0,
        "drop_from": "Arriving",
        "drop_to": "Boarding",
        "method": "peak furthest from the midpoint 3, of equal ones the later; slope by least squares",
    }
    assert (drawn["scale"], drawn["stages"], drawn["peak_stage"]) == ("-2 to 2", 0, None)


def test_without_curves_the_table_is_empty_and_keeps_its_columns():
    frame = curves_frame([], {}, {})
    assert frame.empty
    assert frame["stages"].dtype == np.int64
    assert frame["peak"].dtype == np.float64


scores = st.lists(st.one_of(st.floats(1, 5), st.just(NAN)), min_size=1, max_size=12)


@examples(60)
@given(scores)
def test_turning_the_scale_round_turns_the_curve_round(scores):
    one, other = shape(scores), shape([6 - score for score in scores])
    assert other.peak_at == one.peak_at
    assert other.end == pytest.approx(6 - one.end, nan_ok=True)
    assert other.slope == pytest.approx(-one.slope, nan_ok=True, abs=1e-9)
    assert other.peak_end == pytest.approx(6 - one.peak_end, nan_ok=True)
