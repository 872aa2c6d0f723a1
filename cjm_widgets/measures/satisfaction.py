"""Customer satisfaction and effort: either a mean or a share, and each says which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.averages import Mean
from cjm_widgets.measures.measure import KindChoice, Measure, Scale
from cjm_widgets.measures.shares import TopBox


@dataclass(frozen=True)
class CustomerSatisfaction(KindChoice):
    """How satisfied customers are; see `csat`."""

    maker: ClassVar[str] = "csat"
    kinds: ClassVar[dict[str, Callable[[float], Measure]]] = {
        "top2": lambda level: TopBox(level, 2),
        "mean": Mean,
    }

    kind: str = "top2"


@dataclass(frozen=True)
class CustomerEffort(KindChoice):
    """How easy something was for customers; see `ces`."""

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
    """Customer satisfaction: the share of the two highest scores, or the mean.

    Parameters
    ----------
    kind
        ``"top2"`` (default) is the share of satisfied respondents as `top_box`, 0 to 1; ``"mean"`` the
        mean score as `mean`. Interval and weights as there.
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
    >>> import cjm_widgets as cjm
    >>> cjm.csat().method(weighted=False), cjm.csat(kind="mean").method(weighted=False)
    ('CSAT as top-2 box, Wilson 95 %', 'CSAT as mean, t 95 %')
    """
    return CustomerSatisfaction(level, kind)


def ces(kind: str = "mean", level: float = 0.95) -> CustomerEffort:
    """The customer effort score: the mean, or the share who agree that it was easy.

    For the statement "made it easy for me", where more is easier; answers to "how much effort" run the
    other way and must be reversed first.

    Parameters
    ----------
    kind
        ``"mean"`` (default) is the mean score as `mean`; ``"top3"`` the share of 5, 6 and 7 of answers
        from 1 to 7 as `top_box`, 0 to 1. Interval and weights as there.
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
    >>> import cjm_widgets as cjm
    >>> cjm.ces().label, cjm.ces(kind="top3").method(weighted=False)
    ('CES, mean', 'CES as top-3 box, Wilson 95 %')
    """
    return CustomerEffort(level, kind)
