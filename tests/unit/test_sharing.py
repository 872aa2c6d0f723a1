"""Journeys that share a room: what each does reaches the other, and what meets another edit is said."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest

import cjm_widgets as cjm
from cjm_widgets.collaboration.journal import Fold, Head, JournalState
from cjm_widgets.document.errors import CjmError, CjmWarning
from cjm_widgets.document.operations import Operation
from cjm_widgets.journey import sharing
from cjm_widgets.widgets.session import session_of


class Journal:
    """What all who are in a room share, with a server that seals when it is told to."""

    def __init__(self, text: str) -> None:
        self.base, self.head = text, Head(base="base:1", life="1")
        self.entries: list[str] = []
        self.seals: list[str] = []
        self.upto: dict[str, int] = {}
        self.refusals: frozenset[str] = frozenset()
        self.rooms: list[Room] = []

    def seal(self, *rooms: Room) -> None:
        """Take up what these have written, in this order, and tell everybody."""
        for room in rooms:
            self.entries += room.outbox
            room.outbox = []
            self.seals.append(json.dumps({room.client: room.seq}))
        for room in self.rooms:
            assert room.on_news()


class Room:
    """One client's place in it; what it writes stays there until the server takes it up."""

    def __init__(self, journal: Journal) -> None:
        self.journal, self.client, self.seq = journal, f"client-{len(journal.rooms)}", 0
        self.fold, self.is_here, self.outbox = Fold(), True, list[str]()
        self.on_news: Callable[[], bool] = lambda: True
        self.is_saved = True
        journal.rooms.append(self)
        self.renew()

    def append(self, operations: Sequence[Operation], label: str, seen: dict[str, int] | None) -> int:
        self.seq += 1
        entry = {"client": self.client, "seq": self.seq, "operations": operations, "label": label}
        self.outbox.append(msgspec.json.encode(entry | ({"seen": seen} if seen is not None else {})).decode())
        return self.seq

    def renew(self) -> JournalState:
        here = self.journal
        entries = [*here.entries, *self.outbox]
        self.fold.renew(here.base, here.upto, entries, here.seals)
        return JournalState(here.head, here.base, here.upto, entries, here.seals, {}, here.refusals)

    def save(self, seconds: float) -> bool:
        return self.is_saved

    def soon(self) -> None:
        self.on_news()

    def leave(self) -> None:
        self.journal.rooms.remove(self)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two stages."""
    path = tmp_path / "visit.cjm.json"
    cjm.Journey(["Arrive", "Wait"], lanes=["Actions"], title="A visit").save(path)
    return path


@pytest.fixture
def journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """The journal of that file, whose room `cjm.read` joins."""
    journal = Journal(path.read_text())
    monkeypatch.setattr(sharing, "join_room", lambda _: Room(journal))
    return journal


def test_edits_of_two_journeys_meet_in_one_map(path: Path, journal: Journal) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    ana.frame.loc["Wait", "Actions"] = "Reads"
    ana.sync()
    ben.title = "A long visit"
    journal.seal(*journal.rooms)
    assert ana.document == ben.document
    assert (ana.title, ben.frame.loc["Wait", "Actions"]) == ("A long visit", "Reads")
    assert [transaction.label for transaction in ben._core.editing.history.after(0)][-1] == "Edit in Python"
    assert path.read_text() == journal.base  # the server of the room saves it


def test_undo_passes_over_what_others_did(path: Path, journal: Journal) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    ana.title = "A long visit"
    ben.frame.loc["Wait", "Actions"] = "Reads"
    ben.sync()
    journal.seal(*journal.rooms)
    assert ana.undo() is not None
    assert ana.undo() is None
    journal.seal(*journal.rooms)
    assert (ben.title, ben.cards["text"].tolist()) == ("A visit", ["Reads"])


def test_of_two_at_one_place_the_later_is_told_with_its_words(path: Path, journal: Journal) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    ana.title, ben.title = "Of Ana", "Of Ben"
    first, second = journal.rooms
    with pytest.warns(CjmWarning, match=r"An edit made here was not taken: .*\(Of Ana\)"):
        journal.seal(second, first)
    assert ana.title == ben.title == "Of Ben"
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it is said once
        journal.seal(first, second)


class Page:
    """A browser that shows a journey."""

    part, versions = "map", None

    def __init__(self, journey: cjm.Journey, client: str) -> None:
        self.session, self.client, self.seq = session_of(journey), client, 0
        self.heard: list[dict[str, Any]] = []
        self.session.join(self)
        self.say(type="hello", client=client)

    def send(self, content: Any) -> None:
        self.heard.append(content)

    def say(self, **message: Any) -> None:
        self.session.receive(self, message)

    def rename(self, title: str) -> None:
        """Give the map another title."""
        self.seq += 1
        edit = {"op": "set_map", "changes": {"title": title}, "was": {"title": "A visit"}}
        about = {"client": self.client, "seq": self.seq, "base": 0, "epoch": self.session.epoch}
        self.say(type="edit", operations=[edit], label="Rename", **about)

    def losses(self) -> list[tuple[str, int, str]]:
        """The lost edits that it has heard of, and forgets now."""
        lost = [one for one in self.heard if one["type"] == "lost"]
        self.heard.clear()
        return [(one["client"], one["number"], one["operations"][0]["changes"]["title"]) for one in lost]


def test_who_wrote_on_screen_at_one_place_with_another_is_asked(path: Path, journal: Journal) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    page = Page(ana, "ana's page")
    page.rename("Of Ana")
    ben.title = "Of Ben"
    first, second = journal.rooms
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Python has nothing to do with it
        journal.seal(second, first)
    assert ana.title == ben.title == "Of Ben"
    assert page.losses() == [("ana's page", 1, "Of Ana")]
    page.say(type="hello", client="ana's page")  # what was sent may never have arrived
    assert page.losses() == [("ana's page", 1, "Of Ana")]


def test_an_edit_that_was_refused_before_one_heard_of_it_is_told_too(path: Path, journal: Journal) -> None:
    ana = cjm.read(path)
    ana.title = "Of Ana"
    [room] = journal.rooms
    journal.base = journal.base.replace("A visit", "Of Ben")
    room.outbox, journal.upto, journal.refusals = [], {room.client: 1}, frozenset({f"{room.client}/1"})
    with pytest.warns(CjmWarning, match="Of Ana"):
        journal.seal()
    assert ana.title == "Of Ben"


def test_a_stage_into_which_another_wrote_meanwhile_is_not_removed(path: Path, journal: Journal) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    ana.remove_stage("Wait")
    ben.frame.loc["Wait", "Actions"] = "Reads"
    ben.sync()
    first, second = journal.rooms
    with pytest.warns(CjmWarning, match="'Wait' was changed meanwhile; it stays"):
        journal.seal(second, first)
    assert ana.frame.loc["Wait", "Actions"] == "Reads"
    assert ana.document == ben.document


def test_what_others_do_waits_while_one_is_in_the_middle_of_an_edit(path: Path, journal: Journal) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    first, second = journal.rooms
    ben.title = "Of Ben"
    journal.entries, second.outbox = second.outbox, []
    with ThreadPoolExecutor(1) as rooms:
        with ana.transaction("Two edits"):
            ana.frame.loc["Wait", "Actions"] = "Reads"
            assert not rooms.submit(first.on_news).result()
        assert rooms.submit(first.on_news).result()
    assert (ana.title, ana.frame.loc["Wait", "Actions"]) == ("Of Ben", "Reads")


def test_saving_is_the_servers(path: Path, journal: Journal, tmp_path: Path) -> None:
    ana = cjm.read(path)
    ana.title = "A long visit"
    ana.save()
    ana.save(tmp_path / "copy.cjm.json")
    assert cjm.read(tmp_path / "copy.cjm.json", autosave=False).title == "A long visit"
    assert ana.reload().empty
    journal.rooms[0].is_saved = False
    with pytest.raises(CjmError, match=r"visit\.cjm\.json could not be saved by JupyterLab"):
        ana.save()


def test_a_journey_says_that_its_room_is_gone_or_its_file_no_map(path: Path, journal: Journal) -> None:
    ana = cjm.read(path)
    assert ana.not_saved == ""
    journal.rooms[0].is_here = False
    journal.seal()
    assert "cannot be reached" in ana.not_saved
    journal.rooms[0].is_here = True
    journal.head = Head(base="base:1", life="1", broken=True)
    journal.seal()
    assert "holds no map now" in ana.not_saved
    journal.head = Head(base="base:1", life="1")
    journal.seal()
    assert ana.not_saved == ""
