"""Journeys that share the room of their file, on a real server, without a browser."""

from __future__ import annotations

import gc
import json
import re
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.collaboration import room_client
from cjm_widgets.collaboration.kernel_server import KernelServer
from cjm_widgets.document.errors import CjmWarning
from tests.browser.lab import PATIENCE, Lab
from tests.collaboration import school_class
from tests.collaboration.test_together import MAP


@pytest.fixture
def path(lab: Lab, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A file of the server, whose kernels this process is one of."""
    server = KernelServer(f"{lab.url}/", "", lab.folder)
    monkeypatch.setattr(room_client, "kernel_server", lambda: server)
    path = lab.folder / (re.sub(r"\W+", "-", request.node.name) + ".cjm.json")
    path.write_text(MAP)
    yield path
    gc.collect()  # the journeys leave


def wait(condition: Callable[[], object], what: str) -> None:
    """Wait for a state, and say what did not come about."""
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, what
        time.sleep(0.02)


def texts(journey: cjm.Journey) -> list[str]:
    return sorted(journey.cards["text"])


def on_disk(path: Path) -> tuple[str, list[str]]:
    """The title and the texts of cards of a file; nothing in the middle of a save."""
    try:
        value = json.loads(path.read_text())
    except json.JSONDecodeError:
        return "", []
    cells = value.get("cells", {})
    return value["title"], sorted(
        card["text"] for row in cells.values() for cell in row.values() for card in cell
    )


def test_two_journeys_of_one_file_are_one_map(path: Path) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    ana.frame.loc["Wait", "Actions"] = "Reads"
    ana.sync()
    ben.title = "A long visit"
    wait(lambda: texts(ben) == ["Parks", "Reads"] and ana.title == "A long visit", "an edit does not arrive")
    assert ben.frame.loc["Wait", "Actions"] == "Reads"
    ana.save()
    wait(lambda: on_disk(path) == ("A long visit", ["Parks", "Reads"]), "the file lacks an edit")
    assert (ana.not_saved, ben.not_saved, ana.document) == ("", "", ben.document)


def test_undo_takes_back_what_this_journey_did(path: Path) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    ana.title = "A long visit"
    ben.frame.loc["Wait", "Actions"] = "Reads"
    ben.sync()
    wait(lambda: texts(ana) == ["Parks", "Reads"] and ben.title == "A long visit", "an edit does not arrive")
    ana.undo()
    wait(lambda: ben.title == "A visit", "undo does not arrive")
    assert texts(ben) == texts(ana) == ["Parks", "Reads"]


def test_what_another_program_writes_joins_an_edit_that_is_not_saved(path: Path) -> None:
    ana = cjm.read(path)
    ana.frame.loc["Wait", "Actions"] = "Reads"
    other = json.loads(MAP)
    other["title"] = "A long visit"
    path.write_text(json.dumps(other))
    ana.sync()
    wait(lambda: ana.title == "A long visit", "the other program's edit does not arrive")
    wait(lambda: on_disk(path) == ("A long visit", ["Parks", "Reads"]), "the file lacks an edit")


@pytest.mark.parametrize("forget", [False, True])
def test_edits_made_while_the_server_is_down_are_sent_when_it_is_back(
    lab: Lab, path: Path, forget: bool
) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    ana.frame.loc["Wait", "Actions"] = "Reads"
    ana.sync()
    wait(lambda: texts(ben) == ["Parks", "Reads"], "an edit does not arrive")
    lab.kill()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CjmWarning)
        wait(lambda: "cannot be reached" in ana.not_saved, "nobody says that the server is gone")
        ana.frame.loc["Wait", "Actions"] += "\nSleeps"
        ana.sync()
        ben.frame.loc["Arrive", "Actions"] += "\nWalks"
        ben.sync()
        if forget:
            for store in lab.folder.glob(".jupyter_ystore.db*"):
                store.unlink()
        lab.start()
        every = ["Parks", "Reads", "Sleeps", "Walks"]
        wait(lambda: texts(ana) == texts(ben) == every, "an edit is lost or doubled")
    wait(lambda: on_disk(path) == ("A visit", every), "the file lacks an edit")
    wait(lambda: (ana.not_saved, ben.not_saved) == ("", ""), "somebody still says that it is not saved")
    assert ana.document == ben.document


def test_of_two_that_write_one_place_apart_the_later_is_told_with_its_words(lab: Lab, path: Path) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    lab.kill()
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always", CjmWarning)
        ana.title, ben.title = "Of Ana", "Of Ben"
        lab.start()
        wait(lambda: ana.title == ben.title, "they do not agree")
        lost = "Of Ben" if ana.title == "Of Ana" else "Of Ana"
        wait(
            lambda: any("was not taken" in str(one.message) and lost in str(one.message) for one in heard),
            "nobody says what was not taken",
        )


def test_a_room_in_which_edits_never_pause_is_saved_all_the_same(path: Path) -> None:
    ana = cjm.read(path)
    has_ended = threading.Event()

    def write() -> None:
        number = 0
        while not has_ended.wait(0.2):  # a room that waits for a pause of one second never saves
            number += 1
            ana.title = f"Title {number}"

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            before = path.read_text()
            wait(lambda before=before: path.read_text() != before, "a busy room is not saved")  # type: ignore[misc]
    finally:
        has_ended.set()
        writer.join()
    ana.save()
    wait(lambda: on_disk(path)[0] == ana.title, "the file lacks the last edit")


def test_a_journey_that_nobody_holds_any_more_leaves(path: Path) -> None:
    ana, ben = cjm.read(path), cjm.read(path)
    rooms = len(room_client._HERE)
    ben.title = "A long visit"
    wait(lambda: ana.title == "A long visit", "an edit does not arrive")
    del ben
    gc.collect()
    wait(lambda: len(room_client._HERE) == rooms - 1, "it stays")


def test_without_autosave_a_journey_stays_by_itself(path: Path) -> None:
    ana = cjm.read(path, autosave=False)
    ana.title = "A long visit"
    assert ana._core.shared_file is None
    assert path.read_text() == MAP


def test_a_class_of_forty_has_one_map_and_loses_nothing(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    report = school_class.hold(lab, 10)  # `make soak-collaboration` holds one of ten minutes
    with capsys.disabled():
        print(f"\n{report}")
    assert report.edits >= school_class.PEOPLE
    assert (report.unequal, report.lost) == (0, [])
