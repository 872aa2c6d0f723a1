"""What a measure is: a number estimated from counts, all cells at once, that says which variant it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal

import numpy as np

from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import Array

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
