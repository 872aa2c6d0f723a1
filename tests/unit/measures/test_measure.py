"""Estimates and intervals against R, published tables and hand-worked cases."""

from __future__ import annotations

import numpy as np
import pytest

from cjm_widgets.document import model
from cjm_widgets.document.errors import CjmError, MeasureError, UnknownNameError
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.nets import nps
from cjm_widgets.measures.registry import from_stored, to_stored
from cjm_widgets.measures.shares import top_box
from cjm_widgets.statistics.histograms import Histograms


def cell(scores: dict[float, int]) -> Histograms:
    return Histograms(np.array([*scores], float), np.array([*scores.values()]))


NPS_VECTORS = [
    "nps_1_2_3",
    "nps_75_675_250",
    "nps_9_8_19",
    "nps_3_2_5",
    "nps_0_0_10",
    "nps_0_5_0",
    "nps_10_0_0",
]


@pytest.mark.parametrize("name", [*NPS_VECTORS, "nps_342_968_1436"])
def test_nps_and_its_adjusted_wald_interval_equal_r(vectors, name):
    vector = vectors[name]
    given, expected = vector["input"], vector["expected"]
    result = nps().estimate(cell({3: given["det"], 7: given["pas"], 10: given["pro"]}), (0, 10))
    assert result.value == pytest.approx(100 * expected["nps"], abs=1e-6)
    ends = [100 * end for end in expected["adjusted.wald"]]
    assert [result.low, result.high] == pytest.approx([max(ends[0], -100), min(ends[1], 100)], abs=1e-6)
    cut = ", cut at the ends of the scale" if max(map(abs, ends)) > 100 else ""
    assert result.method == f"NPS, adjusted Wald 95 %{cut}"


@pytest.mark.parametrize("name", ["wilson_81_263", "wilson_15_148", "wilson_0_20", "wilson_1_29"])
def test_top_box_has_wilsons_interval_as_r_gives_it(vectors, name):
    hits, n = vectors[name]["input"]
    result = top_box().estimate(cell({2: n - hits, 5: hits}), (1, 5))
    assert result.value == pytest.approx(hits / n)
    assert [result.low, result.high] == pytest.approx(vectors[name]["expected"]["wilson"], abs=1e-6)


def test_mean_has_the_t_interval_of_r(vectors):
    scores = vectors["welch"]["expected"]["g1"]  # the sleep data, first group
    values, n = np.unique(scores, return_counts=True)
    result = mean().estimate(Histograms(values, n), (-10, 10))
    assert result.value == pytest.approx(vectors["t1"]["expected"]["mean"])
    assert [result.low, result.high] == pytest.approx(vectors["t1"]["expected"]["ci"], abs=1e-6)


def test_kish_n_is_the_effective_sample_size():
    from cjm_widgets.statistics.intervals import kish_n

    weights = np.array([1.0, 2.0, 3.0])
    assert kish_n(np.array([weights.sum()]), np.array([(weights**2).sum()])) == pytest.approx(36 / 14)


def test_wilson_equals_newcombes_published_example():
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81 of 263.
    result = top_box(boxes=1).estimate(cell({0: 182, 1: 81}), (0, 1))
    assert [result.low, result.high] == pytest.approx([0.2553, 0.3662], abs=5e-5)


def test_mean_equals_the_published_interval_of_the_sleep_data():
    # Student 1908, the first drug: mean 0.75, 95 % interval -0.530 to 2.030 (R: t.test(sleep$extra[1:10])).
    scores = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    result = mean().estimate(Histograms(np.array(scores), np.ones(10, int)), (-10, 10))
    assert [result.value, result.low, result.high] == pytest.approx([0.75, -0.5297804, 2.0297804], abs=1e-6)


def test_nps_adds_three_imagined_answers():
    # Rocks 2016: one detractor, two passives, three promoters become 1.75, 3.5 and 3.75 of 9.
    result = nps().estimate(cell({6: 1, 8: 2, 9: 3}), (0, 10))
    middle, spread = 2 / 9, 5.5 / 9 - (2 / 9) ** 2
    half = 1.959963984540054 * np.sqrt(spread / 9)
    assert [result.low, result.high] == pytest.approx([100 * (middle - half), 100 * (middle + half)])
    assert result.value == pytest.approx(100 / 3)


def test_weighted_mean_is_the_linearised_estimate_worked_by_hand():
    # Scores 1, 2, 4 with weights 1, 2, 1: mean 9/4; residuals times weights -5/4, -1/2, 7/4.
    weights = np.array([1.0, 2.0, 1.0])
    cells = Histograms(np.array([1.0, 2.0, 4.0]), np.array([1, 1, 1]), weights, weights**2)
    result = mean().estimate(cells, (-5, 10))
    error = np.sqrt(3 / 2 * ((5 / 4) ** 2 + (1 / 2) ** 2 + (7 / 4) ** 2)) / 4
    assert result.value == 2.25
    assert result.high - result.value == pytest.approx(4.302652729911275 * error)  # t on 2 degrees
    assert result.method == "weighted mean, linearised t 95 %"


