"""Text without keys: input methods, dictation, emoji pickers and dead keys, from the first character on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions", "Thoughts"])
journey.set_cell("Wait", "Actions", "Reads")"""


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(JOURNEY)


def field(screen: Screen) -> str:
    """What stands in the open editor."""
    return str(screen.page.evaluate("document.activeElement.value"))


PLACES = {
    "a cell": (lambda screen: screen.go("actions/wait"), "actions/wait"),
    "an empty cell": (lambda screen: screen.go("thoughts/leave"), "thoughts/leave"),
    "a card": (lambda screen: screen.at("actions/wait").get_by_text("Reads").click(), "actions/wait"),
    "a cell reached by keys": (
        lambda screen: [screen.go("actions/arrive"), screen.press("ArrowRight")],
        "actions/wait",
    ),
    "a cell that was emptied": (
        lambda screen: [screen.go("actions/wait"), screen.press("Delete")],
        "actions/wait",
    ),
}


@pytest.mark.parametrize("where", PLACES)
def test_a_composition_on_it_begins_a_card_with_its_first_key(screen: Screen, where: str) -> None:
    begin, place = PLACES[where]
    begin(screen)
    before = screen.at(place).locator("[data-card]").count()
    screen.compose("か", "かん", "かんじ")
    screen.focused(f"{place} textarea")
    assert field(screen) == "かんじ"
    expect(screen.root.locator(".cjm-editor")).to_be_visible()
    screen.insert("漢字")
    assert field(screen) == "漢字"
    screen.compose("て")
    screen.insert("です")
    screen.press("Enter")
    texts = screen.at(place).locator("[data-card] .cjm-txt")
    expect(texts).to_have_count(before + 1)
    expect(texts.last).to_have_text("漢字です")
    screen.focused(f"{place} textarea")
    assert field(screen) == ""


@pytest.mark.parametrize(
    ("where", "text"),
    [("a cell", "Sits down, and waits."), ("a card", "🛫"), ("an empty cell", "é"), ("a card", "@")],
    ids=["dictation", "emoji", "dead key", "option key"],
)
def test_text_without_keys_begins_a_card(screen: Screen, where: str, text: str) -> None:
    begin, place = PLACES[where]
    begin(screen)
    screen.insert(text)
    screen.focused(f"{place} textarea")
    assert field(screen) == text
    screen.press("Control+Enter")
    expect(screen.at(place).locator("[data-card] .cjm-txt").last).to_have_text(text)
    screen.focused(place)


def test_keys_of_a_composition_are_no_keys_of_the_map(screen: Screen) -> None:
    screen.go("actions/wait")
    revision = screen.host.value("journey.revision")
    for key in ("Enter", "Escape", "Delete", "Backspace", " ", "?", "ArrowRight", "F2", "Tab"):
        prevented = screen.page.evaluate(
            """key => { const event = new KeyboardEvent('keydown',
                    {key, keyCode: 229, isComposing: true, bubbles: true, cancelable: true});
                return !document.activeElement.dispatchEvent(event); }""",
            key,
        )
        assert not prevented, key
        screen.focused("actions/wait")
    screen.cards("actions/wait", "Reads")
    assert screen.host.value("journey.revision") == revision


SAFARI = """([text, key]) => {
    const field = document.activeElement;
    field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true, data: ''}));
    field.value += text;
    for (const inputType of ['insertCompositionText', 'insertFromComposition'])
        field.dispatchEvent(new InputEvent('input', {bubbles: true, inputType, data: text}));
    field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true, data: text}));
    const ended = {key, keyCode: 229, isComposing: false, bubbles: true, cancelable: true};
    field.dispatchEvent(new KeyboardEvent('keydown', ended));
    field.dispatchEvent(new KeyboardEvent('keyup', {...ended, keyCode: 13}));
}"""


