"""Merging: what only one side did is there, what both did is a conflict, and the result is always a map."""

from __future__ import annotations

import contextlib
from random import Random
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace

from cjm_widgets.document.apply import apply, apply_all
from cjm_widgets.document.check import check_document, decoded
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.merge import Conflict, MergeResult, merge
from cjm_widgets.document.model import Anchor, Card, Comment, Document, Lane, Link, Score, Stage
from cjm_widgets.document.operations import (
    AddCard,
    CardChanges,
    LaneChanges,
    MapChanges,
    Move,
    MoveCard,
    Operation,
    Remove,
    SetCard,
    SetEmotion,
    SetLane,
    SetMap,
    SetStage,
    StageChanges,
)
from cjm_widgets.journey.files.templates import template
from tests.contract import any_operation, maps
from tests.unit.strategies import documents, examples, walks

AIRPORT = template("airport-departure")
FIRST, SECOND, THIRD = (stage.id for stage in AIRPORT.stages[:3])
PERSONA = AIRPORT.personas[0].id
PAINS = next(lane.id for lane in AIRPORT.lanes if lane.role == "pain_points")


@st.composite
def forks(draw: st.DrawFn) -> tuple[Document, Document, Document]:
    """A document, and what two people made of it."""
    base = draw(documents())
    sides = [apply_all(base, draw(walks(base, most=8))[1])[0] for _ in range(2)]
    return base, sides[0], sides[1]


def random_fork(chance: Random) -> tuple[Document, Document, Document]:
    """A document full of odd words, and what two people made of it with operations of every field."""
    base = decoded(maps.document(chance), Document)
    return base, _walked(chance, base), _walked(chance, base)


def _walked(chance: Random, document: Document) -> Document:
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        plain = {name: [] for name in ("phases", "stages", "lanes", "personas")}
        plain |= {"cells": {}, "emotion": {}} | to_builtins(document)
        any_one = next(any_operation.operations(chance, plain))
        for operation in (any_one, maps.operation(chance, plain)):
            with contextlib.suppress(InvalidOperationError):
                document, _ = apply_all(document, [decoded(operation, Operation)])
                break
    return document


def curves(document: Document) -> int:
    """How many lanes show the emotions."""
    return sum(lane.kind == "emotion" for lane in document.lanes)


PLAIN = Document(
    id="plain",
    stages=(Stage(id="s", name="S"), Stage(id="t", name="T")),
    lanes=(Lane(id="l", name="L"), Lane(id="m", name="M")),
)
WITH_CARD = replace(PLAIN, cells={"l": {"s": (Card(id="c", text="x"),)}})


def edited(*operations: Operation, start: Document = AIRPORT) -> Document:
    return apply_all(start, operations)[0]


@examples(60)
@given(forks())
def test_merging_with_one_who_did_nothing_gives_what_the_other_did(
    fork: tuple[Document, Document, Document],
) -> None:
    base, made, _ = fork
    assert merge(base, made, base) == (made, ())
    assert merge(base, base, made) == (made, ())
    assert merge(base, made, made) == (made, ())


@examples(120)
@example(  # a new card of one id and one content, in two lanes
    (
        PLAIN,
        replace(PLAIN, cells={"l": {"s": (Card(id="a"),)}}),
        replace(PLAIN, cells={"m": {"s": (Card(id="a"),)}}),
    )
)
@example(  # new cards of two ids, in an order of their own on each side
    (
        PLAIN,
        replace(PLAIN, cells={"l": {"s": (Card(id="a", text="1"), Card(id="b", text="1"))}}),
        replace(PLAIN, cells={"l": {"s": (Card(id="b", text="2"), Card(id="a", text="2"))}}),
    )
)
@example(  # a card moved into a new stage out of one that the other removed
    (
        WITH_CARD,
        replace(
            WITH_CARD,
            stages=(*PLAIN.stages, Stage(id="new", name="New")),
            cells={"l": {"new": WITH_CARD.cells["l"]["s"]}},
        ),
        replace(WITH_CARD, stages=PLAIN.stages[1:], cells={}),
    )
)
@example(  # a lane that one emptied, and the other emptied to show measures
    (
        WITH_CARD,
        replace(WITH_CARD, cells={}),
        replace(WITH_CARD, cells={}, lanes=(Lane(id="l", name="L", kind="measure"), PLAIN.lanes[1])),
    )
)
@example(  # an emotion lane each
    (
        PLAIN,
        replace(PLAIN, lanes=(*PLAIN.lanes, Lane(id="e", name="E", kind="emotion"))),
        replace(PLAIN, lanes=(*PLAIN.lanes, Lane(id="f", name="F", kind="emotion"))),
    )
)
@given(forks() | st.randoms().map(random_fork))
def test_the_result_is_a_map_and_the_same_whoever_merges_where_nothing_conflicts(
    fork: tuple[Document, Document, Document],
) -> None:
    base, ours, theirs = fork
    document, conflicts = merge(base, ours, theirs)
    other, other_conflicts = merge(base, theirs, ours)
    for result in (document, other):
        check_document(result)
        assert curves(result) <= max(1, curves(ours), curves(theirs))
    assert bool(conflicts) == bool(other_conflicts)
    if not conflicts:
        assert document == other


