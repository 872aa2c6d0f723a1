"""What importing costs beside the two packages it cannot do without."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys

OURS = "from cjm_widgets import Journey, JourneyMap"
THEIRS = "import pandas, anywidget"
CACHING = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""As after an installation: what an edit left uncompiled is compiled once, before the rounds that count."""
BUDGETS = {"import / (pandas + anywidget)": 1.15}


def _seconds(code: str) -> float:
    """Processor time of a fresh interpreter: unlike the clock it does not see who else is busy."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, env=CACHING)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(rounds: int = 7) -> dict[str, float]:
    """The middle ratio of the two, one after the other; interpreters' own start is included in both."""
    ratios = [_seconds(OURS) / _seconds(THEIRS) for _ in range(rounds + 1)][1:]  # the first fills caches
    return {"import / (pandas + anywidget)": statistics.median(ratios)}
