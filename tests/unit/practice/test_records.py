"""What is written down about a map: decisions, interviews, walks; two people at once lose nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError


@pytest.fixture
def journey() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait"], ["Opportunities"], personas=["Maya"])
    journey.set_cell("Wait", "Opportunities", "Show the queue")
    return journey


def test_a_decision_says_who_when_what_why_and_what_it_is_about(journey: cjm.Journey, tmp_path: Path) -> None:
    journey.decide(
        "Test at gate 4",
        why="it is the busiest",
        stage="Wait",
        opportunity="Show the queue",
        metric="CSAT 82 % to 86 %",
        author="Ada",
    )
    journey.save(tmp_path / "a.cjm.json")
    for one in (journey, cjm.read(tmp_path / "a.cjm.json")):
        row = one.decisions.iloc[0]
        assert row[["author", "text", "why", "stage", "opportunity", "metric"]].tolist() == [
            *(
                "Ada",
                "Test at gate 4",
                "it is the busiest",
                "Wait",
                "Show the queue",
                "CSAT 82 % to 86 %",
            ),
        ]
        assert row["time"].startswith("20")
    journey.undo()
    assert journey.decisions.empty
    with pytest.raises(CjmError, match="needs words"):
        journey.decide(" ")
    with pytest.raises(CjmError, match="did you mean 'Wait'"):
        journey.decide("Test", stage="Weit")


def test_interviews_are_counted_by_stage_and_check(journey: cjm.Journey) -> None:
    journey.interview("I1", {"Arrive": {"sequence": True}, "Wait": {"emotion": True, "blocker": False}})
    journey.interview("I2", {"Wait": {"sequence": True, "emotion": False, "blocker": None}})
    frame = journey.validation().set_index(["stage", "check"])
    assert frame.loc[("Wait", "emotion"), ["confirmed", "interviews"]].tolist() == [1, 2]
    assert frame.loc[("Wait", "blocker"), ["confirmed", "interviews"]].tolist() == [0, 1]
    assert frame.loc[("Arrive", "sequence"), "words"] == "1 of 1 interviews confirm the sequence"
    assert frame.loc[("Arrive", "emotion"), "words"] == "no interview says anything of the emotion"
    with pytest.raises(CjmError, match="there is an interview 'I1' already"):
        journey.interview("I1", {})
    with pytest.raises(CjmError, match="did you mean 'blocker'"):
        journey.interview("I3", {"Wait": {"blockr": True}})
    with pytest.raises(CjmError, match="True, False or None"):
        journey.interview("I3", {"Wait": {"blocker": 1}})  # type: ignore[dict-item]


def test_walks_are_timed_by_stage(journey: cjm.Journey) -> None:
    journey.walk({"Wait": 12.5}, notes={"Arrive": "Rain"}, persona="Maya", author="Ada")
    frame = journey.walkthroughs
    assert frame[["author", "persona", "stage", "note"]].values.tolist() == [
        ["Ada", "Maya", "Arrive", "Rain"],
        ["Ada", "Maya", "Wait", ""],
    ]
    assert frame["minutes"].tolist()[1] == 12.5
    with pytest.raises(CjmError):
        journey.walk({"Wait": -1})
    with pytest.raises(CjmError, match="needs minutes or notes"):
        journey.walk()


def test_a_walk_backs_cards_and_scores_as_a_fourth_kind_of_evidence(tmp_path: Path) -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion", "Actions"], personas=["Maya"])
    journey.set_cell("Wait", "Actions", "Finds no seat\nReads\nAsks")
    journey.cards.loc["actions.wait", "evidence"] = "walkthrough"
    journey.cards.loc["actions.wait.2", "evidence"] = "data"
    row = journey.evidence().iloc[0]
    assert row[["cards", "assumption", "quote", "walkthrough", "data"]].tolist() == [3, 1, 0, 1, 1]
    assert row["backed"] == pytest.approx(2 / 3)
    findings = journey.lint(select="CJM409")
    assert findings["where"].tolist() == ["Wait / Actions"]
    assert journey.lint(select="CJM401").empty
    journey.walk({"Wait": 12}, author="Ada")
    journey.walk({"Wait": 20}, notes={"Arrive": "Rain"}, author="Bo")
    assert journey.lint(select="CJM409").empty
    frame = journey.validation().set_index(["stage", "check"])
    assert frame.loc[("Wait", "walkthrough")].tolist() == [
        *(2, 2, "2 of 2 walks came through it, in 16 min (median of 2)")
    ]
    assert frame.loc[("Arrive", "walkthrough"), "words"] == "1 of 2 walks came through it"

    assert "Walkthrough 1" in journey.to_svg()
    for name in ("map.cjm.json", "map.csv", "map.xlsx"):
        journey.save(tmp_path / name)
    assert cjm.read(tmp_path / "map.cjm.json").document == journey.document
    again = cjm.read(tmp_path / "map.xlsx").cards.set_index("text")
    assert again.loc["Finds no seat", "evidence"] == "walkthrough"


def test_what_two_people_write_down_at_once_is_kept(journey: cjm.Journey) -> None:
    base = cjm.Journey.from_document(journey.document)
    theirs = cjm.Journey.from_document(journey.document)
    journey.decide("Ours", author="Ada")
    theirs.decide("Theirs", author="Bo")
    theirs.interview("I1", {"Wait": {"emotion": True}})
    merged = cjm.merge(base, journey, theirs)
    assert merged.conflicts.empty
    assert merged.journey.decisions["text"].tolist() == ["Ours", "Theirs"]
    assert len(merged.document.interviews) == 1
    assert set(cjm.diff(base, theirs)["field"]) == {"decisions", "interviews"}