def test_an_emotion_lane_of_each_side_is_a_conflict_and_ours_is_kept() -> None:
    ours = replace(PLAIN, lanes=(*PLAIN.lanes, Lane(id="e", name="E", kind="emotion")))
    theirs = replace(PLAIN, lanes=(PLAIN.lanes[0], replace(PLAIN.lanes[1], kind="emotion")))
    document, conflicts = merge(PLAIN, ours, theirs)
    assert document == ours
    assert conflicts == (Conflict("lane", "m", "kind", None, "cards", "emotion"),)
    document, conflicts = merge(PLAIN, theirs, ours)
    assert document == theirs
    assert conflicts == (Conflict("lane", "e", "", None, None, ours.lanes[2]),)


def test_edits_of_different_things_are_all_there() -> None:
    ours = edited(
        SetStage(stage=FIRST, changes=StageChanges(goal="Be early")),
        AddCard(stage=FIRST, lane=PAINS, card=Card(id="ours", text="Rain")),
        SetEmotion(stage=FIRST, persona=PERSONA, score=Score(value=-2)),
        Move(what="stage", id=THIRD, before=FIRST),
    )
    theirs = edited(
        SetStage(stage=FIRST, changes=StageChanges(duration=40.0)),
        AddCard(stage=FIRST, lane=PAINS, card=Card(id="theirs", text="Fog")),
        SetEmotion(stage=SECOND, persona=PERSONA, score=Score(value=2)),
        SetLane(lane=PAINS, changes=LaneChanges(name="Pains")),
    )
    document, conflicts = merge(AIRPORT, ours, theirs)
    assert conflicts == ()
    assert [stage.id for stage in document.stages[:3]] == [THIRD, FIRST, SECOND]
    first = document.stages[1]
    assert (first.goal, first.duration) == ("Be early", 40.0)
    assert {"ours", "theirs"} <= {card.id for card in document.cells[PAINS][FIRST]}
    assert [document.emotion[PERSONA][stage].value for stage in (FIRST, SECOND)] == [-2, 2]
    assert next(lane.name for lane in document.lanes if lane.id == PAINS) == "Pains"


def test_the_same_field_changed_twice_is_a_conflict_and_ours_is_kept() -> None:
    ours = edited(SetMap(changes=MapChanges(title="Ours")))
    theirs = edited(SetMap(changes=MapChanges(title="Theirs")))
    document, conflicts = merge(AIRPORT, ours, theirs)
    assert document == ours
    assert conflicts == (Conflict("map", AIRPORT.id, "title", AIRPORT.title, "Ours", "Theirs"),)


def test_two_new_cards_under_one_id_are_both_there() -> None:
    ours = edited(AddCard(stage=FIRST, lane=PAINS, card=Card(id="new", text="Rain")))
    theirs = edited(AddCard(stage=FIRST, lane=PAINS, card=Card(id="new", text="Fog")))
    document, conflicts = merge(AIRPORT, ours, theirs)
    assert conflicts == ()
    assert {"Rain", "Fog"} <= {card.text for card in document.cells[PAINS][FIRST]}
    assert document == merge(AIRPORT, theirs, ours).document


