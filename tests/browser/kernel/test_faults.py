"""Tabs that crash, many views and many maps: nothing is lost, and nothing is left behind."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

import cjm_widgets as cjm
from tests.browser.conftest import Show, new_context
from tests.browser.faults import frozen, process_of
from tests.browser.lab import Lab
from tests.browser.notebook import Notebook
from tests.browser.plain_page import PlainPage
from tests.browser.screen import Screen

JOURNEY = 'cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions"])'
TIMES = 200
MAPS = 50


@pytest.fixture
def crashing(browser: Browser) -> Iterator[PlainPage]:
    """A page of its own, to be crashed."""
    context = new_context(browser)
    yield PlainPage(context.new_page())
    context.close()


def test_what_a_crashed_tab_had_not_sent_is_offered_by_the_next(crashing: PlainPage) -> None:
    crashing.show(JOURNEY)
    screen = Screen(crashing)
    crashing.lose()
    screen.go("actions/wait")
    screen.type("Precious")
    screen.press("Control+Enter")
    expect(screen.root.locator(".cjm-status")).to_have_text("Kernel gone")
    journey, context = crashing._names, crashing.page.context
    with contextlib.suppress(Error):  # the answer is that the page is gone
        crashing.page.goto("chrome://crash")
    again = PlainPage(context.new_page())
    again._names, again._cells = {**journey}, crashing._cells
    exec(f"journey = {JOURNEY}", again._names)  # a kernel that was started anew
    again._show()
    again.saved()
    expect(again.map()).to_contain_text("never reached the kernel")
    again.map().get_by_role("button", name="Apply again").click()
    again.settle("journey.frame['Actions'].tolist()", ["", "Precious"])


@pytest.fixture
def mortal(browser: Browser, tmp_path: Path) -> Iterator[Notebook]:
    """A notebook whose server is for the test to kill."""
    lab = Lab(tmp_path)
    context = new_context(browser)
    try:
        yield Notebook.open(lab, context.new_page(), [""])
    finally:
        context.close()
        lab.close()


def test_a_server_killed_under_edits_loses_none_that_was_saved_and_tells_of_the_others(
    mortal: Notebook,
) -> None:
    path = save(mortal.lab.folder / "visit.cjm.json")
    mortal.show(f"cjm.read({str(path)!r})")
    screen = Screen(mortal)
    write(screen, "actions/arrive", "Parks")
    mortal.saved()
    with frozen(mortal):
        write(screen, "actions/wait", "Reads")
        mortal.lab.kill()
    mortal.lab.start()
    expect(screen.root.locator(".cjm-status")).to_have_text("Kernel gone")
    expect(screen.root.locator(".cjm-banner")).to_contain_text("1 edit was not saved")
    # The kernel outlives its server by a moment, and may have taken what it could not answer any more.
    assert cjm.read(path).frame.loc["Arrive", "Actions"] == "Parks"


def test_a_notebook_opened_again_after_its_server_was_killed_has_all_that_was_saved_and_says_what_to_do(
    mortal: Notebook,
) -> None:
    path = save(mortal.lab.folder / "visit.cjm.json")
    mortal.replace([f"import cjm_widgets as cjm\njourney = cjm.read({str(path)!r})\njourney"])
    mortal.run(0)
    mortal.saved()
    mortal.command("docmanager:save")
    screen = Screen(mortal)
    write(screen, "actions/arrive", "Parks")
    mortal.saved()
    kernel = process_of(mortal)
    kernel.suspend()
    write(screen, "actions/wait", "Reads")
    mortal.lab.kill()
    kernel.kill()
    mortal.lab.start()
    expect(screen.root.locator(".cjm-banner")).to_contain_text("1 edit was not saved")
    mortal.visit()
    expect(screen.root.locator(".cjm-status")).to_contain_text("Run the cell to edit")
    assert cjm.read(path).frame["Actions"].tolist() == ["Parks", ""]
    mortal.run(0)
    mortal.saved()
    screen.cards("actions/arrive", "Parks")
    expect(screen.root).to_contain_text("never reached the kernel")
    screen.root.get_by_role("button", name="Apply again").click()
    mortal.settle("journey.frame['Actions'].tolist()", ["Parks", "Reads"])
    mortal.saved()
    assert cjm.read(path).frame["Actions"].tolist() == ["Parks", "Reads"]


def test_a_map_without_a_file_is_kept_by_its_notebook_when_the_server_was_killed(mortal: Notebook) -> None:
    mortal.show(JOURNEY)
    screen = Screen(mortal)
    write(screen, "actions/arrive", "Parks")
    mortal.saved()
    kernel = process_of(mortal)
    mortal.lab.kill()
    kernel.kill()
    mortal.lab.start()
    # JupyterLab may notice first, and then the saved document stands in the map's place already.
    expect(screen.root.locator(".cjm-status")).to_have_text(
        re.compile("^(Kernel gone|Run the cell to edit)$")
    )
    mortal.command("docmanager:save")
    mortal.visit()
    expect(screen.root.locator(".cjm-status")).to_contain_text("Run the cell to edit")
    screen.cards("actions/arrive", "Parks")


def save(path: Path) -> Path:
    """The map of these tests, as a file."""
    cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions"]).save(path)
    return path


def write(screen: Screen, place: str, text: str) -> None:
    screen.go(place)
    screen.type(text)
    screen.press("Control+Enter")


def counters(screen: Screen) -> dict[str, int]:
    """Nodes and listeners of the page, once what nobody needs is gone."""
    session = screen.page.context.new_cdp_session(screen.page)
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    counts = session.send("Memory.getDOMCounters")
    session.detach()
    return {name: int(counts[name]) for name in ("nodes", "jsEventListeners", "documents")}


def settled(screen: Screen) -> dict[str, int]:
    """The counters once nothing changes them any more."""
    counts: list[dict[str, int]] = [counters(screen)]

    def is_still() -> bool:
        screen.page.wait_for_timeout(500)
        counts.append(counters(screen))
        return counts[-1] == counts[-2]

    screen.until(is_still, True)
    return counts[-1]


def test_two_hundred_views_opened_and_closed_leave_no_nodes_and_no_listeners(show: Show) -> None:
    screen = show(JOURNEY)
    state = "s => { globalThis.traits = s; }"
    page = screen.host
    assert isinstance(page, PlainPage)
    screen.page.evaluate(state, page._widget.get_state(["part", "revision", "_snapshot"]))
    reopen = "times => { for (let i = 0; i < times; i++) show(structuredClone(traits)); }"
    screen.page.evaluate(reopen, 5)
    before = settled(screen)
    screen.page.evaluate(reopen, TIMES)

    def left() -> dict[str, int]:
        after = counters(screen)
        more = {name: after[name] - before[name] for name in before}
        return {name: count for name, count in more.items() if count > TIMES // 10}

    screen.until(left, {})


def test_a_map_that_was_slow_to_start_is_live(show_in_lab: Show) -> None:
    """anywidget drops all messages of a model that took over two seconds; here any time is too long."""
    screen = show_in_lab(JOURNEY)
    notebook = screen.host
    screen.page.evaluate("""() => {
        globalThis.patience = AbortSignal.timeout;
        AbortSignal.timeout = () => patience.call(AbortSignal, 0);
    }""")
    notebook.run(0)
    notebook.saved()
    write(screen, "actions/arrive", "Parks")
    notebook.settle("journey.frame.loc['Arrive', 'Actions']", "Parks")
    screen.page.evaluate("AbortSignal.timeout = patience")


def test_fifty_maps_in_one_notebook_are_all_live(show_in_lab: Show) -> None:
    screen = show_in_lab(JOURNEY)
    notebook = screen.host
    before = notebook.value("len(__import__('comm').get_comm_manager().comms)")
    cell = notebook.append(
        f"from IPython.display import display\nmaps = [{JOURNEY} for _ in range({MAPS})]\n"
        "for one in maps: display(one)"
    )
    notebook.run(cell)
    statuses = screen.page.locator("section.cjm .cjm-status.is-saved")
    expect(statuses).to_have_count(MAPS + 1)
    # A view and its layout each.
    assert notebook.value("len(__import__('comm').get_comm_manager().comms)") - before <= 2 * MAPS
    nodes = "document.querySelectorAll('section.cjm *').length"
    one = screen.page.evaluate("document.querySelector('section.cjm').querySelectorAll('*').length")
    assert screen.page.evaluate(nodes) <= (MAPS + 1) * (one + 5)
    for number in (0, MAPS - 1):
        notebook.quietly(f"maps[{number}].set_cell('Wait', 'Actions', 'Reads')")
        expect(screen.page.locator("section.cjm").nth(number + 1)).to_contain_text("Reads")
