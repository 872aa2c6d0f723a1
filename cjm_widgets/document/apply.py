"""Carrying out operations: ``apply(document, operation) -> (document, inverse)``, pure, whole or not at all.

What an operation does not touch is shared between the old document and the new one.
js/src/core/apply.ts is the same in TypeScript; tests/contract holds the traces both must follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import fields, replace

from cjm_widgets.document.check import check_score, check_stage_phase
from cjm_widgets.document.errors import ConflictError, InvalidOperationError, unknown
from cjm_widgets.document.model import Card, Document, Score
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddPersona,
    AddPhase,
    AddSource,
    AddStage,
    Base,
    Changes,
    Move,
    MoveCard,
    Operation,
    Remove,
    RemoveCard,
    SetCard,
    SetEmotion,
    SetLane,
    SetMap,
    SetPersona,
    SetPhase,
    SetSource,
    SetStage,
)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


P = TypeVar("P", bound=_Identified)
C = TypeVar("C", bound=Changes)
V = TypeVar("V")


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
    return _APPLY[type(operation)](document, operation)


def apply_all(document: Document, operations: Iterable[Operation]) -> tuple[Document, tuple[Operation, ...]]:
    """Carry out operations in order, all or none; the inverses are in the order that undoes them."""
    inverses: list[Operation] = []
    for operation in operations:
        document, inverse = apply(document, operation)
        inverses.append(inverse)
    return document, tuple(reversed(inverses))


# --- sequences of things with ids


def _position(things: tuple[P, ...], what: str, id: str) -> int:
    for position, thing in enumerate(things):
        if thing.id == id:
            return position
    error = unknown(what, id, (thing.id for thing in things))
    raise InvalidOperationError(str(error))


def _insert(things: tuple[P, ...], what: str, thing: P, before: str | None) -> tuple[P, ...]:
    if any(other.id == thing.id for other in things):
        raise InvalidOperationError(f"the {what} id {thing.id!r} is taken")
    at = len(things) if before is None else _position(things, what, before)
    return (*things[:at], thing, *things[at:])


def _without(things: tuple[P, ...], position: int) -> tuple[P, ...]:
    return things[:position] + things[position + 1 :]


def _follower(things: tuple[P, ...], position: int) -> str | None:
    return things[position + 1].id if position + 1 < len(things) else None


def _changed(thing: Any, what: str, changes: C, was: C | UnsetType) -> tuple[Any, C, C]:
    """The thing with the changes, and the changes and ``was`` of the inverse."""
    new: dict[str, Any] = {}
    old: dict[str, Any] = {}
    for field in fields(changes):
        value = getattr(changes, field.name)
        if value is UNSET:
            continue
        here = getattr(thing, field.name)
        seen = UNSET if isinstance(was, UnsetType) else getattr(was, field.name)
        if seen is not UNSET and seen != here and value != here:
            name = field.name.replace("_", " ")
            raise ConflictError(
                f"the {name} of {what} was changed meanwhile: it was {seen!r} and is now {here!r}", here
            )
        new[field.name] = value
        old[field.name] = here
    if not new:
        raise InvalidOperationError(f"an edit of {what} changes nothing")
    kind = type(changes)
    return replace(thing, **new), kind(**old), kind(**new)


def _swap(things: tuple[P, ...], position: int, thing: P) -> tuple[P, ...]:
    return (*things[:position], thing, *things[position + 1 :])


# --- two-level dictionaries without empty leaves


def _put(
    outer: Mapping[str, dict[str, V]], first: str, second: str, leaf: V | None
) -> dict[str, dict[str, V]]:
    inner = dict(outer.get(first, {}))
    if leaf is None or leaf == ():
        inner.pop(second, None)
    else:
        inner[second] = leaf
    result = dict(outer)
    if inner:
        result[first] = inner
    else:
        result.pop(first, None)
    return result


def _drop_second(
    outer: Mapping[str, dict[str, V]], second: str
) -> tuple[dict[str, dict[str, V]], dict[str, V]]:
    """Without ``second`` anywhere, and what was there by first key."""
    taken = {first: inner[second] for first, inner in outer.items() if second in inner}
    rest: dict[str, dict[str, V]] = {}
    for first, inner in outer.items():
        kept = {key: leaf for key, leaf in inner.items() if key != second} if second in inner else inner
        if kept:
            rest[first] = kept
    return rest, taken


def _put_second(
    outer: Mapping[str, dict[str, V]], second: str, leaves: Mapping[str, V]
) -> dict[str, dict[str, V]]:
    result = dict(outer)
    for first, leaf in leaves.items():
        if leaf != ():
            result[first] = {**result.get(first, {}), second: leaf}
    return result


# --- the map itself


def _set_map(document: Document, operation: SetMap) -> tuple[Document, Operation]:
    changed, changes, was = _changed(document, "the map", operation.changes, operation.was)
    low, high = changed.scale
    if not low < high:
        raise InvalidOperationError(f"the scale must run from low to high, not from {low:g} to {high:g}")
    for scores in changed.emotion.values() if changed.scale != document.scale else ():
        for score in scores.values():
            check_score(score, changed.scale)
    return changed, SetMap(changes=changes, was=was)


# --- stages, phases, lanes, personas, sources


def _known(document: Document, what: str, ids: Iterable[str]) -> None:
    things: tuple[Any, ...] = getattr(document, what + "s")
    for id in ids:
        _position(things, what, id)


def _add_stage(document: Document, operation: AddStage) -> tuple[Document, Operation]:
    stage = operation.stage
    stages = _insert(document.stages, "stage", stage, operation.before)
    check_stage_phase(document, stage.phase)
    _known(document, "lane", operation.cells)
    _known(document, "persona", operation.emotion)
    _check_new_cards(document, operation.cells.values())
    for score in operation.emotion.values():
        check_score(score, document.scale)
    changed = replace(
        document,
        stages=stages,
        cells=_put_second(document.cells, stage.id, operation.cells),
        emotion=_put_second(document.emotion, stage.id, operation.emotion),
    )
    return changed, Remove(what="stage", id=stage.id)


def _set_stage(document: Document, operation: SetStage) -> tuple[Document, Operation]:
    at = _position(document.stages, "stage", operation.stage)
    stage, changes, was = _changed(
        document.stages[at], f"stage {document.stages[at].name!r}", operation.changes, operation.was
    )
    check_stage_phase(document, stage.phase)
    changed = replace(document, stages=_swap(document.stages, at, stage))
    return changed, SetStage(stage=operation.stage, changes=changes, was=was)


def _add_phase(document: Document, operation: AddPhase) -> tuple[Document, Operation]:
    phases = _insert(document.phases, "phase", operation.phase, operation.before)
    return replace(document, phases=phases), Remove(what="phase", id=operation.phase.id)


def _set_phase(document: Document, operation: SetPhase) -> tuple[Document, Operation]:
    at = _position(document.phases, "phase", operation.phase)
    phase, changes, was = _changed(document.phases[at], "a phase", operation.changes, operation.was)
    changed = replace(document, phases=_swap(document.phases, at, phase))
    return changed, SetPhase(phase=operation.phase, changes=changes, was=was)


def _add_lane(document: Document, operation: AddLane) -> tuple[Document, Operation]:
    lane = operation.lane
    lanes = _insert(document.lanes, "lane", lane, operation.before)
    _known(document, "stage", operation.cells)
    _check_new_cards(document, operation.cells.values())
    cells = dict(document.cells)
    if kept := {stage: cards for stage, cards in operation.cells.items() if cards}:
        cells[lane.id] = kept
    return replace(document, lanes=lanes, cells=cells), Remove(what="lane", id=lane.id)


def _set_lane(document: Document, operation: SetLane) -> tuple[Document, Operation]:
    at = _position(document.lanes, "lane", operation.lane)
    lane, changes, was = _changed(
        document.lanes[at], f"lane {document.lanes[at].name!r}", operation.changes, operation.was
    )
    if lane.kind != "cards" and document.cells.get(lane.id):
        raise InvalidOperationError(
            f"lane {lane.name!r} holds cards; empty it before making it a {lane.kind} lane"
        )
    changed = replace(document, lanes=_swap(document.lanes, at, lane))
    return changed, SetLane(lane=operation.lane, changes=changes, was=was)


def _add_persona(document: Document, operation: AddPersona) -> tuple[Document, Operation]:
    persona = operation.persona
    personas = _insert(document.personas, "persona", persona, operation.before)
    _known(document, "stage", operation.emotion)
    for score in operation.emotion.values():
        check_score(score, document.scale)
    emotion = dict(document.emotion)
    if operation.emotion:
        emotion[persona.id] = dict(operation.emotion)
    return replace(document, personas=personas, emotion=emotion), Remove(what="persona", id=persona.id)


def _set_persona(document: Document, operation: SetPersona) -> tuple[Document, Operation]:
    at = _position(document.personas, "persona", operation.persona)
    persona, changes, was = _changed(
        document.personas[at], f"persona {document.personas[at].name!r}", operation.changes, operation.was
    )
    changed = replace(document, personas=_swap(document.personas, at, persona))
    return changed, SetPersona(persona=operation.persona, changes=changes, was=was)


def _add_source(document: Document, operation: AddSource) -> tuple[Document, Operation]:
    sources = _insert(document.sources, "source", operation.source, operation.before)
    return replace(document, sources=sources), Remove(what="source", id=operation.source.id)


def _set_source(document: Document, operation: SetSource) -> tuple[Document, Operation]:
    at = _position(document.sources, "source", operation.source)
    source, changes, was = _changed(document.sources[at], "a source", operation.changes, operation.was)
    changed = replace(document, sources=_swap(document.sources, at, source))
    return changed, SetSource(source=operation.source, changes=changes, was=was)


def _remove(document: Document, operation: Remove) -> tuple[Document, Operation]:
    id = operation.id
    match operation.what:
        case "stage":
            at = _position(document.stages, "stage", id)
            cells, cards = _drop_second(document.cells, id)
            emotion, scores = _drop_second(document.emotion, id)
            changed = replace(document, stages=_without(document.stages, at), cells=cells, emotion=emotion)
            before = _follower(document.stages, at)
            return changed, AddStage(stage=document.stages[at], before=before, cells=cards, emotion=scores)
        case "lane":
            at = _position(document.lanes, "lane", id)
            cells = {lane: row for lane, row in document.cells.items() if lane != id}
            changed = replace(document, lanes=_without(document.lanes, at), cells=cells)
            before = _follower(document.lanes, at)
            return changed, AddLane(lane=document.lanes[at], before=before, cells=document.cells.get(id, {}))
        case "persona":
            at = _position(document.personas, "persona", id)
            emotion = {persona: scores for persona, scores in document.emotion.items() if persona != id}
            changed = replace(document, personas=_without(document.personas, at), emotion=emotion)
            before = _follower(document.personas, at)
            kept = document.emotion.get(id, {})
            return changed, AddPersona(persona=document.personas[at], before=before, emotion=kept)
        case "phase":
            at = _position(document.phases, "phase", id)
            if any(stage.phase == id for stage in document.stages):
                raise InvalidOperationError(f"stages still belong to the phase {document.phases[at].name!r}")
            changed = replace(document, phases=_without(document.phases, at))
            return changed, AddPhase(phase=document.phases[at], before=_follower(document.phases, at))
        case "source":
            at = _position(document.sources, "source", id)
            changed = replace(document, sources=_without(document.sources, at))
            return changed, AddSource(source=document.sources[at], before=_follower(document.sources, at))


def _moved(things: tuple[P, ...], what: str, id: str, before: str | None) -> tuple[tuple[P, ...], str | None]:
    """The things in their new order, and what the moved one stood before until now."""
    at = _position(things, what, id)
    follower = _follower(things, at)
    if before == id:
        raise InvalidOperationError(f"a {what} cannot stand before itself")
    return _insert(_without(things, at), what, things[at], before), follower


def _move(document: Document, operation: Move) -> tuple[Document, Operation]:
    key = operation.what + "s"
    order, follower = _moved(getattr(document, key), operation.what, operation.id, operation.before)
    return replace(document, **{key: order}), Move(what=operation.what, id=operation.id, before=follower)


# --- cards and scores


def card_ids(document: Document) -> Iterator[str]:
    """The id of every card, lane by lane."""
    for row in document.cells.values():
        for cards in row.values():
            for card in cards:
                yield card.id


def _check_new_cards(document: Document, groups: Iterable[tuple[Card, ...]]) -> None:
    new = [card.id for cards in groups for card in cards]
    if not new:
        return
    if len(set(new)) < len(new) or not set(new).isdisjoint(card_ids(document)):
        here = list(card_ids(document))
        twice = next(id for id in new if id in here or new.count(id) > 1)
        raise InvalidOperationError(f"the card id {twice!r} is taken")


def _cell(document: Document, stage: str, lane: str) -> tuple[Card, ...]:
    _position(document.stages, "stage", stage)
    at = _position(document.lanes, "lane", lane)
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
    return replace(document, cells=_put(document.cells, lane, stage, cards))


def _add_card(document: Document, operation: AddCard) -> tuple[Document, Operation]:
    stage, lane, card = operation.stage, operation.lane, operation.card
    cards = _cell(document, stage, lane)
    for other in cards:
        if other.id == card.id:
            raise ConflictError(f"the cell was filled meanwhile: it now says {other.text!r}", other.text)
    _check_new_cards(document, [(card,)])
    changed = _with_cell(document, stage, lane, _insert(cards, "card", card, operation.before))
    return changed, RemoveCard(stage=stage, lane=lane, card=card.id, was=card)


def _set_card(document: Document, operation: SetCard) -> tuple[Document, Operation]:
    stage, lane = operation.stage, operation.lane
    cards, at = _card_at(document, stage, lane, operation.card)
    card, changes, was = _changed(cards[at], "the card", operation.changes, operation.was)
    changed = _with_cell(document, stage, lane, _swap(cards, at, card))
    return changed, SetCard(stage=stage, lane=lane, card=operation.card, changes=changes, was=was)


def _move_card(document: Document, operation: MoveCard) -> tuple[Document, Operation]:
    stage, lane, id = operation.stage, operation.lane, operation.card
    to_stage, to_lane = operation.to_stage, operation.to_lane
    cards, at = _card_at(document, stage, lane, id)
    if operation.before == id:
        raise InvalidOperationError("a card cannot stand before itself")
    follower = _follower(cards, at)
    left = _with_cell(document, stage, lane, _without(cards, at))
    there = _insert(_cell(left, to_stage, to_lane), "card", cards[at], operation.before)
    back = MoveCard(stage=to_stage, lane=to_lane, card=id, to_stage=stage, to_lane=lane, before=follower)
    return _with_cell(left, to_stage, to_lane, there), back


def _remove_card(document: Document, operation: RemoveCard) -> tuple[Document, Operation]:
    stage, lane = operation.stage, operation.lane
    cards, at = _card_at(document, stage, lane, operation.card)
    card = cards[at]
    if not isinstance(operation.was, UnsetType) and operation.was != card:
        raise ConflictError(f"the card was changed meanwhile: it now says {card.text!r}", card.text)
    changed = _with_cell(document, stage, lane, _without(cards, at))
    return changed, AddCard(stage=stage, lane=lane, card=card, before=_follower(cards, at))


def _set_emotion(document: Document, operation: SetEmotion) -> tuple[Document, Operation]:
    stage, persona, score, was = operation.stage, operation.persona, operation.score, operation.was
    _position(document.stages, "stage", stage)
    _position(document.personas, "persona", persona)
    here: Score | None = document.emotion.get(persona, {}).get(stage)
    if not isinstance(was, UnsetType) and was != here and score != here:
        said = "no score" if here is None else f"{here.value:g}"
        raise ConflictError(f"the emotion was changed meanwhile: it is now {said}", here and here.value)
    if score is not None:
        check_score(score, document.scale)
    changed = replace(document, emotion=_put(document.emotion, persona, stage, score))
    return changed, SetEmotion(stage=stage, persona=persona, score=here, was=score)


_APPLY: dict[type[Base], Callable[[Document, Any], tuple[Document, Operation]]] = {
    SetMap: _set_map,
    AddStage: _add_stage,
    SetStage: _set_stage,
    AddPhase: _add_phase,
    SetPhase: _set_phase,
    AddLane: _add_lane,
    SetLane: _set_lane,
    AddPersona: _add_persona,
    SetPersona: _set_persona,
    AddSource: _add_source,
    SetSource: _set_source,
    Remove: _remove,
    Move: _move,
    AddCard: _add_card,
    SetCard: _set_card,
    MoveCard: _move_card,
    RemoveCard: _remove_card,
    SetEmotion: _set_emotion,
}
