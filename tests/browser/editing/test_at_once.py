"""Keys that follow an opening key at once: where timers are late too, what was opened has the focus first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import slowness
from tests.browser.conftest import new_context
from tests.browser.plain_page import PlainPage
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions"], title="A visit")
journey.set_cell("Arrive", "Actions", "Parks")"""
NAME = "document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page on which timers and frames come late."""
    context = new_context(browser)
    context.add_init_script(slowness.SCRIPT)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def late(page: Page) -> PlainPage:
    return PlainPage(page)


def on(place: str) -> Callable[[Screen], None]:
    return lambda screen: screen.go(place)


OPENED: dict[str, tuple[Callable[[Screen], None], str, str]] = {
    "the details": (on("/wait"), "Control+i", "Name"),
    "a goal": (on("/wait"), "Shift+F2", "Goal of Wait"),
    "a comment": (on("/wait"), "Control+Alt+m", "Comment"),
    "the filter": (on("actions/wait"), "Control+Shift+L", "Persona"),
    "the palette": (on("actions/wait"), "Control+k", "Search commands"),
    "the finder": (on("actions/wait"), "Control+f", "Find"),
    "a link": (on("/wait"), "Alt+l", "Where it leads"),
    "a lane": (on("actions/"), "+", "Name of the new lane"),
    "a menu": (on("/wait"), "Shift+F10", "Rename"),
}


@pytest.mark.parametrize("what", OPENED)
def test_what_a_key_opens_has_the_focus_before_the_next_key(late: PlainPage, what: str) -> None:
    reach, key, name = OPENED[what]
    late.show(JOURNEY)
    screen = Screen(late)
    reach(screen)
    screen.press(key)
    assert str(late.page.evaluate(NAME)).startswith(name)
