"""Links on screen: made, followed, changed and removed by keyboard and by pointer, drawn beside the cards."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

import cjm_widgets as cjm
from tests.browser.conftest import Show
from tests.browser.lab import Lab
from tests.browser.scenes import violations
from tests.browser.screen import Screen
from tests.browser.tab import CURRENT, Tab

JOURNEY = """cjm.Journey(
    ["Arrive", "Wait", "Leave", "Remember"], lanes=["Actions", "Pain points", "Ideas"], title="A visit"
)
journey.set_cell("Arrive", "Actions", "Parks\\nLooks for the door")
journey.set_cell("Wait", "Actions", "Reads")
journey.set_cell("Wait", "Pain points", "Queue\\nNo seat")
journey.set_cell("Leave", "Pain points", "Late")
journey.set_cell("Wait", "Ideas", "Tell the time")
journey.set_cell("Remember", "Ideas", "Ask again")"""
STAGES = """
for start, end, kind, label in [
    ("Arrive", "Wait", "direct", ""), ("Arrive", "Leave", "direct", "by train"),
    ("Leave", "Wait", "both", ""),
    ("Wait", "Leave", "controlled", "a ticket"), ("Remember", "Arrive", "direct", "next trip"),
    ("Remember", None, "open", "somewhere"),
]:
    journey.link(start, end, kind=kind, label=label)"""
CARDS = """
journey.link("Parks", "Queue")
journey.link("Queue", "Tell the time")
journey.link("Late", "Looks for the door")
journey.link("Ask again", "No seat", kind="both")"""
LINKS = "journey.links[['start', 'end', 'kind', 'label']].values.tolist()"


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(JOURNEY)


def paths(screen: Screen) -> Locator:
    """What is drawn of links between cards."""
    return screen.root.locator(".cjm-cardpaths .cjm-draw > g")


def link(screen: Screen, words: str) -> Locator:
    """A link of the path lane by its sentence."""
    return screen.root.locator(".cjm-path").get_by_role("button", name=words, exact=True)


def test_stages_by_keyboard_alone(screen: Screen) -> None:
    screen.go("/leave")
    screen.press("Alt+l")
    expect(screen.root.get_by_role("dialog", name="Link from “Leave”")).to_be_visible()
    screen.type("arr")
    screen.press("Enter")
    screen.host.settle(LINKS, [["Leave", "Arrive", "direct", ""]])
    screen.focused("/leave")

    screen.press("ArrowDown")  # from the stage to its link in the lane below
    screen.focused("Leave back to Arrive")
    screen.press("Enter")
    screen.press("ArrowRight", "ArrowRight")  # among the kinds
    screen.press("Tab")
    screen.type("next trip")
    screen.press("Enter")
    screen.host.settle(LINKS, [["Leave", "Arrive", "controlled", "next trip"]])
    screen.focused("Leave back to Arrive, controlled: next trip")

    screen.press("Control+]")
    screen.focused("/arrive")
    screen.press("Control+[")
    screen.focused("/leave")
    screen.press("ArrowDown", "Delete")
    screen.host.settle(LINKS, [])
    screen.focused("/leave")
    screen.press("Control+z")
    screen.host.settle(LINKS, [["Leave", "Arrive", "controlled", "next trip"]])


def test_escape_leaves_without_a_link(screen: Screen) -> None:
    screen.go("/leave")
    screen.press("Alt+l")
    screen.type("arr")
    screen.press("Escape")
    screen.focused("/leave")
    assert screen.host.value(LINKS) == []
    expect(screen.root.locator(".cjm-path")).to_have_count(0)


def test_cards_by_keyboard_alone(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Space")
    screen.focused("actions/arrive actions.arrive")
    screen.press("Alt+l")
    screen.type("pain que")
    screen.press("Enter")
    screen.host.settle(LINKS, [["Parks", "Queue", "direct", ""]])
    screen.press("Alt+l")
    screen.type("tell")
    screen.press("Tab", "Tab")
    screen.type("so that")
    screen.press("Enter")
    screen.host.settle(
        LINKS, [["Parks", "Queue", "direct", ""], ["Parks", "Tell the time", "direct", "so that"]]
    )
    expect(screen.at("actions/arrive").get_by_role("button", name="2 links")).to_be_visible()

    screen.press("Control+]")  # of several ways the reader chooses
    expect(screen.root.get_by_role("dialog", name="Links of “Parks”")).to_be_visible()
    screen.press("ArrowDown", "Enter")
    screen.focused("ideas/wait ideas.wait")
    screen.press("Control+[")
    screen.focused("actions/arrive actions.arrive")
    screen.press("Control+z")
    screen.host.settle(LINKS, [["Parks", "Queue", "direct", ""]])
    expect(screen.at("actions/arrive").get_by_role("button", name="1 link")).to_be_visible()
    screen.press("Control+]")
    screen.focused("pain-points/wait pain-points.wait")


def test_an_open_end_says_where_it_may_lead(screen: Screen) -> None:
    screen.go("/wait")
    screen.press("Alt+l")
    screen.type("shops, art")
    expect(screen.root.get_by_role("option", name="Open end: “shops, art”")).to_be_visible()
    screen.press("Enter")
    screen.host.settle(LINKS, [["Wait", "", "open", "shops, art"]])
    expect(link(screen, "Wait, open end: shops, art")).to_have_text("shops, art")


def test_a_press_on_the_target_without_dragging(screen: Screen) -> None:
    screen.go("/arrive")
    screen.at("/arrive").get_by_role("button", name="Link Arrive").click()
    expect(screen.root.get_by_role("dialog", name="Link from “Arrive”")).to_be_visible()
    screen.at("/leave").click()
    screen.host.settle(LINKS, [["Arrive", "Leave", "direct", ""]])
    screen.focused("/arrive")  # where the reader was

    screen.root.get_by_role("button", name="Link from Leave").click()  # a stage's number in the lane
    expect(screen.root.get_by_role("dialog", name="Link from “Leave”")).to_be_visible()
    screen.at("actions/wait").locator("[data-card]").click()
    screen.host.settle(LINKS, [["Arrive", "Leave", "direct", ""], ["Leave", "Reads", "direct", ""]])

    link(screen, "Arrive to Leave").click()
    screen.root.get_by_text("Back and forth", exact=True).last.click()
    screen.host.settle("journey.links['kind'].tolist()", ["both", "direct"])
    screen.root.get_by_role("button", name="Go to “Leave”").click()
    screen.focused("/leave")
    link(screen, "Arrive and Leave, back and forth").click()
    screen.root.get_by_role("button", name="Remove link").click()
    screen.host.settle("len(journey.links)", 1)


def test_a_link_is_drawn_by_dragging(screen: Screen) -> None:
    card = screen.at("actions/arrive").locator("[data-card]").first
    card.hover()
    handle = card.get_by_role("button", name="Link Parks").bounding_box()
    target = screen.at("pain-points/leave").locator("[data-card]").bounding_box()
    assert handle
    assert target
    screen.page.mouse.move(handle["x"] + 12, handle["y"] + 12)
    screen.page.mouse.down()
    screen.page.mouse.move(target["x"] + 30, target["y"] + 10, steps=8)
    expect(screen.root.locator(".cjm-sentence")).to_have_text("Link “Parks” to “Late”")
    expect(paths(screen)).to_have_count(1)
    screen.page.mouse.up()
    screen.host.settle(LINKS, [["Parks", "Late", "direct", ""]])
    screen.press("Control+z")
    screen.host.settle(LINKS, [])


def test_only_the_path_of_the_focused_card_is_drawn(screen: Screen) -> None:
    screen.host.console(CARDS)
    expect(screen.root.get_by_role("radiogroup", name="Card links")).to_be_visible()
    screen.go("/arrive")
    expect(paths(screen)).to_have_count(0)
    screen.go("pain-points/wait")
    screen.press("Space")
    expect(paths(screen)).to_have_count(2)  # from Parks by Queue to Tell the time
    expect(screen.root.locator(".cjm-pathnote")).to_contain_text("3 cards on this path")
    linked = screen.root.locator("[data-linked]").evaluate_all("all => all.map(one => one.dataset.card)")
    assert linked == ["actions.arrive", "pain-points.wait", "ideas.wait"]

    screen.go("/arrive")
    screen.at("pain-points/leave").locator("[data-card]").hover()
    expect(paths(screen)).to_have_count(1)
    screen.root.get_by_role("radio", name="All").check(force=True)
    expect(paths(screen)).to_have_count(4)
    screen.root.get_by_role("radio", name="None").check(force=True)
    screen.go("pain-points/wait")
    screen.press("Space")
    expect(paths(screen)).to_have_count(0)


COVERED = """layer => {
    // Points of the lines that lie inside of a card, which lines never cross.
    const boxes = [...layer.closest('.cjm').querySelectorAll('[data-card]')];
    const cards = boxes.map(one => one.getBoundingClientRect());
    const inside = ({x, y}) => cards.some(one =>
        x > one.left + 1 && x < one.right - 1 && y > one.top + 1 && y < one.bottom - 1);
    return [...layer.querySelectorAll('.cjm-ln')].flatMap(line => {
        const steps = Array.from({length: Math.floor(line.getTotalLength() / 3)}, (_, at) => at * 3);
        return steps.map(at => line.getPointAtLength(at).matrixTransform(line.getScreenCTM())).filter(inside);
    }).length;
}"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_line_crosses_a_card(screen: Screen, direction: str) -> None:
    screen.page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    screen.host.console(CARDS)
    screen.host.console(
        "journey.link('Arrive', 'Late'); journey.link('Reads', 'Late'); journey.link('Late', 'Reads')"
    )
    screen.root.get_by_role("radio", name="All").check(force=True)
    expect(paths(screen)).to_have_count(7)
    screen.until(lambda: screen.root.locator(".cjm-cardpaths").evaluate(COVERED), 0)


