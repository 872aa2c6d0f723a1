"""Property tests with ten times the examples, and every hostile text: ``python -m tests.soak``.

Each part has some minutes at most, which may not reach every test: Python's files come in another order each
time. A failing example belongs into its test, as an ``@example``, before its fault is mended.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXTS = ("tests/browser/test_strings.py", "tests/browser/test_hostile_outputs.py")
"""Where all hostile texts take too long for every run."""
MINUTES = {"typescript": 6, "python": 8, "texts": 6}


def explore(command: Sequence[str], minutes: int) -> bool:
    """Whether a part's tests pass, as far as they get."""
    environment = {**os.environ, "CJM_EXPLORE": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        return process.wait(minutes * 60) == 0
    except subprocess.TimeoutExpired:
        print(f"stopped after {minutes} minutes: {' '.join(command)}", flush=True)
        return True
    finally:
        if process.poll() is None:
            os.killpg(process.pid, 15)
            process.wait()


def main() -> int:
    """Explore both halves, and the hostile texts in Chromium; 1 where something fails."""
    typescript = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "js/tests").rglob("*.test.ts*"))
        if '"fast-check"' in path.read_text("utf-8")
    ]
    python = [
        str(path.relative_to(ROOT))
        for room in ("unit", "contract")
        for path in (ROOT / "tests" / room).rglob("test_*.py")
        if "hypothesis" in path.read_text("utf-8")
    ]
    random.shuffle(python)
    npx = shutil.which("npx") or "npx"
    parts = {
        "typescript": [npx, "vitest", "run", *typescript],
        "python": [
            *(sys.executable, "-m", "pytest", "--numprocesses=2", "--dist=worksteal", "--quiet"),
            *("-m", "hypothesis", "--durations=20", *python),
        ],
        "texts": [sys.executable, "-m", "pytest", "--quiet", "--durations=20", *TEXTS],
    }
    passed = [explore(command, MINUTES[name]) for name, command in parts.items()]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
