"""What other tools' files of a large map cost, beside saving and opening its own file."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cjm_widgets as cjm

STAGES, LANES = 500, 40
ROUNDS = 3
NAMES = {".csv": "CSV", ".xlsx": "XLSX", ".mmd": "Mermaid", ".md": "Markdown", ".pptx": "PowerPoint"}
BUDGETS = {
    "CSV of a 500x40 map saved, time / its own file": 1.0,
    "XLSX of a 500x40 map saved, time / its own file": 8.0,
    "Mermaid of a 500x40 map saved, time / its own file": 0.5,
    "Markdown of a 500x40 map saved, time / its own file": 5.0,
    "PowerPoint of a 500x40 map saved, time / its own file": 60.0,
    "CSV of a 500x40 map opened, time / its own file": 4.0,
    "XLSX of a 500x40 map opened, time / its own file": 8.0,
}


def measure() -> dict[str, float]:
    """The ratios of medians."""
    journey = cjm.Journey([f"Stage {n}" for n in range(STAGES)], lanes=[f"Lane {n}" for n in range(LANES)])
    journey.frame = journey.frame.map(lambda _: "A card says what a card says")
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "map.cjm.json"
        journey.save(own)
        saving = {suffix: _median_save(own, suffix) for suffix in (".cjm.json", *NAMES)}
        readable = (".cjm.json", ".csv", ".xlsx")
        opening = {suffix: _median_read(own.with_name(f"out{suffix}")) for suffix in readable}
    ratios = {}
    for what, seconds in (("saved", saving), ("opened", opening)):
        for suffix in seconds.keys() & NAMES.keys():
            name = f"{NAMES[suffix]} of a 500x40 map {what}, time / its own file"
            ratios[name] = seconds[suffix] / seconds[".cjm.json"]
    return {name: ratios[name] for name in BUDGETS}


def _median_save(own: Path, suffix: str) -> float:
    seconds = []
    for _ in range(ROUNDS):
        journey = cjm.read(own, autosave=False)  # a new one: text written before is kept
        target = own.with_name(f"out{suffix}")
        target.unlink(missing_ok=True)
        seconds.append(_seconds(lambda journey=journey, target=target: journey.save(target)))
    return statistics.median(seconds)


def _median_read(path: Path) -> float:
    return statistics.median(_seconds(lambda: cjm.read(path, autosave=False)) for _ in range(ROUNDS))


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
