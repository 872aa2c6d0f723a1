"""Cards, their edges, stages, lanes and points by pointer, and the keys and questions that do the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

CELLS = "journey.frame.loc[['Arrive', 'Wait', 'Leave'], ['Actions', 'Thoughts']].values.tolist()"
AT_FIRST = [["Parks\nWalks\nAsks", "Late"], ["Reads", ""], ["", ""]]
MAP = """cjm.Journey(
    ["Arrive", "Wait", "Leave"],
    lanes=["Actions", "Thoughts", "Emotion", "Touchpoints"],
    personas=["Customer"],
    title="A visit",
)
with journey.transaction("Fill"):
    journey.set_cell("Arrive", "Actions", "Parks\\nWalks\\nAsks")
    journey.set_cell("Wait", "Actions", "Reads")
    journey.set_cell("Arrive", "Thoughts", "Late")
    journey.set_cell("Arrive", "Touchpoints", "Sign\\nDesk\\nApp")
    journey.emotion.loc["Wait", "Customer"] = 0.0"""


@pytest.fixture
def screen(show: Show) -> Iterator[Screen]:
    screen = show(MAP)
    size = screen.page.viewport_size
    assert size
    yield screen
    screen.page.set_viewport_size(size)
    screen.page.evaluate("document.documentElement.dir = ''; document.body.style = ''")


def box(thing: Locator) -> FloatRect:
    """Where something is, in px of the window."""
    here = thing.bounding_box()
    assert here
    return here


def middle(thing: Locator) -> tuple[float, float]:
    here = box(thing)
    return here["x"] + here["width"] / 2, here["y"] + here["height"] / 2


def card(screen: Screen, place: str, at: int = 0) -> Locator:
    """A card of a cell."""
    return screen.at(place).locator("[data-card]").nth(at)


def outcome(screen: Screen, sentence: str) -> None:
    """What the foot says, and a screen reader with it."""
    expect(screen.root.get_by_role("status").filter(has_text=sentence)).to_have_text(sentence)


@contextmanager
def dragging(
    screen: Screen, grip: Locator, to: Locator, across: float = 0.5, down: float = 0.5
) -> Iterator[None]:
    """Press on something and move to a share of another's box; let go at the end."""
    start, end = box(grip), box(to)
    mouse = screen.page.mouse
    mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    mouse.down()
    x, y = end["x"] + across * end["width"], end["y"] + down * end["height"]
    mouse.move(x - 12, y - 2, steps=3)
    mouse.move(x, y, steps=3)
    yield
    mouse.up()


# --- cards


def test_dragging_moves_the_selected_cards_as_one_edit(screen: Screen) -> None:
    card(screen, "actions/arrive", 0).click()
    card(screen, "actions/arrive", 2).click(modifiers=["Control"])
    card(screen, "thoughts/arrive").click(modifiers=["Control"])
    with dragging(screen, card(screen, "actions/arrive", 2), card(screen, "actions/wait"), down=0.9):
        outcome(screen, "Move 3 cards to Wait, Actions, after 1")
        expect(screen.root.locator(".is-going")).to_have_count(3)
        expect(screen.root.locator(".cjm-stack > div, .cjm-stack > i")).to_have_count(3)
        line, reads = box(screen.root.locator(".cjm-insert")), box(card(screen, "actions/wait"))
        assert line["height"] == 3
        assert reads["y"] + reads["height"] <= line["y"] <= reads["y"] + reads["height"] + 3
    outcome(screen, "Moved 3 cards to Wait, Actions, after 1")
    screen.focused("actions/wait actions.arrive.3")
    screen.host.settle(CELLS, [["Walks", ""], ["Reads\nParks\nAsks\nLate", ""], ["", ""]])
    expect(screen.root.locator(".is-sel")).to_have_count(3)
    expect(screen.tool("Undo “Move 3 cards”")).to_be_visible()
    screen.press("Control+z")
    screen.host.settle(CELLS, AT_FIRST)


@pytest.mark.parametrize(("down", "order"), [(0.2, "Asks\nParks\nWalks"), (0.9, "Parks\nAsks\nWalks")])
def test_dragging_within_a_cell_changes_the_order(screen: Screen, down: float, order: str) -> None:
    with dragging(screen, card(screen, "actions/arrive", 2), card(screen, "actions/arrive", 0), down=down):
        pass
    screen.host.settle("journey.frame.loc['Arrive', 'Actions']", order)


