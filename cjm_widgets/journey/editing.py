"""One document, its history and the frames that show it, behind one lock.

Browser edits arrive on a second thread while a cell runs: the document takes them at once, the
frames only when no cell can be using them. Edits made in pandas are found by ``sync``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, get_args

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.check import checked
from cjm_widgets.document.errors import CjmError, InvalidOperationError
from cjm_widgets.document.history import History, Maker, Transaction
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from cjm_widgets.frames.edits import FrameClash
from cjm_widgets.frames.live import FrameName, LiveFrame
from cjm_widgets.journey import notebook

Gesture = Callable[[Document], Sequence[Operation]]


class _Draft:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.operations: list[Operation] = []


class Editing:
    """The one place where a document changes.

    Parameters
    ----------
    document
        The document to start from.
    on_transaction, on_clash
        Called under the lock with each transaction, and with each cell written in pandas and on
        screen at once (the document keeps what came from the screen).
    on_frames
        Called after frames were brought up to date, with the names of those that changed.
    """

    def __init__(
        self,
        document: Document,
        on_transaction: Callable[[Transaction], None],
        on_clash: Callable[[FrameClash], None],
        on_frames: Callable[[list[FrameName]], None],
    ) -> None:
        self.lock = threading.RLock()
        self.history = History(document)
        self._on_transaction = on_transaction
        self._on_clash = on_clash
        self._on_frames = on_frames
        self._frames: dict[FrameName, LiveFrame] = {}
        self._draft: _Draft | None = None
        self._later: list[Callable[[], None]] = []

    @property
    def document(self) -> Document:
        """The current document; inside a transaction with the edits so far."""
        return self._draft.document if self._draft else self.history.document

    @property
    def drafting(self) -> bool:
        """Whether a transaction is open."""
        return self._draft is not None

    def frame(self, name: FrameName) -> LiveFrame:
        """The live frame of that name, made when first asked for."""
        with self.lock:
            if name not in self._frames:
                self._frames[name] = LiveFrame(name, self.document)
            return self._frames[name]

    # --- document changes

    def commit(self, gesture: Gesture, label: str) -> None:
        """Carry out the operations of a gesture, after earlier edits made in pandas."""
        with self.lock:
            self.sync()
            self._do(gesture(self.document), label)

    def assign(self, name: FrameName, value: object) -> None:
        """Take another frame's content as an edit of the frame of that name."""
        with self.lock:
            self.sync()
            edits = self.frame(name).edits_from(self.document, value)
            self._do(edits.operations, "Edit in Python")

    def receive(self, operations: Sequence[Operation], label: str, *, origin: Any) -> Transaction:
        """Carry out a browser's edit (already decoded); the frames wait while a cell runs."""
        with self.lock:
            transaction = self.history.do(operations, label, maker="screen", origin=origin)
            self._announce(transaction, free=not notebook.cell_is_running())
            return transaction

    def take_over(self, operations: Sequence[Operation], label: str) -> None:
        """Carry out what others did elsewhere, which undo skips; the frames wait while a cell runs."""
        with self.lock:
            transaction = self.history.do(operations, label, maker="screen", is_outside=True)
            self._announce(transaction, free=not notebook.cell_is_running())

    def replay(self, what: Literal["undo", "redo"], *, free: bool, origin: Any = None) -> Transaction | None:
        """Undo or redo; None when there is nothing to. ``free`` says the frames may be touched now."""
        with self.lock:
            if self._draft is not None:
                raise InvalidOperationError(f"{what} is not possible inside a transaction")
            step = self.history.undo if what == "undo" else self.history.redo
            transaction = step(origin=origin)
            if transaction is not None:
                self._announce(transaction, free=free)
            return transaction

    def undo_to(self, revision: int, *, maker: Maker, free: bool, origin: Any = None) -> Transaction | None:
        """Take back in one step what was done after a revision; None when nothing was. ``free`` as above."""
        with self.lock:
            if self._draft is not None:
                raise InvalidOperationError("undo is not possible inside a transaction")
            cell = notebook.cell_number() if maker == "python" else None
            transaction = self.history.undo_to(revision, maker=maker, origin=origin, cell=cell)
            if transaction is not None:
                self._announce(transaction, free=free)
            return transaction

    def report(self, operations: Sequence[Operation], label: str) -> None:
        """Carry out a change from outside (rows counted again), which undo skips."""
        with self.lock:
            self._announce(self.history.do(operations, label, maker="data"), free=True)

    @contextmanager
    def transaction(self, label: str) -> Iterator[None]:
        """Everything done inside is one step, whole or not at all; one inside another joins it."""
        with self.lock:
            if self._draft is not None:
                yield
                return
            self.sync()
            draft = self._draft = _Draft(self.history.document)
            try:
                try:
                    yield
                    self.sync()
                except BaseException:
                    self._draft = None
                    self.show()
                    raise
                self._draft = None
                self._do(draft.operations, label)
            finally:
                self._catch_up()

    def after_transaction(self, step: Callable[[], None]) -> None:
        """Have something done, under the lock, when the open transaction has ended, however it ends."""
        self._later.append(step)

    def _catch_up(self) -> None:
        while self._later:
            self._later.pop(0)()

    def _do(self, operations: Sequence[Operation], label: str) -> None:
        if not operations:
            return
        valid = [checked(operation) for operation in operations]
        if self._draft is not None:
            self._draft.document, _ = apply_all(self._draft.document, valid)
            self._draft.operations += valid
            self.show()
        else:
            cell = notebook.cell_number()
            self._announce(self.history.do(valid, label, cell=cell), free=True)

    def _announce(self, transaction: Transaction, *, free: bool) -> None:
        self._on_transaction(transaction)
        if free:
            self.show()

    # --- the frames

    def sync(self) -> None:
        """Carry out the edits made in pandas, and bring the frames up to date.

        Raises
        ------
        CjmError
            An edit cannot be part of the map. The map is as it was and the frames are put back to it,
            the other edits included.
        """
        with self.lock:
            document = self.document
            operations: list[Operation] = []
            clashes: list[FrameClash] = []
            try:
                for live in self._in_order():
                    edits = live.edits(document)
                    document, _ = apply_all(document, edits.operations)
                    operations += edits.operations
                    clashes += edits.clashes
                self._do(operations, "Edit in Python")
            except CjmError as error:
                self.show()
                error.add_note("All edits of the frames since the last cell are put back.")
                raise
            self.show()
            for clash in clashes:
                self._on_clash(clash)

    def _in_order(self) -> list[LiveFrame]:
        """The frames: cards after texts, which drop their evidence, links after cards they may lead to."""
        order = get_args(FrameName)
        return sorted(self._frames.values(), key=lambda live: order.index(live.name))

    def show(self) -> None:
        """Bring the frames up to date with the document."""
        changed = [name for name, live in self._frames.items() if live.show(self.document)]
        self._on_frames(changed)
