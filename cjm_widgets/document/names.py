"""Names and ids: unambiguous labels, finding a thing by its name, and ids for new things."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Protocol

from cjm_widgets.document.errors import CjmWarning, UnknownNameError, listing, unknown, warn
from cjm_widgets.document.model import Document

_SLUG_LENGTH = 80
_CARD_ID_LENGTH = 190
"""Leaves room for a number within the length limit of an id."""


class HasName(Protocol):
    """A stage, lane, persona, phase or source."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


def labels(things: Iterable[HasName]) -> dict[str, str]:
    """A label for each thing, by id, in order: its name, or ``"Name (id)"`` where several share the name.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> labels([Stage(id="wait", name="Wait"), Stage(id="go", name="Go"), Stage(id="wait-2", name="Wait")])
    {'wait': 'Wait (wait)', 'go': 'Go', 'wait-2': 'Wait (wait-2)'}
    """
    every = list(things)
    uses = Counter(thing.name for thing in every)
    in_use = {name for name, count in uses.items() if count == 1}
    result: dict[str, str] = {}
    for thing in every:
        label = thing.name
        if uses[label] > 1:
            label += f" ({thing.id})"
            while label in in_use:  # another thing has this label as its name
                label += f" ({thing.id})"
            in_use.add(label)
        result[thing.id] = label
    return result


def resolve(things: Sequence[HasName], name: object, kind: str) -> str:
    """The id of the thing with this label or, failing that, this id, or else this name once.

    An old name is found with a warning.

    Parameters
    ----------
    things
        The stages, lanes or personas of a document.
    kind
        What they are, in the singular, for the error message.

    Raises
    ------
    UnknownNameError
        Nothing has this name (the message suggests the nearest), or several have it (it lists their ids).

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> resolve([Stage(id="security", name="Security check")], "Security check", "stage")
    'security'
    """
    by_id = labels(things)
    for id, label in by_id.items():
        if label == name:
            return id
    if isinstance(name, str) and name in by_id:
        return name
    former = former_names(things).get(slug(name)) if isinstance(name, str) else None
    if former is not None:
        warn(f"the {kind} {name!r} is called {by_id[former]!r} now", CjmWarning)
        return former
    if same := [thing.id for thing in things if thing.name == name]:
        raise UnknownNameError(
            f"{len(same)} {kind}s are called {name!r}; say which by its id: {listing(same)}"
        )
    raise unknown(kind, name, by_id.values())


def former_names(things: Iterable[HasName]) -> dict[str, str]:
    """The slugs of names that things no longer have, with their ids: an id is made of the first name.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> former_names([Stage(id="pay", name="Checkout"), Stage(id="wait", name="Wait")])
    {'pay': 'pay'}
    """
    every = [*things]
    current = {slug(thing.name) for thing in every}
    return {
        thing.id: thing.id
        for thing in every
        if thing.id not in current and not re.fullmatch(rf"{re.escape(slug(thing.name))}-\d+", thing.id)
    }


def slug(text: str) -> str:
    """A readable id for a name: lower case, no accents, a hyphen for anything but letters and digits.

    Examples
    --------
    >>> slug("  Café & Gate 12 "), slug("出発"), slug("!?")
    ('cafe-gate-12', '出発', 'item')
    """
    letters = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(char for char in letters if not unicodedata.category(char).startswith("M"))
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    text = unicodedata.normalize("NFC", "-".join(words))
    return text[:_SLUG_LENGTH].rstrip("-") or "item"


def fresh_id(base: str, in_use: Container[str]) -> str:
    """``base``, or ``base-2``, ``base-3`` and so on where it is taken.

    Examples
    --------
    >>> fresh_id("wait", {"wait", "wait-2"})
    'wait-3'
    """
    return _numbered(base, "-", in_use)


def card_id(document: Document, stage: str, lane: str, in_use: Container[str] | None = None) -> str:
    """An id for a new card of this cell, used nowhere else in the document.

    A caller that adds several cards passes the ids in use as ``in_use``.

    Examples
    --------
    >>> card_id(Document(id="visit"), "wait", "actions")
    'actions.wait'
    """
    in_use = set(card_ids(document)) if in_use is None else in_use
    return _numbered(f"{lane}.{stage}"[:_CARD_ID_LENGTH], ".", in_use)


def _numbered(base: str, mark: str, in_use: Container[str]) -> str:
    id, number = base, 1
    while id in in_use:
        number += 1
        id = f"{base}{mark}{number}"
    return id


def card_ids(document: Document) -> Iterator[str]:
    """The id of every card, lane by lane."""
    for row in document.cells.values():
        for cards in row.values():
            for card in cards:
                yield card.id


def distinct_names(things: Iterable[HasName]) -> dict[str, str]:
    """A name for each thing, by id: its own, or with a number where one before it has the same.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> distinct_names([Stage(id="a", name="Wait"), Stage(id="b", name="Wait")])
    {'a': 'Wait', 'b': 'Wait (2)'}
    """
    every = list(things)
    in_use = {thing.name for thing in every}
    first: set[str] = set()
    numbers: Counter[str] = Counter()
    names: dict[str, str] = {}
    for thing in every:
        name = thing.name
        while name in first or (name != thing.name and name in in_use):
            numbers[thing.name] += 1
            name = f"{thing.name} ({numbers[thing.name] + 1})"
        first.add(name)
        names[thing.id] = name
    return names
