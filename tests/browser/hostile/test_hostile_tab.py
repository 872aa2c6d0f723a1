"""Hostile texts in map files and in their names: opened in tabs of JupyterLab, dragged into a notebook."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cjm_widgets.document.model import Document, Stage
from cjm_widgets.storage import file
from tests.browser.canary import Canary, shape
from tests.browser.conftest import new_context
from tests.browser.lab import PATIENCE, Lab
from tests.browser.tab import CURRENT, Tab
from tests.hostile_strings import EVERY, GROUPS, SAMPLE, batches
from tests.unit.formats.maps import map_with
from tests.unit.strategies import EXPLORING

TEXTS = EVERY if EXPLORING else SAMPLE
STAGES = 24
LONGEST = 200
"""Bytes of a file's name; a file system takes 255."""
OPEN = """async path => {
    const {commands, serviceManager} = window.jupyterapp;
    const panel = await commands.execute('docmanager:open', {path});
    await panel.context.ready;
    return panel.context.path;
}"""


def is_file_name(text: str) -> bool:
    """Whether a file can be called so, and is listed."""
    return not {"/", "\0"} & {*text} and len(text.encode()) < LONGEST and not text.startswith(".")


NAMES = [text for text in TEXTS if is_file_name(text)]
DRAGGED = [next(filter(is_file_name, kinds.values())) for kinds in GROUPS.values()]
"""A name of each group, in which one can be."""


@pytest.fixture(scope="module")
def tab(lab: Lab, browser: Browser) -> Iterator[Tab]:
    """A page of JupyterLab with a harmless map open, and a notebook that nothing is run in."""
    context = new_context(browser)
    tab = Tab(lab, context.new_page(), "hostile.cjm.json")
    file.save(map_with(["Arrive"]), tab.file)
    tab.visit()
    yield tab
    context.close()


@pytest.fixture(scope="module")
def canary(tab: Tab) -> Canary:
    return Canary(tab.page)


def titled(text: str) -> Document:
    """A small map of this title."""
    return Document(id="map", title=text, stages=(Stage(id="s", name="Arrive"),))


HEADS = """texts => JSON.stringify([...document.querySelectorAll('.cjm-tab section.cjm .cjm-stage b')]
    .map(name => name.textContent)) === JSON.stringify(texts)"""
LISTED = """name => {
    const rows = [...document.querySelectorAll('.jp-DirListing-item .jp-DirListing-itemText')];
    const names = rows.map(row => row.textContent).filter(text => text.endsWith('.cjm.json'));
    return names.length === 1 && names[0] === name;
}"""
"""Whether the file browser lists this map alone, and no longer the last one."""
SOURCE = f"text => {CURRENT}.context.model.sharedModel.setSource(text)"


def test_a_tab_says_every_text_of_its_file(tab: Tab, canary: Canary) -> None:
    usual = set[str]()
    harmless = [f"https://example.org/{at}" if at % 2 else f"Text {at}\nand more" for at in range(STAGES)]
    for texts in (harmless, *batches(STAGES, TEXTS)):
        tab.page.evaluate(SOURCE, file.dumps(map_with(texts)))
        tab.page.wait_for_function(HEADS, arg=texts)
        shown = shape(tab.page, ".cjm-tab")
        usual = usual or shown
        assert shown <= usual
        canary.untouched()


def test_a_broken_file_is_explained_with_its_text(tab: Tab, canary: Canary) -> None:
    usual = set[str]()
    for text in ("harmless", *TEXTS):
        tab.page.evaluate(SOURCE, json.dumps({"cjm": "1.0", "id": "x", text: 1, "stages": [{"id": text}]}))
        expect(tab.alert).to_be_visible()
        shown = shape(tab.page, ".cjm-tab")
        usual = usual or shown
        assert shown <= usual
    canary.untouched()
    tab.page.evaluate(SOURCE, file.dumps(titled("A visit")))
    expect(tab.map).to_be_visible()


def test_a_file_of_any_name_opens_as_a_map(tab: Tab, canary: Canary) -> None:
    folder = tab.lab.folder / "hostile-names"
    folder.mkdir()
    usual = set[str]()
    for name in ("harmless", *NAMES):
        path = folder / f"{name}.cjm.json"
        file.save(titled(name), path)
        tab.page.evaluate(OPEN, f"{folder.name}/{path.name}")
        expect(tab.map.get_by_role("textbox", name="Title")).to_have_value(name)
        shown = shape(tab.page, "body")
        usual = usual or shown
        assert shown <= usual
        tab.command("application:close")
        canary.untouched()


def test_a_file_of_any_name_that_is_dragged_becomes_the_code_that_reads_it(tab: Tab, canary: Canary) -> None:
    folder = tab.lab.folder / "hostile-dragged"
    folder.mkdir()
    tab.lab.write(f"{folder.name}/study.ipynb", ["import cjm_widgets as cjm"])
    page = tab.page
    page.goto(f"{tab.lab.url}/lab/tree/{folder.name}/study.ipynb?reset")
    page.wait_for_function(f"{CURRENT}?.content?.widgets?.length === 1", timeout=PATIENCE * 1000)
    page.evaluate(f"async () => {{ await {CURRENT}.revealed; }}")
    for name in DRAGGED:
        path = folder / f"{name}.cjm.json"
        file.save(titled(name), path)
        page.evaluate("window.jupyterapp.commands.execute('filebrowser:refresh')")
        row = page.locator(".jp-DirListing-item", has_text=".cjm.json")
        page.wait_for_function(LISTED, arg=path.name)
        drag(page, row, page.locator(".jp-Notebook .jp-Cell").first)
        page.wait_for_function(f"{CURRENT}.content.widgets.length === 2", timeout=PATIENCE * 1000)
        source = page.evaluate(f"{CURRENT}.content.widgets[1].model.sharedModel.source")
        (read, _) = ast.parse(source).body
        assert isinstance(read, ast.Assign)
        assert isinstance(read.value, ast.Call)
        assert ast.literal_eval(read.value.args[0]) == path.name
        page.evaluate(f"{CURRENT}.content.model.sharedModel.deleteCell(1)")
        path.unlink()
        canary.untouched()


def drag(page: Page, grip: Locator, to: Locator) -> None:
    """Drag a row of the file browser onto a cell."""
    start, end = grip.bounding_box(), to.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 40, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 80, start["y"] + 20, steps=4)
    page.mouse.move(end["x"] + 300, end["y"] + 20, steps=8)
    page.mouse.up()
