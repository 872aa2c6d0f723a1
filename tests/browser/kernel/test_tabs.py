"""One journey in several views: in two tabs, in two browsers, in several outputs of one notebook."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Show
from tests.browser.faults import frozen
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions"])
journey.set_emotion("Arrive", 1)"""
SAYS = "journey.frame['Actions'].tolist()"
SCORES = "[None if score != score else round(score, 6) for score in journey.emotion['Customer']]"


def write(screen: Screen, place: str, text: str) -> None:
    screen.go(place)
    screen.type(text)
    screen.press("Control+Enter")


# --- two tabs


@pytest.fixture
def first(show_in_lab: Show) -> Screen:
    """A map in a notebook that was saved with it."""
    screen = show_in_lab(JOURNEY)
    screen.host.command("docmanager:save")
    return screen


@pytest.fixture(scope="module", params=["one browser", "two browsers"])
def other_page(shared: Notebook, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Another page, in the same profile or in another."""
    context = shared.page.context if request.param == "one browser" else browser.new_context()
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture
def second(first: Screen, other_page: Page) -> Screen:
    """The same notebook in another tab."""
    notebook = Notebook(first.host.lab, other_page, first.host.name)
    notebook.visit()
    notebook.saved()
    return Screen(notebook)


def test_two_tabs_show_what_is_written_in_either(first: Screen, second: Screen) -> None:
    write(first, "actions/arrive", "Parks")
    write(second, "actions/wait", "Reads")
    first.host.settle(SAYS, ["Parks", "Reads"])
    for tab in (first, second):
        tab.host.saved()
        tab.cards("actions/arrive", "Parks")
        tab.cards("actions/wait", "Reads")


def test_two_tabs_converge_after_edits_at_the_same_time(first: Screen, second: Screen) -> None:
    with frozen(first.host):
        write(first, "actions/arrive", "Parks")
        write(second, "actions/wait", "Reads")
        write(first, "actions/arrive", "Walks")
    first.host.settle(SAYS, ["Parks\nWalks", "Reads"])
    for tab in (first, second):
        tab.host.saved()
        tab.cards("actions/arrive", "Parks", "Walks")
        tab.cards("actions/wait", "Reads")


def test_of_two_tabs_writing_one_cell_at_once_the_later_is_asked(first: Screen, second: Screen) -> None:
    tabs = {"Reads": first, "Sleeps": second}
    write(first, "actions/wait", "Waits")
    second.cards("actions/wait", "Waits")
    with frozen(first.host):
        for text, tab in tabs.items():
            tab.go("actions/wait")
            tab.press("F2", "Control+a")
            tab.type(text)
            tab.press("Control+Enter")
    first.until(lambda: first.host.value(SAYS)[1] in tabs, True)
    earlier = first.host.value(SAYS)[1]  # either may arrive first
    (later,) = set(tabs) - {earlier}
    conflict = tabs[later].at("actions/wait").locator(".cjm-conflict")
    expect(conflict).to_contain_text(earlier)
    assert first.host.value(SAYS) == ["", earlier]
    conflict.get_by_role("button", name="Keep mine").click()
    first.host.settle(SAYS, ["", later])
    first.cards("actions/wait", later)
    second.cards("actions/wait", later)


def test_undo_in_one_tab_takes_back_what_was_done_in_the_other(first: Screen, second: Screen) -> None:
    write(first, "actions/arrive", "Parks")
    second.cards("actions/arrive", "Parks")
    second.go("actions/wait")
    second.press("Control+z")
    first.cards("actions/arrive")
    first.host.settle(SAYS, ["", ""])


# --- several views in one notebook


@pytest.fixture
def views(show_in_lab: Show) -> list[Screen]:
    """The map, the grid, the curve, and the map once more."""
    host = show_in_lab(JOURNEY, "cjm.JourneyGrid(journey)", "cjm.EmotionCurve(journey)", "journey").host
    host.run(1, 2, 3)
    for number in range(4):
        host.saved(number)
    return [Screen(host, number) for number in range(4)]


@pytest.mark.parametrize("writer", [0, 1, 3], ids=["the map", "the grid", "the map once more"])
def test_what_is_written_in_one_view_is_in_all(views: list[Screen], writer: int) -> None:
    write(views[writer], "actions/wait", "Reads")
    views[0].host.settle(SAYS, ["", "Reads"])
    for number in (0, 1, 3):
        views[number].cards("actions/wait", "Reads")
        views[number].host.saved(number)


@pytest.mark.parametrize("mover", [0, 2], ids=["the map", "the curve"])
def test_a_point_moved_in_one_view_moves_in_all(views: list[Screen], mover: int) -> None:
    views[mover].point("arrive").click()
    views[mover].press("ArrowUp")
    views[0].host.settle(SCORES, [1.1, None])
    for number in (0, 2, 3):
        expect(views[number].point("arrive")).to_have_attribute("aria-valuenow", "1.1")


def test_undo_in_one_view_takes_back_what_was_done_in_another(views: list[Screen]) -> None:
    grid, curve = views[1], views[2]
    write(grid, "actions/wait", "Reads")
    grid.host.saved(2)
    expect(curve.tool("Undo")).to_be_enabled()  # it may have been saved before it heard of the edit
    curve.point("arrive").click()
    expect(curve.point("arrive")).to_be_focused()
    curve.press("Control+z")
    grid.cards("actions/wait")
    grid.host.settle(SAYS, ["", ""])
