"""Charts of what cases did: funnel, transitions, paths and times at stages, each number with its interval."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from cjm_widgets.analysis.events.cases import Asked
from cjm_widgets.analysis.events.journeys import funnel_frame, times_frame, transitions_frame
from cjm_widgets.analysis.events.paths import paths_frame
from cjm_widgets.analysis.tables import FEW
from cjm_widgets.charts.look import (
    EVERYONE_SHAPE,
    TEXT,
    WHITE,
    chart_data,
    color_and_shape,
    few_sentence,
    filter_sentence,
    finish,
    height_of,
    load_altair,
    tooltip_line,
    withheld_sentence,
)
from cjm_widgets.charts.subject import NO_VALUE
from cjm_widgets.document.errors import MeasureError

if TYPE_CHECKING:
    from cjm_widgets.charts.subject import Subject

_WIDTH = 520
_LEVEL = 0.95


class CaseChart(NamedTuple):
    """What a chart of cases is about.

    Parameters
    ----------
    title
        Its numbers, in the title.
    rows
        The frame that has them, of what is asked for.
    label
        What a row is called.
    value, n
        The columns of the number and of how many cases are behind it.
    share
        Whether the number is a share; else it is minutes.
    """

    title: str
    rows: Callable[[Asked, int], pd.DataFrame]
    label: Callable[[pd.DataFrame], pd.Series[Any]]
    value: str
    n: str
    share: bool


_CHARTS = {
    "funnel": CaseChart(
        "who comes to each stage",
        lambda asked, _: funnel_frame(asked, "presence", "all", None),
        lambda frame: frame["stage"],
        "share",
        "n",
        True,
    ),
    "transitions": CaseChart(
        "where cases go on to",
        lambda asked, _: transitions_frame(asked),
        lambda frame: frame["from"] + " to " + frame["to"],
        "share_out",
        "cases",
        True,
    ),
    "paths": CaseChart(
        "the most frequent paths",
        lambda asked, top: paths_frame(asked, top, None),
        lambda frame: frame["path"].map(lambda path: " > ".join(path) or "no stage"),
        "share",
        "cases",
        True,
    ),
    "time": CaseChart(
        "median minutes at each stage",
        lambda asked, _: times_frame(asked),
        lambda frame: frame["stage"],
        "median",
        "n",
        False,
    ),
}


def draw_cases(kind: str, subject: Subject, top: int = 20) -> Any:
    """Draw a number of what cases did with its interval, row by row.

    Parameters
    ----------
    kind
        ``"funnel"``, ``"transitions"``, ``"paths"`` or ``"time"``.
    subject
        What to draw; with ``by`` a mark for each segment.
    top
        How many paths.

    Raises
    ------
    MeasureError
        The source holds no events, or nothing of it may be shown.
    """
    alt = load_altair()
    about = _CHARTS[kind]
    if not subject.measured.events:
        raise MeasureError(
            f"the {kind} chart is of events, and {subject.measured.name} holds none: journey.join_events(...)"
        )
    rows = case_rows(kind, subject, top)
    withheld, visible = rows[rows["n"].isna()], rows[rows["value"].notna()]
    labels = list(dict.fromkeys(visible["label"]))
    if not labels:
        raise MeasureError(f"there is nothing to chart: all numbers of {subject.measured.name} are withheld")
    several = subject.by is not None
    names = list(dict.fromkeys(rows["segment"])) if several else []
    chart = alt.layer(*_layers(subject, about, names, labels)).properties(
        data=chart_data(visible),
        width=_WIDTH,
        height=height_of(labels) * max(1, (len(names) + 1) // 2),
    )
    title = f"{subject.title}: {about.title}" + (f" by {subject.by}" if several else "")
    return finish(
        subject.with_selection(chart),
        title,
        [
            f"{subject.measured.name}, {next(iter(visible['method']), '')}.",
            filter_sentence(subject.filters, subject.measured.who),
            few_sentence(visible["few"], subject.measured.who),
            withheld_sentence(
                [*withheld["label"]],
                [*withheld["segment"]],
                subject.measured.min_n,
                subject.measured.who,
            ),
        ],
    )


def case_rows(kind: str, subject: Subject, top: int = 20) -> pd.DataFrame:
    """The numbers of a chart.

    Returns
    -------
    pandas.DataFrame
        ``label, stage, segment, value, low, high, n, few, method``; ``n`` is ``NA`` where withheld. ``stage``
        is that where a row begins, by which a selection on the map fades the others.
    """
    about = _CHARTS[kind]
    asked = Asked((subject.measured,), subject.stages, subject.filters, subject.by, _LEVEL)
    frame = about.rows(asked, top)
    label = about.label(frame)
    stage = frame["from"] if kind == "transitions" else frame.get("stage", label)
    segment = None
    if subject.by is not None:
        segment = frame["segment"].where(frame["segment"].notna(), NO_VALUE)
    n = frame[about.n]
    return pd.DataFrame(
        {
            "label": label,
            "stage": stage,
            "segment": segment,
            "value": frame[about.value],
            "low": frame["low"],
            "high": frame["high"],
            "n": n,
            "few": (n < FEW).fillna(False).astype(bool),
            "method": frame["method"],
        }
    )


def _layers(subject: Subject, about: CaseChart, names: list[str], labels: list[str]) -> list[Any]:
    alt = load_altair()
    number_format = ".1%" if about.share else ".3~f"
    axis = alt.Axis(grid=True, tickCount=6, format=".0%" if about.share else "~g")
    value = alt.X("value:Q", title=None, axis=axis, scale=alt.Scale(zero=True))
    row = alt.Y(
        "label:N",
        sort=None,
        scale={"domain": labels},
        axis=alt.Axis(labelLimit=300, labelColor=TEXT, labelFontSize=12),
        title=None,
    )
    color, shape, offset = alt.value(TEXT), alt.value(EVERYONE_SHAPE), {}
    if names:
        color, shape = color_and_shape("segment:N", names)
        offset = {"yOffset": alt.YOffset("segment:N", sort=None, scale={"domain": names})}
    tooltip = [
        alt.Tooltip("label:N", title="What"),
        *([tooltip_line("segment:N", subject.by)] if subject.by is not None else []),
        alt.Tooltip("value:Q", title="Share" if about.share else "Median minutes", format=number_format),
        alt.Tooltip("low:Q", title="From", format=number_format),
        alt.Tooltip("high:Q", title="To", format=number_format),
        alt.Tooltip("n:Q", title="Cases", format=","),
        alt.Tooltip("method:N", title="Method"),
    ]
    base = alt.Chart().encode(row, color=color, **offset, **subject.emphasis())
    points = base.encode(value, shape=shape, tooltip=tooltip)
    return [
        base.mark_rule(strokeWidth=1.75).encode(alt.X("low:Q"), alt.X2("high:Q")),
        points.transform_filter("!datum.few").mark_point(size=70, filled=True, opacity=1),
        points.transform_filter("datum.few").mark_point(size=70, strokeWidth=1.75, fill=WHITE, opacity=1),
    ]
