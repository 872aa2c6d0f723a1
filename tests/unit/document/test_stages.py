"""Splitting and merging stages: where cards, scores, spans, links, comments and counted rows go."""

from __future__ import annotations

from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.check import check_document, decoded
from cjm_widgets.document.model import Document
from cjm_widgets.document.stages import merge_stages, phase_of_stages, split_stage

MAP: dict[str, Any] = {
    "id": "visit",
    "metric": {"name": "NPS", "stage": "pay"},
    "personas": [{"id": "ana", "name": "Ana"}, {"id": "bo", "name": "Bo"}],
    "phases": [{"id": "early", "name": "Early"}, {"id": "late", "name": "Late"}],
    "stages": [
        {"id": "come", "name": "Come", "phase": "early", "duration": 5, "goal": "Be early"},
        {"id": "wait", "name": "Wait", "phase": "early", "duration": 10, "goal": "Sit", "action": "Sits down",
         "comments": [{"author": "Ada", "text": "How long?"}], "notes": "Pause"},
        {"id": "pay", "name": "Pay", "phase": "late", "duration": 2.5, "moment_of_truth": True,
         "action": "Has paid", "links": ["shop.cjm.json"], "comments": [{"author": "Bo", "text": "Cash?"}]},
        {"id": "leave", "name": "Leave"},
    ],
    "lanes": [{"id": "do", "name": "Actions"}, {"id": "ideas", "name": "Ideas"}],
    "cells": {
        "do": {
            "come": [{"id": "a", "text": "Parks"}, {"id": "b", "text": "Walks", "span": 2}],
            "wait": [{"id": "c", "text": "Reads"}, {"id": "d", "text": "Queues", "span": 2}],
            "pay": [{"id": "e", "text": "Pays"}],
        },
        "ideas": {
            "pay": [{"id": "f", "text": "App", "hypothesis": {"metric": {"name": "Wait", "stage": "wait"}}}],
            "come": [{"id": "g", "text": "Map", "span": 4}],
        },
    },
    "emotion": {
        "ana": {"wait": {"value": -1, "evidence": "data", "source": "Survey"}, "pay": {"value": 0.5}},
        "bo": {"wait": {"value": 1, "evidence": "quote"}},
    },
    "future": {"ana": {"wait": 1, "pay": 2}, "bo": {"pay": -0.5}},
    "links": [
        {"id": "in", "start": {"stage": "come"}, "end": {"stage": "wait"}},
        {"id": "between", "start": {"stage": "wait"}, "end": {"stage": "pay"}},
        {"id": "back", "start": {"stage": "pay"}, "end": {"stage": "come"}},
        {"id": "card", "start": {"card": "a"}, "end": {"stage": "pay"}},
    ],
}  # fmt: skip


def _map(**fields: Any) -> Document:
    return decoded({**MAP, **fields}, Document)


def _after(document: Document, operations: Any) -> Document:
    """The document afterwards, which is a map; undo gives the one before."""
    after, inverses = apply_all(document, operations)
    check_document(after)
    assert apply_all(after, inverses)[0] == document
    return after


def _cards(document: Document, lane: str) -> dict[str, list[tuple[str, int]]]:
    return {stage: [(c.id, c.span) for c in cards] for stage, cards in document.cells[lane].items()}


def _ends(document: Document) -> dict[str, tuple[Any, Any]]:
    return {
        link.id: (link.start.stage or link.start.card, link.end and (link.end.stage or link.end.card))
        for link in document.links
    }


def test_a_split_keeps_what_the_stage_holds_and_adds_a_second_part() -> None:
    after = _after(_map(), split_stage(_map(), "Wait", "Be called"))
    assert [stage.id for stage in after.stages] == ["come", "wait", "be-called", "pay", "leave"]
    first, second = after.stages[1:3]
    assert (first.goal, first.duration, first.action, first.comments) == (
        "Sit",
        10,
        "",
        _map().stages[1].comments,
    )
    assert (second.name, second.phase, second.action, second.duration) == (
        "Be called",
        "early",
        "Sits down",
        None,
    )


def test_a_split_widens_the_cards_that_reached_over_the_stage_and_moves_none() -> None:
    after = _after(_map(), split_stage(_map(), "Wait", "Be called"))
    assert _cards(after, "do") == {
        "come": [("a", 1), ("b", 3)],  # came and waited, both parts of it
        "wait": [("c", 1), ("d", 3)],  # still reaches the stage after
        "pay": [("e", 1)],
    }
    assert _cards(after, "ideas")["come"] == [("g", 5)]


def test_a_split_has_both_parts_feel_alike_the_second_without_evidence() -> None:
    after = _after(_map(), split_stage(_map(), "Wait", "Be called"))
    assert after.emotion["ana"]["wait"] == _map().emotion["ana"]["wait"]
    second = {who: row["be-called"] for who, row in after.emotion.items()}
    assert {who: (one.value, one.evidence, one.source) for who, one in second.items()} == {
        "ana": (-1, "assumption", ""),
        "bo": (1, "assumption", ""),
    }
    assert after.future["ana"] == {"wait": 1, "be-called": 1, "pay": 2}


