"""How numbers are written on a map: true minus, en dash in ranges, commas in counts, space before %.

``js/src/scene/numbers.ts`` writes the same; ``tests/contract/scenes.py`` holds both to it. Halves
are rounded up.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

from cjm_widgets.measures.measure import Unit

_POWERS = ("", "K", "M", "B", "T")
_THREE_FIGURES = Context(prec=3, rounding=ROUND_HALF_UP)
_EXPONENT = 1e21
"""From here on even a plain number has an exponent: nobody counts so many digits."""


def plain(value: float, decimals: int) -> str:
    """A number with a fixed count of decimals and a true minus; one that rounds to zero has no sign.

    Examples
    --------
    >>> plain(-1.25, 1), plain(-0.01, 1), plain(2.5, 0)
    ('−1.3', '0.0', '3')
    """
    size = abs(value)
    if size < _EXPONENT:
        text = f"{Decimal(size).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    else:
        text = repr(size)
    return f"−{text}" if value < 0 and float(text) else text


def signed(value: float, decimals: int) -> str:
    """As `plain`, with a plus before what is above zero."""
    text = plain(value, decimals)
    return f"+{text}" if value > 0 and float(text) else text


def compact(value: float) -> str:
    """An amount of any size in three figures; with an exponent below a millionth and from 10¹⁸ on.

    Examples
    --------
    >>> compact(32.701), compact(999_600), compact(-1_635_059), compact(4.9e-6), compact(4.9e-20)
    ('32.7', '1M', '−1.64M', '0.0000049', '4.9e−20')
    """
    if not value:
        return "0"
    size = _THREE_FIGURES.create_decimal(Decimal(abs(value)))
    power = size.adjusted()
    if -6 <= power < 18:
        thousands = min(max(power // 3, 0), len(_POWERS) - 1)
        text = f"{size.scaleb(-3 * thousands).normalize():,f}{_POWERS[thousands]}"
    else:
        text = f"{size.scaleb(-power).normalize():f}e{power}".replace("-", "−")
    return f"−{text}" if value < 0 else text


def brief(value: float) -> str:
    """A length or a place in a picture: to a tenth of a px."""
    return f"{math.floor(value * 10 + 0.5) / 10:.1f}".removesuffix(".0")


def count(n: int) -> str:
    """How many: 14509 is 14,509."""
    return f"{n:,}"


def count_of(n: int, thing: str) -> str:
    """How many of a thing: ``"1 stage"``, ``"7 stages"``."""
    return f"{count(n)} {thing}{'' if n == 1 else 's'}"


def duration(minutes: float) -> str:
    """Minutes as people say them.

    Examples
    --------
    >>> duration(48), duration(150), duration(4320)
    ('48 min', '2 h 30 min', '3 days')
    """
    if minutes >= 2880:
        return f"{brief(minutes / 1440)} days"
    if minutes < 120:
        return f"{math.floor(minutes * 100 + 0.5) / 100:.12g} min"
    hours, rest = divmod(math.floor(minutes + 0.5), 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


# --- axis steps and decimals


def round_step(least: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is at least ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    factor = next((one for one in (1, 2, 5) if one * power >= least * (1 - 1e-9)), 10)
    return float(f"{factor * power:.1g}")


def decimals_of(step: float) -> int:
    """How many decimals it takes to write multiples of ``step``."""
    return max(0, math.ceil(-math.log10(step) - 1e-9))


def decimals_needed(value: float, least: int) -> int:
    """How many decimals it takes to write a value, from ``least`` to two more."""
    for decimals in (least, least + 1):
        if abs(value - round(value, decimals)) < 1e-9:
            return decimals
    return least + 2


# --- values with units


def clock(minutes: float) -> str:
    """A time: minutes and seconds below an hour, or as people say it.

    Examples
    --------
    >>> clock(1.67), clock(0.05), clock(59.999), clock(135.2), clock(4000)
    ('1:40', '0:03', '60 min', '2 h 15 min', '2.8 days')
    """
    seconds = math.floor(abs(minutes) * 60 + 0.5)
    sign = "−" if minutes < 0 and seconds else ""
    if seconds < 3600:
        return f"{sign}{seconds // 60}:{seconds % 60:02}"
    return sign + duration(math.floor(seconds / 60 + 0.5))


def write_value(unit: Unit, value: float) -> str:
    """A value in its unit.

    Examples
    --------
    >>> write_value("score", 4.307), write_value("share", 0.82), write_value("nps", 39.84)
    ('4.31', '82 %', '39.8')
    """
    if unit == "amount":
        return compact(value)
    if unit == "minutes":
        return clock(value)
    return f"{plain(value * 100, 0)} %" if unit == "share" else plain(value, 1 if unit == "nps" else 2)


def write_interval(unit: Unit, low: float, high: float) -> str:
    """An interval in its unit, with "to" where a minus would meet the dash.

    Examples
    --------
    >>> write_interval("score", 4.271, 4.343), write_interval("nps", -3.0, 4.0)
    ('4.27–4.34', '−3 to 4')
    """
    between = " to " if low < 0 else "–"
    if unit == "share":
        return f"{plain(low * 100, 0)}{between}{plain(high * 100, 0)} %"
    if unit == "amount":
        return f"{compact(low)}{between}{compact(high)}"
    if unit == "minutes":
        return f"{clock(low)}{between}{clock(high)}"
    decimals = 0 if unit == "nps" else 2
    return f"{plain(low, decimals)}{between}{plain(high, decimals)}"


def write_mark(unit: Unit, value: float, step: float) -> str:
    """An end of an axis or a target, with no more decimals than its step needs."""
    if unit == "share":
        return f"{plain(value * 100, decimals_of(step * 100))} %"
    if unit == "amount":
        return compact(value)
    if unit == "minutes":
        return clock(value)
    return plain(value, max(decimals_of(step), 1 if unit == "score" else 0))
