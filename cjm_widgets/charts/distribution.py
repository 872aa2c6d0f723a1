"""The distribution chart: how respondents spread over the scores at each stage, about the scale's middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.analysis.distribution import distribution_frame
from cjm_widgets.analysis.tables import FEW
from cjm_widgets.charts.look import (
    EMOTIONS,
    TEXT_2,
    WHITE,
    down,
    embedded,
    filtered,
    finished,
    height_of,
    load_altair,
    percent,
    withheld_said,
)
from cjm_widgets.charts.subject import NO_VALUE

if TYPE_CHECKING:
    from cjm_widgets.charts.subject import Subject

_WIDTH, _PANEL = 640, 360
_LEGEND = 11
"""Scores up to which each has its own mark in the legend."""


def draw(subject: Subject, facet: bool = False) -> Any:
    """Draw a bar a stage; those below the middle of the scale to the left, those above to the right.

    Parameters
    ----------
    subject
        What to draw; with ``by`` there is a panel for each segment.
    facet
        Panels below one another rather than side by side.
    """
    alt = load_altair()
    rows = _placed(distribution_rows(subject), subject.measured.scale)
    hidden, told = rows[rows["n"].isna()], rows[rows["n"].notna() & (rows["total"] > 0)]
    told = told[told["n"] > 0]
    blank = hidden[["stage", "segment"]].drop_duplicates().assign(why="withheld")
    data = embedded(pd.concat([told, blank], ignore_index=True))
    panels = list(dict.fromkeys(rows["segment"].dropna()))
    chart = alt.layer(*_layers(subject, told)).properties(
        width=_PANEL if panels and not facet else _WIDTH, height=height_of(subject.names)
    )
    chart = subject.answering(chart)
    if not panels:
        chart = chart.properties(data=data)
    elif facet:
        chart = chart.facet(row=alt.Row("segment:N", sort=panels, title=None), data=data)
    else:
        chart = chart.facet(column=alt.Column("segment:N", sort=panels, title=None), data=data)
    return finished(chart, f"{subject.title}: how the scores spread", _said(subject, told, hidden))


def distribution_rows(subject: Subject) -> pd.DataFrame:
    """As `distribution_frame`, with ``segment`` and ``total``, the respondents of the stage."""
    source, by = subject.measured, subject.by
    if by is None:
        segments: list[str | None] = [None]
    else:
        segments = list(source.counts.select(subject.filters, by).labels)
    parts = [
        distribution_frame([source], subject.stages, subject.segment(value).filters).assign(
            segment=None if by is None else NO_VALUE if value is None else value
        )
        for value in segments
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["total"] = frame.groupby(["segment", "stage"], dropna=False)["n"].transform("sum")
    return frame


def _placed(rows: pd.DataFrame, scale: tuple[float, float]) -> pd.DataFrame:
    """Where each piece of a bar begins and ends, as shares left (negative) and right of the middle."""
    middle = (scale[0] + scale[1]) / 2
    groups = [rows["segment"].fillna(NO_VALUE), rows["stage"]]

    def shares(chosen: pd.Series) -> pd.Series:
        return rows["share"].where(chosen, 0).groupby(groups).transform("sum")

    below, level = shares(rows["score"] < middle), shares(rows["score"] == middle)
    begin = rows["share"].groupby(groups).cumsum() - rows["share"] - below - level / 2
    return rows.assign(
        begin=begin,
        end=begin + rows["share"],
        below=below,
        above=shares(rows["score"] > middle),
        left=-below - level / 2,
        right=shares(rows["score"] > middle) + level / 2,
    )


def _layers(subject: Subject, rows: pd.DataFrame) -> list[Any]:
    alt = load_altair()
    stage = down(subject.names)
    low, high = subject.measured.scale
    whole = [score for score in dict.fromkeys(rows["score"].sort_values()) if float(score).is_integer()]
    ramp = [low + (high - low) * step / (len(EMOTIONS) - 1) for step in range(len(EMOTIONS))]
    color = alt.Color(
        "score:Q",
        title=None,
        scale=alt.Scale(domain=ramp, range=list(EMOTIONS)),
        legend=alt.Legend(type="symbol", values=whole, symbolType="square", format="~g")
        if len(whole) <= _LEGEND
        else alt.Legend(format="~g"),
    )
    ends = [float(rows["left"].min()), float(rows["right"].max())] if len(rows) else [-1.0, 1.0]
    share = alt.X(
        "begin:Q",
        title=None,
        axis=alt.Axis(grid=True, labelExpr=percent("abs(datum.value)"), tickCount=6),
        scale=alt.Scale(domain=ends, nice=False, padding=36),
    )
    tooltip = [
        alt.Tooltip("stage:N", title="Stage"),
        *([] if subject.by is None else [alt.Tooltip("segment:N", title=subject.by)]),
        alt.Tooltip("score:Q", title="Score", format="~g"),
        alt.Tooltip("share:Q", title="Share", format=".1%"),
        alt.Tooltip("low:Q", title="From", format=".1%"),
        alt.Tooltip("high:Q", title="To", format=".1%"),
        alt.Tooltip("n:Q", title="n", format=","),
        alt.Tooltip("total:Q", title="n of the stage", format=","),
        alt.Tooltip("method:N", title="Method"),
    ]
    base = alt.Chart().transform_filter("!isValid(datum.why)").encode(stage)
    once = base.transform_aggregate(
        left="min(left)",
        right="max(right)",
        below="max(below)",
        above="max(above)",
        total="max(total)",
        groupby=["stage", "segment"],
    )
    words = {"fontSize": 11, "color": TEXT_2}
    few = f"(datum.total < {FEW} ? ', few' : '')"
    return [
        *subject.bands(stage),
        base.mark_bar(height=18, stroke=WHITE, strokeWidth=0.5).encode(
            share, alt.X2("end:Q"), color=color, tooltip=tooltip, **subject.emphasis()
        ),
        once.transform_calculate(said=percent("datum.below"))
        .mark_text(align="right", dx=-6, **words)
        .encode(alt.X("left:Q"), text="said:N", **subject.emphasis()),
        once.transform_calculate(said=percent("datum.above"))
        .mark_text(align="left", dx=6, **words)
        .encode(alt.X("right:Q"), text="said:N", **subject.emphasis()),
        once.transform_calculate(said=f"'n ' + format(datum.total, ',') + {few}")
        .mark_text(align="left", dx=10, **words)
        .encode(alt.XValue("width"), text="said:N", **subject.emphasis()),
        alt.Chart()
        .transform_filter("isValid(datum.why)")
        .mark_text(align="left", dx=10, **words)
        .encode(stage, alt.XValue("width"), text="why:N"),
    ]


def _said(subject: Subject, told: pd.DataFrame, hidden: pd.DataFrame) -> list[str]:
    method = next(iter(told["method"]), "")
    return [
        f"{subject.measured.name}, {method}. Left: below the middle of the scale; right: above it.",
        filtered(subject.filters),
        withheld_said([*hidden["stage"]], [*hidden["segment"]], subject.measured.min_n),
    ]
