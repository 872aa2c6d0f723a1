"""Stages and phases on screen: added and named in place, split, merged, and put into a phase together."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.scenes import violations
from tests.browser.screen import Screen

JOURNEY = "cjm.Journey(['Come', 'Wait', 'Pay', 'Leave'], lanes=['Actions'])"
STAGES = "[stage.name for stage in journey.document.stages]"
PHASES = "[stage.phase for stage in journey.document.stages]"


@pytest.fixture
def screen(show: Show) -> Screen:
    screen = show(JOURNEY)
    screen.host.quietly("journey.set_cell('Wait', 'Actions', 'Reads')")
    screen.host.quietly("journey.set_cell('Pay', 'Actions', 'Pays')")
    return screen


def test_by_keyboard_alone_stages_share_a_phase_are_merged_and_split(screen: Screen) -> None:
    screen.go("/wait")
    screen.press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft")
    expect(screen.root.locator(".cjm-stage.is-picked")).to_have_count(2)
    screen.focused("/wait")
    screen.press("Enter")
    screen.type("At the till")
    screen.press("Enter")
    screen.host.settle(PHASES, [None, "at-the-till", "at-the-till", None])
    screen.focused("/wait")
    expect(screen.root.locator(".cjm-phase b")).to_have_text("At the till")
    screen.press("Control+i")
    details = screen.root.get_by_role("region", name="Details")
    details.get_by_label("Target action").focus()
    screen.type("Has paid")
    screen.press("Tab")
    details.get_by_role("button", name="Merge with the next").focus()
    screen.press("Enter")
    screen.stages("Come", "Wait / Pay", "Leave")
    screen.cards("actions/wait", "Reads", "Pays")
    screen.focused("/wait")
    screen.press("Control+z")
    screen.stages("Come", "Wait", "Pay", "Leave")
    details.get_by_role("button", name="Split in two").focus()
    screen.press("Enter")
    expect(screen.at("/wait-2").locator("input")).to_be_focused()
    screen.type("Be called")
    screen.press("Enter")
    screen.stages("Come", "Wait", "Be called", "Pay", "Leave")
    screen.host.settle("[stage.action for stage in journey.document.stages]", ["", "", "Has paid", "", ""])
    screen.host.settle(PHASES, [None, "at-the-till", "at-the-till", "at-the-till", None])


def test_by_a_single_pointer_alone_stages_share_a_phase_and_are_merged(screen: Screen) -> None:
    screen.at("/wait").click(position={"x": 60, "y": 12})
    screen.at("/leave").click(position={"x": 60, "y": 12}, modifiers=["Shift"])
    bar = screen.root.get_by_role("toolbar", name="Selected stages")
    expect(bar.locator("b")).to_have_text("3 stages")
    bar.get_by_label("Name of their phase").fill("Inside")
    bar.get_by_label("Name of their phase").press("Enter")
    screen.host.settle(PHASES, [None, "inside", "inside", "inside"])
    screen.at("/wait").click(position={"x": 60, "y": 12})
    screen.at("/pay").click(position={"x": 60, "y": 12}, modifiers=["Shift"])
    expect(bar.get_by_label("Name of their phase")).to_have_value("Inside")
    bar.get_by_role("button", name="Merge").click()
    screen.stages("Come", "Wait / Pay", "Leave")
    expect(bar).to_have_count(0)
    screen.at("/wait").hover()
    screen.at("/wait").get_by_role("button", name="Details of Wait / Pay").click()
    details = screen.root.get_by_role("region", name="Details")
    details.get_by_role("switch", name="Moment of truth").click()
    screen.host.settle("journey.document.stages[1].moment_of_truth", True)
    details.get_by_role("button", name="Split in two").click()
    screen.host.settle(STAGES, ["Come", "Wait / Pay", "Wait / Pay 2", "Leave"])


def test_a_phase_without_a_name_is_left_and_escape_selects_one(screen: Screen) -> None:
    screen.host.quietly("journey.set_stage('Wait', phase='Inside')")
    screen.host.quietly("journey.set_stage('Pay', phase='Inside')")
    expect(screen.root.locator(".cjm-phase b")).to_have_text("Inside")
    screen.go("/wait")
    screen.press("Shift+ArrowRight", "Escape")
    expect(screen.root.locator(".cjm-stage.is-picked")).to_have_count(0)
    screen.press("Shift+ArrowRight", "Enter", "Control+a", "Delete", "Enter")
    screen.host.settle(PHASES, [None, None, None, None])
    screen.host.settle("len(journey.document.phases)", 0)


def test_a_stage_just_added_is_in_sight_and_has_the_id_of_its_name(show: Show) -> None:
    screen = show("cjm.Journey([f'S{n}' for n in range(20)], lanes=['Actions'])")
    screen.tool("Add stage").click()
    field = screen.at("/new-stage").locator("input")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    screen.type("Home")
    screen.press("Enter", "Escape")
    screen.focused("/home")
    screen.host.settle("journey.document.stages[-1].id", "home")
    screen.host.settle("len(journey.document.stages)", 21)


def test_merging_says_which_numbers_are_gone(show: Show) -> None:
    screen = show("cjm.Journey(['Come', 'Wait', 'Pay'], lanes=['Actions'])")
    screen.host.quietly(
        "import pandas; journey.join(pandas.DataFrame({'q': [1, 2, 3] * 9, 'r': [2, 3, 4] * 9}),"
        " columns={'q': 'Wait', 'r': 'Pay'}, scale=(1, 5), name='Survey')"
    )
    screen.go("/wait")
    screen.press("Shift+ArrowRight")
    screen.root.get_by_role("button", name="Merge").click()
    screen.stages("Come", "Wait / Pay")
    expect(screen.root.get_by_text("Rows of Survey were counted at each of the stages")).to_be_visible()
    screen.press("Control+z")
    screen.stages("Come", "Wait", "Pay")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_axe_finds_nothing_while_stages_are_selected(screen: Screen, theme: str) -> None:
    screen.host.theme(theme)
    screen.go("/wait")
    screen.press("Shift+ArrowRight")
    expect(screen.root.get_by_role("toolbar", name="Selected stages")).to_be_visible()
    assert violations(screen) == []
