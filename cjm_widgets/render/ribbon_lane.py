"""The row of transitions: the ways that cases went from stage to stage, as ribbons as thick as their share.

``ribbons_of`` decides what is drawn, ``place_ribbons`` where; ``js/src/scene/ribbons.ts`` answers the same.
Forward is above the nodes, backward below. A filled ribbon is of a drawn way that cases went, a hollow one
of a way that nobody drew, and a dashed line is of a drawn way that nobody went.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from cjm_widgets.document.links import drawn_ways
from cjm_widgets.document.model import Document, Id, Transition
from cjm_widgets.document.names import labels
from cjm_widgets.render.content import LANE, Content, LaneLabel, WordRow
from cjm_widgets.render.numbers import brief, count, plain
from cjm_widgets.render.path_lane import NODE
from cjm_widgets.render.shapes import Circle, Group, Outline, Shape, Text
from cjm_widgets.render.words import width_of
from cjm_widgets.shown.sources import ShownSource

NAME = "Transitions"
RARE = 0.05
"""Ways that a smaller share of cases went are only counted, unless somebody drew them."""
_PER_SHARE, _THINNEST = 22, 1.5
"""Thickness in px of a ribbon of all cases, and the least of any."""
_AROUND = NODE + 3
_LEG, _TIP = 8, 6
"""How far from a node's middle ribbons begin and end, and how far before its end one stops for the arrow."""
_RISES = (30, 66, 92, 112)
"""How far the handles of a curve are from its feet, by how many stages it goes on; the last for more."""
_LOOP = 26
_LABEL, _MARGIN = 16, 14
"""Height of a label, and how far the outermost one is from the edge of the row."""
_LEAST = 38
"""Room above and below the middle of the nodes."""
_KEY, _FOOT = 18, 24
"""Height of a line of the key, and of what is said beneath the ribbons."""


@dataclass(frozen=True)
class StageRibbon:
    """A way from one stage to another, by their positions.

    Parameters
    ----------
    start, end
        Positions of stages.
    share
        Of all cases, 0 to 1; None where it is withheld or where nobody knows of how many.
    drawn
        Whether the map draws it, by a link or by the order of its stages.
    seen
        Whether any case went so.
    """

    start: int
    end: int
    share: float | None
    drawn: bool
    seen: bool = True


@dataclass(frozen=True)
class RibbonLine:
    """A ribbon in its place, in px from the first stage's edge and from the top of the row.

    Parameters
    ----------
    ribbon
        The way.
    thickness
        In px.
    stroke
        Where its middle line begins, and the commands of an SVG path relative to there.
    head
        The tip of its arrow, where that points, and its size.
    label
        The middle of its label across, and the top of it.
    """

    ribbon: StageRibbon
    thickness: float
    stroke: tuple[float, float, str]
    head: tuple[float, float, Literal["up", "down"], float]
    label: tuple[float, float]


def ribbons_of(
    transitions: Sequence[Transition],
    cases: int | None,
    links: Sequence[tuple[Id, Id]],
    stages: Sequence[Id],
) -> tuple[list[StageRibbon], int]:
    """What is drawn of transitions and links, undrawn ways first; and how many ways are too rare for it.

    Parameters
    ----------
    transitions
        What was counted; from where cases come and where they end is not drawn.
    cases
        How many there are; None where that is withheld.
    links
        Pairs of stages between which a way is drawn.
    stages
        Ids, in order.

    Examples
    --------
    >>> on = Transition(start="a", end="b", cases=40, of=80)
    >>> back = Transition(start="b", end="a", cases=2, of=80)
    >>> drawn, rare = ribbons_of([on, back], 100, [("b", "c")], ["a", "b", "c"])
    >>> [(one.start, one.end, one.share, one.drawn, one.seen) for one in drawn], rare
    ([(1, 2, None, True, False), (0, 1, 0.4, False, True)], 1)
    """
    places = {id: at for at, id in enumerate(stages)}
    linked = {(places[a], places[b]) for a, b in links if a in places and b in places}
    ribbons, rare = [], 0
    for one in transitions:
        if one.start not in places or one.end not in places:
            continue
        way = places[one.start], places[one.end]
        share = None if one.cases is None or not cases else one.cases / cases
        if way not in linked and (share is None or share < RARE):
            rare += 1
            continue
        ribbons.append(StageRibbon(*way, share, way in linked))
    ways = {(ribbon.start, ribbon.end) for ribbon in ribbons}
    ribbons += [StageRibbon(*way, None, drawn=True, seen=False) for way in linked - ways]
    order = sorted(ribbons, key=lambda ribbon: (ribbon.seen, ribbon.drawn, ribbon.start, ribbon.end))
    return order, rare


