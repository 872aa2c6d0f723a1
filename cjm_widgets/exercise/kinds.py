"""All kinds of exercises by name, and what can be done with the values of any."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from cjm_widgets.document.errors import CjmError, unknown
from cjm_widgets.exercise import guess_the_curve as curve
from cjm_widgets.exercise.guess_the_curve import CurveAnswer, CurveKey, CurveResult, CurveTask
from cjm_widgets.journey.journey import Journey

Task: TypeAlias = CurveTask
Key: TypeAlias = CurveKey
Answer: TypeAlias = CurveAnswer
Result: TypeAlias = CurveResult


@dataclass(frozen=True)
class ExerciseKind:
    """What a kind of exercise can do with its values; the functions are those of its module.

    Attributes
    ----------
    title
        What it is called.
    make
        From what a teacher has to the task and its key.
    blank
        The answer before anything is done.
    check
        Refuses an answer that does not belong to the task.
    left
        How much is still to be done before the answer can be scored.
    score
        From the task, the key and an answer to its result.
    """

    title: str
    make: Callable[..., tuple[Any, Any]]
    blank: Callable[[Any], Any]
    check: Callable[[Any, Any], None]
    left: Callable[[Any, Any], int]
    score: Callable[[Any, Any, Any], Any]


KINDS: dict[str, ExerciseKind] = {
    curve.KIND: ExerciseKind(
        "Guess the curve",
        curve.make_curve_task,
        curve.blank_curve,
        curve.check_curve,
        curve.count_curve_left,
        curve.score_curve,
    ),
}


def kind_named(name: object) -> ExerciseKind:
    """The kind of a name.

    Raises
    ------
    UnknownNameError
        There is none; names the nearest.

    Examples
    --------
    >>> kind_named("guess-the-curve").title
    'Guess the curve'
    """
    if not isinstance(name, str) or name not in KINDS:
        raise unknown("exercise", name, KINDS)
    return KINDS[name]


def make_task(kind: ExerciseKind, journey: Journey, options: Mapping[str, Any]) -> tuple[Task, Key]:
    """The task and the key of an exercise about a journey.

    Raises
    ------
    CjmError
        The kind has no such option, or needs another, or the journey has not what it needs.
    """
    parameters = [*inspect.signature(kind.make).parameters.values()][1:]
    for name in options:
        if name not in {one.name for one in parameters}:
            raise unknown("option", f"{name}=", [f"{one.name}=" for one in parameters])
    for one in parameters:
        if one.default is one.empty and one.name not in options:
            raise CjmError(f"{kind.title} needs {one.name}=")
    task, key = kind.make(journey, **options)
    return task, key


def name_of(part: Task | Key | Answer | Result) -> str:
    """The name of the kind that a value belongs to."""
    return str(part.__struct_config__.tag)
