"""Many tallies of durations at once: how long cases take from each stage to each other, by segment.

A log of some dozen stages has thousands of such tallies, most of few cases. Made one by one they cost more
than all else that is counted; here all are sorted together.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from cjm_widgets.document.model import Tally
from cjm_widgets.rows.event_times import US_PER_MINUTE
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole
from cjm_widgets.statistics.histograms import MOST_VALUES, bin_numbers, middle_of


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
    every, code, beyond = None, us, int(us.max()) + 1
    if groups * beyond * segments >= 2**63:  # one number cannot hold all three
        every, code = np.unique(us, return_inverse=True)
        beyond = len(every)
    cell, first = _different((group * beyond + code) * segments + segment)
    n = np.diff(np.append(first, len(us)))
    value, of_segment = np.divmod(cell, segments)
    of_group, value = np.divmod(value, beyond)
    minutes = (value if every is None else every[value]) / US_PER_MINUTE
    is_new = _changes(of_group) | _changes(value)
    binned = np.bincount(of_group[is_new], minlength=groups) > MOST_VALUES
    wide = binned[of_group]
    size = minutes[wide]
    number = np.where(size > 0, bin_numbers(np.where(size > 0, size, 1.0)), -np.inf)
    minutes[wide] = np.where(size > 0, middle_of(number), 0.0)
    is_new[wide] = _changes(of_group[wide]) | _changes(number)  # durations ascend, so bins do
    place, values = np.cumsum(is_new) - 1, minutes[is_new]
    summed = binned[group]
    sums = _sums(us[summed], group[summed], segment[summed], groups, segments)
    table = np.bincount(of_segment * len(values) + place, n, segments * len(values)).astype(np.int64)
    rows, amounts = table.reshape(segments, -1).tolist(), values.tolist()
    starts = np.flatnonzero(_changes(of_group))
    bounds = [*place[starts].tolist(), len(values)]
    return {
        group: Tally(
            values=tuple(amounts[low:high]),
            n=tuple(tuple(row[low:high]) for row in rows),
            sums=tuple((a, b, a, b) for a, b in sums[group].tolist()) if binned[group] else (),
        )
        for group, (low, high) in zip(of_group[starts].tolist(), pairwise(bounds), strict=True)
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


def _sums(us: Whole, group: Index, segment: Index, groups: int, segments: int) -> Array:
    """The sums of minutes and of their squares; shape ``(groups, segments, 2)``."""
    minutes, place = us / US_PER_MINUTE, group * segments + segment
    sums = [np.bincount(place, each, groups * segments).astype(np.float64) for each in (minutes, minutes**2)]
    return np.stack(sums, axis=1).reshape(groups, segments, 2)
