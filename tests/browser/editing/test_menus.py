"""Menus, the palette and the bar that finds: by keyboard alone, and by one pointer alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(
    ["Arrive", "Wait", "Leave"],
    lanes=["Emotion", "Actions", "Pain points", "Opportunities"], title="A visit"
)
journey.set_cell("Arrive", "Actions", "Reads the signs")
journey.set_cell("Arrive", "Pain points", "Signs are small\\nNo idea how long the queue is")
journey.set_cell("Wait", "Pain points", "Signs say nothing of queues")
journey.cards.loc["pain-points.arrive", ["evidence", "source", "n"]] = ["data", "Survey", 1740]
journey.sync()
journey.set_emotion("Wait", -1)"""
FIRST, SECOND = "pain-points.arrive", "pain-points.arrive.2"


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(JOURNEY)


def menu(screen: Screen, label: str) -> Locator:
    """The open menu of this kind of thing."""
    return screen.root.get_by_role("menu", name=label, exact=True)


def rows(screen: Screen, label: str) -> list[str]:
    """The names of the rows of a menu."""
    return menu(screen, label).locator("button > span:first-of-type").all_text_contents()


def card(screen: Screen, card_id: str) -> Locator:
    return screen.root.locator(f'[data-card="{card_id}"]')


def highlighted(screen: Screen, name: str) -> list[str]:
    """The texts that are marked as matches, or as the current one."""
    found: list[str] = screen.page.evaluate(
        "name => [...CSS.highlights.get(name) ?? []].map(range => range.toString())", name
    )
    return found


# --- menus


PLACES = {
    "Card": (f"pain-points/arrive {FIRST}", "Edit"),
    "Cell": ("opportunities/arrive", "New card"),
    "Stage": ("/wait", "Rename"),
    "Lane": ("actions/", "Rename"),
}


@pytest.mark.parametrize("label", PLACES)
def test_shift_f10_opens_the_menu_whose_first_row_is_what_enter_does(screen: Screen, label: str) -> None:
    place, first = PLACES[label]
    cell, _, inner = place.partition(" ")
    screen.go(cell)
    if inner:
        screen.press("Space")
    screen.focused(place)
    screen.press("Shift+F10")
    screen.until(lambda: rows(screen, label)[:1], [first])
    expect(menu(screen, label).get_by_role("menuitem", name=first)).to_be_focused()
    screen.press("Escape")
    expect(menu(screen, label)).to_have_count(0)
    screen.focused(place)
    screen.press("ContextMenu", "Enter")
    expect(screen.root.locator(".cjm-editor textarea, .cjm-name")).to_be_focused()


def test_rows_are_reached_by_arrows_and_letters_and_open_their_choices(screen: Screen) -> None:
    screen.go("pain-points/arrive")
    screen.press("Space", "Shift+F10", "ArrowUp")
    expect(screen.page.locator(":focus")).to_contain_text("Delete")
    screen.press("ArrowDown", "End", "Home", "s")
    severity = menu(screen, "Card").get_by_role("menuitem", name="Severity")
    expect(severity).to_be_focused()
    screen.press("ArrowRight")
    expect(severity).to_have_attribute("aria-expanded", "true")
    expect(menu(screen, "Severity").get_by_role("menuitemradio", name="None")).to_be_focused()
    screen.press("ArrowLeft")
    expect(severity).to_be_focused()
    screen.press("Enter", "h", "Enter")
    screen.host.settle("journey.document.cells['pain-points']['arrive'][0].severity", 3)
    screen.focused(f"pain-points/arrive {FIRST}")
    screen.press("Control+z")
    screen.host.settle("journey.document.cells['pain-points']['arrive'][0].severity", None)


def test_letters_typed_quickly_belong_together(screen: Screen) -> None:
    screen.go("pain-points/arrive")
    screen.press("Space", "Shift+F10")
    screen.press_at_once("c", "a")
    expect(screen.page.locator(":focus")).to_contain_text("Card below")


def test_a_card_is_changed_by_one_pointer(screen: Screen) -> None:
    one = card(screen, FIRST)
    one.hover()
    one.get_by_role("button", name="Menu of").click()
    menu(screen, "Card").get_by_role("menuitem", name="Severity").click()
    menu(screen, "Severity").get_by_role("menuitemradio", name="Medium").click()
    screen.host.settle("journey.document.cells['pain-points']['arrive'][0].severity", 2)
    one.hover()
    one.get_by_role("button", name="Menu of").click()
    menu(screen, "Card").get_by_role("menuitem", name="Make an opportunity").click()
    screen.host.settle("journey.frame.loc['Arrive', 'Opportunities']", "Signs are small")
    screen.host.settle(
        "[(one.start.card, one.end.card[:20]) for one in journey.document.links]",
        [[FIRST, "opportunities.arrive"]],
    )
    expect(screen.root.locator(".cjm-editor textarea")).to_be_focused()


