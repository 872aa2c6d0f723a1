"""A bootstrap interval drawn from counts, as a ratio to one that resamples the rows, side by side.

Both draw as many samples as there are respondents.
"""

from __future__ import annotations

import numpy as np

from cjm_widgets.measures.nets import nps
from cjm_widgets.statistics.histograms import Histograms
from tests.benchmarks.bind import best_ratio

RESPONDENTS = 2_000
BUDGETS = {"bootstrap from counts / resampling rows": 1 / 20}


def measure(respondents: int = RESPONDENTS) -> dict[str, float]:
    """The ratio for one cell of this many respondents, answering from 0 to 10."""
    random = np.random.default_rng(2017)
    rows = random.integers(0, 11, respondents)
    cells = Histograms(np.arange(11.0), np.bincount(rows, minlength=11))
    drawn = nps(interval="bootstrap", draws=respondents)
    drawn.estimate(cells, (0, 10))  # loads what is loaded on first use

    def resample() -> None:
        samples = rows[random.integers(0, respondents, (respondents, respondents))]
        net = (samples >= 9).mean(axis=1) - (samples <= 6).mean(axis=1)
        np.quantile(net, [0.025, 0.975])

    ratio = best_ratio(lambda: drawn.estimate(cells, (0, 10)), resample, 3, batch=10)
    return dict(zip(BUDGETS, [ratio], strict=True))
