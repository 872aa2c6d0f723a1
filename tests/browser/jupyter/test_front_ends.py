"""The map in other front ends, each driven as its reader would: an edit on screen arrives in the kernel.

What arrived is read from a file that the kernel writes: these front ends do not say where their kernels are.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import PATIENCE, START, free_port

MAKE = 'journey = cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions"], title="A visit")'
TELL = 'pathlib.Path("told.txt").write_text(journey.frame.loc["Wait", "Actions"], encoding="utf-8")'
NOTEBOOK = f"""\
import pathlib
import cjm_widgets as cjm

{MAKE}
journey.observe(lambda _: {TELL}, "frame")
journey
"""
MARIMO = f"""\
import marimo

app = marimo.App()


@app.cell
def _():
    import pathlib
    import marimo as mo
    import cjm_widgets as cjm

    {MAKE}
    return cjm, journey, mo, pathlib


@app.cell
def _(cjm, journey, mo):
    view = mo.ui.anywidget(cjm.JourneyMap(journey))
    view
    return (view,)


@app.cell
def _(journey, pathlib, view):
    view.value
    {TELL}
    return


if __name__ == "__main__":
    app.run()
"""


@contextmanager
def served(folder: Path, *command: str) -> Iterator[str]:
    """A server started in a folder; its address, once it answers."""
    port = free_port()
    log = folder / "server.log"
    with log.open("wb") as told:
        server = subprocess.Popen(
            [sys.executable, "-m", *command, f"--port={port}"],
            cwd=folder,
            env={**os.environ, "JUPYTER_CONFIG_DIR": str(folder / ".config")},
            stdout=told,
            stderr=told,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(PATIENCE)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers, whatever it says."""
    until = time.monotonic() + START
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(log.read_text(errors="replace"))


def edit(page: Page, folder: Path) -> None:
    """Write into a cell, take it back, bring it again; each time the kernel knows."""
    cell = page.locator('[data-lane="actions"] [data-stage="wait"]')
    cell.click(position={"x": 3, "y": 3})
    page.keyboard.type("Reads old magazines")
    page.keyboard.press("Control+Enter")
    arrives(page, folder, "Reads old magazines")
    page.keyboard.press("Control+z")
    arrives(page, folder, "")
    page.get_by_role("button", name="Redo").click()
    arrives(page, folder, "Reads old magazines")
    expect(page.locator(".cjm-status.is-saved")).to_be_visible()


def open_details(page: Page) -> None:
    """What the map started without comes from the kernel, in its own styles."""
    page.locator('[data-lane="actions"] [data-stage="wait"]').click(position={"x": 3, "y": 3})
    page.keyboard.press("Control+i")
    dock = page.locator(".cjm-dock")
    expect(dock.get_by_role("textbox", name="Text of the card")).to_have_value("Reads old magazines")
    tab = dock.get_by_role("tab", name="Details")
    assert tab.evaluate("tab => getComputedStyle(tab).display") == "flex"


def arrives(page: Page, folder: Path, text: str) -> None:
    """Wait until the kernel has told this text."""
    told = folder / "told.txt"
    until = time.monotonic() + PATIENCE
    while not told.exists() or told.read_text(encoding="utf-8") != text:
        assert time.monotonic() < until, f"the kernel has not heard of {text!r}"
        page.wait_for_timeout(100)


def shows_the_map(page: Page) -> None:
    """The map is there, in its own styles."""
    root = page.locator("section.cjm")
    expect(root).to_be_visible(timeout=PATIENCE * 1000)
    expect(root.locator(".cjm-stage b")).to_have_text(["Arrive", "Wait"])
    lane = root.locator('[data-lane="actions"]')
    assert lane.evaluate("row => getComputedStyle(row).display") == "grid"


def write_notebook(folder: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(NOTEBOOK)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / "visit.ipynb")


@pytest.fixture
def errors(page: Page) -> list[str]:
    """What the page could not do."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_voila_serves_a_map_whose_edits_arrive_in_its_kernel(page: Page, tmp_path: Path) -> None:
    write_notebook(tmp_path)
    with served(tmp_path, "voila", "visit.ipynb", "--no-browser") as url:
        page.goto(url)
        shows_the_map(page)
        edit(page, tmp_path)
        open_details(page)


def test_marimo_runs_the_cells_again_that_use_a_map_when_it_is_edited(
    page: Page, errors: list[str], tmp_path: Path
) -> None:
    (tmp_path / "visit.py").write_text(MARIMO, encoding="utf-8")
    with served(tmp_path, "marimo", "run", "visit.py", "--headless", "--no-token") as url:
        page.goto(url)
        shows_the_map(page)
        edit(page, tmp_path)
        open_details(page)
    assert errors == []


def test_notebook_7_shows_a_map_whose_edits_arrive_in_its_kernel(page: Page, tmp_path: Path) -> None:
    write_notebook(tmp_path)
    with served(
        tmp_path,
        "notebook",
        "--no-browser",
        "--allow-root",
        "--IdentityProvider.token=",
        "--ServerApp.disable_check_xsrf=True",
        "--JupyterNotebookApp.expose_app_in_browser=True",
    ) as url:
        page.goto(f"{url}/notebooks/visit.ipynb")
        page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel")
        page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.ready")
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        shows_the_map(page)
        edit(page, tmp_path)
        open_details(page)
