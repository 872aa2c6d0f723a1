"""The exceptions and warnings of the package, and how their messages are written.

A message names the bad value, where it is, what is accepted and the nearest right thing.
"""

from __future__ import annotations

import json
import math
import re
import sys
import warnings
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

_MOST_NAMES = 12
"""Names that a message lists before it counts the rest."""
_SHORTEST_INSIDE = 4
"""Characters that one of a name and a text needs to be looked for in the other."""
_CLOSE = 0.6
"""How alike two names are, from 0 to 1, for one to be suggested for the other."""
_BEGINNING = 4
"""Letters of a beginning in common that count more: each takes a tenth off what is lacking (Winkler 1990)."""
_LONGEST_QUOTE = 80
"""Characters of a text that a message quotes."""
_MOST_ITEMS = 4
"""Values of a list that a message writes out."""
_LARGEST_EXACT = 2**53
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Characters that would change how a message is read, or that cannot be printed."""


class CjmError(Exception):
    """The root of every error this package raises on purpose.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> try:
    ...     cjm.Journey(["Arrive"]).remove_stage("Arive")
    ... except cjm.CjmError as error:
    ...     print(error)
    no stage 'Arive'; did you mean 'Arrive'? Stages: Arrive
    """

    def __str__(self) -> str:  # KeyError would show the repr of its sentence
        return str(self.args[0]) if self.args else ""


class InvalidOperationError(CjmError, ValueError):
    """An edit that cannot be part of a map; the map is unchanged.

    Attributes
    ----------
    path
        Where in the refused value the fault is, as in ``stages[2].name``; empty for the whole.
    """

    path = ""


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
    """Something worked, but perhaps not as the user expects.

    Examples
    --------
    >>> import warnings, pandas as pd, cjm_widgets as cjm
    >>> rows = pd.DataFrame({"Q1": ["4/5", "5/5"] * 6})
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore", cjm.CjmWarning)  # it would say that "4/5" is read as 4
    ...     source = cjm.Journey(["Wait"]).join(rows, columns={"Q1": "Wait"}, scale=(1, 5))
    """


class OutOfScaleWarning(CjmWarning):
    """Some values are not on the scale; they were left out and are listed in the reconciliation."""


# --- messages, worded as js/src/document/sentences.ts words them


def number_text(value: float) -> str:
    """A number for a message, with all its digits and no more: 2, 0.5, 1e+16.

    Examples
    --------
    >>> number_text(2.0), number_text(2.0000001), number_text(float("inf"))
    ('2', '2.0000001', 'Infinity')
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if abs(value) < _LARGEST_EXACT and value == int(value):
        return str(int(value))
    return json.dumps(float(value))


