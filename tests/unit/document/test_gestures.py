"""What people do to a map becomes the right operations."""

from __future__ import annotations

import pytest

from cjm_widgets.document import gestures
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import CjmError, InvalidOperationError, UnknownNameError
from cjm_widgets.document.model import Card, Document, Lane, Persona, Score, Stage

VISIT = Document(
    id="visit",
    stages=(
        Stage(id="arrive", name="Arrive"),
        Stage(id="wait", name="Wait"),
        Stage(id="leave", name="Leave"),
    ),
    lanes=(Lane(id="emotion", name="Emotion", kind="emotion"), Lane(id="actions", name="Actions")),
    personas=(Persona(id="maya", name="Maya"), Persona(id="kenji", name="Kenji")),
    cells={"actions": {"arrive": (Card(id="a", text="Parks and walks", span=3),)}},
)


def _after(operations: gestures.Operations, document: Document = VISIT) -> Document:
    return apply_all(document, operations)[0]


def test_a_stage_is_added_before_after_or_at_the_end() -> None:
    def order(before: str | None, after: str | None) -> list[str]:
        return [stage.id for stage in _after(gestures.add_stage(VISIT, "Pay", before, after, {})).stages]

    assert order(None, None) == ["arrive", "wait", "leave", "pay"]
    assert order("Wait", None) == ["arrive", "pay", "wait", "leave"]
    assert order(None, "wait") == ["arrive", "wait", "pay", "leave"]
    assert order(None, "Leave") == ["arrive", "wait", "leave", "pay"]


def test_before_and_after_exclude_each_other() -> None:
    with pytest.raises(InvalidOperationError, match="not both"):
        gestures.add_stage(VISIT, "Pay", "Wait", "Leave", {})


def test_stages_of_one_name_are_kept_apart_by_id() -> None:
    twice = _after(gestures.add_stage(VISIT, "Wait", None, None, {}))
    assert [stage.id for stage in twice.stages] == ["arrive", "wait", "leave", "wait-2"]
    with pytest.raises(
        UnknownNameError, match="2 stages are called 'Wait'; say which by its id: wait, wait-2"
    ):
        gestures.remove(twice, "stage", "Wait")
    assert len(_after(gestures.remove(twice, "stage", "Wait (wait-2)"), twice).stages) == 3


def test_a_phase_is_named_and_added_where_it_is_not_there() -> None:
    once = _after(gestures.set_stage(VISIT, "Wait", {"phase": "At the desk"}))
    both = _after(gestures.add_stage(once, "Pay", None, None, {"phase": "At the desk"}), once)
    assert [phase.name for phase in both.phases] == ["At the desk"]
    assert [stage.phase for stage in both.stages] == [None, "at-the-desk", None, "at-the-desk"]
    assert _after(gestures.set_stage(both, "Wait", {"phase": None}), both).stages[1].phase is None


def test_a_spanning_card_shrinks_with_the_stage_it_covered() -> None:
    shorter = _after(gestures.remove(VISIT, "stage", "Wait"))
    assert shorter.cells["actions"]["arrive"][0].span == 2


def test_moving_a_stage_before_itself_is_no_edit() -> None:
    assert gestures.move(VISIT, "stage", "Wait", "Wait", None) == ()


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Pain points", "pain_points"),
        ("Ideas", "opportunities"),
        ("Backstage actions", "actions"),
        ("Mood", "other"),
    ],
)
def test_a_lane_s_name_suggests_its_role(name: str, role: str) -> None:
    assert _after(gestures.add_lane(VISIT, name, None, None, {})).lanes[-1].role == role


def test_a_cell_keeps_the_cards_whose_lines_stay() -> None:
    two = _after(gestures.set_cell(VISIT, "Arrive", "Actions", "Parks and walks\nRings the bell"))
    first, second = two.cells["actions"]["arrive"]
    assert (first.id, first.span, second.text) == ("a", 3, "Rings the bell")
    only = _after(gestures.set_cell(two, "Arrive", "Actions", "Rings the bell"), two)
    assert only.cells["actions"]["arrive"] == (second,)
    assert "actions" not in _after(gestures.set_cell(only, "Arrive", "Actions", ""), only).cells


def test_an_emotion_is_the_first_persona_s_unless_said() -> None:
    drawn = _after(gestures.set_emotion(VISIT, "Wait", -1, None))
    assert drawn.emotion == {"maya": {"wait": Score(value=-1)}}
    assert _after(gestures.set_emotion(drawn, "Wait", None, "Maya"), drawn).emotion == {}
    assert gestures.set_emotion(drawn, "Wait", -1.0, "Maya") == ()


@pytest.mark.parametrize("value", ["sad", True, [1], "1"])
def test_what_is_no_number_is_no_emotion(value: object) -> None:
    with pytest.raises(InvalidOperationError, match="'Maya' at 'Wait' is a number, -2 to 2, not"):
        gestures.set_emotion(VISIT, "Wait", value, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gesture", "sentence"),
    [
        (lambda: gestures.set_cell(VISIT, "Wiat", "Actions", "x"), "no stage 'Wiat'; did you mean 'Wait'?"),
        (
            lambda: gestures.set_cell(VISIT, "Wait", "Action", "x"),
            "no lane 'Action'; did you mean 'Actions'?",
        ),
        (
            lambda: gestures.set_cell(VISIT, "Wait", "Emotion", "x"),
            "lane 'Emotion' shows emotions and holds no text",
        ),
        (lambda: gestures.set_cell(VISIT, "Wait", "Actions", 5), "takes text, not 5"),  # type: ignore[arg-type]
        (lambda: gestures.set_emotion(VISIT, "Wait", 1, "Mya"), "no persona 'Mya'; did you mean 'Maya'?"),
        (lambda: gestures.add_stage(VISIT, "", None, None, {}), "a stage needs a name, not ''"),
        (lambda: gestures.set_stage(VISIT, "Wait", {"gaol": "x"}), "no field 'gaol'; did you mean 'goal'?"),
        (
            lambda: gestures.set_map(VISIT, {"titel": "x"}),
            "a map has no field 'titel'; did you mean 'title'?",
        ),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(gesture: object, sentence: str) -> None:
    with pytest.raises(CjmError) as refusal:
        gesture()  # type: ignore[operator]
    assert sentence in str(refusal.value)
