"""Opportunities: scores of ranges, ranks with ties, the live frame, the solution tree, tickets, the chart."""

from __future__ import annotations

import csv
import io
from itertools import permutations, product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Card
from cjm_widgets.document.opportunities import Priority, ice, ranks, rice
from tests.unit.strategies import examples


@pytest.fixture
def journey() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait"], ["Pain points", "Opportunities"], title="A visit")
    journey.set_cell("Arrive", "Pain points", "No sign")
    journey.set_cell("Arrive", "Opportunities", "Bigger signs")
    journey.set_cell("Wait", "Opportunities", "Show the queue\nMore seats")
    return journey


QUEUE, SEATS = "opportunities.wait", "opportunities.wait.2"
sizes = st.integers(1, 10) | st.tuples(st.integers(1, 5), st.integers(5, 10))


def values(size: object) -> tuple[float, ...]:
    return size if isinstance(size, tuple) else (float(str(size)),)


@examples(100)
@given(sizes, sizes, sizes, sizes)
def test_a_score_s_ends_are_the_least_and_greatest_of_all_its_inputs_allow(
    impact: object, confidence: object, ease: object, effort: object
) -> None:
    card = Card(id="a", impact=impact, confidence=confidence, ease=ease, reach=50, effort=effort)  # type: ignore[arg-type]
    corners = [i * c / 100 * e for i, c, e in product(values(impact), values(confidence), values(ease))]
    score = ice(card)
    assert score is not None
    assert (score.low, score.high) == pytest.approx((min(corners), max(corners)))
    corners = [
        50 * i * c / 100 / w for i, c, w in product(values(impact), values(confidence), values(effort))
    ]
    score = rice(card)
    assert score is not None
    assert (score.low, score.high) == pytest.approx((min(corners), max(corners)))
    middle = sum(values(impact)) / len(values(impact)) * sum(values(confidence)) / len(values(confidence))
    assert score.value == pytest.approx(50 * middle / 100 / (sum(values(effort)) / len(values(effort))))


def test_scores_of_the_example_are_known() -> None:
    card = Card(id="a", impact=(7, 9), confidence=(60, 80), ease=(5, 6))
    assert ice(card) == pytest.approx((30.8, 21.0, 43.2))
    assert rice(card) is None
    assert rice(Card(id="a", reach=9, impact=2, confidence=50, effort=(0, 2))) is None


@examples(100)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted), min_size=1, max_size=5))
def test_a_rank_says_every_place_a_thing_could_have(ends: list[list[int]]) -> None:
    """Brute force: of all orders that some choice of values within the ranges allows."""
    places: list[set[int]] = [set() for _ in ends]
    for order in permutations(range(len(ends))):
        # greatest first; possible where each can be at least as large as those behind it
        ceiling = float("inf")
        possible = True
        for one in order:
            ceiling = min(ceiling, ends[one][1])
            if ceiling < ends[one][0]:
                possible = False
        if possible:
            for place, one in enumerate(order, 1):
                places[one].add(place)
    found = ranks([Priority((low + high) / 2, low, high) for low, high in ends])
    assert [(rank.best, rank.worst) for rank in found if rank] == [(min(p), max(p)) for p in places]


def test_the_ranks_of_the_airport_s_example() -> None:
    ends = [(21, 45), (21, 43.2), (14, 32), (10, 25), (8, 19), (5, 25), (4, 19)]
    found = ranks([Priority((low + high) / 2, low, high) for low, high in ends])
    assert [str(rank) for rank in found] == ["1–5", "1–5", "1–7", "1–7", "3–7", "1–7", "3–7"]


def test_the_frame_is_live_both_ways(journey: cjm.Journey) -> None:
    frame = journey.opportunities
    assert frame["text"].tolist() == ["Bigger signs", "Show the queue", "More seats"]
    frame.loc[QUEUE, ["impact", "confidence", "ease"]] = ["7–9", "60–80", 5]
    journey.sync()
    assert journey.opportunities is frame
    assert frame.loc[QUEUE, ["ice", "ice_low", "ice_high"]].tolist() == pytest.approx([28.0, 21.0, 36.0])
    assert frame["ice_rank"].tolist() == ["", "1", ""]
    assert journey.cards.loc[QUEUE, "impact"] == "7–9"
    journey.cards.loc[SEATS, ["impact", "confidence", "ease"]] = [9, 90, 9]
    journey.sync()
    assert frame["ice_rank"].tolist() == ["", "2", "1"]
    journey.undo()
    assert frame["ice_rank"].tolist() == ["", "1", ""]
    journey.set_cell("Wait", "Pain points", "Cold")
    assert len(frame) == 3


