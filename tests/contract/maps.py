"""Random maps and operations as plain values, for the sweeps of the contract: small, full of odd words."""

from __future__ import annotations

from random import Random
from typing import Any

IDS = ("a", "b", "c", "a-2", "constructor", "__proto__", "出発", "\U0001f600")
NAMES = (
    "Wait",
    "Wait",
    "Go",
    "Wait (a)",
    "Pain points",
    "Café & Gate 12",
    "出発",
    "İstanbul",
    "\U0001f600",
    "!?",
)
LINES = ("", "", "x", "y", "x y", "\U0001f600", "é", "e\u0301", "\u2028", "\r", " ", '"', "\\", "toString")

Plain = dict[str, Any]


def text(chance: Random, most: int = 4) -> str:
    """Some lines, none of them rarely."""
    return "\n".join(chance.choice(LINES) for _ in range(chance.randrange(most + 1)))


def _some(chance: Random, things: tuple[str, ...], most: int) -> list[str]:
    return chance.sample(things, chance.randrange(most + 1))


def _optional(chance: Random, fields: Plain, likely: float = 0.3) -> Plain:
    return {name: value for name, value in fields.items() if chance.random() < likely}


def card(chance: Random, id: str) -> Plain:
    """A card that says something, or only is."""
    fields = {
        "text": text(chance, 2),
        "evidence": chance.choice(("assumption", "quote", "data", "none")),
        "tags": [text(chance, 1)],
        "severity": chance.choice((None, 1, 3)),
        "span": chance.randrange(1, 5),
        "ours": chance.choice((None, True, False)),
        "comments": [comment(chance)],
        "impact": chance.choice((None, 7, [6, 9])),
        "due": chance.choice(("", "2026-06-30")),
        "image": {"data": "data:image/png;base64,AAAA", "alt": text(chance, 1)},
        "hypothesis": {"change": text(chance, 1), "metric": {"name": "Wait", "target": 5}},
    }
    return {"id": id, **_optional(chance, fields)}


def comment(chance: Random) -> Plain:
    """A remark, answered and resolved or not."""
    fields = {
        "time": "2026-11-28T09:00:00Z",
        "resolved_by": "Ada",
        "replies": [{"author": "Bo", "text": "Yes"}],
    }
    return {"author": "Ada", "text": text(chance, 1), **_optional(chance, fields)}


def link(chance: Random, id: str, stages: list[str]) -> Plain:
    """A way from a stage to a stage or a card, which may be gone."""
    ends = {"stage": chance.choice((*stages, *IDS))}, {"card": chance.choice(IDS)}
    kind = chance.choice(("direct", "both", "controlled", "open"))
    end = {} if kind == "open" and chance.random() < 0.5 else {"end": chance.choice(ends)}
    return {"id": id, "start": ends[0], **end, "kind": kind, **_optional(chance, {"label": text(chance, 1)})}


def score(chance: Random) -> Plain:
    """An emotion on the usual scale."""
    return {
        "value": chance.randrange(-20, 21) / 10,
        **_optional(chance, {"evidence": "data", "source": "Survey"}),
    }


def stage(chance: Random, id: str, phases: list[str]) -> Plain:
    """A stage, in one of the phases or in none."""
    fields = {
        "goal": text(chance, 1),
        "duration": chance.choice((None, 0, 4.5)),
        "moment_of_truth": chance.random() < 0.5,
        "phase": chance.choice((None, *phases)),
    }
    return {"id": id, "name": chance.choice(NAMES), **_optional(chance, fields)}


def lane(chance: Random, id: str, kind: str) -> Plain:
    """A lane of that kind."""
    fields = {"hint": text(chance, 1), "role": "other", "target": chance.choice((None, 2, 2.5))}
    return {"id": id, "name": chance.choice(NAMES), "kind": kind, **_optional(chance, fields)}


def document(chance: Random, *, snapshots: bool = True) -> Plain:
    """A whole map: every reference exists, and every card id is used once."""
    phases = _some(chance, IDS, 2)
    stages, lanes, personas = (_some(chance, IDS, 4), _some(chance, IDS, 3), _some(chance, IDS, 2))
    kinds = [chance.choice(("cards", "cards", "cards", "measure")) for _ in lanes]
    cells: Plain = {}
    for id, kind in chance.sample([*zip(lanes, kinds, strict=True)], len(lanes)):
        row = {
            at: [card(chance, f"{id}.{at}{number}") for number in range(chance.randrange(1, 4))]
            for at in stages
            if kind == "cards" and chance.random() < 0.5
        }
        cells |= {id: row} if row else {}
    emotion = {
        who: row for who in personas if (row := {at: score(chance) for at in stages if chance.random() < 0.5})
    }
    return {
        "id": "map",
        "title": text(chance, 1),
        "personas": [{"id": id, "name": chance.choice(NAMES)} for id in personas],
        "phases": [{"id": id, "name": chance.choice(NAMES)} for id in phases],
        "stages": [stage(chance, id, phases) for id in stages],
        "lanes": [lane(chance, id, kind) for id, kind in zip(lanes, kinds, strict=True)],
        "cells": cells,
        "emotion": emotion,
        "links": [link(chance, id, stages) for id in _some(chance, IDS, 2)],
        "comments": [comment(chance) for _ in range(chance.choice((0, 0, 1)))],
        "snapshots": [
            {"id": id, "name": id, "map": document(chance, snapshots=False)}
            for id in (_some(chance, IDS, 1) if snapshots else ())
        ],
    }


