"""An exercise of any kind: where its key is not, what is written down, and its files."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

import cjm_widgets as cjm
from cjm_widgets.exercise.kinds import KINDS
from tests.browser.plain_page import Wire
from tests.unit.exercise.samples import SAMPLES, Sample, whole

each = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.kind)
each_with_a_key = pytest.mark.parametrize(
    "sample", [one for one in SAMPLES if one.secrets], ids=lambda sample: sample.kind
)


def ask(exercise: cjm.Exercise, wire: Wire, what: str, answer: Any = None, seq: int = 1) -> list[Any]:
    """What the kernel answers a screen."""
    message = {"type": "exercise_ask", "client": "a", "seq": seq, "ask": what, "answer": answer}
    data = {"method": "custom", "content": message}
    wire.handle_msg({"content": {"data": data}, "buffers": []})
    return wire.take()


def secrets_in(sample: Sample, text: str) -> list[str]:
    """The secrets that a text has, as values of their own."""
    return [one for one in sample.secrets if re.search(rf"(?<![\w.-]){re.escape(one)}", text)]


def test_there_is_a_sample_of_each_kind() -> None:
    assert [sample.kind for sample in SAMPLES] == list(KINDS)


@each_with_a_key
def test_the_key_is_in_no_state_notebook_or_message_before_it_is_revealed(sample: Sample) -> None:
    wire = Wire()
    exercise = sample.make(comm=wire)
    sent = ask(exercise, wire, "state") + ask(
        exercise, wire, "answer", {"kind": sample.kind, **sample.answer}, 2
    )
    bundle = exercise._repr_mimebundle_()
    state = exercise.get_state()
    state = {name: value for name, value in state.items() if name not in ("_esm", "_css")}
    text = json.dumps([sent, bundle, state, repr(exercise), msgspec.to_builtins(exercise.task)], default=str)
    blank = json.dumps(json.loads(msgspec.json.encode(exercise.answer)))
    assert blank in json.dumps(sent)  # the answer itself came through
    assert secrets_in(sample, text.replace(blank, "")) == []


@each_with_a_key
def test_the_search_finds_the_key_once_it_is_revealed(sample: Sample) -> None:
    exercise = whole(sample)
    before = exercise.get_state(["_state"])["_state"]
    exercise.reveal()
    text = json.dumps(exercise.get_state(["_state"])["_state"]["result"])
    assert "result" not in before
    assert secrets_in(sample, text)
    exercise.hide()
    assert exercise.get_state(["_state"])["_state"].get("result") is None


@each_with_a_key
def test_the_students_file_has_nothing_of_the_key_and_opens_with_the_teachers(
    sample: Sample, tmp_path: Path
) -> None:
    first = whole(sample)
    first.save(tmp_path / "task.cjm-exercise.json")
    text = (tmp_path / "task.cjm-exercise.json").read_text("utf-8")
    assert secrets_in(sample, text) == []
    (tmp_path / "task.cjm-key.json").rename(tmp_path / "teacher.json")

    alone = cjm.Exercise.read(tmp_path / "task.cjm-exercise.json", log=tmp_path / "log.jsonl")
    assert alone.task == first.task
    alone.answer = sample.answer
    with pytest.raises(cjm.CjmError, match="The key is with the teacher"):
        alone.reveal()
    alone.hand_in()
    assert alone.attempts["handed_in"].tolist() == [True]

    (tmp_path / "teacher.json").rename(tmp_path / "task.cjm-key.json")  # handed out later
    assert alone.reveal() == first.reveal()
    with_key = cjm.Exercise.read(
        tmp_path / "task.cjm-exercise.json", key=tmp_path / "task.cjm-key.json", log=False
    )
    with_key.answer = sample.answer
    assert with_key.reveal() == first.reveal()


@each
def test_an_attempt_is_written_down_with_its_time_and_never_the_key(sample: Sample, tmp_path: Path) -> None:
    exercise = whole(sample, tmp_path)
    result = exercise.reveal()
    exercise.reveal()  # seen already, no other attempt
    exercise.hide()
    exercise.reveal()
    exercise.hand_in()
    lines = (tmp_path / "attempts.jsonl").read_text("utf-8").splitlines()
    attempts = [json.loads(line) for line in lines]
    assert [(one["seen"], one["handed_in"]) for one in attempts] == [(0, False), (1, False), (2, True)]
    for one in attempts:
        assert datetime.fromisoformat(one["time"]).tzinfo is not None
        assert (one["points"], one["of"]) == (result.points, result.of)
        answer = json.dumps(one.pop("answer"))
        assert secrets_in(sample, json.dumps(one)) == []
        assert json.loads(answer) == json.loads(msgspec.json.encode(exercise.answer))
    frame = exercise.attempts
    assert frame["points"].tolist() == [result.points] * 3
    assert frame["seen"].tolist() == [0, 1, 2]


@each_with_a_key
def test_the_key_of_another_exercise_is_refused(sample: Sample, tmp_path: Path) -> None:
    whole(sample).save(tmp_path / "a.cjm-exercise.json")
    whole(sample).save(tmp_path / "b.cjm-exercise.json")  # the same key, but another salt: another exercise
    with pytest.raises(cjm.CjmError, match="is the key of another exercise"):
        cjm.Exercise.read(tmp_path / "a.cjm-exercise.json", key=tmp_path / "b.cjm-key.json")


@each
def test_a_screen_is_told_in_a_sentence_what_is_wrong(sample: Sample) -> None:
    wire = Wire()
    exercise = sample.make(comm=wire)
    blank = exercise.answer
    notes = [
        ask(exercise, wire, "answer", {"kind": sample.kind}, 1),
        ask(exercise, wire, "answer", {"kind": "guess"}, 2),
        ask(exercise, wire, "dance", None, 3),
        ask(exercise, wire, "hand_in", None, 4),
    ]
    assert all(answer[-1]["note"] for answer in notes)
    assert exercise.answer == blank


@each
def test_an_older_answer_that_arrives_late_changes_nothing(sample: Sample) -> None:
    wire = Wire()
    exercise = sample.make(comm=wire)
    blank = {"kind": sample.kind, **msgspec.to_builtins(exercise.answer)}
    ask(exercise, wire, "answer", {"kind": sample.kind, **sample.answer}, 2)
    done = exercise.answer
    ask(exercise, wire, "answer", blank, 1)
    assert exercise.answer == done


@each
def test_an_answer_cannot_change_while_the_key_is_on_screen(sample: Sample) -> None:
    exercise = whole(sample)
    exercise.reveal()
    with pytest.raises(cjm.CjmError, match="hide it to try again"):
        exercise.answer = sample.answer


@each
def test_what_is_not_done_is_not_scored(sample: Sample) -> None:
    exercise = sample.make()
    with pytest.raises(cjm.CjmError):
        exercise.hand_in()
    with pytest.raises(cjm.CjmError):
        exercise.reveal()
    assert exercise.result is None


def test_a_file_that_is_none_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "one.cjm-exercise.json"
    with pytest.raises(cjm.CjmError, match="cannot be read"):
        cjm.Exercise.read(path)
    for text in (
        "",
        "{",
        "[]",
        '{"cjm_exercise": 1}',
        '{"cjm_exercise": 1, "task": {"kind": "x"}, "seal": ""}',
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(cjm.CjmError, match="is not an exercise"):
            cjm.Exercise.read(path)


def test_a_file_of_attempts_that_cannot_be_written_is_said_and_the_result_is_there(tmp_path: Path) -> None:
    exercise = SAMPLES[0].make(log=tmp_path / "no folder" / "attempts.jsonl")
    exercise.answer = SAMPLES[0].answer
    with pytest.raises(cjm.CjmError, match=r"the attempt is not in .*log= names another file"):
        exercise.reveal()
    assert exercise.result is not None


def test_what_is_no_exercise_is_refused_with_a_sentence() -> None:
    journey = cjm.Journey(["Arrive", "Wait"])
    with pytest.raises(cjm.CjmError, match="did you mean 'guess-the-curve'"):
        cjm.Exercise("guess the curve", journey)
    with pytest.raises(cjm.CjmError, match="is about a journey"):
        cjm.Exercise("guess-the-curve")
    with pytest.raises(cjm.CjmError, match="not DataFrame"):
        cjm.Exercise("guess-the-curve", journey.frame)  # type: ignore[arg-type]
    with pytest.raises(cjm.CjmError, match="did you mean 'stages='"):
        cjm.Exercise("guess-the-curve", journey, stage=3)
    with pytest.raises(cjm.CjmError, match="quotes= is a list of texts, not 'It was late'"):
        cjm.Exercise("two-coders", journey, quotes="It was late")
