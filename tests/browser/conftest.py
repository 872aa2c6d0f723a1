"""One Chromium and one JupyterLab for all browser tests; a fresh page and notebook for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.browser.lab import Lab, Notebook

OpenNotebook = Callable[[Sequence[str]], Notebook]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    path = chromium.find()
    assert path, "no Chromium: python -m tests.browser.chromium installs one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab in a folder of its own."""
    lab = Lab(tmp_path_factory.mktemp("lab"))
    yield lab
    lab.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile; what the page logs is not asserted."""
    context = browser.new_context(viewport={"width": 1500, "height": 1200})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that profile."""
    return context.new_page()


@pytest.fixture
def notebook(lab: Lab, page: Page, request: pytest.FixtureRequest) -> Iterator[OpenNotebook]:
    """Opens a notebook of these code cells, named after the test; its kernel is shut down afterwards."""
    opened: list[Notebook] = []

    def open_notebook(cells: Sequence[str]) -> Notebook:
        name = re.sub(r"\W+", "-", request.node.name)[:80] + ".ipynb"
        opened.append(Notebook.open(lab, page, cells, name))
        return opened[-1]

    yield open_notebook
    for one in opened:
        for session in lab.request("/api/sessions"):
            if session["path"] == one.name:
                lab.request(f"/api/sessions/{session['id']}", "DELETE")


@pytest.fixture
def artefacts(tmp_path: Path) -> Path:
    """A folder for pictures and files of one test."""
    return tmp_path
