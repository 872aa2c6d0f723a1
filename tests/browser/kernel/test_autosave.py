"""A map opened from a file, in a real JupyterLab: the file follows the screen; the header says when not."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

import cjm_widgets as cjm
from cjm_widgets.storage import file
from tests.browser.conftest import Show
from tests.browser.screen import Screen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    cjm.Journey(["Arrive", "Wait"], lanes=["Actions"], title="A visit").save(tmp_path / "visit.cjm.json")
    return tmp_path / "visit.cjm.json"


@pytest.fixture
def screen(show_in_lab: Show, path: Path) -> Screen:
    return show_in_lab(f"cjm.read({str(path)!r})")


def write(screen: Screen, text: str) -> None:
    screen.go("actions/wait")
    screen.type(text)
    screen.press("Control+Enter")


def test_the_file_has_an_edit_when_the_map_says_saved(screen: Screen, path: Path) -> None:
    write(screen, "Reads")
    expect(screen.root.get_by_text("Saved", exact=True)).to_be_visible()
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Reads")
    assert file.read(path).cells["actions"]["wait"][0].text == "Reads"


def test_a_file_changed_by_someone_else_is_said_in_the_header_and_reloaded_by_a_cell(
    screen: Screen, path: Path
) -> None:
    theirs = replace(file.read(path), title="Their visit")
    path.write_text(file.dumps(theirs), encoding="utf-8")
    write(screen, "Reads")
    expect(screen.root.get_by_text("File not saved")).to_be_visible()
    expect(screen.root.get_by_text("was changed by someone else")).to_be_visible()
    assert file.read(path) == theirs
    assert screen.host.value("len(journey.reload())") == 0
    expect(screen.root.get_by_text("Saved", exact=True)).to_be_visible()
    expect(screen.root.get_by_role("textbox", name="Title")).to_have_value("Their visit")
    kept = file.read(path)
    assert (kept.title, kept.cells["actions"]["wait"][0].text) == ("Their visit", "Reads")