def test_a_stage_that_one_removed_and_the_other_worked_on_is_a_conflict() -> None:
    card = AIRPORT.cells[PAINS][FIRST][0]
    removed = edited(Remove(what="stage", id=FIRST))
    edit = SetCard(stage=FIRST, lane=PAINS, card=card.id, changes=CardChanges(text="Worse"))
    worked = edited(edit)
    document, conflicts = merge(AIRPORT, worked, removed)
    assert document == worked
    assert [(one.what, one.id, one.theirs) for one in conflicts] == [("stage", FIRST, None)]
    document, conflicts = merge(AIRPORT, removed, worked)
    assert document == removed
    assert ("stage", FIRST) in [(one.what, one.id) for one in conflicts]


def test_a_card_moved_by_one_and_edited_by_the_other_is_moved_and_edited() -> None:
    card = AIRPORT.cells[PAINS][FIRST][0]
    moved = edited(MoveCard(stage=FIRST, lane=PAINS, card=card.id, to_stage=SECOND, to_lane=PAINS))
    worse = edited(SetCard(stage=FIRST, lane=PAINS, card=card.id, changes=CardChanges(text="Worse")))
    document, conflicts = merge(AIRPORT, moved, worse)
    assert conflicts == ()
    assert document.cells[PAINS][SECOND][-1] == replace(card, text="Worse")


def test_a_score_that_both_drew_is_a_conflict_of_numbers_and_ours_is_kept_whole() -> None:
    def drawn(value: float, **fields: Any) -> Document:
        return edited(SetEmotion(stage=FIRST, persona=PERSONA, score=Score(value=value, **fields)))

    was = AIRPORT.emotion[PERSONA][FIRST].value
    ours = drawn(1, evidence="quote")
    document, conflicts = merge(AIRPORT, ours, drawn(-1))
    assert document == ours
    assert [(one.what, one.id, *one[2:]) for one in conflicts] == [
        ("emotion", f"{PERSONA}/{FIRST}", "value", was, 1, -1),
        ("emotion", f"{PERSONA}/{FIRST}", "evidence", "assumption", "quote", "assumption"),
    ]
    erased = edited(SetEmotion(stage=FIRST, persona=PERSONA, score=None))
    assert merge(AIRPORT, ours, erased).conflicts[0][2:] == ("value", was, 1, None)


def test_a_score_off_the_other_side_s_new_scale_keeps_the_scale_it_was_drawn_on() -> None:
    narrow = replace(AIRPORT, emotion={}, scale=(-1.0, 1.0))
    base = replace(AIRPORT, emotion={})
    drawn, _ = apply(base, SetEmotion(stage=FIRST, persona=PERSONA, score=Score(value=2)))
    document, conflicts = merge(base, drawn, narrow)
    assert (document, [one.field for one in conflicts]) == (drawn, ["scale"])
    document, conflicts = merge(base, narrow, drawn)
    assert (document, [one.what for one in conflicts]) == (narrow, ["emotion"])


def test_comments_of_both_sides_stay_in_the_order_of_time() -> None:
    def said(author: str, time: str) -> Comment:
        return Comment(author=author, text="So it is", time=time)

    first, later, last = said("Ada", "2026-01-01"), said("Bo", "2026-01-02"), said("Cy", "2026-01-03")
    base = Document(id="visit", comments=(first,))
    ours, theirs = replace(base, comments=(first, last)), replace(base, comments=(first, later))
    for result in (merge(base, ours, theirs), merge(base, theirs, ours)):
        assert result == MergeResult(replace(base, comments=(first, later, last)), ())


def test_links_are_taken_whole_and_follow_cards_that_get_another_id() -> None:
    stage, lane = Stage(id="wait", name="Wait"), Lane(id="pain", name="Pain points")
    base = Document(id="visit", stages=(stage,), lanes=(lane,))

    def side(text: str, label: str) -> Document:
        link = Link(id=label, start=Anchor(card="a"), end=Anchor(stage="wait"))
        return replace(base, cells={"pain": {"wait": (Card(id="a", text=text),)}}, links=(link,))

    merged, conflicts = merge(base, side("No sign", "one"), side("Loud", "two"))
    assert not conflicts
    texts = {card.id: card.text for card in merged.cells["pain"]["wait"]}
    assert {link.id: texts[link.start.card or ""] for link in merged.links} == {
        "one": "No sign",
        "two": "Loud",
    }
