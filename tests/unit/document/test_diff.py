"""Comparing maps: one row a difference, no more moves than explain the order, numbers as numbers."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import cjm_widgets as cjm
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.diff import Difference, diff
from cjm_widgets.document.model import Card, Document, Figure, Score, Source
from cjm_widgets.document.operations import (
    AddCard,
    CardChanges,
    Move,
    MoveCard,
    Operation,
    Remove,
    SetCard,
    SetEmotion,
    SetStage,
    StageChanges,
)
from cjm_widgets.document.sequence import merged_order, moved_ids
from cjm_widgets.journey.files.templates import template
from tests.unit.strategies import documents, examples

AIRPORT = template("airport-departure")
STAGES = [stage.id for stage in AIRPORT.stages]
PAINS = next(lane.id for lane in AIRPORT.lanes if lane.role == "pain_points")
CARD = AIRPORT.cells[PAINS]["security"][0]


def differences(*operations: Operation) -> list[Difference]:
    return list(diff(AIRPORT, apply_all(AIRPORT, operations)[0]))


@examples(100)
@given(documents(), documents())
def test_equal_documents_have_no_difference_and_others_have_some(one: Document, other: Document) -> None:
    assert list(diff(one, one)) == []
    assert bool(list(diff(one, other))) == (one != other)


@examples(100)
@given(documents(), documents())
def test_what_is_added_one_way_is_removed_the_other_way(one: Document, other: Document) -> None:
    def told(before: Document, after: Document, change: str) -> set[tuple[str, str]]:
        return {(row.what, row.id) for row in diff(before, after) if row.change == change}

    assert told(one, other, "added") == told(other, one, "removed")
    assert told(one, other, "changed") == told(other, one, "changed")


@pytest.mark.parametrize("id", STAGES)
@pytest.mark.parametrize("before", [*STAGES, None])
def test_one_moved_stage_is_one_row(id: str, before: str | None) -> None:
    if id == before:
        return
    rows = differences(Move(what="stage", id=id, before=before))
    order = [stage.id for stage in apply_all(AIRPORT, [Move(what="stage", id=id, before=before)])[0].stages]
    assert len(rows) == (order != STAGES)
    assert all((row.change, row.what) == ("moved", "stage") for row in rows)


@given(st.permutations("abcdefg"))
def test_no_fewer_moves_explain_an_order(after: list[str]) -> None:
    before = list("abcdefg")
    found = moved_ids(before, after)
    assert [id for id in after if id not in found] == [id for id in before if id not in found]
    for fewer in combinations(before, max(0, len(found) - 1)):
        if found:
            assert [id for id in after if id not in fewer] != [id for id in before if id not in fewer]


@given(st.permutations("abcde"), st.permutations("abcxy"), st.permutations("abdyz"))
def test_a_merged_order_has_every_member_once_and_is_the_same_from_both_sides(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    members = set("abcdxyz")
    order, clash = merged_order(base, ours, theirs, members)
    assert sorted(order) == sorted(members)
    assert clash or merged_order(base, theirs, ours, members) == (order, False)


def test_what_happens_to_a_card_is_told_by_its_place() -> None:
    place = {"stage": "security", "lane": PAINS}
    assert differences(AddCard(**place, card=Card(id="new", text="Rain"))) == [
        Difference("added", "card", "new", "Security / Pain points", "", None, "Rain")
    ]
    assert differences(
        SetCard(stage="security", lane=PAINS, card=CARD.id, changes=CardChanges(text="Worse", severity=1))
    ) == [
        Difference("changed", "card", CARD.id, "Security / Pain points", field, before, after)
        for field, before, after in (("text", CARD.text, "Worse"), ("severity", CARD.severity, 1))
    ]
    there, here = "Security / Pain points", "Overall / Pain points"
    assert differences(MoveCard(**place, card=CARD.id, to_stage="overall", to_lane=PAINS)) == [
        Difference("moved", "card", CARD.id, here, "", there, here)
    ]
    last = AIRPORT.cells[PAINS]["security"][-1].id
    rows = differences(MoveCard(**place, card=last, to_stage="security", to_lane=PAINS, before=CARD.id))
    assert [(row.change, row.before, row.after) for row in rows] == [("moved", 2, 1)]


def test_scores_are_compared_by_number() -> None:
    persona = AIRPORT.personas[0]
    was = AIRPORT.emotion[persona.id]["security"]
    [changed] = differences(SetEmotion(stage="security", persona=persona.id, score=replace(was, value=2.0)))
    assert changed[:4] == ("changed", "emotion", f"{persona.id}/security", f"Security / {persona.name}")
    assert changed[4:] == ("value", was.value, 2.0)
    [removed] = differences(SetEmotion(stage="security", persona=persona.id))
    assert (removed.change, removed.before, removed.after) == ("removed", was.value, None)
    [back] = diff(
        replace(AIRPORT, emotion={}), replace(AIRPORT, emotion={persona.id: {"security": Score(value=1)}})
    )
    assert (back.change, back.before, back.after) == ("added", None, 1)


def test_a_removed_stage_is_told_with_what_went_with_it() -> None:
    rows = differences(Remove(what="stage", id="security"))
    assert {row.change for row in rows} == {"removed"}
    assert [row.id for row in rows if row.what == "stage"] == ["security"]
    cards = sum(len(row.get("security", ())) for row in AIRPORT.cells.values())
    assert sum(row.what == "card" for row in rows) == cards
    assert any(row.what == "emotion" for row in rows)


def test_the_numbers_of_a_source_are_compared_as_figures() -> None:
    def joined(n: int, value: float) -> Document:
        figures = {"security": {"mean": Figure(n=n, value=value)}}
        return replace(AIRPORT, sources=(Source(id="s", name="Survey", rows=n, figures=figures),))

    rows = list(diff(joined(10, 4.0), joined(12, 3.5)))
    assert [(row.what, row.where, row.field, row.before, row.after) for row in rows] == [
        ("source", "Survey", "rows", 10, 12),
        ("figure", "Security / mean", "n", 10, 12),
        ("figure", "Security / mean", "value", 4.0, 3.5),
    ]


def test_journeys_documents_and_paths_are_all_versions(tmp_path) -> None:  # type: ignore[no-untyped-def]
    journey = cjm.Journey.from_template("airport-departure")
    journey.save(tmp_path / "map.cjm.json")
    journey.set_stage("Security", goal="Be quick")
    frame = cjm.diff(tmp_path / "map.cjm.json", journey)
    assert frame.columns.tolist() == ["change", "what", "id", "where", "field", "before", "after"]
    assert frame.to_numpy().tolist() == [
        ["changed", "stage", "security", "Security", "goal", AIRPORT.stages[3].goal, "Be quick"]
    ]
    assert cjm.diff(AIRPORT, str(tmp_path / "map.cjm.json")).empty
    edited = [SetStage(stage="overall", changes=StageChanges(goal="Return"))]
    merged = cjm.merge(AIRPORT, journey, apply_all(AIRPORT, edited)[0])
    assert merged.conflicts.empty
    assert merged.conflicts.columns.tolist() == ["what", "id", "field", "base", "ours", "theirs"]
    assert [stage.goal for stage in merged.document.stages if stage.id in ("security", "overall")] == [
        "Be quick",
        "Return",
    ]
    with pytest.raises(cjm.CjmError, match="not int"):
        cjm.diff(journey, 3)  # type: ignore[arg-type]
