"""The lane of links between stages: straight to the next, above for skipping ahead, below for going back.

``path_lines`` places everything by stage numbers and one width; ``js/src/scene/path.ts`` answers the same.
Links are drawn by people, so their lines are dashed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cjm_widgets.document.links import link_words, whole_links
from cjm_widgets.document.model import LinkKind
from cjm_widgets.render.content import LANE, Content, LaneLabel, WordRow
from cjm_widgets.render.numbers import brief
from cjm_widgets.render.shapes import Circle, Group, Outline, Rect, Shape, Text
from cjm_widgets.render.words import fitted, width_of

Way = Literal["straight", "above", "below"]
Stroke = tuple[float, float, str]
"""Where a stroke begins, and the commands of an SVG path relative to there."""
Head = tuple[float, float, Literal["right", "left", "up", "down"]]
"""The tip of an arrow, and where it points."""

NODE = 11
_AROUND = NODE + 3
"""Radius in px of a stage's node, and from where on lines keep clear of it."""
_HEAD, _GATE, _RING = 6, 9, 3
"""How far before their end lines stop for an arrow, a gate, and the radius of a ring."""
_HIGH, _STEP, _ROUND = 24, 18, 10
"""How far the lowest arc is from the nodes, each further one from the last, and the radius of corners."""
_LEG, _LEGS = 4, 8
"""How far the legs of arcs stand from a node's middle: the outermost, and all others in so much more."""


@dataclass(frozen=True)
class Route:
    """A link between stages, by their positions; an open one may end nowhere."""

    link: str
    start: int
    end: int | None
    kind: LinkKind
    label: str = ""


@dataclass
class PathLine:
    """A link in its place, in px from the first stage's edge and from the top of the lane.

    Parameters
    ----------
    route
        The link.
    way
        Straight, above or below the nodes.
    ends
        The first and the last column it takes, as a range; an open end takes half a column.
    level
        How many arcs are between it and the nodes.
    strokes
        The dashed line.
    gate
        The bar across its end, where it is controlled.
    heads
        The tips of its arrows.
    ring
        The middle of the ring at its end, where it is open.
    label
        Where the label is: across, the middle of its line down, its room, and its anchor.
    """

    route: Route
    way: Way
    ends: tuple[float, float]
    level: int = 0
    strokes: list[Stroke] = field(default_factory=list)
    gate: Stroke | None = None
    heads: list[Head] = field(default_factory=list)
    ring: tuple[float, float] | None = None
    label: tuple[float, float, float, Literal["start", "middle", "end"]] = (0, 0, 0, "middle")


def path_lines(routes: Sequence[Route], stages: int, width: float) -> tuple[list[PathLine], float, float]:
    """The lines of links between so many stages, how far down the nodes are, and the lane's height.

    Examples
    --------
    >>> lines, middle, height = path_lines([Route("a", 0, 1, "direct"), Route("b", 1, 0, "both")], 2, 100)
    >>> [(line.way, line.strokes) for line in lines]
    [('straight', [(64.0, 38, 'h66')]), ('below', [(146.0, 57, 'v9q0 10 -10 10h-72q-10 0 -10 -10v-9')])]
    >>> middle, height
    (38, 90)
    """
    ways = zip(routes, _ways(routes), strict=True)
    lines = [PathLine(route, way, _ends(route, stages)) for route, way in ways]
    _nest([line for line in lines if line.way == "above"])
    _nest([line for line in lines if line.way == "below"])
    above, below = (
        1 + max((line.level for line in lines if line.way == way), default=-1) for way in ("above", "below")
    )
    middle = max(74, _AROUND + _HIGH + _STEP * above) if above else 38
    room = 2 * _AROUND + _HIGH + _STEP * (below - 1) if below else 30
    legs = _legs(lines)
    for at, line in enumerate(lines):
        if line.way == "straight":
            _draw_straight(line, middle, width)
        elif line.route.end is None:
            _draw_open(line, legs[at, "start"], middle, width)
        else:
            _draw_arc(line, legs[at, "start"], legs[at, "end"], middle, width)
    return lines, middle, middle + room


def _ways(routes: Sequence[Route]) -> Iterator[Way]:
    """Which way each link goes: only one between two neighbours is straight."""
    taken: set[int] = set()
    for route in routes:
        start, end = route.start, route.end
        if end is None:
            yield "above"
            continue
        next_to = end - start == 1 or (end - start == -1 and route.kind == "both")
        if next_to and min(start, end) not in taken:
            taken.add(min(start, end))
            yield "straight"
        else:
            yield "above" if end > start else "below"


