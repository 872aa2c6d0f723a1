"""Counting journeys: what cases did, as tallies from which funnels, transitions and times are estimated.

Every tally counts cases, each once. Where a case does something several times, as when it comes back to a
stage, the first time counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from msgspec.structs import replace

from cjm_widgets.counts.crossings import crossings_of
from cjm_widgets.counts.event_names import (
    AMOUNTS,
    EXITS,
    FIRST,
    MINUTES,
    MOVES,
    NEXT,
    ORDERED,
    ORDERED_NEXT,
    OTHER_PATHS,
    PATHS,
    REACHING,
    STRICT,
    STRICT_NEXT,
    WAITING,
    move,
)
from cjm_widgets.counts.release import by_fewer, release
from cjm_widgets.counts.segments import Segments, find_segments
from cjm_widgets.counts.small_values import join_small_values
from cjm_widgets.document.model import Counts, Id, Tally
from cjm_widgets.rows.events import OPEN, US_PER_MINUTE, EventPlan, Visits
from cjm_widgets.rows.tabulate import ColumnCodes
from cjm_widgets.statistics.arrays import Array, Index, Mask
from cjm_widgets.statistics.histograms import MOST_VALUES, middles

MOST_PATHS = 200
"""How many different paths are counted by themselves, the most frequent ones."""


def count_events(visits: Visits, plan: EventPlan) -> Counts:
    """Count what cases did, before anything is withheld.

    A stage that no event is at is not among the steps: nobody knows who came to it.

    Returns
    -------
    Counts
        ``stages`` has who reached each stage, of all cases. ``events`` has:

        ============================== ===========================================================
        ``reached next``               who reached a stage, of those who reached the one before it
        ``reached with first``         who reached a stage, of those who reached the first one
        ``in order``, ``strictly``     who came so far along the stages, of all: whatever they did
                                       between, or directly
        ``in order, next`` ...         the same, of those who came as far as the stage before
        ``moves``                      who went from one stage to another, of those who were at the first
        ``exits``, ``waiting``         minutes from the first visit until the next stage, by that stage; until
                                       watching ended for those who had not gone on
        ``minutes``                    minutes at a stage, by the end of the first visit
        ``reaching``                   minutes from the first stage of a case until a stage
        ``paths``                      who took each sequence of stages
        ============================== ===========================================================

    Examples
    --------
    >>> import numpy as np
    >>> at = np.array([0, 1, 0]) * 60_000_000
    >>> visits = Visits(("see", "buy"), np.array([0, 0, 1]), np.array([0, 1, 0]), at, None, 2, {}, 0)
    >>> plan = EventPlan(scale=(0, 1), stage="what", respondent="who", time="at")
    >>> counts = count_events(visits, plan)
    >>> counts.stages["buy"].n, counts.events["exits"].stages["see\\nbuy"].values
    (((1, 1),), (1.0,))
    """
    order = visits.stages
    visits = visits.of_visited_stages
    keys = [_key(visits.by[column]) for column in plan.by]
    positions = [key.positions for key in keys]
    segments = find_segments(plan.by, keys, positions)
    segment = segments.of(positions, visits.cases) if plan.by else np.zeros(visits.cases, np.intp)
    return replace(_Cases(visits, segments, segment, plan, order[-1]).counts(), order=order)


def _key(values: Sequence[str | None]) -> ColumnCodes:
    places: dict[Any, int] = {}
    codes = np.array([places.setdefault(value, len(places)) for value in values], np.intp)
    return ColumnCodes(codes, 0, [*places])


class _Cases:
    """The visits of all cases, and how to count cases by segment."""

    def __init__(
        self, visits: Visits, segments: Segments, segment: Index, plan: EventPlan, final: Id
    ) -> None:
        self.visits, self.segments, self.segment, self.plan = visits, segments, segment, plan
        self.final = final
        self.everyone = np.ones(visits.cases, np.bool_)
        self.begins = np.flatnonzero(visits.first)
        self.visitors = visits.case[self.begins]

    def counts(self) -> Counts:
        visits, ids = self.visits, self.visits.stages
        reached = np.zeros((len(ids), visits.cases), np.bool_)
        reached[visits.stage, visits.case] = True
        respondents = tuple(np.bincount(self.segment, minlength=len(self.segments)).tolist())
        order, strict = self._in_order(), self._strictly()
        tables: dict[str, Mapping[str, Tally]] = {
            NEXT: {
                ids[k]: self._doing(reached[k], among=reached[k - 1] if k else self.everyone)
                for k in range(len(ids))
            },
            FIRST: {id: self._doing(own, among=reached[0]) for id, own in zip(ids, reached, strict=True)},
            ORDERED: {id: self._doing(own) for id, own in zip(ids, order, strict=True)},
            ORDERED_NEXT: self._each_next(order),
            STRICT: {id: self._doing(own) for id, own in zip(ids, strict, strict=True)},
            STRICT_NEXT: self._each_next(strict),
            PATHS: self._paths(),
            **self._moves(reached),
            **self._times(),
        }
        return Counts(
            by=self.plan.by,
            segments=self.segments.values,
            respondents=respondents,
            stages={id: self._doing(own) for id, own in zip(ids, reached, strict=True)},
            events={
                name: Counts(self.plan.by, self.segments.values, respondents, dict(own))
                for name, own in tables.items()
            },
        )

    def _doing(self, doing: Mask, among: Mask | None = None) -> Tally:
        """How many of some cases do something, and how many do not, by segment."""
        among = self.everyone if among is None else among
        code = self.segment[among] * 2 + doing[among]
        n = np.bincount(code, minlength=2 * len(self.segments)).reshape(-1, 2)
        return Tally(values=(0.0, 1.0), n=tuple(map(tuple, n.tolist())))

    def _each_next(self, depth: Mask) -> dict[str, Tally]:
        ids = self.visits.stages
        return {
            ids[k]: self._doing(depth[k], among=depth[k - 1] if k else self.everyone) for k in range(len(ids))
        }

    def _in_order(self) -> Mask:
        """Which cases visit the first stages up to each one after another, whatever they do in between."""
        visits = self.visits
        depth = np.zeros((len(visits.stages), visits.cases), np.bool_)
        past = np.full(visits.cases, -1)  # the visit at which each case's chain stands
        past[self.visitors] = self.begins - 1
        alive = np.zeros(visits.cases, np.bool_)
        alive[self.visitors] = True
        for place in range(len(visits.stages)):
            here = np.flatnonzero(visits.stage == place)
            at = np.searchsorted(here, past + 1)
            found = np.append(here, -1)[np.minimum(at, len(here))]
            inside = (at < len(here)) & alive
            alive = inside & (visits.case[found] == np.arange(visits.cases))
            past = np.where(alive, found, past)
            depth[place] = alive
        return depth

    def _strictly(self) -> Mask:
        """Which cases visit the first stages up to each directly one after another, with no other between."""
        visits = self.visits
        depth = np.zeros((len(visits.stages), visits.cases), np.bool_)
        follows = ~visits.first
        run = np.zeros(len(visits.case), np.bool_)
        for place in range(len(visits.stages)):
            before = np.ones_like(run) if not place else np.append([False], run[:-1]) & follows
            run = (visits.stage == place) & before
            depth[place, visits.case[run]] = True
        return depth

    def _moves(self, reached: Mask) -> dict[str, Mapping[str, Tally]]:
        """Who goes from where to where, of those who are there; moves that nobody makes are left out."""
        visits, size = self.visits, len(self.visits.stages) + 1
        ids = (*visits.stages, "")
        start = np.concatenate([np.full(len(self.visitors), size - 1), visits.stage])
        case = np.concatenate([self.visitors, visits.case])
        following = np.where(visits.last, size - 1, np.append(visits.stage[1:], size - 1))
        end = np.concatenate([visits.stage[self.begins], following])
        code = np.unique((start * size + end) * visits.cases + case)
        pair, who = np.divmod(code, visits.cases)
        bounds = np.flatnonzero(np.append(True, pair[1:] != pair[:-1]))
        nobody = np.zeros(visits.cases, np.bool_)
        tallies = {
            move(id, ""): self._doing(nobody, own)
            for id, own in zip(visits.stages, reached, strict=True)
            if own.any()
        }
        for at, upto in zip(bounds, [*bounds[1:], len(pair)], strict=True):
            a, b = divmod(int(pair[at]), size)
            doing = np.zeros(visits.cases, np.bool_)
            doing[who[at:upto]] = True
            tallies[move(ids[a], ids[b])] = self._doing(doing, reached[a] if a < size - 1 else None)
        return {MOVES: tallies}

    def _times(self) -> dict[str, Mapping[str, Tally]]:
        """How long things take, in minutes, the first time that each case does them."""
        visits, ids, size = self.visits, self.visits.stages, len(self.visits.stages)
        first = np.zeros(len(visits.case), np.bool_)
        _, places = np.unique(visits.stage * visits.cases + visits.case, return_index=True)
        first[places] = True  # the first visit of each case to each stage
        following = np.append(visits.start[1:], 0)
        after = np.append(visits.stage[1:], 0)
        going = ~visits.last
        lasting = (following - visits.start) / US_PER_MINUTE
        exits: dict[str, Tally] = {}
        for a in range(size):
            for b in np.unique(after[going & (visits.stage == a)]).tolist():
                each = np.flatnonzero(going & (visits.stage == a) & (after == b))
                _, own = np.unique(visits.case[each], return_index=True)
                exits[move(ids[a], ids[b])] = self._amounts(lasting[each[own]], visits.case[each[own]])
        waiting = self._open_visits() & first
        until = np.maximum(visits.until - visits.start, 0) / US_PER_MINUTE
        spent, known = lasting, first & going
        if visits.end is not None:
            spent = (visits.end - visits.start) / US_PER_MINUTE
            known = first & (visits.end != OPEN)
        since = np.repeat(visits.start[self.begins], np.diff(np.append(self.begins, len(visits.case))))
        reaching = (visits.start - since) / US_PER_MINUTE

        def of_stages(minutes: Array, chosen: Mask) -> dict[str, Tally]:
            tallies = {}
            for place, id in enumerate(ids):
                own = np.flatnonzero(chosen & (visits.stage == place))
                if len(own):
                    tallies[id] = self._amounts(minutes[own], visits.case[own])
            return tallies

        return {
            EXITS: exits,
            MINUTES: of_stages(spent, known),
            WAITING: of_stages(until, waiting),
            REACHING: of_stages(reaching, first),
        }

    def _open_visits(self) -> Mask:
        """Visits of which it is not known when they were over, as watching ended before.

        Without a column of ends these are the last visits of cases that did not come to the last stage. Of
        cases that end after a time without events, only those are open that might still have had another one.
        """
        visits = self.visits
        if visits.end is not None:
            unknown: Mask = visits.end == OPEN
            return unknown
        is_final = np.array([id == self.final for id in visits.stages])
        still: Mask = visits.last & ~is_final[visits.stage]
        if self.plan.session is not None:
            still &= visits.until - visits.start <= self.plan.session * US_PER_MINUTE
        return still

    def _amounts(self, minutes: Array, case: Index) -> Tally:
        """Minutes of some cases by segment; many different ones in bins, with exact sums."""
        segment, segments = self.segment[case], len(self.segments)
        binned = middles(minutes) if len(np.unique(minutes)) > MOST_VALUES else minutes
        values, place = np.unique(binned, return_inverse=True)
        n = np.bincount(segment * len(values) + place, minlength=segments * len(values))
        sums: tuple[Any, ...] = ()
        if binned is not minutes:
            one, two = (np.bincount(segment, minutes**power, segments) for power in (1, 2))
            sums = tuple(zip(*(each.tolist() for each in (one, two, one, two)), strict=True))
        table = n.reshape(segments, -1).tolist()
        return Tally(values=tuple(values.tolist()), n=tuple(map(tuple, table)), sums=sums)

    def _paths(self) -> dict[str, Tally]:
        """Who takes each sequence of stages, the most frequent first; all rare ones together.

        Sequences are told apart by sums of random numbers, one for each place, so that cases need no loop.
        """
        visits = self.visits
        ends = np.append(self.begins[1:], len(visits.case))
        step = np.arange(len(visits.case)) - np.repeat(self.begins, ends - self.begins)
        random = np.random.default_rng(0).integers(1, 2**63, (2, int(step.max()) + 1), np.uint64)
        sums = [
            np.add.reduceat(row[step] * (visits.stage.astype(np.uint64) + np.uint64(1)), self.begins)
            for row in random
        ]
        _, example, path = np.unique(np.stack(sums, axis=1), axis=0, return_index=True, return_inverse=True)
        path, nowhere = path.reshape(-1), len(example)
        path_of = np.full(visits.cases, nowhere)
        path_of[self.visitors] = path
        n = np.bincount(path_of, minlength=nowhere + 1)
        order = np.lexsort((np.append(example, len(visits.case)), -n))
        shown = [int(one) for one in order[:MOST_PATHS] if n[one] >= max(self.plan.min_n, 1)]
        rest = visits.cases - int(n[shown].sum())
        while shown and 0 < rest < self.plan.min_n:  # the difference to all cases would tell of few
            rest += int(n[shown.pop()])
        tallies, others = {}, self.everyone.copy()
        for one in shown:
            stages = visits.stage[:0]
            if one != nowhere:
                stages = visits.stage[self.begins[example[one]] : ends[example[one]]]
            doing = path_of == one
            others &= ~doing
            tallies["\n".join(visits.stages[place] for place in stages.tolist())] = self._ones(doing)
        if others.any():
            tallies[OTHER_PATHS] = self._ones(others)
        return tallies

    def _ones(self, cases: Mask) -> Tally:
        n = np.bincount(self.segment[cases], minlength=len(self.segments))
        return Tally(values=(1.0,), n=tuple((one,) for one in n.tolist()))


def between(visits: Visits, start: Id, end: Id) -> tuple[Array, Array]:
    """The minutes from a stage to another, of each case that is at the first.

    Parameters
    ----------
    visits
        All visits.
    start, end
        Ids of stages; nothing stands for the first visit of a case, and for the end of its last one.

    Returns
    -------
    minutes, waiting : ndarray
        Of those who came there, and until watching ended of those who had not.

    Examples
    --------
    >>> at = np.array([0, 1, 5, 2]) * 60_000_000
    >>> stage, until = np.array([0, 1, 2, 0]), 600_000_000
    >>> visits = Visits(("a", "b", "c"), np.array([0, 0, 0, 1]), stage, at, None, 2, {}, until)
    >>> [each.tolist() for each in between(visits, "a", "c")]
    [[5.0], [8.0]]
    """
    begins = np.flatnonzero(visits.first)
    lasts = np.flatnonzero(visits.last)
    if start:
        here = np.flatnonzero(visits.stage == visits.stages.index(start))
        _, first = np.unique(visits.case[here], return_index=True)
        at = here[first]
    else:
        at = begins
    if not end:
        own = lasts[np.searchsorted(lasts, at)]
        over = visits.start if visits.end is None else visits.end
        known = over[own] != OPEN
        arrived = np.where(known, over[own], 0)
    else:
        there = np.append(np.flatnonzero(visits.stage == visits.stages.index(end)), len(visits.case))
        own = there[np.searchsorted(there, at, side="right")]
        inside = np.minimum(own, len(visits.case) - 1)
        known = (own < len(visits.case)) & (visits.case[inside] == visits.case[at])
        arrived = visits.start[inside]
    minutes = (arrived - visits.start[at])[known] / US_PER_MINUTE
    waiting = np.maximum(visits.until - visits.start[at], 0)[~known] / US_PER_MINUTE
    return minutes, waiting


def release_events(counts: Counts, plan: EventPlan) -> Counts:
    """What may be published of the counts of events: numbers of at least ``min_n`` cases; see `release`.

    A tally is withheld for a segment wherever the segment's cases are, and where fewer cases are in the tally
    itself, as of those who came as far as some stage.
    """
    sizes = {column: len({own[at] for own in counts.segments}) for at, column in enumerate(counts.by)}
    crossings = crossings_of(plan, sizes) if len(plan.by) > 2 else None

    def published(table: Counts, *, amounts: bool) -> Counts:
        if crossings is not None:
            nothing = Tally(values=(), n=())
            table = Counts(
                by=plan.by,
                segments=(),
                stages=dict.fromkeys(table.stages, nothing),
                coarser=tuple(by_fewer(table, columns) for columns in crossings),
            )
        return release(_named(table), plan.min_n, amounts=amounts)

    def _named(table: Counts) -> Counts:
        return join_small_values(table, plan.min_n)

    events = {
        name: published(own, amounts=name in AMOUNTS) for name, own in counts.events.items() if own.stages
    }
    return replace(published(replace(counts, events={}), amounts=False), events=events, order=counts.order)
