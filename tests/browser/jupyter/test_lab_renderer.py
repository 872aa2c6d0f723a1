"""Maps in outputs: live while their kernel is there, and the document with the last edits when it is not."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import OpenNotebook, Show
from tests.browser.faults import frozen
from tests.browser.lab import PATIENCE, Lab
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen

MIME_TYPE = "application/vnd.cjm+json"
JOURNEY = 'cjm.Journey(["Arrive", "Queue"], ["Emotion", "Actions"], title="A visit")'
OUTPUT = """() => window.jupyterapp.shell.currentWidget.content.widgets[0].model.outputs.toJSON()[0].data"""

SHARED = (
    "window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.ymodel.get('outputs').get(0)"
)


@pytest.fixture
def shown(show_in_lab: Show) -> Screen:
    return show_in_lab(JOURNEY)


def data(notebook: Notebook) -> dict[str, Any]:
    """The output's data as the notebook holds it now."""
    return dict(notebook.page.evaluate(OUTPUT))


def write(screen: Screen, place: str, text: str) -> None:
    """Type into a cell and wait until the kernel has it."""
    screen.go(place)
    screen.type(text)
    screen.press("Control+Enter")
    screen.cards(place, text)


def drawn(screen: Screen) -> None:
    """Wait until the document is drawn, to be read only."""
    expect(screen.root.locator(".cjm-status")).to_contain_text("Run the cell to edit")
    expect(screen.page.locator("section.cjm")).to_have_count(1)


def live(screen: Screen) -> None:
    """Wait until the one map on the page is the live one."""
    screen.host.saved()
    expect(screen.page.locator("section.cjm")).to_have_count(1)


def test_the_live_widget_stands_in_the_output_alone(shown: Screen) -> None:
    live(shown)
    write(shown, "actions/queue", "Waits")
    shown.host.settle("journey.frame.loc['Queue', 'Actions']", "Waits")


def test_showing_a_map_again_does_not_make_the_notebook_dirty(shown: Screen) -> None:
    shown.host.command("docmanager:save")
    shown.host.visit()
    live(shown)
    shown.let_pass(1000)
    assert not shown.page.evaluate("window.jupyterapp.shell.currentWidget.context.model.dirty")


def test_an_edit_is_kept_in_the_output_and_what_it_made_untrue_is_not(shown: Screen) -> None:
    before = data(shown.host)["text/html"]
    write(shown, "actions/queue", "Waits")
    shown.until(
        lambda: [
            card["text"]
            for row in data(shown.host)[MIME_TYPE].get("cells", {}).values()
            for cards in row.values()
            for card in cards
        ],
        ["Waits"],
    )
    after = data(shown.host)["text/html"]
    assert after != before
    assert "<img" in after, "the picture is drawn again by the kernel"
    assert "Waits" in after
    assert "Waits" in data(shown.host)["text/plain"]
    live(shown)
    shown.host.settle(
        "__import__('json').loads(__import__('cjm_widgets.storage.file').storage.file.dumps(journey.document))",
        data(shown.host)[MIME_TYPE],
    )


def test_an_edit_is_written_into_the_output_where_it_stands(shown: Screen) -> None:
    """Another in its place would stand beside the one that another reader's page puts there meanwhile."""
    page = shown.page
    page.evaluate(f"() => {{ window.item = {SHARED}; window.node = document.querySelector('.cjm-output'); }}")
    write(shown, "actions/queue", "Waits")
    shown.go("actions/arrive")
    shown.type("Par")
    shown.until(
        lambda: page.evaluate(f"{SHARED}.get('data')['{MIME_TYPE}'].cells?.actions.queue[0].text"), "Waits"
    )
    assert page.evaluate(f"window.item === {SHARED}")
    assert page.evaluate("window.node === document.querySelector('.cjm-output') && window.node.isConnected")
    shown.focused("actions/arrive textarea")
    shown.type("ks")
    shown.press("Enter")
    shown.cards("actions/arrive", "Parks")
    shown.until(lambda: len(data(shown.host)[MIME_TYPE]["cells"]["actions"]), 2)
    assert page.evaluate("window.jupyterapp.shell.currentWidget.context.model.dirty")
    shown.host.command("docmanager:save")
    saved = nbformat.read(shown.host.lab.folder / shown.host.name, as_version=4)
    assert [output.data[MIME_TYPE] for output in saved.cells[0].outputs] == [data(shown.host)[MIME_TYPE]]


def test_without_a_kernel_the_document_is_drawn_with_the_last_edits_that_saving_kept(
    notebook: OpenNotebook,
) -> None:
    opened = notebook([""])
    opened.show(JOURNEY)
    shown = Screen(opened)
    write(shown, "actions/queue", "Waits")
    shown.until(lambda: "cells" in data(opened)[MIME_TYPE], True)
    opened.shut_down()
    drawn(shown)
    shown.cards("actions/queue", "Waits")
    opened.command("docmanager:save")
    saved = nbformat.read(opened.lab.folder / opened.name, as_version=4)
    assert saved.cells[0].outputs[0].data[MIME_TYPE]["cells"]["actions"]["queue"][0]["text"] == "Waits"
    without_kernel(opened)
    drawn(shown)
    shown.cards("actions/queue", "Waits")
    assert shown.page.get_by_text("model not found").count() == 0


