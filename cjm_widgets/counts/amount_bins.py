"""Bins of amounts with at least ``min_n`` respondents each: a single amount may be told from a receipt."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from cjm_widgets.counts.stack import sums_of
from cjm_widgets.document.model import Counts, Tally
from cjm_widgets.statistics.arrays import Array, Index, Whole


def bin_amounts(counts: Counts, min_n: int) -> Counts:
    """Put amounts into bins of at least ``min_n`` respondents, with exact sums for means and totals.

    Neighbouring amounts are joined, from the lowest up, until enough of everyone together gave them. The
    value of a bin is the mean of its amounts. Zero stays apart and so do the amounts below and above it, so
    that a rate stays exact; one of these three, if fewer than ``min_n`` have it, is one bin, and the total
    then tells its sum. Columns of at most two different amounts, which have a rate, stay as they are, like
    the scores of a small cell; so do amounts in clusters, as their bins would lose the error within.

    Parameters
    ----------
    counts
        All counts of amounts, before `release`.
    min_n
        Respondents that a bin needs.

    Examples
    --------
    >>> counts = Counts(respondents=(5,), stages={"shop": Tally((0.0, 8.0, 12.0, 40.0), ((2, 1, 1, 1),))})
    >>> binned = bin_amounts(counts, min_n=2).stages["shop"]
    >>> binned.values, binned.n, binned.sums
    ((0.0, 20.0), ((2, 3),), ((60.0, 1808.0, 60.0, 1808.0),))
    """

    def every(tallies: dict[str, Tally]) -> dict[str, Tally]:
        return {name: _bin(tally, min_n) for name, tally in tallies.items()}

    return msgspec.structs.replace(
        counts,
        stages=every(counts.stages),
        questions=every(counts.questions),
        coarser=tuple(bin_amounts(table, min_n) for table in counts.coarser),
    )


def _bin(tally: Tally, min_n: int) -> Tally:
    if len(tally.values) < 3 or tally.clusters is not None:
        return tally
    values, n = np.array(tally.values), np.array(tally.n, np.int64)
    each = n.sum(axis=0)
    place = _places(values, each, min_n)
    bins = int(place[-1]) + 1
    if bins == len(values):
        return tally
    middle = np.bincount(place, values * each, bins) / np.bincount(place, each, bins)

    def join(rows: Any) -> Any:
        if not rows:
            return ()
        array = np.array(rows)
        starts = np.searchsorted(place, np.arange(bins))
        return tuple(tuple(row) for row in np.add.reduceat(array, starts, axis=1).tolist())

    return msgspec.structs.replace(
        tally,
        values=tuple(middle.tolist()),
        n=join(tally.n),
        weights=join(tally.weights),
        weights_squared=join(tally.weights_squared),
        sums=tally.sums or tuple((a, b, c, d) for a, b, c, d in sums_of(tally)),
    )


def _places(values: Array, n: Whole, min_n: int) -> Index:
    """The bin of each value, the values ascending."""
    bins: list[list[int]] = []
    for sign in (-1, 0, 1):
        own: list[list[int]] = []
        for place in np.flatnonzero(np.sign(values) == sign).tolist():
            if not own or n[own[-1]].sum() >= min_n:
                own.append([])
            own[-1].append(place)
        if len(own) > 1 and n[own[-1]].sum() < min_n:
            last = own.pop()
            own[-1] += last
        bins += own
    return np.repeat(np.arange(len(bins)), [len(places) for places in bins])
