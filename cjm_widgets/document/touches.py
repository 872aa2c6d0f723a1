"""What operations touch, so that a line of the history can be outlined on the map.

js/src/document/links/touches.ts is the same in TypeScript.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from cjm_widgets.document.model import Id
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddPersona,
    AddStage,
    Move,
    MoveCard,
    Operation,
    Remove,
    RemoveCard,
    SetCard,
    SetEmotion,
    SetLane,
    SetPersona,
    SetStage,
)

MOST = 12
"""Things of one line: of a paste of thousands of cells the first are enough to see where it was."""


class Touch(Struct, frozen=True, gc=False, omit_defaults=True, repr_omit_defaults=True, kw_only=True):
    """A thing by its ids: a stage, lane or persona, a card in its cell, a persona's emotion at a stage."""

    stage: Id | None = None
    lane: Id | None = None
    persona: Id | None = None
    card: Id | None = None


def touches(operations: Iterable[Operation]) -> tuple[Touch, ...]:
    """The first things that operations touch, each once; cards are where they are afterwards.

    Examples
    --------
    >>> touches([SetEmotion(stage="wait", persona="ada"), Remove(what="lane", id="pains")])
    (Touch(stage='wait', persona='ada'), Touch(lane='pains'))
    """
    every: dict[Touch, None] = {}
    for operation in operations:
        if touch := _touch(operation):
            every[touch] = None
            if len(every) == MOST:
                break
    return tuple(every)


def _touch(operation: Operation) -> Touch | None:
    match operation:
        case AddCard():
            return Touch(stage=operation.stage, lane=operation.lane, card=operation.card.id)
        case SetCard() | RemoveCard():
            return Touch(stage=operation.stage, lane=operation.lane, card=operation.card)
        case MoveCard():
            return Touch(stage=operation.to_stage, lane=operation.to_lane, card=operation.card)
        case SetEmotion():
            return Touch(stage=operation.stage, persona=operation.persona)
        case AddStage():
            return Touch(stage=operation.stage.id)
        case AddLane():
            return Touch(lane=operation.lane.id)
        case AddPersona():
            return Touch(persona=operation.persona.id)
        case SetStage():
            return Touch(stage=operation.stage)
        case SetLane():
            return Touch(lane=operation.lane)
        case SetPersona():
            return Touch(persona=operation.persona)
        case Remove(what="stage" | "lane" | "persona") | Move():
            return Touch(**{operation.what: operation.id})
    return None
