"""The median and the answers that bound it."""

from __future__ import annotations

import numpy as np
import pytest

from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.measures.averages import lower_rank, median
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from cjm_widgets.statistics.histograms import Histograms
from tests.unit.measures.cells import answers, cell, ends


@pytest.mark.parametrize("n", [6, 10, 15, 20, 25, 30, 50, 100])
def test_ranks_equal_those_of_rs_binomial(vectors, n):
    expected = vectors[f"median_ci_n{n}"]["expected"]
    found = median().estimate(answers(range(1, n + 1)), (1, n))
    assert ends(found) == [expected["lo_rank"], expected["hi_rank"]]
    assert found.value == (n + 1) / 2


def test_the_confidence_is_at_least_the_one_asked_for(vectors):
    from scipy.special import bdtr

    for n in (6, 10, 15, 20, 25, 30, 50, 100):
        rank = int(lower_rank(np.array([n]), 0.95)[0])
        coverage = 1 - 2 * bdtr(rank - 1, n, 0.5)
        assert coverage == pytest.approx(vectors[f"median_ci_n{n}"]["expected"]["coverage"])
        assert 1 - 2 * bdtr(rank, n, 0.5) < 0.95 <= coverage


def test_every_touchpoint_equals_r(airport_rows, oracle):
    columns = {question: question for question in oracle["touchpoints"]}
    counts, _ = count(airport_rows, Plan(scale=(1, 5), columns=columns, missing=(0, 6, "Blank")))
    found = estimate(MeasuredSource("survey", stack(counts), (1, 5), (median(),)), [*columns])["median"]
    expected = oracle["touchpoints"].values()
    assert found.value.tolist() == [one["median"] for one in expected]
    assert np.stack([found.low, found.high], axis=1).tolist() == [
        one["median_ci_orderstat"] for one in expected
    ]


def test_two_scores_that_divide_the_respondents_have_their_midpoint():
    assert median().estimate(cell({1: 2, 4: 2}), (1, 5)).value == 2.5
    assert median().estimate(cell({1: 2, 4: 3}), (1, 5)).value == 4


def test_fewer_than_six_respondents_have_a_median_without_an_interval():
    five, six = (median().estimate(cell({1: 1, 4: n - 1}), (1, 5)) for n in (5, 6))
    assert five.value == 4
    assert np.isnan(ends(five)).all()
    assert ends(six) == [1, 4]
    nobody = median().estimate(cell({4: 0}), (1, 5))
    assert np.isnan([nobody.value, *ends(nobody)]).all()


def test_values_need_not_be_sorted_and_those_nobody_gave_do_not_count():
    cells = Histograms(np.array([5.0, 1.0, 3.0, 0.0]), np.array([[3, 3, 2, 0], [1, 0, 0, 0]]))
    assert median().estimate(cells, (1, 5)).value.tolist() == [3, 5]


def test_a_weighted_median_parts_the_weights_in_half():
    # Weights 0.1 x 3 on score 1 and 0.3 on score 5: half of the weight on either side.
    found = median().estimate(answers([1, 1, 1, 5], [0.1, 0.1, 0.1, 0.3]), (1, 5))
    assert found.value == 3
    heavy = median().estimate(answers([1, 2, 3, 4, 5], [1, 1, 1, 1, 9]), (1, 5))
    assert heavy.value == 5


def test_the_interval_of_a_weighted_median_has_the_ranks_of_kish_n():
    # 20 answers of weight 1 and 20 of weight 3: Kish n = 80^2 / 200 = 32, ranks 10 and 23 (R: qbinom).
    weights = [1] * 20 + [3] * 20
    found = median().estimate(answers(range(1, 41), weights), (1, 40))
    assert int(lower_rank(np.array([32]), 0.95)[0]) == 10
    # 10/32 of the weight, 25 of 80, is reached at the 22nd answer; 22/32, or 55, is passed at the 32nd.
    assert ends(found) == [22, 32]
    assert found.value == 27
    assert found.method == "weighted median, order statistics at Kish n 95 %"


def test_equal_weights_of_any_size_are_no_weights():
    # Kish n of six weights of 0.1 is a rounding error below 6.
    scores = [1, 1, 2, 3, 4, 5]
    plain, weighted = (median().estimate(answers(scores, w), (1, 5)) for w in (None, [0.1] * 6))
    assert ends(plain) == [1, 5]
    assert [weighted.value, *ends(weighted)] == [plain.value, *ends(plain)]


def test_turning_the_scale_round_turns_the_median_and_its_interval_round():
    scores, weights = [1, 2, 2, 3, 4, 4, 5, 5], [0.2, 1.5, 0.7, 1, 2.2, 0.1, 0.9, 1.3]
    one = median(level=0.6).estimate(answers(scores, weights), (1, 5))
    other = median(level=0.6).estimate(answers([6 - score for score in scores], weights), (1, 5))
    assert [other.value, *ends(other)] == pytest.approx([6 - one.value, 6 - one.high, 6 - one.low])


def test_ranks_of_many_answers_are_those_of_the_normal_curve():
    n = np.array([10_000_000])
    assert lower_rank(n, 0.95)[0] == pytest.approx(n[0] / 2 - 1.959964 * np.sqrt(n[0]) / 2, abs=1)


def test_the_median_says_what_it_is():
    assert (median().name, median().label, median().unit) == ("median", "Median", "score")
    assert median(level=0.9).method(False) == "median, order statistics 90 %"
