"""Leaving the page and coming back: nothing is lost, and leaving warns only where something could be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog

from tests.browser.conftest import OpenNotebook
from tests.browser.faults import frozen
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen

JOURNEY = 'cjm.Journey(["Arrive", "Wait"], lanes=["Actions"])'
SAYS = "journey.frame['Actions'].tolist()"


def saved_with_an_edit(notebook: Notebook) -> Screen:
    """A map in a notebook that was saved with it, in which "Parks" was written since."""
    notebook.show(JOURNEY)
    notebook.idle()  # the end of its run changes a cell too
    notebook.command("docmanager:save")
    screen = Screen(notebook)
    write(screen, "actions/arrive", "Parks")
    notebook.saved()
    return screen


@pytest.fixture
def screen(shared: Notebook) -> Screen:
    return saved_with_an_edit(shared)


@pytest.fixture
def closing(notebook: OpenNotebook) -> Screen:
    """The same on a page that the test may close."""
    return saved_with_an_edit(notebook([""]))


def write(screen: Screen, place: str, text: str) -> None:
    screen.go(place)
    screen.type(text)
    screen.press("Control+Enter")


def test_a_map_whose_page_is_loaded_again_shows_everything(screen: Screen) -> None:
    screen.host.visit()
    screen.host.saved()
    screen.cards("actions/arrive", "Parks")


def test_a_map_whose_page_is_loaded_again_is_live(screen: Screen) -> None:
    screen.host.visit()
    screen.host.saved()
    write(screen, "actions/wait", "Reads")
    screen.host.settle(SAYS, ["Parks", "Reads"])
    screen.host.console("journey.frame.loc['Wait', 'Actions'] = 'Sleeps'")
    screen.cards("actions/wait", "Sleeps")


def test_edits_waiting_when_the_page_is_loaded_again_arrive_once(screen: Screen) -> None:
    screen.page.once("dialog", Dialog.accept)
    with frozen(screen.host):
        write(screen, "actions/wait", "Reads")
        screen.page.goto("about:blank")
    screen.host.visit()
    screen.host.saved()
    screen.cards("actions/wait", "Reads")
    assert screen.host.value("journey.revision") == 2
    assert screen.host.value(SAYS) == ["Parks", "Reads"]


def test_closing_a_page_on_which_everything_is_saved_asks_nothing(closing: Screen) -> None:
    # The edit goes into the output a moment later, and JupyterLab asks about a notebook not saved since.
    closing.host.wait("window.jupyterapp.shell.currentWidget.context.model.dirty")
    closing.host.command("docmanager:save")
    asked: list[str] = []
    closing.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with closing.page.expect_event("close"):
        closing.page.close(run_before_unload=True)
    assert asked == []


def test_closing_a_page_on_which_an_edit_waits_asks_first(closing: Screen) -> None:
    with frozen(closing.host):
        write(closing, "actions/wait", "Reads")
        with closing.page.expect_event("dialog") as asked:
            closing.page.close(run_before_unload=True)
        assert asked.value.type == "beforeunload"
        asked.value.dismiss()
    closing.host.saved()
    closing.host.settle(SAYS, ["Parks", "Reads"])
