"""Heights in the emotion lane: where a score stands, where its words go, and which words there are.

Everything is in px from the lane's top. Words over one another share a column's centre, and cover neither
each other nor a point. ``tests/contract/scenes.py`` holds the screen to the same rules.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import inf
from typing import Literal

from cjm_widgets.render.numbers import decimals_needed, decimals_of, plain, round_step, signed
from cjm_widgets.shown.values import Point

HEIGHT = 276
"""Of the lane."""
GAP = HEIGHT - 13
"""Where a stage without a score says so."""
_TOP, _FOOT = 44, 256
LabelSide = Literal["up", "down"]
_AWAY, _APART, _CLEAR = 15.5, 16, 14
_OTHER: dict[LabelSide, LabelSide] = {"up": "down", "down": "up"}


# --- the axis


@dataclass(frozen=True)
class Tick:
    """A guide: its value, what it says, and which end it is."""

    value: float
    text: str
    end: Literal["high", "neutral", "low", ""]


@dataclass(frozen=True)
class EmotionAxis:
    """The document's scale of emotion, low end first.

    Examples
    --------
    >>> axis = EmotionAxis(-2, 2)
    >>> axis.place(0), axis.write_drawn(-1.6), [tick.text for tick in axis.ticks()]
    (150.0, '−1.6', ['+2', '+1', '0', '−1', '−2'])
    """

    low: float
    high: float

    @property
    def neutral(self) -> float:
        """Zero where the scale crosses it, otherwise the middle."""
        return 0.0 if self.low < 0 < self.high else (self.low + self.high) / 2

    def place(self, value: float) -> float:
        """The height of a value."""
        return _TOP + (self.high - value) / (self.high - self.low) * (_FOOT - _TOP)

    def write(self, value: float, decimals: int) -> str:
        """A score; on scales that cross zero with its sign."""
        return signed(value, decimals) if self.low < 0 else plain(value, decimals)

    def write_drawn(self, value: float) -> str:
        """A drawn score: one decimal on the usual scale, one more where somebody typed it."""
        return self.write(value, decimals_needed(value, self.decimals))

    @property
    def decimals(self) -> int:
        """How many a drawn score has: one on the usual scale."""
        return decimals_of(10.0 ** round(math.log10((self.high - self.low) / 40)))

    def ticks(self) -> list[Tick]:
        """The guides: both ends, the neutral point, and round numbers between where there is room."""
        ends = {self.low: "low", self.neutral: "neutral", self.high: "high"}
        step = round_step((self.high - self.low) / 6)
        reach = math.ceil((self.high - self.low) / step)
        between = [
            value
            for value in (round(self.neutral + place * step, 6) for place in range(-reach, reach + 1))
            if self.low < value < self.high
            and all(abs(self.place(end) - self.place(value)) >= 24 for end in ends)
        ]
        every = sorted([*ends, *between], reverse=True)
        decimals = max(decimals_needed(value, 0) for value in every)
        return [Tick(value, self.write(value, decimals), ends.get(value, "")) for value in every]  # type: ignore[arg-type]


# --- labels


def middle(y: float, side: LabelSide) -> float:
    """The middle of the label on a side of the point at ``y``."""
    return y - _AWAY if side == "up" else y + _AWAY


def sides(
    measured: float | None, drawn: float | None, others: Sequence[float], peak: bool
) -> tuple[LabelSide, LabelSide]:
    """The sides of the measured and of the drawn label at one stage.

    Measured prefers above; drawn prefers below, or above at a peak. If they come closer than 16 px the drawn
    one gives way first.

    Examples
    --------
    >>> sides(100, 150, [], peak=False), sides(100, 130, [], peak=True)
    (('up', 'down'), ('up', 'up'))
    """
    preferred: LabelSide = "up" if peak else "down"
    points = [y for y in (measured, drawn, *others) if y is not None]
    best: tuple[LabelSide, LabelSide] = ("up", preferred)
    least = inf
    firsts: tuple[LabelSide, LabelSide] = "up", "down"
    for first, second in product(firsts, (preferred, _OTHER[preferred])):
        cost = (first == "down") + 0.5 * (second != preferred)
        labels = [middle(y, side) for y, side in ((measured, first), (drawn, second)) if y is not None]
        for label in labels:
            cost += 8 * (not 8 <= label <= HEIGHT - 8)
            cost += sum(8 * max(0, 1 - abs(point - label) / _CLEAR) for point in points)
        if len(labels) == 2 and abs(labels[0] - labels[1]) < _APART:
            cost += 8
        if cost < least:
            least, best = cost, (first, second)
    return best


def is_peak(heights: Sequence[float | None], at: int) -> bool:
    """Whether a curve turns down at a point: heights grow downwards, so both neighbours have a larger one."""
    if not 0 < at < len(heights) - 1:
        return False
    before, here, after = heights[at - 1 : at + 2]
    return before is not None and here is not None and after is not None and before > here < after


@dataclass(frozen=True)
class Obstacle:
    """An obstacle in a column; a point or a label is firm, a curve may be crossed at a cost."""

    top: float
    bottom: float
    firm: bool


def room(obstacles: Sequence[Obstacle], y: float, height: float) -> float | None:
    """The top of the best place for a note about the point at ``y``; None where there is none."""
    best, least = None, inf
    top = 6.0
    while top + height <= HEIGHT - 6:
        cost = abs(top + height / 2 - y) / HEIGHT
        for one in obstacles:
            over = min(one.bottom, top + height) - max(one.top, top)
            if over > 0:
                cost += inf if one.firm else over
        if cost < least:
            best, least = top, cost
        top += 2
    return best


def firm(y: float, half: float) -> Obstacle:
    """What is there for words about a point or a label in the middle of ``y``."""
    return Obstacle(y - half, y + half, firm=True)


def nearest_free(obstacles: Sequence[Obstacle], y: float, height: float) -> float | None:
    """The middle nearest to ``y`` where words of this height cover no obstacle and stay in the lane.

    Examples
    --------
    >>> nearest_free([firm(100, 10)], 98, 13), nearest_free([firm(138, 138)], 100, 13)
    (83.5, None)
    """
    half = height / 2
    top, foot = half + 2, HEIGHT - 2 - half
    tries = [y, top, foot]
    for one in obstacles:
        tries += [one.top - half, one.bottom + half]
    free = (
        at
        for at in tries
        if top <= at <= foot
        and all(at + half < one.top + 0.01 or at - half > one.bottom - 0.01 for one in obstacles)
    )
    return min(free, key=lambda at: abs(at - y), default=None)


def least_room(text: str, letter: float = 7) -> float:
    """At least as wide as the text in any font of 11 px, in px: a letter is 7, one of a wide script 12."""
    return sum(12 if one >= "\u1100" else letter for one in text)


def passing(
    heights: Sequence[float | None], at: int, before: float = 0.5, after: float = 0.5
) -> Obstacle | None:
    """The heights a curve passes in one column, so far from its middle: shares of the way to the next."""
    here = heights[at]
    if here is None:
        return None
    edges = [here]
    for near, share in ((at - 1, before), (at + 1, after)):
        there = heights[near] if 0 <= near < len(heights) else None
        if there is not None:
            edges.append(here + (there - here) * share)
    return Obstacle(min(edges) - 4, max(edges) + 4, firm=False)


# --- notes


@dataclass(frozen=True)
class Mismatch:
    """Where belief and measurement differ most: the distance to the nearer end of the interval."""

    at: int
    distance: float
    higher: bool
    """Whether the measured value is the higher one."""


def largest_mismatch(
    drawn: Sequence[float | None], measured: Sequence[Point | None], least: float
) -> Mismatch | None:
    """The stage whose drawn score is furthest outside the measured interval, at least ``least``."""
    largest: Mismatch | None = None
    for at, (value, point) in enumerate(zip(drawn, measured, strict=True)):
        if value is None or point is None:
            continue
        below = (point.value if point.low is None else point.low) - value
        above = value - (point.value if point.high is None else point.high)
        distance = max(below, above)
        if distance >= least and (largest is None or distance > largest.distance):
            largest = Mismatch(at, distance, below > above)
    return largest


def lowest_stage(measured: Sequence[Point | None]) -> tuple[int, str] | None:
    """The lowest measured stage and what to say of it; None where no stage is clear of it.

    Stages are counted from 1: "Lowest", "Lowest, level with stages 2 and 7". Stages are level where their
    intervals overlap. The same respondents answer of all stages, and nothing counts how their answers go
    together; intervals that do not overlap differ however they do.
    """
    points = [(at, point) for at, point in enumerate(measured) if point is not None]
    if len(points) < 2:
        return None
    at, lowest = min(points, key=lambda one: one[1].value)
    top = lowest.value if lowest.high is None else lowest.high
    level = [
        str(other + 1)
        for other, point in points
        if other != at and (point.value if point.low is None else point.low) <= top
    ]
    if len(level) == len(points) - 1:
        return None
    if not level:
        return at, "Lowest"
    if len(level) > 3:
        return at, f"Lowest, level with {len(level)} others"
    *first, last = level
    which = f"stages {', '.join(first)} and {last}" if first else f"stage {last}"
    return at, f"Lowest, level with {which}"


def short_names(names: Sequence[str]) -> list[str]:
    """The first name of "Maya Torres", the whole of "Business traveller", and of names that begin alike.

    Examples
    --------
    >>> short_names(["Maya Torres", "Kenji Sato", "Kenji Ito", "Business traveller"])
    ['Maya', 'Kenji Sato', 'Kenji Ito', 'Business traveller']
    """
    firsts = [_first(name) for name in names]
    return [first if firsts.count(first) == 1 else name for first, name in zip(firsts, names, strict=True)]


def _first(name: str) -> str:
    words = name.split(" ")
    return words[0] if len(words) == 2 and all(map(_is_name, words)) else name


def _is_name(word: str) -> bool:
    """Whether a word is two letters or more, of which the first is a capital."""
    kinds = [unicodedata.category(letter) for letter in word]
    return len(kinds) > 1 and kinds[0] == "Lu" and all(kind[0] == "L" for kind in kinds)
