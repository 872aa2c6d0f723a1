"""``python -m tests.schedules SEED [COUNT [EDITS]]``: plays schedules, prints the first to fail."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.schedules.pages import Pages
from tests.schedules.play import Schedule


def main(first: str, count: str = "1", edits: str = "0") -> int:
    """1 where a schedule fails."""
    # Edits that are to be refused hold halves of characters, which no output takes.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with Pages() as pages, tempfile.TemporaryDirectory() as folder:
        for seed in range(int(first), int(first) + int(count)):
            schedule = Schedule(seed, pages, Path(folder), edits=int(edits))
            faults = schedule.play()
            if faults or int(count) == 1:
                print(
                    f"--- seed {seed}",
                    *schedule.transcript,
                    *(f"FAULT {fault}" for fault in faults),
                    sep="\n",
                )
            if faults:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
