"""The Findings tab and the marks on the map: they follow edits, say why, are mended and ignored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.scenes import violations
from tests.browser.screen import Screen

MAP = 'cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Actions", "Ideas"], title="A visit")'


@pytest.fixture
def screen(show: Show) -> Screen:
    screen = show(MAP)
    screen.host.console("journey.frame.loc['Wait', 'Actions'] = 'Reads\\nReads'")
    screen.cards("actions/wait", "Reads", "Reads")
    screen.tool("Details").click()
    screen.root.get_by_role("tab", name="Findings").click()
    expect(kind(screen, "CJM703")).to_be_visible()
    return screen


def kind(screen: Screen, code: str) -> Locator:
    return screen.root.locator(".cjm-li").filter(has_text=code)


def test_marks_follow_what_is_typed_and_an_edit_mends(screen: Screen) -> None:
    cell = screen.at("actions/wait")
    expect(cell).to_have_attribute("data-finding", "warning")
    expect(cell).to_have_attribute("aria-description", "1 finding: The same card twice in a cell")
    screen.go("actions/leave")
    screen.type("TBD")
    screen.press("Enter", "Escape")
    expect(screen.at("actions/leave")).to_have_attribute("data-finding", "warning")
    expect(kind(screen, "CJM706")).to_contain_text("Leave / Actions")
    screen.press("Control+z")
    expect(kind(screen, "CJM706")).to_have_count(0)
    expect(screen.at("actions/leave")).not_to_have_attribute("data-finding", "warning")
    kind(screen, "CJM703").get_by_role("button", name="Fix").click()
    screen.cards("actions/wait", "Reads")
    expect(kind(screen, "CJM703")).to_have_count(0)
    expect(cell).not_to_have_attribute("data-finding", "warning")
    assert screen.host.value("journey.undo()") == "Fix 1 finding"


def test_marks_are_there_though_nobody_opened_the_tab(show: Show) -> None:
    screen = show(MAP)
    screen.host.console("journey.frame.loc['Wait', 'Actions'] = 'Reads\\nReads'")
    expect(screen.at("actions/wait")).to_have_attribute("data-finding", "warning")
    screen.go("actions/leave")
    screen.type("TBD")
    screen.press("Enter", "Escape")
    expect(screen.at("actions/leave")).to_have_attribute("data-finding", "warning")
    screen.press("Control+z")
    expect(screen.at("actions/leave")).not_to_have_attribute("data-finding", "warning")
    screen.press("F8")
    expect(screen.root.locator(".cjm-dock").get_by_role("heading").first).to_be_visible()


def test_a_mark_of_a_score_stands_before_its_point(show: Show) -> None:
    screen = show(MAP.replace("lanes=[", "lanes=['Emotion', "))
    screen.host.console("journey.emotion.loc[:, 'Customer'] = [-2, 2, 1]")
    point = screen.at("emotion/wait").locator(".cjm-pt[data-persona=customer]")
    expect(point).to_have_attribute("aria-description", "1 finding: Too big a leap between stages")
    expect(screen.at("emotion/wait")).not_to_have_attribute("data-finding", "hint")
    box = point.bounding_box()
    assert box
    screen.host.page.mouse.click(box["x"] - 4, box["y"] + box["height"] / 2)
    panel = screen.root.locator(".cjm-dock")
    expect(panel.get_by_role("heading", name="Too big a leap between stages")).to_be_visible()
    expect(point).to_have_attribute("data-finding-shown", "")
    assert screen.host.value("float(journey.emotion.loc['Wait', 'Customer'])") == 2


def test_the_foot_counts_the_findings_while_their_tab_is_open(screen: Screen) -> None:
    rules = "journey.lint()['severity'].value_counts().to_dict()"
    count = screen.host.value(rules)
    foot = screen.root.locator(".cjm-foot")
    expect(foot).to_contain_text(f"{count['error']} error")
    expect(foot).to_contain_text(f"{count['warning']} warnings")
    expect(foot).to_contain_text(f"{count['hint']} hints")
    expect(foot).to_contain_text(f"{sum(count.values())} places")
    screen.root.get_by_role("tab", name="Details").click()
    expect(foot).to_contain_text("3 stages")


def test_nobody_asks_while_nobody_looks_and_once_for_several_edits(screen: Screen) -> None:
    screen.host.quietly(
        "from cjm_widgets.widgets import findings as module\n"
        "asked, findings_of = [], module.findings_of\n"
        "def counting(core, epoch, client):\n"
        "    asked.append(core.editing.history.revision)\n"
        "    return findings_of(core, epoch, client)\n"
        "module.findings_of = counting"
    )
    try:
        page = screen.host.page
        page.evaluate("document.body.style.paddingTop = '5000px'")
        page.evaluate(
            "Object.defineProperty(document, 'visibilityState', {get: () => 'hidden', configurable: true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
        page.wait_for_timeout(1000)
        screen.host.quietly("asked.clear()")  # of what was asked before nobody looked
        screen.host.console("journey.frame.loc['Leave', 'Actions'] = 'TBD'")
        screen.cards("actions/leave", "TBD")
        page.wait_for_timeout(1000)
        assert screen.host.value("len(asked)") == 0
        page.evaluate(
            "delete document.visibilityState; document.body.style.paddingTop = '';"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
        expect(screen.at("actions/leave")).to_have_attribute("data-finding", "warning")
        asked, revision = screen.host.value("[len(asked), journey.revision]")
        screen.host.console("for text in 'One', 'Two', 'Three': journey.set_cell('Leave', 'Actions', text)")
        expect(screen.at("actions/leave")).not_to_have_attribute("data-finding", "warning")
        assert screen.host.value("[len(asked), journey.revision]") == [asked + 1, revision + 3]
    finally:
        screen.host.quietly("module.findings_of = findings_of")


def test_one_finding_says_why_and_is_ignored_with_a_reason(screen: Screen) -> None:
    kind(screen, "CJM703").locator(".cjm-li-t").click()
    panel = screen.root.locator(".cjm-dock")
    expect(panel.get_by_role("heading", name="The same card twice in a cell")).to_be_visible()
    expect(panel).to_contain_text("'Reads' stands in the cell already")
    expect(panel).to_contain_text("What is there twice is counted twice")
    expect(panel.get_by_role("button", name="Remove the repeated card")).to_be_visible()
    assert violations(screen) == []
    panel.get_by_role("button", name="Keep it, note why").click()
    panel.get_by_label("Reason").fill("He does read twice")
    panel.get_by_role("button", name="Ignore here").click()
    screen.host.settle("[one.why for one in journey.document.waivers]", ["He does read twice"])
    expect(kind(screen, "CJM703")).to_have_count(0)
    expect(screen.at("actions/wait")).not_to_have_attribute("data-finding", "warning")
    panel.get_by_text("Ignored").click()
    kind(screen, "CJM703").get_by_role("button", name="Look again").click()
    screen.host.settle("len(journey.document.waivers)", 0)
    panel.get_by_text("All").first.click()
    expect(kind(screen, "CJM703")).to_be_visible()
    assert violations(screen) == []


def test_keys_go_from_finding_to_finding_and_mend(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("F8")
    panel = screen.root.locator(".cjm-dock")
    expect(panel.get_by_role("heading", name="The same card twice in a cell")).to_be_visible()
    screen.until(lambda: screen.focus.startswith("actions/wait"), True)
    screen.press("F8")
    expect(panel.get_by_role("heading", name="The same card twice in a cell")).to_have_count(0)
    screen.press("Shift+F8")
    expect(panel.get_by_role("heading", name="The same card twice in a cell")).to_be_visible()
    screen.press("Control+.")
    screen.cards("actions/wait", "Reads")
    screen.press("Control+z")
    screen.cards("actions/wait", "Reads", "Reads")


def test_a_press_of_a_mark_opens_it_while_the_panel_is_closed(screen: Screen) -> None:
    screen.root.get_by_role("button", name="Close panel").click()
    cell = screen.at("actions/wait")
    expect(cell).to_have_attribute("data-finding", "warning")
    box = cell.bounding_box()
    assert box
    cell.click(position={"x": box["width"] - 12, "y": box["height"] - 12})
    panel = screen.root.locator(".cjm-dock")
    expect(panel.get_by_role("heading", name="The same card twice in a cell")).to_be_visible()
    panel.get_by_role("button", name="kinds").click()
    panel.get_by_label("Marks on the map").uncheck()
    expect(screen.root.locator("[data-finding]")).to_have_count(0)


def test_settings_that_cannot_be_read_are_said(screen: Screen) -> None:
    screen.host.console("from cjm_widgets.journey import map_linter")
    screen.host.console("map_linter._LINTERS.clear()")
    screen.host.console("import os, tempfile; here = os.getcwd(); os.chdir(tempfile.mkdtemp())")
    screen.host.console("open('pyproject.toml', 'w').write('[tool.cjm.lint]\\nselct = []\\n')")
    try:
        screen.host.console("journey.title = 'Another'")
        expect(screen.root.locator(".cjm-dk-none")).to_contain_text("did you mean 'select'")
    finally:
        screen.host.console("os.chdir(here)")
