"""``journey.links``: what pandas writes there is in the map, and what the map says is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, CjmWarning
from cjm_widgets.document.model import Anchor, Link
from cjm_widgets.document.operations import LinkChanges, SetLink


@pytest.fixture
def journey() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Actions"], title="A visit")
    journey.set_cell("Arrive", "Actions", "Parks")
    journey.set_cell("Wait", "Actions", "Reads")
    journey.link("Leave", "Arrive", label="next trip")
    journey.link("Parks", "Reads")
    return journey


def rows(journey: cjm.Journey) -> list[list[str]]:
    return [[str(value) for value in row] for row in journey.links.values.tolist()]


def test_the_frame_has_a_row_a_link(journey: cjm.Journey) -> None:
    links = journey.links
    assert links.index.tolist() == ["leave-arrive", "actions-arrive-actions-wait"]
    assert rows(journey) == [["Leave", "Arrive", "direct", "next trip"], ["Parks", "Reads", "direct", ""]]
    journey.rename_stage("Leave", "Go home")
    journey.link("Arrive", "Wait", kind="both")
    assert journey.links is links
    assert rows(journey)[0] == ["Go home", "Arrive", "direct", "next trip"]
    assert rows(journey)[2] == ["Arrive", "Wait", "both", ""]


def test_fields_are_written_in_place(journey: cjm.Journey, tmp_path: Path) -> None:
    journey.links.loc["leave-arrive", ["kind", "label"]] = ["controlled", "a ticket"]
    journey.links.loc["leave-arrive", "end"] = "Reads"
    journey.sync()
    link = journey.document.links[0]
    assert (link.kind, link.label, link.end) == ("controlled", "a ticket", Anchor(card="actions.wait"))
    journey.save(tmp_path / "visit.cjm.json")
    assert rows(cjm.read(tmp_path / "visit.cjm.json")) == rows(journey)
    journey.undo()
    assert rows(journey)[0] == ["Leave", "Arrive", "direct", "next trip"]


def test_rows_are_added_and_removed(journey: cjm.Journey) -> None:
    journey.links.loc["out"] = ["Wait", "", "open", "shops"]
    journey.links = journey.links.drop("leave-arrive")
    journey.sync()
    assert journey.document.links[1:] == (
        Link(id="out", start=Anchor(stage="wait"), kind="open", label="shops"),
    )
    journey.links = pd.concat([journey.links, pd.DataFrame([{"start": "Arrive", "end": "Leave"}])])
    assert journey.links.index.tolist() == ["actions-arrive-actions-wait", "out", "arrive-leave"]
    assert rows(journey)[2] == ["Arrive", "Leave", "direct", ""]
    journey.undo()
    journey.undo()
    assert rows(journey)[0] == ["Leave", "Arrive", "direct", "next trip"]


def test_a_new_card_is_linked_in_the_same_cell(journey: cjm.Journey) -> None:
    journey.cards.loc["seat"] = pd.Series({"stage": "Wait", "lane": "Actions", "text": "No seat"})
    journey.links.loc["new"] = ["No seat", "Parks", "direct", ""]
    journey.sync()
    assert journey.document.links[-1].start == Anchor(card="seat")


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        (
            "start",
            "Arive",
            "row 'leave-arrive', column 'start': no stage or card is called 'Arive'; did you mean",
        ),
        ("start", "", "a link needs a start"),
        ("end", "", "only an open link ends nowhere"),
        ("end", "Leave", "links a thing to itself"),
        (
            "kind",
            "bth",
            "takes one of direct, both, controlled, open, not 'bth'; did you mean 'both'?",
        ),
        ("label", "x" * 20_001, "takes at most 20,000 characters"),
    ],
)
def test_what_is_no_link_is_refused_and_put_back(
    journey: cjm.Journey, column: str, value: Any, says: str
) -> None:
    before = journey.document
    journey.links.loc["leave-arrive", column] = value
    with pytest.raises(CjmError) as error:
        journey.sync()
    assert says in str(error.value)
    assert journey.document == before
    assert rows(journey)[0] == ["Leave", "Arrive", "direct", "next trip"]


def test_columns_are_checked(journey: cjm.Journey) -> None:
    with pytest.raises(CjmError, match="no column 'lable'; did you mean 'label'"):
        journey.links = journey.links.rename(columns={"label": "lable"})
    with pytest.raises(CjmError, match="has lost its column 'start'"):
        journey.links = journey.links.drop(columns="start")
    journey.links = journey.links[["start", "end"]]
    assert journey.document.links[0].label == "next trip"


def test_what_the_screen_wrote_meanwhile_stays(journey: cjm.Journey) -> None:
    journey.links.loc["leave-arrive", "label"] = "from pandas"
    changes = LinkChanges(label="from the screen")
    journey._core.editing.history.do([SetLink(link="leave-arrive", changes=changes)], "Label", origin=None)
    with pytest.warns(CjmWarning, match="is now 'from the screen', not 'from pandas'"):
        journey.sync()
    assert journey.document.links[0].label == "from the screen"


def test_links_are_observed(journey: cjm.Journey) -> None:
    news: list[Any] = []
    journey.observe(lambda change: news.append(change.new.index.tolist()), "links")
    journey.unlink("Parks", "Reads")
    assert news == [["leave-arrive"]]
