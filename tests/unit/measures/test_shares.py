"""Shares of respondents: boxes at either end, and any scores one names."""

from __future__ import annotations

import numpy as np
import pytest

from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.document import model
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.registry import from_stored, to_stored
from cjm_widgets.measures.shares import bottom_box, share, top_box
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from cjm_widgets.statistics.histograms import Histograms
from tests.unit.measures.cells import answers, cell, ends


def test_every_bottom_box_equals_r(airport_rows, oracle):
    columns = {question: question for question in oracle["touchpoints"]}
    counts, _ = count(airport_rows, Plan(scale=(1, 5), columns=columns, missing=(0, 6, "Blank")))
    two = bottom_box(boxes=2)
    found = estimate(MeasuredSource("survey", stack(counts), (1, 5), (two,)), [*columns])[two.name]
    expected = oracle["touchpoints"].values()
    assert found.value == pytest.approx([one["bot2"] for one in expected], abs=1e-6)
    assert found.value * found.n == pytest.approx([one["bot2_n"] for one in expected])


@pytest.mark.parametrize("name", ["wilson_81_263", "wilson_15_148", "wilson_0_20", "wilson_1_29"])
@pytest.mark.parametrize("measure", [bottom_box(boxes=2), share((1, 2)), share([2])])
def test_shares_have_wilsons_interval_as_r_gives_it(vectors, name, measure):
    hits, n = vectors[name]["input"]
    found = measure.estimate(cell({2: hits, 5: n - hits}), (1, 5))
    assert ends(found) == pytest.approx(vectors[name]["expected"]["wilson"], abs=1e-6)


def test_bottom_box_counts_respondent_means_up_to_the_highest_box():
    found = bottom_box(boxes=2).estimate(cell({1.5: 1, 2.0: 2, 2.1: 3, 5.0: 4}), (1, 5))
    assert found.value == pytest.approx(0.3)


def test_a_pair_is_bounds_and_a_list_is_exactly_its_scores():
    cells = cell({1: 1, 4: 2, 4.5: 3, 5: 4})
    assert share((4, 5)).estimate(cells, (1, 5)).value == pytest.approx(0.9)
    assert share([4, 5]).estimate(cells, (1, 5)).value == pytest.approx(0.6)
    assert share(5).estimate(cells, (1, 5)).value == pytest.approx(0.4)


def test_a_third_is_the_score_it_is_however_it_was_computed():
    cells = cell({(1 + 2 + 2) / 3: 1, 5: 1})
    assert share([1.6666666666667]).estimate(cells, (1, 5)).value == 0.5
    assert share((1, 1.6666666666667)).estimate(cells, (1, 5)).value == 0.5


def test_weighted_shares_are_those_of_the_weights_at_kish_n():
    weights = [1, 2, 3, 2]
    found = bottom_box().estimate(answers([1, 1, 4, 5], weights), (1, 5))
    assert found.value == pytest.approx(3 / 8)
    # Kish n is 64 / 18; Wilson's interval at it, worked by hand.
    n, z2 = 64 / 18, 1.959963984540054**2
    middle = (3 / 8 + z2 / (2 * n)) / (1 + z2 / n)
    half = (z2 * (3 / 8 * 5 / 8 / n + z2 / (4 * n * n))) ** 0.5 / (1 + z2 / n)
    assert ends(found) == pytest.approx([middle - half, middle + half])
    assert found.method == "weighted bottom box, Wilson at Kish n 95 %"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ((4, 5), "4 to 5"),
        ("4 to 5", "4 to 5"),
        ((4.0, 5.5), "4 to 5.5"),
        ([5, 1, 3, 3], "1, 3, 5"),
        ({2}, "2"),
        (range(1, 4), "1, 2, 3"),
        ("1,3", "1, 3"),
        (3, "3"),
        ((-2, -1), "-2 to -1"),
    ],
)
def test_scores_are_written_in_one_way_and_come_back_from_a_document(given, written):
    measure = share(given)
    assert measure.name == f"share(scores={written!r})"
    assert measure.label == f"Share of {written}"
    assert to_stored(measure) == model.Measure("share", {"scores": written})
    assert from_stored(to_stored(measure)) == measure


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: share([]), "scores= is a pair of bounds such as"),
        (lambda: share("high"), "not 'high'"),
        (lambda: share(["high", 3]), "not \"'high', 3\""),
        (lambda: share(()), "not ''"),
        (lambda: share(lambda score: score), "says True or False of a score, not"),
        (lambda: share(lambda score: {1: True}[score]), "fails at a score of -1000000000: KeyError"),
        (lambda: share(lambda score: score % 2 == 0), "101 separate scores; name those that count"),
        (lambda: share(lambda score: score > 1e12), "picks no score"),
        (lambda: share(lambda score: score >= 6).require((1, 5)), "no score is in share 6 or more"),
        (lambda: share(lambda score: score > 0).require((1, 5)), "every score is in share above 0"),
        (lambda: share((5, 4)), "upside down"),
        (lambda: share(True), "not 'True'"),
        (lambda: from_stored(model.Measure("share", {"scores": 4})), "not 4"),
        (lambda: from_stored(model.Measure("share")), "not ''"),
        (lambda: share((6, 7)).require((1, 5)), "no score is in share 6 to 7: this source's scale is 1 to 5"),
        (lambda: share([9]).require((1, 5)), "no score is in share 9"),
        (lambda: share((1, 7)).require((1, 5)), "every score is in share 1 to 7"),
        (lambda: bottom_box(boxes=0), "from the bottom, 1 or more, not 0"),
        (lambda: top_box(boxes=True), "from the top, 1 or more, not True"),
        (lambda: bottom_box(boxes=5).require((1, 5)), "whole scale 1 to 5; at most boxes=4"),
    ],
)
def test_a_share_that_makes_no_sense_is_refused(make, sentence):
    with pytest.raises(MeasureError, match=sentence):
        make()


def test_a_share_says_what_it_is():
    assert (bottom_box().name, bottom_box().label) == ("bottom_box", "Bottom box")
    assert bottom_box(boxes=2).method(False) == "bottom-2 box, Wilson 95 %"
    assert share((4, 5), level=0.9).method(True) == "weighted share of 4 to 5, Wilson at Kish n 90 %"
    assert (share(3).unit, share(3).axis((1, 5))) == ("share", (0, 1))


@pytest.mark.parametrize(
    ("picks", "written"),
    [
        (lambda score: score >= 4, "4 or more"),
        (lambda score: score > 3, "above 3"),
        (lambda score: score < 3.7, "below 3.7"),
        (lambda score: 2 < score <= 4, "above 2 to 4"),
        (lambda score: score in (1, 5), "1, 5"),
        (lambda score: score != 3, "below 3, above 3"),
        (lambda score: score >= 500, "500 or more"),
        (lambda score: score >= 10 / 3, "3.33333333333 or more"),
        (np.vectorize(lambda score: score <= 2), "2 or less"),
    ],
)
def test_a_predicate_is_kept_as_the_scores_it_picks(picks, written):
    measure = share(picks)
    assert measure.scores == written
    assert from_stored(to_stored(measure)) == measure
    values = np.array([1, 1.5, 2, 7 / 3, 3, 10 / 3, 3.7, 4, 4.5, 5, 499, 500])
    for value in values:
        cell = Histograms(np.array([value]), np.array([1]))
        assert measure.estimate(cell, (-1, 1000)).value == picks(value), value
