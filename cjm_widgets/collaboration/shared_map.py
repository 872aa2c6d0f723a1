"""The map of a room of jupyter-collaboration: what its server loads, shares and saves.

Found by the entry point ``cjm`` of the group ``jupyter_ydoc``, which ``import jupyter_ydoc`` loads: no
other module may import this one first. The browser's half is js/src/lab/room/shared-map.ts.

The room's server leads: it alone says what the journal is folded into (the head), and seals the entries
that have reached it. Each life of a room has keys of its own, so that of two rooms that meet none
overwrites the other; the latest life counts. The file decides what the base is and what it has: when the
room first loads it, when another program changes it, and when browsers come back to a room whose store was
deleted, the base is the file, and the entries that the file does not have are folded into that.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from time import time_ns
from typing import Any

import msgspec
from jupyter_ydoc.ybasedoc import YBaseDoc
from msgspec.structs import replace
from pycrdt import Array, Doc, Map

from cjm_widgets.collaboration.journal import DISK, Fold, Head, JournalState, author_of, latest
from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.storage.canonical import Writer
from cjm_widgets.storage.file import loads

BASE, HEAD, ON_DISK, REFUSALS, BROKEN = "base:", "head:", "disk:", "refusals:", "broken"
"""Keys of the shared map ``file``: texts of bases; by the room's lives the head, what the file has, and what
was refused of that, which its authors may not know yet; a text that is no map."""
MOST_ENTRIES = 200
"""Entries after which a saved journal is compacted: its text becomes the base."""
MOST_REMEMBERED = 200
"""Clients whose last numbers a head keeps, and refused entries that it names."""
SEAL_AFTER = 0.05
"""Seconds that entries are gathered before they are sealed."""
SAVE_EVERY = 3.0
"""Seconds between two requests to save. A room saves a while after the last, so many would put it off."""


class SharedMap(YBaseDoc):  # type: ignore[misc]
    """A map in a room: ``get`` gives the text of its file, ``set`` takes the text that a file has."""

    def __init__(self, ydoc: Any = None, awareness: Any = None) -> None:
        super().__init__(ydoc, awareness)
        self._file = self._ydoc.get("file", type=Map)
        self._journal = self._ydoc.get("journal", type=Array)
        self._seals = self._ydoc.get("seals", type=Array)
        self._fold = Fold()
        self._writer = Writer()
        self._texts: dict[str, tuple[str, dict[str, int]]] = {}
        """The last texts that `get` gave by their hash, with the entries they have."""
        self._save: Callable[[], None] | None = None
        """Asks the room to save; only the room of a server has it, and leads."""
        self._is_writing = False
        self._timers: dict[str, asyncio.TimerHandle] = {}

    @property
    def version(self) -> str:
        """The version of what is shared."""
        return "1.0.0"

    # --- the text of the file

    def get(self) -> str:
        """The text of the file as it should be: the base verbatim while no entry has changed it."""
        head = self._current_head()
        if head is None:
            return ""
        if self._save is not None and self._is_open():
            self._seal(head)
        if head.broken:
            return str(self._file[BROKEN])
        base = self._renew(head)
        document = self._fold.document
        text = base if document == self._fold.base or document is None else self._writer.text(document)
        self._texts[_hash(text)] = text, self._fold.clock
        while len(self._texts) > 2:
            del self._texts[next(iter(self._texts))]
        return text

    def set(self, value: str) -> None:
        """Take the text of the file: the first time as the base, later as what another program made of it."""
        head = self._current_head()
        if head is None:
            life = f"{time_ns():020}.{secrets.token_hex(4)}"
            source = Doc()  # of an id of its own: that of a room which is loading is the same for all
            file = source.get("file", type=Map)
            key = _new_key()
            file[key] = value
            file[HEAD + life] = _text(Head(base=key, life=life, upto={DISK + life: 1}))
            self._ydoc.apply_update(source.get_update())
        else:
            self._take_other_text(value, head)

    def _take_other_text(self, value: str, head: Head) -> None:
        self._seal(head)
        try:
            loads(value)
        except FileFormatError:
            with self._writing():
                self._file[BROKEN] = value
                self._lead_with(replace(head, broken=True), str(self._file[head.base]))
            return
        has = latest(head.upto, *self._on_disk())
        has[DISK + head.life] = has.get(DISK + head.life, 0) + 1
        with self._writing():
            self._rebase(value, replace(head, broken=False), has)
        self._later("save", SAVE_EVERY, self._ask_to_save)

    @property
    def hash(self) -> str | None:
        """The hash of the bytes that the room saved last."""
        return self._ystate.get("hash")  # type: ignore[no-any-return]

    @hash.setter
    def hash(self, value: str) -> None:
        with self._writing():
            self._ystate["hash"] = value
            head = self._current_head()
            if head is None or value not in self._texts:
                return
            text, has = self._texts[value]
            self._note_refusals(head, has)
            self._file[ON_DISK + head.life] = json.dumps(has)
            if len(self._journal) >= MOST_ENTRIES and not head.broken:
                self._rebase(text, head, has)

    # --- leading

    def observe(self, callback: Callable[[str, Any], None]) -> None:
        """Have a room hear of changes that are to be saved; this is its server's copy then, and leads."""
        self.unobserve()
        self._save = partial(callback, "journal", None)
        for shared in (self._journal, self._file):
            self._subscriptions[shared] = shared.observe(self._hear)

    def unobserve(self) -> None:
        """Stop hearing of changes."""
        super().unobserve()
        self._save = None
        for timer in self._timers.values():
            timer.cancel()
        self._timers = {}

    def tidy(self) -> None:
        """Seal what has come, as the room does a moment after a change."""
        head = self._current_head()
        if head is None:
            return
        if not self._is_open():
            self._later("tidy", SEAL_AFTER, self.tidy)
            return
        self._seal(head)

    def _is_open(self) -> bool:
        """Whether anybody is here. What is written while a room loads its store is missing from that."""
        return self.awareness is None or any(self.awareness.states.values())

    def _hear(self, event: Any) -> None:
        if self._is_writing or self._save is None:
            return
        self._later("tidy", SEAL_AFTER, self.tidy)
        if "save" not in self._timers:
            self._ask_to_save()

    def _ask_to_save(self) -> None:
        """Ask the room to save, and again after a while, as long as the file lacks an entry."""
        head = self._current_head()
        if self._save is None or head is None:
            return
        has = latest(head.upto, *self._on_disk())
        if any(seq > has.get(client, 0) for client, seq in map(author_of, self._journal.to_py() or ())):
            self._save()
            self._later("save", SAVE_EVERY, self._ask_to_save)

    def _later(self, what: str, seconds: float, act: Callable[[], None]) -> None:
        """Act in a while, once; never where there is no loop, as in a test."""
        if what in self._timers:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return

        def due() -> None:
            self._timers.pop(what, None)
            act()

        self._timers[what] = loop.call_later(seconds, due)

    def _seal(self, head: Head) -> None:
        sealed = latest(head.upto, *self._on_disk(but=head.life), *map(json.loads, self._seals.to_py() or ()))
        news: dict[str, int] = {}
        for text in self._journal.to_py() or ():
            client, seq = author_of(text)
            if seq > max(sealed.get(client, 0), news.get(client, 0)):
                news[client] = seq
        if news:
            with self._writing():
                self._seals.append(json.dumps(news))

    def _lead_with(self, head: Head, base: str) -> None:
        self._file[head.base] = base
        self._file[HEAD + head.life] = _text(head)
        for key in list(self._file):
            if key.startswith((BASE, HEAD)) and key not in (head.base, HEAD + head.life):
                del self._file[key]

    def _rebase(self, text: str, head: Head, has: dict[str, int]) -> None:
        """Make a text the base that has these entries, and drop them."""
        self._note_refusals(head, has)
        here = {DISK + head.life, *(step.entry.client for step in self._fold.steps)}
        recent = sorted(has, key=here.__contains__)[-MOST_REMEMBERED:]
        upto = {client: has[client] for client in recent}
        self._lead_with(replace(head, base=_new_key(), upto=upto), text)
        for at in range(len(self._journal) - 1, -1, -1):
            client, seq = author_of(self._journal[at])
            if seq <= has.get(client, 0):
                del self._journal[at]
        for at in range(len(self._seals) - 1, -1, -1):
            if all(seq <= has.get(client, 0) for client, seq in json.loads(self._seals[at]).items()):
                del self._seals[at]

    def _note_refusals(self, head: Head, has: dict[str, int]) -> None:
        """Note what was refused of these: their authors may come when the journal has them no more."""
        self._renew(head)
        refusals = [
            f"{turn.entry.client}/{turn.entry.seq}"
            for turn in self._fold.steps
            if turn.why and turn.entry.seq <= has.get(turn.entry.client, 0)
        ]
        before = json.loads(self._file.get(REFUSALS + head.life, "[]"))
        every = list(dict.fromkeys((*before, *refusals)))[-MOST_REMEMBERED:]
        if every != before:
            self._file[REFUSALS + head.life] = json.dumps(every)

    # --- as one of many who have the map open

    def append(self, entry: str) -> None:
        """Put an entry at the end of the journal."""
        with self._ydoc.transaction():
            self._journal.append(entry)
            self.dirty = True

    @property
    def state(self) -> JournalState | None:
        """All that is shared; None before it has arrived."""
        head = self._current_head()
        if head is None or head.base not in self._file:
            return None
        return JournalState(
            head=head,
            base=str(self._file[head.base]),
            upto=latest(head.upto, *self._on_disk(but=head.life)),
            entries=self._journal.to_py() or [],
            seals=self._seals.to_py() or [],
            on_disk=latest(head.upto, *self._on_disk()),
            refusals=frozenset(
                name for key in self._file if key.startswith(REFUSALS) for name in json.loads(self._file[key])
            ),
        )

    # --- reading what is shared

    def _current_head(self) -> Head | None:
        """The head of the latest life: a room that lost its store begins another."""
        every = [key for key in self._file if key.startswith(HEAD)]
        return msgspec.json.decode(self._file[max(every)], type=Head) if every else None

    def _on_disk(self, but: str = "") -> Iterator[dict[str, int]]:
        """What files had when they were saved last, by the lives of this room and of others."""
        for key in list(self._file):
            if key.startswith(ON_DISK) and key != ON_DISK + but:
                yield json.loads(self._file[key])

    def _renew(self, head: Head) -> str:
        base = str(self._file[head.base])
        upto = latest(head.upto, *self._on_disk(but=head.life))
        self._fold.renew(base, upto, self._journal.to_py() or [], self._seals.to_py() or [])
        return base

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Change what is shared in one piece, of which the room need not hear."""
        was, self._is_writing = self._is_writing, True
        try:
            with self._ydoc.transaction():
                yield
        finally:
            self._is_writing = was


def _new_key() -> str:
    """A key that no room has used: of two values of one key only one would stay."""
    return BASE + secrets.token_hex(8)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _text(head: Head) -> str:
    return msgspec.json.encode(head).decode()
