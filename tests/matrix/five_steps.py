"""The five steps of the quickstart in a front end: see the map, type, edit in pandas, join, save, reopen."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat

from tests.browser.lab import Lab
from tests.matrix.browsers import Browser

ROOT = Path(__file__).parents[2]
TYPED = "Nobody says thank you"
FROM_PANDAS = "No idea how long the queue is"
PANEL = "window.jupyterapp?.shell.currentWidget"
READY = f"{PANEL}?.sessionContext?.session?.kernel?.status === 'idle'"
CELL = 'section.cjm [data-lane="pain-points"] [data-stage="{stage}"]'
MEAN = (
    "document.querySelector('section.cjm [data-lane=rating] [data-stage=security] .cjm-m-top b')?.textContent"
)
SAVED = "!!document.querySelector('section.cjm .cjm-status.is-saved')"
REOPEN = "import cjm_widgets as cjm\njourney = cjm.read('departure.cjm.json')\njourney"
ERRORS = (
    "[...document.querySelectorAll('.jp-OutputArea [data-mime-type*=stderr]')].map(one => one.textContent)"
)


def quickstart() -> list[str]:
    """The cells of the quickstart that take the steps, in their order."""
    notebook = nbformat.read(ROOT / "notebooks" / "quickstart.ipynb", as_version=4)
    cells = [str(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    edit = 'journey.frame.loc["Security", "Pain points"] ='
    parts = ("import cjm_widgets", edit, "journey.join(", "journey.save")
    return [next(cell for cell in cells if part in cell) for part in parts]


def has(stage: str, text: str) -> str:
    """Whether the map shows this pain point at a stage."""
    texts = (
        f"[...document.querySelectorAll('{CELL.format(stage=stage)} .cjm-txt')].map(one => one.textContent)"
    )
    return f"{texts}.includes({text!r})"


def run(browser: Browser, cell: int) -> None:
    """Run a cell by its place; a press on the map has made the cell above it the active one."""
    browser.value(
        f"""(() => {{
            window.jupyterapp.shell.currentWidget.content.activeCellIndex = {cell};
            return window.jupyterapp.commands.execute('notebook:run-cell-and-select-next').then(() => true);
        }})()"""
    )


def take(browser: Browser, lab: Lab, page: str, picture: Path) -> None:
    """Take the five steps, looking on screen after each, and into the file at the end.

    Parameters
    ----------
    page
        The address of a notebook below the server's, with ``{name}`` in it.
    picture
        Where to save what is on screen at the end.
    """
    lab.write("departure.ipynb", quickstart())
    browser.visit(lab.url + page.format(name="departure.ipynb"))
    browser.until(READY)
    run(browser, 0)
    browser.until("document.querySelectorAll('section.cjm [data-card]').length > 30")

    browser.click(CELL.format(stage="overall"), aside=True)
    browser.press(*TYPED, "Enter", "Enter")
    browser.until(has("overall", TYPED))

    run(browser, 1)
    browser.until(has("security", FROM_PANDAS))

    run(browser, 2)
    browser.until(MEAN, "4.31")

    run(browser, 3)
    browser.until(READY)
    file = json.loads((lab.folder / "departure.cjm.json").read_text(encoding="utf-8"))
    assert TYPED in json.dumps(file["cells"]), "the saved file has not what was typed"
    assert browser.value(ERRORS) == [], browser.value(ERRORS)

    browser.value(f"{PANEL}.context.save().then(() => true)")  # a page with changes asks before it goes
    lab.write("again.ipynb", [REOPEN])
    browser.visit(lab.url + page.format(name="again.ipynb"))
    browser.until(READY)
    run(browser, 0)
    browser.until(f"[{has('overall', TYPED)}, {has('security', FROM_PANDAS)}, {MEAN}]", [True, True, "4.31"])
    browser.until(SAVED)
    browser.screenshot(picture)
