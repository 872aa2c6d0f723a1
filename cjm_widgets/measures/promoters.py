"""The net promoter score, of customers and of employees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import Array, Mask
from cjm_widgets.measures.measure import Scale
from cjm_widgets.measures.nets import Net


@dataclass(frozen=True)
class NetPromoterScore(Net):
    """Promoters less detractors; see `nps`."""

    maker: ClassVar[str] = "nps"

    @property
    def label(self) -> str:
        return "NPS"

    def require(self, scale: Scale) -> None:
        if scale != (0, 10):
            raise MeasureError(
                f"{self.maker} needs answers from 0 to 10, and this source's scale is {scale[0]:g} to "
                f"{scale[1]:g}; mean, top_box or net_box suit it"
            )

    def _sides(self, values: Array, scale: Scale) -> tuple[Mask, Mask]:
        return values >= 9, values <= 6


@dataclass(frozen=True)
class EmployeeNetPromoterScore(NetPromoterScore):
    """The same of employees; see `enps`."""

    maker: ClassVar[str] = "enps"

    @property
    def label(self) -> str:
        return "eNPS"


def nps(
    interval: str = "adjusted_wald", level: float = 0.95, *, draws: int = 2000, seed: int = 0
) -> NetPromoterScore:
    """The net promoter score, -100 to 100, with its interval.

    Of answers from 0 to 10, promoters give 9 or more and detractors 6 or less; what lies between, a
    respondent's mean of 6.5 or 8.5 included, is passive. With weights: weighted shares, and the interval
    at Kish's effective number of respondents; in clusters, at the number that `effective_n` gives. The
    bootstrap draws as many.

    Parameters
    ----------
    interval
        ``"adjusted_wald"`` (default) holds its confidence from few answers on, and may then reach beyond
        100; ``"score"`` does so too and stays within -100 to 100; ``"wald"`` is the textbook formula, too
        narrow for few answers, and so is ``"bootstrap"``, the percentiles of scores drawn from the counts.
    level
        Confidence of the interval, between 0 and 1.
    draws, seed
        The bootstrap's samples, 100 to 100,000, and where its random numbers start.

    Raises
    ------
    MeasureError
        When an option makes no sense, or, on estimating, the scale is not 0 to 10.

    References
    ----------
    Reichheld (2003), "The one number you need to grow", Harvard Business Review 81; Rocks (2016),
    "Interval estimation for the net promoter score", The American Statistician 70; Tango (1998),
    Statistics in Medicine 17 (score); Efron and Tibshirani (1993), "An Introduction to the Bootstrap".

    Examples
    --------
    >>> import numpy as np
    >>> from cjm_widgets.measures import Histograms
    >>> cells = Histograms(np.array([3.0, 7.0, 10.0]), np.array([1, 2, 3]))
    >>> round(float(nps().estimate(cells, scale=(0, 10)).value), 2)
    33.33
    >>> nps(interval="score").method(weighted=False)
    'NPS, score 95 %'
    >>> nps(interval="bootstrap").method(weighted=False)
    'NPS, percentile bootstrap 95 %, 2,000 draws'
    """
    return NetPromoterScore(level, interval, draws=draws, seed=seed)


def enps(
    interval: str = "adjusted_wald", level: float = 0.95, *, draws: int = 2000, seed: int = 0
) -> EmployeeNetPromoterScore:
    """The net promoter score of employees: `nps` under its own name, so that the two are never mixed up.

    Parameters
    ----------
    interval, level, draws, seed
        As for `nps`.

    Raises
    ------
    MeasureError
        As for `nps`.

    Examples
    --------
    >>> enps().label, enps().method(weighted=False)
    ('eNPS', 'eNPS, adjusted Wald 95 %')
    """
    return EmployeeNetPromoterScore(level, interval, draws=draws, seed=seed)
