"""What a reader sees of each source of a map: the one reading for screen, picture, page, file and slide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from cjm_widgets.analysis.assumptions import is_borne_out
from cjm_widgets.analysis.marks import Marks, stage_marks
from cjm_widgets.counts.stack import FilterKey, Filters, filter_key
from cjm_widgets.counts.survey import FEW_PEOPLE, SHOWS_FEW
from cjm_widgets.document.model import Document, Figure, Id, Legend, MeasureInfo, Source, Transition
from cjm_widgets.measures.measure import Scale, percent
from cjm_widgets.measures.source import MeasuredSource, Who, measured_source, who_counts
from cjm_widgets.shown.reading import (
    Figures,
    legend_of,
    read_measured,
    read_stored,
    stored_legend,
)
from cjm_widgets.shown.values import Point, Reading

NOTHING = {
    "not asked": "not asked",
    "no rows": "0 rows match",
    "withheld": "withheld",
    "not counted": "not counted",
    "no number": "no number",
    "end": "end",
}
"""What each kind of nothing is called."""
RECENT = 64
"""Filters whose numbers are remembered, of those chosen last."""


@dataclass(frozen=True)
class ShownSource:
    """A source as a reader sees it, for some of its respondents.

    Parameters
    ----------
    source
        As the document holds it.
    legend
        Its measures, each with label, unit, axis, confidence and variant, and the mean its curve is of.
    respondents
        How many; None where that is withheld.
    figures
        The figure of each measure at each stage.
    curve
        The mean at each stage, on the document's scale of emotion; empty where there are no scores.
    marks
        For each stage where segments differ, a sentence for every two that do.
    tests
        The tests behind the marks, their adjustment and its family; empty where nothing was tested.
    personas
        For each persona that names a segment of this source, how many respondents it has.
    inside
        For each persona and stage, whether the drawn emotion lies inside the measured interval, or outside by
        a difference that matters; see `is_borne_out`.
    transitions
        Where cases went, of a source of events.
    """

    source: Source
    legend: Legend
    respondents: int | None
    figures: Figures
    curve: Mapping[Id, Point]
    marks: Mapping[Id, Sequence[str]]
    tests: str
    personas: Mapping[Id, int | None]
    inside: Mapping[Id, Mapping[Id, bool]]
    transitions: Sequence[Transition] = ()

    @property
    def measures(self) -> tuple[MeasureInfo, ...]:
        """How to show each measure."""
        return self.legend.measures

    @property
    def who(self) -> Who:
        """Whom or what its numbers count; answers where nobody knows or minds whose they are."""
        return who_counts(self.source)

    @property
    def level(self) -> str:
        """The confidence of the curve's intervals, e.g. "95 %"; empty without a curve."""
        return percent(self.legend.curve.level) if self.legend.curve else ""

    def figure(self, stage: Id, measure: MeasureInfo) -> Figure:
        """One measure at one stage."""
        return self.figures.get(stage, {}).get(measure.name) or Figure(n=0, why="not asked")

    def chosen(self, names: Iterable[str]) -> list[MeasureInfo]:
        """The measures of these names, in their order; all if there are none. A share never leads unasked."""
        wanted = [one for name in names for one in self.measures if one.name == name]
        return wanted or sorted(self.measures, key=lambda measure: measure.unit == "share")

    def with_note(self, words: str) -> str:
        """Words about its numbers, and what is to be said besides, e.g. that counts were reconstructed."""
        return ", ".join(part for part in (words, self.source.note) if part)


