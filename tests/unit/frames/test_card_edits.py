"""Edits of the frame of cards, as operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Card, Comment, Document
from cjm_widgets.document.operations import AddCard, CardChanges, MoveCard, Remove, RemoveCard, SetCard
from cjm_widgets.frames.card_edits import card_edits
from cjm_widgets.frames.edits import Edits, is_missing
from cjm_widgets.frames.tables import CARD_COLUMNS, card_values, cards_frame, lane_labels, stage_labels
from tests.unit.frames.maps import VISIT, documents, fields
from tests.unit.strategies import examples

pytestmark = pytest.mark.filterwarnings("ignore:The behavior of DataFrame concatenation")


def after(edits: Edits, document: Document = VISIT) -> Document:
    return apply_all(document, edits.operations)[0]


def edited(frame: pd.DataFrame) -> Document:
    return after(card_edits(VISIT, VISIT, frame))


def in_map_order(frame: pd.DataFrame, document: Document) -> pd.DataFrame:
    """The rows stage by stage and lane by lane; within a cell as they stand."""
    place = {label: at for at, label in enumerate(stage_labels(document).values())}
    lanes = {label: at for at, label in enumerate(lane_labels(document).values())}
    order = sorted(
        range(len(frame)),
        key=lambda row: (place[frame["stage"].iloc[row]], lanes[frame["lane"].iloc[row]]),
    )
    return frame.iloc[order]


def plain(frame: pd.DataFrame) -> list[list[object]]:
    rows = frame.reset_index().astype(object).to_numpy().tolist()
    return [[None if is_missing(value) else value for value in row] for row in rows]


@examples(60)
@given(st.data(), documents().filter(lambda document: document.stages and lane_labels(document)))
def test_the_cards_of_the_edited_map_are_those_of_the_edited_frame(
    data: st.DataObject, document: Document
) -> None:
    stages, lanes = list(stage_labels(document).values()), list(lane_labels(document).values())
    rows = cards_frame(document).astype(object)
    rows = rows.iloc[data.draw(st.permutations(range(len(rows))))]
    rows = rows.iloc[: data.draw(st.integers(0, len(rows)))]
    for row in range(len(rows)):
        for column, name in enumerate(CARD_COLUMNS):
            if data.draw(st.integers(0, 5)) == 0:
                rows.iat[row, column] = data.draw(_values(name, stages, lanes))
    for number in range(data.draw(st.integers(0, 3))):
        new = [data.draw(_values(name, stages, lanes)) for name in CARD_COLUMNS]
        at = data.draw(st.integers(0, len(rows)))
        made = pd.DataFrame([[*new[:-1], None]], columns=rows.columns, index=[f"new-{number}"], dtype=object)
        made.iat[0, -1] = new[-1]
        rows = pd.concat([rows.iloc[:at], made, rows.iloc[at:]])
    result = after(card_edits(document, document, rows), document)
    assert plain(cards_frame(result)) == plain(in_map_order(rows, document))


def _values(name: str, stages: list[str], lanes: list[str]) -> st.SearchStrategy[object]:
    if name == "stage":
        return st.sampled_from(stages)
    if name == "lane":
        return st.sampled_from(lanes)
    return fields[name].map(lambda value: card_values([replace(Card(id="any"), **{name: value})], name)[0])


# --- fields


def test_fields_written_anew_are_one_operation_a_card_and_say_what_they_saw() -> None:
    frame = cards_frame(VISIT)
    frame.loc["p1", "severity"] = 1
    frame.loc["p1", "tags"] = "sign, queue,, "
    assert card_edits(VISIT, VISIT, frame).operations == (
        SetCard(
            stage="security",
            lane="pain",
            card="p1",
            changes=CardChanges(tags=("sign", "queue"), severity=1),
            was=CardChanges(tags=(), severity=3),
        ),
    )


FIELDS: list[tuple[str, object, object]] = [
    ("severity", 2.0, 2),
    ("severity", np.int8(2), 2),
    ("severity", None, None),
    ("severity", np.nan, None),
    ("evidence", "data", "data"),
    ("evidence", pd.NA, "assumption"),
    ("n", 10**6, 10**6),
    ("ours", np.True_, True),
    ("ours", None, None),
    ("span", 3.0, 3),
    ("text", None, ""),
    ("links", "https://a.example\n\nhttps://b.example", ("https://a.example", "https://b.example")),
    ("comments", [("Ana", "Yes")], (Comment(author="Ana", text="Yes"),)),
    ("comments", ({"author": "Ana", "text": "Yes"},), (Comment(author="Ana", text="Yes"),)),
    ("comments", (Comment(author="Ana", text="Yes"),), (Comment(author="Ana", text="Yes"),)),
    ("comments", None, ()),
]


@pytest.mark.parametrize(("column", "value", "field"), FIELDS)
def test_a_column_takes_what_pandas_makes_of_its_values(column: str, value: object, field: object) -> None:
    frame = cards_frame(VISIT).astype(object)
    frame.at["p1", column] = value
    (card,) = edited(frame).cells["pain"]["security"]
    assert getattr(card, column) == field


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("severity", 4, r"row 'p1', column 'severity' takes 1 \(low\), 2 or 3 \(high\), not 4"),
        ("severity", True, "not True"),
        ("severity", 1.5, r"not 1\.5"),
        ("severity", np.inf, "not inf"),
        ("n", -1, "a whole number from 0, not -1"),
        ("n", "12", "not '12'"),
        ("span", 0, "a whole number of stages from 1, not 0"),
        ("ours", 1, "takes True, False or nothing, not 1"),
        ("ours", "yes", "not 'yes'"),
        (
            "evidence",
            "dta",
            "takes one of assumption, quote, walkthrough, data, none, not 'dta'; did you mean",
        ),
        ("text", 5, "column 'text' takes text, not 5"),
        ("text", "half \udc00", "row 'p1', column 'text': the text has half a character"),
        ("owner", "x" * 20_001, "at most 20,000 characters"),
        ("tags", ["a"], r"takes text, not \['a'\]"),
        ("comments", "Yes", r"takes a list of \(author, text\), not 'Yes'"),
        ("comments", ["Yes"], r"a comment in row 'p1', column 'comments' is \(author, text\), not 'Yes'"),
        ("comments", [("Ana", 5)], "takes text, not 5"),
        ("stage", "Secuirty", "row 'p1', column 'stage': no stage 'Secuirty'; did you mean 'Security'"),
        ("stage", None, "row 'p1', column 'stage' is empty; a card needs a stage"),
        ("lane", "Emotion", "column 'lane': no lane 'Emotion'"),
    ],
)
def test_a_value_its_column_does_not_take_is_refused(column: str, value: object, sentence: str) -> None:
    frame = cards_frame(VISIT).astype(object)
    frame.at["p1", column] = value
    with pytest.raises(CjmError, match=sentence):
        card_edits(VISIT, VISIT, frame)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda f: f.assign(sevrity=1), "no column 'sevrity'; did you mean 'severity'"),
        (lambda f: f.drop(columns="lane"), "lost its column 'lane'"),
        (lambda f: pd.concat([f, f[["text"]]], axis=1), "the column 'text' is in the frame 2 times"),
        (lambda f: pd.concat([f, f.loc[["p1"]]]), "the card 'p1' is in the frame twice"),
    ],
)
def test_a_frame_that_cannot_be_cards_is_refused(
    edit: Callable[[pd.DataFrame], pd.DataFrame], sentence: str
) -> None:
    with pytest.raises(CjmError, match=sentence):
        card_edits(VISIT, VISIT, edit(cards_frame(VISIT)))


def test_a_column_that_is_gone_leaves_cards_as_they_are() -> None:
    assert edited(cards_frame(VISIT).drop(columns=["tags", "severity"])) == VISIT


# --- rows


def test_a_card_given_another_stage_or_lane_moves_there() -> None:
    frame = cards_frame(VISIT)
    frame.loc["p1", ["stage", "lane"]] = ["leave", "Actions"]  # ids work too
    assert card_edits(VISIT, VISIT, frame).operations == (
        MoveCard(stage="security", lane="pain", card="p1", to_stage="leave", to_lane="actions", before="a3"),
    )


def test_rows_in_another_order_reorder_the_cards_of_their_cell() -> None:
    (operation,) = card_edits(VISIT, VISIT, cards_frame(VISIT).iloc[::-1]).operations
    assert isinstance(operation, MoveCard)
    result = after(Edits((operation,)))
    assert [card.id for card in result.cells["actions"]["arrive"]] == ["a2", "a1"]


def test_a_dropped_row_removes_its_card() -> None:
    frame = cards_frame(VISIT).drop(index="a1")
    (operation,) = card_edits(VISIT, VISIT, frame).operations
    assert isinstance(operation, RemoveCard)
    assert operation.was == VISIT.cells["actions"]["arrive"][0]


def test_a_new_row_is_a_card_named_by_its_label_where_that_is_text() -> None:
    frame = cards_frame(VISIT)
    frame.loc["sign"] = pd.Series({"stage": "Security", "lane": "Pain points", "text": "Too small"})
    (operation,) = card_edits(VISIT, VISIT, frame).operations
    assert operation == AddCard(stage="security", lane="pain", card=Card(id="sign", text="Too small"))


def test_rows_from_another_frame_need_only_stage_lane_and_text() -> None:
    new = pd.DataFrame(
        {
            "stage": ["Security", "Security"],
            "lane": "Pain points",
            "text": ["One", "Two"],
            "severity": [2.0, None],
        },
        index=[0, 0],
    )
    result = edited(pd.concat([cards_frame(VISIT), new]))
    assert result.cells["pain"]["security"][1:] == (
        Card(id="pain.security", text="One", severity=2),
        Card(id="pain.security.2", text="Two"),
    )


def test_text_joined_by_commas_is_left_alone_until_it_is_edited() -> None:
    (card,) = VISIT.cells["pain"]["security"]
    odd = apply_all(
        VISIT,
        [SetCard(stage="security", lane="pain", card=card.id, changes=CardChanges(tags=("a, b", " c")))],
    )[0]
    assert card_edits(odd, odd, cards_frame(odd)) == Edits()


# --- while the document changed


def screen(*operations: Any) -> Document:
    return apply_all(VISIT, operations)[0]


def typed(**fields: Any) -> SetCard:
    return SetCard(stage="security", lane="pain", card="p1", changes=CardChanges(**fields))


def test_another_field_of_the_card_edited_on_screen_is_kept() -> None:
    frame = cards_frame(VISIT)
    frame.loc["p1", "severity"] = 1
    meanwhile = screen(typed(text="Typed"))
    edits = card_edits(meanwhile, VISIT, frame)
    (card,) = after(edits, meanwhile).cells["pain"]["security"]
    assert (card.text, card.severity, edits.clashes) == ("Typed", 1, ())


def test_the_same_field_edited_on_screen_is_a_clash_and_stays() -> None:
    frame = cards_frame(VISIT)
    frame.loc["p1", ["severity", "owner"]] = [1, "Ana"]
    meanwhile = screen(typed(severity=2))
    edits = card_edits(meanwhile, VISIT, frame)
    (card,) = after(edits, meanwhile).cells["pain"]["security"]
    assert (card.severity, card.owner) == (2, "Ana")
    assert [(clash.theirs, clash.now) for clash in edits.clashes] == [("1", "2")]


def test_a_card_edited_on_screen_is_not_removed_with_its_row() -> None:
    meanwhile = screen(typed(text="Typed"))
    edits = card_edits(meanwhile, VISIT, cards_frame(VISIT).drop(index="p1"))
    assert edits.operations == ()
    assert [(clash.theirs, clash.now) for clash in edits.clashes] == [("removed", "Typed")]


def test_a_card_moved_on_screen_takes_edits_of_its_fields_along() -> None:
    frame = cards_frame(VISIT)
    frame.loc["p1", "owner"] = "Ana"
    meanwhile = screen(
        MoveCard(stage="security", lane="pain", card="p1", to_stage="leave", to_lane="actions")
    )
    edits = card_edits(meanwhile, VISIT, frame)
    assert after(edits, meanwhile).cells["actions"]["leave"][1].owner == "Ana"


def test_a_card_moved_on_screen_and_elsewhere_in_pandas_is_a_clash() -> None:
    frame = cards_frame(VISIT)
    frame.loc["p1", "stage"] = "Arrive"
    meanwhile = screen(MoveCard(stage="security", lane="pain", card="p1", to_stage="leave", to_lane="pain"))
    edits = card_edits(meanwhile, VISIT, frame)
    assert edits.operations == ()
    assert [(clash.theirs, clash.now) for clash in edits.clashes] == [("arrive / pain", "leave / pain")]


def test_cards_added_on_screen_stay_when_rows_are_reordered() -> None:
    meanwhile = screen(AddCard(stage="arrive", lane="actions", card=Card(id="x", text="Typed")))
    edits = card_edits(meanwhile, VISIT, cards_frame(VISIT).iloc[::-1])
    assert {card.id for card in after(edits, meanwhile).cells["actions"]["arrive"]} == {"a1", "a2", "x"}


def test_what_happens_at_a_stage_removed_on_screen_is_a_clash() -> None:
    frame = cards_frame(VISIT)
    frame.loc["p1", "owner"] = "Ana"
    frame.loc["a1", "stage"] = "Security"
    frame.loc["new"] = pd.Series({"stage": "Security", "lane": "Pain points", "text": "New"})
    meanwhile = screen(Remove(what="stage", id="security"))
    edits = card_edits(meanwhile, VISIT, frame)
    assert after(edits, meanwhile) == meanwhile
    assert {clash.now for clash in edits.clashes} == {"removed"}
