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


def card_journey() -> cjm.Journey:
    """Three stages with two, one and two touchpoints."""
    journey = cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Touchpoints"], title="A visit")
    for stage, text in {"Arrive": "Garage\nSigns", "Wait": "Benches", "Leave": "Bus\nTaxi"}.items():
        journey.set_cell(stage, "Touchpoints", text)
    return journey


EXCERPTS = [
    {"text": "Nobody told me where to go", "who": "Ada Lovelace", "stage": ["Arrive", "Wait"]},
    {"text": "An hour, and not one chair", "who": "Ben", "stage": "Wait"},
]
QUOTES = ["Full up", "No chair", "No bus", "No sign"]


def _of(kind: str, **options: Any) -> Callable[..., cjm.Exercise]:
    return lambda **more: cjm.Exercise(kind, card_journey(), **{"log": False, **options, **more})


SAMPLES += [
    # In the order of the alphabet: Benches, Bus, Garage, Signs, Taxi.
    Sample(
        "order-the-touchpoints",
        _of("order-the-touchpoints"),
        {"order": ["item-3", "item-4", "item-1", "item-5", "item-2"]},
        ('"right"', '"places"', '"Leave"', "Leave"),
    ),
    Sample(
        "sort-cards",
        _of("sort-cards", lane="Touchpoints"),
        {"stages": dict.fromkeys(["item-1", "item-2", "item-3", "item-4", "item-5"], "Wait")},
        ('"right"', '"places"', '"item-1": 1'),
    ),
    Sample(
        "find-the-faults",
        _of("find-the-faults", select="CJM206,CJM214"),
        {"marks": ["map"]},
        ("has no goal", '"hits"', '"faults": {'),
    ),
    Sample(
        "fill-a-lane",
        _of("fill-a-lane", excerpts=EXCERPTS),
        {
            "cards": {
                "item-1": {"text": "Stands", "stage": "Wait", "evidence": "quote", "who": " ben"},
                "item-2": {"text": "Lost", "stage": "Leave", "evidence": "quote", "who": "Ada Lovelace"},
            }
        },
        ('"right"', "Arrive / Wait", '["Arrive", "Wait"]', '"rules"'),
    ),
    Sample(
        "two-coders",
        _of("two-coders", quotes=QUOTES),
        {
            "first": dict.fromkeys(["item-1", "item-2", "item-3", "item-4"], "Wait"),
            "second": {"item-1": "Wait", "item-2": "Wait", "item-3": "Wait", "item-4": "Arrive"},
        },
        (),  # nothing is right or wrong
    ),
]


def whole(sample: Sample, folder: Path | None = None) -> cjm.Exercise:
    """The exercise with its answer, its attempts in this folder."""
    exercise = sample.make(log=folder / "attempts.jsonl" if folder else False)
    exercise.answer = sample.answer
    return exercise
