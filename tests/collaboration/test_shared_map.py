"""What the server of a room makes of a file, of edits, and of a file that other programs change."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from jupyter_ydoc import ydocs  # first: it loads the module of the shared map
from pycrdt import Array, Doc, Map

from cjm_widgets.collaboration import shared_map
from cjm_widgets.collaboration.journal import Fold, Head, latest
from cjm_widgets.storage.file import loads

START = """{"cjm": "1.1", "id": "visit", "title": "A visit",
  "stages": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
  "lanes": [{"id": "actions", "name": "Actions"}]}
"""


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def head_of(ydoc: Doc) -> dict[str, Any]:
    file = ydoc.get("file", type=Map)
    return json.loads(file[max(key for key in file if key.startswith("head:"))])


class Server:
    """A room's server: one document and a file."""

    def __init__(self, text: str) -> None:
        self.file = text
        self.ydoc = Doc()
        self.map: Any = ydocs["cjm"](self.ydoc)
        self.requests = 0
        self.map.observe(self._ask)
        source = ydocs["cjm"](Doc(client_id=0))  # as a room loads a file
        source.set(text)
        self.ydoc.apply_update(source.ydoc.get_update())

    def _ask(self, target: str, event: Any) -> None:
        self.requests += 1

    def save(self) -> None:
        self.file = self.map.get()
        self.map.hash = hash_of(self.file)

    @property
    def head(self) -> dict[str, Any]:
        return head_of(self.ydoc)


class Client:
    """A browser's copy, as far as what is shared goes."""

    def __init__(self, name: str, server: Server) -> None:
        self.name, self.seq = name, 0
        self.ydoc = Doc()
        self.journal = self.ydoc.get("journal", type=Array)
        self.meet(server)

    def meet(self, server: Server) -> None:
        server.ydoc.apply_update(self.ydoc.get_update(server.ydoc.get_state()))
        server.map.tidy()
        self.ydoc.apply_update(server.ydoc.get_update(self.ydoc.get_state()))

    def edit(self, *operations: dict[str, Any], **more: Any) -> None:
        self.seq += 1
        entry = {"client": self.name, "seq": self.seq, "operations": operations, **more}
        self.journal.append(json.dumps(entry))


def add(card: str, text: str = "x", stage: str = "a") -> dict[str, Any]:
    return {"op": "add_card", "stage": stage, "lane": "actions", "card": {"id": card, "text": text}}


def rename(old: str, new: str) -> dict[str, Any]:
    return {"op": "set_map", "changes": {"title": new}, "was": {"title": old}}


def cards(text: str) -> list[str]:
    return [card.id for row in loads(text).cells.values() for cell in row.values() for card in cell]


def test_an_untouched_file_keeps_its_bytes() -> None:
    server = Server(START)
    Client("ana", server)
    assert server.map.get() == START
    assert server.requests == 0


def test_edits_of_two_clients_are_folded_and_saved() -> None:
    server = Server(START)
    ana, ben = Client("ana", server), Client("ben", server)
    ana.edit(add("c1"))
    ben.edit(add("c2"))
    for client in (ana, ben, ana):
        client.meet(server)
    assert sorted(cards(server.map.get())) == ["c1", "c2"]
    assert server.requests


def test_an_edit_that_is_there_twice_counts_once() -> None:
    server = Server(START)
    ana = Client("ana", server)
    ana.edit(add("c1"))
    ana.journal.append(ana.journal[0])
    ana.meet(server)
    assert cards(server.map.get()) == ["c1"]


def test_a_stage_that_stood_on_screen_only_in_a_snapshot_is_not_removed() -> None:
    server = Server(START)
    ana = Client("ana", server)
    ana.edit({"op": "take_snapshot", "id": "s", "name": "S"})
    ana.meet(server)
    ben = Client("ben", server)
    ben.edit(add("c1"))
    ben.meet(server)
    ana.meet(server)
    # Ana has seen the card. She restores the map without it and removes the stage, both before she hears that
    # Ben has given a title.
    ben.edit(rename("A visit", "Ben's visit"))
    ben.meet(server)
    seen, remove = server.head["upto"] | {"ana": 1, "ben": 1}, {"op": "remove", "what": "stage", "id": "a"}
    ana.edit({"op": "restore", "snapshot": "s"}, seen=seen)
    ana.edit(remove, seen=seen)
    ana.meet(server)
    assert cards(server.map.get()) == ["c1"]
    ana.edit(remove, seen=seen | {"ana": 3, "ben": 2})
    ana.meet(server)
    assert cards(server.map.get()) == []


