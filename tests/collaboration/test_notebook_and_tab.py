"""The journey of a notebook and the tab of its file are one map, with all who have either open."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.lab import PATIENCE
from tests.browser.notebook import Notebook
from tests.browser.tab import Tab
from tests.collaboration.test_together import JOURNEY, MAP, has, saved

OpenTabs = Callable[[str, int], list[Tab]]
ReadInNotebook = Callable[[str], Notebook]


def test_a_notebook_joins_those_who_have_its_file_in_a_tab(
    tabs: OpenTabs, read_in_notebook: ReadInNotebook
) -> None:
    ana, ben = tabs(MAP, 2)
    notebook = read_in_notebook(ana.name)
    ben.append("actions/wait", "Rea")
    notebook.console("journey.frame.loc['Arrive', 'Actions'] += '\\nWalks'")
    for tab in (ana, ben):
        has(tab, "actions/arrive", "Parks", "Walks")
    ben.page.keyboard.type("ds")
    ben.page.keyboard.press("Control+Enter")
    has(ana, "actions/wait", "Reads")
    expect(notebook.cell("wait", "actions").locator(".cjm-card")).to_have_text("Reads")
    notebook.settle("journey.frame.loc['Wait', 'Actions']", "Reads")
    notebook.cell("wait", "actions").click(position={"x": 3, "y": 3})
    notebook.page.keyboard.type("Sleeps")
    notebook.page.keyboard.press("Control+Enter")
    for tab in (ana, ben):
        has(tab, "actions/wait", "Reads", "Sleeps")
        saved(tab)
    assert notebook.value("journey.not_saved") == ""
    notebook.console("journey.title = 'A long visit'; journey.save()")
    assert json.loads(ana.file.read_text())["title"] == "A long visit"


def test_an_edit_in_an_output_that_met_one_in_a_tab_is_asked_about(
    tabs: OpenTabs, read_in_notebook: ReadInNotebook
) -> None:
    (ana,) = tabs(MAP, 1)
    notebook = read_in_notebook(ana.name)
    card = notebook.cell("arrive", "actions").locator(".cjm-card")
    expect(card).to_have_text("Parks")
    # What the kernel writes comes to the room late.
    notebook.console(
        "import time; from cjm_widgets.collaboration import room_client; "
        "room_client._loop().call_soon_threadsafe(time.sleep, 6)"
    )
    card.click()
    notebook.page.keyboard.press("F2")
    notebook.page.keyboard.press("Control+a")
    notebook.page.keyboard.type("Walks")
    notebook.page.keyboard.press("Control+Enter")
    notebook.saved()
    ana.cell("actions/arrive").locator(".cjm-card").click()
    ana.page.keyboard.press("F2")
    ana.page.keyboard.press("Control+a")
    ana.page.keyboard.type("Rides")
    ana.page.keyboard.press("Control+Enter")
    conflict = notebook.cell("arrive", "actions").locator(".cjm-conflict")
    expect(conflict).to_contain_text("Walks", timeout=PATIENCE * 1000)
    expect(conflict).to_contain_text("Rides")
    has(ana, "actions/arrive", "Rides")
    conflict.get_by_role("button", name="Keep mine").click()
    has(ana, "actions/arrive", "Walks")
    expect(ana.cell("actions/arrive").locator(".cjm-conflict")).to_have_count(0)
    expect(conflict).to_have_count(0)
    assert notebook.value("journey.not_saved") == ""


@pytest.mark.parametrize("keep", ["Keep mine", "Take theirs"])
def test_of_two_who_write_one_card_of_a_notebook_the_later_is_asked(
    notebooks: Callable[[str, int], list[Notebook]], keep: str
) -> None:
    both = ana, ben = notebooks(JOURNEY, 2)
    notebook_type(ana, "Parks")
    expect(ben.cell("arrive", "actions").locator(".cjm-card")).to_have_text("Parks")
    for one, text in zip(both, ("Walks", "Rides"), strict=True):
        one.cell("arrive", "actions").locator(".cjm-card").click()
        one.page.keyboard.press("F2")
        one.page.keyboard.press("Control+a")
        one.page.keyboard.type(text)
    ana.page.keyboard.press("Control+Enter")
    ana.settle("journey.frame.loc['Arrive', 'Actions']", "Walks")
    ben.page.keyboard.press("Control+Enter")
    conflict = ben.cell("arrive", "actions").locator(".cjm-conflict")
    expect(conflict).to_contain_text("Walks", timeout=PATIENCE * 1000)
    expect(conflict).to_contain_text("Rides")
    conflict.get_by_role("button", name=keep).click()
    ana.settle("journey.frame.loc['Arrive', 'Actions']", "Rides" if keep == "Keep mine" else "Walks")
    expect(conflict).to_have_count(0)
    for one in both:
        expect(one.page.locator(".cjm-notice.is-danger")).to_have_count(0)


def notebook_type(notebook: Notebook, text: str) -> None:
    """Add a card to the first cell of the map in an output."""
    notebook.cell("arrive", "actions").click(position={"x": 3, "y": 3})
    notebook.page.keyboard.type(text)
    notebook.page.keyboard.press("Control+Enter")
    notebook.saved()
