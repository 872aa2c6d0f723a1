"""Logs that end while cases are going on, simulated with what is true of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from tests.unit.events.logs import COLUMNS

CASES = 20_000
WATCHED = 200.0
"""Minutes for which cases are watched; they begin at any time within."""


def simulated(seed: int, *, to_pay: float) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Cases that leave "browse" after exponential times, for "pay" or "help"; and what is true of each.

    ``to_pay`` is how many pay; who does takes longer than who asks for help.
    """
    random = np.random.default_rng(seed)
    pays = random.random(CASES) < to_pay
    minutes = random.exponential(np.where(pays, 120.0, 40.0))
    begin = random.uniform(0, WATCHED, CASES)
    seen = begin + minutes <= WATCHED
    who = np.arange(CASES)
    log = pd.DataFrame(
        {
            "who": np.concatenate([who, who[seen]]),
            "what": np.concatenate([np.full(CASES, "browse"), np.where(pays, "pay", "help")[seen]]),
            "at": np.concatenate([begin, (begin + minutes)[seen]]),
        }
    )
    log["at"] = pd.Timestamp("2026-01-01") + pd.to_timedelta((log["at"] * 60e6).round(), unit="us")
    return log, pays, minutes


def joined(log: pd.DataFrame) -> cjm.Journey:
    journey = cjm.Journey(["browse", "help", "pay"])
    until = pd.Timestamp("2026-01-01") + pd.Timedelta(minutes=WATCHED)
    journey.join_events(log, **COLUMNS, until=until, min_n=10)
    return journey


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_share_that_goes_on_is_right_where_the_naive_one_is_off_by_ten_points(seed):
    log, pays, minutes = simulated(seed, to_pay=0.6)
    journey = joined(log)
    within = 150.0
    true = float(np.mean(pays & (minutes <= within)))
    exits = journey.exits(within=within).set_index(["stage", "to"])
    assert abs(exits["share"]["browse", "pay"] - true) < 0.01
    moves = journey.transitions().set_index(["from", "to"])
    assert abs(moves["share_out"]["browse", "pay"] - true) > 0.1


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_the_median_time_is_right_where_that_of_those_who_went_on_is_far_off(seed):
    log, _, minutes = simulated(seed, to_pay=1.0)
    row = joined(log).time_in_stage().set_index("stage").loc["browse"]
    true = 120.0 * np.log(2)
    at = log.pivot_table(index="who", columns="what", values="at", aggfunc="min")
    naive = ((at["pay"] - at["browse"]) / pd.Timedelta(minutes=1)).median()
    # On the scale of the share that is still there: half of all, less than half by the naive median.
    assert abs(np.mean(minutes > row["median"]) - 0.5) < 0.01
    assert abs(np.mean(minutes > naive) - 0.5) > 0.1
    assert row["low"] < true < row["high"]
