"""Leaving the page and coming back: nothing is lost, and leaving warns only where something could be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog

from tests.browser.conftest import OpenNotebook
from tests.browser.faults import frozen
from tests.browser.screen import Screen

SHOW = 'import cjm_widgets as cjm\njourney = cjm.Journey(["Arrive", "Wait"], lanes=["Actions"])\njourney'
SAYS = "journey.frame['Actions'].tolist()"


@pytest.fixture
def screen(notebook: OpenNotebook) -> Screen:
    """A map in a notebook that was saved with it, in which "Parks" was written since."""
    opened = notebook([SHOW])
    opened.run(0)
    opened.saved()
    opened.command("docmanager:save")
    screen = Screen(opened)
    write(screen, "actions/arrive", "Parks")
    opened.saved()
    return screen


def write(screen: Screen, place: str, text: str) -> None:
    screen.go(place)
    screen.type(text)
    screen.press("Enter")


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
    screen.page.on("dialog", Dialog.accept)
    with frozen(screen.host):
        write(screen, "actions/wait", "Reads")
        screen.page.goto("about:blank")
    screen.host.visit()
    screen.host.saved()
    screen.cards("actions/wait", "Reads")
    assert screen.host.value("journey.revision") == 2
    assert screen.host.value(SAYS) == ["Parks", "Reads"]


def test_closing_a_page_on_which_everything_is_saved_asks_nothing(screen: Screen) -> None:
    asked: list[str] = []
    screen.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with screen.page.expect_event("close"):
        screen.page.close(run_before_unload=True)
    assert asked == []


def test_closing_a_page_on_which_an_edit_waits_asks_first(screen: Screen) -> None:
    with frozen(screen.host):
        write(screen, "actions/wait", "Reads")
        with screen.page.expect_event("dialog") as asked:
            screen.page.close(run_before_unload=True)
        assert asked.value.type == "beforeunload"
        asked.value.dismiss()
    screen.host.saved()
    screen.host.settle(SAYS, ["Parks", "Reads"])
