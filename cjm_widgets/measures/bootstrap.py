"""Bootstrap intervals, drawn from counts: of respondents with the same value it does not matter who is drawn.

A bootstrap sample of rows is a multinomial draw on their histogram, so an interval costs a few numbers per
draw however many rows there were. Every cell has a stream of random numbers of its own, from the same seed:
its interval is then the same whichever other cells are estimated beside it, in a filter or in a recount.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import Array, whole_n
from cjm_widgets.measures.measure import Measure, check_choice

_FEWEST, _MOST = 100, 100_000


def bootstrap_interval(
    share: Array, n: Array, values: Array, level: float, draws: int, seed: int
) -> tuple[Array, Array]:
    """The percentile interval of a mean of values, each with its share of the respondents.

    Parameters
    ----------
    share
        Shares from 0 to 1, shape ``(..., values)``.
    n
        Respondents, shape ``(...)``; with weights, the effective number, of which the whole part is drawn.
    values
        What is averaged, to broadcast with ``share``.
    level
        Confidence, between 0 and 1.
    draws
        How many samples are drawn.
    seed
        Where the random numbers start; the same seed gives the same interval.

    Returns
    -------
    low, high : ndarray
        Shape ``(...)``: the quantiles of the drawn means, widened where they would not hold the mean
        itself. ``NaN`` where ``n`` is below 2, as no sample can differ from a single respondent.

    References
    ----------
    Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of Statistics 7; Efron and
    Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13, on percentile intervals.

    Examples
    --------
    >>> low, high = bootstrap_interval(np.array([0.2, 0.8]), np.array(100.0), np.array([0, 1]), 0.95, 2000, 0)
    >>> round(float(low), 2), round(float(high), 2)
    (0.72, 0.88)
    """
    values = np.broadcast_to(values, share.shape)
    respondents = whole_n(n)
    low, high = np.full(n.shape, np.nan), np.full(n.shape, np.nan)
    for cell in np.ndindex(n.shape):
        if respondents[cell] < 2:
            continue
        given = np.flatnonzero(share[cell] > 0)
        part, value = share[cell][given], values[cell][given]
        drawn = np.random.default_rng(seed).multinomial(respondents[cell], part / part.sum(), draws)
        ends = np.quantile(drawn @ value / respondents[cell], [(1 - level) / 2, (1 + level) / 2])
        mean = part @ value / part.sum()
        low[cell], high[cell] = min(ends[0], mean), max(ends[1], mean)
    return low, high


@dataclass(frozen=True)
class Bootstrapped(Measure):
    """A measure with a choice of intervals, the bootstrap's among them.

    Parameters
    ----------
    interval
        Which of them.
    draws
        Samples the bootstrap draws, 100 to 100,000.
    seed
        Where its random numbers start, a whole number from 0.
    """

    intervals: ClassVar[Iterable[str]]

    interval: str = "bootstrap"
    draws: int = field(default=2000, kw_only=True)
    seed: int = field(default=0, kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_choice("interval", self.interval, self.intervals)
        for option, least, most in (("draws", _FEWEST, _MOST), ("seed", 0, 2**53 - 1)):
            given = getattr(self, option)
            if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
                raise MeasureError(
                    f"{option}= is a whole number from {least:,} to {most:,}, not {given!r}: "
                    "the bootstrap's samples, and where its random numbers start"
                )
        if self.interval != "bootstrap" and {"draws", "seed"} & self.options.keys():
            raise MeasureError(
                f"draws= and seed= are the bootstrap's, and interval={self.interval!r} draws nothing: "
                "say interval='bootstrap', or leave them out"
            )

    @property
    def _bootstrap(self) -> bool:
        return self.interval == "bootstrap"

    @property
    def _drawn(self) -> str:
        """How a method ends that draws."""
        return f"{self._percent}, {self.draws:,} draws"

    def _percentiles(self, share: Array, n: Array, values: Array) -> tuple[Array, Array]:
        return bootstrap_interval(share, n, values, self.level, self.draws, self.seed)
