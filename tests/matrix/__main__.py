"""Run the matrix: ``make matrix``, or ``python -m tests.matrix lab-4.6 lowest`` for some of it.

Each environment is made anew, gets the wheel, and takes the five steps in a real browser; those with the
lowest and the newest versions run a part of the suite too. Each line is printed, and replaces the lines of
its environment in ``docs/matrix.md``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests.browser.lab import Lab
from tests.matrix.browsers import missing, open_browser
from tests.matrix.environments import FOLDER, MATRIX, ROOT, Environment, build_wheel
from tests.matrix.five_steps import take

PAGE = ROOT / "docs" / "matrix.md"
SHOWN = ("ipywidgets", "anywidget", "pandas", "narwhals", "numpy")
"""Distributions whose versions the table has, besides the front end."""
PART = (
    "tests/unit/rows",
    "tests/unit/counts",
    "tests/unit/measures",
    "tests/unit/statistics",
    "tests/unit/analysis",
    "tests/unit/frames",
    "tests/unit/document",
    "tests/unit/formats",
    "tests/unit/charts",
    "tests/unit/test_journey.py",
    "tests/unit/test_join_events.py",
)
"""What of the suite runs with the lowest and with the newest versions."""
HEAD = """# Tried with

`make matrix` builds the wheel, installs it into fresh environments, and takes the five steps of the
quickstart in each: see the map, type a card, edit in pandas, join the survey, save and open again. "lowest"
has the lowest versions that the project declares, of what it needs and of all its extras, and "newest" the
newest that can be installed; a part of the test suite runs with both.
"""


class Line(NamedTuple):
    """A line of the table."""

    environment: str
    python: str
    front_end: str
    browser: str
    others: str
    outcome: str
    day: str
    """When, as ISO 8601 writes it."""


def lines(environment: Environment, wheel: Path) -> Iterator[Line]:
    """What happens in an environment, a line each browser."""
    day = datetime.now(UTC).date().isoformat()
    try:
        environment.install(wheel)
    except RuntimeError as error:
        yield Line(
            environment.name,
            environment.python,
            environment.packages[0],
            "",
            "",
            f"not installed: {error}",
            day,
        )
        return
    versions = environment.versions()
    front_end = f"{environment.front_end} {versions[environment.front_end]}"
    others = ", ".join(f"{name} {versions[name]}" for name in SHOWN)
    for browser in environment.browsers:
        outcome = f"left out: {hint}" if (hint := missing(browser)) else _steps(environment, browser)
        yield Line(environment.name, versions["python"], front_end, browser, others, outcome, day)
    if environment.suite:
        outcome = _part_of_suite(environment)
        yield Line(environment.name, versions["python"], front_end, "", others, outcome, day)


def _steps(environment: Environment, browser: str) -> str:
    with tempfile.TemporaryDirectory() as notebooks, tempfile.TemporaryDirectory() as profile:
        lab = Lab(Path(notebooks), environment.command)
        try:
            with open_browser(browser, Path(profile)) as page:
                picture = FOLDER / f"{environment.name}-{browser}.png"
                try:
                    take(page, lab, environment.page, picture)
                except AssertionError as error:
                    page.screenshot(picture)
                    return f"failed: {error}"
        finally:
            lab.close()
    return "five steps"


def _part_of_suite(environment: Environment) -> str:
    """Outside of the checkout, so that the wheel is what is tried."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("tests", "notebooks", "docs", "js", "README.md"):
            (Path(folder) / name).symlink_to(ROOT / name)
        options = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=line", "-W", "ignore")
        command = [str(environment.interpreter), "-m", "pytest", *options, *PART]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[-1].partition(" in ")[0] if done.stdout else done.stderr[-200:]


def table(rows: Sequence[Line]) -> str:
    """The lines as a table of Markdown."""
    head = ("Environment", "Python", "Front end", "Browser", "With", "Outcome", "Day")
    body = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in row) + " |" for row in body
    )


def on_page() -> list[Line]:
    """The lines that the page has."""
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [Line(*(cell.strip() for cell in row.strip("|").split("|"))) for row in rows[2:]]


def write_page(rows: Sequence[Line]) -> None:
    """Put the lines of environments in the place of those that the page has of them."""
    names, ran = [environment.name for environment in MATRIX], {row.environment for row in rows}
    every = [*(row for row in on_page() if row.environment not in ran and row.environment in names), *rows]
    every.sort(key=lambda row: names.index(row.environment))
    PAGE.write_text(f"{HEAD}\n{table(every)}\n\nRun on {sys.platform}.\n", encoding="utf-8")


def main(names: Sequence[str]) -> int:
    """Run environments by their names, or all; 1 where something failed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wheel = build_wheel()
    rows: list[Line] = []
    for environment in MATRIX:
        if names and environment.name not in names:
            continue
        try:
            for line in lines(environment, wheel):
                rows.append(line)
                print(*line, sep=" | ", flush=True)
                write_page(rows)
        finally:
            shutil.rmtree(FOLDER / environment.name, ignore_errors=True)  # up to two gigabytes
    return int(
        any(row.outcome.startswith(("failed", "not installed")) or " failed" in row.outcome for row in rows)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
