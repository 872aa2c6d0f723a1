"""Keys of a newer minor version: what this version does not know of a map, it keeps and writes back.

In a file they stand among the others. A document holds those of each part in the part's ``extra``, so
they stay with it through edits, moves and undo, and go when it goes. A file of this very version, or an
older one, has none: there an unknown key is a mistake, and is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from msgspec import NODEFAULT, Struct, inspect, to_builtins
from msgspec.structs import fields

from cjm_widgets.document.errors import FileFormatError, listing, nearest
from cjm_widgets.document.model import VERSION, Document

FIELD = "extra"
_Change = Callable[[type[Struct], dict[str, Any], str], dict[str, Any]]


def is_newer(version: str) -> bool:
    """Whether a file of this version may have keys that are not known here."""
    return _numbers(version) > _numbers(VERSION)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]


def folded(value: dict[str, Any], *, newer: bool) -> dict[str, Any]:
    """A file's plain values with the keys that this version does not know under ``extra``.

    Raises
    ------
    FileFormatError
        There is an unknown key, and the file is not of a newer version; with the nearest key.
    """

    def fold(kind: type[Struct], part: dict[str, Any], where: str) -> dict[str, Any]:
        known = _parts_of(kind)
        if known.keys() >= part.keys():
            return part
        unknown = [key for key in part if key not in known]
        if not newer:
            close = nearest(unknown[0], known)
            hint = f"; did you mean {close!r}?" if close else "."
            raise FileFormatError(
                f"unknown field {unknown[0]!r} of {where}{hint} Fields: {listing(sorted(known))}"
            )
        kept = {key: item for key, item in part.items() if key in known}
        return {**kept, FIELD: {key: part[key] for key in unknown}}

    changed: dict[str, Any] = _each_part(value, _Holder(Document, ()), fold, "the map")
    return changed


def unfolded(part: Struct, *, newer: bool) -> dict[str, Any]:
    """A part's plain values as a file has them: without fields that hold their default.

    What a file of this version cannot have is left out.
    """

    def unfold(kind: type[Struct], part: dict[str, Any], where: str) -> dict[str, Any]:
        known, usual = _parts_of(kind), _usual(kind)
        extra = part.get(FIELD, {}) if newer else {}
        told = {
            key: item
            for key, item in part.items()
            if key != FIELD and (key not in usual or usual[key] != item)
        }
        return {**{key: item for key, item in extra.items() if key not in known}, **told}

    kind = type(part)
    plain: dict[str, Any] = _each_part(to_builtins(part), _Holder(kind, ()), unfold, "")
    return plain


class _Holder(Struct, frozen=True):
    """Where parts of a kind are in a value: in dicts (by ``.``) and lists (by ``[]``) one inside another."""

    kind: type[Struct]
    inside: tuple[str, ...]


def _each_part(value: Any, holder: _Holder, change: _Change, where: str) -> Any:
    """The value with every part changed, innermost first; what is no part there is for others to refuse."""
    if holder.inside:
        within = _Holder(holder.kind, holder.inside[1:])
        if holder.inside[0] == "[]" and isinstance(value, list | tuple):
            return [_each_part(item, within, change, f"{where}[{at}]") for at, item in enumerate(value)]
        if holder.inside[0] == "." and isinstance(value, dict):
            return {key: _each_part(item, within, change, f"{where}.{key}") for key, item in value.items()}
        return value
    if not isinstance(value, dict):
        return value
    changed = None
    for key, held in _parts_of(holder.kind).items():
        if held is not None and key in value:
            changed = changed or dict(value)
            changed[key] = _each_part(value[key], held, change, f"{where}.{key}")
    return change(holder.kind, changed or value, where)


@cache
def _parts_of(kind: type[Struct]) -> Mapping[str, _Holder | None]:
    """The fields of a part, and which parts each holds, if any."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return {field.name: _holder(field.type) for field in info.fields if field.name != FIELD}


@cache
def _usual(kind: type[Struct]) -> Mapping[str, Any]:
    """What the fields of a part hold where a file says nothing, as plain values."""
    return {
        field.name: to_builtins(
            field.default if field.default_factory is NODEFAULT else field.default_factory()
        )
        for field in fields(kind)
        if not field.required
    }


def _holder(kind: inspect.Type, inside: tuple[str, ...] = ()) -> _Holder | None:
    match kind:
        case inspect.StructType():
            return _Holder(kind.cls, inside)
        case inspect.Metadata():
            return _holder(kind.type, inside)
        case inspect.UnionType():
            return next((held for one in kind.types if (held := _holder(one, inside))), None)
        case inspect.DictType():
            return _holder(kind.value_type, (*inside, "."))
        case inspect.VarTupleType():
            return _holder(kind.item_type, (*inside, "[]"))
        case _:
            return None
