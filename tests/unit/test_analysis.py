"""What a journey answers an analyst."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import UnknownNameError

MISSING = [0, 6, "Blank"]


@pytest.fixture
def departure() -> cjm.Journey:
    journey = cjm.Journey.from_template("airport-departure")
    join(journey)
    return journey


def join(journey: cjm.Journey, survey: pd.DataFrame | None = None, **options: Any) -> Any:
    return journey.join(
        cjm.examples.airport_survey() if survey is None else survey,
        columns=cjm.examples.AIRPORT_COLUMNS,
        scale=(1, 5),
        missing=MISSING,
        by=["flight_type"],
        **options,
    )


# --- distribution


def test_the_distribution_counts_everyone_at_a_stage_and_follows_the_filter(departure: cjm.Journey) -> None:
    security = departure.distribution().query("stage == 'Security'")
    assert security["score"].tolist() == [1, 2, 3, 4, 5]
    assert security["n"].sum() == 2407
    departure.filter(flight_type="international")
    assert departure.distribution().query("stage == 'Security'")["n"].sum() == 882


def test_the_distribution_sees_rows_that_were_edited_in_the_same_cell() -> None:
    journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [1, 2, 2] * 10})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 3))
    rows.loc[0, "Q1"] = 3
    assert journey.distribution()["n"].tolist() == [9, 20, 1]


# --- differences


def test_segments_are_compared_at_every_stage_for_every_measure_joined(departure: cjm.Journey) -> None:
    found = departure.compare("flight_type")
    assert found["stage"].drop_duplicates().tolist() == departure.frame.index.tolist()
    assert found["measure"].drop_duplicates().tolist() == ["mean", "top_box"]
    security = found.query("stage == 'Security' and measure == 'mean'").iloc[0]
    assert (security["segment_a"], security["segment_b"]) == ("domestic", "international")
    assert security["difference"] == pytest.approx(0.13026430244, abs=1e-6)
    assert [security["low"], security["high"]] == pytest.approx([0.053496002879, 0.20703260201], abs=1e-6)
    assert security["p"] == pytest.approx(0.00089311184669, abs=1e-6)
    assert security["significant"]


def test_one_segment_left_by_the_filter_cannot_be_compared(departure: cjm.Journey) -> None:
    departure.filter(flight_type="domestic")
    with pytest.raises(cjm.CjmError, match="one segment under the filters in force, domestic"):
        departure.compare("flight_type")
    with pytest.raises(UnknownNameError, match="did you mean 'flight_type'"):
        departure.compare("flight_typ")


def test_a_map_keeps_its_measures_when_it_is_read_again(tmp_path: Path) -> None:
    journey = cjm.Journey(["Wait"])
    rows = pd.DataFrame({"Q1": [0, 3, 7, 9, 10, 10, 8], "who": [*"aaabbbb"]})
    measures = [cjm.enps(), cjm.median(), cjm.share((9, 10)), cjm.net_box(boxes=1), cjm.csat(kind="mean")]
    journey.join(rows, columns={"Q1": "Wait"}, scale=(0, 10), by="who", measures=measures, min_n=1)
    journey.save(tmp_path / "wait.cjm.json")
    again = cjm.read(tmp_path / "wait.cjm.json")
    assert journey.measures["measure"].tolist() == ["enps", "median", "share", "net_box", "csat"]
    assert journey.measures["options"].tolist() == ["", "", "scores='9 to 10'", "boxes=1", "kind='mean'"]
    pd.testing.assert_frame_equal(again.measures, journey.measures)
    pd.testing.assert_frame_equal(again.compare("who"), journey.compare("who"))


def test_a_source_of_promoters_alone_has_their_scale() -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(
        pd.DataFrame({"Q1": [3, 9] * 5}), columns={"Q1": "Wait"}, measures=[cjm.enps(interval="score")]
    )
    assert journey.measures["value"].tolist() == [0]


# --- curves and assumptions


def test_the_summary_has_a_row_for_each_source_and_each_persona(departure: cjm.Journey) -> None:
    summary = departure.summary()
    assert summary[["curve", "name", "scale"]].to_numpy().tolist() == [
        ["measured", "Survey", "1 to 5"],
        ["drawn", "Maya Torres", "-2 to 2"],
        ["drawn", "Kenji Sato", "-2 to 2"],
    ]
    maya = summary.set_index("name").loc["Maya Torres"]
    assert (maya["peak"], maya["peak_stage"], maya["end"], maya["end_stage"]) == (
        -1.6,
        "Security",
        0.5,
        "Overall",
    )
    assert (maya["drop"], maya["drop_from"], maya["drop_to"]) == (
        pytest.approx(1.9),
        "Finding the way",
        "Security",
    )
    assert pd.isna(maya["time_weighted_mean"])  # Cleanliness and Overall take no time of their own


def test_the_summary_follows_the_filter_and_edits_of_the_same_cell(departure: cjm.Journey) -> None:
    everyone = departure.summary()
    departure.filter(flight_type="international")
    departure.emotion.loc["Overall", "Maya Torres"] = 2.0
    international = departure.summary()
    assert international["end"][0] != everyone["end"][0]
    assert international["end"].tolist()[1:] == [2.0, everyone["end"][2]]
    means = departure.measures.query("measure == 'mean'")["value"].tolist()
    assert international["end"][0] == means[-1]


def test_time_weighs_a_drawn_curve_whose_stages_all_have_durations() -> None:
    journey = cjm.Journey(["Arrive", "Wait"])
    journey.set_stage("Arrive", duration=10)
    journey.set_stage("Wait", duration=30)
    journey.emotion["Customer"] = [2.0, -2.0]
    assert journey.summary()["time_weighted_mean"].tolist() == [-1.0]


def test_assumptions_are_held_against_the_personas_own_segment_whatever_is_filtered(
    departure: cjm.Journey,
) -> None:
    frame = departure.assumptions()
    drawn = departure.emotion.count()
    assert frame["persona"].value_counts().to_dict() == drawn.to_dict()
    security = frame[frame["stage"] == "Security"].set_index("persona")
    assert security["n"].to_dict() == {"Maya Torres": 1525, "Kenji Sato": 882}
    assert security["measured"].to_dict() == pytest.approx(
        {"Maya Torres": 1.3547540984, "Kenji Sato": 1.2244897959}, abs=1e-6
    )
    assert not security["inside"].any()
    assert security.loc["Maya Torres", "difference"] == pytest.approx(-1.6 - 1.3547540984, abs=1e-6)
    departure.filter(flight_type="domestic")
    pd.testing.assert_frame_equal(departure.assumptions(), frame)


def test_a_map_without_rows_has_answers_too() -> None:
    journey = cjm.Journey(["Arrive"])
    assert journey.distribution().empty
    assert journey.assumptions().empty
    assert journey.summary()["name"].tolist() == ["Customer"]
    with pytest.raises(UnknownNameError, match="no column of segments 'who'"):
        journey.compare("who")
