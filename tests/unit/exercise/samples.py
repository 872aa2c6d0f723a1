"""One exercise of each kind, a whole answer to it, and texts that only its key has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

import cjm_widgets as cjm


@dataclass(frozen=True)
class Sample:
    """An exercise, made with these further arguments; an answer; and what is told by nothing but the key."""

    kind: str
    make: Callable[..., cjm.Exercise]
    answer: dict[str, Any]
    secrets: tuple[str, ...]


def survey_journey() -> cjm.Journey:
    """Three stages that 80 respondents rated, with means of 1.5, -1.5 and -1.4 on the map."""
    journey = cjm.Journey(["Arrive", "Wait", "Leave"], title="A visit")
    rows = pd.DataFrame(
        {
            "Q1": [4, 5] * 40,
            "Q2": [1, 2] * 40,
            "Q3": [1, 2, 1, 2, 2] * 16,
            "flight": ["near", "near", "near", "far"] * 20,
        }
    )
    columns = {"Q1": "Arrive", "Q2": "Wait", "Q3": "Leave"}
    journey.join(rows, columns=columns, scale=(1, 5), by=["flight"], name="Survey")
    return journey


def _curve(**more: Any) -> cjm.Exercise:
    return cjm.Exercise("guess-the-curve", survey_journey(), by="flight", **{"log": False, **more})


SAMPLES = [
    Sample(
        "guess-the-curve",
        _curve,
        {"scores": [0.5, -1.5, -1]},
        ("-1.4", "-1.5", "1.38", "-1.611", "measured", "value"),
    ),
]


def whole(sample: Sample, folder: Path | None = None) -> cjm.Exercise:
    """The exercise with its answer, its attempts in this folder."""
    exercise = sample.make(log=folder / "attempts.jsonl" if folder else False)
    exercise.answer = sample.answer
    return exercise
