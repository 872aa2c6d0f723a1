"""Who else has a map open, and what becomes of two who do something with the same thing at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, FloatRect, Locator, Route, expect

from tests.browser.lab import PATIENCE, Lab
from tests.browser.tab import CURRENT, Tab
from tests.collaboration.test_together import has, saved

MAP = json.dumps(
    {
        "cjm": "1.1",
        "id": "visit",
        "title": "A visit",
        "stages": [{"id": name.lower(), "name": name} for name in ("Arrive", "Wait", "Leave")],
        "lanes": [{"id": "actions", "name": "Actions"}, {"id": "thoughts", "name": "Thoughts"}],
        "cells": {"actions": {"arrive": [{"id": "c1", "text": "Parks"}]}},
    }
)
SLOW = PATIENCE * 1000


def name_of(tab: Tab) -> str:
    """What the others call the reader of a tab."""
    return str(tab.page.evaluate("window.jupyterapp.serviceManager.user.identity.display_name"))


def card(tab: Tab, name: str = "c1") -> Locator:
    """A card, wherever it is in the map."""
    return tab.map.locator(f'[role="grid"] [data-card="{name}"]')


def marked(thing: Locator, *words: str) -> None:
    """Wait until somebody's frame around something says this."""
    for word in words:
        expect(thing).to_have_attribute("data-person", word, timeout=SLOW)


def box(thing: Locator) -> FloatRect:
    """Where something is, in px of the window."""
    here = thing.bounding_box()
    assert here
    return here


def short(name: str) -> str:
    """JupyterLab calls those who have not logged in "Anonymous" and a moon."""
    return name.removeprefix("Anonymous ")


def carry(tab: Tab, name: str, place: str) -> None:
    """Drag a card over a cell, and hold it there."""
    mouse = tab.page.mouse
    start, end = box(card(tab, name)), box(tab.cell(place))
    mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)


def test_people_see_who_is_where_and_nothing_of_it_is_kept(tabs: Callable[[str, int], list[Tab]]) -> None:
    ana, ben = tabs(MAP, 2)
    face = ben.map.get_by_role("button", name=f"Follow {name_of(ana)}")
    face.wait_for(timeout=SLOW)
    card(ana).click()
    expect(face).to_have_attribute("aria-description", f"{name_of(ana)} is in Arrive, Actions", timeout=SLOW)
    ana.page.keyboard.press("F2")
    marked(card(ben), f"{short(name_of(ana))} is typing")
    expect(face).to_have_attribute("aria-description", f"{name_of(ana)} is typing in Arrive, Actions")
    ana.page.keyboard.type(" and walks")
    ana.page.keyboard.press("Control+Enter")
    has(ben, "actions/arrive", "Parks and walks")
    saved(ben)
    shared = ben.page.evaluate(f"JSON.stringify({CURRENT}.context.model.sharedModel.ydoc.toJSON())")
    for text in (shared, ben.file.read_text()):
        assert "Parks and walks" in text
        assert name_of(ana) not in text
        assert "place" not in text
    ana.command("application:close")
    expect(face).to_have_count(0, timeout=SLOW)
    expect(ben.map.locator("[data-person]")).to_have_count(0)


def test_who_follows_somebody_sees_what_they_do_until_a_key_of_their_own(
    tabs: Callable[[str, int], list[Tab]],
) -> None:
    stages = [{"id": f"s{at}", "name": f"Stage {at}"} for at in range(40)]
    ana, ben = tabs(json.dumps({**json.loads(MAP), "stages": stages, "cells": {}}), 2)
    face = ben.map.get_by_role("button", name=f"Follow {name_of(ana)}")
    face.click(timeout=SLOW)
    expect(face).to_have_attribute("aria-pressed", "true")
    ana.cell("actions/s0").click(position={"x": 3, "y": 3})
    ana.page.keyboard.press("End")
    expect(ben.cell("actions/s39")).to_be_in_viewport(timeout=SLOW)
    ben.page.keyboard.press("Shift")
    expect(face).to_have_attribute("aria-pressed", "false")
    ana.page.keyboard.press("Home")
    expect(face).to_have_attribute("aria-description", f"{name_of(ana)} is in Stage 0, Actions", timeout=SLOW)
    expect(ben.cell("actions/s39")).to_be_in_viewport()


def test_two_who_write_into_one_cell_see_each_other_and_both_cards_stay(
    tabs: Callable[[str, int], list[Tab]],
) -> None:
    both = ana, ben = tabs(MAP, 2)
    ana.append("actions/wait", "Rea")
    ben.append("actions/wait", "Hum")
    marked(ben.cell("actions/wait"), f"{short(name_of(ana))} is typing")
    marked(ana.cell("actions/wait"), f"{short(name_of(ben))} is typing")
    for tab, rest in zip(both, ("ds", "s"), strict=True):
        tab.page.keyboard.type(rest)
        tab.page.keyboard.press("Control+Enter")
    for tab in both:
        for text in ("Reads", "Hums"):
            expect(tab.cell("actions/wait").locator(".cjm-card", has_text=text)).to_have_count(
                1, timeout=SLOW
            )


