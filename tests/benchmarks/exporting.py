"""What other tools' files of a large map cost, beside writing and reading its own file."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.formats.csv import read_csv
from cjm_widgets.formats.xlsx import read_xlsx
from cjm_widgets.storage.file import dumps, loads

STAGES, LANES = 500, 40
ROUNDS = 3
BUDGETS = {
    "CSV of a 500x40 map, time / its own file": 1.0,
    "XLSX of a 500x40 map, time / its own file": 8.0,
    "Mermaid of a 500x40 map, time / its own file": 0.5,
    "Markdown of a 500x40 map, time / its own file": 5.0,
    "PowerPoint of a 500x40 map, time / its own file": 60.0,
    "CSV of a 500x40 map read, time / its own file read": 4.0,
    "XLSX of a 500x40 map read, time / its own file read": 8.0,
}


def measure() -> dict[str, float]:
    """The ratios of medians."""
    journey = cjm.Journey([f"Stage {n}" for n in range(STAGES)], lanes=[f"Lane {n}" for n in range(LANES)])
    journey.frame = journey.frame.map(lambda _: "A card says what a card says")
    text, csv, xlsx = dumps(journey.document), journey.to_csv(), journey.to_xlsx()
    out = _medians(
        {
            "": lambda: dumps(journey.document),
            "CSV": journey.to_csv,
            "XLSX": journey.to_xlsx,
            "Mermaid": journey.to_mermaid,
            "Markdown": journey.to_markdown,
            "PowerPoint": journey.to_pptx,
        }
    )
    back = _medians(
        {
            "": lambda: loads(text),
            "CSV": lambda: read_csv(csv, "the map"),
            "XLSX": lambda: read_xlsx(xlsx, "the map"),
        }
    )
    return {
        **{
            f"{name} of a 500x40 map, time / its own file": took / out[""]
            for name, took in out.items()
            if name
        },
        **{
            f"{name} of a 500x40 map read, time / its own file read": took / back[""]
            for name, took in back.items()
            if name
        },
    }


def _medians(ways: dict[str, Callable[[], Any]]) -> dict[str, float]:
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, make in ways.items():
            start = time.perf_counter()
            make()
            took[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in took.items()}
