"""The grid by keyboard: moving, editing, blocks, and a focus that is never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions", "Thoughts", "Pain points"])
journey.set_cell("Wait", "Actions", "Reads")"""


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(JOURNEY)


def test_arrows_lead_over_cells_and_headers(screen: Screen) -> None:
    screen.go("actions/arrive")
    for key, place in [
        ("ArrowRight", "actions/wait"),
        ("ArrowDown", "thoughts/wait"),
        ("ArrowLeft", "thoughts/arrive"),
        ("ArrowLeft", "thoughts/"),
        ("ArrowUp", "actions/"),
        ("ArrowRight", "actions/arrive"),
        ("ArrowUp", "emotion/arrive"),
        ("ArrowUp", "/arrive"),
        ("ArrowRight", "/wait"),
    ]:
        screen.press(key)
        screen.focused(place)


def test_home_and_end_lead_to_the_first_and_last_stage(screen: Screen) -> None:
    screen.go("thoughts/wait")
    for key, place in [
        ("End", "thoughts/leave"),
        ("Home", "thoughts/arrive"),
        ("Control+End", "pain-points/leave"),
        ("Control+Home", "emotion/arrive"),
    ]:
        screen.press(key)
        screen.focused(place)


@pytest.mark.parametrize("key", ["Enter", "F2"])
def test_enter_and_f2_edit_the_first_card_of_a_cell(screen: Screen, key: str) -> None:
    screen.go("actions/wait")
    screen.press(key)
    screen.focused("actions/wait textarea")
    screen.type(" a lot")
    screen.press("Enter")
    screen.focused("actions/wait actions.wait")
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Reads a lot")


def test_typing_on_a_cell_adds_cards_until_an_empty_enter(screen: Screen) -> None:
    screen.go("actions/wait")
    for text in ("Sleeps", "Eats", "Looks up"):
        screen.type(text)
        screen.press("Enter")
        screen.focused("actions/wait textarea")
    screen.press("Enter")
    screen.focused("actions/wait")
    screen.cards("actions/wait", "Reads", "Sleeps", "Eats", "Looks up")
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Reads\nSleeps\nEats\nLooks up")


