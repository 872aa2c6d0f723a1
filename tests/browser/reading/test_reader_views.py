"""How a reader looks at a map: lanes folded and hidden, cards filtered, views saved; the document stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.editing.test_dragging import card, dragging, outcome
from tests.browser.quickstart import JOIN, JOURNEY
from tests.browser.screen import Screen

MAP = """cjm.Journey(
    ["Arrive", "Wait", "Leave"],
    lanes=["Emotion", "Actions", "Thoughts", "Touchpoints", "Systems"],
    personas=["Maya", "Kenji"],
    title="A visit",
)
with journey.transaction("Fill"):
    journey.set_cell("Arrive", "Actions", "Parks\\nWalks\\nAsks")
    journey.set_cell("Wait", "Actions", "Reads\\nEats")
    journey.set_cell("Arrive", "Thoughts", "Late\\nLost")
    journey.set_cell("Arrive", "Touchpoints", "Sign\\nDesk")
    journey.emotion.loc["Wait", "Maya"] = 0.5
    journey.emotion.loc["Wait", "Kenji"] = -1.0
    for text, *fields in (
        ("Parks", "car", "Ada", "data", ""),
        ("Walks", "", "Bo", "quote", "Kenji"),
        ("Asks", "help", "", "assumption", ""),
        ("Eats", "food", "Ada", "assumption", ""),
        ("Late", "car, time", "Ada", "quote", "Maya"),
    ):
        own = journey.cards["text"] == text
        journey.cards.loc[own, ["tags", "owner", "evidence", "who"]] = fields"""
TEXTS = "[card.text for card in journey.document.cells['{}']['{}']]"

ROWS = r"""table => [...table.querySelectorAll('tr:has([scope=row])')].map(row => [
    row.querySelector('th').textContent.replace(/^\d /, ''),
    [...row.querySelectorAll('td')].slice(1, 4).map(one => Number(one.textContent)),
])"""


@pytest.fixture
def screen(show: Show) -> Iterator[Screen]:
    screen = show(MAP)
    yield screen
    screen.page.set_viewport_size({"width": 1500, "height": 1200})


def view_of(screen: Screen) -> Locator:
    """The open popover of the view."""
    return screen.root.get_by_role("dialog", name="View")


def open_view(screen: Screen) -> Locator:
    screen.tool("View").click()
    return view_of(screen)


def choose(screen: Screen, kind: str, *values: str) -> None:
    """Choose values of a filter by pointer."""
    if not screen.root.get_by_role("toolbar", name="Filter").count():
        open_view(screen).get_by_role("button", name="Filter cards").click()
    bar = screen.root.get_by_role("toolbar", name="Filter")
    bar.get_by_role("button", name=kind).first.click()
    for value in values:
        screen.root.get_by_role("checkbox", name=value).check()
    screen.press("Escape")
    expect(screen.root.locator(".cjm-pop")).to_have_count(0)


def holds(screen: Screen, lane: str, stage: str, *texts: str) -> None:
    """Wait until the document has these cards in a cell."""
    screen.host.settle(TEXTS.format(lane, stage), list(texts))


def shown(screen: Screen) -> Locator:
    """How many cards the bar says are shown."""
    return screen.root.get_by_role("toolbar", name="Filter").get_by_role("status")


# --- tasks, by keyboard alone and by one pointer


def test_arranging_a_view_by_keyboard_alone(screen: Screen) -> None:
    revision = screen.host.value("journey.revision")
    screen.at("actions/").focus()
    screen.press("Space")
    expect(screen.at("actions/arrive")).to_have_attribute(
        "aria-label", "Arrive, Actions, folded: 3 cards, 1 data, 1 quote, 1 assumption"
    )
    screen.focused("actions/")
    screen.press("ArrowRight")
    screen.focused("actions/arrive")
    # Into the view, to Thoughts' eye.
    screen.tool("View").focus()
    screen.press("Enter")
    expect(view_of(screen)).to_be_visible()
    for _ in range(40):
        screen.press("Tab")
        if screen.focus == "Show Thoughts":
            break
    screen.press("Space")
    screen.lanes("Emotion", "Actions", "Touchpoints", "Systems")
    screen.press("Escape")
    screen.focused("View")
    # What is on screen gets a name.
    screen.press("Enter")
    for _ in range(40):
        screen.press("Tab")
        if "Save this view" in str(screen.page.evaluate("document.activeElement.textContent")):
            break
    screen.press("Enter")
    screen.focused("Name of the view")
    screen.type("Desk")
    screen.press("Enter")
    expect(view_of(screen).get_by_role("radio", name="Desk")).to_be_checked()
    view_of(screen).get_by_role("radio", name="Desk").focus()
    screen.press("ArrowUp")
    expect(view_of(screen).get_by_role("radio", name="Everything")).to_be_checked()
    screen.lanes("Emotion", "Actions", "Thoughts", "Touchpoints", "Systems")
    screen.press("ArrowDown")
    screen.lanes("Emotion", "Actions", "Touchpoints", "Systems")
    screen.press("Escape")
    # From the row under the map the lane comes back, and has the focus.
    screen.at("actions/").focus()
    screen.press("Tab")
    screen.focused("Show Thoughts again")
    screen.press("Enter")
    screen.focused("thoughts/")
    expect(screen.root.locator(".cjm-rest")).to_have_count(0)
    assert screen.host.value("journey.revision") == revision


def test_filtering_by_keyboard_alone(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("Control+Shift+L")
    expect(screen.root.get_by_role("toolbar", name="Filter")).to_be_visible()
    screen.until(lambda: screen.page.evaluate("document.activeElement.textContent").strip(), "Persona")
    screen.press("Tab", "Enter")
    screen.until(lambda: screen.page.evaluate("document.activeElement.type"), "checkbox")
    screen.press("Space", "ArrowDown", "ArrowDown", "Space", "Escape")
    expect(shown(screen)).to_have_text("3 of 7 cards")
    expect(screen.root.get_by_role("button", name="Tag car, help")).to_be_focused()
    screen.cards("actions/arrive", "Parks", "Asks")
    screen.press("Escape")
    expect(screen.root.get_by_role("toolbar", name="Filter")).to_have_count(0)
    screen.focused("actions/wait")
    screen.cards("actions/arrive", "Parks", "Walks", "Asks")


def test_arranging_a_view_by_pointer_alone(screen: Screen) -> None:
    revision = screen.host.value("journey.revision")
    screen.at("actions/").hover()
    screen.at("actions/").get_by_role("button", name="Fold Actions").click()
    expect(screen.at("actions/arrive").locator(".cjm-ev")).to_have_count(3)
    view = open_view(screen)
    expect(view.get_by_role("button", name="Fold Actions")).to_have_text("Folded")
    view.get_by_role("button", name="Show Thoughts").click()
    view.get_by_role("button", name="Show Systems").click()
    expect(view).to_contain_text("3 of 5 shown")
    view.get_by_role("radio", name="Dense").click()
    expect(screen.root).to_have_attribute("data-density", "dense")
    view.get_by_role("button", name="Close").click()
    expect(screen.root.locator(".cjm-foot")).to_contain_text("3 of 5 lanes")
    screen.root.get_by_role("button", name="Show Systems again").click()
    screen.lanes("Emotion", "Actions", "Touchpoints", "Systems")
    assert screen.host.value("journey.revision") == revision
    # A press on the grip asks where the lane shall go; only that is the map's.
    open_view(screen).get_by_role("button", name="Move Systems").click()
    expect(screen.root.get_by_role("dialog", name="Move the lane")).to_be_visible()
    screen.press("Escape")
    # One press on the evidence in the foot shows the assumptions only, another one everything.
    screen.root.get_by_role("button", name="Assumption 4").click()
    expect(shown(screen)).to_have_text("4 of 7 cards")
    screen.at("actions/").get_by_role("button", name="Fold Actions").click()
    screen.cards("actions/arrive", "Asks")
    screen.at("actions/arrive").get_by_role("button", name="2 cards hidden by the filter").click()
    screen.cards("actions/arrive", "Parks", "Walks", "Asks")
    screen.root.get_by_role("button", name="Assumption 4").click()
    expect(screen.root.get_by_role("toolbar", name="Filter")).to_have_count(0)


def test_lanes_are_put_elsewhere_from_the_list(screen: Screen) -> None:
    view = open_view(screen)
    items = view.locator(".cjm-llist li")
    with dragging(screen, view.get_by_role("button", name="Move Systems"), items.nth(1), down=0.2):
        expect(items.nth(1)).to_have_class("is-before")
    screen.lanes("Emotion", "Systems", "Actions", "Thoughts", "Touchpoints")
    expect(view).to_be_visible()
    view.get_by_role("button", name="Move Systems").focus()
    screen.press("Alt+ArrowDown")
    screen.lanes("Emotion", "Actions", "Systems", "Thoughts", "Touchpoints")
    screen.host.console("journey.undo()\njourney.undo()")
    screen.lanes("Emotion", "Actions", "Thoughts", "Touchpoints", "Systems")


def test_a_lane_moves_past_the_lanes_on_screen(screen: Screen) -> None:
    open_view(screen).get_by_role("button", name="Show Thoughts").click()
    screen.press("Escape")
    screen.at("actions/").focus()
    screen.press("Alt+ArrowDown")
    screen.host.settle(
        "[lane.id for lane in journey.document.lanes]",
        ["emotion", "thoughts", "touchpoints", "actions", "systems"],
    )
    screen.lanes("Emotion", "Touchpoints", "Actions", "Systems")


# --- what lasts


def test_a_view_is_remembered_and_the_filter_is_not(screen: Screen) -> None:
    before = screen.host.value("repr(journey.document)")
    choose(screen, "Tag", "car")
    view = open_view(screen)
    view.get_by_role("button", name="Show Thoughts").click()
    view.get_by_role("button", name="Fold Actions").click()
    view.get_by_role("radio", name="Dense").click()
    view.get_by_role("button", name="Save this view").click()
    screen.focused("Name of the view")
    screen.type("Cars")
    screen.press("Enter")
    screen.host.visit()
    screen.lanes("Emotion", "Actions", "Touchpoints", "Systems")
    expect(screen.root).to_have_attribute("data-density", "dense")
    expect(screen.root.get_by_role("toolbar", name="Filter")).to_have_count(0)
    view = open_view(screen)
    expect(view.get_by_role("radio", name="Everything")).not_to_be_checked()
    view.get_by_role("radio", name="Cars").click()
    expect(shown(screen)).to_have_text("2 of 7 cards")
    view.get_by_role("radio", name="Everything").click()
    screen.lanes("Emotion", "Actions", "Thoughts", "Touchpoints", "Systems")
    view.get_by_role("radio", name="Cars").hover()
    view.get_by_role("button", name="Remove the view Cars").click()
    expect(view.get_by_role("radio", name="Cars")).to_have_count(0)
    assert screen.host.value("repr(journey.document)") == before


# --- filters


def test_kinds_of_filters_narrow_and_values_of_one_widen(screen: Screen) -> None:
    choose(screen, "Tag", "car")
    expect(shown(screen)).to_have_text("2 of 7 cards")
    choose(screen, "Tag", "food")
    expect(shown(screen)).to_have_text("3 of 7 cards")
    choose(screen, "Evidence", "Quote")
    expect(shown(screen)).to_have_text("1 of 7 cards")
    screen.cards("thoughts/arrive", "Late")
    expect(screen.at("actions/arrive")).to_contain_text("3 hidden")
    expect(screen.at("touchpoints/arrive").locator("[data-card]")).to_have_count(2)
    screen.root.get_by_role("button", name="Remove the filter Tag").click()
    choose(screen, "Owner", "Bo")
    screen.cards("actions/arrive", "Walks")


def test_the_filter_of_a_persona_leaves_what_is_everyones(screen: Screen) -> None:
    choose(screen, "Persona", "Maya")
    # What Kenji said goes, with his curve.
    expect(shown(screen)).to_have_text("6 of 7 cards")
    screen.cards("actions/arrive", "Parks", "Asks")
    expect(screen.root.locator(".cjm-line.is-drawn")).to_have_count(1)
    expect(screen.point("wait", "maya")).to_be_visible()
    screen.root.get_by_role("button", name="Clear").click()
    expect(screen.root.locator(".cjm-line.is-drawn")).to_have_count(2)


def test_the_evidence_of_the_map_by_lane_and_stage(screen: Screen) -> None:
    expected = {}
    for key in ("lane", "stage"):
        frame = f"journey.evidence().groupby('{key}', sort=False)[['data', 'quote', 'assumption']].sum()"
        names, rows = f"list({frame}.index)", f"{frame}.values.tolist()"
        expected |= dict(zip(screen.host.value(names), screen.host.value(rows), strict=True))
    screen.root.get_by_role("button", name="What backs the map").click()
    table = screen.root.get_by_role("dialog", name="What backs the map")
    read = table.evaluate(ROWS)
    assert dict(read) == expected
    table.get_by_role("button", name="Assumptions only").click()
    expect(shown(screen)).to_have_text("4 of 7 cards")


# --- edits beside hidden cards: they say what they touch, and touch no more


@pytest.fixture
def filtered(screen: Screen) -> Screen:
    """Of Parks, Walks, Asks only Walks is seen; in the next cell nothing."""
    choose(screen, "Owner", "Bo")
    screen.cards("actions/arrive", "Walks")
    expect(screen.at("actions/arrive")).to_contain_text("2 hidden")
    return screen


def test_typing_beside_hidden_cards(filtered: Screen) -> None:
    filtered.go("actions/arrive")
    filtered.type("Runs")
    filtered.press("Enter", "Escape")
    holds(filtered, "actions", "arrive", "Parks", "Walks", "Asks", "Runs")
    filtered.cards("actions/arrive", "Walks", "Runs")
    filtered.press("F2")
    filtered.type(" fast")
    filtered.press("Enter")
    holds(filtered, "actions", "arrive", "Parks", "Walks fast", "Asks", "Runs")


def test_a_new_card_beside_hidden_ones_says_so(filtered: Screen) -> None:
    filtered.go("actions/arrive")
    filtered.type("Runs")
    filtered.press("Control+Enter")
    outcome(filtered, "1 card added; 2 hidden cards stay as they are")


def test_clearing_a_cell_with_hidden_cards(filtered: Screen) -> None:
    filtered.go("actions/arrive")
    filtered.press("Delete")
    outcome(filtered, "1 card removed; 2 hidden cards stay as they are")
    holds(filtered, "actions", "arrive", "Parks", "Asks")
    filtered.press("Control+z")
    holds(filtered, "actions", "arrive", "Parks", "Walks", "Asks")
    filtered.cards("actions/arrive", "Walks")
    # A cell whose cards are all hidden has nothing to clear.
    filtered.go("actions/wait")
    filtered.press("Delete")
    filtered.let_pass(100)
    holds(filtered, "actions", "wait", "Reads", "Eats")


def test_cutting_and_pasting_beside_hidden_cards(filtered: Screen) -> None:
    filtered.go("actions/arrive")
    filtered.press("Control+x")
    outcome(filtered, "1 card removed; 2 hidden cards stay as they are")
    assert filtered.copied() == "Walks\n"
    filtered.go("thoughts/wait")
    filtered.press("Control+v")
    holds(filtered, "thoughts", "wait", "Walks")
    filtered.press("Control+z", "Control+z")
    holds(filtered, "actions", "arrive", "Parks", "Walks", "Asks")


def test_a_paste_that_replaces_leaves_hidden_cards(filtered: Screen) -> None:
    filtered.go("actions/arrive")
    filtered.paste("Runs\tSits\nHm\t")
    preview = filtered.root.get_by_role("dialog", name="Paste")
    # Only what is seen is met.
    expect(preview).to_contain_text("Already filled1 cell")
    preview.get_by_role("radio", name="Replace").click()
    preview.get_by_role("button", name="Paste ↵").click()
    holds(filtered, "actions", "arrive", "Parks", "Runs", "Asks")
    holds(filtered, "actions", "wait", "Reads", "Eats", "Sits")
    holds(filtered, "thoughts", "arrive", "Late", "Lost", "Hm")
    expect(filtered.root.locator(".cjm-foot")).to_contain_text(
        "2 cards added; 6 hidden cards stay as they are"
    )


def test_filling_copies_what_is_seen(filtered: Screen) -> None:
    filtered.go("actions/arrive")
    filtered.press("Shift+ArrowRight", "Control+Shift+D")
    holds(filtered, "actions", "wait", "Reads", "Eats", "Walks")


def test_moving_a_card_beside_hidden_ones(filtered: Screen) -> None:
    card(filtered, "actions/arrive").click()
    filtered.press("Alt+ArrowRight")
    holds(filtered, "actions", "wait", "Reads", "Eats", "Walks")
    outcome(filtered, "Moved card to Wait, Actions; 4 hidden cards stay as they are")
    filtered.press("Control+z")
    with dragging(filtered, card(filtered, "actions/arrive"), filtered.at("thoughts/arrive")):
        outcome(filtered, "Move card to Arrive, Thoughts")
    holds(filtered, "thoughts", "arrive", "Late", "Lost", "Walks")
    holds(filtered, "actions", "arrive", "Parks", "Asks")
    outcome(filtered, "Moved card to Arrive, Thoughts; 4 hidden cards stay as they are")


def test_removing_a_lane_says_what_is_hidden_in_it(filtered: Screen) -> None:
    filtered.at("actions/").focus()
    filtered.press("Delete")
    question = filtered.root.get_by_role("dialog", name="Remove the lane")
    expect(question).to_contain_text("It holds 5 entries.")
    expect(question).to_contain_text("The filter hides 4 of them.")


def test_a_folded_lane_opens_for_what_is_typed(screen: Screen) -> None:
    screen.at("actions/").focus()
    screen.press("Space", "ArrowRight")
    screen.focused("actions/arrive")
    screen.type("Runs")
    screen.focused("actions/arrive textarea")
    screen.press("Control+Enter")
    holds(screen, "actions", "arrive", "Parks", "Walks", "Asks", "Runs")
    screen.at("emotion/").focus()
    screen.press("Space")
    expect(screen.at("emotion/wait")).to_have_attribute(
        "aria-label", "Wait, Emotion, folded: +0.5 drawn by Maya"
    )
    screen.at("emotion/wait").dblclick()
    screen.at("emotion/wait").focus()
    screen.press("Enter")
    expect(screen.point("wait", "maya")).to_be_visible()


# --- lanes of curves


def test_a_second_emotion_lane_is_refused_as_it_is_named(screen: Screen) -> None:
    revision = screen.host.value("journey.revision")
    screen.at("systems/").focus()
    screen.press("+")
    screen.type("Emotions")
    expect(screen.root.get_by_role("alert")).to_contain_text("the map already has the emotion lane 'Emotion'")
    screen.press("Enter")
    screen.lanes("Emotion", "Actions", "Thoughts", "Touchpoints", "Systems")
    screen.page.keyboard.press("Control+a")
    screen.type("Feelings of the staff")
    expect(screen.root.get_by_role("dialog").get_by_role("alert")).to_have_count(0)
    assert screen.host.value("journey.revision") == revision


def test_removing_a_lane_with_scores_asks_first(screen: Screen) -> None:
    screen.at("emotion/").focus()
    screen.press("Delete")
    question = screen.root.get_by_role("dialog", name="Remove the lane")
    expect(question).to_contain_text("It shows 2 scores of the personas.")
    screen.press("Enter")
    screen.lanes("Actions", "Thoughts", "Touchpoints", "Systems")
    assert screen.host.value("journey.document.emotion['maya']['wait'].value") == 0.5
    screen.press("Control+z")
    screen.lanes("Emotion", "Actions", "Thoughts", "Touchpoints", "Systems")


def test_lines_have_the_colour_of_their_lane(show: Show) -> None:
    screen = show(JOURNEY, JOIN)
    screen.host.run(1)
    line = screen.root.locator(".cjm-line.is-all")
    colour = "line => getComputedStyle(line).stroke"
    ink = line.evaluate(colour)
    screen.at("emotion/").focus()
    screen.press("Control+i")
    screen.root.get_by_role("radio", name="Colour 3").click()
    screen.until(lambda: line.evaluate(colour), "rgb(109, 109, 3)")
    assert ink == "rgb(0, 0, 0)"
    assert "#6d6d03" in screen.host.value("journey.to_svg()").lower()
    screen.at("actions/").focus()
    expect(screen.root.get_by_role("radiogroup", name="Line colour")).to_have_count(0)


# --- other sizes


def test_lane_names_at_500_px(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 500, "height": 1200})
    screen.page.mouse.move(0, 0)
    name = screen.at("thoughts/").locator("b")
    expect(screen.root.get_by_role("rowheader", name="Thoughts")).to_have_count(1)
    inside = (
        "one => document.elementFromPoint(...(({left, top}) => [left + 4, top + 4])"
        "(one.getBoundingClientRect())) === one"
    )
    assert not name.evaluate(inside)
    screen.at("thoughts/").focus()
    screen.until(lambda: name.evaluate(inside), True)


def test_a_map_takes_the_whole_window_until_escape(screen: Screen) -> None:
    screen.go("actions/wait")
    height = screen.page.evaluate("document.documentElement.scrollHeight")
    open_view(screen).get_by_role("radio", name="Full").click()
    screen.focused("actions/wait")
    screen.until(lambda: screen.root.evaluate("map => map.getBoundingClientRect().toJSON()")["width"], 1500)
    screen.until(lambda: screen.page.evaluate("document.documentElement.scrollHeight"), height)
    # Everything works there: an editor, a popover over it, and Escape leaves one level at a time.
    screen.type("Sits")
    screen.press("Control+Enter")
    holds(screen, "actions", "wait", "Reads", "Eats", "Sits")
    expect(open_view(screen).get_by_role("radio", name="Full")).to_be_checked()
    screen.press("Escape")
    screen.focused("View")
    screen.at("actions/wait").focus()
    screen.press("Escape")
    expect(screen.root).not_to_have_attribute("popover", "manual")
    screen.focused("actions/wait")


def test_a_large_map_with_folded_and_hidden_lanes(show: Show) -> None:
    screen = show(
        'cjm.Journey([f"Stage {n}" for n in range(30)], '
        'lanes=["Emotion", *[f"Lane {n}" for n in range(40)]])\n'
        "journey.frame = journey.frame.assign(**{f'Lane {n}': f'Text {n}' for n in range(40)})"
    )
    screen.page.set_viewport_size({"width": 1400, "height": 900})
    view = open_view(screen)
    view.get_by_role("radio", name="Dense").click()
    for lane in ("Lane 1", "Lane 3"):
        view.get_by_role("button", name=f"Show {lane}", exact=True).click()
    view.get_by_role("button", name="Fold Lane 2", exact=True).click()
    screen.press("Escape")
    screen.go("lane-0/stage-1")
    screen.press("ArrowDown")
    screen.focused("lane-2/stage-1")
    screen.press("ArrowDown")
    screen.focused("lane-4/stage-1")
    screen.press("Control+End")
    screen.focused("lane-39/stage-29")
    screen.cards("lane-39/stage-29", "Text 39")
    drawn = screen.root.locator("[data-lane] > [data-stage]")
    screen.until(lambda: drawn.count() < 30 * 41 / 2, True)
    # Folded rows draw only the columns in sight too.
    folded = screen.root.locator('[data-lane="lane-2"] > [data-stage]')
    screen.until(lambda: folded.count() < 30, True)
