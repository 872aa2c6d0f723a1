"""What can go wrong, as sentences: what was given, where, what is accepted, the nearest right thing."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_SHOWN = 12
_CONTAINED = 4
"""Characters from which a name counts that a longer text contains."""


class CjmError(Exception):
    """The root of every error this package raises on purpose."""

    def __str__(self) -> str:  # KeyError would show the repr of its sentence
        return str(self.args[0]) if self.args else ""


class InvalidOperationError(CjmError, ValueError):
    """An edit that cannot be part of a map; the map is as it was."""


class UnknownNameError(CjmError, KeyError):
    """A stage, lane, persona, column, template ... that is not there."""


class ConflictError(InvalidOperationError):
    """The field an edit meant to change was changed meanwhile.

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


class CjmWarning(UserWarning):
    """Something went on, but not as the user may think."""


def listing(names: Iterable[str]) -> str:
    """Names for a sentence: quoted nowhere, at most a dozen, the rest counted."""
    every = list(names)
    shown = ", ".join(every[:_SHOWN])
    return f"{shown} and {len(every) - _SHOWN} more" if len(every) > _SHOWN else shown or "none"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name most like ``name``, whatever the case, or None when nothing is alike.

    Failing a likeness of the whole, the longest name that ``name`` contains.

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
    folded, text = {candidate.casefold(): candidate for candidate in names}, name.casefold()
    close = get_close_matches(text, folded, n=1, cutoff=0.6)
    inside = [candidate for candidate in folded if len(candidate) >= _CONTAINED and candidate in text]
    best = close[0] if close else max(inside, key=len, default=None)
    return None if best is None else folded[best]


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


def warn(sentence: str, category: type[Warning]) -> None:
    """Warn, naming the user's line: the first one up the stack that is not of this package."""
    package = __name__.partition(".")[0]
    level, frame = 1, sys._getframe(0)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        level, frame = level + 1, frame.f_back
    warnings.warn(sentence, category, stacklevel=level)


# --- what can go wrong between rows and numbers


class RowsError(CjmError, ValueError):
    """Rows, or a plan of reading them, that cannot be counted; nothing was changed."""


class MeasureError(CjmError, ValueError):
    """A measure, or a question about one, that makes no sense or that its source does not allow."""


class OutOfScaleWarning(CjmWarning):
    """Values were found that are no scores on the scale; they were left out and are in the reconciliation."""


def check_choice(option: str, given: object, accepted: Iterable[str]) -> None:
    """Raise `MeasureError` for an option that is none of those there are; names the nearest."""
    every = [*accepted]
    if not isinstance(given, str) or given not in every:
        close = nearest(str(given), every)
        hint = f"; did you mean {close!r}?" if close else ""
        raise MeasureError(f"{option}= is one of {listing(every)}, not {given!r}{hint}")
