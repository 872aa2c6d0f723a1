"""What cannot be compared in pairs says so: shares of several answers, and gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm


@pytest.fixture
def journey() -> cjm.Journey:
    rng = np.random.default_rng(0)
    before = rng.integers(1, 5, 60)
    rows = pd.DataFrame(
        {
            "id": [*range(60)] * 2,
            "Q": [*before, *(before + rng.integers(0, 2, 60))],
            "R": rng.integers(1, 6, 120),
            "hoped": 5,
            "year": [1] * 60 + [2] * 60,
        }
    )
    one = cjm.Journey(["Wait"])
    one.join(
        rows,
        columns={"Q": "Wait", "R": "Wait"},
        scale=(1, 5),
        wave="year",
        respondent="id",
        expected={"Wait": "hoped"},
    )
    return one


def test_the_method_says_what_is_not_paired(journey: cjm.Journey) -> None:
    table = journey.compare(wave=True).set_index("measure")
    assert "respondents in both waves" in table.loc["mean", "method"]
    assert "not paired: pairs are known by their means only" in table.loc["top_box", "method"]
    assert "not paired: respondents in both waves taken for independent" in table.loc["gap", "method"]
    apart = journey.compare(wave=True, paired=False)
    assert not apart["method"].str.contains("paired").any()


def test_a_trend_says_of_whom_it_knows_several_waves(journey: cjm.Journey) -> None:
    tests = journey.trend().groupby("measure")["test"].first().to_dict()
    assert tests["mean"].endswith("respondents in several waves")
    assert tests["gap"] == "Welch"
