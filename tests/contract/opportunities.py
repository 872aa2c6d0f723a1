"""Scores of opportunities whose inputs are numbers or ranges, and their ranks."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec

from cjm_widgets.document.model import Card
from cjm_widgets.document.opportunities import ice, ranks, rice

SWEEP = 60


def contract() -> dict[str, list[Any]]:
    """What opportunities.json holds: lists of cards with the scores and ranks of each."""
    chance = Random(20261128)
    return {"scores": [_case([_sizes(chance) for _ in range(chance.randrange(1, 7))]) for _ in range(SWEEP)]}


def _sizes(chance: Random) -> dict[str, Any]:
    def size(low: int, high: int) -> Any:
        first, last = sorted((chance.randint(low, high), chance.randint(low, high)))
        return chance.choice((first, [first, last] if first < last else first))

    limits = {"impact": (1, 10), "confidence": (0, 100), "ease": (1, 10), "reach": (0, 900), "effort": (0, 9)}
    return {name: size(*ends) for name, ends in limits.items() if chance.random() < 0.9}


def _case(cards: list[dict[str, Any]]) -> dict[str, Any]:
    sized = [msgspec.convert({"id": "a", **one}, Card) for one in cards]
    case: dict[str, Any] = {"cards": cards}
    for name, score in (("ice", ice), ("rice", rice)):
        scores = [score(card) for card in sized]
        case[name] = [None if one is None else list(one) for one in scores]
        case[f"{name}_ranks"] = [None if one is None else str(one) for one in ranks(scores)]
    return case
