"""Reading a column of scores: which values are scores, which are missing, and which are off the scale."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

from cjm_widgets.document.numerals import is_decimal_comma, plain_text, read_number
from cjm_widgets.rows.word_scales import WordScale, plain_word

MATCHED, MISSING_CODE, OUT_OF_SCALE, UNMATCHED, FILTERED, DUPLICATE = range(6)
OUTCOMES = (
    "matched",
    "missing code",
    "out of scale",
    "unmatched",
    "filtered",
    "duplicate respondent",
)

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


@dataclass(frozen=True)
class Meaning:
    """What the answers of a column mean.

    Parameters
    ----------
    scores
        The score of each answer in words, as `plain_word` has it.
    scale
        The lowest and the highest of these scores; None without words.
    word_scale
        The usual scale that the words are on, where they are.
    origin
        What says so: ``labels=``, the order of categories, or the name of the scale.
    value_labels
        The label of each number, where the file has labels.
    codes
        The numbers that mean "no answer" by their labels.
    reverse
        Whether the lowest score is the best.
    """

    scores: Mapping[str, float] = field(default_factory=dict)
    scale: tuple[float, float] | None = None
    word_scale: WordScale | None = None
    origin: str = ""
    value_labels: Mapping[float, str] = field(default_factory=dict)
    codes: tuple[float, ...] = ()
    reverse: bool = False

    def score_of(self, answer: object) -> float | None:
        """The score of an answer in words; None for any other."""
        return self.scores.get(plain_word(text(answer))) if self.scores else None

    @property
    def labelled_scale(self) -> tuple[float, float] | None:
        """The lowest and the highest number with a label that is an answer; None for fewer than two."""
        numbers = [value for value in self.value_labels if value not in self.codes]
        return (min(numbers), max(numbers)) if len(numbers) > 1 else None


def number(value: object) -> float | None:
    """A value as a number, whether it is a number or its text; ``None`` for anything else.

    Text is read as `read_number` reads it without a scale.

    Examples
    --------
    >>> number(6), number("6"), number(" 6"), number("6,5"), number("nan")
    (6.0, 6.0, 6.0, 6.5, None)
    """
    if isinstance(value, str):
        return read_number(value)
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


@dataclass(frozen=True)
class MissingCodes:
    """Codes that mean "no answer", matched by value; `missing_codes` makes them."""

    numbers: frozenset[float]
    texts: frozenset[str]

    def holds(self, label: object, value: float | None = None) -> bool:
        """Whether a label, whose number is ``value``, is one of the codes."""
        if value is None:
            value = number(label)
        is_text = value is None or isinstance(label, str)
        return value in self.numbers or (is_text and str(label).strip() in self.texts)


def missing_codes(codes: Iterable[int | float | str]) -> MissingCodes:
    """Codes as numbers, or as text where they are none.

    Examples
    --------
    >>> codes = missing_codes([6, "n/a"])
    >>> codes.holds("6"), codes.holds(" n/a "), codes.holds(5)
    (True, True, False)
    """
    values = {code: number(code) for code in codes}
    return MissingCodes(
        frozenset(value for value in values.values() if value is not None),
        frozenset(str(code).strip() for code, value in values.items() if value is None),
    )


def read_scores(
    labels: Sequence[object],
    scale: tuple[float, float],
    missing: Iterable[int | float | str],
    meaning: Meaning | None = None,
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
    meaning
        What answers mean that are not plain numbers; see `find_meanings`.

    Examples
    --------
    >>> answers = read_scores([None, "4", 6, "n/a", 7], scale=(1, 5), missing=["6", "n/a"])
    >>> [OUTCOMES[outcome] for outcome in answers.outcome]
    ['missing code', 'matched', 'missing code', 'missing code', 'out of scale']
    >>> read_scores(["1 - Never", "4,5", "4/5"], scale=(1, 5), missing=[]).score.tolist()
    [1.0, 4.5, 4.0]
    """
    low, high = scale
    codes = missing_codes([*missing, *(() if meaning is None else meaning.codes)])
    words = [None if meaning is None or is_blank(label) else meaning.score_of(label) for label in labels]
    # The texts of words would otherwise take part in what their column's commas and labels mean.
    others = [label if word is None else None for label, word in zip(labels, words, strict=True)]
    outcome = np.empty(len(labels), np.uint8)
    score = np.zeros(len(labels))
    for position, (label, word, value) in enumerate(
        zip(labels, words, read_numbers(others, scale), strict=True)
    ):
        value = value if word is None else word
        if is_blank(label) or codes.holds(label, value if word is None else None):
            outcome[position] = MISSING_CODE
        elif value is not None and low <= value <= high:
            reverse = meaning is not None and meaning.reverse
            outcome[position], score[position] = MATCHED, low + high - value if reverse else value
        else:
            outcome[position] = OUT_OF_SCALE
    return Answers(outcome, score)


def is_blank(value: object) -> bool:
    """Whether a value is empty: ``None`` or blank text."""
    return value is None or (isinstance(value, str) and not value.strip())


# --- the numbers of a column

