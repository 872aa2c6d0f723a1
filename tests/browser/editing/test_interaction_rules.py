"""Every key and gesture of the map, one test a rule, in the order in which people are told of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions", "Thoughts", "Pain points"])
journey.set_cell("Wait", "Actions", "Reads\\nSits")
journey.set_cell("Leave", "Actions", "Goes")
journey.set_emotion("Arrive", -1)"""
ACTIONS = "journey.frame['Actions'].tolist()"
THOUGHTS = "journey.frame['Thoughts'].tolist()"


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(JOURNEY)


def leads(screen: Screen, *steps: tuple[str, str]) -> None:
    """Each key brings the focus to its place."""
    for key, place in steps:
        screen.press(key)
        screen.focused(place)


def selects(screen: Screen, stages: list[str], lanes: list[str]) -> None:
    """The kernel sees this block, and as many cells are marked."""
    screen.host.settle("journey.selection", {"stages": stages, "lanes": lanes})
    screen.until(screen.root.locator("[aria-selected=true]").count, len(stages) * len(lanes))


def says(screen: Screen, sentence: str) -> None:
    """The foot says so, and a screen reader with it."""
    expect(screen.root.locator(".cjm-sentence")).to_have_text(sentence)


# --- moving


def test_arrows_home_and_end_move_as_in_a_spreadsheet(screen: Screen) -> None:
    screen.go("actions/arrive")
    leads(
        screen,
        ("ArrowRight", "actions/wait"),
        ("ArrowDown", "thoughts/wait"),
        ("Home", "thoughts/arrive"),
        ("End", "thoughts/leave"),
        ("Control+End", "pain-points/leave"),
        ("Control+Home", "emotion/arrive"),
        ("ArrowDown", "actions/arrive"),
        # to the next filled cell, the last of those, the edge and back
        ("Control+ArrowRight", "actions/wait"),
        ("Control+ArrowRight", "actions/leave"),
        ("Control+ArrowRight", "actions/leave"),
        ("Control+ArrowDown", "pain-points/leave"),
        ("Control+ArrowUp", "actions/leave"),
        ("Control+ArrowLeft", "actions/wait"),
        ("Control+ArrowLeft", "actions/arrive"),
        ("Control+ArrowLeft", "actions/arrive"),
    )


def test_space_leads_into_the_cards_and_escape_back_to_the_cell(screen: Screen) -> None:
    screen.go("actions/wait")
    leads(
        screen,
        ("Space", "actions/wait actions.wait"),
        ("ArrowDown", "actions/wait actions.wait.2"),
        ("Escape", "actions/wait"),
    )


# --- writing


def test_a_character_begins_a_new_card_and_replaces_nothing(screen: Screen) -> None:
    for inner in ([], ["Space"]):
        screen.go("actions/wait")
        screen.press(*inner)
        screen.type("x")
        screen.focused("actions/wait textarea")
        screen.press("Control+Enter")
    screen.cards("actions/wait", "Reads", "Sits", "x", "x")


def test_enter_f2_and_a_double_press_edit_the_card(screen: Screen) -> None:
    for start in ("Enter", "F2"):
        screen.go("actions/wait")
        screen.press(start)
        expect(screen.root.locator(".cjm-editor textarea")).to_have_value("Reads")
        screen.press("Escape")
    screen.at("actions/wait").get_by_text("Sits").dblclick()
    expect(screen.root.locator(".cjm-editor textarea")).to_have_value("Sits")
    screen.press("Escape")
    screen.at("thoughts/wait").dblclick(position={"x": 3, "y": 3})
    expect(screen.root.locator(".is-new textarea")).to_have_value("")


def test_enter_and_f2_rename_a_header_and_type_a_score(screen: Screen) -> None:
    for key, name in (("Enter", "Come"), ("F2", "Get there")):
        screen.go("/arrive")
        screen.press(key)
        screen.type(name)
        screen.press("Enter")
        screen.stages(name, "Wait", "Leave")
    for key, score in (("Enter", "1"), ("F2", "0.5")):
        screen.point("arrive").focus()
        screen.press(key)
        screen.type(score)
        screen.press("Enter")
        screen.host.settle("journey.emotion['Customer'].tolist()[0]", float(score))


def test_enter_in_a_new_card_opens_the_next_and_an_empty_one_stops(screen: Screen) -> None:
    screen.go("thoughts/wait")
    for text in ("one", "two", "three"):
        screen.type(text)
        screen.press("Enter")
        screen.focused("thoughts/wait textarea")
    screen.press("Enter")
    screen.focused("thoughts/wait")
    screen.cards("thoughts/wait", "one", "two", "three")


