"""What people do to a map, as the operations it takes: adding, changing, moving, removing, drawing."""

from __future__ import annotations

from random import Random
from typing import Any, Literal, cast

from msgspec import to_builtins

from cjm_widgets.document import gestures, stages
from cjm_widgets.document.check import checked, decoded
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.document.names import labels
from cjm_widgets.document.operations import MapChanges
from tests.contract import maps

SWEEP = 100

_ADD = {"stage": gestures.add_stage, "lane": gestures.add_lane, "persona": gestures.add_persona}
_SET = {"stage": gestures.set_stage, "lane": gestures.set_lane, "persona": gestures.set_persona}

MAP: maps.Plain = {
    "id": "map",
    "title": "A visit",
    "personas": [{"id": "maya", "name": "Maya"}, {"id": "maya-2", "name": "Maya"}],
    "stages": [
        {"id": "arrive", "name": "Arrive", "goal": "Park"},
        {"id": "wait", "name": "Wait", "duration": 4.5},
        {"id": "leave", "name": "Leave"},
    ],
    "lanes": [{"id": "pain", "name": "Pain points"}, {"id": "actions", "name": "Actions"}],
    "cells": {
        "actions": {"arrive": [{"id": "a1", "span": 3}, {"id": "a2", "span": 2}, {"id": "a3"}]},
        "pain": {"arrive": [{"id": "p1", "span": 9}], "wait": [{"id": "p2", "span": 2}]},
    },
    "emotion": {"maya": {"arrive": {"value": -1, "evidence": "data", "source": "Survey"}}},
}

GESTURES: tuple[maps.Plain, ...] = (
    {"gesture": "add", "what": "stage", "name": "Wait", "before": "arrive", "fields": {"goal": "Rest"}},
    {"gesture": "add", "what": "stage", "name": "", "before": None, "fields": {}},
    {"gesture": "add", "what": "lane", "name": "出発 & 安全", "before": None, "fields": {"role": "goals"}},
    {"gesture": "add", "what": "persona", "name": "Maya", "before": "maya-2", "fields": {"about": ""}},
    {"gesture": "add", "what": "persona", "name": "x" * 501, "before": None, "fields": {}},
    {"gesture": "change", "what": "stage", "id": "wait", "changes": {"name": "Wait"}},
    {"gesture": "change", "what": "stage", "id": "wait", "changes": {"name": "Queue", "goal": ""}},
    {"gesture": "change", "what": "stage", "id": "wait", "changes": {"duration": None, "timing": "long"}},
    {"gesture": "change", "what": "stage", "id": "wait", "changes": {"name": ""}},
    {"gesture": "change", "what": "lane", "id": "pain", "changes": {"kind": "cards", "hint": "x"}},
    {"gesture": "change", "what": "persona", "id": "maya-2", "changes": {"segment": {}}},
    {"gesture": "change", "what": "persona", "id": "maya-2", "changes": {"segment": {"flight": "long"}}},
    {"gesture": "change_map", "changes": {"title": "A visit"}},
    {"gesture": "change_map", "changes": {"title": "A trip", "kind": "current", "scale": [-2, 2]}},
    {"gesture": "change_map", "changes": {"metric": {"name": "NPS", "target": 45}}},
    {"gesture": "move", "what": "stage", "id": "wait", "before": "wait"},
    {"gesture": "move", "what": "stage", "id": "wait", "before": "leave"},
    {"gesture": "move", "what": "stage", "id": "leave", "before": None},
    {"gesture": "move", "what": "stage", "id": "leave", "before": "arrive"},
    {"gesture": "move", "what": "lane", "id": "pain", "before": None},
    {"gesture": "move", "what": "persona", "id": "maya-2", "before": "maya"},
    {"gesture": "remove", "what": "stage", "id": "arrive"},
    {"gesture": "remove", "what": "stage", "id": "wait"},
    {"gesture": "remove", "what": "stage", "id": "leave"},
    {"gesture": "remove", "what": "lane", "id": "pain"},
    {"gesture": "remove", "what": "persona", "id": "maya"},
    {"gesture": "set_emotion", "stage": "arrive", "persona": "maya", "value": -1},
    {"gesture": "set_emotion", "stage": "arrive", "persona": "maya", "value": 1.5},
    {"gesture": "set_emotion", "stage": "arrive", "persona": "maya", "value": None},
    {"gesture": "set_emotion", "stage": "wait", "persona": "maya", "value": None},
    {"gesture": "set_emotion", "stage": "wait", "persona": "maya-2", "value": 0},
)


