"""Shares of respondents, from 0 to 1: of the top or bottom of the scale, or of any scores."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import groupby
from numbers import Real
from typing import ClassVar

import numpy as np

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.document.faults import is_finite
from cjm_widgets.measures.measure import Comparison, Measure, Scale, Unit, percent
from cjm_widgets.rows.scores import number
from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.differences import newcombe_interval, two_proportion_p
from cjm_widgets.statistics.histograms import Design, Histograms
from cjm_widgets.statistics.intervals import wilson_interval
from cjm_widgets.statistics.overlap import overlap_of
from cjm_widgets.statistics.shares import effective_answers, mean_score

Predicate = Callable[[float], bool]


@dataclass(frozen=True)
class Share(Measure):
    """A share of respondents: a subclass says whose scores are in it."""

    unit: ClassVar[Unit] = "share"

    @property
    def averages_shares(self) -> bool:
        return True

    def _method(self, design: Design) -> str:
        label = self.label[0].lower() + self.label[1:]
        return f"{design.of}{label}{design.over}, Wilson{design.at} {self._percent}"

    def axis(self, scale: Scale) -> Scale:
        return 0.0, 1.0

    @abstractmethod
    def _members(self, values: Array, scale: Scale) -> Mask:
        """Which values are in the share."""

    def members(self, values: Array, scale: Scale) -> Mask:
        """Which values are in the share."""
        return self._members(values, scale)

    def share(self, cells: Histograms, scale: Scale, level: float) -> tuple[Array, Array]:
        """The share, and the effective number of respondents for an interval of this confidence."""

        def score(values: Array) -> Array:
            return self._members(values, scale).astype(np.float64)

        return np.clip(mean_score(cells, score), 0, 1), effective_answers(cells, score, level)

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        share, effective = self.share(cells, scale, self.level)
        return share, *wilson_interval(share, effective, self.level)

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        groups = *self.share(a, scale, level), *self.share(b, scale, level)
        difference = groups[0] - groups[2]
        correlation = overlap_of(a, b, self._members(a.values, scale).astype(np.float64)).correlation
        low, high = newcombe_interval(*groups, level, correlation)
        design = a.design
        return Comparison(
            difference=difference,
            low=low,
            high=high,
            test=f"two-proportion z{design.at}",
            p=two_proportion_p(*groups, correlation),
            effect=difference,
            effect_name="risk difference",
            method=f"difference of {design.of}shares, Newcombe{design.at} {percent(level)}",
        )


@dataclass(frozen=True)
class _EndBox(Share):
    """The share of a number of whole scores at one end of the scale."""

    _end: ClassVar[str]

    boxes: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        check_boxes(self.boxes, f"from the {self._end}")

    @property
    def label(self) -> str:
        end = self._end.capitalize()
        return f"{end} box" if self.boxes == 1 else f"{end}-{self.boxes} box"

    def require(self, scale: Scale) -> None:
        low, high = scale
        if self.boxes > high - low:
            raise MeasureError(
                f"boxes={self.boxes} would take in the whole scale {low:g} to {high:g}; "
                f"at most boxes={int(high - low)} says anything"
            )


@dataclass(frozen=True)
class TopBox(_EndBox):
    """The share of the highest scores; see `top_box`."""

    maker: ClassVar[str] = "top_box"
    _end: ClassVar[str] = "top"

    boxes: int = 2

    def _members(self, values: Array, scale: Scale) -> Mask:
        return values >= scale[1] - self.boxes + 1


@dataclass(frozen=True)
class BottomBox(_EndBox):
    """The share of the lowest scores; see `bottom_box`."""

    maker: ClassVar[str] = "bottom_box"
    _end: ClassVar[str] = "bottom"

    boxes: int = 1

    def _members(self, values: Array, scale: Scale) -> Mask:
        return values <= scale[0] + self.boxes - 1


def top_box(boxes: int = 2, level: float = 0.95) -> TopBox:
    """The share of respondents at the top of the scale, with Wilson's interval.

    Counts every value of at least ``highest - boxes + 1``: on a scale of 1 to 5 with two boxes, 4 and up.
    Where respondents gave several answers at a stage, it is the share of each respondent's answers, averaged
    over respondents, and Wilson's interval is at the number that explains how these shares vary
    (`effective_answers`). With weights: the weighted share, and Wilson's interval at Kish's effective number
    of respondents; in clusters, at the number that `effective_n` gives.

    Simulated, 95 % intervals contain the share in 93 to 98 % of samples, also of several questions and with
    weights; in clusters of 5 in 97 to 100 % of samples of 10 and 30 respondents.

    Parameters
    ----------
    boxes
        How many whole scores count from the top; fewer than the scale has.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``boxes`` or ``level`` make no sense.

    References
    ----------
    Wilson (1927), JASA 22; Kish (1965), "Survey Sampling".

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [1, 3, 4, 5] * 10})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), measures=cjm.top_box())
    >>> journey.measures[["n", "value", "low", "high", "method"]].round(2)
        n  value   low  high                  method
    0  40    0.5  0.35  0.65  top-2 box, Wilson 95 %
    >>> cjm.top_box(boxes=1).name
    'top_box(boxes=1)'
    """
    return TopBox(level, boxes)


def bottom_box(boxes: int = 1, level: float = 0.95) -> BottomBox:
    """The share of respondents at the bottom of the scale, with Wilson's interval.

    Counts every value of at most ``lowest + boxes - 1``: on a scale of 1 to 5 with one box, only 1. With
    weights, of several answers and in clusters: as `top_box`. Simulated, 95 % intervals contain the share in
    93 to 98.5 % of samples.

    Parameters
    ----------
    boxes
        How many whole scores count from the bottom; fewer than the scale has.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``boxes`` or ``level`` make no sense.

    References
    ----------
    Wilson (1927), JASA 22; Kish (1965), "Survey Sampling".

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [1, 2, 4, 5] * 10})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), measures=cjm.bottom_box())
    >>> journey.measures[["n", "value", "low", "high", "method"]].round(2)
        n  value   low  high                   method
    0  40   0.25  0.14   0.4  bottom box, Wilson 95 %
    """
    return BottomBox(level, boxes)


def check_boxes(boxes: object, where: str) -> None:
    """Raise `MeasureError` unless ``boxes`` is a whole number from 1."""
    if not isinstance(boxes, int) or isinstance(boxes, bool) or boxes < 1:
        raise MeasureError(f"boxes= is how many scores count {where}, 1 or more, not {boxes!r}")


# --- shares of any scores


@dataclass(frozen=True)
class ScoreShare(Share):
    """The share of chosen scores; see `share`.

    Parameters
    ----------
    scores
        The scores as text: ``"4 to 5"``, ``"4 or more"``, or ``"1, 3, 5"``.
    """

    maker: ClassVar[str] = "share"

    scores: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "scores", ", ".join(map(str, read_ranges(self.scores))))

    @property
    def label(self) -> str:
        return f"Share of {self.scores}"

    def require(self, scale: Scale) -> None:
        ranges = read_ranges(self.scores)
        between = f"this source's scale is {scale[0]:g} to {scale[1]:g}"
        if not any(one.overlaps(scale) for one in ranges):
            raise MeasureError(f"no score is in share {self.scores}: {between}")
        if any(one.holds(np.array(scale, np.float64)).all() for one in ranges):
            raise MeasureError(f"every score is in share {self.scores}: {between}")

    def _members(self, values: Array, scale: Scale) -> Mask:
        members: Mask = np.any([one.holds(values) for one in read_ranges(self.scores)], axis=0)
        return members


def share(scores: float | str | Collection[float] | Predicate, level: float = 0.95) -> ScoreShare:
    """The share of respondents who gave certain scores, with Wilson's interval.

    With weights, of several answers and in clusters: as `top_box`.

    Parameters
    ----------
    scores
        A pair ``(low, high)`` is everything between the two, both included; a number, list, set or range is
        exactly these scores. 4.5 is within (4, 5) and not one of [4, 5]. A predicate
        such as ``lambda score: score >= 4`` is called at once and becomes the text ``"4 or more"``. Such
        text, as ``"4 to 5"`` or ``"1, 3, 5"``, is accepted too.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``scores`` or ``level`` make no sense, or, on estimating, no score or every score of the scale is
        among them.

    References
    ----------
    Wilson (1927), JASA 22; Kish (1965), "Survey Sampling".

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> cjm.share((4, 5)).name, cjm.share([1, 3, 5]).name
    ("share(scores='4 to 5')", "share(scores='1, 3, 5')")
    >>> cjm.share(lambda score: score >= 4).method(weighted=False)
    'share of 4 or more, Wilson 95 %'
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [3, 4, 4.5, 5] * 10})
    >>> both = [cjm.share((4, 5)), cjm.share([4, 5])]
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), measures=both)
    >>> journey.measures[["options", "value"]]
               options  value
    0  scores='4 to 5'   0.75
    1    scores='4, 5'   0.50
    """
    return ScoreShare(level, as_text(scores))


# --- ranges of scores

_SLACK = 1e-9
"""How far apart two numbers may be and still be the same score."""
_FAR = (1e3, 1e4, 1e6, 1e9)
_PROBES = np.array(
    [*(-far for far in reversed(_FAR)), *np.arange(-1200, 1201) / 12, *_FAR], np.float64
).tolist()
"""The scores a predicate is called with: whole ones, and the means of two, three or four of them."""
_MOST_RANGES = 20
"""The most ranges that a reader can take in."""


@dataclass(frozen=True, order=True)
class ScoreRange:
    """The scores between two ends.

    Parameters
    ----------
    low, high
        The ends, which may be infinite.
    above, below
        Whether the low end and the high end are excluded.
    """

    low: float
    high: float
    above: bool = False
    below: bool = False

    def __str__(self) -> str:
        low, high = _figure(self.low), _figure(self.high)
        if self.low == self.high:
            return low
        if math.isinf(self.high):
            return f"above {low}" if self.above else f"{low} or more"
        if math.isinf(self.low):
            return f"below {high}" if self.below else f"{high} or less"
        return f"{'above ' if self.above else ''}{low} to {'below ' if self.below else ''}{high}"

    def holds(self, values: Array) -> Mask:
        """Which values are in the range."""
        low = values > self.low + _SLACK if self.above else values >= self.low - _SLACK
        high = values < self.high - _SLACK if self.below else values <= self.high + _SLACK
        inside: Mask = low & high
        return inside

    def overlaps(self, scale: Scale) -> bool:
        """Whether any score of the scale is in the range."""
        low, high = scale
        beyond = self.low >= high if self.above else self.low > high
        short = self.high <= low if self.below else self.high < low
        return not beyond and not short


def as_text(scores: object) -> str:
    """Scores in any accepted form as text. Leaves invalid input for `read_ranges` to reject.

    Examples
    --------
    >>> as_text((4, 5)), as_text([1, 3, 5]), as_text(lambda score: score > 3)
    ('4 to 5', '1, 3, 5', 'above 3')
    """
    if isinstance(scores, str):
        return scores
    if callable(scores):
        return ", ".join(map(str, _ranges_of(scores)))
    if isinstance(scores, tuple) and len(scores) == 2:
        return f"{_figure(scores[0])} to {_figure(scores[1])}"
    return ", ".join(map(_figure, scores if isinstance(scores, Collection) else [scores]))


def read_ranges(text: object) -> tuple[ScoreRange, ...]:
    """The ranges in a text such as ``"1, 4 to 5"``, ascending.

    Raises
    ------
    MeasureError
        When the text is not ranges, or a range starts above its end.

    Examples
    --------
    >>> [str(one) for one in read_ranges("4 to 5, 1")]
    ['1', '4 to 5']
    """
    pieces = [_range(piece.strip()) for piece in text.split(",")] if isinstance(text, str) else [None]
    ranges = sorted({one for one in pieces if one is not None})
    if None in pieces:
        raise MeasureError(
            "scores= is a pair of bounds such as (4, 5), scores such as [1, 3, 5], or a predicate such as "
            f"lambda score: score >= 4, not {text!r}"
        )
    for one in ranges:
        if one.low > one.high:
            raise MeasureError(f"scores={text!r} is upside down: the lowest score comes first")
    return tuple(ranges)


def _range(piece: str) -> ScoreRange | None:
    low, to, high = piece.partition(" to ")
    if not to:
        low = "" if piece.startswith("below ") or piece.endswith(" or less") else piece
        high = "" if piece.startswith("above ") or piece.endswith(" or more") else piece
    ends = (
        number(low.removeprefix("above ").removesuffix(" or more")) if low else -math.inf,
        number(high.removeprefix("below ").removesuffix(" or less")) if high else math.inf,
    )
    if ends[0] is None or ends[1] is None or not (low or high):
        return None
    return ScoreRange(ends[0], ends[1], low.startswith("above "), high.startswith("below "))


def _ranges_of(predicate: Predicate) -> list[ScoreRange]:
    """The ranges of scores for which a predicate is true."""
    runs = [(true, [*run]) for true, run in groupby(_PROBES, key=lambda score: _accepts(predicate, score))]
    ranges = [_run(predicate, run[0], run[-1]) for true, run in runs if true]
    if not ranges or len(runs) == 1:
        raise MeasureError(f"the predicate of scores= picks {'every score' if ranges else 'no score'}")
    if len(ranges) > _MOST_RANGES:
        raise MeasureError(
            f"the predicate of scores= picks {len(ranges)} separate scores; name those that count, such as "
            "[2, 4]"
        )
    return ranges


def _run(predicate: Predicate, first: float, last: float) -> ScoreRange:
    low, above = _edge(predicate, first, -1)
    high, below = _edge(predicate, last, 1)
    return ScoreRange(low, high, above, below)


def _edge(predicate: Predicate, inside: float, step: int) -> tuple[float, bool]:
    """The end of the range around a score that a predicate accepts, and whether the end is excluded."""
    place = _PROBES.index(inside) + step
    if not 0 <= place < len(_PROBES):
        return step * math.inf, False
    near, far = inside, _PROBES[place]
    outside = far
    while abs(near - far) > _SLACK / 100 * max(1.0, abs(near)):
        middle = (near + far) / 2
        near, far = (middle, far) if _accepts(predicate, middle) else (near, middle)
    for end in (inside, outside):
        if abs(near - end) < _SLACK * max(1.0, abs(end)):
            return end, end == outside
    end = float(f"{near:.9g}")
    return end, not _accepts(predicate, end)


def _accepts(predicate: Predicate, score: float) -> bool:
    try:
        answer = predicate(score)
    except Exception as error:
        raise MeasureError(
            f"the predicate of scores= fails at a score of {_figure(score)}: {type(error).__name__}: {error}"
        ) from error
    if np.asarray(answer).dtype != np.bool_ or np.ndim(answer):
        raise MeasureError(f"the predicate of scores= says True or False of a score, not {answer!r}")
    return bool(answer)


def _figure(score: object) -> str:
    """A score as people write it; anything else as Python writes it, for an error that names it."""
    if isinstance(score, Real) and not isinstance(score, bool) and is_finite(score):
        return f"{float(score):.12g}"
    return repr(score)
