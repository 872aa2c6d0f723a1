"""Paints shapes as SVG: a tree of elements in which a user's text is only ever a text node.

Colours and sizes are attributes of the elements, as every program that reads SVG understands them; nothing is
left to a style sheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TypeVar
from xml.etree.ElementTree import Element, SubElement

from cjm_widgets.render.numbers import brief
from cjm_widgets.render.palette import Palette
from cjm_widgets.render.personas import MARKERS
from cjm_widgets.render.shapes import (
    SIZE,
    Beam,
    Circle,
    Group,
    Icon,
    Line,
    Marker,
    Outline,
    Rect,
    Ribbon,
    Shape,
    Spline,
    Spot,
    Text,
    turns,
)
from cjm_widgets.render.words import FAMILY, baseline, printable

T = TypeVar("T")


@cache
def icons() -> dict[str, str]:
    """Every drawing of the interface by its name, a stroked path in a box of 16."""
    paths: dict[str, str] = json.loads((files("cjm_widgets.render") / "icons.json").read_text("utf-8"))
    return paths


def picture_element(palette: Palette, width: float, height: float, title: str, description: str) -> Element:
    """An empty picture of a size, which tells those who cannot see it what it shows."""
    element = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": brief(width),
            "height": brief(height),
            "viewBox": f"0 0 {brief(width)} {brief(height)}",
            "role": "img",
            "font-family": FAMILY,
            "font-size": str(SIZE),
            "fill": palette.text,
        },
    )
    for tag, text in (("title", title), ("desc", description)):
        SubElement(element, tag).text = printable(text)
    return element


def paint(
    into: Element, palette: Palette, shapes: Iterable[Shape], top: float = 0, *, numbered: bool = False
) -> None:
    """Add elements for the shapes of a row that begins at ``top``.

    Parameters
    ----------
    into
        The element to add to.
    palette
        The colours.
    shapes
        In the order of painting.
    top
        Of their row in px.
    numbered
        Whether texts that are numbers of the map say which, as a page that opens them needs it.

    Examples
    --------
    >>> from xml.etree.ElementTree import tostring
    >>> from cjm_widgets.render.palette import LIGHT
    >>> group = Element("g")
    >>> paint(group, LIGHT, [Rect(0, 1, 20, 8, fill="soft")], top=100)
    >>> tostring(group, "unicode")
    '<g><rect x="0" y="101" width="20" height="8" fill="#f2f2f2" /></g>'
    """
    painter = _Painter(palette, top, numbered)
    for shape in shapes:
        painter.paint(into, shape)


class _Painter:
    """Makes elements of shapes in the colours of a palette, moved down to the top of their row."""

    def __init__(self, palette: Palette, top: float, numbered: bool) -> None:
        self.palette, self.top, self.numbered = palette, top, numbered

    def paint(self, into: Element, shape: Shape) -> None:
        match shape:
            case Text():
                self._paint_text(into, shape)
            case Line():
                self._paint_line(into, shape)
            case Rect():
                self._paint_rect(into, shape)
            case Group():
                self._paint_group(into, shape)
            case Circle(x, y, radius):
                place = {"cx": brief(x), "cy": brief(y + self.top), "r": brief(radius)}
                look = self._look(shape.fill, shape.stroke, shape.width, shape.dash)
                SubElement(into, "circle", {**place, **look})
            case Icon(name, x, y, size, stroke):
                geometry = {"d": icons()[name], "transform": self._transform(x, y, size)}
                look = self._look("none", stroke, 1.5, cap="round", join="round")
                SubElement(into, "path", {**geometry, **look})
            case Marker(name, x, y, size):
                geometry = {
                    "d": MARKERS[name],
                    "transform": self._transform(x - size / 2, y - size / 2, size),
                }
                look = self._look(shape.fill, shape.stroke, shape.width, join="round")
                SubElement(into, "path", {**geometry, **look})
            case _:
                self._paint_path(into, shape)

    def _paint_rect(self, into: Element, rect: Rect) -> None:
        size = {"width": brief(max(rect.width, 0)), "height": brief(max(rect.height, 0))}
        box = {"x": brief(rect.x), "y": brief(rect.y + self.top), **size}
        corner = {"rx": f"{rect.corner:g}"} if rect.corner else {}
        SubElement(into, "rect", {**box, **corner, **self._look(rect.fill, rect.stroke)})

    def _paint_line(self, into: Element, line: Line) -> None:
        top = self.top
        ends = {
            "x1": brief(line.x1),
            "y1": brief(line.y1 + top),
            "x2": brief(line.x2),
            "y2": brief(line.y2 + top),
        }
        SubElement(into, "line", {**ends, **self._look("", line.stroke, line.width, line.dash, cap=line.cap)})

    def _paint_text(self, into: Element, text: Text) -> None:
        x, anchor = text.x, text.anchor
        attributes = {}
        if turns(text):
            x, anchor = x + text.width, "end"
            attributes["unicode-bidi"] = "plaintext"
        y = baseline(text.top + self.top, text.size, text.height)
        attributes = {"x": brief(x), "y": brief(y), **attributes}
        if text.size != SIZE:
            attributes["font-size"] = f"{text.size:g}"
        if text.bold:
            attributes["font-weight"] = "600"
        if text.fill:
            attributes["fill"] = self._colour(text.fill)
        if anchor != "start":
            attributes["text-anchor"] = anchor
        if text.halo:
            attributes |= {**self._look("", "bg", 3, join="round"), "paint-order": "stroke"}
        if text.number and self.numbered:
            attributes["data-number"] = text.number
        SubElement(into, "text", attributes).text = printable(text.text)

    def _paint_path(self, into: Element, shape: Shape) -> None:
        top = self.top
        match shape:
            case Outline(strokes):
                d = "".join(f"M{x:g} {y + top:g}{rest}" for x, y, rest in strokes)
                look = self._look(shape.fill, shape.stroke, shape.width)
            case Beam(x, high, low, half):
                start, bar, (high, low) = x - half, f"h{2 * half:g}", (high + top, low + top)
                d = f"M{start:g} {high:.1f}{bar}M{x:g} {high:.1f}V{low:.1f}M{start:g} {low:.1f}{bar}"
                look = self._look("none", shape.stroke, shape.width)
            case Spline(spots):
                d = line_path([spot and (spot[0], spot[1] + top) for spot in spots])
                look = self._look("none", shape.stroke, shape.width, shape.dash, shape.cap, shape.join)
            case Ribbon(spans):
                d = band_path([span and (span[0], span[1] + top, span[2] + top) for span in spans])
                look = {"fill": self._colour(shape.fill), "fill-opacity": f"{shape.opacity:g}"}
            case _:
                raise TypeError(f"no way to paint a {type(shape).__name__}")
        if d:
            SubElement(into, "path", {"d": d, **look})

    def _paint_group(self, into: Element, group: Group) -> None:
        attributes = self._look(group.fill, group.stroke, dash=group.dash)
        if group.lifted:
            attributes["transform"] = f"translate(0 {self.top:g})"
        if group.choice is not None:
            attributes |= {"data-choice": str(group.choice), **({"hidden": ""} if group.choice else {})}
        element = SubElement(into, "g", attributes)
        inside = _Painter(self.palette, 0, self.numbered) if group.lifted else self
        for shape in group.shapes:
            inside.paint(element, shape)

    def _transform(self, x: float, y: float, size: float) -> str:
        scale = "" if size == 16 else f" scale({size / 16:.4g})"
        return f"translate({brief(x)} {brief(y + self.top)}){scale}"

    def _colour(self, name: str) -> str:
        colour: str = name if name == "none" else getattr(self.palette, name)
        return colour

    def _look(
        self, fill: str, stroke: str = "", width: float = 0, dash: str = "", cap: str = "", join: str = ""
    ) -> dict[str, str]:
        look = {}
        if fill:
            look["fill"] = self._colour(fill)
        if stroke:
            look["stroke"] = self._colour(stroke)
        if width:
            look["stroke-width"] = f"{width:g}"
        if dash:
            look["stroke-dasharray"] = dash
        if cap:
            look["stroke-linecap"] = cap
        if join:
            look["stroke-linejoin"] = join
        return look


# --- curves
#
# Fritsch and Carlson's monotone cubic with Steffen's slopes: M. Steffen (1990), "A simple method for
# monotonic interpolation in one dimension", Astronomy and Astrophysics 239.


def runs(values: Iterable[T | None], least: int = 1) -> list[list[T]]:
    """Consecutive values between the gaps, at least ``least`` long."""
    every: list[list[T]] = [[]]
    for value in values:
        if value is None:
            every.append([])
        else:
            every[-1].append(value)
    return [run for run in every if len(run) >= max(least, 1)]


def line_path(spots: Iterable[Spot | None]) -> str:
    """The ``d`` of the curve through spots ``(x, y)``; a lone one between gaps adds nothing to it.

    Examples
    --------
    >>> line_path([(0, 0), (30, 30), (60, 30)])
    'M0 0C10 15 20 30 30 30C40 30 50 30 60 30'
    """
    return "".join("M" + _through(run) for run in runs(spots, 2))


def band_path(spans: Iterable[tuple[float, float, float] | None]) -> str:
    """The ``d`` of the band between the ends of intervals ``(x, low, high)``: there above, back below."""
    path = ""
    for run in runs(spans, 2):
        there = _through([(x, high) for x, _, high in run])
        back = _through([(x, low) for x, low, _ in reversed(run)])
        path += f"M{there}L{back}Z"
    return path


def _through(spots: Sequence[Spot]) -> str:
    if len(spots) == 2:
        return "L".join(map(_write, spots))
    slopes = _slopes(spots)
    path = _write(spots[0])
    for place in range(len(spots) - 1):
        (x0, y0), (x1, y1) = spots[place], spots[place + 1]
        third = (x1 - x0) / 3
        one = x0 + third, y0 + third * slopes[place]
        two = x1 - third, y1 - third * slopes[place + 1]
        path += "C" + " ".join(map(_write, (one, two, (x1, y1))))
    return path


def _slopes(spots: Sequence[Spot]) -> list[float]:
    """The slope at each spot: no steeper than the curve may be without overshooting."""
    inner = [_inner(spots, place) for place in range(1, len(spots) - 1)]
    return [_outer(spots, 0, inner[0]), *inner, _outer(spots, len(spots) - 2, inner[-1])]


def _outer(spots: Sequence[Spot], place: int, inner: float) -> float:
    (x0, y0), (x1, y1) = spots[place], spots[place + 1]
    return (3 * (y1 - y0) / (x1 - x0) - inner) / 2


def _inner(spots: Sequence[Spot], place: int) -> float:
    before, after = _secant(spots, place - 1), _secant(spots, place)
    left = spots[place][0] - spots[place - 1][0]
    right = spots[place + 1][0] - spots[place][0]
    if before * after <= 0:
        return 0.0
    mean = (before * right + after * left) / (left + right)
    sign = 1 if before > 0 else -1
    return 2 * sign * min(abs(before), abs(after), abs(mean) / 2)


def _secant(spots: Sequence[Spot], place: int) -> float:
    (x0, y0), (x1, y1) = spots[place], spots[place + 1]
    return (y1 - y0) / (x1 - x0)


def _write(spot: Spot) -> str:
    return " ".join(map(brief, spot))
