"""A journey's static pictures in each format: what ``to_svg`` and its kin return.

PNG and PDF are made of the SVG by vl-convert, which the extra ``export`` installs.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Protocol
from xml.etree.ElementTree import Element, tostring

from cjm_widgets.document.errors import CjmError, listing, nearest
from cjm_widgets.document.model import Document
from cjm_widgets.measures.stack import Filters
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.numbers import brief
from cjm_widgets.render.page import page as filled_page
from cjm_widgets.render.palette import themed
from cjm_widgets.render.picture import draw, scene_of

_PAGES = {"a3": (842, 1191), "a4": (595, 842), "letter": (612, 792)}
"""Width and height in points."""
_MARGIN = 28
_PX = 0.75
"""Points to a px, of which there are 96 to the inch."""


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


def html(journey: Drawable, *, lanes: Iterable[str] | None = None) -> str:
    """The page as text; see ``Journey.to_html``."""
    return filled_page(journey.document, journey.filters, lanes=lanes)


def png(
    journey: Drawable,
    *,
    theme: str = "light",
    width: float | None = None,
    lanes: Iterable[str] | None = None,
    scale: float = 2,
    dated: bool = True,
) -> bytes:
    """The picture as PNG; see ``Journey.to_png``. ``dated``: with the time at which rows were read."""
    if not 0 < scale <= 10:
        raise CjmError(f"scale= is the dots for each px, above 0 and at most 10, not {scale!r}")
    converter = _converter("PNG")
    made: bytes = converter.svg_to_png(str(_drawn(journey, theme, width, lanes, dated)), scale=scale)
    return made


def pdf(
    journey: Drawable,
    *,
    page: str | None = None,
    theme: str = "light",
    width: float | None = None,
    lanes: Iterable[str] | None = None,
) -> bytes:
    """The picture as PDF; see ``Journey.to_pdf``."""
    size = None if page is None else _size(page)
    converter = _converter("PDF")
    root = _drawn(journey, theme, width, lanes).root
    root = _in_points(root) if size is None else _fitted(root, size, themed(theme).bg)
    made: bytes = converter.svg_to_pdf(tostring(root, "unicode"))
    return made


def _in_points(picture: Element) -> Element:
    """The picture on a page of its own size."""
    for side in ("width", "height"):
        picture.set(side, brief(float(picture.attrib[side]) * _PX))
    return picture


def _size(page: str) -> tuple[int, int]:
    """Width and height of a page in points."""
    name, _, way = page.lower().partition(" ")
    if name not in _PAGES or way not in ("", "landscape", "portrait"):
        every = [*_PAGES, *(f"{one} landscape" for one in _PAGES)]
        close = nearest(page, every)
        hint = f"; did you mean {close!r}?" if close else "."
        raise CjmError(f"no page size {page!r}{hint} Page sizes: {listing(every)}")
    width, height = _PAGES[name]
    return (height, width) if way == "landscape" else (width, height)


def _fitted(picture: Element, size: tuple[int, int], ground: str) -> Element:
    """A page with the picture as large as it can be inside the margins."""
    width, height = size
    outer = Element(
        "svg",
        {
            "xmlns": picture.attrib.pop("xmlns"),
            "width": str(width),
            "height": str(height),
            "viewBox": f"0 0 {width} {height}",
        },
    )
    outer.append(Element("rect", {"width": str(width), "height": str(height), "fill": ground}))
    picture.attrib |= {
        "x": brief(_MARGIN),
        "y": brief(_MARGIN),
        "width": brief(width - 2 * _MARGIN),
        "height": brief(height - 2 * _MARGIN),
        "preserveAspectRatio": "xMidYMin",
    }
    outer.append(picture)
    return outer


def _converter(what: str) -> ModuleType:
    try:
        import vl_convert
    except ModuleNotFoundError as error:
        raise CjmError(
            f"{what} is made by vl-convert, which is not installed: pip install 'cjm_widgets[export]'"
        ) from error
    return vl_convert
