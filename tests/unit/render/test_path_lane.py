"""Links between stages in pictures and tables, and the counts of links on cards."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.links import link_counts
from cjm_widgets.render.content import LANE
from cjm_widgets.render.path_lane import Route, path_lines

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def journey() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Actions"], title="A visit")
    journey.set_cell("Arrive", "Actions", "Parks")
    journey.set_cell("Wait", "Actions", "Reads")
    return journey


def texts(journey: cjm.Journey) -> list[str]:
    return [one.text or "" for one in fromstring(journey.to_svg()).iter(f"{SVG}text")]


def dashes(journey: cjm.Journey) -> list[Element]:
    picture = fromstring(journey.to_svg())
    return [
        path
        for group in picture.iter(f"{SVG}g")
        if group.get("stroke-dasharray") == "5 3"
        for path in group.iter(f"{SVG}path")
    ]


def test_a_map_without_links_between_stages_has_no_lane_for_them(journey: cjm.Journey) -> None:
    journey.link("Parks", "Reads")
    assert "Path" not in texts(journey)
    assert not dashes(journey)


def test_links_between_stages_are_drawn_dashed_over_all_lanes(journey: cjm.Journey) -> None:
    journey.link("Arrive", "Wait")
    journey.link("Leave", "Arrive", label="next trip")
    words = texts(journey)
    assert words.index("Path") < words.index("Actions")
    assert "next trip" in words
    width = (fromstring(journey.to_svg()).get("width")) or ""
    column = (float(width) - 1 - LANE) / 3
    starts = [
        float((re.match(r"M([\d.]+)", path.get("d") or "") or ["", "0"])[1]) for path in dashes(journey)
    ]
    # From beside the first node, and from the leg of the last.
    assert starts == pytest.approx([LANE + column / 2 + 14, LANE + 2.5 * column - 4], abs=0.01)


def test_the_table_says_the_links_where_they_start(journey: cjm.Journey) -> None:
    journey.link("Arrive", "Wait", kind="controlled", label="a ticket")
    journey.link("Leave", None, kind="open", label="shops")
    journey.link("Parks", "Reads")
    page = journey.to_html()
    assert "<td>Arrive to Wait, controlled: a ticket</td><td></td><td>Leave, open end: shops</td>" in page
    assert page.count("link Parks to Reads") == 2  # at either card


def test_cards_count_links_between_things_and_to_addresses(journey: cjm.Journey) -> None:
    journey.link("Parks", "Reads")
    journey.link("Reads", "Leave")
    journey.cards.loc["actions.wait", "links"] = "https://example.org\nfood.cjm.json"
    journey.sync()
    assert link_counts(journey.document) == {"actions.arrive": 1, "actions.wait": 4}
    assert {"1", "4"} <= set(texts(journey))


def test_arcs_are_nested_by_length_and_none_lies_on_another() -> None:
    routes = [Route(f"{a}{b}", a, b, "direct") for a in range(5) for b in range(5) if abs(a - b) > 1]
    lines, middle, height = path_lines(routes, 5, 176)
    for one in lines:
        for other in lines:
            crosses = one.ends[0] < other.ends[1] and other.ends[0] < one.ends[1]
            if one is not other and one.way == other.way and crosses:
                assert one.level != other.level
                length, longer = (line.ends[1] - line.ends[0] for line in (one, other))
                assert length >= longer or one.level < other.level
    assert all(0 < line.label[1] < height for line in lines)
    assert {line.way for line in lines if line.route.end > line.route.start} == {"above"}  # type: ignore[operator]
    assert all((line.label[1] < middle) == (line.way == "above") for line in lines)