def centres(screen: Screen, selector: str) -> list[float]:
    boxes = [one.bounding_box() for one in screen.root.locator(selector).all()]
    return [box["x"] + box["width"] / 2 for box in boxes if box]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_stages_numbers_stand_under_their_headers(screen: Screen, direction: str) -> None:
    screen.page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    screen.host.console(STAGES)
    expect(screen.root.locator(".cjm-pnode")).to_have_text(["1", "2", "3", "4"])
    headers, numbers, nodes = (centres(screen, one) for one in (".cjm-stage", ".cjm-pnode", ".cjm-node"))
    assert all(abs(a - b) < 1.5 for a, b in zip(headers, numbers, strict=True))
    assert all(abs(a - b) < 1.5 for a, b in zip(numbers, nodes, strict=True))
    assert all((a < b) is (direction == "ltr") for a, b in pairwise(numbers))
    assert link(screen, "Remember back to Arrive: next trip").text_content() == "next trip"
    listed = screen.root.get_by_role("list", name="Links between stages").get_by_role("button").all()
    assert [one.get_attribute("aria-label") for one in listed] == [
        "Arrive to Wait",
        "Arrive to Leave: by train",
        "Leave and Wait, back and forth",
        "Wait to Leave, controlled: a ticket",
        "Remember back to Arrive: next trip",
        "Remember, open end: somewhere",
    ]


