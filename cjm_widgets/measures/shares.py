"""Shares of respondents, as fractions from 0 to 1, and those at either end of the scale."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.clusters import effective_n
from cjm_widgets.measures.differences import newcombe_interval, two_proportion_p
from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.histograms import Design, Histograms
from cjm_widgets.measures.intervals import Array, Mask, Whole, wilson_interval
from cjm_widgets.measures.measure import Comparison, Measure, Scale, Unit, percent


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
