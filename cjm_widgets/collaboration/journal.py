"""The journal of a shared map: the edits of all who have it open, in one order, and the map they make.

A shared map is the text of a file (its base) and entries, each the edit of one client with its number.
Whoever shares it folds the entries into the base by ``apply_all``, in the same order, and so has the same
map. The server seals what has reached it: sealed entries come first, in the order of their seals, so that
an edit made elsewhere without a connection never changes what happened to one that is sealed.
js/src/room/journal.ts is the same in TypeScript; tests/contract/journals.py holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import CjmError, ConflictError, FileFormatError, InvalidOperationError
from cjm_widgets.document.history import Transaction
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation, Replace
from cjm_widgets.document.unseen import check_seen
from cjm_widgets.storage.file import loads

Clock = Mapping[str, int]
"""How far somebody has seen the edits of each client: the number of the last one."""

DISK = "file:"
"""Begins the name of the client that the loading of the file, and its changes by other programs, count for
in a clock; the life of the room ends it."""
_BLANK = Document(id="journey")
"""What a map that is begun in an empty file starts from."""


class Entry(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One gesture of one client, numbered from 1.

    ``seen`` is what its author had seen, where the operations cannot say it (``document/unseen.py``); of
    their own edits, the last before the first that stood on screen and could still be refused.
    """

    client: str
    seq: int
    operations: tuple[Operation, ...]
    label: str = ""
    seen: dict[str, int] | None = None


