"""A picture on pages of paper: whole on one where it can be read there, else cut between stages and lanes.

Each page has the header, the names of its stages and of its lanes. Curves, phases and cards that go on, go on
on the next page: what is cut is the picture, not the map, so every number and mark is the whole map's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from cjm_widgets.render.canvas import SIZE, Canvas
from cjm_widgets.render.numbers import brief
from cjm_widgets.render.palette import Palette
from cjm_widgets.render.paper import MARGIN, Paper
from cjm_widgets.render.picture import Ruled, draw, head_rows, lane_rows
from cjm_widgets.render.scene import LANE, Scene
from cjm_widgets.render.words import FAMILY, width_of

_READABLE = 0.4
"""Points to a px of the map, down to which a map is left whole: letters of 5 points."""
_CUT = 0.5
"""Points to a px where it is cut: letters of 6 points."""
_NOTE = 7
"""Size in points of the line below a map that was cut."""


def pages(scene: Scene, palette: Palette, paper: Paper) -> Iterator[Element]:
    """The map on as many pages as it needs, in the order of reading: all lanes of some stages, then the next.

    Examples
    --------
    >>> from cjm_widgets.render.paper import paper
    >>> from cjm_widgets.render.palette import LIGHT
    >>> from cjm_widgets.render.picture import scene_of
    >>> from cjm_widgets.journey.starting import template
    >>> scene = scene_of(template("airport-departure"), {})
    >>> [len(list(pages(scene, LIGHT, paper(name)))) for name in ("a3 landscape", "a4")]
    [1, 2]
    """
    fits = min(paper.inside[0] / (scene.width + 1), paper.inside[1] / (_height(scene) + 1))
    if fits >= _READABLE or not scene.stages:
        yield _whole(draw(scene, palette).root, paper, palette)
    else:
        yield from _Cut(scene, palette, paper).pages()


def _height(scene: Scene) -> float:
    return sum(row.height for _, row in [*head_rows([scene]), *lane_rows([scene])])


def _whole(picture: Element, paper: Paper, palette: Palette) -> Element:
    """A page with the picture as large as it can be."""
    page = _page(paper, palette)
    picture.attrib.pop("xmlns")
    width, height = paper.inside
    picture.attrib |= {
        **_box(MARGIN, MARGIN, width, height),
        "preserveAspectRatio": "xMidYMin",
    }
    page.append(picture)
    return page


def _page(paper: Paper, palette: Palette) -> Element:
    width, height = str(paper.width), str(paper.height)
    size = {"width": width, "height": height}
    page = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "viewBox": f"0 0 {width} {height}"})
    SubElement(page, "rect", {**size, "fill": palette.bg})
    return page


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    return {"x": brief(x), "y": brief(y), "width": brief(width), "height": brief(height)}


class _Row:
    """A row that was drawn once, to be shown in parts."""

    def __init__(self, ruled: bool, height: float, root: Element, *, cut: bool) -> None:
        self.ruled, self.height, self.root, self.cut = ruled, height, root, cut
        self._spans: dict[int, tuple[float, float]] = {}
        if cut:
            self._measure(root)

    def _measure(self, element: Element) -> tuple[float, float]:
        spans = [self._measure(child) for child in element]
        own = (min(left for left, _ in spans), max(right for _, right in spans)) if spans else _span(element)
        self._spans[id(element)] = own
        return own

    def names(self) -> list[Element]:
        """What belongs to the column of the lanes' names."""
        return self._kept(self.root, lambda left, right: (left + right) / 2 < LANE)

    def between(self, start: float, end: float) -> list[Element]:
        """What belongs to the stages and reaches into a range."""
        return self._kept(
            self.root, lambda left, right: (left + right) / 2 >= LANE and left < end and right > start
        )

    def _kept(self, element: Element, keeps: Callable[[float, float], bool]) -> list[Element]:
        kept = []
        for child in element:
            if not len(child):
                if keeps(*self._spans[id(child)]):
                    kept.append(child)
            elif inner := self._kept(child, keeps):
                group = Element(child.tag, child.attrib)
                group.extend(inner)
                kept.append(group)
        return kept


