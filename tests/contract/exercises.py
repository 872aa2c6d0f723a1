"""Exercises without a kernel: what an answer gets, and how answers and keys are known again."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

import cjm_widgets as cjm
from cjm_widgets.exercise import answer_check, teachers_file
from cjm_widgets.exercise.fill_lane import LaneCard
from cjm_widgets.exercise.kinds import KINDS, Task
from tests.unit.exercise.samples import EXCERPTS, QUOTES, card_journey, survey_journey

SWEEP = 12
ROUNDS = 50
SALT = "4f1c"

EXERCISES: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("guess-the-curve", survey_journey, {"by": "flight"}),
    ("order-the-touchpoints", card_journey, {}),
    ("sort-cards", card_journey, {"lane": "Touchpoints"}),
    ("find-the-faults", card_journey, {"select": "CJM206,CJM214"}),
    ("fill-a-lane", card_journey, {"excerpts": [*EXCERPTS, {"text": "So", "who": "GROß", "stage": "Leave"}]}),
    ("two-coders", card_journey, {"quotes": [*QUOTES, "Näh", "出発 \U0001f600"]}),
)


def contract() -> dict[str, list[Any]]:
    """What Python answers."""
    scores, keys, texts = [], [], []
    for kind, make, options in EXERCISES:
        exercise = cjm.Exercise(kind, make(), log=False, **options)
        task, key = exercise.task, exercise._key
        if kind != "two-coders":
            keys.append(_files(kind, task, key))
        for answer in _answers(kind, task):
            result = KINDS[kind].score(task, key, answer)
            if kind == "two-coders":  # intervals are the kernel's alone
                plain = tuple(
                    msgspec.structs.replace(one, low=None, high=None) for one in result.coefficients
                )
                result = msgspec.structs.replace(result, coefficients=plain)
            scores.append([_plain(task), _plain(key), _plain(answer), _plain(result)])
            if exact := answer_check.EXACT.get(kind):
                groups = exact.groups(key)
                texts.append([_plain(task), _plain(answer), groups, exact.text(task, answer, groups)])
    digests = [
        [text, SALT, ROUNDS, answer_check.digest_of(text, SALT, ROUNDS)] for text in ("0,1", "é;a", "")
    ]
    return {"scores": scores, "keys": keys, "texts": texts, "digests": digests}


def _files(kind: str, task: Task, key: Any) -> list[str]:
    """The seal of a key, and its file as it is written."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.cjm-key.json"
        teachers_file.write_key(path, key, SALT)
        return [teachers_file.seal_of(key, SALT), path.read_text("utf-8")]


def _plain(value: Any) -> Any:
    return json.loads(msgspec.json.encode(value))


def _answers(kind: str, task: Any) -> list[Any]:
    """Whole answers at random, the same each time."""
    random = Random(kind)
    blank = KINDS[kind].blank(task)
    answers = []
    for _ in range(SWEEP):
        fields: dict[str, Any] = {}
        if kind == "guess-the-curve":
            fields["scores"] = tuple(random.randrange(-20, 21) / 10 for _ in task.stages)
            fields["segment"] = random.choice([*task.respondents])
        elif kind == "order-the-touchpoints":
            fields = {"order": tuple(random.sample(blank.order, len(blank.order))), "touched": True}
        elif kind == "sort-cards":
            fields["stages"] = {item.id: random.choice(task.stages) for item in task.items}
        elif kind == "find-the-faults":
            places = ["map", *(f"place-{at}" for at in range(1, 7))]
            fields["marks"] = tuple(random.sample(places, random.randrange(1, 7)))
        elif kind == "fill-a-lane":
            fields["cards"] = {item.id: _card(random, task, item) for item in task.items}
        else:
            used = task.stages[: random.randrange(1, len(task.stages) + 1)]
            for who in ("first", "second"):
                fields[who] = {item.id: random.choice(used) for item in task.items}
        answers.append(msgspec.structs.replace(blank, **fields))
        KINDS[kind].check(task, answers[-1])
    return answers


def _card(random: Random, task: Any, item: Any) -> LaneCard:
    return LaneCard(
        text=random.choice(["Says", "Says so", "Says it"]),
        stage=random.choice(task.stages),
        evidence=random.choice(["quote", "data", None]),
        who=random.choice([item.who.upper(), f"  {item.who} ", "Nobody", "gross"]),
    )
