"""Transactions on random maps: what stands there afterwards and what takes it back, or that it is refused.

operations.json holds what each operation does, one at a time and by name.
"""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec import to_builtins

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import ConflictError, InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from tests.contract import maps
from tests.contract.traces import MAP

SWEEP = 90

_OLD = {"op": "set_map", "changes": {"title": "Mine"}, "was": {"title": "Old"}}
_CARD = {"op": "add_card", "stage": "leave", "lane": "pain", "card": {"id": "x"}}
_LEAVE = {"op": "remove", "what": "stage", "id": "leave"}

TRANSACTIONS: tuple[list[maps.Plain], ...] = (
    [],
    [_OLD, {"op": "set_map", "changes": {"title": 3}}],
    [{"op": "remove", "what": "stage", "id": "gone"}, _OLD],
    [_CARD, _CARD],
    [_CARD, {**_CARD, "stage": "wait"}],
    [_CARD, _LEAVE, {**_CARD, "stage": "wait"}],
    [
        _LEAVE,
        {"op": "add_stage", "stage": {"id": "leave", "name": "Leave"}, "cells": {"pain": [{"id": "a1"}]}},
    ],
    [
        {"op": "remove_card", "stage": "arrive", "lane": "actions", "card": "a1"},
        {**_CARD, "card": {"id": "a1"}},
    ],
    [{**_CARD, "before": "x"}],
    [{"op": "add_stage", "stage": {"id": "n", "name": "N"}, "cells": {"gone": []}}],
    [{"op": "add_stage", "stage": {"id": "n", "name": "N"}, "cells": {"gone": [{"id": "n1"}]}}],
    [{"op": "add_lane", "lane": {"id": "n", "name": "N"}, "cells": {"gone": []}}],
    [{"op": "take_snapshot", "id": "s", "name": "S"}, _CARD, {"op": "restore", "snapshot": "s"}, _CARD],
    [_CARD, {"op": "replace", "document": {**MAP, "cells": {}}}, {**_CARD, "card": {"id": "a1"}}],
    [{"op": "take_snapshot", "id": f"s{at}", "name": "S"} for at in range(50)],
    [{"op": "take_snapshot", "id": f"s{at}", "name": "S"} for at in range(51)],
)


def _case(map: maps.Plain, operations: list[maps.Plain]) -> dict[str, Any]:
    document = decoded(map, Document)
    case: dict[str, Any] = {"document": to_builtins(document), "operations": operations}
    try:
        result, inverses = apply_all(document, [decoded(operation, Operation) for operation in operations])
    except ConflictError as conflict:
        return {**case, "conflict": True, "now": to_builtins(conflict.now), "why": str(conflict)}
    except InvalidOperationError as refusal:
        return {**case, "conflict": False, "why": str(refusal)}
    return {**case, "result": to_builtins(result), "inverses": to_builtins(inverses)}


def _random_case(chance: Random) -> dict[str, Any]:
    map = maps.document(chance)
    return _case(map, [maps.operation(chance, map) for _ in range(chance.choice((1, 1, 1, 2, 4)))])


def contract() -> dict[str, list[Any]]:
    """What edits.json holds."""
    chance = Random(20261128)
    return {
        "apply_all": [
            *(_case(MAP, operations) for operations in TRANSACTIONS),
            *(_random_case(chance) for _ in range(SWEEP)),
        ]
    }