_LABELLED = re.compile(
    r"(?P<number>[+-]?[0-9]+(?:[.,][0-9]+)?)"
    r"(?:\s*[=:)]\s*|\.\s+|\s+[-\u2013\u2014]\s*|[-\u2013\u2014]\s+|[-\u2013\u2014](?=[A-Z\u00c0-\u00de])|\s*(?=\())"
    r"(?P<label>\D.*)",
    re.DOTALL,
)
"""A number and what it means: "1 - Not at all", "5 = very good", "1: Never", "5 (very good)"."""
_STARTS_WITH_NUMBER = re.compile(r"[-+(.,\s\u2013\u2014]*[0-9]")
_NO_ANSWER = re.compile(
    r"\W*(?:do(?:n['\u2019]?t| not) know|dk|not applicable|n/?a|no answer|not answered|did not answer"
    r"|prefer not|refused|missing|blank|skipped|not asked)\b.*",
    re.DOTALL | re.IGNORECASE,
)
_CODE = re.compile(r"-?(?:7{2,}|8{2,}|9{2,}|9+[5-8])|-[1-9]")
"""Numbers that surveys use for "no answer": 77, 88, 98, 99, 997, -1, -9 and their like."""


def read_numbers(labels: Sequence[object], scale: tuple[float, float]) -> list[float | None]:
    """The number of each label of a column; ``None`` for a label that is none.

    Parameters
    ----------
    labels
        The distinct values of a column.
    scale
        Lowest and highest score, for texts that are a score on one scale only; see `read_number`.

    Returns
    -------
    list of float or None
        Where one comma of the column can only be a decimal point, every single comma is one. Labelled
        numbers, such as "1 - Not at all", are read if no number on the scale has two different labels.

    Examples
    --------
    >>> read_numbers(["1,234", "0,5"], (0, 5000)), read_numbers(["1,234"], (0, 5000))
    ([1.234, 0.5], [None])
    >>> read_numbers(["1 - No", "2", "5 = Yes"], (1, 5)), read_numbers(["5 - Yes", "5 - No"], (1, 5))
    ([1.0, 2.0, 5.0], [None, None])
    """
    decimal_comma = has_decimal_comma(labels)
    numbers = [
        read_number(label, scale, decimal_comma) if isinstance(label, str) else number(label)
        for label in labels
    ]
    if None in numbers and not conflicting_labels(labels, scale):
        pairs = [labelled_number(label) for label in labels]
        numbers = [value if pair is None else pair[0] for value, pair in zip(numbers, pairs, strict=True)]
    return numbers


def has_decimal_comma(labels: Iterable[object]) -> bool:
    """Whether a comma in a column can only be a decimal point."""
    return any(isinstance(label, str) and is_decimal_comma(plain_text(label)) for label in labels)


def labelled_number(label: object) -> tuple[float, str] | None:
    """A number and its label, as in "1 - Not at all"; ``None`` for anything else.

    A label that starts with a number is none, as in "1 - 2 times", nor is one that means "no answer".

    Examples
    --------
    >>> labelled_number("1 - Not at all"), labelled_number("5 = very good"), labelled_number("10:30")
    ((1.0, 'not at all'), (5.0, 'very good'), None)
    >>> labelled_number("3-5 days"), labelled_number("9 - Don't know")
    (None, None)
    """
    if not isinstance(label, str):
        return None
    match = _LABELLED.fullmatch(plain_text(label))
    if match is None:
        return None
    meaning = match["label"]
    if _STARTS_WITH_NUMBER.match(meaning) or means_no_answer(meaning):
        return None
    value = read_number(match["number"])
    return None if value is None else (value, " ".join(meaning.casefold().split()))


def conflicting_labels(
    labels: Iterable[object], scale: tuple[float, float]
) -> Mapping[float, tuple[str, ...]]:
    """The numbers on the scale that have several labels in a column, and those labels.

    Examples
    --------
    >>> conflicting_labels(["3 - left", "3 - stayed", "4 - left"], (1, 5))
    {3.0: ('left', 'stayed')}
    """
    low, high = scale
    meanings: dict[float, dict[str, None]] = {}
    for label in labels:
        pair = labelled_number(label)
        if pair is not None and low <= pair[0] <= high:
            meanings.setdefault(pair[0], {})[pair[1]] = None
    return {value: tuple(several) for value, several in meanings.items() if len(several) > 1}


def means_no_answer(label: object) -> bool:
    """Whether a text says that there is no answer, as "Don't know" and "n/a" do."""
    if not isinstance(label, str):
        return False
    labelled = _LABELLED.fullmatch(plain_text(label))
    return _NO_ANSWER.fullmatch(labelled["label"] if labelled else label) is not None


def is_code(value: float) -> bool:
    """Whether surveys use a number for "no answer", such as 99 or -1.

    Examples
    --------
    >>> [value for value in (-9.0, -1.0, 6.0, 11.0, 77.0, 98.0, 99.0, 100.0, 999.0) if is_code(value)]
    [-9.0, -1.0, 77.0, 98.0, 99.0, 999.0]
    """
    return float(value).is_integer() and _CODE.fullmatch(f"{value:.0f}") is not None
