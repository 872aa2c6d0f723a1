"""The numbers a view shows, as one message: every source under the filters, and each persona's segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjm_widgets.analysis.assumptions import inside_intervals
from cjm_widgets.analysis.tables import Measured as Measurable
from cjm_widgets.analysis.tables import to_emotion
from cjm_widgets.document.model import Document, Figure, Source
from cjm_widgets.journey.journey import Journey
from cjm_widgets.shown.figures import curve_measure, figures
from cjm_widgets.widgets.messages import Choice, Measured, MeasureInfo, Option, Point, Reading, SourceInfo

Filters = Mapping[str, tuple[str | None, ...]]


def measured_of(journey: Journey, epoch: str) -> Measured:
    """Everything measured, for the filters in force."""
    document = journey.document
    kept = [source for source in document.sources if source.counts is not None and source.scale is not None]
    ready, marks = journey._core.sources.measured(), journey._core.sources.marks()
    return Measured(
        epoch=epoch,
        sources=tuple(
            _info(
                document,
                source,
                measurable,
                journey.filters,
                live=journey._core.sources.is_live(source.id),
                marks=marks[source.id],
            )
            for source, measurable in zip(kept, ready, strict=True)
        ),
        choices=_choices(ready),
        filters={
            column: tuple("" if value is None else value for value in values)
            for column, values in journey.filters.items()
        },
    )


def _info(
    document: Document,
    source: Source,
    measurable: Measurable,
    filters: Filters,
    *,
    live: bool,
    marks: dict[str, tuple[str, ...]],
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
        marks=marks,
        inside=inside_intervals(document, measurable),
    )


def _reading(document: Document, source: Measurable, filters: Filters) -> Reading:
    found = figures(source, [stage.id for stage in document.stages], filters)
    own = {measure.name for measure in source.measures}
    return Reading(
        respondents=source.counts.select(filters).respondents[0],
        figures={
            stage: {name: figure for name, figure in by_name.items() if name in own}
            for stage, by_name in found.items()
        },
        curve={} if source.amounts else _curve(document, source, found),
    )


def _curve(
    document: Document, source: Measurable, found: Mapping[str, Mapping[str, Figure]]
) -> dict[str, Point]:
    name = curve_measure(source).name
    return {
        stage: Point(
            n=mean.n,
            value=to_emotion(mean.value, source.scale, document.scale),
            low=_emotion(mean.low, source.scale, document.scale),
            high=_emotion(mean.high, source.scale, document.scale),
        )
        for stage, mean in ((stage, by_name[name]) for stage, by_name in found.items())
        if mean.value is not None
    }


def _emotion(score: float | None, scale: tuple[float, float], emotion: tuple[float, float]) -> float | None:
    return None if score is None else float(to_emotion(score, scale, emotion))


def _choices(sources: Sequence[Measurable]) -> tuple[Choice, ...]:
    """The columns to filter by; the numbers are those of the first source that has the column."""
    choices: dict[str, Choice] = {}
    for source in sources:
        for column in source.counts.by:
            groups = source.counts.select(column=column)
            options = tuple(
                Option(value=value, n=n)
                for value, n in zip(groups.labels, groups.respondents, strict=True)
                if value is not None
            )
            choices.setdefault(column, Choice(column=column, options=options))
    return tuple(choices.values())
