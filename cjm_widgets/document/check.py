"""What types cannot say about a map: finite numbers, whole text, references that exist, ids used once."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, cast

import msgspec

from cjm_widgets.document.errors import CjmError, InvalidOperationError, unknown
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Document, Score
from cjm_widgets.document.operations import Operation

_DEEPEST = 100
"""Levels within levels; beyond them what can be read could not always be written."""


def checked(operation: Operation) -> Operation:
    """An operation built in Python, checked against its declaration.

    Raises
    ------
    InvalidOperationError
        With the field and what it takes.
    """
    return cast(Operation, decoded(msgspec.to_builtins(operation), Operation))


def decoded(value: Any, kind: Any) -> Any:
    """Plain values (as from JSON) as ``kind``; refuses wrong types, half surrogates, NaN and infinity."""
    _check_values(value)
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise InvalidOperationError(f"this cannot be part of a map: {error}") from None


def _check_values(value: Any, depth: int = 0) -> None:
    if depth > _DEEPEST:
        raise InvalidOperationError("this cannot be part of a map: it is nested too deeply")
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidOperationError(f"{value} is not a number a map can hold")
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_values(key)
            _check_values(item, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _check_values(item, depth + 1)


def check_text(text: str) -> None:
    """Refuse text with half a surrogate pair: it can be neither sent nor saved."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = ord(text[error.start])
        raise InvalidOperationError(
            f"the text has half a character (U+{half:04X} at position {error.start}); it cannot be saved"
        ) from None


def check_score(score: Score, scale: tuple[float, float]) -> None:
    """Refuse an emotion off the scale."""
    low, high = scale
    if not low <= score.value <= high:
        nearest = low if score.value < low else high
        raise InvalidOperationError(
            f"an emotion of {score.value:g} is off the scale {low:g} to {high:g}; the nearest is {nearest:g}"
        )


def check_stage_phase(document: Document, phase: str | None) -> None:
    """Refuse a stage in a phase that is not there."""
    if phase is not None and all(other.id != phase for other in document.phases):
        raise InvalidOperationError(str(unknown("phase", phase, (other.id for other in document.phases))))


def check_document(document: Document) -> None:
    """Refuse a document whose ids repeat or whose references point nowhere.

    Raises
    ------
    InvalidOperationError
        Naming the first thing that is wrong.
    """
    stages = _unique("stage", document.stages)
    lanes = _unique("lane", document.lanes)
    personas = _unique("persona", document.personas)
    phases = _unique("phase", document.phases)
    _unique("source", document.sources)
    _unique("card", (card for row in document.cells.values() for cards in row.values() for card in cards))
    for stage in document.stages:
        if stage.phase not in phases:
            check_stage_phase(document, stage.phase)
    low, high = document.scale
    if not low < high:
        raise InvalidOperationError(f"the scale must run from low to high, not from {low:g} to {high:g}")
    holding = {lane.id for lane in card_lanes(document)}
    for lane, row in document.cells.items():
        if lane not in holding:
            raise _unknown_id("lane of cards", lane, lanes)
        for id in row:
            if id not in stages:
                raise _unknown_id("stage", id, stages)
    for persona, scores in document.emotion.items():
        if persona not in personas:
            raise _unknown_id("persona", persona, personas)
        for id, score in scores.items():
            if id not in stages:
                raise _unknown_id("stage", id, stages)
            check_score(score, document.scale)


def _unknown_id(kind: str, id: str, ids: Iterable[str]) -> CjmError:
    return InvalidOperationError(str(unknown(kind, id, ids)))


def _unique(kind: str, things: Iterable[Any]) -> set[str]:
    ids: set[str] = set()
    for thing in things:
        if thing.id in ids:
            raise InvalidOperationError(f"two {kind}s have the id {thing.id!r}")
        ids.add(thing.id)
    return ids