def test_chips_are_dragged_between_chips(screen: Screen) -> None:
    with dragging(
        screen, card(screen, "touchpoints/arrive", 2), card(screen, "touchpoints/arrive", 1), across=0.1
    ):
        line, desk = box(screen.root.locator(".cjm-insert")), box(card(screen, "touchpoints/arrive", 1))
        assert line["width"] == 3
        assert desk["x"] - 4 <= line["x"] <= desk["x"]
    screen.host.settle("journey.frame.loc['Arrive', 'Touchpoints']", "Sign\nApp\nDesk")


def test_ctrl_while_dropping_leaves_copies_with_all_fields(show: Show) -> None:
    screen = show("cjm.Journey.from_template('airport-departure')")
    source = card(screen, "pain-points/cleanliness")
    with dragging(screen, source, screen.at("pain-points/overall"), down=0.95):
        outcome(screen, "Move card to Overall, Pain points, after 1")
        screen.page.keyboard.down("Control")
        outcome(screen, "Copy card to Overall, Pain points, after 1")
        expect(screen.root.locator(".is-going")).to_have_count(0)
    screen.page.keyboard.up("Control")
    outcome(screen, "Copied card to Overall, Pain points, after 1")
    cards = "__import__('msgspec').to_builtins(journey.document.cells['pain-points'])"
    screen.host.settle(f"len({cards}['overall'])", 2)
    [original], [_, copy] = map(screen.host.value(cards).get, ["cleanliness", "overall"])
    assert original["n"]
    assert original["tags"]
    assert copy.pop("id") != original.pop("id")
    assert copy == original


def test_escape_puts_dragged_cards_back(screen: Screen) -> None:
    with dragging(screen, card(screen, "actions/arrive"), screen.at("thoughts/leave")):
        screen.press("Escape")
        expect(screen.root.locator(".cjm-stack, .cjm-insert, .is-going")).to_have_count(0)
        outcome(screen, "Put back, nothing moved")
        screen.page.mouse.move(*middle(screen.at("actions/wait")), steps=3)
    assert screen.host.value(CELLS) == AT_FIRST
    screen.focused("actions/arrive actions.arrive")


def test_a_lane_of_another_kind_is_no_target(screen: Screen) -> None:
    with dragging(screen, card(screen, "actions/arrive"), screen.at("emotion/leave")):
        outcome(screen, "The lane Emotion holds no cards")
        expect(screen.root.locator(".cjm-insert")).to_have_count(0)
    assert screen.host.value(CELLS) == AT_FIRST


def test_a_press_on_one_of_several_selected_cards_selects_it_alone(screen: Screen) -> None:
    card(screen, "actions/arrive", 0).click()
    card(screen, "actions/wait").click(modifiers=["Control"])
    expect(screen.root.locator(".is-sel")).to_have_count(2)
    card(screen, "actions/arrive", 0).click()
    expect(screen.root.locator(".is-sel")).to_have_count(0)
    screen.focused("actions/arrive actions.arrive")


def test_a_drag_from_beside_the_cards_selects_cells(screen: Screen) -> None:
    start, end = box(screen.at("actions/wait")), box(screen.at("thoughts/leave"))
    screen.page.mouse.move(start["x"] + 2, start["y"] + start["height"] - 3)
    screen.page.mouse.down()
    screen.page.mouse.move(end["x"] + 20, end["y"] + 10, steps=4)
    screen.page.mouse.up()
    expect(screen.root.locator("[aria-selected=true]")).to_have_count(4)
    assert screen.host.value(CELLS) == AT_FIRST


def test_cards_have_no_tools_under_the_bar_of_a_selected_block(screen: Screen) -> None:
    tools = screen.root.locator("[data-card] > .cjm-hov, .cjm-edge")
    screen.go("thoughts/wait")
    screen.press("Shift+ArrowLeft")
    outcome(screen, "2 of 12 cells selected")
    card(screen, "actions/arrive", 0).hover()
    expect(screen.root.get_by_role("toolbar", name="Selection")).to_be_visible()
    expect(tools).to_have_count(0)
    screen.press("Escape")
    card(screen, "actions/arrive", 1).hover()
    expect(tools).to_have_count(2)