def test_a_path_leads_out_of_sight_in_a_large_map(show: Show) -> None:
    screen = show(
        """cjm.Journey([f"S{at}" for at in range(120)], lanes=[f"L{at}" for at in range(12)])
journey.set_cell("S0", "L0", "Here")
journey.set_cell("S100", "L9", "There")
journey.link("Here", "There")
journey.link("S0", "S100", label="far")"""
    )
    screen.go("l0/s0")
    screen.press("Space")
    expect(paths(screen)).to_have_count(1)
    expect(screen.at("l9/s100")).not_to_be_visible()
    screen.press("Control+]")
    screen.focused("l9/s100 l9.s100")
    expect(paths(screen)).to_have_count(1)
    expect(screen.root.locator(".cjm-cardpaths .cjm-hd")).to_be_visible()
    card = screen.at("l9/s100").locator("[data-card]").bounding_box()
    head = screen.root.locator(".cjm-cardpaths .cjm-hd").bounding_box()
    assert card
    assert head
    assert abs(card["x"] - (head["x"] + head["width"])) < 3
    assert card["y"] < head["y"] + head["height"] / 2 < card["y"] + card["height"]
    nodes = screen.root.locator(".cjm-pnode")
    screen.until(lambda: nodes.count() < 40, True)
    expect(screen.root.locator('.cjm-pnode[data-node="s100"]')).to_be_visible()


