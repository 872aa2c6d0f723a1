"""The canonical text of a document: equal documents have equal texts.

Keys are sorted, two spaces indent, and a value stays on one line where it fits. A card is always one line,
so an edited card is one changed line in a diff. A ``Writer`` reuses the text of the parts that a document
shares with the one before, so writing after an edit costs little at any size.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from cjm_widgets.document.check import is_newer
from cjm_widgets.document.model import VERSION, Document
from cjm_widgets.storage.extra import FIELD, unfold

_WIDTH = 120
_LARGEST_EXACT = 2**53
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


class _Node(NamedTuple):
    """A value with its text, and the nodes of its parts by key."""

    value: Any
    text: str
    parts: Mapping[Any, _Node]


class _Extra(NamedTuple):
    """The value of a key that only a newer version knows."""

    value: Any


_EMPTY = _Node(None, "", {})


class Writer:
    """Writes documents; what one shares with the document before is not written again.

    Examples
    --------
    >>> print(Writer().text(Document(id="visit", title="A visit")), end="")
    {"cjm": "1.1", "id": "visit", "title": "A visit"}
    """

    def __init__(self) -> None:
        self._root = _EMPTY
        self._cjm = VERSION

    def text(self, document: Document) -> str:
        """The canonical text of a document."""
        if document.cjm != self._cjm:
            self._root, self._cjm = _EMPTY, document.cjm
        self._root = self._write(_contents(document), 0, self._root)
        return self._root.text + "\n"

    def _write(self, value: Any, depth: int, before: _Node) -> _Node:
        """The node of a value; an object written before is not written again."""
        if value is before.value and value is not None:
            return before
        if isinstance(value, dict):
            old = before.parts
            parts = {key: self._write(value[key], depth + 1, old.get(key, _EMPTY)) for key in sorted(value)}
            leads, texts = [f"{_encode(key)}: " for key in parts], [part.text for part in parts.values()]
            inline = "id" in value and all(map(_is_flat, value.values()))
            return _Node(value, _joined("{}", leads, texts, depth, inline=inline), parts)
        if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            texts = [_text(self._plain(item), depth + 1) for item in value]
            return _Node(value, _joined("[]", [""] * len(texts), texts, depth), {})
        return _Node(value, _text(self._plain(value), depth), {})

    def _plain(self, value: Any) -> Any:
        if isinstance(value, _Extra):
            return _numbers(value.value)
        if isinstance(value, msgspec.Struct):
            return _numbers(unfold(value, newer=is_newer(self._cjm)))
        return _numbers(msgspec.to_builtins(value))


def _contents(document: Document) -> dict[str, Any]:
    """What the file says of a document, by key: the version, and every field without its default value."""
    empty = Document(id="")
    values = {
        name: value
        for name in document.__struct_fields__
        if name != FIELD and (value := getattr(document, name)) != getattr(empty, name)
    }
    extra = document.extra if is_newer(document.cjm) else {}
    known = {*document.__struct_fields__} - {FIELD}  # a newer version may have a key of this very name
    unknown = {key: _Extra(value) for key, value in extra.items() if key not in known}
    return {**unknown, **values, "cjm": document.cjm}


def _numbers(value: Any) -> Any:
    """The value with whole floats as integers as JavaScript writes them."""
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_numbers(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT:
        return int(value)
    return value


def _text(value: Any, depth: int) -> str:
    """The text of a plain value; the caller indents its first line."""
    line = _encode(value)
    if (
        not isinstance(value, dict | list)
        or not value
        or _is_inline(value)
        or len(line) + 2 * depth <= _WIDTH
    ):
        return line
    if isinstance(value, dict):
        leads = [f"{_encode(key)}: " for key in sorted(value)]
        return _spread("{}", leads, [_text(value[key], depth + 1) for key in sorted(value)], depth)
    return _spread("[]", [""] * len(value), [_text(item, depth + 1) for item in value], depth)


def _joined(
    brackets: str, leads: Sequence[str], texts: Sequence[str], depth: int, *, inline: bool = False
) -> str:
    """Parts on one line where they fit, otherwise each on its own."""
    if inline or sum(map(len, texts)) <= _WIDTH:
        line = brackets[0] + ", ".join(map(str.__add__, leads, texts)) + brackets[1]
        if inline or ("\n" not in line and len(line) + 2 * depth <= _WIDTH):
            return line
    return _spread(brackets, leads, texts, depth)


def _spread(brackets: str, leads: Sequence[str], texts: Sequence[str], depth: int) -> str:
    inner = "\n" + "  " * (depth + 1)
    lines = ",".join([f"{inner}{lead}{text}" for lead, text in zip(leads, texts, strict=True)])
    return f"{brackets[0]}{lines}\n{'  ' * depth}{brackets[1]}"


def _is_flat(value: Any) -> bool:
    """Whether a value of a document is a single value, or a list of single values."""
    if isinstance(value, _Extra):
        return _is_flat(value.value)
    if isinstance(value, list | tuple):
        return not any(isinstance(part, dict | list | tuple | msgspec.Struct) for part in value)
    return not isinstance(value, dict | msgspec.Struct)


def _is_inline(value: Any) -> bool:
    """Whether a plain value is something without parts, such as a card, a stage or a row of numbers."""
    parts = value.values() if isinstance(value, dict) else value
    if isinstance(value, list):
        return not any(isinstance(part, dict | list) for part in parts)
    return "id" in value and not any(
        isinstance(part, dict) or (isinstance(part, list) and not _is_inline(part)) for part in parts
    )
