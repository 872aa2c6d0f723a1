"""Two coders: put quotes into stages twice, by two people or on two days, and see how far they agree.

Nothing is right or wrong here: the result is the agreement, and what there is to talk about.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from cjm_widgets.analysis.agreement import agreement
from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.errors import CjmError, quoted
from cjm_widgets.exercise.parts import (
    ExerciseItem,
    ExercisePart,
    ExerciseTask,
    check_items,
    check_stage,
    shuffled,
    stage_names,
)
from cjm_widgets.journey.journey import Journey

KIND = "two-coders"
COEFFICIENTS = ("per_cent", "cohen_kappa", "krippendorff_alpha", "gwet_ac1")


class CodingTask(ExerciseTask, frozen=True, tag=KIND):
    """The stages, and the quotes to put into them, in the order of the alphabet."""

    stages: tuple[str, ...]
    items: tuple[ExerciseItem, ...]


class CodingKey(ExercisePart, frozen=True, tag=KIND):
    """There is none: nothing is right or wrong."""


class CodingAnswer(ExercisePart, frozen=True, tag=KIND):
    """The stage that each coder put each quote into, by the quote's id.

    The second begins when the first is done, and does not see what the first did.
    """

    first: dict[str, str]
    second: dict[str, str]


class Coefficient(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A coefficient of agreement with its 95 % interval; None where the codes give none."""

    measure: Literal["per_cent", "cohen_kappa", "krippendorff_alpha", "gwet_ac1"]
    value: float | None = None
    low: float | None = None
    high: float | None = None


class CodingResult(ExercisePart, frozen=True, tag=KIND):
    """How many quotes both put into one stage, of how many, and how far that is beyond chance.

    ``apart`` has the ids of those they put into different ones, ``coefficients`` are those of `COEFFICIENTS`
    as `cjm_widgets.agreement` has them, all stages of the journey being categories.
    """

    points: float
    of: float
    apart: tuple[str, ...]
    coefficients: tuple[Coefficient, ...]

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; None where both put everything into one stage."""
        return self._kappa.value

    @property
    def low(self) -> float | None:
        """The lower end of the 95 % interval of kappa."""
        return self._kappa.low

    @property
    def high(self) -> float | None:
        """The upper end of the 95 % interval of kappa."""
        return self._kappa.high

    @property
    def _kappa(self) -> Coefficient:
        return next(one for one in self.coefficients if one.measure == "cohen_kappa")


@checks_arguments
def make_coding_task(
    journey: Journey, *, quotes: Iterable[str], title: str = "", words: str = ""
) -> tuple[CodingTask, CodingKey]:
    """The task of some quotes.

    Parameters
    ----------
    journey
        Its stages are the codes.
    quotes
        The texts to code, two or more.
    title, words
        What stands above the task instead of the usual.

    Raises
    ------
    CjmError
        A quote is no text, or there are fewer than two.
    """
    if isinstance(quotes, str):
        raise CjmError(f"quotes= is a list of texts, not {quoted(quotes)}")
    texts: list[tuple[str, str, None]] = []
    for number, quote in enumerate(quotes, start=1):
        if not isinstance(quote, str) or not quote.strip():
            raise CjmError(f"quote {number} is not a text")
        texts.append((quote, "", None))
    items, _ = shuffled(texts, "quote")
    return CodingTask(stages=stage_names(journey), items=items, title=title, words=words), CodingKey()


def blank_coding(task: CodingTask) -> CodingAnswer:
    """Nothing coded."""
    return CodingAnswer(first={}, second={})


def check_coding(task: CodingTask, answer: CodingAnswer) -> None:
    """Refuse quotes and stages that the task does not have.

    Raises
    ------
    UnknownNameError
        Names the nearest.
    """
    for codes in (answer.first, answer.second):
        check_items(codes, task.items)
        for stage in codes.values():
            check_stage(stage, task.stages)


def count_codes_left(task: CodingTask, answer: CodingAnswer) -> int:
    """How many codes are missing, of both coders."""
    return 2 * len(task.items) - len(answer.first) - len(answer.second)


def score_coding(task: CodingTask, key: CodingKey, answer: CodingAnswer) -> CodingResult:
    """The share of quotes that both put into one stage, and the coefficients of `cjm_widgets.agreement`.

    Raises
    ------
    CjmError
        A quote was not coded twice.
    """
    if left := count_codes_left(task, answer):
        raise CjmError(f"code every quote twice first; {left} {'is' if left == 1 else 'are'} left")
    ids = [item.id for item in task.items]
    first, second = [answer.first[id] for id in ids], [answer.second[id] for id in ids]
    apart = tuple(id for id, one, other in zip(ids, first, second, strict=True) if one != other)
    frame = agreement(first, second, order=task.stages)
    frame = frame[frame["options"].isin(["", "weights equal", "nominal"])].set_index("measure")
    coefficients = []
    for measure in COEFFICIENTS:
        numbers = frame.loc[measure, ["value", "low", "high"]].astype(float)
        value, low, high = (None if math.isnan(number) else number for number in numbers)
        coefficients.append(Coefficient(measure=measure, value=value, low=low, high=high))
    return CodingResult(
        points=len(ids) - len(apart), of=len(ids), apart=apart, coefficients=tuple(coefficients)
    )