JOURNEY: maps.Plain = {
    "id": "visit",
    "metric": {"name": "NPS", "stage": "pay"},
    "personas": [{"id": "ana", "name": "Ana"}, {"id": "bo", "name": "Bo"}],
    "phases": [{"id": "early", "name": "Early"}, {"id": "late", "name": "Late"}],
    "stages": [
        {"id": "come", "name": "Come", "phase": "early", "duration": 5, "goal": "Be early"},
        {"id": "wait", "name": "Wait", "phase": "early", "duration": 10.1, "goal": "Sit", "action": "Sits",
         "comments": [{"author": "Ada", "text": "How long?"}], "notes": "Pause", "links": ["a.cjm.json"]},
        {"id": "pay", "name": "Pay", "phase": "late", "duration": 2.2, "moment_of_truth": True,
         "links": ["a.cjm.json", "b.cjm.json"], "comments": [{"author": "Bo", "text": "Cash?"}]},
        {"id": "leave", "name": "Leave", "goal": "Sit"},
    ],
    "lanes": [{"id": "do", "name": "Actions"}, {"id": "ideas", "name": "Ideas"}],
    "cells": {
        "do": {
            "come": [{"id": "a", "text": "Parks"}, {"id": "b", "text": "Walks", "span": 2}],
            "wait": [{"id": "c", "text": "Reads"}, {"id": "d", "text": "Queues", "span": 9}],
            "pay": [{"id": "e", "text": "Pays"}],
        },
        "ideas": {
            "come": [{"id": "g", "text": "Map", "span": 4}],
            "pay": [{"id": "f", "text": "App", "hypothesis": {"metric": {"name": "W", "stage": "wait"}}}],
        },
    },
    "emotion": {
        "ana": {"wait": {"value": -1, "evidence": "data", "source": "S"}, "pay": {"value": 0.1},
                "leave": {"value": 0.2}},
        "bo": {"wait": {"value": 1, "evidence": "quote"}},
    },
    "future": {"ana": {"wait": 0.1, "pay": 0.2, "leave": 0.4}, "bo": {"pay": -0.5}},
    "links": [
        {"id": "in", "start": {"stage": "come"}, "end": {"stage": "wait"}},
        {"id": "between", "start": {"stage": "wait"}, "end": {"stage": "pay"}},
        {"id": "back", "start": {"stage": "pay"}, "end": {"stage": "come"}},
        {"id": "card", "start": {"card": "a"}, "end": {"stage": "pay"}},
        {"id": "out", "start": {"stage": "wait"}, "kind": "open"},
    ],
    "sources": [],
}  # fmt: skip
_RUNS = (("come", "wait"), ("wait", "pay"), ("pay", "leave"), ("wait", "pay", "leave"),
         ("come", "wait", "pay", "leave"))  # fmt: skip
_ROWS: tuple[dict[str, str], ...] = ({}, {"q": "pay"}, {"q": "pay", "r": "wait"})

STAGES: tuple[tuple[maps.Plain, maps.Plain], ...] = (
    *((JOURNEY, {"gesture": "split", "stage": stage, "name": name})
      for stage, name in (("come", "Arrive"), ("wait", "Wait"), ("leave", "出発"))),
    *(({**JOURNEY, "sources": [{"id": "s", "name": "Survey", "columns": columns}]},
       {"gesture": "merge", "stages": [*run], "name": name})
      for run in _RUNS for columns in _ROWS for name in (None, "One")),
    *((JOURNEY, {"gesture": "phase", "stages": [*run], "name": name})
      for run in _RUNS for name in ("Early", "Late", "New", None)),
)  # fmt: skip
"""Gestures on several stages, and their maps."""


