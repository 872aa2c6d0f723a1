"""The exceptions and warnings of the package, and how their messages are written.

A message names the bad value, where it is, what is accepted and the nearest right thing.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_MOST_NAMES = 12
"""Names that a message lists before it counts the rest."""
_SHORTEST_INSIDE = 4
"""Characters a name needs to be suggested because the text contains it."""


class CjmError(Exception):
    """The root of every error this package raises on purpose."""

    def __str__(self) -> str:  # KeyError would show the repr of its sentence
        return str(self.args[0]) if self.args else ""


class InvalidOperationError(CjmError, ValueError):
    """An edit that cannot be part of a map; the map is unchanged."""


class UnknownNameError(CjmError, KeyError):
    """A stage, lane, persona, column, template ... that is not there."""


class ConflictError(InvalidOperationError):
    """The field that an edit changes was changed by someone else meanwhile.

    Attributes
    ----------
    now
        What the field holds now (``None`` when the thing is gone).
    """

    def __init__(self, sentence: str, now: object = None) -> None:
        super().__init__(sentence)
        self.now = now


class FileFormatError(CjmError, ValueError):
    """A file that is not a map, or not one this version can read; the file is untouched."""


class RowsError(CjmError, ValueError):
    """Rows that cannot be counted with these options; nothing was changed."""


class MeasureError(CjmError, ValueError):
    """A measure, or a use of one, that makes no sense or that its source does not support."""


class CjmWarning(UserWarning):
    """Something worked, but perhaps not as the user expects."""


class OutOfScaleWarning(CjmWarning):
    """Some values are not on the scale; they were left out and are listed in the reconciliation."""


# --- messages


def listing(names: Iterable[str]) -> str:
    """Names for a message, without quotes: at most a dozen, the rest counted."""
    every = list(names)
    text = ", ".join(every[:_MOST_NAMES])
    return f"{text} and {len(every) - _MOST_NAMES} more" if len(every) > _MOST_NAMES else text or "none"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name most like ``name``, ignoring case, or None when nothing is similar.

    When no whole name is similar, the longest one that ``name`` contains.

    Examples
    --------
    >>> nearest("chekout page", ["Security", "Checkout"]), nearest("zzz", ["Security"])
    ('Checkout', None)
    >>> nearest("how was the wait at security?", ["Security", "Checkout"])
    'Security'
    """
    return _nearest(name, tuple(names))


@lru_cache(maxsize=4096)
def _nearest(name: str, names: tuple[str, ...]) -> str | None:
    candidates, text = {candidate.casefold(): candidate for candidate in names}, name.casefold()
    close = get_close_matches(text, candidates, n=1, cutoff=0.6)
    inside = [one for one in candidates if len(one) >= _SHORTEST_INSIDE and one in text]
    best = close[0] if close else max(inside, key=len, default=None)
    return None if best is None else candidates[best]


def unknown(kind: str, name: object, names: Iterable[str], *, plural: str | None = None) -> UnknownNameError:
    """The error for a name that is not there.

    Examples
    --------
    >>> print(unknown("stage", "Secuirty", ["Security", "Overall"]))
    no stage 'Secuirty'; did you mean 'Security'? Stages: Security, Overall
    """
    every = list(names)
    close = nearest(str(name), every)
    hint = f"; did you mean {close!r}?" if close else "."
    return UnknownNameError(
        f"no {kind} {name!r}{hint} {(plural or kind + 's').capitalize()}: {listing(every)}"
    )


def check_choice(option: str, value: object, accepted: Iterable[str]) -> None:
    """Raise `MeasureError` for a value that the option does not accept, suggesting the nearest."""
    every = [*accepted]
    if not isinstance(value, str) or value not in every:
        close = nearest(str(value), every)
        hint = f"; did you mean {close!r}?" if close else ""
        raise MeasureError(f"{option}= is one of {listing(every)}, not {value!r}{hint}")


def warn(sentence: str, category: type[Warning]) -> None:
    """Warn at the user's line: the first frame up the stack outside this package."""
    package = __name__.partition(".")[0]
    level, frame = 1, sys._getframe(0)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        level, frame = level + 1, frame.f_back
    warnings.warn(sentence, category, stacklevel=level)
