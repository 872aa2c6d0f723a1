"""The distribution chart: the share of each score at each stage, left and right of the scale's middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.analysis.distribution import distribution_frame
from cjm_widgets.analysis.tables import FEW
from cjm_widgets.charts.look import (
    EMOTIONS,
    TEXT_2,
    WHITE,
    chart_data,
    down,
    filter_sentence,
    finish,
    height_of,
    in_place,
    load_altair,
    percent,
    placed,
    tooltip_line,
    withheld_sentence,
)
from cjm_widgets.charts.subject import NO_VALUE

if TYPE_CHECKING:
    from cjm_widgets.charts.subject import Subject

_WIDTH, _PANEL = 640, 360
_LEGEND = 11
"""The most scores for which the legend names every one."""


def draw(subject: Subject, facet: bool = False) -> Any:
    """Draw a bar for each stage: scores below the middle of the scale to the left, above it to the right.

    Parameters
    ----------
    subject
        What to draw; with ``by`` there is a panel for each segment.
    facet
        Panels below one another rather than side by side.
    """
    alt = load_altair()
    rows = _bar_ends(distribution_rows(subject), subject.measured.scale)
    withheld, visible = rows[rows["n"].isna()], rows[rows["n"].notna() & (rows["total"] > 0)]
    visible = visible[visible["n"] > 0]
    blank = withheld[["stage", "segment"]].drop_duplicates().assign(why="withheld")
    panels = list(dict.fromkeys(rows["segment"].dropna()))
    data = chart_data(placed(pd.concat([visible, blank], ignore_index=True), "segment", panels))
    chart = alt.layer(*_layers(subject, visible)).properties(
        width=_PANEL if panels and not facet else _WIDTH, height=height_of(subject.names)
    )
    chart = subject.with_selection(chart)
    if not panels:
        chart = chart.properties(data=data)
    elif facet:
        chart = chart.facet(row=alt.Row("segment:N", sort=in_place(), title=None), data=data)
    else:
        chart = chart.facet(column=alt.Column("segment:N", sort=in_place(), title=None), data=data)
    return finish(chart, f"{subject.title}: how the scores spread", _notes(subject, visible, withheld))


def distribution_rows(subject: Subject) -> pd.DataFrame:
    """The rows of `distribution_frame` with ``segment`` and ``total``, the respondents of the stage."""
    parts = [
        distribution_frame([subject.measured], subject.stages, subject.segment(value).filters).assign(
            segment=None if subject.by is None else NO_VALUE if value is None else value
        )
        for value in subject.segments
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["total"] = frame.groupby(["segment", "stage"], dropna=False)["n"].transform("sum")
    return frame


def _bar_ends(rows: pd.DataFrame, scale: tuple[float, float]) -> pd.DataFrame:
    """The rows with the ends of each piece of a bar, as shares left (negative) and right of the middle."""
    middle = (scale[0] + scale[1]) / 2
    groups = [rows["segment"].fillna(NO_VALUE), rows["stage"]]

    def share_where(condition: pd.Series) -> pd.Series:
        return rows["share"].where(condition, 0).groupby(groups).transform("sum")

    below, level = share_where(rows["score"] < middle), share_where(rows["score"] == middle)
    begin = rows["share"].groupby(groups).cumsum() - rows["share"] - below - level / 2
    return rows.assign(
        begin=begin,
        end=begin + rows["share"],
        below=below,
        above=share_where(rows["score"] > middle),
        left=-below - level / 2,
        right=share_where(rows["score"] > middle) + level / 2,
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
        *([] if subject.by is None else [tooltip_line("segment:N", subject.by)]),
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
        once.transform_calculate(label=percent("datum.below"))
        .mark_text(align="right", dx=-6, **words)
        .encode(alt.X("left:Q"), text="label:N", **subject.emphasis()),
        once.transform_calculate(label=percent("datum.above"))
        .mark_text(align="left", dx=6, **words)
        .encode(alt.X("right:Q"), text="label:N", **subject.emphasis()),
        once.transform_calculate(label=f"'n ' + format(datum.total, ',') + {few}")
        .mark_text(align="left", dx=10, **words)
        .encode(alt.XValue("width"), text="label:N", **subject.emphasis()),
        alt.Chart()
        .transform_filter("isValid(datum.why)")
        .mark_text(align="left", dx=10, **words)
        .encode(stage, alt.XValue("width"), text="why:N"),
    ]


def _notes(subject: Subject, visible: pd.DataFrame, withheld: pd.DataFrame) -> list[str]:
    method = next(iter(visible["method"]), "")
    return [
        f"{subject.measured.name}, {method}. Left: below the middle of the scale; right: above it.",
        filter_sentence(subject.filters, subject.measured.who),
        withheld_sentence(
            [*withheld["stage"]], [*withheld["segment"]], subject.measured.min_n, subject.measured.who
        ),
    ]
