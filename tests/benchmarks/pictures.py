"""What pictures of a large map cost, beside writing its document as JSON; and how large they are."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

import msgspec

import cjm_widgets as cjm

STAGES, LANES = 500, 40
ROUNDS = 3
BUDGETS = {
    "SVG of a 500x40 map, time / json.dumps of its document": 100.0,
    "HTML of a 500x40 map, time / json.dumps of its document": 20.0,
    "SVG of a 500x40 map, bytes / json.dumps of its document": 5.0,
    "HTML of a 500x40 map, bytes / json.dumps of its document": 1.0,
    "HTML of a 500x40 map, bytes / 1 MB": 1.0,
}


def measure() -> dict[str, float]:
    """The ratios of medians, and of bytes."""
    journey = cjm.Journey([f"Stage {n}" for n in range(STAGES)], lanes=[f"Lane {n}" for n in range(LANES)])
    journey.frame = journey.frame.map(lambda _: "A card says what a card says")
    document = msgspec.to_builtins(journey.document)
    ways: dict[str, Callable[[], str]] = {
        "JSON": lambda: json.dumps(document),
        "SVG": journey.to_svg,
        "HTML": journey.to_html,
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    size: dict[str, int] = {}
    for _ in range(ROUNDS):
        for name, make in ways.items():
            start = time.perf_counter()
            made = make()
            took[name].append(time.perf_counter() - start)
            size[name] = len(made.encode())
    median = {name: statistics.median(times) for name, times in took.items()}
    return {
        "SVG of a 500x40 map, time / json.dumps of its document": median["SVG"] / median["JSON"],
        "HTML of a 500x40 map, time / json.dumps of its document": median["HTML"] / median["JSON"],
        "SVG of a 500x40 map, bytes / json.dumps of its document": size["SVG"] / size["JSON"],
        "HTML of a 500x40 map, bytes / json.dumps of its document": size["HTML"] / size["JSON"],
        "HTML of a 500x40 map, bytes / 1 MB": size["HTML"] / 1_000_000,
    }