def test_a_drag_scrolls_the_map_at_its_edges(show: Show) -> None:
    screen = show(
        "cjm.Journey([f'Stage {at}' for at in range(14)],"
        " lanes=[f'Lane {at}' for at in range(30)], title='Wide')\n"
        "journey.set_cell('Stage 0', 'Lane 0', 'Far to go')"
    )
    scroll = screen.root.locator(".cjm-scroll")
    edge = box(scroll)
    with dragging(screen, card(screen, "lane-0/stage-0"), screen.at("lane-1/stage-1")):
        screen.page.mouse.move(edge["x"] + edge["width"] - 3, edge["y"] + edge["height"] - 3)
        end = "scroll => [scroll.scrollLeft + scroll.clientWidth, scroll.scrollTop + scroll.clientHeight]"
        size = scroll.evaluate("scroll => [scroll.scrollWidth, scroll.scrollHeight]")
        screen.until(lambda: scroll.evaluate(end), size)
        screen.page.mouse.move(edge["x"] + edge["width"] - 80, edge["y"] + edge["height"] - 60)
        outcome(screen, "Move card to Stage 13, Lane 29")
    screen.host.settle("journey.cards[['stage', 'lane']].values.tolist()", [["Stage 13", "Lane 29"]])


def test_the_tools_of_the_focused_card_leave_the_card_above_to_the_pointer(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 520, "height": 900})  # as wide as narrow cards' tools
    tools = screen.root.locator("[data-card] > .cjm-hov")
    above, below = card(screen, "actions/arrive", 0), card(screen, "actions/arrive", 1)
    screen.go("actions/arrive")
    screen.press("Space", "ArrowDown")
    expect(below.locator(".cjm-hov")).to_be_visible()
    bar, place = box(tools), box(above)
    assert bar["x"] < place["x"] + place["width"] / 2, "the tools lie on the middle of the card above"
    above.click()
    screen.focused("actions/arrive actions.arrive")
    expect(tools).to_have_count(1)
    expect(above.locator(".cjm-hov")).to_be_visible()
    below.click()
    below.locator(".is-grip").click()
    expect(screen.root.get_by_role("dialog")).to_contain_text("Move")


# --- keys while something is dragged

KEYS = ("Delete", "Backspace", "Control+x", "Control+z", "Control+d", "x", "5", "Enter", "Tab", "Alt+ArrowUp")
#: What is pressed first, what is dragged then, onto what, and what letting go makes of the map.
DRAGS = {
    "a card": ("actions/arrive actions.arrive", "actions/arrive actions.arrive", "actions/wait", "Move card"),
    "an edge": ("thoughts/arrive .cjm-card", "thoughts/arrive .cjm-edge", "thoughts/wait", "Stretch card"),
    "a stage": ("/arrive", "/arrive .is-grip", "/leave", "Move stage"),
    "a lane": ("actions/", "actions/ .is-grip", "emotion/", "Move lane"),
    "a point": ("emotion/wait", "emotion/wait .cjm-pt", "actions/wait", "Move Customer at Wait"),
}


def part(screen: Screen, path: str) -> Locator:
    """A place, or what a selector or the id of a card finds in it."""
    place, _, inner = path.partition(" ")
    if not inner:
        return screen.at(place)
    return screen.at(place).locator(inner if inner.startswith(".") else f"[data-card='{inner}']")


@pytest.mark.parametrize("thing", DRAGS)
def test_keys_do_nothing_while_there_is_a_drag_of(screen: Screen, thing: str) -> None:
    first, grip, to, edit = DRAGS[thing]
    part(screen, first).click()
    part(screen, first).hover()
    with dragging(screen, part(screen, grip), part(screen, to), 0.9, 0.9):
        screen.press(*KEYS)
        assert screen.host.value("journey.revision") == 1
        expect(screen.root.locator(".cjm-editor, .cjm-entry, [role=dialog]")).to_have_count(0)
    expect(screen.tool(f"Undo “{edit}”")).to_be_visible()
    assert screen.host.value("journey.revision") == 2
    screen.press("Control+z")
    screen.host.settle("journey.revision", 3)


