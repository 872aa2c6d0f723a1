"""The look of every chart: the map's colours and fonts, the axis of stages, the sentences above a chart.

Vega-Lite writes some texts into expressions, which it parses: titles of tooltips, whose backslashes and line
ends it leaves as they are, and lists of names to sort by, which may not hold ``constructor`` or U+2028. So
titles of tooltips are written by ``tooltip_line``, and names are sorted by domains of scales or by a number.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cjm_widgets.analysis.tables import FEW
from cjm_widgets.document.errors import CjmError
from cjm_widgets.render.palette import LIGHT

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.counts.stack import Filters

TEXT, TEXT_2, TEXT_3 = LIGHT.text, LIGHT.text_2, LIGHT.text_3
LINE, DASH, WHITE, TINT = LIGHT.line, LIGHT.dash, LIGHT.bg, "#eaf3fb"
EMOTIONS = (LIGHT.emo_0, "#bf6c10", LIGHT.emo_2, LIGHT.emo_3, LIGHT.emo_4)
"""From the lowest to the highest."""
PEOPLE = LIGHT.personas
"""Personas and segments, in order."""
SHAPES = (
    *(
        "circle",
        "diamond",
        "triangle-up",
        "triangle-down",
        "cross",
        "triangle-right",
        "triangle-left",
        "wedge",
    ),
)
EVERYONE_SHAPE = "square"

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_COLUMN, _WIDEST, _ROW = 96, 1100, 34
_ESCAPED = re.compile(r"[^ -\[\]-~\xa0-\u2027\u202a-\uffff\U00010000-\U0010ffff]")
"""What a string in an expression may not hold as it is; Vega-Lite itself escapes quotes."""
_SPECIAL = ("title", "image")
"""Titles of which a tooltip makes a heading, and a picture that it loads."""
_INHERITED = ("constructor", "toString", "toLocaleString", "valueOf", "hasOwnProperty")
"""Names that every object of JavaScript has, of at most so many letters as a line of a label."""
_SENTENCE, _LETTERS = 96, 16
"""Letters that fit on a line above a chart, and under the column of a stage."""


def load_altair() -> Any:
    """The module `altair`.

    Raises
    ------
    CjmError
        It is not installed; the message says how to install it.
    """
    try:
        import altair
    except ModuleNotFoundError as error:
        if error.name != "altair":
            raise
        raise CjmError("charts are drawn by altair: pip install 'cjm_widgets[charts]'") from None
    return altair


def chart_data(rows: pd.DataFrame) -> Any:
    """The rows as data of a chart, without missing values."""
    known = rows.notna().to_numpy()
    values = [
        {name: value for (name, value), there in zip(row.items(), has, strict=True) if there}
        for row, has in zip(rows.to_dict("records"), known, strict=True)
    ]
    return load_altair().Data(values=values)


def placed(rows: pd.DataFrame, field: str, names: Sequence[str]) -> pd.DataFrame:
    """The rows with the place of a field's value among the names, by which ``in_place`` sorts panels."""
    return rows.assign(place=rows[field].map({name: place for place, name in enumerate(names)}))


def in_place() -> Any:
    """How panels are sorted: by the place that ``placed`` gave their rows."""
    return load_altair().EncodingSortField(field="place", op="min", order="ascending")


def tooltip_line(field: str, title: str, **options: Any) -> Any:
    """A line of a tooltip, whose title may be any text."""
    text = _ESCAPED.sub(lambda match: json.dumps(match[0])[1:-1], title)
    if text in _SPECIAL:
        text += " "
    return load_altair().Tooltip(field, title=text, **options)


def finish(chart: Any, title: str, notes: Iterable[str]) -> Any:
    """The chart with its title, the notes under it, and the map's fonts and lines; skips empty notes."""
    lines = [line for sentence in notes if sentence for line in textwrap.wrap(sentence, _SENTENCE)]
    return (
        chart.properties(
            title={
                "text": title,
                "subtitle": lines,
                "anchor": "start",
                "frame": "group",
                "offset": 14,
            },
            background=WHITE,
        )
        .configure(font=_FONT, padding=16)
        .configure_view(stroke=None)
        .configure_title(
            color=TEXT,
            fontSize=15,
            fontWeight=600,
            subtitleColor=TEXT_2,
            subtitleFontSize=12,
            subtitleLineHeight=16,
            subtitlePadding=6,
        )
        .configure_axis(
            domain=False,
            ticks=False,
            grid=False,
            gridColor=LINE,
            labelColor=TEXT_2,
            labelFontSize=11,
            labelPadding=8,
            titleColor=TEXT_3,
            titleFontSize=11,
            titleFontWeight=400,
        )
        .configure_header(
            title=None,
            labelColor=TEXT,
            labelFontSize=12,
            labelFontWeight=600,
            labelAnchor="start",
            labelOrient="top",
            labelPadding=4,
        )
        .configure_legend(
            title=None,
            orient="top",
            direction="horizontal",
            labelColor=TEXT,
            labelFontSize=12,
            symbolSize=90,
            symbolOpacity=1,
            offset=8,
        )
    )


