"""Connections cut or silent, and single messages lost: every edit arrives once, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenNotebook
from tests.browser.faults import Proxy, Sieve
from tests.browser.lab import Lab
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen

TEXTS = ["Parks", "Queues", "Waits", "Boards", "Sits"]
STAGES = [f"Step {number}" for number in range(1, 6)]
SHOW = f'import cjm_widgets as cjm\njourney = cjm.Journey({STAGES}, lanes=["Actions"])\njourney'
WRITTEN = "[edit.card.text for done in journey.editing.history.since(0) for edit in done.operations]"
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


def show(notebook: Notebook) -> Screen:
    notebook.run(0)
    notebook.saved()
    return Screen(notebook)


@pytest.fixture
def proxy(lab: Lab) -> Iterator[Proxy]:
    proxy = Proxy(lab)
    yield proxy
    proxy.close()


@pytest.fixture
def far(lab: Lab, page: Page, proxy: Proxy) -> Iterator[Screen]:
    """A map on a page that reaches its server through the proxy only."""
    lab.write("far.ipynb", [SHOW])
    notebook = Notebook(lab, page, "far.ipynb")
    notebook.url = proxy.url
    notebook.visit()
    yield show(notebook)
    notebook.shut_down()


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


@pytest.fixture
def sieve(page: Page) -> Sieve:
    return Sieve(page)


@pytest.fixture
def near(sieve: Sieve, notebook: OpenNotebook) -> Screen:
    """A map on a page some of whose messages are lost."""
    return show(notebook([SHOW]))


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
