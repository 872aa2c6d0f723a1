"""The curve chart: the drawn emotion of each persona, dashed, and the measured one, solid with its band."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.tables import FEW, measures_by, measures_frame
from cjm_widgets.charts.look import (
    DASH,
    EVERYONE_SHAPE,
    LINE,
    SHAPES,
    TEXT,
    WHITE,
    across,
    chart_data,
    colours,
    few_sentence,
    filter_sentence,
    finish,
    in_place,
    load_altair,
    placed,
    tooltip_line,
    width_of,
    withheld_sentence,
)
from cjm_widgets.charts.subject import NO_VALUE
from cjm_widgets.document.names import labels
from cjm_widgets.measures.source import to_emotion

if TYPE_CHECKING:
    from cjm_widgets.charts.subject import Subject
    from cjm_widgets.document.model import Id

_HEIGHT, _PANEL = 320, 200
_DASHES = ([6, 4], [1, 4], [8, 4, 1, 4], [2, 3], [12, 4], [8, 4, 1, 4], [12, 4], [2, 3])
_MEASURED = "Measured"


def draw(subject: Subject, facet: bool = False) -> Any:
    """Draw the curves over the stages.

    Parameters
    ----------
    subject
        What to draw; its ``by`` is optional.
    facet
        A panel for each segment, with the personas that stand for it.
    """
    alt = load_altair()
    measured, drawn = measured_rows(subject), drawn_rows(subject)
    withheld = measured[measured["n"].isna()]
    visible = measured[measured["value"].notna()]
    panels = list(dict.fromkeys(measured["name"])) if facet and subject.by else []
    rows = pd.concat(
        [_in_panels(subject, panels, drawn), visible.assign(panel=visible["name"])], ignore_index=True
    )
    data = chart_data(placed(rows, "panel", panels))
    chart = alt.layer(*_layers(subject, rows)).properties(
        width=width_of(subject.names), height=_PANEL if panels else _HEIGHT
    )
    chart = subject.with_selection(chart)
    if panels:
        chart = chart.facet(row=alt.Row("panel:N", sort=in_place(), title=None), data=data)
    else:
        chart = chart.properties(data=data)
    return finish(chart, f"{subject.title}: drawn and measured emotion", _notes(subject, visible, withheld))


def measured_rows(subject: Subject) -> pd.DataFrame:
    """The measured curve of everyone, or of each segment, on the scale of emotion.

    Returns
    -------
    pandas.DataFrame
        ``stage, kind, name, segment, value, low, high, n, few, method, run``; ``n`` is ``NA`` where the
        numbers are withheld.
    """
    columns = ["stage", "kind", "name", "segment", "value", "low", "high", "n", "few", "method", "run"]
    if subject.source is None or not subject.source.scored:
        return pd.DataFrame(columns=columns).astype({"n": "Int64", "few": bool, "value": float})
    source = replace(subject.source, measures=(subject.source.curve_measure,))
    if subject.by is None:
        frame = measures_frame([source], subject.stages, subject.filters).assign(segment=None, name=_MEASURED)
    else:
        frame = measures_by(subject.by, [source], subject.stages, subject.filters)
        frame["segment"] = frame["segment"].where(frame["segment"].notna(), NO_VALUE)
        frame["name"] = frame["segment"]
    for end in ("value", "low", "high"):
        frame[end] = to_emotion(frame[end], source.scale, subject.document.scale)
    frame = frame.assign(kind="measured", few=(frame["n"] < FEW).fillna(False).astype(bool))
    return _with_runs(frame, subject.names)[columns]


def drawn_rows(subject: Subject) -> pd.DataFrame:
    """The drawn emotion of each persona: ``stage, kind, name, value, evidence, run``."""
    document, stages = subject.document, subject.stages
    rows = [
        (stages[stage], "drawn", name, score.value, score.evidence)
        for id, name in _drawn_names(subject).items()
        for stage, score in document.emotion.get(id, {}).items()
        if stage in stages
    ]
    frame = pd.DataFrame(rows, columns=["stage", "kind", "name", "value", "evidence"])
    return _with_runs(frame, subject.names)


def _drawn_names(subject: Subject) -> dict[Id, str]:
    """The name of each persona's curve, which no measured curve has."""
    return {id: f"{name}, drawn" for id, name in labels(subject.document.personas).items()}


def _with_runs(frame: pd.DataFrame, stages: list[str]) -> pd.DataFrame:
    """The rows in the order of the stages; a stage without a value ends a run, so no line bridges it."""
    place = frame["stage"].map({stage: number for number, stage in enumerate(stages)})
    frame = frame.assign(place=place).sort_values("place", kind="stable")
    known = frame[frame["value"].notna()]
    jumps = known.groupby("name", sort=False)["place"].diff().ne(1)
    runs = jumps.groupby(known["name"], sort=False).cumsum()
    return frame.assign(run=runs.reindex(frame.index).fillna(0).astype(int)).drop(columns="place")


def _in_panels(subject: Subject, panels: list[str], drawn: pd.DataFrame) -> pd.DataFrame:
    """Each drawn curve in the panel of the segment its persona stands for, or in all of them."""
    if not panels:
        return drawn.assign(panel=None)
    stands_for = {
        name: persona.segment.get(subject.by or "")
        for name, persona in zip(_drawn_names(subject).values(), subject.document.personas, strict=True)
    }
    return pd.concat(
        [
            drawn[[stands_for[name] in (None, panel) for name in drawn["name"]]].assign(panel=panel)
            for panel in panels
        ]
    )


