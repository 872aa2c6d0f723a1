"""What a document looks like as frames."""

from __future__ import annotations

import numpy as np
import pandas as pd
from msgspec.structs import replace

from cjm_widgets.document.model import Card, Comment, Document, Lane, Stage
from cjm_widgets.frames.tables import CARD_COLUMNS, TEXT, cards_frame, cells_frame, emotion_frame
from tests.unit.frames.maps import VISIT


def test_cells_are_stages_by_lanes_of_cards_one_line_a_card() -> None:
    frame = cells_frame(VISIT)
    assert (frame.index.name, frame.columns.name) == ("stage", "lane")
    assert frame.index.tolist() == ["Arrive", "Security", "Leave"]
    assert frame.columns.tolist() == ["Actions", "Pain points"]
    assert frame.loc["Arrive", "Actions"] == "Parks\nPays\nby card"
    assert frame.loc["Leave", "Pain points"] == ""
    assert set(frame.dtypes) == {TEXT}


def test_emotions_are_stages_by_personas_with_gaps_as_nan() -> None:
    frame = emotion_frame(VISIT)
    assert (frame.index.name, frame.columns.name) == ("stage", "persona")
    assert frame["Maya"].tolist()[::2] == [-1.0, 1.5]
    assert np.isnan(frame.loc["Security", "Maya"])
    assert frame["Kenji"].isna().all()
    assert (frame.dtypes == np.float64).all()


def test_cards_stand_one_a_row_in_map_order() -> None:
    frame = cards_frame(VISIT)
    assert frame.index.name == "card"
    assert frame.index.tolist() == ["a1", "a2", "p1", "a3"]
    assert tuple(frame.columns) == CARD_COLUMNS
    assert frame.loc["a3", ["stage", "lane", "tags", "n"]].tolist() == ["Leave", "Actions", "gate, queue", 12]
    assert frame["severity"].dtype == "Int64"
    assert frame["ours"].dtype == "boolean"
    assert frame["span"].dtype == np.int64
    assert frame["severity"].isna().tolist() == [True, True, False, True]
    assert frame.loc["a1", "comments"] == ()


def test_a_column_of_ranges_has_one_type_whatever_they_are() -> None:
    stages, lanes = (Stage(id="s", name="S"),), (Lane(id="l", name="L"),)
    for efforts in ([(1.0, 2.0), (3.0, 5.0)], [4.0, 5.0], [None, (1.0, 2.0)], [None]):
        cards = tuple(Card(id=f"c{at}", effort=effort) for at, effort in enumerate(efforts))
        frame = cards_frame(Document(id="visit", stages=stages, lanes=lanes, cells={"l": {"s": cards}}))
        assert frame["effort"].dtype == object
        assert frame["impact"].dtype == object


def test_comments_are_tuples_whatever_their_number() -> None:
    remark = Comment(author="Ana", text="Seen twice")
    (card,) = VISIT.cells["pain"]["security"]
    cells = {"pain": {"security": (replace(card, comments=(remark, remark)),)}}
    assert cards_frame(replace(VISIT, cells=cells))["comments"].tolist() == [(remark, remark)]


def test_names_that_repeat_make_labels_that_do_not() -> None:
    stages = (Stage(id="wait", name="Wait"), Stage(id="wait-2", name="Wait"))
    frame = cells_frame(Document(id="any", stages=stages, lanes=(Lane(id="pain", name="Pain"),)))
    assert frame.index.tolist() == ["Wait (wait)", "Wait (wait-2)"]


def test_an_empty_map_has_empty_frames() -> None:
    empty = Document(id="empty")
    for frame in (cells_frame(empty), emotion_frame(empty), cards_frame(empty)):
        assert isinstance(frame, pd.DataFrame)
        assert len(frame) == 0
    assert cells_frame(empty).index.name == "stage"
    assert tuple(cards_frame(empty).columns) == CARD_COLUMNS
