"""Operations and history: whatever is done can be undone, to the exact document."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.document.apply import apply, apply_all
from cjm_widgets.document.check import check_document, checked, decoded
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.history import History
from cjm_widgets.document.model import Card, Counts, Document, Lane, Score, Source, Stage
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddSource,
    AddStage,
    CardChanges,
    MapChanges,
    Operation,
    Replace,
    SetCard,
    SetEmotion,
    SetMap,
)
from cjm_widgets.storage import file
from tests.contract.any_operation import sequence
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


@examples(150)
@given(st.randoms())
def test_whatever_any_operation_makes_can_be_saved_and_read_again(chance: Random) -> None:
    for step in sequence(chance)["steps"]:
        if "document" in step:
            document = decoded(step["document"], Document)
            check_document(document)
            text = file.dumps(document)
            assert file.dumps(file.loads(text)) == text


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        (
            AddLane(lane=Lane(id="e", name="E", kind="emotion"), cells={"s1": (Card(id="z"),)}),
            "lane 'E' shows emotions and holds no cards",
        ),
        (
            AddStage(stage=Stage(id="n", name="N"), cells={"m": (Card(id="z"),)}),
            "lane 'M' shows measures and holds no cards",
        ),
        (Replace(document=Document(id="x", cjm="2.0")), "this is of format 2.0; this version reads 1.1"),
        (Replace(document=Document(id="x", cjm="1" * 5000)), "is not a version such as '1.1'"),
        (
            Replace(document=Document(id="x", cells={"l": {"s": (Card(id="c"),)}})),
            "no lane 'l'. Lanes: none",
        ),
        (
            AddSource(source=Source(id="s", name="S", counts=Counts(respondents=(1, 2)))),
            "the counts of 'S' do not fit: there are 2 numbers of respondents for 1 segments",
        ),
    ],
)
def test_what_a_file_could_not_hold_is_refused(operation: Operation, sentence: str) -> None:
    document = msgspec.structs.replace(BIG, lanes=(*BIG.lanes, Lane(id="m", name="M", kind="measure")))
    with pytest.raises(InvalidOperationError) as refusal:
        apply(document, checked(operation))
    assert sentence in str(refusal.value)


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
    history.do([SetMap(changes=MapChanges(scenario="news"))], "news", maker="data")
    assert history.undo_label == "mine"
    history.undo()
    assert (history.document.title, history.document.scenario) == ("", "news")


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        (AddStage(stage=Stage(id="", name="x")), "the id must not be empty"),
        (AddStage(stage=Stage(id="x", name="")), "the name must not be empty"),
        (AddStage(stage=Stage(id="x", name=5)), "name must be text, not 5"),  # type: ignore[arg-type]
        (AddStage(stage=Stage(id="x", name="x", duration=float("nan"))), "duration: NaN is not a number"),
        (
            AddCard(stage="s", lane="l", card=Card(id="c", text="\ud800")),
            "half a character (U+D800 at position 0)",
        ),
        (
            AddCard(stage="s", lane="l", card=Card(id="c", text="x" * 20_001)),
            "the text has 20001 characters; a map takes at most 20000",
        ),
        (AddCard(stage="s", lane="l", card=Card(id="c", severity=4)), "severity must be at most 3, not 4"),
        (
            SetEmotion(stage="s", persona="p", score=Score(value=float("inf"))),
            "value: Infinity is not a number",
        ),
    ],
)
def test_values_no_map_can_hold_are_refused_with_a_sentence(operation: Operation, sentence: str) -> None:
    with pytest.raises(InvalidOperationError) as refusal:
        checked(operation)
    assert sentence in str(refusal.value)
