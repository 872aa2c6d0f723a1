"""What an edit would take away although its author had not seen it is refused; all else is carried out."""

from __future__ import annotations

import pytest

from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.history import Transaction
from cjm_widgets.document.model import Card, Document, Lane, Persona, Score, Stage
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddPersona,
    AddStage,
    CardChanges,
    MapChanges,
    Move,
    MoveCard,
    Operation,
    Remove,
    Replace,
    Restore,
    SetCard,
    SetEmotion,
    SetMap,
    SetStage,
    StageChanges,
)
from cjm_widgets.document.unseen import check_seen

MAP = Document(
    id="visit",
    stages=(Stage(id="wait", name="Wait"), Stage(id="leave", name="Leave")),
    lanes=(Lane(id="pain", name="Pain"),),
    personas=(Persona(id="maya", name="Maya"),),
)
NEW = Card(id="new")
INTO_WAIT: list[Operation] = [
    AddCard(stage="wait", lane="pain", card=NEW),
    SetCard(stage="wait", lane="pain", card="c", changes=CardChanges(severity=1)),
    MoveCard(stage="leave", lane="pain", card="c", to_stage="wait", to_lane="pain"),
    SetEmotion(stage="wait", persona="maya", score=Score(value=1)),
    SetStage(stage="wait", changes=StageChanges(goal="Sit")),
    AddLane(lane=Lane(id="more", name="More"), cells={"wait": (NEW,)}),
    AddPersona(persona=Persona(id="kenji", name="Kenji"), emotion={"wait": Score(value=1)}),
]


def refusal(edit: Operation, other: Operation) -> str:
    """What is said of an edit whose author had not seen the other one; "" where it is carried out."""
    try:
        check_seen(MAP, [edit], [Transaction(revision=1, operations=(other,))])
    except InvalidOperationError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("other", INTO_WAIT, ids=lambda other: type(other).__name__)
def test_a_stage_is_not_removed_with_what_was_written_into_it_meanwhile(other: Operation) -> None:
    assert (
        refusal(Remove(what="stage", id="wait"), other) == "the stage 'Wait' was changed meanwhile; it stays"
    )
    assert refusal(Remove(what="persona", id="other"), other) == ""


@pytest.mark.parametrize(
    ("what", "id", "other"),
    [
        ("lane", "pain", INTO_WAIT[0]),
        ("lane", "pain", AddStage(stage=Stage(id="go", name="Go"), cells={"pain": (NEW,)})),
        ("persona", "maya", INTO_WAIT[3]),
        ("persona", "maya", AddStage(stage=Stage(id="go", name="Go"), emotion={"maya": Score(value=1)})),
    ],
)
def test_neither_is_a_lane_or_a_persona(what: str, id: str, other: Operation) -> None:
    assert "changed meanwhile" in refusal(Remove(what=what, id=id), other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other", [Restore(snapshot="before"), Replace(document=MAP)], ids=["restore", "replace"]
)
def test_what_came_with_the_whole_map_is_neither_removed_nor_moved(other: Operation) -> None:
    assert "changed meanwhile" in refusal(Remove(what="lane", id="pain"), other)
    assert "changed meanwhile" in refusal(Remove(what="stage", id="wait"), other)
    assert "moved meanwhile" in refusal(Move(what="stage", id="wait"), other)
    move = MoveCard(stage="wait", lane="pain", card="c", to_stage="leave", to_lane="pain")
    assert "moved meanwhile" in refusal(move, other)


def test_what_happened_elsewhere_is_no_reason() -> None:
    elsewhere = AddCard(stage="leave", lane="pain", card=NEW)
    assert refusal(Remove(what="stage", id="wait"), elsewhere) == ""
    assert refusal(Remove(what="stage", id="wait"), SetMap(changes=MapChanges(title="x"))) == ""


def test_a_thing_that_another_moved_is_not_moved_unseen() -> None:
    move = Move(what="stage", id="wait")
    card = MoveCard(stage="wait", lane="pain", card="c", to_stage="wait", to_lane="pain")
    assert refusal(move, Move(what="stage", id="wait", before="leave")) == (
        "the stage 'Wait' was moved meanwhile; it stays there"
    )
    assert refusal(card, card) == "the card was moved meanwhile; it stays there"
    assert refusal(move, Move(what="stage", id="leave")) == ""
    assert refusal(move, SetStage(stage="wait", changes=StageChanges(goal="Sit"))) == ""


def test_what_stood_only_on_the_screen_of_its_author_counts_for_what_is_removed_and_moved() -> None:
    def refusal(edit: Operation, refused: Operation) -> str:
        try:
            check_seen(MAP, [edit], [], refused=[refused])
        except InvalidOperationError as error:
            return str(error)
        return ""

    restore, write = Restore(snapshot="before"), INTO_WAIT[1]
    assert "changed meanwhile" in refusal(Remove(what="stage", id="wait"), restore)
    assert "changed meanwhile" in refusal(Remove(what="stage", id="wait"), write)
    assert "moved meanwhile" in refusal(Move(what="stage", id="wait"), restore)
    assert refusal(Remove(what="stage", id="leave"), write) == ""
    assert refusal(restore, write) == ""
