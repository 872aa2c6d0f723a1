"""The History tab: what was done, going back to a line in one step, and snapshots."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.plain_page import PlainPage
from tests.browser.scenes import violations
from tests.browser.screen import Screen

MAP = 'cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Ideas"], title="A visit")'


@pytest.fixture
def screen(show: Show) -> Screen:
    screen = show(MAP)
    screen.host.console("journey.set_emotion('Wait', -1)")
    screen.host.console("journey.add_stage('Leave')")
    screen.go("ideas/wait")
    screen.type("Long queue")
    screen.press("Enter", "Escape")
    screen.cards("ideas/wait", "Long queue")
    screen.host.saved()
    return screen


def _who(screen: Screen) -> list[str]:
    return [text.split(" · ")[0] for text in screen.root.locator(".cjm-h small").all_inner_texts()]


def test_it_lists_who_did_what_and_when_by_keyboard_and_goes_back_in_one_step(screen: Screen) -> None:
    before = screen.host.value("journey.document.stages")
    screen.press("Control+i")
    screen.root.get_by_role("tab", name="Details").focus()
    screen.press("ArrowRight", "ArrowRight", "ArrowRight")
    expect(screen.root.get_by_role("tab", name="History")).to_be_focused()
    first = screen.root.locator(".cjm-h").first
    expect(first).to_contain_text("Add card Long queue")
    screen.until(lambda: _who(screen), ["You, on screen", "Python", "Python"])
    screen.press("Tab", "Tab", "Tab", "Tab")
    expect(first.locator(".cjm-h-t")).to_be_focused()
    expect(screen.at("ideas/wait")).to_have_attribute("data-touched", "")
    screen.press("ArrowDown", "ArrowDown")
    expect(screen.at("emotion/wait")).to_have_attribute("data-touched", "")
    expect(screen.at("ideas/wait")).not_to_have_attribute("data-touched", "")
    screen.press("Tab", "Enter")
    screen.stages("Arrive", "Wait")
    screen.host.settle("len(journey.cards)", 0)
    expect(screen.root.locator(".cjm-sentence")).to_have_text("Undone up to there. Ctrl Z brings it back.")
    expect(first).to_contain_text("Back to: Move emotion at Wait")
    expect(screen.root.locator(".cjm-h.is-undone")).to_have_count(2)
    screen.focused("button")
    screen.press("Control+z")
    screen.stages("Arrive", "Wait", "Leave")
    screen.cards("ideas/wait", "Long queue")
    assert screen.host.value("journey.document.stages") == before
    expect(screen.root.locator(".cjm-h.is-undone")).to_have_count(1)


def test_it_is_read_and_used_with_one_pointer(screen: Screen) -> None:
    screen.tool("Details").click()
    screen.root.get_by_role("tab", name="History").click()
    lines = screen.root.locator(".cjm-h")
    lines.nth(2).hover()
    expect(screen.at("emotion/wait")).to_have_attribute("data-touched", "")
    lines.nth(0).locator(".cjm-h-t").click()
    expect(screen.at("ideas/wait").locator("[data-card]")).to_have_count(1)
    screen.until(lambda: screen.focus.startswith("ideas/wait ideas.wait"), True)
    lines.last.get_by_role("button", name="Undo to here").click()
    screen.stages("Arrive", "Wait")
    screen.host.settle("journey.history['undone'].tolist()", [True, True, True, False])
    lines.first.hover()
    expect(lines.first.get_by_role("button", name="Undo to here")).to_have_count(0)


def test_python_and_other_views_are_in_the_same_list(screen: Screen, plain_page: PlainPage) -> None:
    screen.press("Control+i")
    screen.root.get_by_role("tab", name="History").click()
    screen.host.console("journey.title = 'Another'")
    screen.until(lambda: _who(screen), ["Python", "You, on screen", "Python", "Python"])
    screen.host.console("journey.undo()")
    expect(screen.root.locator(".cjm-h.is-undone")).to_contain_text("Change the map")
    plain_page.again()
    again = Screen(plain_page)
    again.tool("Details").click()
    again.root.get_by_role("tab", name="History").click()
    again.until(lambda: _who(again), ["Python", "On screen", "Python", "Python"])


def test_a_snapshot_is_taken_compared_restored_and_removed_by_keyboard(screen: Screen) -> None:
    screen.press("Control+i")
    screen.root.get_by_role("tab", name="History").focus()
    screen.press("Enter")
    screen.root.get_by_role("button", name="Snapshot now").focus()
    screen.press("Enter")
    expect(screen.root.get_by_label("Name of the snapshot")).to_be_focused()
    screen.type("Before the workshop")
    screen.press("Enter")
    screen.host.settle("journey.snapshots[['name', 'cards']].values.tolist()", [["Before the workshop", 1]])
    expect(screen.root.get_by_role("button", name="Snapshot now")).to_be_focused()
    screen.host.console("journey.set_cell('Wait', 'Ideas', 'Longer queue\\nNo seat')")
    item = screen.root.locator(".cjm-snaps > li").nth(1)
    expect(item).to_contain_text("1 card · 2 differ from now")
    item.get_by_role("button", name="Compare").focus()
    screen.press("Enter")
    expect(screen.root.get_by_label("Earlier version")).to_be_focused()
    screen.press("Escape")
    expect(item.get_by_role("button", name="Compare")).to_be_focused()
    item.get_by_role("button", name="Restore").focus()
    screen.press("Enter")
    screen.cards("ideas/wait", "Long queue")
    expect(screen.root.locator(".cjm-sentence")).to_contain_text("Ctrl Z takes this back")
    screen.press("Control+z")
    screen.cards("ideas/wait", "Longer queue", "No seat")
    item.get_by_role("button", name="Remove").focus()
    screen.press("Enter")
    screen.host.settle("len(journey.snapshots)", 0)
    screen.press("Control+z")
    screen.host.settle("journey.snapshots['name'].tolist()", ["Before the workshop"])


def test_a_snapshot_is_taken_and_restored_with_one_pointer(screen: Screen) -> None:
    screen.tool("Details").click()
    screen.root.get_by_role("tab", name="History").click()
    screen.root.get_by_role("button", name="Snapshot now").click()
    expect(screen.root.get_by_label("Name of the snapshot")).to_be_focused()
    screen.type("Draft")
    screen.root.get_by_role("button", name="Keep").click()
    expect(screen.root.locator(".cjm-snaps > li")).to_have_count(2)
    screen.host.console("journey.title = 'Another'")
    expect(screen.root.get_by_label("Title")).to_have_value("Another")
    screen.root.get_by_role("button", name="Restore Draft").click()
    screen.host.settle("journey.title", "A visit")


def test_the_palette_opens_the_history_names_a_snapshot_and_presents(screen: Screen) -> None:
    screen.go("ideas/wait")
    screen.press("Control+k")
    screen.type("snapshot now")
    screen.press("Enter")
    expect(screen.root.get_by_label("Name of the snapshot")).to_be_focused()
    screen.type("By keys")
    screen.press("Enter")
    screen.host.settle("journey.snapshots['name'].tolist()", ["By keys"])
    screen.go("/wait")
    screen.press("Shift+F10")
    screen.root.get_by_role("menuitem", name="Present from here").click()
    expect(screen.root.locator("dialog").get_by_role("status")).to_have_text("Stage 2 of 3: Wait")
    screen.press("Escape")
    expect(screen.root.locator("dialog.cjm-pr-dialog")).to_have_count(0)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_it_is_accessible(screen: Screen, plain_page: PlainPage, theme: str) -> None:
    plain_page.theme(theme)
    screen.host.console("journey.snapshot('Draft')")
    screen.host.console("journey.undo()\njourney.redo()\njourney.add_stage('x')\njourney.undo()")
    screen.press("Control+i")
    screen.root.get_by_role("tab", name="History").click()
    screen.root.locator(".cjm-h").nth(1).hover()
    assert violations(screen) == []
    screen.root.get_by_text("Snapshots", exact=True).click()
