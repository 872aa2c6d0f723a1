"""Whom a map is about, what for, and who looks after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cjm_widgets.document.errors import quoted
from cjm_widgets.document.model import Document, Persona
from cjm_widgets.document.operations import PersonaChanges, SetPersona
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.rule import MAP, Finding, Spot, rule
from cjm_widgets.lint.subjects import MapContext, day

_BASICS = "Nielsen Norman Group, Journey Mapping 101 (2018)"
_ALIGNMENT = "Kalbach, Mapping Experiences, 2nd ed. (2020), chapter 2"
_RESEARCH = "Stickdorn et al., This Is Service Design Doing (2018), chapter 3"


@rule(
    "CJM101",
    "error",
    "No actor",
    why="A journey is somebody's. Without an actor every reader has somebody else in mind.",
    source=_BASICS,
    advice="Add the persona whose journey it is",
    parts=("personas",),
)
def no_actor(context: MapContext) -> Iterator[Spot]:
    if not context.document.personas:
        yield MAP, "The map is about nobody"


@rule(
    "CJM102",
    "hint",
    "Several actors in one map",
    why="Actors who want different things take different steps; one row of stages hides where they part.",
    source=_BASICS,
    advice="Make a map for each actor, or keep several where they take the same steps",
    parts=("personas",),
)
def several_actors(context: MapContext) -> Iterator[Spot]:
    if (number := len(context.document.personas)) > 1:
        yield MAP, f"{number} personas share one row of stages"


@rule(
    "CJM103",
    "warning",
    "No scenario",
    why="The scenario says where the journey begins and ends; without it nobody can say what is missing.",
    source=_BASICS,
    advice="Say in a sentence what the actor is trying to do, and when",
    parts=("scenario",),
)
def no_scenario(context: MapContext) -> Iterator[Spot]:
    if not context.document.scenario.strip():
        yield MAP, "The map has no scenario"


@rule(
    "CJM104",
    "warning",
    "No goal",
    why="Good and bad moments are only so against what somebody wants to reach.",
    source=_BASICS,
    advice="Give the persona or the stages goals",
    parts=("personas", "stages", "lanes", "cells"),
)
def no_goal(context: MapContext) -> Iterator[Spot]:
    document = context.document
    has_goals = any(persona.goals for persona in document.personas) or any(
        stage.goal for stage in document.stages
    )
    if not has_goals and not any(context.rows("goals")):
        yield MAP, "Neither personas nor stages have goals"


@rule(
    "CJM105",
    "warning",
    "No success metric",
    why="Without a number that should move, nobody can tell whether working on the journey helped.",
    source=_ALIGNMENT,
    advice="Name the metric of the map and its target",
    parts=("metric",),
)
def no_metric(context: MapContext) -> Iterator[Spot]:
    if context.document.metric is None:
        yield MAP, "The map has no success metric"


@rule(
    "CJM106",
    "hint",
    "Success metric without target",
    why="A metric without a target can only be watched; a target says when to stop.",
    source=_ALIGNMENT,
    advice="Give the success metric a target",
    parts=("metric",),
)
def no_target(context: MapContext) -> Iterator[Spot]:
    metric = context.document.metric
    if metric is not None and metric.target is None:
        yield MAP, f"The success metric {quoted(metric.name)} has no target"


@rule(
    "CJM107",
    "hint",
    "Persona that is only a name",
    why="A name alone lets everybody fill in whom they like; what a persona wants comes from research.",
    source="Cooper, The Inmates Are Running the Asylum (1999)",
    advice="Say who it is, or what it wants, needs or fears",
    parts=("personas",),
)
def only_a_name(context: MapContext) -> Iterator[Spot]:
    for persona in context.document.personas:
        if not (persona.about or persona.goals or persona.needs or persona.pains or persona.segment):
            yield Touch(persona=persona.id), f"{quoted(persona.name)} is only a name"


@rule(
    "CJM108",
    "warning",
    "Persona stands for no rows",
    why="A segment that no source has leaves the persona without a measured curve, and nothing says so.",
    source="Wilson et al., Good Enough Practices in Scientific Computing (2017)",
    advice="Name a column and a value that a joined source has, or join by that column",
    parts=("personas", "sources"),
)
def unknown_segment(context: MapContext) -> Iterator[Spot]:
    counted = [source.counts for source in context.document.sources if source.counts is not None]
    for persona in context.document.personas if counted else ():
        if persona.segment and not any(set(persona.segment) <= set(counts.by) for counts in counted):
            columns = ", ".join(map(quoted, persona.segment))
            yield Touch(persona=persona.id), f"No source is joined by {columns}"


@rule(
    "CJM109",
    "warning",
    "Two personas of one name",
    why="Readers take their curves for one person's.",
    source=_ALIGNMENT,
    advice="Call them by what sets them apart",
    parts=("personas",),
)
def same_name(context: MapContext) -> Iterator[Spot]:
    first: dict[str, Persona] = {}
    for persona in context.document.personas:
        if (name := persona.name.strip().casefold()) in first:
            yield Touch(persona=persona.id), f"Another persona is called {quoted(persona.name)} too"
        first.setdefault(name, persona)


@rule(
    "CJM110",
    "warning",
    "Not reviewed since its review date",
    why="Services change; a map that nobody looks at again is believed long after it stopped being true.",
    source=_RESEARCH,
    advice="Walk through the map, then set the next review date",
    parts=("review", "today"),
)
def review_due(context: MapContext) -> Iterator[Spot]:
    review = day(context.document.review)
    if review is not None and review < context.today:
        yield MAP, f"The map was to be reviewed by {review.isoformat()}"


@rule(
    "CJM111",
    "hint",
    "No review date",
    why="What nobody is due to look at again is not looked at again.",
    source=_RESEARCH,
    advice="Set the day by which somebody looks at the map again: set_map(review=...)",
    parts=("review",),
)
def no_review(context: MapContext) -> Iterator[Spot]:
    if not context.document.review:
        yield MAP, "The map has no review date"


@rule(
    "CJM112",
    "hint",
    "The same goal, need or pain twice",
    why="What is there twice looks twice as heavy.",
    source=_ALIGNMENT,
    advice="Keep one of them",
    parts=("personas",),
)
def repeated_words(context: MapContext) -> Iterator[Spot]:
    for persona in context.document.personas:
        for name in ("goals", "needs", "pains"):
            lines = getattr(persona, name)
            if len(_once(lines)) < len(lines):
                yield Touch(persona=persona.id), f"{quoted(persona.name)} has one of its {name} twice"


@repeated_words.mend("Keep each once")
def keep_once(document: Document, finding: Finding) -> list[SetPersona]:
    persona = next((one for one in document.personas if one.id == finding.at.persona), None)
    if persona is None:
        return []
    changes: dict[str, Any] = {
        name: once
        for name in ("goals", "needs", "pains")
        if (once := _once(getattr(persona, name))) != getattr(persona, name)
    }
    return [SetPersona(persona=persona.id, changes=PersonaChanges(**changes))] if changes else []


def _once(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({line.strip().casefold(): line for line in reversed(lines)}.values())[::-1]
