"""What a measure is: a number estimated from counts, all cells at once, that says which variant it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import ClassVar, Literal

import numpy as np

from cjm_widgets.document.errors import MeasureError, check_choice
from cjm_widgets.document.model import Unit as Unit
from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.histograms import Design, Histograms
from cjm_widgets.statistics.intervals import bootstrap_interval

Scale = tuple[float, float]
Suits = Literal["scores", "amounts", "both"]
_FEWEST, _MOST = 100, 100_000
TESTS = ("welch", "mann_whitney")


@dataclass(frozen=True)
class Estimates:
    """A measure of each cell: respondents, value and interval, ``NaN`` where there is none.

    A cell that is ``withheld`` has ``n`` 0 and no value: its respondents are too few to be told, or would
    give away those of another cell.
    """

    n: Whole
    value: Array
    low: Array
    high: Array
    method: str
    withheld: Mask


@dataclass(frozen=True)
class Comparison:
    """How two groups differ, cell by cell: the difference with its interval, a p-value, an effect size."""

    difference: Array
    low: Array
    high: Array
    test: str
    p: Array
    effect: Array
    effect_name: str
    method: str


@dataclass(frozen=True)
class Measure(ABC):
    """A number per cell of a map, with an interval.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.
    """

    maker: ClassVar[str]
    suits: ClassVar[Suits] = "scores"
    """What it is a measure of: scores on a scale, amounts, which have none, or either."""

    level: float = 0.95

    def __post_init__(self) -> None:
        check_level(self.level)

    @property
    @abstractmethod
    def unit(self) -> Unit:
        """What the value is counted in."""

    @cached_property
    def options(self) -> dict[str, bool | int | float | str]:
        """What differs from the default."""
        given = {option.name: (getattr(self, option.name), option.default) for option in fields(self)}
        return {name: value for name, (value, default) in sorted(given.items()) if value != default}

    @cached_property
    def name(self) -> str:
        """The maker's name, with the options that differ from the default."""
        options = ", ".join(f"{name}={value!r}" for name, value in self.options.items())
        return f"{self.maker}({options})" if options else self.maker

    @property
    @abstractmethod
    def label(self) -> str:
        """The name readers see."""

    def method(self, weighted: bool, clustered: bool = False) -> str:
        """Which variant it is, for a reader to cite.

        Parameters
        ----------
        weighted, clustered
            Whether respondents have weights, and whether they answered in clusters.
        """
        return self._method(Design(weighted, clustered))

    def variant(self, cells: Histograms) -> str:
        """Which variant it is of these counts, for a reader to cite."""
        return self._method(cells.design)

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
        # An end that is the value itself may have been added up in another order, and be off by a last bit.
        low, high = np.minimum(low, value), np.maximum(high, value)
        return Estimates(n, value, low, high, self.variant(cells), cells.untold)

    def compare(
        self, a: Histograms, b: Histograms, scale: Scale, test: str = "welch", level: float = 0.95
    ) -> Comparison:
        """Compare two independent groups, every cell at once.

        Means differ by Welch's interval and test, in Hedges' g, or by Mann and Whitney's test, in Cliff's
        delta. Shares differ by Newcombe's interval and the z test of two proportions, in points; net
        shares by Wald's interval and test, adjusted unless the measure is unadjusted itself, in Cliff's
        delta; medians by Mann and Whitney's test, without an interval. Where respondents answered in clusters
        the errors are cluster-robust; what clusters in both groups have in common is left out, which is
        cautious where people in a cluster agree. Formulas and sources: `differences`,
        `net_intervals`, `ranks`.

        Parameters
        ----------
        a, b
            Counts of shape ``(..., values)``, with the same values.
        scale
            Lowest and highest score.
        test
            ``"welch"`` or ``"mann_whitney"``; only means have the choice.
        level
            Confidence of the interval, between 0 and 1.

        Returns
        -------
        Comparison
            Of ``a`` less ``b``; arrays of shape ``(...)``, ``NaN`` where respondents are too few.

        Raises
        ------
        MeasureError
            When the measure means nothing on this scale, an option makes no sense, or Mann and Whitney's
            test meets weights, for which there is none.
        """
        check_choice("test", test, TESTS)
        check_level(level)
        self.require(scale)
        with np.errstate(divide="ignore", invalid="ignore"):
            return self._compare(a, b, scale, test, level)

    @abstractmethod
    def _method(self, design: Design) -> str: ...

    @abstractmethod
    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison: ...

    @abstractmethod
    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]: ...

    @property
    def _percent(self) -> str:
        return percent(self.level)


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


def check_suits(measure: Measure, amounts: bool) -> None:
    """Raise `MeasureError` for a measure of scores where there are amounts, or the other way round."""
    if amounts and measure.suits == "scores":
        raise MeasureError(
            f"{measure.name} is of scores on a scale, and these columns hold amounts; "
            "total, rate, money, mean and median suit them"
        )
    if not amounts and measure.suits == "amounts":
        raise MeasureError(
            f"{measure.name} is of amounts, and these columns hold scores on a scale; join the amounts by "
            "themselves, without scale="
        )


def check_level(level: object) -> None:
    """Raise `MeasureError` for what is no confidence between 0 and 1."""
    number = isinstance(level, int | float) and not isinstance(level, bool)
    if not number or not 0 < level < 1:  # type: ignore[operator]  # a number, as just seen
        raise MeasureError(f"level= is a confidence between 0 and 1, such as 0.95, not {level!r}")


def percent(level: float) -> str:
    """A confidence as methods print it.

    Examples
    --------
    >>> percent(0.95), percent(0.995)
    ('95 %', '99.5 %')
    """
    return f"{level * 100:.6g} %"