class MapSource:
    """A source of a map, ready to be read for any of its respondents.

    Parameters
    ----------
    document
        The map.
    source
        One of its sources.
    measured
        The same ready to be measured; None for one without counts, of which those figures are shown that
        the document holds of everyone.
    marks
        For a choice of filters, what the map says of segments that differ, for each source that is measured
        in the document's order: the tests of all of them are adjusted together.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [4, 5] * 20})
    >>> _ = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), measures=[cjm.top_box()])
    >>> survey = prepare(journey.document)[0].shown({})
    >>> measure = survey.measures[0]
    >>> measure.label, measure.unit, survey.figure("wait", measure).value, survey.respondents
    ('Top-2 box', 'share', 1.0, 40)
    """

    def __init__(
        self,
        document: Document,
        source: Source,
        measured: MeasuredSource | None,
        marks: Callable[[FilterKey], Mapping[Id, Marks]],
    ) -> None:
        self.document = document
        self.source = source
        self.measured = measured
        # A reader goes back and forth between a few filters.
        self._recent_reading = lru_cache(RECENT)(self._read)
        self._marks_of_map = marks

    @cached_property
    def legend(self) -> Legend:
        """How to read its figures."""
        return stored_legend(self.source) if self.measured is None else legend_of(self.measured)

    @property
    def scale(self) -> Scale:
        """The lowest and the highest score, or what amounts range over."""
        scale = self.source.scale if self.measured is None else self.measured.scale
        return scale or (0.0, 1.0)

    @cached_property
    def segments(self) -> dict[Id, Filters]:
        """For each persona that names a segment of this source, whom it stands for."""
        known = () if self.measured is None else self.measured.counts.by
        return {
            persona.id: {column: (value,) for column, value in persona.segment.items()}
            for persona in self.document.personas
            if persona.segment and set(persona.segment) <= set(known)
        }

    @cached_property
    def inside(self) -> dict[Id, dict[Id, bool]]:
        """For each persona and stage, whether the drawn emotion lies inside the measured interval.

        An emotion outside by no more than the document's tolerance is left out: it is not borne out, and the
        difference does not matter. A persona without a segment is set against everyone, one whose segment is
        not told apart here against nobody.
        """
        inside: dict[Id, dict[Id, bool]] = {}
        for persona, curve in self.persona_curves.items():
            drawn = self.document.emotion.get(persona, {})
            verdicts = {
                stage: borne_out(self.document, drawn[stage].value, point)
                for stage, point in curve.items()
                if stage in drawn
            }
            by_stage = {stage: verdict for stage, verdict in verdicts.items() if verdict is not None}
            if by_stage:
                inside[persona] = by_stage
        return inside

    @cached_property
    def persona_curves(self) -> dict[Id, Mapping[Id, Point]]:
        """For each persona the measured curve of whom it stands for; empty without scores.

        A persona whose segment is not told apart here has none.
        """
        if self.measured is None or not self.measured.scored:
            return {}
        alone = replace(self.measured, measures=(self.measured.curve_measure,))
        return {
            persona.id: read_measured(self.document, alone, self.segments.get(persona.id)).curve
            for persona in self.document.personas
            if not persona.segment or persona.id in self.segments
        }

    def read(self, filters: Filters | None = None) -> Reading | None:
        """The numbers of the respondents that the filters keep; None where the document has none."""
        return self._recent_reading(filter_key(filters))

    def marks(self, filters: Filters | None = None) -> Marks:
        """Where segments differ, and by which tests."""
        if self.measured is None:
            return Marks()
        return self._marks_of_map(filter_key(filters))[self.source.id]

    def _read(self, key: FilterKey) -> Reading | None:
        filters = dict(key)
        if self.measured is not None:
            return read_measured(self.document, self.measured, filters)
        if not self.source.figures or filters:
            return None
        return read_stored(self.document, self.source, self.legend)

    def shown(self, filters: Filters) -> ShownSource | None:
        """All that a reader sees of it, for the respondents that the filters keep."""
        reading = self.read(filters)
        if reading is None:
            return None
        marks = self.marks(filters)
        return ShownSource(
            source=self.source,
            legend=self.legend,
            respondents=reading.respondents,
            figures=reading.figures,
            curve=reading.curve,
            marks=marks.sentences,
            tests=marks.tests,
            personas=self._personas,
            inside=self.inside,
            transitions=reading.transitions,
        )

    @cached_property
    def _personas(self) -> dict[Id, int | None]:
        if self.measured is None:
            return {}
        counts = self.measured.counts
        return {id: counts.select(segment).respondents[0] for id, segment in self.segments.items()}


def borne_out(document: Document, drawn: float, point: Point) -> bool | None:
    """Whether a measured point bears out a drawn emotion, see `is_borne_out`; None without an interval."""
    if point.low is None or point.high is None:
        return None
    return is_borne_out(drawn, point.value, (point.low, point.high), document.scale, document.tolerance)


def prepare(document: Document) -> list[MapSource]:
    """Each source of a document that has numbers."""
    ready = ((source.id, measured_source(source)) for source in document.sources)
    return map_sources(document, {id: measured for id, measured in ready if measured is not None})


def map_sources(document: Document, measured: Mapping[Id, MeasuredSource]) -> list[MapSource]:
    """Each source of a document that has numbers, some of them ready to be measured."""
    stages = [stage.id for stage in document.stages]

    @lru_cache(RECENT)
    def marks(key: FilterKey) -> Mapping[Id, Marks]:
        return dict(zip(measured, stage_marks([*measured.values()], stages, dict(key)), strict=True))

    return [
        MapSource(document, source, measured.get(source.id), marks)
        for source in document.sources
        if source.scale is not None
    ]


def readings(sources: Iterable[MapSource], filters: Filters) -> list[ShownSource]:
    """What a reader sees of each source, for the respondents that the filters keep."""
    return [shown for source in sources if (shown := source.shown(filters)) is not None]


def few_people(document: Document) -> str:
    """Which sources show numbers of fewer than 5 people, in a sentence; empty where none does.

    Examples
    --------
    >>> few_people(Document(id="visit", sources=(Source(id="s", name="Survey", min_n=2),)))
    'Survey shows numbers of fewer than 5 people'
    """
    names = [source.name for source in document.sources if source.min_n < FEW_PEOPLE]
    return "; ".join(f"{name} {SHOWS_FEW}" for name in names)


def choices(sources: Iterable[MapSource]) -> dict[str, dict[str, int | None]]:
    """The columns to filter by, and how many respondents have each of their values; None where withheld.

    The numbers are those of the first source that has the column.
    """
    columns: dict[str, dict[str, int | None]] = {}
    for source in sources:
        counts = source.measured.counts if source.measured is not None else None
        for column in counts.by if counts is not None else ():
            if counts is not None and column not in columns:
                groups = counts.select(column=column)
                every = zip(groups.labels, groups.respondents, strict=True)
                columns[column] = {value: n for value, n in every if value is not None}
    return columns
