"""Stages and lanes from their headers, by pointer and by keyboard; the map's own fields; what cards show."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

STAGES = "list(journey.frame.index)"
LANES = "list(journey.frame.columns)"


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(
        """cjm.Journey(
    ["Arrive", "Wait", "Leave"], lanes=["Actions", "Thoughts", "Pain points"], title="A visit"
)
journey.set_cell("Wait", "Actions", "Reads")"""
    )


def test_a_stage_is_added_after_another_by_its_header(screen: Screen) -> None:
    screen.at("/arrive").hover()
    screen.at("/arrive").get_by_role("button", name="Add a stage after Arrive").click()
    expect(screen.at("/new-stage").locator("input")).to_be_focused()
    screen.type("Queue")
    screen.press("Enter")
    screen.stages("Arrive", "Queue", "New stage", "Wait", "Leave")
    expect(screen.at("/new-stage").locator("input")).to_be_focused()
    screen.press("Escape")
    screen.focused("/queue")
    screen.host.settle(STAGES, ["Arrive", "Queue", "Wait", "Leave"])


def test_a_stage_whose_name_is_still_open_is_in_the_file_under_the_name_its_field_shows(
    screen: Screen,
) -> None:
    screen.go("/leave")
    screen.press("+")
    field = screen.at("/new-stage").locator("input")
    expect(field).to_have_value("New stage")
    screen.host.settle(STAGES, ["Arrive", "Wait", "Leave", "New stage"])
    screen.go("actions/wait")  # going elsewhere saves what the field shows, and never drops it
    screen.stages("Arrive", "Wait", "Leave", "New stage")
    screen.host.settle(STAGES, ["Arrive", "Wait", "Leave", "New stage"])
    screen.press("Control+z")
    screen.stages("Arrive", "Wait", "Leave")
    screen.host.settle(STAGES, ["Arrive", "Wait", "Leave"])


def test_several_stages_are_added_one_after_the_other_by_keyboard(screen: Screen) -> None:
    screen.go("/leave")
    screen.press("+")
    for name in ("Tell", "Return"):
        screen.type(name)
        screen.press("Enter")
    screen.press("Escape")
    screen.focused("/return")
    screen.host.settle(STAGES, ["Arrive", "Wait", "Leave", "Tell", "Return"])


def test_a_lane_is_added_by_the_tool_in_the_header(screen: Screen) -> None:
    screen.tool("Add lane").click()
    screen.type("Opportunities")
    screen.press("Enter", "Escape")
    screen.lanes("Actions", "Thoughts", "Pain points", "Opportunities")
    screen.host.settle("journey.document.lanes[-1].role", "opportunities")


def test_a_lane_of_emotion_is_added_by_keyboard(screen: Screen) -> None:
    screen.go("actions/")
    screen.press("+")
    screen.type("Emotion")
    screen.press("Enter", "Escape")
    screen.lanes("Actions", "Emotion", "Thoughts", "Pain points")
    expect(screen.root.locator(".cjm-ecell")).to_have_count(3)


@pytest.mark.parametrize("key", ["Enter", "F2"])
def test_a_stage_is_renamed_by_keyboard_and_keeps_what_it_holds(screen: Screen, key: str) -> None:
    screen.go("/wait")
    screen.press(key)
    screen.type("Waiting room")
    screen.press("Enter")
    screen.focused("/wait")
    screen.host.settle("journey.frame.loc['Waiting room', 'Actions']", "Reads")


def test_a_lane_is_renamed_by_two_presses(screen: Screen) -> None:
    screen.at("thoughts/").dblclick()
    screen.type("Worries")
    screen.press("Enter")
    screen.lanes("Actions", "Worries", "Pain points")
    screen.host.settle(LANES, ["Actions", "Worries", "Pain points"])


def test_a_goal_is_written_by_keyboard(screen: Screen) -> None:
    screen.go("/wait")
    screen.press("Shift+F2")
    screen.type("Be called soon")
    screen.press("Enter")
    expect(screen.at("/wait").locator("p")).to_have_text("Be called soon")
    screen.host.settle("journey.document.stages[1].goal", "Be called soon")


def test_a_stage_is_dragged_to_another_place_by_its_grip(screen: Screen) -> None:
    screen.at("/arrive").hover()
    across = screen.at("/leave").bounding_box()
    assert across
    screen.drag(screen.at("/arrive").locator(".is-grip"), across["width"] * 2, 40)
    screen.stages("Wait", "Leave", "Arrive")
    screen.host.settle(STAGES, ["Wait", "Leave", "Arrive"])


def test_escape_takes_back_a_drag_under_way(screen: Screen) -> None:
    screen.at("/arrive").hover()
    grip = screen.at("/arrive").locator(".is-grip").bounding_box()
    assert grip
    screen.page.mouse.move(grip["x"] + 4, grip["y"] + 4)
    screen.page.mouse.down()
    screen.page.mouse.move(grip["x"] + 700, grip["y"] + 4, steps=4)
    expect(screen.root.locator(".cjm-insert")).to_be_visible()
    screen.press("Escape")
    expect(screen.root.locator(".cjm-insert")).to_have_count(0)
    screen.page.mouse.up()
    screen.stages("Arrive", "Wait", "Leave")
    assert screen.host.value(STAGES) == ["Arrive", "Wait", "Leave"]


def test_a_lane_is_dragged_to_another_place_by_its_grip(screen: Screen) -> None:
    screen.at("pain-points/").hover()
    top, own = screen.at("actions/").bounding_box(), screen.at("pain-points/").bounding_box()
    assert top
    assert own
    screen.drag(screen.at("pain-points/").locator(".is-grip"), 0, top["y"] - own["y"] - 5)
    screen.lanes("Pain points", "Actions", "Thoughts")
    screen.host.settle(LANES, ["Pain points", "Actions", "Thoughts"])


def test_a_stage_is_moved_by_keyboard_and_keeps_the_focus(screen: Screen) -> None:
    screen.go("/arrive")
    screen.press("Alt+ArrowRight")
    screen.stages("Wait", "Arrive", "Leave")
    screen.focused("/arrive")
    screen.press("Alt+ArrowRight", "Alt+ArrowRight")
    screen.stages("Wait", "Leave", "Arrive")
    screen.focused("/arrive")
    screen.host.settle(STAGES, ["Wait", "Leave", "Arrive"])


def test_a_lane_is_moved_by_keyboard_and_keeps_the_focus(screen: Screen) -> None:
    screen.go("pain-points/")
    screen.press("Alt+ArrowUp")
    screen.lanes("Actions", "Pain points", "Thoughts")
    screen.focused("pain-points/")
    screen.host.settle(LANES, ["Actions", "Pain points", "Thoughts"])


def test_removing_a_stage_that_holds_something_asks_first(screen: Screen) -> None:
    screen.go("/wait")
    screen.press("Delete")
    question = screen.root.get_by_role("dialog", name="Remove the stage")
    expect(question).to_contain_text("holds 1 entry")
    question.get_by_role("button", name="Keep").click()
    screen.focused("/wait")
    assert screen.host.value(STAGES) == ["Arrive", "Wait", "Leave"]
    screen.press("Delete")
    question.get_by_role("button", name="Remove").click()
    screen.focused("/leave")
    screen.host.settle(STAGES, ["Arrive", "Leave"])
    screen.press("Control+z")
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Reads")


def test_undo_brings_back_the_last_stage_from_the_field_for_a_first_one(show: Show) -> None:
    screen = show("cjm.Journey(['Only'], lanes=['Actions'])")
    screen.go("/only")
    screen.press("Delete")
    screen.focused("Name the first stage")
    screen.press("Control+z")
    screen.stages("Only")
    screen.focused("/only")


def test_the_last_stage_of_a_large_map_is_removed_while_it_is_in_sight(show: Show) -> None:
    screen = show("cjm.Journey([f'S{at}' for at in range(60)], lanes=[f'L{at}' for at in range(20)])")
    screen.go("l0/s0")
    screen.press("End", "ArrowUp")
    screen.focused("/s59")
    for last in (58, 57):
        screen.press("Delete")
        screen.focused(f"/s{last}")
    expect(screen.root.locator(".cjm-stage").last).to_contain_text("S57")
    screen.press("Control+z", "Control+z")
    expect(screen.root.get_by_role("grid")).to_have_attribute("aria-colcount", "61")
    screen.press("End")
    screen.focused("/s59")


def test_an_empty_lane_is_removed_at_once_by_its_header(screen: Screen) -> None:
    screen.at("thoughts/").hover()
    screen.at("thoughts/").get_by_role("button", name="Menu of lane Thoughts").click()
    screen.root.get_by_role("menuitem", name="Delete").click()
    screen.lanes("Actions", "Pain points")
    screen.focused("pain-points/")
    screen.host.settle(LANES, ["Actions", "Pain points"])


def test_the_title_and_the_scenario_are_edited_in_place(screen: Screen) -> None:
    title = screen.root.get_by_role("textbox", name="Title")
    title.fill("A long visit")
    title.press("Enter")
    screen.host.settle("journey.title", "A long visit")
    scenario = screen.root.get_by_role("textbox", name="Scenario")
    scenario.fill("A patient without an appointment")
    scenario.blur()
    screen.host.settle("journey.document.scenario", "A patient without an appointment")


def test_escape_leaves_the_title_as_it_was(screen: Screen) -> None:
    title = screen.root.get_by_role("textbox", name="Title")
    title.fill("Something else")
    title.press("Escape")
    expect(title).to_have_value("A visit")
    assert screen.host.value("journey.revision") == 1


def test_every_kind_of_card_has_its_look(show: Show) -> None:
    screen = show("cjm.Journey.from_template('airport-departure')")
    for evidence in ("assumption", "quote", "data"):
        count = f"int((journey.cards['evidence'] == '{evidence}').sum())"
        expect(screen.root.locator(f".cjm-card.is-{evidence}")).to_have_count(screen.host.value(count))
    expect(screen.at("thoughts/security").locator("q")).to_have_text(
        "I braced for an hour. It took twelve minutes."
    )
    expect(screen.at("pain-points/security").get_by_role("img", name="Severity high")).to_be_visible()
    expect(screen.at("touchpoints/security").locator(".cjm-chip.is-ours")).to_have_text("Lanes")
    expect(screen.at("opportunities/finding-the-way")).to_have_attribute("aria-colspan", "2")
    expect(screen.at("opportunities/finding-the-way").get_by_text("Owner: ")).to_have_count(1)


def test_evidence_and_severity_are_chosen_while_editing(screen: Screen) -> None:
    screen.go("pain-points/wait")
    screen.type("No news")
    screen.press("Alt+ArrowDown")
    screen.root.get_by_role("combobox", name="Evidence").select_option("data")
    screen.root.get_by_role("combobox", name="Severity").select_option(label="high")
    screen.press("Enter")
    screen.host.settle(
        "journey.cards.query(\"text == 'No news'\")[['evidence', 'severity']].values.tolist()", [["data", 3]]
    )
    expect(screen.at("pain-points/wait").locator(".cjm-card.is-data")).to_be_visible()