def _span(element: Element) -> tuple[float, float]:
    """From where to where something reaches from left to right."""
    told = element.attrib
    match element.tag:
        case "rect":
            return float(told["x"]), float(told["x"]) + float(told["width"])
        case "line":
            ends = float(told["x1"]), float(told["x2"])
            return min(ends), max(ends)
        case "circle":
            return float(told["cx"]) - float(told["r"]), float(told["cx"]) + float(told["r"])
        case "text":
            size = float(told.get("font-size", SIZE))
            wide = width_of(element.text or "", size, "font-weight" in told)
            left = float(told["x"]) - wide * {"middle": 0.5, "end": 1.0}.get(told.get("text-anchor", ""), 0.0)
            return left, left + wide
        case "path" if "transform" in told:  # a drawing in a box of 16
            left = float(_NUMBER.findall(told["transform"])[0])
            return left, left + 16
        case "path" if not _CURVED.search(told["d"]):
            begins = [float(x) for x in _BEGINS.findall(told["d"])]
            return min(begins) - 16, max(begins) + 16
    return LANE, math.inf


_NUMBER = re.compile(r"-?[\d.]+")
_BEGINS = re.compile(r"M\s*(-?[\d.]+)")
_CURVED = re.compile("[CL]")


class _Cut:
    """A map that is cut into pages."""

    def __init__(self, scene: Scene, palette: Palette, paper: Paper) -> None:
        self.scene, self.palette, self.paper = scene, palette, paper
        across, down = paper.inside[0], paper.inside[1] - 2 * _NOTE
        high = down / (_height(scene) + 1)
        self.scale = high if _READABLE <= high <= _CUT else _CUT  # all lanes on each page where they fit
        most = max(1, int((across / self.scale - LANE - 1) // scene.column))
        self.stages = math.ceil(len(scene.stages) / math.ceil(len(scene.stages) / most))
        self.width = LANE + self.stages * scene.column + 1
        drawn = replace(scene, sheet=self.width)
        head, lanes = head_rows([drawn]), lane_rows([drawn])
        self.head = [self._drawn(row, cut=place > 0) for place, row in enumerate(head)]
        body = [self._drawn(row, cut=place < len(lanes) - 1) for place, row in enumerate(lanes)]
        above, tallest = sum(row.height for row in self.head), max(row.height for row in body)
        self.scale = min(self.scale, across / self.width, down / (above + tallest + 1))
        self.bands = list(_banded(body, down / self.scale - above - 1))

    def _drawn(self, row: Ruled, *, cut: bool) -> _Row:
        canvas = Canvas(self.palette)
        row[1].draw(canvas, 0)
        return _Row(row[0], row[1].height, canvas.root, cut=cut)

    def pages(self) -> Iterator[Element]:
        count = len(self.scene.stages)
        total = math.ceil(count / self.stages) * len(self.bands)
        number = 0
        for first in range(0, count, self.stages):
            last = min(first + self.stages, count)
            for band in self.bands:
                number += 1
                page = _page(self.paper, self.palette)
                page.append(self._part(band, first, last))
                words = f"Stages {first + 1}–{last} of {count} · page {number} of {total}"
                page.append(self._note(words))
                yield page

    def _part(self, band: list[_Row], first: int, last: int) -> Element:
        """Some lanes of some stages, below the header."""
        rows = [*self.head, *band]
        height = sum(row.height for row in rows) + 1
        part = Canvas(self.palette)
        part.finish(self.width, height, "", "")
        part.rect(0.5, 0.5, self.width - 1, height - 1, rx="8", fill="none", stroke=self.palette.border)
        start, end = self.scene.left(first), self.scene.left(last)
        top = 0.5
        for row in rows:
            with part.group(transform=f"translate(0 {brief(top)})") as group:
                if row.cut:
                    window = {
                        **_box(LANE, 0, end - start, row.height),
                        "viewBox": f"{brief(start)} 0 {brief(end - start)} {brief(row.height)}",
                    }
                    SubElement(group, "svg", window).extend(row.between(start, end))
                    group.extend(row.names())
                else:
                    group.extend(row.root)
            if row.ruled:
                part.line(0.5, top + 0.5, self.width - 0.5, top + 0.5, self.palette.line)
            top += row.height
        del part.root.attrib["xmlns"]
        part.root.attrib |= _box(MARGIN, MARGIN, self.width * self.scale, height * self.scale)
        return part.root

    def _note(self, words: str) -> Element:
        """The line below the map."""
        at = {"x": brief(MARGIN), "y": brief(self.paper.height - MARGIN)}
        look = {"font-family": FAMILY, "font-size": str(_NOTE), "fill": self.palette.text_2}
        note = Element("text", {**at, **look})
        note.text = words
        return note


def _banded(body: list[_Row], room: float) -> Iterator[list[_Row]]:
    """The lanes of each page, from above to below."""
    band: list[_Row] = []
    taken = 0.0
    for row in body:
        if band and taken + row.height > room:
            yield band
            band, taken = [], 0.0
        band.append(row)
        taken += row.height
    yield band