def test_a_card_goes_below_the_one_whose_menu_asks_for_it(screen: Screen) -> None:
    card(screen, FIRST).click(button="right")
    menu(screen, "Card").get_by_role("menuitem", name="Card below").click()
    screen.type("Third")
    screen.press("Enter")
    screen.type("Fourth")
    screen.press("Enter", "Enter")
    screen.cards("pain-points/arrive", "Signs are small", "Third", "Fourth", "No idea how long the queue is")


def test_delete_says_what_goes_along(screen: Screen) -> None:
    screen.at("/arrive").click(button="right")
    screen.until(lambda: rows(screen, "Stage")[-1:], ["Delete, 3 cards"])
    screen.press("Escape")
    screen.at("/wait").click(button="right")
    screen.until(lambda: rows(screen, "Stage")[-1:], ["Delete, 1 card, 1 score"])
    screen.press("Escape")
    screen.at("pain-points/").click(button="right")
    screen.until(lambda: rows(screen, "Lane")[-1:], ["Delete, 3 cards"])


def test_selected_cards_and_a_block_have_menus_of_their_own(screen: Screen) -> None:
    card(screen, FIRST).click()
    card(screen, SECOND).click(modifiers=["Control"])
    card(screen, FIRST).click(button="right")
    screen.until(lambda: rows(screen, "Selected cards")[-1:], ["Delete, 2 cards"])
    menu(screen, "Selected cards").get_by_role("menuitem", name="Evidence").click()
    menu(screen, "Evidence").get_by_role("menuitemradio", name="Quote").click()
    screen.host.settle("journey.cards['evidence'].tolist()", ["assumption", "quote", "quote", "assumption"])
    screen.go("pain-points/arrive")
    screen.press("Shift+ArrowRight")
    screen.root.get_by_role("toolbar", name="Selection").get_by_role("button", name="Menu").click()
    screen.until(lambda: rows(screen, "Selected cells")[-1:], ["Clear, 3 cards"])
    screen.press("Escape")
    expect(screen.root.locator("[aria-selected=true]")).to_have_count(2)
    screen.press("Shift+F10", "End", "Enter")
    screen.cards("pain-points/arrive")
    screen.cards("pain-points/wait")


def test_a_point_of_the_curve_has_a_menu(screen: Screen) -> None:
    screen.point("wait").focus()
    screen.press("Shift+F10", "e", "ArrowRight", "q", "Enter")
    screen.host.settle("journey.document.emotion['customer']['wait'].evidence", "quote")
    expect(screen.point("wait")).to_be_focused()
    screen.root.get_by_role("button", name="Menu of Customer, Wait").click()
    menu(screen, "Score").get_by_role("menuitem", name="Delete").click()
    screen.host.settle("journey.document.emotion", {})


def test_what_a_menu_copies_cuts_and_pastes_keeps_all_of_a_card(screen: Screen) -> None:
    card(screen, FIRST).click(button="right")
    menu(screen, "Card").get_by_role("menuitem", name="Copy").click()
    screen.until(lambda: screen.copied().strip(), "Signs are small")
    screen.at("opportunities/leave").click(button="right")
    menu(screen, "Cell").get_by_role("menuitem", name="Paste", exact=True).click()
    screen.host.settle(
        "journey.cards.query(\"lane == 'Opportunities'\")[['text', 'n']].values.tolist()",
        [["Signs are small", 1740]],
    )


def test_the_menu_stays_from_the_page_around_and_shift_leaves_it_the_browser(screen: Screen) -> None:
    screen.page.evaluate(
        """() => { globalThis.heard = [];
        document.addEventListener('contextmenu', one => heard.push(one.defaultPrevented)); }"""
    )
    card(screen, FIRST).click(button="right")
    expect(menu(screen, "Card")).to_be_visible()
    menu(screen, "Card").click(button="right", position={"x": 60, "y": 12})
    assert screen.page.evaluate("heard") == []
    screen.press("Escape")
    card(screen, FIRST).click(button="right", modifiers=["Shift"])
    screen.until(lambda: screen.page.evaluate("heard"), [False])
    expect(menu(screen, "Card")).to_have_count(0)


def test_a_press_elsewhere_closes_the_menu_and_is_a_press(screen: Screen) -> None:
    card(screen, FIRST).click(button="right")
    screen.at("actions/leave").click(position={"x": 3, "y": 3})
    expect(menu(screen, "Card")).to_have_count(0)
    screen.focused("actions/leave")


