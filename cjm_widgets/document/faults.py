"""What is wrong with plain values that should be an operation or a document: the first fault, as a sentence.

msgspec decides whether values are what their declaration says; this module words why they are not, so that
both halves refuse a value with the same sentence. js/src/document/check.ts finds the same faults in the same
order: what is no object, a field that is not declared, one that is missing, then field by field in the order
of their names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, SupportsFloat

from msgspec import inspect

from cjm_widgets.document.errors import InvalidOperationError, nearest, number_text, quoted

DEEPEST = 100
"""Levels within levels of what a newer version wrote; deeper ones could be read, but not always written."""
_MOST_COARSER = 20
"""Counts within counts."""
_HALF = re.compile(r"[\ud800-\udfff]")


def refuse_fault(value: Any, kind: Any) -> None:
    """Raise `InvalidOperationError` for the first fault of plain values; return where there is none."""
    info = _info(kind)
    _check(value, info, _title(info), 0)


@cache
def _info(kind: Any) -> inspect.Type:
    return inspect.type_info(kind)


def _check(value: Any, info: inspect.Type, where: str, depth: int) -> None:
    match info:
        case inspect.Metadata():
            _check(value, info.type, where, depth)
        case inspect.UnionType():
            _check_union(value, info, where, depth)
        case inspect.StructType():
            _check_part(value, info, where, depth)
        case inspect.StrType():
            check_text(value, where, info.min_length or 0, info.max_length)
        case inspect.IntType() | inspect.FloatType():
            _check_number(value, info, where)
        case inspect.BoolType():
            _must(isinstance(value, bool), value, where, "must be true or false")
        case inspect.LiteralType():
            one_of = isinstance(value, str) and value in info.values
            _must(one_of, value, where, f"must be one of: {', '.join(map(str, info.values))}")
        case inspect.TupleType() | inspect.VarTupleType():
            _check_list(value, info, where, depth)
        case inspect.DictType():
            _check_map(value, info, where, depth)
        case inspect.AnyType():
            _check_free(value, where, depth)


def _must(holds: bool, value: Any, where: str, sentence: str) -> None:
    if not holds:
        raise InvalidOperationError(f"{where} {sentence}, not {quoted(value)}")


def check_text(value: Any, where: str = "text", least: int = 0, most: int | None = None) -> None:
    """Refuse what is not text, half a surrogate pair (which cannot be sent or saved), and a wrong length."""
    if not isinstance(value, str):
        raise InvalidOperationError(f"{where} must be text, not {quoted(value)}")
    if half := _HALF.search(value):
        raise InvalidOperationError(
            f"the {where} has half a character (U+{ord(half[0]):04X} at position {half.start()}); "
            "it cannot be saved"
        )
    if most is not None and len(value) > most:
        raise InvalidOperationError(
            f"the {where} has {len(value)} characters; a map takes at most {most} in one place"
        )
    if len(value) < least:
        raise InvalidOperationError(f"the {where} must not be empty")


def _check_number(value: Any, info: inspect.IntType | inspect.FloatType, where: str) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    _must(number, value, where, "must be a number")
    if not is_finite(value):
        raise InvalidOperationError(f"{where}: {quoted(value)} is not a number a map can hold")
    if isinstance(info, inspect.IntType):
        _must(value == math.floor(value), value, where, "must be a whole number")
    if info.gt is not None:
        _must(value > info.gt, value, where, f"must be more than {number_text(info.gt)}")
    if info.ge is not None:
        _must(value >= info.ge, value, where, f"must be at least {number_text(info.ge)}")
    if info.le is not None:
        _must(value <= info.le, value, where, f"must be at most {number_text(info.le)}")


def is_finite(value: SupportsFloat) -> bool:
    """Whether a number is one that a file and a browser can hold."""
    try:
        return math.isfinite(float(value))
    except OverflowError:  # a whole number beyond all floats
        return False


def _check_list(value: Any, info: inspect.TupleType | inspect.VarTupleType, where: str, depth: int) -> None:
    _must(isinstance(value, list | tuple), value, where, "must be a list")
    if isinstance(info, inspect.TupleType):
        _must(len(value) == len(info.item_types), value, where, f"must be {len(info.item_types)} values")
        items = info.item_types
    else:
        if info.max_length is not None:
            _must(len(value) == info.max_length, value, where, f"must be {info.max_length} values")
        items = (info.item_type,) * len(value)
    for at, (item, kind) in enumerate(zip(value, items, strict=True)):
        with _inside(f"[{at}]"):
            _check(item, kind, where, depth)


def _check_map(value: Any, info: inspect.DictType, where: str, depth: int) -> None:
    free = isinstance(info.value_type, inspect.AnyType)
    for key, item in _in_order(_object(value, where), where):
        with _inside(f".{key}"):
            _check(item, info.value_type, where, depth + free)


def _check_free(value: Any, where: str, depth: int) -> None:
    """What a newer version wrote: its numbers must be finite and its text whole, or it could not be saved."""
    if depth > DEEPEST:
        raise InvalidOperationError(f"the {where} is nested too deeply")
    if isinstance(value, str):
        check_text(value, where)
    elif isinstance(value, dict):
        for _, item in _in_order(value, where):
            _check_free(item, where, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _check_free(item, where, depth + 1)
    elif value is not None and not isinstance(value, bool):
        _must(isinstance(value, int | float), value, where, "must be a value of JSON")
        if not is_finite(value):
            raise InvalidOperationError(f"{where}: {quoted(value)} is not a number a map can hold")


def _check_union(value: Any, info: inspect.UnionType, where: str, depth: int) -> None:
    if value is None and any(isinstance(kind, inspect.NoneType) for kind in info.types):
        return
    kinds = [kind for kind in info.types if not isinstance(kind, inspect.NoneType)]
    if len(kinds) == 1:
        return _check(value, kinds[0], where, depth)
    if all(isinstance(kind, inspect.StructType) for kind in kinds):
        return _check_tagged(value, kinds, where, depth)
    fitting = next((kind for kind in kinds if _fits(value, kind)), None)
    if fitting is None:
        raise InvalidOperationError(f"{where} cannot be {quoted(value)}")
    return _check(value, fitting, where, depth)


def _fits(value: Any, kind: inspect.Type) -> bool:
    kind = kind.type if isinstance(kind, inspect.Metadata) else kind
    if isinstance(value, bool) or isinstance(kind, inspect.BoolType):
        return isinstance(value, bool) and isinstance(kind, inspect.BoolType)
    if isinstance(kind, inspect.StrType):
        return isinstance(value, str)
    if isinstance(kind, inspect.VarTupleType):
        return isinstance(value, list | tuple)
    if isinstance(kind, inspect.IntType):
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return isinstance(kind, inspect.FloatType) and isinstance(value, int | float)


def _check_tagged(value: Any, kinds: list[Any], where: str, depth: int) -> None:
    """An operation, or a message: what it is stands in one of its fields."""
    field = kinds[0].tag_field
    what = "edit" if field == "op" else "message"
    by_tag = {kind.tag: kind for kind in kinds}
    tag = _object(value, where).get(field)
    if not isinstance(tag, str) or tag not in by_tag:
        close = nearest(tag, sorted(by_tag)) if isinstance(tag, str) else None
        hint = f"; did you mean {quoted(close)}?" if close else ""
        raise InvalidOperationError(f"there is no {what} called {quoted(tag)}{hint}")
    fields = {key: item for key, item in value.items() if key != field}
    _check_part(fields, by_tag[tag], f"{what} {tag}", depth)


def _check_part(value: Any, info: inspect.StructType, where: str, depth: int) -> None:
    fields = _object(value, where)
    declared = {field.name: field for field in info.fields}
    title = where if info.tag_field else _title(info)
    for name, _ in _in_order(fields, title):
        if name not in declared:
            close = nearest(name, sorted(declared))
            hint = f"; did you mean {quoted(close)}?" if close else ""
            raise InvalidOperationError(f"the {title} has no field {quoted(name)}{hint}")
    for field in info.fields:
        if field.required and field.name not in fields:
            raise InvalidOperationError(f"the {title} has no {_words(field.name)}")
    for name in sorted(fields):
        deeper = depth + 1 if name == "coarser" else depth
        if deeper > _MOST_COARSER and name == "coarser":
            raise InvalidOperationError("the coarser is nested too deeply")
        with _inside(f".{name}"):
            _check(fields[name], declared[name].type, _words(name), deeper)


@contextmanager
def _inside(step: str) -> Iterator[None]:
    """Add this step to the path of a refusal."""
    try:
        yield
    except InvalidOperationError as error:
        error.path = step + error.path
        raise


def _object(value: Any, where: str) -> Mapping[str, Any]:
    _must(isinstance(value, dict), value, where, "must be an object")
    return value  # type: ignore[no-any-return]  # an object, as just seen


def _in_order(value: Mapping[str, Any], where: str) -> list[tuple[str, Any]]:
    """The entries in the order of their keys, which must be whole text."""
    for key in value:
        if not isinstance(key, str):
            raise InvalidOperationError(f"a key of the {where} must be text, not {quoted(key)}")
    keys = sorted(value)
    for key in keys:
        check_text(key, where)
    return [(key, value[key]) for key in keys]


def _title(info: inspect.Type) -> str:
    """What a part is called: ``StageChanges`` are those of a stage."""
    if not isinstance(info, inspect.StructType):
        return "edit"
    words = re.sub(r"\B([A-Z])", r" \1", info.cls.__name__).lower()
    return words.removesuffix(" changes")


def _words(field: str) -> str:
    return field.replace("_", " ")
