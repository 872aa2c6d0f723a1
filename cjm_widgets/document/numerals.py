"""Numbers as people write them: "3,5", "−1", full-width digits, "4/5" and "4 of 5".

`js/src/document/tables/numerals.ts` reads the same texts;
tests/contract/files/numerals.json holds both to it.
"""

from __future__ import annotations

import math
import re

NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
"""A regular expression, in every dialect, of text that is a number with a point."""
COMMA = r"[+-]?(?:[0-9]+,[0-9]*|,[0-9]+)"
"""Text with one comma, which may be a decimal point."""
COMMA_OR_GROUP = r"[+-]?[1-9][0-9]?[0-9]?,[0-9][0-9][0-9]"
"""Text whose one comma may as well part thousands, as in "1,234"."""
PLAIN = {"\u2212": "-", **{chr(0xFEE0 + ord(mark)): mark for mark in "+-.,/0123456789"}}
"""Minus signs, full-width digits and marks, and what they mean."""

_SPACES = " \t\n\v\f\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_PLAIN = str.maketrans(PLAIN)
_FRACTION = re.compile(r"(.*?)[ \xa0]*(?:/|[ \xa0](?:of|out of)[ \xa0])[ \xa0]*([0-9]+)", re.IGNORECASE)


def plain_text(text: str) -> str:
    """A text without spaces around it, its minus signs and full-width digits as those of a keyboard.

    Examples
    --------
    >>> plain_text(" \\u22121"), plain_text("\\uff14")
    ('-1', '4')
    """
    return text.strip(_SPACES).translate(_PLAIN)


def is_decimal_comma(text: str) -> bool:
    """Whether a plain text is a number whose comma can only be a decimal point.

    Examples
    --------
    >>> is_decimal_comma("3,5"), is_decimal_comma("0,873"), is_decimal_comma("1,234")
    (True, True, False)
    """
    return re.fullmatch(COMMA, text) is not None and re.fullmatch(COMMA_OR_GROUP, text) is None


def read_number(
    text: str, scale: tuple[float, float] = (-math.inf, math.inf), decimal_comma: bool = False
) -> float | None:
    """The number that a text is; ``None`` for a text that is none, or may be two.

    Parameters
    ----------
    text
        "3,5" is 3.5. "1,234" is 1.234 or 1234, whichever alone is on the scale. "4/5", "4 of 5" and "4 out
        of 5" are 4 where 5 is the highest score and none is below zero.
    scale
        Lowest and highest score. A text that can be read one way only is read even if it is off the scale.
    decimal_comma
        Whether a comma is known to be a decimal point, as other texts of the same column show.

    Examples
    --------
    >>> read_number("3,5"), read_number("4 of 5", (1, 5)), read_number("4/5", (0, 10))
    (3.5, 4.0, None)
    >>> read_number("1,234"), read_number("1,234", (1, 5)), read_number("1,234", (0, 5000))
    (None, 1.234, None)
    """
    plain = plain_text(text)
    if re.fullmatch(NUMBER, plain):
        return float(plain)
    if re.fullmatch(COMMA, plain):
        decimal = float(plain.replace(",", "."))
        if decimal_comma or is_decimal_comma(plain):
            return decimal
        on_scale = [
            value for value in (decimal, float(plain.replace(",", ""))) if scale[0] <= value <= scale[1]
        ]
        return on_scale[0] if len(on_scale) == 1 else None
    part = part_of(plain)
    if part is None or scale[0] < 0 or part[1] != scale[1]:
        return None
    return read_number(part[0], scale, decimal_comma)


def part_of(text: str) -> tuple[str, float] | None:
    """The two numbers of "4/5", "4 of 5" and "4 out of 5", the first as text; ``None`` for other texts.

    Examples
    --------
    >>> part_of("3,5/5"), part_of("4 of 5"), part_of("4")
    (('3,5', 5.0), ('4', 5.0), None)
    """
    part = _FRACTION.fullmatch(plain_text(text))
    if part is None or not re.fullmatch(f"{NUMBER}|{COMMA}", part[1]):
        return None
    return part[1], float(part[2])
