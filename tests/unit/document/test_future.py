"""The future state: what personas shall feel, beside what they feel now."""

from __future__ import annotations

import math
import warnings

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document import diff as differences
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.merge import merge
from cjm_widgets.document.model import Document
from cjm_widgets.storage.file import dumps, loads

MAP = {
    "id": "visit",
    "stages": [{"id": "arrive", "name": "Arrive"}, {"id": "wait", "name": "Wait"}],
    "personas": [{"id": "ana", "name": "Ana"}, {"id": "bo", "name": "Bo"}],
    "emotion": {"ana": {"arrive": {"value": -1}}},
    "future": {"ana": {"arrive": 0.5, "wait": 1}},
}


def _map(**fields: object) -> Document:
    return decoded({**MAP, **fields}, Document)


def _journey() -> cjm.Journey:
    return cjm.Journey.from_document(_map())


def test_the_frame_of_the_future_state_reads_and_writes_it() -> None:
    journey = _journey()
    assert journey.future.index.tolist() == ["Arrive", "Wait"]
    assert journey.future.columns.tolist() == ["Ana", "Bo"]
    assert journey.future["Ana"].tolist() == [0.5, 1.0]
    assert journey.future["Bo"].isna().all()
    journey.future.loc["Wait", "Bo"] = -0.5
    journey.future.loc["Wait", "Ana"] = math.nan
    journey.sync()
    assert journey.document.future == {"ana": {"arrive": 0.5}, "bo": {"wait": -0.5}}
    assert journey.document.emotion == _map().emotion
    assert journey.undo() == "Edit in Python"
    assert journey.document == _map()


def test_an_edit_of_the_future_state_shows_in_the_frame_and_comes_back() -> None:
    journey = _journey()
    frame = journey.future
    journey.set_emotion("Wait", 2, "Bo", state="future")
    assert journey.future is frame
    assert frame.loc["Wait", "Bo"] == 2
    assert journey.emotion["Bo"].isna().all()
    journey.set_emotion("Wait", None, "Bo", state="future")
    assert journey.document == _map()
    journey.undo()
    assert journey.document.future["bo"] == {"wait": 2}


def test_another_frame_is_taken_as_the_future_state() -> None:
    journey = _journey()
    journey.future = pd.DataFrame({"Ana": [1.0, math.nan], "Bo": ["0,5", "2"]}, index=["Arrive", "Wait"])
    assert journey.document.future == {"ana": {"arrive": 1.0}, "bo": {"arrive": 0.5, "wait": 2.0}}


@pytest.mark.parametrize("value", [2.5, "high", True])
def test_what_is_no_score_is_refused_by_name_and_the_frame_put_back(value: object) -> None:
    journey = _journey()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        journey.future = journey.future.astype(object)
        with pytest.raises(cjm.CjmError, match="the future emotion of 'Ana' at 'Arrive' takes a number"):
            journey.future = pd.DataFrame(
                {"Ana": [value, 1.0], "Bo": [math.nan, math.nan]}, index=["Arrive", "Wait"]
            )
    assert journey.document == _map()


def test_a_state_is_current_or_future() -> None:
    with pytest.raises(InvalidOperationError, match="state= is 'current' or 'future', not 'past'"):
        _journey().set_emotion("Wait", 1, "Ana", state="past")


def test_the_file_holds_it_and_files_without_it_stay_as_they_are() -> None:
    assert loads(dumps(_map()).encode()) == _map()
    assert '"future"' not in dumps(_map(future={}))


def test_removing_a_stage_or_persona_takes_its_future_along_and_undo_brings_it_back() -> None:
    journey = _journey()
    journey.remove_stage("Wait")
    assert journey.document.future == {"ana": {"arrive": 0.5}}
    journey.undo()
    journey.remove_persona("Ana")
    assert journey.document.future == {}
    journey.undo()
    assert journey.document == _map()


def test_a_difference_of_the_future_state_is_one_of_its_own() -> None:
    after = _map(future={"ana": {"arrive": 1}, "bo": {"wait": -1}})
    assert [one[:1] + one[1:4] + one[5:] for one in differences.diff(_map(), after)] == [
        ("changed", "future emotion", "ana/arrive", "Arrive / Ana", 0.5, 1),
        ("removed", "future emotion", "ana/wait", "Wait / Ana", 1, None),
        ("added", "future emotion", "bo/wait", "Wait / Bo", None, -1),
    ]


def test_merging_takes_each_sides_future_scores_and_lists_what_both_changed() -> None:
    ours = _map(future={"ana": {"arrive": 1, "wait": 1}})
    theirs = _map(future={"ana": {"arrive": -1}, "bo": {"wait": 2}})
    result = merge(_map(), ours, theirs)
    assert result.document.future == {"ana": {"arrive": 1}, "bo": {"wait": 2}}
    assert [tuple(conflict) for conflict in result.conflicts] == [
        ("future emotion", "ana/arrive", "value", 0.5, 1, -1)
    ]


def test_merging_keeps_our_scale_where_a_future_score_is_off_theirs() -> None:
    narrow = _map(scale=[-2, 1.5], future={"ana": {"arrive": 0.5, "wait": 1}})
    ours = _map(future={"ana": {"arrive": 0.5, "wait": 1}, "bo": {"wait": 2}})
    result = merge(_map(), ours, narrow)
    assert result.document.scale == (-2, 2)
    assert [conflict.field for conflict in result.conflicts] == ["scale"]


def test_a_persona_removed_by_one_side_stays_where_the_other_wrote_its_future() -> None:
    ours = _map(future={"ana": {"arrive": 2, "wait": 1}})
    theirs = _map(personas=[{"id": "bo", "name": "Bo"}], emotion={}, future={})
    result = merge(_map(), ours, theirs)
    assert [persona.id for persona in result.document.personas] == ["ana", "bo"]
    assert result.document.future == {"ana": {"arrive": 2, "wait": 1}}
    assert [(conflict.what, conflict.id) for conflict in result.conflicts] == [("persona", "ana")]


def test_the_future_state_is_no_evidence_no_assumption_and_no_summary() -> None:
    with_future, without = _journey(), cjm.Journey.from_document(_map(future={}))
    for read in (cjm.Journey.evidence, cjm.Journey.summary):
        pd.testing.assert_frame_equal(read(with_future), read(without))
