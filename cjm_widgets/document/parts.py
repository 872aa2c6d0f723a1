"""Operations on the map itself, its stages, phases, lanes, personas and sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from cjm_widgets.document.check import check_document, check_score, check_stage_phase
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import (
    AddLane,
    AddPersona,
    AddPhase,
    AddSource,
    AddStage,
    Move,
    Operation,
    Remove,
    Replace,
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
    put_second,
    swap,
    without,
)


def set_map(document: Document, operation: SetMap) -> tuple[Document, Operation]:
    changed, changes, was = changed_part(document, "the map", operation.changes, operation.was)
    low, high = changed.scale
    if not low < high:
        raise InvalidOperationError(f"the scale must run from low to high, not from {low:g} to {high:g}")
    for scores in changed.emotion.values() if changed.scale != document.scale else ():
        for score in scores.values():
            check_score(score, changed.scale)
    return changed, SetMap(changes=changes, was=was)


def replace_all(document: Document, operation: Replace) -> tuple[Document, Operation]:
    check_document(operation.document)
    return operation.document, Replace(document=document)


def _known(document: Document, what: str, ids: Iterable[str]) -> None:
    things: tuple[Any, ...] = getattr(document, what + "s")
    for id in ids:
        position_of(things, what, id)


def add_stage(document: Document, operation: AddStage) -> tuple[Document, Operation]:
    stage = operation.stage
    stages = insert(document.stages, "stage", stage, operation.before)
    check_stage_phase(document, stage.phase)
    _known(document, "lane", operation.cells)
    _known(document, "persona", operation.emotion)
    for score in operation.emotion.values():
        check_score(score, document.scale)
    changed = replace(
        document,
        stages=stages,
        cells=put_second(document.cells, stage.id, operation.cells),
        emotion=put_second(document.emotion, stage.id, operation.emotion),
    )
    return changed, Remove(what="stage", id=stage.id)


def set_stage(document: Document, operation: SetStage) -> tuple[Document, Operation]:
    at = position_of(document.stages, "stage", operation.stage)
    stage, changes, was = changed_part(
        document.stages[at], f"stage {document.stages[at].name!r}", operation.changes, operation.was
    )
    check_stage_phase(document, stage.phase)
    changed = replace(document, stages=swap(document.stages, at, stage))
    return changed, SetStage(stage=operation.stage, changes=changes, was=was)


def add_phase(document: Document, operation: AddPhase) -> tuple[Document, Operation]:
    phases = insert(document.phases, "phase", operation.phase, operation.before)
    return replace(document, phases=phases), Remove(what="phase", id=operation.phase.id)


def set_phase(document: Document, operation: SetPhase) -> tuple[Document, Operation]:
    at = position_of(document.phases, "phase", operation.phase)
    phase, changes, was = changed_part(document.phases[at], "a phase", operation.changes, operation.was)
    changed = replace(document, phases=swap(document.phases, at, phase))
    return changed, SetPhase(phase=operation.phase, changes=changes, was=was)


def add_lane(document: Document, operation: AddLane) -> tuple[Document, Operation]:
    lane = operation.lane
    lanes = insert(document.lanes, "lane", lane, operation.before)
    _known(document, "stage", operation.cells)
    cells = dict(document.cells)
    if kept := {stage: cards for stage, cards in operation.cells.items() if cards}:
        cells[lane.id] = kept
    return replace(document, lanes=lanes, cells=cells), Remove(what="lane", id=lane.id)


def set_lane(document: Document, operation: SetLane) -> tuple[Document, Operation]:
    at = position_of(document.lanes, "lane", operation.lane)
    lane, changes, was = changed_part(
        document.lanes[at], f"lane {document.lanes[at].name!r}", operation.changes, operation.was
    )
    if lane.kind != "cards" and document.cells.get(lane.id):
        raise InvalidOperationError(
            f"lane {lane.name!r} holds cards; empty it before making it a {lane.kind} lane"
        )
    changed = replace(document, lanes=swap(document.lanes, at, lane))
    return changed, SetLane(lane=operation.lane, changes=changes, was=was)


def add_persona(document: Document, operation: AddPersona) -> tuple[Document, Operation]:
    persona = operation.persona
    personas = insert(document.personas, "persona", persona, operation.before)
    _known(document, "stage", operation.emotion)
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
    changed = replace(document, personas=swap(document.personas, at, persona))
    return changed, SetPersona(persona=operation.persona, changes=changes, was=was)


def add_source(document: Document, operation: AddSource) -> tuple[Document, Operation]:
    sources = insert(document.sources, "source", operation.source, operation.before)
    return replace(document, sources=sources), Remove(what="source", id=operation.source.id)


def set_source(document: Document, operation: SetSource) -> tuple[Document, Operation]:
    at = position_of(document.sources, "source", operation.source)
    source, changes, was = changed_part(document.sources[at], "a source", operation.changes, operation.was)
    changed = replace(document, sources=swap(document.sources, at, source))
    return changed, SetSource(source=operation.source, changes=changes, was=was)


def remove(document: Document, operation: Remove) -> tuple[Document, Operation]:
    id = operation.id
    match operation.what:
        case "stage":
            at = position_of(document.stages, "stage", id)
            cells, cards = drop_second(document.cells, id)
            emotion, scores = drop_second(document.emotion, id)
            changed = replace(document, stages=without(document.stages, at), cells=cells, emotion=emotion)
            before = follower_of(document.stages, at)
            return changed, AddStage(stage=document.stages[at], before=before, cells=cards, emotion=scores)
        case "lane":
            at = position_of(document.lanes, "lane", id)
            cells = {lane: row for lane, row in document.cells.items() if lane != id}
            changed = replace(document, lanes=without(document.lanes, at), cells=cells)
            before = follower_of(document.lanes, at)
            return changed, AddLane(lane=document.lanes[at], before=before, cells=document.cells.get(id, {}))
        case "persona":
            at = position_of(document.personas, "persona", id)
            emotion = {persona: scores for persona, scores in document.emotion.items() if persona != id}
            changed = replace(document, personas=without(document.personas, at), emotion=emotion)
            before = follower_of(document.personas, at)
            kept = document.emotion.get(id, {})
            return changed, AddPersona(persona=document.personas[at], before=before, emotion=kept)
        case "phase":
            at = position_of(document.phases, "phase", id)
            if any(stage.phase == id for stage in document.stages):
                raise InvalidOperationError(f"stages still belong to the phase {document.phases[at].name!r}")
            changed = replace(document, phases=without(document.phases, at))
            return changed, AddPhase(phase=document.phases[at], before=follower_of(document.phases, at))
        case "source":
            at = position_of(document.sources, "source", id)
            changed = replace(document, sources=without(document.sources, at))
            return changed, AddSource(source=document.sources[at], before=follower_of(document.sources, at))


def move(document: Document, operation: Move) -> tuple[Document, Operation]:
    key = operation.what + "s"
    order, follower = moved(getattr(document, key), operation.what, operation.id, operation.before)
    return replace(document, **{key: order}), Move(what=operation.what, id=operation.id, before=follower)
