"""Measures: numbers estimated from counts, all cells at once, each saying which variant it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal

import numpy as np

from cjm_widgets.document import model
from cjm_widgets.document.errors import listing, unknown
from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import (
    Array,
    adjusted_wald_interval,
    kish_n,
    t_interval,
    wilson_interval,
)

Scale = tuple[float, float]
Unit = Literal["score", "share", "nps"]
Whole = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Histograms:
    """How many respondents gave each value, for any number of cells at once.

    Parameters
    ----------
    values
        Scores, shape ``(..., values)``, to broadcast with ``n``; any finite number where ``n`` is zero.
    n
        Respondents, shape ``(..., values)``.
    weights, weights_squared
        Sums of their weights and of the squares, same shape; ``None`` without weights.
    """

    values: Array
    n: Whole
    weights: Array | None = None
    weights_squared: Array | None = None

    @property
    def sums(self) -> tuple[Array, Array]:
        """Weights and their squares; those of one each, where there are none."""
        if self.weights is None or self.weights_squared is None:
            ones = self.n.astype(np.float64)
            return ones, ones
        return self.weights, self.weights_squared


@dataclass(frozen=True)
class Estimates:
    """A measure of each cell: respondents, value and interval, ``NaN`` where there is none."""

    n: Whole
    value: Array
    low: Array
    high: Array
    method: str


@dataclass(frozen=True)
class Measure(ABC):
    """A number per cell of a map, with an interval.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.
    """

    kind: ClassVar[str]
    unit: ClassVar[Unit]

    level: float = 0.95

    def __post_init__(self) -> None:
        number = isinstance(self.level, int | float) and not isinstance(self.level, bool)
        if not number or not 0 < self.level < 1:
            raise MeasureError(f"level= is a confidence between 0 and 1, such as 0.95, not {self.level!r}")

    @property
    def options(self) -> dict[str, bool | int | float | str]:
        """What differs from the default."""
        given = {option.name: (getattr(self, option.name), option.default) for option in fields(self)}
        return {name: value for name, (value, default) in sorted(given.items()) if value != default}

    @property
    def name(self) -> str:
        """The maker's name, with the options that differ from the default."""
        options = ", ".join(f"{name}={value!r}" for name, value in self.options.items())
        return f"{self.kind}({options})" if options else self.kind

    @property
    @abstractmethod
    def label(self) -> str:
        """The name readers see."""

    @abstractmethod
    def method(self, weighted: bool) -> str:
        """Which variant it is, for a reader to cite."""

    @abstractmethod
    def axis(self, scale: Scale) -> Scale:
        """The least and the greatest value there can be on this scale."""

    def require(self, scale: Scale) -> None:  # noqa: B027  # most measures suit every scale
        """Raise `MeasureError` where the measure means nothing on this scale."""

    def estimate(self, cells: Histograms, scale: Scale) -> Estimates:
        """Estimate every cell.

        Parameters
        ----------
        cells
            Counts of shape ``(..., values)``.
        scale
            Lowest and highest score.

        Returns
        -------
        Estimates
            Arrays of shape ``(...)``.

        Raises
        ------
        MeasureError
            When the measure means nothing on this scale.
        """
        self.require(scale)
        n = cells.n.sum(axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            value, low, high = self._estimate(cells, scale, n)
        return Estimates(n, value, low, high, self.method(cells.weights is not None))

    @abstractmethod
    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]: ...

    @property
    def _percent(self) -> str:
        return f"{self.level * 100:.6g} %"


@dataclass(frozen=True)
class Mean(Measure):
    """The arithmetic mean; see `mean`."""

    kind: ClassVar[str] = "mean"
    unit: ClassVar[Unit] = "score"

    @property
    def label(self) -> str:
        return "Mean"

    def method(self, weighted: bool) -> str:
        return f"weighted mean, linearised t {self._percent}" if weighted else f"mean, t {self._percent}"

    def axis(self, scale: Scale) -> Scale:
        return scale

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        weights, squares = cells.sums
        total = weights.sum(axis=-1)
        mean = (weights * cells.values).sum(axis=-1) / total
        spread = (squares * (cells.values - mean[..., np.newaxis]) ** 2).sum(axis=-1)
        error = np.sqrt(spread * n / (n - 1)) / total
        return mean, *t_interval(mean, error, n.astype(np.float64) - 1, self.level)


@dataclass(frozen=True)
class TopBox(Measure):
    """The share of the highest scores; see `top_box`."""

    kind: ClassVar[str] = "top_box"
    unit: ClassVar[Unit] = "share"

    boxes: int = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.boxes, int) or isinstance(self.boxes, bool) or self.boxes < 1:
            raise MeasureError(f"boxes= is how many scores count from the top, 1 or more, not {self.boxes!r}")

    @property
    def label(self) -> str:
        return "Top box" if self.boxes == 1 else f"Top-{self.boxes} box"

    def method(self, weighted: bool) -> str:
        label = self.label.lower()
        return (
            f"weighted {label}, Wilson at Kish n {self._percent}"
            if weighted
            else f"{label}, Wilson {self._percent}"
        )

    def axis(self, scale: Scale) -> Scale:
        return 0.0, 1.0

    def require(self, scale: Scale) -> None:
        low, high = scale
        if self.boxes > high - low:
            raise MeasureError(
                f"boxes={self.boxes} would take in the whole scale {low:g} to {high:g}; "
                f"at most boxes={int(high - low)} says anything"
            )

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        weights, squares = cells.sums
        total = weights.sum(axis=-1)
        share = (weights * (cells.values >= scale[1] - self.boxes + 1)).sum(axis=-1) / total
        share = np.clip(share, 0, 1)
        return share, *wilson_interval(share, kish_n(total, squares.sum(axis=-1)), self.level)


