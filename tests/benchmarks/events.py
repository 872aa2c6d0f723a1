"""Joining a log of events beside polars sorting it by case and time: ``python -m tests.benchmarks.events``.

The log has the shape of that of the Business Process Intelligence Challenge 2019: 1.6 million events, 250,000
cases, 12,000 different paths. With a number behind it joins so many events from Parquet instead, and prints
the time and the memory at most.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

import cjm_widgets as cjm
from tests.benchmarks.bind import best_ratio

CASES, PATHS, STAGES = 250_000, 12_000, 42
BUDGETS = {"join 1.6 million events on polars / polars' sort by case and time": 1.5}


def log(cases: int = CASES, seed: int = 2019, first: int = 0) -> Any:
    """Events of cases whose paths are as unevenly frequent as real ones, in the order of time."""
    import polars as pl

    random = np.random.default_rng(seed)
    lengths = np.clip(random.geometric(1 / 6.4, PATHS), 1, 60)
    stages = [random.integers(0, STAGES, length) for length in lengths]
    path = np.minimum(random.zipf(1.5, cases) - 1, PATHS - 1)
    case = np.repeat(np.arange(cases), lengths[path])
    stage = np.concatenate([stages[one] for one in path])
    at = random.integers(0, 2 * 365 * 86_400, cases)[case] + random.integers(1, 90_000, len(case))
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
    """The ratio to polars."""
    rows = log()
    join(rows.head(1000))  # loads what is loaded on first use
    (budget,) = BUDGETS
    return {budget: best_ratio(lambda: join(rows), lambda: rows.sort("case", "at"), 5)}


def measure_parts(events: int) -> None:
    """Print how long joining so many events from Parquet takes, and the memory at most."""
    with tempfile.TemporaryDirectory() as folder:
        written = 0
        while written < events:
            rows = log(seed=written, first=written)
            rows.write_parquet(Path(folder) / f"{written}.parquet")
            written += len(rows)
        began = time.perf_counter()
        join(folder)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{written:,} events in {time.perf_counter() - began:.0f} s, at most {memory:.2f} GB")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure_parts(int(sys.argv[1]))
    else:
        print(measure())
