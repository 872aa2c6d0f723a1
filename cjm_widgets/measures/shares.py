"""Shares of respondents, as fractions from 0 to 1, and those at either end of the scale."""

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
from cjm_widgets.measures.measure import Comparison, Measure, Scale, Unit, percent
from cjm_widgets.rows.scores import number
from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.clusters import effective_n
from cjm_widgets.statistics.differences import newcombe_interval, two_proportion_p
from cjm_widgets.statistics.histograms import Design, Histograms
from cjm_widgets.statistics.intervals import wilson_interval

Predicate = Callable[[float], bool]

_SLACK = 1e-9
"""How far two numbers may lie apart and be the same score."""
_FAR = (1e3, 1e4, 1e6, 1e9)
_TRIED = np.array(
    [*(-far for far in reversed(_FAR)), *np.arange(-1200, 1201) / 12, *_FAR], np.float64
).tolist()
"""Where a predicate is asked: whole scores, and what means of two, three or four of them come to."""
_MOST = 20
"""Ranges that a reader can still take in."""


@dataclass(frozen=True, order=True)
class ScoreRange:
    """The scores from one to another.

    Parameters
    ----------
    low, high
        The ends, which may be infinite.
    above, below
        Whether the ends themselves are left out.
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
        held: Mask = low & high
        return held

    def meets(self, scale: Scale) -> bool:
        """Whether any score of the scale is in the range."""
        low, high = scale
        beyond = self.low >= high if self.above else self.low > high
        short = self.high <= low if self.below else self.high < low
        return not beyond and not short


def as_text(scores: object) -> str:
    """Scores as text, whichever way they are given; what is none is left for `read_ranges` to refuse.

    Examples
    --------
    >>> as_text((4, 5)), as_text([1, 3, 5]), as_text(lambda score: score > 3)
    ('4 to 5', '1, 3, 5', 'above 3')
    """
    if isinstance(scores, str):
        return scores
    if callable(scores):
        return ", ".join(map(str, _picked(scores)))
    if isinstance(scores, tuple) and len(scores) == 2:
        return f"{_figure(scores[0])} to {_figure(scores[1])}"
    return ", ".join(map(_figure, scores if isinstance(scores, Collection) else [scores]))


def read_ranges(text: object) -> tuple[ScoreRange, ...]:
    """The ranges that a text names, ascending.

    Raises
    ------
    MeasureError
        When it names none, or one upside down.

    Examples
    --------
    >>> [str(one) for one in read_ranges("4 to 5, 1")]
    ['1', '4 to 5']
    """
    ranges = [_range(piece.strip()) for piece in text.split(",")] if isinstance(text, str) else [None]
    known = sorted({one for one in ranges if one is not None})
    if None in ranges:
        raise MeasureError(
            "scores= is a pair of bounds such as (4, 5), scores such as [1, 3, 5], or a predicate such as "
            f"lambda score: score >= 4, not {text!r}"
        )
    for one in known:
        if one.low > one.high:
            raise MeasureError(f"scores={text!r} is upside down: the lowest score comes first")
    return tuple(known)


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


def _picked(predicate: Predicate) -> list[ScoreRange]:
    """The ranges in which a predicate holds, as far as it is asked."""
    runs = [(held, [*run]) for held, run in groupby(_TRIED, key=lambda score: _asked(predicate, score))]
    found = [_run(predicate, run[0], run[-1]) for held, run in runs if held]
    if not found or len(runs) == 1:
        raise MeasureError(f"the predicate of scores= picks {'every score' if found else 'no score'}")
    if len(found) > _MOST:
        raise MeasureError(
            f"the predicate of scores= picks {len(found)} separate scores; name those that count, such as "
            "[2, 4]"
        )
    return found


def _run(predicate: Predicate, first: float, last: float) -> ScoreRange:
    low, above = _edge(predicate, first, -1)
    high, below = _edge(predicate, last, 1)
    return ScoreRange(low, high, above, below)


def _edge(predicate: Predicate, inside: float, step: int) -> tuple[float, bool]:
    """Where a predicate that holds at one score ends, and whether the end itself is left out."""
    place = _TRIED.index(inside) + step
    if not 0 <= place < len(_TRIED):
        return step * math.inf, False
    held, outside = inside, _TRIED[place]
    failed = outside
    while abs(held - failed) > _SLACK / 100 * max(1.0, abs(held)):
        middle = (held + failed) / 2
        held, failed = (middle, failed) if _asked(predicate, middle) else (held, middle)
    for end in (inside, outside):
        if abs(held - end) < _SLACK * max(1.0, abs(end)):
            return end, end == outside
    end = float(f"{held:.9g}")
    return end, not _asked(predicate, end)


def _asked(predicate: Predicate, score: float) -> bool:
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
    """A score as people write it; anything else as Python does, to be refused by name."""
    return f"{float(score):.12g}" if isinstance(score, Real) and not isinstance(score, bool) else repr(score)


# --- shares of respondents, as fractions from 0 to 1, and those at either end of the scale


@dataclass(frozen=True)
class Share(Measure):
    """What every share is computed by: which scores count."""

    unit: ClassVar[Unit] = "share"

    def _method(self, design: Design) -> str:
        label = self.label[0].lower() + self.label[1:]
        return f"{design.of}{label}, Wilson{design.at} {self._percent}"

    def axis(self, scale: Scale) -> Scale:
        return 0.0, 1.0

    @abstractmethod
    def _counted(self, values: Array, scale: Scale) -> Mask:
        """Which values are in the share."""

    def share(self, cells: Histograms, scale: Scale, level: float) -> tuple[Array, Array]:
        """The share, and the effective respondents behind it, for an interval of this confidence."""
        weights, _ = cells.sums
        counted = self._counted(cells.values, scale).astype(np.float64)
        share = (weights * counted).sum(axis=-1) / weights.sum(axis=-1)
        return np.clip(share, 0, 1), effective_n(cells, counted, level)

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        share, effective = self.share(cells, scale, self.level)
        return share, *wilson_interval(share, effective, self.level)

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        groups = *self.share(a, scale, level), *self.share(b, scale, level)
        difference = groups[0] - groups[2]
        low, high = newcombe_interval(*groups, level)
        design = a.design
        return Comparison(
            difference=difference,
            low=low,
            high=high,
            test=f"two-proportion z{design.at}",
            p=two_proportion_p(*groups),
            effect=difference,
            effect_name="risk difference",
            method=f"difference of {design.of}shares, Newcombe{design.at} {percent(level)}",
        )


@dataclass(frozen=True)
class _Box(Share):
    """So many whole scores from one end of the scale."""

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
class TopBox(_Box):
    """The share of the highest scores; see `top_box`."""

    maker: ClassVar[str] = "top_box"
    _end: ClassVar[str] = "top"

    boxes: int = 2

    def _counted(self, values: Array, scale: Scale) -> Mask:
        return values >= scale[1] - self.boxes + 1


@dataclass(frozen=True)
class BottomBox(_Box):
    """The share of the lowest scores; see `bottom_box`."""

    maker: ClassVar[str] = "bottom_box"
    _end: ClassVar[str] = "bottom"

    boxes: int = 1

    def _counted(self, values: Array, scale: Scale) -> Mask:
        return values <= scale[0] + self.boxes - 1


def top_box(boxes: int = 2, level: float = 0.95) -> TopBox:
    """The share of respondents at the top of the scale, with Wilson's interval.

    Counts every value of at least ``highest - boxes + 1``: on a scale of 1 to 5 with two boxes, 4 and up.
    A respondent whose mean over several questions is 4.5 is in, one with 3.9 is not. With weights:
    the weighted share, and Wilson's interval at Kish's effective number of respondents; in clusters, at the
    number that `effective_n` gives.

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
    >>> top_box(boxes=1).name, top_box().method(weighted=False)
    ('top_box(boxes=1)', 'top-2 box, Wilson 95 %')
    """
    return TopBox(level, boxes)


def bottom_box(boxes: int = 1, level: float = 0.95) -> BottomBox:
    """The share of respondents at the bottom of the scale, with Wilson's interval.

    Counts every value of at most ``lowest + boxes - 1``: on a scale of 1 to 5 with one box, only 1. With
    weights: as `top_box`.

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
    >>> cells = Histograms(np.array([1.0, 2.0, 5.0]), np.array([1, 1, 2]))
    >>> bottom_box().estimate(cells, scale=(1, 5)).value
    np.float64(0.25)
    """
    return BottomBox(level, boxes)


def check_boxes(boxes: object, where: str) -> None:
    """Raise `MeasureError` for what is no number of boxes."""
    if not isinstance(boxes, int) or isinstance(boxes, bool) or boxes < 1:
        raise MeasureError(f"boxes= is how many scores count {where}, 1 or more, not {boxes!r}")


# --- the share of respondents who gave certain scores, whichever one names


@dataclass(frozen=True)
class ScoreShare(Share):
    """The share of some scores; see `share`.

    Parameters
    ----------
    scores
        As text: ``"4 to 5"``, ``"4 or more"``, or ``"1, 3, 5"``.
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
        if not any(one.meets(scale) for one in ranges):
            raise MeasureError(f"no score is in share {self.scores}: {between}")
        if any(one.holds(np.array(scale, np.float64)).all() for one in ranges):
            raise MeasureError(f"every score is in share {self.scores}: {between}")

    def _counted(self, values: Array, scale: Scale) -> Mask:
        counted: Mask = np.any([one.holds(values) for one in read_ranges(self.scores)], axis=0)
        return counted


