"""Journals that several clients wrote at once: their order, what is refused, and the map of it."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from msgspec import to_builtins

from cjm_widgets.collaboration.journal import Fold, latest
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from cjm_widgets.storage.file import dumps, loads
from tests.contract import maps

SWEEP = 24
LENGTH = 24
CLIENTS = ("ana", "ben", "cem")
_SAYS_NOT = ("remove", "move", "move_card", "restore")
"""The edits whose authors say apart what they had seen."""
_USUAL: dict[str, Any] = {
    "cells": {}, "emotion": {}, "stages": [], "lanes": [], "personas": [], "phases": [],
}  # fmt: skip


class _Author:
    """A client of a case, which sees what others did now and then."""

    def __init__(self, name: str, document: Document) -> None:
        self.name, self.seq, self.document = name, 0, document
        self.seen: dict[str, int] = {}

    def entry(self, chance: Random) -> str:
        plain = _USUAL | to_builtins(self.document)
        operations = [maps.operation(chance, plain) for _ in range(chance.choice((1, 1, 1, 2)))]
        self.seq += 1
        entry: dict[str, Any] = {"client": self.name, "seq": self.seq, "operations": operations}
        entry["label"] = f"{self.name} {self.seq}"
        if any(operation["op"] in _SAYS_NOT for operation in operations):
            entry["seen"] = dict(self.seen)
        try:
            edits = [decoded(operation, Operation) for operation in operations]
            self.document = apply_all(self.document, edits)[0]
        except InvalidOperationError:
            pass  # others may have made it possible
        return json.dumps(entry)


def _case(chance: Random) -> dict[str, Any]:
    blank = chance.random() < 0.1
    base = "" if blank else dumps(decoded(maps.document(chance), Document))
    start = Document(id="journey") if blank else loads(base)
    authors = [_Author(name, start) for name in CLIENTS]
    upto = {} if chance.random() < 0.7 else {chance.choice(CLIENTS): 2, "file:1": 1}
    entries: list[str] = []
    if blank:
        begun = {"op": "replace", "document": {"id": "journey"}}
        entries.append(json.dumps({"client": "dan", "seq": 1, "operations": [begun]}))
    seals: list[str] = []
    fold = Fold()
    for _ in range(LENGTH):
        author = chance.choice(authors)
        entries.insert(chance.randint(max(0, len(entries) - 2), len(entries)), author.entry(chance))
        if chance.random() < 0.1:
            entries.append(chance.choice(entries))  # doubled by a room that met another
        fold.renew(base, upto, entries, seals)
        if chance.random() < 0.4:
            reader = chance.choice(authors)
            reader.document, reader.seen = fold.document or start, fold.clock
        if chance.random() < 0.3:
            sealed = latest(*map(json.loads, seals))
            reached = {one.name: chance.randint(sealed.get(one.name, 0), one.seq) for one in authors}
            news = {name: seq for name, seq in reached.items() if seq > sealed.get(name, 0)}
            seals += [json.dumps(news)] if news else []
    fold.renew(base, upto, entries, seals)
    whole = Fold()
    whole.renew(base, upto, entries, seals)
    assert (whole.document, whole.steps) == (fold.document, fold.steps)
    assert fold.document is not None
    return {
        "base": base, "upto": upto, "entries": entries, "seals": seals, "certain": fold.certain,
        "turns": [[f"{turn.entry.client}/{turn.entry.seq}", turn.why] for turn in fold.steps],
        "clock": fold.clock, "text": dumps(fold.document),
    }  # fmt: skip


def contract() -> dict[str, list[Any]]:
    """What journals.json holds."""
    chance = Random(20261128)
    return {"journal": [_case(chance) for _ in range(SWEEP)]}
