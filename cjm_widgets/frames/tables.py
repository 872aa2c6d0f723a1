"""A document as frames: its cells and emotions by stage, and its cards one a row.

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
from cjm_widgets.document.model import Card, Document, Lane
from cjm_widgets.document.names import labels

TEXT = pd.Series([""]).dtype
"""What the pandas in use makes of text: ``str`` from pandas 3 on, ``object`` before."""

Changes = dict[int, dict[int, Any]]
"""New values, by position of the column, then of the row."""


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
    """

    labels: Callable[[Document], tuple[pd.Index, pd.Index]]
    columns: Callable[[Document, Iterable[int]], dict[int, Any]]
    changes: Callable[[Document, Document], Changes | None]

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
    >>> from cjm_widgets.document.model import Stage
    >>> stages, lanes = (Stage(id="wait", name="Wait"),), (Lane(id="pain", name="Pain points"),)
    >>> cells = {"pain": {"wait": (Card(id="a", text="No sign"), Card(id="b", text="No seat"))}}
    >>> cells_frame(Document(id="visit", stages=stages, lanes=lanes, cells=cells)).loc["Wait", "Pain points"]
    'No sign\\nNo seat'
    """
    return CELLS.frame(document)


def emotion_frame(document: Document) -> pd.DataFrame:
    """The emotions: a row a stage, a column a persona; NaN is a gap."""
    return EMOTION.frame(document)


def cards_frame(document: Document) -> pd.DataFrame:
    """The cards, one a row by id: stage by stage, lane by lane, in the order of their cell.

    ``stage`` and ``lane`` hold labels, ``tags`` are joined by ", ", ``links`` stand one a line, ``comments``
    is a tuple of ``Comment``. A number that is not given is ``<NA>``, a text that is not given "".
    """
    return CARDS.frame(document)


def _text_index(names: Any, name: str | None = None) -> pd.Index:
    index: pd.Index = pd.Index(list(names), dtype=TEXT, name=name)
    return index


def _text_column(texts: list[str]) -> Any:
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


def _relabelled(shown: Document, document: Document, columns: Callable[[Document], dict[str, str]]) -> bool:
    """Whether stages or columns are others, elsewhere or called otherwise."""
    return any(list(name(shown).items()) != list(name(document).items()) for name in (stage_labels, columns))


def _differing(
    outer: dict[str, dict[str, Any]], others: dict[str, dict[str, Any]], keys: list[str], stages: list[str]
) -> Iterator[tuple[int, int, Any, Any]]:
    """Positions of key and stage whose leaves differ between two records, and both leaves."""
    if outer is others:
        return
    for column, key in enumerate(keys):
        old, new = outer.get(key, {}), others.get(key, {})
        if old is not new:
            for row, stage in enumerate(stages):
                before, now = old.get(stage), new.get(stage)
                if before is not now and before != now:
                    yield column, row, before, now


# --- cells


def _cells_labels(document: Document) -> tuple[pd.Index, pd.Index]:
    return (
        _text_index(stage_labels(document).values(), "stage"),
        _text_index(lane_labels(document).values(), "lane"),
    )


def _cells_columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    lanes, stages = card_lanes(document), [stage.id for stage in document.stages]
    rows = {position: document.cells.get(lanes[position].id, {}) for position in positions}
    return {
        position: _text_column([cell_text(row.get(stage, ())) for stage in stages])
        for position, row in rows.items()
    }


def _cells_changes(shown: Document, document: Document) -> Changes | None:
    if _relabelled(shown, document, lane_labels):
        return None
    changes: Changes = {}
    lanes, stages = list(lane_labels(document)), [stage.id for stage in document.stages]
    for column, row, before, now in _differing(shown.cells, document.cells, lanes, stages):
        if (text := cell_text(now or ())) != cell_text(before or ()):
            changes.setdefault(column, {})[row] = text
    return changes


# --- emotions


def _emotion_labels(document: Document) -> tuple[pd.Index, pd.Index]:
    return (
        _text_index(stage_labels(document).values(), "stage"),
        _text_index(persona_labels(document).values(), "persona"),
    )


def _emotion_columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    columns = {}
    for position in positions:
        scores = document.emotion.get(document.personas[position].id, {})
        values = [scores[stage.id].value if stage.id in scores else np.nan for stage in document.stages]
        columns[position] = np.array(values, dtype=np.float64)
    return columns


def _emotion_changes(shown: Document, document: Document) -> Changes | None:
    if _relabelled(shown, document, persona_labels):
        return None
    changes: Changes = {}
    personas, stages = list(persona_labels(document)), [stage.id for stage in document.stages]
    for column, row, _, now in _differing(shown.emotion, document.emotion, personas, stages):
        changes.setdefault(column, {})[row] = np.nan if now is None else now.value
    return changes


# --- cards

CARD_COLUMNS = (
    *("stage", "lane", "text", "evidence", "source", "n", "tags", "owner", "kpi", "severity", "impact"),
    *("effort", "channel", "ours", "span", "links", "comments"),
)


def card_value(card: Card, field: str) -> Any:
    """What the frame of cards shows of a field."""
    value = getattr(card, field)
    if field == "tags":
        return ", ".join(value)
    return "\n".join(value) if field == "links" else value


def cards_in_order(document: Document) -> Iterator[tuple[str, str, Card]]:
    """Every card in map order, with the ids of its stage and lane."""
    rows = [(lane.id, document.cells.get(lane.id, {})) for lane in card_lanes(document)]
    for stage in document.stages:
        for lane, row in rows:
            for card in row.get(stage.id, ()):
                yield stage.id, lane, card


def _cards_labels(document: Document) -> tuple[pd.Index, pd.Index]:
    ids = _text_index((card.id for _, _, card in cards_in_order(document)), "card")
    return ids, _text_index(CARD_COLUMNS)


def _cards_columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    placed = list(cards_in_order(document))
    stages, lanes = stage_labels(document), lane_labels(document)
    columns: dict[int, Any] = {}
    for position in positions:
        match field := CARD_COLUMNS[position]:
            case "stage":
                columns[position] = _text_column([stages[stage] for stage, _, _ in placed])
            case "lane":
                columns[position] = _text_column([lanes[lane] for _, lane, _ in placed])
            case _:
                columns[position] = _card_column(field, [card_value(card, field) for _, _, card in placed])
    return columns


def _card_column(field: str, values: list[Any]) -> Any:
    match field:
        case "n" | "severity" | "impact" | "effort":
            return pd.array(values, dtype="Int64")
        case "ours":
            return pd.array(values, dtype="boolean")
        case "span":
            return np.array(values, dtype=np.int64)
        case "comments":
            return np.fromiter(values, dtype=object, count=len(values))
        case _:
            return _text_column(values)


def _cards_changes(shown: Document, document: Document) -> Changes | None:
    if _relabelled(shown, document, lane_labels):
        return None
    lanes, stages = list(lane_labels(document)), [stage.id for stage in document.stages]
    cells = list(_differing(shown.cells, document.cells, lanes, stages))
    if any(
        [card.id for card in before or ()] != [card.id for card in now or ()] for *_, before, now in cells
    ):
        return None
    changes: Changes = {}
    first = _first_rows(document, lanes, stages) if cells else {}
    for lane, stage, before, now in cells:
        for row, (old, new) in enumerate(zip(before, now, strict=True), first[lane, stage]):
            for column, field in enumerate(CARD_COLUMNS[2:], 2) if old is not new else ():
                if (value := card_value(new, field)) != card_value(old, field):
                    changes.setdefault(column, {})[row] = value
    return changes


def _first_rows(document: Document, lanes: list[str], stages: list[str]) -> dict[tuple[int, int], int]:
    """The row of each cell's first card, by position of its lane and stage."""
    rows = [document.cells.get(lane, {}) for lane in lanes]
    first, count = {}, 0
    for stage, id in enumerate(stages):
        for lane, row in enumerate(rows):
            first[lane, stage] = count
            count += len(row.get(id, ()))
    return first


CELLS = Table(_cells_labels, _cells_columns, _cells_changes)
EMOTION = Table(_emotion_labels, _emotion_columns, _emotion_changes)
CARDS = Table(_cards_labels, _cards_columns, _cards_changes)
