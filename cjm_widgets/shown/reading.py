"""The figures of a source as values that a document and the wire can hold, and how to read them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from cjm_widgets.analysis.events.cases import Asked
from cjm_widgets.analysis.events.conformance import conformance_frame
from cjm_widgets.analysis.events.transitions import transitions_of
from cjm_widgets.counts.events.names import CONFORMING, FOLLOWS
from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.links import drawn_ways
from cjm_widgets.document.model import (
    Counts,
    Document,
    Figure,
    Id,
    Legend,
    MeasureInfo,
    Source,
    Transition,
)
from cjm_widgets.document.names import labels
from cjm_widgets.measures.measure import Estimates, Measure, Scale
from cjm_widgets.measures.source import (
    END_OF_JOURNEY,
    MeasuredSource,
    estimate,
    measured_source,
    to_emotion,
    why_missing,
)
from cjm_widgets.shown.values import Point, Reading
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import Histograms

Figures = Mapping[Id, Mapping[str, Figure]]
"""For each stage, the figure of each measure by its name."""


def read_measured(document: Document, source: MeasuredSource, filters: Filters | None = None) -> Reading:
    """The numbers of a source for the respondents that the filters keep.

    Parameters
    ----------
    document
        The map: its stages, and the scale of its emotions.
    source
        The source.
    filters
        For each column the values to keep; a persona's segment is such a choice.

    Examples
    --------
    >>> from cjm_widgets.counts.stack import stack
    >>> from cjm_widgets.document.model import Stage, Tally
    >>> counts = stack(Counts(respondents=(40,), stages={"wait": Tally((4.0, 5.0), ((20, 20),))}))
    >>> document = Document(id="visit", stages=(Stage(id="wait", name="Wait"),))
    >>> reading = read_measured(document, MeasuredSource("Survey", counts, (1, 5), ()))
    >>> reading.respondents, reading.curve["wait"].value
    (40, 1.5)
    """
    every = figures(source, [stage.id for stage in document.stages], filters)
    return Reading(
        respondents=source.counts.select(filters).respondents[0],
        figures=_only([measure.name for measure in source.measures], every),
        curve=_curve(every, source.curve_measure.name, source.scale, document.scale) if source.scored else {},
        transitions=_transitions(document, source, filters),
        conformance=_conformance(document, source, _counts_of(document, source), filters),
    )


def _transitions(
    document: Document, source: MeasuredSource, filters: Filters | None = None
) -> tuple[Transition, ...]:
    """Where cases went; nothing of other sources."""
    if not source.events:
        return ()
    return tuple(transitions_of(source.counts.select(filters), [stage.id for stage in document.stages]))


def _conformance(
    document: Document, source: MeasuredSource, counts: Counts | None, filters: Filters | None = None
) -> Figure | None:
    """The share of cases that follow the drawn journey; None where nobody knows, or of other sources."""
    if not source.events or counts is None:
        return None
    drawn, order = drawn_ways(document), tuple(stage.id for stage in document.stages)
    as_counted = (counts.order, counts.drawn) == (order, drawn) and CONFORMING in counts.events
    asked = Asked((source,), labels(document.stages), filters or {}, None, 0.95)
    frame = conformance_frame(asked, drawn, {source.name: as_counted})
    follows = frame[frame["measure"] == FOLLOWS].to_dict("records")
    if not follows or math.isnan(follows[0]["value"]):
        return None
    row = follows[0]
    low, high = (None if math.isnan(end) else float(end) for end in (row["low"], row["high"]))
    return Figure(int(row["n"]), float(row["value"]), low, high, str(row["method"]))


def _counts_of(document: Document, source: MeasuredSource) -> Counts | None:
    return next((one.counts for one in document.sources if one.name == source.name), None)


def read_stored(document: Document, source: Source, legend: Legend) -> Reading:
    """The numbers that a document holds of everyone, for a source without counts."""
    curve = legend.curve
    return Reading(
        respondents=legend.respondents,
        figures=_only([measure.name for measure in legend.measures], source.figures),
        curve=_curve(source.figures, curve.name, source.scale, document.scale)
        if curve and source.scale
        else {},
        transitions=source.transitions,
    )


def figures(
    source: MeasuredSource, stages: Sequence[Id], filters: Filters | None = None
) -> dict[Id, dict[str, Figure]]:
    """Every measure of a source, and the mean its curve runs through where it has one, at each stage.

    Parameters
    ----------
    source
        The source.
    stages
        Ids; one the source was not asked about has figures that say so.
    filters
        For each column the values to keep.

    Returns
    -------
    dict
        For each stage, the figure of each measure by its name.

    Examples
    --------
    >>> from cjm_widgets.document.model import Tally
    >>> from cjm_widgets.counts.stack import stack
    >>> counts = stack(Counts(respondents=(40,), stages={"security": Tally((4.0, 5.0), ((20, 20),))}))
    >>> by_stage = figures(MeasuredSource("Survey", counts, (1, 5), ()), ["security", "gate"])
    >>> by_stage["security"]["mean"].value, by_stage["gate"]["mean"].why
    (4.5, 'not asked')
    """
    if source.scored:
        source = replace(source, measures=tuple(dict.fromkeys([*source.measures, source.curve_measure])))
    estimates = estimate(source, stages, filters)
    missing = _missing(source, filters)
    by_measure = {
        name: _figures_of(source, stages, of, source.asked(name), missing) for name, of in estimates.items()
    }
    return {
        stage: {name: by_stage[place] for name, by_stage in by_measure.items()}
        for place, stage in enumerate(stages)
    }


def _missing(source: MeasuredSource, filters: Filters | None) -> Figure:
    """The figure of a number that is withheld, or of a crossing that is not counted."""
    groups = source.counts.select(filters)
    why = why_missing(groups, source)
    return Figure(0, why="not counted" if groups.missing else "withheld", method=why)


def _figures_of(
    source: MeasuredSource,
    stages: Sequence[Id],
    estimates: Estimates,
    asked: Collection[Id],
    withheld: Figure,
) -> list[Figure]:
    """One measure at each stage."""
    numbers = zip(
        estimates.withheld.tolist(),
        estimates.n.tolist(),
        *(_numbers(end) for end in (estimates.value, estimates.low, estimates.high)),
        source.methods(estimates.method).tolist(),
        strict=True,
    )
    return [
        withheld
        if hidden
        else Figure(n, value, low, high, method, "" if value is not None else "no number")
        if n
        else _nothing(source, stage in asked, stage in source.counts.stages and stage not in asked)
        for stage, (hidden, n, value, low, high, method) in zip(stages, numbers, strict=True)
    ]


def _nothing(source: MeasuredSource, asked: bool, ends: bool) -> Figure:
    """The figure of a stage without answers; of an option nobody mentions, and at the end, it says so."""
    if source.events and ends:
        return Figure(0, why="end", method=END_OF_JOURNEY)
    why = source.why_empty(asked) if source.mentions else ""
    return Figure(0, why="no rows" if asked else "not asked", method=why)


def _numbers(values: Array) -> list[float | None]:
    return [value if math.isfinite(value) else None for value in values.tolist()]


def _only(names: Sequence[str], every: Figures) -> dict[Id, dict[str, Figure]]:
    return {
        stage: {name: by_name[name] for name in names if name in by_name} for stage, by_name in every.items()
    }


def _curve(by_stage: Figures, name: str, scale: Scale, emotion: Scale) -> dict[Id, Point]:
    """The mean at each stage, from the scale of the scores to that of the emotions."""

    def on_map(score: float | None) -> float | None:
        return None if score is None else float(to_emotion(score, scale, emotion))

    curve = {}
    for stage, by_name in by_stage.items():
        figure = by_name.get(name)
        if figure is not None and (value := on_map(figure.value)) is not None:
            curve[stage] = Point(n=figure.n, value=value, low=on_map(figure.low), high=on_map(figure.high))
    return curve


# --- how to read the figures


def legend_of(source: MeasuredSource) -> Legend:
    """How to read the figures of a source.

    Examples
    --------
    >>> from cjm_widgets.counts.stack import stack
    >>> from cjm_widgets.document.model import Tally
    >>> from cjm_widgets.measures.shares import top_box
    >>> counts = stack(Counts(respondents=(40,), stages={"wait": Tally((4.0, 5.0), ((20, 20),))}))
    >>> legend = legend_of(MeasuredSource("Survey", counts, (1, 5), (top_box(),)))
    >>> legend.measures[0].label, legend.measures[0].variant, legend.curve.name, legend.respondents
    ('Top-2 box', 'top-2 box, Wilson 95 %', 'mean', 40)
    """
    everyone = source.counts.select()
    cells = everyone.cells(())  # no numbers, only how respondents were drawn

    def info(measure: Measure) -> MeasureInfo:
        low, high = measure.axis(source.scale)
        return MeasureInfo(
            name=measure.name,
            label=measure.label,
            unit=measure.unit,
            low=low,
            high=high,
            level=measure.level,
            variant=_variant(measure, source, cells),
        )

    return Legend(
        measures=tuple(info(measure) for measure in dict.fromkeys(source.measures)),
        curve=info(source.curve_measure) if source.scored else None,
        respondents=everyone.respondents[0],
    )


def _variant(measure: Measure, source: MeasuredSource, cells: Histograms) -> str:
    """Which variant a measure of a source is, at all stages together."""
    several = {None if each is None else each.questions for each in source.counts.answers}
    if not measure.averages_shares or several <= {None}:
        return measure.variant(cells)
    if len(several) == 1:
        return measure.variant(cells, several.pop())
    return f"{measure.variant(cells)}; of several answers respondents' shares averaged"


def stored_legend(source: Source) -> Legend:
    """How to read the figures that a document holds of a source.

    A file of before there were legends has none: it is made of the measures that the source names.

    Raises
    ------
    UnknownNameError, MeasureError
        When this version has no such measure.
    """
    if source.legend is not None:
        return source.legend
    measured = measured_source(source)
    if measured is not None:
        return legend_of(measured)
    nobody = measured_source(structs.replace(source, counts=Counts(respondents=(0,))))
    if nobody is None or source.scale is None:
        return Legend()
    return structs.replace(legend_of(replace(nobody, scale=source.scale)), respondents=None)


# --- what a document holds


def with_figures(document: Document, source: Source) -> Source:
    """A source with all that follows from its counts, for everyone: what a reader without a kernel shows."""
    measured = measured_source(source)
    if measured is None:
        return structs.replace(source, figures={}, transitions=(), legend=None)
    asked = [stage.id for stage in document.stages if stage.id in measured.counts.stages]
    return structs.replace(
        source,
        scale=measured.scale,
        figures=figures(measured, asked),
        transitions=_transitions(document, measured),
        legend=legend_of(measured),
    )