def drawn_pairs(
    links: Iterable[tuple[Id, str]], transitions: Iterable[Transition], stages: Sequence[Id]
) -> list[tuple[Id, Id]]:
    """The ways that a map draws: from each stage to the next, and along its links.

    Stages that no case was at are passed by, as nobody knows whether they were.

    Examples
    --------
    >>> seen = [Transition(start="a", end="c"), Transition(start="c", end="")]
    >>> drawn_pairs([("c", "a"), ("c", "")], seen, ["a", "b", "c"])
    [('a', 'c'), ('c', 'a')]
    """
    visited = {id for one in transitions for id in (one.start, one.end)}
    order = [id for id in stages if id in visited]
    return [*dict.fromkeys([*pairwise(order), *(way for way in links if way[1])])]


def place_ribbons(
    ribbons: Sequence[StageRibbon], width: float, least: tuple[float, float] = (_LEAST, _LEAST)
) -> tuple[list[RibbonLine], float, float]:
    """The lines of ribbons between columns of a width, how far down the nodes are, and the row's height.

    Parameters
    ----------
    ribbons
        What is drawn.
    width
        Of a stage's column in px.
    least
        How much room there is above and below the middle of the nodes at least.

    Examples
    --------
    >>> lines, middle, height = place_ribbons([StageRibbon(0, 1, 0.5, drawn=True)], 100)
    >>> lines[0].thickness, lines[0].stroke, middle, height
    (11.0, (58.0, 58, 'c0 -30 84 -30 84 -6'), 72, 110)
    """
    above, below = _room(ribbons, least)
    return [_placed(one, above, width) for one in ribbons], above, above + below


def _room(ribbons: Sequence[StageRibbon], least: tuple[float, float]) -> tuple[float, float]:
    """How much room there is above and below the middle of the nodes, in whole px."""
    ways = [one for one in ribbons if one.end >= one.start], [one for one in ribbons if one.end < one.start]
    above, below = (
        math.ceil(max([at_least, *(_AROUND + _reach(one) + _MARGIN for one in own)]))
        for own, at_least in zip(ways, least, strict=True)
    )
    return above, below


def _thickness(ribbon: StageRibbon) -> float:
    return max(_THINNEST, _PER_SHARE * (ribbon.share or 0))


def _rise(ribbon: StageRibbon) -> float:
    stages = abs(ribbon.end - ribbon.start)
    return _RISES[min(stages, len(_RISES)) - 1] if stages else _LOOP


def _reach(ribbon: StageRibbon) -> float:
    """How far from the feet a ribbon and its label reach; a curve comes to three quarters of its handles."""
    return 0.75 * _rise(ribbon) + _thickness(ribbon) / 2 + _LABEL


def _placed(ribbon: StageRibbon, middle: float, width: float) -> RibbonLine:
    ahead = 1 if ribbon.end >= ribbon.start else -1
    away = -ahead
    side = ahead if ribbon.end != ribbon.start else -1
    first = (ribbon.start + 0.5) * width + _LEG * side
    last = (ribbon.end + 0.5) * width - _LEG * side
    foot, rise, thick = middle + away * _AROUND, _rise(ribbon), _thickness(ribbon)
    top, across = brief(away * rise), brief(last - first)
    lean = 0 if ribbon.end != ribbon.start else 16 * side
    stroke = f"c{lean} {top} {brief(last - first - lean)} {top} {across} {away * _TIP}"
    edge = foot + away * (0.75 * rise + thick / 2)
    return RibbonLine(
        ribbon=ribbon,
        thickness=thick,
        stroke=(first, foot, stroke),
        head=(last, foot, "down" if ahead > 0 else "up", max(7.0, thick * 1.1)),
        label=((first + last) / 2, edge - _LABEL if ahead > 0 else edge),
    )


# --- the row in a picture