def share(scores: float | str | Collection[float] | Predicate, level: float = 0.95) -> ScoreShare:
    """The share of respondents who gave certain scores, with Wilson's interval.

    With weights: the weighted share, and Wilson's interval at Kish's effective number of respondents.

    Parameters
    ----------
    scores
        A pair ``(low, high)`` is everything from the one to the other, both included; a list, set or range
        is exactly these scores, and so is a number. A respondent's mean of 4.5 is within (4, 5) and none of
        [4, 5]. A predicate such as ``lambda score: score >= 4`` is asked at once, and what it picks is
        kept as text: ``"4 or more"``, which can be given itself, as can ``"4 to 5"`` and ``"1, 3, 5"``.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``scores`` or ``level`` make no sense, or, on estimating, the scale has none or nothing but
        such scores.

    References
    ----------
    Wilson (1927), JASA 22; Kish (1965), "Survey Sampling".

    Examples
    --------
    >>> share((4, 5)).name, share([1, 3, 5]).name
    ("share(scores='4 to 5')", "share(scores='1, 3, 5')")
    >>> share(lambda score: score >= 4).method(weighted=False)
    'share of 4 or more, Wilson 95 %'
    >>> from cjm_widgets.statistics.histograms import Histograms
    >>> cells = Histograms(np.array([3.0, 4.0, 4.5]), np.array([2, 1, 1]))
    >>> [float(share(scores).estimate(cells, scale=(1, 5)).value) for scores in ((4, 5), [4, 5])]
    [0.5, 0.25]
    """
    return ScoreShare(level, as_text(scores))
