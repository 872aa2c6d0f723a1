"""A document as frames: its cells and its emotions by stage, and its cards, one a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, cast

import numpy as np
import pandas as pd

from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.merge import Conflict
from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.names import labels

TEXT = pd.Series([""]).dtype
"""What the pandas in use makes of text: ``str`` from pandas 3 on, ``object`` before."""

Changes = dict[int, dict[str, Any]]
"""New values, by position of the column, then by label of the row."""


@dataclass(frozen=True)
class FrameLayout:
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


def records_frame(records: Iterable[Sequence[Any]], columns: Mapping[str, Any]) -> pd.DataFrame:
    """A tidy frame: a row a record, and of each column its name and its dtype.

    Examples
    --------
    >>> records_frame([], {"what": object, "n": int}).dtypes.astype(str).tolist()
    ['object', 'int64']
    """
    values = [*zip(*records, strict=True)] or [()] * len(columns)
    return pd.DataFrame(
        {
            name: pd.Series(list(column), dtype=dtype)
            for (name, dtype), column in zip(columns.items(), values, strict=True)
        }
    )


def conflicts_frame(conflicts: Iterable[Conflict]) -> pd.DataFrame:
    """Conflicts of a merge as a tidy frame."""
    return records_frame(conflicts, dict.fromkeys(Conflict._fields, object))


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


CELLS = FrameLayout(_cells_labels, _cells_columns, _cells_changes)
EMOTION = FrameLayout(_emotion_labels, _emotion_columns, _emotion_changes)

# --- A document's cards as a frame, one a row


CARD_COLUMNS = (
    *("stage", "lane", "text", "evidence", "source", "n", "tags", "owner", "kpi", "severity", "impact"),
    *("effort", "channel", "ours", "span", "links", "comments"),
)
CardAt = tuple[str, str, Card]
"""A card with the ids of its stage and lane."""

_SPLICED = 20
"""Cells that may have gained or lost cards before making the frame anew is as quick."""


def cards_frame(document: Document) -> pd.DataFrame:
    """The cards, one a row by id: stage by stage, lane by lane, in the order of their cell.

    ``stage`` and ``lane`` hold labels, ``tags`` are joined by ", ", ``links`` stand one a line, ``comments``
    is a tuple of ``Comment``. A number that is not given is ``<NA>``, a text that is not given "".

    Examples
    --------
    >>> from cjm_widgets.document.model import Lane, Stage
    >>> stages, lanes = (Stage(id="wait", name="Wait"),), (Lane(id="pain", name="Pain points"),)
    >>> cells = {"pain": {"wait": (Card(id="a", text="No sign", severity=3),)}}
    >>> frame = cards_frame(Document(id="visit", stages=stages, lanes=lanes, cells=cells))
    >>> frame.loc["a", ["stage", "text"]].tolist(), int(frame["severity"].sum())
    (['Wait', 'No sign'], 3)
    """
    return CARDS.frame(document)


def cards_in_order(document: Document) -> list[CardAt]:
    """Every card in map order."""
    rows = [(lane.id, document.cells.get(lane.id, {})) for lane in card_lanes(document)]
    return [
        (stage.id, lane, card)
        for stage in document.stages
        for lane, row in rows
        if stage.id in row
        for card in row[stage.id]
    ]


def card_values(cards: Iterable[Card], field: str) -> list[Any]:
    """What the frame shows of a field of each card."""
    values = map(attrgetter(field), cards)
    match field:
        case "tags":
            return list(map(", ".join, values))
        case "links":
            return list(map("\n".join, values))
        case _:
            return list(values)


def _labels(document: Document) -> tuple[pd.Index, pd.Index]:
    ids = (card.id for _, _, card in cards_in_order(document))
    return text_index(ids, "card"), text_index(CARD_COLUMNS)


def _columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    return _columns_of(document, cards_in_order(document), positions)


def _columns_of(document: Document, placed: Sequence[CardAt], positions: Iterable[int]) -> dict[int, Any]:
    cards = [card for _, _, card in placed]
    columns: dict[int, Any] = {}
    for position in positions:
        match field := CARD_COLUMNS[position]:
            case "stage":
                called = stage_labels(document)
                columns[position] = text_column([called[stage] for stage, _, _ in placed])
            case "lane":
                called = lane_labels(document)
                columns[position] = text_column([called[lane] for _, lane, _ in placed])
            case _:
                columns[position] = _field_column(field, card_values(cards, field))
    return columns


def _field_column(field: str, values: list[Any]) -> Any:
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
            return text_column(values)


# --- from one document to the next


def _changes(shown: Document, document: Document) -> Changes | None:
    if relabelled(shown, document, lane_labels):
        return _changes_of_rows(shown, document)
    changes: Changes = {}
    for _, _, before, now in _differing_cells(shown, document):
        if [card.id for card in before] != [card.id for card in now]:
            return None
        for old, new in zip(before, now, strict=True):
            _add_fields(changes, old, new)
    return changes


def _changes_of_rows(shown: Document, document: Document) -> Changes | None:
    """What differs where stages or lanes are others or called otherwise."""
    old, new = cards_in_order(shown), cards_in_order(document)
    if [card.id for _, _, card in old] != [card.id for _, _, card in new]:
        return None
    changes: Changes = {}
    before, now = stage_labels(shown), stage_labels(document)
    lanes_before, lanes_now = lane_labels(shown), lane_labels(document)
    for (old_stage, old_lane, past), (stage, lane, card) in zip(old, new, strict=True):
        if before[old_stage] != now[stage]:
            changes.setdefault(0, {})[card.id] = now[stage]
        if lanes_before[old_lane] != lanes_now[lane]:
            changes.setdefault(1, {})[card.id] = lanes_now[lane]
        _add_fields(changes, past, card)
    return changes


def _add_fields(changes: Changes, old: Card, new: Card) -> None:
    if old is new:
        return
    for column, field in enumerate(CARD_COLUMNS[2:], 2):
        (before,), (now,) = card_values([old], field), card_values([new], field)
        if before != now:
            changes.setdefault(column, {})[new.id] = now


_CellChange = tuple[int, int, tuple[Card, ...], tuple[Card, ...]]
"""Positions of stage and lane, and the cell's cards before and now."""


