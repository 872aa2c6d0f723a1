"""Reading a column of scores: which values are scores, which are missing, and which are off the scale."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

MATCHED, MISSING_CODE, OUT_OF_SCALE, UNMATCHED, FILTERED, DUPLICATE = range(6)
OUTCOMES = (
    "matched",
    "missing code",
    "out of scale",
    "unmatched",
    "filtered",
    "duplicate respondent",
)

NUMBER = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"
"""A regular expression, in every dialect, of text that is a number."""
NO_SCALE = (-sys.float_info.max, sys.float_info.max)
"""Stands for the scale of amounts, which have none: every finite number is within it."""
_LONG = 1e15
"""From this size a whole number is written with an exponent."""


@dataclass(frozen=True)
class Answers:
    """The meaning of each label of a column.

    Parameters
    ----------
    outcome
        For each label, its position in ``OUTCOMES``.
    score
        For each label its score; zero if it is not a score.
    """

    outcome: np.ndarray[Any, np.dtype[np.uint8]]
    score: np.ndarray[Any, np.dtype[np.float64]]

    @property
    def is_score(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """For each label, whether it is a score."""
        mask: np.ndarray[Any, np.dtype[np.bool_]] = self.outcome == MATCHED
        return mask


def number(value: object) -> float | None:
    """A value as a number, whether it is a number or its text; ``None`` for anything else.

    Spaces around the text are ignored.

    Examples
    --------
    >>> number(6), number("6"), number(" 6"), number("nan")
    (6.0, 6.0, 6.0, None)
    """
    if isinstance(value, str):
        stripped = value.strip()
        return float(stripped) if re.fullmatch(NUMBER, stripped) else None
    if isinstance(value, Real | Decimal):
        try:
            return float(value)
        except OverflowError:
            return math.inf  # off any scale, whatever its sign
    return None


def text(value: object) -> str:
    """A value as people write it: whole numbers without a point, times without a ``T``.

    Half of a surrogate pair, which no file can hold, is written as its escape.

    Examples
    --------
    >>> text(2.0), text("2"), text(True)
    ('2', '2', 'True')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < _LONG:
        return str(int(value))
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def read_scores(
    labels: Sequence[object], scale: tuple[float, float], missing: Iterable[int | float | str]
) -> Answers:
    """Distinguish scores from everything else.

    A missing code is missing even if it lies on the scale. ``None`` and blank text are always missing.

    Parameters
    ----------
    labels
        The distinct values of a column; ``None`` for a missing one.
    scale
        Lowest and highest score.
    missing
        Codes that mean "no answer", matched by value.

    Examples
    --------
    >>> answers = read_scores([None, "4", 6, "n/a", 7], scale=(1, 5), missing=["6", "n/a"])
    >>> [OUTCOMES[outcome] for outcome in answers.outcome]
    ['missing code', 'matched', 'missing code', 'missing code', 'out of scale']
    """
    low, high = scale
    codes = {_code(value) for value in missing}
    outcome = np.empty(len(labels), np.uint8)
    score = np.zeros(len(labels))
    for position, label in enumerate(labels):
        value = number(label)
        if is_blank(label) or _code(label) in codes:
            outcome[position] = MISSING_CODE
        elif value is not None and low <= value <= high:
            outcome[position], score[position] = MATCHED, value
        else:
            outcome[position] = OUT_OF_SCALE
    return Answers(outcome, score)


def is_blank(value: object) -> bool:
    """Whether a value is empty: ``None`` or blank text."""
    return value is None or (isinstance(value, str) and not value.strip())


def _code(value: object) -> float | str:
    as_number = number(value)
    return str(value).strip() if as_number is None else as_number
