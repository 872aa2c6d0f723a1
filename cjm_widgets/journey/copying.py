"""What a journey is to Python itself: copied, pickled and compared as the map that it holds.

Two journeys are equal where their maps are. A journey can be edited, so it has no hash, as a list has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, Protocol, Self, TypeVar

from cjm_widgets.document.errors import CjmError, InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.journey.core import HasCore, core_of
from cjm_widgets.storage import file


class Copyable(HasCore, Protocol):
    """A journey, as what copies it knows it."""

    @classmethod
    def from_document(cls, document: Document) -> Self: ...


J = TypeVar("J", bound=Copyable)


def copy(journey: J) -> J:
    """Another journey with the same map, to change without changing this one.

    It has the filters of this one, and the rows that were joined in this session: they are not copied, so a
    survey changed in place changes both maps. It has no file, no history, no observers and no view on screen.
    ``copy.copy`` and ``copy.deepcopy`` return the same; a pickled journey has the counts of its rows instead
    of the rows, as a saved one.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"], title="A visit")
    >>> other = journey.copy()
    >>> other == journey
    True
    >>> other.title = "A long visit"
    >>> journey.title, other == journey
    ('A visit', False)
    """
    with journey._core.in_sync() as core:
        result = type(journey).from_document(core.document)
        result._core.sources.share(core.sources)
        return result


def duplicate(journey: J, memo: object = None) -> J:
    """For the module `copy`, shallow or deep: a map shares nothing with another that can be changed."""
    return copy(journey)


def reduce(journey: Copyable) -> tuple[Any, ...]:
    """For `pickle`: how to make the journey again, from the text of its file and its filters."""
    with journey._core.in_sync() as core:
        return rebuild, (type(journey), file.dumps(core.document), dict(core.filters))


def rebuild(kind: type[J], text: str, filters: Mapping[str, Any]) -> J:
    """The journey that `reduce` describes."""
    journey = kind.from_document(file.loads(text, "the pickled journey"))
    journey._core.sources.filter(filters)
    return journey


def equals(journey: HasCore, other: object) -> bool:
    """Whether another journey has the same map: everything that a file holds, no filter and no history."""
    theirs = core_of(other)
    if theirs is None:
        return NotImplemented  # type: ignore[no-any-return]  # as Python asks for: the other may know
    if theirs is journey._core:
        return True
    with journey._core.in_sync() as core:
        document = core.document
    with theirs.in_sync():  # never both locks at once
        return document == theirs.document


class NoHashError(CjmError, TypeError):
    """As Python raises it for lists, so that callers who try see a TypeError."""


def refuse_hash(journey: HasCore) -> NoReturn:
    """A journey changes, and with it what it is equal to."""
    raise NoHashError(
        "a journey can be edited, so it is no key of a dictionary and in no set: "
        "take journey.document.id, or id(journey)"
    )


def stays_one(what: str, instead: str) -> Any:
    """The hooks of `copy` and `pickle` for things on screen: a refusal with a sentence.

    Examples
    --------
    >>> class Screen:
    ...     __copy__ = __deepcopy__ = __reduce_ex__ = stays_one("a screen", "make another")
    >>> import copy
    >>> copy.copy(Screen())
    Traceback (most recent call last):
    cjm_widgets.document.errors.InvalidOperationError: a screen is neither copied nor pickled: make another
    """

    def refuse(self: object, *arguments: object) -> NoReturn:
        raise InvalidOperationError(f"{what} is neither copied nor pickled: {instead}")

    return refuse
