"""The impact-effort chart: each opportunity a hollow point with dashed whiskers, as all of it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.charts.look import TEXT_2, WHITE, chart_data, finish, load_altair, tooltip_line
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.document.opportunities import middle_of, opportunities
from cjm_widgets.document.ranges import Range

if TYPE_CHECKING:
    from cjm_widgets.charts.subject import Subject

_WIDTH, _HEIGHT = 560, 360


def draw(subject: Subject) -> Any:
    """Draw every opportunity whose impact and effort are said; the others are named below the title."""
    alt = load_altair()
    every = opportunities(subject.document)
    rows: list[dict[str, Any]] = [
        {
            "stage": subject.stages[one.stage],
            "opportunity": one.card.text,
            **_ends("impact", one.card.impact),
            **_ends("effort", one.card.effort),
        }
        for one in every
        if one.card.impact is not None and one.card.effort is not None
    ]
    if not rows:
        raise MeasureError(
            "no opportunity says its impact and its effort: "
            'journey.opportunities.loc[id, ["impact", "effort"]] = ["6–9", "2–4"]'
        )
    most = max(row["effort_high"] for row in rows)
    data = chart_data(pd.DataFrame(rows))
    x = alt.X("effort:Q", title="effort, weeks", scale={"domain": [0, most * 1.05 or 1]})
    y = alt.Y("impact:Q", title="impact", scale={"domain": [1, 10]})
    base = alt.Chart(data)
    dash = {"strokeDash": [4, 3], "color": TEXT_2}
    tooltip = [tooltip_line("opportunity:N", "Opportunity"), tooltip_line("stage:N", "Stage")]
    layers = (
        base.mark_rule(**dash).encode(
            alt.X("effort_low:Q", title="effort, weeks"), alt.X2("effort_high:Q"), y
        ),
        base.mark_rule(**dash).encode(x, alt.Y("impact_low:Q", title="impact"), alt.Y2("impact_high:Q")),
        base.mark_point(filled=True, fill=WHITE, stroke=TEXT_2, size=64, opacity=1).encode(
            x, y, tooltip=tooltip
        ),
        base.mark_text(align="left", dx=8, dy=-8, limit=200).encode(x, y, alt.Text("opportunity:N")),
    )
    chart = alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT)
    silent = [one.card.text for one in every if one.card.impact is None or one.card.effort is None]
    notes = ["Ranges are beliefs, so they are dashed."]
    if silent:
        notes.append(f"Without impact or effort: {', '.join(silent)}.")
    return finish(chart, f"{subject.title}: impact and effort", notes)


def _ends(name: str, value: Range) -> dict[str, float]:
    low, high = (value[0], value[-1]) if isinstance(value, tuple) else (value, value)
    return {name: middle_of(value), f"{name}_low": low, f"{name}_high": high}
