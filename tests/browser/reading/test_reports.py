"""Reports that a program makes of a notebook, opened where there is no network and no kernel."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import marimo
import nbformat
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.lab import PATIENCE

MAKE = 'journey = cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions"], title="A visit")'
FILL = 'journey.set_cell("Wait", "Actions", "Reads old magazines")'
CELLS = [f"import cjm_widgets as cjm\n{MAKE}\n{FILL}\njourney", "cjm.JourneyMap(journey)"]
MARIMO = f"""\
import marimo

app = marimo.App()


@app.cell
def _():
    import cjm_widgets as cjm

    {MAKE}
    {FILL}
    journey
    return cjm, journey


@app.cell
def _(cjm, journey):
    cjm.JourneyMap(journey)
    return
"""
ASSETS = Path(marimo.__file__).parent / "_static"


def offline(page: Page) -> None:
    """Let the page have nothing but files, and what marimo's own pages need of marimo."""

    def serve(route: Route) -> None:
        asset = re.fullmatch(r"https://[^/]+/npm/@marimo-team/frontend@[^/]+/dist/([^?]+)", route.request.url)
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        elif asset and (path := ASSETS / asset[1]).is_file():
            route.fulfill(path=path, headers={"Access-Control-Allow-Origin": "*"})
        else:
            route.abort()

    page.route("**/*", serve)


def run(folder: Path, *command: str, path: Path | None = None) -> None:
    """Run a module of Python in a folder; what it runs finds modules in ``path`` too."""
    environment = os.environ if path is None else {**os.environ, "PYTHONPATH": str(path)}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def write_notebook(folder: Path, cells: list[str]) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / "visit.ipynb")


@pytest.mark.parametrize("kind", ["html", "slides"])
def test_nbconvert_shows_picture_and_table(page: Page, tmp_path: Path, kind: str) -> None:
    write_notebook(tmp_path, CELLS)
    run(tmp_path, "nbconvert", "--execute", "--to", kind, "visit.ipynb", "--output", "report")
    offline(page)
    page.goto((tmp_path / f"report.{'slides.' if kind == 'slides' else ''}html").as_uri())
    pictures = page.get_by_role("img", name="A visit")
    expect(pictures).to_have_count(2)
    for picture in pictures.all():
        assert picture.evaluate("image => image.naturalWidth") > 0
    expect(page.locator("td", has_text="Reads old magazines")).to_have_count(2)
    expect(page.get_by_text("Connecting")).to_have_count(0)


def test_marimo_shows_picture_and_table_and_a_map_to_be_read(page: Page, tmp_path: Path) -> None:
    (tmp_path / "visit.py").write_text(MARIMO, encoding="utf-8")
    run(tmp_path, "marimo", "export", "html", "visit.py", "-o", "report.html")
    offline(page)
    page.goto((tmp_path / "report.html").as_uri())
    expect(page.get_by_role("img", name="A visit")).to_be_visible(timeout=PATIENCE * 1000)
    expect(page.locator("td", has_text="Reads old magazines")).to_have_count(1)
    root = page.locator("section.cjm")
    expect(root.locator(".cjm-stage b")).to_have_text(["Arrive", "Wait"], timeout=PATIENCE * 1000)
    expect(root.locator(".cjm-status")).to_have_text("Read-only")
    expect(page.get_by_text("Connecting")).to_have_count(0)