@dataclass(frozen=True)
class NetPromoterScore(Measure):
    """Promoters less detractors; see `nps`."""

    kind: ClassVar[str] = "nps"
    unit: ClassVar[Unit] = "nps"

    @property
    def label(self) -> str:
        return "NPS"

    def method(self, weighted: bool) -> str:
        return (
            f"weighted NPS, adjusted Wald at Kish n {self._percent}"
            if weighted
            else f"NPS, adjusted Wald {self._percent}"
        )

    def axis(self, scale: Scale) -> Scale:
        return -100.0, 100.0

    def require(self, scale: Scale) -> None:
        if scale != (0, 10):
            raise MeasureError(
                f"nps needs answers from 0 to 10, and this source's scale is {scale[0]:g} to {scale[1]:g}; "
                "mean or top_box suit it"
            )

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        weights, squares = cells.sums
        total = weights.sum(axis=-1)
        promoters = (weights * (cells.values >= 9)).sum(axis=-1) / total
        detractors = (weights * (cells.values <= 6)).sum(axis=-1) / total
        effective = kish_n(total, squares.sum(axis=-1))
        low, high = adjusted_wald_interval(promoters, detractors, effective, self.level)
        return 100 * (promoters - detractors), 100 * low, 100 * high


_KINDS: dict[str, type[Measure]] = {one.kind: one for one in (Mean, TopBox, NetPromoterScore)}


def mean(level: float = 0.95) -> Mean:
    """The mean score, with Student's t interval.

    With weights: the weighted mean, its linearised standard error and a t interval on n - 1 degrees of
    freedom, as R's ``survey`` gives for independent respondents. A single respondent has no interval.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``level`` is no confidence.

    Examples
    --------
    >>> cells = Histograms(np.array([1.0, 2.0, 3.0]), np.array([1, 1, 1]))
    >>> mean().estimate(cells, scale=(1, 5)).value
    np.float64(2.0)
    """
    return Mean(level)


def top_box(boxes: int = 2, level: float = 0.95) -> TopBox:
    """The share of respondents at the top of the scale, with Wilson's interval.

    Counts every value of at least ``highest - boxes + 1``: on a scale of 1 to 5 with two boxes, 4 and up.
    A respondent whose mean over several questions is 4.5 is in, one with 3.9 is not. With weights:
    the weighted share, and Wilson's interval at Kish's effective number of respondents.

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

    Examples
    --------
    >>> top_box(boxes=1).name, top_box().method(weighted=False)
    ('top_box(boxes=1)', 'top-2 box, Wilson 95 %')
    """
    return TopBox(level, boxes)


def nps(level: float = 0.95) -> NetPromoterScore:
    """The net promoter score, -100 to 100, with the adjusted Wald interval.

    Of answers from 0 to 10, promoters give 9 or more and detractors 6 or less; what lies between, a
    respondent's mean of 6.5 or 8.5 included, is passive. With few answers the interval may reach beyond
    100. With weights: weighted shares, and the interval at Kish's effective number of respondents.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``level`` is no confidence, or, on estimating, the scale is not 0 to 10.

    Examples
    --------
    >>> cells = Histograms(np.array([3.0, 7.0, 10.0]), np.array([1, 2, 3]))
    >>> round(float(nps().estimate(cells, scale=(0, 10)).value), 2)
    33.33
    """
    return NetPromoterScore(level)


def to_stored(measure: Measure) -> model.Measure:
    """The measure as a document keeps it.

    Examples
    --------
    >>> to_stored(top_box(boxes=1))
    Measure(name='top_box', options={'boxes': 1})
    """
    return model.Measure(measure.kind, measure.options)


def from_stored(stored: model.Measure) -> Measure:
    """The measure that a document names.

    Raises
    ------
    UnknownNameError
        When there is no such measure; names the nearest.
    MeasureError
        When it has no such option.

    Examples
    --------
    >>> from_stored(model.Measure("nps"))
    NetPromoterScore(level=0.95)
    """
    if stored.name not in _KINDS:
        raise unknown("measure", stored.name, _KINDS)
    kind = _KINDS[stored.name]
    accepted = [option.name for option in fields(kind)]
    for option in stored.options:
        if option not in accepted:
            raise MeasureError(f"{stored.name} has no option {option!r}; it has {listing(accepted)}")
    return kind(**stored.options)  # type: ignore[arg-type]  # options are checked by __post_init__
