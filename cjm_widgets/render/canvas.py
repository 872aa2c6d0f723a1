"""What a picture is drawn on: a tree of SVG elements. A user's text only ever becomes a text node of it.

Colours and sizes are attributes of the elements, as every program that reads SVG understands them; nothing is
left to a style sheet. Places are px from the picture's upper left corner.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from xml.etree.ElementTree import Element, SubElement, tostring

from cjm_widgets.render.numbers import brief
from cjm_widgets.render.palette import Palette
from cjm_widgets.render.words import FAMILY, baseline, is_right_to_left, printable

SIZE = 12
_OUTLINES = {
    "square": "M3.75 5.25a1.5 1.5 0 0 1 1.5-1.5h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-5.5"
    "a1.5 1.5 0 0 1-1.5-1.5z",
    "circle": "M3.5 8a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0z",
    "diamond": "M8 2.6 13.4 8 8 13.4 2.6 8z",
    "triangle": "M8 3 13 12H3z",
    "inverted": "M8 13 3 4h10z",
    "hexagon": "M8 3.2 12.2 5.6v4.8L8 12.8l-4.2-2.4V5.6z",
}


@cache
def icons() -> dict[str, str]:
    """Every drawing of the interface by its name, a stroked path in a box of 16."""
    found: dict[str, str] = json.loads((files("cjm_widgets.render") / "icons.json").read_text("utf-8"))
    return found


class Canvas:
    """A picture under way.

    Parameters
    ----------
    palette
        The colours.
    """

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "font-family": FAMILY,
                "font-size": str(SIZE),
                "fill": palette.text,
            },
        )
        self._into = self.root

    def finish(self, width: float, height: float, title: str, description: str) -> None:
        """Say how large it is, and what it shows to those who cannot see it."""
        size = {"width": brief(width), "height": brief(height)}
        box = {"viewBox": f"0 0 {brief(width)} {brief(height)}", "role": "img"}
        self.root.attrib = {"xmlns": self.root.attrib.pop("xmlns"), **size, **box, **self.root.attrib}
        for place, (tag, text) in enumerate((("title", title), ("desc", description))):
            element = Element(tag)
            element.text = printable(text)
            self.root.insert(place, element)

    def __str__(self) -> str:
        return tostring(self.root, "unicode")

    @contextmanager
    def group(self, **attributes: str) -> Iterator[Element]:
        """What is drawn meanwhile is a group with these attributes."""
        outer = self._into
        self._into = SubElement(outer, "g", _named(attributes))
        try:
            yield self._into
        finally:
            self._into = outer

    def alternatives(self, draws: Sequence[Callable[[], None]]) -> None:
        """Draw several versions of one part, of which a page shows one at a time, the first to begin with."""
        if len(draws) == 1:
            draws[0]()
            return
        for choice, draw in enumerate(draws):
            with self.group(data_choice=str(choice), **({"hidden": ""} if choice else {})):
                draw()

    def rect(self, x: float, y: float, width: float, height: float, **attributes: str) -> None:
        """A rectangle; its attributes are SVG's, with ``_`` for ``-``."""
        box = {"x": brief(x), "y": brief(y), "width": brief(max(width, 0)), "height": brief(max(height, 0))}
        SubElement(self._into, "rect", {**box, **_named(attributes)})

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, **attributes: str) -> None:
        """A line."""
        ends = {"x1": brief(x1), "y1": brief(y1), "x2": brief(x2), "y2": brief(y2)}
        SubElement(self._into, "line", {**ends, "stroke": stroke, **_named(attributes)})

    def circle(self, x: float, y: float, radius: float, **attributes: str) -> None:
        """A circle."""
        SubElement(
            self._into, "circle", {"cx": brief(x), "cy": brief(y), "r": brief(radius), **_named(attributes)}
        )

    def path(self, d: str, **attributes: str) -> None:
        """A path; an empty one is not drawn."""
        if d:
            SubElement(self._into, "path", {"d": d, **_named(attributes)})

    def icon(self, name: str, x: float, y: float, size: float, stroke: str) -> None:
        """A drawing of the interface with its upper left corner there."""
        self.path(
            icons()[name],
            transform=_placed(x, y, size),
            fill="none",
            stroke=stroke,
            stroke_width="1.5",
            stroke_linecap="round",
            stroke_linejoin="round",
        )

    def marker(
        self, name: str, x: float, y: float, size: float, fill: str, stroke: str, thick: float = 2
    ) -> None:
        """A persona's marker about a point."""
        self.path(
            _OUTLINES[name],
            transform=_placed(x - size / 2, y - size / 2, size),
            fill=fill,
            stroke=stroke,
            stroke_width=f"{thick:g}",
            stroke_linejoin="round",
        )

    def text(
        self,
        x: float,
        top: float,
        text: str,
        *,
        size: float = SIZE,
        height: float = 16,
        bold: bool = False,
        fill: str = "",
        anchor: str = "start",
        width: float = 0,
        halo: bool = False,
    ) -> None:
        """One line of text.

        Parameters
        ----------
        x, top
            Where it starts, ends or has its middle, as ``anchor`` says; and the top of its line.
        size, height
            Of the letters and of the line.
        fill
            By default the colour of text.
        width
            Room for it: where the text runs to the left, it starts at the other end of that.
        halo
            Whether it keeps clear of lines behind it.
        """
        text = printable(text)
        attributes = {}
        if width and anchor == "start" and is_right_to_left(text):
            x, anchor = x + width, "end"
            attributes["unicode-bidi"] = "plaintext"
        attributes = {"x": brief(x), "y": brief(baseline(top, size, height)), **attributes}
        if size != SIZE:
            attributes["font-size"] = f"{size:g}"
        if bold:
            attributes["font-weight"] = "600"
        if fill:
            attributes["fill"] = fill
        if anchor != "start":
            attributes["text-anchor"] = anchor
        if halo:
            attributes |= {
                "stroke": self.palette.bg,
                "stroke-width": "3",
                "stroke-linejoin": "round",
                "paint-order": "stroke",
            }
        SubElement(self._into, "text", attributes).text = text


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in attributes.items()}


def _placed(x: float, y: float, size: float) -> str:
    scale = "" if size == 16 else f" scale({size / 16:.4g})"
    return f"translate({brief(x)} {brief(y)}){scale}"
