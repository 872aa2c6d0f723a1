"""A cell as text, and the operations after which it says another."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec import to_builtins

from cjm_widgets.document.check import decoded
from cjm_widgets.document.gestures import cell_text, is_correction, set_cell_operations
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

REWORDED: tuple[tuple[str, str], ...] = (
    ("", "Slow"),
    ("Slow", ""),
    ("Slow", "Slow!"),
    ("Slow", "Loud"),
    ("abc", "abcde"),
    ("abc", "abcdef"),
    ("aaa", "aaaa"),
    ("Too long", "Too short"),
    ("Ridse AirTrain to teh terminal", "Rides AirTrain to the terminal"),
    ("the queue is long", "the line is very long"),
    ("long is the queue", "the queue is long"),
    ("a b\tc\nd", "d c b a"),
    ("a\u00a0b c", "c a\u00a0b"),
    ("a\x1cb c", "c b a"),
    ("  ", " \n \t"),
    ("one one two", "one two two"),
    ("\U0001f600\U0001f600\U0001f600", "\U0001f600\U0001f600\U0001f601"),
    ("\U0001f600", "\U0001f601"),
    ("e\u0301", "é"),
)

_LINES = ("", "a", "b", "c", "a\nb", "\n", "b\n", "\U0001f600")


def _case(texts: list[str], text: str, others: tuple[str, ...] = ()) -> dict[str, Any]:
    backing: tuple[dict[str, Any], ...] = (
        {"tags": ["kept"]},
        {"evidence": "data", "n": 12, "source": "Survey"},
        {"evidence": "none"},
        {"evidence": "quote", "source": "Interview 3"},
    )
    cards = [{"id": f"c{at}", "text": said, **backing[at % 4]} for at, said in enumerate(texts)]
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
    rewordings = [*REWORDED, *((maps.text(chance, 6), maps.text(chance, 6)) for _ in range(SWEEP))]
    return {
        "set_cell": [*(_case(texts, text) for texts, text in CASES), *random],
        "is_correction": [
            {"before": before, "after": after, "correction": is_correction(before, after)}
            for before, after in rewordings
        ],
    }