def test_rows_are_added_and_removed_without_a_lane(journey: cjm.Journey) -> None:
    frame = journey.opportunities
    frame.loc["new"] = pd.Series({"stage": "Wait", "text": "Warm tea", "impact": 3})
    journey.sync()
    assert journey.document.cells["opportunities"]["wait"][-1].text == "Warm tea"
    assert journey.document.cells["pain-points"]["arrive"][0].text == "No sign"
    journey.opportunities = journey.opportunities.drop(index=[QUEUE])
    journey.sync()
    assert journey.opportunities["text"].tolist() == ["Bigger signs", "More seats", "Warm tea"]
    journey.opportunities = journey.opportunities.sort_values("text")
    assert journey.opportunities["text"].tolist() == ["Bigger signs", "More seats", "Warm tea"]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("ice", 3.0, "computed from impact, confidence and ease"),
        ("rice_rank", "1", "computed from reach, impact, confidence and effort"),
        ("step", "bet", "computed from links"),
        ("impact", 12, "takes a number from 1 to 10"),
        ("stage", "Weit", "did you mean 'Wait'"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_put_back(
    journey: cjm.Journey, column: str, value: object, says: str
) -> None:
    before = journey.opportunities.copy()
    journey.opportunities.loc[QUEUE, column] = value
    with pytest.raises(CjmError, match=says):
        journey.sync()
    pd.testing.assert_frame_equal(journey.opportunities, before)


def test_the_solution_tree_follows_links(journey: cjm.Journey) -> None:
    journey.set_map(metric={"name": "NPS"})
    journey.link("Show the queue", "More seats")
    journey.link("More seats", "Bigger signs")
    assert journey.opportunities["step"].tolist() == ["test", "opportunity", "bet"]
    assert journey.solution_tree().iloc[:, :4].values.tolist() == [
        ["NPS", "Show the queue", "More seats", "Bigger signs"]
    ]
    journey.link("Bigger signs", "Show the queue")  # a circle is no tree
    assert journey.opportunities["step"].tolist() == ["opportunity"] * 3


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_tickets_have_the_columns_that_jira_and_linear_import(journey: cjm.Journey) -> None:
    frame = journey.opportunities
    frame.loc[QUEUE, ["impact", "confidence", "ease", "effort", "owner", "due"]] = [
        *("8–9", 80, 5, "2–4", "Priya", "2026-12-01")
    ]
    frame.at[QUEUE, "hypothesis"] = {
        "change": "the wait is shown",
        "metric": {"name": "CSAT", "target": 0.86},
        "baseline": 0.82,
        "guardrails": [{"name": "Calls"}],
    }
    journey.cards.loc[QUEUE, "tags"] = "live data"
    journey.set_cell("Arrive", "Opportunities", "=HYPERLINK(1)")
    jira, linear = read(journey.to_jira()), read(journey.to_linear())
    assert jira[0]["Summary"] == "'=HYPERLINK(1)"
    row = jira[1]
    assert (row["Summary"], row["Priority"], row["Assignee"], row["Due Date"]) == (
        *("Show the queue", "High", "Priya", "2026-12-01"),
    )
    assert row["Labels"] == "opportunity live-data"
    assert "ICE: 34 (32 to 36), rank 1" in row["Description"]
    assert "If the wait is shown, then CSAT moves from 0.82 to 0.86; guardrails: Calls." in row["Description"]
    assert (linear[1]["Title"], linear[1]["Estimate"], linear[1]["Labels"]) == (
        *("Show the queue", "3", "opportunity, live data"),
    )
    assert linear[2]["Priority"] == "No priority"


def test_the_chart_has_the_ranges_and_names_those_without(journey: cjm.Journey) -> None:
    with pytest.raises(CjmError, match="no opportunity says its impact"):
        journey.chart("impact-effort")
    journey.opportunities.loc[QUEUE, ["impact", "effort"]] = ["6–9", "2–4"]
    chart = journey.chart("impact-effort").to_dict()
    (row,) = chart["layer"][0]["data"]["values"] if "data" in chart["layer"][0] else chart["data"]["values"]
    assert {name: row[name] for name in ("impact", "impact_low", "impact_high", "effort")} == {
        "impact": 7.5,
        "impact_low": 6,
        "impact_high": 9,
        "effort": 3,
    }
    assert "Bigger signs, More seats" in " ".join(chart["title"]["subtitle"])
    with pytest.raises(CjmError, match="not linked"):
        journey.chart("impact-effort", linked=True)