def test_nobody_gives_no_value_and_one_respondent_no_interval_of_the_mean():
    cells = Histograms(np.array([4.0, 5.0]), np.array([[0, 0], [1, 0]]))
    result = mean().estimate(cells, (1, 5))
    np.testing.assert_array_equal(result.n, [0, 1])
    np.testing.assert_array_equal(result.value, [np.nan, 4])
    np.testing.assert_array_equal(result.low, [np.nan, np.nan])
    np.testing.assert_array_equal(result.high, [np.nan, np.nan])
    for measure, scale in ((top_box(), (1, 5)), (nps(), (0, 10))):
        empty = measure.estimate(Histograms(np.array([4.0]), np.array([0])), scale)
        assert np.isnan([empty.value, empty.low, empty.high]).all()


def test_top_box_counts_respondent_means_from_the_lowest_box_up():
    result = top_box().estimate(cell({3.9: 3, 4.0: 1, 4.5: 2, 5.0: 4}), (1, 5))
    assert result.value == pytest.approx(0.7)


def test_nps_takes_means_between_the_classes_for_passive():
    result = nps().estimate(cell({6.0: 1, 6.5: 1, 8.5: 1, 9.0: 2}), (0, 10))
    assert result.value == pytest.approx(20)


def test_estimates_have_the_shape_of_the_cells():
    cells = Histograms(np.array([[1.0, 5.0], [2.0, 4.0]]), np.arange(12).reshape(3, 2, 2))
    result = mean().estimate(cells, (1, 5))
    assert result.value.shape == result.low.shape == result.n.shape == (3, 2)
    assert result.value[1, 1] == pytest.approx((6 * 2 + 7 * 4) / 13)


def test_a_higher_level_makes_a_wider_interval_and_is_printed():
    narrow, wide = (top_box(level=level).estimate(cell({2: 3, 5: 7}), (1, 5)) for level in (0.9, 0.995))
    assert wide.low < narrow.low
    assert wide.high > narrow.high
    assert (narrow.method, wide.method) == ("top-2 box, Wilson 90 %", "top-2 box, Wilson 99.5 %")


@pytest.mark.parametrize(
    ("measure", "name", "label", "unit", "axis", "method", "weighted"),
    [
        (mean(), "mean", "Mean", "score", (1, 5), "mean, t 95 %", "weighted mean, linearised t 95 %"),
        (
            top_box(),
            "top_box",
            "Top-2 box",
            "share",
            (0, 1),
            "top-2 box, Wilson 95 %",
            "weighted top-2 box, Wilson at Kish n 95 %",
        ),
        (
            top_box(boxes=1),
            "top_box(boxes=1)",
            "Top box",
            "share",
            (0, 1),
            "top box, Wilson 95 %",
            "weighted top box, Wilson at Kish n 95 %",
        ),
        (
            nps(level=0.9),
            "nps(level=0.9)",
            "NPS",
            "nps",
            (-100, 100),
            "NPS, adjusted Wald 90 %",
            "weighted NPS, adjusted Wald at Kish n 90 %",
        ),
    ],
)
def test_a_measure_says_what_it_is(measure, name, label, unit, axis, method, weighted):
    assert (measure.name, measure.label, measure.unit, measure.axis((1, 5))) == (name, label, unit, axis)
    assert (measure.method(False), measure.method(True)) == (method, weighted)


@pytest.mark.parametrize("measure", [mean(), mean(level=0.9), top_box(), top_box(boxes=3, level=0.8), nps()])
def test_a_document_gives_back_the_measure_it_was_given(measure):
    assert from_stored(to_stored(measure)) == measure


def test_a_stored_measure_nobody_knows_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean 'top_box'"):
        from_stored(model.Measure("topbox"))
    with pytest.raises(MeasureError, match="has no option 'box'; it has level, boxes"):
        from_stored(model.Measure("top_box", {"box": 1}))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: mean(level=95), "between 0 and 1"),
        (lambda: mean(level="high"), "between 0 and 1"),
        (lambda: top_box(boxes=0), "1 or more"),
        (lambda: top_box(boxes=1.5), "1 or more"),
        (lambda: top_box(boxes=5).require((1, 5)), "whole scale 1 to 5; at most boxes=4"),
        (lambda: nps().require((1, 5)), "0 to 10, and this source's scale is 1 to 5"),
    ],
)
def test_a_measure_that_makes_no_sense_is_refused(make, sentence):
    with pytest.raises(MeasureError, match=sentence) as refused:
        make()
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, CjmError)
