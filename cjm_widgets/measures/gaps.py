"""The gap between what respondents expected and what they received, respondent by respondent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.averages import Mean, moments
from cjm_widgets.measures.measure import Comparison, Measure, Scale, Unit
from cjm_widgets.statistics.arrays import Array, Whole
from cjm_widgets.statistics.histograms import Design, Histograms
from cjm_widgets.statistics.intervals import t_interval


@dataclass(frozen=True)
class Gap(Measure):
    """Expected less received; see `gap`."""

    maker: ClassVar[str] = "gap"
    unit: ClassVar[Unit] = "score"

    @property
    def label(self) -> str:
        return "Gap"

    def _method(self, design: Design) -> str:
        return f"{design.of}gap, expected less received, paired {design.error}t {self._percent}"

    def axis(self, scale: Scale) -> Scale:
        return scale[0] - scale[1], scale[1] - scale[0]

    def own_counts(self, cells: Histograms) -> Histograms:
        """How many respondents had each gap; nobody where nobody was asked what they expected."""
        if cells.gaps is not None:
            return cells.gaps
        n = np.zeros((*cells.n.shape[:-1], 1), np.int64)
        return Histograms(np.zeros(1), n, withheld=cells.withheld)

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        one = moments(cells)
        return one.mean, *t_interval(one.mean, one.error, one.freedom, self.level)

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        means = Mean()._compare(a, b, scale, "welch", level)
        return replace(means, method=str(means.method).replace("means", "gaps"))


def gap(level: float = 0.95) -> Gap:
    """How far what respondents received falls short of what they expected, with the paired t interval.

    The mean over respondents of the expected score less the received one, of those who gave both: above zero
    where they received less than they expected. Of a stage with several questions the received score is each
    respondent's mean. ``journey.join(..., expected={stage: column})`` says where the expected scores are.
    With weights the error is linearised, in clusters cluster-robust, as for `mean`.

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
    Parasuraman, Zeithaml and Berry (1988), "SERVQUAL", Journal of Retailing 64, with the sign turned round;
    Student (1908), "The probable error of a mean", Biometrika 6, on pairs.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> rows = pd.DataFrame({"hoped": [5, 4, 5, 3] * 5, "was": [4, 4, 3, 2] * 5})
    >>> source = journey.join(
    ...     rows, columns={"was": "Wait"}, expected={"Wait": "hoped"}, scale=(1, 5), measures=cjm.gap()
    ... )
    >>> journey.measures[["measure", "n", "value", "low", "high"]].round(2)
      measure   n  value   low  high
    0     gap  20    1.0  0.66  1.34
    """
    return Gap(level)
