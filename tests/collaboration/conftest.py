"""Tests that need jupyter-collaboration: `make test-collaboration` runs them, where it is installed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import browser, lab
from tests.browser.lab import Lab
from tests.browser.notebook import Notebook
from tests.browser.tab import Tab

__all__ = ["browser", "lab"]

collect_ignore_glob = [] if find_spec("pycrdt") else ["*"]


@pytest.fixture(scope="module")
def people(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Three browsers, which share nothing but the server."""
    contexts = [browser.new_context(viewport={"width": 1200, "height": 800}) for _ in range(3)]
    yield contexts
    for context in contexts:
        context.close()


@pytest.fixture
def tabs(
    lab: Lab, people: list[BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Callable[[str, int], list[Tab]]]:
    """Opens a file of this text in so many browsers."""
    pages = []

    def open_tabs(text: str, count: int) -> list[Tab]:
        name = re.sub(r"\W+", "-", request.node.name) + ".cjm.json"
        (lab.folder / name).write_text(text)
        every = []
        for context in people[:count]:
            pages.append(context.new_page())
            every.append(Tab(lab, pages[-1], name))
            every[-1].visit()
        return every

    yield open_tabs
    for page in pages:
        page.close()


@pytest.fixture
def read_in_notebook(
    lab: Lab, people: list[BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Notebook]]:
    """Reads a file in a notebook, which the third browser has open, and shows the journey."""
    every: list[Notebook] = []

    def open_notebook(file: str) -> Notebook:
        name = re.sub(r"\W+", "-", request.node.name) + ".ipynb"
        lab.write(name, [f"import cjm_widgets as cjm\njourney = cjm.read({file!r})\njourney"])
        every.append(Notebook(lab, people[-1].new_page(), name))
        every[-1].visit()
        every[-1].run(0)
        every[-1].saved()
        return every[-1]

    yield open_notebook
    for notebook in every:
        notebook.shut_down()
        notebook.page.close()


@pytest.fixture
def notebooks(
    lab: Lab, people: list[BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Callable[[str, int], list[Notebook]]]:
    """Shows a journey of this expression in a notebook, which so many browsers then have open."""
    every: list[Notebook] = []

    def open_notebooks(journey: str, count: int) -> list[Notebook]:
        name = re.sub(r"\W+", "-", request.node.name) + ".ipynb"
        lab.write(name, [f"import cjm_widgets as cjm\njourney = {journey}\njourney"])
        for context in people[:count]:
            every.append(Notebook(lab, context.new_page(), name))
            every[-1].visit()
            if len(every) == 1:
                every[0].run(0)
            every[-1].saved()
        return every

    yield open_notebooks
    if every:
        every[0].shut_down()
    for notebook in every:
        notebook.page.close()
