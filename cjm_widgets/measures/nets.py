"""Net shares: those at the top less those at the bottom, in points from -100 to 100."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import Array, Mask, kish_n
from cjm_widgets.measures.measure import (
    Comparison,
    Histograms,
    Measure,
    Scale,
    Unit,
    Whole,
    check_choice,
    percent,
)
from cjm_widgets.measures.net_intervals import NET_INTERVALS, net_difference
from cjm_widgets.measures.ranks import cliffs_delta
from cjm_widgets.measures.shares import check_boxes

_INTERVAL_NAMES = {"adjusted_wald": "adjusted Wald", "wald": "Wald", "score": "score"}


@dataclass(frozen=True)
class Net(Measure):
    """What every net share is computed by: which scores count up and which down.

    Parameters
    ----------
    interval
        ``"adjusted_wald"``, ``"wald"`` or ``"score"``.
    """

    unit: ClassVar[Unit] = "nps"

    interval: str = "adjusted_wald"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_choice("interval", self.interval, NET_INTERVALS)

    def method(self, weighted: bool) -> str:
        name = _INTERVAL_NAMES[self.interval]
        return (
            f"weighted {self._noun}, {name} at Kish n {self._percent}"
            if weighted
            else f"{self._noun}, {name} {self._percent}"
        )

    def axis(self, scale: Scale) -> Scale:
        return -100.0, 100.0

    @property
    def _noun(self) -> str:
        return self.label

    @abstractmethod
    def _sides(self, values: Array, scale: Scale) -> tuple[Mask, Mask]:
        """Which values count up, and which down."""

    def shares(self, cells: Histograms, scale: Scale) -> tuple[Array, Array, Array]:
        """The shares up and down, and the effective number of answers."""
        weights, squares = cells.sums
        total = weights.sum(axis=-1)
        up, down = ((weights * side).sum(axis=-1) / total for side in self._sides(cells.values, scale))
        return up, down, kish_n(total, squares.sum(axis=-1))

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        up, down, effective = self.shares(cells, scale)
        low, high = NET_INTERVALS[self.interval](up, down, effective, self.level)
        return 100 * (up - down), 100 * low, 100 * high

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        one, other = self.shares(a, scale), self.shares(b, scale)
        adjusted = self.interval != "wald"
        name = "adjusted Wald" if adjusted else "Wald"
        found = net_difference(one, other, level, adjusted=adjusted)
        classes = [np.stack([down, 1 - up - down, up], axis=-1) for up, down, _ in (one, other)]
        kind, at = ("weighted ", " at Kish n") if a.weights is not None else ("", "")
        return Comparison(
            difference=100 * ((one[0] - one[1]) - (other[0] - other[1])),
            low=100 * found.low,
            high=100 * found.high,
            test=name + at,
            p=found.p,
            effect=cliffs_delta(*classes),
            effect_name="Cliff's delta",
            method=f"difference of {kind}{self._noun}, {name}{at} {percent(level)}",
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
    def _noun(self) -> str:
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


def net_box(boxes: int = 2, interval: str = "adjusted_wald", level: float = 0.95) -> NetBox:
    """The share at the top of the scale less the share at its bottom, in points from -100 to 100.

    On a scale of 1 to 5 with two boxes: 4 and up, less 2 and down. The two shares come from the same
    answers, so the interval is that of a net promoter score. With weights: weighted shares, and the
    interval at Kish's effective number of respondents.

    Parameters
    ----------
    boxes
        How many whole scores count from each end; they may not overlap.
    interval
        ``"adjusted_wald"`` (default), ``"wald"`` or ``"score"``; see `nps`.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When an option makes no sense, or, on estimating, the boxes overlap on the scale.

    References
    ----------
    Rocks (2016), "Interval estimation for the net promoter score", The American Statistician 70.

    Examples
    --------
    >>> cells = Histograms(np.array([1.0, 3.0, 4.0, 5.0]), np.array([2, 2, 3, 3]))
    >>> round(float(net_box().estimate(cells, scale=(1, 5)).value), 6)
    40.0
    """
    return NetBox(level, interval, boxes)
