"""What frames of events have in common: which cases they are about, their shares, and the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.counts.stack import Filters, SegmentGroups
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.events import median_of
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import wilson_interval

N, NUMBER = pd.Int64Dtype(), np.float64
"""The types of columns of counts and of other numbers."""


@dataclass(frozen=True)
class Asked:
    """What a frame of events is about.

    Parameters
    ----------
    sources
        Those with events.
    stages
        Id and label of each stage, in the map's order.
    filters
        For each column the values to keep.
    column
        The column of the segments to tell apart; None for all cases together.
    level
        Confidence of the intervals, between 0 and 1.
    """

    sources: tuple[MeasuredSource, ...]
    stages: Mapping[Id, str]
    filters: Filters
    column: str | None
    level: float


@dataclass(frozen=True)
class CaseGroup:
    """The cases of one segment of one source."""

    source: MeasuredSource
    groups: SegmentGroups
    at: int
    level: float

    def cells(self, name: str | None, stages: Iterable[str]) -> Histograms:
        """Counts of events by name, or without a name of who reached each stage."""
        ids, events = [*stages], self.groups.events or {}
        if name is None:
            return _cells_of(self.groups.cells(ids), self.at)
        if name not in events:
            return Histograms(np.zeros(1), np.zeros((len(ids), 1), np.int64))
        return _cells_of(events[name].cells(ids), self.at)

    def names(self, name: str) -> tuple[str, ...]:
        """What was counted apart under a name; nothing where nobody did any of it."""
        events = self.groups.events or {}
        return events[name].counts.stages if name in events else ()

    @property
    def cases(self) -> int | None:
        """How many there are; None where that is withheld."""
        return self.groups.respondents[self.at]


def tabulate(
    asked: Asked, columns: Mapping[str, Any], rows: Callable[[CaseGroup], Iterable[dict[str, Any]]]
) -> pd.DataFrame:
    """Rows of every source, and of each of its segments where they are asked for.

    A row without a method is of a number that is withheld.
    """
    records = []
    for source in asked.sources:
        withheld = withheld_note(source.min_n)
        groups = source.counts.select(asked.filters, asked.column)
        for at, label in enumerate(groups.labels):
            for row in rows(CaseGroup(source, groups, at, asked.level)):
                method = source.method(row.get("method", withheld))
                own = {"source": source.name, "segment": label}
                records.append(dict.fromkeys(columns) | row | own | {"method": method})
    first = {"source": object} if len(asked.sources) > 1 else {}
    first |= {"segment": object} if asked.column is not None else {}
    return frame_of_records(records, first | dict(columns))


def withheld_note(min_n: int) -> str:
    """Why a number is not there."""
    return f"withheld: fewer than {min_n} cases, here or in what this would give away"


def _cells_of(cells: Histograms, at: int) -> Histograms:
    """The cells of one group."""
    one = cells.take(np.array([at]))
    return replace(one.cell(0), values=one.values, events=None)


def doing(cells: Histograms) -> Array:
    """How many of each cell do what it is about."""
    return np.asarray((cells.n * (cells.values == 1)).sum(axis=-1))


def share_of(prefix: str, n: int, total: int, level: float) -> dict[str, float]:
    """A share with Wilson's interval; none of nobody."""
    ends = (np.nan, np.nan, np.nan)
    if total:
        low, high = wilson_interval(np.array(n / total), np.array(float(total)), level)
        ends = n / total, float(low), float(high)
    return {f"{prefix}{name}": one for name, one in zip(("share", "low", "high"), ends, strict=True)}


def median_minutes(cells: Histograms, place: int, level: float) -> float:
    """The median of a cell; ``NaN`` of nobody."""
    return finite(median_of(cells, (place,))) if cells.n[place].any() else np.nan


def mean_of(cells: Histograms, place: int) -> float:
    """The mean of a cell, exact where its values are in bins."""
    n = cells.n[place]
    if cells.exact is not None:
        return float(cells.exact.sums[place][0] / n.sum())
    return float((n * np.broadcast_to(cells.values, cells.n.shape)[place]).sum() / n.sum())


def finite(value: float) -> float:
    """A number; ``NaN`` in place of an infinite one."""
    return value if np.isfinite(value) else np.nan