def test_keys_do_nothing_while_a_block_is_dragged_open_or_filled(screen: Screen) -> None:
    cells = screen.root.locator("[aria-selected=true]")
    start, end = box(screen.at("actions/wait")), box(screen.at("thoughts/wait"))
    mouse = screen.page.mouse
    mouse.move(start["x"] + 2, start["y"] + start["height"] - 3)
    mouse.down()
    mouse.move(end["x"] + 20, end["y"] + 10, steps=4)
    expect(cells).to_have_count(2)
    screen.press(*KEYS)
    mouse.up()
    expect(cells).to_have_count(2)
    with dragging(screen, screen.root.locator(".cjm-fill"), screen.at("thoughts/leave")):
        expect(screen.root.locator(".cjm-ring.is-target")).to_have_count(1)
        screen.press(*KEYS)
        assert screen.host.value("journey.revision") == 1
    screen.host.settle("journey.revision", 2)
    screen.host.settle("journey.frame['Actions'].tolist()", ["Parks\nWalks\nAsks", "Reads", "Reads"])


# --- however the page is scaled

SCALES = {
    "as it is": "",
    "zoomed to 150 %": "document.body.style.zoom = 1.5",
    "zoomed to 67 %": "document.body.style.zoom = 0.67",
    "scaled to 150 %": "document.body.style = 'width: 640px; transform: scale(1.5); transform-origin: 0 0'",
    "read from the right": "document.documentElement.dir = 'rtl'",
    "zoomed and read from the right": "document.documentElement.dir = 'rtl'; document.body.style.zoom = 1.5",
}


@pytest.mark.parametrize("scale", SCALES)
def test_a_drag_lands_under_the_pointer_on_a_page(screen: Screen, scale: str) -> None:
    screen.page.evaluate(SCALES[scale])
    screen.let_pass(50)
    tick, point = box(screen.root.locator(".cjm-tick", has_text="+1")), box(screen.point("wait"))
    aim = tick["y"] + tick["height"] / 2 - point["y"] - point["height"] / 2
    screen.drag(screen.point("wait"), 0, aim)
    screen.host.settle("float(journey.emotion.loc['Wait', 'Customer'])", 1.0)

    with dragging(screen, card(screen, "actions/arrive", 1), card(screen, "actions/wait"), down=0.8):
        line, reads = box(screen.root.locator(".cjm-insert")), box(card(screen, "actions/wait"))
        assert abs(line["x"] - reads["x"]) < 2
        assert abs(line["width"] - reads["width"]) < 4
        assert abs(line["y"] - reads["y"] - reads["height"]) < 3
        stack = box(screen.root.locator(".cjm-stack"))
        assert 0 < reads["x"] + reads["width"] / 2 - stack["x"] < 30
        assert 0 < reads["y"] + 0.8 * reads["height"] - stack["y"] < 30
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Reads\nWalks")

    screen.at("/arrive").hover()
    is_rtl = screen.page.evaluate("document.documentElement.dir") == "rtl"
    with dragging(screen, screen.at("/arrive").locator(".is-grip"), screen.at("/leave"), float(is_rtl), 0.9):
        line, leave = box(screen.root.locator(".cjm-insert")), box(screen.at("/leave"))
        assert abs(line["x"] + line["width"] / 2 - leave["x"] - is_rtl * leave["width"]) < 3
        outcome(screen, "Move stage Arrive after Wait")
    screen.stages("Wait", "Arrive", "Leave")

    edge = screen.at("actions/wait").locator(".cjm-edge")
    card(screen, "actions/wait", 0).click()
    screen.host.console("journey.set_cell('Arrive', 'Actions', '')")
    with dragging(screen, edge, screen.at("actions/arrive"), 0.1 if is_rtl else 0.9):
        outcome(screen, "Cover 2 stages, Wait to Arrive")
    screen.host.settle("journey.cards.query(\"text == 'Reads'\")['span'].tolist()", [2])


# --- how many stages a card covers


def test_the_edge_of_a_card_is_dragged_over_empty_cells_only(screen: Screen) -> None:
    card(screen, "thoughts/arrive").hover()
    with dragging(
        screen, screen.at("thoughts/arrive").locator(".cjm-edge"), screen.at("thoughts/leave"), 0.9
    ):
        outcome(screen, "Cover 3 stages, Arrive to Leave")
    outcome(screen, "“Late” covers 3 stages, Arrive to Leave")
    expect(screen.at("thoughts/arrive")).to_have_attribute("aria-colspan", "3")
    screen.focused("thoughts/arrive thoughts.arrive")
    screen.host.settle("journey.cards.query(\"text == 'Late'\")['span'].tolist()", [3])
    with dragging(screen, screen.at("thoughts/arrive").locator(".cjm-edge"), screen.at("/arrive"), 0.9):
        pass
    screen.host.settle("journey.cards.query(\"text == 'Late'\")['span'].tolist()", [1])
    card(screen, "actions/arrive").hover()
    with dragging(
        screen, card(screen, "actions/arrive").locator(".cjm-edge"), screen.at("actions/leave"), 0.9
    ):
        outcome(
            screen,
            "The card covers the same stages; Wait, Actions has cards of its own; "
            "a card covers only empty cells",
        )
    assert screen.host.value(CELLS) == AT_FIRST
    screen.press("Control+z", "Control+z")
    screen.host.settle("journey.cards['span'].unique().tolist()", [1])