def test_a_map_linked_from_a_stage_and_from_a_card(screen: Screen) -> None:
    screen.go("/arrive")
    screen.press("Alt+l")
    screen.type("food-hall.cjm.json")
    screen.press("Enter")
    screen.host.settle("journey.linked()['where'].tolist()", ["Arrive"])
    screen.press("Control+]")
    screen.root.get_by_role("button", name="food-hall.cjm.json").click()
    expect(screen.root.locator(".cjm-notice")).to_contain_text(
        "“food-hall.cjm.json” is the file of another map"
    )

    # Where somebody around the map can open files, they are asked.
    screen.page.evaluate(
        """() => document.addEventListener('cjm-open-map', event => {
            event.preventDefault();
            event.detail.refuse(`There is no ${event.detail.name} here`);
        })"""
    )
    screen.at("/arrive").get_by_role("button", name="1 link").click()
    screen.root.get_by_role("button", name="food-hall.cjm.json").click()
    expect(screen.root.locator(".cjm-notice")).to_contain_text("There is no food-hall.cjm.json here")


def test_a_linked_map_opens_in_a_tab_of_jupyterlab(lab: Lab, page: Page) -> None:
    (lab.folder / "maps").mkdir()
    other = cjm.Journey(["Enter", "Choose"], title="Food hall")
    other.save(lab.folder / "maps" / "food-hall.cjm.json")
    journey = cjm.Journey(["Arrive"], lanes=["Actions"], title="A visit")
    journey.set_cell("Arrive", "Actions", "Eats")
    journey.cards.loc["actions.arrive", "links"] = "food-hall.cjm.json\ngone.cjm.json"
    journey.save(lab.folder / "maps" / "visit.cjm.json")
    tab = Tab(lab, page, "maps/visit.cjm.json")
    tab.visit()
    tab.cell("actions/arrive").get_by_role("button", name="2 links").click()
    tab.map.get_by_role("button", name="gone.cjm.json").click()
    expect(tab.map.locator(".cjm-notice")).to_contain_text(
        "There is no file gone.cjm.json in the folder maps."
    )
    tab.cell("actions/arrive").get_by_role("button", name="2 links").click()
    tab.map.get_by_role("button", name="food-hall.cjm.json").click()
    expect(tab.map.locator(".cjm-stage b")).to_have_text(["Enter", "Choose"])
    page.wait_for_function(f"{CURRENT}?.context?.path === 'maps/food-hall.cjm.json'")


def nothing(screen: Screen) -> None:
    """Path lane and a card's path."""
    screen.go("pain-points/wait")
    screen.press("Space")
    expect(paths(screen)).to_have_count(2)


def asks(screen: Screen) -> None:
    screen.go("/arrive")
    screen.press("Alt+l")
    screen.type("wait")


def lists(screen: Screen) -> None:
    screen.at("pain-points/wait").get_by_role("button", name="2 links").click()


def edits(screen: Screen) -> None:
    link(screen, "Arrive to Leave: by train").click()


@pytest.mark.parametrize("theme", ["Light", "Dark"])
@pytest.mark.parametrize("scene", [nothing, asks, lists, edits], ids=lambda scene: scene.__name__)
def test_axe_finds_nothing(screen: Screen, scene: Any, theme: str) -> None:
    screen.host.theme(theme)
    screen.host.console(STAGES + CARDS)
    scene(screen)
    assert violations(screen) == []