@pytest.mark.parametrize("key", ["F2", "/wait", "title", "point", "add"])
def test_the_enter_that_ends_a_composition_in_safari_does_not_save(screen: Screen, key: str) -> None:
    revision = screen.host.value("journey.revision")
    if key == "F2":
        screen.go("actions/wait")
        screen.press("F2", "Control+a")
    elif key == "title":
        screen.root.get_by_label("Title").focus()
    elif key == "point":
        screen.point("wait").focus()
        screen.press("Enter")
    elif key == "add":
        screen.tool("Add lane").click()
    else:
        screen.go(key)
        screen.press("F2")
    held = screen.page.evaluate_handle("document.activeElement")
    screen.page.evaluate(SAFARI, ["漢字", "Enter"])
    screen.let_pass(50)
    assert screen.page.evaluate("field => field === document.activeElement", held)
    assert screen.host.value("journey.revision") == revision


def test_the_enter_that_ends_a_composition_on_a_cell_in_safari_leaves_its_card_open(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.page.evaluate(SAFARI, ["漢字", "Enter"])
    screen.focused("actions/wait textarea")
    assert field(screen) == "漢字"
    screen.cards("actions/wait", "Reads")
    screen.press("Enter")
    screen.cards("actions/wait", "Reads", "漢字")


def test_a_korean_syllable_that_ends_as_the_next_begins_stays_in_one_field(screen: Screen) -> None:
    screen.go("actions/wait")
    held = screen.page.evaluate_handle("document.activeElement")
    screen.compose("ㅎ", "하", "한")
    screen.insert("한")
    screen.compose("ㄱ", "그", "글")
    screen.insert("글")
    assert screen.page.evaluate("field => field === document.activeElement", held)
    assert field(screen) == "한글"


def test_the_map_has_one_tab_stop_and_it_takes_text(screen: Screen) -> None:
    screen.go("actions/wait")
    stops = "[...document.querySelectorAll('[role=grid] [tabindex=\"0\"]')].map(one => one.tagName)"
    screen.until(lambda: screen.page.evaluate(stops), ["TEXTAREA"])
    screen.press("Tab")
    screen.until(lambda: "/" in screen.focus, False)
    screen.press("Shift+Tab")
    screen.focused("actions/wait")
    screen.press("Shift+Tab")
    screen.until(lambda: "/" in screen.focus, False)
    screen.press("Tab")
    screen.focused("actions/wait")
    screen.compose("か")
    assert field(screen) == "か"


def test_the_focused_cell_and_card_are_read_out_by_the_field(screen: Screen) -> None:
    name = "document.activeElement.ariaLabel"
    screen.go("actions/wait")
    screen.until(lambda: screen.page.evaluate(name), "Assumption: Reads")
    screen.press("Space")
    screen.focused("actions/wait actions.wait")
    screen.until(lambda: screen.page.evaluate(name), "Assumption: Reads")
    screen.press("ArrowRight")
    screen.until(lambda: screen.page.evaluate(name), "Empty")


def test_a_finger_brings_up_no_keyboard_before_there_is_something_to_write(screen: Screen) -> None:
    press = """([selector, pointerType]) => { const cell = document.querySelector(selector);
        cell.dispatchEvent(new PointerEvent('pointerdown', {pointerType, bubbles: true, composed: true}));
        cell.dispatchEvent(new MouseEvent('mousedown', {bubbles: true, cancelable: true}));
        cell.dispatchEvent(new PointerEvent('pointerup', {pointerType, bubbles: true, composed: true})); }"""
    cell = '[data-lane="actions"] [data-stage="leave"]'
    mode = "document.activeElement.inputMode"
    screen.page.evaluate(press, [cell, "touch"])
    screen.focused("actions/leave")
    screen.until(lambda: screen.page.evaluate(mode), "none")
    screen.press("Enter")
    screen.focused("actions/leave textarea")
    assert screen.page.evaluate(mode) == ""
    screen.press("Escape")
    screen.page.evaluate(press, [cell, "mouse"])
    screen.focused("actions/leave")
    screen.until(lambda: screen.page.evaluate(mode), "")


def test_a_composition_begins_a_card_in_jupyterlab(show_in_lab: Show) -> None:
    screen = show_in_lab(JOURNEY)
    cells = screen.host.count
    screen.go("actions/wait")
    screen.compose("あ", "ab")
    screen.insert("漢字")
    screen.focused("actions/wait textarea")
    screen.press("Enter", "Enter")
    screen.cards("actions/wait", "Reads", "漢字")
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Reads\n漢字")
    assert screen.host.count == cells
