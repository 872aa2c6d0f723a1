"""Cards by one finger: it scrolls, holds to select, drags, and has a bar at the foot for what it selected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.editing.test_dragging import box, card, middle, outcome
from tests.browser.screen import Screen


class Finger:
    """One finger on the page, as the browser's own gestures see it."""

    def __init__(self, screen: Screen) -> None:
        self.page = screen.page
        self.session = screen.page.context.new_cdp_session(screen.page)

    def touch(self, kind: str, x: float = 0, y: float = 0) -> None:
        """Let the finger down, move it, or lift it."""
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def down(self, thing: Locator) -> tuple[float, float]:
        """Let the finger down on the middle of something."""
        here = box(thing)
        x, y = here["x"] + here["width"] / 2, here["y"] + here["height"] / 2
        self.touch("touchStart", x, y)
        return x, y

    def move(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Move it in steps."""
        for step in range(1, 11):
            at = [a + (b - a) * step / 10 for a, b in zip(start, end, strict=True)]
            self.touch("touchMove", *at)
            self.page.wait_for_timeout(10)


@pytest.fixture
def finger(show: Show) -> Iterator[tuple[Screen, Finger]]:
    screen = show(
        "cjm.Journey([f'Stage {at}' for at in range(14)], lanes=['Actions', 'Thoughts'], title='Wide')\n"
        "with journey.transaction('Fill'):\n"
        "    journey.set_cell('Stage 1', 'Actions', 'One\\nTwo')\n"
        "    journey.set_cell('Stage 2', 'Actions', 'Three')"
    )
    finger = Finger(screen)
    finger.session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    yield screen, finger
    finger.session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_a_finger_on_a_card_scrolls_the_map(finger: tuple[Screen, Finger]) -> None:
    screen, hand = finger
    start = hand.down(card(screen, "actions/stage-2"))
    hand.move(start, (start[0] - 250, start[1]))
    hand.touch("touchEnd")
    screen.until(
        lambda: screen.root.locator(".cjm-scroll").evaluate("scroll => scroll.scrollLeft > 100"), True
    )
    assert screen.host.value("journey.revision") == 1


def test_a_finger_scrolls_after_a_tap_and_selects_no_block(finger: tuple[Screen, Finger]) -> None:
    screen, hand = finger
    hand.down(screen.at("thoughts/stage-1"))
    hand.touch("touchEnd")
    screen.focused("thoughts/stage-1")
    start = hand.down(screen.at("thoughts/stage-3"))
    hand.move(start, (start[0] - 250, start[1]))
    hand.touch("touchEnd")
    screen.until(
        lambda: screen.root.locator(".cjm-scroll").evaluate("scroll => scroll.scrollLeft > 100"), True
    )
    expect(screen.root.locator(".cjm-ring")).to_have_count(0)


def test_hold_on_touch_adds_to_the_selection_and_drags(finger: tuple[Screen, Finger]) -> None:
    screen, hand = finger
    for place, at in (("actions/stage-1", 0), ("actions/stage-2", 0)):
        start = hand.down(card(screen, place, at))
        screen.let_pass(600)
        if place == "actions/stage-1":
            hand.touch("touchEnd")
            screen.focused("actions/stage-1 actions.stage-1")
    expect(screen.root.locator(".is-sel")).to_have_count(2)
    hand.move(start, middle(screen.at("thoughts/stage-3")))
    outcome(screen, "Move 2 cards to Stage 3, Thoughts")
    hand.touch("touchEnd")
    screen.host.settle("journey.frame.loc['Stage 3', 'Thoughts']", "One\nThree")
    assert screen.root.locator(".cjm-scroll").evaluate("scroll => scroll.scrollLeft") == 0


def test_what_a_finger_has_selected_has_a_bar_at_the_foot(finger: tuple[Screen, Finger]) -> None:
    screen, hand = finger
    bar = screen.root.get_by_role("toolbar", name="Selection")

    def hold(thing: Locator, milliseconds: int = 0) -> None:
        hand.down(thing)
        screen.let_pass(milliseconds)
        hand.touch("touchEnd")

    hold(card(screen, "actions/stage-1", 1), 600)
    expect(bar).to_have_count(0)
    hold(card(screen, "actions/stage-2"), 600)
    expect(bar).to_contain_text("2 cards")
    hold(bar.get_by_role("button", name="Menu"))
    expect(screen.root.get_by_role("menu")).to_contain_text("Delete, 2 cards")
    screen.press("Escape")
    hold(card(screen, "actions/stage-1"))  # a tap adds, another takes out again
    expect(bar).to_contain_text("3 cards")
    hold(card(screen, "actions/stage-1"))
    expect(bar).to_contain_text("2 cards")
    hold(bar.get_by_role("button", name="Move"))
    screen.root.get_by_label("Lane", exact=True).select_option(label="Thoughts")
    screen.press("Escape")
    expect(screen.root.locator(".is-sel")).to_have_count(2)
    hold(bar.get_by_role("button", name="Move"))
    screen.root.get_by_label("Lane", exact=True).select_option(label="Thoughts")
    screen.press("Enter")
    screen.host.settle("journey.frame.loc['Stage 2', 'Thoughts']", "Two\nThree")
    hold(screen.root.locator(".cjm-foot"))  # what the move did is news until the next press
    hold(bar.get_by_role("button", name="Delete"))
    screen.host.settle("journey.frame['Thoughts'].tolist()", [""] * 14)
    expect(bar).to_have_count(0)
    screen.press("Control+z")
    screen.cards("thoughts/stage-2", "Two", "Three")


def test_one_stage_at_a_time_stays_so_while_cards_or_cells_are_selected(
    finger: tuple[Screen, Finger],
) -> None:
    screen, hand = finger
    size = screen.page.viewport_size
    assert size
    screen.page.set_viewport_size({"width": 420, "height": 900})
    screen.root.get_by_role("button", name="One stage at a time").click()
    screen.root.get_by_role("button", name="Next stage").click()
    expect(screen.root.locator(".cjm-foot")).to_contain_text("2 of 14")

    def width() -> float:
        return box(screen.at("/stage-1"))["width"]

    before = width()
    assert before > 300
    for at in (0, 1):
        hand.down(card(screen, "actions/stage-1", at))
        screen.let_pass(600)
        hand.touch("touchEnd")
    expect(screen.root.get_by_role("toolbar", name="Selection")).to_contain_text("2 cards")
    assert width() == before
    screen.go("thoughts/stage-1")
    screen.press("Shift+ArrowUp")
    expect(screen.root.locator(".cjm-ring")).to_have_count(1)
    assert width() == before
    screen.page.set_viewport_size(size)


def test_a_finger_drags_a_card_by_its_grip_at_once(finger: tuple[Screen, Finger]) -> None:
    screen, hand = finger
    hand.down(card(screen, "actions/stage-1", 1))
    hand.touch("touchEnd")
    screen.focused("actions/stage-1 actions.stage-1.2")
    start = hand.down(card(screen, "actions/stage-1", 1).locator(".is-grip"))
    hand.move(start, middle(screen.at("thoughts/stage-2")))
    hand.touch("touchEnd")
    screen.host.settle("journey.frame.loc['Stage 2', 'Thoughts']", "Two")