def _ends(route: Route, stages: int) -> tuple[float, float]:
    """The columns a link takes; one that leads out of the last stage turns back, to stay in the picture."""
    start, end = route.start, route.end
    if end is not None:
        return min(start, end), max(start, end)
    return (start - 0.5, start) if start == stages - 1 else (start, start + 0.5)


def _nest(lines: list[PathLine]) -> None:
    """Shorter arcs are nearer to the nodes, and none lies on another."""
    before: list[PathLine] = []
    for line in sorted(lines, key=lambda line: line.ends[1] - line.ends[0]):
        low, high = line.ends
        crossed = (one.level for one in before if one.ends[0] < high and low < one.ends[1])
        line.level = 1 + max(crossed, default=-1)
        before.append(line)


def _legs(lines: Sequence[PathLine]) -> dict[tuple[int, str], float]:
    """How far from the middle of its node the start and the end of each arc stand."""
    sides: dict[tuple[Way, int, int], list[tuple[int, int, str]]] = {}
    for at, line in enumerate(lines):
        if line.way == "straight":
            continue
        start, end = line.route.start, line.route.end
        ahead = 1 if line.ends[1] > start else -1
        sides.setdefault((line.way, start, ahead), []).append((-line.level, at, "start"))
        if end is not None:
            sides.setdefault((line.way, end, -ahead), []).append((-line.level, at, "end"))
    legs: dict[tuple[int, str], float] = {}
    for (_, _, ahead), ends in sides.items():
        step = min(_LEG, _LEGS / max(len(ends) - 1, 1))
        for place, (_, at, which) in enumerate(sorted(ends)):
            legs[at, which] = ahead * (_LEG + step * place)
    return legs


def _draw_straight(line: PathLine, middle: float, width: float) -> None:
    kind = line.route.kind
    low, high = line.ends
    start, end = (low + 0.5) * width + _AROUND, (high + 0.5) * width - _AROUND
    if kind == "both":
        line.heads.append((start, middle, "left"))
    first = start + (_HEAD if kind == "both" else 0)
    last = end - _stop(kind)
    line.strokes.append((first, middle, f"h{brief(last - first)}"))
    if kind == "controlled":
        line.gate = (last, middle - 6, "v12")
    if kind == "open":
        line.ring = (end - _RING, middle)
    else:
        line.heads.append((end, middle, "right"))
    line.label = ((start + end) / 2, middle - 12, max(end - start - 8, 0), "middle")


def _draw_arc(line: PathLine, start_leg: float, end_leg: float, middle: float, width: float) -> None:
    start, end, kind = line.route.start, line.route.end, line.route.kind
    assert end is not None
    away = -1 if line.way == "above" else 1
    ahead = 1 if end > start else -1
    first, last = (start + 0.5) * width + start_leg, (end + 0.5) * width + end_leg
    foot = middle + away * _AROUND
    high = _HIGH + _STEP * line.level
    before = (_HEAD - 1) if kind == "both" else 0
    after = _stop(kind) - (0 if kind in ("controlled", "open") else 1)
    across = brief(last - first - 2 * ahead * _ROUND)
    line.strokes.append(
        (
            first,
            foot + away * before,
            f"v{brief(away * (high - _ROUND - before))}q0 {away * _ROUND} {ahead * _ROUND} {away * _ROUND}"
            f"h{across}q{ahead * _ROUND} 0 {ahead * _ROUND} {-away * _ROUND}"
            f"v{brief(-away * (high - _ROUND - after))}",
        )
    )
    into: Literal["up", "down"] = "down" if line.way == "above" else "up"
    if kind == "both":
        line.heads.append((first, foot, into))
    if kind == "controlled":
        line.gate = (last - 6, foot + away * _GATE, "h12")
    if kind == "open":
        line.ring = (last, foot + away * _RING)
    else:
        line.heads.append((last, foot, into))
    room = max(abs(last - first) - 2 * _ROUND - 16, 0)
    line.label = ((first + last) / 2, foot + away * high, room, "middle")


def _draw_open(line: PathLine, leg: float, middle: float, width: float) -> None:
    ahead = 1 if line.ends[1] > line.route.start else -1
    foot, high = middle - _AROUND, _HIGH - 4 + _STEP * line.level
    first = (line.route.start + 0.5) * width + leg + 2 * ahead
    line.strokes.append(
        (first, foot, f"v{brief(_ROUND - high)}q0 {-_ROUND} {ahead * _ROUND} {-_ROUND}h{ahead * 8}")
    )
    line.ring = (first + ahead * 21, foot - high)
    label = first + ahead * 30
    line.label = (label, foot - high, max(width - 50, 0), "start" if ahead > 0 else "end")


