"""A journey's static pictures in each format: what ``to_svg`` and its kin return.

PNG and PDF are made of the SVG by vl-convert, which the extra ``export`` installs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Protocol
from xml.etree.ElementTree import Element, tostring

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.errors import CjmError, number_text
from cjm_widgets.document.model import Document, Id
from cjm_widgets.document.outline import outline
from cjm_widgets.render.content import UNTITLED
from cjm_widgets.render.numbers import brief
from cjm_widgets.render.page.tagged_pdf import tagged
from cjm_widgets.render.palette import palette_of
from cjm_widgets.render.scene import content_of, paint_scene, scene_of
from cjm_widgets.render.sheets import paper_of, sheets_of
from cjm_widgets.render.web_page import PageLook, web_page

_SCALE = 2
_DOTS = 80_000_000
"""Below what Pillow takes for a picture made to exhaust the machine."""
_PX = 0.75
"""Points to a px, of which there are 96 to the inch."""
_WIDEST = 1_000_000
"""Px of a picture that is drawn in dots."""
_LARGEST = 14_400
"""Points of a page beyond which Acrobat opens none (PDF 1.7, annex C)."""


class Drawable(Protocol):
    """What of a journey a picture shows."""

    @property
    def document(self) -> Document: ...
    @property
    def filters(self) -> Filters: ...


def svg(
    journey: Drawable, *, theme: str = "light", width: float | None = None, lanes: Iterable[str] | None = None
) -> str:
    """The picture as text; see ``Journey.to_svg``."""
    return f"{tostring(_picture(journey, theme, width, lanes), 'unicode')}\n"


def _picture(
    journey: Drawable, theme: str, width: float | None, lanes: Iterable[str] | None, dated: bool = True
) -> Element:
    palette = palette_of(theme)
    content = content_of(journey.document, journey.filters, lanes=lanes, width=width, dated=dated)
    return paint_scene(scene_of([content]), palette)


def html(
    journey: Drawable,
    *,
    theme: str | None = None,
    page: str | None = None,
    lanes: Iterable[str] | None = None,
    cells: Mapping[Id, int] | None = None,
    dated: bool = True,
) -> str:
    """The page as text; see ``Journey.to_html``.

    ``cells``: which of a notebook's joined each source. ``dated``: with the time at which rows were read.
    """
    palette = None if theme is None else palette_of(theme)
    paper = None if page is None else paper_of(page)
    how = PageLook(palette, paper, cells or {}, dated)
    return web_page(journey.document, journey.filters, lanes=lanes, look=how)


def png(
    journey: Drawable,
    *,
    theme: str = "light",
    width: float | None = None,
    lanes: Iterable[str] | None = None,
    scale: float | None = None,
    dated: bool = True,
) -> bytes:
    """The picture as PNG; see ``Journey.to_png``. ``dated``: with the time at which rows were read."""
    if scale is not None and not 0 < scale <= 10:
        raise CjmError(f"scale= is the dots for each px, above 0 and at most 10, not {scale!r}")
    converter = _converter("PNG")
    picture = _picture(journey, theme, width, lanes, dated)
    if float(picture.attrib["width"]) > _WIDEST:
        raise CjmError(f"a PNG picture is at most {_WIDEST:,} px wide, not {number_text(float(width or 0))}")
    dots: bytes = converter.svg_to_png(tostring(picture, "unicode"), scale=scale or _usual_scale(picture))
    return dots


def _usual_scale(picture: Element) -> float:
    """As sharp as screens are, unless the picture could hardly be opened then."""
    size = float(picture.attrib["width"]) * float(picture.attrib["height"])
    return min(_SCALE, math.sqrt(_DOTS / size))


def pdf(
    journey: Drawable,
    *,
    page: str | None = None,
    theme: str = "light",
    width: float | None = None,
    lanes: Iterable[str] | None = None,
) -> bytes:
    """The picture as PDF; see ``Journey.to_pdf``."""
    converter = _converter("PDF")
    if page is None:
        sheets = [_in_points(_picture(journey, theme, width, lanes))]
    else:
        paper, palette = paper_of(page), palette_of(theme)
        content = content_of(journey.document, journey.filters, lanes=lanes, width=width)
        sheets = [*sheets_of(content, palette, paper)]
    parts = [converter.svg_to_pdf(tostring(sheet, "unicode")) for sheet in sheets]
    return tagged(parts, journey.document.title or UNTITLED, outline(journey.document))


def _in_points(picture: Element) -> Element:
    """The picture on a page of its own size, or the largest there is."""
    size = {side: float(picture.attrib[side]) for side in ("width", "height")}
    scale = min(_PX, _LARGEST / max(size.values()))
    picture.attrib |= {side: brief(px * scale) for side, px in size.items()}
    return picture


def _converter(what: str) -> ModuleType:
    try:
        import vl_convert
    except ModuleNotFoundError as error:
        raise CjmError(
            f"{what} is made by vl-convert, which is not installed: pip install 'cjm_widgets[export]'"
        ) from error
    return vl_convert
