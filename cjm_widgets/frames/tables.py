"""A document as frames: its cells and its emotions by stage. card_table.py has the cards, one a row.

Each table is made column by column, and knows which of its values differ between two documents: documents
share what was not touched, so finding that costs what the edit touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd

from cjm_widgets.document.cell import cell_text
from cjm_widgets.document.model import Document, Lane
from cjm_widgets.document.names import labels

TEXT = pd.Series([""]).dtype
"""What the pandas in use makes of text: ``str`` from pandas 3 on, ``object`` before."""

Changes = dict[int, dict[str, Any]]
"""New values, by position of the column, then by label of the row."""


@dataclass(frozen=True)
class Table:
    """One way to show a document as a frame.

    Attributes
    ----------
    labels
        The index and the columns.
    columns
        The values of the columns at some positions.
    changes
        What differs between two documents, or None where rows or columns do.
    spliced
        From the frame of one document that of another, or None where making it anew is as quick.
    """

    labels: Callable[[Document], tuple[pd.Index, pd.Index]]
    columns: Callable[[Document, Iterable[int]], dict[int, Any]]
    changes: Callable[[Document, Document], Changes | None]
    spliced: Callable[[pd.DataFrame, Document, Document], pd.DataFrame | None] = lambda *_: None

    def frame(self, document: Document) -> pd.DataFrame:
        """The document as a new frame."""
        index, columns = self.labels(document)
        frame = pd.DataFrame(self.columns(document, range(len(columns))), index=index)
        frame.columns = columns
        return frame


def cells_frame(document: Document) -> pd.DataFrame:
    """The texts of the cells: a row a stage, a column a lane of cards, one line a card, "" where empty.

    Examples
    --------
    >>> from cjm_widgets.document.model import Card, Stage
    >>> stages, lanes = (Stage(id="wait", name="Wait"),), (Lane(id="pain", name="Pain points"),)
    >>> cells = {"pain": {"wait": (Card(id="a", text="No sign"), Card(id="b", text="No seat"))}}
    >>> cells_frame(Document(id="visit", stages=stages, lanes=lanes, cells=cells)).loc["Wait", "Pain points"]
    'No sign\\nNo seat'
    """
    return CELLS.frame(document)


def emotion_frame(document: Document) -> pd.DataFrame:
    """The emotions: a row a stage, a column a persona; NaN is a gap."""
    return EMOTION.frame(document)


def text_index(names: Iterable[str], name: str | None = None) -> pd.Index:
    """Labels as the pandas in use holds text."""
    index: pd.Index = pd.Index(list(names), dtype=TEXT, name=name)
    return index


def text_column(texts: list[str]) -> Any:
    """Values as the pandas in use holds text."""
    return pd.array(np.array(texts, dtype=object), dtype=cast(Any, TEXT))


def stage_labels(document: Document) -> dict[str, str]:
    """The labels of the stages, by id."""
    return labels(document.stages)


def lane_labels(document: Document) -> dict[str, str]:
    """The labels of the lanes of cards, by id."""
    every = labels(document.lanes)
    return {lane.id: every[lane.id] for lane in card_lanes(document)}


def persona_labels(document: Document) -> dict[str, str]:
    """The labels of the personas, by id."""
    return labels(document.personas)


def card_lanes(document: Document) -> list[Lane]:
    """The lanes that hold cards."""
    return [lane for lane in document.lanes if lane.kind == "cards"]


def relabelled(shown: Document, document: Document, columns: Callable[[Document], dict[str, str]]) -> bool:
    """Whether stages or columns are others, elsewhere or called otherwise."""
    if (
        shown.stages is document.stages
        and shown.lanes is document.lanes
        and shown.personas is document.personas
    ):
        return False
    return any(list(name(shown).items()) != list(name(document).items()) for name in (stage_labels, columns))


def differing(
    outer: dict[str, dict[str, Any]],
    others: dict[str, dict[str, Any]],
    keys: Iterable[str],
    stages: Iterable[str],
) -> Iterator[tuple[int, str, Any, Any]]:
    """Where two records by key and stage differ: the position of the key, the stage, and both leaves."""
    if outer is others:
        return
    for column, key in enumerate(keys):
        old, new = outer.get(key, {}), others.get(key, {})
        if old is not new:
            for stage in stages:
                before, now = old.get(stage), new.get(stage)
                if before is not now and before != now:
                    yield column, stage, before, now


# --- cells


def _cells_labels(document: Document) -> tuple[pd.Index, pd.Index]:
    return (
        text_index(stage_labels(document).values(), "stage"),
        text_index(lane_labels(document).values(), "lane"),
    )


def _cells_columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    lanes, stages = card_lanes(document), [stage.id for stage in document.stages]
    rows = {position: document.cells.get(lanes[position].id, {}) for position in positions}
    return {
        position: text_column([cell_text(row.get(stage, ())) for stage in stages])
        for position, row in rows.items()
    }


def _cells_changes(shown: Document, document: Document) -> Changes | None:
    if relabelled(shown, document, lane_labels):
        return None
    changes: Changes = {}
    lanes, stages = list(lane_labels(document)), stage_labels(document)
    for column, stage, before, now in differing(shown.cells, document.cells, lanes, stages):
        if (text := cell_text(now or ())) != cell_text(before or ()):
            changes.setdefault(column, {})[stages[stage]] = text
    return changes


# --- emotions


def _emotion_labels(document: Document) -> tuple[pd.Index, pd.Index]:
    return (
        text_index(stage_labels(document).values(), "stage"),
        text_index(persona_labels(document).values(), "persona"),
    )


def _emotion_columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    columns = {}
    for position in positions:
        scores = document.emotion.get(document.personas[position].id, {})
        values = [scores[stage.id].value if stage.id in scores else np.nan for stage in document.stages]
        columns[position] = np.array(values, dtype=np.float64)
    return columns


def _emotion_changes(shown: Document, document: Document) -> Changes | None:
    if relabelled(shown, document, persona_labels):
        return None
    changes: Changes = {}
    personas, stages = list(persona_labels(document)), stage_labels(document)
    for column, stage, _, now in differing(shown.emotion, document.emotion, personas, stages):
        changes.setdefault(column, {})[stages[stage]] = np.nan if now is None else now.value
    return changes


CELLS = Table(_cells_labels, _cells_columns, _cells_changes)
EMOTION = Table(_emotion_labels, _emotion_columns, _emotion_changes)