def test_two_who_drag_one_card_see_each_other_and_it_stands_in_one_place(
    tabs: Callable[[str, int], list[Tab]],
) -> None:
    ana, ben = tabs(MAP, 2)
    carry(ana, "c1", "thoughts/wait")
    carry(ben, "c1", "thoughts/leave")
    marked(card(ana), f"moved by {short(name_of(ben))}")
    marked(card(ben), f"moved by {short(name_of(ana))}")
    ana.page.mouse.up()
    has(ben, "thoughts/wait", "Parks")
    ben.page.mouse.up()
    for tab in (ana, ben):
        has(tab, "thoughts/leave", "Parks")
        expect(card(tab)).to_have_count(1)


def test_who_writes_where_another_removes_the_stage_is_told_and_keeps_the_text(
    tabs: Callable[[str, int], list[Tab]],
) -> None:
    ana, ben = tabs(MAP, 2)
    ben.append("actions/wait", "Hums a song")
    marked(ana.cell("actions/wait"), f"{short(name_of(ben))} is typing")
    ana.map.locator('.cjm-stages [data-stage="wait"]').click(position={"x": 5, "y": 5})
    ana.page.keyboard.press("Delete")
    expect(ben.map.locator(".cjm-notice")).to_contain_text("Hums a song", timeout=SLOW)
    for tab in (ana, ben):
        expect(tab.map.locator('[data-stage="wait"]')).to_have_count(0)


def test_a_file_that_may_not_be_written_says_so_and_offers_no_edits(
    lab: Lab, people: list[BrowserContext]
) -> None:
    (lab.folder / "locked.cjm.json").write_text(MAP)
    page = people[0].new_page()
    page.route(re.compile(r"/api/contents/locked\.cjm\.json\?"), lock)
    tab = Tab(lab, page, "locked.cjm.json")
    tab.visit()
    page.get_by_role("status").filter(has_text="can be read, not edited").wait_for(timeout=SLOW)
    expect(tab.map.locator(".cjm-status")).to_have_text("Read-only")
    expect(page.locator(".jp-Toolbar [data-command='cjm:add-stage']:visible")).to_have_count(0)
    expect(tab.map.get_by_role("button", name=re.compile("Undo|Redo|Add stage|Add lane"))).to_have_count(0)
    expect(tab.map.locator("button.cjm-badge")).to_have_count(0)
    card(tab).click()
    page.keyboard.press("F2")
    page.keyboard.press("Delete")
    page.keyboard.type("Walks")
    card(tab).dblclick()
    tab.map.locator('.cjm-stages [data-stage="wait"]').dblclick(position={"x": 5, "y": 5})
    expect(tab.map.locator("textarea, .cjm-name, .cjm-notice")).to_have_count(0)
    has(tab, "actions/arrive", "Parks")
    page.close()


def lock(route: Route) -> None:
    """Answer as a server does whose account may read the file only."""
    answer = route.fetch()
    if route.request.method != "GET":
        route.fulfill(response=answer)
        return
    route.fulfill(response=answer, json={**answer.json(), "writable": False})


def test_the_text_beside_a_map_is_for_reading(tabs: Callable[[str, int], list[Tab]]) -> None:
    ana, ben = tabs(MAP, 2)
    ben.command("cjm:open-as-text")
    note = ben.page.locator(".cjm-text-note")
    note.wait_for(timeout=SLOW)
    expect(note).to_contain_text("can be read here, not edited")
    # JupyterLab's own word on two views of one file, to everyone.
    for tab in (ana, ben):
        tab.dialog("two different views").get_by_role("button", name="Ok").click()
    text = ben.page.locator(".jp-FileEditor:visible .cm-content")
    expect(text).to_contain_text("Parks", timeout=SLOW)
    text.click()
    ben.page.keyboard.type("nothing")
    expect(text).not_to_contain_text("nothing")
    ana.append("actions/wait", "Reads")
    ana.page.keyboard.press("Control+Enter")
    ana.holds("Reads")
    assert "nothing" not in ana.file.read_text()


def test_comments_are_signed_and_mention_those_who_are_here(tabs: Callable[[str, int], list[Tab]]) -> None:
    ana, ben = tabs(MAP, 2)
    ana.map.get_by_role("button", name=f"Follow {name_of(ben)}").wait_for(timeout=SLOW)
    card(ana).click()
    ana.page.keyboard.press("Control+i")
    field = ana.map.get_by_role("textbox", name="Comment", exact=True)
    field.fill("Is that so, @")
    field.press_sequentially(short(name_of(ben))[:3])
    offer = ana.map.get_by_role("option", name=name_of(ben))
    expect(offer).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value(f"Is that so, @{name_of(ben)} ")
    field.press("Enter")
    ana.holds("Is that so")
    (comment,) = json.loads(ana.file.read_text())["cells"]["actions"]["arrive"][0]["comments"]
    assert (comment["author"], comment["text"]) == (name_of(ana), f"Is that so, @{name_of(ben)}")
    card(ben).click()
    ben.page.keyboard.press("Control+i")
    ben.map.get_by_role("tab", name="Comments").click()
    expect(ben.map.get_by_role("tabpanel")).to_contain_text("mentions you", timeout=SLOW)
    ana.map.get_by_role("tab", name="Comments").click()
    expect(ana.map.get_by_role("tabpanel")).to_contain_text("Is that so")
    expect(ana.map.get_by_role("tabpanel")).not_to_contain_text("mentions you")
