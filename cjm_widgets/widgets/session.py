"""Carrying edits between one journey and all the views of it: in order, once each, answered.

Comm handlers run on a second thread while a cell runs, and across its end out of order. So each
client's edits are numbered, applied only in that order, and every answer is kept until its author
says it arrived. One lock, the journey's, guards all of it.
"""

from __future__ import annotations

import logging
import uuid
import weakref
from collections.abc import Iterable
from typing import Any, Protocol, TypeGuard

import msgspec

from cjm_widgets import renderers
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import CjmError, ConflictError, quoted
from cjm_widgets.document.history import Record, Transaction
from cjm_widgets.document.touches import touches
from cjm_widgets.document.unseen import check_seen
from cjm_widgets.frames.edits import FrameClash
from cjm_widgets.journey import notebook
from cjm_widgets.journey.core import Core
from cjm_widgets.journey.files.templates import own_templates
from cjm_widgets.journey.journey import Journey
from cjm_widgets.widgets import assets
from cjm_widgets.widgets.messages import (
    Applied,
    Chunk,
    Clash,
    Down,
    Draw,
    Edit,
    Fetch,
    Filter,
    Findings,
    Held,
    Hello,
    HistoryEntry,
    HistoryList,
    Kept,
    Lint,
    ListHistory,
    ListTemplates,
    Lost,
    Measured,
    Mend,
    Rejected,
    Relay,
    Relayed,
    Select,
    Selected,
    Snapshot,
    StaticPicture,
    Steps,
    TemplateList,
    Up,
    Welcome,
)
from cjm_widgets.widgets.numbers import measured_of
from cjm_widgets.widgets.relayed_texts import RelayedTexts

_LOG = logging.getLogger(__name__)
_MOST_WAITING = 2_000
_MOST_LOST = 100
_LABEL = 200
"""Characters of a label in a list of what was done."""


class View(Protocol):
    """Something that can send a message to its browser, and shows all or a part of the map."""

    part: str
    versions: tuple[str, str] | None

    def send(self, content: Any) -> None: ...


class _Client:
    """What one browser model has sent: how far it got, and what it has not yet heard."""

    def __init__(self) -> None:
        self.last = 0
        self.answers: dict[int, Down] = {}
        self.waiting: dict[int, Edit] = {}
        self.refused: list[Edit] = []
        """Those that may have stood on its screen when its next edit was made."""
        self.findings: Findings | None = None
        """Those it was last told."""
        self.lost: list[Lost] = []
        """Those undone after they were answered; sent again with a welcome, since any may be lost."""


