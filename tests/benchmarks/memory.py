"""What joining a Parquet file takes of memory, at ten times the rows.

Run as ``python -m tests.benchmarks.memory [rows]``. The files are written in batches into a temporary folder
and deleted; each is joined by a fresh interpreter, whose peak is what the system saw.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.engines import answers

ROWS = 10_000_000
BATCH = 1_000_000
BUDGETS = {"peak memory of joining 100M Parquet rows / 10M": 1.2}
_JOIN = """
import sys
from tests.benchmarks.bind import STAGES, join
journey = join(STAGES, sys.argv[1])
assert journey.measures.query("measure == 'mean'")["n"].sum() == int(sys.argv[2])
"""
# A process starts with the peak of the one that forked it, so a small one stands between.
_WATCH = """
import resource, subprocess, sys
subprocess.run([sys.executable, *sys.argv[1:]], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure(rows: int = ROWS) -> dict[str, float]:
    """The peak at ten times the rows by the peak at the rows."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_peak(Path(folder) / f"{n}.parquet", n) for n in (rows, 10 * rows))
    return dict.fromkeys(BUDGETS, large / small)


def _peak(path: Path, rows: int) -> int:
    from pyarrow import parquet

    with parquet.ParquetWriter(path, answers(1).schema) as writer:
        for batch in range(0, rows, BATCH):
            writer.write_table(answers(min(BATCH, rows - batch), seed=batch))
    run = [sys.executable, "-c", _WATCH, "-c", _JOIN, str(path), str(rows)]
    peak = int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
    path.unlink()
    return peak


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
