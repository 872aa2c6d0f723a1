"""A document's cards as a frame, one a row.

A large map has tens of thousands, so what one gesture changes is found and written without going through
them all: a field is a value of the frame, and cards that come and go are spliced into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, cast

import numpy as np
import pandas as pd

from cjm_widgets.document.model import Card, Document
from cjm_widgets.frames.tables import (
    Changes,
    Table,
    card_lanes,
    differing,
    lane_labels,
    relabelled,
    stage_labels,
    text_column,
    text_index,
)

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


CARDS = Table(_labels, _columns, _changes, _spliced)
