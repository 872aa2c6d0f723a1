"""Operations on cards and on scores."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from msgspec import UnsetType
from msgspec.structs import replace

from cjm_widgets.document.check import check_score
from cjm_widgets.document.errors import ConflictError, InvalidOperationError
from cjm_widgets.document.model import Card, Document, Score
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddStage,
    MoveCard,
    Operation,
    RemoveCard,
    SetCard,
    SetEmotion,
)
from cjm_widgets.document.sequence import changed_part, follower_of, insert, position_of, put, swap, without


def card_ids(document: Document) -> Iterator[str]:
    """The id of every card, lane by lane."""
    for row in document.cells.values():
        for cards in row.values():
            for card in cards:
                yield card.id


def new_cards(operation: Operation) -> Iterator[str]:
    """The ids of the cards an operation brings into the document."""
    match operation:
        case AddCard():
            yield operation.card.id
        case AddStage() | AddLane():
            for cards in operation.cells.values():
                for card in cards:
                    yield card.id


def require_free(ids: Iterable[str], taken: Container[str]) -> None:
    """Refuse card ids that are in use, or are there twice."""
    seen: set[str] = set()
    for id in ids:
        if id in taken or id in seen:
            raise InvalidOperationError(f"the card id {id!r} is taken")
        seen.add(id)


def _cell(document: Document, stage: str, lane: str) -> tuple[Card, ...]:
    position_of(document.stages, "stage", stage)
    at = position_of(document.lanes, "lane", lane)
    if document.lanes[at].kind != "cards":
        raise InvalidOperationError(
            f"lane {document.lanes[at].name!r} is an {document.lanes[at].kind} lane and holds no cards"
        )
    return document.cells.get(lane, {}).get(stage, ())


def _card_at(document: Document, stage: str, lane: str, card: str) -> tuple[tuple[Card, ...], int]:
    cards = _cell(document, stage, lane)
    for position, candidate in enumerate(cards):
        if candidate.id == card:
            return cards, position
    raise ConflictError(f"the card {card!r} is not in this cell any more")


def _with_cell(document: Document, stage: str, lane: str, cards: tuple[Card, ...]) -> Document:
    return replace(document, cells=put(document.cells, lane, stage, cards))


def add_card(document: Document, operation: AddCard) -> tuple[Document, Operation]:
    stage, lane, card = operation.stage, operation.lane, operation.card
    cards = _cell(document, stage, lane)
    for other in cards:
        if other.id == card.id:
            raise ConflictError(f"the cell was filled meanwhile: it now says {other.text!r}", other.text)
    changed = _with_cell(document, stage, lane, insert(cards, "card", card, operation.before))
    return changed, RemoveCard(stage=stage, lane=lane, card=card.id, was=card)


def set_card(document: Document, operation: SetCard) -> tuple[Document, Operation]:
    stage, lane = operation.stage, operation.lane
    cards, at = _card_at(document, stage, lane, operation.card)
    card, changes, was = changed_part(cards[at], "the card", operation.changes, operation.was)
    changed = _with_cell(document, stage, lane, swap(cards, at, card))
    return changed, SetCard(stage=stage, lane=lane, card=operation.card, changes=changes, was=was)


def move_card(document: Document, operation: MoveCard) -> tuple[Document, Operation]:
    stage, lane, id = operation.stage, operation.lane, operation.card
    to_stage, to_lane = operation.to_stage, operation.to_lane
    cards, at = _card_at(document, stage, lane, id)
    if operation.before == id:
        raise InvalidOperationError("a card cannot stand before itself")
    follower = follower_of(cards, at)
    left = _with_cell(document, stage, lane, without(cards, at))
    there = insert(_cell(left, to_stage, to_lane), "card", cards[at], operation.before)
    back = MoveCard(stage=to_stage, lane=to_lane, card=id, to_stage=stage, to_lane=lane, before=follower)
    return _with_cell(left, to_stage, to_lane, there), back


def remove_card(document: Document, operation: RemoveCard) -> tuple[Document, Operation]:
    stage, lane = operation.stage, operation.lane
    cards, at = _card_at(document, stage, lane, operation.card)
    card = cards[at]
    if not isinstance(operation.was, UnsetType) and operation.was != card:
        raise ConflictError(f"the card was changed meanwhile: it now says {card.text!r}", card.text)
    changed = _with_cell(document, stage, lane, without(cards, at))
    return changed, AddCard(stage=stage, lane=lane, card=card, before=follower_of(cards, at))


def set_emotion(document: Document, operation: SetEmotion) -> tuple[Document, Operation]:
    stage, persona, score, was = operation.stage, operation.persona, operation.score, operation.was
    position_of(document.stages, "stage", stage)
    position_of(document.personas, "persona", persona)
    here: Score | None = document.emotion.get(persona, {}).get(stage)
    if not isinstance(was, UnsetType) and was != here and score != here:
        said = "no score" if here is None else f"{here.value:g}"
        raise ConflictError(f"the emotion was changed meanwhile: it is now {said}", here and here.value)
    if score is not None:
        check_score(score, document.scale)
    changed = replace(document, emotion=put(document.emotion, persona, stage, score))
    return changed, SetEmotion(stage=stage, persona=persona, score=here, was=score)
