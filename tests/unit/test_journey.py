"""What a user holds: frames that are the map, one history, rows that keep it true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from traitlets import TraitError
from traitlets.utils.bunch import Bunch

import cjm_widgets as cjm
from cjm_widgets.document.errors import FileFormatError, InvalidOperationError, UnknownNameError


@pytest.fixture
def journey() -> cjm.Journey:
    return cjm.Journey(
        ["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions", "Pain points"], title="A visit"
    )


@pytest.fixture
def departure() -> cjm.Journey:
    return cjm.Journey.from_template("airport-departure")


def join(journey: cjm.Journey, survey: pd.DataFrame, **options: Any) -> Any:
    return journey.join(
        survey,
        columns=cjm.examples.AIRPORT_COLUMNS,
        scale=(1, 5),
        missing=[0, 6, "Blank"],
        by=["flight_type"],
        **options,
    )


def seen(journey: cjm.Journey, name: str) -> list[Bunch]:
    changes: list[Bunch] = []
    journey.observe(changes.append, name)
    return changes


# --- frames


def test_a_new_map_has_its_stages_lanes_and_one_persona(journey: cjm.Journey) -> None:
    assert journey.frame.index.tolist() == ["Arrive", "Wait", "Leave"]
    assert journey.frame.columns.tolist() == ["Actions", "Pain points"]
    assert journey.emotion.columns.tolist() == ["Customer"]
    assert journey.emotion.isna().all(axis=None)


def test_the_frame_stays_the_same_object_and_follows(journey: cjm.Journey) -> None:
    frame, emotion, cards = journey.frame, journey.emotion, journey.cards
    journey.set_cell("Wait", "Actions", "Reads")
    journey.set_emotion("Wait", -1)
    journey.add_stage("Pay", before="Leave")
    assert frame is journey.frame
    assert frame.loc["Wait", "Actions"] == "Reads"
    assert emotion is journey.emotion
    assert emotion.loc["Wait", "Customer"] == -1
    assert frame.index.tolist() == emotion.index.tolist() == ["Arrive", "Wait", "Pay", "Leave"]
    assert cards["text"].tolist() == ["Reads"]


def test_edits_in_place_and_by_assignment_reach_the_map(journey: cjm.Journey) -> None:
    journey.frame.loc["Wait", "Actions"] = "Reads"
    journey.emotion.loc["Wait", "Customer"] = 1.5
    journey.sync()
    assert journey.document.cells["actions"]["wait"][0].text == "Reads"
    assert journey.document.emotion["customer"]["wait"].value == 1.5
    edited = journey.frame.copy()
    edited.loc["Leave", "Pain points"] = "Rain"
    journey.frame = edited
    assert journey.document.cells["pain-points"]["leave"][0].text == "Rain"
    journey.cards.loc["actions.wait", "owner"] = "AO"
    journey.sync()
    assert journey.document.cells["actions"]["wait"][0].owner == "AO"


def test_a_method_carries_out_what_pandas_did_before_it(journey: cjm.Journey) -> None:
    journey.frame.loc["Wait", "Actions"] = "Reads"
    journey.rename_stage("Wait", "Queue")
    assert journey.frame.loc["Queue", "Actions"] == "Reads"
    assert journey.undo() == "Change stage Wait"
    assert journey.undo() == "Edit in Python"
    assert journey.undo() is None


def test_an_edit_that_is_no_map_is_refused_and_the_frames_are_put_back(journey: cjm.Journey) -> None:
    journey.frame.loc["Wait", "Actions"] = "Reads"
    journey.emotion.loc["Wait", "Customer"] = 9
    with pytest.raises(InvalidOperationError, match="takes a number from -2 to 2, not 9"):
        journey.sync()
    assert journey.frame.loc["Wait", "Actions"] == ""
    assert pd.isna(journey.emotion.loc["Wait", "Customer"])
    assert journey.revision == 0
    journey.frame.loc["Wiat", "Actions"] = "Reads"
    with pytest.raises(UnknownNameError, match="did you mean 'Wait'"):
        journey.sync()
    assert journey.frame.index.tolist() == ["Arrive", "Wait", "Leave"]


def test_changes_are_observed_wherever_they_come_from(journey: cjm.Journey) -> None:
    frames, titles, revisions = seen(journey, "frame"), seen(journey, "title"), seen(journey, "revision")
    journey.set_cell("Wait", "Actions", "Reads")
    assert [change.new is journey.frame for change in frames] == [True]
    assert journey.frame.loc["Wait", "Actions"] == "Reads"
    journey.frame.loc["Wait", "Actions"] = "Waits"
    journey.sync()
    assert [change.new is journey.frame for change in frames] == [True, True]
    journey.title = "Another"
    assert [(change.old, change.new) for change in titles] == [("A visit", "Another")]
    assert [change.new for change in revisions] == [1, 2, 3]


def test_computed_traits_cannot_be_assigned(journey: cjm.Journey) -> None:
    with pytest.raises(InvalidOperationError, match="measures is computed"):
        journey.measures = pd.DataFrame()
    with pytest.raises((InvalidOperationError, TraitError)):
        journey.revision = 5


# --- structure


def test_stages_lanes_and_personas_are_added_renamed_moved_and_removed(journey: cjm.Journey) -> None:
    journey.add_lane("Thoughts", before="Actions")
    journey.rename_lane("Thoughts", "Inner voice")
    journey.move_lane("Inner voice")
    assert journey.frame.columns.tolist() == ["Actions", "Pain points", "Inner voice"]
    journey.remove_lane("Inner voice")
    journey.move_stage("Leave", before="Arrive")
    journey.remove_stage("Wait")
    assert journey.frame.index.tolist() == ["Leave", "Arrive"]
    journey.add_persona("Maya", segment={"flight_type": "domestic"})
    journey.rename_persona("Maya", "Maya Torres")
    journey.remove_persona("Customer")
    assert journey.emotion.columns.tolist() == ["Maya Torres"]
    while journey.undo():
        pass
    assert (
        journey.document
        == cjm.Journey(
            ["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions", "Pain points"], title="A visit"
        ).document
    )


def test_stages_of_one_name_stay_apart(journey: cjm.Journey) -> None:
    journey.add_stage("Wait")
    assert journey.frame.index.tolist() == ["Arrive", "Wait (wait)", "Leave", "Wait (wait-2)"]
    journey.frame.loc["Wait (wait-2)", "Actions"] = "Again"
    journey.sync()
    assert journey.document.cells["actions"].keys() == {"wait-2"}
    assert cjm.Journey(["A", "A"]).frame.index.is_unique


def test_a_transaction_is_one_step_and_whole_or_not_at_all(journey: cjm.Journey) -> None:
    with journey.transaction("Both"):
        journey.set_cell("Wait", "Actions", "Reads")
        journey.frame.loc["Leave", "Actions"] = "Goes"
    assert journey.revision == 1
    assert journey.frame["Actions"].tolist() == ["", "Reads", "Goes"]

    def fail() -> None:
        with journey.transaction("None of it"):
            journey.set_cell("Wait", "Actions", "gone")
            journey.frame.loc["Leave", "Actions"] = "gone too"
            journey.set_cell("Nowhere", "Actions", "x")

    with pytest.raises(UnknownNameError):
        fail()
    assert journey.frame["Actions"].tolist() == ["", "Reads", "Goes"]
    assert journey.revision == 1
    assert journey.undo() == "Both"
    assert journey.frame["Actions"].tolist() == ["", "", ""]
    assert journey.redo() == "Both"
    assert journey.frame["Actions"].tolist() == ["", "Reads", "Goes"]


def test_undo_inside_a_transaction_is_refused(journey: cjm.Journey) -> None:
    with (
        journey.transaction("x"),
        pytest.raises(InvalidOperationError, match="not possible inside a transaction"),
    ):
        journey.undo()


def test_the_selection_is_set_by_name_and_observed(journey: cjm.Journey) -> None:
    changes = seen(journey, "selection")
    journey.selection = {"stages": ["Wait"], "lanes": ["Actions", "pain-points"]}
    assert journey.selection == {"stages": ["Wait"], "lanes": ["Actions", "Pain points"]}
    assert len(changes) == 1
    with pytest.raises(UnknownNameError, match="did you mean 'Wait'"):
        journey.selection = {"stages": ["Wiat"]}


# --- starting


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (lambda: cjm.Journey.from_template("airport-depature"), "did you mean 'airport-departure'?"),
        (lambda: cjm.Journey("Arrive"), "did you mean ['Arrive']?"),
        (lambda: cjm.Journey(["Arrive", ""]), "stages are named by text, not ''"),
        (lambda: cjm.Journey(["Arrive", 3]), "not 3"),  # type: ignore[list-item]
        (lambda: cjm.Journey(["x" * 501]), "the name has 501 characters; a map takes at most 500"),
        (lambda: cjm.Journey.from_frame({"a": 1}), "takes a pandas DataFrame, not dict"),  # type: ignore[arg-type]
        (lambda: cjm.Journey.from_frame(pd.DataFrame({"Actions": [5]}, index=["Arrive"])), "holds"),
        (lambda: cjm.JourneyMap("journey"), "shows a cjm.Journey, not str"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_start_is_answered_with_a_sentence(start: Any, sentence: str) -> None:
    with pytest.raises(cjm.CjmError) as refusal:
        start()
    assert sentence in str(refusal.value)


def test_a_frame_becomes_a_map_and_comes_back_the_same() -> None:
    frame = pd.DataFrame(
        {"Actions": ["Parks\nPays", ""], "Thoughts": [None, "Late?"]}, index=["Arrive", "Wait"]
    )
    made = cjm.Journey.from_frame(frame).frame
    assert made.to_numpy().tolist() == [["Parks\nPays", ""], ["", "Late?"]]
    assert cjm.Journey.from_frame(made).frame.equals(made)


def test_a_template_is_whole(departure: cjm.Journey) -> None:
    assert departure.frame.index.tolist() == [
        "Getting there",
        "Roads, parking, shuttle",
        "Finding the way",
        "Security",
        "Waiting airside",
        "Cleanliness",
        "Overall",
    ]


# --- rows


def test_joined_rows_give_every_stage_its_numbers(departure: cjm.Journey) -> None:
    source = join(departure, cjm.examples.airport_survey())
    measures = departure.measures
    assert measures.columns.tolist() == [
        *("source", "stage", "measure", "options", "n", "value", "low", "high", "method")
    ]
    assert measures["stage"].drop_duplicates().tolist() == departure.frame.index.tolist()
    security = measures[(measures.stage == "Security") & (measures.measure == "mean")].iloc[0]
    assert security.n == 2407
    assert security.value == pytest.approx(4.3070211882, abs=1e-9)
    assert (security.low, security.high) == pytest.approx((4.2710371029, 4.3430052735), abs=1e-9)
    assert security.method == "mean, t 95 %"
    top = measures[(measures.stage == "Security") & (measures.measure == "top_box")].iloc[0]
    assert top.value == pytest.approx(0.82010801828, abs=1e-9)
    assert set(source.reconciliation.columns) >= {"outcome", "rows"}


def test_a_filter_recomputes_everything_and_no_arguments_clear_it(departure: cjm.Journey) -> None:
    join(departure, cjm.examples.airport_survey(), measures=[cjm.mean()])
    everyone = departure.measures
    changes = seen(departure, "filters")
    departure.filter(flight_type="international")
    assert departure.filters == {"flight_type": ("international",)}
    security = departure.measures.query("stage == 'Security'").iloc[0]
    assert (security.n, round(security.value, 6)) == (882, 4.22449)
    by = departure.measures_by("flight_type")
    assert by["segment"].drop_duplicates().tolist() == ["international"]
    departure.filter()
    pd.testing.assert_frame_equal(departure.measures, everyone)
    assert len(changes) == 2
    with pytest.raises(UnknownNameError, match="did you mean 'flight_type'"):
        departure.filter(flight_typ="international")
    with pytest.raises(UnknownNameError, match="did you mean 'international'"):
        departure.filter(flight_type="internatinal")


def test_rows_changed_in_place_are_counted_again_and_undo_passes_over_it(departure: cjm.Journey) -> None:
    survey = cjm.examples.airport_survey()
    join(departure, survey, measures=[cjm.mean()])
    departure.set_cell("Security", "Actions", "Waits")
    survey["Q14PASSTHRU"] = 5
    changes = seen(departure, "measures")
    departure.sync()
    assert departure.measures.query("stage == 'Security'")["value"].tolist() == [5.0]
    assert len(changes) == 1
    assert departure.undo() == "Edit Actions at Security"
    departure.sync()
    assert departure.measures.query("stage == 'Security'")["value"].tolist() == [5.0]


def test_running_the_join_again_replaces_the_source_and_another_one_stands_beside_it(
    departure: cjm.Journey,
) -> None:
    join(departure, cjm.examples.airport_survey())
    revision = departure.revision
    join(departure, cjm.examples.airport_survey())
    assert departure.revision == revision
    assert departure.measures["source"].unique().tolist() == ["Survey"]
    long = pd.DataFrame({"where": ["Security", "security", "Overal"], "score": [1, 2, 3]})
    source = departure.join(long, stage="where", score="score", scale=(1, 5), name="Interviews")
    assert departure.measures["source"].unique().tolist() == ["Survey", "Interviews"]
    unmatched = source.reconciliation.query("outcome == 'unmatched'")
    assert "Overall" in unmatched.to_string()


def test_a_removed_source_is_gone_until_undo(departure: cjm.Journey) -> None:
    source = join(departure, cjm.examples.airport_survey())
    departure.filter(flight_type="domestic")
    source.remove()
    assert departure.measures.empty
    assert departure.filters == {}
    departure.undo()
    assert not departure.measures.empty
    source.remove()
    with pytest.raises(UnknownNameError, match="no source 'Survey'"):
        source.remove()


def test_nps_and_missing_codes_as_text() -> None:
    journey = cjm.Journey(["Recommend"])
    rows = pd.DataFrame({"NETPRO": ["10", "9", "0", "11", "7", None] * 10})
    journey.join(rows, columns={"NETPRO": "Recommend"}, measures=[cjm.nps()], missing=[11])
    found = journey.measures.iloc[0]
    assert (found.n, found.value) == (40, 25.0)
    assert found.method == "NPS, adjusted Wald 95 %"


def test_a_map_without_a_measure_lane_gets_one_with_its_first_source(journey: cjm.Journey) -> None:
    journey.join(pd.DataFrame({"q": [1, 5]}), columns={"q": "Wait"}, scale=(1, 5))
    assert [lane.name for lane in journey.document.lanes] == ["Emotion", "Rating", "Actions", "Pain points"]
    journey.undo()
    assert [lane.name for lane in journey.document.lanes] == ["Emotion", "Actions", "Pain points"]
    assert journey.measures.empty


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"columns": {"Q1": "Wiat"}}, "no stage 'Wiat'; did you mean 'Wait'?"),
        ({"columns": {"Q": "Wait"}}, "no column 'Q'; did you mean"),
        ({"columns": {"Q1": "Wait"}, "by": ["flihgt"]}, "did you mean 'flight'?"),
        ({"columns": {"Q1": "Wait"}, "weight": "wieght"}, "no column 'wieght'"),
        ({"columns": {"Q1": "Wait"}, "scale": (5, 1)}, "5"),
        ({"columns": {"Q1": "Wait"}, "measures": ["mean"]}, "measures= takes measures such as cjm.mean()"),
        (
            {"columns": {"Q1": "Wait"}, "measures": [cjm.nps()], "scale": (1, 5)},
            "nps needs answers from 0 to 10",
        ),
        ({"columns": {"Q1": "Wait"}, "missing": [1, 2, 3, 4, 5]}, "no score"),
        ({"columns": {"Q1": "Wait"}, "name": 5}, "name= is what to call the source"),
        ({}, "columns="),
        ({"stage": "flight", "score": "Q1"}, "3 unmatched (texts of fewer than 10 rows each)"),
    ],
)
def test_a_wrong_join_is_answered_with_a_sentence_and_changes_nothing(
    journey: cjm.Journey, options: dict[str, Any], sentence: str
) -> None:
    rows = pd.DataFrame({"Q1": [1, 2, 5], "flight": ["long", "short", "long"]})
    before = journey.document
    with pytest.raises(cjm.CjmError) as refusal:
        journey.join(rows, **{"scale": (1, 5), **options})
    assert sentence in str(refusal.value)
    assert journey.document is before
    assert journey.measures.empty


@pytest.mark.parametrize("rows", [pd.DataFrame(), pd.DataFrame({"Q1": []}), [1, 2], None])
def test_no_rows_are_refused(journey: cjm.Journey, rows: Any) -> None:
    with pytest.raises(cjm.CjmError):
        journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5))
    assert journey.revision == 0


# --- keeping


def test_everything_is_there_after_saving_and_reading(departure: cjm.Journey, tmp_path: Path) -> None:
    join(departure, cjm.examples.airport_survey())
    departure.frame.loc["Security", "Pain points"] = "No idea how long the queue is"
    path = tmp_path / "departure.cjm.json"
    departure.save(path)
    again = cjm.read(path)
    assert again.document == departure.document
    pd.testing.assert_frame_equal(again.frame, departure.frame)
    pd.testing.assert_frame_equal(again.emotion, departure.emotion)
    pd.testing.assert_frame_equal(again.cards, departure.cards)
    pd.testing.assert_frame_equal(again.measures, departure.measures)
    again.filter(flight_type="domestic")
    departure.filter(flight_type="domestic")
    pd.testing.assert_frame_equal(again.measures, departure.measures)
    content = path.read_bytes()
    again.save(path)
    assert path.read_bytes() == content


def test_a_file_that_is_no_map_survives_a_save(journey: cjm.Journey, tmp_path: Path) -> None:
    path = tmp_path / "notes.cjm.json"
    path.write_text("my notes")
    with pytest.raises(FileFormatError, match="overwrite=True"):
        journey.save(path)
    assert path.read_text() == "my notes"
    with pytest.raises(FileFormatError, match="is not JSON"):
        cjm.read(path)


def test_the_outline_says_what_the_map_holds(departure: cjm.Journey) -> None:
    told = repr(departure)
    assert told.startswith("Departing from SFO: 7 stages, ")
    assert "4. Security (" in told
