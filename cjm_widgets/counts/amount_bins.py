"""Bins of amounts with at least ``min_n`` respondents each: a single amount may be told from a receipt."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import msgspec
import numpy as np

from cjm_widgets.counts.stack import sums_of
from cjm_widgets.document.model import Tally
from cjm_widgets.statistics.arrays import Array, Index, Whole


def bin_amounts(tally: Tally, min_n: int) -> Tally:
    """Put amounts into bins of at least ``min_n`` respondents, with exact sums for means and totals.

    Neighbouring amounts are joined, from the lowest up, until enough of everyone together gave them. The
    value of a bin is the mean of its amounts. Zero stays apart, so that a rate stays exact, and so do amounts
    below and above it while at least ``min_n`` have each. Where fewer have any amount but zero, `release`
    withholds the cell: their sum would be the total.

    Parameters
    ----------
    tally
        All counts of amounts at a stage, before anything is withheld. Products of clusters are of single
        amounts, so a tally in bins has none; see `summarize_products`.
    min_n
        Respondents that a bin needs.

    Examples
    --------
    >>> binned = bin_amounts(Tally((0.0, 8.0, 12.0, 40.0), ((2, 1, 1, 1),)), min_n=2)
    >>> binned.values, binned.n, binned.sums
    ((0.0, 20.0), ((2, 3),), ((60.0, 1808.0, 60.0, 1808.0),))
    """
    values, n = np.array(tally.values), np.array(tally.n, np.int64).reshape(-1, len(tally.values))
    each = n.sum(axis=0)
    place = _places(values, each, min_n)
    bins = int(place.max(initial=-1)) + 1
    if bins == len(values):
        return tally
    respondents = np.bincount(place, each, bins)
    middle = np.bincount(place, values * each, bins) / respondents
    middle[(middle == 0) & (np.bincount(place, values != 0, bins) > 0)] = np.finfo(float).tiny  # is not zero

    def join(rows: Any) -> Any:
        return tuple(tuple(np.bincount(place, row, bins).tolist()) for row in rows)

    return msgspec.structs.replace(
        tally,
        values=tuple(middle.tolist()),
        n=tuple(tuple(np.bincount(place, row, bins).astype(np.int64).tolist()) for row in tally.n),
        weights=join(tally.weights),
        weights_squared=join(tally.weights_squared),
        sums=tally.sums or tuple((a, b, c, d) for a, b, c, d in sums_of(tally)),
        clusters=None,
    )


def _places(values: Array, n: Whole, min_n: int) -> Index:
    """The bin of each value, the values ascending."""
    if len(values) and values[0] >= 0:
        return _places_upwards(values, n, min_n)
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


def _places_upwards(values: Array, n: Whole, min_n: int) -> Index:
    """The same of values that are none below zero: a bin is full with the value by which it has enough."""
    zero = int(values[0] == 0)
    upto = np.cumsum(n[zero:]).tolist()
    if not upto:
        return np.zeros(len(values), np.intp)
    ends, filled = [], 0
    while filled + min_n <= upto[-1]:
        ends.append(bisect_left(upto, filled + min_n))
        filled = upto[ends[-1]]
    begins = np.zeros(len(upto), np.intp)
    begins[[end + 1 for end in ends[:-1]]] = 1  # what is left over belongs to the last full one
    return np.append(np.zeros(zero, np.intp), zero + np.cumsum(begins))
