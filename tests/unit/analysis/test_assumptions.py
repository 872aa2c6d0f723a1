"""Drawn emotions against measured ones."""

from __future__ import annotations

import pandas as pd
import pytest
from msgspec.structs import replace

from cjm_widgets.analysis.assumptions import assumptions_frame
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.document.model import Document, Persona, Score, Stage
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.shares import top_box
from cjm_widgets.measures.source import MeasuredSource, estimate, to_emotion
from cjm_widgets.rows.reading import Plan

ROWS = pd.DataFrame({"Q1": [5, 4, 5, 4, 1, 2, 1, 2], "Q2": [3, 3, 4, 4, 3, 3, 4, 1], "kind": [*"xxxxyyyy"]})


def survey(rows=ROWS, by=("kind",), weight=None) -> MeasuredSource:
    plan = Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "b"}, by=by, weight=weight)
    return MeasuredSource("Survey", stack(count(rows, plan)[0]), plan.scale, (top_box(),))


def visit(*personas: Persona, scale=(-2.0, 2.0), **emotion) -> Document:
    return Document(
        id="visit",
        scale=scale,
        personas=personas,
        stages=(Stage("a", "Arriving"), Stage("b", "Boarding"), Stage("c", "Cruising")),
        emotion={
            persona: {stage: Score(value) for stage, value in drawn.items()}
            for persona, drawn in emotion.items()
        },
    )


MAYA, KENJI = Persona("maya", "Maya", segment={"kind": "x"}), Persona("kenji", "Kenji")


def test_each_drawn_emotion_is_set_against_the_mean_of_those_it_stands_for():
    document = visit(MAYA, KENJI, maya={"a": 1.5, "b": -1.5}, kenji={"a": 1.25})
    frame = assumptions_frame(document, [survey()])
    assert [*frame.columns] == [
        "source", "persona", "stage", "n", "drawn", "measured", "low", "high", "inside", "difference",
        "matters", "method",
    ]  # fmt: skip
    keys = [*zip(frame["persona"], frame["stage"], frame["n"], strict=True)]
    assert keys == [("Maya", "Arriving", 4), ("Maya", "Boarding", 4), ("Kenji", "Arriving", 8)]
    assert frame["measured"].tolist() == [1.5, 0.5, 0]
    assert frame["inside"].tolist() == [True, False, True]
    assert frame["difference"].tolist() == [0, -2, 1.25]
    assert frame["matters"].tolist() == [False, True, False]
    few = "few respondents (n < 30), one of 3 without adjustment"
    assert set(frame["method"]) == {
        f"mean, t 95 %, {few}",
        f"mean, t 95 %, cut at the ends of the scale, {few}",
    }
    assert frame.attrs["multiplicity"] == (
        "3 intervals of 95 % each, not adjusted for their number: if every drawn emotion were true, about "
        "0.15 of them would lie outside by chance"
    )


def test_a_difference_matters_beyond_the_tolerance_and_outside_the_interval():
    rows = pd.DataFrame({"Q1": [4] * 50 + [3, 5] * 25, "Q2": [3] * 100, "kind": ["x"] * 100})
    low = assumptions_frame(visit(KENJI, kenji={"a": 0}), [survey(rows)])["low"][0]
    cases = [
        (-0.19, {}, (False, False)),
        (-0.2, {}, (False, False)),  # the tolerance itself: 0.3 of -2 to 2 is 1.2
        (-0.21, {}, (False, True)),
        (-0.21, {"tolerance": 0.4}, (False, False)),
        (low - 0.01, {"tolerance": 0}, (False, True)),
        (low, {"tolerance": 0}, (True, False)),
    ]
    for drawn, how, verdict in cases:
        row = assumptions_frame(visit(KENJI, kenji={"a": drawn}), [survey(rows)], **how).iloc[0]
        assert row["measured"] == 1
        assert (row["inside"], row["matters"]) == verdict


def test_the_tolerance_is_the_maps_unless_another_is_asked_for():
    document = replace(visit(KENJI, kenji={"b": 2.0}), tolerance=0.1)
    for how, matters in (({}, True), ({"tolerance": 0.5}, False)):
        frame = assumptions_frame(document, [survey()], **how)
        assert frame["matters"].tolist() == [matters]
        assert frame.attrs["tolerance"] == how.get("tolerance", 0.1)


def test_a_tolerance_that_is_no_part_of_the_scale_is_refused():
    for tolerance in (-0.1, 1.5, "0.3", True):
        with pytest.raises(MeasureError, match="a part of the scale of emotion from 0 to 1"):
            assumptions_frame(visit(KENJI), [survey()], tolerance=tolerance)  # type: ignore[arg-type]


def test_the_interval_is_the_means_on_the_scale_of_emotion():
    document = visit(KENJI, scale=(0.0, 100.0), kenji={"a": 90})
    row = assumptions_frame(document, [survey()], level=0.8).iloc[0]
    alone = MeasuredSource("Survey", survey().counts, (1, 5), (mean(level=0.8),))
    (found,) = estimate(alone, ["a"]).values()
    assert [row["measured"], row["low"], row["high"]] == [
        to_emotion(float(end[0]), (1, 5), (0, 100)) for end in (found.value, found.low, found.high)
    ]
    assert row["inside"] == (row["low"] <= 90 <= row["high"])


def test_an_emotion_on_the_very_end_of_its_interval_is_inside():
    low = assumptions_frame(visit(KENJI, kenji={"a": 0}), [survey()])["low"][0]
    frame = assumptions_frame(visit(KENJI, kenji={"a": low}), [survey()])
    assert frame["inside"].tolist() == [True]


def test_without_an_interval_nobody_knows_whether_it_is_inside():
    # Nobody was asked about Cruising, and one respondent has no interval.
    document = visit(MAYA, KENJI, maya={"a": 2}, kenji={"c": 1})
    frame = assumptions_frame(document, [survey(ROWS[3:])])
    assert frame["n"].tolist() == [1, 0]
    assert frame["inside"].isna().all()
    assert frame["inside"].dtype == "boolean"


def test_a_segment_that_a_source_cannot_tell_apart_is_left_out():
    document = visit(MAYA, KENJI, maya={"a": 1}, kenji={"a": 1})
    assert assumptions_frame(document, [survey(by=())])["persona"].tolist() == ["Kenji"]


def test_weights_are_minded_and_weights_of_one_are_none():
    document = visit(KENJI, kenji={"a": 1, "b": 0})
    plain, ones, heavy = (
        assumptions_frame(document, [survey(ROWS.assign(w=w), weight="w" if w is not None else None)])
        for w in (None, 1.0, [9, 9, 9, 9, 1, 1, 1, 1])
    )
    pd.testing.assert_frame_equal(plain.drop(columns="method"), ones.drop(columns="method"))
    assert heavy["measured"][0] > plain["measured"][0]
    assert heavy["method"][0] == (
        "weighted mean, linearised t 95 %, few respondents (n < 30), one of 2 without adjustment"
    )


def test_without_sources_or_emotions_the_table_is_empty_and_keeps_its_columns():
    for frame in (
        assumptions_frame(visit(KENJI, kenji={"a": 1}), []),
        assumptions_frame(visit(KENJI), [survey()]),
    ):
        assert frame.empty
        assert frame["drawn"].dtype == float
        assert frame["inside"].dtype == "boolean"


def test_a_level_that_is_no_confidence_is_refused():
    with pytest.raises(MeasureError, match="between 0 and 1"):
        assumptions_frame(visit(KENJI, kenji={"a": 1}), [survey()], level=95)
