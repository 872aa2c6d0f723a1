"""What a measure is: a number estimated from counts for all cells at once, and the name of its method.

`Measure` is the base; `IntervalChoice` and `KindChoice` are for measures that leave one thing to choose.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
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
_DRAWS = 100, 100_000
TESTS = ("welch", "mann_whitney")


@dataclass(frozen=True)
class Estimates:
    """A measure of each cell: respondents, value and interval, ``NaN`` where there is none.

    A cell that is ``withheld`` has ``n`` 0 and no value: its respondents are too few to publish, or would
    give away another cell's.
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
    """What it measures: scores on a scale, amounts, which have no scale, or both."""

    level: float = 0.95

    def __post_init__(self) -> None:
        check_level(self.level)

    @property
    @abstractmethod
    def unit(self) -> Unit:
        """What the value is counted in."""

    @cached_property
    def options(self) -> dict[str, bool | int | float | str]:
        """The options that differ from their defaults, by name."""
        values = {option.name: (getattr(self, option.name), option.default) for option in fields(self)}
        return {name: value for name, (value, default) in sorted(values.items()) if value != default}

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
        """The name of the method, for a reader to cite.

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
        """The least and the greatest possible value on this scale."""

    def require(self, scale: Scale) -> None:  # noqa: B027  # most measures suit every scale
        """Raise `MeasureError` where the measure makes no sense on this scale."""

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
            When the measure makes no sense on this scale.
        """
        self.require(scale)
        n = cells.n.sum(axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            value, low, high = self._estimate(cells, scale, n)
        # An end equal to the value may come from another order of adding, and differ in the last bit.
        low, high = np.minimum(low, value), np.maximum(high, value)
        return Estimates(n, value, low, high, self.variant(cells), cells.withheld_cells)

    def compare(
        self, a: Histograms, b: Histograms, scale: Scale, test: str = "welch", level: float = 0.95
    ) -> Comparison:
        """Compare two groups, every cell at once.

        Means: Welch's interval and test with Hedges' g, or Mann and Whitney's test with Cliff's delta.
        Shares: Newcombe's interval and the z test of two proportions; the effect is the difference. Net
        shares: Wald's interval and test, adjusted unless the measure's own interval is Wald's, with Cliff's
        delta. Medians: Mann and Whitney's test, without an interval. In clusters the errors are
        cluster-robust. Clusters and respondents known to lie in both groups make the two estimates correlate,
        which is taken into account. Formulas and sources: `statistics.differences`, `statistics.intervals`
        and `statistics.overlap`.

        Parameters
        ----------
        a, b
            Counts of shape ``(..., values)``, with the same values.
        scale
            Lowest and highest score.
        test
            ``"welch"`` or ``"mann_whitney"``; only means offer the choice.
        level
            Confidence of the interval, between 0 and 1.

        Returns
        -------
        Comparison
            Of ``a`` less ``b``; arrays of shape ``(...)``, ``NaN`` where respondents are too few.

        Raises
        ------
        MeasureError
            When the measure or an option makes no sense here, or Mann and Whitney's test meets weights or
            clusters.
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
class IntervalChoice(Measure):
    """A measure with a choice of intervals, the bootstrap among them.

    Parameters
    ----------
    interval
        One of ``intervals``.
    draws
        How many samples the bootstrap draws, 100 to 100,000.
    seed
        The seed of its random numbers, a whole number from 0.
    """

    intervals: ClassVar[Iterable[str]]

    interval: str = "bootstrap"
    draws: int = field(default=2000, kw_only=True)
    seed: int = field(default=0, kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_choice("interval", self.interval, self.intervals)
        for option, least, most in (("draws", *_DRAWS), ("seed", 0, 2**53 - 1)):
            value = getattr(self, option)
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                raise MeasureError(
                    f"{option}= is a whole number from {least:,} to {most:,}, not {value!r}: "
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
    def _draws(self) -> str:
        """The end of the bootstrap's method: its confidence and its draws."""
        return f"{self._percent}, {self.draws:,} draws"

    def _percentiles(self, share: Array, n: Array, values: Array) -> tuple[Array, Array]:
        return bootstrap_interval(share, n, values, self.level, self.draws, self.seed)


@dataclass(frozen=True)
class KindChoice(Measure):
    """A name under which practice knows several measures, such as CSAT, so that it says which one it is.

    Parameters
    ----------
    kind
        One of ``kinds``.
    """

    kinds: ClassVar[dict[str, Callable[[float], Measure]]]

    kind: str = "mean"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_choice("kind", self.kind, self.kinds)

    @property
    def measure(self) -> Measure:
        """The measure of this kind."""
        return self.kinds[self.kind](self.level)

    @property
    def unit(self) -> Unit:
        return self.measure.unit

    @property
    def label(self) -> str:
        label = self.measure.label
        return f"{self.maker.upper()}, {label[0].lower()}{label[1:]}"

    def _method(self, design: Design) -> str:
        return f"{self.maker.upper()} as {self.measure._method(design)}"

    def axis(self, scale: Scale) -> Scale:
        return self.measure.axis(scale)

    def require(self, scale: Scale) -> None:
        self.measure.require(scale)

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        return self.measure._estimate(cells, scale, n)

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        return self.measure._compare(a, b, scale, test, level)


def check_suits(measure: Measure, amounts: bool) -> None:
    """Raise `MeasureError` for a measure of scores on amounts, or of amounts on scores."""
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
    """Raise `MeasureError` unless ``level`` is a number between 0 and 1."""
    number = isinstance(level, int | float) and not isinstance(level, bool)
    if not number or not 0 < level < 1:  # type: ignore[operator]  # a number, as just seen
        raise MeasureError(f"level= is a confidence between 0 and 1, such as 0.95, not {level!r}")


def percent(level: float) -> str:
    """A confidence as methods write it.

    Examples
    --------
    >>> percent(0.95), percent(0.995)
    ('95 %', '99.5 %')
    """
    return f"{level * 100:.6g} %"
