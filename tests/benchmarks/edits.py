"""What an edit costs, from the key press to the kernel's word that it is done, in a real JupyterLab.

One instrument for all: the page listens to every kernel message and takes the time from just before
Enter to the last ``idle`` of a message sent since. The grids take turns in one page.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium
from tests.browser.lab import Lab
from tests.browser.notebook import Notebook

BUDGETS = {
    "edit, ours / ipydatagrid, same page": 0.5,
    "edit, 500x40 map / 50x12 map": 1.5,
    "bytes of an edit / bytes of its 500x40 document": 1 / 1000,
}
ROUNDS = 15
LISTEN = """() => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    window.heard = [];
    kernel.anyMessage.connect((_, {msg, direction}) => window.heard.push({
        at: performance.now(), direction, type: msg.header.msg_type, id: msg.header.msg_id,
        parent: msg.parent_header.msg_id, state: msg.content.execution_state,
        bytes: msg.header.msg_type === 'comm_msg' ? JSON.stringify(msg.content).length : 0,
    }));
}"""
START = "() => { window.heard.length = 0; window.start = performance.now(); }"
ANSWERED = """() => {
    const edits = window.heard.filter(one => one.direction === 'send' && one.type === 'comm_msg');
    const sent = edits.map(one => one.id);
    const idle = window.heard.filter(one => one.state === 'idle' && sent.includes(one.parent));
    return sent.length > 0 && idle.length === sent.length;
}"""
TOOK = "() => Math.max(...window.heard.filter(one => one.state === 'idle').map(one => one.at)) - window.start"
SIZE = "() => window.heard.reduce((sum, one) => sum + one.bytes, 0)"
CELLS = [
    "import cjm_widgets as cjm, pandas as pd, ipydatagrid",
    "small = cjm.Journey([f'Stage {n}' for n in range(50)], lanes=[f'Lane {n}' for n in range(12)])\n"
    "small.frame = small.frame.map(lambda _: 'A card says what a card says')\nsmall",
    "large = cjm.Journey([f'Stage {n}' for n in range(500)], lanes=[f'Lane {n}' for n in range(40)])\n"
    "large.frame = large.frame.map(lambda _: 'A card says what a card says')\nlarge",
    "other = ipydatagrid.DataGrid(small.frame.copy(), editable=True)\nother",
]


def measure() -> dict[str, float]:
    """The ratios of medians, and of bytes."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder))
        try:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
            notebook = Notebook.open(lab, browser.new_page(viewport={"width": 1400, "height": 900}), CELLS)
            notebook.run()
            return _ratios(notebook)
        finally:
            lab.close()


def _ratios(notebook: Notebook) -> dict[str, float]:
    page = notebook.page
    page.evaluate(LISTEN)
    small, large = notebook.cell("stage-1", "lane-1", 0), notebook.cell("stage-1", "lane-1", 1)
    other = page.locator(".ipydatagrid-widget, .lm-DataGrid").last
    took: dict[str, list[float]] = {"small": [], "large": [], "other": []}
    for number in range(ROUNDS):
        small.click()
        took["small"].append(_edit(page, f"text {number}"))
        large.click()
        took["large"].append(_edit(page, f"text {number}"))
        size = page.evaluate(SIZE)
        other.click(position={"x": 120, "y": 60})
        took["other"].append(_edit(page, f"text {number}"))
    for frame in ("small.frame", "large.frame", "other.data"):
        ends = f"{frame}.map(lambda text: str(text).splitlines()[-1:] == ['text {ROUNDS - 1}'])"
        last = notebook.value(f"{ends}.to_numpy().sum().item()")  # what is typed into a cell is its last card
        assert last == 1, f"{frame} has the last text {last} times"
    document = len(json.dumps(notebook.value("large._core.view.session.snapshot()['document']")))
    middle = {name: statistics.median(times[2:]) for name, times in took.items()}
    return {
        "edit, ours / ipydatagrid, same page": middle["small"] / middle["other"],
        "edit, 500x40 map / 50x12 map": middle["large"] / middle["small"],
        "bytes of an edit / bytes of its 500x40 document": size / document,
    }


def _edit(page: Page, text: str) -> float:
    """Type into the focused cell, press Enter, and wait until the kernel is done with it; milliseconds."""
    page.keyboard.type(text)
    page.evaluate(START)
    page.keyboard.press("Enter")
    page.wait_for_function(ANSWERED, polling=5)
    return float(page.evaluate(TOOK))
