"""A map file open in a tab of a real JupyterLab, or of Notebook 7; what counts is what is on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.lab import PATIENCE, Lab

CURRENT = "window.jupyterapp?.shell?.currentWidget"
OPEN = "path => [...window.jupyterapp.shell.widgets('main')].some(tab => tab.context?.path === path)"
"""Whether a file is open, wherever the focus is."""


class Tab:
    """The tab of a file."""

    def __init__(self, lab: Lab, page: Page, name: str) -> None:
        self.lab = lab
        self.page = page
        self.name = name
        self.file: Path = lab.folder / name

    def visit(self, *, reset: bool = True) -> None:
        """Load the page (again) with this file."""
        self.page.goto(f"{self.lab.url}/lab/tree/{self.name}{'?reset' if reset else ''}")
        self.ready()

    def open(self) -> None:
        """Open this file alone on the page of JupyterLab that is there; what else is open is not saved."""
        self.command("docmanager:open", path=self.name)
        self.ready()
        self.page.evaluate(
            """path => {
                for (const tab of [...window.jupyterapp.shell.widgets('main')])
                    if (tab.context?.path !== path) tab.dispose();
            }""",
            self.name,
        )

    def ready(self) -> None:
        """Wait until the current tab is this file's, with its text."""
        path = f"{CURRENT}?.context?.path === {self.name!r}"
        self.page.wait_for_function(path, timeout=PATIENCE * 1000)
        self.page.evaluate(f"{CURRENT}.context.ready")

    def command(self, name: str, /, **arguments: Any) -> None:
        """Run one of JupyterLab's commands to its end."""
        self.page.evaluate(
            "async ([id, args]) => { await window.jupyterapp.commands.execute(id, args); }", [name, arguments]
        )

    def start(self, name: str, /, **arguments: Any) -> None:
        """Run one of JupyterLab's commands that asks something first."""
        self.page.evaluate(
            "([id, args]) => void window.jupyterapp.commands.execute(id, args)", [name, arguments]
        )

    @property
    def map(self) -> Locator:
        """The map's root element."""
        return self.page.locator(".cjm-tab:visible section.cjm")

    @property
    def alert(self) -> Locator:
        """What stands in place of a map."""
        return self.page.locator(".cjm-tab:visible .cjm-broken")

    def cell(self, place: str) -> Locator:
        """The cell of a place, as in ``actions/security``."""
        lane, stage = place.split("/")
        return self.map.locator(f'[data-lane="{lane}"] [data-stage="{stage}"]')

    def append(self, place: str, text: str) -> None:
        """Add a card at the end of a cell, by keys, and leave the field open."""
        self.cell(place).click(position={"x": 3, "y": 3})
        self.page.keyboard.type(text)

    @property
    def dirty(self) -> bool:
        """Whether JupyterLab thinks there is something to save."""
        return bool(self.page.evaluate(f"{CURRENT}.context.model.dirty"))

    def status(self, text: str) -> None:
        """Wait until the map says where it stands."""
        self.map.locator(".cjm-status", has_text=text).wait_for(timeout=PATIENCE * 1000)

    def save(self) -> None:
        """Press Ctrl+S, and wait for the file."""
        self.page.evaluate(
            f"""() => {{
                const {{context}} = {CURRENT};
                globalThis.isWritten = false;
                const hear = (_, state) => {{
                    if (state !== 'completed') return;
                    context.saveState.disconnect(hear);
                    globalThis.isWritten = true;
                }};
                context.saveState.connect(hear);
            }}"""
        )
        self.page.keyboard.press("Control+s")
        written = f"globalThis.isWritten && !{CURRENT}.context.model.dirty"
        self.page.wait_for_function(written, timeout=PATIENCE * 1000)

    def holds(self, text: str) -> None:
        """Wait until the file on the disk has this text; the map may not have heard of the key yet."""
        for _ in range(PATIENCE * 10):
            if text in self.file.read_text():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{self.file} does not hold {text!r}")

    def remembered(self) -> None:
        """Wait until JupyterLab has saved its layout with this tab, a moment after it changed."""
        for _ in range(PATIENCE * 10):
            if self.name in str(self.lab.request("/lab/api/workspaces")):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no saved layout has {self.name}")

    def dialog(self, text: str) -> Locator:
        """JupyterLab's dialog with this text."""
        dialog = self.page.locator(".jp-Dialog", has_text=text)
        dialog.wait_for(timeout=PATIENCE * 1000)
        return dialog
