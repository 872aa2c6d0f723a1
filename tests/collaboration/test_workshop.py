"""A workshop of several people in one map: what others see, and when, and what is left of it in the file."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.lab import PATIENCE, Lab
from tests.browser.tab import CURRENT, Tab
from tests.collaboration.test_people import MAP, card, name_of
from tests.collaboration.test_together import has, saved

SLOW = PATIENCE * 1000


def bar(tab: Tab) -> Locator:
    """What the workshop shows between header and map."""
    return tab.map.get_by_role("region", name="Workshop")


def press(tab: Tab, name: str) -> None:
    """Press a button of the workshop's bar."""
    bar(tab).get_by_role("button", name=name, exact=True).click()


def at(tab: Tab, step: str) -> None:
    """Wait until the workshop is there, as this reader sees it."""
    expect(bar(tab).locator("[aria-current=step]")).to_have_text(step, timeout=SLOW)


def begin(tab: Tab) -> None:
    """Start a workshop from the list of commands."""
    tab.cell("actions/wait").click(position={"x": 3, "y": 3})
    tab.page.keyboard.press("Control+k")
    expect(tab.map.get_by_label("Search commands")).to_be_focused(timeout=SLOW)
    tab.page.keyboard.type("workshop")
    expect(tab.map.get_by_role("option").first).to_contain_text("Workshop")
    tab.page.keyboard.press("Enter")
    at(tab, "Ideas")


def write(tab: Tab, place: str, text: str) -> None:
    """Add a card, whoever sees it."""
    tab.append(place, text)
    tab.page.keyboard.press("Control+Enter")
    has(tab, place, text)


def dot(tab: Tab, name: str, count: int) -> None:
    """Put so many dots on a card, by keys."""
    expect(bar(tab)).to_contain_text("3 dots left", timeout=SLOW)
    card(tab, name).click()
    for _ in range(count):
        tab.page.keyboard.press("Alt+v")
    expect(card(tab, name)).to_have_attribute("data-votes", "●" * count)


def shared(tab: Tab) -> str:
    """All that this page shares with others."""
    return str(tab.page.evaluate(f"JSON.stringify({CURRENT}.context.model.sharedModel.ydoc.toJSON())"))


def test_ideas_are_their_author_s_until_revealed_and_end_as_cards_tags_and_a_decision(
    tabs: Callable[[str, int], list[Tab]],
) -> None:
    ana, ben = tabs(MAP, 2)
    begin(ana)
    at(ben, "Ideas")
    expect(bar(ben)).to_contain_text(f"{name_of(ana)} leads", timeout=SLOW)
    write(ana, "actions/wait", "Reads")
    write(ben, "actions/wait", "Hums")
    expect(bar(ana)).to_contain_text("1 card that only you see")
    expect(bar(ana)).to_contain_text("1 of others", timeout=SLOW)
    for tab, unseen in ((ana, "Hums"), (ben, "Reads")):
        expect(tab.cell("actions/wait").locator(".cjm-card")).to_have_count(1)
        assert unseen not in shared(tab)
    # A page that is loaded again has its ideas, and takes part as the same participant.
    press(ben, "Ready")
    expect(bar(ana)).to_contain_text("1 of 2 ready", timeout=SLOW)
    ben.visit(reset=False)
    at(ben, "Ideas")
    has(ben, "actions/wait", "Hums")
    expect(bar(ben).get_by_role("button", name="Ready")).to_have_attribute("aria-pressed", "true")
    assert "Hums" not in ben.file.read_text()

    press(ana, "Reveal the ideas")
    for tab in (ana, ben):
        at(tab, "Groups")
        for text in ("Reads", "Hums"):
            there = tab.cell("actions/wait").locator(".cjm-card", has_text=text)
            expect(there).to_have_count(1, timeout=SLOW)
    card(ben).click()
    group = bar(ben).get_by_label("Name of a group")
    group.fill("Parking")
    group.press("Enter")
    expect(card(ana)).to_contain_text("Parking", timeout=SLOW)

    press(ana, "Vote")
    at(ben, "Votes")
    dot(ana, "c1", 2)
    dot(ben, "c1", 3)
    ben.page.keyboard.press("Alt+v")
    expect(bar(ben)).to_contain_text("0 dots left")
    expect(card(ben)).to_have_attribute("data-votes", "●●●")
    expect(card(ana)).to_have_attribute("data-votes", "●●")

    press(ana, "Count the dots")
    for tab in (ana, ben):
        expect(card(tab)).to_have_attribute("data-votes", "●●●●●", timeout=SLOW)
    bar(ana).get_by_label("Decision", exact=True).fill("Free parking")
    press(ana, "Decide")
    press(ana, "End the workshop")
    expect(bar(ben)).to_have_count(0, timeout=SLOW)
    ana.holds("Free parking")
    saved(ben)
    text = ana.file.read_text()
    document = json.loads(text)
    (decision,) = document["decisions"]
    assert (decision["text"], decision["stage"]) == ("Free parking", "arrive")
    assert decision["why"] == "Dot vote: 5 of 5 dots, 2 people"
    assert document["cells"]["actions"]["arrive"][0]["tags"] == ["Parking", "5 dots"]
    assert sorted(one["text"] for one in document["cells"]["actions"]["wait"]) == ["Hums", "Reads"]
    assert name_of(ben) not in text


def test_a_hand_out_votes_and_comments_and_goes_on_when_the_facilitator_leaves(
    tabs: Callable[[str, int], list[Tab]], lab: Lab, people: list[BrowserContext]
) -> None:
    ana, ben = tabs(MAP, 2)
    begin(ana)
    page = people[2].new_page()
    page.goto(f"{lab.url}/lab?hand-out={ana.name}&reset")
    cleo = Tab(lab, page, ana.name)
    cleo.ready()
    at(cleo, "Ideas")
    expect(cleo.map.get_by_role("button", name="Add stage")).to_have_count(0)
    expect(cleo.map.get_by_role("grid")).to_have_attribute("aria-readonly", "true")
    card(cleo).click()
    for key in ("F2", "Delete", "x"):
        page.keyboard.press(key)
    expect(cleo.map.locator("textarea")).to_have_count(0)
    expect(cleo.map.locator(".cjm-notice")).to_have_count(0)
    has(cleo, "actions/arrive", "Parks")

    press(ana, "Votes")
    at(cleo, "Votes")
    dot(cleo, "c1", 2)
    expect(bar(cleo)).to_contain_text("1 dot left")
    page.keyboard.press("Control+Alt+m")
    field = cleo.map.get_by_role("textbox", name="Comment", exact=True)
    expect(field).to_be_focused(timeout=SLOW)
    field.fill("Where?")
    field.press("Enter")
    ana.holds("Where?")

    ana.command("application:close")
    expect(bar(cleo)).to_contain_text("Whoever led has left", timeout=SLOW)
    press(ben, "Whoever led has left: lead on")
    press(ben, "Count the dots")
    expect(card(ben)).to_have_attribute("data-votes", "●●", timeout=SLOW)
    at(cleo, "Decision")
    page.close()
