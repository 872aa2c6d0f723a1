"""Python and the reader writing at once: beside each other both survive, in one cell the reader decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.faults import Gate, subshells
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Actions"])
journey.set_cell("Arrive", "Actions", "Parks")"""
SAYS = "journey.frame['Actions'].tolist()"

cells = pytest.mark.parametrize("stage", ["Arrive", "Wait"], ids=["a card", "an empty cell"])
a_card = pytest.mark.parametrize("stage", ["Arrive"], ids=["a card"])
an_empty_cell = pytest.mark.parametrize("stage", ["Wait"], ids=["an empty cell"])
sides = pytest.mark.parametrize(
    ("button", "kept"), [("Keep mine", "Reads"), ("Take theirs", "Sleeps")], ids=["mine", "theirs"]
)


def writes(stage: str, text: str = "Sleeps") -> str:
    return f"journey.frame.loc[{stage!r}, 'Actions'] = {text!r}"


def said(screen: Screen, stage: str) -> str:
    return str(screen.host.value(f"journey.frame.loc[{stage!r}, 'Actions']"))


def type_reads(screen: Screen, stage: str) -> None:
    """The reader types "Reads" over the cell's card, or as a new one where it has none."""
    screen.go(f"actions/{stage.lower()}")
    if stage == "Arrive":
        screen.press("F2", "Control+a")
    screen.type("Reads")


def reads(screen: Screen, stage: str) -> None:
    """The reader writes "Reads" in a cell."""
    type_reads(screen, stage)
    screen.press("Control+Enter")


def conflict_in(screen: Screen, stage: str) -> Locator:
    """The conflict in a cell, once it is shown with both texts."""
    conflict = screen.at(f"actions/{stage.lower()}").locator(".cjm-conflict")
    expect(conflict.get_by_text("Sleeps")).to_be_visible()
    expect(conflict.get_by_text("Reads")).to_be_visible()
    return conflict


def resolve(screen: Screen, stage: str, button: str, kept: str) -> None:
    """Press a button of the conflict; then both the kernel and the map say what is kept."""
    conflict = conflict_in(screen, stage)
    conflict.get_by_role("button", name=button).click()
    expect(conflict).to_have_count(0)
    screen.host.settle(f"journey.frame.loc[{stage!r}, 'Actions']", kept)
    screen.host.saved()
    screen.cards(f"actions/{stage.lower()}", kept)


# --- Python writes while the reader types


def test_python_writing_elsewhere_leaves_what_is_being_typed_alone(show: Show) -> None:
    screen = show(JOURNEY)
    screen.go("actions/wait")
    screen.type("Rea")
    screen.host.console(writes("Arrive", "Walks"))
    screen.cards("actions/arrive", "Walks")
    screen.focused("actions/wait textarea")
    screen.type("ds")
    screen.press("Control+Enter")
    screen.host.settle(SAYS, ["Walks", "Reads", ""])


def type_what_python_writes(screen: Screen, stage: str) -> None:
    """Type in a cell that Python writes before Enter is pressed."""
    type_reads(screen, stage)
    screen.host.console(writes(stage) + "\n" + writes("Leave", "Flies"))
    screen.cards("actions/leave", "Flies")
    screen.press("Control+Enter")


def test_what_python_wrote_while_the_reader_typed_there_is_not_overwritten(show: Show) -> None:
    screen = show(JOURNEY)
    type_what_python_writes(screen, "Arrive")
    conflict_in(screen, "Arrive")
    screen.host.saved()
    assert said(screen, "Arrive") == "Sleeps"


@sides
def test_a_conflict_with_python_ends_as_the_reader_says(show: Show, button: str, kept: str) -> None:
    screen = show(JOURNEY)
    type_what_python_writes(screen, "Arrive")
    resolve(screen, "Arrive", button, kept)


def test_a_new_card_stands_beside_what_python_wrote_meanwhile(show: Show) -> None:
    screen = show(JOURNEY)
    type_what_python_writes(screen, "Wait")
    screen.cards("actions/wait", "Sleeps", "Reads")
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Sleeps\nReads")


# --- the edit is on its way when Python writes


@pytest.fixture
def crossed(show: Show, stage: str) -> Screen:
    """A map whose edit reached the kernel after another edit of the same cell."""
    screen = show(JOURNEY)
    with screen.host.busy():
        reads(screen, stage)
        screen.host.console(writes(stage))
    return screen


@an_empty_cell
def test_a_new_card_that_arrives_after_pythons_stands_beside_it(crossed: Screen, stage: str) -> None:
    crossed.cards("actions/wait", "Sleeps", "Reads")
    crossed.host.settle(f"journey.frame.loc[{stage!r}, 'Actions']", "Sleeps\nReads")
    crossed.host.saved()


@a_card
def test_what_python_wrote_before_an_edit_arrived_is_not_overwritten(crossed: Screen, stage: str) -> None:
    conflict_in(crossed, stage)
    crossed.host.saved()
    assert said(crossed, stage) == "Sleeps"


@a_card
@sides
def test_an_edit_that_met_pythons_ends_as_the_reader_says(
    crossed: Screen, stage: str, button: str, kept: str
) -> None:
    resolve(crossed, stage, button, kept)


@a_card
def test_an_edit_that_waited_for_a_cell_in_jupyterlab_meets_what_the_cell_wrote(
    show_in_lab: Show, tmp_path: Path, stage: str
) -> None:
    gate = Gate(tmp_path)
    screen = show_in_lab(JOURNEY, gate.cell + writes(stage))
    subshells(screen.host, False)
    screen.host.start(1)
    screen.host.hear(1, "running")
    reads(screen, stage)
    gate.open()
    conflict_in(screen, stage)
    screen.host.saved()
    assert said(screen, stage) == "Sleeps"


# --- the edit arrives while a cell that wrote there still runs


@pytest.fixture
def clashed(show_in_lab: Show, tmp_path: Path, stage: str) -> Screen:
    """A map whose edit arrived while a cell ran that had written the same cell."""
    gate = Gate(tmp_path)
    screen = show_in_lab(JOURNEY, writes(stage) + "\n" + gate.cell)
    screen.host.start(1)
    screen.host.hear(1, "running")
    reads(screen, stage)
    screen.host.saved()
    gate.open()
    return screen


@cells
def test_a_clash_is_printed_at_the_cells_end(clashed: Screen, stage: str) -> None:
    clashed.host.hear(
        1,
        f"the cell {stage!r}, 'Actions' was changed on screen meanwhile: "
        "it is now 'Reads', not 'Sleeps' as written in pandas",
    )


@cells
def test_a_clash_leaves_what_is_on_screen_and_shows_both(clashed: Screen, stage: str) -> None:
    conflict_in(clashed, stage)
    assert said(clashed, stage) == "Reads"


@cells
@sides
def test_a_clash_ends_as_the_reader_says(clashed: Screen, stage: str, button: str, kept: str) -> None:
    resolve(clashed, stage, button, kept)
