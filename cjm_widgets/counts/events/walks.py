"""Walks through the stages, and how far each comes along them."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from cjm_widgets.counts.events.codes import order_of
from cjm_widgets.rows.event_times import US_PER_MINUTE
from cjm_widgets.rows.events import Visits
from cjm_widgets.statistics.arrays import Index, Mask, Whole


class Walks:
    """Ways of cases through the stages, and how many cases of each segment go each.

    Parameters
    ----------
    visits
        Their visits.
    segment
        The segment of each way.
    segments
        How many segments there are.
    n
        How many cases go each; by default one.
    """

    def __init__(self, visits: Visits, segment: Index, segments: int, n: Whole | None = None) -> None:
        self.visits, self.segment, self.segments, self.n = visits, segment, segments, n

    def count(self, chosen: Mask) -> Whole:
        """How many cases of each segment go some of the ways."""
        if self.segments == 1:
            return np.array([np.count_nonzero(chosen) if self.n is None else self.n[chosen].sum()])
        n = None if self.n is None else self.n[chosen]
        return np.bincount(self.segment[chosen], n, self.segments).astype(np.int64)

    @property
    def reached(self) -> Mask:
        """Which ways lead to each stage; shape ``(stages, ways)``."""
        reached = np.zeros((len(self.visits.stages), self.visits.cases), np.bool_)
        reached[self.visits.stage, self.visits.case] = True
        return reached

    def in_order(self, window: float | None) -> Mask:
        """Which lead to the first stages up to each one after another, whatever lies in between.

        Within a window this is the longest chain from any event of the first stage. Of several from which a
        chain comes as far, the last one counts, as from it there is most time left.
        """
        visits, begun = self.visits, self._begun()
        depth = np.zeros((len(visits.stages), visits.cases), np.bool_)
        here, since = self._at(0), begun[self._at(0)]
        for place in range(len(visits.stages)):
            if place:
                own = self._at(place)
                before = np.searchsorted(here, own) - 1  # the last one of the chain so far
                follows = before >= 0
                follows[follows] = visits.case[here[before[follows]]] == visits.case[own[follows]]
                own, since = own[follows], since[before[follows]]
                here, since = self._within(own, since, window)
            depth[place, visits.case[here]] = True
        return depth

    def strictly(self, window: float | None) -> Mask:
        """Which lead to the first stages up to each directly one after another, with no other between."""
        visits, begun = self.visits, self._begun()
        depth = np.zeros((len(visits.stages), visits.cases), np.bool_)
        here, since = self._at(0), begun[self._at(0)]
        is_first = visits.first
        for place in range(len(visits.stages)):
            if place:
                inside = here + 1 < len(visits.case)
                own, since = here[inside] + 1, since[inside]
                follows = (visits.stage[own] == place) & ~is_first[own]
                here, since = self._within(own[follows], since[follows], window)
            depth[place, visits.case[here]] = True
        return depth

    @cached_property
    def by_stage(self) -> Index:
        """The visits by stage, those of one stage as they stand."""
        return order_of(self.visits.stage)

    @cached_property
    def _bounds(self) -> Index:
        return np.append(0, np.cumsum(np.bincount(self.visits.stage, minlength=len(self.visits.stages))))

    def _at(self, place: int) -> Index:
        """The visits of a stage."""
        return self.by_stage[self._bounds[place] : self._bounds[place + 1]]

    def _begun(self) -> Whole:
        """When a chain begins that starts with each visit: with its last event."""
        return self.visits.start if self.visits.latest is None else self.visits.latest

    def _within(self, own: Index, since: Whole, window: float | None) -> tuple[Index, Whole]:
        """Which of some visits begin within so many minutes of a time, and these times."""
        if window is None:
            return own, since
        within = self.visits.start[own] - since <= window * US_PER_MINUTE
        return own[within], since[within]
