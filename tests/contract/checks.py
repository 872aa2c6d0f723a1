"""What a map takes in each field: an odd value in each place of an operation, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import to_builtins

from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.model import MAX_NAME, MAX_TEXT
from cjm_widgets.document.operations import Operation
from tests.contract import maps

VALUES: tuple[Any, ...] = (
    *(None, True, 0, 1, -1, 1.5, 3, 4, 1001, 2**53 - 1, 2**53, 1e300, "", "x", "1", "cards", "quote"),
    *("\ud800", "a\udfff"),
    *([], {}, ["x"], [1], ["\ud800"], [""], {"x": 1}, {"x": "y"}, {"\udc00": "y"}, {"x": []}),
    {"id": "x", "name": "X"},
    *([1, 2], [1, 2, 3], [0, 11], ["1", 2], [None, 1], {"value": 1}, {"name": ""}),
)  # fmt: skip

TEMPLATES: tuple[maps.Plain, ...] = (
    {"op": "set_map", "changes": {"title": "T"}, "was": {"title": "U"}},
    {"op": "add_stage", "stage": {"id": "s", "name": "S"}},
    {"op": "set_card", "stage": "s", "lane": "l", "card": "c", "changes": {"text": "x"}},
    {"op": "add_card", "stage": "s", "lane": "l", "card": {"id": "c"}},
    {"op": "set_emotion", "stage": "s", "persona": "p", "score": {"value": 1}},
    {"op": "move", "what": "stage", "id": "s"},
    {"op": "set_future", "stage": "s", "persona": "p", "value": 1},
    {"op": "add_link", "link": {"id": "k", "start": {"stage": "s"}, "kind": "open"}},
)

PLACES: dict[int, tuple[str, ...]] = {
    0: ("op", "changes", "changes.title", "changes.kind", "changes.scale", "changes.metric",
        "changes.new", "was"),
    1: ("stage", "stage.id", "stage.name", "stage.duration", "stage.moment_of_truth", "stage.phase",
        "stage.extra", "before", "cells", "cells.l", "emotion", "emotion.p", "future", "future.p"),
    2: ("stage", "changes", "changes.severity", "changes.n", "changes.span", "changes.ours", "changes.tags",
        "changes.comments", "changes.evidence", "changes.impact", "changes.confidence", "changes.hypothesis",
        "changes.image", "changes.due"),
    3: ("card", "card.id", "card.text", "card.n", "card.span", "card.links", "card.extra.x"),
    4: ("score", "score.value", "score.evidence", "was", "persona"),
    5: ("what", "id", "before", "new"),
    6: ("value", "was", "persona"),
    7: ("link", "link.start", "link.end", "link.kind", "link.label", "link.start.card"),
}  # fmt: skip

LONG: tuple[tuple[int, str, str], ...] = (
    (0, "changes.title", "x" * MAX_TEXT),
    (0, "changes.title", "x" * (MAX_TEXT + 1)),
    (0, "changes.title", "\U0001f600" * MAX_TEXT),
    (1, "stage.name", "\U0001f600" * MAX_NAME),
    (1, "stage.name", "x" * (MAX_NAME + 1)),
    (1, "stage.id", "\U0001f600" * 200),
    (1, "stage.id", "x" * 201),
)


def _with(template: maps.Plain, place: str, value: Any) -> maps.Plain:
    first, _, rest = place.partition(".")
    return {**template, first: _with(template.get(first, {}), rest, value) if rest else value}


def _places() -> Iterator[tuple[int, str, Any]]:
    for template, places in PLACES.items():
        for place in places:
            for value in VALUES:
                yield template, place, value


def _case(template: int, place: str, value: Any) -> dict[str, Any]:
    """The operation as it is sent, when it is taken; otherwise why it is refused."""
    asked = {"template": template, "place": place, "value": value}
    try:
        operation = decoded(_with(TEMPLATES[template], place, value), Operation)
    except InvalidOperationError as refusal:
        return {**asked, "why": str(refusal)}
    plain = to_builtins(operation)
    if "cells" in plain and not any(plain["cells"].values()):
        del plain["cells"]  # an empty cell says nothing
    return {**asked, "operation": plain}


def contract() -> dict[str, list[Any]]:
    """What checks.json holds."""
    return {
        "templates": list(TEMPLATES),
        "values": [_case(template, place, value) for template, place, value in _places()],
        "lengths": [
            {"template": template, "place": place, "unit": value[0], "count": len(value), "why": why}
            for template, place, value in LONG
            for why in [_case(template, place, value).get("why")]
        ],
    }
