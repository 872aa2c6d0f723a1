"""Edits of the frame of cards, as operations: changed fields, and rows moved, added and removed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from numbers import Real
from typing import Any, cast, get_args

import numpy as np
import pandas as pd

from cjm_widgets.document.check import check_card, decoded, plain_of
from cjm_widgets.document.errors import (
    CjmError,
    InvalidOperationError,
    UnknownNameError,
    listing,
    nearest,
    number_text,
    unknown,
)
from cjm_widgets.document.faults import is_finite
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import (
    Card,
    Comment,
    Document,
    Evidence,
    Hypothesis,
    Image,
    Owned,
    Preregistration,
)
from cjm_widgets.document.names import card_id, resolve
from cjm_widgets.document.operations import AddCard, CardChanges, MoveCard, Operation, RemoveCard, SetCard
from cjm_widgets.document.ranges import read_range
from cjm_widgets.document.sequence import stayed_ids
from cjm_widgets.frames.edits import Edits, FrameClash, check_length, is_missing, short_repr, text_of
from cjm_widgets.frames.tables import (
    CARD_COLUMNS,
    CardAt,
    card_values,
    cards_in_order,
    lane_labels,
    stage_labels,
)

_PLACE_COLUMNS = CARD_COLUMNS[:2]
_REQUIRED = CARD_COLUMNS[:3]
_FIELD_COLUMNS = CARD_COLUMNS[2:]
_ID_LENGTH = 200

Cell = tuple[str, str]
"""The ids of a stage and of a lane."""


def card_edits(
    document: Document, shown: Document, now: pd.DataFrame, touched: Sequence[int] | None = None
) -> Edits:
    """The edits that bring the document's cards to those of the frame.

    The parameters are those of `cell_edits`, for a frame with one row a card. A row whose label is no card's
    id is a new card: it needs a stage and a lane, and its label becomes its id where that is text and free.
    Without an optional column, cards keep what they hold. The rows of a cell set the order of its cards;
    rows of other cells may stand between them.

    Raises
    ------
    CjmError
        A column is unknown, missing or there twice, a card is there twice, a stage or lane is unknown, or a
        column does not take a value.
    """
    _check_columns(now.columns)
    compared = list(now.columns) if touched is None else [CARD_COLUMNS[position] for position in touched]
    columns = {name: now[name].tolist() for name in compared if name in _FIELD_COLUMNS}
    rows = now.index.tolist()
    old = cards_in_order(shown)
    cards: Sequence[CardAt | None] = old if touched is not None else _cards_of_rows(rows, old)
    known = [at for at in cards if at]
    operations, clashes = _field_edits(document, known, _without_new_rows(columns, cards))
    if touched is None or not set(_PLACE_COLUMNS).isdisjoint(compared):
        before, here = _by_id(old), _by_id(cards_in_order(document))
        cells = _cells(rows, now, shown)
        now_at = _by_id(_place_cards(document, rows, cards, columns, cells, {*before, *here}))
        moves, move_clashes = _moves(document, now_at, before, here)
        operations, clashes = operations + moves, clashes + move_clashes
    return Edits(tuple(operations), tuple(clashes))


def _check_columns(columns: pd.Index) -> None:
    for name in columns:
        if name not in CARD_COLUMNS:
            raise unknown("column", name, CARD_COLUMNS)
    for name in CARD_COLUMNS:
        if (times := int((columns == name).sum())) > 1:
            raise InvalidOperationError(f"the column {name!r} is in the frame {times} times")
        if not times and name in _REQUIRED:
            raise InvalidOperationError(
                f"the frame of cards has lost its column {name!r}; it needs {_REQUIRED}"
            )


def _by_id(cards: Iterable[CardAt]) -> dict[str, CardAt]:
    return {at[2].id: at for at in cards}


def _cards_of_rows(rows: Sequence[Any], old: Iterable[CardAt]) -> list[CardAt | None]:
    """The card that each row showed before; None for a new row."""
    known = _by_id(old)
    cards = [known.get(label) if isinstance(label, str) else None for label in rows]
    if len({id(at) for at in cards if at}) < sum(at is not None for at in cards):
        twice = next(label for label in rows if label in known and rows.count(label) > 1)
        raise InvalidOperationError(
            f"the card {twice!r} is in the frame twice; give the other row a label of its own"
        )
    return cards


def _without_new_rows(
    columns: Mapping[str, Sequence[Any]], cards: Sequence[CardAt | None]
) -> dict[str, Sequence[Any]]:
    """The columns without the values of new rows."""
    if all(cards):
        return dict(columns)
    return {
        name: [value for value, at in zip(values, cards, strict=True) if at]
        for name, values in columns.items()
    }


def _where(label: Any, column: str) -> str:
    return f"row {short_repr(label)}, column {column!r}"


# --- fields


def _field_edits(
    document: Document, old: Sequence[CardAt], columns: Mapping[str, Sequence[Any]]
) -> tuple[list[Operation], list[FrameClash]]:
    edits: dict[str, tuple[CardAt, dict[str, Any]]] = {}
    for name, values in columns.items():
        shown = card_values((card for _, _, card in old), name)
        for at, was, value in zip(old, shown, values, strict=True):
            if (
                value is was
                or (was is None and value is pd.NA)
                or (type(value) is type(was) and value == was)
            ):
                continue
            card = at[2]
            field = field_of(name, value, _where(card.id, name))
            if field != getattr(card, name):
                edits.setdefault(card.id, (at, {}))[1][name] = field
    here = _cards_now(document, [at for at, _ in edits.values()])
    operations: list[Operation] = []
    clashes: list[FrameClash] = []
    for id, ((stage, lane, card), fields) in edits.items():
        current, changes, was = here.get(id), {}, {}
        stage, lane = (stage, lane) if current is None else current[:2]
        for name, field in fields.items():
            before = getattr(card, name)
            now = None if current is None else getattr(current[2], name)
            if current is not None and now == before:
                changes[name], was[name] = field, before
            elif current is None or now != field:
                now_text = "removed" if current is None else _field_text(now)
                clashes.append(FrameClash(stage, lane, _where(id, name), _field_text(field), now_text))
        if changes:
            edit, saw = CardChanges(**changes), CardChanges(**was)
            operations.append(SetCard(stage=stage, lane=lane, card=id, changes=edit, was=saw))
    return operations, clashes


def _cards_now(document: Document, cards: Sequence[CardAt]) -> dict[str, CardAt]:
    """These cards as they are now, by id; looks where they were first, as most are still there."""
    now: dict[str, CardAt] = {}
    for stage, lane, card in cards:
        for other in document.cells.get(lane, {}).get(stage, ()):
            if other.id == card.id:
                now[card.id] = (stage, lane, other)
    return now if len(now) == len(cards) else _by_id(cards_in_order(document))


def _field_text(field: Any) -> str:
    return field if isinstance(field, str) else "" if field is None else str(field)


# --- places of cards


def _cells(rows: Sequence[Any], now: pd.DataFrame, shown: Document) -> list[Cell]:
    """The cell of every row."""
    stages = _ids(rows, now["stage"].tolist(), "stage", stage_labels(shown), shown.stages)
    lanes = _ids(rows, now["lane"].tolist(), "lane", lane_labels(shown), card_lanes(shown))
    return list(zip(stages, lanes, strict=True))


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


def _place_cards(
    document: Document,
    rows: Sequence[Any],
    cards: Sequence[CardAt | None],
    columns: Mapping[str, Sequence[Any]],
    cells: Sequence[Cell],
    taken: set[str],
) -> Iterator[CardAt]:
    """Every card of the frame with its cell, in the order of the rows; a new row becomes a new card."""
    for position, (label, at, cell) in enumerate(zip(rows, cards, cells, strict=True)):
        if at is not None:
            yield *cell, at[2]
            continue
        fields = {
            name: field_of(name, values[position], _where(label, name)) for name, values in columns.items()
        }
        usable = isinstance(label, str) and 0 < len(label) <= _ID_LENGTH and label not in taken
        id = text_of(label, "the label of a new row") if usable else card_id(document, *cell, taken)
        taken.add(id)
        yield *cell, Card(id=id, **fields)


def _moves(
    document: Document,
    now_at: Mapping[str, CardAt],
    old: Mapping[str, CardAt],
    here: Mapping[str, CardAt],
) -> tuple[list[Operation], list[FrameClash]]:
    """Remove the cards that have no row, and move the others into the cells and the order of the rows."""
    operations: list[Operation] = []
    clashes: list[FrameClash] = []
    cell_of: dict[str, Cell] = {id: at[:2] for id, at in here.items()}
    for id in old:
        if id in now_at or id not in here:
            continue
        stage, lane, card = here[id]
        if card != old[id][2]:
            clashes.append(FrameClash(stage, lane, f"the card {id!r}", "removed", card.text))
            continue
        operations.append(RemoveCard(stage=stage, lane=lane, card=id, was=card))
        del cell_of[id]
    before = _by_cell(old)
    cells = {(stage.id, lane.id) for stage in document.stages for lane in card_lanes(document)}
    for cell, ids in _by_cell(now_at).items():
        fixed = stayed_ids(before.get(cell, []), ids)
        for position in reversed(range(len(ids))):
            id = ids[position]
            if id in fixed:
                continue
            was, now, card = old[id][:2] if id in old else None, cell_of.get(id), now_at[id][2]
            if cell not in cells or (was is not None and now is None):
                clashes.append(FrameClash(*cell, f"the card {id!r}", card.text, "removed"))
                continue
            after = (ids[later] for later in range(position + 1, len(ids)))
            follower = next((other for other in after if cell_of.get(other) == cell), None)
            if now is None:
                operations.append(AddCard(stage=cell[0], lane=cell[1], card=card, before=follower))
            elif now == was:
                operations.append(_move(id, now, cell, follower))
            elif now == cell or was == cell:
                continue  # moved here on screen too, or moved away from a cell where pandas only reordered it
            else:
                where = f"the cell of the card {id!r}"
                clashes.append(FrameClash(*now, where, " / ".join(cell), " / ".join(now)))
                continue
            cell_of[id] = cell
    return operations, clashes


def _move(id: str, now: Cell, cell: Cell, follower: str | None) -> MoveCard:
    return MoveCard(stage=now[0], lane=now[1], card=id, to_stage=cell[0], to_lane=cell[1], before=follower)


def _by_cell(cards: Mapping[str, CardAt]) -> dict[Cell, list[str]]:
    cells: dict[Cell, list[str]] = {}
    for id, (stage, lane, _) in cards.items():
        cells.setdefault((stage, lane), []).append(id)
    return cells


# --- values of one field


def field_of(field: str, value: Any, where: str) -> Any:
    """The value of a card's field for a value of the frame; a missing value becomes the default.

    Raises
    ------
    InvalidOperationError
        The column does not take this value; the message names ``where``.

    Examples
    --------
    >>> field_of("tags", "queue, signs", "here"), field_of("severity", 3.0, "here")
    (('queue', 'signs'), 3)
    """
    return _READERS[field](value, where)


def _text(value: Any, where: str) -> str:
    return check_length(text_of(value, where), where)


def _evidence(value: Any, where: str) -> str:
    if is_missing(value):
        return Card(id="any").evidence
    kinds = get_args(Evidence)
    if not isinstance(value, str) or value not in kinds:
        close = nearest(str(value), kinds)
        hint = f"; did you mean {close!r}?" if close else ""
        raise InvalidOperationError(f"{where} takes one of {listing(kinds)}, not {short_repr(value)}{hint}")
    return str(value)


def _number(takes: str, low: int, high: int | None, default: int | None) -> Callable[[Any, str], int | None]:
    def read(value: Any, where: str) -> int | None:
        if is_missing(value):
            return default
        whole = isinstance(value, Real) and not isinstance(value, bool | np.bool_) and value % 1 == 0
        if not whole or value < low or (high is not None and value > high):
            raise InvalidOperationError(f"{where} takes {takes}, not {short_repr(value)}")
        return int(value)

    return read


def _flag(value: Any, where: str) -> bool | None:
    if is_missing(value):
        return None
    if not isinstance(value, bool | np.bool_):
        raise InvalidOperationError(f"{where} takes True, False or nothing, not {short_repr(value)}")
    return bool(value)


def _texts(mark: str) -> Callable[[Any, str], tuple[str, ...]]:
    def read(value: Any, where: str) -> tuple[str, ...]:
        parts = (part.strip() for part in _text(value, where).split(mark))
        return tuple(part for part in parts if part)

    return read


def _range(takes: str, low: float, high: float) -> Callable[[Any, str], Any]:
    def read(value: Any, where: str) -> Any:
        if is_missing(value) or value == "":
            return None
        sentence = f"{where} takes {takes} or a range of them such as '6–9', not {short_repr(value)}"
        if isinstance(value, str):
            size = read_range(value)
        elif isinstance(value, tuple | list) and len(value) == 2 and all(map(_is_number, value)):
            size = read_range("–".join(number_text(each) for each in value))
        else:
            size = read_range(number_text(value)) if _is_number(value) else None
        ends = size if isinstance(size, tuple) else (size,)
        if any(end is None or not low <= end <= high for end in ends):
            raise InvalidOperationError(sentence)
        return size

    return read


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool | np.bool_) and is_finite(value)


def _due(value: Any, where: str) -> str:
    if isinstance(value, date):  # a Timestamp is one
        return value.isoformat()[:10]
    day = _text(value, where)
    check_card(Card(id="any", due=day))
    return day


def _owned(value: Any, where: str) -> str | None:
    kinds = get_args(Owned)
    if is_missing(value) or value == "":
        return None
    if value not in kinds:
        raise InvalidOperationError(f"{where} takes one of {listing(kinds)}, not {short_repr(value)}")
    return str(value)


def _part(kind: type[Any]) -> Callable[[Any, str], Any]:
    """A part of a document: itself, its fields as a dictionary, or as JSON."""

    def read(value: Any, where: str) -> Any:
        if is_missing(value) or value == "":
            return None
        try:
            plain = json.loads(value) if isinstance(value, str) else plain_of(value)
            return decoded(plain, kind)
        except (ValueError, CjmError) as error:
            name = kind.__name__
            raise InvalidOperationError(f"{where} takes the fields of a {name}: {error}") from None

    return read


def _comments(value: Any, where: str) -> tuple[Comment, ...]:
    if is_missing(value):
        return ()
    if not isinstance(value, tuple | list):
        raise InvalidOperationError(f"{where} takes a list of (author, text), not {short_repr(value)}")
    return tuple(_comment(each, where) for each in value)


def _comment(value: Any, where: str) -> Comment:
    if isinstance(value, list | tuple) and len(value) == 2:
        return Comment(author=_text(value[0], where), text=_text(value[1], where))
    if not isinstance(value, Comment | dict):
        raise InvalidOperationError(f"a comment in {where} is (author, text), not {short_repr(value)}")
    try:
        return cast(Comment, decoded(plain_of(value), Comment))
    except CjmError as error:
        raise InvalidOperationError(f"a comment in {where}: {error}") from None


_level = _number("1 (low), 2 or 3 (high)", 1, 3, None)
_READERS: dict[str, Callable[[Any, str], Any]] = {
    "text": _text,
    "evidence": _evidence,
    "source": _text,
    "n": _number("a whole number from 0", 0, None, None),
    "tags": _texts(","),
    "owner": _text,
    "kpi": _text,
    "severity": _level,
    "impact": _range("a number from 1 to 10", 1, 10),
    "confidence": _range("a number of per cent from 0 to 100", 0, 100),
    "ease": _range("a number from 1 to 10", 1, 10),
    "reach": _range("a number of people from 0", 0, math.inf),
    "effort": _range("a number of weeks from 0", 0, math.inf),
    "status": _text,
    "due": _due,
    "hypothesis": _part(Hypothesis),
    "preregistration": _part(Preregistration),
    "channel": _text,
    "ours": _flag,
    "owned_by": _owned,
    "who": _text,
    "said_at": _text,
    "verbatim": _flag,
    "image": _part(Image),
    "span": _number("a whole number of stages from 1", 1, None, 1),
    "links": _texts("\n"),
    "comments": _comments,
}
