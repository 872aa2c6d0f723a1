"""The numbers a view shows, as one message: every source under the filters, and each persona's segment."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from cjm_widgets.document.model import Document, Source
from cjm_widgets.journey import Journey
from cjm_widgets.measures import Measured as Measurable
from cjm_widgets.measures import estimate, mean, to_emotion
from cjm_widgets.measures.measure import Estimates
from cjm_widgets.widgets.messages import (
    Choice,
    Figure,
    Measured,
    MeasureInfo,
    Option,
    Point,
    Reading,
    SourceInfo,
)

Filters = Mapping[str, tuple[str | None, ...]]
_MEAN = mean()


def measured_of(journey: Journey, epoch: str) -> Measured:
    """Everything measured, for the filters in force."""
    document = journey.document
    kept = [source for source in document.sources if source.counts is not None and source.scale is not None]
    ready = journey.sources.measured()
    return Measured(
        epoch=epoch,
        sources=tuple(
            _info(document, source, measurable, journey.filters, journey.sources.is_live(source.id))
            for source, measurable in zip(kept, ready, strict=True)
        ),
        choices=_choices(ready),
        filters={
            column: tuple("" if value is None else value for value in values)
            for column, values in journey.filters.items()
        },
    )


def _info(
    document: Document, source: Source, measurable: Measurable, filters: Filters, live: bool
) -> SourceInfo:
    known = measurable.counts.by
    return SourceInfo(
        id=source.id,
        name=source.name,
        rows=source.rows,
        read=source.read,
        live=live,
        scale=measurable.scale,
        measures=tuple(
            MeasureInfo(
                name=measure.name,
                label=measure.label,
                unit=measure.unit,
                low=measure.axis(measurable.scale)[0],
                high=measure.axis(measurable.scale)[1],
            )
            for measure in measurable.measures
        ),
        reading=_reading(document, measurable, filters),
        personas={
            persona.id: _reading(
                document, measurable, {column: (value,) for column, value in persona.segment.items()}
            )
            for persona in document.personas
            if persona.segment and set(persona.segment) <= set(known)
        },
    )


def _reading(document: Document, source: Measurable, filters: Filters) -> Reading:
    stages = [stage.id for stage in document.stages]
    means = [measure for measure in source.measures if measure.maker == _MEAN.maker]
    curve_by = means[0] if means else _MEAN
    every = dataclasses.replace(source, measures=tuple(dict.fromkeys([*source.measures, curve_by])))
    estimates = estimate(every, stages, filters)
    chosen = source.counts.choose(filters)
    return Reading(
        respondents=int(source.counts.respondents[chosen].sum()),
        figures={
            stage: {
                measure.name: _figure(estimates[measure.name], place, stage in source.counts.stages)
                for measure in source.measures
            }
            for place, stage in enumerate(stages)
        },
        curve=_curve(estimates[curve_by.name], stages, source, document.scale),
    )


def _figure(estimates: Estimates, place: int, asked: bool) -> Figure:
    n = int(estimates.n[place])
    if n == 0:
        return Figure(n=0, why="no rows" if asked else "not asked")
    return Figure(
        n=n,
        value=_number(estimates.value[place]),
        low=_number(estimates.low[place]),
        high=_number(estimates.high[place]),
        method=estimates.method,
    )


def _curve(
    estimates: Estimates, stages: Sequence[str], source: Measurable, emotion: tuple[float, float]
) -> dict[str, Point]:
    curve = {}
    for place, stage in enumerate(stages):
        value, low, high = (
            _number(to_emotion(float(end[place]), source.scale, emotion))
            for end in (estimates.value, estimates.low, estimates.high)
        )
        if value is not None:
            curve[stage] = Point(n=int(estimates.n[place]), value=value, low=low, high=high)
    return curve


def _choices(sources: Sequence[Measurable]) -> tuple[Choice, ...]:
    """The columns to filter by; the numbers are those of the first source that has the column."""
    choices: dict[str, Choice] = {}
    for source in sources:
        for column in source.counts.by:
            found = source.counts.respondents_by(column).items()
            options = tuple(Option(value=value, n=n) for value, n in found if value is not None)
            choices.setdefault(column, Choice(column=column, options=options))
    return tuple(choices.values())


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
