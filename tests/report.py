"""The report of ``notebooks/report.ipynb`` as a page and as a PDF: ``python -m tests.report FOLDER``.

nbconvert runs the notebook and makes both, with nothing of a network in them. The same rows and programs give
the same bytes: browsers write the time into a PDF, which is set to the beginning of 1980, as in archives.
"""

from __future__ import annotations

import copy
import re
import sys
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.webpdf import WebPDFExporter
from nbconvert.preprocessors import ExecutePreprocessor
from playwright.sync_api import sync_playwright

from tests.browser import chromium

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "report.ipynb"
_DATE = re.compile(rb"(?<=Date \(D:)\d{14}")
_LONG_AGO = b"19800101000000"
_A4 = {"width": 718, "height": 1046}
"""Px between the margins of a sheet."""
_PRINTED = """
details:not([open]) { display: none }
figure, img, table { break-inside: avoid }
.jp-Cell:has(+ .jp-CodeCell :is(img, table)) { break-after: avoid }
"""
"""What a reader cannot open is left out, and a caption stays with its figure."""
_OFFLINE = {"mathjax_url": "", "require_js_url": "", "jquery_url": ""}


class PrintedReport(WebPDFExporter):
    """nbconvert's way to a PDF, with the Chromium that the tests use; its PDF has tags and an outline."""

    def run_playwright(self, html: str) -> bytes:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
            page = browser.new_page(viewport=_A4)
            page.emulate_media(media="print", color_scheme="light")
            page.set_content(html, wait_until="load")
            page.add_style_tag(content=_PRINTED)
            content = page.pdf(format="A4", print_background=True, tagged=True, outline=True)
            browser.close()
        return _DATE.sub(_LONG_AGO, content)


def executed() -> nbformat.NotebookNode:
    """The notebook with the outputs of a run from its first cell on."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    ExecutePreprocessor(timeout=300).preprocess(notebook, {"metadata": {"path": str(NOTEBOOK.parent)}})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when each cell ran
    return notebook


def page_of(notebook: nbformat.NotebookNode) -> str:
    """The report as a page."""
    text, _ = HTMLExporter(**_OFFLINE).from_notebook_node(notebook, resources=_names())
    return str(text)


def pdf_of(notebook: nbformat.NotebookNode) -> bytes:
    """The report as a PDF: without code, and without what can only be used on a page."""
    printed = copy.deepcopy(notebook)
    printed.cells = [cell for cell in printed.cells if "page-only" not in cell.metadata.get("tags", ())]
    exporter = PrintedReport(
        exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True, **_OFFLINE
    )
    content, _ = exporter.from_notebook_node(printed, resources=_names())
    return bytes(content)


def _names() -> dict[str, dict[str, str]]:
    return {"metadata": {"name": "Report"}}


def main(folder: Path) -> None:
    """Write both into a folder, and make sure that they are the same when the notebook runs again."""
    folder.mkdir(parents=True, exist_ok=True)
    notebook, again = executed(), executed()
    page, pdf = page_of(notebook), pdf_of(notebook)
    (folder / "report.html").write_text(page, "utf-8")
    (folder / "report.pdf").write_bytes(pdf)
    print(f"{folder / 'report.html'}, {folder / 'report.pdf'}")
    if (page, pdf) != (page_of(again), pdf_of(again)):
        sys.exit("Run again it is another report: something in it depends on time or chance")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/report"))