def test_links_end_at_the_first_part_and_start_at_the_second() -> None:
    after = _after(_map(), split_stage(_map(), "Wait", "Be called"))
    assert _ends(after)["in"] == ("come", "wait")
    assert _ends(after)["between"] == ("be-called", "pay")


def test_merged_stages_are_one_with_all_they_held() -> None:
    after = _after(_map(), merge_stages(_map(), ["Wait", "Pay"], None))
    assert [stage.id for stage in after.stages] == ["come", "wait", "leave"]
    one = after.stages[1]
    assert (one.name, one.goal, one.duration, one.action) == ("Wait / Pay", "Sit", 12.5, "Has paid")
    assert (one.moment_of_truth, one.phase, one.notes, one.links) == (
        True,
        "early",
        "Pause",
        ("shop.cjm.json",),
    )
    assert [comment.text for comment in one.comments] == ["How long?", "Cash?"]
    assert after.metric
    assert after.metric.stage == "wait"


def test_merged_cards_follow_in_order_and_spans_shrink() -> None:
    after = _after(_map(), merge_stages(_map(), ["Pay", "Wait"], "Queue"))
    assert _cards(after, "do") == {
        "come": [("a", 1), ("b", 2)],
        "wait": [("c", 1), ("d", 1), ("e", 1)],
    }
    assert _cards(after, "ideas") == {"come": [("g", 3)], "wait": [("f", 1)]}
    assert after.stages[1].name == "Queue"


def test_merged_scores_are_the_mean_backed_only_if_all_are_alike() -> None:
    after = _after(_map(), merge_stages(_map(), ["Wait", "Pay"], None))
    ana, bo = after.emotion["ana"]["wait"], after.emotion["bo"]["wait"]
    assert (ana.value, ana.evidence, ana.source) == (-0.25, "assumption", "")
    assert (bo.value, bo.evidence) == (1, "quote")
    assert after.future == {"ana": {"wait": 1.5}, "bo": {"wait": -0.5}}


def test_links_lead_to_the_merged_stage_and_those_between_go() -> None:
    after = _after(_map(), merge_stages(_map(), ["Wait", "Pay"], None))
    assert _ends(after) == {"in": ("come", "wait"), "back": ("wait", "come"), "card": ("a", "wait")}


def test_a_hypothesis_about_a_merged_stage_is_about_the_one() -> None:
    after = _after(_map(), merge_stages(_map(), ["Come", "Wait"], None))
    hypothesis = after.cells["ideas"]["pay"][0].hypothesis
    assert hypothesis
    assert hypothesis.metric
    assert hypothesis.metric.stage == "come"


def _source(**columns: str) -> dict[str, Any]:
    return {"id": "survey", "name": "Survey", "columns": columns}


def test_the_stage_whose_rows_were_counted_lives_on() -> None:
    document = _map(sources=[_source(q="pay")])
    after = _after(document, merge_stages(document, ["Wait", "Pay"], None))
    assert [stage.id for stage in after.stages] == ["come", "pay", "leave"]
    assert _cards(after, "do")["pay"] == [("c", 1), ("d", 1), ("e", 1)]
    assert after.sources == document.sources


def test_rows_counted_at_several_of_the_stages_are_at_none_of_the_map() -> None:
    document = _map(sources=[_source(q="pay", r="wait")])
    after = _after(document, merge_stages(document, ["Wait", "Pay"], None))
    assert [stage.id for stage in after.stages] == ["come", "wait-pay", "leave"]
    assert _cards(after, "do")["wait-pay"] == [("c", 1), ("d", 1), ("e", 1)]
    assert after.emotion["ana"] == {"wait-pay": after.emotion["ana"]["wait-pay"]}
    assert after.sources == document.sources


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["Come", "Pay"], "only neighbouring stages can be merged; between 'Come' and 'Pay' stands 'Wait'"),
        (["Wait"], "merging takes two stages or more"),
        (["Wait", "Wait"], "merging takes two stages or more"),
        (["Wait", "Play"], "did you mean 'Pay'"),
    ],
)
def test_what_cannot_be_merged_is_refused_by_name(names: list[str], why: str) -> None:
    with pytest.raises(cjm.CjmError, match=why):
        merge_stages(_map(), names, None)


def test_stages_share_a_phase_that_is_added_and_one_left_empty_goes() -> None:
    after = _after(_map(), phase_of_stages(_map(), ["Pay", "Leave"], "At the end"))
    assert [stage.phase for stage in after.stages] == ["early", "early", "at-the-end", "at-the-end"]
    assert [phase.name for phase in after.phases] == ["Early", "At the end"]
    after = _after(after, phase_of_stages(after, ["Pay"], "Early"))
    assert [stage.phase for stage in after.stages] == ["early", "early", "early", "at-the-end"]
    after = _after(after, phase_of_stages(after, ["Leave"], None))
    assert [phase.name for phase in after.phases] == ["Early"]


def test_the_verbs_are_one_step_each() -> None:
    journey = cjm.Journey.from_document(_map())
    journey.split_stage("Wait", "Be called")
    journey.merge_stages("Be called", "Pay", name="Pay up")
    assert journey.frame.index.tolist() == ["Come", "Wait", "Pay up", "Leave"]
    assert journey.undo() == "Merge stages"
    assert journey.undo() == "Split stage Wait"
    assert journey.document == _map()
