"""Joining rows that an engine holds, beside the same group-by written by hand for that engine."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from tests.benchmarks.bind import SEGMENTS, STAGES, best_ratio, join

ROWS = 10_000_000
BUDGETS = {
    "join on polars / native polars": 1.25,
    "join on DuckDB / native DuckDB": 1.25,
}


def answers(rows: int, seed: int = 2017) -> Any:
    """Long rows as an arrow table: eight stages, four segments, five scores."""
    import pyarrow as pa

    random = np.random.default_rng(seed)
    return pa.table(
        {
            "stage": pa.array(STAGES).take(pa.array(random.integers(0, len(STAGES), rows, np.int8))),
            "segment": pa.array(SEGMENTS).take(pa.array(random.integers(0, len(SEGMENTS), rows, np.int8))),
            "score": pa.array(random.integers(1, 6, rows, np.int8)),
        }
    )


def measure(rows: int = ROWS) -> dict[str, float]:
    """Each engine's ratio."""
    import duckdb
    import polars as pl

    table = answers(rows)
    frame = pl.DataFrame(table)
    connection = duckdb.connect()
    connection.register("arrow", table)
    connection.execute("create table answers as from arrow")
    relation = connection.table("answers")
    keys = ["segment", "stage", "score"]
    return dict(
        zip(
            BUDGETS,
            (
                best_ratio(
                    lambda: join(STAGES, frame),
                    lambda: frame.lazy().group_by(keys).agg(pl.len()).collect(),
                    5,
                ),
                best_ratio(
                    lambda: join(STAGES, relation),
                    lambda: relation.aggregate(f"{', '.join(keys)}, count(*)").fetchall(),
                    5,
                ),
            ),
            strict=True,
        )
    )


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
