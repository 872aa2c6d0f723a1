"""Stages that a map marks, and two maps against each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.analysis.marks import stage_marks
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.model import Counts, Tally
from cjm_widgets.measures.source import MeasuredSource
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
    return dict(survey.marks(journey.filters).sentences)


def test_a_stage_is_marked_where_a_comparison_says_it_differs(departure: cjm.Journey) -> None:
    marks = marks_of(departure)
    compared = departure.compare("flight_type").query("significant")
    names = {stage.id: stage.name for stage in departure.document.stages}
    assert {names[stage] for stage in marks} == set(compared["stage"])
    said = " ".join(marks["security"])
    differs = "domestic above international (flight_type): mean 4.35, 4.22; top-2 box 84.3 %, 78.1 %"
    assert differs in said


def test_marks_follow_the_filter(departure: cjm.Journey) -> None:
    assert marks_of(departure)
    departure.filter(flight_type="domestic")
    assert marks_of(departure) == {}


def test_marks_and_what_the_data_bear_out_are_told_to_every_view(departure: cjm.Journey) -> None:
    source = measured_of(departure, "epoch").sources[0]
    assert source.marks == marks_of(departure)
    frame = departure.assumptions().dropna(subset="inside")
    verdicts = [verdict for one in source.inside.values() for verdict in one.values()]
    assert (verdicts.count(True), verdicts.count(False)) == (frame["inside"].sum(), frame["matters"].sum())


def test_the_example_is_ringed_where_belief_and_measurement_are_far_apart(departure: cjm.Journey) -> None:
    frame = departure.assumptions()
    assert len(frame) == 13
    assert not frame["inside"].any()  # thousands of answers make any interval narrow
    far = frame[frame["matters"]]
    assert far[["persona", "stage"]].to_numpy().tolist() == [
        ["Maya Torres", "Getting there"],
        ["Maya Torres", "Roads, parking, shuttle"],
        ["Maya Torres", "Security"],
        ["Kenji Sato", "Finding the way"],
        ["Kenji Sato", "Security"],
    ]
    assert (far["difference"].abs() > 1.2).all()
    rings = measured_of(departure, "").sources[0].inside
    assert sum(len(by_stage) for by_stage in rings.values()) == 5
    departure.set_map(tolerance=0.1)
    rings = measured_of(departure, "").sources[0].inside
    assert sum(len(by_stage) for by_stage in rings.values()) == len(frame[frame["difference"].abs() > 0.4])


def test_marks_say_their_tests_adjustment_and_family(departure: cjm.Journey) -> None:
    tests = "Welch and two-proportion z, Holm over 14 tests of all columns, stages and measures"
    assert measured_of(departure, "").sources[0].tests == tests
    [survey] = departure._core.sources.shown()
    shown = survey.shown({})
    assert shown is not None
    assert shown.tests == tests


def test_the_family_of_a_mark_is_the_whole_map() -> None:
    """The same difference is marked alone, and not among many columns, stages and sources without one."""
    random = np.random.default_rng(0)
    rows = pd.DataFrame({"Q1": [4, 5, 3, 4, 2] * 40, "Q2": random.integers(1, 6, 200)})
    rows["kind"] = np.where(np.arange(200) < 100, "a", "b")
    rows.loc[rows.index[rows["kind"] == "b"][:22], "Q1"] = 2
    for name in ("u", "v", "w"):
        rows[name] = random.integers(0, 3, 200)
    alone, among = cjm.Journey(["Wait", "Pay"]), cjm.Journey(["Wait", "Pay"])
    how: dict[str, Any] = {"scale": (1, 5), "measures": [cjm.mean()]}
    alone.join(rows, columns={"Q1": "Wait"}, by="kind", **how)
    [p] = alone.compare("kind").query("stage == 'Wait'")["p"]
    among.join(rows, columns={"Q1": "Wait"}, by="kind", name="One", **how)
    among.join(rows, columns={"Q2": "Pay"}, by=["u", "v", "w"], name="Other", **how)
    one, other = among._core.sources.shown()
    number = 1 + 3 * 3  # three pairs of three segments, of three columns
    assert p < 0.05 < number * p
    assert set(alone._core.sources.shown()[0].marks().sentences) == {"wait"}
    assert one.marks().sentences == other.marks().sentences == {}
    words = f"Welch, Holm over {number} tests of all columns, stages and measures"
    assert one.marks().tests == other.marks().tests == words


def test_a_map_without_differences_has_a_mark_at_most_as_often_as_the_level_says() -> None:
    """Five columns of 2 to 4 segments, six stages and two measures, on rows that nothing tells apart."""
    stages, columns, maps = [f"s{place}" for place in range(6)], (2, 2, 3, 3, 4), 200
    random, marked, unadjusted = np.random.default_rng(2024), 0, 0
    for _ in range(maps):
        sources = []
        for place, width in enumerate(columns):
            shape = (width, len(stages))
            n = np.array([random.multinomial(80, [0.1, 0.15, 0.25, 0.3, 0.2], shape)])[0]
            tallies = {
                stage: Tally((1.0, 2.0, 3.0, 4.0, 5.0), tuple(map(tuple, n[:, at].tolist())))
                for at, stage in enumerate(stages)
            }
            segments = tuple((str(segment),) for segment in range(width))
            counts = stack(Counts((f"c{place}",), segments, (80,) * width, tallies))
            sources.append(MeasuredSource(f"S{place}", counts, (1, 5), (cjm.mean(), cjm.top_box())))
        marked += any(one.sentences for one in stage_marks(sources, stages))
        unadjusted += any(one.sentences for source in sources for one in stage_marks([source], stages))
    assert marked / maps <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / maps)
    assert unadjusted / maps > 2 * marked / maps  # families of one column each let more through


def test_a_column_of_many_segments_is_not_looked_at() -> None:
    journey = cjm.Journey(["Wait"])
    rows = pd.DataFrame({"Q1": np.tile(np.arange(1, 6), 60), "id": np.arange(300) % 15})
    rows.loc[rows["id"] == 0, "Q1"] = 5
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), by="id")
    assert journey.compare("id")["significant"].any()
    assert stage_marks(journey._core.sources.measured(), ["wait"])[0].sentences == {}


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
    how: dict[str, Any] = {"columns": {"Q1": "Wait"}, "scale": (1, 5), "name": "Survey", "min_n": 8} | drawn
    together, halves = cjm.Journey(["Wait"]), []
    for half in (0, 1):
        halves.append(cjm.Journey(["Wait"]))
        halves[-1].join(rows[rows["half"] == half].reset_index(drop=True), **how)
    together.join(rows, by="half", **how)
    apart = halves[0].compare(halves[1]).drop(columns=["segment_a", "segment_b"])
    joined = together.compare("half").drop(columns=["segment_a", "segment_b"])
    pd.testing.assert_frame_equal(apart, joined)
