"""Carrying out operations: ``apply(document, operation) -> (document, inverse)``, pure, whole or not at all.

What an operation does not touch is shared between the old document and the new one.
js/src/document/apply.ts is the same in TypeScript; tests/contract holds the traces both must follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from msgspec import UnsetType
from msgspec.structs import replace

from cjm_widgets.document.check import (
    check_card,
    check_cards,
    check_cells,
    check_day,
    check_document,
    check_free,
    check_future,
    check_ids,
    check_lane_of_cards,
    check_link,
    check_number_of_snapshots,
    check_persona,
    check_scale,
    check_scores,
    check_snapshot,
    check_source,
)
from cjm_widgets.document.errors import ConflictError, InvalidOperationError, number_text, quoted
from cjm_widgets.document.lane_kinds import check_single, lane_content, twin_of
from cjm_widgets.document.model import (
    Card,
    Document,
    Lane,
    Link,
    MapSnapshot,
    Persona,
    Score,
    Source,
    Stage,
)
from cjm_widgets.document.names import card_ids
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddLink,
    AddPersona,
    AddPhase,
    AddSnapshot,
    AddSource,
    AddStage,
    Base,
    Move,
    MoveCard,
    Operation,
    Remove,
    RemoveCard,
    Replace,
    Restore,
    SetCard,
    SetEmotion,
    SetFuture,
    SetLane,
    SetLink,
    SetMap,
    SetPersona,
    SetPhase,
    SetSource,
    SetStage,
    TakeSnapshot,
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
    without_empty_cells,
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


def _cell(document: Document, stage: str, lane: str) -> tuple[Card, ...]:
    position_of(document.stages, "stage", stage)
    check_lane_of_cards(document.lanes[position_of(document.lanes, "lane", lane)])
    return document.cells.get(lane, {}).get(stage, ())


def _card_at(document: Document, stage: str, lane: str, card: str) -> tuple[tuple[Card, ...], int]:
    cards = _cell(document, stage, lane)
    for position, candidate in enumerate(cards):
        if candidate.id == card:
            return cards, position
    raise ConflictError(f"the card {quoted(card)} is not in this cell any more")


def _with_cell(document: Document, stage: str, lane: str, cards: tuple[Card, ...]) -> Document:
    return replace(document, cells=put(document.cells, lane, stage, cards))


def add_card(document: Document, operation: AddCard) -> tuple[Document, Operation]:
    stage, lane, card = operation.stage, operation.lane, operation.card
    cards = _cell(document, stage, lane)
    check_card(card)
    for other in cards:
        if other.id == card.id:
            raise ConflictError(
                f"the cell was filled meanwhile: it now says {quoted(other.text)}", other.text
            )
    result = _with_cell(document, stage, lane, insert(cards, "card", card, operation.before))
    return result, RemoveCard(stage=stage, lane=lane, card=card.id, was=card)


def set_card(document: Document, operation: SetCard) -> tuple[Document, Operation]:
    stage, lane = operation.stage, operation.lane
    cards, at = _card_at(document, stage, lane, operation.card)
    card, changes, was = changed_part(cards[at], "the card", operation.changes, operation.was)
    check_card(card)
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
        raise ConflictError(f"the card was changed meanwhile: it now says {quoted(card.text)}", card.text)
    result = _with_cell(document, stage, lane, without(cards, at))
    return result, AddCard(stage=stage, lane=lane, card=card, before=follower_of(cards, at))


def set_emotion(document: Document, operation: SetEmotion) -> tuple[Document, Operation]:
    stage, persona, score, was = operation.stage, operation.persona, operation.score, operation.was
    position_of(document.stages, "stage", stage)
    position_of(document.personas, "persona", persona)
    here: Score | None = document.emotion.get(persona, {}).get(stage)
    if not isinstance(was, UnsetType) and was != here and score != here:
        words = "no score" if here is None else number_text(here.value)
        raise ConflictError(f"the emotion was changed meanwhile: it is now {words}", here and here.value)
    if score is not None:
        check_scores(document, {stage: score})
    result = replace(document, emotion=put(document.emotion, persona, stage, score))
    return result, SetEmotion(stage=stage, persona=persona, score=here, was=score)


def set_future(document: Document, operation: SetFuture) -> tuple[Document, Operation]:
    stage, persona, value, was = operation.stage, operation.persona, operation.value, operation.was
    position_of(document.stages, "stage", stage)
    position_of(document.personas, "persona", persona)
    here: float | None = document.future.get(persona, {}).get(stage)
    if not isinstance(was, UnsetType) and was != here and value != here:
        words = "no score" if here is None else number_text(here)
        raise ConflictError(f"the future emotion was changed meanwhile: it is now {words}", here)
    if value is not None:
        check_future(document, {stage: value})
    result = replace(document, future=put(document.future, persona, stage, value))
    return result, SetFuture(stage=stage, persona=persona, value=here, was=value)


# --- operations on parts


def set_map(document: Document, operation: SetMap) -> tuple[Document, Operation]:
    result, changes, was = changed_part(document, "the map", operation.changes, operation.was)
    check_scale(result.scale)
    check_day("review", result.review)
    for _, scores in sorted(result.emotion.items()) if result.scale != document.scale else ():
        check_scores(result, scores)
    for _, values in sorted(result.future.items()) if result.scale != document.scale else ():
        check_future(result, values)
    return result, SetMap(changes=changes, was=was)


def replace_all(document: Document, operation: Replace) -> tuple[Document, Operation]:
    result = without_empty_cells(operation.document)
    check_document(result)
    return result, Replace(document=document)


_Part = Literal["stage", "phase", "lane", "persona", "source", "link", "snapshot"]


def _with_part(document: Document, what: _Part, part: Any, before: str | None) -> tuple[Document, Operation]:
    parts = insert(getattr(document, what + "s"), what, part, before)
    return replace(document, **{what + "s": parts}), Remove(what=what, id=part.id)


def add_stage(document: Document, operation: AddStage) -> tuple[Document, Operation]:
    stage = operation.stage
    result, inverse = _with_part(document, "stage", stage, operation.before)
    check_ids("phase", [] if stage.phase is None else [stage.phase], document.phases)
    check_cells(document, [lane for lane, cards in operation.cells.items() if cards])
    check_ids("persona", operation.emotion, document.personas)
    check_scores(document, operation.emotion)
    check_ids("persona", operation.future, document.personas)
    check_future(document, operation.future)
    check_cards(operation.cells)
    cells = put_second(document.cells, stage.id, operation.cells)
    emotion = put_second(document.emotion, stage.id, operation.emotion)
    future = put_second(document.future, stage.id, operation.future)
    return replace(result, cells=cells, emotion=emotion, future=future), inverse


def add_phase(document: Document, operation: AddPhase) -> tuple[Document, Operation]:
    return _with_part(document, "phase", operation.phase, operation.before)


def add_lane(document: Document, operation: AddLane) -> tuple[Document, Operation]:
    lane = operation.lane
    result, inverse = _with_part(document, "lane", lane, operation.before)
    if not operation.again:
        check_single(lane, document.lanes)
    row = {stage: cards for stage, cards in operation.cells.items() if cards}
    check_ids("stage", row, document.stages)
    if row:
        check_lane_of_cards(lane)
        check_cards(row)
        result = replace(result, cells={**document.cells, lane.id: row})
    return result, inverse


def add_persona(document: Document, operation: AddPersona) -> tuple[Document, Operation]:
    persona, scores = operation.persona, operation.emotion
    result, inverse = _with_part(document, "persona", persona, operation.before)
    check_ids("stage", scores, document.stages)
    check_scores(document, scores)
    check_ids("stage", operation.future, document.stages)
    check_future(document, operation.future)
    check_persona(persona)
    if operation.future:
        result = replace(result, future={**document.future, persona.id: dict(operation.future)})
    if scores:
        result = replace(result, emotion={**document.emotion, persona.id: dict(scores)})
    return result, inverse


def add_source(document: Document, operation: AddSource) -> tuple[Document, Operation]:
    check_source(operation.source)
    return _with_part(document, "source", operation.source, operation.before)


def add_link(document: Document, operation: AddLink) -> tuple[Document, Operation]:
    check_link(operation.link)
    return _with_part(document, "link", operation.link, operation.before)


def take_snapshot(document: Document, operation: TakeSnapshot) -> tuple[Document, Operation]:
    map = replace(document, snapshots=())
    taken = MapSnapshot(id=operation.id, name=operation.name, map=map, time=operation.time, by=operation.by)
    check_number_of_snapshots(len(document.snapshots) + 1)
    return _with_part(document, "snapshot", taken, None)


def add_snapshot(document: Document, operation: AddSnapshot) -> tuple[Document, Operation]:
    snapshot = replace(operation.snapshot, map=without_empty_cells(operation.snapshot.map))
    check_snapshot(snapshot)
    check_number_of_snapshots(len(document.snapshots) + 1)
    return _with_part(document, "snapshot", snapshot, operation.before)


def restore(document: Document, operation: Restore) -> tuple[Document, Operation]:
    at = position_of(document.snapshots, "snapshot", operation.snapshot)
    own = {"id": document.id, "cjm": document.cjm, "snapshots": document.snapshots}
    return replace(document.snapshots[at].map, **own), Replace(document=document)


def _with_changes(
    document: Document, what: _Part, operation: Any, check: Callable[[Any, Any], None] = lambda old, new: None
) -> tuple[Document, Operation]:
    """Change fields of a part; ``check`` may refuse the new one beside the old one."""
    parts, id = getattr(document, what + "s"), getattr(operation, what)
    at = position_of(parts, what, id)
    name = f"{what} {quoted(id if what == 'link' else parts[at].name)}"
    part, changes, was = changed_part(parts[at], name, operation.changes, operation.was)
    check(parts[at], part)
    inverse = replace(operation, changes=changes, was=was)
    return replace(document, **{what + "s": swap(parts, at, part)}), inverse


def set_stage(document: Document, operation: SetStage) -> tuple[Document, Operation]:
    def check(_: Stage, stage: Stage) -> None:
        check_ids("phase", [] if stage.phase is None else [stage.phase], document.phases)

    return _with_changes(document, "stage", operation, check)


def set_phase(document: Document, operation: SetPhase) -> tuple[Document, Operation]:
    return _with_changes(document, "phase", operation)


def set_lane(document: Document, operation: SetLane) -> tuple[Document, Operation]:
    again = False

    def check(old: Lane, lane: Lane) -> None:
        nonlocal again
        if lane_content(lane) != "cards" and document.cells.get(lane.id):
            raise InvalidOperationError(
                f"lane {quoted(lane.name)} holds cards; empty it before making it a lane of another kind"
            )
        if lane.kind != old.kind and not operation.again:
            check_single(lane, document.lanes)
        again = lane.kind != old.kind and twin_of(old, document.lanes) is not None

    result, inverse = _with_changes(document, "lane", operation, check)
    return result, replace(inverse, again=again)


def set_persona(document: Document, operation: SetPersona) -> tuple[Document, Operation]:
    def check(_: Persona, persona: Persona) -> None:
        check_persona(persona)

    return _with_changes(document, "persona", operation, check)


def set_source(document: Document, operation: SetSource) -> tuple[Document, Operation]:
    def check(_: Source, source: Source) -> None:
        check_source(source)

    return _with_changes(document, "source", operation, check)


def set_link(document: Document, operation: SetLink) -> tuple[Document, Operation]:
    def check(_: Link, link: Link) -> None:
        check_link(link)

    return _with_changes(document, "link", operation, check)


def remove(document: Document, operation: Remove) -> tuple[Document, Operation]:
    id = operation.id
    match operation.what:
        case "stage":
            at = position_of(document.stages, "stage", id)
            cells, cards = drop_second(document.cells, id)
            emotion, scores = drop_second(document.emotion, id)
            future, hopes = drop_second(document.future, id)
            stages = without(document.stages, at)
            result = replace(document, stages=stages, cells=cells, emotion=emotion, future=future)
            before = follower_of(document.stages, at)
            stage = document.stages[at]
            return result, AddStage(stage=stage, before=before, cells=cards, emotion=scores, future=hopes)
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
            future = {persona: values for persona, values in document.future.items() if persona != id}
            personas = without(document.personas, at)
            result = replace(document, personas=personas, emotion=emotion, future=future)
            persona, before = document.personas[at], follower_of(document.personas, at)
            scores, hopes = document.emotion.get(id, {}), document.future.get(id, {})
            return result, AddPersona(persona=persona, before=before, emotion=scores, future=hopes)
        case "phase":
            at = position_of(document.phases, "phase", id)
            if any(stage.phase == id for stage in document.stages):
                raise InvalidOperationError(
                    f"stages still belong to the phase {quoted(document.phases[at].name)}"
                )
            result = replace(document, phases=without(document.phases, at))
            return result, AddPhase(phase=document.phases[at], before=follower_of(document.phases, at))
        case "source":
            at = position_of(document.sources, "source", id)
            result = replace(document, sources=without(document.sources, at))
            return result, AddSource(source=document.sources[at], before=follower_of(document.sources, at))
        case "link":
            at = position_of(document.links, "link", id)
            result = replace(document, links=without(document.links, at))
            return result, AddLink(link=document.links[at], before=follower_of(document.links, at))
        case "snapshot":
            at = position_of(document.snapshots, "snapshot", id)
            snapshot, before = document.snapshots[at], follower_of(document.snapshots, at)
            result = replace(document, snapshots=without(document.snapshots, at))
            return result, AddSnapshot(snapshot=snapshot, before=before)


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
        if isinstance(operation, Replace | Restore):
            in_use = None
        if new := tuple(new_cards(operation)):
            in_use = set(card_ids(before)) if in_use is None else in_use
            check_free(new, in_use)
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
    AddLink: add_link,
    SetLink: set_link,
    TakeSnapshot: take_snapshot,
    AddSnapshot: add_snapshot,
    Restore: restore,
    Remove: remove,
    Move: move,
    AddCard: add_card,
    SetCard: set_card,
    MoveCard: move_card,
    RemoveCard: remove_card,
    SetEmotion: set_emotion,
    SetFuture: set_future,
    Replace: replace_all,
}
