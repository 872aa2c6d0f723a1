"""What importing costs beside the two packages it cannot do without."""

from __future__ import annotations

import resource
import subprocess
import sys

OURS = "from cjm_widgets import Journey, JourneyMap"
THEIRS = "import pandas, anywidget"
BUDGETS = {"import / (pandas + anywidget)": 1.15}


def _seconds(code: str) -> float:
    """Processor time of a fresh interpreter: unlike the clock it does not see who else is busy."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(rounds: int = 7) -> dict[str, float]:
    """The ratio of the two, interpreters' own start included in both."""
    pairs = [(_seconds(OURS), _seconds(THEIRS)) for _ in range(rounds + 1)][1:]  # the first fills caches
    ours, theirs = (min(times) for times in zip(*pairs, strict=True))
    return {"import / (pandas + anywidget)": ours / theirs}
