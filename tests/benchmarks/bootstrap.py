"""A bootstrap interval of a joined survey, as a ratio to one that resamples the rows, side by side.

Both draw as many samples as there are respondents.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

import cjm_widgets as cjm
from tests.benchmarks.bind import best_ratio

RESPONDENTS = 2_000
BUDGETS = {"bootstrap from counts / resampling rows": 1 / 20}


def measure(respondents: int = RESPONDENTS) -> dict[str, float]:
    """The ratio for one stage with this many respondents, answering from 0 to 10."""
    random = np.random.default_rng(2017)
    rows = random.integers(0, 11, respondents)
    journey = cjm.Journey(["Wait"])
    nps = cjm.nps(interval="bootstrap", draws=respondents)
    journey.join(pd.DataFrame({"score": rows}), columns={"score": "Wait"}, scale=(0, 10), measures=nps)
    assert journey.measures["low"].notna().all()

    def resample() -> None:
        samples = rows[random.integers(0, respondents, (respondents, respondents))]
        net = (samples >= 9).mean(axis=1) - (samples <= 6).mean(axis=1)
        np.quantile(net, [0.025, 0.975])

    return dict(zip(BUDGETS, [best_ratio(lambda: journey.measures, resample, 3, batch=10)], strict=True))
