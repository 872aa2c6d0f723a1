"""What the counts of events are called in a document; `counts.events` says what each of them holds."""

from __future__ import annotations

from cjm_widgets.document.model import Id

NEXT, FIRST, ORDERED, ORDERED_NEXT, STRICT, STRICT_NEXT = (
    "reached next",
    "reached with first",
    "in order",
    "in order, next",
    "strictly",
    "strictly, next",
)
MOVES, PATHS, ENDS = "moves", "paths", "ends"
EXITS, MINUTES, WAITING, REACHING = "exits", "minutes", "waiting", "reaching"
AMOUNTS = (EXITS, MINUTES, WAITING, REACHING)
"""The tallies of minutes; all others are of cases that do (1) or do not do (0) something."""
OTHER_PATHS = "\n"
"""The name of all other paths; that of a path is its stages, a line each."""


def move(start: Id, end: Id) -> str:
    """The name of a move between stages; nothing stands for where cases come from, and where they end.

    Examples
    --------
    >>> move("cart", "pay"), move("", "cart")
    ('cart\\npay', '\\ncart')
    """
    return f"{start}\n{end}"


def stages_of(name: str) -> tuple[Id, Id]:
    """Where a move begins and where it ends; nothing stands for outside.

    Examples
    --------
    >>> stages_of("cart\\npay")
    ('cart', 'pay')
    """
    start, _, end = name.partition("\n")
    return start, end
