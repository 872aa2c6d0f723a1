"""Operations and history: whatever is done can be undone, to the exact document."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given

from cjm_widgets.document.apply import apply, apply_all
from cjm_widgets.document.check import check_document, checked
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.history import History
from cjm_widgets.document.model import Card, Document, Lane, Score, Stage
from cjm_widgets.document.operations import (
    AddCard,
    AddStage,
    CardChanges,
    MapChanges,
    Operation,
    SetCard,
    SetEmotion,
    SetMap,
)
from tests.unit.strategies import examples, walks

BIG = Document(
    id="big",
    stages=tuple(Stage(id=f"s{n}", name=f"Stage {n}") for n in range(50)),
    lanes=tuple(Lane(id=f"l{n}", name=f"Lane {n}") for n in range(10)),
    cells={f"l{n}": {f"s{m}": (Card(id=f"l{n}.s{m}", text="x"),) for m in range(50)} for n in range(10)},
)


@examples(150)
@given(walks())
def test_operations_then_their_inverses_give_the_exact_document(
    walk: tuple[Document, list[Operation]],
) -> None:
    start, operations = walk
    end, inverses = apply_all(start, operations)
    back, again = apply_all(end, inverses)
    assert back == start
    assert msgspec.json.encode(back, order="sorted") == msgspec.json.encode(start, order="sorted")
    assert apply_all(back, again)[0] == end


@examples(100)
@given(walks())
def test_every_document_that_operations_make_is_valid(walk: tuple[Document, list[Operation]]) -> None:
    start, operations = walk
    end, _ = apply_all(start, operations)
    check_document(end)


@examples(100)
@given(walks())
def test_undo_goes_all_the_way_back_and_redo_all_the_way_forward(
    walk: tuple[Document, list[Operation]],
) -> None:
    start, operations = walk
    history = History(start)
    for operation in operations:
        history.do([operation], "step")
    end = history.document
    while history.undo():
        pass
    assert history.document == start
    while history.redo():
        pass
    assert history.document == end
    assert history.revision == 3 * len(operations)


def test_a_view_that_fell_behind_catches_up_with_the_transactions_it_missed() -> None:
    history = History(BIG)
    for title in ("one", "two", "three"):
        history.do([SetMap(changes=MapChanges(title=title))], title)
    missed = history.since(1)
    assert missed is not None
    assert [transaction.revision for transaction in missed] == [2, 3]
    assert history.since(3) == ()
    assert history.since(4) is None


def test_a_transaction_that_fails_in_the_middle_changes_nothing() -> None:
    history = History(BIG)
    with pytest.raises(InvalidOperationError):
        history.do([SetMap(changes=MapChanges(title="x")), SetEmotion(stage="s1", persona="nobody")], "both")
    assert history.document is BIG
    assert history.revision == 0
    assert history.undo_label is None


def test_an_edit_shares_what_it_does_not_touch() -> None:
    edit = SetCard(stage="s7", lane="l3", card="l3.s7", changes=CardChanges(text="y"))
    after, _ = apply(BIG, edit)
    assert after.stages is BIG.stages
    assert after.cells["l4"] is BIG.cells["l4"]
    assert after.cells["l3"]["s8"] is BIG.cells["l3"]["s8"]
    assert BIG.cells["l3"]["s7"][0].text == "x"


def test_news_from_outside_is_passed_over_by_undo() -> None:
    history = History(BIG)
    history.do([SetMap(changes=MapChanges(title="mine"))], "mine")
    history.do([SetMap(changes=MapChanges(scenario="news"))], "news", undoable=False)
    assert history.undo_label == "mine"
    history.undo()
    assert (history.document.title, history.document.scenario) == ("", "news")


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        (AddStage(stage=Stage(id="", name="x")), "length >= 1"),
        (AddStage(stage=Stage(id="x", name="")), "length >= 1"),
        (AddStage(stage=Stage(id="x", name=5)), "Expected `str`, got `int`"),  # type: ignore[arg-type]
        (AddStage(stage=Stage(id="x", name="x", duration=float("nan"))), "nan is not a number"),
        (
            AddCard(stage="s", lane="l", card=Card(id="c", text="\ud800")),
            "half a character (U+D800 at position 0)",
        ),
        (AddCard(stage="s", lane="l", card=Card(id="c", text="x" * 20_001)), "length <= 20000"),
        (AddCard(stage="s", lane="l", card=Card(id="c", severity=4)), "<= 3"),
        (SetEmotion(stage="s", persona="p", score=Score(value=float("inf"))), "inf is not a number"),
    ],
)
def test_values_no_map_can_hold_are_refused_with_a_sentence(operation: Operation, sentence: str) -> None:
    with pytest.raises(InvalidOperationError) as refusal:
        checked(operation)
    assert sentence in str(refusal.value)