def test_typing_on_a_card_adds_one_too(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Space")
    screen.type("Sleeps")
    screen.press("Control+Enter")
    screen.focused("actions/wait")
    screen.cards("actions/wait", "Reads", "Sleeps")


@pytest.mark.parametrize("key", ["Shift+Enter", "Alt+Enter"])
def test_shift_enter_is_a_new_line_in_the_card(screen: Screen, key: str) -> None:
    screen.go("actions/leave")
    screen.type("Pays")
    screen.press(key)
    screen.type("Goes")
    screen.press("Control+Enter")
    screen.cards("actions/leave", "Pays\nGoes")
    screen.host.settle("journey.cards.query(\"stage == 'Leave'\")['text'].tolist()", ["Pays\nGoes"])


def test_escape_keeps_a_new_card_as_a_draft_of_the_reader(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.type("Never mind")
    screen.press("Escape")
    screen.focused("actions/wait")
    screen.cards("actions/wait", "Reads")
    assert screen.host.value("journey.revision") == 1
    screen.at("actions/wait").get_by_role("button", name="Draft: Never mind").click()
    screen.focused("actions/wait textarea")
    screen.type("!")
    screen.press("Control+Enter")
    screen.cards("actions/wait", "Reads", "Never mind!")
    screen.until(screen.root.locator(".cjm-draft").count, 0)


def test_escape_puts_a_card_back_and_undo_brings_its_edit_back(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("F2")
    screen.type(" aloud")
    screen.press("Escape")
    screen.focused("actions/wait actions.wait")
    screen.cards("actions/wait", "Reads")
    screen.press("Control+z")
    screen.focused("actions/wait textarea")
    screen.press("Enter")
    screen.cards("actions/wait", "Reads aloud")


def test_tab_saves_and_goes_on_to_a_new_card_in_the_next_cell(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.type("Parks")
    screen.press("Tab")
    screen.focused("actions/wait textarea")
    screen.type("Waits")
    screen.press("Tab", "Tab")
    screen.focused("thoughts/arrive textarea")
    screen.type("Early")
    screen.press("Shift+Tab")
    screen.focused("actions/leave textarea")
    screen.press("Escape")
    screen.host.settle("journey.frame['Actions'].tolist()", ["Parks", "Reads\nWaits", ""])
    screen.host.settle("journey.frame.loc['Arrive', 'Thoughts']", "Early")


def test_a_replaced_text_loses_its_evidence_and_one_press_keeps_it(screen: Screen) -> None:
    backing = "journey.cards.loc['actions.wait', ['text', 'evidence', 'n']].map(str).tolist()"
    screen.host.quietly("journey.cards.loc['actions.wait', ['evidence', 'n']] = ['data', 12]; journey.sync()")
    screen.root.locator(".cjm-card.is-data").wait_for()
    for keep, expected in [(False, ["Sleeps", "assumption", "<NA>"]), (True, ["Sleeps", "data", "12"])]:
        screen.go("actions/wait")
        screen.press("F2", "Control+a")
        screen.type("Sleeps")
        if keep:
            screen.root.get_by_role("button", name="Keep “data, n 12”").click()
            screen.focused("actions/wait textarea")
        screen.press("Enter")
        screen.host.settle(backing, expected)
        if not keep:
            screen.press("Control+z")
            screen.cards("actions/wait", "Reads")


def test_a_text_that_is_too_long_stays_open_and_promises_nothing(screen: Screen) -> None:
    screen.go("thoughts/wait")
    screen.press("Enter")
    screen.page.keyboard.insert_text("x" * 20_001)
    for _ in range(2):
        screen.press("Enter")
        why = screen.root.locator(".cjm-editor").get_by_role("alert")
        expect(why).to_contain_text("a map takes at most 20000 in one place")
        expect(why).not_to_contain_text("Enter again")
    screen.press("Backspace", "Enter", "Enter")
    screen.focused("thoughts/wait")
    screen.cards("thoughts/wait", "x" * 20_000)


def test_a_press_selects_the_card_and_delete_takes_it_alone(screen: Screen) -> None:
    screen.host.quietly("journey.set_cell('Wait', 'Actions', 'Reads\\nSits\\nLooks up')")
    screen.cards("actions/wait", "Reads", "Sits", "Looks up")
    screen.at("actions/wait").get_by_text("Sits").click()
    screen.until(lambda: screen.focus.startswith("actions/wait actions."), True)
    screen.press("Delete")
    screen.cards("actions/wait", "Reads", "Looks up")
    screen.at("actions/wait").get_by_text("Looks up").click()
    screen.at("actions/wait").get_by_text("Reads").click(modifiers=["Control"])
    screen.press("Delete")
    screen.cards("actions/wait")
    screen.press("Control+z")
    screen.cards("actions/wait", "Reads", "Looks up")


def test_a_card_is_added_by_pointer_alone(screen: Screen) -> None:
    screen.at("actions/wait").hover()
    screen.root.get_by_role("button", name="Add a card to Wait, Actions").click()
    screen.focused("actions/wait textarea")
    screen.type("Sleeps")
    screen.at("thoughts/leave").click()
    screen.cards("actions/wait", "Reads", "Sleeps")


def test_a_press_on_an_empty_cell_selects_it_and_the_button_for_a_card_stays_in_reach(screen: Screen) -> None:
    cell = screen.at("thoughts/wait")
    box = cell.bounding_box()
    assert box
    for across in (0.05, 0.2, 0.5):
        screen.go("actions/arrive")
        cell.hover()
        cell.click(position={"x": box["width"] * across, "y": 14})
        screen.focused("thoughts/wait")
    screen.root.get_by_role("button", name="Add a card to Wait, Thoughts").click()
    screen.focused("thoughts/wait textarea")


def test_leaving_an_editor_by_pointer_saves_it(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.type("Parks")
    screen.at("thoughts/leave").click()
    screen.focused("thoughts/leave")
    screen.host.settle("journey.frame.loc['Arrive', 'Actions']", "Parks")


def test_a_press_that_leaves_an_editor_acts_on_what_lay_under_the_pointer(screen: Screen) -> None:
    screen.go("actions/arrive")
    for _ in range(6):
        screen.type("Parks")
        screen.press("Enter")
    screen.type("Parks")
    place = screen.at("thoughts/leave").bounding_box()
    assert place
    screen.page.mouse.move(place["x"] + 20, place["y"] + 8)
    screen.page.mouse.down()
    screen.let_pass(300)  # the browser tells of what comes to lie under a resting pointer
    assert screen.at("thoughts/leave").bounding_box() == place
    screen.page.mouse.up()
    screen.host.settle("journey.cards['text'].tolist().count('Parks')", 7)
    screen.until(screen.root.locator(".cjm-editor").count, 0)
    screen.focused("thoughts/leave")
    screen.until(screen.root.locator("[aria-selected=true]").count, 1)
    screen.host.settle("journey.selection", {"stages": ["Leave"], "lanes": ["Thoughts"]})


def test_a_button_pressed_while_a_cell_is_edited_does_what_it_is_for(screen: Screen) -> None:
    screen.at("thoughts/").hover()
    button = screen.at("thoughts/").get_by_role("button", name="Menu of lane Thoughts")
    screen.go("actions/arrive")
    for _ in range(6):
        screen.type("Parks")
        screen.press("Enter")
    screen.type("Parks")
    screen.at("thoughts/").hover()
    button.click()
    screen.root.get_by_role("menuitem", name="Delete").click()
    screen.lanes("Emotion", "Actions", "Pain points")
    screen.host.settle("journey.cards['text'].tolist().count('Parks')", 7)


def test_dragging_on_from_a_press_that_leaves_an_editor_selects_a_block(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.type("Parks")
    screen.drag(screen.at("thoughts/wait"), screen.at("thoughts/wait").bounding_box()["width"], 0)
    screen.host.settle("journey.selection", {"stages": ["Wait", "Leave"], "lanes": ["Thoughts"]})
    screen.host.settle("journey.frame.loc['Arrive', 'Actions']", "Parks")


def test_delete_empties_the_cell_and_the_focus_stays(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Delete")
    screen.cards("actions/wait")
    screen.focused("actions/wait")
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "")


def test_shift_arrows_select_a_block_that_the_kernel_sees(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Shift+ArrowRight", "Shift+ArrowDown")
    screen.host.settle("journey.selection", {"stages": ["Arrive", "Wait"], "lanes": ["Actions", "Thoughts"]})
    screen.until(screen.root.locator("[aria-selected=true]").count, 4)
    screen.press("ArrowDown")
    screen.host.settle("journey.selection", {"stages": ["Arrive"], "lanes": ["Thoughts"]})


def test_delete_empties_the_block_as_one_step_of_undo(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.type("Parks")
    screen.press("Control+Enter")
    screen.focused("actions/arrive")
    screen.press("Shift+ArrowRight", "Delete")
    screen.host.settle("journey.frame['Actions'].tolist()", ["", "", ""])
    screen.press("Control+z")
    screen.host.settle("journey.frame['Actions'].tolist()", ["Parks", "Reads", ""])


def test_undo_and_redo_keep_the_focus(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.type("Sleeps")
    screen.press("Control+Enter")
    screen.focused("actions/wait")
    both = ["Reads", "Sleeps"]
    for key, texts in [("Control+z", ["Reads"]), ("Control+y", both), ("Control+z", ["Reads"])]:
        screen.press(key)
        screen.cards("actions/wait", *texts)
        screen.focused("actions/wait")
        screen.host.settle("journey.frame.loc['Wait', 'Actions']", "\n".join(texts))
    screen.press("Control+Shift+z")
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Reads\nSleeps")


def test_a_change_made_in_the_kernel_keeps_the_focus(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.host.quietly("journey.set_cell('Wait', 'Actions', 'Sleeps')")
    screen.cards("actions/wait", "Sleeps")
    screen.focused("actions/wait")


def test_the_focus_goes_to_the_neighbour_of_a_stage_removed_in_the_kernel(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.host.quietly("journey.remove_stage('Wait')")
    screen.stages("Arrive", "Leave")
    screen.focused("actions/leave")


def test_the_focus_goes_to_the_neighbour_of_a_lane_removed_in_the_kernel(screen: Screen) -> None:
    screen.go("pain-points/wait")
    screen.host.quietly("journey.remove_lane('Pain points')")
    screen.lanes("Emotion", "Actions", "Thoughts")
    screen.focused("thoughts/wait")


def test_text_being_typed_is_not_lost_with_its_stage(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.type("Half a thought")
    screen.host.quietly("journey.remove_stage('Wait')")
    screen.stages("Arrive", "Leave")
    screen.root.locator(".cjm-notice", has_text="Half a thought").wait_for()
    screen.focused("actions/leave")


def test_cards_are_reached_by_space_and_left_by_escape(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Space")
    screen.focused("actions/wait actions.wait")
    screen.press("Escape")
    screen.focused("actions/wait")


def test_alt_arrows_move_a_card_to_the_next_cell_with_the_focus(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Space", "Alt+ArrowRight")
    screen.focused("actions/leave actions.wait")
    screen.host.settle("journey.frame['Actions'].tolist()", ["", "", "Reads"])


def test_tab_leads_through_the_grid_in_one_stop(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Tab")
    screen.until(lambda: "/" in screen.focus, False)
    screen.press("Shift+Tab")
    screen.focused("actions/wait")


def test_question_mark_lists_the_keys_and_escape_gives_the_focus_back(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("?")
    screen.root.get_by_role("dialog", name="Keys").wait_for()
    screen.press("Escape")
    screen.focused("actions/wait")
