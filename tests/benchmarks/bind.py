"""Joining rows and choosing a segment, as ratios to numpy and pandas doing the bare minimum beside it.

Run as ``python -m tests.benchmarks.bind [rows]``. The two sides of a ratio take turns in the same run and the
best of each counts, so a busy machine slows both.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import cycle

import numpy as np
import pandas as pd

import cjm_widgets as cjm

ROWS = 10_000_000
BUDGETS = {
    "join categorical rows / one numpy bincount": 2.5,
    "join string rows / pandas groupby": 1.0,
    "segment toggle with its message, 50 stages / pandas filter and groupby": 1 / 300,
    "the same, of a segment not chosen before": 1 / 300,
}
STAGES = ["getting there", "parking", "check-in", "security", "waiting", "boarding", "flight", "arrival"]
SEGMENTS = ["domestic", "international", "transfer", "crew"]


def answers(stages: list[str], rows: int) -> pd.DataFrame:
    """Long rows of these stages, four segments and five scores, at random."""
    random = np.random.default_rng(2017)
    stage, segment = (random.integers(0, len(names), rows).astype(np.int8) for names in (stages, SEGMENTS))
    return pd.DataFrame(
        {
            "stage": pd.Categorical.from_codes(stage, stages),
            "segment": pd.Categorical.from_codes(segment, SEGMENTS),
            "score": random.integers(1, 6, rows),
        }
    )


def join(stages: list[str], rows: object) -> cjm.Journey:
    """A journey of these stages with the rows joined, and its measures computed."""
    journey = cjm.Journey(stages)
    journey.join(rows, stage="stage", score="score", scale=(1, 5), by="segment")
    assert len(journey.measures) == 2 * len(stages)
    return journey


def measure(rows: int = ROWS) -> dict[str, float]:
    """Each budget's ratio, measured on this many long rows."""
    frame = answers(STAGES, rows)
    join(STAGES, frame.head(1000))  # loads what is loaded on first use
    codes = frame["stage"].cat.codes.to_numpy()
    categorical = best_ratio(lambda: join(STAGES, frame), lambda: np.bincount(codes), 7)
    text = frame.astype({"stage": "str", "segment": "str"})
    strings = best_ratio(
        lambda: join(STAGES, text), lambda: text.groupby(["stage", "segment"])["score"].mean(), 3
    )
    return dict(zip(BUDGETS, (categorical, strings, *toggle(rows)), strict=True))


def toggle(rows: int) -> tuple[float, float]:
    """Filtering a map of 50 stages on a screen, as ratios to doing it in pandas: again, and at first."""
    stages = [f"stage {number}" for number in range(50)]
    frame = answers(stages, rows)
    journey = join(stages, frame)
    view = cjm.JourneyMap(journey)  # which is sent every number that changes
    segments = cycle(SEGMENTS)
    # What a filter costs does not depend on the rows, so journeys of few of them will do.
    unfiltered = [join(stages, frame.head(rows // 50)) for _ in range(20)]
    views = [cjm.JourneyMap(journey) for journey in unfiltered]

    def again() -> None:
        journey.filter(segment=next(segments))
        assert len(journey.measures) == 2 * len(stages)

    def at_first() -> None:
        new = unfiltered.pop()
        new.filter(segment="international")
        assert len(new.measures) == 2 * len(stages)

    def theirs() -> None:
        kept = frame[frame["segment"] == "international"]
        kept.groupby("stage", observed=True)["score"].agg(["count", "mean", "std"])

    ratios = best_ratio(again, theirs, 5, batch=100), best_ratio(at_first, theirs, len(unfiltered))
    for one in (view, *views):
        one.close()
    return ratios


def best_ratio(ours: Callable[[], object], theirs: Callable[[], object], times: int, batch: int = 1) -> float:
    """The best time of ours by the best of theirs; ours in batches where it is too short to time alone."""
    best = [float("inf"), float("inf")]
    for _ in range(times):
        for side, (run, runs) in enumerate(((ours, batch), (theirs, 1))):
            start = time.perf_counter()
            for _ in range(runs):
                run()
            best[side] = min(best[side], (time.perf_counter() - start) / runs)
    return best[0] / best[1]


def main(rows: int = ROWS) -> dict[str, float]:
    """Print each ratio with its budget, and return them."""
    ratios = measure(rows)
    for name, ratio in ratios.items():
        print(f"{name}, {rows:,} rows: {ratio:.4g} ({BUDGETS[name]:.4g})")
    return ratios


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
