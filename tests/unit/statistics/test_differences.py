"""Formulas of differences against R, published tables and another library."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.averages import mean, median, moments
from cjm_widgets.measures.nets import enps, net_box, nps
from cjm_widgets.measures.satisfaction import ces, csat
from cjm_widgets.measures.shares import bottom_box, share, top_box
from cjm_widgets.statistics.adjustment import benjamini_hochberg, holm
from cjm_widgets.statistics.differences import (
    cliffs_delta,
    hedges_g,
    mann_whitney_p,
    newcombe_interval,
    share_contrast,
    two_proportion_p,
    welch,
)
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import net_difference
from tests.unit.measures.cells import answers

CLOSE = {"rel": 0, "abs": 1e-6}


def both(a, b, weights_a=None, weights_b=None) -> tuple[Histograms, Histograms]:
    """Two groups' answers over the same values."""
    values = np.unique([*a, *b])

    def one(scores, weights) -> Histograms:
        place = np.searchsorted(values, scores)
        n = np.bincount(place, minlength=len(values))
        if weights is None:
            return Histograms(values, n)
        w = np.asarray(weights, float)
        sums = (np.bincount(place, each, len(values)) for each in (w, w * w))
        return Histograms(values, n, *sums)

    return one(a, weights_a), one(b, weights_b)


@pytest.fixture
def sleep(vectors) -> tuple[Histograms, Histograms]:
    """Student's sleep data, from unsorted answers with ties."""
    expected = vectors["welch"]["expected"]
    return both(expected["g1"], expected["g2"])


def test_welch_equals_r(vectors, sleep):
    expected = vectors["welch"]["expected"]
    found = welch(*map(moments, sleep), 0.95)
    assert found.t == pytest.approx(expected["t"], **CLOSE)
    assert found.freedom == pytest.approx(expected["df"], **CLOSE)
    assert found.p == pytest.approx(expected["p"], **CLOSE)
    assert [found.low, found.high] == pytest.approx(expected["ci"], **CLOSE)


def test_mann_whitney_equals_r(vectors, sleep):
    assert mann_whitney_p(*(group.n for group in sleep)) == pytest.approx(
        vectors["mwc"]["expected"]["p"], **CLOSE
    )


def test_mann_whitney_equals_another_library_on_scores_full_of_ties():
    from scipy.stats import mannwhitneyu

    random = np.random.default_rng(7)
    for size in (3, 8, 40, 200):
        a, b = random.integers(1, 6, size), random.integers(2, 6, size + 5)
        expected = mannwhitneyu(a, b, method="asymptotic", use_continuity=True).pvalue
        assert mann_whitney_p(*(group.n for group in both(a, b))) == pytest.approx(expected)


def test_mann_whitney_counts_ten_million_without_running_over():
    a = np.array([1_000_000, 2_000_000, 7_000_000])
    assert mann_whitney_p(a, a) == pytest.approx(1)
    assert mann_whitney_p(a, a[::-1]) == pytest.approx(0)


@pytest.mark.parametrize(
    "name",
    ["56_48_14_32", "9_3_1_7", "6_2_1_5", "5_0_51_29", "10_0_0_20"],
)
def test_newcombe_equals_his_table(vectors, name):
    vector = vectors[f"newcombe_{name}"]
    hits_a, hits_b, misses_a, misses_b = vector["input"]["succ1,succ2,fail1,fail2"]
    a, b = [5] * hits_a + [1] * misses_a, [5] * hits_b + [1] * misses_b
    found = top_box().compare(*both(a, b), (1, 5))
    assert found.difference == pytest.approx(vector["expected"]["diff"], **CLOSE)
    assert [found.low, found.high] == pytest.approx(vector["expected"]["ci"], **CLOSE)
    mirrored = bottom_box().compare(*both(b, a), (1, 5))
    assert [mirrored.low, mirrored.high] == pytest.approx(vector["expected"]["ci"], **CLOSE)


def test_two_proportions_have_the_p_value_of_pearsons_table():
    from scipy.stats import chi2_contingency

    expected = chi2_contingency([[56, 14], [48, 32]], correction=False).pvalue
    assert two_proportion_p(np.array(56 / 70), np.array(70), np.array(0.6), np.array(80)) == pytest.approx(
        expected
    )


