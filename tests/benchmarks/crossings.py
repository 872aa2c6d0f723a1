"""Joining rows by many columns, as ratios to pandas grouping them by every two of the same columns.

Run as ``python -m tests.benchmarks crossings``. Both sides take turns in one run and the best of each counts.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

import cjm_widgets as cjm
from tests.benchmarks.bind import best_ratio

COLUMNS = [f"c{number}" for number in range(8)]
CASES: dict[str, tuple[int, int, dict[str, Any]]] = {
    "300 rows, 3 levels": (300, 3, {}),
    "3,000 rows, 3 levels, waves": (3000, 3, {"wave": "wave"}),
    "3,000 rows, 3 levels, clusters": (3000, 3, {"cluster": "home"}),
    "3,000 rows, 40 levels": (3000, 40, {}),
    "1,000,000 rows, 3 levels": (1_000_000, 3, {}),
    "1,000,000 rows, 100 levels": (1_000_000, 100, {}),
}
BUDGETS = {
    f"join by 8 columns / pandas groupby of every pair, {case}": 1.3 if rows == 1_000_000 else 50.0
    for case, (rows, _, _) in CASES.items()
}
"""Two seconds, in times of what pandas took where they were set: 1.5 s for a million rows, .04 s for few."""


def measure() -> dict[str, float]:
    """Each budget's ratio."""
    return {name: ratio(*case) for name, case in zip(BUDGETS, CASES.values(), strict=True)}


def ratio(rows: int, levels: int, options: dict[str, Any]) -> float:
    """Joining by eight columns of this many uneven levels, against grouping by every two of them."""
    random = np.random.default_rng(2017)
    columns = {column: random.choice(levels, rows, p=random.dirichlet(np.ones(levels))) for column in COLUMNS}
    frame = pd.DataFrame(columns).assign(
        score=random.integers(1, 6, rows),
        wave=random.integers(2020, 2024, rows),
        home=random.integers(0, rows // 10, rows),
    )

    def ours() -> None:
        journey = cjm.Journey(["Wait"])
        journey.join(frame, columns={"score": "Wait"}, scale=(1, 5), by=COLUMNS, **options)

    def theirs() -> None:
        for pair in combinations(COLUMNS, 2):
            frame.groupby([*pair])["score"].value_counts()

    return best_ratio(ours, theirs, 3)
