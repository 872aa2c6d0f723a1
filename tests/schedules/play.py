"""One schedule: two browsers and Python edit a map while messages are lost, doubled, late and out of order.

The kernel's session and journey are the real ones, in this process; the browsers' protocol is the shipped
TypeScript in another. All that is left to chance is drawn from the seed, and time is the schedule's own:
``python -m tests.schedules SEED`` plays it again and prints what happened.
"""

from __future__ import annotations

import contextlib
import heapq
import io
import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import msgspec

import cjm_widgets as cjm
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.history import Transaction
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Move, MoveCard, Operation
from cjm_widgets.frames.tables import cards_frame, cells_frame, emotion_frame
from cjm_widgets.journey import notebook
from cjm_widgets.storage import file
from cjm_widgets.widgets.session import Session, session_of
from tests.contract import any_operation
from tests.schedules.ledger import PYTHON, Ledger, Plain, Step
from tests.schedules.pages import Pages, Reply

READERS = ("ann", "ben")
CALM = 200_000
"""ms after the last edit in which everything must have come to rest: longer than edits count as abandoned."""

MAP: Plain = {
    "id": "visit",
    "title": "A visit",
    "personas": [{"id": "maya", "name": "Maya"}],
    "phases": [{"id": "start", "name": "Start"}],
    "stages": [
        {"id": "arrive", "name": "Arrive", "phase": "start"},
        {"id": "wait", "name": "Wait"},
        {"id": "leave", "name": "Leave"},
    ],
    "lanes": [
        {"id": "emotion", "name": "Emotion", "kind": "emotion", "role": "emotion"},
        {"id": "actions", "name": "Actions"},
        {"id": "pain", "name": "Pain points"},
    ],
    "cells": {
        "actions": {"arrive": [{"id": "a1", "text": "Parks"}]},
        "pain": {
            "wait": [
                {
                    "id": "p1",
                    "text": "Too long",
                    "severity": 2,
                    "evidence": "data",
                    "source": "Survey",
                    "n": 4,
                },
                {"id": "p2", "text": "No seat"},
            ]
        },
    },
    "emotion": {"maya": {"arrive": {"value": -1}}},
}
_GESTURES = (
    *["first_card"] * 3, *["add_card"] * 3, *["reword"] * 5, *["detail"] * 3, *["remove_card"] * 2,
    "remove_cards", *["move_card"] * 3, *["write_cell"] * 2, "write_block", *["draw"] * 3, "add_part",
    "rename", "rename", "remove_part", "move_part", "describe", "describe",
)  # fmt: skip


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return msgspec.json.decode(msgspec.json.encode(value))


class Link:
    """One page's way to the kernel: a view of the journey, whose messages the schedule carries."""

    part = "map"
    versions = None

    def __init__(self, schedule: Schedule, client: str, who: str, seed: str) -> None:
        self.client, self.who = client, who
        self.chance = Random(seed)
        self.life = schedule.life
        self.count = 0
        self.is_open = True
        self.cut = "open"
        """``open``; ``silent``: messages are lost and nobody says so; ``closed``: the page knows."""
        self.queue: list[Callable[[], None]] = []
        self._schedule = schedule

    def send(self, content: Any) -> None:
        """What the session sends to the page."""
        self._schedule.carry_down(self, json.loads(json.dumps(content, allow_nan=False)))


