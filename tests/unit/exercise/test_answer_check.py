"""Checking an answer without the key: by a slow digest, where very many answers are possible."""

from __future__ import annotations

import hashlib
import json
from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec
import pytest

import cjm_widgets as cjm
from cjm_widgets.exercise import answer_check
from cjm_widgets.exercise.answer_check import EXACT, FEWEST, ROUNDS, digest_of, make_check
from tests.unit.exercise.samples import SAMPLES

STAGES = [f"Stage {at}" for at in range(1, 6)]
IDS = [f"item-{at}" for at in range(1, 16)]
OPTIONS = {
    "sort-cards": {"lane": "Touchpoints"},
    "order-the-touchpoints": {},
    "find-the-faults": {"select": "CJM"},
}
each = pytest.mark.parametrize("kind", OPTIONS)


def long_exercise(kind: str) -> cjm.Exercise:
    """An exercise of five stages with three cards each, all of whose answers nobody tries."""
    journey = cjm.Journey(STAGES, lanes=["Touchpoints", "Actions", "Pain points", "Opportunities"])
    for at, stage in enumerate(STAGES):
        journey.set_cell(stage, "Touchpoints", "\n".join("abcdefghijklmno"[3 * at : 3 * at + 3]))
    return cjm.Exercise(kind, journey, log=False, **OPTIONS[kind])


def right_answer(exercise: cjm.Exercise) -> Any:
    """What its key says."""
    return EXACT[exercise.task.__struct_config__.tag].right(exercise.task, exercise._key)


def wrong_answer(exercise: cjm.Exercise) -> dict[str, Any]:
    """The right one but for its ends."""
    fields: dict[str, Any] = msgspec.to_builtins(right_answer(exercise))
    if "order" in fields:
        fields["order"] = [*fields["order"][1:], fields["order"][0]]
    elif "stages" in fields:
        fields["stages"]["item-1"] = STAGES[3]
    else:
        fields["marks"] = fields["marks"][1:]
    return {name: value for name, value in fields.items() if name != "kind"}


@each
def test_an_answer_is_checked_without_the_key_and_each_check_is_written_down(
    kind: str, tmp_path: Path
) -> None:
    made = long_exercise(kind)
    made.save(tmp_path / "one.cjm-exercise.json", key=tmp_path / "kept.cjm-key.json")
    exercise = cjm.Exercise.read(tmp_path / "one.cjm-exercise.json", log=tmp_path / "ada.jsonl")
    exercise.answer = wrong_answer(made)
    assert not exercise.check()
    exercise.answer = right_answer(made)
    assert exercise.check()
    exercise.hand_in()
    assert exercise.result is None
    assert exercise.attempts[["correct", "handed_in", "of"]].to_numpy().tolist() == [
        [False, False, 0],
        [True, False, 0],
        [True, True, 0],
    ]


@each
def test_the_students_file_has_a_slow_digest_and_nothing_else_of_the_answer(
    kind: str, tmp_path: Path
) -> None:
    made = long_exercise(kind)
    made.save(tmp_path / "one.cjm-exercise.json")
    file = json.loads((tmp_path / "one.cjm-exercise.json").read_text("utf-8"))
    assert file["check"].pop("rounds") == ROUNDS >= 600_000
    digest, salt = file["check"].pop("digest"), file["check"].pop("salt")
    assert (len(digest), len(salt)) == (64, 32)
    assert file["check"] == ({"groups": [3, 3, 3, 3, 3]} if kind == "order-the-touchpoints" else {})
    assert file["task"] == json.loads(msgspec.json.encode(made.task))
    made.save(tmp_path / "two.cjm-exercise.json")
    assert json.loads((tmp_path / "two.cjm-exercise.json").read_text("utf-8"))["check"]["digest"] != digest


def test_cards_of_one_stage_may_stand_either_way() -> None:
    made = long_exercise("order-the-touchpoints")
    check = make_check(made.task, made._key, "salt", 2)
    assert check
    rest = IDS[3:]
    for first in permutations(IDS[:3]):
        answer = msgspec.structs.replace(made.answer, order=(*first, *rest), touched=True)
        assert answer_check.is_right(made.task, check, answer)
    answer = msgspec.structs.replace(made.answer, order=("item-4", *IDS[:3], *IDS[4:]), touched=True)
    assert not answer_check.is_right(made.task, check, answer)


def test_few_possible_answers_have_no_digest(tmp_path: Path) -> None:
    for sample in SAMPLES:
        exercise = sample.make()
        if exact := EXACT.get(sample.kind):
            assert exact.possible(exercise.task, exercise._key, exact.groups(exercise._key)) < FEWEST
        exercise.save(tmp_path / "one.cjm-exercise.json")
        assert "check" not in json.loads((tmp_path / "one.cjm-exercise.json").read_text("utf-8"))
        read = cjm.Exercise.read(tmp_path / "one.cjm-exercise.json", log=False)
        read.answer = sample.answer
        with pytest.raises(cjm.CjmError, match="no digest"):
            read.check()


def test_how_many_answers_are_possible_is_counted() -> None:
    orders = long_exercise("order-the-touchpoints")
    assert EXACT["order-the-touchpoints"].possible(orders.task, orders._key, (3, 3, 3, 3, 3)) == 168_168_000
    sorts = long_exercise("sort-cards")
    assert EXACT["sort-cards"].possible(sorts.task, sorts._key, ()) == 5**15


def test_a_digest_of_another_task_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.cjm-exercise.json"
    long_exercise("sort-cards").save(path)
    file = json.loads(path.read_text("utf-8"))
    for change in ({"rounds": 10**12}, {"rounds": 0}, {"groups": [1]}, {"salt": None}):
        path.write_text(json.dumps({**file, "check": {**file["check"], **change}}), "utf-8")
        with pytest.raises(cjm.CjmError, match="is not an exercise"):
            cjm.Exercise.read(path)


def test_a_python_without_openssl_digests_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [digest_of(text, "salt", 3) for text in ("", "1,2", "é" * 90)]
    monkeypatch.delattr(hashlib, "pbkdf2_hmac")
    assert [digest_of(text, "salt", 3) for text in ("", "1,2", "é" * 90)] == expected
