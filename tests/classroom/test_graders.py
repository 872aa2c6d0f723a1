"""The same thirty submissions through nbgrader, through Otter-Grader and by `cjm grade`: the same points."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cjm_widgets.grading import ClassResult, grade, otter_tests
from tests.classroom.thirty import KINDS, RUBRIC, as_json, notebook, write_class

ASSIGNMENT = "departure"
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of nbgrader, to which thirty students have handed in; the notebook is the same for all."""
    root = tmp_path_factory.mktemp("course")
    source = root / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    (source / "departure.ipynb").write_text(as_json(notebook()), encoding="utf-8")
    shutil.copy(RUBRIC, source)
    (root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    write_class(root / "submitted", ASSIGNMENT)
    return root


@pytest.fixture(scope="module")
def graded(course: Path) -> ClassResult:
    """What `cjm grade` gives them."""
    return grade(course / "submitted", RUBRIC)


def run(*command: str, cwd: Path) -> str:
    """What a program prints; it must end well. Nothing else on this machine takes part."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(cwd)}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    return done.stdout + done.stderr


def test_nbgrader_gives_the_same_points_and_its_feedback_says_why(course: Path, graded: ClassResult) -> None:
    from nbgrader.api import Gradebook

    run("nbgrader", "generate_assignment", ASSIGNMENT, cwd=course)
    for student in (course / "submitted").iterdir():  # what they fetched, and handed in with their map
        shutil.copy(course / "release" / ASSIGNMENT / "departure.ipynb", student / ASSIGNMENT)
    run("nbgrader", "autograde", ASSIGNMENT, cwd=course)
    run("nbgrader", "generate_feedback", ASSIGNMENT, cwd=course)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        points = {
            one.student.id: {grade.name: grade.score for grade in one.notebooks[0].grades}
            for one in book.find_assignment(ASSIGNMENT).submissions
        }
    assert points == {
        one.student: {item.id: item.points for item in result.items}
        for one, result in zip(graded.submissions, graded.results, strict=True)
    }
    for one, result in zip(graded.submissions, graded.results, strict=True):
        page = course / "feedback" / one.student / ASSIGNMENT / "departure.html"
        text = page.read_text(encoding="utf-8")
        assert "Traceback (most recent call last)" not in text, one.student
        if result.problem and one.origin.endswith(".json"):
            assert result.problem[:30].replace('"', "&quot;") in text, one.student


@pytest.fixture(scope="module")
def autograder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Otter's archive of tests and rubric."""
    into = tmp_path_factory.mktemp("otter")
    otter_tests(RUBRIC, into / "tests", rubric_file=RUBRIC.name)
    shutil.copy(RUBRIC, into)
    run("otter", "generate", "-t", "tests", "-o", "autograder.zip", RUBRIC.name, cwd=into)
    return into / "autograder.zip"


@pytest.mark.parametrize("student", [f"s{number:02d}" for number in range(1, sum(KINDS.values()) + 1)])
def test_otter_gives_the_same_points(
    student: str, course: Path, graded: ClassResult, autograder: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "submission.zip", "w") as archive:
        archive.writestr("departure.ipynb", as_json({**notebook(), "cells": []}))
        own_map = course / "submitted" / student / ASSIGNMENT / "map.cjm.json"
        if own_map.exists():
            archive.write(own_map, own_map.name)
    run("otter", "run", "-a", str(autograder), "-o", ".", "submission.zip", cwd=tmp_path)
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    points = {test["name"]: test["score"] for test in results["tests"] if test.get("max_score")}
    assert points == {item.id: item.points for item in graded[student].items}
