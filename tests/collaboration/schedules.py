"""Three pages with one file open in a room: ``python -m tests.collaboration.schedules COUNT``.

The pages are the shipped TypeScript in another process, the server's half is the real one in this; the rest
of the server (loading, saving, its store, noticing other programs) is played as jupyter-server-ydoc does
it. Updates are late, doubled and lost, pages lose their connection and are reloaded, the server starts again
with its store or without, and another program changes the file. All chance is drawn from the seed. With
``kind="text"`` it is the plain text document of jupyter-collaboration on the same schedules.
"""

from __future__ import annotations

import json
import re
import sys
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from types import SimpleNamespace
from typing import Any, Literal

import msgspec
from jupyter_ydoc import ydocs
from pycrdt import Doc

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Document
from cjm_widgets.storage.file import dumps, loads
from tests.schedules.pages import Pages
from tests.schedules.play import MAP

SOURCE = "js/tests/room/room-pages.ts"
NAMES = ("ana", "ben", "cem")
Kind = Literal["room", "text"]
_GESTURES = (
    *["add_card"] * 5, *["reword"] * 5, *["remove_card"] * 2, *["move_card"] * 3, *["write_cell"] * 2,
    "draw", "draw", "add_part", "rename", "rename", "remove_part", "move_part", "describe",
)  # fmt: skip
_WORD = re.compile(r"\b(?:ana|ben|cem|disk)-\d+\b")


def start_text() -> str:
    """The file that every schedule starts from."""
    return dumps(msgspec.convert(MAP, Document))


def words_in(text: str) -> Counter[str]:
    """The words that somebody wrote."""
    return Counter(_WORD.findall(text))


class Server:
    """A room's server, its store and its file."""

    def __init__(self, kind: Kind, text: str, chance: Random) -> None:
        self.kind = kind
        self._chance = chance
        self.file = text
        self.store: list[bytes] = []
        self.is_up = False
        self.known = text
        """The file as the server last read or wrote it."""
        self.start()

    def start(self) -> None:
        """Open the room: from the store where there is one, and the file, as a document room does."""
        self.is_up = True
        self.ydoc = Doc(client_id=self._chance.getrandbits(32))
        here = SimpleNamespace(states={})  # nobody, while the room loads
        self.map: Any = ydocs["cjm" if self.kind == "room" else "file"](self.ydoc, here)
        self.map.observe(lambda target, event: None)
        for update in self.store:
            self.ydoc.apply_update(update)
        if not self.store:
            source = Doc(client_id=0)
            ydocs["cjm" if self.kind == "room" else "file"](source).set(self.file)
            self.ydoc.apply_update(source.get_update())
            self.store.append(self.ydoc.get_update())
        elif self.map.get() != self.file:
            self.map.set(self.file)
            self.store.append(self.ydoc.get_update())
        self.known = self.file
        self._stored = self.ydoc.get_state()
        here.states[0] = {"user": "somebody"}

    def stop(self, *, forget: bool) -> None:
        """End the server, with its store or without."""
        self.is_up = False
        self.note()
        if forget:
            self.store = []

    def note(self) -> None:
        """Put what has changed into the store."""
        update = self.ydoc.get_update(self._stored)
        self._stored = self.ydoc.get_state()
        self.store.append(update)

    def save(self) -> None:
        """Save the file, or take up what another program made of it."""
        if self.file != self.known:
            self.poll()
            return
        self.file = self.known = self.map.get()
        self.map.hash = sha256(self.file.encode()).hexdigest()

    def poll(self) -> None:
        """Look whether another program has changed the file."""
        if self.file != self.known:
            self.known = self.file
            if self.map.get() != self.file:
                self.map.set(self.file)

    def tidy(self) -> None:
        """What the room does by itself a moment after a change."""
        if self.kind == "room":
            self.map.tidy()


@dataclass
class Page:
    """A page's connection: what is on its way, and whether it is connected."""

    name: str
    is_open: bool = False
    up: list[bytes] = field(default_factory=list)
    down: list[bytes] = field(default_factory=list)
    seen: bytes = b""
    """The state of the server's document up to which updates were sent."""


