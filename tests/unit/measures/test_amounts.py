"""Totals, rates and money: amounts without a scale, exact however many different ones there are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from cjm_widgets.analysis.compare import compare_frame
from cjm_widgets.analysis.distribution import distribution_frame
from cjm_widgets.analysis.tables import measures_frame
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.release import release
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.errors import MeasureError, OutOfScaleWarning, RowsError
from cjm_widgets.measures.amounts import money, rate, total
from cjm_widgets.measures.averages import mean, median
from cjm_widgets.measures.measure import check_suits
from cjm_widgets.measures.nets import nps
from cjm_widgets.measures.registry import from_stored, to_stored
from cjm_widgets.measures.shares import top_box
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from cjm_widgets.rows.scores import NO_SCALE
from cjm_widgets.statistics.histograms import BIN, MOST_VALUES, Histograms, edges, middles
from tests.unit.measures.cells import cell, ends
from tests.unit.strategies import examples

FEW = examples(30)
EVERY = (total("EUR"), money("EUR"), rate(), mean(), money(kind="median"))
EXACT = EVERY[:4]
"""What no bin changes."""


def source(rows: pd.DataFrame, measures=EVERY, **options) -> MeasuredSource:
    plan = Plan(scale=NO_SCALE, columns={"revenue": "shop"}, **options)
    return MeasuredSource("orders", stack(count(rows, plan)[0]), (0, 1), measures, amounts=True)


def orders(n: int, whole: bool = False) -> pd.DataFrame:
    """Orders with a long tail, a third of them of nothing."""
    random = np.random.default_rng(11)
    amounts = np.where(random.random(n) < 1 / 3, 0, random.lognormal(3, 1.2, n).round(0 if whole else 2))
    return pd.DataFrame(
        {"revenue": amounts, "who": random.choice([*"ab"], n), "w": random.uniform(0.2, 5, n)}
    )


def test_the_numbers_are_those_of_the_rows():
    for rows in (orders(300, whole=True), orders(5000)):
        found = estimate(source(rows), ["shop"])
        x, n = rows["revenue"], len(rows)
        half = student.ppf(0.975, n - 1) * x.std() / n**0.5
        euros = found["money(currency='EUR')"]
        assert euros.value[0] == pytest.approx(x.mean())
        assert [euros.low[0], euros.high[0]] == pytest.approx([x.mean() - half, x.mean() + half])
        sums = found["total(of='EUR')"]
        assert sums.value[0] == pytest.approx(x.sum())
        assert [sums.low[0], sums.high[0]] == pytest.approx([n * (x.mean() - half), n * (x.mean() + half)])
        assert found["rate"].value[0] == pytest.approx((x != 0).mean())
        assert {one.n[0] for one in found.values()} == {n}


def test_weighted_amounts_keep_their_exact_mean_and_its_linearised_error():
    rows = orders(5000)
    found = estimate(source(rows, weight="w"), ["shop"])
    x, w, n = rows["revenue"], rows["w"], len(rows)
    average = (w * x).sum() / w.sum()
    error = ((w**2 * (x - average) ** 2).sum() * n / (n - 1)) ** 0.5 / w.sum()
    euros = found["money(currency='EUR')"]
    assert euros.value[0] == pytest.approx(average)
    assert euros.high[0] - euros.value[0] == pytest.approx(student.ppf(0.975, n - 1) * error)
    assert found["total(of='EUR')"].value[0] == pytest.approx((w * x).sum())
    assert euros.method == "amount as weighted mean, linearised t 95 %"


def test_few_different_amounts_are_counted_one_by_one_and_many_in_bins():
    few, many = orders(3000, whole=True), orders(5000)
    plan = Plan(scale=NO_SCALE, columns={"revenue": "shop"})
    one, other = (count(rows, plan)[0].stages["shop"] for rows in (few, many))
    assert one.values == tuple(sorted(set(few["revenue"])))
    assert one.sums == ()
    assert many["revenue"].nunique() > MOST_VALUES > len(other.values)
    assert other.sums[0][:2] == pytest.approx((many["revenue"].sum(), (many["revenue"] ** 2).sum()))
    assert sum(other.n[0]) == 5000
    assert 0.0 in other.values


def test_the_median_of_bins_is_within_a_bin_of_the_exact_one_and_says_so():
    rows = orders(20_000)
    rows = rows[rows["revenue"] > 0]
    found = estimate(source(rows), ["shop"])["money(kind='median')"]
    assert found.value[0] == pytest.approx(rows["revenue"].median(), rel=BIN / 2)
    ranked = np.sort(rows["revenue"])
    half = 1.96 * len(ranked) ** 0.5 / 2
    low, high = (ranked[int(len(ranked) / 2 + side * half)] for side in (-1, 1))
    assert [found.low[0], found.high[0]] == pytest.approx([low, high], rel=BIN)
    assert found.method == ("amount as median, order statistics 95 %, interpolated in bins of up to 2 %")
    exact = estimate(source(orders(300, whole=True)), ["shop"])["money(kind='median')"]
    assert exact.method == "amount as median, order statistics 95 %"


@FEW
@given(st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), min_size=1, max_size=30))
def test_an_amount_lies_in_its_bin_and_close_to_the_middle(amounts):
    given_amounts = np.array(amounts)
    middle = middles(given_amounts)
    low, high = edges(middle, np.array(BIN))
    slack = 1e-9 * np.abs(given_amounts)
    assert (low - slack <= given_amounts).all()
    assert (given_amounts <= high + slack).all()
    assert (np.abs(middle - given_amounts) <= 0.0100001 * np.abs(given_amounts)).all()
    assert np.array_equal(middles(given_amounts[::-1])[::-1], middle)


def test_a_toggle_equals_a_recount_also_where_amounts_are_in_bins():
    rows = orders(9000)
    whole = source(rows, EXACT, by=("who",))
    for letter in "ab":
        toggled = measures_frame([whole], {"shop": "Shop"}, {"who": (letter,)})
        recounted = measures_frame([source(rows[rows["who"] == letter], EXACT)], {"shop": "Shop"})
        pd.testing.assert_frame_equal(toggled, recounted)


def test_the_order_of_rows_changes_nothing():
    rows = orders(5000)
    plan = Plan(scale=NO_SCALE, columns={"revenue": "shop"}, by=("who",))
    assert count(rows.sample(frac=1, random_state=3), plan)[0] == count(rows, plan)[0]


@FEW
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_weights_of_one_are_no_weights_and_intervals_contain_their_estimates(amounts):
    rows = pd.DataFrame({"revenue": amounts, "w": 1.0})
    plain, weighted = (
        measures_frame([source(rows, weight=weight)], {"shop": "Shop"}) for weight in (None, "w")
    )
    pd.testing.assert_frame_equal(plain.drop(columns="method"), weighted.drop(columns="method"))
    known = plain["low"].notna()
    slack = 1e-9 * plain["value"].abs()
    assert (plain["low"] <= plain["value"] + slack)[known].all()
    assert (plain["value"] <= plain["high"] + slack)[known].all()


def test_true_and_false_have_a_rate():
    rows = pd.DataFrame({"revenue": [True] * 30 + [False] * 70})
    found = estimate(source(rows, (rate(),)), ["shop"])["rate"]
    wilson = top_box(1).estimate(cell({0: 70, 1: 30}), (0, 1))
    assert [found.value[0], found.low[0], found.high[0]] == [0.3, *ends(wilson)]
    assert found.method == "rate, Wilson 95 %"


def test_groups_are_compared_in_money_and_in_total():
    rows = orders(4000)
    table = compare_frame("who", [source(rows, by=("who",))], {"shop": "Shop"})
    table = table.drop_duplicates("measure").set_index("measure")
    a, b = (rows.loc[rows["who"] == letter, "revenue"] for letter in "ab")
    assert table.loc["money", "difference"] == pytest.approx(a.mean() - b.mean())
    assert table.loc["total", "difference"] == pytest.approx(a.sum() - b.sum())
    assert table.loc["total", "effect"] == table.loc["money", "effect"]
    assert table.loc["rate", "difference"] == pytest.approx((a != 0).mean() - (b != 0).mean())


def test_what_is_withheld_takes_its_sums_along():
    rows = pd.concat([orders(4000).assign(who="many"), orders(4).assign(who="few", revenue=12345.67)])
    rows = pd.concat([rows, orders(40).assign(who="some")])
    counts, _ = count(rows, Plan(scale=NO_SCALE, columns={"revenue": "shop"}, by=("who",)))
    released = release(counts, 10)
    tally = released.stages["shop"]
    few, many, some = (counts.segments.index((name,)) for name in ("few", "many", "some"))
    assert tally.withheld == tuple(sorted((few, some)))
    assert tally.sums[few] == tally.sums[some] == (0.0, 0.0, 0.0, 0.0)
    assert tally.sums[many] == counts.stages["shop"].sums[many]
    assert sum(released.coarser[0].stages["shop"].n[0]) == len(rows)
    assert released.coarser[0].stages["shop"].sums[0][0] == pytest.approx(rows["revenue"].sum())


def test_amounts_that_are_none_are_reconciled_and_missing_codes_taken_out():
    rows = pd.DataFrame({"revenue": ["12.5", "abc", -1, None, float("inf"), 3]})
    plan = Plan(scale=NO_SCALE, columns={"revenue": "shop"}, missing=(-1,), min_n=1)
    with pytest.warns(OutOfScaleWarning, match="^no amounts, so not counted: .*'abc' in column 'revenue'"):
        counts, found = count(rows, plan)
    assert counts.stages["shop"].values == (3.0, 12.5)
    assert dict(zip(found["outcome"], found["rows"], strict=True)) == {
        "matched": 2,
        "missing code": 2,
        "out of scale": 2,
    }
    with pytest.raises(RowsError, match="no amount in revenue"):
        count(pd.DataFrame({"revenue": ["abc"]}), plan)


def test_several_amounts_of_one_respondent_are_not_averaged_unasked():
    rows = pd.DataFrame({"a": [1], "b": [2], "stage": ["shop"], "who": [1]})
    with pytest.raises(RowsError, match="several columns of amounts are of one stage, shop: add them up"):
        count(rows, Plan(scale=NO_SCALE, columns={"a": "shop", "b": "shop"}))
    with pytest.raises(RowsError, match="respondent= would average the amounts"):
        count(rows, Plan(scale=NO_SCALE, stage="stage", score="a", stages={"shop": "shop"}, respondent="who"))


def test_clusters_are_known_of_amounts_that_are_counted_one_by_one():
    rows = orders(900, whole=True).assign(home=np.arange(900) % 60)
    plain, robust = (estimate(source(rows, cluster=cluster), ["shop"]) for cluster in (None, "home"))
    assert robust["money(currency='EUR')"].method == "amount as mean, cluster-robust t 95 %"
    assert robust["rate"].method == "rate, Wilson at cluster-robust n 95 %"
    assert robust["mean"].value[0] == plain["mean"].value[0]
    assert robust["mean"].low[0] != plain["mean"].low[0]
    with pytest.raises(RowsError, match="at most 1,000 different values; round them first"):
        source(orders(5000).assign(home=1), cluster="home")


def test_scores_and_amounts_are_not_mixed_up():
    with pytest.raises(MeasureError, match=r"nps is of scores .* total, rate, money, mean and median suit"):
        check_suits(nps(), amounts=True)
    with pytest.raises(MeasureError, match="rate is of amounts, and these columns hold scores"):
        check_suits(rate(), amounts=False)
    for either in (mean(), median()):
        check_suits(either, amounts=True)
        check_suits(either, amounts=False)
    assert distribution_frame([source(orders(50))], {"shop": "Shop"}).empty


@pytest.mark.parametrize("measure", [*EVERY, total(level=0.9), money("min", kind="median", level=0.8)])
def test_a_measure_of_amounts_comes_back_from_a_document(measure):
    assert from_stored(to_stored(measure)) == measure
    assert measure.unit == {"rate": "share", "mean": "score"}.get(measure.maker, "amount")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: money(currency=5), "currency= is what amounts are of, as text such as 'EUR', not 5"),
        (lambda: total(of="x" * 50), "of= is what amounts are of"),
        (lambda: money(kind="mode"), "kind= is one of mean, median, not 'mode'"),
    ],
)
def test_options_that_make_no_sense_are_refused(make, sentence):
    with pytest.raises(MeasureError, match=sentence):
        make()


def test_labels_name_what_is_counted():
    assert [measure.label for measure in EVERY] == [
        "Total, EUR",
        "Mean amount, EUR",
        "Rate",
        "Mean",
        "Median amount",
    ]
    cells = Histograms(np.array([2.0, 5.0]), np.array([0, 0]))
    nobody = total().estimate(cells, (0, 5))
    assert np.isnan([nobody.value, nobody.low, nobody.high]).all()
