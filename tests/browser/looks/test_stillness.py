"""Nothing moves when an editor opens, grows or closes; a press elsewhere lands on what it was aimed at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.quickstart import JOIN, JOURNEY
from tests.browser.screen import Screen

BOXES = """map => Object.fromEntries(
    [...map.querySelectorAll('[role=gridcell], [role$=header], .cjm-foot')].map((one, at) => {
        const {x, y, width, height} = one.getBoundingClientRect();
        const lane = one.closest('[data-lane]')?.dataset.lane ?? '';
        return [`${at} ${lane}/${one.dataset.stage ?? ''}`,
                [x + scrollX, y + scrollY, width, height].map(n => Math.round(n * 10) / 10)];
    }).concat([['scroll', [map.querySelector('.cjm-scroll').scrollHeight, document.body.scrollHeight]]]))"""
LONG = "A queue that nobody explains, between two doors that nobody opens, for longer than anybody waits"


@pytest.fixture
def joined(show: Show) -> Screen:
    """The example with its numbers, all of whose lanes are there."""
    screen = show(JOURNEY, JOIN)
    screen.host.run(1)
    expect(screen.root.locator(".cjm-line.is-all")).to_be_visible()
    return screen


def on_a_card(screen: Screen) -> None:
    """A card with a line of evidence, on which its cell's height depends."""
    screen.at("pain-points/waiting-airside").locator(".cjm-card").first.click()
    screen.press("F2")


def on_the_last_card(screen: Screen) -> None:
    """A card of the map's last lane, below which there is no room."""
    screen.at("systems/security").locator(".cjm-card").last.click()
    screen.press("F2")


def on_a_chip(screen: Screen) -> None:
    """A touchpoint, beside others on its line."""
    screen.at("touchpoints/getting-there").locator(".cjm-chip").first.click()
    screen.press("F2")


def on_a_new_card(screen: Screen) -> None:
    """A new card where its lane's highest cell has no room for one."""
    screen.go("actions/waiting-airside")
    screen.type("n")


def on_a_new_last_card(screen: Screen) -> None:
    """A new card in the map's last lane."""
    screen.go("systems/security")
    screen.type("n")


def on_a_stage(screen: Screen) -> None:
    """A stage whose name takes two lines."""
    screen.go("/roads-parking-shuttle")
    screen.press("F2")


def on_a_goal(screen: Screen) -> None:
    """A goal of two lines."""
    screen.go("/roads-parking-shuttle")
    screen.press("Shift+F2")


def on_a_lane(screen: Screen) -> None:
    """The name of a lane with a hint."""
    screen.go("opportunities/")
    screen.press("F2")


def on_a_score(screen: Screen) -> None:
    """The number field of a point."""
    screen.go("emotion/security")
    screen.press("Enter", "Enter")


def on_another_lane(screen: Screen) -> None:
    """The popover that adds a lane."""
    screen.go("actions/")
    screen.press("+")


OPENED = {
    on_a_score: ".cjm-entry input",
    on_another_lane: ".cjm-pop input",
    on_a_stage: ".cjm-name",
    on_a_goal: ".cjm-name",
    on_a_lane: ".cjm-name",
}


@pytest.mark.parametrize(
    "begin",
    [on_a_card, on_the_last_card, on_a_chip, on_a_new_card, on_a_new_last_card, *OPENED],
    ids=lambda begin: begin.__name__,
)
def test_nothing_moves_when_an_editor_opens_and_closes(
    joined: Screen, begin: Callable[[Screen], None]
) -> None:
    before = joined.root.evaluate(BOXES)
    begin(joined)
    expect(joined.root.locator(OPENED.get(begin, ".cjm-editor textarea"))).to_be_focused()
    assert changed(before, joined.root.evaluate(BOXES)) == {}
    joined.press("Control+a", "Backspace", "Escape")
    expect(joined.root.locator(".cjm-editor, .cjm-name, .cjm-entry input, .cjm-pop")).to_have_count(0)
    assert changed(before, joined.root.evaluate(BOXES)) == {}


def changed(before: dict[str, list[float]], after: dict[str, list[float]]) -> dict[str, object]:
    """The boxes that are not where they were."""
    return {place: (box, after.get(place)) for place, box in before.items() if after.get(place) != box}


def test_an_editor_that_grows_lies_over_the_map(joined: Screen) -> None:
    before = joined.root.evaluate(BOXES)
    on_a_new_last_card(joined)
    joined.type(LONG)
    assert changed(before, joined.root.evaluate(BOXES)) == {}
    editor = joined.root.locator(".cjm-editor").bounding_box()
    tools = joined.root.locator(".cjm-editor-tools").bounding_box()
    grid = joined.root.locator(".cjm-grid").bounding_box()
    assert editor
    assert tools
    assert grid
    assert editor["height"] > 50
    assert editor["y"] + editor["height"] <= grid["y"] + grid["height"], "it does not reach beyond the map"
    assert tools["y"] + tools["height"] <= editor["y"] + 2, "what stands below it otherwise stands above it"


def test_a_press_elsewhere_lands_on_what_it_was_aimed_at(joined: Screen) -> None:
    on_a_new_card(joined)
    joined.type(LONG)
    aim = joined.at("pain-points/cleanliness").locator(".cjm-card").first
    name = aim.get_attribute("data-card")
    box = aim.bounding_box()
    assert box
    joined.page.mouse.move(box["x"] + 20, box["y"] + 10)
    joined.page.mouse.down()
    assert aim.bounding_box() == box, "still there while the button is down"
    joined.page.mouse.up()
    joined.focused(f"pain-points/cleanliness {name}")
    joined.until(lambda: aim.bounding_box() == box, False)
    texts = joined.at("actions/waiting-airside").locator(".cjm-txt").all_text_contents()
    assert texts[-1] == "n" + LONG


def test_undo_pressed_with_an_open_editor_takes_back_what_was_typed_in_it(joined: Screen) -> None:
    joined.go("actions/security")
    joined.type("Wait")
    joined.tool("Undo").click()
    expect(joined.root.locator(".cjm-editor")).to_have_count(0)
    joined.host.settle(
        "journey.frame.loc['Security', 'Actions']", "Queues, shows ID\nUnpacks the laptop, repacks"
    )
    joined.tool("Redo").click()
    expect(joined.at("actions/security").locator(".cjm-txt").last).to_have_text("Wait")
