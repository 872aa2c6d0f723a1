"""How numbers are written on a map: true minus, en dash in ranges, commas in counts, space before %."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

_POWERS = ("", "K", "M", "B", "T")


def plain(value: float, decimals: int) -> str:
    """A number with a fixed count of decimals and a true minus; one that rounds to zero has no sign.

    Examples
    --------
    >>> plain(-1.25, 1), plain(-0.01, 1), plain(2.5, 0)
    ('−1.3', '0.0', '3')
    """
    text = str(Decimal(abs(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    return f"−{text}" if value < 0 and float(text) else text


def signed(value: float, decimals: int) -> str:
    """As `plain`, with a plus before what is above zero."""
    text = plain(value, decimals)
    return f"+{text}" if value > 0 and float(text) else text


def compact(value: float) -> str:
    """An amount of any size in three figures, as browsers write it.

    Examples
    --------
    >>> compact(32.701), compact(999_600), compact(-1_635_059)
    ('32.7', '1M', '−1.64M')
    """
    size = float(f"{abs(value):.3g}")
    power = min(max(math.floor(math.log10(size)) // 3, 0), len(_POWERS) - 1) if size else 0
    text = f"{size / 1000**power:.12g}{_POWERS[power]}"
    return f"−{text}" if value < 0 and size else text


def brief(value: float) -> str:
    """A length or a place in a picture: to a tenth of a px."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def count(n: int) -> str:
    """How many: 14509 is 14,509."""
    return f"{n:,}"


def counted(n: int, thing: str) -> str:
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
        return f"{_least(round(minutes / 144) / 10)} days"
    if minutes < 120:
        return f"{_least(minutes)} min"
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _least(value: float) -> str:
    return f"{value:.12g}"


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
