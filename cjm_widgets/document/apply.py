"""Carrying out operations: ``apply(document, operation) -> (document, inverse)``, pure, whole or not at all.

What an operation does not touch is shared between the old document and the new one.
js/src/document/apply.ts is the same in TypeScript; tests/contract holds the traces both must follow.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any

from msgspec import UnsetType
from msgspec.structs import replace

from cjm_widgets.document.check import check_document, check_score, check_stage_phase
from cjm_widgets.document.errors import ConflictError, InvalidOperationError
from cjm_widgets.document.lane_kinds import check_single, lane_content, twin_of
from cjm_widgets.document.model import Card, Document, Score
from cjm_widgets.document.names import card_ids
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddPersona,
    AddPhase,
    AddSource,
    AddStage,
    Base,
    Move,
    MoveCard,
    Operation,
    Remove,
    RemoveCard,
    Replace,
    SetCard,
    SetEmotion,
    SetLane,
    SetMap,
    SetPersona,
    SetPhase,
    SetSource,
    SetStage,
)
from cjm_widgets.document.sequence import (
    changed_part,
    drop_second,
    follower_of,
    insert,
    moved,
    position_of,
    put,
    put_second,
    swap,
    without,
)


def new_cards(operation: Operation) -> Iterator[str]:
    """The ids of the cards an operation brings into the document."""
    match operation:
        case AddCard():
            yield operation.card.id
        case AddStage() | AddLane():
            for cards in operation.cells.values():
                for card in cards:
                    yield card.id


def require_free(ids: Iterable[str], in_use: Container[str]) -> None:
    """Refuse card ids that are in use, or are there twice."""
    earlier: set[str] = set()
    for id in ids:
        if id in in_use or id in earlier:
            raise InvalidOperationError(f"the card id {id!r} is taken")
        earlier.add(id)


def _cell(document: Document, stage: str, lane: str) -> tuple[Card, ...]:
    position_of(document.stages, "stage", stage)
    at = position_of(document.lanes, "lane", lane)
    row = document.lanes[at]
    if lane_content(row) != "cards":
        raise InvalidOperationError(f"lane {row.name!r} shows {lane_content(row)} and holds no cards")
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
    result = _with_cell(document, stage, lane, insert(cards, "card", card, operation.before))
    return result, RemoveCard(stage=stage, lane=lane, card=card.id, was=card)


def set_card(document: Document, operation: SetCard) -> tuple[Document, Operation]:
    stage, lane = operation.stage, operation.lane
    cards, at = _card_at(document, stage, lane, operation.card)
    card, changes, was = changed_part(cards[at], "the card", operation.changes, operation.was)
    result = _with_cell(document, stage, lane, swap(cards, at, card))
    return result, SetCard(stage=stage, lane=lane, card=operation.card, changes=changes, was=was)


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
    result = _with_cell(document, stage, lane, without(cards, at))
    return result, AddCard(stage=stage, lane=lane, card=card, before=follower_of(cards, at))


def set_emotion(document: Document, operation: SetEmotion) -> tuple[Document, Operation]:
    stage, persona, score, was = operation.stage, operation.persona, operation.score, operation.was
    position_of(document.stages, "stage", stage)
    position_of(document.personas, "persona", persona)
    here: Score | None = document.emotion.get(persona, {}).get(stage)
    if not isinstance(was, UnsetType) and was != here and score != here:
        words = "no score" if here is None else f"{here.value:g}"
        raise ConflictError(f"the emotion was changed meanwhile: it is now {words}", here and here.value)
    if score is not None:
        check_score(score, document.scale)
    result = replace(document, emotion=put(document.emotion, persona, stage, score))
    return result, SetEmotion(stage=stage, persona=persona, score=here, was=score)


# --- operations on parts


def set_map(document: Document, operation: SetMap) -> tuple[Document, Operation]:
    result, changes, was = changed_part(document, "the map", operation.changes, operation.was)
    low, high = result.scale
    if not low < high:
        raise InvalidOperationError(f"the scale must run from low to high, not from {low:g} to {high:g}")
    for scores in result.emotion.values() if result.scale != document.scale else ():
        for score in scores.values():
            check_score(score, result.scale)
    return result, SetMap(changes=changes, was=was)


def replace_all(document: Document, operation: Replace) -> tuple[Document, Operation]:
    check_document(operation.document)
    return operation.document, Replace(document=document)


def _check_ids(document: Document, what: str, ids: Iterable[str]) -> None:
    things: tuple[Any, ...] = getattr(document, what + "s")
    for id in ids:
        position_of(things, what, id)


def add_stage(document: Document, operation: AddStage) -> tuple[Document, Operation]:
    stage = operation.stage
    stages = insert(document.stages, "stage", stage, operation.before)
    check_stage_phase(document, stage.phase)
    _check_ids(document, "lane", (lane for lane, cards in operation.cells.items() if cards))
    _check_ids(document, "persona", operation.emotion)
    for score in operation.emotion.values():
        check_score(score, document.scale)
    result = replace(
        document,
        stages=stages,
        cells=put_second(document.cells, stage.id, operation.cells),
        emotion=put_second(document.emotion, stage.id, operation.emotion),
    )
    return result, Remove(what="stage", id=stage.id)


def set_stage(document: Document, operation: SetStage) -> tuple[Document, Operation]:
    at = position_of(document.stages, "stage", operation.stage)
    stage, changes, was = changed_part(
        document.stages[at], f"stage {document.stages[at].name!r}", operation.changes, operation.was
    )
    check_stage_phase(document, stage.phase)
    result = replace(document, stages=swap(document.stages, at, stage))
    return result, SetStage(stage=operation.stage, changes=changes, was=was)


def add_phase(document: Document, operation: AddPhase) -> tuple[Document, Operation]:
    phases = insert(document.phases, "phase", operation.phase, operation.before)
    return replace(document, phases=phases), Remove(what="phase", id=operation.phase.id)


def set_phase(document: Document, operation: SetPhase) -> tuple[Document, Operation]:
    at = position_of(document.phases, "phase", operation.phase)
    phase, changes, was = changed_part(document.phases[at], "a phase", operation.changes, operation.was)
    result = replace(document, phases=swap(document.phases, at, phase))
    return result, SetPhase(phase=operation.phase, changes=changes, was=was)


def add_lane(document: Document, operation: AddLane) -> tuple[Document, Operation]:
    lane = operation.lane
    lanes = insert(document.lanes, "lane", lane, operation.before)
    if not operation.again:
        check_single(lane, lanes)
    row = {stage: cards for stage, cards in operation.cells.items() if cards}
    _check_ids(document, "stage", row)
    cells = {**document.cells, lane.id: row} if row else document.cells
    return replace(document, lanes=lanes, cells=cells), Remove(what="lane", id=lane.id)


def set_lane(document: Document, operation: SetLane) -> tuple[Document, Operation]:
    at = position_of(document.lanes, "lane", operation.lane)
    old = document.lanes[at]
    lane, changes, was = changed_part(old, f"lane {old.name!r}", operation.changes, operation.was)
    if lane_content(lane) != "cards" and document.cells.get(lane.id):
        raise InvalidOperationError(
            f"lane {lane.name!r} holds cards; empty it before making it a lane of another kind"
        )
    if lane.kind != old.kind and not operation.again:
        check_single(lane, document.lanes)
    result = replace(document, lanes=swap(document.lanes, at, lane))
    again = lane.kind != old.kind and twin_of(old, document.lanes) is not None
    return result, SetLane(lane=operation.lane, changes=changes, was=was, again=again)


def add_persona(document: Document, operation: AddPersona) -> tuple[Document, Operation]:
    persona = operation.persona
    personas = insert(document.personas, "persona", persona, operation.before)
    _check_ids(document, "stage", operation.emotion)
    for score in operation.emotion.values():
        check_score(score, document.scale)
    emotion = dict(document.emotion)
    if operation.emotion:
        emotion[persona.id] = dict(operation.emotion)
    return replace(document, personas=personas, emotion=emotion), Remove(what="persona", id=persona.id)


def set_persona(document: Document, operation: SetPersona) -> tuple[Document, Operation]:
    at = position_of(document.personas, "persona", operation.persona)
    persona, changes, was = changed_part(
        document.personas[at], f"persona {document.personas[at].name!r}", operation.changes, operation.was
    )
    result = replace(document, personas=swap(document.personas, at, persona))
    return result, SetPersona(persona=operation.persona, changes=changes, was=was)


def add_source(document: Document, operation: AddSource) -> tuple[Document, Operation]:
    sources = insert(document.sources, "source", operation.source, operation.before)
    return replace(document, sources=sources), Remove(what="source", id=operation.source.id)


def set_source(document: Document, operation: SetSource) -> tuple[Document, Operation]:
    at = position_of(document.sources, "source", operation.source)
    source, changes, was = changed_part(document.sources[at], "a source", operation.changes, operation.was)
    result = replace(document, sources=swap(document.sources, at, source))
    return result, SetSource(source=operation.source, changes=changes, was=was)


def remove(document: Document, operation: Remove) -> tuple[Document, Operation]:
    id = operation.id
    match operation.what:
        case "stage":
            at = position_of(document.stages, "stage", id)
            cells, cards = drop_second(document.cells, id)
            emotion, scores = drop_second(document.emotion, id)
            result = replace(document, stages=without(document.stages, at), cells=cells, emotion=emotion)
            before = follower_of(document.stages, at)
            return result, AddStage(stage=document.stages[at], before=before, cells=cards, emotion=scores)
        case "lane":
            at = position_of(document.lanes, "lane", id)
            lane = document.lanes[at]
            cells = {row: cards for row, cards in document.cells.items() if row != id}
            result = replace(document, lanes=without(document.lanes, at), cells=cells)
            before, again = follower_of(document.lanes, at), twin_of(lane, document.lanes) is not None
            return result, AddLane(lane=lane, before=before, cells=document.cells.get(id, {}), again=again)
        case "persona":
            at = position_of(document.personas, "persona", id)
            emotion = {persona: scores for persona, scores in document.emotion.items() if persona != id}
            result = replace(document, personas=without(document.personas, at), emotion=emotion)
            before = follower_of(document.personas, at)
            scores = document.emotion.get(id, {})
            return result, AddPersona(persona=document.personas[at], before=before, emotion=scores)
        case "phase":
            at = position_of(document.phases, "phase", id)
            if any(stage.phase == id for stage in document.stages):
                raise InvalidOperationError(f"stages still belong to the phase {document.phases[at].name!r}")
            result = replace(document, phases=without(document.phases, at))
            return result, AddPhase(phase=document.phases[at], before=follower_of(document.phases, at))
        case "source":
            at = position_of(document.sources, "source", id)
            result = replace(document, sources=without(document.sources, at))
            return result, AddSource(source=document.sources[at], before=follower_of(document.sources, at))


def move(document: Document, operation: Move) -> tuple[Document, Operation]:
    key = operation.what + "s"
    order, follower = moved(getattr(document, key), operation.what, operation.id, operation.before)
    return replace(document, **{key: order}), Move(what=operation.what, id=operation.id, before=follower)


# --- application


def apply(document: Document, operation: Operation) -> tuple[Document, Operation]:
    """Carry out one operation.

    Returns
    -------
    tuple
        The new document, and the operation that turns it back into exactly the old one.

    Raises
    ------
    InvalidOperationError
        The operation cannot be part of this map (unknown id, taken id, out of range).
    ConflictError
        A field no longer holds what the author saw (``was``).

    Examples
    --------
    >>> from cjm_widgets.document.model import Document, Stage
    >>> from cjm_widgets.document.operations import AddStage
    >>> before = Document(id="visit")
    >>> after, inverse = apply(before, AddStage(stage=Stage(id="arrive", name="Arrive")))
    >>> apply(after, inverse)[0] == before
    True
    """
    document, inverses = apply_all(document, (operation,))
    return document, inverses[0]


def apply_all(document: Document, operations: Iterable[Operation]) -> tuple[Document, tuple[Operation, ...]]:
    """Carry out operations in order, all or none; the inverses are in the order that undoes them."""
    inverses: list[Operation] = []
    in_use: set[str] | None = None  # gathered once, since a pasted block may bring thousands of cards
    for operation in operations:
        before = document
        document, inverse = _APPLY[type(operation)](document, operation)
        if new := tuple(new_cards(operation)):
            in_use = set(card_ids(before)) if in_use is None else in_use
            require_free(new, in_use)
            in_use.update(new)
        elif in_use is not None:
            in_use.difference_update(new_cards(inverse))
        inverses.append(inverse)
    return document, tuple(reversed(inverses))


_APPLY: dict[type[Base], Callable[[Document, Any], tuple[Document, Operation]]] = {
    SetMap: set_map,
    AddStage: add_stage,
    SetStage: set_stage,
    AddPhase: add_phase,
    SetPhase: set_phase,
    AddLane: add_lane,
    SetLane: set_lane,
    AddPersona: add_persona,
    SetPersona: set_persona,
    AddSource: add_source,
    SetSource: set_source,
    Remove: remove,
    Move: move,
    AddCard: add_card,
    SetCard: set_card,
    MoveCard: move_card,
    RemoveCard: remove_card,
    SetEmotion: set_emotion,
    Replace: replace_all,
}
