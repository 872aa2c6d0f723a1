"""The axis a measure lane draws all its stages on, what a value says of the target, and how it is written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cjm_widgets.document.model import Figure
from cjm_widgets.measures.measure import Scale, Unit
from cjm_widgets.render.numbers import compact, decimals_of, plain

Standing = Literal["above", "below", "unclear", "plain"]


@dataclass(frozen=True)
class MeasureAxis:
    """An axis with round ends, multiples of ``step``."""

    low: float
    high: float
    step: float

    def along(self, value: float) -> float:
        """How far along it a value stands, 0 to 1 between the ends."""
        return (value - self.low) / (self.high - self.low)


def shared_axis(figures: Iterable[Figure], target: float | None, bounds: Scale) -> MeasureAxis | None:
    """Round ends that hold every interval and the target, in what a measure can be; None without a value."""
    values: list[float] = []
    for figure in figures:
        if figure.value is not None:
            values += [
                figure.value if end is None else end for end in (figure.value, figure.low, figure.high)
            ]
    if not values:
        return None
    if target is not None:
        values.append(target)
    start, end = min(values), max(values)
    least, most = bounds
    # A lone value without an interval still needs an axis: a twentieth of what the measure can be.
    step = _floor_step(max(end - start, (most - least) / 20 or 1) / 2)
    low = max(min(least, start), math.floor(start / step + 1e-9) * step)
    high = min(max(most, end), math.ceil(end / step - 1e-9) * step)
    return MeasureAxis(low, high, step) if low < high else MeasureAxis(low - step, high + step, step)


def _floor_step(most: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is at most ``most``."""
    power = 10.0 ** math.floor(math.log10(most))
    return next((one for one in (5, 2, 1) if one * power <= most * (1 + 1e-9)), 1) * power


def standing(figure: Figure, target: float | None) -> Standing:
    """``above`` or ``below`` only when the whole interval clears the target; ``plain`` without a target."""
    if target is None:
        return "plain"
    if figure.low is not None and figure.low > target:
        return "above"
    if figure.high is not None and figure.high < target:
        return "below"
    return "unclear"


def write_value(unit: Unit, value: float) -> str:
    """A value in its unit.

    Examples
    --------
    >>> write_value("score", 4.307), write_value("share", 0.82), write_value("nps", 39.84)
    ('4.31', '82 %', '39.8')
    """
    if unit == "amount":
        return compact(value)
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
    decimals = 0 if unit == "nps" else 2
    return f"{plain(low, decimals)}{between}{plain(high, decimals)}"


def write_mark(unit: Unit, value: float, step: float) -> str:
    """An end of the axis or the target, with no more decimals than it needs."""
    if unit == "share":
        return f"{plain(value * 100, decimals_of(step * 100))} %"
    if unit == "amount":
        return compact(value)
    return plain(value, max(decimals_of(step), 1 if unit == "score" else 0))
