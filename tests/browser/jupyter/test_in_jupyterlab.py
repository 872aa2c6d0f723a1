"""What is tested on a page without Jupyter, once each in a real JupyterLab: its kernel, styles, sockets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

import cjm_widgets as cjm
from tests.browser.conftest import Show
from tests.browser.hostile.test_strings import NASTY, READ, type_texts
from tests.browser.lab import Lab
from tests.browser.looks.test_looks import COLOURS, OVERFLOW, foreign_rules, is_on_its_columns, join, narrow
from tests.browser.quickstart import JOIN, JOURNEY
from tests.browser.scenes import violations
from tests.browser.screen import Screen
from tests.browser.tab import Tab

SMALL = """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions", "Thoughts"])
journey.set_cell("Wait", "Actions", "Reads")
journey.set_emotion("Wait", -1)"""

TALL = """cjm.Journey([f"Stage {at}" for at in range(14)], lanes=[f"Lane {at}" for at in range(24)])
journey.set_cell("Stage 13", "Lane 23", "Last")"""
ALL_OF_IT = {*(f"Stage {at}" for at in range(14)), *(f"Lane {at}" for at in range(24)), "Last"}
PRINTED = (
    "[...document.querySelectorAll('iframe')].find(frame => frame.srcdoc)?.contentDocument?.documentElement"
)
"""The page that JupyterLab prints of a notebook."""


@pytest.fixture
def screen(show_in_lab: Show) -> Screen:
    return show_in_lab(SMALL)


@pytest.fixture
def joined(show_in_lab: Show) -> Iterator[Screen]:
    screen = join(show_in_lab(JOURNEY, JOIN))
    yield screen
    screen.host.theme("Light")


def test_marks_of_findings_follow_what_is_typed(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.type("TBD")
    screen.press("Enter", "Escape")
    expect(screen.at("actions/leave")).to_have_attribute("data-finding", "warning")
    screen.press("Control+z")
    expect(screen.at("actions/leave")).not_to_have_attribute("data-finding", "warning")


def test_cells_are_written_left_and_emptied_by_keys(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.type("Parks")
    screen.press("Tab")
    screen.focused("actions/wait textarea")
    screen.press("Enter")
    screen.focused("actions/wait")
    screen.press("F2")
    screen.type(" a lot")
    screen.press("Enter")
    screen.focused("actions/wait actions.wait")
    screen.host.settle("journey.frame['Actions'].tolist()", ["Parks", "Reads a lot", ""])
    screen.press("Delete")
    screen.host.settle("journey.frame['Actions'].tolist()", ["Parks", "", ""])
    screen.focused("actions/wait")
    screen.press("Control+z")
    screen.cards("actions/wait", "Reads a lot")
    screen.focused("actions/wait")


def test_a_stage_is_added_by_its_header_and_moved_by_its_grip(screen: Screen) -> None:
    screen.at("/arrive").hover()
    screen.at("/arrive").get_by_role("button", name="Add a stage after Arrive").click()
    screen.type("Queue")
    screen.press("Enter", "Escape")
    screen.stages("Arrive", "Queue", "Wait", "Leave")
    screen.at("/arrive").hover()
    across = screen.at("/leave").bounding_box()
    assert across
    screen.drag(screen.at("/arrive").locator(".is-grip"), across["width"] * 3, 40)
    screen.host.settle("list(journey.frame.index)", ["Queue", "Wait", "Leave", "Arrive"])


def test_a_point_is_moved_by_keys_and_by_pointer(screen: Screen) -> None:
    screen.point("wait").click()
    screen.press("ArrowUp")
    screen.host.settle("round(journey.emotion.loc['Wait', 'Customer'], 6)", -0.9)
    screen.drag(screen.point("wait"), 0, 200)
    screen.host.settle("journey.emotion.loc['Wait', 'Customer']", -2)


def test_a_card_is_dragged_in_a_zoomed_page_and_scrolls_the_notebook(show_in_lab: Show) -> None:
    screen = show_in_lab(
        "cjm.Journey(['Arrive', 'Wait'], lanes=[f'Lane {at}' for at in range(40)], title='Tall')\n"
        "journey.set_cell('Arrive', 'Lane 0', 'Far to go')"
    )
    mouse = screen.page.mouse
    screen.page.evaluate("document.body.style.zoom = 1.25")
    try:
        card = screen.at("lane-0/arrive").locator("[data-card]")
        card.scroll_into_view_if_needed()
        start = card.bounding_box()
        assert start
        mouse.move(start["x"] + 20, start["y"] + 10)
        mouse.down()
        mouse.move(start["x"] + 30, start["y"] + 30, steps=3)
        size = screen.page.viewport_size
        assert size
        mouse.move(start["x"] + 30, size["height"] - 12, steps=3)
        last = screen.at("lane-39/wait")
        screen.until(
            lambda: last.evaluate("cell => cell.getBoundingClientRect().bottom <= innerHeight"), True
        )
        end = last.bounding_box()
        assert end
        mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=3)
        mouse.up()
        screen.host.settle("journey.cards[['stage', 'lane']].values.tolist()", [["Wait", "Lane 39"]])
        screen.focused("lane-39/wait lane-0.arrive")
    finally:
        screen.page.evaluate("document.body.style.zoom = ''")


def test_a_block_is_copied_and_pasted(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Shift+ArrowRight", "Control+c")
    screen.until(screen.copied, "\tReads\n")
    screen.go("thoughts/arrive")
    screen.paste("Parks\tSits\n")
    screen.host.settle("journey.frame['Thoughts'].tolist()", ["Parks", "Sits", ""])


def test_a_block_is_filled_by_its_handle(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Shift+ArrowDown")
    cell = screen.at("actions/wait").bounding_box()
    assert cell
    screen.drag(screen.root.locator(".cjm-fill"), cell["width"], 0)
    screen.host.settle("journey.frame['Actions'].tolist()", ["", "Reads", "Reads"])
    screen.press("Control+z")
    screen.host.settle("journey.frame['Actions'].tolist()", ["", "Reads", ""])


def test_printing_a_notebook_prints_whole_maps(show_in_lab: Show, browser: Browser, artefacts: Path) -> None:
    screen = show_in_lab(TALL)
    screen.page.evaluate("() => void window.jupyterapp.commands.execute('apputils:print')")
    # JupyterLab prints the saved notebook, as nbconvert shows it, in a frame that runs no scripts.
    screen.host.wait(f"({PRINTED})?.querySelector('main img')?.complete")
    paper = browser.new_page(viewport={"width": 794, "height": 1123})  # A4
    try:
        paper.set_content(screen.page.evaluate(f"'<!doctype html>' + ({PRINTED}).outerHTML"))
        paper.emulate_media(media="print")
        image = paper.locator("main img").bounding_box()
        assert image
        assert image["x"] + image["width"] <= 794, "beside the paper"
        assert image["height"] <= 1123, "more than a page high"
        paper.pdf(path=artefacts / "notebook.pdf", format="A4")
    finally:
        paper.close()
        screen.press("Shift")  # a key takes the frame away
    assert in_print(artefacts / "notebook.pdf") == ALL_OF_IT


def test_the_browser_prints_whole_maps_too(show_in_lab: Show, artefacts: Path) -> None:
    screen = show_in_lab(TALL, "'What follows'")
    screen.page.pdf(path=artefacts / "page.pdf", format="A4")
    assert in_print(artefacts / "page.pdf") == ALL_OF_IT
    assert "What follows" in text_of(artefacts / "page.pdf")
    assert "Kernel" not in text_of(artefacts / "page.pdf"), "JupyterLab's menus are on paper"


def test_the_browser_prints_a_tab_without_a_map_as_jupyterlab_does(
    show_in_lab: Show, artefacts: Path
) -> None:
    screen = show_in_lab(TALL)
    screen.host.replace(["'What is here'"])  # type: ignore[union-attr]
    screen.root.wait_for(state="detached")
    screen.page.pdf(path=artefacts / "page.pdf", format="A4")
    assert "Kernel" in text_of(artefacts / "page.pdf")


def test_a_file_tab_prints_its_whole_map(lab: Lab, page: Page, artefacts: Path) -> None:
    journey = cjm.Journey([f"Stage {at}" for at in range(14)], lanes=[f"Lane {at}" for at in range(24)])
    journey.set_cell("Stage 13", "Lane 23", "Last")
    journey.save(lab.folder / "tall.cjm.json")
    tab = Tab(lab, page, "tall.cjm.json")
    tab.visit()
    expect(tab.map).to_be_visible()
    page.evaluate("() => { globalThis.print = () => { globalThis.isPrinted = true; }; }")
    tab.command("apputils:print")
    assert page.evaluate("isPrinted")
    page.pdf(path=artefacts / "tab.pdf", format="A4")
    assert in_print(artefacts / "tab.pdf") == ALL_OF_IT


def text_of(file: Path) -> str:
    """What a PDF says."""
    return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def in_print(file: Path) -> set[str]:
    """The stages, lanes and cards of the map in a PDF."""
    return {*re.findall(r"Stage \d+|Lane \d+|Last", text_of(file).partition("Untitled journey")[2])}


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_axe_finds_nothing(joined: Screen, theme: str) -> None:
    joined.host.theme(theme)
    expect(joined.root).to_have_attribute("data-theme", theme.lower())
    assert violations(joined) == []


def test_a_narrow_map_stays_within_its_edges(joined: Screen) -> None:
    narrow(joined, 700)
    joined.until(lambda: is_on_its_columns(joined), True)
    joined.until(lambda: joined.root.evaluate("map => map.scrollWidth <= map.clientWidth"), True)
    joined.until(lambda: joined.root.evaluate(OVERFLOW), [])


def test_the_map_follows_the_theme_at_once(joined: Screen) -> None:
    light = joined.root.evaluate(COLOURS)
    joined.host.theme("Dark")
    expect(joined.root).to_have_attribute("data-theme", "dark")
    dark = joined.root.evaluate(COLOURS)
    assert [light[1], dark[1]] == ["rgb(255, 255, 255)", "rgb(17, 17, 17)"]
    assert dark[0] != light[0]


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_keys_are_written_in_the_font_of_the_map(screen: Screen, theme: str) -> None:
    screen.host.theme(theme)
    screen.go("thoughts/wait")
    screen.press("Enter")
    fonts = "keys => keys.map(key => getComputedStyle(key).font.slice(0, 13))"
    written = screen.root.locator("kbd").evaluate_all(fonts)
    assert {*written} == {"500 11px / 16"}
    screen.press("Escape")
    screen.host.theme("Light")


def test_every_rule_of_its_style_is_for_the_map_only(joined: Screen) -> None:
    assert foreign_rules(joined) == []


def test_what_is_typed_survives_as_it_is_and_does_not_run(show_in_lab: Show) -> None:
    lanes = [f"L{number}" for number in range(len(NASTY))]
    screen = show_in_lab(f"cjm.Journey(['S0'], lanes={lanes})")
    type_texts(screen, NASTY)
    texts = [[text] for text in NASTY]
    screen.host.settle("journey.frame.T.values.tolist()", texts)
    screen.host.saved()
    screen.host.command("docmanager:save")
    screen.host.visit()
    expect(screen.root).to_be_visible()
    screen.until(lambda: list(screen.root.evaluate(READ).values()), texts)
    assert screen.page.evaluate("window.__pwned") is None
