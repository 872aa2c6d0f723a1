"""Edits of the frames of cells and of emotions, as the operations that carry them over to the document.

An edit is a difference between the frame and the document it showed. Where the document changed the same
field meanwhile, the edit is a clash and the document keeps its value. ``card_edits.py`` does the same for
the frame of cards.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any, Literal, cast

import numpy as np
import pandas as pd
from msgspec import UNSET
from msgspec.structs import replace

from cjm_widgets.document.errors import InvalidOperationError, UnknownNameError, unknown
from cjm_widgets.document.faults import check_text
from cjm_widgets.document.gestures import cell_text, set_cell_operations
from cjm_widgets.document.lane_kinds import card_lanes, emotion_lane
from cjm_widgets.document.model import MAX_TEXT, Card, Document, Lane, Persona, Score, Stage
from cjm_widgets.document.names import card_ids
from cjm_widgets.document.numerals import read_number
from cjm_widgets.document.operations import (
    CardChanges,
    Move,
    Operation,
    RemoveCard,
    SetCard,
    SetEmotion,
    SetFuture,
)
from cjm_widgets.document.sequence import stayed_ids
from cjm_widgets.frames.tables import lane_labels, persona_labels, stage_labels

What = Literal["stage", "lane", "persona"]


@dataclass(frozen=True)
class FrameClash:
    """A field written in pandas that the document changed meanwhile; the document keeps its value.

    Attributes
    ----------
    stage, lane
        The ids of the cell; for an emotion the lane is the map's emotion lane, "" without one.
    where
        The field written to, by its labels.
    theirs
        What was written in pandas, as text.
    now
        What the document holds, as text.
    """

    stage: str
    lane: str
    where: str
    theirs: str
    now: str

    def __str__(self) -> str:
        return (
            f"{self.where} was changed on screen meanwhile: it is now {self.now!r}, not {self.theirs!r} as "
            "written in pandas"
        )


@dataclass(frozen=True)
class Edits:
    """The operations that carry edits of a frame over to the document, in order, and the clashes."""

    operations: tuple[Operation, ...] = ()
    clashes: tuple[FrameClash, ...] = ()


# --- labels, order and values


def ids_of(index: pd.Index, known: Mapping[str, str], what: What) -> list[str]:
    """The ids of a frame's labels, which must be the known labels in any order.

    Parameters
    ----------
    known
        The labels by id.

    Raises
    ------
    UnknownNameError
        A label is unknown.
    InvalidOperationError
        A label is there twice, or missing.
    """
    ids = {label: id for id, label in known.items()}
    seen: set[str] = set()
    for label in index:
        if label not in ids:
            error = unknown(what, label, known.values())
            raise UnknownNameError(f"{error}. journey.add_{what} adds one, journey.rename_{what} renames one")
        if label in seen:
            raise InvalidOperationError(f"the {what} {label!r} is in the frame twice")
        seen.add(label)
    for label in known.values():
        if label not in seen:
            raise InvalidOperationError(
                f"the {what} {label!r} is missing from the frame; journey.remove_{what} takes one away"
            )
    return [ids[label] for label in index]


def grid(
    document: Document,
    shown: Document,
    now: pd.DataFrame,
    touched: Sequence[int] | None,
    columns: tuple[Literal["lane", "persona"], Mapping[str, str]],
    stages: Mapping[str, str],
) -> tuple[list[Operation], Iterator[tuple[str, str, Any]]]:
    """The moves of stages and columns, and (stage id, column id, value) for the touched columns."""
    what, known = columns
    if touched is not None:
        rows, order = list(stages), list(known)
        return [], _values(now, rows, order, touched)
    rows, order = ids_of(now.index, stages, "stage"), ids_of(now.columns, known, what)
    moves = [
        *moves_between("stage", [stage.id for stage in document.stages], list(stages), rows),
        *moves_between(what, [thing.id for thing in getattr(document, what + "s")], list(known), order),
    ]
    return moves, _values(now, rows, order, range(len(order)))


def _values(
    now: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], touched: Iterable[int]
) -> Iterator[tuple[str, str, Any]]:
    for position in touched:
        for row, value in zip(rows, now.iloc[:, position].tolist(), strict=True):
            yield row, columns[position], value


def moves_between(
    what: What, here: Sequence[str], old: Sequence[str], new: Sequence[str]
) -> Iterator[Operation]:
    """The fewest moves that bring ``old`` into the order ``new`` in a document whose order is ``here``."""
    fixed, present, known = stayed_ids(old, new), set(here), set(old)
    last = max((position for position, id in enumerate(here) if id in known), default=-1)
    tail = here[last + 1] if last + 1 < len(here) else None
    for position in reversed(range(len(new))):
        id = new[position]
        if id not in fixed and id in present:
            before = next((after for after in new[position + 1 :] if after in present), tail)
            yield Move(what=what, id=id, before=before)


def short_repr(value: Any) -> str:
    """A value for a message, shortened where it is long."""
    return reprlib.repr(value.item() if isinstance(value, np.generic) else value)


def is_missing(value: Any) -> bool:
    """Whether a value is None, NaN, NA or NaT."""
    return value is None or bool(pd.api.types.is_scalar(value) and pd.isna(value))


def text_of(value: Any, where: str) -> str:
    """The text of a value, "" if missing. Raises `InvalidOperationError` for what cannot be saved."""
    if is_missing(value):
        return ""
    if not isinstance(value, str):
        raise InvalidOperationError(f"{where} takes text, not {short_repr(value)}")
    try:
        check_text(value)
    except InvalidOperationError as error:
        raise InvalidOperationError(f"{where}: {error}") from None
    return str(value)


def check_length(text: str, where: str) -> str:
    """The text of one card. Raises `InvalidOperationError` where it is too long."""
    if len(text) > MAX_TEXT:
        raise InvalidOperationError(f"{where} takes at most {MAX_TEXT:,} characters, not {len(text):,}")
    return text


def _has(things: Iterable[Stage | Lane | Persona], id: str) -> bool:
    return any(thing.id == id for thing in things)


# --- the frame of cells


def cell_edits(
    document: Document, shown: Document, now: pd.DataFrame, touched: Sequence[int] | None = None
) -> Edits:
    """The edits that bring the document to what the frame of cells holds.

    Parameters
    ----------
    document
        The document as it is now.
    shown
        The document that the frame showed before its edits.
    now
        The frame, stages x lanes.
    touched
        The positions of the columns that may differ, when no label changed; None compares everything.

    Raises
    ------
    CjmError
        The frame is no map: a stage or lane is unknown, missing or there twice, or a cell is not text.

    Examples
    --------
    >>> from cjm_widgets.document.model import Lane, Stage
    >>> from cjm_widgets.frames.tables import cells_frame
    >>> stages, lanes = (Stage(id="wait", name="Wait"),), (Lane(id="pain", name="Pain points"),)
    >>> document = Document(id="visit", stages=stages, lanes=lanes)
    >>> frame = cells_frame(document)
    >>> frame.loc["Wait", "Pain points"] = "No seat"
    >>> [operation.card.text for operation in cell_edits(document, document, frame).operations]
    ['No seat']
    """
    stages, lanes = stage_labels(shown), lane_labels(shown)
    operations, values = grid(document, shown, now, touched, ("lane", lanes), stages)
    clashes: list[FrameClash] = []
    written: list[tuple[str, str, str]] = []
    for stage, lane, value in values:
        was = _text(shown, stage, lane)
        if isinstance(value, str) and value == was:
            continue
        where = f"the cell {stages[stage]!r}, {lanes[lane]!r}"
        text = text_of(value, where)
        if text == was:
            continue
        for line in text.split("\n"):
            check_length(line, f"a card of {where}")
        if not (_has(document.stages, stage) and _has(card_lanes(document), lane)):
            clashes.append(FrameClash(stage, lane, where, text, "removed"))
        elif (here := _text(document, stage, lane)) == was:
            written.append((stage, lane, text))
        elif here != text:
            clashes.append(FrameClash(stage, lane, where, text, here))
    taken = set(card_ids(document)) if len(written) > 1 else None
    for stage, lane, text in written:
        edits = set_cell_operations(document, stage, lane, text, taken)
        if any(_overwrites(edit, shown) for edit in edits):
            where = f"what backs the cell {stages[stage]!r}, {lanes[lane]!r}"
            clashes.append(FrameClash(stage, lane, where, text, _text(document, stage, lane)))
        else:
            operations += edits
    return Edits(tuple(operations), tuple(clashes))


def _overwrites(edit: Operation, shown: Document) -> bool:
    """Whether an edit of a card would change what the frame's author had not seen, such as new evidence."""
    match edit:
        case SetCard(card=id, was=CardChanges() as was):
            card = _card(shown, edit.stage, edit.lane, id)
            return any(
                (before := getattr(was, name)) is not UNSET
                and (card is None or before != getattr(card, name))
                for name in was.__struct_fields__
            )
        case RemoveCard(card=id, was=was):
            return was != _card(shown, edit.stage, edit.lane, id)
    return False


