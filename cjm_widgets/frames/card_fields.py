"""What a column of the frame of cards takes: from a value in pandas to a field of a card, or a refusal."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import Any, get_args

import numpy as np

from cjm_widgets.document.errors import InvalidOperationError, listing, nearest
from cjm_widgets.document.model import Card, Comment, Evidence
from cjm_widgets.frames.edits import check_length, is_missing, said, text_of


def field_of(field: str, value: Any, where: str) -> Any:
    """The value of a card's field that the frame's value stands for; a missing one is the default.

    Raises
    ------
    InvalidOperationError
        Naming ``where``, the value, and what the column takes.

    Examples
    --------
    >>> field_of("tags", "queue, signs", "here"), field_of("severity", 3.0, "here")
    (('queue', 'signs'), 3)
    """
    return _FIELDS[field](value, where)


def _text(value: Any, where: str) -> str:
    return check_length(text_of(value, where), where)


def _evidence(value: Any, where: str) -> str:
    if is_missing(value):
        return Card(id="any").evidence
    kinds = get_args(Evidence)
    if not isinstance(value, str) or value not in kinds:
        close = nearest(str(value), kinds)
        hint = f"; did you mean {close!r}?" if close else ""
        raise InvalidOperationError(f"{where} takes one of {listing(kinds)}, not {said(value)}{hint}")
    return str(value)


def _number(takes: str, low: int, high: int | None, default: int | None) -> Callable[[Any, str], int | None]:
    def read(value: Any, where: str) -> int | None:
        if is_missing(value):
            return default
        whole = isinstance(value, Real) and not isinstance(value, bool | np.bool_) and value % 1 == 0
        if not whole or value < low or (high is not None and value > high):
            raise InvalidOperationError(f"{where} takes {takes}, not {said(value)}")
        return int(value)

    return read


def _flag(value: Any, where: str) -> bool | None:
    if is_missing(value):
        return None
    if not isinstance(value, bool | np.bool_):
        raise InvalidOperationError(f"{where} takes True, False or nothing, not {said(value)}")
    return bool(value)


def _texts(mark: str) -> Callable[[Any, str], tuple[str, ...]]:
    def read(value: Any, where: str) -> tuple[str, ...]:
        parts = (part.strip() for part in _text(value, where).split(mark))
        return tuple(part for part in parts if part)

    return read


def _comments(value: Any, where: str) -> tuple[Comment, ...]:
    if is_missing(value):
        return ()
    if not isinstance(value, tuple | list):
        raise InvalidOperationError(f"{where} takes a list of (author, text), not {said(value)}")
    return tuple(_comment(each, where) for each in value)


def _comment(value: Any, where: str) -> Comment:
    match value:
        case Comment(author=author, text=text):
            pass
        case {"author": author, "text": text} if len(value) == 2:
            pass
        case [author, text]:
            pass
        case _:
            raise InvalidOperationError(f"a comment in {where} is (author, text), not {said(value)}")
    return Comment(author=_text(author, where), text=_text(text, where))


_level = _number("1 (low), 2 or 3 (high)", 1, 3, None)
_FIELDS: dict[str, Callable[[Any, str], Any]] = {
    "text": _text,
    "evidence": _evidence,
    "source": _text,
    "n": _number("a whole number from 0", 0, None, None),
    "tags": _texts(","),
    "owner": _text,
    "kpi": _text,
    "severity": _level,
    "impact": _level,
    "effort": _level,
    "channel": _text,
    "ours": _flag,
    "span": _number("a whole number of stages from 1", 1, None, 1),
    "links": _texts("\n"),
    "comments": _comments,
}