def test_a_finger_that_rests_opens_the_menu_of_a_header_and_of_a_selected_card(screen: Screen) -> None:
    cdp = screen.page.context.new_cdp_session(screen.page)

    def rest(locator: Locator) -> None:
        box = locator.bounding_box()
        assert box
        at = {"x": box["x"] + 20, "y": box["y"] + 10}
        cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
        screen.let_pass(700)
        cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    rest(screen.at("/wait"))
    expect(menu(screen, "Stage")).to_be_visible()
    screen.press("Escape")
    rest(card(screen, SECOND))
    expect(menu(screen, "Card")).to_have_count(0)
    rest(card(screen, SECOND))
    expect(menu(screen, "Card")).to_be_visible()


def test_where_one_reads_from_the_right_the_menu_opens_to_the_left(screen: Screen) -> None:
    screen.page.evaluate("document.documentElement.dir = 'rtl'")
    try:
        card(screen, FIRST).click(button="right")
        expect(menu(screen, "Card").get_by_role("menuitem").first).to_be_focused()  # it has its place
        at = card(screen, FIRST).bounding_box()
        own = menu(screen, "Card").bounding_box()
        assert at
        assert own
        assert own["x"] + own["width"] <= at["x"] + at["width"]
        menu(screen, "Card").get_by_role("menuitem", name="Severity").focus()
        screen.press("ArrowLeft")
        expect(menu(screen, "Severity").locator(":focus")).to_have_count(1)
        choices = menu(screen, "Severity").bounding_box()
        assert choices
        assert choices["x"] < own["x"]
        assert choices["x"] + choices["width"] < own["x"] + 10
    finally:
        screen.page.evaluate("document.documentElement.dir = ''")


def test_a_map_that_can_only_be_read_offers_what_reads(screen: Screen) -> None:
    card(screen, FIRST).click(button="right")
    expect(menu(screen, "Card")).to_be_visible()  # a kernel that is gone sends no menus
    screen.press("Escape")
    screen.host.lose()  # type: ignore[union-attr]
    screen.go("actions/leave")
    screen.type("x")
    screen.press("Enter")
    expect(screen.root.locator(".cjm-status.is-gone")).to_be_visible()
    card(screen, FIRST).click(button="right")
    expect(menu(screen, "Card")).to_be_visible()
    screen.until(lambda: rows(screen, "Card"), ["Details", "Comment", "Copy"])


# --- the palette


def palette(screen: Screen) -> Locator:
    return screen.root.get_by_role("dialog", name="Commands")


def results(screen: Screen) -> list[str]:
    return palette(screen).locator("[role=option] > span:not(.cjm-mk)").all_text_contents()


