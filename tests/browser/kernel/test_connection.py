"""Connections cut or silent, and single messages lost: every edit arrives once, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import new_context
from tests.browser.faults import Proxy, Sieve
from tests.browser.lab import Lab
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen

TEXTS = ["Parks", "Queues", "Waits", "Boards", "Sits"]
STAGES = [f"Step {number}" for number in range(1, 6)]
JOURNEY = f'cjm.Journey({STAGES}, lanes=["Actions"])'
WRITTEN = "[edit.card.text for done in journey._core.editing.history.since(0) for edit in done.operations]"
EDIT = b'"type":"edit"'
APPLIED = b'"type": "applied"'
OUTAGE = 5_000

Outage = Callable[[Proxy], AbstractContextManager[None]]


def type_texts(screen: Screen) -> None:
    """Type a text into each cell."""
    screen.go("actions/step-1")
    for text in TEXTS:
        screen.type(text)
        screen.press("Tab")
    screen.press("Escape")


def show(notebook: Notebook) -> Screen:
    notebook.show(JOURNEY)
    return Screen(notebook)


@pytest.fixture(scope="module")
def proxy(lab: Lab) -> Iterator[Proxy]:
    proxy = Proxy(lab)
    yield proxy
    proxy.close()


@pytest.fixture(scope="module")
def distant(lab: Lab, browser: Browser, proxy: Proxy) -> Iterator[Notebook]:
    """A notebook on a page that reaches its server through the proxy only."""
    context = new_context(browser)
    lab.write("far.ipynb", [""])
    notebook = Notebook(lab, context.new_page(), "far.ipynb")
    notebook.url = proxy.url
    notebook.visit()
    yield notebook
    notebook.shut_down()
    context.close()


@pytest.fixture
def far(distant: Notebook) -> Screen:
    """A map in that notebook."""
    return show(distant)


@pytest.mark.parametrize("outage", [Proxy.cut, Proxy.silent], ids=["cut", "silent"])
def test_edits_typed_during_an_outage_are_shown_as_waiting_and_arrive_once(
    far: Screen, proxy: Proxy, outage: Outage
) -> None:
    with outage(proxy):
        type_texts(far)
        far.page.wait_for_timeout(OUTAGE)
        expect(far.root.locator(".cjm-status")).to_have_text("5 edits waiting for the kernel")
    far.host.saved()
    far.host.settle("journey.frame['Actions'].tolist()", TEXTS)
    assert far.host.value(WRITTEN) == TEXTS


@pytest.mark.parametrize("outage", [Proxy.cut, Proxy.silent], ids=["cut", "silent"])
def test_edits_made_in_python_during_an_outage_are_on_screen_after_it(
    far: Screen, proxy: Proxy, outage: Outage
) -> None:
    with outage(proxy):
        far.host.console("journey.set_cell('Step 2', 'Actions', 'Queues')")
        far.page.wait_for_timeout(OUTAGE)
    far.cards("actions/step-2", "Queues")


@pytest.fixture(scope="module")
def sifted(lab: Lab, browser: Browser) -> Iterator[tuple[Notebook, Sieve]]:
    """A notebook on a page some of whose messages are lost."""
    context = new_context(browser)
    page = context.new_page()
    sieve = Sieve(page)
    notebook = Notebook.open(lab, page, [""], "near.ipynb")
    yield notebook, sieve
    notebook.shut_down()
    context.close()


@pytest.fixture
def sieve(sifted: tuple[Notebook, Sieve]) -> Sieve:
    """Nothing is lost yet."""
    sieve = sifted[1]
    sieve.up, sieve.down, sieve.lost = [], [], []
    return sieve


@pytest.fixture
def near(sifted: tuple[Notebook, Sieve], sieve: Sieve) -> Screen:
    """A map in that notebook."""
    return show(sifted[0])


@pytest.mark.parametrize(
    ("up", "down"),
    [([EDIT], []), ([], [APPLIED]), ([EDIT], [APPLIED])],
    ids=["an edit", "an answer", "an edit and an answer"],
)
def test_edits_arrive_once_where_messages_are_lost(
    near: Screen, sieve: Sieve, up: list[bytes], down: list[bytes]
) -> None:
    sieve.up, sieve.down = list(up), list(down)
    type_texts(near)
    near.host.saved()
    assert sorted(sieve.lost) == sorted(up + down)
    assert near.host.value(WRITTEN) == TEXTS
    assert near.host.value("journey.frame['Actions'].tolist()") == TEXTS


def test_an_edit_made_in_python_whose_news_is_lost_is_shown_with_the_next(near: Screen, sieve: Sieve) -> None:
    sieve.down = [APPLIED]
    near.host.console("journey.set_cell('Step 1', 'Actions', 'Parks')")
    near.host.console("journey.set_cell('Step 2', 'Actions', 'Queues')")
    near.cards("actions/step-2", "Queues")
    near.cards("actions/step-1", "Parks")
    assert sieve.lost == [APPLIED]
