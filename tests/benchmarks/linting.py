"""What the rules cost: a large map looked at for the first time, and after an edit of one card.

The unit is the time that the standard library takes to write the same map as JSON, in the same run.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from random import Random

import msgspec

from cjm_widgets.document.apply import apply
from cjm_widgets.document.lane_kinds import lane_called
from cjm_widgets.document.model import Card, Document, Lane, Persona, Stage
from cjm_widgets.document.operations import CardChanges, SetCard
from cjm_widgets.lint.linter import Linter

STAGES, LANES = 500, 40
ROUNDS, EDITS = 7, 30
BUDGETS = {
    "rules on a 500x40 map / json.dumps of it": 4.0,
    "rules after an edit of a 500x40 map / json.dumps of it": 0.2,
}
NAMES = ("Actions", "Thoughts", "Touchpoints", "Pain points", "Opportunities", "Goals", "Systems", "Notes")
WORDS = (
    *("waits", "reads", "asks", "for", "the", "bag", "looks", "at", "a", "screen", "finds", "gate", "queue"),
    *("long", "pays", "with", "card", "walks", "to", "shop", "buys", "coffee", "calls", "home", "is", "late"),
    *("knows", "nothing", "sees", "signs", "20", "minutes", "of", "3"),
)


def large_map() -> Document:
    """Cards of six words in every cell of lanes of every role; opportunities with owners, nothing else."""
    chance = Random(2017)
    lanes = tuple(
        Lane(id=f"lane-{at}", name=f"{NAMES[at % len(NAMES)]} {at}", **lane_called(NAMES[at % len(NAMES)]))
        for at in range(LANES)
    )
    stages = tuple(Stage(id=f"stage-{at}", name=f"Waits at gate {at}", goal="Board") for at in range(STAGES))

    def card(id: str) -> Card:
        text = " ".join(chance.choices(WORDS, k=6)).capitalize()
        return Card(id=id, text=text, owner="AO", channel="web", severity=1)

    cells = {lane.id: {stage.id: (card(f"{lane.id}.{stage.id}"),) for stage in stages} for lane in lanes}
    personas = (Persona(id="ada", name="Ada"),)
    return Document(id="large", title="Large", stages=stages, lanes=lanes, cells=cells, personas=personas)


def measure() -> dict[str, float]:
    """The ratios of medians."""
    document = large_map()
    plain = msgspec.to_builtins(document)
    writing = statistics.median(_seconds(lambda: json.dumps(plain)) for _ in range(ROUNDS))
    first = statistics.median(_seconds(lambda: Linter().update(document)) for _ in range(ROUNDS))
    linter, edits = Linter(), []
    linter.update(document)
    for number in range(EDITS):
        changes = CardChanges(text=f"Waits {number} minutes")
        edit = SetCard(stage="stage-7", lane="lane-4", card="lane-4.stage-7", changes=changes)
        document, _ = apply(document, edit)
        edits.append(_seconds(lambda document=document: linter.update(document)))
    return dict(zip(BUDGETS, (first / writing, statistics.median(edits) / writing), strict=True))


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