class Head(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the journal is folded into.

    Attributes
    ----------
    base
        The key of the base's text.
    life
        Names the room from its first loading of the file on, also through restarts that find its store. A
        later life has a greater name.
    upto
        The entries that the base already has.
    broken
        Whether the file now holds what is no map; its text is kept, and the map waits.
    """

    base: str
    life: str
    upto: dict[str, int] = {}
    broken: bool = False


class JournalState(NamedTuple):
    """All that is shared of a map: what a fold takes, and which entries the file has."""

    head: Head
    base: str
    upto: dict[str, int]
    """The entries that the base has."""
    entries: list[str]
    seals: list[str]
    on_disk: dict[str, int]
    """The entries that the file had when it was saved last."""
    refusals: frozenset[str]
    """Those of them that were refused, as ``client/seq``: their authors may not know yet."""


class Turn(NamedTuple):
    """An entry in its turn: the map after it, and why it was refused ("" where it was not).

    ``is_conflict`` says that it was because another wrote at the same place.
    """

    entry: Entry
    document: Document | None
    why: str
    is_conflict: bool = False


class Fold:
    """The map of a journal. Entries that were folded before, in the same order, are not carried out again.

    Examples
    --------
    >>> fold = Fold()
    >>> edit = {"op": "set_map", "changes": {"title": "A visit"}, "was": {"title": ""}}
    >>> entry = json.dumps({"client": "ana", "seq": 1, "operations": [edit]})
    >>> fold.renew('{"cjm": "1.1", "id": "visit"}', {}, [entry, entry], [])
    >>> fold.document.title, len(fold.steps)
    ('A visit', 1)
    """

    def __init__(self) -> None:
        self.base: Document | None = None
        """The map of the base; None where its text is none."""
        self.steps: list[Turn] = []
        self.certain = 0
        """How many of the steps are sealed; they come first."""
        self._start: tuple[str, Clock] | None = None
        self._texts: list[str] = []

    @property
    def document(self) -> Document | None:
        """The map after all entries."""
        return self.steps[-1].document if self.steps else self.base

    def renew(self, base: str, upto: Clock, entries: Sequence[str], seals: Iterable[str]) -> None:
        """Fold entries into a base.

        Parameters
        ----------
        base
            The text of a file.
        upto
            The entries that it has already.
        entries
            As JSON, in the order in which they stand in the shared array; one may be there twice.
        seals
            The clocks that the server sealed, as JSON, in their order.
        """
        if self._start != (base, upto):
            self._start = base, dict(upto)
            self.base = _read(base)
            self._texts, self.steps = [], []
        texts, self.certain = in_order(entries, seals, upto)
        same = next(
            (at for at, (old, new) in enumerate(zip(self._texts, texts, strict=False)) if old != new),
            min(len(self._texts), len(texts)),
        )
        self._texts = texts
        del self.steps[same:]
        for text in texts[same:]:
            self.steps.append(self._step(entry_of(text), upto))

    @property
    def clock(self) -> dict[str, int]:
        """The last number of every client, in the base or in the journal."""
        assert self._start is not None
        return latest(self._start[1], *({step.entry.client: step.entry.seq} for step in self.steps))

    def seen_by(self, client: str) -> dict[str, int]:
        """What a client has seen, as its next entry says it."""
        standing = (turn.entry.seq for turn in self.steps[self.certain :] if _stands(turn, client))
        first = next(standing, None)
        return self.clock if first is None else {**self.clock, client: first - 1}

    def _step(self, entry: Entry | Unreadable, upto: Clock) -> Turn:
        document = self.document
        if isinstance(entry, Unreadable):
            return Turn(Entry(client=entry.client, seq=entry.seq, operations=()), document, entry.why)
        try:
            if document is None:
                if not entry.operations or not isinstance(entry.operations[0], Replace):
                    raise InvalidOperationError("there is no map yet")
                document = _BLANK
            if entry.seen is not None:
                unseen, is_known = self._unseen(entry.client, entry.seen, upto)
                refused = self._refused(entry.client, entry.seen)
                check_seen(document, entry.operations, unseen, refused=refused, is_known=is_known)
            return Turn(entry, apply_all(document, entry.operations)[0], "")
        except InvalidOperationError as refusal:
            return Turn(entry, self.document, str(refusal), isinstance(refusal, ConflictError))

    def _unseen(self, client: str, seen: Clock, upto: Clock) -> tuple[list[Transaction], bool]:
        """What others did that an author had not seen, and whether that is all."""
        unseen = [
            Transaction(revision=0, operations=entry.operations, label=entry.label)
            for entry, _, why, *_ in self.steps
            if not why and entry.client != client and entry.seq > seen.get(entry.client, 0)
        ]
        return unseen, all(seen.get(other, 0) >= seq for other, seq in upto.items())

    def _refused(self, client: str, seen: Clock) -> list[Operation]:
        """What of an author's own was refused that may have stood on their screen."""
        refused = [entry for entry, _, why, *_ in self.steps if why and entry.client == client]
        return [
            operation
            for entry in refused
            if entry.seq > seen.get(client, 0)
            for operation in entry.operations
        ]


def _stands(turn: Turn, client: str) -> bool:
    return turn.entry.client == client and not turn.why


class Unreadable(NamedTuple):
    """An entry that is no edit at all, and why."""

    client: str
    seq: int
    why: str


def in_order(entries: Iterable[str], seals: Iterable[str], upto: Clock) -> tuple[list[str], int]:
    """Entries in the order in which all fold them, each once, and how many of them are sealed.

    Examples
    --------
    >>> ana, ben = ('{"client": "%s", "seq": 1}' % name for name in ("ana", "ben"))
    >>> in_order([ana, ben, ana], ['{"ben": 1}'], {}) == ([ben, ana], 1)
    True
    """
    turns: dict[str, list[tuple[int, int]]] = {}
    count = 0
    for count, seal in enumerate(seals, 1):
        for client, seq in json.loads(seal).items():
            turns.setdefault(client, []).append((seq, count))
    every: dict[tuple[str, int], tuple[int, str]] = {}
    for text in entries:
        client, seq = author_of(text)
        if seq <= upto.get(client, 0) or (client, seq) in every:
            continue
        turn = next((at for sealed, at in turns.get(client, ()) if seq <= sealed), count + 1)
        every[client, seq] = turn, text
    ordered = sorted(every.values(), key=lambda placed: placed[0])
    return [text for _, text in ordered], sum(turn <= count for turn, _ in ordered)


def latest(*clocks: Clock) -> dict[str, int]:
    """What any of several clocks has seen.

    Examples
    --------
    >>> latest({"ana": 2, "ben": 1}, {"ben": 3})
    {'ana': 2, 'ben': 3}
    """
    result: dict[str, int] = {}
    for clock in clocks:
        for client, seq in clock.items():
            result[client] = max(seq, result.get(client, 0))
    return result


def author_of(text: str) -> tuple[str, int]:
    """The client and number of an entry."""
    value = json.loads(text)
    return str(value["client"]), int(value["seq"])


def entry_of(text: str) -> Entry | Unreadable:
    """An entry; what another version wrote and this one cannot read is refused."""
    value: dict[str, Any] = json.loads(text)
    client, seq = str(value["client"]), int(value["seq"])
    try:
        operations = tuple(decoded(operation, Operation) for operation in value.get("operations", ()))
    except InvalidOperationError as refusal:
        return Unreadable(client, seq, str(refusal))
    return Entry(
        client=client,
        seq=seq,
        operations=operations,
        label=str(value.get("label", "")),
        seen=value.get("seen"),
    )


def _read(text: str) -> Document | None:
    try:
        return loads(text)
    except (FileFormatError, CjmError):
        return None