def quoted(value: object) -> str:
    """A value for a message: a text in quotes, without what cannot be seen and with its end left out where
    it is long.

    Examples
    --------
    >>> print(quoted("Wait"), quoted(3.0), quoted(None), quoted([1, "x"]), quoted({"a": 1}))
    'Wait' 3 nothing [1, 'x'] an object
    """
    if isinstance(value, str):
        text = value if len(value) <= _LONGEST_QUOTE else f"{value[: _LONGEST_QUOTE - 1]}…"
        if text.isprintable():
            return f"'{text}'"
        return f"'{_INVISIBLE.sub(_escape, text)}'"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**300:
        return "a number beyond all bounds"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, list | tuple):
        plain = all(item is None or isinstance(item, str | int | float) for item in value)
        if plain and len(value) <= _MOST_ITEMS:
            return f"[{', '.join(map(quoted, value))}]"
        return f"a list of {len(value)}"
    if hasattr(value, "__struct_fields__") or isinstance(value, dict):
        return "an object"
    return f"a value of the type {type(value).__name__}"


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def listing(names: Iterable[str]) -> str:
    """Names for a message, without quotes: at most a dozen, the rest counted."""
    every = list(names)
    text = ", ".join(every[:_MOST_NAMES])
    return f"{text} and {len(every) - _MOST_NAMES} more" if len(every) > _MOST_NAMES else text or "none"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name most like ``name``, ignoring case, or None when nothing is similar.

    The shortest one that has ``name`` in it goes first. When none is similar as a whole either, it is the
    longest one that ``name`` contains.

    Examples
    --------
    >>> nearest("chekout page", ["Security", "Checkout"]), nearest("zzz", ["Security"])
    ('Checkout', None)
    >>> nearest("pain", ["Rating", "Pain points"]), nearest("pains", ["Actions", "Pain points"])
    ('Pain points', 'Pain points')
    >>> nearest("how was the wait at security?", ["Security", "Checkout"])
    'Security'
    """
    return _nearest(name, tuple(names))


@lru_cache(maxsize=4096)
def _nearest(name: str, names: tuple[str, ...]) -> str | None:
    text, best, most = name.lower(), None, 0.0
    around = [one for one in names if text in one.lower()] if len(text) >= _SHORTEST_INSIDE else []
    if around:
        return min(around, key=len)
    beginnings = [text[:size] for size in range(1, min(_BEGINNING, len(text)) + 1)]
    matcher = SequenceMatcher(None, b=text, autojunk=False)
    for candidate in names:
        letters = candidate.lower()
        matcher.set_seq1(letters)
        begins = sum(map(letters.startswith, beginnings)) / 10
        bound = min(matcher.real_quick_ratio(), matcher.quick_ratio())
        if bound >= _CLOSE and bound + begins * (1 - bound) >= most:
            likeness = matcher.ratio()
            rank = likeness + begins * (1 - likeness)
            if likeness >= _CLOSE and rank > most:
                best, most = candidate, rank
    if best is not None:
        return best
    inside = [one for one in names if len(one) >= _SHORTEST_INSIDE and one.lower() in text]
    return max(inside, key=len, default=None)


def unknown(
    kind: str, name: object, names: Iterable[str], *, plural: str | None = None, likely: str | None = None
) -> UnknownNameError:
    """The error for a name that is not there; ``likely`` is suggested where no name is like it as a whole.

    Examples
    --------
    >>> print(unknown("stage", "Secuirty", ["Security", "Overall"]))
    no stage 'Secuirty'; did you mean 'Security'? Stages: Security, Overall
    """
    every = list(names)
    close = nearest(name, every) if isinstance(name, str) else None
    close = close or likely
    hint = f"; did you mean {quoted(close)}?" if close else "."
    return UnknownNameError(
        f"no {kind} {quoted(name)}{hint} {(plural or kind + 's').capitalize()}: {listing(every)}"
    )


def check_choice(option: str, value: object, accepted: Iterable[str]) -> None:
    """Raise `MeasureError` for a value that the option does not accept, suggesting the nearest."""
    every = [*accepted]
    if not isinstance(value, str) or value not in every:
        close = nearest(str(value), every)
        hint = f"; did you mean {close!r}?" if close else ""
        raise MeasureError(f"{option}= is one of {listing(every)}, not {value!r}{hint}")


def check_level(level: object) -> None:
    """Raise `MeasureError` unless ``level`` is a number between 0 and 1."""
    number = isinstance(level, int | float) and not isinstance(level, bool)
    if not number or not 0 < level < 1:  # type: ignore[operator]  # a number, as just seen
        raise MeasureError(f"level= is a confidence between 0 and 1, such as 0.95, not {level!r}")


def check_draws(draws: object, seed: object, *, fewest: int) -> None:
    """Raise `MeasureError` unless random numbers can be drawn so often, from such a seed."""
    for option, value, least in (("draws", draws, fewest), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            said = f"from {least}" if option == "seed" else f"and at least {least}"
            raise MeasureError(f"{option}= is a whole number {said}, not {quoted(value)}")


def warn(sentence: str, category: type[Warning]) -> None:
    """Warn at the user's line: the first frame up the stack outside this package."""
    package = __name__.partition(".")[0]
    level, frame = 1, sys._getframe(0)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        level, frame = level + 1, frame.f_back
    warnings.warn(sentence, category, stacklevel=level)