def test_a_sealed_edit_comes_before_one_made_elsewhere_without_a_connection() -> None:
    for names in (("ana", "ben"), ("ben", "ana")):
        server = Server(START)
        clients = {name: Client(name, server) for name in names}
        for name, client in clients.items():
            client.edit(rename("A visit", f"Title of {name}"))
        for client in clients.values():
            client.meet(server)
        assert loads(server.map.get()).title == f"Title of {names[0]}"


def test_a_file_changed_outside_keeps_the_edits_that_were_not_saved() -> None:
    server = Server(START)
    ana = Client("ana", server)
    ana.edit(add("c1"))
    ana.meet(server)
    server.save()
    ana.edit(add("c2"))
    ana.meet(server)
    server.map.set(server.file.replace("A visit", "A long visit").replace('"c1"', '"other"'))
    after = server.map.get()
    assert loads(after).title == "A long visit"
    assert cards(after) == ["other", "c2"]


def test_a_file_that_is_no_map_is_kept_and_the_map_comes_back_with_its_edits() -> None:
    server = Server(START)
    ana = Client("ana", server)
    ana.edit(add("c1"))
    ana.meet(server)
    for broken in ("{", ""):
        server.map.set(broken)
        assert server.map.get() == broken
        assert server.head["broken"]
    server.map.set(START)
    assert cards(server.map.get()) == ["c1"]


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_file_that_never_was_a_map_keeps_its_bytes(text: str) -> None:
    server = Server(text)
    ana = Client("ana", server)
    assert server.map.get() == text
    ana.edit({"op": "replace", "document": {"id": "journey"}})
    ana.meet(server)
    assert loads(server.map.get()).id == "journey"


def test_a_saved_journal_is_compacted_and_its_text_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_map, "MOST_ENTRIES", 3)
    server = Server(START)
    ana, ben = Client("ana", server), Client("ben", server)
    ben.edit(add("late"))
    for number in range(5):
        ana.edit(add(f"c{number}"))
    ana.edit(add("c0"))  # refused: its id is taken
    ana.meet(server)
    before = server.map.get()
    server.save()
    assert len(server.ydoc.get("journal", type=Array)) == 0
    assert server.map.get() == before
    refusals = server.ydoc.get("file", type=Map)[f"refusals:{server.head['life']}"]
    assert json.loads(refusals) == ["ana/6"]
    ben.meet(server)
    assert cards(server.map.get()) == [*cards(before), "late"]
    file = server.ydoc.get("file", type=Map)
    assert len([key for key in file if key.startswith("base:")]) == 1


@pytest.mark.parametrize("saved", [True, False])
@pytest.mark.parametrize("outside", [True, False])
@pytest.mark.parametrize("reloaded", [True, False])
def test_a_deleted_store_neither_loses_nor_doubles(saved: bool, outside: bool, reloaded: bool) -> None:
    server = Server(START)
    ana, ben = Client("ana", server), Client("ben", server)
    ana.edit(add("c1"))
    ana.meet(server)
    ben.meet(server)
    if saved:
        server.save()
    ben.edit(add("c2"))
    if outside:
        server.file = server.file.replace("A visit", "A long visit")
    again = Server(server.file)
    newcomer = Client("cem", again)
    newcomer.edit(add("c3"))
    newcomer.meet(again)
    if reloaded:
        again.save()
    for client in (ben, ana, newcomer, ben, ana):
        client.meet(again)
    text = again.map.get()
    assert sorted(cards(text)) == ["c1", "c2", "c3"]
    assert loads(text).title == ("A long visit" if outside else "A visit")
    for client in (ana, ben, newcomer):
        assert folded(client) == loads(text)


def folded(client: Client) -> Any:
    """The map as a browser makes it of what is shared."""
    file = client.ydoc.get("file", type=Map)
    head = head_of(client.ydoc)
    clocks = [
        json.loads(file[key]) for key in file if key.startswith("disk:") and key != f"disk:{head['life']}"
    ]
    fold = Fold()
    upto = latest(Head(**head).upto, *clocks)
    seals = client.ydoc.get("seals", type=Array).to_py()
    fold.renew(file[head["base"]], upto, client.journal.to_py(), seals)
    return fold.document
