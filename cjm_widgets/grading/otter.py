"""Tests for Otter-Grader: a file each item of a rubric, whose cases add up to the item's points."""

from __future__ import annotations

import os
from pathlib import Path

from cjm_widgets.grading.reading import read_rubric
from cjm_widgets.grading.rubric import Rubric


def otter_tests(
    rubric: Rubric | str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    map_file: str = "map.cjm.json",
    rubric_file: str = "rubric.toml",
) -> list[Path]:
    """Write Otter's test files.

    Otter gives each case all of its points or none, so an item has a case for each step of its points, and
    earns in Otter what `score` gives it.

    Parameters
    ----------
    rubric
        A rubric, or its path or text.
    folder
        Of the tests, ``tests`` beside the notebook; it is made.
    map_file, rubric_file
        Where a notebook finds the student's map and the rubric as the tests run. The cases are hidden where
        the rubric has answers: hand students neither the tests nor the rubric then.

    Returns
    -------
    list of Path
        The files, named after the items.

    Examples
    --------
    >>> import tempfile, cjm_widgets as cjm
    >>> toml = '[[item]]\\nid = "title"\\npoints = 1\\nabout = "Name"\\nlook = "title"\\nfeedback = "?"'
    >>> [path.name for path in cjm.grading.otter_tests(toml, tempfile.mkdtemp())]
    ['title.py']
    """
    rubric = rubric if isinstance(rubric, Rubric) else read_rubric(rubric)
    into, hidden = Path(folder), any(item.answer for item in rubric.items)
    into.mkdir(parents=True, exist_ok=True)
    paths = []
    for item in rubric.items:
        steps = round(item.points / rubric.step)
        cases = [
            {
                "code": f">>> from cjm_widgets import grading\n"
                f">>> points = grading.score({map_file!r}, {rubric_file!r})[{item.id!r}]\n"
                f">>> points >= {at * rubric.step:g}\nTrue",
                "hidden": hidden,
                "locked": False,
                "points": rubric.step,
                "failure_message": item.feedback,
            }
            for at in range(1, steps + 1)
        ]
        test = {"name": item.id, "points": item.points, "suites": [_suite(cases)]}
        path = into / f"{item.id}.py"
        path.write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n", encoding="utf-8")
        paths.append(path)
    return paths


def _suite(cases: list[dict[str, object]]) -> dict[str, object]:
    return {"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}
