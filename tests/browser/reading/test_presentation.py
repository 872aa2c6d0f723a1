"""The presentation: stage by stage, by keys alone and by pointer alone, in a room and for a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.plain_page import PlainPage
from tests.browser.scenes import violations
from tests.browser.screen import Screen

MAP = 'cjm.Journey.from_template("airport-departure")'
NOTES = "journey.set_stage('Security', notes='Ask the room first')"


@pytest.fixture
def screen(show: Show) -> Screen:
    screen = show(MAP, NOTES)
    screen.host.run(1)
    return screen


def _dialog(screen: Screen) -> Locator:
    return screen.root.locator("dialog")


def _hears(screen: Screen, words: str) -> None:
    expect(_dialog(screen).get_by_role("status")).to_have_text(words)
    if not words.startswith("Stage"):
        return
    name = words.partition(": ")[2]
    expect(_dialog(screen).get_by_role("heading", level=2)).to_have_text(name)
    expect(_dialog(screen).locator('[aria-current="step"]')).to_contain_text(name)


def test_it_is_led_by_keys_alone(screen: Screen) -> None:
    screen.tool("Present").focus()
    screen.press("Enter")
    _hears(screen, "Stage 1 of 7: Getting there")
    screen.press("ArrowLeft")
    _hears(screen, "Stage 1 of 7: Getting there")
    screen.press("ArrowRight", "PageDown", "ArrowRight")
    _hears(screen, "Stage 4 of 7: Security")
    expect(_dialog(screen)).to_contain_text("Get through without surprises")
    expect(_dialog(screen).get_by_role("textbox", name="Notes for Security")).to_have_value(
        "Ask the room first"
    )
    screen.press("n")
    expect(_dialog(screen).get_by_role("textbox")).to_have_count(0)
    screen.press("b")
    expect(_dialog(screen).locator(".cjm-pr-blank")).to_be_visible()
    _hears(screen, "The screen is blank. Any key or press shows the stage again.")
    screen.press("ArrowRight")
    expect(_dialog(screen).locator(".cjm-pr-blank")).to_have_count(0)
    _hears(screen, "Stage 4 of 7: Security")
    screen.press("f")
    screen.page.wait_for_function("document.fullscreenElement?.matches('.cjm-pr')")
    screen.press("f")
    screen.page.wait_for_function("document.fullscreenElement === null")
    screen.press("End", "ArrowRight")
    _hears(screen, "Stage 7 of 7: Overall")
    screen.press("Home")
    _hears(screen, "Stage 1 of 7: Getting there")
    screen.press("Escape")
    expect(_dialog(screen)).to_have_count(0)
    expect(screen.tool("Present")).to_be_focused()
    assert screen.host.value("journey.revision") == 1


def test_it_is_led_by_one_pointer(screen: Screen) -> None:
    screen.go("/security")
    screen.tool("Present").click()
    _hears(screen, "Stage 4 of 7: Security")
    dialog = _dialog(screen)
    dialog.get_by_role("button", name="Next: Waiting airside").click()
    _hears(screen, "Stage 5 of 7: Waiting airside")
    dialog.get_by_role("button", name="Previous: Security").click()
    dialog.get_by_role("button", name="7 Overall").click()
    _hears(screen, "Stage 7 of 7: Overall")
    dialog.get_by_role("button", name="This is the last stage").click(force=True)
    _hears(screen, "Stage 7 of 7: Overall")
    dialog.get_by_role("button", name="Start").click()
    _hears(screen, "Stage 1 of 7: Getting there")
    dialog.get_by_role("button", name="Blank").click()
    dialog.locator(".cjm-pr-blank").click()
    dialog.get_by_role("button", name="Full screen").click()
    screen.page.wait_for_function("document.fullscreenElement?.matches('.cjm-pr')")
    expect(dialog.get_by_role("textbox")).to_have_count(0)
    dialog.get_by_role("button", name="Leave").first.click()
    expect(dialog).to_have_count(0)
    screen.page.wait_for_function("document.fullscreenElement === null")


def test_notes_are_written_where_they_are_read(screen: Screen) -> None:
    screen.tool("Present").click()
    screen.root.get_by_role("textbox", name="Notes for Getting there").fill("Bring a bag")
    screen.press("Home", "b", "Escape")
    expect(_dialog(screen).get_by_role("button", name="Next")).to_be_focused()
    screen.host.settle("journey.document.stages[0].notes", "bBring a bag")
    screen.press("ArrowRight", "ArrowLeft")
    expect(screen.root.get_by_role("textbox", name="Notes for Getting there")).to_have_value("bBring a bag")


def test_it_follows_what_is_edited_meanwhile(screen: Screen) -> None:
    screen.tool("Present").click()
    screen.press("ArrowRight")
    screen.host.console("journey.rename_stage('Roads, parking, shuttle', 'Roads')")
    _hears(screen, "Stage 2 of 7: Roads")
    screen.host.console("journey.remove_stage('Roads')")
    _hears(screen, "Stage 1 of 6: Getting there")


def test_from_right_to_left_the_left_arrow_goes_on(screen: Screen) -> None:
    screen.page.evaluate("document.documentElement.dir = 'rtl'")
    try:
        screen.tool("Present").click()
        screen.press("ArrowLeft")
        _hears(screen, "Stage 2 of 7: Roads, parking, shuttle")
        screen.press("ArrowRight")
        _hears(screen, "Stage 1 of 7: Getting there")
    finally:
        screen.page.evaluate("document.documentElement.dir = ''")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_it_is_accessible(screen: Screen, plain_page: PlainPage, theme: str) -> None:
    plain_page.theme(theme)
    screen.go("/security")
    screen.tool("Present").click()
    _hears(screen, "Stage 4 of 7: Security")
    assert violations(screen) == []


def test_a_projector_shows_a_stage_without_scrolling_sideways(screen: Screen) -> None:
    size = screen.page.viewport_size
    screen.page.set_viewport_size({"width": 1280, "height": 720})
    try:
        screen.tool("Present").click()
        for _ in range(7):
            box = (
                _dialog(screen)
                .locator(".cjm-pr-main")
                .evaluate("one => [one.scrollWidth - one.clientWidth, one.clientHeight]")
            )
            assert box[0] <= 0
            assert box[1] > 300
            screen.press("ArrowRight")
        title = _dialog(screen).get_by_role("heading", level=2)
        look = (
            "one => { const {fontSize, lineHeight} = getComputedStyle(one); return [fontSize, lineHeight] }"
        )
        assert title.evaluate(look) == ["44px", "52px"]
    finally:
        assert size
        screen.page.set_viewport_size(size)
