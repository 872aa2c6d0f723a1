"""The history of a document: transactions and their inverses, of all authors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation

_LOG_LENGTH = 1_000
"""Transactions in the log, for views that fell behind; further back they get the whole document."""
_UNDO_LENGTH = 1_000
"""Transactions that can be undone: a long session must not fill the memory."""


class Transaction(Struct, frozen=True, omit_defaults=True):
    """The operations of one gesture; applying them makes ``revision``."""

    revision: int
    operations: tuple[Operation, ...]
    label: str = ""
    origin: Any = None
    """The object that made the transaction, for listeners in the kernel; not part of messages."""


class Step(Struct, frozen=True):
    """What undo or redo would do; ``origin`` is that of the transaction it reverts."""

    label: str
    operations: tuple[Operation, ...]
    origin: Any


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

    @property
    def undo_label(self) -> str | None:
        """The label of the transaction that undo reverts, or None."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """The label of the transaction that redo restores, or None."""
        return self._redo[-1].label if self._redo else None

    def do(
        self, operations: Sequence[Operation], label: str, *, undoable: bool = True, origin: Any = None
    ) -> Transaction:
        """Carry out operations as one transaction, whole or not at all.

        With ``undoable=False`` the document changes but undo passes over it: news from outside
        (rows counted again) is not something a person did.
        """
        inverses = self._apply(operations)
        if undoable:
            self._undo.append(Step(label, inverses, origin))
            del self._undo[:-_UNDO_LENGTH]
            self._redo.clear()
        return self._log_transaction(operations, label, origin)

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
        opposite.append(Step(step.label, inverses, origin))
        return self._log_transaction(step.operations, f"{verb}: {step.label}", origin)

    def _apply(self, operations: Sequence[Operation]) -> tuple[Operation, ...]:
        self.document, inverses = apply_all(self.document, operations)
        return inverses

    def _log_transaction(self, operations: Sequence[Operation], label: str, origin: Any) -> Transaction:
        self.revision += 1
        transaction = Transaction(self.revision, tuple(operations), label, origin)
        self._log.append(transaction)
        del self._log[:-_LOG_LENGTH]
        return transaction
