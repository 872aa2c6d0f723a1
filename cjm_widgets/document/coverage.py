"""What backs a map: how many cards of each cell are assumptions, quotes, walkthroughs or data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Card, Document, Evidence, Lane
from cjm_widgets.document.names import labels

BACKED: tuple[Evidence, ...] = ("data", "quote", "walkthrough")
"""The evidence that is more than an assumption, in the order of legends."""


def holds_names(lane: Lane) -> bool:
    """Whether its cards are names of things, not claims about the journey: they need no evidence."""
    return lane.role in ("touchpoints", "channels", "systems")


def evidence_of(card: Card, lane: Lane) -> Evidence:
    """What backs a card where it stands."""
    return "none" if holds_names(lane) else card.evidence


class Backing(NamedTuple):
    """The claims of a cell by what backs them; ``backed`` is the share that is no assumption, 0 to 1."""

    stage: str
    lane: str
    cards: int
    assumption: int
    quote: int
    walkthrough: int
    data: int
    backed: float


def backing(document: Document) -> Iterator[Backing]:
    """Every cell that makes claims, by the labels of its stage and lane, in the order of the map."""
    stages, lanes = labels(document.stages), labels(document.lanes)
    for stage, step in stages.items():
        for lane in card_lanes(document):
            cell = document.cells.get(lane.id, {}).get(stage, ())
            kinds = Counter(evidence_of(card, lane) for card in cell)
            backed = sum(kinds[kind] for kind in BACKED)
            if claims := kinds["assumption"] + backed:
                yield Backing(
                    stage=step,
                    lane=lanes[lane.id],
                    cards=claims,
                    assumption=kinds["assumption"],
                    quote=kinds["quote"],
                    walkthrough=kinds["walkthrough"],
                    data=kinds["data"],
                    backed=backed / claims,
                )
