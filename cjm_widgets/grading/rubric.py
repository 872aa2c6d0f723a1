"""A rubric: what a map is asked to have, for how many points, and what is said where it has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class RubricItem:
    """One thing that is asked of a map.

    Attributes
    ----------
    id
        Lower-case letters, digits and underscores: the column of the gradebook.
    points
        What it is worth, above 0.
    about, feedback
        What is asked, and what is said where points are lost. Neither contains an answer.
    look, measure, rule
        What it looks at: a part of the map (`LOOKS`), a measure by its maker's name, codes of rules of lint.
        A rule can stand beside one of the others; the share of the points is then the product.
    at_least
        How many of what is counted earn all points; fewer earn their part.
    lane, evidence, fields, per_stage, of_all
        Which cards count: in lanes of this role or name, with this evidence, with these fields filled in;
        counted by stages that have one; or as the share of all cards of the lane.
    n
        Of a measure: numbers of fewer respondents do not count.
    answer, tolerance
        The right order; for each stage the range of a drawn emotion, or the right number of a measure.
    lost
        Points lost for each finding of a rule; all of them by default.
    whole
        All points or none, instead of parts.

    Examples
    --------
    >>> import cjm_widgets as cjm
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
    >>> item = rubric.items[0]
    >>> item.id, item.look, item.at_least
    ('stages', 'stages', 3)
    """

    id: str
    points: float
    about: str
    feedback: str
    look: str = ""
    measure: str = ""
    rule: tuple[str, ...] = ()
    lost: float | None = None
    at_least: int = 1
    lane: str = ""
    evidence: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    per_stage: bool = False
    of_all: bool = False
    whole: bool = False
    n: int = 1
    answer: tuple[str, ...] | Mapping[str, float | tuple[float, float]] = field(default=(), repr=False)
    tolerance: float = 0.0


@dataclass(frozen=True)
class Rubric:
    """What an assignment is graded by.

    Attributes
    ----------
    title
        Of the assignment.
    items
        In the order of the file.
    step
        Points are given in multiples of it, rounded down: 0.5 by default.
    day
        The day that rules about overdue dates go by; the present one where there is none.
    file
        The name of the map that each student hands in; any map where it is empty.

    Examples
    --------
    >>> import cjm_widgets as cjm
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
    >>> rubric.title, rubric.of, rubric.step
    ('A visit', 2.0, 0.5)
    """

    title: str
    items: tuple[RubricItem, ...]
    step: float = 0.5
    day: date | None = None
    file: str = ""

    @property
    def of(self) -> float:
        """The most points there are."""
        return float(sum(item.points for item in self.items))
