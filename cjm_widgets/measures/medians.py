"""The median score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.intervals import Array, Mask, kish_n
from cjm_widgets.measures.measure import Comparison, Histograms, Measure, Scale, Unit, Whole
from cjm_widgets.measures.ranks import compare_ranks

_SLACK = 1e-12
"""How far, as a part of the whole, sums of weights may be off by rounding."""


@dataclass(frozen=True)
class Median(Measure):
    """The middle score; see `median`."""

    maker: ClassVar[str] = "median"
    unit: ClassVar[Unit] = "score"

    @property
    def label(self) -> str:
        return "Median"

    def method(self, weighted: bool) -> str:
        return (
            f"weighted median, order statistics at Kish n {self._percent}"
            if weighted
            else f"median, order statistics {self._percent}"
        )

    def axis(self, scale: Scale) -> Scale:
        return scale

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        cells = cells.ascending
        weights, squares = cells.sums
        upto = np.cumsum(weights, axis=-1) / weights.sum(axis=-1, keepdims=True)
        effective = kish_n(weights.sum(axis=-1), squares.sum(axis=-1))
        respondents = np.floor(effective * (1 + _SLACK)).astype(np.int64)
        tail = lower_rank(respondents, self.level) / respondents

        def first(reached: Mask, known: Mask) -> Array:
            place = np.argmax(reached, axis=-1)[..., np.newaxis]
            value = np.take_along_axis(cells.values, place, axis=-1)[..., 0]
            return np.where(known, value, np.nan)

        half = np.full_like(tail, 0.5)
        middle = (
            first(_at_least(upto, half), n > 0),
            first(_beyond(upto, half), n > 0),
        )
        low = first(_at_least(upto, tail), tail > 0)
        high = first(_beyond(upto, 1 - tail), tail > 0)
        return (middle[0] + middle[1]) / 2, low, high

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        p, effect = compare_ranks(a, b)
        one, other = (self.estimate(cells, scale).value for cells in (a, b))
        unknown = np.full(np.shape(p), np.nan)
        return Comparison(
            difference=one - other,
            low=unknown,
            high=unknown,
            test="Mann-Whitney",
            p=p,
            effect=effect,
            effect_name="Cliff's delta",
            method="difference of medians, without an interval",
        )


def lower_rank(n: Whole, level: float) -> Whole:
    """The rank, from either end, of the answers that bound the median.

    Parameters
    ----------
    n
        Answers.
    level
        Confidence, between 0 and 1, that the interval has at least.

    Returns
    -------
    ndarray
        From 1; the interval goes from this rank to the same one counted from the top. Zero where there
        are too few answers for the confidence.

    References
    ----------
    Conover (1999), "Practical Nonparametric Statistics", section 3.2.

    Examples
    --------
    >>> lower_rank(np.array([5, 6, 100]), 0.95)
    array([ 0,  1, 40])
    """
    from scipy.special import bdtr

    # The least rank with a chance of at least half of what the confidence leaves: halve to it.
    low, high = np.zeros_like(n), n // 2
    while (low < high).any():
        middle = (low + high) // 2
        enough = bdtr(middle, n, 0.5) >= (1 - level) / 2
        low, high = np.where(enough, low, np.minimum(middle + 1, high)), np.where(enough, middle, high)
    return low


def median(level: float = 0.95) -> Median:
    """The median score, with the interval of order statistics.

    Half the respondents gave it or less, half gave it or more; where two scores divide them, the value is
    midway. The interval runs between two answers whose ranks follow from the binomial distribution, so
    its confidence is at least ``level``; at 0.95 fewer than 6 respondents have none. With weights: the
    score that parts the weights in half, and the same ranks for Kish's effective number of respondents,
    as parts of the sum of weights.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``level`` is no confidence.

    References
    ----------
    Conover (1999), "Practical Nonparametric Statistics", section 3.2; with weights Woodruff (1952),
    "Confidence intervals for medians and other position measures", JASA 47.

    Examples
    --------
    >>> cells = Histograms(np.array([1.0, 4.0, 5.0]), np.array([2, 3, 5]))
    >>> found = median().estimate(cells, scale=(1, 5))
    >>> float(found.value), float(found.low), float(found.high)
    (4.5, 1.0, 5.0)
    """
    return Median(level)


def _at_least(parts: Array, part: Array) -> Mask:
    reached: Mask = parts >= part[..., np.newaxis] - _SLACK
    return reached


def _beyond(parts: Array, part: Array) -> Mask:
    reached: Mask = parts > part[..., np.newaxis] + _SLACK
    return reached
