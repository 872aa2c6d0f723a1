"""What a lane is called says what it is, whatever way it is made; and a map has one emotion lane."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.model import Document, Lane

STAGES = ["Arrive", "Wait"]


def _added(name: str) -> cjm.Journey:
    journey = cjm.Journey(STAGES, lanes=["Actions"])
    journey.add_lane(name)
    return journey


def _of_frame(name: str) -> cjm.Journey:
    return cjm.Journey.from_frame(pd.DataFrame({"Actions": ["Parks", ""], name: ["", ""]}, index=STAGES))


WAYS: list[Callable[[str], cjm.Journey]] = [
    lambda name: cjm.Journey(STAGES, lanes=["Actions", name]),
    _added,
    _of_frame,
]


@pytest.mark.parametrize("make", WAYS)
@pytest.mark.parametrize(
    ("name", "kind", "role", "layer"),
    [
        ("Emotion", "emotion", "emotion", "customer"),
        ("Rating", "measure", "measure", "customer"),
        ("Pain points", "cards", "pain_points", "customer"),
        ("Backstage actions", "cards", "actions", "backstage"),
        ("Weather", "cards", "other", "customer"),
    ],
)
def test_a_name_says_the_same_whatever_way_a_lane_is_made(
    make: Callable[[str], cjm.Journey], name: str, kind: str, role: str, layer: str
) -> None:
    lane = make(name).document.lanes[-1]
    assert (lane.name, lane.kind, lane.role, lane.layer) == (name, kind, role, layer)


@pytest.mark.parametrize("make", WAYS)
def test_a_join_shows_its_numbers_in_the_lane_that_is_called_rating(
    make: Callable[[str], cjm.Journey],
) -> None:
    journey = make("Rating")
    journey.join(pd.DataFrame({"q": [1, 5]}), columns={"q": "Wait"}, scale=(1, 5))
    assert [lane.name for lane in journey.document.lanes] == ["Actions", "Rating"]


def test_what_is_said_of_a_lane_counts_more_than_its_name() -> None:
    journey = cjm.Journey(STAGES, lanes=[])
    journey.add_lane("Emotion", kind="cards", role="thoughts")
    journey.add_lane("Rating", kind="emotion")
    assert [(lane.kind, lane.role) for lane in journey.document.lanes] == [
        ("cards", "thoughts"),
        ("emotion", "emotion"),
    ]
    with pytest.raises(cjm.CjmError, match="kind must be one of: cards, emotion, measure, not 'card'"):
        journey.add_lane("Notes", kind="card")


def test_a_column_of_words_is_a_lane_of_cards_whatever_its_name() -> None:
    frame = pd.DataFrame({"Emotion": ["calm", ""], "Rating": ["", "poor"]}, index=STAGES)
    journey = cjm.Journey.from_frame(frame)
    assert [lane.kind for lane in journey.document.lanes] == ["cards", "cards"]
    assert journey.frame.loc["Wait", "Rating"] == "poor"


def test_a_second_emotion_lane_is_refused() -> None:
    journey = cjm.Journey(STAGES)
    sentence = "the map already has the emotion lane 'Emotion'; a map has one, for every persona"
    for name, fields in (("Emotions", {}), ("Mood", {"kind": "emotion"})):
        with pytest.raises(cjm.CjmError, match=sentence):
            journey.add_lane(name, **fields)
    with pytest.raises(cjm.CjmError, match=sentence):
        journey.set_lane("Thoughts", kind="emotion")
    with pytest.raises(cjm.CjmError, match=sentence):
        cjm.Journey(STAGES, lanes=["Emotion", "Emotions"])


def test_a_file_with_two_emotion_lanes_opens_and_each_can_go_and_come_back(tmp_path: Path) -> None:
    two = Document(
        id="visit", lanes=tuple(Lane(id=id, name=id, kind="emotion", role="emotion") for id in ("one", "two"))
    )
    cjm.Journey.from_document(two).save(tmp_path / "two.cjm.json")
    journey = cjm.read(tmp_path / "two.cjm.json")
    assert journey.document.lanes == two.lanes
    journey.remove_lane("two")
    journey.undo()
    journey.set_lane("one", kind="cards")
    journey.undo()
    assert journey.document.lanes == two.lanes
