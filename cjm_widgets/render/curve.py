"""Lines and bands through the stages, as on screen: monotone between the values, none across a gap.

Fritsch and Carlson's monotone cubic with Steffen's slopes: M. Steffen (1990), "A simple method for monotonic
interpolation in one dimension", Astronomy and Astrophysics 239.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from cjm_widgets.render.numbers import brief

Spot = tuple[float, float]
T = TypeVar("T")


def runs(values: Iterable[T | None], least: int = 1) -> list[list[T]]:
    """Consecutive values between the gaps, at least ``least`` long."""
    found: list[list[T]] = [[]]
    for value in values:
        if value is None:
            found.append([])
        else:
            found[-1].append(value)
    return [run for run in found if len(run) >= max(least, 1)]


def line_path(spots: Iterable[Spot | None]) -> str:
    """The ``d`` of the curve through spots ``(x, y)``; a lone one between gaps adds nothing to it.

    Examples
    --------
    >>> line_path([(0, 0), (30, 30), (60, 30)])
    'M0 0C10 15 20 30 30 30C40 30 50 30 60 30'
    """
    return "".join("M" + _through(run) for run in runs(spots, 2))


def band_path(spans: Iterable[tuple[float, float, float] | None]) -> str:
    """The ``d`` of the band between the ends of intervals ``(x, low, high)``: there above, back below."""
    path = ""
    for run in runs(spans, 2):
        there = _through([(x, high) for x, _, high in run])
        back = _through([(x, low) for x, low, _ in reversed(run)])
        path += f"M{there}L{back}Z"
    return path


def _through(spots: Sequence[Spot]) -> str:
    slopes = _slopes(spots)
    path = _written(spots[0])
    for place in range(len(spots) - 1):
        (x0, y0), (x1, y1) = spots[place], spots[place + 1]
        third = (x1 - x0) / 3
        one = x0 + third, y0 + third * slopes[place]
        two = x1 - third, y1 - third * slopes[place + 1]
        path += "C" + " ".join(map(_written, (one, two, (x1, y1))))
    return path


def _slopes(spots: Sequence[Spot]) -> list[float]:
    """The slope at each spot: no steeper than the curve may be without overshooting."""
    if len(spots) == 2:
        return [_secant(spots, 0)] * 2
    inner = [_inner(spots, place) for place in range(1, len(spots) - 1)]
    first = (3 * _secant(spots, 0) - inner[0]) / 2
    last = (3 * _secant(spots, len(spots) - 2) - inner[-1]) / 2
    return [first, *inner, last]


def _inner(spots: Sequence[Spot], place: int) -> float:
    before, after = _secant(spots, place - 1), _secant(spots, place)
    left = spots[place][0] - spots[place - 1][0]
    right = spots[place + 1][0] - spots[place][0]
    if before * after <= 0:
        return 0.0
    mean = (before * right + after * left) / (left + right)
    sign = 1 if before > 0 else -1
    return 2 * sign * min(abs(before), abs(after), abs(mean) / 2)


def _secant(spots: Sequence[Spot], place: int) -> float:
    (x0, y0), (x1, y1) = spots[place], spots[place + 1]
    return (y1 - y0) / (x1 - x0)


def _written(spot: Spot) -> str:
    return " ".join(map(brief, spot))