def _operations(document: Document, gesture: maps.Plain) -> gestures.Operations:
    what = cast(Literal["stage", "lane", "persona"], gesture.get("what", "stage"))
    called = labels(gestures.things(document, what))
    before = called.get(gesture.get("before") or "")
    match gesture["gesture"]:
        case "add":
            return _ADD[what](document, gesture["name"], before, None, dict(gesture["fields"]))
        case "change":
            return _SET[what](document, called[gesture["id"]], dict(gesture["changes"]))
        case "change_map":
            changes = decoded(gesture["changes"], MapChanges)
            return gestures.set_map(document, {name: getattr(changes, name) for name in gesture["changes"]})
        case "move":
            return gestures.move(document, what, called[gesture["id"]], before, None)
        case "remove":
            return gestures.remove(document, what, called[gesture["id"]])
        case "set_emotion":
            stage = called[gesture["stage"]]
            who = labels(document.personas)[gesture["persona"]]
            return gestures.set_emotion(document, stage, gesture["value"], who)
        case "split":
            return stages.split_stage(document, gesture["stage"], gesture["name"])
        case "merge":
            return stages.merge_stages(document, gesture["stages"], gesture["name"])
        case "phase":
            return stages.phase_of_stages(document, gesture["stages"], gesture["name"])
    raise AssertionError(gesture)


def _answer(map: maps.Plain, gesture: maps.Plain) -> dict[str, Any]:
    document = decoded(map, Document)
    case = {"document": to_builtins(document), **gesture}
    try:
        operations = [checked(operation) for operation in _operations(document, gesture)]
    except InvalidOperationError:
        return {**case, "refused": True}
    return {**case, "operations": to_builtins(operations)}


def _random_gesture(chance: Random, map: maps.Plain) -> maps.Plain | None:
    what = chance.choice(("stage", "lane", "persona"))
    ids = [thing["id"] for thing in map[f"{what}s"]]
    kind = chance.choice(("add", "change", "move", "remove", "remove", "set_emotion"))
    if kind == "add":
        return {
            "gesture": kind,
            "what": what,
            "name": chance.choice(maps.NAMES),
            "before": chance.choice((None, *ids)),
            "fields": {},
        }
    if kind == "set_emotion":
        if not map["stages"] or not map["personas"]:
            return None
        return {
            "gesture": kind,
            "stage": chance.choice(map["stages"])["id"],
            "persona": chance.choice(map["personas"])["id"],
            "value": chance.choice((None, 0, -2, 0.1, 1.5)),
        }
    if len(map["stages"]) > 1 and chance.random() < 0.2:
        at = chance.randrange(len(map["stages"]) - 1)
        run = [stage["id"] for stage in map["stages"][at : at + 2]]
        name = chance.choice((None, *maps.NAMES))
        return {"gesture": chance.choice(("merge", "phase")), "stages": run, "name": name}
    if map["stages"] and chance.random() < 0.1:
        return {"gesture": "split", "stage": chance.choice(map["stages"])["id"], "name": "Second"}
    if not ids:
        return None
    gesture = {"gesture": kind, "what": what, "id": chance.choice(ids)}
    if kind == "change":
        field = {"stage": "goal", "lane": "hint", "persona": "about"}[what]
        return {**gesture, "changes": {"name": chance.choice(maps.NAMES), field: maps.text(chance, 1)}}
    return {**gesture, "before": chance.choice((None, *ids))} if kind == "move" else gesture


def contract() -> dict[str, list[Any]]:
    """What gestures.json holds."""
    chance = Random(20261128)
    cases = [_answer(MAP, gesture) for gesture in GESTURES]
    cases += [_answer(map, gesture) for map, gesture in STAGES]
    while len(cases) < len(GESTURES) + len(STAGES) + SWEEP:
        map = maps.document(chance)
        if gesture := _random_gesture(chance, map):
            cases.append(_answer(map, gesture))
    return {"gestures": cases}
