"""Satisfaction and effort say which number they are."""

from __future__ import annotations

import pytest

from cjm_widgets.document import model
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.registry import from_stored, to_stored
from cjm_widgets.measures.satisfaction import ces, csat
from cjm_widgets.measures.shares import top_box
from tests.unit.measures.cells import answers, cell, ends

SCORES = {1: 3, 4: 5, 5: 9, 6: 2, 7: 4}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (csat(), top_box()),
        (csat(kind="mean", level=0.9), mean(level=0.9)),
        (ces(), mean()),
        (ces(kind="top3"), top_box(boxes=3)),
    ],
)
def test_it_is_the_measure_it_says(one, other):
    for cells in (cell(SCORES), answers([1, 4, 5, 7], [1, 2, 1, 0.5])):
        found, expected = one.estimate(cells, (1, 7)), other.estimate(cells, (1, 7))
        assert [found.value, *ends(found)] == [expected.value, *ends(expected)]
    assert one.unit == other.unit
    assert one.axis((1, 7)) == other.axis((1, 7))


def test_it_prints_which():
    assert csat().method(False) == "CSAT as top-2 box, Wilson 95 %"
    assert csat().method(True) == "CSAT as weighted top-2 box, Wilson at Kish n 95 %"
    assert ces().method(False) == "CES as mean, t 95 %"
    assert [one.label for one in (csat(), csat(kind="mean"), ces(), ces(kind="top3"))] == [
        "CSAT, top-2 box",
        "CSAT, mean",
        "CES, mean",
        "CES, top-3 box",
    ]
    assert csat(kind="mean").name == "csat(kind='mean')"


@pytest.mark.parametrize("measure", [csat(), csat(kind="mean", level=0.9), ces(), ces(kind="top3")])
def test_a_document_gives_back_what_it_was_given(measure):
    assert from_stored(to_stored(measure)) == measure


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: csat(kind="top_2"), "kind= is one of top2, mean, not 'top_2'; did you mean 'top2'"),
        (lambda: from_stored(model.Measure("csat", {"kind": 2})), "not 2"),
        (lambda: csat(level=95), "between 0 and 1"),
        (lambda: csat().require((1, 2)), "whole scale 1 to 2"),
        (
            lambda: ces(kind="top3").require((1, 5)),
            "5 to 7 of answers from 1 to 7, and this source's scale is 1",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(make, sentence):
    with pytest.raises(MeasureError, match=sentence):
        make()
