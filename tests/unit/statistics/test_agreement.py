"""Agreement of observers against R, published tables and what the formulas say at their ends."""

from __future__ import annotations

import numpy as np
import pytest

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.statistics.agreement import (
    METRICS,
    bootstrap_of_units,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)

CLOSE = {"rel": 0, "abs": 1e-6}
_ = np.nan
VALUES = np.arange(1, 6)
RATINGS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
)
"""Four observers of twelve units, from Krippendorff (2011)."""
COUNTS = (RATINGS[:, :, np.newaxis] == VALUES).sum(axis=0)
SUBJECTS = np.array(
    [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
)
"""Fourteen observers who sorted ten subjects into five categories: a textbook table."""


def pairs(table):
    """The category of each unit by each of two observers."""
    return [np.repeat(index.ravel(), np.ravel(table)) for index in np.indices(np.shape(table))]


def test_cohens_kappa_equals_r(vectors):
    expected, table = vectors["kappa"]["expected"], [[20, 5], [10, 15]]
    assert cohen_kappa(*pairs(table), 2) == pytest.approx(expected["kappa"], **CLOSE)
    for weights in ("linear", "quadratic"):  # of two categories, weights change nothing
        assert cohen_kappa(*pairs(table), 2, weights) == pytest.approx(expected["wk"], **CLOSE)


def test_the_bootstrap_of_kappa_is_as_wide_as_rs_interval(vectors):
    low, value, high = vectors["kappa"]["expected"]["ci"]
    first, second = pairs([[20, 5], [10, 15]])
    ends = bootstrap_of_units(lambda times: cohen_kappa(first, second, 2, times=times), 50, 0.95, 20_000, 0)
    assert ends[2] == 20_000
    assert ends[1] - ends[0] == pytest.approx(high - low, rel=0.03)
    assert (ends[0] + ends[1]) / 2 == pytest.approx(value, abs=0.02)


def test_weighted_kappa_is_one_less_the_disagreement_of_pairs():
    table = np.array([[11, 3, 1, 0], [1, 9, 2, 1], [0, 1, 10, 4], [1, 0, 2, 8]])
    first, second = pairs(table)
    for weights, power in (("linear", 1), ("quadratic", 2)):
        seen = (np.abs(first - second) ** power).mean()
        chance = (np.abs(np.subtract.outer(first, second)) ** power).mean()
        assert cohen_kappa(first, second, 4, weights) == pytest.approx(1 - seen / chance)


def test_fleiss_kappa_equals_the_textbooks(vectors):
    expected = vectors["fleiss_kappa_14x10x5"]["expected"]
    assert fleiss_kappa(SUBJECTS) == pytest.approx(expected, **CLOSE)


@pytest.mark.parametrize("metric", METRICS)
def test_krippendorffs_alpha_with_missing_judgements_is_the_published_one(vectors, metric):
    expected = vectors["krippendorff_C"]["expected"][metric]  # printed with four digits
    assert krippendorff_alpha(COUNTS, VALUES, metric) == pytest.approx(expected, abs=5e-5)


def test_the_four_by_twelve_example_is_published_with_three_digits():
    alphas = [round(float(krippendorff_alpha(COUNTS, VALUES, metric)), 3) for metric in METRICS]
    assert alphas == [0.743, 0.815, 0.849, 0.797]


@pytest.mark.parametrize("metric", METRICS)
def test_krippendorffs_alpha_is_one_less_the_disagreement_of_pairs(metric):
    """By brute force: observed pairs within units against all pairs, as it is defined; units drawn too."""
    times = np.array([2, 0, 1, 1, 3, 1, 0, 1, 1, 2, 0, 1])
    for count in (np.ones(12, int), times):
        units = [
            unit[~np.isnan(unit)] for unit, often in zip(RATINGS.T, count, strict=True) for _ in range(often)
        ]
        units = [unit for unit in units if len(unit) > 1]
        every = np.concatenate(units)
        rank = {value: (every < value).sum() + (every == value).sum() / 2 for value in every}
        apart = {
            "nominal": lambda a, b, rank: float(a != b),
            "ordinal": lambda a, b, rank: (rank[a] - rank[b]) ** 2,
            "interval": lambda a, b, rank: (a - b) ** 2,
            "ratio": lambda a, b, rank: ((a - b) / (a + b)) ** 2,
        }[metric]
        observed = sum(sum(apart(a, b, rank) for a in unit for b in unit) / (len(unit) - 1) for unit in units)
        chance = sum(apart(a, b, rank) for a in every for b in every) / (len(every) - 1)
        alpha = krippendorff_alpha(COUNTS, VALUES, metric, count)
        assert alpha == pytest.approx(1 - observed / chance, abs=1e-12)


def test_gwets_ac1_is_the_handbooks():
    """Gwet's handbook has the same four raters of twelve units: .77544, where .81818 agree."""
    assert gwet_ac1(COUNTS) == pytest.approx(0.77544, abs=5e-6)
    assert percent_agreement(COUNTS) == pytest.approx(0.8181818, abs=5e-8)


def test_gwets_ac1_of_two_raters_is_cohens_agreement_beyond_another_chance():
    """By the definition for two raters and two categories: chance is 2q(1-q) of the mean share q."""
    first, second = pairs([[118, 5], [2, 0]])
    counts = np.eye(2)[first] + np.eye(2)[second]
    q = (123 + 120) / 2 / 125
    chance = 2 * q * (1 - q)
    assert gwet_ac1(counts) == pytest.approx((118 / 125 - chance) / (1 - chance), abs=1e-12)
    assert cohen_kappa(first, second, 2) < 0 < 0.9 < gwet_ac1(counts)  # the paradox it was made for


def test_units_drawn_several_times_count_as_often():
    times = np.array([[1, 2, 0, 3, 1, 0, 0, 1, 0, 2], [0, 1, 1, 1, 1, 1, 1, 1, 1, 2]])
    for drawn, often in zip(fleiss_kappa(SUBJECTS, times), times, strict=True):
        assert drawn == pytest.approx(float(fleiss_kappa(np.repeat(SUBJECTS, often, axis=0))), abs=1e-12)
    for drawn, often in zip(gwet_ac1(SUBJECTS, times), times, strict=True):
        assert drawn == pytest.approx(float(gwet_ac1(np.repeat(SUBJECTS, often, axis=0))), abs=1e-12)


def test_the_same_seed_draws_the_same_units_however_many_fit_at_once(monkeypatch):
    def draw():
        return bootstrap_of_units(lambda times: fleiss_kappa(SUBJECTS, times), 10, 0.9, 500, 7)

    whole = draw()
    monkeypatch.setattr("cjm_widgets.statistics.agreement._MOST_JUDGEMENTS_AT_ONCE", 70)
    assert draw() == whole


def test_full_agreement_is_one_and_a_single_category_says_nothing():
    both = np.array([[2, 0], [0, 2]])
    assert cohen_kappa(np.array([0, 1]), np.array([0, 1]), 2) == 1
    assert fleiss_kappa(both) == gwet_ac1(both) == percent_agreement(both) == 1
    assert krippendorff_alpha(both, np.arange(2)) == 1
    assert np.isnan(cohen_kappa(np.array([0, 0]), np.array([0, 0]), 2))
    assert np.isnan(fleiss_kappa(np.array([[3, 0], [3, 0]])))
    assert np.isnan(gwet_ac1(np.array([[3], [3]])))
    assert np.isnan(krippendorff_alpha(np.array([[2, 0], [2, 0]]), np.arange(2)))
    assert np.isnan(krippendorff_alpha(np.array([[1, 0], [0, 1]]), np.arange(2)))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cohen_kappa(np.zeros(2, int), np.zeros(3, int), 2), r"not \(2,\) and \(3,\)"),
        (lambda: cohen_kappa(np.zeros(0, int), np.zeros(0, int), 2), "one or more"),
        (lambda: cohen_kappa(np.zeros(2, int), np.zeros(2, int), 2, "square"), "weights="),
        (lambda: fleiss_kappa(np.array([[3, 0], [1, 1]])), "2 to 3; Krippendorff's alpha takes"),
        (lambda: gwet_ac1(np.array([1.0, 2])), "units by categories"),
        (lambda: krippendorff_alpha(COUNTS, VALUES, "rank"), "metric="),
        (lambda: krippendorff_alpha(COUNTS, VALUES - 3, "ratio"), "starts at 0"),
    ],
)
def test_what_is_no_agreement_is_refused(call, message):
    with pytest.raises(MeasureError, match=message):
        call()
