"""Amounts are kept as sums and bins of enough respondents: nobody's amount stands by itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.counts.amount_bins import bin_amounts
from cjm_widgets.document.model import Tally
from cjm_widgets.storage import file

TWELVE = [1723.31, 18.47, 95.83, 207.19, 311.57, 64.91, 2222.27, 41.13, 873.79, 129.37, 508.61, 77.71]


def joined(rows: pd.DataFrame, **options: object) -> cjm.Journey:
    journey = cjm.Journey(["Pay"])
    measures = [cjm.money("EUR"), cjm.total("EUR"), cjm.rate(), cjm.money("EUR", kind="median")]
    journey.join(rows, columns={"spent": "Pay"}, measures=measures, **options)
    return journey


@pytest.mark.parametrize("opened", [False, True], ids=["rows", "file"])
def test_twelve_amounts_are_one_bin_and_their_mean_is_exact(tmp_path, opened):
    journey = joined(pd.DataFrame({"spent": TWELVE}))
    journey.save(tmp_path / "map.cjm.json")
    if opened:
        journey = cjm.read(tmp_path / "map.cjm.json")
    tally = journey.document.sources[0].counts.stages["pay"]
    assert tally.n == ((12,),)
    numbers = journey.measures.set_index("measure")
    low, high = stats.t.interval(0.95, 11, np.mean(TWELVE), stats.sem(TWELVE))
    euros = numbers.iloc[0]
    assert [euros["value"], euros["low"], euros["high"]] == pytest.approx([np.mean(TWELVE), low, high])
    assert numbers.loc["total", "value"] == pytest.approx(sum(TWELVE))
    assert numbers.loc["rate", "value"] == 1
    middle = numbers[numbers["options"].str.contains("median")].iloc[0]
    assert middle["value"] == pytest.approx(np.mean(TWELVE))
    assert np.isnan(middle["low"])
    assert "read as the mean of a bin of amounts" in middle["method"]
    text = file.dumps(journey.document)
    assert not [amount for amount in TWELVE if str(amount) in text]


def test_bins_are_filled_one_amount_after_another():
    random = np.random.default_rng(0)
    for _ in range(300):
        values = np.unique(random.integers(0, 30, random.integers(1, 30))).astype(float)
        n, min_n = random.integers(1, 9, len(values)), int(random.integers(1, 25))
        bins: list[list[int]] = []
        for value, here in zip(values, n, strict=True):
            if value and (not bins or sum(bins[-1]) >= min_n):
                bins.append([])
            if value:
                bins[-1].append(int(here))
        if len(bins) > 1 and sum(bins[-1]) < min_n:
            last = bins.pop()
            bins[-1] += last
        zero = [[int(n[0])]] if values[0] == 0 else []
        [binned] = bin_amounts([Tally(tuple(values.tolist()), (tuple(n.tolist()),))], [min_n])
        assert binned.n == (tuple(sum(each) for each in zero + bins),)


def test_groups_compared_by_amounts_in_bins_are_compared_as_their_rows_are():
    random = np.random.default_rng(3)
    rows = pd.DataFrame({"spent": random.lognormal(3, 1, 90).round(2), "who": ["a", "b", "b"] * 30})
    journey = joined(rows, by="who")
    table = journey.compare("who").set_index("measure").loc["money"].iloc[0]
    a, b = (rows.loc[rows["who"] == name, "spent"] for name in "ab")
    welch = stats.ttest_ind(a, b, equal_var=False)
    interval = welch.confidence_interval()
    assert [table["difference"], table["low"], table["high"]] == pytest.approx(
        [a.mean() - b.mean(), interval.low, interval.high]
    )
    assert table["p"] == pytest.approx(welch.pvalue)


def test_no_bin_but_that_of_zero_is_small_and_zero_stays_apart():
    rows = pd.DataFrame({"spent": [0.0] * 3 + [*np.arange(1, 48) / 7] + [-5.25, -1.5]})
    tally = joined(rows).document.sources[0].counts.stages["pay"]
    assert tally.n == ((10, 3, 10, 10, 19),)
    assert [np.sign(value) for value in tally.values] == [-1, 0, 1, 1, 1]
    assert joined(rows).measures.set_index("measure").loc["rate", "value"] == pytest.approx(49 / 52)


@pytest.mark.parametrize(("paid", "shown"), [(9, False), (10, True)])
def test_a_total_of_few_who_paid_anything_is_withheld(paid, shown):
    """Of 40 respondents nine paid: the total would be theirs, and the total of one is what they paid."""
    spent = [0.0] * (40 - paid) + TWELVE[:paid]
    journey = joined(pd.DataFrame({"spent": spent}))
    assert journey.measures["value"].notna().all() == shown
    assert journey.measures["value"].isna().all() == (not shown)


def test_a_total_of_few_who_paid_is_not_what_other_segments_leave_of_everyone():
    rows = pd.DataFrame(
        {"spent": [0.0] * 38 + TWELVE[:2] + [*range(1, 121)], "who": ["a"] * 40 + [*"bcd"] * 40}
    )
    table = joined(rows, by="who").measures_by("who").query("measure == 'total'").set_index("segment")
    assert np.isnan(table.loc["a", "value"])
    assert table["value"].isna().sum() == 2


def test_the_same_amount_of_everybody_in_a_segment_has_no_spread():
    rows = pd.DataFrame({"spent": [19.99] * 12 + TWELVE, "who": ["same"] * 12 + ["other"] * 12})
    table = joined(rows, by="who").measures_by("who").set_index(["segment", "measure"])
    euros = table.loc[("same", "money")].iloc[0]
    assert euros["value"] == pytest.approx(19.99)
    assert not euros["high"] - euros["low"] > 1e-9


def test_the_bootstrap_has_no_interval_of_amounts_in_bins():
    journey = cjm.Journey(["Pay"])
    measures = [cjm.total("EUR"), cjm.mean(interval="bootstrap")]
    journey.join(pd.DataFrame({"spent": TWELVE}), columns={"spent": "Pay"}, measures=measures)
    found = journey.measures.iloc[1]
    assert found["value"] == pytest.approx(np.mean(TWELVE))
    assert np.isnan(found["low"])
    assert "no interval of amounts in bins" in found["method"]
    journey = cjm.Journey(["Pay"])
    journey.join(pd.DataFrame({"spent": TWELVE}), columns={"spent": "Pay"}, measures=measures, min_n=1)
    assert journey.measures.iloc[1]["low"] < np.mean(TWELVE)