def test_the_edge_of_a_card_that_is_gone_stretches_nothing(screen: Screen) -> None:
    card(screen, "thoughts/arrive").hover()
    with dragging(
        screen, screen.at("thoughts/arrive").locator(".cjm-edge"), screen.at("thoughts/leave"), 0.9
    ):
        outcome(screen, "Cover 3 stages, Arrive to Leave")
        screen.host.console("journey.remove_stage('Arrive')")
        screen.stages("Wait", "Leave")
        screen.page.mouse.move(*middle(screen.at("thoughts/wait")), steps=3)
        outcome(screen, "Dropped here, nothing moves")
    assert screen.host.value("journey.revision") == 2


def test_alt_shift_arrows_let_a_card_cover_more_and_fewer_stages(screen: Screen) -> None:
    card(screen, "thoughts/arrive").click()
    screen.press("Alt+Shift+ArrowRight")
    outcome(screen, "“Late” covers 2 stages, Arrive to Wait")
    screen.press("Alt+Shift+ArrowRight", "Alt+Shift+ArrowRight")
    outcome(screen, "Leave is the last stage")
    screen.host.settle("journey.cards.query(\"text == 'Late'\")['span'].tolist()", [3])
    screen.press("Alt+Shift+ArrowLeft", "Alt+Shift+ArrowLeft", "Alt+Shift+ArrowLeft")
    outcome(screen, "The card covers Arrive alone")
    screen.host.settle("journey.cards.query(\"text == 'Late'\")['span'].tolist()", [1])
    screen.focused("thoughts/arrive thoughts.arrive")


# --- the same by keys


def test_alt_arrows_move_the_selected_cards(screen: Screen) -> None:
    card(screen, "actions/arrive", 1).click()
    card(screen, "actions/arrive", 2).click(modifiers=["Control"])
    screen.press("Alt+ArrowUp")
    outcome(screen, "Moved 2 cards in Arrive, Actions, 2 of 3")
    screen.host.settle("journey.frame.loc['Arrive', 'Actions']", "Walks\nAsks\nParks")
    screen.press("Alt+ArrowRight")
    outcome(screen, "Moved 2 cards to Wait, Actions")
    screen.host.settle(CELLS, [["Parks", "Late"], ["Reads\nWalks\nAsks", ""], ["", ""]])
    screen.focused("actions/wait actions.arrive.3")
    screen.press("Alt+ArrowRight", "Alt+ArrowRight")
    outcome(screen, "There are no cells for all the cards in that direction")
    screen.press("Control+z", "Control+z", "Control+z")
    screen.host.settle(CELLS, AT_FIRST)


def test_alt_arrows_say_where_a_stage_and_a_lane_went(screen: Screen) -> None:
    screen.go("/arrive")
    screen.press("Alt+ArrowRight")
    outcome(screen, "Moved stage Arrive after Wait")
    screen.press("Alt+ArrowLeft")
    outcome(screen, "Moved stage Arrive first")
    screen.press("Alt+ArrowLeft")
    outcome(screen, "This stage is the first")
    screen.go("thoughts/")
    screen.press("Alt+ArrowDown")
    outcome(screen, "Moved lane Thoughts after Emotion")


# --- the same without dragging


def test_move_asks_where_the_cards_shall_go(screen: Screen) -> None:
    card(screen, "actions/arrive", 0).click()
    screen.root.get_by_role("button", name="Move Parks").click()
    question = screen.root.get_by_role("dialog", name="Move card")
    question.get_by_label("Stage", exact=True).select_option(label="Wait")
    question.get_by_label("Place").select_option(label="first")
    question.get_by_role("button", name="Move").click()
    outcome(screen, "Moved card to Wait, Actions, first")
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Parks\nReads")
    screen.focused("actions/wait actions.arrive")
    card(screen, "actions/wait").hover()
    screen.root.get_by_role("button", name="Move Parks").click()
    question.get_by_label("Lane").select_option(label="Thoughts")
    question.get_by_label("Leave a copy here").check()
    question.get_by_role("button", name="Move").click()
    screen.host.settle(
        "journey.frame.loc['Wait', ['Actions', 'Thoughts']].tolist()", ["Parks\nReads", "Parks"]
    )


