"""Dates become waves on the engine that has the rows, and respondents are paired, all as with pandas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from tests.unit.rows.engines import ENGINES, Holder, hold, spark

__all__ = ["hold", "spark"]  # fixtures

RANDOM = np.random.default_rng(4)
N = 40
ROWS = pd.DataFrame(
    {
        "who": np.tile(np.arange(N), 3),
        "when": pd.to_datetime(["2022-12-31 23:59:00", "2023-01-15 10:00:00", "2023-02-28 00:00:00"]).repeat(
            N
        ),
        "day": np.repeat(["31.12.2022", "15.01.2023", "28.02.2023"], N),
        "Q1": RANDOM.integers(1, 6, 3 * N),
        "hoped": RANDOM.integers(2, 6, 3 * N),
    }
)


def joined(rows: Any, wave: str) -> cjm.Journey:
    journey = cjm.Journey(["Wait"])
    options: dict[str, Any] = {"expected": {"Wait": "hoped"}, "scale": (1, 5), "respondent": "who"}
    journey.join(rows, columns={"Q1": "Wait"}, wave=wave, every="month", **options)
    return journey


@pytest.mark.parametrize("wave", ["when", "day"])
@pytest.mark.parametrize("engine", ENGINES)
def test_waves_pairs_and_gaps_are_those_of_pandas(engine: str, wave: str, hold: Holder) -> None:
    journey, expected = joined(hold(engine, ROWS), wave), joined(ROWS, wave)
    assert journey.trend()["wave"].unique().tolist() == ["2022-12", "2023-01", "2023-02"]
    pd.testing.assert_frame_equal(journey.compare(wave=True), expected.compare(wave=True))
    counts, same = (each.document.sources[0].counts for each in (journey, expected))
    assert counts == same