class Session:
    """One life of a journey in one kernel.

    Attributes
    ----------
    epoch
        Names this life; a browser that knew another one replays nothing into it.
    """

    def __init__(self, journey: Journey) -> None:
        self._journey = weakref.ref(journey)
        self.epoch = uuid.uuid4().hex
        self._views: weakref.WeakSet[View] = weakref.WeakSet()
        self._clients: dict[str, _Client] = {}
        self._losses = 0
        self._relayed = RelayedTexts()
        journey._core.listen(self)

    # --- what views ask for

    def join(self, view: View) -> None:
        """Send this view everything from now on."""
        self._views.add(view)

    def leave(self, view: View) -> None:
        """Send this view nothing more."""
        self._views.discard(view)

    def snapshot(self) -> dict[str, Any]:
        """All a view needs to draw, as plain values; computed now."""
        core = self._core
        with core.lock:
            snapshot = Snapshot(
                epoch=self.epoch,
                revision=core.editing.history.revision,
                document=core.editing.history.document,
                steps=self._steps(),
                measured=self._measured(),
            )
            return _plain(snapshot)

    @property
    def journey(self) -> Journey:
        """The journey; views keep it alive."""
        journey = self._journey()
        if journey is None:
            raise CjmError("the journey of this view is gone")
        return journey

    @property
    def _core(self) -> Core:
        return self.journey._core

    def receive(self, view: View, content: Any) -> None:
        """Handle one message from a browser; whatever is wrong with it is answered with a sentence."""
        with self._core.lock:
            try:
                message = decoded(content, Up)
            except CjmError as error:
                self._refuse_unread(view, content, str(error))
                return
            match message:
                case Hello():
                    self._welcome(view, message)
                case Edit():
                    self._take(view, message)
                case Filter():
                    self._filter(view, message)
                case Select():
                    self._core.select(message.stages, message.lanes, origin=view)
                case ListHistory():
                    self._list_history(view, message)
                case Mend():
                    self._mend(view, message)
                case Lint():
                    pass  # below, where no edit waits for it
                case ListTemplates(client=client):
                    self._send(view, TemplateList(self.epoch, client, own_templates()))
                case Relay():
                    if news := self._relayed.take(message.client, message.seq, message.texts):
                        self._broadcast(Relayed(epoch=self.epoch, texts=news))
                case Draw():
                    shown = renderers.pictures(self.journey, view.part, view.versions)
                    self._send(view, StaticPicture(self.epoch, shown))
                case Fetch():
                    self._fetch(view, message.chunk)
        if isinstance(message, Lint):
            self._look(view, message)

    # --- edits

    def _take(self, view: View, edit: Edit) -> None:
        if edit.epoch != self.epoch:
            self._refuse_stale(view, edit.client, edit.seq)
            return
        client = self._clients.setdefault(edit.client, _Client())
        for seq in [seq for seq in client.answers if seq <= edit.floor]:
            del client.answers[seq]
        if edit.seq <= client.last:
            if answer := client.answers.get(edit.seq):
                self._send(view, answer)
        elif self._core.editing.drafting:
            # An awaiting cell has a transaction open on this very thread, which has its lock.
            self._core.editing.after_transaction(lambda: self._take(view, edit))
            self._send(view, Held(epoch=self.epoch, client=edit.client, seq=edit.seq))
        elif edit.seq > client.last + 1:
            if len(client.waiting) < _MOST_WAITING:
                client.waiting[edit.seq] = edit
            self._send(view, Held(epoch=self.epoch, client=edit.client, seq=edit.seq))
        else:
            client.waiting[edit.seq] = edit
            while (following := client.waiting.pop(client.last + 1, None)) is not None:
                client.last += 1
                self._carry_out(view, client, following)

    def _carry_out(self, view: View, client: _Client, edit: Edit) -> None:
        """Apply the next edit; its answer goes to every view when it succeeds, to its author when not."""
        try:
            self._apply(edit)
        except CjmError as error:
            _LOG.info("refused edit %d of %s: %s", edit.seq, edit.client, error)
            # Where nothing was done since its base, later edits may never have a greater one.
            if edit.base < self._core.editing.history.revision:
                client.refused.append(edit)
            conflict = isinstance(error, ConflictError)
            now = error.now if isinstance(error, ConflictError) else None
            client.answers[edit.seq] = rejected = Rejected(
                epoch=self.epoch,
                client=edit.client,
                seq=edit.seq,
                why=str(error),
                conflict=conflict,
                now=now if isinstance(now, str | int | float) and not isinstance(now, bool) else None,
            )
            self._send(view, rejected)

    def _apply(self, edit: Edit) -> None:
        editing = self._core.editing
        self._check_seen(edit)
        if edit.history is None:
            editing.receive(edit.operations, edit.label, origin=edit)
            return
        frames_are_free = not notebook.cell_is_running()
        if frames_are_free:
            editing.sync()  # what was just done in pandas is the last thing done
        if edit.to is not None:
            done = editing.undo_to(edit.to, maker="screen", free=frames_are_free, origin=edit)
        else:
            done = editing.replay(edit.history, free=frames_are_free, origin=edit)
        if done is None:
            raise CjmError(f"there is nothing to {edit.history}")

    def _check_seen(self, edit: Edit) -> None:
        """Refuse an edit that would take away what others did since its author last looked."""
        history = self._core.editing.history
        unseen = [done for done in history.after(edit.base) if not _is_by(done.origin, edit.client)]
        # What is made on top of an edit without an answer has no greater base than that.
        client = self._clients[edit.client]
        client.refused = [old for old in client.refused if old.base >= edit.base]
        if edit.history is None:
            refused = [operation for old in client.refused for operation in old.operations]
            check_seen(history.document, edit.operations, unseen, refused=refused)
        elif edit.to is not None:
            revisions = {step.record.revision for step in history.steps_after(edit.to)}
            if news := next((done for done in unseen if done.revision in revisions), None):
                what = quoted(news.label) if news.label else "another edit"
                raise CjmError(f"{what} was done meanwhile and would be taken back too; look at it first")
        elif unseen and (step := history.next(edit.history)) and not _is_by(step.origin, edit.client):
            what = quoted(unseen[-1].label) if unseen[-1].label else "another edit"
            raise CjmError(f"{what} was done meanwhile; {edit.history} again if that is still what you want")

    def _refuse_stale(self, view: View, client: str, seq: int) -> None:
        """An edit made in another life of the kernel has no place in the order of this one."""
        why = "the kernel was restarted since this edit was made"
        self._send(view, Rejected(epoch=self.epoch, client=client, seq=seq, why=why))

    def _refuse_unread(self, view: View, content: Any, why: str) -> None:
        """An edit that could not be read still takes its place in its author's order."""
        _LOG.info("refused a message that cannot be read: %s", why)
        fields = content if isinstance(content, dict) else {}
        name, seq = fields.get("client"), fields.get("seq")
        if not isinstance(name, str) or not _is_seq(seq):
            self._send(view, Rejected(epoch=self.epoch, client="", seq=0, why=why))
            return
        if fields.get("epoch") != self.epoch:
            self._refuse_stale(view, name, seq)
            return
        client = self._clients.setdefault(name, _Client())
        rejected = Rejected(epoch=self.epoch, client=name, seq=seq, why=why)
        if seq == client.last + 1:
            client.last = seq
            client.answers[seq] = rejected
            self._send(view, rejected)
            if client.last + 1 in client.waiting:
                self._take(view, client.waiting[client.last + 1])
        elif seq > client.last:
            self._send(view, Held(epoch=self.epoch, client=name, seq=seq))
        else:
            self._send(view, client.answers.get(seq, rejected))

    # --- news, from the journey to every view

    def on_transaction(self, transaction: Transaction) -> None:
        """Tell every view; to the author of an edit it is the answer."""
        applied = Applied(epoch=self.epoch, transaction=_sendable(transaction), steps=self._steps())
        edit = transaction.origin
        if isinstance(edit, Edit):
            applied = msgspec.structs.replace(applied, client=edit.client, seq=edit.seq)
            self._clients[edit.client].answers[edit.seq] = applied
        self._broadcast(applied)

    def on_clash(self, clash: FrameClash) -> None:
        """A cell written in pandas and on screen at once: the reader decides."""
        stage, lane, theirs, now, where = clash.stage, clash.lane, clash.theirs, clash.now, clash.where
        self._broadcast(Clash(epoch=self.epoch, stage=stage, lane=lane, theirs=theirs, now=now, where=where))

    def on_loss(self, transaction: Transaction) -> bool:
        """Ask the author of an edit that was undone, as another came first; False where that is nobody."""
        edit = transaction.origin
        if not isinstance(edit, Edit) or edit.history is not None or self._relayed.has_left(edit.client):
            return False
        self._losses += 1
        lost = Lost(self.epoch, edit.client, self._losses, transaction.operations, transaction.label)
        self._clients[edit.client].lost = [*self._clients[edit.client].lost, lost][-_MOST_LOST:]
        self._broadcast(lost)
        return True

    def on_measured(self) -> None:
        """The numbers changed."""
        self._broadcast(self._measured())

    def on_kept(self, why: str, note: str) -> None:
        """The journey's file holds the map, or why it does not; and what is to be said once of it."""
        self._broadcast(Kept(epoch=self.epoch, why=why, note=note))

    def on_selected(self, stages: Iterable[str], lanes: Iterable[str], origin: object) -> None:
        """The selection changed, in Python or in the view that is ``origin``."""
        selected = Selected(epoch=self.epoch, stages=tuple(stages), lanes=tuple(lanes))
        for view in list(self._views):
            if view is not origin:
                self._send(view, selected)

    # --- answers

    def _welcome(self, view: View, hello: Hello) -> None:
        history = self._core.editing.history
        client = self._clients.setdefault(hello.client, _Client())
        missed = history.since(hello.revision) if hello.epoch == self.epoch else None
        self._send(
            view,
            Welcome(
                epoch=self.epoch,
                client=hello.client,
                revision=history.revision,
                last=client.last,
                steps=self._steps(),
                measured=self._measured(),
                transactions=tuple(_sendable(transaction) for transaction in missed or ()),
                document=history.document if missed is None else None,
                relayed=dict(self._relayed.texts),
            ),
        )
        for lost in client.lost:
            self._send(view, lost)
        if why := self._core.autosave.not_saved:
            self._send(view, Kept(epoch=self.epoch, why=why))

    def _filter(self, view: View, message: Filter) -> None:
        try:
            self._core.filter({column: list(values) for column, values in message.choice.items()})
        except CjmError as error:
            self._send(view, Rejected(epoch=self.epoch, client=message.client, seq=0, why=str(error)))
            self._send(view, self._measured())

    def _list_history(self, view: View, message: ListHistory) -> None:
        history = self._core.editing.history
        last = history.records[-message.most :]
        more = len(history.records) > len(last)
        self._send(
            view,
            HistoryList(
                epoch=self.epoch,
                client=message.client,
                entries=tuple(_entry(record) for record in reversed(last)),
                more=more,
                start=history.goes_back_to_start and not more,
            ),
        )

    def _look(self, view: View, message: Lint) -> None:
        from cjm_widgets.widgets.findings import findings_of, news  # see `journey.linting`

        findings = findings_of(self._core, self.epoch, message.client)
        with self._core.lock:
            client = self._clients.setdefault(message.client, _Client())
            before, client.findings = client.findings, findings
            self._send(view, news(findings, before, message.since))

    def _mend(self, view: View, message: Mend) -> None:
        from cjm_widgets.widgets.findings import mend_finding  # see `journey.linting`

        try:
            mend_finding(self._core, message)
        except CjmError as error:
            self._send(view, Rejected(epoch=self.epoch, client=message.client, seq=0, why=str(error)))

    def _fetch(self, view: View, name: str) -> None:
        try:
            script, style = assets.chunk(name)
        except CjmError as error:
            self._send(view, Chunk(epoch=self.epoch, chunk=name, why=str(error)))
        else:
            self._send(view, Chunk(epoch=self.epoch, chunk=name, script=script, style=style))

    def _steps(self) -> Steps:
        history = self._core.editing.history
        return Steps(undo=history.undo_label, redo=history.redo_label)

    def _measured(self) -> Measured:
        return measured_of(self.journey, self.epoch)

    def _broadcast(self, message: Down) -> None:
        plain = _plain(message)
        for view in list(self._views):
            view.send(plain)

    def _send(self, view: View, message: Down) -> None:
        view.send(_plain(message))


