"""What the counts of events are called in a document; `counts.events.counting` says what each holds."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_widgets.document.model import Id

NEXT, FIRST, ORDERED, STRICT = "reached next", "reached with first", "in order", "strictly"
MOVES, PATHS, ENDS = "moves", "paths", "ends"
EXITS, MINUTES, WAITING, REACHING = "exits", "minutes", "waiting", "reaching"
PATH_OUTCOMES, PATH_MINUTES, PATH_VALUES = "outcomes of paths", "minutes of paths", "values of paths"
CONFORMING, DEVIATING, FITNESS = "conforming", "deviating", "fitness"
AMOUNTS = (EXITS, MINUTES, WAITING, REACHING, PATH_MINUTES, PATH_VALUES)
"""The tallies of minutes and of values; all others are of cases that do (1) or do not do (0) something."""
OTHER_PATHS = "\n"
"""The name of all other paths; that of a path is its stages, a line each."""
START, END = "START", "END"
"""Where cases come from before their first stage, and where they go after their last one."""
FOLLOWS = "follows"
SKIPPED, REPEATED, OUT_OF_ORDER, UNDRAWN = "skipped", "repeated", "out of order", "undrawn"
DEVIATIONS = (SKIPPED, REPEATED, OUT_OF_ORDER, UNDRAWN)


def chain(order: str, window: float | None = None) -> tuple[str, str]:
    """The names of who came so far along the stages: of all, and of those who came to the stage before.

    Parameters
    ----------
    order
        ``ORDERED`` or ``STRICT``.
    window
        Minutes within which they did, from the first stage on.

    Examples
    --------
    >>> chain(ORDERED), chain(STRICT, 90.0)
    (('in order', 'in order, next'), ('strictly within 90', 'strictly within 90, next'))
    """
    name = order if window is None else f"{order} within {window:g}"
    return name, f"{name}, next"


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


def path_name(stages: Sequence[Id]) -> str:
    """The name of a path; without stages the empty text.

    Examples
    --------
    >>> path_name(["cart", "pay"]), path_stages("cart\\npay"), path_stages("")
    ('cart\\npay', ('cart', 'pay'), ())
    """
    return "\n".join(stages)


def path_stages(name: str) -> tuple[Id, ...]:
    """The stages of a path, in order."""
    return tuple(id for id in name.split("\n") if id)