def test_move_asks_how_many_stages_a_card_shall_cover(screen: Screen) -> None:
    card(screen, "thoughts/arrive").click()
    screen.root.get_by_role("button", name="Move Late").click()
    question = screen.root.get_by_role("dialog", name="Move card")
    question.get_by_label("Stages").select_option(label="covers 3")
    question.get_by_role("button", name="Move").click()
    screen.host.settle("journey.cards.query(\"text == 'Late'\")['span'].tolist()", [3])
    screen.root.get_by_role("button", name="Move Late").click()
    screen.press("Escape")
    screen.focused("thoughts/arrive thoughts.arrive")


def test_move_asks_where_a_stage_and_a_lane_shall_go(screen: Screen) -> None:
    screen.at("/arrive").hover()
    screen.root.get_by_role("button", name="Move Arrive", exact=True).click()
    question = screen.root.get_by_role("dialog", name="Move the stage")
    question.get_by_label("To").select_option(label="after Leave")
    question.get_by_role("button", name="Move").click()
    screen.stages("Wait", "Leave", "Arrive")
    screen.at("thoughts/").hover()
    screen.root.get_by_role("button", name="Move Thoughts", exact=True).click()
    screen.root.get_by_role("dialog", name="Move the lane").get_by_label("To").select_option(label="first")
    screen.press("Enter")
    screen.lanes("Thoughts", "Actions", "Emotion", "Touchpoints")


# --- what handles cover

OVER = """([handles, words]) => {
    const over = handles.getBoundingClientRect();
    const range = document.createRange();
    range.setStart(words, 0);
    range.setEndBefore(words.querySelector('.cjm-hov') ?? words.lastChild);
    if (!words.querySelector('.cjm-hov')) range.setEndAfter(words.lastChild);
    return [...range.getClientRects()].some(line =>
        line.left < over.right && line.right > over.left && line.top < over.bottom && line.bottom > over.top);
}"""


@pytest.mark.parametrize("width", [1400, 700])
def test_handles_never_cover_the_name_they_belong_to(show: Show, width: int) -> None:
    screen = show(
        "cjm.Journey(['A stage whose name takes two lines of its header', 'B'],"
        " lanes=['Everything that people do here', 'Emotion', 'Touchpoints'], title='Names')\n"
        "journey.set_cell('B', 'Touchpoints', 'A desk with a name that is quite long, so that it breaks')\n"
        "journey.set_cell('B', journey.frame.columns[0], 'A card whose first line runs to its very end')"
    )
    screen.page.evaluate("width => { document.body.style.width = `${width}px`; }", width)
    names = screen.root.locator(".cjm-stage > b, .cjm-lh-t > b, .cjm-card > .cjm-txt, .cjm-chip")
    for at in range(names.count()):
        name = names.nth(at)
        name.dispatch_event("pointerenter")
        owner = name.locator(
            "xpath=ancestor-or-self::*[@data-card or @role='columnheader' or @role='rowheader'][1]"
        )
        owner.hover(position={"x": 4, "y": 4})
        handles = owner.locator(".cjm-hov")
        expect(handles).to_be_visible()
        assert not screen.page.evaluate(OVER, [handles.element_handle(), name.element_handle()]), (
            name.text_content()
        )
    screen.page.evaluate("document.body.style = ''")


@pytest.mark.parametrize("score", [0.0, 1.9, -1.9])
def test_the_value_under_a_focused_point_stays_visible(show: Show, score: float) -> None:
    screen = show(MAP.replace("= 0.0", f"= {score}"))
    screen.point("wait").focus()
    label, point = box(screen.at("emotion/wait").locator(".cjm-val")), box(screen.point("wait"))
    radius = 10  # of the ring around the point
    gap = max(label["y"] - point["y"] - 12, point["y"] + 12 - label["y"] - label["height"])
    assert gap >= radius
    lane = box(screen.at("emotion/wait"))
    assert lane["y"] <= label["y"]
    assert label["y"] + label["height"] <= lane["y"] + lane["height"]