def test_a_live_map_stays_without_a_kernel_while_it_has_edits_that_were_not_saved(
    notebook: OpenNotebook,
) -> None:
    opened = notebook([""])
    opened.show(JOURNEY)
    shown = Screen(opened)
    with frozen(opened):
        shown.go("actions/queue")
        shown.type("Waits")
        shown.press("Control+Enter")
        opened.shut_down()
    opened.wait("!window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel")
    banner = shown.root.locator(".cjm-banner")
    expect(banner).to_contain_text("1 edit was not saved")
    banner.get_by_role("button", name="Copy unsaved edits").click()
    expect(banner).to_contain_text("Copied")
    assert shown.copied() == 'Queue / Actions: (empty) -> "Waits"'


def without_kernel(notebook: Notebook) -> None:
    """Load the page with the notebook open and no kernel."""
    notebook.page.goto(f"{notebook.lab.url}/lab?reset")
    notebook.wait("window.jupyterapp?.shell")
    notebook.page.evaluate(
        """async path => { const {commands, restored} = window.jupyterapp; await restored;
            const panel = await commands.execute('docmanager:open',
                {path, kernelPreference: {shouldStart: false, autoStartDefault: false}});
            await panel.revealed; }""",
        notebook.name,
    )


def test_a_notebook_opened_again_while_its_kernel_runs_is_live_without_running_a_cell(shown: Screen) -> None:
    notebook = shown.host
    write(shown, "actions/queue", "Waits")
    notebook.command("docmanager:save")
    notebook.visit()
    live(shown)
    write(shown, "actions/arrive", "Parks")
    notebook.settle("journey.frame.loc['Arrive', 'Actions']", "Parks")


def test_the_focus_stays_in_its_place_when_the_kernel_comes_and_goes(notebook: OpenNotebook) -> None:
    """The next keys would be the notebook's otherwise, and it deletes cells by them."""
    opened = notebook([""])
    opened.show(JOURNEY)
    shown = Screen(opened)
    write(shown, "actions/queue", "Waits")
    opened.command("docmanager:save")
    with frozen(opened):
        opened.page.goto(f"{opened.url}/doc/tree/{opened.name}?reset")
        drawn(shown)
        shown.go("actions/arrive")
    live(shown)
    shown.focused("actions/arrive")
    shown.type("Parks")
    shown.press("Control+Enter")
    opened.settle("journey.frame.loc['Arrive', 'Actions']", "Parks")
    opened.saved()
    shown.focused("actions/arrive")
    opened.shut_down()
    drawn(shown)
    shown.focused("actions/arrive")


def test_the_stages_in_sight_stay_in_sight_when_the_kernel_comes_and_goes(notebook: OpenNotebook) -> None:
    opened = notebook([""])
    opened.show("cjm.Journey([f'Stage {n}' for n in range(1, 21)], ['Actions'], title='A long way')")
    shown = Screen(opened)
    opened.command("docmanager:save")
    place = shown.root.locator(".cjm-scroll")
    with frozen(opened):
        opened.page.goto(f"{opened.url}/doc/tree/{opened.name}?reset")
        drawn(shown)
        place.evaluate("element => { element.scrollLeft = 900; }")
        shown.until(lambda: place.evaluate("element => element.scrollLeft"), 900)
    live(shown)
    shown.until(lambda: place.evaluate("element => element.scrollLeft"), 900)
    opened.shut_down()
    drawn(shown)
    shown.until(lambda: place.evaluate("element => element.scrollLeft"), 900)


def test_in_a_kernel_that_does_not_know_the_map_it_is_drawn_until_the_cell_is_run(shown: Screen) -> None:
    notebook = shown.host
    write(shown, "actions/queue", "Waits")
    notebook.lab.request(f"/api/kernels/{notebook.kernel}/restart", "POST")
    expect(shown.root.locator(".cjm-status")).to_contain_text("Kernel gone")
    notebook.command("docmanager:save")
    notebook.visit()
    drawn(shown)
    shown.cards("actions/queue", "Waits")
    notebook.run(0)
    live(shown)


def test_a_closed_widget_leaves_the_document(shown: Screen) -> None:
    write(shown, "actions/queue", "Waits")
    shown.host.quietly("journey._core.view.close()")
    drawn(shown)
    shown.cards("actions/queue", "Waits")


def test_an_untrusted_notebook_draws_the_document_and_nothing_else(
    lab: Lab, context: BrowserContext, page: Page
) -> None:
    hostile = "<img src=x onerror=window.hit=1>"
    document = {"cjm": "1.0", "id": "x", "title": hostile, "stages": [{"id": "s", "name": hostile}]}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    view = {"model_id": "0" * 32, "version_major": 2, "version_minor": 0}
    shown = {MIME_TYPE: document, "application/vnd.jupyter.widget-view+json": view, "text/html": hostile}
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", data=shown)]
    nbformat.write(notebook, lab.folder / "untrusted.ipynb")
    page.goto(f"{lab.url}/lab/tree/untrusted.ipynb?reset")
    expect(page.locator("section.cjm .cjm-stage b")).to_have_text(hostile, timeout=PATIENCE * 1000)
    expect(page.locator("section.cjm")).to_have_count(1)
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("document", [{}, {"cjm": "1.0"}, [1], "text", {"cjm": "9.0", "id": "x"}])
def test_what_is_no_map_is_said_to_be_none(shared: Notebook, document: Any) -> None:
    shared.replace(
        [f"from IPython.display import display\ndisplay({{{MIME_TYPE!r}: {document!r}}}, raw=True)"]
    )
    shared.run(0)
    expect(shared.page.locator(".cjm-broken")).to_contain_text("This is not a map that can be shown")
