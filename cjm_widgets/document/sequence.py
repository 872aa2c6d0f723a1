"""Tuples of things with ids, and two-level dictionaries, changed without touching the old ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import fields, replace

from cjm_widgets.document.errors import ConflictError, InvalidOperationError, unknown
from cjm_widgets.document.operations import Changes


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


P = TypeVar("P", bound=_Identified)
C = TypeVar("C", bound=Changes)
V = TypeVar("V")


def position_of(things: tuple[P, ...], what: str, id: str) -> int:
    for position, thing in enumerate(things):
        if thing.id == id:
            return position
    error = unknown(what, id, (thing.id for thing in things))
    raise InvalidOperationError(str(error))


def insert(things: tuple[P, ...], what: str, thing: P, before: str | None) -> tuple[P, ...]:
    if any(other.id == thing.id for other in things):
        raise InvalidOperationError(f"the {what} id {thing.id!r} is taken")
    at = len(things) if before is None else position_of(things, what, before)
    return (*things[:at], thing, *things[at:])


def without(things: tuple[P, ...], position: int) -> tuple[P, ...]:
    return things[:position] + things[position + 1 :]


def follower_of(things: tuple[P, ...], position: int) -> str | None:
    return things[position + 1].id if position + 1 < len(things) else None


def changed_part(thing: Any, what: str, changes: C, was: C | UnsetType) -> tuple[Any, C, C]:
    """The thing with the changes, and the changes and ``was`` of the inverse."""
    new: dict[str, Any] = {}
    old: dict[str, Any] = {}
    for field in fields(changes):
        value = getattr(changes, field.name)
        if value is UNSET:
            continue
        here = getattr(thing, field.name)
        seen = UNSET if isinstance(was, UnsetType) else getattr(was, field.name)
        if seen is not UNSET and seen != here and value != here:
            name = field.name.replace("_", " ")
            raise ConflictError(
                f"the {name} of {what} was changed meanwhile: it was {seen!r} and is now {here!r}", here
            )
        new[field.name] = value
        old[field.name] = here
    if not new:
        raise InvalidOperationError(f"an edit of {what} changes nothing")
    kind = type(changes)
    return replace(thing, **new), kind(**old), kind(**new)


def swap(things: tuple[P, ...], position: int, thing: P) -> tuple[P, ...]:
    return (*things[:position], thing, *things[position + 1 :])


def moved(things: tuple[P, ...], what: str, id: str, before: str | None) -> tuple[tuple[P, ...], str | None]:
    """The things in their new order, and what the moved one stood before until now."""
    at = position_of(things, what, id)
    follower = follower_of(things, at)
    if before == id:
        raise InvalidOperationError(f"a {what} cannot stand before itself")
    return insert(without(things, at), what, things[at], before), follower


def put(
    outer: Mapping[str, dict[str, V]], first: str, second: str, leaf: V | None
) -> dict[str, dict[str, V]]:
    inner = dict(outer.get(first, {}))
    if leaf is None or leaf == ():
        inner.pop(second, None)
    else:
        inner[second] = leaf
    result = dict(outer)
    if inner:
        result[first] = inner
    else:
        result.pop(first, None)
    return result


def drop_second(
    outer: Mapping[str, dict[str, V]], second: str
) -> tuple[dict[str, dict[str, V]], dict[str, V]]:
    """Without ``second`` anywhere, and what was there by first key."""
    taken = {first: inner[second] for first, inner in outer.items() if second in inner}
    rest: dict[str, dict[str, V]] = {}
    for first, inner in outer.items():
        kept = {key: leaf for key, leaf in inner.items() if key != second} if second in inner else inner
        if kept:
            rest[first] = kept
    return rest, taken


def put_second(
    outer: Mapping[str, dict[str, V]], second: str, leaves: Mapping[str, V]
) -> dict[str, dict[str, V]]:
    result = dict(outer)
    for first, leaf in leaves.items():
        if leaf != ():
            result[first] = {**result.get(first, {}), second: leaf}
    return result
