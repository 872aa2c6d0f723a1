"""A notebook open in a real JupyterLab, driven in Chromium; values are read in its kernel, not off screen."""

from __future__ import annotations

import ast
import json
import time
import urllib.error
from collections.abc import Sequence
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from playwright.sync_api import Locator, Page

from tests.browser.lab import PATIENCE, Lab
from tests.browser.plain_page import alone, fetched

PROCESS = "__import__('os').getpid()"


class Notebook:
    """A notebook open in a page of a Lab."""

    def __init__(self, lab: Lab, page: Page, name: str) -> None:
        self.lab = lab
        self.page = page
        self.name = name
        self.url = lab.url
        """Where the page finds the server; something may stand between."""
        self._process: int | None = None

    @classmethod
    def open(cls, lab: Lab, page: Page, cells: Sequence[str], name: str = "test.ipynb") -> Notebook:
        """Write a notebook, open it alone in a page, and wait for its kernel."""
        lab.write(name, cells)
        notebook = cls(lab, page, name)
        notebook.visit()
        notebook._process = notebook.value(PROCESS)
        return notebook

    def visit(self) -> None:
        """Load the page (again) with this notebook."""
        self.page.goto(f"{self.url}/doc/tree/{self.name}?reset")
        self.page.wait_for_function(
            "window.jupyterapp?.shell?.currentWidget?.sessionContext", timeout=PATIENCE * 1000
        )
        self.page.evaluate(
            """async () => {
                const panel = window.jupyterapp.shell.currentWidget;
                await panel.context.ready; await panel.revealed; await panel.sessionContext.ready;
            }"""
        )
        self.idle()

    def show(self, journey: str, *further: str) -> None:
        """Show a new journey, made by this expression, by the first cell; further cells are not run.

        What an earlier test left is gone: dialogs, a kernel on its way, settings, edits kept by the browser.
        """
        self.idle()
        for button in self.page.locator(".jp-Dialog .jp-mod-accept").all():
            button.click()
        self.page.evaluate("localStorage.clear()")
        self.subshells("perCommTarget")
        self.replace([f"import cjm_widgets as cjm\njourney = {journey}\njourney", *further])
        self.run(0)
        self.saved()
        fetched(self.page)

    def clear(self) -> None:
        """Leave nothing of these tests to the next: no cell, name or widget, no other page, size or theme."""
        alone(self.page)
        self.idle()
        self.replace([""])
        self.quietly("__import__('ipywidgets').Widget.close_all(); get_ipython().reset()")
        self.theme("Light")

    @property
    def is_lendable(self) -> bool:
        """Whether its kernel is still the first one.

        JupyterLab counts the comms of each thread of a kernel. Those from before a restart that end only
        afterwards count against the new ones, whose thread may be ended under them: what they send is lost.
        """
        return bool(self.value(PROCESS) == self._process)

    def close(self) -> None:
        """End the kernel and the browser's profile."""
        self.shut_down()
        self.page.context.close()

    def idle(self) -> None:
        """Wait for a kernel with nothing to do."""
        self.wait("window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'")

    def wait(self, condition: str, seconds: float = PATIENCE) -> None:
        """Wait until a JavaScript expression is true."""
        self.page.wait_for_function(condition, timeout=seconds * 1000)

    def command(self, name: str, **arguments: Any) -> Any:
        """Run one of JupyterLab's commands."""
        return self.page.evaluate(
            "([id, args]) => window.jupyterapp.commands.execute(id, args)", [name, arguments]
        )

    def subshells(self, setting: str) -> None:
        """Which thread of the kernel takes the messages of comms while a cell runs."""
        self.page.evaluate(
            "setting => { window.jupyterapp.serviceManager.kernels.commsOverSubshells = setting; }", setting
        )

    def theme(self, name: str) -> None:
        """Change JupyterLab's theme: Light or Dark."""
        self.command("apputils:change-theme", theme=f"JupyterLab {name}")
        light = "true" if name == "Light" else "false"
        self.wait(f"document.body.dataset.jpThemeLight === '{light}'")

    def activate(self, cell: int) -> None:
        """Make a cell the active one, in command mode."""
        self.page.evaluate(
            """index => { const content = window.jupyterapp.shell.currentWidget.content;
                          content.activeCellIndex = index; content.mode = 'command'; }""",
            cell,
        )

    def start(self, cell: int) -> None:
        """Run a cell without waiting for its end."""
        self.activate(cell)
        self.page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-cell')")

    def run(self, *cells: int) -> None:
        """Run cells one after the other (all without arguments) and wait for each to end."""
        for cell in cells or range(self.count):
            self.activate(cell)
            self.command("notebook:run-cell")

    @property
    def count(self) -> int:
        """How many cells the notebook has."""
        return int(self.page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length"))

    def append(self, source: str) -> int:
        """Add a code cell at the end; its number."""
        return int(
            self.page.evaluate(
                """source => {
                    const shared = window.jupyterapp.shell.currentWidget.content.model.sharedModel;
                    shared.insertCell(shared.cells.length, {cell_type: 'code', source});
                    return shared.cells.length - 1;
                }""",
                source,
            )
        )

    def replace(self, cells: Sequence[str]) -> None:
        """Put these code cells in place of all there are."""
        self.page.evaluate(
            """cells => {
                const shared = window.jupyterapp.shell.currentWidget.content.model.sharedModel;
                shared.transact(() => {
                    shared.deleteCellRange(0, shared.cells.length);
                    shared.insertCells(0, cells.map(source => ({cell_type: 'code', source})));
                });
            }""",
            list(cells),
        )

    def sources(self) -> list[str]:
        """What the cells say."""
        return list(
            self.page.evaluate(
                """() => window.jupyterapp.shell.currentWidget.content.widgets
                    .map(cell => cell.model.sharedModel.source)"""
            )
        )

    def shut_down(self) -> None:
        """End this notebook's kernel; one that is being restarted, as soon as the server can."""
        until = time.monotonic() + PATIENCE
        for session in self.lab.request("/api/sessions"):
            while session["path"] == self.name:
                try:
                    self.lab.request(f"/api/sessions/{session['id']}", "DELETE")
                    break
                except urllib.error.HTTPError:
                    assert time.monotonic() < until, f"the kernel of {self.name} cannot be ended"
                    time.sleep(0.5)

    def hear(self, cell: int, text: str) -> None:
        """Wait until a cell has printed or returned a text."""
        until = time.monotonic() + PATIENCE
        while text not in (output := self.output(cell)):
            assert time.monotonic() < until, f"cell {cell} said {output!r}, not {text!r}"
            self.page.wait_for_timeout(100)

    def output(self, cell: int) -> str:
        """What a cell printed or returned as text."""
        return str(
            self.page.evaluate(
                """index => window.jupyterapp.shell.currentWidget.content.widgets[index].model.outputs
                    .toJSON().flatMap(o => [o.text, o.evalue, o.data?.['text/plain']].flat()).join('')""",
                cell,
            )
        )

    @property
    def kernel(self) -> str:
        """The id of this notebook's kernel."""
        return self.lab.kernel_of(self.name)

    def value(self, expression: str) -> Any:
        """An expression's value in the kernel, by way of JSON, without a cell being run."""
        with self.lab.client(self.kernel) as client:
            return evaluate(client, expression)

    def quietly(self, statement: str) -> None:
        """Run a statement in the kernel without a cell: what another thread or another page would do."""
        with self.lab.client(self.kernel) as client:
            answer = client.execute_interactive(statement, silent=True, store_history=False, timeout=PATIENCE)
        content = answer["content"]
        assert content["status"] == "ok", f"{content.get('ename')}: {content.get('evalue')}"

    def console(self, statement: str) -> None:
        """Run a statement as a cell, by another client of this kernel; the page keeps its focus."""
        with self.lab.client(self.kernel) as client:
            answer = client.execute_interactive(statement, store_history=False, timeout=PATIENCE)
        content = answer["content"]
        assert content["status"] == "ok", f"{content.get('ename')}: {content.get('evalue')}"

    def settle(self, expression: str, expected: Any, seconds: float = PATIENCE) -> None:
        """Wait until an expression has a value in the kernel; fails with the value it had last."""
        until = time.monotonic() + seconds
        with self.lab.client(self.kernel) as client:
            while (value := evaluate(client, expression)) != expected:
                assert time.monotonic() < until, f"{expression} is {value!r}, not {expected!r}"
                self.page.wait_for_timeout(100)  # and not `sleep`: Playwright works only while it is called

    def map(self, number: int = 0) -> Locator:
        """The widget's root element."""
        return self.page.locator("section.cjm").nth(number)

    def cell(self, stage: str, lane: str, number: int = 0) -> Locator:
        """A cell of the map by the ids of its stage and lane."""
        return self.map(number).locator(f'[data-lane="{lane}"] [data-stage="{stage}"]')

    def saved(self, number: int = 0) -> None:
        """Wait until the map says that everything is saved."""
        self.map(number).locator(".cjm-status.is-saved").wait_for(timeout=PATIENCE * 1000)


def evaluate(client: BlockingKernelClient, expression: str) -> Any:
    """An expression's value by way of JSON, in silent execution, so that no cell hook runs."""
    told = f"__import__('json').dumps({expression}, default=str)"
    message = client.execute("", silent=True, store_history=False, user_expressions={"told": told})
    while True:
        answer = client.get_shell_msg(timeout=PATIENCE)
        if answer["parent_header"].get("msg_id") == message:
            break
    result = answer["content"]["user_expressions"]["told"]
    if result["status"] != "ok":
        raise AssertionError(f"{result['ename']}: {result['evalue']}")
    return json.loads(ast.literal_eval(result["data"]["text/plain"]))
