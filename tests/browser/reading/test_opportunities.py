"""Opportunities in the panel: ordered by score, with places left open; a press selects a card."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Show

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
    expect(rows.nth(1)).to_contain_text("21 to 43")
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
