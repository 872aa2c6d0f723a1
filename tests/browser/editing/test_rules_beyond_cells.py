"""The rules of keys and gestures that lead beyond the cells: panel, menus, palette, filter, comments."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.editing.test_interaction_rules import JOURNEY, leads
from tests.browser.screen import Screen


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(JOURNEY)


def test_control_i_opens_and_closes_the_panel_and_f6_goes_between(screen: Screen) -> None:
    panel = screen.root.get_by_role("region", name="Details")
    places: list[Callable[[], None]] = [
        lambda: screen.go("actions/wait"),
        lambda: screen.go("/wait"),
        lambda: screen.go("actions/"),
        lambda: screen.at("actions/wait").get_by_text("Sits").click(),
        lambda: screen.tool("Add stage").focus(),
    ]
    for place in places:
        place()
        screen.press("Control+i")
        screen.until(lambda: panel.evaluate("panel => panel.contains(document.activeElement)"), True)
        screen.press("F6")
        screen.until(lambda: panel.evaluate("panel => panel.contains(document.activeElement)"), False)
        screen.press("F6")
        screen.until(lambda: panel.evaluate("panel => panel.contains(document.activeElement)"), True)
        screen.press("Control+i")
        expect(panel).to_have_count(0)


def test_the_menu_of_a_thing_opens_by_keys_a_right_press_and_its_dots(screen: Screen) -> None:
    menu = screen.root.get_by_role("menu")
    cell = screen.at("thoughts/wait")
    ways: list[Callable[[], None]] = [
        lambda: screen.press("Shift+F10"),
        lambda: screen.press("ContextMenu"),
        lambda: cell.click(button="right", position={"x": 3, "y": 3}),
        lambda: cell.get_by_role("button", name="Menu of").click(),
    ]
    for open_menu in ways:
        screen.go("thoughts/wait")
        open_menu()
        expect(menu.get_by_role("menuitem", name="New card")).to_be_visible()
        screen.press("Escape")
        expect(menu).to_have_count(0)
        screen.focused("thoughts/wait")


def test_control_k_is_the_palette_control_f_and_h_find_and_f3_goes_on(screen: Screen) -> None:
    palette = screen.root.locator(".cjm-pal")
    find = screen.root.get_by_role("search", name="Find and replace")
    places: list[Callable[[], None]] = [
        lambda: screen.go("actions/wait"),
        lambda: screen.go("/wait"),
        lambda: screen.go("actions/"),
        lambda: screen.tool("Add stage").focus(),
    ]
    for place in places:
        place()
        screen.press("Control+k")
        expect(palette).to_be_visible()
        screen.press("Escape")
        expect(palette).to_have_count(0)
        for key, field in (("f", "Find"), ("h", "Find")):
            place()
            screen.press(f"Control+{key}")
            expect(find.get_by_role("textbox", name=field)).to_be_focused()
            expect(find.get_by_role("textbox", name="Replace with")).to_have_count(int(key == "h"))
            screen.press("Escape")
            expect(find).to_have_count(0)
    screen.go("thoughts/wait")
    screen.press("Control+f")
    screen.type("s")
    screen.go("thoughts/arrive")
    leads(screen, ("F3", "actions/wait actions.wait"), ("F3", "actions/wait actions.wait.2"))


def test_control_shift_l_opens_the_filter_bar_and_escape_there_clears(screen: Screen) -> None:
    bar = screen.root.get_by_role("toolbar", name="Filter")
    screen.host.console("journey.cards.loc['actions.wait.2', 'tags'] = 'bench'")
    screen.go("actions/wait")
    screen.press("Control+Shift+L")
    expect(bar).to_be_visible()
    screen.press("Tab", "Enter")
    screen.root.get_by_role("checkbox", name="bench").check()
    screen.press("Escape")
    screen.cards("actions/wait", "Sits")
    screen.press("Escape")
    expect(bar).to_have_count(0)
    screen.cards("actions/wait", "Reads", "Sits")
    screen.focused("actions/wait")


def test_alt_l_links_and_control_and_brackets_follow_and_go_back(screen: Screen) -> None:
    screen.at("actions/wait").get_by_text("Sits").click()
    for place, other in (("actions/wait actions.wait.2", "goes"), ("/wait", "arrive")):
        if place == "/wait":
            screen.go(place)
        screen.press("Alt+l")
        screen.type(other)
        screen.press("Enter")
        screen.focused(place)
        target = "actions/leave actions.leave" if other == "goes" else "/arrive"
        leads(screen, ("Control+]", target), ("Control+[", place))


def test_control_alt_m_comments_on_anything(screen: Screen) -> None:
    wheres = ["Sits", "Wait", "Actions"]
    places: list[Callable[[], None]] = [
        lambda: screen.at("actions/wait").get_by_text("Sits").click(),
        lambda: screen.go("/wait"),
        lambda: screen.go("actions/"),
    ]
    for where, place in zip(wheres, places, strict=True):
        place()
        screen.press("Control+Alt+m")
        expect(screen.root.get_by_label("Comment", exact=True)).to_be_focused()
        screen.type(f"Why {where}?")
        screen.press("Enter")
        screen.host.settle(f"'Why {where}?' in journey.comments['text'].tolist()", True)
        screen.press("Escape")


def test_f8_leads_to_the_next_finding_and_control_period_mends_it(screen: Screen) -> None:
    screen.host.console("journey.frame.loc['Wait', 'Actions'] = 'Reads\\nReads'")
    expect(screen.at("actions/wait")).to_have_attribute("data-finding", "warning")
    twice = screen.root.locator(".cjm-dock").get_by_role("heading", name="The same card twice in a cell")
    screen.go("actions/wait")
    screen.press("F8")
    expect(twice).to_be_visible()
    screen.until(lambda: screen.focus.startswith("actions/wait"), True)
    screen.press("F8")
    expect(twice).to_have_count(0)
    screen.press("Shift+F8")
    expect(twice).to_be_visible()
    screen.press("Control+.")
    screen.cards("actions/wait", "Reads")


FIELDS: dict[str, tuple[Callable[[Screen], object], str]] = {
    "a card": (lambda screen: (screen.go("actions/wait"), screen.press("F2")), "actions/wait"),
    "a new card": (lambda screen: (screen.go("thoughts/wait"), screen.type("x")), "thoughts/wait"),
    "a name": (lambda screen: (screen.go("/wait"), screen.press("F2")), "/wait"),
    "a score": (lambda screen: (screen.point("arrive").focus(), screen.press("Enter")), "emotion/arrive"),
    "the title": (lambda screen: screen.root.get_by_label("Title").focus(), "Title"),
    "an Add popover": (lambda screen: screen.tool("Add lane").click(), ""),
    "the list of keys": (lambda screen: (screen.go("/wait"), screen.press("?")), "/wait"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_keys_for_anywhere_work_in_every_field_and_the_focus_comes_back(screen: Screen, field: str) -> None:
    open_field, place = FIELDS[field]
    panel = screen.root.get_by_role("region", name="Details")
    find = screen.root.get_by_role("search", name="Find and replace")
    opens = {"k": screen.root.locator(".cjm-pal"), "f": find, "h": find, "i": panel}
    for key, part in opens.items():
        open_field(screen)
        screen.until(lambda: screen.focus.startswith("BODY"), False)
        screen.press(f"Control+{key}")
        expect(part).to_be_visible()
        expect(screen.root.get_by_role("dialog")).to_have_count(int(key == "k"))
        screen.press("Control+i" if key == "i" else "Escape")
        expect(part).to_have_count(0)
        screen.until(lambda: screen.focus != "BODY", True)
        if place and not (place == "Title" and key != "k"):
            screen.until(lambda: screen.focus.startswith(place), True)


def test_alt_and_a_digit_show_or_hide_a_persona(show: Show) -> None:
    screen = show(JOURNEY + "\njourney.add_persona('Ada')\njourney.set_emotion('Wait', 1, persona='Ada')")
    for place in ("actions/wait", "/wait", "emotion/"):
        screen.go(place)
        screen.press("Alt+2")
        expect(screen.root.locator('.cjm-pt[data-persona="ada"]')).to_have_count(0)
        expect(screen.root.locator('.cjm-pt[data-persona="customer"]').first).to_be_visible()
        screen.press("Alt+2")
        expect(screen.root.locator('.cjm-pt[data-persona="ada"]').first).to_be_visible()


def test_keys_of_a_presentation(screen: Screen) -> None:
    stage = screen.root.locator('.cjm-pr [aria-current="step"]')
    screen.tool("Present").focus()
    screen.press("Enter")
    for key, name in (
        ("ArrowRight", "Wait"),
        ("ArrowRight", "Leave"),
        ("ArrowLeft", "Wait"),
        ("Home", "Arrive"),
    ):
        screen.press(key)
        expect(stage).to_contain_text(name)
    blank = screen.root.locator(".cjm-pr-blank")
    screen.press("b")
    expect(blank).to_be_visible()
    screen.press("b")
    expect(blank).to_have_count(0)
    screen.press("f")
    screen.page.wait_for_function("document.fullscreenElement?.matches('.cjm-pr')")
    screen.press("f")
    screen.page.wait_for_function("document.fullscreenElement === null")
    screen.press("Escape")
    expect(screen.root.locator(".cjm-pr")).to_have_count(0)
    expect(screen.tool("Present")).to_be_focused()
