"""Which groups of respondents or cases are compared: segments two by two, waves with the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np

from cjm_widgets.counts.stack import Filters, SegmentGroups
from cjm_widgets.document.errors import MeasureError, unknown
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.rows.waves import wave_name

MAX_COMPARED = 50
"""The most segments to compare in pairs: 50 have 1,225 of them."""


@dataclass(frozen=True)
class GroupPairs:
    """Groups to compare, two by two.

    Parameters
    ----------
    labels
        The name of each group.
    a, b
        The places of the first and of the second of each pair.
    """

    labels: Sequence[str]
    a: Any
    b: Any

    @classmethod
    def all_of(cls, labels: Sequence[str]) -> GroupPairs:
        """Every pair, the earlier group first."""
        a, b = np.array([*combinations(range(len(labels)), 2)], np.intp).reshape(-1, 2).T
        return cls(labels, a, b)

    @classmethod
    def neighbours(cls, labels: Sequence[str]) -> GroupPairs:
        """Each group with the one before it, the later first: the difference is the change."""
        return cls(labels, np.arange(1, len(labels)), np.arange(len(labels) - 1))


def segments_of(source: MeasuredSource, column: str, filters: Filters) -> SegmentGroups:
    """The segments of a column as groups, without that of missing values."""
    groups = source.counts.select(filters, column)
    segments = [label for label in groups.labels if label is not None]
    if len(segments) > MAX_COMPARED:
        raise MeasureError(
            f"{column} has {len(segments):,} segments, too many to compare every two of them; "
            f"filter it to at most {MAX_COMPARED}"
        )
    return groups.only(segments)


def with_waves(sources: Iterable[MeasuredSource]) -> list[MeasuredSource]:
    """The sources with waves; raises `MeasureError` if there are none."""
    usable = [source for source in sources if source.wave is not None]
    if not usable:
        raise MeasureError("no source has waves; name the column of time when joining: wave=")
    return usable


def waves_of(source: MeasuredSource, filters: Filters) -> SegmentGroups:
    """The waves of a source as groups in time order, without the missing ones."""
    groups = source.counts.select(filters, source.wave)
    return groups.only([label for label in groups.labels if label is not None])


def pairs_of_waves(
    waves: Literal[True] | Sequence[Any], sources: Iterable[MeasuredSource], filters: Filters
) -> list[tuple[MeasuredSource, SegmentGroups, GroupPairs]]:
    """The waves of each source that has them, and which to compare.

    Parameters
    ----------
    waves
        Two waves; or True for each wave and the one before it.
    sources, filters
        As for `compare_waves`.

    Raises
    ------
    UnknownNameError
        When no source has a wave of that name; names the nearest.
    MeasureError
        When no source has waves, or not two of them.
    """
    usable = with_waves(sources)
    pair = None if waves is True else _two(waves)
    known = dict.fromkeys(wave for source in usable for wave in source.counts.options(str(source.wave)))
    for wave in pair or ():
        if wave not in known:
            raise unknown("wave", wave, [str(option) for option in known if option is not None])
    chosen = []
    for source in usable:
        groups = waves_of(source, filters)
        if pair is not None and not set(pair) <= set(groups.labels):
            continue
        groups = groups if pair is None else groups.only([label for label in groups.labels if label in pair])
        if len(groups.labels) > 1:
            named = [str(label) for label in groups.labels]
            chosen.append((source, groups, GroupPairs.neighbours(named)))
    if not chosen:
        left = " under the filters in force" if filters else ""
        raise MeasureError(f"no source has two waves to compare{left}")
    return chosen


def _two(waves: Any) -> list[str]:
    is_several = isinstance(waves, Iterable) and not isinstance(waves, str)
    pair = [wave_name(one) for one in waves] if is_several else []
    if len(set(pair)) != 2 or len(pair) != 2:
        raise MeasureError(f'wave= is before and after, such as ("2016", "2017"), or True, not {waves!r}')
    return pair