@dataclass(frozen=True)
class RibbonLane:
    """The row of transitions.

    Parameters
    ----------
    label
        Its name, and of whom the shares are.
    lines
        The ribbons, in the order of painting.
    rare
        What is said of those that are not drawn.
    note
        What is said of who is left at later stages.
    centres
        Where the stages' nodes are across.
    column
        Width of a stage's column.
    middle, height
        How far down the nodes are, and of the row, in px.
    """

    label: LaneLabel
    lines: tuple[RibbonLine, ...]
    rare: str
    note: str
    centres: tuple[float, ...]
    column: float
    middle: float
    height: float

    def shapes(self) -> Iterator[Shape]:
        """Label and key, ribbons, their arrows, their shares, nodes."""
        yield from self.label.shapes()
        yield from self._key(self.label.height - 4)
        for line in self.lines:
            yield from self._ribbon(line)
        for line in self.lines:
            yield self._head(line)
        for line in self.lines:
            x, top = LANE + line.label[0], line.label[1]
            words = share_words(line.ribbon)
            yield Text(x, top, words, size=11, height=_LABEL, anchor="middle", halo=True)
        for number, x in enumerate(self.centres, 1):
            yield Circle(x, self.middle, NODE, "bg", "edge", 1)
            yield Text(x, self.middle - 7, str(number), size=11, height=14, fill="text_2", anchor="middle")
        foot = self.height - 20
        if self.note:
            yield Text(LANE + 10, foot, self.note, size=11, height=14, fill="text_2")
        if self.rare:
            right = LANE + self.column * len(self.centres) - 10
            yield Text(right, foot, self.rare, size=11, height=14, fill="text_2", anchor="end")

    def _key(self, top: float) -> Iterator[Shape]:
        samples = [(True, True, "drawn, seen"), (False, True, "seen, not drawn"), (True, False, "not seen")]
        for number, (drawn, seen, words) in enumerate(samples):
            y = top + 8 + _KEY * number
            yield from _band(((12, y, "h34"),), (12, 46), 6 if seen else 1.5, drawn=drawn, seen=seen)
            yield Text(52, y - 7, words, size=11, height=14, fill="text_3")

    def _ribbon(self, line: RibbonLine) -> Iterator[Shape]:
        x, y, rest = line.stroke
        ends = [LANE + (at + 0.5) * self.column for at in (line.ribbon.start, line.ribbon.end)]
        reach = min(ends) - 20, max(ends) + 20
        ribbon = line.ribbon
        yield from _band(((LANE + x, y, rest),), reach, line.thickness, drawn=ribbon.drawn, seen=ribbon.seen)

    def _head(self, line: RibbonLine) -> Shape:
        x, y, to, size = line.head
        back = -1 if to == "down" else 1
        tip = f"l{brief(-size / 2)} {brief(back * size)}h{brief(size)}z"
        across = LANE + x
        reach = across - size / 2, across + size / 2
        if line.ribbon.drawn:
            fill = "way_tip" if line.ribbon.seen else "text_3"
            return Outline(((across, y, tip),), reach, fill)
        return Outline(((across, y, tip),), reach, "bg", "way_tip", 1.25)


def _band(
    strokes: tuple[tuple[float, float, str], ...],
    ends: tuple[float, float],
    thickness: float,
    *,
    drawn: bool,
    seen: bool,
) -> Iterator[Shape]:
    """A filled ribbon, a hollow one, or a dashed line."""
    if not seen:
        yield Group((Outline(strokes, ends, width=1.5),), fill="none", stroke="text_3", dash="5 3")
    elif drawn:
        yield Outline(strokes, ends, stroke="way", width=thickness)
    else:
        yield Outline(strokes, ends, stroke="way", width=thickness + 2)
        yield Outline(strokes, ends, stroke="bg", width=max(0.8, thickness - 0.6))


def share_words(ribbon: StageRibbon) -> str:
    """What stands on a ribbon: its share, or that it is withheld; nothing where nobody went.

    Examples
    --------
    >>> share_words(StageRibbon(0, 1, 0.412, drawn=True)), share_words(StageRibbon(0, 1, None, drawn=True))
    ('41 %', 'withheld')
    """
    if not ribbon.seen:
        return ""
    return "withheld" if ribbon.share is None else f"{plain(ribbon.share * 100, 0)} %"


def rare_words(rare: int) -> str:
    """How many ways are not drawn; nothing where there are none.

    Examples
    --------
    >>> rare_words(27), rare_words(1)
    ('27 ways under 5 %', '1 way under 5 %')
    """
    return f"{rare} {'way' if rare == 1 else 'ways'} under 5 %" if rare else ""


def events_shown(readings: Sequence[ShownSource]) -> ShownSource | None:
    """The first source of which transitions are known."""
    return next((one for one in readings if one.transitions), None)


def ribbon_lanes(contents: Sequence[Content]) -> tuple[RibbonLane, ...]:
    """The row of transitions under each choice of filters, all of one height; none without events."""
    content = contents[0]
    if events_shown(content.readings) is None or not content.stages:
        return ()
    label = LaneLabel("nodes", (NAME,), ("share of cases",), LANE - 40, 0)
    every = [_drawn(one) for one in contents]
    words = [rare_words(rare) for _, rare in every]
    notes = [leavers_words(one.document, one.readings) for one in contents]
    if max(width_of(note, 11) for note in notes) + 140 > content.width - LANE:
        notes = [""] * len(notes)
    foot = _FOOT if any([*words, *notes]) else 0
    half = (label.height + 3 * _KEY + 8 - foot) / 2
    rooms = [_room(ribbons, (half, half)) for ribbons, _ in every]
    room = max(above for above, _ in rooms), max(below for _, below in rooms)
    centres = tuple(content.centre(at) for at in range(len(content.stages)))
    lanes = []
    for (ribbons, _), rare, note in zip(every, words, notes, strict=True):
        lines, middle, height = place_ribbons(ribbons, content.column, room)
        lanes.append(
            RibbonLane(label, tuple(lines), rare, note, centres, content.column, middle, height + foot)
        )
    return tuple(lanes)


