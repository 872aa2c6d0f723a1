"""What an edit would take away unseen: what others wrote or put elsewhere since its author looked.

Most operations say what their author saw (``was``). Removing a thing, and putting it elsewhere, cannot: for
them the transactions of others count that their author had not seen, and edits of the author that were not
taken although they stood on their screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cjm_widgets.document.errors import InvalidOperationError, quoted
from cjm_widgets.document.history import Transaction
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import (
    AddLane,
    AddPersona,
    AddStage,
    Base,
    Move,
    MoveCard,
    Operation,
    Remove,
    Replace,
    Restore,
)


def check_seen(
    document: Document,
    operations: Iterable[Operation],
    unseen: Sequence[Transaction],
    *,
    refused: Iterable[Operation] = (),
    is_known: bool = True,
) -> None:
    """Refuse operations that would take away what others did.

    Parameters
    ----------
    document
        The map as it is.
    operations
        The edit.
    unseen
        What others did that its author had not seen.
    refused
        What its author had done before and saw done, although it was refused: they looked at a snapshot,
        say, that was never restored.
    is_known
        Whether that is all of it; otherwise anything may have been done to anything.

    Raises
    ------
    InvalidOperationError
        A thing to remove was written into, or a thing to move was moved, meanwhile, by itself or with the
        whole map, or only on the screen of the author; or anything was done to a map that is to become what
        it was in a snapshot.
    """
    others = [operation for transaction in unseen for operation in transaction.operations]
    differences = [*others, *refused]
    may = not is_known
    for operation in operations if differences or may else ():
        match operation:
            case Restore() if others or may:
                what = quoted(unseen[-1].label) if unseen and unseen[-1].label else "another edit"
                raise InvalidOperationError(f"{what} was done meanwhile; restore again if you still want to")
            case Remove(what=what, id=id) if may or any(_writes(other, what, id) for other in differences):
                raise InvalidOperationError(f"{_name(document, what, id)} was changed meanwhile; it stays")
            case Move(what=what, id=id) if may or any(_moves(other, what, id) for other in differences):
                raise InvalidOperationError(
                    f"{_name(document, what, id)} was moved meanwhile; it stays there"
                )
            case MoveCard(card=id) if may or any(_moves(other, "card", id) for other in differences):
                raise InvalidOperationError("the card was moved meanwhile; it stays there")


def _is_of_all(operation: Operation) -> bool:
    """Whether all of the map became another: a snapshot was restored, the file was read again."""
    return isinstance(operation, (Restore, Replace))


def _writes(operation: Operation, what: str, id: str) -> bool:
    """Whether an operation writes into a thing."""
    return _is_of_all(operation) or (what, id) in _things_of(operation)


def _things_of(operation: Base) -> Iterator[tuple[str, str]]:
    """What holds the things that an operation writes, as (kind, id)."""
    for what in ("stage", "lane", "persona", "phase", "source"):
        for field in (what, f"to_{what}"):
            id = getattr(operation, field, None)
            if isinstance(id, str):
                yield what, id
    match operation:
        case AddStage():
            yield from (("lane", lane) for lane in operation.cells)
            yield from (("persona", persona) for persona in (*operation.emotion, *operation.future))
        case AddLane():
            yield from (("stage", stage) for stage in operation.cells)
        case AddPersona():
            yield from (("stage", stage) for stage in (*operation.emotion, *operation.future))


def _moves(operation: Operation, what: str, id: str) -> bool:
    match operation:
        case Restore() | Replace():
            return True
        case Move():
            return (operation.what, operation.id) == (what, id)
        case MoveCard():
            return what == "card" and operation.card == id
    return False


def _name(document: Document, what: str, id: str) -> str:
    names = {thing.id: getattr(thing, "name", thing.id) for thing in getattr(document, f"{what}s")}
    return f"the {what} {quoted(names.get(id, id))}"