def operation(chance: Random, map: Plain) -> Plain:
    """An operation that mostly suits the map; where not, it must be refused."""

    def one(what: str) -> str:
        ids = [thing["id"] for thing in map.get(what, ())]
        return chance.choice(ids if ids and chance.random() < 0.95 else IDS)

    def before(what: str) -> Plain:
        return {"before": one(what)} if chance.random() < 0.5 else {}

    def place() -> Plain:
        return {"stage": one("stages"), "lane": one("lanes")}

    def known_card() -> Plain:
        places = [
            {"stage": at, "lane": row, "card": held["id"]}
            for row, cells in map["cells"].items()
            for at, cards in cells.items()
            for held in cards
        ]
        return chance.choice(places) if places else {**place(), "card": "none"}

    def seen(here: Plain, changes: Plain) -> Plain:
        """What the author saw: often what is there, sometimes what is not."""
        if chance.random() < 0.4:
            return {}
        usual = {
            "text": "",
            "goal": "",
            "hint": "",
            "label": "",
            "severity": None,
            "name": "",
            "title": "",
            "about": "",
        }
        what = {field: here.get(field, usual[field]) for field in changes if field in usual}
        texts = [field for field, value in what.items() if isinstance(value, str)]
        if texts and chance.random() < 0.2:
            what[chance.choice(texts)] = "Other"
        return {"was": what} if what else {}

    def thing_at(what: str, id: str) -> Plain:
        return next((thing for thing in map.get(what, ()) if thing["id"] == id), {})

    def change(what: str, fields: Plain) -> Plain:
        id, key = one(what), what[:-1]
        changes = _optional(chance, fields, 0.6)
        return {"op": f"set_{key}", key: id, "changes": changes, **seen(thing_at(what, id), changes)}

    def change_card() -> Plain:
        where = known_card()
        cards = map["cells"].get(where["lane"], {}).get(where["stage"], [])
        here = next((held for held in cards if held["id"] == where["card"]), {})
        changes = _optional(chance, {"text": text(chance, 2), "severity": chance.choice((None, 1, 2))}, 0.7)
        return {"op": "set_card", **where, "changes": changes, **seen(here, changes)}

    def draw() -> Plain:
        at, who = one("stages"), one("personas")
        here = map["emotion"].get(who, {}).get(at)
        was = {} if chance.random() < 0.4 else {"was": here if chance.random() < 0.8 else score(chance)}
        new = score(chance) if chance.random() < 0.8 else None
        return {"op": "set_emotion", "stage": at, "persona": who, "score": new, **was}

    def add(what: str, thing: Plain) -> Plain:
        return {"op": f"add_{what[:-1]}", what[:-1]: thing, **before(what)}

    what = chance.choice(("stages", "lanes", "personas"))
    some = chance.choice((what, what, "phases", "links", "snapshots"))
    new, name = chance.choice(IDS), chance.choice(NAMES)
    minutes = chance.choice((None, 2.5))
    map_changes = _optional(chance, {"title": text(chance, 1), "scale": [-2, 3]}, 0.6)
    kinds = (
        lambda: {"op": "set_map", "changes": map_changes},
        lambda: add("stages", stage(chance, new, [phase["id"] for phase in map["phases"]])),
        lambda: add("lanes", lane(chance, new, chance.choice(("cards", "measure")))),
        lambda: add("personas", {"id": new, "name": name}),
        lambda: add("phases", {"id": new, "name": name}),
        lambda: add("links", link(chance, new, [one("stages")])),
        lambda: change("links", {"label": text(chance, 1), "end": {"stage": one("stages")}}),
        lambda: change("stages", {"name": name, "goal": text(chance, 1), "duration": minutes}),
        lambda: change("lanes", {"name": name, "hint": text(chance, 1)}),
        lambda: change("personas", {"name": name, "about": text(chance, 1)}),
        lambda: {"op": "take_snapshot", "id": new, "name": name, **_optional(chance, {"by": "Ada"})},
        lambda: {"op": "restore", "snapshot": one("snapshots")},
        lambda: {"op": "remove", "what": some[:-1], "id": one(some)},
        lambda: {"op": "move", "what": what[:-1], "id": one(what), **before(what)},
        lambda: {"op": "add_card", **place(), "card": card(chance, chance.choice((f"new {new}", new)))},
        change_card,
        change_card,
        lambda: {"op": "remove_card", **known_card()},
        lambda: {
            "op": "move_card",
            **known_card(),
            "to_stage": one("stages"),
            "to_lane": one("lanes"),
            **({"before": known_card()["card"]} if chance.random() < 0.3 else {}),
        },
        draw,
        draw,
    )  # fmt: skip
    return chance.choice(kinds)()
