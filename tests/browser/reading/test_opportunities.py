"""Opportunities in the panel: ordered by score, with places left open; a press selects a card."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

MAP = """cjm.Journey(["Arrive", "Wait"], ["Actions", "Opportunities"], title="A visit")
journey.set_cell("Arrive", "Opportunities", "Bigger signs")
journey.set_cell("Wait", "Opportunities", "Show the queue\\nMore seats")
sizes = ["impact", "confidence", "ease", "reach", "effort"]
queue, seats = "opportunities.wait", "opportunities.wait.2"
journey.opportunities.loc[queue, sizes] = ["7–9", "60–80", "5–6", 900, "6–9"]
journey.opportunities.loc[seats, sizes] = ["6–8", "70–90", "6–7", 100, 2]
metric = {"name": "top-2 box", "target": 0.86}
journey.opportunities.at[queue, "hypothesis"] = {"change": "it is shown", "metric": metric, "baseline": 0.82}
journey.decide("Test at gate 4", why="it is the busiest", opportunity=queue, author="Ada")
journey.sync()"""


def test_opportunities_are_ordered_by_score_and_select_their_card(show: Show) -> None:
    screen = show(MAP)
    screen.at("actions/arrive").click(position={"x": 3, "y": 3})
    screen.press("Control+i")
    screen.root.get_by_role("tab", name="Opportunities").click()
    rows = screen.root.locator(".cjm-op-list tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("More seats")
    expect(rows.nth(0)).to_contain_text("1–2")
    expect(rows.nth(1)).to_contain_text("60–80 %")
    expect(rows.nth(1)).to_contain_text("21–43")
    expect(rows.nth(1)).to_contain_text("2 Wait")
    expect(screen.root.locator(".cjm-op-chart g")).to_have_count(2)
    rows.nth(1).get_by_role("button").click()
    expect(rows.nth(1).get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(screen.root.locator("[data-card='opportunities.wait'].is-sel")).to_be_visible()
    expect(screen.root.locator(".cjm-op-bet").nth(0)).to_contain_text(
        "If it is shown then top-2 box moves from 0.82 to 0.86"
    )
    expect(screen.root.locator(".cjm-op-bet").nth(0)).to_contain_text("ask 1,318 people")
    expect(screen.root.locator(".cjm-op-bet").nth(1)).to_contain_text(
        "Test at gate 4 Because it is the busiest"
    )
    decisions = screen.root.locator(".cjm-op-bet").nth(1)
    decisions.get_by_role("button", name="Decision").click()
    expect(decisions.get_by_label("What was decided")).to_be_focused()
    screen.press("Enter")
    expect(decisions.get_by_role("alert")).to_have_text("A decision needs words: what was decided.")
    decisions.get_by_label("What was decided").fill("Show it in the app too")
    decisions.get_by_label("Why").fill("nobody looks up")
    screen.press("Enter")
    expect(decisions).to_contain_text("Show it in the app too Because nobody looks up")
    written = "journey.decisions[['author', 'text', 'why', 'opportunity']].values.tolist()"
    screen.host.settle(
        f"{written}[1:]", [["Someone", "Show it in the app too", "nobody looks up", "Show the queue"]]
    )
    screen.root.get_by_role("radio", name="RICE").check()
    expect(rows.nth(0)).to_contain_text("Show the queue")
    screen.host.console("journey.set_cell('Arrive', 'Opportunities', '')")
    expect(rows).to_have_count(2)
    assert screen.host.value("len(journey.opportunities)") == 2


def test_the_least_effort_comes_first_where_the_list_is_ordered_by_it(show: Show) -> None:
    screen = show(MAP)
    _open(screen)
    screen.root.get_by_role("radio", name="Effort").check()
    rows = screen.root.locator(".cjm-op-list tbody tr")
    expect(screen.root.locator(".cjm-op-list thead")).to_have_text(
        "RankOpportunityImpactEffort010StatusOwner"
    )
    expect(rows.nth(0)).to_contain_text("1More seats2 Wait6–82")
    expect(rows.nth(1)).to_contain_text("2Show the queue2 Wait7–97.56–9")
    expect(rows.nth(2)).to_contain_text("Bigger signs1 Arrive")


def test_keys_lead_from_one_opportunity_to_the_next_and_to_its_details(show: Show) -> None:
    screen = show(MAP)
    _open(screen)
    expect(screen.root.locator(".cjm-foot .cjm-hints:visible")).to_have_text(
        "↑ ↓ opportunity ↵ details F6 map, list"
    )
    screen.press("F6", "F6")
    names = screen.root.locator(".cjm-op-list").get_by_role("button")
    expect(names.nth(0)).to_be_focused()
    screen.press("ArrowUp")
    expect(names.nth(0)).to_be_focused()
    screen.press("ArrowDown")
    expect(names.nth(1)).to_be_focused()
    expect(screen.root.locator("[data-card='opportunities.wait'].is-sel")).to_be_visible()
    screen.press("End")
    expect(names.nth(2)).to_be_focused()
    expect(screen.root.locator("[data-card='opportunities.arrive'].is-sel")).to_be_visible()
    screen.press("Home", "Enter")
    expect(screen.root.get_by_label("Text of the card")).to_be_focused()
    expect(screen.root.get_by_label("Text of the card")).to_have_value("More seats")


def test_the_map_goes_sideways_to_an_opportunity_and_the_page_stays(show: Show) -> None:
    screen = show("cjm.Journey.from_template('airport-departure')")
    screen.page.set_viewport_size({"width": 1300, "height": 700})
    _open(screen, "actions/getting-there")
    screen.page.evaluate("scrollTo(0, 0)")
    screen.root.locator(".cjm-op-list").get_by_role("button", name="Ask again after landing").click()
    card = screen.root.locator("[data-card='opportunities.overall']")
    expect(card).to_have_class(re.compile("is-sel"))
    dock = screen.root.get_by_role("region", name="Details").bounding_box()
    box = card.bounding_box()
    assert box
    assert dock
    assert box["x"] + box["width"] <= dock["x"]
    assert screen.page.evaluate("scrollY") == 0


def test_opportunities_are_saved_as_python_writes_them_for_jira_and_linear(show: Show) -> None:
    screen = show(MAP)
    _open(screen)
    for tool, key in (("jira", "Home"), ("linear", "End")):
        screen.root.get_by_role("button", name="Export for Jira, Linear").press("Enter")
        screen.press(key)
        with screen.host.page.expect_download() as saved:
            screen.press("Enter")
        assert saved.value.suggested_filename == f"a-visit-{tool}.csv"
        text = Path(saved.value.path()).read_bytes().decode()
        assert text == screen.host.value(f"journey.to_{tool}()")
        expect(screen.root.locator(".cjm-sentence")).to_have_text(f"3 opportunities in a-visit-{tool}.csv")
    screen.press("Enter")
    expect(screen.root.get_by_role("menuitem", name="CSV for Jira")).to_be_focused()
    screen.press("Escape")
    expect(screen.root.get_by_role("menu")).to_have_count(0)
    expect(screen.root.get_by_role("button", name="Export for Jira, Linear")).to_be_focused()


def _open(screen: Screen, place: str = "actions/arrive") -> None:
    screen.at(place).click(position={"x": 3, "y": 3})
    screen.press("Control+i")
    screen.root.get_by_role("tab", name="Opportunities").click()
    expect(screen.root.locator(".cjm-op-list")).to_be_visible()


MEASURED = """cjm.Journey(["Wait"], lanes=["Opportunities"])
import pandas as pd
journey.set_cell("Wait", "Opportunities", "Show the queue")
journey.join(pd.DataFrame({"Q1": [5] * 80 + [2] * 20}), columns={"Q1": "Wait"}, scale=(1, 5), name="Survey")
metric = {"name": "Waiting", "stage": "wait", "measure": "top_box", "target": 0.86}
journey.opportunities.at["opportunities.wait", "hypothesis"] = {"change": "it is shown", "metric": metric}
journey.sync()"""


def test_a_hypothesis_begins_at_what_is_measured_of_its_metric(show: Show) -> None:
    screen = show(MEASURED)
    screen.at("opportunities/wait").click(position={"x": 3, "y": 3})
    screen.press("Control+i")
    screen.root.get_by_role("tab", name="Opportunities").click()
    screen.root.locator(".cjm-op-list").get_by_role("button", name="Show the queue").click()
    bet = screen.root.locator(".cjm-op-bet").first
    expect(bet).to_contain_text("If it is shown then Waiting moves from 80 % to 86 %")
    expect(bet).to_contain_text("top-2 box 80 %")
    expect(bet).to_contain_text("n 100")
    expect(bet).to_contain_text("ask 615 people")
