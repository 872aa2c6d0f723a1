"""Agreement of observers against R, published tables and what the formulas say at their ends."""

from __future__ import annotations

import numpy as np
import pytest

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.statistics.agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha

CLOSE = {"rel": 0, "abs": 1e-6}
_ = np.nan
RATINGS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
)
"""Four observers of twelve units, from Krippendorff (2011)."""
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


def test_cohens_kappa_equals_r(vectors):
    expected, kappa = vectors["kappa"]["expected"], cohen_kappa(np.array([[20, 5], [10, 15]]))
    assert [kappa.low, kappa.value, kappa.high] == pytest.approx(expected["ci"], **CLOSE)
    assert kappa.value == pytest.approx(expected["kappa"], **CLOSE)
    assert kappa.variance == pytest.approx(expected["var"], **CLOSE)
    for weights in ("linear", "quadratic"):  # of two categories, weights change nothing
        weighted = cohen_kappa(np.array([[20, 5], [10, 15]]), weights)
        assert weighted == pytest.approx(kappa)
        assert weighted.value == pytest.approx(expected["wk"], **CLOSE)


def test_weighted_kappa_is_one_less_the_disagreement_of_pairs():
    table = np.array([[11, 3, 1, 0], [1, 9, 2, 1], [0, 1, 10, 4], [1, 0, 2, 8]])
    first, second = (np.repeat(index.ravel(), table.ravel()) for index in np.indices(table.shape))
    for weights, power in (("linear", 1), ("quadratic", 2)):
        seen = (np.abs(first - second) ** power).mean()
        chance = (np.abs(np.subtract.outer(first, second)) ** power).mean()
        assert cohen_kappa(table, weights).value == pytest.approx(1 - seen / chance)


def test_the_interval_of_kappa_covers_as_often_as_it_says():
    random = np.random.default_rng(2)
    truth = np.array([[0.3, 0.1, 0.05], [0.05, 0.2, 0.05], [0.0, 0.05, 0.2]])
    value = cohen_kappa(truth).value
    tables = random.multinomial(200, truth.ravel(), 800).reshape(-1, 3, 3)
    intervals = [cohen_kappa(table) for table in tables]
    assert np.mean([one.low <= value <= one.high for one in intervals]) == pytest.approx(0.95, abs=0.025)


def test_fleiss_kappa_equals_the_textbooks(vectors):
    expected = vectors["fleiss_kappa_14x10x5"]["expected"]
    assert fleiss_kappa(SUBJECTS) == pytest.approx(expected, **CLOSE)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorffs_alpha_with_missing_judgements_is_the_published_one(vectors, metric):
    expected = vectors["krippendorff_C"]["expected"][metric]  # printed with four digits
    assert krippendorff_alpha(RATINGS, metric) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorffs_alpha_is_one_less_the_disagreement_of_pairs(metric):
    """By brute force: observed pairs within units against all pairs, as it is defined."""
    units = [unit[~np.isnan(unit)] for unit in RATINGS.T]
    units = [unit for unit in units if len(unit) > 1]
    every = np.concatenate(units)
    rank = {value: (every < value).sum() + (every == value).sum() / 2 for value in every}
    apart = {
        "nominal": lambda a, b: float(a != b),
        "ordinal": lambda a, b: (rank[a] - rank[b]) ** 2,
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2,
    }[metric]
    observed = sum(sum(apart(a, b) for a in unit for b in unit) / (len(unit) - 1) for unit in units)
    chance = sum(apart(a, b) for a in every for b in every) / (len(every) - 1)
    assert krippendorff_alpha(RATINGS, metric) == pytest.approx(1 - observed / chance, abs=1e-12)


def test_full_agreement_is_one_and_a_single_category_says_nothing():
    assert cohen_kappa(np.diag([3, 4])).value == 1
    assert fleiss_kappa(np.array([[3, 0], [0, 3]])) == 1
    assert krippendorff_alpha(np.array([[1.0, 2], [1, 2]])) == 1
    assert np.isnan(cohen_kappa(np.array([[5, 0], [0, 0]]))).all()
    assert np.isnan(fleiss_kappa(np.array([[3, 0], [3, 0]])))
    assert np.isnan(krippendorff_alpha(np.array([[1.0, 1], [1, 1]])))
    assert np.isnan(krippendorff_alpha(np.array([[1.0, _], [_, 2]])))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cohen_kappa(np.ones((2, 3))), r"as many rows as columns, not the shape \(2, 3\)"),
        (lambda: cohen_kappa(np.zeros((2, 2))), "some are above 0"),
        (lambda: cohen_kappa(np.eye(2), "square"), "weights="),
        (lambda: fleiss_kappa(np.array([[3, 0], [1, 1]])), "2 to 3; Krippendorff's alpha takes"),
        (lambda: krippendorff_alpha(np.array([1.0, 2])), "observers by things"),
        (lambda: krippendorff_alpha(RATINGS, "rank"), "metric="),
        (lambda: krippendorff_alpha(-RATINGS, "ratio"), "starts at 0"),
    ],
)
def test_what_is_no_agreement_is_refused(call, message):
    with pytest.raises(MeasureError, match=message):
        call()