def _card(document: Document, stage: str, lane: str, id: str) -> Card | None:
    cards = document.cells.get(lane, {}).get(stage, ())
    return next((card for card in cards if card.id == id), None)


def _text(document: Document, stage: str, lane: str) -> str:
    return cell_text(document.cells.get(lane, {}).get(stage, ()))


# --- the frame of emotions


def emotion_edits(
    document: Document, shown: Document, now: pd.DataFrame, touched: Sequence[int] | None = None
) -> Edits:
    """The edits that bring the document's emotions to those of the frame; a missing number is a gap.

    The parameters are those of `cell_edits`, for a frame of stages x personas. A score keeps its evidence.
    Text is read as `read_number` reads it on the document's scale: "3,5" is 3.5.

    Raises
    ------
    CjmError
        The frame is no map: a stage or persona is unknown, missing or there twice, a score is no number, or
        it is off the document's scale.
    """
    return _drawn_edits(document, shown, now, touched, "emotion", _emotion, _set_emotion)


def future_edits(
    document: Document, shown: Document, now: pd.DataFrame, touched: Sequence[int] | None = None
) -> Edits:
    """The same for the emotions of the future state."""
    return _drawn_edits(document, shown, now, touched, "future emotion", _future, _set_future)


def _drawn_edits(
    document: Document,
    shown: Document,
    now: pd.DataFrame,
    touched: Sequence[int] | None,
    what: str,
    value_at: Callable[[Document, str, str], float | None],
    edit: Callable[[Document, str, str, float | None], Operation],
) -> Edits:
    """Edits of a frame of stages x personas, by what stands at a stage and persona and what changes it."""
    stages, personas = stage_labels(shown), persona_labels(shown)
    operations, values = grid(document, shown, now, touched, ("persona", personas), stages)
    drawn = emotion_lane(document)
    lane = drawn.id if drawn else ""
    clashes: list[FrameClash] = []
    for stage, persona, value in values:
        was = value_at(shown, stage, persona)
        if type(value) is float and (value != value if was is None else value == was):
            continue
        where = f"the {what} of {personas[persona]!r} at {stages[stage]!r}"
        number = _number(value, where, document.scale)
        if number == was:
            continue
        here = value_at(document, stage, persona)
        theirs = "no score" if number is None else f"{number:g}"
        if not (_has(document.stages, stage) and _has(document.personas, persona)):
            clashes.append(FrameClash(stage, lane, where, theirs, "removed"))
        elif here == was:
            operations.append(edit(document, stage, persona, number))
        elif here != number:
            now_text = "no score" if here is None else f"{here:g}"
            clashes.append(FrameClash(stage, lane, where, theirs, now_text))
    return Edits(tuple(operations), tuple(clashes))


