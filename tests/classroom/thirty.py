"""Thirty submissions of one assignment: good, lazy, wrong, broken, empty and malicious ones."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

import cjm_widgets as cjm
from cjm_widgets.document.model import Document
from cjm_widgets.storage import file

LESSONS = Path(__file__).parents[2] / "notebooks" / "lessons"
RUBRIC = LESSONS / "assignment-rubric.toml"
STAGES = ["Plan", "Getting there", "Check-in", "Security", "Waiting airside", "Boarding"]
COLUMNS = ("Getting there", "Check-in", "Security", "Waiting airside")
KINDS = {"good": 10, "lazy": 8, "wrong": 3, "broken": 3, "empty": 3, "malicious": 3}
HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x.invalid","A")',
    '"><img src=x onerror=alert(1)>',
)


def best() -> cjm.Journey:
    """A map that earns all points."""
    journey = cjm.Journey(STAGES, personas=["Maya"], title="A departure by air")
    for stage, score in zip(STAGES, (0, 0.5, -0.5, -1.5, 0.5, 1), strict=True):
        journey.set_cell(stage, "Actions", f"What a traveller does: {stage.lower()}")
        journey.set_emotion(stage, score)
    journey.set_cell("Security", "Pain points", "Nobody knows how long it takes")
    journey.set_cell("Waiting airside", "Pain points", "All seats are taken")
    journey.set_cell("Security", "Thoughts", "Nobody tells me how long this takes")
    journey.set_cell("Security", "Opportunities", "Say how long the queue is")
    fields = {
        "Pain points": {"severity": 2},
        "Thoughts": {"evidence": "quote", "who": "A traveller, 34"},
        "Opportunities": {"owner": "Operations", "kpi": "Satisfaction with security"},
    }
    for id, lane in journey.cards["lane"].items():
        for name, value in fields.get(lane, {}).items():
            journey.cards.loc[id, name] = value
    journey.sync()
    means = [{"stage": stage, "score": score, "n": 20} for stage in COLUMNS for score in (3, 4, 5)]
    journey.join_counts(pd.DataFrame(means), stage="stage", score="score", n="n", scale=(1, 5))
    return journey


def good(best_map: Document, at: int) -> Document:
    """A map that earns all points too, with curve and words of its own; the first two have the same words."""
    journey = cjm.Journey.from_document(best_map)
    for place, stage in enumerate(STAGES):
        journey.set_emotion(stage, round((at * 7 + place * 3) % 11 * 0.3 - 1.5, 1))
        if at > 1:
            journey.set_cell(stage, "Actions", f"{stage}, as traveller {at} does it")
    if at > 1:
        journey.cards["text"] = [f"{text} ({at})" for text in journey.cards["text"]]
        journey.sync()
    return journey.document


def lazy(best_map: Document, at: int) -> Document:
    """A map of which more is left out the higher ``at`` is, from 0 to 7."""
    journey = cjm.Journey.from_document(best_map)
    for stage in STAGES[len(STAGES) - min(at, 5) :]:
        journey.remove_stage(stage)
    if at % 2:
        for stage in journey.frame.index:
            journey.set_emotion(stage, 0)
    return journey.document


def write_class(folder: Path, within: str = "") -> dict[str, str]:
    """Write all submissions, each into a folder of its student, and ``within`` that; returns their kinds."""
    whole = best().document
    texts = {
        "wrong": [b"stage,lane,text\nWait,Actions,Waits\n", b"[1, 2, 3]", b'{"cjm": "9.0", "id": "x"}'],
        "broken": [
            file.dumps(whole).encode()[:-700],
            file.dumps(whole).replace('"title"', '<<<<<<< HEAD\n"title"').encode(),
            b"\xff\xfe" + b"\x00{" * 40,
        ],
        "empty": [b"", b"{}", None],
        "malicious": [
            b'{"cjm": "1.1", "id": "x", "title": ' + b"[" * 50_000,
            file.dumps(hostile()).encode(),
            b'{"cjm": "1.1", "id": "x", "cells": {' + b'"a":{},' * 60_000 + b'"b":{}}}',
        ],
    }
    kinds: dict[str, str] = {}
    for kind, number in KINDS.items():
        for at in range(number):
            student = f"s{len(kinds) + 1:02d}"
            kinds[student] = kind
            into = folder / student / within
            into.mkdir(parents=True)
            if kind in ("good", "lazy"):
                document = good(whole, at) if kind == "good" else lazy(whole, at)
                content: bytes | None = file.dumps(document).encode()
            else:
                content = texts[kind][at]
            if content is not None:
                (into / "map.cjm.json").write_bytes(content)
    return kinds


def hostile() -> Document:
    """A map whose every text is meant for whoever shows it."""
    journey = cjm.Journey([*HOSTILE, "Plan", "Pay"], personas=[HOSTILE[0]], title=HOSTILE[2])
    for stage in journey.document.stages:
        for lane in ("Actions", "Pain points", "Opportunities"):
            journey.set_cell(stage.name, lane, HOSTILE[1])
        journey.set_emotion(stage.name, -1)
    return journey.document


def notebook(map_file: str = "map.cjm.json") -> dict[str, object]:
    """The notebook of the assignment, with a graded cell for each item of the rubric."""
    items = cjm.grading.read_rubric(RUBRIC).items
    setup = f"import cjm_widgets as cjm\nresult = cjm.grading.score({map_file!r}, 'assignment-rubric.toml')"
    cells = [_cell("setup", setup, 0)]
    for item in items:
        cells.append(_cell(item.id, f"print(result.feedback({item.id!r}))\nresult[{item.id!r}]", item.points))
    return {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}


_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def _cell(id: str, source: str, points: float) -> dict[str, object]:
    graded = points > 0
    about = {"grade": graded, "grade_id": id, "locked": True, "schema_version": 3, "solution": False}
    about |= {"task": False} | ({"points": points} if graded else {})
    return {
        "cell_type": "code",
        "id": id,
        "execution_count": None,
        "metadata": {"nbgrader": about},
        "outputs": [],
        "source": source,
    }


def as_json(value: object) -> str:
    """A notebook's text."""
    return json.dumps(value, indent=1)
