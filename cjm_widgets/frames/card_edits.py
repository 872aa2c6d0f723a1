"""Edits of the frame of cards: fields written anew; cards moved, added and removed as rows are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from cjm_widgets.document.errors import InvalidOperationError, UnknownNameError, unknown
from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.names import card_id, resolve
from cjm_widgets.document.operations import AddCard, CardChanges, MoveCard, Operation, RemoveCard, SetCard
from cjm_widgets.frames.card_fields import field_of
from cjm_widgets.frames.edits import Clash, Edits, in_order, is_missing, said, text_of
from cjm_widgets.frames.tables import (
    CARD_COLUMNS,
    card_lanes,
    card_value,
    cards_in_order,
    lane_labels,
    stage_labels,
)

_PLACE = CARD_COLUMNS[:2]
_NEEDED = CARD_COLUMNS[:3]
_FIELDS = CARD_COLUMNS[2:]
_ID_LENGTH = 200


class _Cell(NamedTuple):
    stage: str
    lane: str


class _Placed(NamedTuple):
    cell: _Cell
    card: Card


def card_edits(
    document: Document, shown: Document, now: pd.DataFrame, touched: Sequence[int] | None = None
) -> Edits:
    """What it takes for the document to hold the cards of the frame.

    Parameters are those of ``cell_edits``, for a frame of one row a card. A row whose label is no card's is
    a new card; it needs a stage and a lane, and takes its label for its id where that is text and free.
    Optional columns that are not there leave cards as they are. A cell holds its cards in the order of
    their rows; where the rows of other cells stand does not matter.

    Raises
    ------
    CjmError
        A column that is unknown, missing or there twice; a card there twice; an unknown stage or lane; a
        value its column does not take.
    """
    _check_columns(now.columns)
    compared = list(now.columns) if touched is None else [CARD_COLUMNS[position] for position in touched]
    rows = now.index.tolist()
    old = _by_id(shown)
    here = old if document is shown else _by_id(document)
    columns = {name: now[name].tolist() for name in compared if name in _FIELDS}
    operations, clashes = _field_edits(rows, columns, old, here)
    if touched is None or not set(_PLACE).isdisjoint(compared):
        cells = _cells(rows, now, shown)
        placed = _placed(document, rows, columns, cells, old, here)
        moved, refused = _arranged(document, placed, old, here)
        operations, clashes = operations + moved, clashes + refused
    return Edits(tuple(operations), tuple(clashes))


def _check_columns(columns: pd.Index) -> None:
    for name in columns:
        if name not in CARD_COLUMNS:
            raise unknown("column", name, CARD_COLUMNS)
    for name in CARD_COLUMNS:
        if (times := int((columns == name).sum())) > 1:
            raise InvalidOperationError(f"the column {name!r} is in the frame {times} times")
        if not times and name in _NEEDED:
            raise InvalidOperationError(
                f"the frame of cards has lost its column {name!r}; it needs {_NEEDED}"
            )


def _by_id(document: Document) -> dict[str, _Placed]:
    return {card.id: _Placed(_Cell(stage, lane), card) for stage, lane, card in cards_in_order(document)}


def _known(label: Any, old: Mapping[str, _Placed]) -> _Placed | None:
    return old.get(label) if isinstance(label, str) else None


def _where(label: Any, column: str) -> str:
    return f"row {said(label)}, column {column!r}"


# --- fields


def _field_edits(
    rows: Sequence[Any],
    columns: Mapping[str, Sequence[Any]],
    old: Mapping[str, _Placed],
    here: Mapping[str, _Placed],
) -> tuple[list[Operation], list[Clash]]:
    written: dict[str, dict[str, Any]] = {}
    for name, values in columns.items():
        for label, value in zip(rows, values, strict=True):
            placed = _known(label, old)
            if placed is not None and not _shows(value, card_value(placed.card, name)):
                field = field_of(name, value, _where(label, name))
                if field != getattr(placed.card, name):
                    written.setdefault(label, {})[name] = field
    operations: list[Operation] = []
    clashes: list[Clash] = []
    for id, fields in written.items():
        found, changes, was = here.get(id), {}, {}
        for name, field in fields.items():
            seen = getattr(old[id].card, name)
            there = None if found is None else getattr(found.card, name)
            if found is not None and there == seen:
                changes[name], was[name] = field, seen
            elif found is None or there != field:
                now = "removed" if found is None else _told(there)
                clashes.append(Clash(*(found or old[id]).cell, _where(id, name), _told(field), now))
        if found is not None and changes:
            stage, lane = found.cell
            changed, seen = CardChanges(**changes), CardChanges(**was)
            operations.append(SetCard(stage=stage, lane=lane, card=id, changes=changed, was=seen))
    return operations, clashes


def _shows(value: Any, shown: Any) -> bool:
    """Whether the frame plainly still holds what it showed; otherwise the value is read."""
    return value is shown or (shown is not None and type(value) is type(shown) and bool(value == shown))


def _told(field: Any) -> str:
    return field if isinstance(field, str) else "" if field is None else str(field)


# --- where cards are


def _cells(rows: Sequence[Any], now: pd.DataFrame, shown: Document) -> list[_Cell]:
    """The cell of every row."""
    stages = _ids(rows, now["stage"].tolist(), "stage", stage_labels(shown), shown.stages)
    lanes = _ids(rows, now["lane"].tolist(), "lane", lane_labels(shown), card_lanes(shown))
    return [_Cell(*pair) for pair in zip(stages, lanes, strict=True)]


def _ids(
    rows: Sequence[Any], names: Sequence[Any], what: str, labels: Mapping[str, str], things: Sequence[Any]
) -> Iterable[str]:
    ids = {label: id for id, label in labels.items()}
    for row, name in zip(rows, names, strict=True):
        if is_missing(name):
            raise InvalidOperationError(f"{_where(row, what)} is empty; a card needs a {what}")
        id = ids.get(name) if isinstance(name, str) else None
        if id is None:
            try:
                id = resolve(things, name, what)
            except UnknownNameError as error:
                raise UnknownNameError(f"{_where(row, what)}: {error}") from None
        yield id


def _placed(
    document: Document,
    rows: Sequence[Any],
    columns: Mapping[str, Sequence[Any]],
    cells: Sequence[_Cell],
    old: Mapping[str, _Placed],
    here: Mapping[str, _Placed],
) -> dict[str, _Placed]:
    """Every card of the frame with its cell, in the order of the rows; those of new rows are made."""
    placed: dict[str, _Placed] = {}
    taken = {*old, *here}
    for position, (label, cell) in enumerate(zip(rows, cells, strict=True)):
        if known := _known(label, old):
            if label in placed:
                raise InvalidOperationError(
                    f"the card {label!r} is in the frame twice; give the other row a label of its own"
                )
            placed[label] = _Placed(cell, known.card)
            continue
        fields = {
            name: field_of(name, values[position], _where(label, name)) for name, values in columns.items()
        }
        usable = isinstance(label, str) and 0 < len(label) <= _ID_LENGTH and label not in taken
        id = text_of(label, "the label of a new row") if usable else card_id(document, *cell, taken)
        taken.add(id)
        placed[id] = _Placed(cell, Card(id=id, **fields))
    return placed


def _arranged(
    document: Document,
    placed: Mapping[str, _Placed],
    old: Mapping[str, _Placed],
    here: Mapping[str, _Placed],
) -> tuple[list[Operation], list[Clash]]:
    """Take away the cards that are in no row, and bring the others to the cells and the order of the rows."""
    operations: list[Operation] = []
    clashes: list[Clash] = []
    cell_of = {id: found.cell for id, found in here.items()}
    for id in old:
        if id in placed or id not in here:
            continue
        (stage, lane), card = here[id]
        if card != old[id].card:
            clashes.append(Clash(stage, lane, f"the card {id!r}", "removed", card.text))
            continue
        operations.append(RemoveCard(stage=stage, lane=lane, card=id, was=card))
        del cell_of[id]
    stages, lanes = {stage.id for stage in document.stages}, {lane.id for lane in card_lanes(document)}
    before = _by_cell(old)
    for cell, ids in _by_cell(placed).items():
        stay = in_order(before.get(cell, []), ids)
        gone = cell.stage not in stages or cell.lane not in lanes
        for position in reversed(range(len(ids))):
            id = ids[position]
            if id in stay:
                continue
            was, now, card = old.get(id), cell_of.get(id), placed[id].card
            if gone or (was is not None and now is None):
                clashes.append(Clash(*cell, f"the card {id!r}", card.text, "removed"))
                continue
            after = (ids[later] for later in range(position + 1, len(ids)))
            follower = next((other for other in after if cell_of.get(other) == cell), None)
            if was is None or now is None:
                operations.append(AddCard(stage=cell.stage, lane=cell.lane, card=card, before=follower))
            elif now == was.cell:
                operations.append(
                    MoveCard(
                        stage=now.stage,
                        lane=now.lane,
                        card=id,
                        to_stage=cell.stage,
                        to_lane=cell.lane,
                        before=follower,
                    )
                )
            elif now != cell and was.cell != cell:
                where = f"the cell of the card {id!r}"
                clashes.append(Clash(*now, where, f"{cell.stage} / {cell.lane}", f"{now.stage} / {now.lane}"))
                continue
            else:  # on screen the card was moved here as well, or away from the row that was only reordered
                continue
            cell_of[id] = cell
    return operations, clashes


def _by_cell(placed: Mapping[str, _Placed]) -> dict[_Cell, list[str]]:
    cells: dict[_Cell, list[str]] = {}
    for id, (cell, _) in placed.items():
        cells.setdefault(cell, []).append(id)
    return cells
