"""A frame and a document kept in step: one object for ever, edited from both sides."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Anchor, Card, Document, Lane, Link, Persona, Score, Stage
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddLink,
    AddPersona,
    AddStage,
    CardChanges,
    LaneChanges,
    Move,
    Remove,
    RemoveCard,
    SetCard,
    SetEmotion,
    SetLane,
    SetStage,
    StageChanges,
)
from cjm_widgets.frames import live as module
from cjm_widgets.frames.edits import Edits
from cjm_widgets.frames.link_edits import links_frame
from cjm_widgets.frames.live import FrameName, LiveFrame
from cjm_widgets.frames.opportunity_edits import opportunities_frame
from cjm_widgets.frames.tables import cards_frame, cells_frame, emotion_frame
from tests.unit.frames.maps import VISIT, documents
from tests.unit.strategies import examples

FRAMES: dict[FrameName, Any] = {
    "frame": cells_frame,
    "emotion": emotion_frame,
    "cards": cards_frame,
    "links": links_frame,
    "opportunities": opportunities_frame,
}


def done(document: Document, *operations: Any) -> Document:
    return apply_all(document, operations)[0]


def shows(live: LiveFrame, document: Document) -> None:
    pd.testing.assert_frame_equal(live.frame, FRAMES[live.name](document))


GESTURES: dict[str, Any] = {
    "a text": SetCard(stage="arrive", lane="actions", card="a2", changes=CardChanges(text="Walks")),
    "a field": SetCard(stage="security", lane="pain", card="p1", changes=CardChanges(severity=None, n=4)),
    "a card added": AddCard(stage="security", lane="pain", card=Card(id="x", text="New"), before="p1"),
    "a card in an empty cell": AddCard(stage="leave", lane="pain", card=Card(id="x", text="New")),
    "a card removed": RemoveCard(stage="arrive", lane="actions", card="a1"),
    "the only card removed": RemoveCard(stage="security", lane="pain", card="p1"),
    "a score": SetEmotion(stage="security", persona="kenji", score=Score(value=1)),
    "a gap": SetEmotion(stage="arrive", persona="maya", score=None),
    "a stage renamed": SetStage(stage="security", changes=StageChanges(name="Screening")),
    "a stage given another's name": SetStage(stage="security", changes=StageChanges(name="Leave")),
    "a stage added": AddStage(stage=Stage(id="home", name="Home"), before="leave"),
    "a stage removed": Remove(what="stage", id="security"),
    "a stage moved": Move(what="stage", id="leave", before="arrive"),
    "a lane renamed": SetLane(lane="pain", changes=LaneChanges(name="Pains")),
    "a lane added": AddLane(lane=Lane(id="ideas", name="Ideas")),
    "a persona added": AddPersona(persona=Persona(id="zoe", name="Zoe")),
    "a persona removed": Remove(what="persona", id="maya"),
    "a link added": AddLink(link=Link(id="way", start=Anchor(stage="leave"), end=Anchor(card="a1"))),
}


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("gesture", GESTURES)
def test_what_is_done_on_screen_stands_in_the_frame(name: FrameName, gesture: str) -> None:
    live = LiveFrame(name, VISIT)
    frame, before = live.frame, FRAMES[name](VISIT)
    document = done(VISIT, GESTURES[gesture])
    changed = live.show(document)
    assert live.frame is frame
    shows(live, document)
    assert changed == (not before.equals(frame) or before.index.tolist() != frame.index.tolist())
    assert live.edits(document) == Edits()
    assert not live.show(document)
    live.show(VISIT)
    shows(live, VISIT)


@examples(40)
@given(documents(), documents(), st.sampled_from(list(FRAMES)))
def test_any_map_can_be_shown_after_any_other(one: Document, other: Document, name: FrameName) -> None:
    live = LiveFrame(name, one)
    live.show(other)
    shows(live, other)


def test_what_a_user_took_from_the_frame_before_sees_what_pandas_says_it_should() -> None:
    live = LiveFrame("frame", VISIT)
    frame, loc, column = live.frame, live.frame.loc, live.frame["Actions"]
    frame.attrs["note"] = "mine"
    live.show(done(VISIT, GESTURES["a text"]))
    assert (
        frame["Actions"]["Arrive"]
        == frame.loc["Arrive", "Actions"]
        == loc["Arrive", "Actions"]
        == "Parks\nWalks"
    )
    live.show(done(VISIT, GESTURES["a stage added"]))
    assert frame["Actions"].index.tolist() == ["Arrive", "Security", "Home", "Leave"]
    assert loc["Home", "Actions"] == ""
    assert column.index.tolist() == ["Arrive", "Security", "Leave"]
    assert frame.attrs == {"note": "mine"}


def test_an_edit_in_pandas_is_read_once_and_then_shown_as_it_is() -> None:
    live = LiveFrame("frame", VISIT)
    live.frame.loc["Security", "Pain points"] = "Written\nby hand"
    document = done(VISIT, *live.edits(VISIT).operations)
    assert document.cells["pain"]["security"][1].text == "by hand"
    assert live.show(document), "observers hear of it"
    assert live.edits(document) == Edits()
    shows(live, document)


@pytest.mark.parametrize(
    ("name", "row", "column", "value", "kept"),
    [
        ("frame", "Security", "Pain points", "Written", "Written"),
        ("emotion", "Security", "Maya", 1, 1.0),
        ("cards", "p1", "severity", 1, 1),
        ("cards", "a3", "text", "Written", "Written"),
    ],
)
def test_edits_from_both_sides_survive_in_different_cells(
    name: FrameName, row: str, column: str, value: object, kept: object
) -> None:
    live = LiveFrame(name, VISIT)
    live.frame.loc[row, column] = value
    meanwhile = done(VISIT, GESTURES["a text"], GESTURES["a gap"], GESTURES["a stage added"])
    edits = live.edits(meanwhile)
    document = done(meanwhile, *edits.operations)
    live.show(document)
    shows(live, document)
    assert not edits.clashes
    assert live.frame.loc[row, column] == kept


def test_a_clash_leaves_what_the_screen_wrote_in_the_frame() -> None:
    live = LiveFrame("cards", VISIT)
    live.frame.loc["a2", "text"] = "Written"
    document = done(VISIT, GESTURES["a text"])
    edits = live.edits(document)
    assert len(edits.clashes) == 1
    live.show(document)
    shows(live, document)


def break_text(frame: pd.DataFrame) -> None:
    frame.loc["Secuirty", "Actions"] = "oops"


def break_row(frame: pd.DataFrame) -> None:
    frame.drop(index="Arrive", inplace=True)


def break_type(frame: pd.DataFrame) -> None:
    frame["Actions"] = 5


@pytest.mark.filterwarnings("ignore:The inplace keyword")
@pytest.mark.parametrize("breaking", [break_text, break_row, break_type])
def test_a_refused_edit_is_put_back_with_all_others(breaking: Any) -> None:
    live = LiveFrame("frame", VISIT)
    frame = live.frame
    frame.loc["Security", "Pain points"] = "a fine edit"
    breaking(frame)
    with pytest.raises(CjmError):
        live.edits(VISIT)
    assert not live.show(VISIT)
    assert live.frame is frame
    shows(live, VISIT)


def test_columns_of_another_type_are_read_and_put_right() -> None:
    live = LiveFrame("emotion", VISIT)
    live.frame["Maya"] = [1, 2, -2]
    live.frame["Kenji"] = pd.Series([0.5, None, 1], index=live.frame.index, dtype=object)
    document = done(VISIT, *live.edits(VISIT).operations)
    live.show(document)
    shows(live, document)
    assert (live.frame.dtypes == np.float64).all()


def test_a_frame_sorted_in_place_moves_stages() -> None:
    live = LiveFrame("frame", VISIT)
    frame = live.frame
    frame.loc[:] = frame.loc[:]
    sorted_frame = frame.sort_index(ascending=False)
    document = done(VISIT, *live.edits_from(VISIT, sorted_frame).operations)
    live.show(document)
    assert frame.index.tolist() == ["Security", "Leave", "Arrive"]
    shows(live, document)


IDEA = (
    AddLane(lane=Lane(id="ideas", name="Opportunities", role="opportunities")),
    AddCard(stage="leave", lane="ideas", card=Card(id="idea", text="Signs")),
)


@pytest.mark.parametrize("name", FRAMES)
def test_another_frame_is_taken_as_edits(name: FrameName) -> None:
    link = Link(id="way", start=Anchor(stage="leave"), end=Anchor(card="a1"))
    visit = done(VISIT, AddLink(link=link), *IDEA)
    live = LiveFrame(name, visit)
    other = live.frame.copy()
    assert live.edits_from(visit, other) == Edits()
    assert live.edits_from(visit, live.frame) == Edits()
    column = {"cards": 2, "links": 3, "opportunities": 2}.get(name, 0)
    other.iloc[0, column] = 1.0 if name == "emotion" else "Written"
    assert len(live.edits_from(visit, other).operations) > 0
    assert live.edits(visit) == Edits(), "the live frame itself was not edited"


@pytest.mark.parametrize("value", [None, "text", {"Actions": ["x"]}])
def test_what_is_no_frame_is_refused_by_name(value: object) -> None:
    with pytest.raises(CjmError, match=r"journey.frame takes a pandas DataFrame, not"):
        LiveFrame("frame", VISIT).edits_from(VISIT, value)


def test_many_changes_at_once_stand_in_the_frame() -> None:
    stages = tuple(Stage(id=f"s{n}", name=f"Stage {n}") for n in range(module._FEW * 3))
    document = Document(
        id="long", stages=stages, lanes=(Lane(id="pain", name="Pain"),), personas=(Persona(id="a", name="A"),)
    )
    scored = done(document, *(SetEmotion(stage=s.id, persona="a", score=Score(value=1)) for s in stages))
    filled = done(
        scored, *(AddCard(stage=s.id, lane="pain", card=Card(id=s.id, text=s.name)) for s in stages)
    )
    for name in FRAMES:
        live = LiveFrame(name, document)
        live.show(filled)
        shows(live, filled)
        live.show(document)
        shows(live, document)


def test_a_number_takes_the_place_of_a_range_where_all_others_are_ranges() -> None:
    place = {"stage": "wait", "lane": "ideas"}
    cards = tuple(Card(id=id, text="x", impact=(6, 9)) for id in ("a", "b"))
    document = Document(
        id="m",
        stages=(Stage(id="wait", name="Wait"),),
        lanes=(Lane(id="ideas", name="Ideas"),),
        cells={"ideas": {"wait": cards}},
    )
    live = LiveFrame("cards", document)
    change = SetCard(**place, card="a", changes=CardChanges(impact=2.5))
    live.show(apply_all(document, [change])[0])
    assert live.frame["impact"].tolist() == [2.5, "6–9"]
