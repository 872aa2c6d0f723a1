"""Preregistration and results: frozen hypotheses, and what intervals say of them and their guardrails."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError

QUEUE = "opportunities.wait"
METRIC = {"name": "Rating", "measure": "mean", "stage": "wait", "target": 3.2}


def rows() -> pd.DataFrame:
    """Two waves: waiting gets better, paying gets worse."""
    chance = np.random.default_rng(7)
    year = np.repeat([2016, 2017], 300)
    wait = np.where(year == 2016, chance.integers(1, 5, 600), chance.integers(2, 6, 600))
    pay = np.where(year == 2016, chance.integers(3, 6, 600), chance.integers(1, 5, 600))
    return pd.DataFrame({"wait": wait, "pay": pay, "year": year})


@pytest.fixture
def journey() -> cjm.Journey:
    journey = cjm.Journey(["Wait", "Pay"], ["Opportunities"])
    journey.set_cell("Wait", "Opportunities", "Show the queue")
    journey.opportunities.at[QUEUE, "hypothesis"] = {
        "change": "the wait is shown",
        "metric": METRIC,
        "baseline": 2.5,
        "guardrails": [{"name": "Paying", "measure": "mean", "stage": "pay"}],
    }
    journey.sync()
    return journey


def test_a_preregistration_is_kept_with_its_hash(journey: cjm.Journey, tmp_path: Path) -> None:
    digest = journey.preregister("Show the queue", author="Ada")
    frozen = journey.document.cells["opportunities"]["wait"][0].preregistration
    assert frozen is not None
    hypothesis = {
        "change": "the wait is shown",
        "metric": {**METRIC},
        "baseline": 2.5,
        "guardrails": [{"name": "Paying", "measure": "mean", "stage": "pay"}],
    }
    text = json.dumps(
        {"author": "Ada", "hypothesis": hypothesis, "time": frozen.time},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    assert digest == frozen.hash == hashlib.sha256(text.encode()).hexdigest()
    journey.save(tmp_path / "a.cjm.json")
    again = cjm.read(tmp_path / "a.cjm.json")
    assert again.preregistrations[["changed", "intact", "hash"]].values.tolist() == [["", True, digest]]


def test_a_later_change_is_visible_everywhere(journey: cjm.Journey) -> None:
    journey.join(rows(), columns={"wait": "Wait", "pay": "Pay"}, scale=(1, 5), wave="year")
    journey.preregister("Show the queue")
    day = journey.opportunities.at[QUEUE, "registration"]
    assert len(day) == 10
    changed = {"change": "the wait is shown", "metric": {**METRIC, "target": 2.6}, "baseline": 2.5}
    journey.opportunities.at[QUEUE, "hypothesis"] = changed
    journey.sync()
    assert journey.opportunities.at[QUEUE, "registration"] == f"{day}, changed since"
    assert journey.preregistrations.loc[0, "changed"] == "metric, guardrails"
    result = journey.result("Show the queue", 2016, 2017)
    assert set(result["registration"]) == {f"{day}, changed since"}
    assert result.loc[0, "target"] == 3.2, "what was frozen counts"
    assert result["role"].tolist() == ["metric", "guardrail"]


def test_what_was_frozen_cannot_be_changed_without_breaking_its_hash(journey: cjm.Journey) -> None:
    journey.preregister("Show the queue")
    frozen = journey.cards.at[QUEUE, "preregistration"]
    forged = {"hypothesis": {"change": "nothing", "metric": METRIC}, "author": frozen.author}
    journey.cards.at[QUEUE, "preregistration"] = {**forged, "time": frozen.time, "hash": frozen.hash}
    journey.sync()
    assert journey.preregistrations["intact"].tolist() == [False]


def test_replacing_a_preregistration_needs_a_reason_which_is_logged(journey: cjm.Journey) -> None:
    journey.preregister("Show the queue")
    with pytest.raises(CjmError, match=r"was preregistered on .* say why="):
        journey.preregister("Show the queue")
    journey.preregister("Show the queue", why="the sensors came late", author="Ada")
    assert journey.decisions[["author", "why", "opportunity"]].values.tolist() == [
        ["Ada", "the sensors came late", "Show the queue"]
    ]


def test_a_hypothesis_without_a_target_cannot_be_refuted(journey: cjm.Journey) -> None:
    journey.opportunities.at[QUEUE, "hypothesis"] = {"metric": {"name": "NPS"}}
    with pytest.raises(CjmError, match="no target yet"):
        journey.preregister("Show the queue")
    journey.opportunities.at[QUEUE, "hypothesis"] = None
    with pytest.raises(CjmError, match="no metric yet"):
        journey.preregister("Show the queue")
    with pytest.raises(CjmError, match="did you mean 'Show the queue'"):
        journey.preregister("Show the queues")


def test_a_result_is_the_difference_of_waves_with_its_interval(journey: cjm.Journey) -> None:
    data = rows()
    journey.join(data, columns={"wait": "Wait", "pay": "Pay"}, scale=(1, 5), wave="year")
    result = journey.result("Show the queue", 2016, 2017)
    assert result["verdict"].tolist() == ["supported", "worse"]
    for at, column in enumerate(("wait", "pay")):
        before, after = (data.loc[data["year"] == year, column] for year in (2016, 2017))
        welch = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
        assert result.loc[at, "difference"] == pytest.approx(after.mean() - before.mean())
        assert (result.loc[at, "low"], result.loc[at, "high"]) == pytest.approx((welch.low, welch.high))
        assert (result.loc[at, "n_before"], result.loc[at, "n_after"]) == (300, 300)
    turned = journey.result("Show the queue", 2017, 2016)
    assert turned["difference"].tolist() == pytest.approx((-result["difference"]).tolist())
    assert turned["verdict"].tolist() == ["not supported", "not worse"]


@pytest.mark.parametrize(
    ("target", "baseline", "verdict"),
    [(3.2, 2.5, "supported"), (4.9, 2.5, "not supported"), (2.0, 2.5, "not supported")],
)
def test_a_verdict_holds_the_interval_against_the_hoped_change(
    journey: cjm.Journey, target: float, baseline: float, verdict: str
) -> None:
    journey.join(rows(), columns={"wait": "Wait", "pay": "Pay"}, scale=(1, 5), wave="year")
    bet = {"metric": {**METRIC, "target": target}, "baseline": baseline}
    journey.opportunities.at[QUEUE, "hypothesis"] = bet
    assert journey.result("Show the queue", 2016, 2017)["verdict"].tolist() == [verdict]


def test_few_answers_are_unclear(journey: cjm.Journey) -> None:
    few = pd.DataFrame({"wait": [2, 3, 5, 5, 3, 2] * 4, "year": [2016, 2017] * 12})
    journey.join(few, columns={"wait": "Wait"}, scale=(1, 5), wave="year")
    journey.opportunities.at[QUEUE, "hypothesis"] = {"metric": METRIC, "baseline": 2.5}
    assert journey.result("Show the queue", 2016, 2017)["verdict"].tolist() == ["unclear"]


def test_versions_of_a_map_are_compared_as_waves_are(journey: cjm.Journey) -> None:
    data = rows()
    columns = {"wait": "Wait", "pay": "Pay"}
    journey.join(data[data["year"] == 2016], columns=columns, scale=(1, 5), name="Survey")
    journey.snapshot("Before")
    journey.join(data[data["year"] == 2017], columns=columns, scale=(1, 5), name="Survey")
    result = journey.result("Show the queue", "Before", journey)
    assert result["verdict"].tolist() == ["supported", "worse"]
    expected = data.groupby("year")["wait"].mean().diff().iloc[1]
    assert result.loc[0, "difference"] == pytest.approx(expected)


def test_a_metric_without_a_measure_or_stage_says_what_it_lacks(journey: cjm.Journey) -> None:
    journey.join(rows(), columns={"wait": "Wait", "pay": "Pay"}, scale=(1, 5), wave="year")
    journey.opportunities.at[QUEUE, "hypothesis"] = {"metric": {"name": "NPS", "target": 3}}
    with pytest.raises(CjmError, match="says no measure"):
        journey.result("Show the queue", 2016, 2017)
