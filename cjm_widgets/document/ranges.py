"""How impact, confidence, ease, reach and effort are written: a number, or a range such as "6–9".

js/src/document/tables/ranges.ts reads and writes the same texts;
tests/contract/files/ranges.json holds both to it.
"""

from __future__ import annotations

import re

from cjm_widgets.document.errors import number_text
from cjm_widgets.document.numerals import plain_text, read_number

Range = float | tuple[float, ...]
"""A number, or the least and the greatest it may be."""

_TO = re.compile(r"(.*[^ e])(?: *[–—-] *| +to +)(.+)", re.IGNORECASE)
_LEVELS: dict[Range, str] = {(1, 3): "low", (4, 7): "medium", (8, 10): "high"}


def range_text(value: Range) -> str:
    """A range in words.

    Examples
    --------
    >>> range_text(7), range_text((6, 9))
    ('7', '6–9')
    """
    return "–".join(map(number_text, value if isinstance(value, tuple) else (value,)))


def level_text(value: Range) -> str:
    """A range in words, a whole third of 1 to 10 by its name.

    Examples
    --------
    >>> level_text((4, 7)), level_text((4, 8))
    ('medium', '4–8')
    """
    return _LEVELS.get(value) or range_text(value)


def read_range(text: str) -> Range | None:
    """The range that a text says; None where it says none, or runs downwards. A per cent sign may follow.

    Examples
    --------
    >>> read_range("6-9"), read_range("6 to 9"), read_range("7"), read_range("3,5 – 4"), read_range("9-6")
    ((6, 9), (6, 9), 7, (3.5, 4), None)
    """
    plain = plain_text(text).removesuffix("%").rstrip(" ")
    whole = read_number(plain)
    if whole is not None:
        return _lean(whole)
    parts = _TO.fullmatch(plain)
    if parts is None:
        return None
    low, high = read_number(parts[1].removesuffix("%").rstrip(" ")), read_number(parts[2])
    if low is None or high is None or low > high:
        return None
    return _lean(low) if low == high else (_lean(low), _lean(high))


def third(value: Range) -> int:
    """In which third of 1 to 10 the middle of a range lies: 1, 2 or 3.

    Examples
    --------
    >>> third((1, 3)), third(5), third((6, 9)), third(20)
    (1, 2, 3, 3)
    """
    middle = (value[0] + value[-1]) / 2 if isinstance(value, tuple) else value
    return 1 if middle <= 3.5 else 2 if middle < 7.5 else 3


def _lean(number: float) -> float:
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
