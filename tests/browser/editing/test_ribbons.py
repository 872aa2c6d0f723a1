"""Transitions as ribbons: a list in words, walked by keys, drawn as links by button and menu, filtered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.scenes import violations
from tests.browser.screen import Screen

SHOP = """cjm.Journey(["Search", "Basket", "Pay"], lanes=["Actions"], title="A shop")
import pandas as pd
ways = {"sbp": 40, "sb": 30, "sp": 25, "s": 60, "bs": 12, "sbs": 2}
names = {"s": "Search", "b": "Basket", "p": "Pay"}
log = pd.DataFrame(
    [
        (f"{way}{n}", names[letter], "web" if n % 2 else "phone")
        for way, number in ways.items()
        for n in range(number)
        for letter in way
    ],
    columns=["who", "what", "on"],
)
log["at"] = pd.date_range("2026-01-01 10:00", periods=len(log), freq="min")
journey.link("Pay", "Search")
journey.join_events(log, case="who", activity="what", time="at", by="on")"""
LINKS = "journey.links[['start', 'end']].values.tolist()"


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(SHOP)


def ribbon(screen: Screen, words: str) -> Locator:
    return screen.root.locator(".cjm-trans").get_by_role("button", name=words, exact=True)


def test_ribbons_are_a_list_in_words(screen: Screen) -> None:
    ways = screen.root.get_by_role("list", name="Transitions between stages").get_by_role("button")
    expect(ways).to_have_count(5)
    assert [way.get_attribute("aria-label") for way in ways.all()] == [
        "Search to Basket, 72 of 169 cases, 43 %",
        "Search to Pay, 25 of 169 cases, 15 %, not drawn",
        "Basket to Search, 14 of 169 cases, 8 %, not drawn",
        "Basket to Pay, 40 of 169 cases, 24 %",
        "Pay to Search, drawn, not seen",
    ]
    assert violations(screen) == []


def test_keys_lead_to_ribbons_along_them_and_back(screen: Screen) -> None:
    screen.go("/basket")
    screen.press("ArrowDown")
    expect(ribbon(screen, "Basket to Search, 14 of 169 cases, 8 %, not drawn")).to_be_focused()
    screen.press("ArrowRight")
    expect(ribbon(screen, "Basket to Pay, 40 of 169 cases, 24 %")).to_be_focused()
    screen.press("Control+]")
    screen.focused("/pay")
    screen.press("ArrowDown", "ArrowUp")
    screen.focused("/pay")


def test_a_way_is_drawn_by_its_button_and_undone(screen: Screen) -> None:
    ribbon(screen, "Search to Pay, 25 of 169 cases, 15 %, not drawn").click()
    dialog = screen.root.get_by_role("dialog", name="Search to Pay")
    expect(dialog).to_contain_text("25 of 169 cases, 15 %")
    expect(dialog).to_contain_text("15 % of those at Search, 10–21 %")
    dialog.get_by_role("button", name="Draw as a link").click()
    screen.host.settle(LINKS, [["Pay", "Search"], ["Search", "Pay"]])
    expect(ribbon(screen, "Search to Pay, 25 of 169 cases, 15 %")).to_be_visible()
    screen.tool("Undo “Draw what was seen”").click()
    screen.host.settle(LINKS, [["Pay", "Search"]])


def test_a_way_is_drawn_by_the_menu(screen: Screen) -> None:
    ribbon(screen, "Basket to Search, 14 of 169 cases, 8 %, not drawn").focus()
    screen.press("Shift+F10")
    screen.root.get_by_role("menuitem", name="Draw a way that was taken").click()
    screen.root.get_by_role("menuitem", name="Basket to Search, 14 of 169 cases, 8 %").click()
    screen.host.settle(LINKS, [["Pay", "Search"], ["Basket", "Search"]])


def test_ribbons_follow_the_filters_of_the_header(screen: Screen) -> None:
    screen.root.get_by_role("radio", name="Phone").check()
    expect(ribbon(screen, "Search to Basket, 36 of 85 cases, 42 %")).to_be_visible()
    expect(screen.root.locator(".cjm-kpi").last).to_contain_text("33 of 85")