def test_enter_in_an_existing_card_saves_and_closes(screen: Screen) -> None:
    for key in ("Enter", "Control+Enter"):
        screen.go("actions/leave")
        screen.press("F2")
        screen.type("!")
        screen.press(key)
        screen.focused("actions/leave actions.leave")
    screen.cards("actions/leave", "Goes!!")


def test_shift_enter_and_alt_enter_are_a_new_line_in_the_card(screen: Screen) -> None:
    screen.go("thoughts/wait")
    screen.type("a")
    screen.press("Shift+Enter")
    screen.type("b")
    screen.press("Alt+Enter")
    screen.type("c")
    screen.press("Control+Enter")
    screen.cards("thoughts/wait", "a\nb\nc")


def test_tab_in_an_editor_saves_and_goes_on_and_past_the_end_to_the_next_lane(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.type("x")
    screen.press("Tab")
    screen.focused("thoughts/arrive textarea")
    screen.type("y")
    screen.press("Shift+Tab")
    screen.focused("actions/leave textarea")
    screen.press("Escape")
    screen.cards("actions/leave", "Goes", "x")
    screen.cards("thoughts/arrive", "y")


def test_tab_on_the_map_leaves_it_which_is_one_tab_stop(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Tab")
    screen.until(lambda: "/" in screen.focus, False)
    leads(screen, ("Shift+Tab", "actions/wait"))


def test_escape_closes_an_unchanged_editor(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("F2", "Escape")
    screen.focused("actions/wait actions.wait")
    screen.until(screen.root.locator(".cjm-editor textarea, .cjm-draft, .cjm-offer").count, 0)


def test_escape_puts_an_old_card_back_and_leaves_a_new_one_as_a_draft(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.press("F2")
    screen.type(" home")
    screen.press("Escape")
    screen.cards("actions/leave", "Goes")
    screen.root.get_by_role("button", name="Bring the edit back").click()
    expect(screen.root.locator(".cjm-editor textarea")).to_have_value("Goes home")
    screen.press("Escape", "Control+z")
    expect(screen.root.locator(".cjm-editor textarea")).to_have_value("Goes home")
    screen.press("Enter")
    screen.cards("actions/leave", "Goes home")
    screen.go("thoughts/wait")
    screen.type("Hm")
    screen.press("Escape")
    screen.at("thoughts/wait").get_by_role("button", name="Draft: Hm").wait_for()


def test_a_press_elsewhere_blur_scrolling_and_a_lost_kernel_drop_nothing(screen: Screen) -> None:
    screen.go("thoughts/arrive")
    screen.type("Far")
    screen.at("pain-points/leave").click()
    screen.focused("pain-points/leave")
    screen.host.settle(THOUGHTS, ["Far", "", ""])
    screen.go("thoughts/wait")
    screen.type("Long")
    screen.page.get_by_role("button", name="What follows the map").focus()
    screen.host.settle(THOUGHTS, ["Far", "Long", ""])
    screen.go("thoughts/leave")
    screen.type("Glad")
    editor = screen.root.locator(".cjm-editor textarea")
    screen.page.set_viewport_size({"width": 700, "height": 400})
    screen.page.mouse.wheel(0, -300)
    screen.root.locator(".cjm-scroll").evaluate("scroll => { scroll.scrollLeft = 0; }")
    expect(editor).to_have_value("Glad")
    screen.host.lose()
    screen.page.evaluate("probe()")
    screen.root.locator(".cjm-banner").wait_for()
    screen.press("Enter")
    expect(editor).to_have_value("Glad")


def test_alt_down_leads_to_evidence_and_severity(screen: Screen) -> None:
    screen.go("pain-points/wait")
    screen.type("Slow")
    screen.press("Alt+ArrowDown")
    expect(screen.root.get_by_label("Evidence", exact=True)).to_be_focused()
    screen.press("Tab")
    expect(screen.root.get_by_label("Severity", exact=True)).to_be_focused()


# --- removing, selecting, copying


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_delete_takes_the_card_empties_the_cell_and_removes_the_header(screen: Screen, key: str) -> None:
    screen.go("actions/wait")
    screen.press("Space", key)
    screen.cards("actions/wait", "Sits")
    says(screen, "Done: Remove card. Undo takes this back.")
    screen.go("actions/leave")
    screen.press(key)
    screen.cards("actions/leave")
    says(screen, "Done: Clear the cell. Undo takes this back.")
    screen.go("pain-points/")
    screen.press(key)
    screen.lanes("Emotion", "Actions", "Thoughts")
    says(screen, "Done: Remove lane. Undo takes this back.")
    for edit in ("Remove lane", "Clear the cell", "Remove card"):
        screen.press("Control+z")
        says(screen, f"Undone: {edit}")
        screen.root.locator(".cjm-status.is-saved").wait_for()  # which the next is called by its kernel
    screen.lanes("Emotion", "Actions", "Thoughts", "Pain points")
    screen.host.settle(ACTIONS, ["", "Reads\nSits", "Goes"])


def test_shift_drag_and_control_a_select_cells(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Shift+ArrowRight", "Shift+ArrowDown")
    selects(screen, ["Arrive", "Wait"], ["Actions", "Thoughts"])
    screen.focused("actions/arrive")
    screen.press("Control+Shift+End")
    selects(screen, ["Arrive", "Wait", "Leave"], ["Actions", "Thoughts", "Pain points"])
    screen.press("Escape")
    selects(screen, ["Arrive"], ["Actions"])
    screen.at("pain-points/wait").click(modifiers=["Shift"])
    selects(screen, ["Arrive", "Wait"], ["Actions", "Thoughts", "Pain points"])
    screen.press("ArrowDown")
    screen.focused("thoughts/arrive")
    screen.press("Control+a")
    selects(screen, ["Arrive", "Wait", "Leave"], ["Thoughts"])
    screen.press("Control+a")
    selects(screen, ["Arrive", "Wait", "Leave"], ["Emotion", "Actions", "Thoughts", "Pain points"])
    screen.focused("thoughts/arrive")
    cell, step = screen.at("thoughts/arrive"), screen.at("thoughts/arrive").bounding_box()
    assert step
    screen.drag(cell, step["width"], step["height"])
    selects(screen, ["Arrive", "Wait"], ["Thoughts", "Pain points"])
    screen.type("Far")
    screen.focused("thoughts/arrive textarea")
    screen.press("Control+Enter")
    screen.cards("thoughts/arrive", "Far")


def test_control_and_a_press_add_a_card_to_the_selection(screen: Screen) -> None:
    screen.at("actions/wait").get_by_text("Reads").click()
    screen.at("actions/leave").get_by_text("Goes").click(modifiers=["Control"])
    screen.press("Delete")
    screen.host.settle(ACTIONS, ["", "Sits", ""])


def test_cards_are_copied_with_all_fields_and_a_pasted_line_is_a_card(screen: Screen) -> None:
    screen.host.quietly(
        "journey.cards.loc['actions.leave', ['evidence', 'n', 'owner']] = ['data', 12, 'PR']; journey.sync()"
    )
    screen.root.locator(".cjm-card.is-data").click()
    screen.press("Control+c")
    screen.go("thoughts/wait")
    screen.press("Control+v")
    copied = "journey.cards.query(\"lane == 'Thoughts'\")[['text', 'evidence', 'n', 'owner']].values.tolist()"
    screen.host.settle(copied, [["Goes", "data", 12, "PR"]])
    screen.press("Control+x")
    screen.cards("thoughts/wait")
    assert screen.copied() == "Goes\n"
    screen.paste("one\ntwo\nthree")
    screen.cards("thoughts/wait", "one", "two", "three")


def test_pasting_in_an_editor_is_text_and_lines_in_an_empty_one_are_cards(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.press("F2")
    screen.paste(" a\n b")
    expect(screen.root.locator(".cjm-editor textarea")).to_have_value("Goes a\n b")
    screen.press("Escape")
    # A cell in which no other test leaves a draft: the page remembers drafts for the next view of a map.
    screen.at("thoughts/leave").dblclick(position={"x": 3, "y": 3})
    screen.focused("thoughts/leave textarea")
    screen.paste("one\ntwo\nthree")
    screen.cards("thoughts/leave", "one", "two", "three")
    screen.root.get_by_role("button", name="One card instead").click()
    screen.cards("thoughts/leave", "one\ntwo\nthree")


def test_control_shift_v_pastes_one_card(screen: Screen) -> None:
    screen.page.evaluate("navigator.clipboard.writeText('one\\ntwo')")
    screen.go("thoughts/wait")
    screen.press("Control+Shift+v")
    screen.cards("thoughts/wait", "one\ntwo")
    screen.press("Control+v")
    screen.cards("thoughts/wait", "one\ntwo", "one", "two")


def test_control_d_and_the_handle_copy_down_and_right_and_never_over(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Shift+ArrowRight", "Control+Shift+d")
    screen.host.settle(ACTIONS, ["", "Reads\nSits", "Goes\nReads\nSits"])
    screen.press("Shift+ArrowDown", "Control+d")
    screen.host.settle(THOUGHTS, ["", "Reads\nSits", "Goes\nReads\nSits"])
    screen.press("Control+z", "Control+z", "Escape", "Shift+ArrowDown")
    handle, cell = screen.root.locator(".cjm-fill"), screen.at("actions/wait").bounding_box()
    assert cell
    screen.drag(handle, cell["width"], 0)
    screen.host.settle(ACTIONS, ["", "Reads\nSits", "Goes\nReads\nSits"])
    selects(screen, ["Wait", "Leave"], ["Actions", "Thoughts"])
    screen.press("Control+z")
    screen.host.settle(ACTIONS, ["", "Reads\nSits", "Goes"])


def test_alt_and_arrows_move_cards_stages_and_lanes(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Space", "Alt+ArrowDown")
    screen.cards("actions/wait", "Sits", "Reads")
    screen.press("Alt+ArrowRight")
    screen.focused("actions/leave actions.wait")
    screen.go("/wait")
    screen.press("Alt+ArrowLeft")
    screen.stages("Wait", "Arrive", "Leave")
    screen.go("thoughts/")
    screen.press("Alt+ArrowDown")
    screen.lanes("Emotion", "Actions", "Pain points", "Thoughts")


def test_dragging_moves_control_copies_and_escape_puts_back(screen: Screen) -> None:
    mouse = screen.page.mouse

    def drag(start: Locator, end: Locator, key: str = "") -> None:
        start.hover()
        mouse.down()
        box = end.bounding_box()
        assert box
        mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2, steps=6)
        if key:
            screen.page.keyboard.down(key)
        mouse.up()
        if key:
            screen.page.keyboard.up(key)

    card = screen.at("actions/wait").get_by_text("Reads")
    drag(card, screen.at("thoughts/leave"), "Escape")
    says(screen, "Put back, nothing moved")
    drag(card, screen.at("thoughts/leave"))
    screen.host.settle(ACTIONS, ["", "Sits", "Goes"])
    screen.host.settle(THOUGHTS, ["", "", "Reads"])
    drag(screen.at("thoughts/leave").get_by_text("Reads"), screen.at("thoughts/arrive"), "Control")
    screen.host.settle(THOUGHTS, ["Reads", "", "Reads"])
    screen.press("Control+z", "Control+z")
    screen.host.settle(ACTIONS, ["", "Reads\nSits", "Goes"])
    screen.at("/arrive").hover()
    drag(screen.at("/arrive").locator(".is-grip"), screen.at("/leave"))
    screen.stages("Wait", "Leave", "Arrive")
    screen.at("actions/").hover()
    drag(screen.at("actions/").locator(".is-grip"), screen.at("thoughts/"), "Escape")
    says(screen, "Put back, nothing moved")
    screen.lanes("Emotion", "Actions", "Thoughts", "Pain points")
    screen.press("Control+z")
    screen.stages("Arrive", "Wait", "Leave")


# --- anywhere


def test_undo_and_redo_from_anywhere_and_in_an_editor_its_own_typing_first(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.press("Delete")
    places: list[Callable[[], None]] = [
        lambda: screen.go("thoughts/wait"),
        lambda: screen.go("/wait"),
        lambda: screen.go("thoughts/"),
        lambda: screen.point("arrive").focus(),
        lambda: screen.at("actions/wait").get_by_text("Sits").click(),
        lambda: screen.tool("Add stage").focus(),
        lambda: screen.root.locator(".cjm-persona").focus(),
        lambda: screen.root.locator(".cjm-foot .cjm-hints").focus(),
    ]
    for place in places:
        for redo in ("Control+y", "Control+Shift+z"):
            place()
            screen.press("Control+z")
            screen.cards("actions/leave", "Goes")
            says(screen, "Undone: Clear the cell")
            screen.press(redo)
            screen.cards("actions/leave")
            says(screen, "Redone: Clear the cell")
    screen.go("thoughts/wait")
    screen.press("Enter")
    screen.page.keyboard.insert_text("Hm")
    screen.press("Control+z")
    expect(screen.root.locator(".cjm-editor textarea")).to_have_value("")
    screen.press("Escape")
    screen.cards("actions/leave")


def test_keys_of_the_browser_that_the_map_has_no_use_for_are_theirs(screen: Screen) -> None:
    # What the map leaves alone reaches the window, which then keeps it from the browser.
    screen.page.evaluate(
        """() => { globalThis.heard = [];
            globalThis.note = event => {
                heard.push([event.key, event.defaultPrevented]);
                event.preventDefault();
            };
            addEventListener('keydown', note); }"""
    )
    for place in ("actions/wait", "/wait", "actions/"):
        screen.go(place)
        screen.press("Control+r", "Control+p", "Control+l", "F5", "F7", "F11", "F12")
    heard = screen.page.evaluate("() => { removeEventListener('keydown', note); return heard; }")
    keys = ["r", "p", "l", "F5", "F7", "F11", "F12"]
    assert [one for one in heard if one[0] != "Control"] == [[key, False] for key in keys * 3]


def test_plus_on_a_header_adds_after_it_and_space_folds_a_lane(screen: Screen) -> None:
    screen.go("/arrive")
    screen.press("+")
    screen.type("Queue")
    screen.press("Enter", "Escape")
    screen.stages("Arrive", "Queue", "Wait", "Leave")
    screen.go("actions/")
    screen.press("Space")
    expect(screen.at("actions/")).to_have_attribute("aria-expanded", "false")
    screen.press("Space")
    expect(screen.at("actions/")).to_have_attribute("aria-expanded", "true")


def test_a_question_mark_lists_all_keys_from_everywhere(screen: Screen) -> None:
    keys = screen.root.get_by_role("dialog", name="Keys")
    places: list[Callable[[], None]] = [
        lambda: screen.go("actions/wait"),
        lambda: screen.go("/wait"),
        lambda: screen.point("arrive").focus(),
        lambda: screen.at("actions/wait").get_by_text("Sits").click(),
        lambda: screen.tool("Add stage").focus(),
    ]
    for place in places:
        place()
        before = screen.focus
        screen.press("?")
        keys.wait_for()
        screen.press("Escape")
        keys.wait_for(state="detached")
        screen.focused(before)


def test_escape_leaves_one_level_at_a_time(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Shift+ArrowRight", "Control+c", "Control+v")
    screen.root.get_by_role("dialog", name="Paste").wait_for()
    screen.press("Escape")
    screen.root.get_by_role("dialog", name="Paste").wait_for(state="detached")
    screen.host.settle(ACTIONS, ["", "Reads\nSits", "Goes"])
    screen.focused("actions/wait")
    screen.press("Space", "F2", "Escape")
    leads(screen, ("Escape", "actions/wait"), ("Escape", "actions/wait"))
    screen.tool("Add stage").focus()
    leads(screen, ("Escape", "actions/wait"))


def test_a_composed_text_triggers_no_key(screen: Screen) -> None:
    screen.go("thoughts/wait")
    screen.press("Enter")
    for key in ("Enter", "Escape", "Tab"):
        screen.root.locator(".cjm-editor textarea").dispatch_event(
            "keydown", {"key": key, "isComposing": True, "bubbles": True, "keyCode": 229}
        )
    screen.focused("thoughts/wait textarea")


# --- the ten most used in a notebook too

MOST_USED = [
    test_arrows_home_and_end_move_as_in_a_spreadsheet,
    test_a_character_begins_a_new_card_and_replaces_nothing,
    test_enter_f2_and_a_double_press_edit_the_card,
    test_enter_in_a_new_card_opens_the_next_and_an_empty_one_stops,
    test_tab_in_an_editor_saves_and_goes_on_and_past_the_end_to_the_next_lane,
    test_shift_drag_and_control_a_select_cells,
    test_cards_are_copied_with_all_fields_and_a_pasted_line_is_a_card,
    test_control_and_a_press_add_a_card_to_the_selection,
    test_undo_and_redo_from_anywhere_and_in_an_editor_its_own_typing_first,
    test_a_question_mark_lists_all_keys_from_everywhere,
]


@pytest.mark.parametrize("rule", MOST_USED, ids=lambda rule: rule.__name__.removeprefix("test_"))
def test_in_jupyterlab(show_in_lab: Show, rule: Callable[[Screen], None]) -> None:
    rule(show_in_lab(JOURNEY))


def test_escape_leaves_the_map_to_its_notebook_cell(show_in_lab: Show) -> None:
    screen = show_in_lab(JOURNEY, "'second'")
    screen.go("actions/wait")
    screen.press("Escape")
    screen.until(lambda: screen.focus.startswith("outside"), True)
    screen.press("j")  # a shortcut of the notebook's: on to the next cell
    screen.until(
        lambda: screen.page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex"), 1
    )
