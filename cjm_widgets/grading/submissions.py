"""A folder of what students handed in, read as data: maps, and notebooks, none of which is ever run.

A student is a folder, or a file, in the folder of the class; the name is that of the folder or file. Of a
notebook the map is read that its outputs hold, as they were saved. Links are not followed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document
from cjm_widgets.grading.scoring import document_or_problem
from cjm_widgets.storage import file
from cjm_widgets.storage.limits import check_json, read_bytes

NOTEBOOK = ".ipynb"
_OUTPUT = "application/vnd.cjm+json"
_DEEPEST = 4
"""Folders within a student's folder: nbgrader puts the assignment's into it."""
_MOST_FILES = 500
"""Of one student."""


class Submission(NamedTuple):
    """What one student handed in. ``origin`` says what was read; ``problem`` why there is no map.

    Neither has more of a path than the name of a file.
    """

    student: str
    document: Document | None
    origin: str
    problem: str = ""


def submissions_in(folder: str | os.PathLike[str], name: str = "") -> list[Submission]:
    """What every student handed in, in the order of their names.

    Parameters
    ----------
    folder
        Of the class.
    name
        The name of the map that was asked for; any map counts where it is empty.

    Raises
    ------
    CjmError
        There is no such folder, or nothing in it.
    """
    root = Path(folder)
    if not root.is_dir():
        raise CjmError(f"{folder} is no folder of submissions")
    students: dict[str, list[Path]] = {}
    strange: dict[str, str] = {}
    for entry in sorted(root.iterdir()):
        if entry.name.startswith("."):
            continue
        student = _student(entry)
        if entry.is_symlink():
            strange[student] = f"{entry.name} is a link to somewhere else: it was not read."
        elif entry.is_dir():
            students.setdefault(student, []).extend(_files(entry, _DEEPEST))
        elif entry.name.endswith((file.SUFFIX, NOTEBOOK)):
            students.setdefault(student, []).append(entry)
    if not students and not strange:
        raise CjmError(f"{folder} has no folder, {file.SUFFIX} or {NOTEBOOK} of any student")
    every = [_submission(student, files[:_MOST_FILES], name) for student, files in students.items()]
    every += [
        Submission(student, None, "", why) for student, why in strange.items() if student not in students
    ]
    return sorted(every, key=lambda one: one.student)


def _student(entry: Path) -> str:
    for suffix in (file.SUFFIX, NOTEBOOK):
        if entry.name.endswith(suffix):
            return entry.name.removesuffix(suffix)
    return entry.name


def _files(folder: Path, deep: int) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return  # it may not be listed: the student has no map, and the sentence says so
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            if deep:
                yield from _files(entry, deep - 1)
        elif entry.name.endswith((file.SUFFIX, NOTEBOOK)):
            yield entry


def _submission(student: str, files: list[Path], name: str) -> Submission:
    maps = [path for path in files if path.name.endswith(file.SUFFIX)]
    wanted = [path for path in maps if path.name == name] or maps
    if wanted:
        path = wanted[0]
        document, problem = document_or_problem(path)
        others = f", the first of {len(wanted)} maps" if len(wanted) > 1 else ""
        return Submission(student, document, f"{path.name}{others}", problem)
    notebooks = [path for path in files if path.name.endswith(NOTEBOOK)]
    if not notebooks:
        return Submission(student, None, "", f"There is no {name or 'map'} and no notebook.")
    problem = ""
    for path in notebooks:
        document, origin, why = _map_in_notebook(path)
        if document is not None:
            return Submission(student, document, origin)
        problem = problem or why
    return Submission(student, None, notebooks[0].name, problem)


def _map_in_notebook(path: Path) -> tuple[Document | None, str, str]:
    """The last map that the outputs of a notebook hold, where that is, and why there is none."""
    try:
        content = read_bytes(path)
        check_json(content, path.name)
        notebook = json.loads(content)
    except OSError as error:
        return None, "", f"{path.name} cannot be read: {error.strerror}."
    except CjmError as error:
        return None, "", f"{str(error).replace(str(path), path.name).rstrip('.')}."
    except (ValueError, RecursionError):
        return None, "", f"{path.name} is no notebook: it is not JSON."
    outputs = [*_outputs(notebook)]
    for at, value in reversed(outputs):
        try:
            document = file.loads(json.dumps(value), path.name)
        except (CjmError, ValueError, RecursionError):
            continue  # an earlier output may have one
        return document, f"{path.name}: not run; the map in the output of cell {at}, as it was saved", ""
    why = "its maps are damaged" if outputs else "no output holds a map"
    return None, "", f"{path.name} was not run, and {why}: show the map, save, and hand it in again."


def _outputs(notebook: Any) -> Iterator[tuple[int, Any]]:
    """Every output that says it is a map, with the number of its cell; nothing of what is no notebook."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    for at, cell in enumerate(cells if isinstance(cells, list) else (), start=1):
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else ():
            data = output.get("data") if isinstance(output, dict) else None
            if isinstance(data, dict) and isinstance(data.get(_OUTPUT), dict):
                yield at, data[_OUTPUT]
