"""Cards of two maps that began as one: those that each side made under the same id are told apart."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.names import card_id

Place = tuple[str, str]
"""A card's lane and stage, or a score's persona and stage."""


def placed(document: Document) -> dict[str, tuple[Place, Card]]:
    """Every card by its id, and where it is."""
    return {
        card.id: ((lane, stage), card)
        for lane, row in document.cells.items()
        for stage, cards in row.items()
        for card in cards
    }


def apart(base: Document, ours: Document, theirs: Document) -> tuple[Document, Document]:
    """Both sides, with other ids for cards where each put one of its own under the same id."""
    old, mine, other = placed(base), placed(ours), placed(theirs)
    taken = {*old, *mine, *other}
    renamed: tuple[dict[str, str], dict[str, str]] = {}, {}
    for id, (place, card) in mine.items():
        if id in old or id not in other or other[id] == (place, card):
            continue
        loses = msgspec.json.encode(card) < msgspec.json.encode(other[id][1])  # the same whoever merges
        lane, stage = (place, other[id][0])[loses]
        renamed[loses][id] = fresh = card_id(theirs if loses else ours, stage, lane, taken)
        taken.add(fresh)
    return _renamed(ours, renamed[0]), _renamed(theirs, renamed[1])


def _renamed(document: Document, ids: Mapping[str, str]) -> Document:
    if not ids:
        return document
    cells = {
        lane: {
            stage: tuple(
                replace(
                    card,
                    id=ids.get(card.id, card.id),
                    links=tuple(ids.get(link, link) for link in card.links),
                )
                for card in cards
            )
            for stage, cards in row.items()
        }
        for lane, row in document.cells.items()
    }
    return replace(document, cells=cells)
