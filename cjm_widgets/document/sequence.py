"""Changing ordered tuples and two-level dictionaries of a document by copying, and comparing orders of ids.

Every function returns new values and leaves its arguments as they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Protocol, TypeVar

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import fields, replace

from cjm_widgets.document.errors import ConflictError, InvalidOperationError, quoted, unknown
from cjm_widgets.document.model import LOGS, Card, Document
from cjm_widgets.document.operations import Changes


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


P = TypeVar("P", bound=_Identified)
C = TypeVar("C", bound=Changes)
V = TypeVar("V")


# --- ordered tuples


def position_of(things: tuple[P, ...], what: str, id: str) -> int:
    """The position of the thing with this id; raises `InvalidOperationError` when there is none."""
    for position, thing in enumerate(things):
        if thing.id == id:
            return position
    error = unknown(what, id, (thing.id for thing in things))
    raise InvalidOperationError(str(error))


def insert(things: tuple[P, ...], what: str, thing: P, before: str | None) -> tuple[P, ...]:
    """The things with a new one in front of the id ``before``, or at the end."""
    if any(other.id == thing.id for other in things):
        raise InvalidOperationError(f"the {what} id {quoted(thing.id)} is taken")
    at = len(things) if before is None else position_of(things, what, before)
    return (*things[:at], thing, *things[at:])


def swap(things: tuple[P, ...], position: int, thing: P) -> tuple[P, ...]:
    return (*things[:position], thing, *things[position + 1 :])


def without(things: tuple[P, ...], position: int) -> tuple[P, ...]:
    return things[:position] + things[position + 1 :]


def follower_of(things: tuple[P, ...], position: int) -> str | None:
    return things[position + 1].id if position + 1 < len(things) else None


def moved(things: tuple[P, ...], what: str, id: str, before: str | None) -> tuple[tuple[P, ...], str | None]:
    """The things in their new order, and the id that followed the moved one before."""
    at = position_of(things, what, id)
    follower = follower_of(things, at)
    if before == id:
        raise InvalidOperationError(f"a {what} cannot stand before itself")
    return insert(without(things, at), what, things[at], before), follower


# --- fields of a part


def usual_fields(part: Struct) -> Mapping[str, Any]:
    """The fields of a part as they are when it is made; None for one that has no default.

    Examples
    --------
    >>> from cjm_widgets.document.model import Score
    >>> usual_fields(Score(value=1, evidence="data"))["evidence"]
    'assumption'
    """
    return _usual_fields(type(part))


@cache
def _usual_fields(kind: type[Struct]) -> Mapping[str, Any]:
    return {
        field.name: None
        if field.required
        else (field.default_factory() if callable(field.default_factory) else field.default)
        for field in fields(kind)
    }


def changed_part(thing: Any, what: str, changes: C, was: C | UnsetType) -> tuple[Any, C, C]:
    """The thing after the changes, then the ``changes`` and ``was`` of the inverse."""
    new: dict[str, Any] = {}
    old: dict[str, Any] = {}
    for field in sorted(changes.__struct_fields__):
        value = getattr(changes, field)
        if value is UNSET:
            continue
        here = getattr(thing, field)
        before = UNSET if isinstance(was, UnsetType) else getattr(was, field)
        if before is not UNSET and before != here and value != here:
            if field in LOGS and value[: len(before)] == before:
                value = here + value[len(before) :]
                new[field], old[field] = value, here
                continue
            name = f"the {field.replace('_', ' ')} of {what}"
            change = f"it was {quoted(before)} and is now {quoted(here)}"
            raise ConflictError(f"{name} was changed meanwhile: {change}", here)
        new[field] = value
        old[field] = here
    if not new:
        raise InvalidOperationError(f"an edit of {what} changes nothing")
    kind = type(changes)
    return replace(thing, **new), kind(**old), kind(**new)


# --- two-level dictionaries


def put(
    outer: Mapping[str, dict[str, V]], first: str, second: str, leaf: V | None
) -> dict[str, dict[str, V]]:
    """The dictionary with one leaf set; None or an empty tuple removes it, and an emptied row with it."""
    inner: dict[str, Any] = {**outer.get(first, {}), second: leaf}
    if leaf is None or leaf == ():
        del inner[second]
    result = {**outer, first: inner}
    if not inner:
        del result[first]
    return result


def drop_second(
    outer: Mapping[str, dict[str, V]], second: str
) -> tuple[dict[str, dict[str, V]], dict[str, V]]:
    """The dictionary without the key ``second`` anywhere, and the removed leaves by first key."""
    leaves = {first: inner[second] for first, inner in outer.items() if second in inner}
    rest = {
        first: {key: leaf for key, leaf in inner.items() if key != second} if second in inner else inner
        for first, inner in outer.items()
    }
    return {first: inner for first, inner in rest.items() if inner}, leaves


def put_second(
    outer: Mapping[str, dict[str, V]], second: str, leaves: Mapping[str, V]
) -> dict[str, dict[str, V]]:
    """The dictionary with the leaves that `drop_second` removed put back."""
    result = dict(outer)
    for first, leaf in leaves.items():
        if leaf != ():
            result[first] = {**result.get(first, {}), second: leaf}
    return result


def without_empty_cells(document: Document) -> Document:
    """The document as an edit would leave it: an empty cell, or a row of them, says nothing."""
    cells = {lane: cells for lane, row in document.cells.items() if (cells := _filled(row))}
    emotion = {persona: scores for persona, scores in document.emotion.items() if scores}
    future = {persona: values for persona, values in document.future.items() if values}
    if (cells, emotion, future) == (document.cells, document.emotion, document.future):
        return document
    return replace(document, cells=cells, emotion=emotion, future=future)


def _filled(row: dict[str, tuple[Card, ...]]) -> dict[str, tuple[Card, ...]]:
    return {stage: cards for stage, cards in row.items() if cards}


# --- orders of ids


def moved_ids(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest ids that have to move to bring ``before`` into the order of ``after``.

    Ids that only one of the two has are ignored.

    Examples
    --------
    >>> moved_ids("abcdef", "bcdxefa")
    {'a'}
    """
    return {*before} & {*after} - stayed_ids(before, after)


