"""Joining a log of events beside other programs that read it: ``python -m tests.benchmarks.events``.

The log has the shape of that of the Business Process Intelligence Challenge 2019: 1.6 million events, 250,000
cases, 12,000 different paths. All is measured in processor time, of all threads. With a number behind it
joins so many events from Parquet instead, and prints the time and the memory at most.

retentioneering 5 has an environment of its own, whose Python ``RETENTIONEERING`` names:

    python -m venv ENV && ENV/bin/pip install "retentioneering>=5,<6" && export RETENTIONEERING=ENV/bin/python
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import cjm_widgets as cjm

CASES, PATHS, STAGES = 250_000, 12_000, 42
SORT = "join 1.6 million events on polars / polars' sort by case and time"
PARTS = "peak memory of joining 22 million events from Parquet / of 5.6 million"
OTHER = "join, funnel, transitions of 1.6 million events / retentioneering's"
BUDGETS = {SORT: 1.5, PARTS: 1.2, OTHER: 0.2}
THEIRS = """
import sys, time
import pandas as pd
import retentioneering as rete

rows = pd.read_parquet(sys.argv[1])
best = float("inf")
for _ in range(2):
    start = time.process_time()
    stream = rete.Eventstream(
        rows, {"path_cols": ["case"], "event_col": "stage", "timestamp_col": "at"}
    )
    stream.funnel_data([f"stage {stage}" for stage in range(4)])
    stream.transition_graph_data("unique_paths")
    stream.transition_graph_data("time_median")
    best = min(best, time.process_time() - start)
print(best)
"""
"""The same of retentioneering: the funnel, who goes from where to where, and how long that takes."""


def log(cases: int = CASES, seed: int = 2019, first: int = 0) -> Any:
    """Events of cases whose paths are as unevenly frequent as real ones, in the order of time."""
    import polars as pl

    random = np.random.default_rng(seed)
    lengths = np.clip(random.geometric(1 / 6.4, PATHS), 1, 60)
    stages = [random.integers(0, STAGES, length) for length in lengths]
    path = np.append(np.arange(PATHS), np.minimum(random.zipf(1.5, cases) - 1, PATHS - 1))[:cases]
    case = np.repeat(np.arange(cases), lengths[path])
    stage = np.concatenate([stages[one] for one in path])
    after = random.integers(1, 90_000, len(case))
    after = after[np.lexsort([after, case])]  # the steps of a path follow one another
    at = random.integers(0, 2 * 365 * 86_400, cases)[case] + after
    frame = pl.DataFrame({"case": case + first, "stage": stage, "at": at})
    return frame.sort("at").select(
        case="case-" + pl.col("case").cast(pl.String),
        stage="stage " + pl.col("stage").cast(pl.String),
        at=pl.from_epoch("at", "s").cast(pl.Datetime("us")),
    )


def join(rows: Any) -> cjm.Journey:
    """A journey of these events."""
    journey = cjm.Journey([f"stage {stage}" for stage in range(STAGES)])
    journey.join_events(rows, case="case", activity="stage", time="at")
    return journey


def measure() -> dict[str, float]:
    """Each ratio; that to retentioneering only where it is installed."""
    rows = log()
    join(rows.head(1000))  # loads what is loaded on first use
    runs = [(_seconds(lambda: join(rows)), _seconds(lambda: rows.sort("case", "at"))) for _ in range(5)]
    ratios = {SORT: min(ours for ours, _ in runs) / min(theirs for _, theirs in runs)}
    small, large = (_peak_of_parts(events) for events in (5_600_000, 22_400_000))
    ratios[PARTS] = large / small
    python = os.environ.get("RETENTIONEERING")
    if python is None:
        print(f"{OTHER}: not measured, RETENTIONEERING names no Python that has it", flush=True)
    else:
        ratios[OTHER] = _beside_retentioneering(rows, python)
    return ratios


def _seconds(run: Callable[[], object]) -> float:
    """The processor time of all threads."""
    start = time.process_time()
    run()
    return time.process_time() - start


def _beside_retentioneering(rows: Any, python: str) -> float:
    """Our time from pandas rows to the same frames, by theirs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        rows.write_parquet(path)
        theirs = subprocess.run(
            [python, "-c", THEIRS, str(path)],
            env=os.environ | {"RETENTIONEERING_NO_TRACK": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
    frame = rows.to_pandas()

    def ours() -> None:
        journey = join(frame)
        journey.funnel(order="ordered")
        journey.transitions()

    return min(_seconds(ours) for _ in range(2)) / float(theirs.stdout)


def _peak_of_parts(events: int) -> float:
    """The memory at most of a process that joins so many events from Parquet, in gigabytes."""
    command = [sys.executable, "-m", "tests.benchmarks.events", str(events)]
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(line.rpartition("at most ")[2].partition(" GB")[0])


def measure_parts(events: int) -> None:
    """Print how long joining so many events from Parquet takes, and the memory at most."""
    with tempfile.TemporaryDirectory() as folder:
        command = f"from tests.benchmarks.events import write; write({folder!r}, {events})"
        own = subprocess.run([sys.executable, "-c", command], capture_output=True, check=True)  # its memory
        written = int(own.stdout)
        seconds = _seconds(lambda: join(folder))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{written:,} events in {seconds:.0f} s, at most {memory:.2f} GB")


def write(folder: str, events: int) -> None:
    """Write so many events into files of Parquet, and print how many they are."""
    written = 0
    while written < events:
        rows = log(seed=written, first=written)
        rows.write_parquet(Path(folder) / f"{written:012}.parquet")
        written += len(rows)
    print(written)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure_parts(int(sys.argv[1]))
    else:
        print(measure())
