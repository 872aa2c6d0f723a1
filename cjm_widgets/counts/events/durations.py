"""Many tallies of durations at once: how long cases take from each stage to each other, by segment.

A log of some dozen stages has thousands of such tallies, most of few cases. Made one by one they cost more
than all else that is counted; here all are counted together.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cjm_widgets.document.model import Tally
from cjm_widgets.rows.event_times import US_PER_MINUTE
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole
from cjm_widgets.statistics.histograms import MOST_VALUES, bin_numbers, middle_of

_PART = 8
"""Of every so many durations one tells which groups have many different ones: these need no sorting."""


def tally_durations(us: Whole, group: Index, segment: Index, groups: int, segments: int) -> dict[int, Tally]:
    """Tallies of minutes, by group; of groups with many different durations in bins, with exact sums.

    Parameters
    ----------
    us
        Durations in microseconds, none below zero.
    group, segment
        The number of each one's group and segment.
    groups, segments
        How many groups and segments there are.

    Returns
    -------
    dict
        By its number the tally of each group that has durations, in ascending order.

    Examples
    --------
    >>> us = np.array([60, 120, 60]) * 1_000_000
    >>> tallies = tally_durations(us, np.array([0, 2, 0]), np.array([0, 0, 1]), 3, 2)
    >>> [(group, tally.values, tally.n) for group, tally in tallies.items()]
    [(0, (1.0,), ((1,), (1,))), (2, (2.0,), ((1,), (0,)))]
    """
    if not len(us):
        return {}
    many = _with_many(us[::_PART], group[::_PART], groups)
    few = ~many[group]
    cell = _cells(us[few], group[few], segment[few], groups, segments)
    of_few = np.bincount(cell.group[cell.is_new], minlength=groups) > MOST_VALUES
    many |= of_few
    own = many[group]
    tallies = _in_bins(us[own], group[own], segment[own], many, segments) if own.any() else {}
    return dict(sorted((tallies | _one_by_one(cell.take(~of_few[cell.group]), segments)).items()))


class _Cells(NamedTuple):
    """Different combinations of group, duration and segment, ascending, and how many durations each has.

    ``is_new`` says where the duration differs from the one before.
    """

    group: Index
    us: Whole
    segment: Index
    n: Whole
    is_new: Mask

    def take(self, chosen: Mask) -> _Cells:
        group, us, segment, n, is_new = self
        return _Cells(group[chosen], us[chosen], segment[chosen], n[chosen], is_new[chosen])


def _cells(us: Whole, group: Index, segment: Index, groups: int, segments: int) -> _Cells:
    every, code, beyond = None, us, int(us.max(initial=0)) + 1
    if groups * beyond * segments >= 2**63:  # one number cannot hold all three
        every, code = np.unique(us, return_inverse=True)
        beyond = len(every)
    cell, first = _different((group * beyond + code) * segments + segment)
    value, of_segment = np.divmod(cell, segments)
    of_group, value = np.divmod(value, beyond)
    is_new = _changes(of_group) | _changes(value)
    n = np.diff(np.append(first, len(us)))
    return _Cells(of_group, value if every is None else every[value], of_segment, n, is_new)


def _with_many(us: Whole, group: Index, groups: int) -> Mask:
    """Groups in which some of the durations are already more different ones than are counted one by one."""
    cell = _cells(us, group, np.zeros_like(group), groups, 1)
    return np.bincount(cell.group, minlength=groups) > MOST_VALUES


def _one_by_one(cell: _Cells, segments: int) -> dict[int, Tally]:
    """Tallies of groups of which every different duration is counted by itself."""
    values = cell.us[cell.is_new] / US_PER_MINUTE
    place = np.cumsum(cell.is_new) - 1
    table = np.bincount(cell.segment * len(values) + place, cell.n, segments * len(values))
    return _tallies(cell.group[cell.is_new], values, table, segments, None)


def _in_bins(us: Whole, group: Index, segment: Index, many: Mask, segments: int) -> dict[int, Tally]:
    """Tallies of groups with many different durations, with exact sums."""
    minutes = us / US_PER_MINUTE
    number = bin_numbers(np.where(us > 0, minutes, 1.0)).astype(np.int64)
    lowest = int(number.min()) - 1  # that of no time at all
    number[us <= 0] = lowest
    bins = int(number.max()) - lowest + 1
    rank = np.cumsum(many) - 1
    cell = rank[group] * bins + (number - lowest)
    present = np.bincount(cell, minlength=(int(rank[-1]) + 1) * bins) > 0
    place, different = np.cumsum(present) - 1, int(present.sum())
    table = np.bincount(segment * different + place[cell], minlength=segments * different)
    of_group, number = np.divmod(np.flatnonzero(present), bins)
    values = np.where(number > 0, middle_of((number + lowest).astype(np.float64)), 0.0)
    sums = _sums(minutes, group, segment, len(many), segments)
    return _tallies(np.flatnonzero(many)[of_group], values, table, segments, sums)


def _tallies(
    group: Index, values: Array, table: Array | Whole, segments: int, sums: Array | None
) -> dict[int, Tally]:
    """Tallies of values that stand by group; ``table`` has how many of each segment have each."""
    rows, amounts = table.astype(np.int64).reshape(segments, -1).tolist(), values.tolist()
    starts = np.flatnonzero(_changes(group))
    bounds = [*starts.tolist(), len(values)]
    return {
        own: Tally(
            values=tuple(amounts[low:high]),
            n=tuple(tuple(row[low:high]) for row in rows),
            sums=() if sums is None else tuple((a, b, a, b) for a, b in sums[own].tolist()),
        )
        for own, (low, high) in zip(group[starts].tolist(), pairwise(bounds), strict=True)
    }


def _different(code: Whole) -> tuple[Whole, Index]:
    """The different codes, ascending, and where each begins among all of them in order."""
    ascending = np.sort(code)
    first = np.flatnonzero(_changes(ascending))
    return ascending[first], first


def _changes(values: Whole | Array) -> Mask:
    """Which values differ from the one before."""
    changes = np.ones(len(values), np.bool_)
    changes[1:] = values[1:] != values[:-1]
    return changes


def _sums(minutes: Array, group: Index, segment: Index, groups: int, segments: int) -> Array:
    """The sums of minutes and of their squares; shape ``(groups, segments, 2)``."""
    place = group * segments + segment
    sums = [np.bincount(place, each, groups * segments).astype(np.float64) for each in (minutes, minutes**2)]
    return np.stack(sums, axis=1).reshape(groups, segments, 2)