def _stop(kind: LinkKind) -> int:
    return _GATE if kind == "controlled" else _HEAD


# --- the lane in a picture


def routes_of(content: Content) -> list[Route]:
    """The links between stages, in their order."""
    places = {stage.id: at for at, stage in enumerate(content.stages)}
    return [
        Route(
            link.id,
            places[link.start.stage],
            None if link.end is None else places[link.end.stage or ""],
            link.kind,
            link.label,
        )
        for link in whole_links(content.document)
        if link.start.stage is not None and (link.end is None or link.end.stage is not None)
    ]


def needs_path(content: Content) -> bool:
    """Whether links say more than that one stage leads to another, which ribbons show too."""
    return any(
        route.end is None or route.label or route.kind in ("controlled", "open")
        for route in routes_of(content)
    )


_TIPS = {
    "right": "l-7 -3.5v7z",
    "left": "l7 -3.5v7z",
    "down": "l-3.5 -7h7z",
    "up": "l-3.5 7h7z",
}


@dataclass(frozen=True)
class PathLane:
    """The row of links between stages."""

    label: LaneLabel
    lines: tuple[PathLine, ...]
    centres: tuple[float, ...]
    """Where the stages' nodes are across."""
    column: float
    """Width of a stage's column."""
    middle: float
    height: float

    def shapes(self) -> Iterator[Shape]:
        """Label, lines, their ends, labels on them, nodes."""
        yield from self.label.shapes()
        dashes, tips = [], []
        for line in self.lines:
            strokes = tuple((LANE + x, y, rest) for x, y, rest in line.strokes)
            dashes.append(Outline(strokes, self._reach(line), width=1.5))
            tips += [
                Outline(((LANE + x, y, _TIPS[to]),), (LANE + x - 7, LANE + x + 7), "text_3")
                for x, y, to in line.heads
            ]
        yield Group(tuple(dashes), fill="none", stroke="text_3", dash="5 3")
        yield from tips
        for line in self.lines:
            yield from self._end(line)
        for line in self.lines:
            yield from self._words(line)
        for number, x in enumerate(self.centres, 1):
            yield Circle(x, self.middle, NODE, "bg", "edge", 1)
            yield Text(x, self.middle - 7, str(number), size=11, height=14, fill="text_2", anchor="middle")

    def _reach(self, line: PathLine) -> tuple[float, float]:
        low, high = line.ends
        return LANE + (low + 0.5) * self.column, LANE + (high + 0.5) * self.column

    def _end(self, line: PathLine) -> Iterator[Shape]:
        if line.gate is not None:
            x, y, bar = line.gate
            yield Outline(((LANE + x, y, bar),), (LANE + x - 6, LANE + x + 12), stroke="text_3", width=1.5)
        if line.ring is not None:
            yield Circle(LANE + line.ring[0], line.ring[1], _RING, "bg", "text_3", 1.5)

    def _words(self, line: PathLine) -> Iterator[Shape]:
        x, y, room, anchor = line.label
        words = fitted(line.route.label, room, 11) if line.route.label and room > 20 else ""
        if not words:
            return
        wide = width_of(words, 11)
        if line.way != "straight" and anchor == "middle":
            yield Rect(LANE + x - wide / 2 - 6, y - 8, wide + 12, 16, "bg")
        yield Text(LANE + x, y - 7, words, size=11, height=14, fill="text_2", anchor=anchor)


def path_lane(content: Content) -> PathLane | None:
    """The row of links between stages; None where there are none."""
    routes = routes_of(content)
    if not routes:
        return None
    count = len(content.stages)
    lines, middle, height = path_lines(routes, count, content.column)
    label = LaneLabel("path", ("Path",), ("stage to stage",), LANE - 40, 0)
    centres = tuple(content.centre(at) for at in range(count))
    return PathLane(label, tuple(lines), centres, content.column, middle, max(height, label.height))


def path_words(content: Content) -> WordRow | None:
    """The links between stages in words, each at the stage where it starts; None where there are none."""
    routes = routes_of(content)
    if not routes:
        return None
    links = {link.id: link for link in content.document.links}
    cells = (
        "; ".join(link_words(content.document, links[route.link]) for route in routes if route.start == at)
        for at in range(len(content.stages))
    )
    return WordRow("Path", tuple(cells))
