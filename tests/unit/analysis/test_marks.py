"""Stages that a map marks, and two maps against each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.analysis.compare import significant_stages
from cjm_widgets.widgets.numbers import measured_of

MISSING = [0, 6, "Blank"]


@pytest.fixture
def departure() -> cjm.Journey:
    journey = cjm.Journey.from_template("airport-departure")
    journey.join(
        cjm.examples.airport_survey(),
        columns=cjm.examples.AIRPORT_COLUMNS,
        scale=(1, 5),
        missing=MISSING,
        by=["flight_type"],
    )
    return journey


# --- marks


def marks_of(journey: cjm.Journey) -> dict[str, tuple[str, ...]]:
    [survey] = journey._core.sources.shown()
    return survey.marks(journey.filters)


def test_a_stage_is_marked_where_a_comparison_says_it_differs(departure: cjm.Journey) -> None:
    marks = marks_of(departure)
    compared = departure.compare("flight_type").query("significant")
    names = {stage.id: stage.name for stage in departure.document.stages}
    assert {names[stage] for stage in marks} == set(compared["stage"])
    said = " ".join(marks["security"])
    assert "domestic above international (flight_type): mean 4.35, 4.22" in said


def test_marks_follow_the_filter(departure: cjm.Journey) -> None:
    assert marks_of(departure)
    departure.filter(flight_type="domestic")
    assert marks_of(departure) == {}


def test_marks_and_what_the_data_bear_out_are_told_to_every_view(departure: cjm.Journey) -> None:
    source = measured_of(departure, "epoch").sources[0]
    assert source.marks == marks_of(departure)
    frame = departure.assumptions().dropna(subset="inside")
    assert sum(len(one) for one in source.inside.values()) == len(frame)
    assert sum(sum(one.values()) for one in source.inside.values()) == frame["inside"].sum()


def test_a_column_of_many_segments_is_not_looked_at() -> None:
    journey = cjm.Journey(["Wait"])
    rows = pd.DataFrame({"Q1": np.tile(np.arange(1, 6), 60), "id": np.arange(300) % 15})
    rows.loc[rows["id"] == 0, "Q1"] = 5
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), by="id")
    assert journey.compare("id")["significant"].any()
    assert significant_stages(journey._core.sources.measured()[0], ["wait"]) == {}


# --- two maps


def visit(scores: list[int], emotion: float | None = None, **options: Any) -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait"], **options)
    if emotion is not None:
        journey.set_emotion("Wait", emotion)
    journey.join(pd.DataFrame({"Q1": scores}), columns={"Q1": "Wait"}, scale=(1, 5), name="Survey")
    return journey


def test_two_journeys_differ_in_what_was_drawn_and_in_what_was_measured() -> None:
    now, soon = visit([2, 3, 3, 1] * 6, -1.0), visit([4, 5, 4, 3] * 7, 1.5)
    soon.set_map(kind="future")
    found = now.compare(soon)
    assert found.columns.tolist() == visit([1, 2] * 9).compare(visit([1, 2] * 9)).columns.tolist()
    drawn = found.query("measure == 'drawn emotion'").iloc[0]
    assert (drawn["segment_a"], drawn["segment_b"], drawn["difference"]) == ("current", "future", -2.5)
    assert pd.isna(drawn["p"])
    assert not drawn["significant"]
    mean = found.query("measure == 'mean' and stage == 'Wait'").iloc[0]
    expected = stats.ttest_ind([2, 3, 3, 1] * 6, [4, 5, 4, 3] * 7, equal_var=False)
    assert mean["p"] == pytest.approx(expected.pvalue, abs=1e-12)
    assert (mean["n_a"], mean["n_b"]) == (24, 28)
    assert mean["significant"]


def test_stages_are_the_same_by_id_else_by_name() -> None:
    now, soon = visit([2, 3] * 9, 1.0), cjm.Journey(["Queue", "Wait"])
    now.set_stage("Wait", name="Waiting")  # keeps its id
    soon.set_emotion("Wait", 0.5)
    assert now.compare(soon)["stage"].unique().tolist() == ["Waiting"]
    other = cjm.Journey(["Waiting"])
    other.set_emotion("Waiting", 0.5)
    assert now.compare(other)["stage"].unique().tolist() == ["Waiting"]


def test_drawn_emotions_of_another_scale_are_set_on_this_one() -> None:
    now, soon = visit([2, 3] * 9, 1.0), visit([2, 3] * 9)
    soon.set_map(scale=(0, 10))
    soon.set_emotion("Wait", 10)
    drawn = now.compare(soon).query("measure == 'drawn emotion'").iloc[0]
    assert drawn["value_b"] == 2.0


def test_the_same_rows_in_both_do_not_differ() -> None:
    scores = [1, 2, 5, 4] * 6
    found = visit(scores).compare(visit(scores)).query("measure == 'mean' and stage == 'Wait'").iloc[0]
    assert found["difference"] == 0
    assert found["p"] == pytest.approx(1)


def test_sources_on_other_scales_are_left_out() -> None:
    now, soon = visit([2, 3] * 9), cjm.Journey(["Wait"])
    soon.join(pd.DataFrame({"Q1": [9, 10] * 9}), columns={"Q1": "Wait"}, scale=(0, 10), name="Survey")
    assert now.compare(soon).empty


def test_few_respondents_are_withheld_from_comparisons_of_maps() -> None:
    found = visit([2, 3] * 9).compare(visit([1, 5] * 2)).query("stage == 'Wait'")
    assert found["n_b"].isna().all()
    assert found[["value_b", "difference", "p"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "drawn", [{"weight": "w"}, {"cluster": "house"}, {"weight": "w", "cluster": "house"}]
)
def test_two_maps_differ_as_two_segments_of_one_do(drawn: dict[str, str]) -> None:
    rows = pd.DataFrame(
        {"Q1": [1, 2, 4, 5, 5, 3] * 8, "w": [1.0, 2.0, 0.5] * 16, "house": np.arange(48) % 12}
    )
    rows["half"] = rows["house"] % 2
    how: dict[str, Any] = {"columns": {"Q1": "Wait"}, "scale": (1, 5), "name": "Survey"} | drawn
    together, halves = cjm.Journey(["Wait"]), []
    for half in (0, 1):
        halves.append(cjm.Journey(["Wait"]))
        halves[-1].join(rows[rows["half"] == half].reset_index(drop=True), **how)
    together.join(rows, by="half", **how)
    apart = halves[0].compare(halves[1]).drop(columns=["segment_a", "segment_b"])
    joined = together.compare("half").drop(columns=["segment_a", "segment_b"])
    pd.testing.assert_frame_equal(apart, joined)
