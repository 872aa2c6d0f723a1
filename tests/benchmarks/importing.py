"""What importing costs beside the two packages it cannot do without."""

from __future__ import annotations

import subprocess
import sys
import time

OURS = "from cjm_widgets import Journey, JourneyMap"
THEIRS = "import pandas, anywidget"
BUDGETS = {"import / (pandas + anywidget)": 1.15}


def _seconds(code: str, rounds: int) -> float:
    """The fastest of several fresh interpreters: noise only ever adds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        best = min(best, time.perf_counter() - start)
    return best


def measure(rounds: int = 7) -> dict[str, float]:
    """The ratio of the two, interpreters' own start included in both."""
    _seconds(OURS, 1), _seconds(THEIRS, 1)
    return {"import / (pandas + anywidget)": _seconds(OURS, rounds) / _seconds(THEIRS, rounds)}
