"""Links, comments and evidence of a journey, as Python says them."""

from __future__ import annotations

from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError


def visit() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Actions", "Touchpoints"], personas=["Ana"])
    journey.set_cell("Wait", "Actions", "Reads\nAsks")
    journey.set_cell("Arrive", "Touchpoints", "Desk")
    return journey


def test_links_join_stages_and_cards_and_are_undone() -> None:
    journey = visit()
    journey.link("Leave", "Arrive", label="next trip")
    journey.link("Asks", "Desk", kind="both")
    journey.link("Wait", kind="open", label="wander")
    assert journey.links.values.tolist() == [
        ["Leave", "Arrive", "direct", "next trip"],
        ["Asks", "Desk", "both", ""],
        ["Wait", "", "open", "wander"],
    ]
    journey.link("Leave", "Arrive", label="next trip")  # is there
    assert len(journey.links) == 3
    journey.unlink("Asks", "Desk")
    assert len(journey.links) == 2
    journey.undo()
    assert len(journey.links) == 3


def test_a_link_to_what_is_gone_comes_back_with_it() -> None:
    journey = visit()
    journey.link("Leave", "Arrive")
    journey.remove_stage("Arrive")
    assert journey.links.empty
    journey.undo()
    assert journey.links["end"].tolist() == ["Arrive"]


@pytest.mark.parametrize(
    ("ends", "options", "sentence"),
    [
        (("Leav", "Arrive"), {}, "did you mean 'Leave'"),
        (("Leave", "Leave"), {}, "'Leave' cannot be linked to itself"),
        (("Leave",), {}, "only an open link ends nowhere"),
        (("Leave", "Arrive"), {"kind": "opne"}, "did you mean 'open'"),
        (("Leave", 3), {}, r"end= of link\(\) takes text or None, not 3"),
    ],
)
def test_links_that_cannot_be_are_refused(
    ends: tuple[str, ...], options: dict[str, str], sentence: str
) -> None:
    journey = visit()
    with pytest.raises(CjmError, match=sentence):
        journey.link(*ends, **options)
    assert journey.links.empty


def test_cards_that_say_the_same_are_linked_by_id() -> None:
    journey = visit()
    journey.set_cell("Leave", "Actions", "Asks")
    with pytest.raises(CjmError, match="2 cards say 'Asks'; name one by its id"):
        journey.link("Asks", "Arrive")
    journey.link("actions.leave", "Arrive")
    assert journey.links["start"].tolist() == ["Asks"]


def test_comments_on_all_things() -> None:
    journey = visit()
    for on in (None, "Wait", "Actions", "Ana", "Reads"):
        journey.comment("Is it?", on=on, author="Ada")
    journey.reply("It is", on="Reads", author="Bo")
    journey.resolve("Reads", author="Cy")
    comments = journey.comments
    assert comments["what"].tolist() == ["map", "stage", "lane", "persona", "card"]
    assert comments["where"].tolist()[1:] == ["Wait", "Actions", "Ana", "Wait / Actions / Reads"]
    assert comments["resolved_by"].tolist() == ["", "", "", "", "Cy"]
    assert comments["resolved_when"].tolist()[:-1] == [""] * 4
    assert comments["resolved_when"].iloc[-1] >= comments["time"].iloc[-1]
    assert comments["replies"].tolist()[-1] == (("Bo", "It is"),)
    assert comments["time"].str.len().min() > 0
    with pytest.raises(CjmError, match="nobody commented on 'Leave' yet"):
        journey.reply("Yes", on="Leave")
    with pytest.raises(CjmError, match="a comment needs words"):
        journey.comment(" ")


def test_maps_linked_to_maps_say_whether_they_open(tmp_path: Path) -> None:
    other = cjm.Journey(["A", "B"], title="The food hall")
    other.save(tmp_path / "food.cjm.json")
    visit().save(tmp_path / "visit.cjm.json")
    journey = cjm.read(tmp_path / "visit.cjm.json")
    journey.set_stage("Wait", links=["food.cjm.json", "https://example.org/a.json"])
    journey.cards.loc["actions.wait", "links"] = "gone.cjm.json"
    linked = journey.linked()
    assert linked["where"].tolist() == ["Wait", "Wait / Actions / Reads"]
    assert linked[["title", "stages"]].iloc[0].tolist() == ["The food hall", 2]
    assert linked["why"].tolist()[0] == ""
    assert "No such file" in linked["why"].tolist()[1]


def test_evidence_counts_claims_and_not_names() -> None:
    journey = visit()
    journey.cards.loc["actions.wait", "evidence"] = "quote"
    assert journey.evidence().values.tolist() == [["Wait", "Actions", 2, 1, 1, 0, 0, 0.5]]


def test_the_frame_of_cards_takes_sizes_in_words_and_numbers() -> None:
    journey = visit()
    journey.cards.loc["actions.wait", "impact"] = "6-9"
    journey.cards.loc["actions.wait", "confidence"] = "40–70 %"
    journey.cards.loc["actions.wait", "effort"] = 2.5
    journey.cards.loc["actions.wait", "due"] = "2026-06-30"
    journey.sync()
    card = journey.document.cells["actions"]["wait"][0]
    assert (card.impact, card.confidence, card.effort, card.due) == ((6, 9), (40, 70), 2.5, "2026-06-30")
    assert journey.cards.loc["actions.wait", "impact"] == "6–9"
    journey.cards.loc["actions.wait", "impact"] = "11"
    with pytest.raises(
        CjmError, match="takes a number from 1 to 10 or a range of them such as '6–9', not '11'"
    ):
        journey.sync()
