"""A class: every submission of a folder scored, as a frame, a gradebook, a page each and a page for all."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_widgets.document.errors import CjmError, unknown
from cjm_widgets.document.model import Document
from cjm_widgets.grading.class_page import class_page
from cjm_widgets.grading.likeness import Likeness, likenesses
from cjm_widgets.grading.reading import read_rubric
from cjm_widgets.grading.rubric import Rubric
from cjm_widgets.grading.scoring import Result, document_or_problem, no_points, score
from cjm_widgets.grading.student_page import student_page
from cjm_widgets.grading.submissions import Submission, submissions_in

if TYPE_CHECKING:
    import pandas as pd

_PLAIN_NAME = re.compile(r"[\w.-]{1,80}")


@dataclass(frozen=True)
class ClassResult:
    """The points of a class.

    Attributes
    ----------
    rubric
        What it was graded by.
    submissions, results
        What each student handed in, and its points, in the order of the students' names.
    starter
        The map that was handed out, whose texts are nobody's; None where there was none.

    Examples
    --------
    >>> import tempfile, pathlib, cjm_widgets as cjm
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> cjm.Journey(["Arrive", "Wait", "Pay"]).save(folder / "ada.cjm.json")
    >>> rubric = cjm.grading.read_rubric('''
    ... title = "A visit"
    ... [[item]]
    ... id = "stages"
    ... points = 2
    ... about = "At least three stages"
    ... look = "stages"
    ... at_least = 3
    ... feedback = "What comes before and after?"
    ... ''')
    >>> result = cjm.grading.grade(folder, rubric)
    >>> result["ada"].points, result.columns
    (2.0, ('student', 'points', 'of', 'stages', 'read', 'problem'))
    >>> list(result.rows()), result.frame.shape
    ([('ada', 2.0, 2.0, 2.0, 'ada.cjm.json', '')], (1, 6))
    >>> result.csv_text().splitlines()[1], result.alike
    ('ada,2,2,2,ada.cjm.json,', ())
    >>> "At least three stages" in result.student_page("ada"), "ada" in result.class_page(min_n=1)
    (True, False)
    >>> [path.name for path in result.write(folder / "graded")]
    ['gradebook.csv', 'alike.csv', 'class.html', 'ada.html']
    """

    rubric: Rubric
    submissions: tuple[Submission, ...]
    results: tuple[Result, ...]
    starter: Document | None = None

    def __getitem__(self, student: str) -> Result:
        """The result of a student."""
        names = self._ipython_key_completions_()
        if student not in names:
            raise unknown("student", student, names)
        return self.results[names.index(student)]

    def _ipython_key_completions_(self) -> list[str]:
        """What completion offers behind the bracket."""
        return [one.student for one in self.submissions]

    @property
    def columns(self) -> tuple[str, ...]:
        """Of the gradebook."""
        return ("student", "points", "of", *(item.id for item in self.rubric.items), "read", "problem")

    def rows(self) -> Iterator[tuple[str | float, ...]]:
        """A row each student, as `columns` names them."""
        for one, result in zip(self.submissions, self.results, strict=True):
            points = (item.points for item in result.items)
            yield one.student, result.points, result.of, *points, one.origin, result.problem

    @property
    def frame(self) -> pd.DataFrame:
        """The gradebook as a frame: ``student, points, of``, the points of each item, ``read, problem``."""
        import pandas as pd

        return pd.DataFrame([*self.rows()], columns=[*self.columns])

    @cached_property
    def alike(self) -> tuple[Likeness, ...]:
        """Pairs of students whose cards say the same, the most alike first. This judges nobody."""
        maps = {one.student: one.document for one in self.submissions if one.document is not None}
        return tuple(likenesses(maps, self.starter))

    def csv_text(self) -> str:
        """The gradebook as CSV, in which no name or sentence is a formula."""
        from cjm_widgets.formats.fields import write_fields

        return write_fields([self.columns, *self.rows()])

    def student_page(self, student: str) -> str:
        """The page of one student, which names nobody else."""
        return student_page(student, self._submission(student).origin, self.rubric.title, self[student])

    def class_page(self, min_n: int = 10) -> str:
        """The page to show in class: no names, and no numbers of fewer than ``min_n`` students."""
        maps = [one.document for one in self.submissions if one.document is not None]
        return class_page(self.rubric, self.results, maps, min_n)

    def write(self, folder: str | os.PathLike[str], min_n: int = 10) -> list[Path]:
        """Write ``gradebook.csv``, ``alike.csv``, ``class.html`` and ``students/``; returns the files.

        The first two and the students' pages are the teacher's; ``class.html`` can be shown to all.
        """
        from cjm_widgets.formats.fields import write_fields

        into = Path(folder)
        alike = [(one.student, one.other, one.shared, one.of) for one in self.alike]
        texts = {
            "gradebook.csv": "\ufeff" + self.csv_text(),  # the mark tells Excel it is UTF-8
            "alike.csv": "\ufeff" + write_fields([("student", "other", "same texts", "of"), *alike]),
            "class.html": self.class_page(min_n),
        }
        for one in self.submissions:
            texts[f"students/{page_name(one.student)}"] = self.student_page(one.student)
        (into / "students").mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (into / name).write_bytes(text.encode("utf-8", "replace"))  # names of files may be no UTF-8
        return [into / name for name in texts]

    def _submission(self, student: str) -> Submission:
        self[student]
        return next(one for one in self.submissions if one.student == student)


def grade(
    folder: str | os.PathLike[str],
    rubric: Rubric | str | os.PathLike[str],
    *,
    starter: str | os.PathLike[str] | None = None,
) -> ClassResult:
    """Score every submission of a folder.

    Parameters
    ----------
    folder
        With a folder for each student, as nbgrader has it, or a ``.cjm.json`` or ``.ipynb`` file for each.
        Notebooks are never run: the map in their saved outputs is read. Links are not followed.
    rubric
        A rubric, or its path or text; see `read_rubric`.
    starter
        The path of the map that was handed out; what it says does not make submissions alike.

    Returns
    -------
    ClassResult
        What is empty, damaged, no map or made to exhaust the machine has no points, and a sentence.

    Raises
    ------
    CjmError
        There is no such folder, nobody handed in anything, or the rubric or starter makes no sense.

    Examples
    --------
    >>> import tempfile, pathlib, cjm_widgets as cjm
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> cjm.Journey(["Arrive", "Wait", "Pay"]).save(folder / "ada.cjm.json")
    >>> rubric = '''
    ... [[item]]
    ... id = "stages"
    ... points = 2
    ... about = "At least four stages"
    ... look = "stages"
    ... at_least = 4
    ... feedback = "What comes before and after?"
    ... '''
    >>> cjm.grading.grade(folder, rubric)["ada"]["stages"]
    1.5
    """
    rubric = rubric if isinstance(rubric, Rubric) else read_rubric(rubric)
    handed_out = None
    if starter is not None:
        handed_out, why = document_or_problem(starter)
        if handed_out is None:
            raise CjmError(f"the starter map: {why}")
    every = submissions_in(folder, rubric.file)
    results = tuple(
        no_points(rubric, one.problem) if one.document is None else score(one.document, rubric)
        for one in every
    )
    return ClassResult(rubric, tuple(every), results, handed_out)


def page_name(student: str) -> str:
    """The name of a student's page: their name, where it is the name of a file everywhere.

    Examples
    --------
    >>> page_name("ada"), page_name("Ada <L>")
    ('ada.html', 'Ada__L_-977c1e1d.html')
    """
    if _PLAIN_NAME.fullmatch(student):
        return f"{student}.html"
    mark = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    plain = re.sub(r"[^\w.-]", "_", student)[:60]
    return f"{plain}-{mark}.html"
