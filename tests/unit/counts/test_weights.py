"""Weights of few are shared before anything is counted: no sum and no difference tells that of one person."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.counts.survey import read_rows
from cjm_widgets.counts.weights import MOST_GROUPS, SHARED, share_weights
from cjm_widgets.rows.opening import open_rows
from cjm_widgets.rows.reading import Plan
from tests.unit.rows.engines import ENGINES, Holder, hold, spark  # noqa: F401  # fixtures

MIN_N = 10


def shared(weights: list[float], who: list[int] | None = None) -> tuple[np.ndarray, bool]:
    rows = open_rows(pd.DataFrame({"w": weights, "who": who or range(len(weights))}))
    return share_weights(rows, rows.numbers("w"), "who" if who else None, MIN_N)


@pytest.mark.parametrize("seed", range(8))
def test_every_weight_is_of_enough_respondents_near_what_it_was_and_the_sum_is_the_same(seed: int) -> None:
    random = np.random.default_rng(seed)
    n = int(random.integers(12, 4000))
    frequent = random.choice([0.5, 1.0, 2.0], n)
    weights = np.where(random.random(n) < 0.6, random.lognormal(0, 0.5, n), frequent)
    after, any_rare = shared(weights.tolist())
    assert any_rare
    assert np.unique(after, return_counts=True)[1].min() >= MIN_N
    assert after.sum() == pytest.approx(weights.sum())
    strata, sizes = np.unique(weights, return_counts=True)
    if n > 200:
        kept = np.isin(weights, strata[sizes >= MIN_N])
        assert kept.any()
        np.testing.assert_array_equal(after[kept], weights[kept])
        assert np.corrcoef(after, weights)[0, 1] > 0.98
    assert len(np.unique(after)) <= MOST_GROUPS + 3


def test_weights_of_strata_stay_as_they_are() -> None:
    weights = [0.7] * 10 + [1.9] * 40
    after, any_rare = shared(weights)
    assert after.tolist() == weights
    assert not any_rare


def test_a_single_weight_is_shared_with_the_nearest_there_is() -> None:
    after, _ = shared([1.0] * 20 + [3.0] * 20 + [3.7])
    assert after[:20].tolist() == [1.0] * 20
    np.testing.assert_allclose(after[20:], 63.7 / 21)


def test_a_weight_on_many_rows_of_one_respondent_is_of_one() -> None:
    """Twelve rows of one person are not twelve people, nor are twelve weights of one."""
    weights = [2.5] * 12 + [1.0] * 30 + [1.5] * 30
    who = [0] * 12 + [*range(1, 31), *range(31, 61)]
    after, _ = shared(weights, who)
    assert 2.5 not in after
    own = [*np.linspace(4, 5, 12)] + [1.0] * 30
    after, _ = shared(own, [0] * 12 + [*range(1, 31)])
    assert len(set(after)) == 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("respondent", [None, "who"])
def test_every_engine_shares_alike(engine: str, respondent: str | None, hold: Holder) -> None:  # noqa: F811
    random = np.random.default_rng(5)
    rows = pd.DataFrame(
        {
            "stage": "a",
            "Q": random.integers(1, 6, 400),
            "w": np.where(random.random(400) < 0.5, random.lognormal(0, 0.5, 400).round(6), 1.25),
            "who": np.arange(400) // (3 if respondent else 1),
        }
    )
    plan = Plan(scale=(1, 5), stage="stage", score="Q", stages={"a": "a"}, weight="w", respondent=respondent)
    readouts = [read_rows(each, plan) for each in (rows, hold(engine, rows))]
    one, other = (readout.counts.stages["a"] for readout in readouts)
    assert one.n == other.n
    np.testing.assert_allclose(one.weights, other.weights, rtol=1e-12)
    np.testing.assert_allclose(one.weights_squared, other.weights_squared, rtol=1e-12)
    assert all(SHARED in readout.note for readout in readouts)


def test_rare_weights_are_shared_in_documents_and_exact_where_the_rows_are() -> None:
    rows = pd.DataFrame({"Q": [1, 2, 3, 4, 5] * 8, "w": np.linspace(0.5, 2, 40)})
    exact = np.average(rows["Q"], weights=rows["w"])
    for min_n in (10, 1):
        journey = cjm.Journey(["Wait"])
        journey.join(rows, columns={"Q": "Wait"}, scale=(1, 5), weight="w", min_n=min_n, measures=cjm.mean())
        live = journey.measures.iloc[0]
        kept = cjm.Journey.from_document(journey.document).measures.iloc[0]
        assert SHARED not in live["method"]
        assert live["value"] == pytest.approx(exact, rel=1e-12)
        assert (SHARED in kept["method"]) == (min_n == 10)
        assert abs(kept["value"] - exact) < ((live["high"] - live["low"]) / 12 if min_n == 10 else 1e-12)


def test_edits_filters_and_undo_keep_the_exact_numbers() -> None:
    rows = pd.DataFrame({"Q": [1, 2, 3, 4, 5] * 8, "w": np.linspace(0.5, 2, 40), "g": ["a", "b"] * 20})
    journey = cjm.Journey(["Wait"])
    journey.join(rows, columns={"Q": "Wait"}, scale=(1, 5), weight="w", by="g", measures=cjm.mean())
    journey.filter(g="a")
    own = rows[rows["g"] == "a"]
    assert journey.measures["value"].iloc[0] == pytest.approx(
        np.average(own["Q"], weights=own["w"]), rel=1e-12
    )
    journey.filter()
    rows.loc[0, "Q"] = 5
    journey.sync()
    assert journey.measures["value"].iloc[0] == pytest.approx(
        np.average(rows["Q"], weights=rows["w"]), rel=1e-12
    )


def test_shared_weights_in_many_rows_move_estimates_by_a_fraction_of_their_error() -> None:
    random = np.random.default_rng(11)
    n = 3000
    rows = pd.DataFrame({"Q": random.integers(1, 6, n), "w": random.lognormal(0, 0.6, n)})
    journey = cjm.Journey(["Wait"])
    journey.join(rows, columns={"Q": "Wait"}, scale=(1, 5), weight="w", measures=cjm.mean())
    row = cjm.Journey.from_document(journey.document).measures.iloc[0]
    error = (row["high"] - row["low"]) / 4
    assert abs(row["value"] - np.average(rows["Q"], weights=rows["w"])) < error / 25
