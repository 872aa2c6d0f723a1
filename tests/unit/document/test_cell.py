"""A cell's text, and the operations that make it say another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.gestures import cell_text, set_cell_operations
from cjm_widgets.document.model import Card, Document, Lane, Stage
from cjm_widgets.document.operations import AddCard, RemoveCard, SetCard
from tests.unit.strategies import examples

lines = st.lists(st.sampled_from(["", "a", "b", "c", "long one"]), max_size=5).map("\n".join)
texts = st.one_of(lines, st.text(alphabet=st.characters(codec="utf-8"), max_size=12))


def map_with(*said: str) -> Document:
    cards = tuple(Card(id=f"card-{number}", text=text, tags=("kept",)) for number, text in enumerate(said))
    return Document(
        id="visit",
        stages=(Stage(id="wait", name="Wait"), Stage(id="go", name="Go")),
        lanes=(Lane(id="actions", name="Actions"),),
        cells={"actions": {"wait": cards, "go": (Card(id="actions.wait", text="elsewhere"),)}},
    )


def after(document: Document, text: str) -> tuple[Card, ...]:
    operations = set_cell_operations(document, "wait", "actions", text)
    return apply_all(document, operations)[0].cells["actions"].get("wait", ())


@examples(200)
@given(st.lists(texts, max_size=5), texts)
def test_the_cell_says_exactly_the_text_it_was_given(said: list[str], text: str) -> None:
    assert cell_text(after(map_with(*said), text)) == text


@given(st.lists(texts, max_size=5))
def test_the_text_a_cell_says_already_takes_no_operation(said: list[str]) -> None:
    document = map_with(*said)
    assert set_cell_operations(document, "wait", "actions", "\n".join(said)) == ()


def test_cards_whose_lines_stay_keep_all_they_have() -> None:
    kept = after(
        map_with("Queues", "Shows ID", "Unpacks\nthe laptop"), "Queues\nSmiles\nWaits\nUnpacks\nthe laptop"
    )
    assert [card.text for card in kept] == ["Queues", "Smiles", "Waits", "Unpacks\nthe laptop"]
    assert [card.id for card in kept] == ["card-0", "card-1", "actions.wait.2", "card-2"]
    assert kept[1].tags == ("kept",)


def test_a_line_taken_out_of_the_middle_removes_that_card_only() -> None:
    document = map_with("a", "b", "c")
    assert set_cell_operations(document, "wait", "actions", "a\nc") == (
        RemoveCard(stage="wait", lane="actions", card="card-1", was=document.cells["actions"]["wait"][1]),
    )


def test_new_cards_get_ids_no_other_card_has() -> None:
    kinds = [type(operation) for operation in set_cell_operations(map_with(), "wait", "actions", "x\ny")]
    assert kinds == [AddCard, AddCard]
    assert [card.id for card in after(map_with(), "x\ny")] == ["actions.wait.2", "actions.wait.3"]


def test_an_edited_line_says_what_it_saw() -> None:
    (operation,) = set_cell_operations(map_with("a"), "wait", "actions", "b")
    assert isinstance(operation, SetCard)
    assert operation.was.text == "a"
