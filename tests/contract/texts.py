"""The contract between the two halves on files: the canonical text of each of these documents.

``python -m tests.contract.texts`` writes files/texts.json from the documents below; TypeScript must write
the same bytes, so that saving in a JupyterLab tab and saving in Python make the same one-line differences.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cjm_widgets.document.check import decoded
from cjm_widgets.document.model import Document
from cjm_widgets.journey.files.templates import template
from cjm_widgets.storage.file import dumps
from tests.contract.traces import MAP

PATH = Path(__file__).parent / "files" / "texts.json"

_TEMPLATES = ("airport-departure", "customer-lifecycle", "service-blueprint")
_LONG = "a text that is long enough to go beyond the width of a line together with its neighbours"
_CARDS = [
    {"id": "a", "text": _LONG, "tags": ["one", "two"], "comments": [{"author": "Ada", "text": _LONG}]},
    {"id": "b", "text": _LONG, "links": ["https://example.org/" + "x" * 100], "n": 9007199254740991},
    {"id": "c", "text": 'quotes " and \\ and / and\nlines\tand \u0007 and \u007f and \u2028 and é and 😀'},
]


def _scores(*values: float) -> dict[str, Any]:
    stages = [{"id": f"s{at}", "name": f"Stage {at}"} for at, _ in enumerate(values)]
    scores = {f"s{at}": {"value": value} for at, value in enumerate(values)}
    return {"stages": stages, "personas": [{"id": "p", "name": "P"}], "emotion": {"p": scores}}


DOCUMENTS: dict[str, dict[str, Any]] = {
    "a map of nothing": {"id": "visit"},
    "a small map": MAP,
    "a map of one line": {"id": "visit", "title": "A visit", "kind": "future", "scale": [-1, 1.5]},
    "exactly the width of a line": {"id": "visit", "title": "x" * (120 - 38)},
    "one more than the width": {"id": "visit", "title": "x" * (121 - 38)},
    "the width in characters of two halves each": {"id": "visit", "title": "😀" * (120 - 38)},
    "one character of two halves more": {"id": "visit", "title": "😀" * (121 - 38)},
    "cards, long and odd": {
        "id": "visit",
        "stages": [{"id": "s", "name": "S", "goal": _LONG, "timing": _LONG, "duration": 0.1}],
        "lanes": [{"id": "l", "name": "L", "measures": ["mean", "nps"], "hint": _LONG, "target": 4.0}],
        "cells": {"l": {"s": _CARDS}},
    },
    "keys in the order of their code points": {
        "id": "visit",
        "stages": [{"id": id, "name": "S"} for id in ("10", "9", "\uff5e", "😀", "é", "e", "__proto__")],
        "lanes": [{"id": "l", "name": "L"}],
        "cells": {
            "l": {
                id: [{"id": f"c{at}", "text": _LONG}]
                for at, id in enumerate(("10", "9", "\uff5e", "😀", "é", "e", "__proto__"))
            }
        },
    },
    "numbers": {
        "id": "visit",
        "scale": [-1e300, 1e300],
        **_scores(0.0, -0.0, 1.0, -1.5, 0.1 + 0.2, 1e-4, 1e-5, 1.5e-7, 123456789.125, 5e-324, 1e15, 2.0**53,
                  1e16, 1.5e16, 1e21, 1e22, 1.7e299),
    },
    "a joined source": {
        "id": "visit",
        "stages": [{"id": "s", "name": "S"}],
        "sources": [
            {
                "id": "survey",
                "name": "Survey",
                "columns": {"Q2": "s", "Q1": "s"},
                "scale": [1, 5],
                "missing": [0, "DK", 9.5],
                "measures": [{"name": "top_box", "options": {"boxes": 1, "level": 0.9}}, {"name": "mean"}],
                "counts": {
                    "by": ["flight"],
                    "segments": [["long"], ["short"], [None]],
                    "respondents": [100, 2000, 30],
                    "stages": {"s": {"values": [1, 2, 3.5, 4, 5], "n": [[1, 2, 3, 4, 5]] * 3}},
                },
            }
        ],
    },
}  # fmt: skip


def cases() -> list[dict[str, Any]]:
    """Each document by name, as the file says it, and its canonical text."""
    made = {name: decoded(value, Document) for name, value in DOCUMENTS.items()}
    made |= {f"the template {name}": template(name) for name in _TEMPLATES}
    return [{"name": name, "text": dumps(document)} for name, document in made.items()]


def main() -> None:
    """Write the file."""
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(json.dumps(cases(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