def _layers(subject: Subject, rows: pd.DataFrame) -> list[Any]:
    alt = load_altair()
    low, high = subject.document.scale
    stage = across(subject.names)
    color, shape, dash = _series(subject, rows)
    score = alt.Y("value:Q", title=None, axis=_emotion_axis(low, high), scale=_emotion_scale(low, high))
    measured = alt.Chart().transform_filter("datum.kind == 'measured'").encode(stage, color=color)
    tooltip = [
        alt.Tooltip("stage:N", title="Stage"),
        tooltip_line("name:N", subject.by or "Curve"),
        alt.Tooltip("value:Q", title="Emotion", format="+.2f"),
    ]
    measured_tooltip = [
        *tooltip,
        alt.Tooltip("low:Q", title="From", format="+.2f"),
        alt.Tooltip("high:Q", title="To", format="+.2f"),
        alt.Tooltip("n:Q", title="n", format=","),
        alt.Tooltip("method:N", title="Method"),
    ]
    drawn = alt.Chart().transform_filter("datum.kind == 'drawn'").encode(stage, score, color=color)
    points = measured.encode(score, shape=shape, tooltip=measured_tooltip, **subject.emphasis())
    return [
        *subject.bands(stage),
        measured.mark_area(opacity=0.15, interpolate="monotone").encode(
            alt.Y("low:Q"), alt.Y2("high:Q"), detail="run:N"
        ),
        drawn.mark_line(strokeWidth=1.75, interpolate="monotone").encode(detail="run:N", strokeDash=dash),
        subject.with_legend(
            measured.mark_line(strokeWidth=2.25, interpolate="monotone").encode(
                score, detail="run:N", strokeDash=dash
            ),
            "name",
        ),
        measured.mark_rule(strokeWidth=1.25).encode(alt.Y("low:Q"), alt.Y2("high:Q"), **subject.emphasis()),
        drawn.mark_point(size=80, strokeWidth=1.75, fill=WHITE, opacity=1).encode(
            shape=shape,
            tooltip=[*tooltip, alt.Tooltip("evidence:N", title="Evidence")],
            **subject.emphasis(),
        ),
        points.transform_filter("!datum.few").mark_point(size=80, filled=True, opacity=1),
        points.transform_filter("datum.few").mark_point(size=80, strokeWidth=1.75, fill=WHITE, opacity=1),
    ]


def _series(subject: Subject, rows: pd.DataFrame) -> tuple[Any, Any, Any]:
    """Colour, marker and dash of every curve. A segment looks like the persona that stands for it."""
    alt = load_altair()
    drawn = [*_drawn_names(subject).values()]
    measured = list(dict.fromkeys(rows["name"][rows["kind"] == "measured"]))
    colour = dict(zip(drawn, colours(drawn), strict=True))
    markers = {name: SHAPES[place % len(SHAPES)] for place, name in enumerate(drawn)}
    dashes = {name: _DASHES[place % len(_DASHES)] for place, name in enumerate(drawn)}
    for name, persona in zip(drawn, subject.document.personas, strict=True):
        segment = persona.segment.get(subject.by or "")
        if segment is not None and segment in measured and segment not in colour:
            colour[segment], markers[segment] = colour[name], markers[name]
    if subject.by is None:
        colour[_MEASURED], markers[_MEASURED] = TEXT, EVERYONE_SHAPE
    colour |= dict(zip(measured, colours(measured, colour), strict=True))
    shown = list(dict.fromkeys([*measured, *rows["name"]]))
    ranges = (
        [colour[name] for name in shown],
        [markers.get(name, SHAPES[place % len(SHAPES)]) for place, name in enumerate(shown)],
        [dashes.get(name, [1, 0]) for name in shown],
    )
    kinds = (alt.Color, alt.Shape, alt.StrokeDash)
    return tuple(
        kind("name:N", sort=None, scale={"domain": shown, "range": values}, title=None)
        for kind, values in zip(kinds, ranges, strict=True)
    )


def _emotion_scale(low: float, high: float) -> Any:
    room = (high - low) / 20
    return load_altair().Scale(domain=[low - room, high + room], nice=False, zero=False)


def _emotion_axis(low: float, high: float) -> Any:
    ticks = np.linspace(low, high, 5).tolist()
    neutral = f"datum.value == {0 if low < 0 < high else (low + high) / 2}"
    number = f"format(datum.value, {low} < 0 && datum.value > 0 ? '+~g' : '~g')"
    words = f"datum.value == {high} ? 'Delighted  ' : datum.value == {low} ? 'Miserable  ' : ''"
    return load_altair().Axis(
        values=ticks,
        grid=True,
        gridColor={"condition": {"test": neutral, "value": DASH}, "value": LINE},
        gridDash={"condition": {"test": neutral, "value": []}, "value": [2, 4]},
        labelExpr=f"({words}) + {number}",
    )


def _notes(subject: Subject, visible: pd.DataFrame, withheld: pd.DataFrame) -> list[str]:
    if subject.source is None:
        return ["Dashed: drawn. No rows are joined yet."]
    method = subject.method(subject.source.curve_measure)
    return [
        f"Solid: {subject.source.name}, {method}, with its band. Dashed: drawn.",
        filter_sentence(subject.filters, subject.source.who),
        few_sentence(visible["few"], subject.source.who),
        withheld_sentence(
            [*withheld["stage"]], [*withheld["segment"]], subject.source.min_n, subject.source.who
        ),
    ]
