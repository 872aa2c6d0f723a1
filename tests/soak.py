"""Ten times the random examples, schedules, hostile texts: ``python -m tests.soak [MINUTES]``.

Every file of tests is a job of its own, two at a time. It ends by itself after twenty minutes; what was not
reached comes first the next time (``build/soak.json`` remembers when each file last ran), so that every one
has its turn. A failing example belongs into its test, as an ``@example``, before its fault is mended.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEMORY = ROOT / "build" / "soak.json"
MINUTES = 19.5
WORKERS = 2
LONGEST = 240
"""Seconds that one file has, at most; the schedules have as long as there is."""
SCHEDULES = "tests/unit/widgets/test_schedules.py"
LONG = (
    "tests/browser/reading/test_static_page.py",
    "tests/browser/hostile/test_strings.py",
    "tests/browser/hostile/test_hostile_notebook.py",
    "tests/browser/hostile/test_hostile_outputs.py",
    "tests/browser/hostile/test_hostile_tab.py",
    "tests/unit/test_hostile_files.py",
    "tests/unit/test_kill.py",
    "tests/unit/test_survivorship.py",
)
"""Where all hostile texts and files, or enough simulations, take too long for every run."""


@dataclass(frozen=True)
class Job:
    """A file of tests."""

    name: str
    command: Sequence[str]
    longest: float


def jobs() -> list[Job]:
    """Every file that explores, those first that were longest ago; schedules first of all."""
    npx = shutil.which("npx") or "npx"
    pytest = (sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "--quiet")
    every = [Job(SCHEDULES, (*pytest, SCHEDULES), MINUTES * 60)]
    for path in (ROOT / "js/tests").rglob("*.test.ts*"):
        if '"fast-check"' in path.read_text("utf-8"):
            name = str(path.relative_to(ROOT))
            every.append(Job(name, (npx, "vitest", "run", f"--testTimeout={LONGEST}000", name), LONGEST))
    for room in ("unit", "contract"):
        for path in (ROOT / "tests" / room).rglob("test_*.py"):
            if "hypothesis" in path.read_text("utf-8"):
                name = str(path.relative_to(ROOT))
                every.append(Job(name, (*pytest, "-m", "hypothesis", name), LONGEST))
    every += [Job(name, (*pytest, name), 2 * LONGEST) for name in LONG]
    last = json.loads(MEMORY.read_text()) if MEMORY.exists() else {}
    random.shuffle(every)
    return sorted(every, key=lambda job: (job.name != SCHEDULES, last.get(job.name, 0)))


class Soak:
    """Runs jobs until they or the time are through."""

    def __init__(self, waiting: list[Job], seconds: float) -> None:
        self.waiting = waiting
        self.failed: list[str] = []
        self.passed: list[str] = []
        self.stopped: list[str] = []
        self._end = time.monotonic() + seconds
        self._lock = threading.Lock()

    def run(self) -> None:
        """Run them all, as far as time goes."""
        workers = [threading.Thread(target=self._work) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def _work(self) -> None:
        while (left := self._end - time.monotonic()) > 1:
            with self._lock:
                if not self.waiting:
                    return
                job = self.waiting.pop(0)
            outcome, output = explore(job.command, min(job.longest, left))
            with self._lock:
                {None: self.stopped, True: self.passed, False: self.failed}[outcome].append(job.name)
                remember(job.name)
                print({None: "stopped", True: "passed", False: "FAILED"}[outcome], job.name, flush=True)
                if outcome is False:
                    print(output[-200_000:], flush=True)


def explore(command: Sequence[str], seconds: float) -> tuple[bool | None, str]:
    """Whether the tests pass, None where time was up before they ended; and what they printed."""
    environment = {**os.environ, "CJM_EXPLORE": "1"}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, ""
    # pytest says 5 where no test was selected: the file speaks of hypothesis and has no property.
    return process.returncode in (0, 5), output


def remember(name: str) -> None:
    """That this job ran now."""
    last = json.loads(MEMORY.read_text()) if MEMORY.exists() else {}
    MEMORY.parent.mkdir(exist_ok=True)
    MEMORY.write_text(json.dumps(last | {name: time.time()}))


def main(minutes: float = MINUTES) -> int:
    """Explore; 1 where a property fails."""
    soak = Soak(jobs(), minutes * 60)
    soak.run()
    outcomes = {
        "passed": soak.passed,
        "failed": soak.failed,
        "were stopped before their end": soak.stopped,
        "were not reached and come first the next time": [job.name for job in soak.waiting],
    }
    for outcome, names in outcomes.items():
        print(f"{len(names)} files {outcome}", *names, sep="\n  ")
    return 1 if soak.failed else 0


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
