"""Satisfaction and effort: names that stand for either a mean or a share, so each says which it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from cjm_widgets.document.errors import MeasureError, check_choice
from cjm_widgets.measures.averages import Mean
from cjm_widgets.measures.measure import Comparison, Measure, Scale, Unit
from cjm_widgets.measures.shares import TopBox
from cjm_widgets.statistics.arrays import Array, Whole
from cjm_widgets.statistics.histograms import Design, Histograms


@dataclass(frozen=True)
class Either(Measure):
    """A name for one of several measures.

    Parameters
    ----------
    kind
        Which of them.
    """

    kinds: ClassVar[dict[str, Callable[[float], Measure]]]

    kind: str = "mean"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_choice("kind", self.kind, self.kinds)

    @property
    def which(self) -> Measure:
        """The measure it stands for."""
        return self.kinds[self.kind](self.level)

    @property
    def unit(self) -> Unit:
        return self.which.unit

    @property
    def label(self) -> str:
        label = self.which.label
        return f"{self.maker.upper()}, {label[0].lower()}{label[1:]}"

    def _method(self, design: Design) -> str:
        return f"{self.maker.upper()} as {self.which._method(design)}"

    def axis(self, scale: Scale) -> Scale:
        return self.which.axis(scale)

    def require(self, scale: Scale) -> None:
        self.which.require(scale)

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        return self.which._estimate(cells, scale, n)

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        return self.which._compare(a, b, scale, test, level)


@dataclass(frozen=True)
class CustomerSatisfaction(Either):
    """How satisfied; see `csat`."""

    maker: ClassVar[str] = "csat"
    kinds: ClassVar[dict[str, Callable[[float], Measure]]] = {
        "top2": lambda level: TopBox(level, 2),
        "mean": Mean,
    }

    kind: str = "top2"


@dataclass(frozen=True)
class CustomerEffort(Either):
    """How easy; see `ces`."""

    maker: ClassVar[str] = "ces"
    kinds: ClassVar[dict[str, Callable[[float], Measure]]] = {
        "mean": Mean,
        "top3": lambda level: TopBox(level, 3),
    }

    kind: str = "mean"

    def require(self, scale: Scale) -> None:
        super().require(scale)
        if self.kind == "top3" and scale != (1, 7):
            raise MeasureError(
                f"ces(kind='top3') counts 5 to 7 of answers from 1 to 7, and this source's scale is "
                f"{scale[0]:g} to {scale[1]:g}; ces(kind='mean') suits it"
            )


def csat(kind: str = "top2", level: float = 0.95) -> CustomerSatisfaction:
    """Customer satisfaction: the share of the two highest scores, or the mean, and it says which.

    Parameters
    ----------
    kind
        ``"top2"`` (default) is the share of satisfied respondents as `top_box`, 0 to 1; ``"mean"`` the
        mean score as `mean`. Interval and weights as theirs.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When an option makes no sense.

    References
    ----------
    Bendle, Farris, Pfeifer and Reibstein (2020), "Marketing Metrics", on customer satisfaction: both the
    mean rating and the share of the two highest are in use.

    Examples
    --------
    >>> csat().method(weighted=False), csat(kind="mean").method(weighted=False)
    ('CSAT as top-2 box, Wilson 95 %', 'CSAT as mean, t 95 %')
    """
    return CustomerSatisfaction(level, kind)


def ces(kind: str = "mean", level: float = 0.95) -> CustomerEffort:
    """The customer effort score: the mean, or the share who agree that it was easy, and it says which.

    For the statement "made it easy for me", where more is easier; answers to "how much effort" run the
    other way and have to be turned round first.

    Parameters
    ----------
    kind
        ``"mean"`` (default) is the mean score as `mean`; ``"top3"`` the share of 5, 6 and 7 of answers
        from 1 to 7 as `top_box`, 0 to 1. Interval and weights as theirs.
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When an option makes no sense, or, on estimating, ``"top3"`` meets a scale other than 1 to 7.

    References
    ----------
    Dixon, Toman and DeLisi (2013), "The Effortless Experience", on version 2.0 of the score.

    Examples
    --------
    >>> ces().label, ces(kind="top3").method(weighted=False)
    ('CES, mean', 'CES as top-3 box, Wilson 95 %')
    """
    return CustomerEffort(level, kind)
