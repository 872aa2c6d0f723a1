"""A journey in the room that others have its file open in: its edits go there, and theirs come here.

The journey is one more client of the room (``collaboration/room_client.py``): what is done here becomes an
entry of the journal, whoever did it, in Python or on screen; what the journal makes of all entries becomes
the map. The server of the room saves the file.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from cjm_widgets.collaboration.journal import JournalState, Turn
from cjm_widgets.collaboration.room_client import RoomClient, join_room
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import CjmError, InvalidOperationError
from cjm_widgets.document.history import Transaction
from cjm_widgets.document.model import Document, Id
from cjm_widgets.document.operations import Move, MoveCard, Operation, Remove, Replace, Restore
from cjm_widgets.frames.edits import FrameClash
from cjm_widgets.journey.core import Core, HasCore
from cjm_widgets.shown.legends import with_legends
from cjm_widgets.storage.file import MapFile

J = TypeVar("J", bound=HasCore)

SAVED_WITHIN = 20.0
"""Seconds that JupyterLab may take to save a map."""
_SAYING_NOTHING = (Remove, Move, MoveCard, Restore)
"""Operations that take away, or put elsewhere, without saying what their author saw."""
_WORDS = ("title", "scenario", "name", "label", "text", "description", "why")
"""Fields in which people write."""


def open_shared(begin: Callable[[Document], J], file: MapFile) -> J | None:
    """The journey of a file in the room that others have it open in; None where there is no room."""
    room = join_room(file.path)
    if room is None:
        return None
    assert room.fold.document is not None
    journey = begin(room.fold.document)
    core = journey._core
    core.autosave.bind(file, saves_edits=False)
    core.shared_file = edits = SharedEdits(core, room)
    core.listen(edits)
    room.on_news = edits.take
    room.soon()  # what came since
    return journey


class SharedEdits:
    """Listens to a journey for its room, and to the room for the journey.

    Parameters
    ----------
    core
        The journey's, which shows what the room's fold has.
    room
        Where it is shared.
    """

    def __init__(self, core: Core, room: RoomClient) -> None:
        self._core = weakref.ref(core)
        self._name = core.autosave.require_path().name
        self._room = room
        self._clock = room.fold.clock
        """How far the edits of each client are in the map here."""
        self._open: dict[int, Transaction] = {}
        """Edits of this journey that may still be refused, by their numbers."""
        self._is_taking = False
        weakref.finalize(core, room.leave)

    # --- news of the journey, under its lock

    def on_transaction(self, transaction: Transaction) -> None:
        """Put what was done here into the journal."""
        if self._is_taking:
            return
        operations = transaction.operations
        seen = self._room.fold.seen_by(self._room.client) if _is_silent(operations) else None
        self._open[self._room.append(operations, transaction.label, seen)] = transaction

    def on_clash(self, clash: FrameClash) -> None:
        """No matter of the room."""

    def on_loss(self, transaction: Transaction) -> bool:
        """Its author is on a screen, if anywhere."""
        return False

    def on_measured(self) -> None:
        """No matter of the room."""

    def on_kept(self, why: str, note: str) -> None:
        """No matter of the room."""

    def on_selected(self, stages: Iterable[Id], lanes: Iterable[Id], origin: object) -> None:
        """No matter of the room."""

    def save(self) -> None:
        """Have the server save the map.

        Raises
        ------
        CjmError
            It cannot be reached, or did not save.
        """
        if not self._room.save(SAVED_WITHIN):
            raise CjmError(
                f"{self._name} could not be saved by JupyterLab, which has it open for several people; "
                "journey.save('another.cjm.json') saves elsewhere"
            )

    # --- news of the room, in its thread

    def take(self) -> bool:
        """Take over what others did; whether that was possible now."""
        core = self._core()
        if core is None:
            return True
        if not core.lock.acquire(blocking=False):  # a cell is in the middle of an edit
            return False
        try:
            state = self._room.renew()
            if state is None:
                return True
            self._take_document(core)
            note = self._take_refusals(core, state)
            self._clock = self._room.fold.clock
            core.autosave.report(self._trouble(state), note)
        finally:
            core.lock.release()
        return True

    def _trouble(self, state: JournalState) -> str:
        if state.head.broken:
            return f"{self._name} holds no map now, and waits until it does. Edits are kept in the map"
        if not self._room.is_here:
            return (
                f"JupyterLab, which has {self._name} open for several people, cannot be reached. Edits are "
                "kept in the map, and sent when it is back; journey.save('another.cjm.json') saves elsewhere"
            )
        return ""

    def _take_document(self, core: Core) -> None:
        fold = self._room.fold
        if fold.document is None:
            return
        goal, now = with_legends(fold.document), core.document
        if goal == now:
            return
        news = [
            turn
            for turn in fold.steps
            if turn.entry.client != self._room.client
            and turn.entry.seq > self._clock.get(turn.entry.client, 0)
            and not turn.why
        ]
        labels = {turn.entry.label for turn in news}
        self._is_taking = True
        try:
            core.editing.take_over(
                _way(now, goal, news), labels.pop() if len(labels) == 1 else "Edits of others"
            )
        finally:
            self._is_taking = False

    def _take_refusals(self, core: Core, state: JournalState) -> str:
        """What was refused of the edits made here, now that it is certain: authors are asked, where they
        are on a screen; the others, in words; "" where there are none.
        """
        fold, client = self._room.fold, self._room.client
        certain = {turn.entry.seq: turn for turn in fold.steps[: fold.certain] if turn.entry.client == client}
        refused: dict[str, None] = {}
        for seq, transaction in list(self._open.items()):
            turn = certain.get(seq)
            if turn is None and seq > state.upto.get(client, 0):
                continue
            del self._open[seq]
            operations, why, may_ask = transaction.operations, "", False
            if turn is not None and turn.why:
                why, may_ask = turn.why, turn.is_conflict
            elif turn is None and f"{client}/{seq}" in state.refusals:
                why, may_ask = "the map was changed meanwhile", not _is_silent(operations)
            if why and not (may_ask and core.ask_author(transaction)):
                refused[_refusal(operations, why)] = None
        return "; ".join(refused)


def _way(now: Document, goal: Document, news: Sequence[Turn]) -> Sequence[Operation]:
    """Operations that make one map of another: those of others where that is enough."""
    operations = [operation for turn in news for operation in turn.entry.operations]
    try:
        if operations and now.sources == goal.sources and apply_all(now, operations)[0] == goal:
            return operations
    except InvalidOperationError:
        pass  # they were made in another order
    return [Replace(document=goal)]


def _is_silent(operations: Sequence[Operation]) -> bool:
    return any(isinstance(operation, _SAYING_NOTHING) for operation in operations)


def _refusal(operations: Sequence[Operation], why: str) -> str:
    words = "; ".join(dict.fromkeys(_words(msgspec.to_builtins(list(operations)))))
    return f"An edit made here was not taken: {why}" + (f" ({words})" if words else "")


def _words(value: Any) -> Iterable[str]:
    if isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in _WORDS and isinstance(item, str) and item:
                yield item
            elif key != "was":
                yield from _words(item)
