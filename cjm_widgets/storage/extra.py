"""Unknown keys of a newer minor version: they are kept when a file is read and written back when it is saved.

In a file they stand among the other keys. A document holds them in the ``extra`` of their part, so that
they follow the part through edits, moves and undo. In a file of this version or an older one an unknown key
is a mistake and is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from msgspec import NODEFAULT, Struct, inspect, to_builtins
from msgspec.structs import fields

from cjm_widgets.document.errors import FileFormatError, listing, nearest, quoted
from cjm_widgets.document.model import Document

FIELD = "extra"
_Change = Callable[[type[Struct], dict[str, Any], str], dict[str, Any]]


def fold(value: dict[str, Any], *, newer: bool) -> dict[str, Any]:
    """Move the unknown keys of a file's plain values into ``extra``.

    Raises
    ------
    FileFormatError
        A key is unknown, and the file is not of a newer version; the message suggests the nearest key.
    """

    def fold_part(kind: type[Struct], part: dict[str, Any], where: str) -> dict[str, Any]:
        known = _fields_of(kind)
        if known.keys() >= part.keys():
            return part
        unknown = [key for key in part if key not in known]
        if not newer:
            close = nearest(unknown[0], known)
            hint = f"; did you mean {quoted(close)}?" if close else "."
            raise FileFormatError(
                f"unknown field {quoted(unknown[0])} of {where}{hint} Fields: {listing(sorted(known))}"
            )
        others = {key: item for key, item in part.items() if key in known}
        return {**others, FIELD: {key: part[key] for key in unknown}}

    result: dict[str, Any] = _each_part(value, _Nesting(Document, ()), fold_part, "the map")
    return result


def unfold(part: Struct, *, newer: bool) -> dict[str, Any]:
    """A part's plain values as a file has them: without defaults, and with the keys from ``extra``.

    ``newer`` says whether the file is of a newer version; otherwise ``extra`` is left out.
    """

    def unfold_part(kind: type[Struct], part: dict[str, Any], where: str) -> dict[str, Any]:
        known, defaults = _fields_of(kind), _defaults(kind)
        extra = part.get(FIELD, {}) if newer else {}
        values = {
            key: item
            for key, item in part.items()
            if key != FIELD and (key not in defaults or defaults[key] != item)
        }
        return {**{key: item for key, item in extra.items() if key not in known}, **values}

    result: dict[str, Any] = _each_part(to_builtins(part), _Nesting(type(part), ()), unfold_part, "")
    return result


class _Nesting(Struct, frozen=True):
    """How parts of a kind are nested in a value: ``.`` a dictionary, ``[]`` a list, outermost first."""

    kind: type[Struct]
    levels: tuple[str, ...]


def _each_part(value: Any, nesting: _Nesting, change: _Change, where: str) -> Any:
    """Change every part of a value, innermost first. Leaves malformed values for the decoder to reject."""
    if nesting.levels:
        inner = _Nesting(nesting.kind, nesting.levels[1:])
        if nesting.levels[0] == "[]" and isinstance(value, list | tuple):
            return [_each_part(item, inner, change, f"{where}[{at}]") for at, item in enumerate(value)]
        if nesting.levels[0] == "." and isinstance(value, dict):
            return {key: _each_part(item, inner, change, f"{where}.{key}") for key, item in value.items()}
        return value
    if not isinstance(value, dict):
        return value
    part = None
    for key, below in _fields_of(nesting.kind).items():
        if below is not None and key in value:
            part = part or dict(value)
            part[key] = _each_part(value[key], below, change, f"{where}.{key}")
    return change(nesting.kind, part or value, where)


@cache
def _fields_of(kind: type[Struct]) -> Mapping[str, _Nesting | None]:
    """The fields of a part, each with the nesting of the parts it holds, if any."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return {field.name: _nesting(field.type) for field in info.fields if field.name != FIELD}


@cache
def _defaults(kind: type[Struct]) -> Mapping[str, Any]:
    """The defaults of a part's fields, as plain values."""
    return {
        field.name: to_builtins(
            field.default if field.default_factory is NODEFAULT else field.default_factory()
        )
        for field in fields(kind)
        if not field.required
    }


def _nesting(kind: inspect.Type, levels: tuple[str, ...] = ()) -> _Nesting | None:
    match kind:
        case inspect.StructType():
            return _Nesting(kind.cls, levels)
        case inspect.Metadata():
            return _nesting(kind.type, levels)
        case inspect.UnionType():
            return next((nesting for one in kind.types if (nesting := _nesting(one, levels))), None)
        case inspect.DictType():
            return _nesting(kind.value_type, (*levels, "."))
        case inspect.VarTupleType():
            return _nesting(kind.item_type, (*levels, "[]"))
        case _:
            return None
