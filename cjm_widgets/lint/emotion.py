"""The drawn emotions: what backs them, what measurement says, and curves that say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from cjm_widgets.document.coverage import BACKED
from cjm_widgets.document.errors import number_text, quoted
from cjm_widgets.document.model import Document, Id, Persona, Score
from cjm_widgets.document.operations import Operation, SetEmotion
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.evidence import walked_stages
from cjm_widgets.lint.rule import MAP, Finding, Spot, rule
from cjm_widgets.lint.subjects import MapContext

if TYPE_CHECKING:
    from cjm_widgets.shown.sources import MapSource
    from cjm_widgets.shown.values import Point

_FEWEST = 3
"""Points from which a curve has a shape."""
_FLAT, _LEAP = 0.1, 0.5
"""Parts of the scale: a curve that moves less is flat, a step that moves more is a leap."""
_CURVE = "Kalbach, Mapping Experiences, 2nd ed. (2020), chapter 10"
_PEAK = "Kahneman et al., When More Pain Is Preferred to Less, Psychological Science (1993)"
_RESEARCH = "Nielsen Norman Group, Journey Mapping 101 (2018)"
_INTERVAL = "Student, The Probable Error of a Mean, Biometrika (1908)"
_HOPE = "Stickdorn et al., This Is Service Design Doing (2018), chapter 3"
_POINTS = ("emotion", "personas", "stages", "lanes", "kind", "scale")


@rule(
    "CJM301",
    "warning",
    "Emotion without evidence",
    why="A curve looks measured whoever drew it. One that nobody observed shows what the room believed.",
    source=_RESEARCH,
    advice="Ask or watch people, join a survey, or say what backs the points",
    parts=(*_POINTS, "sources"),
)
def no_evidence(context: MapContext) -> Iterator[Spot]:
    document = context.document
    if document.kind == "future":
        return
    measured = _measured_stages(document)
    for persona in document.personas:
        scores = document.emotion.get(persona.id, {})
        bare = [
            stage
            for stage, score in scores.items()
            if score.evidence in ("assumption", "none") and stage not in measured
        ]
        if bare:
            what = "No point" if len(bare) == len(scores) else f"{len(bare)} of {len(scores)} points"
            verb = "is" if len(bare) == len(scores) else "are not"
            yield _curve(context, persona), f"{what} of {quoted(persona.name)} {verb} backed by anything"


@rule(
    "CJM302",
    "error",
    "Emotion drawn outside what was measured",
    why="Drawn and measured are about the same people. Where they disagree one of them is wrong, and readers "
    "cannot tell which.",
    source=_INTERVAL,
    advice="Move the point, or say which narrower segment the persona stands for",
    parts=("emotion", "personas", "stages", "lanes", "scale", "tolerance", "sources"),
)
def outside_interval(context: MapContext) -> Iterator[Spot]:
    if not (points := [*_measured_points(context)]):
        return
    from cjm_widgets.shown.sources import borne_out  # see `_prepared`

    for persona, stage, drawn, point in points:
        if borne_out(context.document, drawn, point) is False:
            yield (
                context.point(persona, stage),
                f"Drawn {_signed(drawn)}, measured {_signed(point.value)} "
                f"({_signed(point.low)} to {_signed(point.high)}, n {point.n:,})",
            )


@outside_interval.mend("Move the point to the measured value")
def move_point(document: Document, finding: Finding) -> list[Operation]:
    from datetime import date

    context = MapContext(document, date.min)
    for persona, stage, _, point in _measured_points(context):
        if (persona, stage) == (finding.at.persona, finding.at.stage):
            value = round(point.value, 1)
            if point.low is not None and point.high is not None and not point.low <= value <= point.high:
                value = round(point.value, 3)
            low, high = document.scale
            score = Score(min(high, max(low, value)), evidence="data")
            return [SetEmotion(stage=stage, persona=persona, score=score)]
    return []


@rule(
    "CJM303",
    "warning",
    "Emotion on a future map not called a hypothesis",
    why="Nobody has lived through the future state; evidence beside a hope makes a promise of it.",
    source=_HOPE,
    advice="Call it an assumption until people have tried it",
    parts=_POINTS,
)
def backed_future(context: MapContext) -> Iterator[Spot]:
    document = context.document
    if document.kind != "future":
        return
    for persona in document.personas:
        for stage, score in document.emotion.get(persona.id, {}).items():
            if score.evidence in BACKED and stage in context.places:
                yield (
                    context.point(persona.id, stage),
                    f"{_signed(score.value)} is called {score.evidence}",
                )


@backed_future.mend("Call it an assumption")
def call_assumption(document: Document, finding: Finding) -> list[Operation]:
    at = finding.at
    score = document.emotion.get(at.persona or "", {}).get(at.stage or "")
    if score is None or at.stage is None or at.persona is None or document.kind != "future":
        return []
    return [SetEmotion(stage=at.stage, persona=at.persona, score=Score(score.value, source=score.source))]


@rule(
    "CJM304",
    "hint",
    "All points positive",
    why="A journey without a low has nothing to improve, or its lows were not looked for.",
    source=_CURVE,
    advice="Look at complaints and at those who left, then draw the lows",
    parts=_POINTS,
)
def all_positive(context: MapContext) -> Iterator[Spot]:
    for persona, values in _curves(context):
        if min(values) > 0:
            yield _curve(context, persona), f"{quoted(persona.name)} is happy at every stage"


@rule(
    "CJM305",
    "hint",
    "All points negative",
    why="Nobody stays on a journey that is bad throughout: what keeps people on it is missing.",
    source=_CURVE,
    advice="Find out what works, so that it is kept",
    parts=_POINTS,
)
def all_negative(context: MapContext) -> Iterator[Spot]:
    for persona, values in _curves(context):
        if max(values) < 0:
            yield _curve(context, persona), f"{quoted(persona.name)} is unhappy at every stage"


@rule(
    "CJM306",
    "hint",
    "Flat curve",
    why="A curve that hardly moves does not tell stages apart, and gives no reason to begin anywhere.",
    source=_PEAK,
    advice="Draw how the stages differ, or leave gaps where nobody knows",
    parts=_POINTS,
)
def flat_curve(context: MapContext) -> Iterator[Spot]:
    low, high = context.document.scale
    for persona, values in _curves(context):
        if max(values) - min(values) <= _FLAT * (high - low):
            yield _curve(context, persona), f"The curve of {quoted(persona.name)} hardly moves"


@rule(
    "CJM307",
    "hint",
    "No positive moment",
    why="People remember the peak and the end; without a high point nothing calls them back.",
    source=_PEAK,
    advice="Say where the experience is good, or plan a moment that is",
    parts=_POINTS,
)
def no_high(context: MapContext) -> Iterator[Spot]:
    for persona, values in _curves(context):
        if max(values) <= 0 <= max(values):
            yield _curve(context, persona), f"{quoted(persona.name)} is nowhere better than neutral"


@rule(
    "CJM308",
    "hint",
    "Too big a leap between stages",
    why="Feelings seldom turn by half the scale from one step to the next: something in between is missing.",
    source=_CURVE,
    advice="Add the stage at which it turned, or a card that says why",
    parts=_POINTS,
)
def leap(context: MapContext) -> Iterator[Spot]:
    low, high = context.document.scale
    for persona in context.document.personas:
        points = context.drawn(persona.id)
        for (before, was), (after, value) in pairwise(points):
            neighbours = context.places[after.id] == context.places[before.id] + 1
            if neighbours and abs(value - was) > _LEAP * (high - low) * (1 + 1e-12):
                yield (
                    context.point(persona.id, after.id),
                    f"From {_signed(was)} at {quoted(before.name)} to {_signed(value)}",
                )


@rule(
    "CJM309",
    "hint",
    "Curve with gaps at most stages",
    why="A line through few points is mostly interpolation, which readers take for knowledge.",
    source=_CURVE,
    advice="Draw the stages that are known, or take the curve away",
    parts=_POINTS,
)
def mostly_gaps(context: MapContext) -> Iterator[Spot]:
    stages = len(context.document.stages)
    for persona in context.document.personas:
        if 0 < (number := len(context.drawn(persona.id))) * 2 < stages:
            yield (
                _curve(context, persona),
                f"{quoted(persona.name)} has {number} point{'s' * (number > 1)}, the map {stages} stages",
            )


@rule(
    "CJM310",
    "warning",
    "Backed emotion without a source",
    why="Evidence that nobody can look up is an assumption with a better name.",
    source=_RESEARCH,
    advice="Say which interviews or which data, or call it an assumption",
    parts=(*_POINTS, "sources", "walkthroughs"),
)
def no_source(context: MapContext) -> Iterator[Spot]:
    measured, walked = _measured_stages(context.document), walked_stages(context.document)
    for persona in context.document.personas:
        for stage, score in context.document.emotion.get(persona.id, {}).items():
            known = {"data": measured, "walkthrough": walked}.get(score.evidence, ())
            backed = score.evidence in BACKED and stage not in known
            if backed and not score.source.strip() and stage in context.places:
                yield (
                    context.point(persona.id, stage),
                    f"It is called {score.evidence}, and no source is named",
                )


@rule(
    "CJM311",
    "warning",
    "Low point without a pain point",
    why="The curve says that it hurts, the map does not say what.",
    source=_CURVE,
    advice="Add what goes wrong there",
    parts=(*_POINTS, "cells"),
)
def unexplained_low(context: MapContext) -> Iterator[Spot]:
    lane = context.lane_of("pain_points")
    if lane is None:
        return
    low = context.document.scale[0] + (context.document.scale[1] - context.document.scale[0]) / 4
    told = {stage for _, stage, _ in context.rows("pain_points")}
    for each in context.lanes:
        if each.role == "pain_points":
            told |= context.covering(each).keys()
    for persona in context.document.personas:
        for stage, value in context.drawn(persona.id):
            if value <= low and stage.id not in told:
                yield (
                    context.point(persona.id, stage.id),
                    f"{_signed(value)} at {quoted(stage.name)}, and no pain point",
                )


@rule(
    "CJM312",
    "hint",
    "No emotion",
    why="Steps without feelings make a process chart: it shows what people do and not what it is like.",
    source=_RESEARCH,
    advice="Draw a curve or join a survey",
    parts=("emotion", "personas", "stages", "sources"),
)
def no_emotion(context: MapContext) -> Iterator[Spot]:
    document = context.document
    if document.stages and not any(document.emotion.values()) and not _measured_stages(document):
        yield MAP, "Nothing is drawn or measured of how it feels"


def _signed(value: float | None) -> str:
    if value is None:
        return "?"
    return ("+" if value > 0 else "") + number_text(round(value, 2)).replace("-", "−")


def _curve(context: MapContext, persona: Persona) -> Touch:
    return Touch(lane=context.emotion_lane, persona=persona.id)


def _curves(context: MapContext) -> Iterator[tuple[Persona, list[float]]]:
    """The curves that have a shape, on a scale whose middle is zero."""
    middle = sum(context.document.scale) / 2
    for persona in context.document.personas:
        values = [value - middle for _, value in context.drawn(persona.id)]
        if len(values) >= _FEWEST:
            yield persona, values


def _measured_stages(document: Document) -> set[Id]:
    """The stages at which a source has a score that can be shown."""
    return {
        stage
        for source in document.sources
        if source.legend is not None and source.legend.curve is not None
        for stage, figures in source.figures.items()
        if any(figure.value is not None for figure in figures.values())
    }


def _measured_points(context: MapContext) -> Iterator[tuple[Id, Id, float, Point]]:
    """Every drawn emotion where the persona's respondents were asked: persona, stage, drawn, measured."""
    document = context.document
    if not any(document.emotion.values()) or not any(source.counts for source in document.sources):
        return
    parts = (document.sources, document.personas, context.order, document.scale)
    for source in context.once("measured curves", parts, lambda: _prepared(document)):
        curves: Mapping[Id, Mapping[Id, Point]] = source.persona_curves
        for persona, curve in curves.items():
            scores = document.emotion.get(persona, {})
            for stage in context.order:
                if stage in curve and stage in scores:
                    yield persona, stage, scores[stage].value, curve[stage]


def _prepared(document: Document) -> list[MapSource]:
    from cjm_widgets.shown.sources import prepare  # numpy and pandas, which a map without counts needs not

    return prepare(document)