def _number(value: Any, where: str, scale: tuple[float, float]) -> float | None:
    if is_missing(value):
        return None
    low, high = scale
    takes = f"{where} takes a number from {low:g} to {high:g}, not {short_repr(value)}"
    number = read_number(value, scale) if isinstance(value, str) else value
    if isinstance(number, bool | np.bool_) or not isinstance(number, Real | Decimal):
        raise InvalidOperationError(takes)
    if not low <= cast(float, number) <= high:
        raise InvalidOperationError(f"{takes}; the nearest is {low if cast(float, number) < low else high:g}")
    return float(number)


def _emotion(document: Document, stage: str, persona: str) -> float | None:
    here = document.emotion.get(persona, {}).get(stage)
    return None if here is None else here.value


def _set_emotion(document: Document, stage: str, persona: str, value: float | None) -> Operation:
    here = document.emotion.get(persona, {}).get(stage)
    score = None if value is None else replace(here or Score(value=value), value=value)
    return SetEmotion(stage=stage, persona=persona, score=score, was=here)


def _future(document: Document, stage: str, persona: str) -> float | None:
    return document.future.get(persona, {}).get(stage)


def _set_future(document: Document, stage: str, persona: str, value: float | None) -> Operation:
    return SetFuture(stage=stage, persona=persona, value=value, was=_future(document, stage, persona))
