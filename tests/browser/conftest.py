"""One Chromium and one JupyterLab for all browser tests of a process; views need no JupyterLab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import chromium, slowness
from tests.browser.lab import PATIENCE, Lab
from tests.browser.notebook import Notebook
from tests.browser.plain_page import SIZE, PlainPage
from tests.browser.screen import Screen

OpenNotebook = Callable[[Sequence[str]], Notebook]
Show = Callable[..., Screen]
Host = TypeVar("Host", Notebook, PlainPage)

expect.set_options(timeout=PATIENCE * 1000)


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


def new_context(browser: Browser) -> BrowserContext:
    """A fresh profile that may use the clipboard."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE * 1000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    if slowness.SLOW:
        context.add_init_script(slowness.SCRIPT)
    return context


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile; what the page logs is not asserted."""
    context = new_context(browser)
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
        one.shut_down()


@pytest.fixture(scope="session")
def spare_notebooks(lab: Lab, browser: Browser) -> Iterator[list[Notebook]]:
    """The notebook that a file leaves to the next, since a page of JupyterLab and a kernel start slowly."""
    yield from _spare()


@pytest.fixture(scope="session")
def spare_pages(browser: Browser) -> Iterator[list[PlainPage]]:
    """The page without Jupyter that a file leaves to the next."""
    yield from _spare()


def _spare() -> Iterator[list[Any]]:
    hosts: list[Notebook | PlainPage] = []
    yield hosts
    for host in hosts:
        host.close()


def _lend(spare: list[Host], open_one: Callable[[], Host], request: pytest.FixtureRequest) -> Iterator[Host]:
    """What the last file left, or a new one; the next gets it cleared unless a test fails or wears it out."""
    failures = request.session.testsfailed
    host = spare.pop() if spare else open_one()
    yield host
    if request.session.testsfailed > failures or not host.is_lendable:
        host.close()
    else:
        host.clear()
        spare.append(host)


@pytest.fixture(scope="module")
def shared(
    lab: Lab, browser: Browser, spare_notebooks: list[Notebook], request: pytest.FixtureRequest
) -> Iterator[Notebook]:
    """One notebook for all tests of a file, for those that need no page and no kernel of their own."""

    def open_one() -> Notebook:
        return Notebook.open(lab, new_context(browser).new_page(), [""], "shared.ipynb")

    yield from _lend(spare_notebooks, open_one, request)


@pytest.fixture
def beside(shared: Notebook) -> Iterator[Notebook]:
    """The file's notebook on a further page, which the test may close."""
    notebook = Notebook(shared.lab, shared.page.context.new_page(), shared.name)
    notebook.visit()
    yield notebook
    if not notebook.page.is_closed():
        notebook.page.close()
    shared.visit()  # the file may have been saved by the further page


@pytest.fixture
def show_in_lab(shared: Notebook) -> Show:
    """Shows a new journey, made by this expression, in the file's notebook, whose only cell it becomes."""

    def show(journey: str, *further: str) -> Screen:
        shared.show(journey, *further)
        return Screen(shared)

    return show


@pytest.fixture(scope="module")
def plain_page(
    browser: Browser, spare_pages: list[PlainPage], request: pytest.FixtureRequest
) -> Iterator[PlainPage]:
    """One page without Jupyter for all tests of a file."""
    yield from _lend(spare_pages, lambda: PlainPage(new_context(browser).new_page()), request)


@pytest.fixture
def show(plain_page: PlainPage) -> Show:
    """Shows a new journey, made by this expression, on the file's page; further cells are not run."""

    def show(journey: str, *further: str) -> Screen:
        plain_page.show(journey, *further)
        return Screen(plain_page)

    return show


@pytest.fixture
def artefacts(tmp_path: Path) -> Path:
    """A folder for pictures and files of one test."""
    return tmp_path