@dataclass
class Verdict:
    """What a schedule came to: everything but ``log`` is empty or true where all is well."""

    unequal: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)
    is_map: bool = True
    edits: int = 0
    log: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nothing is amiss."""
        return self.is_map and not (self.unequal or self.lost or self.doubled or self.unsaved)


class Schedule:
    """One seed, played in pages of one process."""

    def __init__(self, seed: int, pages: Pages, kind: Kind = "room") -> None:
        self._chance = Random(seed)
        self._pages = pages
        self._kind = kind
        self._text = start_text()
        self._server = Server(kind, self._text, self._chance)
        self._every = {name: Page(f"{seed}-{kind}-{name}") for name in NAMES}
        self._written: dict[str, str] = {}
        self._gone: set[str] = set()
        """Words that somebody who saw them took away or replaced."""
        self._count = 0
        self.verdict = Verdict()
        self._faults = self._chance.choice((0.0, 0.1, 0.3))

    def play(self) -> Verdict:
        """Play it to the end, calm down, and look."""
        for page in self._every.values():
            self._do("open", page, kind=self._kind, id=self._chance.getrandbits(32))
            self._connect(page)
        for _ in range(self._chance.choice((30, 60, 120))):
            self._step()
        self._calm()
        self._look()
        for page in self._every.values():
            self._do("close", page)
        return self.verdict

    def _step(self) -> None:
        chance = self._chance
        what = chance.random()
        page = chance.choice(list(self._every.values()))
        if what < 0.35:
            self._edit(page)
        elif what < 0.38:
            self._count_change(page, self._do(chance.choice(("undo", "redo")), page))
        elif what < 0.42:
            keep = chance.choice(("mine", "theirs"))
            self._count_change(page, self._do("resolve", page, at=chance.randrange(9), keep=keep))
        elif what < 0.75:
            self._carry(page)
        elif what < 0.82:
            if self._server.is_up:
                self._server.tidy()
                self._broadcast()
        elif what < 0.9:
            if self._server.is_up:
                self._server.save()
                self._log("saved")
                self._broadcast()
        elif what < 0.93:
            self._connect(page) if not page.is_open else self._disconnect(page)
        elif what < 0.94:
            self._reload(page)
        elif what < 0.955:
            self._change_file()
        elif what < 0.97 and self._server.is_up:
            forget = chance.random() < 0.5
            self._log(f"the server ends{', without its store' if forget else ''}")
            self._server.stop(forget=forget)
            for other in self._every.values():
                self._disconnect(other)
        elif not self._server.is_up:
            self._restart()

    def _reload(self, page: Page) -> None:
        self._log(f"{page.name} is reloaded")
        self._disconnect(page)
        self._do("reload", page, kind=self._kind, id=self._chance.getrandbits(32))
        self._connect(page)

    def _restart(self) -> None:
        self._log("the server is back")
        self._server.start()
        for page in self._every.values():
            if self._chance.random() < 0.7:
                self._connect(page)

    # --- edits

    def _edit(self, page: Page) -> None:
        name = page.name.rpartition("-")[2]
        self._count += 1
        word = f"{name}-{self._count}"
        gesture = self._chance.choice(_GESTURES)
        draw = {"name": gesture, "chance": [self._chance.random() for _ in range(3)], "text": word}
        answer = self._do("gesture", page, **draw)
        if answer is None or answer["why"]:
            return
        self._log(f"{name} {gesture} {word}: {json.dumps(answer['operations'])[:300]}")
        self.verdict.edits += 1
        if word in answer["after"]:
            self._written[word] = page.name
        self._count_change(page, answer)

    def _count_change(self, page: Page, answer: dict[str, Any] | None) -> None:
        """What an author saw and took away is not lost."""
        if answer is None:
            return
        taken = words_in(answer["before"]) - words_in(answer["after"])
        if taken:
            self._log(f"{page.name} takes away {sorted(taken)}")
        self._gone |= set(taken)

    def _change_file(self) -> None:
        """Another program writes the file: it adds a card, and sometimes takes one away."""
        try:
            document = json.loads(self._server.file)
        except json.JSONDecodeError:
            return
        lanes = [lane["id"] for lane in document.get("lanes", []) if lane.get("kind", "cards") == "cards"]
        stages = [stage["id"] for stage in document.get("stages", [])]
        if not lanes or not stages:
            return
        before = words_in(self._server.file)
        self._count += 1
        word = f"disk-{self._count}"
        row = document.setdefault("cells", {}).setdefault(self._chance.choice(lanes), {})
        cell = row.setdefault(self._chance.choice(stages), [])
        if cell and self._chance.random() < 0.3:
            cell.pop(0)
        cell.append({"id": word, "text": word})
        self._server.file = json.dumps(document)
        self._written[word] = "disk"
        self._gone |= set(before - words_in(self._server.file))
        self._log(f"another program writes {word}")
        if self._server.is_up and self._chance.random() < 0.5:
            self._server.poll()

    # --- the network

    def _do(self, what: str, page: Page, **fields: Any) -> Any:
        reply = self._pages.exchange(what, page=page.name, **fields)
        page.up += [b64decode(update) for update in reply["updates"]] if page.is_open else []
        return reply["answer"]

    def _connect(self, page: Page) -> None:
        """Both tell each other what they lack, as when a room is joined."""
        server = self._server
        if not server.is_up:
            return
        page.is_open = True
        page.up, page.down = [], []
        state = b64decode(self._do("state", page))
        down = server.ydoc.get_update(state)
        up = self._do("diff", page, state=b64encode(server.ydoc.get_state()).decode())
        self._receive(b64decode(up))
        self._do("update", page, update=b64encode(down).decode())
        page.seen = server.ydoc.get_state()

    def _disconnect(self, page: Page) -> None:
        page.is_open = False
        page.up, page.down = [], []

    def _receive(self, update: bytes) -> None:
        self._server.ydoc.apply_update(update)
        self._server.note()

    def _broadcast(self) -> None:
        self._server.note()
        for page in self._every.values():
            if page.is_open:
                page.down.append(self._server.ydoc.get_update(page.seen))
                page.seen = self._server.ydoc.get_state()

    def _carry(self, page: Page) -> None:
        """Deliver a few updates; some are doubled, or lost with all after them, as the socket breaks."""
        if not page.is_open:
            return
        for way in ("up", "down"):
            queue: list[bytes] = getattr(page, way)
            for _ in range(min(len(queue), self._chance.randint(0, 4))):
                update = queue.pop(0)
                if self._chance.random() < self._faults / 3:
                    self._disconnect(page)
                    return
                if self._chance.random() < self._faults:
                    queue.insert(0, update)
                if way == "up":
                    self._receive(update)
                else:
                    self._do("update", page, update=b64encode(update).decode())
        if self._chance.random() < 0.7:
            self._broadcast()

    def _calm(self) -> None:
        self._log("calm")
        if not self._server.is_up:
            self._server.start()
        for _ in range(3):  # conflicts that are met again take another round
            for _ in range(2):
                for page in self._every.values():
                    self._connect(page)
                self._server.poll()
                self._server.tidy()
            self._server.save()
        for page in self._every.values():
            self._connect(page)

    # --- the end

    def _look(self) -> None:
        verdict, text = self.verdict, self._server.map.get()
        looks = {page.name: self._do("look", page) for page in self._every.values()}
        for name, look in looks.items():
            if look["text"] != text and not _same(look["text"], text):
                verdict.unequal.append(f"{name} has {look['text']}, the server {text}")
            if self._kind == "room" and look["status"] != "saved":
                verdict.unsaved.append(f"{name} reads {look['status']!r}")
        if not _same(self._server.file, text):
            verdict.unsaved.append("the file lacks something")
        try:
            loads(text)
        except FileFormatError as error:
            verdict.is_map = False
            self._log(str(error))
        there = words_in(" ".join(_texts(text)))
        shown = {name: words_in(" ".join(look["shown"])) for name, look in looks.items()}
        for word, author in self._written.items():
            everywhere = shown.get(author, Counter())
            if not there[word] and word not in self._gone and not everywhere[word]:
                verdict.lost.append(word)
            if there[word] > 1:
                verdict.doubled.append(word)

    def _log(self, text: str) -> None:
        self.verdict.log.append(text)


def _texts(text: str) -> list[str]:
    """The texts of a file's values, without its ids, which may hold a word as well."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return [text]

    def within(value: Any) -> list[str]:
        if isinstance(value, str):
            return [value]
        if isinstance(value, list):
            return [word for item in value for word in within(item)]
        if isinstance(value, dict):
            return [word for key, item in value.items() if key != "id" for word in within(item)]
        return []

    return within({**value, "emotion": {}, "future": {}})


