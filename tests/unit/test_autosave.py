"""A journey and its file: saved before anyone hears of the edit, and never over what someone else wrote."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import cjm_widgets as cjm
from cjm_widgets.document.model import Document
from cjm_widgets.storage import file
from cjm_widgets.storage.file import ChangedFileError
from cjm_widgets.widgets.session import session_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "visit.cjm.json"
    cjm.Journey(["Arrive", "Wait"], lanes=["Actions", "Emotion"], title="A visit").save(path)
    return path


@pytest.fixture
def disk_is_full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    return lambda: monkeypatch.setattr(os, "fsync", full)


class View:
    """Hears what a browser would, and notes what the file held at that moment."""

    def __init__(self, journey: cjm.Journey) -> None:
        self.heard: list[dict[str, Any]] = []
        self.path = journey.path
        self.session = session_of(journey)
        self.session.join(self)
        self.say({"type": "hello", "client": "me"})
        self.epoch = self.heard[0]["epoch"]

    def send(self, content: Any) -> None:
        held = file.read(self.path).title if self.path and self.path.exists() else None
        self.heard.append({**content, "held": held})

    def say(self, message: dict[str, Any]) -> None:
        self.session.receive(self, message)

    def edit(self, seq: int, title: str) -> dict[str, Any]:
        change = {"op": "set_map", "changes": {"title": title}}
        place = {"client": "me", "seq": seq, "base": 0, "epoch": self.epoch}
        self.say({"type": "edit", **place, "operations": [change]})
        return next(message for message in self.heard if message.get("seq") == seq)

    def kinds(self) -> list[str]:
        return [message["type"] for message in self.heard]


def changed_by_someone_else(path: Path, **fields: Any) -> Document:
    theirs = replace(file.read(path), **fields)
    path.write_text(file.dumps(theirs), encoding="utf-8")
    return theirs


def test_the_browser_is_answered_when_the_file_has_the_edit(path: Path) -> None:
    answer = View(cjm.read(path)).edit(1, "Another visit")
    assert (answer["type"], answer["held"]) == ("applied", "Another visit")


def test_edits_in_python_undo_and_redo_are_saved(path: Path) -> None:
    journey = cjm.read(path)
    journey.frame.loc["Wait", "Actions"] = "Reads"
    journey.sync()
    assert cjm.read(path).frame.loc["Wait", "Actions"] == "Reads"
    journey.undo()
    assert cjm.read(path).frame.loc["Wait", "Actions"] == ""
    journey.redo()
    assert cjm.read(path).frame.loc["Wait", "Actions"] == "Reads"


def test_a_transaction_is_saved_whole_or_not_at_all(path: Path) -> None:
    journey = cjm.read(path)
    with journey.transaction("Two stages"):
        journey.add_stage("Board")
        assert len(file.read(path).stages) == 2
        journey.add_stage("Leave")
    assert len(file.read(path).stages) == 4


def test_the_file_is_what_saving_would_write(path: Path) -> None:
    journey = cjm.read(path)
    for number in range(20):
        journey.set_cell("Wait", "Actions", f"line {number}\nand another")
        journey.set_emotion("Arrive", (number % 5) - 2)
        journey.add_stage(f"Stage {number}")
        assert path.read_text(encoding="utf-8") == file.dumps(journey.document)


def test_off_by_argument_the_file_changes_only_with_save(path: Path) -> None:
    journey = cjm.read(path, autosave=False)
    journey.title = "Another visit"
    assert file.read(path).title == "A visit"
    assert journey.path == path
    journey.save()
    assert file.read(path).title == "Another visit"


def test_saving_under_another_name_leaves_the_journey_with_its_file(path: Path) -> None:
    journey = cjm.read(path)
    journey.save(path.with_name("copy.cjm.json"))
    journey.title = "Another visit"
    assert file.read(path).title == "Another visit"
    assert file.read(path.with_name("copy.cjm.json")).title == "A visit"


def test_a_journey_of_no_file_saves_nothing_by_itself_and_says_where_to_save() -> None:
    journey = cjm.Journey(["Arrive"])
    journey.title = "A visit"
    assert (journey.path, journey.not_saved) == (None, "")
    with pytest.raises(cjm.CjmError, match="say where to"):
        journey.save()
    with pytest.raises(cjm.CjmError, match="not opened from a file"):
        journey.reload()


def test_a_file_someone_else_changed_is_not_overwritten_and_the_edit_stays(path: Path) -> None:
    journey = cjm.read(path)
    view = View(journey)
    changed_by_someone_else(path, scenario="On foot")
    with pytest.warns(cjm.CjmWarning, match=r"visit\.cjm\.json was changed by someone else"):
        assert view.edit(1, "Another visit")["type"] == "applied"
    assert (file.read(path).title, file.read(path).scenario) == ("A visit", "On foot")
    assert journey.title == "Another visit"
    assert "journey.reload()" in journey.not_saved
    assert view.kinds()[-2:] == ["kept", "applied"]
    late = View(journey)
    assert late.kinds()[-1] == "kept"
    with pytest.raises(ChangedFileError, match="overwrite=True"):
        journey.save()


def test_overwriting_when_asked_takes_the_file_back(path: Path) -> None:
    journey = cjm.read(path)
    changed_by_someone_else(path, scenario="On foot")
    with pytest.warns(cjm.CjmWarning):
        journey.title = "Another visit"
    journey.save(overwrite=True)
    assert file.read(path) == journey.document
    assert journey.not_saved == ""
    journey.title = "A third"
    assert file.read(path).title == "A third"


def test_reloading_takes_in_what_someone_wrote_and_keeps_what_was_not_saved(path: Path) -> None:
    journey = cjm.read(path)
    frame = journey.frame
    changed_by_someone_else(path, scenario="On foot")
    frame.loc["Wait", "Actions"] = "Reads"
    with pytest.warns(cjm.CjmWarning):
        journey.sync()
    conflicts = journey.reload()
    assert conflicts.empty
    assert (journey.document.scenario, journey.frame.loc["Wait", "Actions"]) == ("On foot", "Reads")
    assert journey.frame is frame
    assert file.read(path) == journey.document
    assert journey.not_saved == ""
    journey.undo()
    assert journey.document.scenario == ""


def test_reloading_tells_what_both_changed(path: Path) -> None:
    journey = cjm.read(path)
    changed_by_someone_else(path, title="Theirs")
    with pytest.warns(cjm.CjmWarning):
        journey.title = "Ours"
    conflicts = journey.reload()
    assert conflicts[["field", "base", "ours", "theirs"]].to_numpy().tolist() == [
        ["title", "A visit", "Ours", "Theirs"]
    ]
    assert file.read(path).title == journey.title == "Ours"


def test_reloading_reaches_the_views_as_one_transaction(path: Path) -> None:
    journey = cjm.read(path)
    view = View(journey)
    theirs = changed_by_someone_else(path, title="Theirs", stages=())
    journey.reload()
    [applied] = [message for message in view.heard if message["type"] == "applied"]
    assert [operation["op"] for operation in applied["transaction"]["operations"]] == ["replace"]
    assert journey.document == theirs
    assert journey.frame.empty


def test_the_same_content_written_again_is_no_change(path: Path) -> None:
    journey = cjm.read(path)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)
    journey.title = "Another visit"
    assert file.read(path).title == "Another visit"


@pytest.mark.parametrize("leave", [Path.unlink, lambda path: path.rename(path.with_name("renamed.cjm.json"))])
def test_a_file_that_is_gone_is_written_again_and_that_is_said_once(
    leave: Callable[[Path], Any], path: Path
) -> None:
    journey = cjm.read(path)
    view = View(journey)
    leave(path)
    sentence = "visit.cjm.json was deleted or renamed meanwhile, and is written again under its old name"
    with pytest.warns(cjm.CjmWarning, match=sentence) as warned:
        journey.title = "Another visit"
    assert len(warned) == 1
    assert file.read(path).title == "Another visit"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        journey.title = "A third"
    [kept] = [message for message in view.heard if message["type"] == "kept"]
    assert kept["note"].startswith(sentence)
    assert (kept.get("why", ""), journey.not_saved) == ("", "")


def test_saving_a_file_that_is_gone_says_so_too(path: Path) -> None:
    journey = cjm.read(path, autosave=False)
    path.unlink()
    with pytest.warns(cjm.CjmWarning, match="was deleted or renamed"):
        journey.save()


def test_a_file_that_became_something_else_is_not_overwritten(path: Path) -> None:
    journey = cjm.read(path)
    path.unlink()
    os.mkfifo(path)
    with pytest.warns(cjm.CjmWarning, match="was changed by someone else"):
        journey.title = "Another visit"
    assert path.is_fifo()


def test_a_save_that_fails_keeps_the_edit_says_so_and_the_next_one_tries_again(
    path: Path, disk_is_full: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = cjm.read(path)
    view = View(journey)
    disk_is_full()
    with pytest.warns(cjm.CjmWarning, match="cannot be saved \\(No space left on device\\)"):
        assert view.edit(1, "Another visit")["held"] == "A visit"
    assert (journey.title, file.read(path).title) == ("Another visit", "A visit")
    assert [message["why"] for message in view.heard if message["type"] == "kept"] == [journey.not_saved]
    monkeypatch.undo()
    assert view.edit(2, "A third")["held"] == "A third"
    assert journey.not_saved == ""
    assert [message.get("why", "") for message in view.heard if message["type"] == "kept"][-1] == ""
    assert os.listdir(path.parent) == [path.name]


def test_what_a_killed_kernel_left_behind_is_swept_away_later(path: Path) -> None:
    old, new = (path.with_name(f".{path.name}.{name}.tmp") for name in ("old", "new"))
    for left in (old, new):
        left.write_text("half")
    os.utime(old, (0, 0))
    cjm.read(path)
    assert sorted(os.listdir(path.parent)) == sorted([new.name, path.name])
