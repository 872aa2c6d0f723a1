"""Edits of the frames of cells and of emotions, as operations."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Card, Document, Score
from cjm_widgets.document.operations import (
    CardChanges,
    Move,
    Remove,
    SetCard,
    SetEmotion,
    SetStage,
    StageChanges,
)
from cjm_widgets.document.sequence import stayed_ids
from cjm_widgets.frames.edits import Edits, cell_edits, emotion_edits
from cjm_widgets.frames.tables import cells_frame, emotion_frame
from tests.unit.frames.maps import VISIT, documents, scores, words
from tests.unit.strategies import examples


def after(edits: Edits, document: Document = VISIT) -> Document:
    return apply_all(document, edits.operations)[0]


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(object).where(frame.notna(), "")


# --- any edit at all


@examples(60)
@given(st.data(), documents())
def test_the_cells_of_the_edited_map_are_those_of_the_edited_frame(
    data: st.DataObject, document: Document
) -> None:
    frame = cells_frame(document)
    edited = frame.astype(object)
    for row in range(len(edited.index)):
        for column in range(len(edited.columns)):
            if data.draw(st.booleans()):
                edited.iat[row, column] = data.draw(st.none() | words | st.just(np.nan) | st.just("a\nb\nc"))
    edited = edited.loc[
        data.draw(st.permutations(list(frame.index))), data.draw(st.permutations(list(frame.columns)))
    ]
    result = after(cell_edits(document, document, edited), document)
    pd.testing.assert_frame_equal(plain(cells_frame(result)), plain(edited), check_index_type=False)


@examples(60)
@given(st.data(), documents())
def test_the_emotions_of_the_edited_map_are_those_of_the_edited_frame(
    data: st.DataObject, document: Document
) -> None:
    frame = emotion_frame(document)
    edited = frame.copy()
    for row in range(len(edited.index)):
        for column in range(len(edited.columns)):
            if data.draw(st.booleans()):
                edited.iat[row, column] = data.draw(scores | st.just(np.nan))
    edited = edited.loc[
        data.draw(st.permutations(list(frame.index))), data.draw(st.permutations(list(frame.columns)))
    ]
    result = after(emotion_edits(document, document, edited), document)
    pd.testing.assert_frame_equal(emotion_frame(result), edited)


@given(st.permutations(list("abcdef")))
def test_what_stays_in_order_is_as_much_as_can(new: list[str]) -> None:
    kept = [id for id in new if id in stayed_ids("abcdef", new)]
    assert kept == sorted(kept)
    runs = dict.fromkeys(new, 1)
    for at, id in enumerate(new):
        runs[id] = 1 + max((runs[other] for other in new[:at] if other < id), default=0)
    assert len(kept) == max(runs.values())


# --- cells


def test_a_cell_written_anew_says_what_it_saw() -> None:
    frame = cells_frame(VISIT)
    frame.loc["Security", "Pain points"] = "No idea how long"
    (operation,) = cell_edits(VISIT, VISIT, frame).operations
    assert operation == SetCard(
        stage="security",
        lane="pain",
        card="p1",
        changes=CardChanges(text="No idea how long", evidence="assumption"),
        was=CardChanges(text="No sign", evidence="quote"),
    )


def test_a_corrected_cell_keeps_its_evidence_and_another_claim_loses_it() -> None:
    backed = Card(
        id="p1", text="Food rates 3.62, the lowest", evidence="data", source="Survey", n=2421, tags=("food",)
    )
    document = replace(VISIT, cells={"pain": {"security": (backed,)}})
    frame = cells_frame(document)
    frame.loc["Security", "Pain points"] = "Food rates 3.6, the lowest"
    corrected = after(cell_edits(document, document, frame), document).cells["pain"]["security"]
    assert corrected == (replace(backed, text="Food rates 3.6, the lowest"),)
    frame.loc["Security", "Pain points"] = "Sockets are rare"
    reworded = after(cell_edits(document, document, frame), document).cells["pain"]["security"]
    assert reworded == (Card(id="p1", text="Sockets are rare", tags=("food",)),)


def test_rows_in_another_order_move_the_fewest_stages() -> None:
    frame = cells_frame(VISIT).loc[["Leave", "Arrive", "Security"]]
    assert cell_edits(VISIT, VISIT, frame).operations == (Move(what="stage", id="leave", before="arrive"),)


def test_lanes_that_hold_no_cards_stay_where_they_are() -> None:
    frame = cells_frame(VISIT)[["Pain points", "Actions"]]
    lanes = [lane.id for lane in after(cell_edits(VISIT, VISIT, frame)).lanes]
    assert lanes.index("pain") < lanes.index("actions") < lanes.index("measure")


def with_row(frame: pd.DataFrame) -> pd.DataFrame:
    frame.loc["Secuirty", frame.columns[0]] = frame.iloc[0, 0]
    return frame


def with_cell(value: object) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def write(frame: pd.DataFrame) -> pd.DataFrame:
        frame = frame.astype(object)
        frame.iat[1, 0] = value
        return frame

    return write


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (
            with_row,
            r"no stage 'Secuirty'; did you mean 'Security'\?.*journey.add_stage.*journey.rename_stage",
        ),
        (lambda f: f.drop(index="Leave"), "'Leave' is missing from the frame; journey.remove_stage"),
        (lambda f: f.drop(columns="Pain points"), "'Pain points' is missing.*journey.remove_lane"),
        (lambda f: f.rename(columns={"Actions": "Deeds"}), "no lane 'Deeds'.*journey.rename_lane"),
        (lambda f: pd.concat([f, f]), "the stage 'Arrive' is in the frame twice"),
        (lambda f: f.reset_index(), "no stage 0"),
        (with_cell(5), r"the cell 'Security', 'Actions' takes text, not 5$"),
        (with_cell(["a"]), r"takes text, not \['a'\]"),
        (with_cell(np.float64(2.5)), r"takes text, not 2\.5$"),
        (with_cell("half \ud83d"), r"'Security', 'Actions': the text has half a character"),
        (with_cell("x" * 20_001), r"a card of the cell .* at most 20,000 characters, not 20,001"),
    ],
)
def test_a_frame_that_cannot_be_cells_is_refused(
    edit: Callable[[pd.DataFrame], pd.DataFrame], sentence: str
) -> None:
    with pytest.raises(CjmError, match=sentence):
        cell_edits(VISIT, VISIT, edit(cells_frame(VISIT)))


@pytest.mark.parametrize("empty", [None, np.nan, pd.NA, pd.NaT, ""])
def test_a_missing_value_empties_a_cell(empty: object) -> None:
    frame = cells_frame(VISIT).astype(object)
    frame.loc["Security", "Pain points"] = empty
    assert "pain" not in after(cell_edits(VISIT, VISIT, frame)).cells


def test_many_new_cards_at_once_get_ids_of_their_own() -> None:
    frame = cells_frame(VISIT)
    frame.loc[:, :] = "one\ntwo"
    result = after(cell_edits(VISIT, VISIT, frame))
    assert set(cells_frame(result).to_numpy().ravel()) == {"one\ntwo"}


# --- emotions


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("sad", r"the emotion of 'Maya' at 'Security' takes a number from -2 to 2, not 'sad'$"),
        (True, "not True"),
        (np.True_, "not True"),
        (np.inf, r"not inf; the nearest is 2$"),
        (-9, r"not -9; the nearest is -2$"),
        (10**400, "the nearest is 2"),
        ("3,5", r"not '3,5'; the nearest is 2$"),
        ("1/2", r"not '1/2'$"),
        ([1], r"not \[1\]"),
        (1j, "not 1j"),
    ],
)
def test_what_is_no_score_is_refused(value: object, sentence: str) -> None:
    frame = emotion_frame(VISIT).astype(object)
    frame.at["Security", "Maya"] = value
    with pytest.raises(CjmError, match=sentence):
        emotion_edits(VISIT, VISIT, frame)


@pytest.mark.parametrize("value", [1, 1.0, np.float32(1), np.int8(1), Decimal(1)])
def test_any_kind_of_number_is_a_score(value: object) -> None:
    frame = emotion_frame(VISIT).astype(object)
    frame.loc["Security", "Maya"] = value
    (operation,) = emotion_edits(VISIT, VISIT, frame).operations
    assert operation == SetEmotion(stage="security", persona="maya", score=Score(value=1.0), was=None)


@pytest.mark.parametrize(
    ("text", "scale", "score"),
    [
        ("1,5", (-2, 2), 1.5),
        ("\u22121", (-2, 2), -1),
        (" \uff11 ", (-2, 2), 1),
        ("1,234", (-2, 2), 1.234),
        ("4/5", (1, 5), 4),
        ("4 of 5", (1, 5), 4),
    ],
)
def test_numbers_written_as_text_are_scores(text: str, scale: tuple[float, float], score: float) -> None:
    visit = replace(VISIT, scale=scale, emotion={})
    frame = emotion_frame(visit).astype(object)
    frame.loc["Security", "Maya"] = text
    (operation,) = emotion_edits(visit, visit, frame).operations
    assert operation == SetEmotion(stage="security", persona="maya", score=Score(value=score), was=None)


def test_a_score_drawn_anew_keeps_its_evidence_and_a_missing_one_is_a_gap() -> None:
    frame = emotion_frame(VISIT)
    frame.loc["Leave", "Maya"] = 0.5
    frame.loc["Arrive", "Maya"] = None
    result = after(emotion_edits(VISIT, VISIT, frame))
    assert result.emotion == {"maya": {"leave": Score(value=0.5, evidence="data")}}


def test_an_unknown_persona_is_answered_with_the_nearest() -> None:
    frame = emotion_frame(VISIT)
    frame["Mayaa"] = 1.0
    with pytest.raises(CjmError, match="no persona 'Mayaa'; did you mean 'Maya'"):
        emotion_edits(VISIT, VISIT, frame)


# --- while the document changed


def screen(*operations: object) -> Document:
    return apply_all(VISIT, operations)[0]  # type: ignore[arg-type]


def set_text(card: str, stage: str, lane: str, text: str) -> SetCard:
    return SetCard(stage=stage, lane=lane, card=card, changes=CardChanges(text=text))


def test_another_cell_edited_on_screen_is_kept() -> None:
    frame = cells_frame(VISIT)
    frame.loc["Security", "Pain points"] = "Written"
    meanwhile = screen(set_text("a1", "arrive", "actions", "Drives"))
    edits = cell_edits(meanwhile, VISIT, frame)
    result = cells_frame(after(edits, meanwhile))
    assert not edits.clashes
    assert result.loc["Arrive", "Actions"].startswith("Drives")
    assert result.loc["Security", "Pain points"] == "Written"


def test_the_same_cell_edited_on_screen_is_a_clash_and_stays() -> None:
    frame = cells_frame(VISIT)
    frame.loc["Security", "Pain points"] = "Written"
    meanwhile = screen(set_text("p1", "security", "pain", "Typed"))
    edits = cell_edits(meanwhile, VISIT, frame)
    (clash,) = edits.clashes
    assert edits.operations == ()
    assert (clash.stage, clash.lane, clash.theirs, clash.now) == ("security", "pain", "Written", "Typed")
    assert "the cell 'Security', 'Pain points' was changed on screen meanwhile" in str(clash)


def test_a_text_written_in_pandas_drops_no_evidence_that_was_added_on_screen_meanwhile() -> None:
    frame = cells_frame(VISIT)
    frame.loc["Security", "Pain points"] = "Written"
    backed = SetCard(stage="security", lane="pain", card="p1", changes=CardChanges(evidence="data", n=40))
    meanwhile = screen(backed)
    edits = cell_edits(meanwhile, VISIT, frame)
    assert after(edits, meanwhile) == meanwhile
    assert [(clash.theirs, clash.now) for clash in edits.clashes] == [("Written", "No sign")]
    assert "what backs the cell 'Security', 'Pain points' was changed" in str(edits.clashes[0])


def test_a_card_left_out_of_a_written_cell_stays_where_it_was_changed_on_screen_meanwhile() -> None:
    frame = cells_frame(VISIT)
    frame.loc["Security", "Pain points"] = ""
    meanwhile = screen(SetCard(stage="security", lane="pain", card="p1", changes=CardChanges(severity=1)))
    edits = cell_edits(meanwhile, VISIT, frame)
    assert (edits.operations, [clash.theirs for clash in edits.clashes]) == ((), [""])


def test_both_writing_the_same_text_is_no_clash() -> None:
    frame = cells_frame(VISIT)
    frame.loc["Security", "Pain points"] = "Same"
    meanwhile = screen(set_text("p1", "security", "pain", "Same"))
    assert cell_edits(meanwhile, VISIT, frame) == Edits()


def test_a_stage_renamed_on_screen_is_found_by_the_label_it_had() -> None:
    frame = cells_frame(VISIT)
    frame.loc["Security", "Pain points"] = "Written"
    meanwhile = screen(SetStage(stage="security", changes=StageChanges(name="Screening")))
    result = after(cell_edits(meanwhile, VISIT, frame), meanwhile)
    assert cells_frame(result).loc["Screening", "Pain points"] == "Written"


def test_a_stage_removed_on_screen_takes_edits_of_it_along_as_clashes() -> None:
    cells, emotion = cells_frame(VISIT), emotion_frame(VISIT)
    cells.loc["Security", "Pain points"] = "Written"
    emotion.loc["Security", "Maya"] = 1.0
    cells = cells.loc[["Security", "Leave", "Arrive"]]
    meanwhile = screen(Remove(what="stage", id="security"))
    edits = cell_edits(meanwhile, VISIT, cells)
    assert [clash.now for clash in edits.clashes] == ["removed"]
    assert [stage.id for stage in after(edits, meanwhile).stages] == ["leave", "arrive"]
    assert [clash.lane for clash in emotion_edits(meanwhile, VISIT, emotion).clashes] == ["emotion"]


def test_the_same_score_drawn_on_screen_is_a_clash_and_stays() -> None:
    frame = emotion_frame(VISIT)
    frame.loc["Arrive", "Maya"] = 1.0
    meanwhile = screen(SetEmotion(stage="arrive", persona="maya", score=Score(value=-2)))
    edits = emotion_edits(meanwhile, VISIT, frame)
    assert edits.operations == ()
    assert [(clash.theirs, clash.now) for clash in edits.clashes] == [("1", "-2")]
