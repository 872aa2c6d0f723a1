"""The compare chart: differences between segments at each stage, with intervals and marked significance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.analysis.compare import MeasureChoice, compare_frame
from cjm_widgets.charts.look import (
    DASH,
    SHAPES,
    TEXT,
    WHITE,
    chart_data,
    color_and_shape,
    down,
    filter_sentence,
    finish,
    height_of,
    in_place,
    load_altair,
    placed,
    withheld_sentence,
)
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.measure import full_name

if TYPE_CHECKING:
    from cjm_widgets.charts.subject import Subject

_WIDTH = 560


def draw(subject: Subject, measure: MeasureChoice = None, **options: Any) -> Any:
    """Draw the difference between every two segments at each stage, on one axis around zero.

    Parameters
    ----------
    subject
        What to draw, with ``by``.
    measure
        One measure or its name; by default the source's first.
    **options
        ``test``, ``adjust``, ``level``, as for `compare_frame`.
    """
    alt = load_altair()
    rows = comparison_rows(subject, measure, **options)
    withheld = rows[rows["n_a"].isna() | rows["n_b"].isna()]
    visible = rows[rows["low"].notna()]
    pairs = list(dict.fromkeys(rows["pair"]))
    chart = alt.layer(*_layers(subject, visible, pairs)).properties(
        data=chart_data(placed(visible, "pair", pairs)),
        width=_WIDTH,
        height=height_of(subject.names) * max(1, (len(pairs) + 1) // 2),
    )
    chart = subject.with_selection(chart)
    return finish(
        chart,
        f"{subject.title}: {subject.label_of(_name(rows))} by {subject.by}, compared",
        _notes(subject, visible, withheld, pairs),
    )


def _name(rows: pd.DataFrame) -> str:
    """The name of the one measure of some rows."""
    return full_name(rows["measure"].iloc[0], rows["options"].iloc[0])


def comparison_rows(subject: Subject, measure: MeasureChoice = None, **options: Any) -> pd.DataFrame:
    """The rows of `compare_frame` for one measure, with a column ``pair``: "a less b"."""
    source = subject.measured
    if measure is None:
        measure = source.measures[0] if source.measures else source.curve_measure
    frame = compare_frame(
        subject.by or "", [source], subject.stages, subject.filters, measure=measure, **options
    )
    if len(frame[["measure", "options"]].drop_duplicates()) > 1:
        raise MeasureError("the compare chart shows one measure; name one with measure=")
    return frame.assign(pair=frame["segment_a"] + " less " + frame["segment_b"], segment=None)


def _layers(subject: Subject, rows: pd.DataFrame, pairs: list[str]) -> list[Any]:
    alt = load_altair()
    stage = down(subject.names)
    signed = "(datum.value > 0 ? '+' : '') + format(datum.value, '~g')"
    value = alt.X(
        "difference:Q",
        title="Difference, first less second",
        axis=alt.Axis(grid=True, labelExpr=signed, tickCount=6),
        scale=alt.Scale(padding=24),
    )
    several = len(pairs) > 1
    offset = {"yOffset": alt.YOffset("pair:N", sort=in_place())} if several else {}
    color, shape = alt.value(TEXT), alt.value(SHAPES[0])
    if several:
        color, shape = color_and_shape("pair:N", pairs)
    tooltip = [
        alt.Tooltip("stage:N", title="Stage"),
        alt.Tooltip("pair:N", title="Segments"),
        alt.Tooltip("difference:Q", title="Difference", format="+.3f"),
        alt.Tooltip("low:Q", title="From", format="+.3f"),
        alt.Tooltip("high:Q", title="To", format="+.3f"),
        alt.Tooltip("p_adjusted:Q", title="p, adjusted", format=".2~g"),
        alt.Tooltip("effect:Q", title="Effect", format=".2f"),
        alt.Tooltip("effect_name:N", title="Effect is"),
        alt.Tooltip("n_a:Q", title="n of the first", format=","),
        alt.Tooltip("n_b:Q", title="n of the second", format=","),
        alt.Tooltip("method:N", title="Method"),
    ]
    zero = alt.Chart(alt.Data(values=[{"difference": 0}])).mark_rule(color=DASH).encode(alt.X("difference:Q"))
    base = alt.Chart().encode(stage, color=color, **offset, **subject.emphasis())
    point = base.encode(value, shape=shape, tooltip=tooltip)
    p_label = "datum.p_adjusted < 0.001 ? '≠ p < 0.001' : '≠ p ' + format(datum.p_adjusted, '.3f')"
    return [
        *subject.bands(stage),
        zero,
        base.mark_rule(strokeWidth=1.75).encode(alt.X("low:Q"), alt.X2("high:Q")),
        point.transform_filter("datum.significant").mark_point(size=80, filled=True, opacity=1),
        point.transform_filter("!datum.significant").mark_point(
            size=80, strokeWidth=1.75, fill=WHITE, opacity=1
        ),
        base.transform_filter("datum.significant")
        .transform_calculate(label=p_label)
        .mark_text(align="left", dx=8, fontSize=11, fontWeight=600)
        .encode(alt.X("high:Q"), text="label:N"),
    ]


def _notes(subject: Subject, visible: pd.DataFrame, withheld: pd.DataFrame, pairs: list[str]) -> list[str]:
    method = next(iter(visible["method"]), "")
    which = f"{pairs[0]}. " if len(pairs) == 1 else ""
    return [
        f"{which}{subject.measured.name}, {method}.",
        "Filled and ≠: survives adjustment. Hollow: does not, which does not make it equal.",
        filter_sentence(subject.filters, subject.measured.who),
        withheld_sentence(
            [*withheld["stage"]], [*withheld["pair"]], subject.measured.min_n, subject.measured.who
        ),
    ]
