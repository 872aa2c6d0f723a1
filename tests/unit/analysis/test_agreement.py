"""`cjm.agreement`: every coefficient of what people judged, from lists, series and frames."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from tests.unit.statistics.test_agreement import RATINGS, SUBJECTS, pairs


def values(table: pd.DataFrame) -> dict[str, float]:
    return dict(zip(table["measure"] + " " + table["options"], table["value"], strict=True))


def test_the_published_example_with_missing_judgements(vectors):
    table = cjm.agreement(*RATINGS.tolist())
    assert table.columns.tolist() == ["measure", "options", "n", "value", "low", "high", "method"]
    found = values(table)
    for metric, expected in vectors["krippendorff_C"]["expected"].items():
        assert found[f"krippendorff_alpha {metric}"] == pytest.approx(expected, abs=5e-5)
    assert found["gwet_ac1 "] == pytest.approx(0.77544, abs=5e-6)
    assert found["per_cent "] == pytest.approx(81.81818, abs=5e-6)
    assert set(table["n"]) == {11}  # the twelfth unit was judged by one
    method = table.set_index("measure")["method"]
    assert method["cohen_kappa"] == "Cohen's kappa, equal weights: compares two people, not 4"
    assert "every unit judged by everybody" in method["fleiss_kappa"]
    has = table["value"].notna()
    assert (table["low"] < table["value"])[has].all()
    assert (table["value"] < table["high"])[has].all()


def test_two_people_equal_r(vectors):
    a, b = pairs([[20, 5], [10, 15]])
    expected = vectors["kappa"]["expected"]
    for weights in ("equal", "linear", "quadratic"):
        table = cjm.agreement(a, b, weights=weights, draws=200)
        assert values(table)[f"cohen_kappa weights {weights}"] == pytest.approx(expected["kappa"], abs=1e-6)
        assert f"{weights} weights" in table["method"][1]


def test_fourteen_people_equal_the_textbook(vectors):
    people = np.array([np.repeat(np.arange(5), row) for row in SUBJECTS]).T
    found = values(cjm.agreement(pd.DataFrame(people.T), draws=200))
    assert found["fleiss_kappa "] == pytest.approx(vectors["fleiss_kappa_14x10x5"]["expected"], abs=1e-6)


def test_series_are_matched_by_their_index():
    a = pd.Series(["x", "y", "x", "y"], index=["q1", "q2", "q3", "q4"])
    b = pd.Series(["y", "y", "x"], index=["q4", "q2", "q1"])
    table = cjm.agreement(a, b, draws=100)
    assert table["n"].tolist() == [3] * len(table)
    assert table["value"][0] == 100


def test_an_order_makes_texts_ordinal_and_counts_what_nobody_used():
    a, b = ["low", "high", "mid", "low"] * 5, ["low", "mid", "mid", "low"] * 5
    assert "krippendorff_alpha ordinal" not in values(cjm.agreement(a, b, draws=100))
    ordered = cjm.agreement(a, b, order=["low", "mid", "high", "top"], weights="linear", draws=100)
    categories = [pd.Categorical(one, ["low", "mid", "high", "top"], ordered=True) for one in (a, b)]
    again = cjm.agreement(*map(pd.Series, categories), weights="linear", draws=100)
    pd.testing.assert_frame_equal(ordered, again)
    assert values(ordered)["krippendorff_alpha ordinal"] < 1
    more = values(ordered)["gwet_ac1 "]
    assert more > values(cjm.agreement(a, b, draws=100))["gwet_ac1 "]  # chance has four categories to miss


def test_an_interval_is_the_same_again_and_another_with_another_seed():
    a, b = pairs([[20, 5], [10, 15]])
    first, again, other = (cjm.agreement(a, b, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert (first["low"] != other["low"]).any()
    narrow = cjm.agreement(a, b, seed=1, level=0.5)
    assert (narrow["low"] > first["low"]).all()
    assert narrow["method"].str.contains("50 %").all()


def test_the_interval_covers_as_often_as_it_says():
    random = np.random.default_rng(2)
    truth = np.array([[0.35, 0.1], [0.05, 0.5]])
    chance = truth.sum(axis=0) @ truth.sum(axis=1)
    kappa = (truth.trace() - chance) / (1 - chance)
    inside = []
    for _ in range(150):
        a, b = pairs(random.multinomial(80, truth.ravel()).reshape(2, 2))
        low, high = cjm.agreement(a, b, draws=400).loc[1, ["low", "high"]]
        inside.append(low <= kappa <= high)
    assert 0.88 < np.mean(inside) <= 1


def test_what_varies_in_nothing_has_no_interval_and_says_why():
    table = cjm.agreement(list("abcab"), list("abcab"))
    assert table["value"].tolist() == pytest.approx([100, 1, 1, 1, 1])
    assert "no interval, nothing varies" in table["method"][0]
    alone = cjm.agreement(["a", "a", "a"], ["a", "a", "a"])
    assert alone["value"].notna().tolist() == [True, False, False, False, False]
    assert "every judgement is the same" in alone["method"][1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cjm.agreement(), "two people or more, not 0"),
        (lambda: cjm.agreement(["a"]), "two people or more, not 1"),
        (lambda: cjm.agreement(["a", "b"], ["a"]), "the same order, not 2, 1"),
        (lambda: cjm.agreement(["a", 1], ["a", "b"]), "numbers or texts, not both: 1 and 'a'"),
        (lambda: cjm.agreement("ab", "ab"), "person 1 needs a list"),
        (lambda: cjm.agreement([["a"]], [["b"]]), "several values"),
        (lambda: cjm.agreement([None], [None]), "every value is missing"),
        (lambda: cjm.agreement(["a", None], [None, "b"]), "nothing to compare"),
        (lambda: cjm.agreement(["a", "z"], ["a", "b"], order=["a", "b"]), "order= lacks 'z'"),
        (lambda: cjm.agreement(["a"], ["a"], order=["a", "a"]), "twice"),
        (lambda: cjm.agreement(["a"], ["b"], weights="linear"), "need an order of the categories"),
        (lambda: cjm.agreement(["a"], ["b"], weights="square"), "weights="),
        (lambda: cjm.agreement(["a"], ["b"], level=95), "between 0 and 1"),
        (lambda: cjm.agreement(["a"], ["b"], draws=1), "100 to 100,000"),
        (lambda: cjm.agreement(["a"], ["b"], seed=-1), "0 or more"),
        (lambda: cjm.agreement([1.0], [float("inf")]), "inf is no judgement"),
        (
            lambda: cjm.agreement(*[pd.Series(["a", "b"], index=["q", "q"])] * 2),
            "judged the unit 'q' twice",
        ),
    ],
)
def test_what_is_no_agreement_is_refused_with_a_sentence(call, message):
    with pytest.raises(cjm.CjmError, match=message):
        call()
