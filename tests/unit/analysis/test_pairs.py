"""Waves and groups with the same respondents or clusters: numbers against scipy, and how often they err."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.counts.panel import PairedScores
from cjm_widgets.document.errors import CjmError
from cjm_widgets.measures.paired import compare_pairs

MEASURES = [cjm.mean(), cjm.median(), cjm.top_box(), cjm.net_box()]


def panel(n: int = 60, waves: int = 2, seed: int = 1, rise: float = 0.0) -> pd.DataFrame:
    """Everybody answers in every wave, with a habit of their own."""
    random = np.random.default_rng(seed)
    habit = random.normal(0, 1, n)
    parts = [
        pd.DataFrame(
            {
                "who": np.arange(n),
                "year": 2021 + wave,
                "kind": np.where(np.arange(n) % 2, "a", "b"),
                "Q1": np.clip(np.round(3 + habit + rise * wave + random.normal(0, 0.8, n)), 1, 5),
            }
        )
        for wave in range(waves)
    ]
    return pd.concat(parts).sample(frac=1, random_state=seed, ignore_index=True)


def joined(rows: Any, **options: Any) -> cjm.Journey:
    journey = cjm.Journey(["Wait"])
    usual = {"columns": {"Q1": "Wait"}, "scale": (1, 5), "wave": "year", "respondent": "who"}
    journey.join(rows, **(usual | {"measures": MEASURES} | options))
    return journey


def scores(rows: pd.DataFrame, *years: int) -> list[np.ndarray[Any, Any]]:
    wide = rows.pivot(index="who", columns="year", values="Q1").dropna()
    return [wide[year].to_numpy() for year in years]


# --- pairs


@pytest.fixture(params=["frame", "file"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., cjm.Journey]:
    """A journey as it was joined, or as it was read from its file."""

    def join(rows: Any, **options: Any) -> cjm.Journey:
        journey = joined(rows, **options)
        if request.param == "frame":
            return journey
        journey.save(tmp_path / "map.cjm.json")
        return cjm.read(tmp_path / "map.cjm.json", autosave=False)

    return join


def test_means_are_compared_by_the_paired_t_test(both: Callable[..., cjm.Journey]) -> None:
    rows = panel(rise=0.2)
    before, after = scores(rows, 2021, 2022)
    expected = stats.ttest_rel(after, before)
    interval = expected.confidence_interval()
    for options in ({}, {"paired": True}):
        row = both(rows).compare(wave=(2021, 2022), measure="mean", **options).iloc[0]
        assert row["test"] == "paired t"
        assert [row[name] for name in ("difference", "p", "low", "high")] == pytest.approx(
            [(after - before).mean(), expected.pvalue, interval.low, interval.high]
        )
        assert row["effect"] == pytest.approx((after - before).mean() / (after - before).std(ddof=1))
        assert (row["n_a"], row["n_b"]) == (60, 60)


def test_ranks_are_compared_by_wilcoxon(both: Callable[..., cjm.Journey]) -> None:
    rows = panel(rise=0.3, seed=3)
    before, after = scores(rows, 2021, 2022)
    expected = stats.wilcoxon(after - before, correction=True, method="approx").pvalue
    journey = both(rows)
    means = journey.compare(wave=True, measure="mean", test="mann_whitney").iloc[0]
    medians = journey.compare(wave=True, measure="median").iloc[0]
    for row in (means, medians):
        assert (row["test"], row["p"]) == ("Wilcoxon signed-rank", pytest.approx(expected))
    assert medians["difference"] == np.median(after) - np.median(before)


def test_shares_are_compared_by_mcnemar(both: Callable[..., cjm.Journey]) -> None:
    rows = panel(rise=0.4, seed=4)
    before, after = (each >= 4 for each in scores(rows, 2021, 2022))
    gained, lost = int((after & ~before).sum()), int((before & ~after).sum())
    row = both(rows).compare(wave=True, measure="top_box").iloc[0]
    exact = stats.binomtest(gained, gained + lost).pvalue
    assert row["test"] == "McNemar, mid-p"
    assert row["p"] == pytest.approx(exact - stats.binom.pmf(gained, gained + lost, 0.5))
    assert row["difference"] == pytest.approx(after.mean() - before.mean())
    assert row["low"] < row["difference"] < row["high"]


def test_net_shares_are_compared_by_each_respondents_change_of_side() -> None:
    rows = panel(rise=0.3, seed=5)
    before, after = (np.sign(each - 3) * 100 for each in scores(rows, 2021, 2022))
    expected = stats.ttest_rel(after, before)
    row = joined(rows).compare(wave=True, measure="net_box").iloc[0]
    assert [row["difference"], row["p"]] == pytest.approx([(after - before).mean(), expected.pvalue])


def test_a_filter_keeps_the_pairs_of_a_segment() -> None:
    rows = panel(rise=0.3, seed=6)
    journey = joined(rows, by="kind")
    journey.filter(kind="a")
    before, after = scores(rows[rows["kind"] == "a"], 2021, 2022)
    row = journey.compare(wave=True, measure="mean").iloc[0]
    assert (row["n_a"], row["p"]) == (30, pytest.approx(stats.ttest_rel(after, before).pvalue))


def test_weighted_pairs_have_a_linearised_error() -> None:
    rows = panel(rise=0.3, seed=7).assign(w=lambda frame: 1 + frame["who"] % 4)
    before, after = scores(rows, 2021, 2022)
    change, weight = after - before, 1 + np.arange(60) % 4
    mean = np.average(change, weights=weight)
    error = np.sqrt(((weight * (change - mean)) ** 2).sum() * 60 / 59) / weight.sum()
    row = joined(rows, weight="w", measures=cjm.mean()).compare(wave=True).iloc[0]
    assert row["difference"] == pytest.approx(mean)
    assert row["p"] == pytest.approx(2 * stats.t.sf(abs(mean / error), 59))


def test_weights_have_no_ranks() -> None:
    both = PairedScores(
        *(np.array([[1.0, 2.0]]), np.array([[2.0, 2.0]]), np.array([[20, 20]])), *np.ones((2, 1, 2))
    )
    medians = compare_pairs(cjm.median(), both, (1, 5))
    assert medians is not None
    assert np.isnan(medians.p).all()
    assert "not defined for weights" in medians.method
    with pytest.raises(CjmError, match="weighted respondents"):
        compare_pairs(cjm.mean(), both, (1, 5), "mann_whitney")


def test_everybody_one_more_is_one_more_without_an_interval_and_says_why() -> None:
    rows = panel()
    rows = rows.assign(Q1=1 + rows["who"] % 4 + (rows["year"] - 2021))
    journey = joined(rows)
    row = journey.compare(wave=True, measure="mean").iloc[0]
    assert row["difference"] == 1
    assert row[["low", "high", "p"]].isna().all()
    assert "every respondent changed by as much" in row["method"]
    change = journey.trend(measure="mean").iloc[1]
    assert change["change"] == pytest.approx(1)
    assert change[["change_low", "change_high", "p", "slope_low"]].isna().all()
    assert "all changed by as much" in change["method"]
    # ranks and shares have their tests
    assert journey.compare(wave=True, measure="median").iloc[0]["p"] < 1e-9


def test_where_few_are_in_both_all_are_compared_unless_pairs_are_asked_for() -> None:
    rows = panel(110, rise=0.2)
    rows = rows[np.where(rows["year"] == 2021, rows["who"] < 60, rows["who"] >= 40)]
    journey = joined(rows)
    usual, pairs, apart = (
        journey.compare(wave=True, measure="mean", paired=paired).iloc[0] for paired in (None, True, False)
    )
    assert (usual["test"], pairs["test"], apart["test"]) == ("Welch", "paired t", "Welch")
    assert usual["difference"] == apart["difference"]
    assert usual["n_a"] == apart["n_a"] > 2 * pairs["n_a"]
    assert usual["p"] != pytest.approx(apart["p"])  # those in both are taken into account


def test_a_filter_whose_pairs_are_not_counted_is_noted() -> None:
    rows = panel(rise=0.3).assign(kind=lambda frame: np.where((frame["who"] + frame["year"]) % 2, "a", "b"))
    journey = joined(rows, by="kind")
    journey.filter(kind=["a", "b"])
    assert "independent" not in journey.compare(wave=True, measure="mean")["method"][0]
    journey.filter(kind="a")
    for method in (journey.compare(wave=True)["method"][0], journey.trend()["method"][0]):
        assert "pairs are not counted for these filters" in method
    with pytest.raises(CjmError, match="no pairs of the respondents that the filters keep"):
        journey.compare(wave=True, paired=True)


def test_waves_may_be_taken_for_independent() -> None:
    rows = panel(rise=0.2)
    before, after = scores(rows, 2021, 2022)
    row = joined(rows).compare(wave=True, measure="mean", paired=False).iloc[0]
    assert row["p"] == pytest.approx(stats.ttest_ind(after, before, equal_var=False).pvalue)


@pytest.mark.parametrize(
    ("options", "to", "sentence"),
    [
        ({"respondent": None}, {"wave": True}, "respondent="),
        ({}, {"to": "year"}, "paired= is for waves"),
    ],
)
def test_pairs_that_are_not_known_are_refused(options: Any, to: Any, sentence: str) -> None:
    rows = panel()
    if options:
        rows = rows.drop(columns="who")
    with pytest.raises(CjmError, match=sentence):
        joined(rows, **options).compare(**to, paired=True)


def test_the_trend_of_a_whole_panel_is_its_paired_t_test() -> None:
    rows = panel(waves=3, rise=0.2, seed=8)
    journey = joined(rows)
    trend = journey.trend(measure="mean")
    one, two, three = scores(rows, 2021, 2022, 2023)
    expected = [stats.ttest_rel(two, one).pvalue, stats.ttest_rel(three, two).pvalue]
    assert trend["p"].tolist()[1:] == pytest.approx(expected)
    # the slope of three waves is half of the last less the first
    slope = stats.ttest_1samp((three - one) / 2, 0)
    assert trend["slope_p"][0] == pytest.approx(slope.pvalue)
    assert trend["slope_low"][0] == pytest.approx(slope.confidence_interval().low)


# --- clusters in both groups


def clusters(seed: int, n: int, within: str, opposite: bool = False) -> pd.DataFrame:
    """Clusters of eight, whose members are in both groups, in one, or half of the clusters each."""
    random = np.random.default_rng(seed)
    home = np.repeat(np.arange(n), 8)
    own, mixed = home % 2, np.tile([0, 1], n * 4)
    side = {"both": mixed, "one": own, "half": np.where(home < n // 2, own, mixed)}[within]
    mood = random.normal(0, 1, n)[home] * np.where(opposite & (side == 1), -1, 1)
    return pd.DataFrame(
        {"home": home, "side": side, "Q1": np.clip(np.round(3 + mood + random.normal(0, 1, n * 8)), 1, 5)}
    )


def by_side(rows: pd.DataFrame, measures: Any = None) -> cjm.Journey:
    journey = cjm.Journey(["Wait"])
    journey.join(
        rows,
        columns={"Q1": "Wait"},
        scale=(1, 5),
        by="side",
        cluster="home",
        measures=measures or [cjm.mean(), cjm.top_box(), cjm.net_box()],
    )
    return journey


@pytest.mark.parametrize("opposite", [False, True])
def test_clusters_in_both_groups_are_compared_as_their_own_differences_are(opposite: bool) -> None:
    """Of clusters of equal sizes the cluster-robust test is the paired t test of their means."""
    rows = clusters(3, 20, "both", opposite)
    means = rows.groupby(["home", "side"])["Q1"].mean().unstack()
    expected = stats.ttest_rel(means[0], means[1])
    row = by_side(rows, cjm.mean()).compare("side").iloc[0]
    assert row["p"] == pytest.approx(expected.pvalue)
    assert row["low"] == pytest.approx(expected.confidence_interval().low)


def test_clusters_in_one_group_each_are_compared_as_before() -> None:
    rows = clusters(4, 20, "one")
    means = rows.groupby(["side", "home"])["Q1"].mean()
    expected = stats.ttest_ind(means[0], means[1], equal_var=False)
    assert by_side(rows, cjm.mean()).compare("side")["p"][0] == pytest.approx(expected.pvalue)


# --- how often a difference is found where there is none


def _rates(draw: Callable[[int], pd.DataFrame], repetitions: int) -> dict[str, float]:
    """For each measure, in which part of repetitions p is below 0.05."""
    below: Counter[str] = Counter()
    for seed in range(repetitions):
        frame = draw(seed)
        below.update(frame["measure"][frame["p"] < 0.05])
    return {name: below[name] / repetitions for name in frame["measure"]}


REPETITIONS = 200
NEAR = 0.05 + 3 * np.sqrt(0.05 * 0.95 / REPETITIONS)
"""Three standard errors above 0.05; a rate of 0.14 would be nearly six."""


@pytest.mark.parametrize(("within", "opposite"), [("both", True), ("both", False), ("half", False)])
def test_clusters_find_a_difference_that_is_none_about_as_often_as_they_say(
    within: str, opposite: bool
) -> None:
    rates = _rates(lambda seed: by_side(clusters(seed, 20, within, opposite)).compare("side"), REPETITIONS)
    assert max(rates.values()) < NEAR, rates
    assert rates["mean"] > 0.01  # leaving the covariance out finds next to nothing where moods agree


@pytest.mark.parametrize("verb", ["paired", "trend"])
def test_panels_find_a_change_that_is_none_about_as_often_as_they_say(verb: str) -> None:
    def draw(seed: int) -> pd.DataFrame:
        rows = panel(60, seed=seed)
        if verb == "paired":
            return joined(rows).compare(wave=True)
        # only half of the respondents are in both waves
        return joined(rows[(rows["who"] < 40) | (rows["year"] == 2022)]).trend()

    rates = _rates(draw, REPETITIONS)
    assert max(rates.values()) < NEAR, rates
    assert rates["mean"] > 0.01
