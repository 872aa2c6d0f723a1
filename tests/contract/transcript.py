"""Transcripts of the protocol: what browsers send to a kernel's session, and what each of them is answered.

TypeScript plays what was sent to the kernel of its tests (js/tests/protocol/kernel.ts) and expects these
answers of it, and plays the answers to the browser's own half and expects the map that Python ends with.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from msgspec import to_builtins

from cjm_widgets.document.apply import apply
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation
from cjm_widgets.journey.journey import Journey
from cjm_widgets.widgets.session import Session
from tests.contract import maps, traces

EPOCH = "first"
SWEEP = 6
LENGTH = 30

MAP: maps.Plain = traces.MAP | {
    "sources": [
        {
            "id": "survey",
            "name": "Survey",
            "columns": {"q1": "arrive"},
            "scale": [1, 5],
            "by": ["flight"],
            "counts": {
                "by": ["flight"],
                "segments": [["long"], ["short"]],
                "respondents": [40, 60],
                "stages": {"arrive": {"values": [4, 5], "n": [[20, 20], [30, 30]]}},
            },
        }
    ]
}


class _Browser:
    """One browser of a scene: numbers its edits, and keeps what the session sends it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seq = 0
        self.heard: list[Any] = []

    def send(self, content: Any) -> None:
        """What the session calls to send a message down."""
        plain = json.loads(json.dumps(content))
        for measured in (plain, plain.get("measured", {})):
            for numbers in ("sources", "choices"):
                measured.pop(numbers, None)
        for entry in plain.get("entries", ()):
            del entry["time"]
        self.heard.append(plain)

    def edit(self, *operations: maps.Plain, base: int = 0, **fields: Any) -> maps.Plain:
        """The next edit of this browser."""
        self.seq += 1
        edit = {"type": "edit", "client": self.name, "seq": self.seq, "base": base, "epoch": EPOCH}
        return edit | ({"operations": list(operations)} if operations else {}) | fields

    def hello(self, **fields: Any) -> maps.Plain:
        """The greeting of this browser."""
        return {"type": "hello", "client": self.name, **fields}


class Scene:
    """A kernel's session on one map, what is sent to it, and its answers."""

    def __init__(self) -> None:
        self.journey = Journey.from_document(decoded(MAP, Document))
        self.session = Session(self.journey)
        self.session.epoch = EPOCH
        self.browsers: dict[str, _Browser] = {}
        self.steps: list[dict[str, Any]] = []

    @property
    def document(self) -> maps.Plain:
        """The map as it stands."""
        usual = {"cells": {}, "emotion": {}, "stages": [], "lanes": [], "personas": [], "phases": []}
        return usual | to_builtins(self.journey.document)

    @property
    def revision(self) -> int:
        """How many transactions the map has seen."""
        return self.journey.revision

    def open(self, name: str) -> _Browser:
        """Another browser, which hears everything from now on."""
        browser = self.browsers[name] = _Browser(name)
        self.session.join(browser)
        self._note(opens=name)
        return browser

    def send(self, browser: _Browser, message: maps.Plain) -> None:
        """A message from this browser."""
        self.session.receive(browser, message)
        self._note(browser=browser.name, sent=message)

    def python(self, *operations: maps.Plain, label: str = "In Python") -> None:
        """An edit made in the notebook."""
        edits = [decoded(operation, Operation) for operation in operations]
        self.journey._core.editing.commit(lambda _: edits, label)
        self._note(python=list(operations), label=label)

    def _note(self, **step: Any) -> None:
        answers = {name: browser.heard for name, browser in self.browsers.items() if browser.heard}
        self.steps.append(step | {"answers": answers})
        for browser in self.browsers.values():
            browser.heard = []


def _title(text: str, **fields: Any) -> maps.Plain:
    return {"op": "set_map", "changes": {"title": text}, **fields}


def _card(stage: str, id: str, text: str = "x") -> maps.Plain:
    return {"op": "add_card", "stage": stage, "lane": "pain", "card": {"id": id, "text": text}}


