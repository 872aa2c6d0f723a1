"""Several people with one map open, in a notebook or in a file's tab, by jupyter-collaboration."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.lab import PATIENCE
from tests.browser.notebook import Notebook
from tests.browser.tab import Tab

MAP = json.dumps(
    {
        "cjm": "1.1",
        "id": "visit",
        "title": "A visit",
        "stages": [{"id": "arrive", "name": "Arrive"}, {"id": "wait", "name": "Wait"}],
        "lanes": [{"id": "actions", "name": "Actions"}],
        "cells": {"actions": {"arrive": [{"id": "c1", "text": "Parks"}]}},
    }
)
JOURNEY = """cjm.Journey(["Arrive", "Wait"], lanes=["Actions"])"""
MAP_OUTPUT = "application/vnd.cjm+json"


def has(tab: Tab, place: str, *texts: str) -> None:
    """Wait until the cell has these cards."""
    expect(tab.cell(place).locator(".cjm-card")).to_have_text(list(texts))


def saved(tab: Tab) -> None:
    """Wait until the map says that the file has all of it."""
    tab.map.locator(".cjm-status.is-saved").wait_for(timeout=PATIENCE * 1000)


def test_tabs_of_one_file_meet_and_nobody_is_disturbed(tabs: Callable[[str, int], list[Tab]]) -> None:
    ana, ben = tabs(MAP, 2)
    ben.append("actions/wait", "Rea")
    ana.append("actions/arrive", "Walks")
    ana.page.keyboard.press("Control+Enter")
    has(ben, "actions/arrive", "Parks", "Walks")
    ben.page.keyboard.type("ds")
    ben.page.keyboard.press("Control+Enter")
    has(ana, "actions/wait", "Reads")
    ana.holds("Reads")
    for tab in (ana, ben):
        saved(tab)
    cells = json.loads(ana.file.read_text())["cells"]["actions"]
    assert [[card["text"] for card in cells[stage]] for stage in ("arrive", "wait")] == [
        ["Parks", "Walks"],
        ["Reads"],
    ]


def test_what_another_program_writes_joins_what_three_people_write(
    tabs: Callable[[str, int], list[Tab]],
) -> None:
    ana, ben, cem = tabs(MAP, 3)
    ben.append("actions/wait", "Read")
    other = json.loads(MAP)
    other["title"] = "A long visit"
    ana.file.write_text(json.dumps(other))
    for tab in (ana, ben, cem):
        expect(tab.map).to_have_attribute("aria-label", "Journey map: A long visit", timeout=PATIENCE * 1000)
    ben.page.keyboard.type("s")
    ben.page.keyboard.press("Control+Enter")
    for tab in (ana, cem):
        has(tab, "actions/wait", "Reads")
    cem.holds("Reads")
    assert json.loads(cem.file.read_text())["title"] == "A long visit"


def test_of_two_who_write_one_card_the_later_is_asked(tabs: Callable[[str, int], list[Tab]]) -> None:
    ana, ben = tabs(MAP, 2)
    for tab, text in ((ana, "Walks"), (ben, "Rides")):
        tab.cell("actions/arrive").locator(".cjm-card").click()
        tab.page.keyboard.press("F2")
        tab.page.keyboard.press("Control+a")
        tab.page.keyboard.type(text)
    ana.page.keyboard.press("Control+Enter")
    expect(
        ben.cell("actions/arrive").locator(".cjm-editor, textarea, [contenteditable]").first
    ).to_be_visible()
    has(ana, "actions/arrive", "Walks")
    ben.page.keyboard.press("Control+Enter")
    expect(ben.cell("actions/arrive").locator(".cjm-conflict")).to_contain_text("Walks")
    ben.cell("actions/arrive").locator(".cjm-conflict").get_by_role("button", name="Keep mine").click()
    for tab in (ana, ben):
        has(tab, "actions/arrive", "Rides")


def test_undo_takes_back_ones_own_edit_and_not_that_of_another(tabs: Callable[[str, int], list[Tab]]) -> None:
    ana, ben = tabs(MAP, 2)
    ana.append("actions/wait", "Reads")
    ana.page.keyboard.press("Control+Enter")
    has(ben, "actions/wait", "Reads")
    ben.append("actions/arrive", "Walks")
    ben.page.keyboard.press("Control+Enter")
    has(ana, "actions/arrive", "Parks", "Walks")
    ana.page.keyboard.press("Control+z")
    for tab in (ana, ben):
        has(tab, "actions/wait")
        has(tab, "actions/arrive", "Parks", "Walks")


def test_an_empty_file_can_be_begun_and_a_broken_one_keeps_its_bytes(
    tabs: Callable[[str, int], list[Tab]],
) -> None:
    ana, ben = tabs("", 2)
    ana.alert.get_by_role("button", name="Begin a map").click()
    ana.map.wait_for()
    ben.map.wait_for()
    ben.holds("journey")
    saved(ben)
    ana.file.write_text("{")
    for tab in (ana, ben):
        tab.alert.wait_for(timeout=PATIENCE * 1000)
    assert ana.file.read_text() == "{"
    ana.file.write_text(MAP)
    for tab in (ana, ben):
        has(tab, "actions/arrive", "Parks")


def test_a_notebook_shows_one_map_in_three_browsers_and_disturbs_nobody(
    notebooks: Callable[[str, int], list[Notebook]],
) -> None:
    ana, ben, cem = notebooks(JOURNEY, 3)
    ben.cell("wait", "actions").click(position={"x": 3, "y": 3})
    ben.page.keyboard.type("B begins an")
    for number in range(4):
        for one in (ana, cem):
            one.cell("arrive", "actions").click(position={"x": 3, "y": 3})
            one.page.keyboard.type(f"card {number}")
            one.page.keyboard.press("Control+Enter")
            one.saved()
        ana.command("docmanager:save")
    ben.page.keyboard.type("d goes on")
    ben.page.keyboard.press("Control+Enter")
    ben.settle("len(journey.cards)", 9)
    assert ben.value("journey.frame.loc['Wait', 'Actions']") == "B begins and goes on"
    for one in (ana, ben, cem):
        expect(one.cell("arrive", "actions").locator(".cjm-card")).to_have_count(8)
        expect(one.cell("wait", "actions")).to_contain_text("B begins and goes on")
        expect(one.page.locator("section.cjm")).to_have_count(1)
    outputs = "window.jupyterapp.shell.currentWidget.content.widgets[0].model.outputs"
    ana.wait(f"""JSON.stringify({outputs}.toJSON()[0].data["{MAP_OUTPUT}"]).includes("goes on")""")
    assert ana.page.evaluate(f"{outputs}.length") == 1
