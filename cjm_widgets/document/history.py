"""The history of a document: transactions and their inverses, of all authors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from msgspec import Struct

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import InvalidOperationError, quoted
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation

_LOG_LENGTH = 1_000
"""Transactions in the log, for views that fell behind; further back they get the whole document."""
_UNDO_LENGTH = 1_000
"""Transactions that can be undone, and records of them: a long session must not fill the memory."""

Maker = Literal["screen", "python", "data"]
"""Who changes a map: a reader on screen, a statement in Python, or rows that were counted again."""


class Transaction(Struct, frozen=True, omit_defaults=True):
    """The operations of one gesture; applying them makes ``revision``."""

    revision: int
    operations: tuple[Operation, ...]
    label: str = ""
    origin: Any = None
    """The object that made the transaction, for listeners in the kernel; not part of messages."""


class Record(Struct, eq=False):
    """A line of the history: what was done, by whom and when; ``time`` is an ISO 8601 time.

    ``cell`` is the number of the notebook's cell that did it. ``undone`` says that it is not in the map now:
    undo took it back, or a later step that went back over it, whose ``reverts`` holds it.
    """

    revision: int
    label: str
    maker: Maker
    time: str
    operations: tuple[Operation, ...]
    origin: Any = None
    cell: int | None = None
    undone: bool = False
    reverts: tuple[Record, ...] = ()


class Step(Struct, frozen=True):
    """What undo or redo would do; ``origin`` is that of the transaction it reverts, ``record`` its line."""

    label: str
    operations: tuple[Operation, ...]
    origin: Any
    record: Record


class History:
    """A document, how often it changed, and the way back through its last 1,000 transactions.

    Examples
    --------
    >>> from cjm_widgets.document.model import Document, Stage
    >>> from cjm_widgets.document.operations import AddStage
    >>> history = History(Document(id="visit"))
    >>> history.do([AddStage(stage=Stage(id="arrive", name="Arrive"))], "Add stage").revision
    1
    >>> history.undo().label
    'Undo: Add stage'
    >>> history.document == Document(id="visit"), history.revision
    (True, 2)
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.revision = 0
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._log: list[Transaction] = []
        self._records: list[Record] = []
        self._is_whole = True

    @property
    def records(self) -> Sequence[Record]:
        """The last 1,000 things that were done, the oldest first; undoing and redoing only marks them."""
        return self._records

    @property
    def goes_back_to_start(self) -> bool:
        """Whether the records reach back to the map as it was opened."""
        return self._is_whole

    @property
    def undo_label(self) -> str | None:
        """The label of the transaction that undo reverts, or None."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """The label of the transaction that redo restores, or None."""
        return self._redo[-1].label if self._redo else None

    def do(
        self,
        operations: Sequence[Operation],
        label: str,
        *,
        maker: Maker = "python",
        origin: Any = None,
        cell: int | None = None,
        is_outside: bool = False,
    ) -> Transaction:
        """Carry out operations as one transaction, whole or not at all.

        By the maker ``"data"``, and from outside, the document changes but undo passes over it: rows counted
        again are nothing a person did, and what others did elsewhere they take back themselves.
        """
        return self._do(operations, label, maker, origin, cell, is_outside=is_outside)

    def undo_to(
        self, revision: int, *, maker: Maker = "python", origin: Any = None, cell: int | None = None
    ) -> Transaction | None:
        """Take back all that was done after ``revision``, in one step, which undo takes back as a whole.

        What undo passes over stays as it is. None when nothing was done since.

        Raises
        ------
        InvalidOperationError
            There is no such line of the history, or it is undone itself.
        """
        place = (
            "the start"
            if revision == 0
            else next(
                (
                    record.label or "an edit"
                    for record in self._records
                    if record.revision == revision and not record.undone
                ),
                None,
            )
        )
        if place is None or (revision == 0 and not self._is_whole):
            raise InvalidOperationError(
                f"the history does not go back to revision {quoted(revision)} any more"
            )
        steps = [*self.steps_after(revision)]
        if not steps:
            return None
        operations = [operation for step in steps for operation in step.operations]
        reverts = tuple(step.record for step in steps if not step.record.undone)
        return self._do(operations, f"Back to: {place}", maker, origin, cell, reverts)

    def steps_after(self, revision: int) -> Iterator[Step]:
        """What undo would take back one after the other, down to ``revision``."""
        for step in reversed(self._undo):
            if step.record.revision <= revision:
                return
            yield step

    def undo(self, *, origin: Any = None) -> Transaction | None:
        """Take back the last transaction; None when there is none."""
        return self._step(self._undo, self._redo, "Undo", origin)

    def redo(self, *, origin: Any = None) -> Transaction | None:
        """Bring back what undo took; None when there is nothing."""
        return self._step(self._redo, self._undo, "Redo", origin)

    def since(self, revision: int) -> tuple[Transaction, ...] | None:
        """The transactions after ``revision``, or None when the log does not go back so far."""
        missed = self.revision - revision
        return self.after(revision) if 0 <= missed <= len(self._log) else None

    def after(self, revision: int) -> tuple[Transaction, ...]:
        """The transactions after ``revision``, as far as the log goes back."""
        return tuple(transaction for transaction in self._log if transaction.revision > revision)

    def next(self, what: Literal["undo", "redo"]) -> Step | None:
        """The step that undo or redo would take; None where there is none."""
        steps = self._undo if what == "undo" else self._redo
        return steps[-1] if steps else None

    def _step(self, steps: list[Step], opposite: list[Step], verb: str, origin: Any) -> Transaction | None:
        if not steps:
            return None
        step = steps[-1]
        inverses = self._apply(step.operations)
        steps.pop()
        opposite.append(Step(step.label, inverses, origin, step.record))
        step.record.undone = verb == "Undo"
        for record in step.record.reverts:
            record.undone = not step.record.undone
        return self._log_transaction(step.operations, f"{verb}: {step.label}", origin)

    def _do(
        self,
        operations: Sequence[Operation],
        label: str,
        maker: Maker,
        origin: Any,
        cell: int | None,
        reverts: tuple[Record, ...] = (),
        is_outside: bool = False,
    ) -> Transaction:
        inverses = self._apply(operations)
        transaction = self._log_transaction(operations, label, origin)
        time = datetime.now(UTC).isoformat(timespec="seconds")
        record = Record(
            transaction.revision, label, maker, time, transaction.operations, origin, cell, reverts=reverts
        )
        for other in reverts:
            other.undone = True
        self._records.append(record)
        if len(self._records) > _UNDO_LENGTH:
            del self._records[0]
            self._is_whole = False
        if maker != "data" and not is_outside:
            self._undo.append(Step(label, inverses, origin, record))
            del self._undo[:-_UNDO_LENGTH]
            self._redo.clear()
        return transaction

    def _apply(self, operations: Sequence[Operation]) -> tuple[Operation, ...]:
        self.document, inverses = apply_all(self.document, operations)
        return inverses

    def _log_transaction(self, operations: Sequence[Operation], label: str, origin: Any) -> Transaction:
        self.revision += 1
        transaction = Transaction(self.revision, tuple(operations), label, origin)
        self._log.append(transaction)
        del self._log[:-_LOG_LENGTH]
        return transaction
