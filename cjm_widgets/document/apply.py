"""Carrying out operations: ``apply(document, operation) -> (document, inverse)``, pure, whole or not at all.

What an operation does not touch is shared between the old document and the new one.
js/src/document/apply.ts is the same in TypeScript; tests/contract holds the traces both must follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cjm_widgets.document import cards, parts
from cjm_widgets.document.model import Document
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
    taken: set[str] | None = None  # gathered once, since a pasted block may bring thousands of cards
    for operation in operations:
        before = document
        document, inverse = _APPLY[type(operation)](document, operation)
        if new := tuple(cards.new_cards(operation)):
            taken = set(cards.card_ids(before)) if taken is None else taken
            cards.require_free(new, taken)
            taken.update(new)
        elif taken is not None:
            taken.difference_update(cards.new_cards(inverse))
        inverses.append(inverse)
    return document, tuple(reversed(inverses))


_APPLY: dict[type[Base], Callable[[Document, Any], tuple[Document, Operation]]] = {
    SetMap: parts.set_map,
    AddStage: parts.add_stage,
    SetStage: parts.set_stage,
    AddPhase: parts.add_phase,
    SetPhase: parts.set_phase,
    AddLane: parts.add_lane,
    SetLane: parts.set_lane,
    AddPersona: parts.add_persona,
    SetPersona: parts.set_persona,
    AddSource: parts.add_source,
    SetSource: parts.set_source,
    Remove: parts.remove,
    Move: parts.move,
    AddCard: cards.add_card,
    SetCard: cards.set_card,
    MoveCard: cards.move_card,
    RemoveCard: cards.remove_card,
    SetEmotion: cards.set_emotion,
    Replace: parts.replace_all,
}
