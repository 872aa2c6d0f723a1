"""Scores of opportunities whose inputs are numbers or ranges, their ranks, and the tickets made of them."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec

from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.opportunities import ice, ranks, rice
from cjm_widgets.practice.tickets import jira_csv, linear_csv
from tests.contract import maps

SWEEP = 60
_WORDS = (
    "",
    "Show the queue",
    "=1+1",
    " +49 1",
    "\x85-x",
    "'x",
    'a "b", c',
    "a\nb",
    "ß",
    "\U0001f600 x",
    "\r",
)
_BASELINES = (None, 0, 0.5, -1.25, 1e16, 1e-7, 40)


def contract() -> dict[str, list[Any]]:
    """What opportunities.json holds: lists of cards with the scores and ranks of each, and maps as CSV."""
    chance = Random(20261128)
    scores = [_case([_sizes(chance) for _ in range(chance.randrange(1, 7))]) for _ in range(SWEEP)]
    return {"scores": scores, "tickets": [_tickets(_map(chance)) for _ in range(SWEEP)]}


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


def _tickets(map: dict[str, Any]) -> dict[str, Any]:
    document = msgspec.convert(map, Document)
    return {"document": map, "jira": jira_csv(document), "linear": linear_csv(document)}


def _map(chance: Random) -> dict[str, Any]:
    """A map with two lanes of opportunities that lead to each other."""
    stages = [{"id": id, "name": chance.choice(maps.NAMES)} for id in chance.sample(maps.IDS, 3)]
    lanes = [{"id": id, "name": "Ideas", "role": "opportunities"} for id in ("x", "y")]
    cells: dict[str, dict[str, list[dict[str, Any]]]] = {}
    ids = []
    for lane in lanes:
        cells[lane["id"]] = {}
        for stage in stages:
            every = [_card(chance, f"{lane['id']}.{stage['id']}.{at}") for at in range(chance.randrange(4))]
            ids += [card["id"] for card in every]
            if every:
                cells[lane["id"]][stage["id"]] = every
    return {"id": "m", "stages": stages, "lanes": lanes, "cells": cells, "links": _links(chance, ids)}


def _card(chance: Random, id: str) -> dict[str, Any]:
    words = [chance.choice(_WORDS) for _ in range(6)]
    names = ("text", "owner", "status", "kpi")
    metric = {"name": words[5] or "NPS", "target": chance.choice(_BASELINES)}
    bet = {"change": words[4], "metric": chance.choice((None, metric)), "baseline": chance.choice(_BASELINES)}
    fields = {
        "due": "2026-06-30",
        "tags": ["live data", *words[:2]],
        "hypothesis": bet | {"guardrails": chance.choice(([], [{"name": "NPS"}, metric]))},
    }
    chosen = {name: value for name, value in fields.items() if chance.random() < 0.5}
    return {"id": id, **_sizes(chance), **dict(zip(names, words, strict=False)), **chosen}


def _links(chance: Random, ids: list[str]) -> list[dict[str, Any]]:
    if not ids:
        return []
    kinds = ("direct", "direct", "open", "both")
    return [
        {
            "id": f"l{at}",
            "kind": chance.choice(kinds),
            "start": {"card": chance.choice(ids)},
            "end": chance.choice((None, {"stage": "a"}, *({"card": chance.choice(ids)} for _ in range(6)))),
        }
        for at in range(chance.randrange(6))
    ]
