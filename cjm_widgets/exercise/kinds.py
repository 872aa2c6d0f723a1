"""All kinds of exercises by name, and what can be done with the values of any."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from cjm_widgets.document.errors import CjmError, unknown
from cjm_widgets.exercise import fill_lane as lane
from cjm_widgets.exercise import find_faults as faults
from cjm_widgets.exercise import guess_the_curve as curve
from cjm_widgets.exercise import order_cards as order
from cjm_widgets.exercise import sort_cards as sort
from cjm_widgets.exercise import two_coders as coding
from cjm_widgets.exercise.fill_lane import LaneAnswer, LaneKey, LaneResult, LaneTask
from cjm_widgets.exercise.find_faults import FaultAnswer, FaultKey, FaultResult, FaultTask
from cjm_widgets.exercise.guess_the_curve import CurveAnswer, CurveKey, CurveResult, CurveTask
from cjm_widgets.exercise.order_cards import OrderAnswer, OrderKey, OrderResult, OrderTask
from cjm_widgets.exercise.sort_cards import SortAnswer, SortKey, SortResult, SortTask
from cjm_widgets.exercise.two_coders import CodingAnswer, CodingKey, CodingResult, CodingTask
from cjm_widgets.journey.journey import Journey

Task: TypeAlias = CurveTask | OrderTask | SortTask | FaultTask | LaneTask | CodingTask
Key: TypeAlias = CurveKey | OrderKey | SortKey | FaultKey | LaneKey | CodingKey
Answer: TypeAlias = CurveAnswer | OrderAnswer | SortAnswer | FaultAnswer | LaneAnswer | CodingAnswer
Result: TypeAlias = CurveResult | OrderResult | SortResult | FaultResult | LaneResult | CodingResult


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
    open_key
        The key of a kind where nothing is right or wrong, and nothing has to be kept.
    """

    title: str
    make: Callable[..., tuple[Any, Any]]
    blank: Callable[[Any], Any]
    check: Callable[[Any, Any], None]
    left: Callable[[Any, Any], int]
    score: Callable[[Any, Any, Any], Any]
    open_key: CodingKey | None = None


KINDS: dict[str, ExerciseKind] = {
    curve.KIND: ExerciseKind(
        "Guess the curve",
        curve.make_curve_task,
        curve.blank_curve,
        curve.check_curve,
        curve.count_curve_left,
        curve.score_curve,
    ),
    order.KIND: ExerciseKind(
        "Order the touchpoints",
        order.make_order_task,
        order.blank_order,
        order.check_order,
        order.count_order_left,
        order.score_order,
    ),
    sort.KIND: ExerciseKind(
        "Sort cards into stages",
        sort.make_sort_task,
        sort.blank_sort,
        sort.check_sort,
        sort.count_sort_left,
        sort.score_sort,
    ),
    faults.KIND: ExerciseKind(
        "Find the faults",
        faults.make_fault_task,
        faults.blank_marks,
        faults.check_marks,
        faults.count_marks_left,
        faults.score_marks,
    ),
    lane.KIND: ExerciseKind(
        "Fill a lane",
        lane.make_lane_task,
        lane.blank_lane,
        lane.check_lane,
        lane.count_lane_left,
        lane.score_lane,
    ),
    coding.KIND: ExerciseKind(
        "Two coders",
        coding.make_coding_task,
        coding.blank_coding,
        coding.check_coding,
        coding.count_codes_left,
        coding.score_coding,
        open_key=CodingKey(),
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
