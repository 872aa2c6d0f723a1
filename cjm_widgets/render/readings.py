"""The numbers a picture shows, from the counts a document holds: nothing is read but released counts.

Where a source has no counts, those figures are shown that the document stores for all its respondents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cjm_widgets.analysis.compare import significant_stages
from cjm_widgets.analysis.tables import Measured, to_emotion
from cjm_widgets.counts.stack import Filters, stack
from cjm_widgets.document.model import Counts, Document, Figure, Source
from cjm_widgets.measures.measure import Measure
from cjm_widgets.measures.registry import from_stored
from cjm_widgets.shown.figures import curve_measure, figures

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
    marks: Mapping[str, Sequence[str]]
    """For each stage where segments differ, a sentence for every two that do."""
    personas: Mapping[str, int | None]
    """For each persona that names a segment of this source, how many respondents it has."""
    inside: Mapping[str, Mapping[str, bool]]
    """For each persona and stage, whether the drawn emotion lies inside the measured interval."""

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


@dataclass(frozen=True)
class Prepared:
    """A source ready to be read under any filters, and what does not depend on them."""

    source: Source
    measured: Measured
    personas: Mapping[str, int | None]
    inside: Mapping[str, Mapping[str, bool]]


def prepare(document: Document) -> list[Prepared]:
    """Each source of a document that has numbers."""
    return [_prepared(document, source) for source in document.sources if source.scale is not None]


def _prepared(document: Document, source: Source) -> Prepared:
    assert source.scale is not None  # what has none is left out
    counts = stack(Counts(respondents=(0,)) if source.counts is None else source.counts)
    measures = tuple(from_stored(measure) for measure in source.measures)
    measured = Measured(
        source.name,
        counts,
        source.scale,
        measures,
        source.min_n,
        amounts=source.kind == "amounts",
        cluster=source.cluster,
    )
    personas, inside = {}, {}
    for persona in document.personas:
        if source.counts is None or not set(persona.segment) <= set(counts.by):
            continue
        own = {column: (value,) for column, value in persona.segment.items()}
        if own:
            personas[persona.id] = counts.select(own).respondents[0]
        inside[persona.id] = _borne_out(document, persona.id, measured, own)
    return Prepared(source, measured, personas, inside)


def _borne_out(document: Document, persona: str, measured: Measured, own: Filters) -> dict[str, bool]:
    """Whether each drawn emotion lies inside the interval of whom the persona stands for."""
    drawn = document.emotion.get(persona, {})
    alone = replace(measured, measures=())
    curve = _curve(document, alone, figures(alone, [*drawn], own))
    return {
        stage: point.low <= drawn[stage].value <= point.high
        for stage, point in curve.items()
        if point.low is not None and point.high is not None
    }


def readings(document: Document, sources: Iterable[Prepared], filters: Filters) -> list[Reading]:
    """The reading of each source, for the respondents that the filters keep."""
    stages = [stage.id for stage in document.stages]
    found = []
    for one in sources:
        measured = one.measured
        if one.source.counts is not None:
            by_stage: Mapping[str, Mapping[str, Figure]] = figures(measured, stages, filters)
            respondents = measured.counts.select(filters).respondents[0]
            marks = significant_stages(measured, stages, filters)
        elif one.source.figures and not filters:
            by_stage, respondents, marks = one.source.figures, None, {}
        else:
            continue
        curve = _curve(document, measured, by_stage)
        found.append(
            Reading(
                one.source, measured.measures, respondents, by_stage, curve, marks, one.personas, one.inside
            )
        )
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


def _curve(
    document: Document, measured: Measured, by_stage: Mapping[str, Mapping[str, Figure]]
) -> dict[str, Point]:
    if measured.amounts:
        return {}
    name = curve_measure(measured).name

    def on_map(value: float | None) -> float | None:
        return None if value is None else float(to_emotion(value, measured.scale, document.scale))

    curve = {}
    for stage, by_name in by_stage.items():
        figure = by_name.get(name)
        if figure is not None and (value := on_map(figure.value)) is not None:
            curve[stage] = Point(figure.n, value, on_map(figure.low), on_map(figure.high))
    return curve
