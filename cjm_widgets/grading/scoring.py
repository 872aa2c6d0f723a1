"""Scoring one map by a rubric. Whatever a student hands in ends in points and sentences, not in an error."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cjm_widgets.document.errors import CjmError, quoted, unknown
from cjm_widgets.document.model import Document
from cjm_widgets.grading.looks import LOOKS, cards_of, measured_share
from cjm_widgets.grading.reading import read_rubric
from cjm_widgets.grading.rubric import Rubric, RubricItem
from cjm_widgets.lint.linter import Linter
from cjm_widgets.lint.rule import chosen
from cjm_widgets.storage import file

_ROUNDING = 1e-9


@dataclass(frozen=True)
class ItemResult:
    """The points of one item; ``feedback`` is empty where there are all of them.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> item = cjm.grading.ItemResult("stages", "At least three stages", 1.0, 2.0, "What comes before?")
    >>> item.points, item.of
    (1.0, 2.0)
    """

    id: str
    about: str
    points: float
    of: float
    feedback: str = ""


@dataclass(frozen=True)
class Result:
    """The points of one map.

    Attributes
    ----------
    points, of
        How many, and how many there are at most.
    items
        By the items of the rubric.
    problem
        Why there is no map, in a sentence; empty where there is one.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> item = cjm.grading.ItemResult("stages", "At least three stages", 1.0, 2.0, "What comes before?")
    >>> result = cjm.grading.Result(1.0, 2.0, (item,))
    >>> print(result)
    1 of 2 points
    1 of 2: At least three stages. What comes before?
    >>> result.feedback("stages")
    'What comes before?'
    >>> result["stages"]
    1.0
    """

    points: float
    of: float
    items: tuple[ItemResult, ...]
    problem: str = ""

    def __getitem__(self, id: str) -> float:
        """The points of an item: a plain float, as nbgrader reads the last value of a cell."""
        return self._item(id).points

    def feedback(self, id: str) -> str:
        """What is said of an item: why there is no map, or what is missing; empty where nothing is."""
        return self.problem or self._item(id).feedback

    def _item(self, id: str) -> ItemResult:
        for item in self.items:
            if item.id == id:
                return item
        raise unknown("item", id, self._ipython_key_completions_())

    def _ipython_key_completions_(self) -> list[str]:
        """What completion offers behind the bracket."""
        return [item.id for item in self.items]

    def __str__(self) -> str:
        lines = [f"{self.points:g} of {self.of:g} points"]
        if self.problem:
            return f"{lines[0]}\n{self.problem}"
        for item in self.items:
            about = item.about.rstrip(".")
            lines.append(f"{item.points:g} of {item.of:g}: {about}. {item.feedback}".rstrip())
        return "\n".join(lines)


def score(
    journey: Any | Document | str | os.PathLike[str], rubric: Rubric | str | os.PathLike[str]
) -> Result:
    """The points of a map.

    Parameters
    ----------
    journey
        A journey, a document, or the path of a ``.cjm.json`` file. A file that is missing, empty, damaged or
        no map has no points, and a sentence says why; so has anything that is no journey.
    rubric
        A rubric, or its path or text; see `read_rubric`.

    Returns
    -------
    Result
        The same for the same map and rubric, its ``repr`` too; where the rubric has a ``day`` on every day.

    Raises
    ------
    CjmError
        The rubric makes no sense. Of the map nothing is raised, and nothing is written to standard error.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> rubric = cjm.grading.read_rubric('''
    ... [[item]]
    ... id = "stages"
    ... points = 2
    ... about = "At least three stages"
    ... look = "stages"
    ... at_least = 3
    ... feedback = "What comes before and after?"
    ... ''')
    >>> cjm.grading.score(cjm.Journey(["Wait", "Pay"]), rubric)["stages"]
    1.0
    >>> print(cjm.grading.score("nowhere.cjm.json", rubric))
    0 of 2 points
    There is no file nowhere.cjm.json.
    """
    rubric = rubric if isinstance(rubric, Rubric) else read_rubric(rubric)
    if isinstance(journey, str | os.PathLike):
        return _score_file(journey, rubric)
    document = journey if isinstance(journey, Document) else getattr(journey, "document", None)
    if not isinstance(document, Document):
        return no_points(rubric, f"A journey is graded, not {quoted(journey)}.")
    today = rubric.day or date.today()
    items = tuple(_item_result(document, item, rubric.step, today) for item in rubric.items)
    return Result(float(sum(item.points for item in items)), rubric.of, items)


def no_points(rubric: Rubric, problem: str) -> Result:
    """The result of what is no map."""
    items = tuple(ItemResult(one.id, one.about, 0.0, one.points, problem) for one in rubric.items)
    return Result(0.0, rubric.of, items, problem)


def document_or_problem(path: str | os.PathLike[str]) -> tuple[Document | None, str]:
    """The map in a file; or None, and why in a sentence that names the file without its folder."""
    name = Path(path).name
    try:
        return file.read(path), ""
    except FileNotFoundError:
        return None, f"There is no file {name}."
    except OSError as error:
        return None, f"{name} cannot be read: {error.strerror}."
    except CjmError as error:
        return None, f"{str(error).replace(str(path), name).rstrip('.')}."


def _score_file(path: str | os.PathLike[str], rubric: Rubric) -> Result:
    document, problem = document_or_problem(path)
    return no_points(rubric, problem) if document is None else score(document, rubric)


def _item_result(document: Document, item: RubricItem, step: float, today: date) -> ItemResult:
    share = 1.0
    if item.look:
        share *= LOOKS[item.look](document, item)
    if item.measure:
        share *= measured_share(document, item)
    if item.rule:
        share *= _rule_share(document, item, today)
    if item.whole and share < 1 - _ROUNDING:
        share = 0.0
    steps = math.floor(item.points * share / step + _ROUNDING)
    points = round(steps * step, 6)
    return ItemResult(
        item.id, item.about, points, item.points, "" if points >= item.points else item.feedback
    )


def _rule_share(document: Document, item: RubricItem, today: date) -> float:
    """What findings leave of the points. A map without a card, in which little can be found, earns nothing;
    waivers of the map do not count, since students could write them."""
    if not any(True for _ in cards_of(document)):
        return 0.0
    linter = Linter(chosen(item.rule, []))
    findings = [*linter.update(document, today=today), *linter.waived()]
    lost = item.points if item.lost is None else item.lost
    return max(0.0, 1 - len(findings) * lost / item.points)