def _edits_in_order(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")
    scene.send(ann, ann.hello())
    scene.send(ann, ann.edit(_title("One"), label="Rename"))
    scene.send(ben, ben.edit(_card("leave", "b1"), _card("wait", "b2"), label="Add two", base=1))
    scene.python(_title("From Python"))
    scene.send(ann, ann.edit(_title("Two"), base=3, floor=1))


def _edits_out_of_order(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")
    edits = [ann.edit(_card("leave", f"a{at}"), label=f"Card {at}") for at in range(4)]
    for at in (2, 1, 2, 0, 3):
        scene.send(ann, edits[at])
    scene.send(ben, ben.hello(epoch=EPOCH, revision=0))


def _edits_sent_again(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")
    first, second = ann.edit(_card("leave", "a1")), ann.edit(_card("leave", "a1"))
    for edit in (first, first, second, second, ann.edit(_title("Three"), floor=2), first):
        scene.send(ann, edit)
    scene.send(ben, first)


def _what_is_echoed(scene: Scene) -> None:
    ann = scene.open("ann")
    scene.send(ann, ann.edit({**_card("leave", "a1", ""), "before": None}))
    scene.send(
        ann, ann.edit({"op": "set_emotion", "stage": "wait", "persona": "maya", "score": None, "was": None})
    )
    scene.send(
        ann, ann.edit({"op": "add_stage", "stage": {"id": "n", "name": "N", "goal": "", "phase": None}})
    )


def _conflicts(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")
    scene.send(ann, ann.edit(_title("Ann's", was={"title": "A visit"})))
    scene.send(ben, ben.edit(_title("Ben's", was={"title": "A visit"})))
    scene.send(ben, ben.edit(_title("Ann's", was={"title": "A visit"})))
    scene.send(ann, ann.edit(_card("leave", "pain.leave", "Rain")))
    scene.send(ben, ben.edit(_card("leave", "pain.leave", "Cold")))
    where = {"op": "set_emotion", "persona": "maya"}
    scene.send(ben, ben.edit({**where, "stage": "arrive", "score": {"value": 2}, "was": None}))
    scene.send(ben, ben.edit({**where, "stage": "wait", "score": {"value": 2}, "was": {"value": 1}}))
    scene.send(ben, ben.edit({"op": "remove_card", "stage": "wait", "lane": "pain", "card": "gone"}))
    old = {"op": "set_stage", "stage": "arrive", "changes": {"duration": 1}, "was": {"duration": None}}
    scene.send(ben, ben.edit(old))
    moment = {"op": "set_stage", "stage": "leave", "changes": {"moment_of_truth": False}}
    scene.send(ann, ann.edit(moment))
    scene.send(
        ben, ben.edit(moment | {"changes": {"moment_of_truth": True}, "was": {"moment_of_truth": True}})
    )
    scene.send(ann, ann.edit(moment | {"changes": {"moment_of_truth": True}}))
    scene.send(ben, ben.edit(moment | {"was": {"moment_of_truth": False}}))
    tags = {"op": "set_card", "stage": "arrive", "lane": "pain", "card": "p1"}
    scene.send(ben, ben.edit({**tags, "changes": {"tags": ["x"]}, "was": {"tags": []}}))


def _refusals(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")
    scene.send(ann, ann.edit({"op": "remove", "what": "stage", "id": "gone"}))
    scene.send(ann, ann.edit(_title("Not this either"), {"op": "remove", "what": "phase", "id": "before"}))
    scene.send(ann, ann.edit(_title("y" * 20_001)))
    scene.send(ann, ann.edit({"op": "explode"}))
    unreadable, after = ann.edit({"op": "set_map", "changes": {"title": 3}}), ann.edit(_title("After"))
    scene.send(ann, after)
    scene.send(ann, unreadable)
    early, before = ann.edit(_title("Before")), ann.edit({"op": "explode"})
    for edit in (before, early, before, before):
        scene.send(ann, edit)
    scene.send(ben, ben.hello(epoch=EPOCH, revision=scene.revision))


def _what_others_did_meanwhile(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")
    remove, move = {"op": "remove", "what": "stage"}, {"op": "move", "what": "stage", "id": "wait"}
    scene.send(ann, ann.edit(_card("leave", "a1x"), label="Type"))
    scene.send(ben, ben.edit({**remove, "id": "leave"}))
    scene.send(ben, ben.edit(history="undo"))
    scene.send(ben, ben.edit({**remove, "id": "leave"}, base=1))
    scene.send(ben, ben.edit(history="undo"))
    scene.send(ann, ann.edit(move, base=2))
    scene.send(ben, ben.edit({**move, "before": "arrive"}, base=3))
    scene.send(ben, ben.edit({**move, "before": "arrive"}, base=4))
    card = {
        "op": "move_card",
        "stage": "leave",
        "lane": "pain",
        "card": "a1x",
        "to_stage": "leave",
        "to_lane": "pain",
    }
    scene.send(ann, ann.edit(card, base=4))
    scene.send(ben, ben.edit(card, base=4))
    scene.python({"op": "set_emotion", "stage": "leave", "persona": "maya", "score": {"value": 1}})
    for what, id in (("persona", "maya"), ("lane", "pain"), ("stage", "leave"), ("stage", "wait")):
        scene.send(ann, ann.edit({"op": "remove", "what": what, "id": id}, base=5))
    scene.send(ann, ann.edit(history="undo", base=5))
    scene.send(ann, ann.edit(history="undo", base=5))
    scene.send(ann, ann.edit(history="redo", base=5))


def _undo_and_redo(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")
    scene.send(ann, ann.edit(history="undo"))
    scene.send(ann, ann.edit(_title("One"), label="Rename"))
    scene.send(ben, ben.edit(_card("leave", "b1")))
    for history in ("undo", "undo", "undo", "redo"):
        scene.send(ann, ann.edit(history=history))
    scene.python(_title("Python's"))
    scene.send(ben, ben.edit(history="redo"))
    scene.send(ben, ben.edit(history="undo", label="Undo"))


def _back_to_a_line_of_the_history(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")
    look = {"type": "list_history", "client": "ann"}
    scene.send(ann, look)
    for at in range(3):
        scene.send(ann, ann.edit(_card("leave", f"new{at}"), label=f"Card {at}", base=at))
    scene.send(ann, ann.edit({"op": "remove", "what": "stage", "id": "wait"}, label="Remove stage", base=3))
    scene.send(ben, ben.edit(_card("leave", "b1"), _title("Ben's"), label="Add and call", base=4))
    scene.python(_title("From Python"))
    scene.send(ann, {**look, "most": 2})
    for to, seen in ((1, False), (9, True), (1, True), (1, True), (2, True), (0, True)):
        scene.send(ann, ann.edit(history="undo", to=to, base=scene.revision if seen else 4))
        scene.send(ann, look)
    for history in ("undo", "undo", "redo", "undo"):
        scene.send(ann, ann.edit(history=history, base=scene.revision))
        scene.send(ann, look)
    scene.send(ben, {"type": "list_history", "client": "ben"})


def _filters_and_selections(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")
    for choice in ({"flight": ["long"]}, {"flight": ["medium"]}, {"airline": ["x"]}, {"flight": []}, {}):
        scene.send(ann, {"type": "filter", "client": "ann", "choice": choice})
    scene.send(ann, {"type": "filter", "client": "ann"})
    scene.send(ann, {"type": "filter", "client": "ann", "choice": {"flight": ["short", "long"]}})
    scene.send(ben, ben.hello())
    blocks = (
        {"stages": ["wait"]},
        {"stages": ["wait"]},
        {"stages": ["wait", "leave"], "lanes": ["pain"]},
        {},
        {},
    )
    for block in (*blocks, {"stages": ["gone"]}, {"stages": ["wait", "gone"]}):
        scene.send(ann, {"type": "select", "client": "ann", **block})
    scene.send(ben, {"type": "select", "client": "ben", "lanes": ["pain"]})


def _what_pages_tell_each_other(scene: Scene) -> None:
    ann, ben = scene.open("ann"), scene.open("ben")

    def relay(browser: _Browser, seq: int, **texts: str | None) -> None:
        scene.send(browser, {"type": "relay", "client": browser.name, "seq": seq, "texts": texts})

    relay(ann, 1, session="Ideas", votes="1")
    relay(ben, 1, session="Votes")
    relay(ann, 3, votes="3")
    relay(ann, 2, votes="2", more="2")
    relay(ann, 4, votes="3")
    scene.send(ben, ben.hello())
    relay(ben, 2, session=None, votes=None, never=None)
    scene.send(ann, {"type": "relay", "client": "ann", "seq": 5})
    scene.send(ben, ben.hello(epoch=EPOCH, revision=0))


def _coming_back(scene: Scene) -> None:
    ann = scene.open("ann")
    scene.send(ann, ann.hello())
    for at in range(3):
        scene.send(ann, ann.edit(_title(f"Title {at}"), label=f"Rename {at}"))
    for fields in (
        {"epoch": EPOCH, "revision": 3},
        {"epoch": EPOCH, "revision": 1},
        {"epoch": EPOCH, "revision": 0},
        {"epoch": EPOCH},
        {"revision": 3},
        {"epoch": "before", "revision": 2},
    ):
        scene.send(ann, ann.hello(**fields))
    ben = scene.open("ben")
    stale = ben.edit(_title("From another life"), base=40, epoch="before")
    scene.send(ben, stale)
    scene.send(ben, ben.hello(epoch="before", revision=40))
    ben.seq = 0
    scene.send(ben, ben.edit(_title("From this life"), base=3))


SCENES: dict[str, Callable[[Scene], None]] = {
    "edits in order, of two browsers and Python": _edits_in_order,
    "edits that overtake each other": _edits_out_of_order,
    "edits sent again": _edits_sent_again,
    "an edit comes back in its lean form": _what_is_echoed,
    "two that write the same": _conflicts,
    "edits that cannot be": _refusals,
    "what others did meanwhile": _what_others_did_meanwhile,
    "undo and redo": _undo_and_redo,
    "back to a line of the history": _back_to_a_line_of_the_history,
    "filters and selections": _filters_and_selections,
    "what pages tell each other beside the map": _what_pages_tell_each_other,
    "coming back, to this life and from another": _coming_back,
}


def _random_scene(chance: Random) -> Callable[[Scene], None]:
    """Two browsers that edit what they saw a while ago, over a network that delays and repeats."""

    def play(scene: Scene) -> None:
        browsers = [scene.open("ann"), scene.open("ben")]
        views = {browser.name: (scene.document, 0) for browser in browsers}
        sent: dict[str, list[maps.Plain]] = {browser.name: [] for browser in browsers}
        late: dict[str, list[maps.Plain]] = {browser.name: [] for browser in browsers}
        for at in range(LENGTH):
            browser = chance.choice(browsers)
            name = browser.name
            what = chance.choice(
                (*["edit"] * 5, *["late"] * 3, "again", "python", "hello", "history", "look", "look")
            )
            seen, base = views[name]
            if what == "look":
                views[name] = scene.document, scene.revision
            elif what == "hello":
                scene.send(browser, browser.hello(epoch=EPOCH, revision=base))
            elif what == "again" and sent[name]:
                scene.send(browser, chance.choice(sent[name]))
            elif what == "python":
                operation = maps.operation(chance, scene.document)
                if _fits(scene, operation):
                    scene.python(operation, label=f"Python {at}")
            elif what == "late" and late[name]:
                edit = late[name].pop(chance.randrange(len(late[name])))
                sent[name].append(edit)
                scene.send(browser, edit)
            elif what in ("edit", "history"):
                operations = [maps.operation(chance, seen) for _ in range(chance.choice((1, 1, 2)))]
                fields: maps.Plain = {"history": chance.choice(("undo", "redo"))}
                if what == "edit":
                    fields = {"label": f"Edit {at}", "operations": operations}
                edit = browser.edit(base=base, **fields)
                if chance.random() < 0.3:
                    late[name].append(edit)
                else:
                    sent[name].append(edit)
                    scene.send(browser, edit)
        for browser in browsers:
            for edit in late[browser.name]:
                scene.send(browser, edit)

    return play


def _fits(scene: Scene, operation: maps.Plain) -> bool:
    try:
        apply(scene.journey.document, decoded(operation, Operation))
    except InvalidOperationError:
        return False
    return True


def _scenes() -> Iterator[tuple[str, Callable[[Scene], None]]]:
    yield from SCENES.items()
    chance = Random(20261128)
    for at in range(SWEEP):
        yield f"a random hour, {at}", _random_scene(chance)


def _record(name: str, play: Callable[[Scene], None]) -> dict[str, Any]:
    scene = Scene()
    play(scene)
    return {"name": name, "steps": scene.steps, "result": to_builtins(scene.journey.document)}


def contract() -> dict[str, list[Any]]:
    """What transcript.json holds."""
    return {"map": [to_builtins(decoded(MAP, Document))], "scenes": [_record(*scene) for scene in _scenes()]}
