"""Edits that reach the kernel while a cell runs: on a second thread, out of order, beside its frame."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.faults import Gate, subshells
from tests.browser.lab import PATIENCE
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen

STAGES = [f"Step {number}" for number in range(1, 11)]
LANES = ["A", "B", "C", "D", "E"]
TEXTS = [f"{lane} {number}" for lane in LANES for number in range(1, 11)]
JOURNEY = f"""cjm.Journey({STAGES}, lanes={LANES})
import time

def wait_for(revision):
    until = time.monotonic() + {PATIENCE}
    while journey.revision < revision and time.monotonic() < until:
        time.sleep(0.01)
"""
WRITTEN = "[edit.card.text for done in journey._core.editing.history.since(0) for edit in done.operations]"
SHOWN = "[text for lane in journey.frame for text in journey.frame[lane]]"


def show(notebook: Notebook, *cells: str, threads: int = 2) -> Notebook:
    """The notebook with a map to type in, shown by its first cell."""
    notebook.show(JOURNEY, *cells)
    subshells(notebook, threads > 1)
    return notebook


def start(notebook: Notebook, *cells: int) -> None:
    """Have cells run one after the other, and wait until the first says that it does."""
    for cell in cells:
        notebook.start(cell)
    notebook.hear(cells[0], "running")


def type_lanes(notebook: Notebook, lanes: list[str] = LANES) -> None:
    """Type a text into each cell, row by row, as fast as the page takes it."""
    screen = Screen(notebook)
    for lane in lanes:
        screen.go(f"{lane.lower()}/step-1")
        for number in range(1, 11):
            screen.type(f"{lane} {number}")
            screen.press("Tab")
        screen.press("Escape")


def test_fifty_edits_typed_while_a_cell_runs_arrive_during_it_in_order_and_once(
    shared: Notebook,
) -> None:
    opened = show(shared, "print('running')\nwait_for(50)\narrived = journey.revision")
    start(opened, 1)
    type_lanes(opened)
    opened.saved()
    opened.settle("arrived", 50)
    assert opened.value(WRITTEN) == TEXTS


def test_the_users_frame_stays_as_it_was_until_the_cell_ends_and_then_shows_everything(
    shared: Notebook,
) -> None:
    opened = show(
        shared,
        "frame = journey.frame\nbefore = frame.copy()\nprint('running')\nwait_for(50)\n"
        "untouched = frame.equals(before) and journey.frame is frame\narrived = journey.revision",
    )
    start(opened, 1)
    type_lanes(opened)
    opened.settle("arrived", 50)
    assert opened.value("untouched") is True
    assert opened.value(SHOWN) == TEXTS
    assert opened.value("journey.frame is frame") is True


def test_edits_streaming_across_the_ends_of_cells_arrive_in_order_and_once(shared: Notebook) -> None:
    opened = show(shared, *(f"print('running')\nwait_for({number})" for number in (8, 17, 29, 38)))
    start(opened, 1, 2, 3, 4)
    type_lanes(opened)
    opened.saved()
    opened.settle(SHOWN, TEXTS)
    assert opened.value(WRITTEN) == TEXTS


def test_edits_that_overtake_others_wait_for_them_and_none_is_carried_out_twice(
    shared: Notebook, tmp_path: Path
) -> None:
    gate = Gate(tmp_path)
    opened = show(shared, gate.cell, threads=1)
    start(opened, 1)
    type_lanes(opened, LANES[:2])  # these wait for the main thread; sent once more, they go to the second
    subshells(opened, True)
    type_lanes(opened, LANES[2:])
    gate.open()
    opened.saved()
    opened.settle(SHOWN, TEXTS)
    assert opened.value(WRITTEN) == TEXTS


def test_a_kernel_with_one_thread_takes_every_edit_when_the_cell_ends(
    shared: Notebook, tmp_path: Path
) -> None:
    gate = Gate(tmp_path)
    opened = show(shared, gate.cell + "arrived = journey.revision", threads=1)
    start(opened, 1)
    type_lanes(opened, LANES[:2])
    expect(opened.map().locator(".cjm-status")).to_have_text("20 edits waiting for the kernel")
    gate.open()
    opened.saved()
    opened.settle("arrived", 0)
    assert opened.value(WRITTEN) == TEXTS[:20]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_tab_closed_right_after_typing_has_sent_every_edit(
    shared: Notebook, beside: Notebook, tmp_path: Path, threads: int
) -> None:
    gate = Gate(tmp_path)
    opened = show(beside, gate.cell, threads=threads)
    start(opened, 1)
    type_lanes(opened, LANES[:1])
    opened.page.close()
    gate.open()
    shared.settle(WRITTEN, TEXTS[:10])


def test_a_map_shown_by_a_cell_that_goes_on_running_is_live_meanwhile(
    shared: Notebook, tmp_path: Path
) -> None:
    gate = Gate(tmp_path)
    show(shared)
    shared.replace([f"journey = {JOURNEY}\ndisplay(journey)\n{gate.cell}"])
    start(shared, 0)
    shared.saved()
    type_lanes(shared, LANES[:1])
    shared.saved()
    gate.open()
    shared.settle(WRITTEN, TEXTS[:10])