def width_of(stages: Sequence[str]) -> int:
    """Pixels for all stages side by side."""
    return min(max(len(stages), 3) * _COLUMN, _WIDEST)


def height_of(stages: Sequence[str]) -> int:
    """Pixels for all stages below one another."""
    return max(len(stages), 1) * _ROW


def across(stages: Sequence[str]) -> Any:
    """Stages from left to right, in order, their names wrapped."""
    lines = {stage: textwrap.wrap(stage, _LETTERS) or [""] for stage in stages}
    labels = (f"{json.dumps(stage)}: [{', '.join(map(_literal, lines[stage]))}]" for stage in lines)
    axis = load_altair().Axis(labelAngle=0, labelExpr=f"({{{', '.join(labels)}}})[datum.value]", labelLimit=0)
    names = list(stages)
    return load_altair().X("stage:N", sort=None, scale={"domain": names}, axis=axis, title=None)


def _literal(text: str) -> str:
    """A text in an expression of Vega, which takes one like ``constructor`` for a part of its own."""
    return " + ".join(map(json.dumps, (text[:1], text[1:]) if text in _INHERITED else (text,)))


def down(stages: Sequence[str]) -> Any:
    """Stages from top to bottom, in order."""
    axis = load_altair().Axis(labelLimit=220, labelColor=TEXT, labelFontSize=12)
    names = list(stages)
    return load_altair().Y("stage:N", sort=None, scale={"domain": names}, axis=axis, title=None)


def percent(field: str) -> str:
    """A Vega expression that formats a share as a percentage, with a space before the sign."""
    return f"format(100 * {field}, '.0f') + ' %'"


def filter_sentence(filters: Filters, who: str = "respondents") -> str:
    """Which respondents or answers are shown, as a sentence; "" without filters."""
    conditions = [
        f"{column} {' or '.join('no value' if value is None else value for value in values)}"
        for column, values in filters.items()
    ]
    return f"Only {who} with {', '.join(conditions)}." if conditions else ""


def withheld_sentence(
    stages: Sequence[str], whose: Sequence[str | None], min_n: int, who: str = "respondents"
) -> str:
    """Which numbers are withheld, as a sentence; "" where none is."""
    places: dict[str | None, list[str]] = {}
    for stage, name in dict.fromkeys(zip(stages, whose, strict=True)):
        places.setdefault(name, []).append(stage)
    if not places:
        return ""
    texts = [f"{name} at {'; '.join(at)}" if name else "; ".join(at) for name, at in places.items()]
    return f"Withheld, as fewer than {min_n} {who} or what would give them away: {' · '.join(texts)}."


def few_sentence(few: Any, who: str = "respondents") -> str:
    """What a hollow mark means; "" where there is none."""
    return f"Hollow: few {who} (n < {FEW})." if bool(few.any()) else ""


def color_and_shape(field: str, names: Sequence[str]) -> tuple[Any, Any]:
    """The encodings that tell series apart, by the values of a field."""
    alt = load_altair()
    markers = [SHAPES[place % len(SHAPES)] for place, _ in enumerate(names)]
    color, shape = (
        kind(field, sort=None, scale={"domain": names, "range": values}, title=None)
        for kind, values in ((alt.Color, colours(names)), (alt.Shape, markers))
    )
    return color, shape


def colours(names: Sequence[str], known: Mapping[str, str] | None = None) -> list[str]:
    """A colour for each name: its known one, otherwise preferably one that no known name has."""
    known = known or {}
    free = sorted(PEOPLE, key=lambda colour: colour in known.values())
    new = [name for name in names if name not in known]
    fresh = {name: free[place % len(free)] for place, name in enumerate(new)}
    return [known.get(name) or fresh[name] for name in names]
