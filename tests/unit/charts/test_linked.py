"""A linked chart and the map share the selection and the filters; what a browser would send is sent here."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.charts.subject import PRESSED_SEGMENTS, PRESSED_STAGES, SEGMENTS, STAGES


@pytest.fixture
def journey() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait", "Leave"], title="A visit")
    journey.emotion["Customer"] = [1.0, 0.5, -1.0]
    rows = pd.DataFrame({"who": ["a", "b"] * 30, "arrive": [4, 5, 3] * 20, "leave": [2, 3, 1] * 20})
    journey.join(rows, columns={"arrive": "Arrive", "leave": "Leave"}, scale=(1, 5), by="who")
    return journey


def press(chart: Any, name: str, field: str, *values: str) -> None:
    """What Altair's browser half sends when marks or legend entries are pressed."""
    points = [{field: value} for value in values]
    value = {field: list(values), "vlPoint": {"or": points}} if values else {}
    chart._vl_selections = {**chart._vl_selections, name: {"value": value, "store": points}}


def chosen(chart: Any) -> tuple[list[str], list[str]]:
    return getattr(chart.params, STAGES), getattr(chart.params, SEGMENTS)


def test_a_stage_selected_on_the_map_is_selected_in_the_chart(journey: cjm.Journey) -> None:
    chart = journey.chart(linked=True)
    drawn = chart.spec
    journey.selection = {"stages": ["Wait"]}
    assert chosen(chart) == (["Wait"], [])
    assert chart.spec is drawn


def test_a_stage_pressed_in_the_chart_is_selected_on_the_map(journey: cjm.Journey) -> None:
    chart = journey.chart("distribution", linked=True)
    press(chart, PRESSED_STAGES, "stage", "Arrive", "Leave")
    assert journey.selection["stages"] == ["Arrive", "Leave"]
    assert chosen(chart)[0] == ["Arrive", "Leave"]
    press(chart, PRESSED_STAGES, "stage")
    assert journey.selection["stages"] == []


def test_a_press_holds_again_after_the_map_selected_something_else(journey: cjm.Journey) -> None:
    chart = journey.chart(linked=True)
    press(chart, PRESSED_STAGES, "stage", "Wait")
    journey.selection = {"stages": ["Leave"]}
    assert chosen(chart)[0] == ["Leave"]
    press(chart, PRESSED_STAGES, "stage", "Wait")
    assert journey.selection["stages"] == ["Wait"]


def test_a_filter_of_the_map_is_followed(journey: cjm.Journey) -> None:
    chart = journey.chart(linked=True)
    journey.filter(who="a")
    assert {row.get("n") for row in chart.spec["data"]["values"]} == {None, 30}


def test_a_filter_by_the_charts_own_column_makes_the_others_step_back(journey: cjm.Journey) -> None:
    chart = journey.chart(by="who", linked=True)
    drawn = chart.spec
    journey.filter(who="a")
    assert chosen(chart) == ([], ["a"])
    assert chart.spec is drawn


def test_a_segment_pressed_in_the_legend_filters_the_map(journey: cjm.Journey) -> None:
    chart = journey.chart(by="who", linked=True)
    press(chart, PRESSED_SEGMENTS, "name", "b")
    assert journey.filters == {"who": ("b",)}
    press(chart, PRESSED_SEGMENTS, "name")
    assert journey.filters == {}


def test_a_persona_in_the_legend_is_no_segment(journey: cjm.Journey) -> None:
    chart = journey.chart(by="who", linked=True)
    journey.filter(who="a")
    press(chart, PRESSED_SEGMENTS, "name", "Customer, drawn")
    assert journey.filters == {"who": ("a",)}


def test_an_edit_of_the_curve_is_drawn_and_one_of_a_card_is_not(journey: cjm.Journey) -> None:
    chart = journey.chart(linked=True)
    drawn = chart.spec
    journey.frame.loc["Wait", "Actions"] = "Waits"
    journey.sync()
    assert chart.spec is drawn
    journey.emotion.loc["Wait", "Customer"] = -2.0
    journey.sync()
    assert -2.0 in [row["value"] for row in chart.spec["data"]["values"]]


def test_a_closed_chart_lets_go_of_the_journey(journey: cjm.Journey) -> None:
    chart = journey.chart(linked=True)
    chart.close()
    journey.selection = {"stages": ["Wait"]}
    assert chosen(chart)[0] == []
    assert journey._trait_notifiers["selection"]["change"] == []


def test_two_linked_charts_agree(journey: cjm.Journey) -> None:
    one, other = journey.chart(linked=True), journey.chart("compare", linked=True)
    press(one, PRESSED_STAGES, "stage", "Leave")
    assert chosen(other)[0] == ["Leave"]


def test_a_linked_chart_brings_its_library_along_and_leaves_altairs_own_alone(journey: cjm.Journey) -> None:
    chart = journey.chart(linked=True)
    assert isinstance(chart, alt.JupyterChart)
    assert 'from "https:' not in chart._esm
    assert not alt.JupyterChart._is_offline


PANELS: dict[str, dict[str, Any]] = {
    "curve": {"by": "who", "facet": True},
    "distribution": {"by": "who"},
    "trend": {"wave": "who"},
}


@pytest.mark.parametrize("kind", PANELS)
def test_a_chart_in_panels_is_linked_too(journey: cjm.Journey, kind: str) -> None:
    options = PANELS[kind]
    chart = journey.chart(kind, linked=True, **options)
    press(chart, PRESSED_STAGES, "stage", "Leave")
    assert journey.selection["stages"] == ["Leave"]
