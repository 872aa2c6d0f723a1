"""The numbers a picture shows, from the counts a document holds: nothing is read but released counts.

Where a source has no counts, those figures are shown that the document stores for all its respondents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cjm_widgets.document.model import Counts, Document, Figure, Source
from cjm_widgets.measures import Measured, curve_measure, figures, from_stored, stack, to_emotion
from cjm_widgets.measures.measure import Measure
from cjm_widgets.measures.stack import Filters

NOTHING = {"not asked": "not asked", "no rows": "0 rows match", "withheld": "withheld"}


@dataclass(frozen=True)
class Point:
    """The measured mean on the document's emotion scale."""

    n: int
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Reading:
    """A source's numbers for some of its respondents; their number is None where it is withheld."""

    source: Source
    measures: tuple[Measure, ...]
    respondents: int | None
    figures: Mapping[str, Mapping[str, Figure]]
    curve: Mapping[str, Point]
    personas: Mapping[str, int | None] = field(default_factory=dict)
    """For each persona that names a segment of this source, how many respondents it has."""

    @property
    def scale(self) -> tuple[float, float]:
        """The lowest and the highest score."""
        assert self.source.scale is not None  # what has none is not read
        return self.source.scale

    def figure(self, stage: str, measure: Measure) -> Figure:
        """One measure at one stage."""
        return self.figures.get(stage, {}).get(measure.name) or Figure(n=0, why="not asked")

    def chosen(self, names: Iterable[str]) -> list[Measure]:
        """The measures of these names, in their order; all if there are none. A share never leads unasked."""
        wanted = [one for name in names for one in self.measures if one.name == name]
        return wanted or sorted(self.measures, key=lambda measure: measure.unit == "share")

    @property
    def level(self) -> str:
        """The confidence of its intervals as its methods name it, e.g. "95 %"; empty where none does."""
        every = (figure.method for by_name in self.figures.values() for figure in by_name.values())
        return next((found[0] for method in every if (found := re.search(r"\d+(\.\d+)? ?%", method))), "")


def readings(document: Document, filters: Filters) -> list[Reading]:
    """The reading of each source, for the respondents that the filters keep."""
    found = []
    for source in document.sources:
        measures = tuple(from_stored(measure) for measure in source.measures)
        if source.scale is None:
            continue
        if source.counts is not None:
            measured = Measured(source.name, stack(source.counts), source.scale, measures, source.min_n)
            found.append(_counted(document, source, measured, filters))
        elif source.figures and not filters:
            measured = Measured(
                source.name, stack(Counts(respondents=(0,))), source.scale, measures, source.min_n
            )
            curve = _curve(document, source, measured, source.figures)
            found.append(Reading(source, measures, None, source.figures, curve))
    return found


def columns(document: Document) -> dict[str, tuple[str, ...]]:
    """The columns to filter by, and the values of each in order."""
    found: dict[str, tuple[str, ...]] = {}
    for source in document.sources:
        if source.counts is None:
            continue
        for place, column in enumerate(source.counts.by):
            values = dict.fromkeys(segment[place] for segment in source.counts.segments)
            found.setdefault(column, tuple(value for value in values if value is not None))
    return found


def _counted(document: Document, source: Source, measured: Measured, filters: Filters) -> Reading:
    by_stage = figures(measured, [stage.id for stage in document.stages], filters)
    personas = {
        persona.id: measured.counts.select(
            {column: (value,) for column, value in persona.segment.items()}
        ).respondents[0]
        for persona in document.personas
        if persona.segment and set(persona.segment) <= set(measured.counts.by)
    }
    respondents = measured.counts.select(filters).respondents[0]
    curve = _curve(document, source, measured, by_stage)
    return Reading(source, measured.measures, respondents, by_stage, curve, personas)


def _curve(
    document: Document, source: Source, measured: Measured, by_stage: Mapping[str, Mapping[str, Figure]]
) -> dict[str, Point]:
    name = curve_measure(measured).name

    def on_map(value: float | None) -> float | None:
        return None if value is None else float(to_emotion(value, measured.scale, document.scale))

    curve = {}
    for stage, by_name in by_stage.items():
        figure = by_name.get(name)
        if figure is not None and (value := on_map(figure.value)) is not None:
            curve[stage] = Point(figure.n, value, on_map(figure.low), on_map(figure.high))
    return curve
