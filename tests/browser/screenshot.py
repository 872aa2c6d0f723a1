"""The README's picture, of the quickstart in a real JupyterLab: ``python -m tests.browser.screenshot``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.lab import Lab
from tests.browser.notebook import Notebook

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def main(target: Path) -> None:
    """Run the quickstart up to the join and take the map's picture."""
    cells = nbformat.read(NOTEBOOKS / "quickstart.ipynb", as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    show = code[0]
    joined = next(source for source in code if "journey.join" in source)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder))
        try:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
            page = browser.new_page(viewport={"width": 1880, "height": 1640})
            notebook = Notebook.open(lab, page, [show, joined])
            notebook.command("application:toggle-left-area")
            notebook.run()
            notebook.map().locator(".cjm-line.is-all").first.wait_for()
            notebook.map().screenshot(path=target)
        finally:
            lab.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else NOTEBOOKS / "quickstart.png")
