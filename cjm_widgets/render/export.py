"""A journey's static pictures in each format: what ``to_svg`` and its kin return.

PNG and PDF are made of the SVG by vl-convert, which the extra ``export`` installs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from io import BytesIO
from types import ModuleType
from typing import Protocol
from xml.etree.ElementTree import Element, tostring

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document
from cjm_widgets.optional import require_library
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.numbers import brief
from cjm_widgets.render.page import page as filled_page
from cjm_widgets.render.pages import pages
from cjm_widgets.render.palette import themed
from cjm_widgets.render.paper import paper
from cjm_widgets.render.picture import draw, scene_of

_SCALE = 2
_DOTS = 80_000_000
"""Below what Pillow takes for a picture made to exhaust the machine."""
_PX = 0.75
"""Points to a px, of which there are 96 to the inch."""
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
    return f"{_drawn(journey, theme, width, lanes)}\n"


def _drawn(
    journey: Drawable, theme: str, width: float | None, lanes: Iterable[str] | None, dated: bool = True
) -> Canvas:
    palette = themed(theme)
    scene = scene_of(journey.document, journey.filters, lanes=lanes, width=width, dated=dated)
    return draw(scene, palette)


def html(
    journey: Drawable,
    *,
    theme: str | None = None,
    page: str | None = None,
    lanes: Iterable[str] | None = None,
) -> str:
    """The page as text; see ``Journey.to_html``."""
    palette = None if theme is None else themed(theme)
    on = None if page is None else paper(page)
    return filled_page(journey.document, journey.filters, lanes=lanes, palette=palette, paper=on)


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
    drawn = _drawn(journey, theme, width, lanes, dated)
    made: bytes = converter.svg_to_png(str(drawn), scale=scale or _usual_scale(drawn))
    return made


def _usual_scale(drawn: Canvas) -> float:
    """As sharp as screens are, unless the picture could hardly be opened then."""
    size = float(drawn.root.attrib["width"]) * float(drawn.root.attrib["height"])
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
        made = [_in_points(_drawn(journey, theme, width, lanes).root)]
    else:
        on, palette = paper(page), themed(theme)
        scene = scene_of(journey.document, journey.filters, lanes=lanes, width=width)
        made = [*pages(scene, palette, on)]
    return _bound([converter.svg_to_pdf(tostring(one, "unicode")) for one in made])


def _bound(parts: list[bytes]) -> bytes:
    """Several documents of a page as one."""
    if len(parts) == 1:
        return parts[0]
    pypdf = require_library("pypdf", "PDF documents of several pages")
    writer, stream = pypdf.PdfWriter(), BytesIO()
    for part in parts:
        writer.append(BytesIO(part))
    writer.compress_identical_objects()
    writer.write(stream)
    return stream.getvalue()


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
