"""Maps with hard texts everywhere, and what of a map a table holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.model import Card, Comment, Document, Lane, Persona, Phase, Score, Stage
from tests.unit.shared_files import shared

HARD = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'", "''", "'=1", "''=1", "'tis", '"'),
    *(" ", "  lead", "trail ", "a\rb", "a\r\nb", "\r", "\x00", "a\x00b", "\x01\x08\x0b\x0c\x1f\x7f\x85"),
    *(
        "\ufeff",
        "\ufeffa",
        "\ufffe\uffff",
        "_x0041_",
        "_x005F_",
        "_x005f_x0041_",
        "_xD83D_",
        "x005F_",
        "{=1}",
    ),
    *("Emotion", "'Emotion", "emotions: x", "Phase", "Emotion (1 to 5)", "stage", "text", "lane", "1", "1.0"),
    *(
        "TRUE",
        "#N/A",
        "https://example.org",
        "=cmd|' /C calc'!A0",
        "🙂\u200d🙂",
        "\u202eabc",
        "\xe9",
        "e\u0301",
    ),
    *("title", "section x", "journey ends", "accTitle: x", "a#b:c;d", "#35;", "%% x", "}", "<br>", "x" * 300),
    *("%%{", "C4Container", "<b>&amp;</b>", '""', "a,b;c\td"),
]


def naughty() -> list[str]:
    """The big list of naughty strings, without the empty ones, which no name can be."""
    return [text for text in json.loads(shared("corpora/blns/blns.json").read_text("utf-8")) if text]


def map_with(texts: Sequence[str]) -> Document:
    """A map whose names, cells and cards' fields are these texts, a stage and a lane each."""
    count = len(texts)
    stages = [Stage(id=f"s{at}", name=text, phase=f"f{at % 3}") for at, text in enumerate(texts)]
    lanes = [Lane(id=f"l{at}", name=text) for at, text in enumerate(texts)]
    cells: dict[str, dict[str, tuple[Card, ...]]] = {}
    for at, text in enumerate(texts):
        other = texts[(at + 1) % count]
        cells[f"l{at}"] = {
            f"s{at}": (
                Card(
                    id=f"c{at}",
                    text=text,
                    source=other,
                    tags=(text.strip(), "a") if text.strip() else (),
                    links=(other,),
                    comments=(Comment(other, text),),
                ),
            )
        }
    return Document(
        id="map",
        title=texts[0],
        stages=tuple(stages),
        lanes=(Lane(id="emotion", name="Emotion", kind="emotion", role="emotion"), *lanes),
        phases=tuple(Phase(id=f"f{at}", name=text) for at, text in enumerate((*texts, "y", "z")[:3])),
        personas=tuple(Persona(id=f"p{at}", name=text) for at, text in enumerate(texts[:4])),
        cells=cells,
        emotion={f"p{at}": {"s0": Score(value=at / 2)} for at, _ in enumerate(texts[:4])},
    )


def table_facts(document: Document) -> dict[str, Any]:
    """What the table of lanes and stages holds of a map."""
    phases = {phase.id: phase.name for phase in document.phases}
    return {
        "title": document.title,
        "scale": document.scale,
        "stages": [stage.name for stage in document.stages],
        "phases": [phases.get(stage.phase or "", "") for stage in document.stages],
        "lanes": [(lane.name, lane.kind) for lane in document.lanes if lane.kind != "measure"],
        "personas": [persona.name for persona in document.personas],
        "cells": [
            [cell_text(document.cells.get(lane.id, {}).get(stage.id, ())) for stage in document.stages]
            for lane in document.lanes
            if lane.kind == "cards"
        ],
        "emotion": [
            [score and score.value for score in (row.get(stage.id) for stage in document.stages)]
            for row in (document.emotion.get(persona.id, {}) for persona in document.personas)
        ],
    }


def cards(document: Document) -> list[list[Card]]:
    """The cards of every cell that has some, in map order."""
    return [
        list(document.cells[lane.id][stage.id])
        for lane in document.lanes
        for stage in document.stages
        if document.cells.get(lane.id, {}).get(stage.id)
    ]
