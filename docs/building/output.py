"""What a block gave, as Markdown with HTML in it: tables, pictures of maps and charts, printed text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

import cjm_widgets as cjm
from docs.building.blocks import Outcome

MOST_ROWS = 12
_FENCE = "~" * 9
_SIZE = re.compile(r'width="(\d+)(?:\.\d+)?" height="(\d+)')


@dataclass
class Pictures:
    """The folder of the site's pictures, each with a name of its own.

    Attributes
    ----------
    folder
        Where they are written.
    names
        Those that are there.
    """

    folder: Path
    names: set[str] = field(default_factory=set)

    def add(self, name: str, svg: str) -> tuple[str, int, int]:
        """Write a picture; its name as a file, its width and its height in px."""
        assert name not in self.names, f"two pictures are called {name}"
        self.names.add(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.svg").write_text(svg, "utf-8")
        size = _SIZE.search(svg)
        assert size, f"{name} has no size"
        return f"{name}.svg", int(size[1]), int(size[2])


def is_picture(value: Any) -> bool:
    """Whether a value is drawn: a journey, or an Altair chart."""
    return isinstance(value, cjm.Journey) or _is_chart(value)


def _is_chart(value: Any) -> bool:
    return type(value).__module__.startswith("altair.") and hasattr(value, "to_dict")


def description(value: Any) -> str:
    """What a picture shows, for those who do not see it."""
    if isinstance(value, cjm.Journey):
        lines = repr(value).splitlines()
        return lines[0] if lines else "A journey map"
    title = value.to_dict().get("title", "")
    text = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(text) if isinstance(text, list) else str(text) or "A chart"


def chart_svg(chart: Any) -> str:
    """An Altair chart as SVG."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return svg


def figure(value: Any, name: str, pictures: Pictures, root: str) -> str:
    """The picture of a journey, light and dark, or of a chart, as HTML; it opens in its full size.

    Parameters
    ----------
    root
        The way from the page to the site's first folder, such as ``"../"``.
    """
    text = escape(description(value), quote=True)
    if isinstance(value, cjm.Journey):
        parts = [
            ("only-light", name, value.to_svg()),
            ("only-dark", f"{name}-dark", value.to_svg(theme="dark")),
        ]
    else:
        parts = [("is-paper", name, chart_svg(value))]
    html = []
    for kind, part, svg in parts:
        file, width, height = pictures.add(part, svg)
        image = f'src="{root}_pictures/{file}" width="{width}" height="{height}" alt="{text}" loading="lazy"'
        html.append(f'<a class="{kind}" href="{root}_pictures/{file}"><img {image}></a>')
    return f'<div class="picture">{"".join(html)}</div>'


def table(frame: pd.DataFrame | pd.Series) -> str:
    """A frame as an HTML table of at most `MOST_ROWS` rows, with its numbers as pandas prints them."""
    if isinstance(frame, pd.Series):
        frame = frame.to_frame(str(frame.name) if frame.name is not None else "value")
    top = frame.head(MOST_ROWS)
    with pd.option_context("display.max_colwidth", 90):
        html = top.to_html(border=0, classes="frame", na_rep="", justify="unset", index_names=False)
    has_name = top.index.name is not None
    corner = f"<th>{escape(str(top.index.name))}</th>" if has_name else "<td></td>"  # no header heads nothing
    html = re.sub(r"<th>\s*</th>", lambda _: corner, html, count=1).replace("&lt;NA&gt;", "")
    html = re.sub(r"<th>\s*</th>", "<td></td>", html)
    rest = len(frame) - len(top)
    note = f"<p>{rest:,} more rows</p>" if rest > 0 else ""
    return f'<div class="result" tabindex="0" role="group" aria-label="Result">{html}{note}</div>'


def result_of(outcome: Outcome, name: str, pictures: Pictures, root: str) -> str:
    """What a block gave, as Markdown to stand below it; ``""`` where it gave nothing to look at."""
    parts = []
    if outcome.text:
        parts.append(_text(outcome.text))
    value = outcome.value
    if is_picture(value):
        parts.append(figure(value, name, pictures, root))
    elif isinstance(value, pd.DataFrame | pd.Series):
        parts.append(table(value))
    elif isinstance(value, str) and hasattr(value, "_repr_html_"):
        parts.append(f'<div class="live">{value._repr_html_()}</div>')
    elif value is not None and not hasattr(value, "_repr_mimebundle_"):
        parts.append(_text(repr(value)))
    return "".join(f"\n{raw(part)}\n" for part in parts)


def _text(text: str) -> str:
    return (
        f'<div class="result" tabindex="0" role="group" aria-label="Result"><pre>{escape(text)}</pre></div>'
    )


def raw(html: str) -> str:
    """HTML as a block of MyST."""
    return f"{_FENCE}{{raw}} html\n{html}\n{_FENCE}"
