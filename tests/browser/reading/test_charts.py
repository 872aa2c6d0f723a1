"""A linked chart and the map share what is selected, in a real JupyterLab that reaches no other server."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions"])
import pandas as pd
journey.emotion["Customer"] = [1.0, 0.5, -1.0]
rows = pd.DataFrame({"who": ["a", "b"] * 30, "arrive": [4, 5, 3] * 20, "leave": [2, 3, 1] * 20})
journey.join(rows, columns={"arrive": "Arrive", "leave": "Leave"}, scale=(1, 5), by="who")"""
SELECTED = "journey.selection['stages']"
SHOWN = "chart.params.chosen_stages"
TINT = "#eaf3fb"


@pytest.fixture
def screen(show_in_lab: Show) -> Screen:
    """The map, and a linked chart of it below."""
    screen = show_in_lab(JOURNEY, "chart = journey.chart(by='who', linked=True)\nchart")
    screen.host.run(1)
    expect(drawing(screen)).to_be_visible()
    return screen


def drawing(screen: Screen) -> Locator:
    return screen.page.locator(".vega-embed svg").last


def column(screen: Screen, stage: int) -> Locator:
    """What is pressed to select a stage in the chart."""
    return drawing(screen).locator("g.mark-rect.role-mark path").nth(stage)


def press(screen: Screen, stage: int) -> None:
    """Press low in the column of a stage, where no curve is."""
    column(screen, stage).click(position={"x": 8, "y": 312})


def test_a_stage_chosen_on_the_map_is_chosen_in_the_chart_and_the_reverse(screen: Screen) -> None:
    screen.go("/wait")
    screen.host.settle(SELECTED, ["Wait"])
    screen.host.settle(SHOWN, ["Wait"])
    expect(column(screen, 1)).to_have_attribute("fill", TINT)

    press(screen, 2)
    screen.host.settle(SELECTED, ["Leave"])
    expect(column(screen, 2)).to_have_attribute("fill", TINT)
    expect(column(screen, 1)).not_to_have_attribute("fill", TINT)
    screen.go("actions/arrive")
    expect(column(screen, 0)).to_have_attribute("fill", TINT)
    press(screen, 2)
    screen.host.settle(SELECTED, ["Leave"])


def test_a_segment_pressed_in_the_legend_filters_the_map_and_the_reverse(screen: Screen) -> None:
    drawing(screen).locator("g.role-legend-label text", has_text="b").first.click(force=True)
    screen.host.settle("journey.filters", {"who": ["b"]})
    segments = screen.root.get_by_role("radiogroup", name="Who").get_by_role("radio")
    expect(segments.nth(2)).to_be_checked()
    expect(segments.nth(2)).to_have_accessible_name("B 30")
    segments.nth(1).check()
    screen.host.settle("chart.params.chosen_segments", ["a"])


def test_a_score_drawn_on_the_map_moves_in_the_chart(screen: Screen) -> None:
    screen.point("wait").click()
    screen.press("Home")
    screen.host.settle("[row['value'] for row in chart.spec['data']['values']][1]", -2)
    expect(drawing(screen).locator('path[aria-label*="Emotion: −2"]').first).to_be_attached()