def _is_seq(value: object) -> TypeGuard[int]:
    """Whether a value can be the number of an edit."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53


def _is_by(origin: object, client: str) -> bool:
    """Whether a transaction is an edit of this browser."""
    return isinstance(origin, Edit) and origin.client == client


def _entry(record: Record) -> HistoryEntry:
    """A line of the history as a browser shows it."""
    return HistoryEntry(
        revision=record.revision,
        label=record.label[:_LABEL],
        who=record.maker,
        time=record.time,
        client=record.origin.client if isinstance(record.origin, Edit) else "",
        cell=record.cell,
        changes=len(record.operations),
        touches=touches(record.operations),
        undone=record.undone,
    )


def _sendable(transaction: Transaction) -> Transaction:
    """A transaction without its origin, which means nothing elsewhere."""
    return msgspec.structs.replace(transaction, origin=None)


def _plain(value: Any) -> dict[str, Any]:
    """Plain JSON values: what the comm can carry, without tuples or half-typed numbers."""
    return msgspec.json.decode(msgspec.json.encode(value))  # type: ignore[no-any-return]


_SESSIONS: weakref.WeakKeyDictionary[Core, Session] = weakref.WeakKeyDictionary()


def session_of(journey: Journey) -> Session:
    """The one session of a journey."""
    core = journey._core
    with core.lock:
        if core not in _SESSIONS:
            _SESSIONS[core] = Session(journey)
        return _SESSIONS[core]
