"""A workshop at one screen, by keys alone: it is passed round to vote, and read aloud."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

JOURNEY = """(lambda journey: (
    journey.set_cell("Arrive", "Ideas", "Signs\\nStaff"), journey.set_cell("Wait", "Ideas", "Music"), journey
)[-1])(cjm.Journey(["Arrive", "Wait"], lanes=["Ideas"]))"""
TAGS = (
    "[list(card.tags) for row in journey.document.cells.values() for cell in row.values() for card in cell]"
)


def bar(screen: Screen) -> Locator:
    return screen.root.get_by_role("region", name="Workshop")


def press(screen: Screen, name: str) -> None:
    """Press a button of the bar by key."""
    button = bar(screen).get_by_role("button", name=name, exact=True)
    button.focus()
    expect(button).to_be_focused()
    screen.press("Enter")


def begin(screen: Screen) -> None:
    screen.go("ideas/arrive")
    screen.press("Control+k")
    expect(screen.root.get_by_label("Search commands")).to_be_focused()
    screen.type("workshop")
    expect(screen.root.get_by_role("option").first).to_contain_text("Workshop")
    screen.press("Enter")
    expect(bar(screen)).to_be_visible()


def dot(screen: Screen, text: str, keys: str, dots: str, left: int) -> None:
    """Go to a card and press keys on it."""
    card = screen.root.locator("[data-card]", has_text=text)
    card.click()
    screen.press(keys)
    if dots:
        expect(card).to_have_attribute("data-votes", dots)
    else:
        expect(card).not_to_have_attribute("data-votes", "●")
    expect(bar(screen).get_by_role("status").filter(has_text="left")).to_contain_text(
        f"{left} dot{'' if left == 1 else 's'} left"
    )


def test_one_screen_passed_round_votes_decides_and_leaves_tags_and_a_decision(show: Show) -> None:
    screen = show(JOURNEY)
    begin(screen)
    press(screen, "Reveal the ideas")
    screen.root.locator("[data-card]", has_text="Signs").click()
    group = bar(screen).get_by_label("Name of a group")
    group.focus()
    expect(group).to_be_focused()
    screen.type("Way")
    screen.press("Enter")
    screen.host.settle(TAGS, [["Way"], [], []])
    press(screen, "Vote")
    expect(bar(screen)).to_contain_text("3 dots left")
    dot(screen, "Signs", "Alt+v", "●", 2)
    dot(screen, "Signs", "Alt+v", "●●", 1)
    dot(screen, "Music", "Alt+v", "●", 0)
    screen.press("Alt+v")
    expect(bar(screen).get_by_role("status").filter(has_text="left")).to_contain_text("No dot is left")
    dot(screen, "Music", "Alt+Shift+V", "", 1)
    press(screen, "Next person")
    expect(bar(screen)).to_contain_text("3 dots left")
    expect(screen.root.locator("[data-votes]")).to_have_count(0)
    dot(screen, "Signs", "Alt+v", "●", 2)
    press(screen, "Count the dots")
    expect(screen.root.locator("[data-card]", has_text="Signs")).to_have_attribute("data-votes", "●●●")
    decision = bar(screen).get_by_label("Decision", exact=True)
    expect(decision).to_have_value("Signs")
    decision.focus()
    expect(decision).to_be_focused()
    screen.press("Enter")
    screen.host.settle(
        "journey.decisions[['text', 'why', 'stage']].values.tolist()",
        [["Signs", "Dot vote: 3 of 3 dots, 2 people", "Arrive"]],
    )
    screen.host.settle(TAGS, [["Way", "3 dots"], [], []])
    press(screen, "End the workshop")
    expect(bar(screen)).to_have_count(0)
    screen.press("Control+z")
    screen.host.settle(TAGS, [["Way"], [], []])


def test_the_last_minute_and_the_end_of_the_timer_are_read_aloud(show: Show) -> None:
    screen = show(JOURNEY)
    screen.page.clock.install()
    begin(screen)
    press(screen, "Start the timer")
    said = bar(screen).get_by_role("status").first
    screen.page.clock.run_for(4 * 60_000 + 1_000)
    expect(said).to_have_text("One minute is left")
    press(screen, "One minute more")
    screen.page.clock.run_for(2 * 60_000)
    expect(said).to_have_text("The time is up")
    expect(bar(screen)).to_contain_text("Time is up")
