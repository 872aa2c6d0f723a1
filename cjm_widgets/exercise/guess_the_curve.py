"""Guess the curve: draw what respondents felt, then see what they said.

A stage is scored by how far the guess lies from the interval of its mean, not from the mean: what the survey
cannot tell apart costs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.errors import CjmError, number_text, quoted, unknown
from cjm_widgets.document.names import labels
from cjm_widgets.exercise.parts import ExercisePart, ExerciseTask
from cjm_widgets.journey.journey import Journey
from cjm_widgets.shown.sources import MapSource, prepare
from cjm_widgets.shown.values import Point

KIND = "guess-the-curve"
EVERYONE = "everyone"
MOST = 10
"""Points of a stage."""
STEPS = 20
"""A point less for each of so many parts of the scale between the guess and the interval: 0.2 of -2 to 2."""


class CurveTask(ExerciseTask, frozen=True, tag=KIND):
    """The stages to guess on a scale of emotion.

    ``respondents`` has how many rated them by segment, None where that is withheld; ``rated`` is the scale of
    the survey.
    """

    stages: tuple[str, ...]
    respondents: dict[str, int | None]
    scale: tuple[float, float] = (-2.0, 2.0)
    rated: tuple[float, float] = (1.0, 5.0)


class CurveKey(ExercisePart, frozen=True, tag=KIND):
    """The mean of each stage by segment, on the scale of emotion, with its interval and n."""

    curves: dict[str, tuple[Point, ...]]


class CurveAnswer(ExercisePart, frozen=True, tag=KIND):
    """A score for each stage, None where none is drawn, and of which segment."""

    scores: tuple[float | None, ...]
    segment: str = EVERYONE


class CurveResult(ExercisePart, frozen=True, tag=KIND):
    """The survey, and what the guess got.

    ``apart`` is how far each guess lies from its interval, ``off`` the mean of them; ``flat_off`` and
    ``flat_points`` are those of a flat line at the neutral point. ``turns`` counts changes between
    neighbours that the survey tells apart, ``right_turns`` those whose direction the guess has.
    """

    points: float
    of: float
    measured: tuple[Point, ...]
    apart: tuple[float, ...]
    stage_points: tuple[int, ...]
    off: float
    flat_off: float
    flat_points: float
    right_turns: int
    turns: int


class Turns(Struct, frozen=True):
    """Changes between neighbours that the survey tells apart, and those that a guess has."""

    right: int
    of: int


@checks_arguments
def make_curve_task(
    journey: Journey,
    *,
    source: str | None = None,
    stages: int | Sequence[str] | None = None,
    by: str | None = None,
    title: str = "",
    words: str = "",
) -> tuple[CurveTask, CurveKey]:
    """The task and the key of a journey with joined rows.

    Parameters
    ----------
    journey
        Its scores are the key; its drawn curve is not looked at.
    source
        The name of a source; by default the first that has scores.
    stages
        Names of stages, or how many from the first; by default all that the source has a mean of.
    by
        A column that the rows were joined by: each of its values is a curve to try after everyone's.
    title, words
        What stands above the task instead of the usual.

    Raises
    ------
    CjmError
        No source has scores, or fewer than two of the stages have a mean that may be shown.
    """
    document = journey.document
    chosen = _source(prepare(document), source)
    names = labels(document.stages)
    wanted = _stages(list(names.values()), stages)
    readings = {EVERYONE: chosen.read({})}
    if by is not None:
        readings |= {value: chosen.read({by: (value,)}) for value in _values(chosen, by)}
    curves = {segment: reading.curve if reading else {} for segment, reading in readings.items()}
    ids = [id for id, name in names.items() if name in wanted and _has_interval(curves[EVERYONE].get(id))]
    if len(ids) < 2:
        raise CjmError(
            f"{quoted(chosen.source.name)} has a mean with an interval at {len(ids)} of these stages, and a "
            "curve needs 2; stages of fewer respondents than min_n have none"
        )
    whole = {
        segment: tuple(curve[id] for id in ids)
        for segment, curve in curves.items()
        if all(_has_interval(curve.get(id)) for id in ids)
    }
    task = CurveTask(
        stages=tuple(names[id] for id in ids),
        scale=document.scale,
        respondents={
            segment: reading.respondents if (reading := readings[segment]) else None for segment in whole
        },
        rated=chosen.scale,
        title=title,
        words=words,
    )
    return task, CurveKey(curves=whole)


def _source(sources: Sequence[MapSource], name: str | None) -> MapSource:
    scored = [one for one in sources if (reading := one.read({})) is not None and reading.curve]
    if not scored:
        raise CjmError("no source of the journey has scores to guess; journey.join(rows, ...) joins a survey")
    if name is None:
        return scored[0]
    for one in scored:
        if one.source.name == name:
            return one
    raise unknown("source", name, [one.source.name for one in scored])


def _stages(names: Sequence[str], stages: int | Sequence[str] | None) -> Sequence[str]:
    if stages is None:
        return names
    if isinstance(stages, int):
        return names[: max(stages, 0)]
    for one in stages:
        if one not in names:
            raise unknown("stage", one, names)
    return stages


def _values(source: MapSource, by: str) -> list[str]:
    counts = source.measured.counts if source.measured is not None else None
    known = counts.by if counts is not None else ()
    if counts is None or by not in known:
        raise unknown("column that the rows were joined by", by, known, plural="columns")
    return [str(value) for value in counts.select(column=by).labels if value is not None]


def _has_interval(point: Point | None) -> bool:
    return point is not None and point.low is not None and point.high is not None


def blank_curve(task: CurveTask) -> CurveAnswer:
    """An answer with nothing drawn."""
    return CurveAnswer(scores=(None,) * len(task.stages))


def check_curve(task: CurveTask, answer: CurveAnswer) -> None:
    """Refuse an answer that does not belong to the task.

    Raises
    ------
    CjmError
        It has another number of stages, a score outside the scale, or a segment that the task does not have.
    """
    if answer.segment not in task.respondents:
        raise unknown("segment", answer.segment, task.respondents)
    if len(answer.scores) != len(task.stages):
        raise CjmError(f"a guess has a score for each of {len(task.stages)} stages, not {len(answer.scores)}")
    low, high = task.scale
    for stage, score in zip(task.stages, answer.scores, strict=True):
        if score is not None and not low <= score <= high:
            ends = f"{number_text(low)} to {number_text(high)}"
            raise CjmError(f"the guess of {quoted(stage)} is {number_text(score)}; scores run from {ends}")


def count_curve_left(task: CurveTask, answer: CurveAnswer) -> int:
    """How many stages are not drawn yet."""
    return sum(score is None for score in answer.scores)


def distance_to_interval(guess: float, low: float, high: float) -> float:
    """How far a guess lies from an interval: 0 inside it and on its ends.

    Examples
    --------
    >>> distance_to_interval(0.5, 1.0, 1.5), distance_to_interval(1.2, 1.0, 1.5)
    (0.5, 0.0)
    """
    return max(low - guess, guess - high, 0.0)


def points_at(distance: float, scale: tuple[float, float] = (-2.0, 2.0)) -> int:
    """Points for a guess this far from the interval.

    10 less one for each twentieth of the scale, 0.2 of -2 to 2, rounded to whole points with halves up, and
    never below 0.

    Examples
    --------
    >>> points_at(0.0), points_at(0.2), points_at(0.29), points_at(5.0)
    (10, 9, 9, 0)
    """
    step = (scale[1] - scale[0]) / STEPS
    return max(0, math.floor(round(MOST - distance / step, 9) + 0.5))


def count_turns(scores: Sequence[float], measured: Sequence[Point]) -> Turns:
    """Changes from one stage to the next that the survey tells apart, and how many of them the guess has.

    Two stages are told apart where their intervals do not overlap, which is careful: of the same respondents
    smaller differences could be told apart. A change between others counts neither way.

    Parameters
    ----------
    scores
        The guess, a score a stage.
    measured
        Mean and interval of the same stages.

    Examples
    --------
    >>> low, high = Point(n=40, value=0, low=-0.1, high=0.1), Point(n=40, value=1, low=0.9, high=1.1)
    >>> count_turns([0.0, 0.5, 0.6], [low, high, high])
    Turns(right=1, of=1)
    """
    right = of = 0
    for at in range(len(measured) - 1):
        before, after = measured[at], measured[at + 1]
        rises, falls = _low(after) > _high(before), _high(after) < _low(before)
        if rises or falls:
            of += 1
            change = scores[at + 1] - scores[at]
            right += change > 0 if rises else change < 0
    return Turns(right, of)


def _low(point: Point) -> float:
    return point.value if point.low is None else point.low


def _high(point: Point) -> float:
    return point.value if point.high is None else point.high


def score_curve(task: CurveTask, key: CurveKey, answer: CurveAnswer) -> CurveResult:
    """What a guess got: each stage up to 10 points by its distance from the interval, see `points_at`.

    Raises
    ------
    CjmError
        A stage is not drawn.
    """
    scores = [score for score in answer.scores if score is not None]
    if len(scores) < len(task.stages):
        raise CjmError(f"draw all {len(task.stages)} stages first; {len(scores)} are drawn")
    measured = key.curves[answer.segment]
    apart = _apart(scores, measured)
    flat = _apart([_neutral(task.scale)] * len(measured), measured)
    points = tuple(points_at(one, task.scale) for one in apart)
    turns = count_turns(scores, measured)
    return CurveResult(
        points=sum(points),
        of=MOST * len(points),
        measured=measured,
        apart=apart,
        stage_points=points,
        off=sum(apart) / len(apart),
        flat_off=sum(flat) / len(flat),
        flat_points=sum(points_at(one, task.scale) for one in flat),
        right_turns=turns.right,
        turns=turns.of,
    )


def _apart(scores: Sequence[float], measured: Sequence[Point]) -> tuple[float, ...]:
    pairs = zip(scores, measured, strict=True)
    return tuple(distance_to_interval(score, _low(point), _high(point)) for score, point in pairs)


def _neutral(scale: tuple[float, float]) -> float:
    low, high = scale
    return 0.0 if low < 0 < high else (low + high) / 2