def test_differences_of_nps_equal_r(vectors):
    vector = vectors["nps_diff"]
    expected = vector["expected"]
    a, b = ([3] * down + [7] * mid + [10] * up for down, mid, up in vector["input"].values())
    plain = nps(interval="wald").compare(*both(a, b), (0, 10))
    assert plain.difference / 100 == pytest.approx(expected["delta"], **CLOSE)
    assert [plain.low / 100, plain.high / 100] == pytest.approx(expected["wald"], **CLOSE)
    assert plain.p == pytest.approx(expected["p"], **CLOSE)
    for measure in (nps(), enps(), nps(interval="score")):
        found = measure.compare(*both(a, b), (0, 10))
        assert found.difference == plain.difference
        assert [found.low / 100, found.high / 100] == pytest.approx(expected["adj"], **CLOSE)
        assert found.p == pytest.approx(expected["p_adj"], **CLOSE)


def test_the_difference_of_single_answers_is_within_its_interval():
    one, other = (np.array(1.0), np.array(0.0), np.array(1.0)), (np.array(0.0), np.array(1.0), np.array(1.0))
    found = net_difference(one, other, 0.5, adjusted=True)
    assert found.low < 2 == found.high


def test_adjusted_p_values_equal_r(vectors):
    expected = vectors["padj"]["expected"]
    p = np.array(expected["p"])
    assert holm(p) == pytest.approx(expected["holm"], **CLOSE)
    assert benjamini_hochberg(p) == pytest.approx(expected["BH"], **CLOSE)


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_adjusting_knows_no_order_and_passes_over_what_was_not_tested(adjust):
    p = np.array([0.03, np.nan, 0.001, 0.03, 0.2])
    assert adjust(p)[[4, 2, 0, 1, 3]] == pytest.approx(adjust(p[[4, 2, 0, 1, 3]]), nan_ok=True)
    assert adjust(p)[[0, 2, 3, 4]] == pytest.approx(adjust(p[[0, 2, 3, 4]]))
    assert np.isnan(adjust(p)[1])
    assert adjust(np.array([np.nan])).shape == (1,)
    assert adjust(np.array([])).shape == (0,)


def test_hedges_g_is_the_corrected_difference_worked_by_hand(sleep):
    # Pooled variance (3.200556 + 4.009) / 2, correction gamma(9) / (3 gamma(8.5)) = 0.957... on 18 degrees.
    from math import gamma

    correction = gamma(9) / (3 * gamma(8.5))
    pooled = (3.2005556 + 4.0090000) / 2
    assert hedges_g(*map(moments, sleep)) == pytest.approx(correction * -1.58 / pooled**0.5, abs=1e-6)


def test_cliffs_delta_counts_every_pair():
    a, b = [1, 2, 2, 5], [1, 1, 3]
    pairs = [(x > y) - (x < y) for x in a for y in b]
    assert cliffs_delta(*(group.n for group in both(a, b))) == pytest.approx(np.mean(pairs))


def test_weighted_means_differ_by_linearised_errors():
    a, b = answers([1, 2, 4], [1, 2, 1]), answers([2, 3, 5], [1, 1, 2])
    values = np.arange(1.0, 6)

    def widened(cells: Histograms) -> Histograms:
        place = cells.values.astype(int) - 1
        arrays = []
        for array in (cells.n, cells.weights, cells.weights_squared):
            every = np.zeros(5, array.dtype)
            every[place] = array
            arrays.append(every)
        return Histograms(values, *arrays)

    found = mean().compare(widened(a), widened(b), (1, 8))
    # Residuals times weights: -5/4, -1/2, 7/4 over 4; and b: mean 15/4, -7/4, -3/4, 5/2 over 4.
    squares = [
        1.5 * (25 / 16 + 1 / 4 + 49 / 16) / 16,
        1.5 * (49 / 16 + 9 / 16 + 25 / 4) / 16,
    ]
    freedom = sum(squares) ** 2 / sum(square**2 / 2 for square in squares)
    from scipy.special import stdtr, stdtrit

    half = stdtrit(freedom, 0.975) * sum(squares) ** 0.5
    assert found.difference == pytest.approx(9 / 4 - 15 / 4)
    assert [found.low, found.high] == pytest.approx([-1.5 - half, -1.5 + half])
    assert found.p == pytest.approx(2 * stdtr(freedom, -1.5 / sum(squares) ** 0.5))
    assert (found.test, found.method) == (
        "weighted Welch",
        "difference of weighted means, linearised Welch t 95 %",
    )


