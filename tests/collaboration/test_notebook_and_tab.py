"""The journey of a notebook and the tab of its file are one map, with all who have either open."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.notebook import Notebook
from tests.browser.tab import Tab
from tests.collaboration.test_together import MAP, has, saved

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
