"""Bins of amounts with at least ``min_n`` respondents each: a single amount may be told from a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import msgspec
import numpy as np

from cjm_widgets.counts.stack import sums_of
from cjm_widgets.document.model import Tally
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole


def bin_amounts(tallies: Sequence[Tally], min_n: Sequence[int]) -> list[Tally]:
    """Put the amounts of many tallies into bins of enough respondents, with exact sums for means and totals.

    Neighbouring amounts are joined, from the lowest up, until enough of everyone together gave them. The
    value of a bin is the mean of its amounts. Zero stays apart, so that a rate stays exact, and so do amounts
    below and above it while enough have each. Where fewer have any amount but zero, `release` withholds the
    cell: their sum would be the total.

    Parameters
    ----------
    tallies
        All counts of amounts at stages, of the same segments, before anything is withheld. Products of
        clusters are of single amounts, so a tally in bins has none; see `summarize_products`.
    min_n
        Respondents that a bin of each tally needs.

    Returns
    -------
    list
        The tallies in bins; one whose amounts each have enough respondents is the same object.

    Examples
    --------
    >>> [binned] = bin_amounts([Tally((0.0, 8.0, 12.0, 40.0), ((2, 1, 1, 1),))], [2])
    >>> binned.values, binned.n, binned.sums
    ((0.0, 20.0), ((2, 3),), ((60.0, 1808.0, 60.0, 1808.0),))
    """
    length = np.array([len(tally.values) for tally in tallies], np.intp)
    stop = np.cumsum(length)
    start = stop - length
    if not len(tallies) or not stop[-1]:
        return [*tallies]
    values = np.fromiter(chain.from_iterable(tally.values for tally in tallies), np.float64, stop[-1])
    segments = max(len(tally.n) for tally in tallies)
    present = [tally for tally in tallies if tally.values]
    n = np.array(
        [[*chain.from_iterable(tally.n[at] for tally in present)] for at in range(segments)], np.int64
    )
    each = n.sum(axis=0)
    below = np.array([bool(tally.values) and tally.values[0] < 0 for tally in tallies], np.bool_)
    place, bins = _places_upwards(values, each, length, np.array(min_n))
    for one in np.flatnonzero(below).tolist():
        own = slice(start[one], stop[one])
        place[own] = _places(values[own], each[own], min_n[one])
        bins[one] = place[own].max() + 1
    end = np.cumsum(bins)
    place += np.repeat(end - bins, length)
    joined = np.bincount(place, each, end[-1])
    middle = np.bincount(place, values * each, end[-1]) / joined
    none_is_zero = np.bincount(place, values != 0, end[-1]) > 0
    middle[(middle == 0) & none_is_zero] = np.finfo(float).tiny  # is not zero
    in_bins = [np.bincount(place, row, end[-1]).astype(np.int64).tolist() for row in n]
    middles = middle.tolist()
    sums = _sums(values, n, np.repeat(np.arange(len(tallies)), length), len(tallies))

    def binned(number: int, places: Index, low: int, high: int) -> Tally:
        tally = tallies[number]

        def join(rows: Any) -> Any:
            return tuple(tuple(np.bincount(places - low, row, high - low).tolist()) for row in rows)

        return msgspec.structs.replace(
            tally,
            values=tuple(middles[low:high]),
            n=tuple(tuple(row[low:high]) for row in in_bins),
            weights=join(tally.weights),
            weights_squared=join(tally.weights_squared),
            sums=tally.sums or (_weighted(tally) if tally.weights else sums[number]),
            clusters=None,
        )

    bounds = zip(start.tolist(), length.tolist(), (end - bins).tolist(), end.tolist(), strict=True)
    return [
        tallies[number] if low + size == high else binned(number, place[one : one + size], low, high)
        for number, (one, size, low, high) in enumerate(bounds)
    ]


def _weighted(tally: Tally) -> tuple[Any, ...]:
    return tuple((a, b, c, d) for a, b, c, d in sums_of(tally))


def _sums(values: Array, n: Whole, of: Index, tallies: int) -> list[tuple[Any, ...]]:
    """For each tally without weights the sums of its values and of their squares, by segment, twice.

    Parameters
    ----------
    values, n
        All values, and for each segment how many gave each.
    of
        The tally of each value.
    """
    each = [[np.bincount(of, row * values**power, tallies) for power in (1, 2)] for row in n]
    table = np.array(each).transpose(2, 0, 1).tolist()
    return [tuple((one, two, one, two) for one, two in own) for own in table]


def _places_upwards(values: Array, n: Whole, length: Index, min_n: Whole) -> tuple[Index, Index]:
    """The bin of each value within its tally, and how many each tally has, of amounts not below zero.

    A bin is full with the value by which it has enough. All tallies fill their bins side by side.
    """
    stop = np.cumsum(length)
    is_first = np.zeros(len(values), np.bool_)
    is_first[(stop - length)[length > 0]] = True
    is_zero: Mask = is_first & (values == 0)
    upto = np.cumsum(np.where(is_zero, 0, n))
    before = np.append(0, upto)
    filled, total = before[stop - length], before[stop]
    begins = is_first.copy()
    begins[1:] |= is_zero[:-1]
    open_bins = np.flatnonzero(filled + min_n <= total)
    while len(open_bins):
        last = np.searchsorted(upto, filled[open_bins] + min_n[open_bins])
        filled[open_bins] = upto[last]
        more = filled[open_bins] + min_n[open_bins] <= total[open_bins]
        begins[last[more] + 1] = True  # what is left over belongs to the last full one
        open_bins = open_bins[more]
    place = np.cumsum(begins)
    bins = np.diff(np.append(0, np.append(0, place)[stop]))
    return place - np.repeat(np.append(0, place)[stop - length], length) - 1, bins


def _places(values: Array, n: Whole, min_n: int) -> Index:
    """The bin of each value, the values ascending, of which some are below zero."""
    sides = [np.flatnonzero(np.sign(values) == sign) for sign in (-1, 1)]
    together = any(len(side) and n[side].sum() < min_n for side in sides)
    if together:
        sides = [np.concatenate(sides)]
    place = np.zeros(len(values), np.intp)
    bins: list[Index] = []
    for side in sides:
        own: list[list[int]] = []
        filled = min_n
        for at, here in zip(side.tolist(), n[side].tolist(), strict=True):
            if filled >= min_n:
                own.append([])
                filled = 0
            own[-1].append(at)
            filled += here
        if len(own) > 1 and filled < min_n:
            last = own.pop()
            own[-1] += last
        bins += [np.array(each, np.intp) for each in own]
    bins += [np.flatnonzero(values == 0)]
    every = [each for each in bins if len(each)]
    # Only a bin of amounts below and above zero may lie elsewhere than its first one.
    lies = [float(values[each].mean() if together else values[each[0]]) for each in every]
    order = [every[at] for at in sorted(range(len(every)), key=lies.__getitem__)]
    for number, each in enumerate(order):
        place[each] = number
    return place