def test_weights_of_one_are_no_weights():
    a, b = [1, 2, 4, 5, 5], [2, 2, 3, 5]
    plain, weighted = both(a, b), both(a, b, [1] * 5, [1] * 4)
    for measure in (mean(), top_box(), share((2, 4)), net_box(), csat(), ces()):
        one, other = (measure.compare(*groups, (1, 5)) for groups in (plain, weighted))
        for name in ("difference", "low", "high", "p", "effect"):
            assert getattr(one, name) == pytest.approx(getattr(other, name))


def test_means_may_be_compared_by_ranks_and_say_so(sleep):
    ranked, tested = (mean().compare(*sleep, (-5, 10), test=test) for test in ("mann_whitney", "welch"))
    assert (ranked.test, ranked.effect_name) == ("Mann-Whitney", "Cliff's delta")
    assert (tested.test, tested.effect_name) == ("Welch", "Hedges' g")
    assert ranked.low == tested.low
    assert ranked.p == pytest.approx(0.069327575434, abs=1e-6)


def test_medians_differ_without_an_interval(sleep):
    found = median().compare(*sleep, (-5, 10))
    assert found.difference == pytest.approx(0.35 - 1.75)
    assert np.isnan([found.low, found.high]).all()
    assert (found.test, found.p) == ("Mann-Whitney", pytest.approx(0.069327575434, abs=1e-6))


def test_ranks_of_weighted_respondents_have_a_difference_and_no_test():
    groups = both([1, 2, 2], [2, 3, 3], [1, 1, 1], [1, 1, 1])
    for measure, difference in ((mean(), -1.0), (median(), -1.0)):
        found = measure.compare(*groups, (1, 5), test="mann_whitney")
        assert found.difference == pytest.approx(difference)
        assert np.isnan([found.p, found.effect]).all()
        assert "no test: Mann and Whitney's is not defined for weighted respondents" in str(found.method)


@pytest.mark.parametrize(("a", "b"), [([], [3, 4]), ([3], [4, 5]), ([3, 3], [4, 4]), ([], [])])
def test_too_few_respondents_have_neither_an_interval_nor_a_p_value(a, b):
    values = np.arange(1.0, 6)
    groups = [Histograms(values, np.bincount(np.array(one, int), minlength=6)[1:]) for one in (a, b)]
    found = mean().compare(*groups, (1, 5))
    assert np.isnan([found.low, found.high, found.p, found.effect]).all()


def test_an_interval_contains_its_difference():
    random = np.random.default_rng(3)
    counts = random.integers(0, 6, (200, 2, 11))
    values = np.arange(11.0)
    a, b = (Histograms(values, counts[:, group]) for group in (0, 1))
    for measure in (mean(), top_box(), share([1, 4]), nps(), nps(interval="wald"), net_box()):
        for level in (0.2, 0.95):
            found = measure.compare(a, b, (0, 10), level=level)
            assert (found.low <= found.difference).all()
            assert (found.difference <= found.high).all()


def test_the_newcombe_interval_turns_with_its_groups():
    one, other = (np.array(0.3), np.array(40.0)), (np.array(0.7), np.array(11.0))
    low, high = newcombe_interval(*one, *other, 0.9)
    assert newcombe_interval(*other, *one, 0.9) == (pytest.approx(-high), pytest.approx(-low))


def test_the_slope_of_three_shares_is_cochran_and_armitages_trend():
    """Of as many trials each; the middle share has no weight in the slope, and is pooled all the same."""
    doing, trials = np.array([10.0, 30.0, 18.0]), np.full(3, 40.0)
    score, pooled = np.array([-1.0, 0.0, 1.0]), doing.sum() / trials.sum()
    z = (score * (doing - trials * pooled)).sum() / np.sqrt(pooled * (1 - pooled) * (trials * score**2).sum())
    _, _, p = share_contrast(score / 2, doing / trials, trials, 0.95)
    assert p == pytest.approx(2 * norm.sf(abs(z)))


def test_an_option_nobody_knows_is_refused(sleep):
    with pytest.raises(MeasureError, match="test= is one of welch, mann_whitney, not 'welsh'; did you mean"):
        mean().compare(*sleep, (1, 5), test="welsh")
    with pytest.raises(MeasureError, match="between 0 and 1"):
        mean().compare(*sleep, (1, 5), level=95)
    with pytest.raises(MeasureError, match="0 to 10"):
        nps().compare(*sleep, (1, 5))