def stayed_ids(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The largest set of ids that stand in the same order in both sequences.

    A longest increasing subsequence, by patience sorting: Fredman (1975), Discrete Mathematics 11.

    Examples
    --------
    >>> sorted(stayed_ids("abcdef", "bcdxefa"))
    ['b', 'c', 'd', 'e', 'f']
    """
    places = {id: place for place, id in enumerate(before)}
    tails: list[int] = []  # the smallest place that a run of each length can end with
    ends: list[str] = []
    previous: dict[str, str | None] = {}
    for id in after:
        if id in places:
            at = bisect_left(tails, places[id])
            tails[at : at + 1] = [places[id]]
            ends[at : at + 1] = [id]
            previous[id] = ends[at - 1] if at else None
    stayed, last = set(), ends[-1] if ends else None
    while last is not None:
        stayed.add(last)
        last = previous[last]
    return stayed


def merged_order(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], members: Collection[str]
) -> tuple[list[str], bool]:
    """One order of the members, and whether both sides moved them differently (then our order stays).

    An id that only one side has stays behind the id before it there. Where both sides added ids in the same
    gap, the run whose first id sorts first comes first, so that both sides compute the same order.

    Examples
    --------
    >>> merged_order("abc", "axbc", "cab", "abcx")
    (['c', 'a', 'x', 'b'], False)
    """
    o, t = [id for id in ours if id in members], [id for id in theirs if id in members]
    in_ours, in_theirs, in_base = set(o), set(t), set(base)
    both = in_ours & in_theirs
    in_o, in_t = [id for id in o if id in both], [id for id in t if id in both]
    old = [id for id in base if id in both]
    ours_moved = [id for id in in_o if id in in_base] != old
    theirs_moved = [id for id in in_t if id in in_base] != old
    clash = in_o != in_t and ours_moved == theirs_moved
    skeleton = in_t if in_o != in_t and theirs_moved and not ours_moved else in_o
    runs: dict[str | None, list[list[str]]] = {}
    for side in (o, t):
        fresh, anchor = True, None
        for id in side:
            if id in both:
                fresh, anchor = True, id
            elif fresh:
                runs.setdefault(anchor, []).append([id])
                fresh = False
            else:
                runs[anchor][-1].append(id)
    order: list[str] = []
    for anchor in (None, *skeleton):
        order += [] if anchor is None else [anchor]
        for run in sorted(runs.get(anchor, ())):
            order += run
    return order, clash
