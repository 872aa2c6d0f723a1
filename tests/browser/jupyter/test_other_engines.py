"""The map in Firefox and WebKit, in a real JupyterLab: typed, dragged, undone, and in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

import cjm_widgets as cjm
from tests.browser.lab import Lab
from tests.matrix.browsers import missing, open_browser

CELL = """import cjm_widgets as cjm
cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Actions", "Thoughts"]).save("{name}.cjm.json")
journey = cjm.read("{name}.cjm.json")
journey"""
READY = """[...(window.jupyterapp?.shell.widgets('main') ?? [])].some(
    panel => panel.sessionContext?.session?.kernel?.status === 'idle')"""
SAVED = "!!document.querySelector('section.cjm .cjm-status.is-saved')"
ARRIVE = '[data-lane="actions"] [data-stage="arrive"]'
LEAVE = '[data-lane="actions"] [data-stage="leave"]'


def texts(cell: str) -> str:
    """The texts of a cell's cards."""
    return f"[...document.querySelectorAll('{cell} .cjm-txt')].map(one => one.textContent)"


@pytest.mark.parametrize("name", ["Firefox", "WebKit"])
def test_cards_are_typed_dragged_and_undone(name: str, lab: Lab, tmp_path: Path) -> None:
    if hint := missing(name):
        pytest.skip(f"needs {name}: {hint}")
    lab.write(f"{name}.ipynb", [CELL.format(name=name)])
    with open_browser(name, tmp_path) as browser:
        browser.visit(f"{lab.url}/doc/tree/{name}.ipynb?reset")
        browser.until(READY)
        browser.click(".jp-Notebook .cm-content")
        browser.press("Shift+Enter")
        browser.until(SAVED)
        browser.click(ARRIVE, aside=True)
        browser.press(*"Parks", "Enter", *"Walks", "Enter", "Enter")
        browser.until(texts(ARRIVE), ["Parks", "Walks"])
        browser.drag(f"{ARRIVE} [data-card]", onto=LEAVE)
        browser.until(texts(LEAVE), ["Parks"])
        browser.press("Control+z")
        browser.until(texts(ARRIVE), ["Parks", "Walks"])
        browser.press("Control+y")
        browser.until(texts(LEAVE), ["Parks"])
        browser.until(SAVED)
    file = cjm.read(lab.folder / f"{name}.cjm.json")
    assert file.frame["Actions"].tolist() == ["Walks", "", "Parks"]
    for session in lab.request("/api/sessions"):
        if session["path"] == f"{name}.ipynb":
            lab.request(f"/api/sessions/{session['id']}", "DELETE")
