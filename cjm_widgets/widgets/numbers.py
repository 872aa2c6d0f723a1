"""The numbers a view shows, as one message: every source under the filters, and each persona's segment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cjm_widgets import measures, shown
from cjm_widgets.journey.journey import Journey
from cjm_widgets.widgets.messages import Choice, Measured, Option, SourceInfo

if TYPE_CHECKING:
    from cjm_widgets.shown.sources import MapSource


def measured_of(journey: Journey, epoch: str) -> Measured:
    """Everything measured, for the filters in force."""
    if not journey.document.sources and not journey.filters:
        return Measured(epoch=epoch)  # without loading what reads and counts rows
    sources = journey._core.sources.shown()
    return Measured(
        epoch=epoch,
        sources=tuple(_infos(journey, sources)),
        choices=tuple(
            Choice(column=column, options=tuple(Option(value=value, n=n) for value, n in values.items()))
            for column, values in shown.sources.choices(sources).items()
        ),
        filters={
            column: tuple("" if value is None else value for value in values)
            for column, values in journey.filters.items()
        },
    )


def _infos(journey: Journey, sources: list[MapSource]) -> Iterator[SourceInfo]:
    for one in sources:
        source, reading = one.source, one.read(journey.filters)
        if reading is None:
            continue
        marks = one.marks(journey.filters)
        segments = ((persona, one.read(segment)) for persona, segment in one.segments.items())
        yield SourceInfo(
            id=source.id,
            name=source.name,
            rows=source.rows,
            read=source.read,
            live=journey._core.sources.is_live(source.id),
            scale=one.scale,
            measures=one.legend.measures,
            curve=one.legend.curve,
            note=source.note,
            off_map=source.off_map,
            who=measures.source.who_counts(source),
            everyone=one.legend.respondents,
            pooled=source.per == "answer",
            reading=reading,
            personas={persona: of for persona, of in segments if of is not None},
            marks={**marks.sentences},
            tests=marks.tests,
            inside=one.inside,
        )