def _drawn(content: Content) -> tuple[list[StageRibbon], int]:
    reading = events_shown(content.readings)
    if reading is None:
        return [], 0
    stages = [stage.id for stage in content.stages]
    drawn = drawn_pairs(drawn_ways(content.document), reading.transitions, stages)
    return ribbons_of(reading.transitions, reading.respondents, drawn, stages)


def leavers_words(document: Document, readings: Sequence[ShownSource]) -> str:
    """Who is in no rating of later stages, where ratings cannot tell: those who left before.

    Nothing where no ratings are joined, or where they say whose they are.
    """
    reading = events_shown(readings)
    anonymous = any(one.curve and one.source.respondent is None for one in readings)
    if reading is None or not anonymous:
        return ""
    return left_before(reading.transitions, reading.respondents, labels(document.stages))


def left_before(transitions: Sequence[Transition], cases: int | None, stages: Mapping[Id, str]) -> str:
    """How many left before the last stage that anyone came to; nothing where that is withheld.

    Examples
    --------
    >>> on = Transition(start="a", end="b", cases=30, of=80)
    >>> left_before([on, Transition(start="b", end="", cases=30, of=30)], 80, {"a": "See", "b": "Buy"})
    'Later ratings are of those who stayed: 50 of 80 cases left before Buy'
    """
    reached = {one.start: one.of for one in transitions if one.of}
    last = next((id for id in reversed([*stages]) if id in reached), None)
    if not cases or last is None or cases <= reached[last]:
        return ""
    left = cases - reached[last]
    return (
        f"Later ratings are of those who stayed: {count(left)} of {count(cases)} cases left before "
        f"{stages[last]}"
    )


# --- table rows


def transition_words(name: str, other: str, one: Transition, cases: int | None) -> str:
    """A transition in words: "Search to Basket, 420 of 1,022 cases, 41 %".

    Parameters
    ----------
    name, other
        Of the two stages.
    one
        The transition.
    cases
        How many there are in all; None where that is withheld.

    Examples
    --------
    >>> transition_words("Search", "Basket", Transition(start="s", end="b", cases=420, of=800), 1022)
    'Search to Basket, 420 of 1,022 cases, 41 %'
    """
    ways = f"{name} to {other}"
    if one.cases is None:
        return f"{ways}, withheld"
    if not cases:
        return f"{ways}, {count(one.cases)} cases"
    share = plain(one.cases / cases * 100, 0)
    return f"{ways}, {count(one.cases)} of {count(cases)} cases, {share} %"


def ways_in_words(document: Document, readings: Sequence[ShownSource]) -> dict[Id, list[str]]:
    """For each stage where cases went from it, and the links from it along which none went; empty where no
    events are joined.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> ways_in_words(Document(id="visit", stages=(Stage(id="wait", name="Wait"),)), [])
    {}
    """
    reading = events_shown(readings)
    if reading is None:
        return {}
    names = labels(document.stages)
    linked = drawn_pairs(drawn_ways(document), reading.transitions, [*names])
    words: dict[Id, list[str]] = {id: [] for id in names}
    seen = set()
    for one in reading.transitions:
        if one.start in words and one.end in words:
            seen.add((one.start, one.end))
            drawn = "" if (one.start, one.end) in linked else ", not drawn"
            own = transition_words(names[one.start], names[one.end], one, reading.respondents)
            words[one.start].append(own + drawn)
    for start, end in linked:
        if (start, end) not in seen and start in words and end in words:
            words[start].append(f"{names[start]} to {names[end]}, drawn, not seen")
    return words


def ribbon_words(contents: Sequence[Content]) -> Iterator[WordRow]:
    """For each choice of filters a row of the transitions in words, each at the stage where it starts."""
    for choice, content in enumerate(contents):
        words = ways_in_words(content.document, content.readings)
        if not words:
            continue
        yield WordRow(NAME, tuple("; ".join(own) for own in words.values()), choice)
        leavers = leavers_words(content.document, content.readings)
        if leavers:
            yield WordRow("Who is left", (leavers, *[""] * (len(content.stages) - 1)), choice)
