"""Edits, undo and redo one after another: what each would do next, what was done, and the map in the end."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec import to_builtins

from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.history import History
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from tests.contract import maps

SWEEP = 12
LENGTH = 12


def _case(chance: Random) -> dict[str, Any]:
    history = History(decoded(maps.document(chance), Document))
    case: dict[str, Any] = {"document": to_builtins(history.document), "steps": []}
    for at in range(LENGTH):
        what = chance.choice(("do", "do", "do", "undo", "redo", "undo_to"))
        step: dict[str, Any] = {"what": what}
        if what == "do":
            usual = {"cells": {}, "emotion": {}, "stages": [], "lanes": [], "personas": [], "phases": []}
            plain = usual | to_builtins(history.document)
            operations = [maps.operation(chance, plain) for _ in range(chance.choice((1, 1, 2)))]
            step |= {"operations": operations, "label": chance.choice(("", f"Edit {at}"))}
            try:
                history.do([decoded(operation, Operation) for operation in operations], step["label"])
            except InvalidOperationError as refusal:
                step["refused"] = str(refusal)
        elif what == "undo":
            history.undo()
        elif what == "undo_to":
            step["to"] = chance.randint(0, history.revision)
            try:
                history.undo_to(step["to"])
            except InvalidOperationError as refusal:
                step["refused"] = str(refusal)
        else:
            history.redo()
        step |= {"undo": history.undo_label, "redo": history.redo_label, "revision": history.revision}
        case["steps"].append(step)
    lines = [[record.revision, record.label, record.undone] for record in history.records]
    return {**case, "lines": lines, "result": to_builtins(history.document)}


def contract() -> dict[str, list[Any]]:
    """What histories.json holds."""
    chance = Random(20261128)
    return {"history": [_case(chance) for _ in range(SWEEP)]}
