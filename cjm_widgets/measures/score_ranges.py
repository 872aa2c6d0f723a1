"""Which scores someone means: named, from one to another, or picked by a predicate; and as what text.

A document keeps the text, never the predicate: ``"4 or more"`` is read by whoever opens the file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import groupby
from numbers import Real

import numpy as np

from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import Array, Mask
from cjm_widgets.measures.measure import Scale
from cjm_widgets.measures.scores import number

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