def test_the_palette_goes_to_cards_stages_and_lanes_by_keyboard(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Control+k")
    expect(palette(screen).get_by_role("combobox")).to_be_focused()
    screen.type("queue")
    screen.until(lambda: results(screen), ["Signs say nothing of queues", "No idea how long the queue is"])
    expect(palette(screen).get_by_role("option").first).to_contain_text("Pain point, Wait")
    screen.press("ArrowDown", "Enter")
    screen.focused(f"pain-points/arrive {SECOND}")
    screen.press("Control+k")
    screen.type("@lea")
    screen.press("Control+Enter")
    screen.focused("/leave")
    expect(screen.root.get_by_role("region", name="Details")).to_contain_text("Stage 3 of 3")
    screen.press("Control+k")
    screen.type("oppor")
    screen.press("Enter")
    screen.focused("opportunities/")


def test_the_palette_runs_commands_for_what_has_the_focus(screen: Screen) -> None:
    screen.go("/wait")
    screen.press("Control+k")
    screen.type(">moment")
    screen.until(lambda: results(screen), ["Moment of truth"])
    screen.press("Enter")
    screen.host.settle("journey.document.stages[1].moment_of_truth", True)
    screen.focused("/wait")
    screen.press("Control+k", "Escape")
    expect(palette(screen)).to_have_count(0)
    screen.focused("/wait")


def test_the_palette_opens_history_and_presents(screen: Screen) -> None:
    screen.go("/wait")
    screen.press("Control+k")
    screen.type("history")
    screen.press("Enter")
    expect(screen.root.get_by_role("tab", name="History")).to_be_focused()
    screen.at("/wait").click(button="right")
    menu(screen, "Stage").get_by_role("menuitem", name="Present from here").click()
    expect(screen.root.get_by_role("dialog")).to_contain_text("Wait")


def test_the_palette_is_there_by_one_pointer(screen: Screen) -> None:
    screen.tool("All commands").click()
    palette(screen).get_by_role("option").first.hover()
    screen.page.mouse.wheel(0, 400)  # commands without keys come last
    palette(screen).get_by_role("option", name="Add a lane").click()
    expect(screen.root.get_by_role("dialog", name="Add a lane")).to_be_visible()
    screen.press("Escape")
    screen.tool("All commands").click()
    palette(screen).get_by_role("combobox").fill("wait")
    palette(screen).get_by_role("option", name="Wait 2 of 3").click()
    screen.focused("/wait")


def test_the_palette_draws_only_what_is_in_sight_of_a_large_map(show: Show) -> None:
    screen = show(
        """cjm.Journey([f"Stage {n}" for n in range(100)], lanes=["Actions", "Thoughts"])
import pandas as pd
with journey.transaction("Fill"):
    for n in range(100):
        journey.set_cell(f"Stage {n}", "Actions", "\\n".join(f"Step {n} {k}" for k in range(20)))"""
    )
    screen.go("actions/stage-0")
    screen.press("Control+k")
    screen.type("step")
    expect(palette(screen).get_by_role("status")).to_have_text("2,000 results")
    assert len(results(screen)) < 40
    screen.press("ArrowUp")
    expect(palette(screen).locator("[aria-selected=true]")).to_have_attribute("aria-posinset", "2000")
    screen.type(" 57 13")
    screen.until(lambda: results(screen)[:1], ["Step 57 13"])
    screen.press("Enter")
    screen.until(lambda: screen.focus.startswith("actions/stage-57 actions.stage-57"), True)


def test_a_persona_of_the_row_has_its_menu_behind_a_button(screen: Screen) -> None:
    chip = screen.root.locator(".cjm-persona")
    button = screen.root.get_by_role("button", name="Menu of Customer", exact=True)
    expect(button).to_have_count(0)
    chip.hover()
    expect(button).to_be_visible()
    button.click()
    expect(menu(screen, "Persona")).to_be_visible()
    expect(chip).to_have_attribute("data-has-menu", "")
    screen.press("Escape")
    expect(chip).to_be_focused()
    expect(button).to_be_visible()
    expect(chip).to_have_attribute("aria-pressed", "true")


# --- finding


def bar(screen: Screen) -> Locator:
    return screen.root.get_by_role("search", name="Find and replace")


def test_finding_by_keyboard_marks_matches_and_leaves_the_focus_on_one(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Control+f")
    screen.type("signs")
    expect(bar(screen).get_by_role("status")).to_have_text("1 of 3")
    screen.until(lambda: highlighted(screen, "cjm-match-now"), ["signs"])
    screen.until(lambda: highlighted(screen, "cjm-match"), ["Signs", "Signs"])
    screen.press("F3")
    screen.until(lambda: highlighted(screen, "cjm-match-now"), ["Signs"])
    expect(bar(screen).get_by_role("status")).to_have_text("2 of 3")
    screen.press("Shift+F3", "Shift+F3")
    expect(bar(screen).get_by_role("status")).to_have_text("3 of 3")
    screen.press("Escape")
    expect(bar(screen)).to_have_count(0)
    screen.until(lambda: highlighted(screen, "cjm-match"), [])
    screen.focused("pain-points/wait pain-points.wait")
    screen.press("Control+f")
    expect(bar(screen).get_by_role("textbox", name="Find")).to_have_value("signs")


def test_finding_marks_tags_and_sources_too_and_replacing_leaves_them(screen: Screen) -> None:
    screen.host.console("journey.cards.loc['pain-points.arrive', ['tags', 'evidence']] = ['survey', 'quote']")
    screen.host.console("journey.cards.loc['pain-points.wait', 'text'] = 'No survey asks'")
    screen.go("actions/arrive")
    screen.press("Control+f")
    screen.type("surve")
    expect(bar(screen).get_by_role("status")).to_have_text("1 of 3")
    screen.until(lambda: highlighted(screen, "cjm-match-now"), ["surve"])
    screen.until(lambda: sorted(highlighted(screen, "cjm-match")), ["Surve", "surve"])
    screen.press("F3")
    screen.until(lambda: highlighted(screen, "cjm-match-now"), ["Surve"])
    screen.press("Control+h")
    expect(bar(screen).get_by_role("status")).to_have_text("1 of 1")
    screen.until(lambda: highlighted(screen, "cjm-match"), [])
    bar(screen).get_by_role("textbox", name="Replace with").fill("poll")
    screen.press("Control+Enter")
    screen.host.settle("journey.cards.loc['pain-points.wait', 'text']", "No polly asks")
    screen.host.settle("journey.cards.loc['pain-points.arrive', 'source']", "Survey")
    screen.host.settle("journey.cards.loc['pain-points.arrive', 'tags']", "survey")


def test_f3_goes_from_match_to_match_on_the_map(screen: Screen) -> None:
    screen.press("Control+f")
    screen.go("actions/arrive")
    screen.press("Control+f")
    screen.type("signs")
    screen.go("opportunities/leave")
    screen.press("F3")
    screen.focused(f"pain-points/arrive {FIRST}")
    screen.press("F3")
    screen.focused("pain-points/wait pain-points.wait")


def test_replacing_all_is_one_edit_and_takes_evidence_from_other_claims(screen: Screen) -> None:
    before: Any = screen.host.value("journey.cards['text'].tolist()")
    screen.go("actions/arrive")
    screen.press("Control+h")
    screen.type("signs are small")
    screen.press("Tab", "Tab", "Tab")
    expect(bar(screen).get_by_role("textbox", name="Replace with")).to_be_focused()
    screen.type("Nobody is there to ask")
    screen.press("Enter")
    screen.host.settle("journey.cards['text'].tolist()[1]", "Nobody is there to ask")
    screen.host.settle(
        "journey.cards.loc['pain-points.arrive', ['evidence', 'source']].tolist()", ["assumption", ""]
    )
    screen.press("Control+Shift+z")  # in a text field it is the field's own
    screen.root.get_by_role("button", name="Keep its evidence").click()
    screen.host.settle(
        "journey.cards.loc['pain-points.arrive', ['evidence', 'source']].tolist()", ["data", "Survey"]
    )
    bar(screen).get_by_role("textbox", name="Find").fill("signs")
    bar(screen).get_by_role("textbox", name="Replace with").fill("boards")
    screen.press("Control+Enter")
    screen.host.settle(
        "journey.cards['text'].tolist()",
        ["Reads the boards", "Nobody is there to ask", before[2], "boards say nothing of queues"],
    )
    expect(bar(screen).get_by_role("status")).to_have_text("No match")
    screen.press("Escape", "Control+z")
    screen.host.settle("journey.cards['text'].tolist()[3]", before[3])
    assert screen.host.value("journey.cards['text'].tolist()[0]") == before[0]


def test_a_small_correction_keeps_its_evidence(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Control+h")
    screen.type("small")
    bar(screen).get_by_role("textbox", name="Replace with").fill("tiny")
    screen.press("Enter")
    screen.host.settle(
        "journey.cards.loc['pain-points.arrive', ['text', 'evidence', 'n']].tolist()",
        ["Signs are tiny", "data", "1740"],
    )


def test_replacing_one_by_one_goes_on_past_what_was_put_in(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Control+h")
    screen.type("signs")
    bar(screen).get_by_role("textbox", name="Replace with").fill("signs and signs")
    screen.press("Enter", "Enter")
    screen.host.settle(
        "journey.cards['text'].tolist()[:2]", ["Reads the signs and signs", "signs and signs are small"]
    )
    expect(bar(screen).get_by_role("status")).to_have_text("5 of 5")


def test_finding_and_replacing_by_one_pointer(screen: Screen) -> None:
    screen.go("pain-points/arrive")
    screen.press("Shift+ArrowRight")
    screen.tool("Find").click()
    bar(screen).get_by_role("textbox", name="Find").fill("Sign")
    expect(bar(screen).get_by_role("status")).to_have_text("2 of 3")
    bar(screen).get_by_role("button", name="Match case").click()
    expect(bar(screen).get_by_role("status")).to_have_text("1 of 2")
    bar(screen).get_by_role("button", name="Whole words").click()
    expect(bar(screen).get_by_role("status")).to_have_text("No match")
    bar(screen).get_by_role("button", name="Whole words").click()
    bar(screen).get_by_role("button", name="Match case").click()
    bar(screen).get_by_role("button", name="In the selection").click()
    expect(bar(screen).get_by_role("status")).to_have_text("1 of 2")
    bar(screen).get_by_role("button", name="Next match").click()
    bar(screen).get_by_role("button", name="Replace").click()
    bar(screen).get_by_role("textbox", name="Replace with").fill("Board")
    bar(screen).get_by_role("button", name="All 2").click()
    screen.host.settle(
        "journey.cards['text'].tolist()",
        [
            "Reads the signs",
            "Boards are small",
            "No idea how long the queue is",
            "Boards say nothing of queues",
        ],
    )
    bar(screen).get_by_role("button", name="Close").click()
    expect(bar(screen)).to_have_count(0)