def _same(one: str, other: str) -> bool:
    try:
        return loads(one) == loads(other)
    except FileFormatError:
        return one == other


def summary(kind: str, every: list[Verdict]) -> str:
    """What several schedules came to, in numbers."""
    lost, doubled = ([getattr(one, what) for one in every] for what in ("lost", "doubled"))
    return (
        f"{kind}: {len(every)} schedules with {sum(one.edits for one in every)} edits; "
        f"{sum(bool(one.unequal) for one in every)} unequal, "
        f"{sum(map(len, lost))} edits lost in {sum(map(bool, lost))}, "
        f"{sum(map(len, doubled))} doubled in {sum(map(bool, doubled))}, "
        f"{sum(not one.is_map for one in every)} no map any more"
    )


def main() -> int:
    """Play seeds of both kinds, print the numbers, and fail where a room did not do well."""
    first, count = (int(sys.argv[2]), 1) if sys.argv[1] == "--seed" else (0, int(sys.argv[1]))
    failed = 0
    with Pages(SOURCE) as pages:
        for kind in ("room", "text"):
            every = []
            for seed in range(first, first + count):
                verdict = Schedule(seed, pages, kind).play()  # type: ignore[arg-type]
                every.append(verdict)
                if kind == "room" and not verdict.is_well:
                    failed += 1
                    print(
                        f"seed {seed}: unequal {len(verdict.unequal)}, lost {verdict.lost}, doubled "
                        f"{verdict.doubled}, unsaved {verdict.unsaved}, map {verdict.is_map}"
                    )
                if count == 1:
                    print("\n".join(verdict.log), *verdict.unequal, sep="\n")
            print(summary(kind, every))
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
