"""The net promoter score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import Array, adjusted_wald_interval, kish_n
from cjm_widgets.measures.measure import Histograms, Measure, Scale, Unit, Whole


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
    >>> import numpy as np
    >>> cells = Histograms(np.array([3.0, 7.0, 10.0]), np.array([1, 2, 3]))
    >>> round(float(nps().estimate(cells, scale=(0, 10)).value), 2)
    33.33
    """
    return NetPromoterScore(level)