def _differing_cells(shown: Document, document: Document) -> list[_CellChange]:
    """The cells that differ between two documents of the same stages and lanes, in map order."""
    stages = {stage.id: position for position, stage in enumerate(document.stages)}
    lanes = (lane.id for lane in card_lanes(document))
    found = differing(shown.cells, document.cells, lanes, stages)
    cells = ((stages[stage], lane, before or (), now or ()) for lane, stage, before, now in found)
    return sorted(cells, key=lambda cell: cell[:2])


def _spliced(frame: pd.DataFrame, shown: Document, document: Document) -> pd.DataFrame | None:
    if relabelled(shown, document, lane_labels):
        return None
    cells = _differing_cells(shown, document)
    if len(cells) > _SPLICED:
        return None
    lanes, stages = card_lanes(document), document.stages
    placed: list[CardAt] = []
    order: list[np.ndarray] = []
    at = 0
    for stage, lane, before, now in cells:
        first, new = _first_row(frame.index, shown, stage, lane), len(frame) + len(placed)
        order += [np.arange(at, first), np.arange(new, new + len(now))]
        placed += [(stages[stage].id, lanes[lane].id, card) for card in now]
        at = first + len(before)
    order.append(np.arange(at, len(frame)))
    if placed:
        rows = pd.DataFrame(
            _columns_of(document, placed, range(len(CARD_COLUMNS))),
            index=text_index((card.id for *_, card in placed), "card"),
        )
        rows.columns = frame.columns
        frame = pd.concat([frame, rows]) if len(frame) else rows
    return frame.take(np.concatenate(order))


def _first_row(ids: pd.Index, shown: Document, stage: int, lane: int) -> int:
    """The row at which a cell begins: after the last card of the cells before it."""
    lanes = [one.id for one in card_lanes(shown)]
    for earlier in range(stage, -1, -1):
        for other in reversed(lanes[:lane] if earlier == stage else lanes):
            if cards := shown.cells.get(other, {}).get(shown.stages[earlier].id):
                return cast(int, ids.get_loc(cards[-1].id)) + 1
    return 0


CARDS = FrameLayout(_labels, _columns, _changes, _spliced)
