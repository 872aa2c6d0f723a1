"""The tidy tables: their rows, their order, their filters."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cjm_widgets.analysis.tables import measures_by, measures_frame
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.errors import MeasureError, UnknownNameError
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.nets import nps
from cjm_widgets.measures.shares import top_box
from cjm_widgets.measures.source import MeasuredSource, estimate, to_emotion
from cjm_widgets.rows.reading import Plan

STAGES = {"arrive": "Arriving", "wait": "Waiting", "leave": "Leaving"}
COLUMNS = ["source", "stage", "measure", "options", "n", "value", "low", "high", "method"]


BOTH = (mean(), top_box(boxes=1))


def survey(name="Survey", by=("flight",), measures=BOTH) -> MeasuredSource:
    rows = pd.DataFrame(
        {
            "Q1": [5, 4, 3, 5, 1],
            "Q2": [2, 2, None, None, None],
            "flight": ["d", "d", "i", "i", None],
            "class": ["x", "y", "x", "y", "x"],
        }
    )
    plan = Plan(scale=(1, 5), columns={"Q1": "wait", "Q2": "arrive"}, by=by)
    return MeasuredSource(name, stack(count(rows, plan)[0]), plan.scale, measures)


def test_there_is_a_row_per_source_stage_and_measure_in_the_maps_order():
    frame = measures_frame([survey(), survey("Other", measures=(mean(),))], STAGES)
    assert [*frame.columns] == COLUMNS
    assert [*zip(frame["source"], frame["stage"], frame["measure"], frame["options"], strict=True)] == [
        ("Survey", "Arriving", "mean", ""),
        ("Survey", "Arriving", "top_box", "boxes=1"),
        ("Survey", "Waiting", "mean", ""),
        ("Survey", "Waiting", "top_box", "boxes=1"),
        ("Survey", "Leaving", "mean", ""),
        ("Survey", "Leaving", "top_box", "boxes=1"),
        ("Other", "Arriving", "mean", ""),
        ("Other", "Waiting", "mean", ""),
        ("Other", "Leaving", "mean", ""),
    ]
    assert frame["n"].tolist() == [2, 2, 5, 5, 0, 0, 2, 5, 0]
    assert frame["method"].tolist()[:2] == [
        "mean, t 95 %, no interval: all 2 gave 2, few respondents (n < 30)",
        "top box, Wilson 95 %, few respondents (n < 30)",
    ]


def test_a_stage_without_rows_has_no_numbers_but_zero_respondents():
    row = measures_frame([survey()], STAGES).set_index(["stage", "measure"]).loc[("Leaving", "mean")]
    assert row["n"] == 0
    assert row[["value", "low", "high"]].isna().all()


def test_the_map_may_turn_its_stages_round():
    frame = measures_frame([survey()], dict(reversed(STAGES.items())))
    assert [*frame["stage"].unique()] == ["Leaving", "Waiting", "Arriving"]
    assert frame[frame["stage"] == "Waiting"]["n"].tolist() == [5, 5]


def test_without_sources_or_stages_the_table_is_empty_and_keeps_its_columns():
    for frame in (measures_frame([], STAGES), measures_frame([survey()], {})):
        assert [*frame.columns] == COLUMNS
        assert frame.empty
        assert frame["n"].dtype == "Int64"
        assert frame["value"].dtype == np.float64


def test_a_filter_keeps_the_rows_with_any_of_its_values():
    one = measures_frame([survey()], STAGES, {"flight": ("d",)})
    both = measures_frame([survey()], STAGES, {"flight": ("d", "i")})
    lost = measures_frame([survey()], STAGES, {"flight": (None,)})
    assert [
        frame.set_index(["stage", "measure"]).loc[("Waiting", "mean"), "value"] for frame in (one, both, lost)
    ] == [
        4.5,
        4.25,
        1.0,
    ]


def test_filters_on_two_columns_keep_the_rows_that_meet_both():
    frame = measures_frame([survey(by=("flight", "class"))], STAGES, {"flight": ("d", "i"), "class": ("x",)})
    assert frame.set_index(["stage", "measure"]).loc[("Waiting", "mean"), ["n", "value"]].tolist() == [2, 4.0]


def test_a_filter_without_values_keeps_everything():
    pd.testing.assert_frame_equal(
        measures_frame([survey()], STAGES, {"flight": ()}), measures_frame([survey()], STAGES)
    )


def test_a_filter_leaves_nothing_of_a_source_that_does_not_have_its_column():
    frame = measures_frame([survey(), survey("Blind", by=())], STAGES, {"flight": ("d",)})
    assert frame.groupby("source")["n"].max().to_dict() == {"Survey": 2, "Blind": 0}


def test_an_unknown_column_or_value_to_filter_by_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="no column to filter by 'fligth'; did you mean 'flight'"):
        measures_frame([survey()], STAGES, {"fligth": ("d",)})
    with pytest.raises(UnknownNameError, match="no value of flight 'D'; did you mean 'd'"):
        measures_frame([survey()], STAGES, {"flight": ("D",)})
    with pytest.raises(UnknownNameError, match="no column of segments 'clas'"):
        measures_by("clas", [survey()], STAGES)


def test_segments_have_rows_of_their_own_missing_last():
    frame = measures_by("flight", [survey(measures=(mean(),)), survey("Blind", by=())], STAGES)
    assert [*frame.columns] == [*COLUMNS[:2], "segment", *COLUMNS[2:]]
    waiting = frame[frame["stage"] == "Waiting"]
    assert waiting["segment"].tolist()[:2] == ["d", "i"]
    assert pd.isna(waiting["segment"].tolist()[2])
    assert waiting["n"].tolist() == [2, 2, 1]
    assert waiting["value"].tolist() == [4.5, 4.0, 1.0]
    assert set(frame["source"]) == {"Survey"}


def test_segments_under_a_filter_are_those_it_keeps():
    frame = measures_by("flight", [survey(by=("class", "flight"))], STAGES, {"class": ("y",)})
    assert [*frame["segment"].unique()] == ["d", "i"]
    assert frame[frame["stage"] == "Waiting"]["n"].tolist() == [1, 1, 1, 1]


def test_estimates_come_as_arrays_too():
    result = estimate(survey(), ["leave", "wait"])
    assert result["mean"].n.tolist() == [0, 5]
    assert result["mean"].value[1] == pytest.approx(3.6)


def test_a_measure_that_the_scale_does_not_allow_is_refused():
    with pytest.raises(MeasureError, match="nps needs answers from 0 to 10"):
        measures_frame([survey(measures=(nps(),))], STAGES)


def test_a_score_maps_to_emotion_in_a_straight_line():
    assert [to_emotion(score, (1, 5)) for score in (1, 3, 5, 4.5)] == [-2, 0, 2, 1.5]
    assert to_emotion(5, (0, 10), (-3, 3)) == 0
    np.testing.assert_allclose(to_emotion(np.array([0.0, np.nan, 11.0]), (0, 10)), [-2, np.nan, 2.4])


def test_respondents_are_counted_per_value_of_a_column():
    groups = survey(by=("class", "flight")).counts.select(column="flight")
    assert dict(zip(groups.labels, groups.respondents, strict=True)) == {"d": 2, "i": 2, None: 1}
