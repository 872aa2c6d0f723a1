"""Net shares, those at the top less those at the bottom, from -100 to 100: NPS, eNPS and net boxes."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.measure import Comparison, IntervalChoice, Scale, Unit, percent
from cjm_widgets.measures.shares import check_boxes
from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.differences import cliffs_delta
from cjm_widgets.statistics.histograms import Design, Histograms
from cjm_widgets.statistics.intervals import NET_INTERVALS, net_difference
from cjm_widgets.statistics.overlap import overlap_of
from cjm_widgets.statistics.shares import Scoring, effective_answers, mean_score

_INTERVAL_NAMES = {
    "adjusted_wald": "adjusted Wald",
    "wald": "Wald",
    "score": "score",
    "bootstrap": "percentile bootstrap",
}
_SIDES = np.array([1.0, 0.0, -1.0])


@dataclass(frozen=True)
class Net(IntervalChoice):
    """A net share: a subclass says which scores count up and which down.

    Parameters
    ----------
    interval
        ``"adjusted_wald"``, ``"wald"``, ``"score"`` or ``"bootstrap"``.
    """

    unit: ClassVar[Unit] = "nps"
    intervals: ClassVar[tuple[str, ...]] = tuple(_INTERVAL_NAMES)

    interval: str = "adjusted_wald"

    @property
    def averages_shares(self) -> bool:
        return True

    def _method(self, design: Design) -> str:
        ends = self._draws if self._bootstrap else self._percent
        return f"{design.of}{self.noun}{design.over}, {_INTERVAL_NAMES[self.interval]}{design.at} {ends}"

    def axis(self, scale: Scale) -> Scale:
        return -100.0, 100.0

    def _too_few(self, n: int) -> str:
        if self._bootstrap:
            return "too few to draw from, or all count alike"
        return f"{_INTERVAL_NAMES[self.interval]} has no width where all {n:,} count alike"

    @property
    def noun(self) -> str:
        """Its name within a sentence."""
        return self.label

    @abstractmethod
    def _sides(self, values: Array, scale: Scale) -> tuple[Mask, Mask]:
        """Which values count up, and which down."""

    def shares(self, cells: Histograms, scale: Scale, level: float) -> tuple[Array, Array, Array]:
        """The shares up and down, and the effective answers, for an interval of this confidence."""

        def side(number: int) -> Scoring:
            return lambda values: self._sides(values, scale)[number].astype(np.float64)

        def net(values: Array) -> Array:
            return self.sides(values, scale)

        up, down = (mean_score(cells, side(number)) for number in (0, 1))
        return up, down, effective_answers(cells, net, level)

    def sides(self, values: Array, scale: Scale) -> Array:
        """1 for each value that counts up, -1 for each that counts down, 0 for the others."""
        up, down = self._sides(values, scale)
        return up.astype(np.float64) - down.astype(np.float64)

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        up, down, effective = self.shares(cells, scale, self.level)
        if self._bootstrap:
            between = np.maximum(1 - up - down, 0)
            low, high = self._percentiles(np.stack([up, between, down], axis=-1), effective, _SIDES)
        else:
            low, high = NET_INTERVALS[self.interval](up, down, effective, self.level)
        return 100 * (up - down), 100 * low, 100 * high

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        one, other = self.shares(a, scale, level), self.shares(b, scale, level)
        adjusted = self.interval != "wald"
        name = "adjusted Wald" if adjusted else "Wald"
        correlation = overlap_of(a, b, self.sides(a.values, scale)).correlation
        interval = net_difference(one, other, level, adjusted=adjusted, correlation=correlation)
        classes = [np.stack([down, 1 - up - down, up], axis=-1) for up, down, _ in (one, other)]
        design = a.design
        return Comparison(
            difference=100 * ((one[0] - one[1]) - (other[0] - other[1])),
            low=100 * interval.low,
            high=100 * interval.high,
            test=name + design.at,
            p=interval.p,
            effect=cliffs_delta(*classes),
            effect_name="Cliff's delta",
            method=f"difference of {design.of}{self.noun}, {name}{design.at} {percent(level)}",
        )


@dataclass(frozen=True)
class NetBox(Net):
    """Top boxes less bottom boxes; see `net_box`."""

    maker: ClassVar[str] = "net_box"

    boxes: int = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        check_boxes(self.boxes, "from each end")

    @property
    def label(self) -> str:
        return "Net box" if self.boxes == 1 else f"Net top-{self.boxes} box"

    @property
    def noun(self) -> str:
        return self.label.lower()

    def require(self, scale: Scale) -> None:
        low, high = scale
        if 2 * self.boxes > high - low + 1:
            raise MeasureError(
                f"boxes={self.boxes} from each end would overlap on the scale {low:g} to {high:g}; "
                f"at most boxes={int((high - low + 1) // 2)} says anything"
            )

    def _sides(self, values: Array, scale: Scale) -> tuple[Mask, Mask]:
        return values >= scale[1] - self.boxes + 1, values <= scale[0] + self.boxes - 1


def net_box(
    boxes: int = 2, interval: str = "adjusted_wald", level: float = 0.95, *, draws: int = 2000, seed: int = 0
) -> NetBox:
    """The share at the top of the scale less the share at its bottom, in points from -100 to 100.

    On a scale of 1 to 5 with two boxes: 4 and up, less 2 and down. The two shares come from the same
    answers, so the interval is that of a net promoter score. With weights: weighted shares, and the
    interval at Kish's effective number of respondents; in clusters, at the number that `effective_n` gives.

    Parameters
    ----------
    boxes
        How many whole scores count from each end; they may not overlap.
    interval
        ``"adjusted_wald"`` (default), ``"wald"``, ``"score"`` or ``"bootstrap"``; see `nps`, whose coverage
        they have.
    level
        Confidence of the interval, between 0 and 1.
    draws, seed
        How many samples the bootstrap draws, 100 to 100,000, and the seed of its random numbers.

    Raises
    ------
    MeasureError
        When an option makes no sense, or, on estimating, the boxes overlap on the scale.

    References
    ----------
    Rocks (2016), "Interval estimation for the net promoter score", The American Statistician 70.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [1, 3, 4, 5] * 10})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), measures=cjm.net_box())
    >>> journey.measures[["n", "value", "low", "high", "method"]].round(1)
        n  value  low  high                             method
    0  40   25.0 -1.4  47.9  net top-2 box, adjusted Wald 95 %
    """
    check_boxes(boxes, "from each end")
    return NetBox(level, interval, boxes, draws=draws, seed=seed)


# --- net promoter scores


@dataclass(frozen=True)
class NetPromoterScore(Net):
    """Promoters less detractors; see `nps`."""

    maker: ClassVar[str] = "nps"

    @property
    def label(self) -> str:
        return "NPS"

    def require(self, scale: Scale) -> None:
        if scale != (0, 10):
            raise MeasureError(
                f"{self.maker} needs answers from 0 to 10, and this source's scale is {scale[0]:g} to "
                f"{scale[1]:g}; mean, top_box or net_box suit it"
            )

    def _sides(self, values: Array, scale: Scale) -> tuple[Mask, Mask]:
        return values >= 9, values <= 6


@dataclass(frozen=True)
class EmployeeNetPromoterScore(NetPromoterScore):
    """The net promoter score of employees; see `enps`."""

    maker: ClassVar[str] = "enps"

    @property
    def label(self) -> str:
        return "eNPS"


def nps(
    interval: str = "adjusted_wald", level: float = 0.95, *, draws: int = 2000, seed: int = 0
) -> NetPromoterScore:
    """The net promoter score, -100 to 100, with its interval.

    Of answers from 0 to 10, promoters give 9 or more and detractors 6 or less; what lies between is passive.
    Of several answers at a stage, each respondent counts with the share of promoters among their answers less
    that of detractors. With weights: weighted shares, and the interval
    at Kish's effective number of respondents; in clusters, at the number that `effective_n` gives. The
    bootstrap draws that many.

    Parameters
    ----------
    interval
        ``"adjusted_wald"`` (default) keeps its confidence even with few answers; it may then exceed the
        scale, where it is cut. ``"score"`` does too, and needs no cut: it never leaves -100 to 100.
        ``"wald"``, the textbook formula, and ``"bootstrap"``, the percentiles of scores drawn from the
        counts, are too narrow for few answers, and have no width where all count alike, which is no interval.
        Simulated, 95 % intervals contain the score in 93 to 97 % of samples (adjusted Wald; 91 to 97 % with
        weights, 97 to 100 % of 10 and 30 respondents in clusters of 5), 94 to 97 % (score), 89 to 99 % (Wald)
        and 87 to 99 % (bootstrap).
    level
        Confidence of the interval, between 0 and 1.
    draws, seed
        How many samples the bootstrap draws, 100 to 100,000, and the seed of its random numbers.

    Raises
    ------
    MeasureError
        When an option makes no sense, or, on estimating, the scale is not 0 to 10.

    References
    ----------
    Reichheld (2003), "The one number you need to grow", Harvard Business Review 81; Rocks (2016),
    "Interval estimation for the net promoter score", The American Statistician 70; Tango (1998),
    Statistics in Medicine 17 (score); Efron and Tibshirani (1993), "An Introduction to the Bootstrap".

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"Q1": [3, 7, 9, 10] * 10})
    >>> source = journey.join(rows, columns={"Q1": "Wait"}, scale=(0, 10), measures=cjm.nps())
    >>> journey.measures[["n", "value", "low", "high", "method"]].round(1)
        n  value  low  high                   method
    0  40   25.0 -1.4  47.9  NPS, adjusted Wald 95 %
    >>> cjm.nps(interval="bootstrap").method(weighted=False)
    'NPS, percentile bootstrap 95 %, 2,000 draws'
    """
    return NetPromoterScore(level, interval, draws=draws, seed=seed)


def enps(
    interval: str = "adjusted_wald", level: float = 0.95, *, draws: int = 2000, seed: int = 0
) -> EmployeeNetPromoterScore:
    """The net promoter score of employees: `nps` under its own name, so that nobody mixes up the two.

    Parameters
    ----------
    interval, level, draws, seed
        As for `nps`.

    Raises
    ------
    MeasureError
        As for `nps`.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.enps().label, cjm.enps().method(weighted=False)
    ('eNPS', 'eNPS, adjusted Wald 95 %')
    """
    return EmployeeNetPromoterScore(level, interval, draws=draws, seed=seed)
