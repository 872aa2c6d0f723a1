"""A cell as text, and the operations after which it says another."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec import to_builtins

from cjm_widgets.document.check import decoded
from cjm_widgets.document.gestures import cell_text, set_cell_operations
from cjm_widgets.document.model import Document
from tests.contract import maps

SWEEP = 120

CASES: tuple[tuple[list[str], str], ...] = (
    ([], ""),
    ([], "one"),
    ([], "one\ntwo\n"),
    ([], "\n"),
    ([""], ""),
    (["", ""], ""),
    (["", ""], "\n"),
    ([""], "x"),
    (["one", "two", "three"], "one\ntwo\nthree"),
    (["one", "two", "three"], "one\nnew\nthree"),
    (["one", "two", "three"], "two\nthree"),
    (["one", "two", "three"], "three"),
    (["one", "two", "three"], "zero\none\ntwo\nthree"),
    (["one", "two", "three"], "one\ntwo\nand\nthree"),
    (["one", "two", "three"], "three\ntwo\none"),
    (["one", "two", "three"], ""),
    (["one", "one"], "one"),
    (["one", "one"], "one\none\none"),
    (["two\nlines", "end"], "two\nlines\nmore\nend"),
    (["two\nlines", "end"], "two\nend"),
    (["a", "a\na"], "a\na"),
    (["a\na", "a"], "a\na"),
    (["a\na", "a\na"], "a\na\na"),
    (["x\r", "y"], "x\ny"),
    (["\u2028", "y"], "\u2028\nz\ny"),
    (["\U0001f600"], "\U0001f600\U0001f600"),
    (["e\u0301"], "é"),
    (["x"] * 40, "\n".join("x" * 39)),
)

_LINES = ("", "a", "b", "c", "a\nb", "\n", "b\n", "\U0001f600")


def _case(texts: list[str], text: str, others: tuple[str, ...] = ()) -> dict[str, Any]:
    cards = [{"id": f"c{at}", "tags": ["kept"], "text": said} for at, said in enumerate(texts)]
    elsewhere = [{"id": id} for id in others]
    map = {
        "id": "map",
        "stages": [{"id": "wait", "name": "Wait"}, {"id": "go", "name": "Go"}],
        "lanes": [{"id": "pain", "name": "Pain points"}],
        "cells": {"pain": {"wait": cards, "go": elsewhere}},
    }
    document = decoded(map, Document)
    operations = set_cell_operations(document, "wait", "pain", text)
    return {
        "document": to_builtins(document),
        "says": cell_text(document.cells["pain"].get("wait", ())),
        "text": text,
        "operations": to_builtins(operations),
    }


def contract() -> dict[str, list[Any]]:
    """What cells.json holds."""
    chance = Random(20261128)
    random = [
        _case(
            [chance.choice((*_LINES, maps.text(chance, 2))) for _ in range(chance.randrange(6))],
            "\n".join(chance.choice(_LINES) for _ in range(chance.randrange(7))),
            tuple(chance.sample(("pain.wait", "pain.wait.2", "other"), chance.randrange(4))),
        )
        for _ in range(SWEEP)
    ]
    return {"set_cell": [*(_case(texts, text) for texts, text in CASES), *random]}
