"""A sample of the rooms' tests without what Pyodide lacks; `make test-pyodide` runs all, some in Pyodide."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = [
    "tests/unit/document/test_gestures.py",
    "tests/unit/document/test_golden.py",
    "tests/unit/frames/test_tables.py",
    "tests/unit/measures/test_nets.py",
    "tests/unit/lint/test_verbs.py",
    "tests/unit/grading/test_rubric.py",
]
"""A file of each room; document's also save and open files."""
NOTHING = """
import threading
for name in ("pycrdt", "rapidfuzz", "re2", "vl_convert"):
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        assert error.name == name
    else:
        raise AssertionError(name)
try:
    threading.Thread(target=print).start()
except RuntimeError:
    print("nothing of it")
"""


def _run(*arguments: str) -> str:
    run = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_what_pyodide_lacks_is_lacking_under_the_plugin() -> None:
    assert (
        _run("-c", f"from tests.pyodide.lacking import take_away\ntake_away(){NOTHING}") == "nothing of it\n"
    )


def test_a_file_of_each_room_passes_without_it() -> None:
    assert " passed" in _run("-m", "pytest", "--quiet", "-p", "tests.pyodide.lacking", *SAMPLE)
