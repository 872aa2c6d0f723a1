"""Two versions of the map in its place, by keyboard: opened, walked through and left; changes in words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.looks.test_words import in_english, speak
from tests.browser.screen import Screen

MAP = 'cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Emotion", "Ideas"], personas=["Ana"])'
DRAFT_AND_NOW = """journey.title = "A visit"
journey.set_emotion("Wait", -1)
journey.set_cell("Wait", "Ideas", "Long queue\\nNo seat")
journey.snapshot("Draft", by="Ada")
journey.set_emotion("Wait", 1)
journey.set_stage("Leave", goal="Be home by six")
journey.set_cell("Wait", "Ideas", "Short queue")"""


@pytest.fixture
def screen(show: Show) -> Screen:
    screen = show(MAP)
    screen.host.console(DRAFT_AND_NOW)
    screen.go("ideas/wait")
    return screen


def _open(screen: Screen) -> None:
    screen.press("Control+k")
    expect(screen.root.get_by_label("Search commands")).to_be_focused()
    screen.type("compare with")
    expect(screen.root.get_by_role("option").first).to_contain_text("Compare with another version")
    screen.press("Enter")
    expect(screen.root.get_by_label("Earlier version")).to_be_focused()


def test_it_is_opened_walked_through_and_left_by_keyboard(screen: Screen) -> None:
    _open(screen)
    comparison = screen.root.get_by_role("region", name="Comparison of “Draft” and “Now”")
    expect(comparison.locator(".cjm-cmp-sum")).to_have_text("1 removed3 changed")
    expect(screen.root.get_by_role("grid")).to_have_count(0)
    heard = comparison.get_by_role("status")
    screen.press("F8")
    expect(heard).to_have_text("Change 1 of 4")
    expect(comparison.locator("[data-change]:focus")).to_contain_text("goal changed")
    screen.press("F8")
    expect(comparison.get_by_role("img", name="Wait: then")).to_be_focused()
    screen.press("F8")
    expect(comparison.locator("[data-change]:focus")).to_have_accessible_name(
        "changed: Assumption: Short queue"
    )
    screen.press("Shift+F8", "Shift+F8", "Shift+F8")
    expect(heard).to_have_text("Change 4 of 4")
    expect(comparison.locator("[data-change]:focus")).to_contain_text("removed")
    screen.press("Control+z", "Delete", "Escape")
    screen.focused("ideas/wait")
    expect(screen.root.get_by_role("grid")).to_be_visible()
    assert screen.host.value("journey.frame.loc['Wait', 'Ideas']") == "Short queue"


def test_phases_and_owners_are_drawn_and_the_history_tab_opens_it(screen: Screen) -> None:
    screen.host.console("journey.set_stage('Wait', phase='At the desk')")
    screen.host.console("journey.cards.loc['ideas.wait', 'owner'] = 'Ben'")
    screen.host.settle("journey.document.cells['ideas']['wait'][0].owner", "Ben")
    screen.tool("Details").click()
    screen.root.get_by_role("tab", name="History").click()
    screen.root.get_by_role("button", name="Compare", exact=True).click()
    expect(screen.root.get_by_label("Earlier version")).to_be_focused()
    table = screen.root.locator(".cjm-cmp-table")
    expect(table.locator(".cjm-cmp-phases td").nth(1)).to_have_text("At the deskchanged")
    expect(table.locator(".cjm-cmp-cell").first).to_contain_text("owner: none → Ben")
    screen.press("Escape")
    expect(screen.root.get_by_role("button", name="Compare", exact=True)).to_be_focused()


def test_python_begins_with_it_and_takes_no_focus(screen: Screen) -> None:
    screen.host.compare("Draft")  # type: ignore[union-attr]
    comparison = screen.root.get_by_role("region", name="Comparison of “Draft” and “Now”")
    expect(comparison.locator(".cjm-cmp-sum")).to_have_text("1 removed3 changed")
    assert screen.root.evaluate("map => !map.contains(map.getRootNode().activeElement)")
    comparison.get_by_role("button", name="Leave the comparison").click()
    expect(screen.root.get_by_role("grid")).to_be_visible()


def test_both_layouts_say_then_and_now(screen: Screen) -> None:
    _open(screen)
    table = screen.root.locator(".cjm-cmp-table")
    expect(table.locator(".cjm-cmp-plot li").nth(1)).to_have_text("Wait: then −1.00, now +1.00, change +2.00")
    expect(table.locator("del").first).to_have_text("Long")
    expect(table.locator(".cjm-cmp-same")).to_have_text(["1: no change", "3: no change"])
    screen.root.get_by_label("Side by side").check()
    expect(table.get_by_role("cell", name="then", exact=True)).to_have_count(3)
    expect(table.locator(".cjm-cmp-cell").first).to_contain_text("Long queue")
    screen.root.get_by_label("Everything").check()
    expect(table.locator(".cjm-cmp-same")).to_have_count(0)


def test_the_map_now_stands_beside_its_future_state_and_follows_edits(screen: Screen) -> None:
    screen.host.console("journey.future.loc['Wait', 'Ana'] = 2")
    _open(screen)
    screen.root.get_by_label("Earlier version").select_option("Now")
    screen.root.get_by_label("Later version").select_option("Future state")
    point = screen.root.locator(".cjm-cmp-plot li").nth(1)
    expect(point).to_have_text("Wait: then +1.00, now +2.00, change +1.00")
    expect(screen.root.locator(".cjm-cmp-sum")).to_have_text("1 changed")
    screen.press("F8")
    stop = screen.root.get_by_role("img", name="Wait: then +1.00, now +2.00, change +1.00")
    expect(stop).to_be_focused()
    screen.host.console("journey.set_emotion('Wait', 0)")
    expect(point).to_have_text("Wait: then 0.00, now +2.00, change +2.00")


def test_it_speaks_german_and_fits_500_px(screen: Screen) -> None:
    speak(screen, "de")
    expect(screen.tool("Präsentieren")).to_be_attached()
    screen.root.evaluate("map => { map.parentElement.style.width = '500px'; }")
    screen.go("ideas/wait")
    _open_in_german(screen)
    bar = screen.root.locator(".cjm-cmp-bar")
    expect(bar).to_contain_text("1 entfernt3 geändert")
    assert screen.root.evaluate("map => map.scrollWidth <= map.clientWidth")
    assert in_english(screen) == []


def _open_in_german(screen: Screen) -> None:
    screen.press("Control+k")
    expect(screen.root.get_by_label("Befehle, Karten und Etappen suchen")).to_be_focused()
    screen.type("Fassung")
    expect(screen.root.get_by_role("option").first).to_contain_text("Mit einer anderen Fassung vergleichen")
    screen.press("Enter")
    expect(screen.root.get_by_label("Frühere Fassung")).to_be_focused()