class Schedule:
    """Plays one seed; ``faults`` are what should not have happened, ``transcript`` is what did."""

    def __init__(self, seed: int, pages: Pages, folder: Path, edits: int = 0) -> None:
        self.seed = seed
        self.transcript: list[str] = []
        self.ledger = Ledger()
        self.life = 0
        self._chance = chance = Random(seed)
        self._pages = pages
        self._path = folder / f"{seed}.cjm.json"
        self.edits = edits or chance.choice((8, 15, 25, 40))
        self._queue: list[tuple[float, str, int, Callable[[], None]]] = []
        self._count = 0
        self._now = 0.0
        self._next: float | None = None
        self._storm = True
        self._loss, self._doubling = chance.choice((0, 0.1, 0.4)), chance.choice((0, 0.1, 0.3))
        self._slowness = chance.choice((5, 200, 3_000))
        self._tells = chance.random() < 0.8
        self._subshells = chance.random() < 0.6
        self._links: dict[str, Link] = {}
        """The open link of each reader."""
        self._journey: cjm.Journey | None = None
        self._cell_saw: Plain | None = None
        """The map that the frames showed when the cell began that runs now."""
        self._unfinished: set[str] = set()
        """What that cell wrote, of which nobody knows before its end."""
        self._waiting: list[Callable[[], None]] = []
        self._words = 0
        self._saws: dict[tuple[str, int], Plain] = {}
        self._maps: Plain = MAP

    # --- the play

    def play(self) -> list[str]:
        """Play to the end; what should not have happened, as sentences."""
        stderr = io.StringIO()
        with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stderr(stderr):
            warnings.simplefilter("always")
            try:
                self._play()
            finally:
                notebook._CELLS.thread = None
        self._path.unlink(missing_ok=True)
        for warning in caught:
            self.ledger.show(str(warning.message))
        self.ledger.show(stderr.getvalue())
        self.ledger.close(self._maps)
        return self.ledger.faults

    def _play(self) -> None:
        self._open()
        at = 1_000.0
        for _ in range(self.edits):
            at += self._chance.choice((0, 0, 20, 150, 800))
            self._at(at, self._somebody_edits)
        for _ in range(max(1, self.edits // 50)):
            for trouble, likely in self._troubles():
                if self._chance.random() < likely:
                    self._at(1_000 + self._chance.random() * (at - 1_000), trouble)
        self._run_until(at + 30_000)
        self._calm()
        self._run_until(self._now + CALM)
        if self._chance.random() < 0.5:
            for who in READERS:
                self._note(f"{who} makes what was left behind again")
                self._do("leftovers", client=self._links[who].client)
        self._run_until(self._now + 60_000)
        self._check_end()

    def _troubles(self) -> Iterator[tuple[Callable[[], None], float]]:
        """What may happen besides edits, and how likely."""
        yield from ((self._cut, 0.5), (self._cut, 0.3), (self._cell, 0.6), (self._cell, 0.4))
        yield from ((self._reload_page, 0.25), (self._restart_kernel, 0.25))

    def _open(self) -> None:
        self._do("reset")
        file.save(decoded(MAP, Document), self._path)
        self._start_kernel()
        self._run_until(1_000)

    def both_fill_one_cell(self) -> list[str]:
        """Instead of a play: two readers who see the same empty cell add its first card; the cards of it."""
        self._storm = False
        self._open()
        for who in READERS:
            place = {"name": "first_card", "chance": [0.0], "text": self._word(who)}
            self._accept(who, self._do("gesture", client=self._links[who].client, **place).answer)
        self._run_until(20_000)
        self._check_end()
        return [card["text"] for card in self._maps["cells"]["actions"]["wait"]]

    def _calm(self) -> None:
        self._storm = False
        if notebook.cell_is_running():
            self._end_cell()
        for link in self._links.values():
            if link.cut != "open":
                self._mend(link)
        self._note("calm")
        assert self._journey is not None
        self._python(lambda: self._journey.set_map(scenario="Calm again"))  # type: ignore[union-attr]

    def _check_end(self) -> None:
        assert self._journey is not None
        document = self._journey.document
        self._maps = plain(document)
        if file.dumps(file.read(self._path)) != file.dumps(document):
            self.ledger.faults.append("the file does not hold the map")
        for name, frame in (("frame", cells_frame), ("emotion", emotion_frame), ("cards", cards_frame)):
            shown, map_now = getattr(self._journey, name), frame(document)
            if not shown.equals(map_now):
                both = [f"{one.to_dict()}\n{one.dtypes.to_dict()}" for one in (shown, map_now)]
                self.ledger.faults.append(
                    f"journey.{name} does not show the map: it is\n{both[0]}, not\n{both[1]}"
                )
        for who, link in self._links.items():
            look = self._do("look", client=link.client).answer
            if look["status"] != {"kind": "saved"}:
                self.ledger.faults.append(
                    f"{who} reads {look['status']} at the end, with {look['unsaved']!r}"
                )
            for what in ("document", "confirmed"):
                if decoded(look[what], Document) != document:
                    self.ledger.faults.append(f"the {what} of {who} is not the kernel's: {look[what]}")

    # --- time

    def _at(self, time: float, event: Callable[[], None], name: str = "") -> None:
        self._count += 1
        heapq.heappush(self._queue, (max(time, self._now), name, self._count, event))

    def _run_until(self, end: float) -> None:
        while True:
            due = self._queue[0][0] if self._queue else end
            first = min(due, self._next if self._next is not None else end, end)
            if self._next is not None and self._next <= first:
                self._now = max(self._now, self._next)
                self._do("advance", to=self._now)
            elif due <= first and self._queue and due <= end:
                self._now = max(self._now, due)
                self._do("advance", to=self._now)
                heapq.heappop(self._queue)[3]()
            else:
                break
        self._now = end
        self._do("advance", to=end)

    def _note(self, text: str) -> None:
        self.transcript.append(f"{self._now / 1000:9.3f} {text}")

    # --- the pages

    def _do(self, what: str, **fields: Any) -> Reply:
        reply = self._pages.do(what, **fields)
        self._next = reply.next
        for text in reply.shown:
            self._note(f"shown: {text}")
            self.ledger.show(text)
        for letter in reply.sent:
            message, client = letter["message"], letter["client"]
            if "saw" in letter:
                self._saws[client, message["seq"]] = letter["saw"]
            link = next((link for link in self._links.values() if link.client == client), None)
            if link is not None:
                self._carry_up(link, letter["letter"], message)
        return reply

    def _open_page(self, who: str) -> None:
        assert self._journey is not None
        old = self._links.get(who)
        if old is not None:
            old.is_open = False
            self._do("close", client=old.client)
        number = self._count = self._count + 1
        client = f"{who}@{number}"
        link = self._links[who] = Link(self, client, who, f"{self.seed}/{client}")
        session = session_of(self._journey)
        session.join(link)
        self._note(f"{who} opens the page as {client}")
        self._do("open", page=who, client=client, snapshot=json.loads(json.dumps(session.snapshot())))

    def _reload_page(self) -> None:
        if self._journey is not None:
            self._open_page(self._chance.choice(READERS))

    def _cut(self) -> None:
        link = self._links[self._chance.choice(READERS)]
        if link.cut != "open":
            return
        link.cut = self._chance.choice(("silent", "closed"))
        throws = link.cut == "closed" and self._chance.random() < 0.2
        self._note(f"the connection of {link.who} is cut, {link.cut}{', sending throws' if throws else ''}")
        if link.cut == "closed":
            self._line(link, "closed", "Cannot send" if throws else None)
        self._at(self._now + self._chance.choice((500, 4_000, 20_000)), lambda: self._mend(link))

    def _mend(self, link: Link) -> None:
        if link.cut == "open" or not link.is_open:
            return
        cut, link.cut = link.cut, "open"
        self._note(f"the connection of {link.who} is back")
        if cut == "closed":
            self._line(link, "open", None)
        for message in link.queue:
            message()
        link.queue.clear()

    def _line(self, link: Link, state: str, cannot_send: str | None) -> None:
        self._do("line", client=link.client, state=state, cannotSend=cannot_send)

    # --- the network

    def _delay(self, link: Link) -> float:
        return 2 + (link.chance.random() * self._slowness if self._storm else 0)

    def _copies(self, link: Link) -> int:
        lost, doubled = link.chance.random(), link.chance.random()
        if not self._storm:
            return 1
        return 0 if lost < self._loss else 2 if doubled < self._doubling else 1

    def _carry_up(self, link: Link, letter: int, message: Plain) -> None:
        def arrive() -> None:
            self._arrive(link, letter, message)

        def post() -> None:
            self._at(self._now + self._delay(link), arrive, link.client)

        for _ in range(self._copies(link)):
            if link.cut == "open":
                post()
            elif link.cut == "closed":
                link.queue.append(post)  # JupyterLab sends it when the connection is back

    def carry_down(self, link: Link, message: Plain) -> None:
        """A message of the session to a page."""

        def arrive() -> None:
            if link.is_open and link.cut == "open":
                self._note(f"{link.who} <- {brief(message)}")
                self._do("deliver", client=link.client, message=message)

        if link.cut == "open":
            for _ in range(self._copies(link)):
                self._at(self._now + self._delay(link), arrive, link.client)

    def _tell(self, link: Link, letter: int, state: str) -> None:
        def arrive() -> None:
            if link.is_open and link.cut == "open":
                self._do("status", letter=letter, state=state)

        if self._tells and link.cut == "open" and self._copies(link):
            self._at(self._now + self._delay(link), arrive, link.client)

    # --- the kernel

    def _start_kernel(self) -> None:
        self.life += 1
        journey = self._journey = cjm.read(self._path)
        for name in ("frame", "emotion", "cards"):
            getattr(journey, name)  # made, so that it must be kept up to date
        session = session_of(journey)
        session.epoch = f"life {self.life}"
        self._watch(journey, session)
        for who in READERS:
            self._open_page(who)

    def _restart_kernel(self) -> None:
        """The kernel is killed; after a while its cell is run again, which makes the maps anew."""
        if self._journey is None:
            return
        if notebook.cell_is_running():
            notebook._CELLS.thread = None
            self._cell_saw = None
        self._maps = plain(self._journey.document)
        self._journey = None
        self._waiting = []
        self.ledger.give_up(self._unfinished)
        self._note("the kernel is killed")
        if self._chance.random() < 0.5:
            for link in self._links.values():
                self._do("probe", client=link.client)
        self._at(self._now + self._chance.choice((50, 1_500, 9_000)), self._run_again)

    def _run_again(self) -> None:
        self._note("the kernel is back, the cell is run again")
        if file.dumps(file.read(self._path)) != file.dumps(decoded(self._maps, Document)):
            self.ledger.faults.append("the file of the killed kernel does not hold the map")
        for link in self._links.values():
            link.cut = "open"
        self._start_kernel()

    def _arrive(self, link: Link, letter: int, message: Plain) -> None:
        if self._journey is not None and notebook.cell_is_running() and not self._subshells:
            self._waiting.append(lambda: self._take(link, letter, message))
        else:
            self._take(link, letter, message)

    def _take(self, link: Link, letter: int, message: Plain) -> None:
        self._tell(link, letter, "busy")
        if self._journey is not None and link.life == self.life:
            self._note(f"{link.who} -> {brief(message)}")
            session_of(self._journey).receive(link, message)
        self._tell(link, letter, "idle")

    def _watch(self, journey: cjm.Journey, session: Session) -> None:
        """Have every transaction judged."""
        schedule, before = self, plain(journey.document)

        class Judge:
            def on_transaction(self, transaction: Transaction) -> None:
                nonlocal before
                after = plain(journey._core.editing.history.document)
                edit = transaction.origin
                places = tuple(
                    (op.what, op.id) if isinstance(op, Move) else ("card", op.card)
                    for op in transaction.operations
                    if isinstance(op, Move) or (isinstance(op, MoveCard) and _within_cell(op))
                )
                step = Step(transaction.revision, before, after, places)
                who = edit.client.split("@")[0] if edit is not None else PYTHON
                saw = before
                if edit is not None:
                    saw = schedule._saws[edit.client, edit.seq]
                elif schedule._cell_saw is not None:
                    saw = schedule._cell_saw
                schedule._note(
                    f"revision {transaction.revision} by {who}: {brief(plain(transaction.operations))}"
                )
                schedule.ledger.apply(
                    who, edit and {"client": edit.client, "seq": edit.seq, "base": edit.base}, saw, step
                )
                before = after

            def on_clash(self, clash: Any) -> None:
                schedule.ledger.show(str(clash))

            def on_loss(self, transaction: Any) -> bool:
                return False

            def on_measured(self) -> None: ...
            def on_kept(self, why: str, note: str) -> None:
                schedule.ledger.faults.append(f"the file was not kept: {why}{note}")

            def on_selected(self, *_: Any) -> None: ...

        journey._core.listen(Judge())

    # --- edits

    def _word(self, who: str) -> str:
        self._words += 1
        return f"{who}-{self._words}"

    def _somebody_edits(self) -> None:
        who = self._chance.choice((*READERS, *READERS, PYTHON))
        if who == PYTHON:
            if self._journey is not None:
                self._python(self._edit_in_python)
            return
        client, what = self._links[who].client, self._chance.random()
        if what < 0.08:
            self._note(f"{who} presses undo")
            self._do("undo", client=client)
        elif what < 0.12:
            self._note(f"{who} presses redo")
            self._do("redo", client=client)
        elif what < 0.22:
            keep = self._chance.choice(("mine", "theirs"))
            conflict = self._do("resolve", client=client, at=self._chance.randrange(9), keep=keep).answer
            if conflict:
                self._note(f"{who} keeps {keep} of {conflict['id']}")
        elif what < 0.4:
            look = self._do("look", client=client).answer
            operation = self._draw(look["document"], lambda drawn: drawn.get("op") != "replace")
            self._accept(who, self._do("operation", client=client, operation=operation).answer)
        else:
            chance = [self._chance.random() for _ in range(3)]
            name = self._chance.choice(_GESTURES)
            self._accept(
                who, self._do("gesture", client=client, name=name, chance=chance, text=self._word(who)).answer
            )

    def _accept(self, who: str, made: Plain | None) -> None:
        if made is None:
            return
        self._note(
            f"{who} edits: {brief(made['operations'])}{' REFUSED: ' + made['why'] if made['why'] else ''}"
        )
        if not made["why"]:
            self.ledger.accept(who, made["before"], made["left"])

    def _python(self, edit: Callable[[], None]) -> None:
        try:
            edit()
        except CjmError as error:
            self._note(f"Python: {error}")

    def _edit_in_python(self) -> None:
        journey, chance, word = self._journey, self._chance, self._word("py")
        assert journey is not None
        if notebook.cell_is_running():
            return
        what = chance.random()
        if what < 0.5:
            with self._within_cell():
                self._write_frame(word)
        elif what < 0.6:
            self._note(f"Python undoes: {journey.undo()}")
        elif what < 0.65:
            self._note(f"Python redoes: {journey.redo()}")
        else:
            operation = self._draw(plain(journey.document))
            if "document" in operation:
                operation["document"] = {**operation["document"], "id": MAP["id"]}  # it stays this map
            journey.apply(decoded(operation, Operation))

    def _draw(self, map: Plain, suits: Callable[[Any], bool] = lambda _: True) -> Any:
        """Any operation, its fields drawn at random."""
        usual: Plain = {"cells": {}, "emotion": {}, "stages": [], "lanes": [], "personas": [], "phases": []}
        drawn = any_operation.operations(self._chance, dict(usual | map))
        return next(without_extra(one) for one in drawn if isinstance(one, dict) and suits(one))

    def _write_frame(self, word: str) -> None:
        journey, chance = self._journey, self._chance
        assert journey is not None
        frame = chance.choice((journey.frame, journey.frame, journey.cards, journey.emotion))
        if not frame.size:
            return
        row, column = chance.randrange(len(frame)), chance.randrange(len(frame.columns))
        value: Any = word
        if frame is journey.cards:
            column = frame.columns.get_loc("text")
        elif frame is journey.emotion:
            value = chance.choice((-2.0, 0.5, 2.0, float("nan")))
        elif chance.random() < 0.3:
            value = f"{frame.iat[row, column]}\n{word}".strip()
        self._note(f"Python writes {value!r} at {row}, {column} of {frame.shape}")
        self.ledger.write(word if isinstance(value, str) else None, str(frame.iat[row, column]), str(value))
        self._unfinished.add(word)
        frame.iloc[row, column] = value

    # --- cells that take their time

    @contextlib.contextmanager
    def _within_cell(self) -> Iterator[None]:
        self._begin_cell()
        yield
        self._end_cell()

    def _begin_cell(self) -> None:
        assert self._journey is not None
        notebook._CELLS.begin(None)
        self._cell_saw = plain(self._journey.document)

    def _end_cell(self) -> None:
        self._note("the cell ends")
        notebook._CELLS.thread = None
        if self._journey is not None:
            with contextlib.redirect_stderr(io.StringIO()) as printed:
                notebook.take_up(self._journey._core)
            if "All edits of the frames since the last cell are put back." in printed.getvalue():
                self.ledger.put_back(self._unfinished)
            self.ledger.show(printed.getvalue())
        self._cell_saw = None
        self._unfinished.clear()
        waiting, self._waiting = self._waiting, []
        if self._chance.random() < 0.5:
            self._chance.shuffle(waiting)
        for message in waiting:
            message()

    def _cell(self) -> None:
        """A cell that writes to frames now and then, for a while."""
        if self._journey is None or notebook.cell_is_running():
            return
        self._note("a cell begins")
        self._begin_cell()
        journey, length = self._journey, self._chance.choice((300, 3_000, 15_000))

        def write() -> None:
            if self._journey is journey and notebook.cell_is_running():
                self._write_frame(self._word("py"))

        def end() -> None:
            if self._journey is journey and notebook.cell_is_running():
                self._end_cell()

        for _ in range(self._chance.choice((1, 3, 6))):
            self._at(self._now + self._chance.random() * length, write)
        self._at(self._now + length, end)


def _within_cell(operation: MoveCard) -> bool:
    return (operation.stage, operation.lane) == (operation.to_stage, operation.to_lane)


def without_extra(drawn: Any) -> Any:
    """An operation without what only a newer version of the file could have in it."""
    if isinstance(drawn, dict):
        return {key: without_extra(value) for key, value in drawn.items() if key != "extra"}
    return [without_extra(item) for item in drawn] if isinstance(drawn, list) else drawn


def brief(message: Any) -> str:
    """A message on one line, documents and numbers left out."""
    if isinstance(message, dict):
        message = {
            key: value
            for key, value in message.items()
            if key not in ("measured", "steps", "epoch", "document", "client")
        }
    return json.dumps(message, ensure_ascii=False)[:600]
