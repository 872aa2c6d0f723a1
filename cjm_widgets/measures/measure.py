"""What a measure is: a number estimated from counts for all cells at once, and the name of its method.

`Measure` is the base; `IntervalChoice` and `KindChoice` are for measures that leave one thing to choose.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, ClassVar, Literal

import numpy as np

from cjm_widgets.document.errors import MeasureError, check_choice, check_level
from cjm_widgets.document.model import Unit as Unit
from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.differences import rank_obstacle
from cjm_widgets.statistics.histograms import Design, Histograms, dominated, varies
from cjm_widgets.statistics.intervals import bootstrap_interval, kish_n

Scale = tuple[float, float]
Texts = np.ndarray[Any, np.dtype[np.object_]]
Suits = Literal["scores", "amounts", "both", "mentions", "events"]
_DRAWS = 100, 100_000
_SLACK = 1e-12
"""The relative error that rounding may leave in the ends of an interval."""
TESTS = ("welch", "mann_whitney")
UNBOUNDED = ("amount", "minutes")
"""Units of values that no scale bounds."""


@dataclass(frozen=True)
class Estimates:
    """A measure of each cell: respondents, value and interval, ``NaN`` where there is none.

    A cell that is ``withheld`` has ``n`` 0 and no value: its respondents are too few to publish, or would
    give away another cell's. ``method`` is the text of each cell: which variant it is, where its interval was
    cut, and why it has none.
    """

    n: Whole
    value: Array
    low: Array
    high: Array
    method: Texts
    withheld: Mask


@dataclass(frozen=True)
class Comparison:
    """How two groups differ, cell by cell: the difference with its interval, a p-value, an effect size.

    ``method`` is the text of each cell, which says why there is no test.
    """

    difference: Array
    low: Array
    high: Array
    test: str
    p: Array
    effect: Array
    effect_name: str
    method: Texts | str


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
    """What it measures: scores on a scale, amounts, which have no scale, both of these, mentions, or
    events."""

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
    def options_text(self) -> str:
        """The options that differ from their defaults, as a frame has them: ``"boxes=1, level=0.9"``."""
        return ", ".join(f"{name}={value!r}" for name, value in self.options.items())

    @cached_property
    def name(self) -> str:
        """The maker's name, with the options that differ from the default."""
        return full_name(self.maker, self.options_text)

    @property
    @abstractmethod
    def label(self) -> str:
        """The name readers see."""

    @property
    def averages_shares(self) -> bool:
        """Whether, of several answers, it takes each respondent's share in place of the mean."""
        return False

    @property
    def may_have_no_width(self) -> bool:
        """Whether an interval may be a single number though answers vary."""
        return False

    def method(self, weighted: bool, clustered: bool = False) -> str:
        """The name of the method, for a reader to cite.

        Parameters
        ----------
        weighted, clustered
            Whether respondents have weights, and whether they answered in clusters.
        """
        return self._method(Design(weighted, clustered))

    def variant(self, cells: Histograms, questions: int | None = None) -> str:
        """Which variant it is of these counts, for a reader to cite.

        Parameters
        ----------
        cells
            The counts.
        questions
            Over how many questions shares are averaged; see `Design`.
        """
        return self._method(cells.design._replace(questions=questions))

    def variants(self, cells: Histograms) -> Texts:
        """Which variant it is at each cell."""
        texts = np.full(cells.n.shape[:-1], self.variant(cells), object)
        answers = cells.answers
        if answers is not None and self.averages_shares:
            for questions in np.unique(answers.questions[answers.several]).tolist():
                own = answers.several & (answers.questions == questions)
                texts[own] = self.variant(cells, questions)
        return texts

    @abstractmethod
    def axis(self, scale: Scale) -> Scale:
        """The least and the greatest possible value on this scale."""

    def own_counts(self, cells: Histograms) -> Histograms:
        """Of the counts of cells those that it is estimated from, of the same respondents."""
        return cells

    def require(self, scale: Scale) -> None:  # noqa: B027  # most measures suit every scale
        """Raise `MeasureError` where the measure makes no sense on this scale."""

    def estimate(self, cells: Histograms, scale: Scale, *, bounded: bool = True) -> Estimates:
        """Estimate every cell.

        Parameters
        ----------
        cells
            Counts of shape ``(..., values)``.
        scale
            Lowest and highest score.
        bounded
            Whether no score can be beyond the scale, so that intervals are cut there. The range of amounts is
            no such scale.

        Returns
        -------
        Estimates
            Arrays of shape ``(...)``. There is no interval where nothing varies, where a few weights
            dominate, or where respondents are too few for one; the method says so.

        Raises
        ------
        MeasureError
            When the measure makes no sense on this scale.
        """
        self.require(scale)
        cells = self.own_counts(cells)
        n, withheld = cells.n.sum(axis=-1), cells.withheld_cells
        if cells.answers is not None and self.averages_shares:
            withheld = withheld | (cells.answers.withheld & cells.answers.several)
        with np.errstate(divide="ignore", invalid="ignore"):
            value, low, high = (np.where(withheld, np.nan, each) for each in self._estimate(cells, scale, n))
        # An end equal to the value may come from another order of adding, and differ in the last bit.
        low, high = np.minimum(low, value), np.maximum(high, value)
        method = self.variants(cells)
        low, high = self._without_empty(cells, value, low, high, method)
        if bounded and self.unit not in UNBOUNDED:
            low, high = _cut(low, high, self.axis(scale), method)
        n = np.where(withheld, 0, n)
        # A single cell has numbers, not arrays of none.
        return Estimates(n[()], value[()], low[()], high[()], method[()], withheld)

    def _without_empty(
        self, cells: Histograms, value: Array, low: Array, high: Array, method: Texts
    ) -> tuple[Array, Array]:
        """The intervals without those that would say nothing; writes into the methods why there is none."""
        n, width = cells.n.sum(axis=-1), high - low
        extent = np.abs(low) + np.abs(high) + 1
        no_width = width <= _SLACK * extent
        if self.may_have_no_width:
            no_width &= ~varies(cells)
        few = dominated(cells)
        none = (n > 0) & (no_width | few | np.isnan(width))
        for place in np.argwhere(none & ~cells.withheld_cells):
            at = tuple(place)
            method[at] += f", {self._why_empty(cells.cell(*at), value[at])}"
        return np.where(none, np.nan, low), np.where(none, np.nan, high)

    def _why_empty(self, cell: Histograms, value: float) -> str:
        """Why one cell with respondents has no interval."""
        n, several = int(cell.n.sum()), cell.answers is not None and bool(cell.answers.several)
        if np.isnan(value):
            return "no number: every weight is zero"
        if dominated(cell):
            weights, squares = (each.sum() for each in cell.sums)
            return f"no interval: few weights dominate, as if {kish_n(weights, squares):.2g} had answered"
        if n == 1:
            return "no interval: a single answer"
        if cell.clusters is not None and cell.clusters.n <= 1:
            return "no interval: one cluster"
        if not varies(cell):
            return f"no interval: all {n:,} gave {cell.values[cell.n > 0][0]:g}"
        if several and self.averages_shares and np.isnan(cell.answers.products).any():  # type: ignore[union-attr]  # `several` says so
            return "no interval: too many different answers"
        return f"no interval: {self._too_few(n)}"

    def _too_few(self, n: int) -> str:
        """Why there is no interval though answers differ."""
        return f"nothing varies among {n:,}"

    def compare(
        self,
        a: Histograms,
        b: Histograms,
        scale: Scale,
        test: str = "welch",
        level: float = 0.95,
        *,
        bounded: bool = True,
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
        bounded
            As for `estimate`: no difference is beyond the length of the scale.

        Returns
        -------
        Comparison
            Of ``a`` less ``b``; arrays of shape ``(...)``. ``NaN`` where there is no test, as with too few
            respondents, or as Mann and Whitney's with weights or clusters; the method says why.

        Raises
        ------
        MeasureError
            When the measure or an option makes no sense here.
        """
        check_choice("test", test, TESTS)
        check_level(level)
        self.require(scale)
        a, b = self.own_counts(a), self.own_counts(b)
        with np.errstate(divide="ignore", invalid="ignore"):
            result = self._compare(a, b, scale, test, level)
        method = np.full(np.shape(result.p), "", object)
        method[...] = result.method
        few = dominated(a) | dominated(b)
        p = np.where(few, np.nan, result.p)
        none = few | (result.high - result.low <= _SLACK * (np.abs(result.low) + np.abs(result.high) + 1))
        low, high = np.where(none, np.nan, result.low), np.where(none, np.nan, result.high)
        if bounded and self.unit not in UNBOUNDED:
            least, most = self.axis(scale)
            low, high = _cut(low, high, (least - most, most - least), method)
        empty = np.isnan(p) & ~(a.withheld_cells | b.withheld_cells)
        for place in np.argwhere(empty & ~np.isnan(result.difference)):
            at = tuple(place)
            method[at] += f", no test: {self._why_no_test(a.cell(*at), b.cell(*at), test)}"
        return replace(result, low=low[()], high=high[()], p=p[()], method=method[()])

    def _why_no_test(self, a: Histograms, b: Histograms, test: str) -> str:
        """Why there is no test of two cells with respondents."""
        if dominated(a) or dominated(b):
            return "few weights dominate"
        obstacle = rank_obstacle(a, b) if self._by_ranks(test) else ""
        if obstacle:
            return obstacle
        if not (varies(a) or varies(b)):
            return "neither group varies"
        if a.clusters is not None and b.clusters is not None and min(a.clusters.n, b.clusters.n) <= 1:
            return "one cluster in a group"
        if min(a.n.sum(), b.n.sum()) < 2:
            return "a single answer in a group"
        return "neither group varies"

    def _by_ranks(self, test: str) -> bool:
        """Whether the test compares ranks."""
        return False

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

    @property
    def averages_shares(self) -> bool:
        return self.measure.averages_shares

    @property
    def may_have_no_width(self) -> bool:
        return self.measure.may_have_no_width

    def _too_few(self, n: int) -> str:
        return self.measure._too_few(n)

    def _by_ranks(self, test: str) -> bool:
        return self.measure._by_ranks(test)

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


def _cut(low: Array, high: Array, bounds: Scale, method: Texts) -> tuple[Array, Array]:
    """Intervals cut at the ends of a scale; writes into the methods which were."""
    slack = _SLACK * (abs(bounds[0]) + abs(bounds[1]))
    method[(low < bounds[0] - slack) | (high > bounds[1] + slack)] += ", cut at the ends of the scale"
    return np.maximum(low, bounds[0]), np.minimum(high, bounds[1])


def full_name(maker: str, options: str) -> str:
    """The name of a measure, from the two columns that frames have of it.

    Examples
    --------
    >>> full_name("top_box", "boxes=1"), full_name("mean", "")
    ('top_box(boxes=1)', 'mean')
    """
    return f"{maker}({options})" if options else maker


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


def percent(level: float) -> str:
    """A confidence as methods write it.

    Examples
    --------
    >>> percent(0.95), percent(0.995)
    ('95 %', '99.5 %')
    """
    return f"{level * 100:.6g} %"
