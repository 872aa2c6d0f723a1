"""Maps of a class, scored by a rubric that teachers write: `read_rubric`, `score`, `grade`.

A rubric is a TOML file. Its items look at what a map has, at what `journey.lint()` finds, or at measured
numbers, never at a student's wording. Nothing is run: what students hand in is read as data.
"""

from cjm_widgets.grading.classroom import ClassResult, grade
from cjm_widgets.grading.otter import otter_tests
from cjm_widgets.grading.reading import read_rubric
from cjm_widgets.grading.rubric import Rubric, RubricItem
from cjm_widgets.grading.scoring import ItemResult, Result, score

__all__ = [
    "ClassResult",
    "ItemResult",
    "Result",
    "Rubric",
    "RubricItem",
    "grade",
    "otter_tests",
    "read_rubric",
    "score",
]
