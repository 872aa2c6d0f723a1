"""Measures of amounts, which have no scale, such as revenue or minutes: rate, total and money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.averages import Mean, Median, moments, note_bins
from cjm_widgets.measures.measure import (
    Comparison,
    KindChoice,
    Measure,
    Scale,
    Suits,
    Unit,
    percent,
)
from cjm_widgets.measures.shares import Share
from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.differences import Moments, hedges_g, welch
from cjm_widgets.statistics.histograms import Design, Histograms


@dataclass(frozen=True)
class Rate(Share):
    """The share of amounts other than zero; see `rate`."""

    maker: ClassVar[str] = "rate"
    suits: ClassVar[Suits] = "amounts"

    @property
    def label(self) -> str:
        return "Rate"

    def _members(self, values: Array, scale: Scale) -> Mask:
        members: Mask = values != 0
        return members


@dataclass(frozen=True)
class Total(Measure):
    """The sum of amounts; see `total`.

    Parameters
    ----------
    of
        What the amounts are of, such as ``"EUR"``.
    """

    maker: ClassVar[str] = "total"
    suits: ClassVar[Suits] = "amounts"
    unit: ClassVar[Unit] = "amount"

    of: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_text("of", self.of)

    @property
    def label(self) -> str:
        return _label("Total", self.of)

    def _method(self, design: Design) -> str:
        return f"{design.of}total, {design.error}t of the mean {self._percent}"

    def axis(self, scale: Scale) -> Scale:
        return min(scale[0], 0.0), max(scale[1], 0.0)

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        total = cells.sums[0].sum(axis=-1)
        value, low, high = Mean(self.level)._estimate(cells, scale, n)
        return total * value, total * low, total * high

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        means = moments(a), moments(b)
        one, other = (
            Moments(mean.n, n * mean.mean, n**2 * mean.variance, n * mean.error, mean.error_freedom)
            for mean, n in zip(means, (cells.sums[0].sum(axis=-1) for cells in (a, b)), strict=True)
        )
        interval, design = welch(one, other, level), a.design
        return Comparison(
            difference=one.mean - other.mean,
            low=interval.low,
            high=interval.high,
            test=f"{design.error if design.clustered else design.of}Welch",
            p=interval.p,
            effect=hedges_g(*means),
            effect_name="Hedges' g of the means",
            method=f"difference of {design.of}totals, {design.error}Welch t {percent(level)}",
        )


@dataclass(frozen=True)
class Money(KindChoice):
    """The amount of a respondent; see `money`.

    Parameters
    ----------
    currency
        The currency of the amounts, such as ``"EUR"``.
    """

    maker: ClassVar[str] = "money"
    suits: ClassVar[Suits] = "amounts"
    unit: ClassVar[Unit] = "amount"
    kinds: ClassVar[dict[str, Callable[[float], Measure]]] = {"mean": Mean, "median": Median}

    currency: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_text("currency", self.currency)

    @property
    def label(self) -> str:
        return _label(f"{self.measure.label} amount", self.currency)

    def _method(self, design: Design) -> str:
        return f"amount as {self.measure._method(design)}"

    def axis(self, scale: Scale) -> Scale:
        return min(scale[0], 0.0), max(scale[1], 0.0)

    def variant(self, cells: Histograms, questions: int | None = None) -> str:
        variant = super().variant(cells, questions)
        return note_bins(variant, cells) if self.kind == "median" else variant


def rate(level: float = 0.95) -> Rate:
    """The share of respondents whose amount is not zero, with Wilson's interval: a conversion rate.

    For columns of 0 and 1, of true and false, or of amounts where zero means none. With weights and in
    clusters: as `top_box`. A shown segment also shows a count of ones below ``min_n``, as scores do.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``level`` is not between 0 and 1.

    References
    ----------
    Wilson (1927), JASA 22.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"spent": [0, 0, 0, 12.5] * 20})
    >>> source = journey.join(rows, columns={"spent": "Wait"}, measures=cjm.rate())
    >>> journey.measures[["n", "value", "low", "high", "method"]].round(2)
        n  value   low  high             method
    0  80   0.25  0.17  0.35  rate, Wilson 95 %
    """
    return Rate(level)


def total(of: str = "", level: float = 0.95) -> Total:
    """The sum of all respondents' amounts, with an interval for this number of respondents.

    The interval is that of the mean, times the number of respondents: it does not say how their number might
    differ. As of the mean of long-tailed amounts, simulated 95 % intervals contain the truth in only 56 to 88
    % of samples of 10 respondents, 60 to 93 % of 30 and 91 to 95 % of 300. With weights: the weighted sum,
    and the sum of weights for the number.

    Parameters
    ----------
    of
        What the amounts are of, such as ``"EUR"`` or ``"minutes"``, to label them.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When an option makes no sense.

    References
    ----------
    Cochran (1977), "Sampling Techniques", section 2.5, on totals; Student (1908), Biometrika 6.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"spent": [10, 20] * 20})
    >>> source = journey.join(rows, columns={"spent": "Wait"}, measures=cjm.total("EUR"))
    >>> journey.measures[["n", "value", "low", "high"]].round(1)
        n  value    low   high
    0  40  600.0  535.2  664.8
    >>> cjm.total("EUR").label
    'Total, EUR'
    """
    return Total(level, of)


def money(currency: str = "", kind: str = "mean", level: float = 0.95) -> Money:
    """The amount of one respondent, such as revenue: the mean, or the median.

    Parameters
    ----------
    currency
        The currency of the amounts, such as ``"EUR"``, to label them.
    kind
        ``"mean"`` (default) is the mean as `mean`, ``"median"`` the middle amount as `median`. Interval,
        weights and clusters as there. The mean is exact also where amounts are in bins; the median is then
        the mean of its bin, or interpolated in bins of 2 %, and its method says so.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When an option makes no sense.

    References
    ----------
    Student (1908), Biometrika 6; Conover (1999), "Practical Nonparametric Statistics", section 3.2.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"spent": [10, 20] * 20})
    >>> source = journey.join(rows, columns={"spent": "Wait"}, measures=cjm.money("EUR"))
    >>> journey.measures[["n", "value", "low", "high"]].round(1)
        n  value   low  high
    0  40   15.0  13.4  16.6
    >>> cjm.money("EUR").label, cjm.money("EUR", kind="median").method(weighted=False)
    ('Mean amount, EUR', 'amount as median, order statistics 95 %')
    """
    return Money(level, kind, currency)


def _label(label: str, of: str) -> str:
    return f"{label}, {of}" if of else label


def _check_text(option: str, value: object) -> None:
    if not isinstance(value, str) or len(value) > 40:
        raise MeasureError(f"{option}= is what amounts are of, as text such as 'EUR', not {value!r}")
