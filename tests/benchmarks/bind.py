"""Binding rows to counts and measures, as ratios to numpy and pandas doing the bare minimum beside it.

Run as ``python -m tests.benchmarks.bind [rows]``. The two sides of a ratio take turns in the same run and the
best of each counts, so a busy machine slows both.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from cjm_widgets.analysis.tables import Measured, estimate
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.shares import top_box
from cjm_widgets.rows.reading import Plan

ROWS = 10_000_000
BUDGETS = {
    "bind categorical rows / one numpy bincount": 2.5,
    "bind string rows / pandas groupby": 1.0,
    "segment toggle / pandas filter and groupby": 1 / 500,
}
STAGES = ["getting there", "parking", "check-in", "security", "waiting", "boarding", "flight", "arrival"]
SEGMENTS = ["domestic", "international", "transfer", "crew"]


def measure(rows: int = ROWS) -> dict[str, float]:
    """Each budget's ratio, measured on this many long rows of eight stages and four segments."""
    random = np.random.default_rng(2017)
    codes = (
        random.integers(0, len(STAGES), rows).astype(np.int8),
        random.integers(0, len(SEGMENTS), rows).astype(np.int8),
    )
    frame = pd.DataFrame(
        {
            "stage": pd.Categorical.from_codes(codes[0], STAGES),
            "segment": pd.Categorical.from_codes(codes[1], SEGMENTS),
            "score": random.integers(1, 6, rows),
        }
    )
    stages = {name: name for name in STAGES}
    plan = Plan(scale=(1, 5), stage="stage", score="score", stages=stages, by=("segment",))

    def bind(given: pd.DataFrame) -> Measured:
        counts, _ = count(given, plan)
        source = Measured("survey", stack(counts), plan.scale, (mean(), top_box()))
        estimate(source, STAGES)
        return source

    source = bind(frame)  # also loads what is loaded on first use
    stage_codes = frame["stage"].cat.codes.to_numpy()
    ratios = [best_ratio(lambda: bind(frame), lambda: np.bincount(stage_codes), 7)]

    def filter_and_group() -> None:
        kept = frame[frame["segment"] == "international"]
        kept.groupby("stage", observed=True)["score"].agg(["count", "mean", "std"])

    toggle = {"segment": ("international",)}
    ratios.append(best_ratio(lambda: estimate(source, STAGES, toggle), filter_and_group, 5, batch=100))

    text = frame.astype({"stage": "str", "segment": "str"})
    ratios.insert(
        1, best_ratio(lambda: bind(text), lambda: text.groupby(["stage", "segment"])["score"].mean(), 3)
    )
    return dict(zip(BUDGETS, ratios, strict=True))


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
