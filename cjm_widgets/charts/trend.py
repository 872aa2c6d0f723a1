"""The trend chart: one measure over the waves, a small panel for each stage, all on one axis."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.analysis.compare import called
from cjm_widgets.analysis.tables import FEW, measures_by
from cjm_widgets.charts.look import (
    EVERYONE_SHAPE,
    TEXT,
    WHITE,
    chart_data,
    color_and_shape,
    few_sentence,
    filter_sentence,
    finish,
    in_place,
    load_altair,
    placed,
    tooltip_line,
    withheld_sentence,
)
from cjm_widgets.charts.subject import NO_VALUE
from cjm_widgets.document.errors import MeasureError, unknown
from cjm_widgets.measures.measure import Measure

if TYPE_CHECKING:
    from cjm_widgets.charts.subject import Subject

_WIDTH, _HEIGHT, _ACROSS = 190, 120, 4


def draw(subject: Subject, measure: Measure | str | None = None, wave: str | None = None) -> Any:
    """Draw a measure over the waves.

    Parameters
    ----------
    subject
        What to draw; with ``by`` a line for each segment.
    measure
        A measure, or the name of one of the source's measures; by default its first.
    wave
        The column of the waves; by default the one that the rows were joined with.
    """
    alt = load_altair()
    column, measure = _wave(subject, wave), _measure(subject, measure)
    rows = trend_rows(subject, measure, column)
    withheld, visible = rows[rows["n"].isna()], rows[rows["value"].notna()]
    waves = list(dict.fromkeys(rows["wave"]))
    panel = alt.layer(*_layers(subject, measure, visible, waves)).properties(width=_WIDTH, height=_HEIGHT)
    chart = subject.with_selection(panel).facet(
        facet=alt.Facet("stage:N", sort=in_place(), title=None),
        columns=_ACROSS,
        data=chart_data(placed(visible, "stage", subject.names)),
    )
    title = f"{subject.title}: {subject.label_of(measure.name)} by {column}"
    whose = withheld["wave"] + ("" if subject.by is None else ", " + withheld["segment"])
    return finish(
        chart,
        title,
        [
            f"{subject.measured.name}, {subject.method(measure)}, with its band.",
            filter_sentence(subject.filters, subject.measured.who),
            few_sentence(visible["few"], subject.measured.who),
            withheld_sentence([*withheld["stage"]], [*whose], subject.measured.min_n, subject.measured.who),
        ],
    )


def trend_rows(subject: Subject, measure: Measure, wave: str) -> pd.DataFrame:
    """The measure at every stage in every wave.

    Returns
    -------
    pandas.DataFrame
        ``stage, wave, segment, value, low, high, n, few, method, run``; ``n`` is ``NA`` where withheld.
    """
    source = replace(subject.measured, measures=(measure,))
    parts = []
    for value in subject.segments:
        one = subject.segment(value)
        frame = measures_by(wave, [source], one.stages, one.filters)
        frame["wave"] = frame["segment"].where(frame["segment"].notna(), NO_VALUE)
        frame["segment"] = None if subject.by is None else NO_VALUE if value is None else value
        run = frame["value"].isna().groupby([frame["stage"]], sort=False).cumsum()  # a gap ends the line
        parts.append(frame.assign(run=run))
    frame = pd.concat(parts, ignore_index=True)
    return frame.assign(few=(frame["n"] < FEW).fillna(False).astype(bool))


def _layers(subject: Subject, measure: Measure, rows: pd.DataFrame, waves: list[str]) -> list[Any]:
    alt = load_altair()
    share = measure.unit == "share"
    color, shape = alt.value(TEXT), alt.value(EVERYONE_SHAPE)
    if subject.by is not None:
        color, shape = color_and_shape("segment:N", list(dict.fromkeys(rows["segment"])))
    number_format = ".1%" if share else ".3~f"
    value = alt.Y(
        "value:Q",
        title=None,
        axis=alt.Axis(grid=True, gridDash=[2, 4], tickCount=4, format=".0%" if share else "~g"),
        scale=alt.Scale(zero=False),
    )
    base = alt.Chart().encode(
        alt.X("wave:N", sort=None, scale={"domain": waves}, title=None, axis=alt.Axis(labelAngle=0)),
        color=color,
    )
    tooltip = [
        alt.Tooltip("stage:N", title="Stage"),
        alt.Tooltip("wave:N", title="Wave"),
        *([] if subject.by is None else [tooltip_line("segment:N", subject.by)]),
        tooltip_line("value:Q", measure.label, format=number_format),
        alt.Tooltip("low:Q", title="From", format=number_format),
        alt.Tooltip("high:Q", title="To", format=number_format),
        alt.Tooltip("n:Q", title="n", format=","),
        alt.Tooltip("method:N", title="Method"),
    ]
    points = base.encode(value, shape=shape, tooltip=tooltip, **subject.emphasis())
    return [
        *subject.bands(),
        base.mark_area(opacity=0.15).encode(alt.Y("low:Q"), alt.Y2("high:Q"), detail="run:N"),
        base.mark_line(strokeWidth=2).encode(value, detail="run:N"),
        base.mark_rule(strokeWidth=1.25).encode(alt.Y("low:Q"), alt.Y2("high:Q"), **subject.emphasis()),
        points.transform_filter("!datum.few").mark_point(size=60, filled=True, opacity=1),
        points.transform_filter("datum.few").mark_point(size=60, strokeWidth=1.75, fill=WHITE, opacity=1),
    ]


def _wave(subject: Subject, wave: str | None) -> str:
    by = subject.measured.counts.by
    waves = [source.wave for source in subject.document.sources if source.name == subject.measured.name]
    column = wave or next(iter(waves), None)
    if column is None:
        raise MeasureError(
            f"{subject.measured.name} has no column of waves; join with wave= or name one of its columns: "
            f"journey.chart('trend', wave=...)"
        )
    if column not in by:
        raise unknown("column", column, by)
    return column


def _measure(subject: Subject, measure: Measure | str | None) -> Measure:
    source = subject.measured
    if isinstance(measure, Measure):
        measure.require(source.scale)
        return measure
    if measure is None:
        return source.measures[0] if source.measures else source.curve_measure
    named = called(measure, source)
    if not named:
        raise unknown("measure", measure, [one.name for one in source.measures])
    return named[0]
