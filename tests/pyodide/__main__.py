"""The rooms that a page without a server uses: without what Pyodide lacks, then in Pyodide itself, in Node.

``python -m tests.pyodide FOLDER``: the folder has npm's ``pyodide`` in ``node_modules``, and ``wheels``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from cjm_widgets.grading import grade
from tests.classroom.thirty import RUBRIC, write_class

ROOT = Path(__file__).parents[2]
ROOMS = ["document", "frames", "measures", "lint", "grading"]
STORAGE = ["tests/unit/test_autosave.py", "tests/unit/test_hostile_files.py", "tests/unit/test_snapshots.py"]
"""Tests of storage beside those in tests/unit/document."""
WITHOUT_PANDAS = [
    "tests/pyodide/there.py",
    "tests/contract/test_operations.py",
    "tests/contract/test_lane_names.py",
    *(
        f"tests/unit/document/test_{name}.py"
        for name in ("apply", "cell", "diff", "extra", "file", "gestures", "golden", "merge", "migrations")
    ),
    *(f"tests/unit/document/test_{name}.py" for name in ("names", "stages", "unseen")),
    "tests/unit/lint/test_linter.py",
    "tests/unit/lint/test_redaction.py",
    "tests/unit/grading/test_rubric.py",
]
"""What imports neither pandas nor numpy: neither has a wheel for Pyodide on PyPI."""
BY_PANDAS = [
    "tests/unit/document/test_diff.py::test_journeys_documents_and_paths_are_all_versions",
    "tests/unit/document/test_extra.py::test_edits_in_pandas_and_in_python_keep_them",
    "tests/unit/document/test_stages.py::test_the_verbs_are_one_step_each",
    "tests/unit/lint/test_redaction.py::test_none_of_200_planted_identities_is_left",
    "tests/unit/lint/test_redaction.py::test_a_fix_redacts_one_card_only",
    "tests/unit/grading/test_rubric.py::test_what_makes_no_sense_is_refused[text17",
]
"""Tests among those that make a ``Journey``, or ask which measures there are."""


def run_lacking() -> int:
    """Run the unit tests of the rooms in CPython, without what Pyodide lacks."""
    files = [*(f"tests/unit/{room}" for room in ROOMS), *STORAGE]
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "tests.pyodide.lacking", *files]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def run_in_node(folder: Path) -> int:
    """Run what needs no pandas in Pyodide."""
    school_class = folder / "class"
    shutil.rmtree(school_class, ignore_errors=True)
    write_class(school_class / "submitted")
    grade(school_class / "submitted", RUBRIC).write(school_class / "graded")
    deselect = [f"--deselect={test}" for test in BY_PANDAS]
    command = ["node", str(Path(__file__).with_name("in_node.mjs")), str(folder.resolve()), str(ROOT)]
    environment = {**os.environ, "CJM_CLASS": str(school_class.resolve())}
    return subprocess.run(
        [*command, *deselect, *WITHOUT_PANDAS], cwd=ROOT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(run_lacking() or run_in_node(Path(sys.argv[1])))
