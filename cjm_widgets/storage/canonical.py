"""The canonical text of a document: the same document has the same text, whoever wrote it.

Keys are sorted, two spaces indent, and a value stays on one line where it fits; a card is always one
line, so that an edited card is one changed line in a diff. A ``Writer`` remembers what it wrote of the
parts a document shares with the one before, so that the text after an edit costs little at any size.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from cjm_widgets.document.model import VERSION, Document
from cjm_widgets.storage.extra import FIELD, is_newer, unfolded

_WIDTH = 120
_LARGEST_EXACT = 2**53
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


class _Written(NamedTuple):
    """A value, its text, and what was written of its parts by key."""

    value: Any
    text: str
    parts: Mapping[Any, _Written]


class _Extra(NamedTuple):
    """What a newer version says of the map, kept as it is."""

    value: Any


_NOTHING = _Written(None, "", {})


class Writer:
    """Writes a document, and the next ones faster: what they share is written once.

    Examples
    --------
    >>> print(Writer().text(Document(id="visit", title="A visit")), end="")
    {"cjm": "1.0", "id": "visit", "title": "A visit"}
    """

    def __init__(self) -> None:
        self._written = _NOTHING
        self._cjm = VERSION

    def text(self, document: Document) -> str:
        """The canonical text of a document."""
        if document.cjm != self._cjm:
            self._written, self._cjm = _NOTHING, document.cjm
        self._written = self._write(_told(document), 0, self._written)
        return self._written.text + "\n"

    def _write(self, value: Any, depth: int, before: _Written) -> _Written:
        """A value as the document holds it; what is the very one written before is taken from there."""
        if value is before.value and value is not None:
            return before
        if isinstance(value, dict):
            old = before.parts
            parts = {key: self._write(value[key], depth + 1, old.get(key, _NOTHING)) for key in sorted(value)}
            leads, texts = [f"{_encode(key)}: " for key in parts], [part.text for part in parts.values()]
            stays = "id" in value and all(map(_is_flat, value.values()))
            return _Written(value, _joined("{}", leads, texts, depth, stays=stays), parts)
        if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            texts = [_text(self._plain(item), depth + 1) for item in value]
            return _Written(value, _joined("[]", [""] * len(texts), texts, depth), {})
        return _Written(value, _text(self._plain(value), depth), {})

    def _plain(self, value: Any) -> Any:
        if isinstance(value, _Extra):
            return _numbers(value.value)
        if isinstance(value, msgspec.Struct):
            return _numbers(unfolded(value, newer=is_newer(self._cjm)))
        return _numbers(msgspec.to_builtins(value))


def _told(document: Document) -> dict[str, Any]:
    """What the document says, by key: its version always, no field that holds its default."""
    usual = Document(id="")
    told = {
        name: value
        for name in document.__struct_fields__
        if name != FIELD and (value := getattr(document, name)) != getattr(usual, name)
    }
    extra = document.extra if is_newer(document.cjm) else {}
    known = {*document.__struct_fields__} - {FIELD}  # a newer version may have a key of this very name
    kept = {key: _Extra(value) for key, value in extra.items() if key not in known}
    return {**kept, **told, "cjm": document.cjm}


def _numbers(value: Any) -> Any:
    """Whole floats as whole numbers, as JavaScript writes them."""
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_numbers(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT:
        return int(value)
    return value


def _text(value: Any, depth: int) -> str:
    """The text of a plain value; its first line is not indented, the caller puts its key there."""
    line = _encode(value)
    if not isinstance(value, dict | list) or not value or _stays(value) or len(line) + 2 * depth <= _WIDTH:
        return line
    if isinstance(value, dict):
        leads = [f"{_encode(key)}: " for key in sorted(value)]
        return _spread("{}", leads, [_text(value[key], depth + 1) for key in sorted(value)], depth)
    return _spread("[]", [""] * len(value), [_text(item, depth + 1) for item in value], depth)


def _joined(
    brackets: str, leads: Sequence[str], texts: Sequence[str], depth: int, *, stays: bool = False
) -> str:
    """Parts in one line where that fits, otherwise each on its own."""
    if stays or sum(map(len, texts)) <= _WIDTH:
        line = brackets[0] + ", ".join(map(str.__add__, leads, texts)) + brackets[1]
        if stays or ("\n" not in line and len(line) + 2 * depth <= _WIDTH):
            return line
    return _spread(brackets, leads, texts, depth)


def _spread(brackets: str, leads: Sequence[str], texts: Sequence[str], depth: int) -> str:
    inner = "\n" + "  " * (depth + 1)
    lines = ",".join([f"{inner}{lead}{text}" for lead, text in zip(leads, texts, strict=True)])
    return f"{brackets[0]}{lines}\n{'  ' * depth}{brackets[1]}"


def _is_flat(value: Any) -> bool:
    """Whether a value as the document holds it is one value, or a list of such."""
    if isinstance(value, _Extra):
        return _is_flat(value.value)
    if isinstance(value, list | tuple):
        return not any(isinstance(part, dict | list | tuple | msgspec.Struct) for part in value)
    return not isinstance(value, dict | msgspec.Struct)


def _stays(value: Any) -> bool:
    """A card, a stage, a row of numbers: things without parts of their own stay on one line."""
    parts = value.values() if isinstance(value, dict) else value
    if isinstance(value, list):
        return not any(isinstance(part, dict | list) for part in parts)
    return "id" in value and not any(
        isinstance(part, dict) or (isinstance(part, list) and not _stays(part)) for part in parts
    )
