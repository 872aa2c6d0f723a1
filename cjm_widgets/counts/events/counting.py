"""Counting journeys: what cases did, as tallies from which funnels, transitions and times are estimated.

Every tally counts cases, each once. Where a case does something several times, as when it comes back to a
stage, the first time counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import Any

import numpy as np
import pandas as pd
from msgspec.structs import replace

from cjm_widgets.counts.amount_bins import bin_amounts
from cjm_widgets.counts.crossings import crossings_of
from cjm_widgets.counts.events.codes import first_of_each, order_of
from cjm_widgets.counts.events.durations import tally_durations
from cjm_widgets.counts.events.names import (
    AMOUNTS,
    CONFORMING,
    DEVIATING,
    EXITS,
    FIRST,
    FITNESS,
    MINUTES,
    MOVES,
    NEXT,
    ORDERED,
    OTHER_PATHS,
    PATH_MINUTES,
    PATH_OUTCOMES,
    PATH_VALUES,
    PATHS,
    REACHING,
    STRICT,
    WAITING,
    chain,
    move,
)
from cjm_widgets.counts.events.paths import NO_PATHS, Keys, Paths, conformance, drawn_moves, paths_of
from cjm_widgets.counts.events.walks import Walks
from cjm_widgets.counts.release import by_fewer, release
from cjm_widgets.counts.segments import find_segments
from cjm_widgets.counts.small_values import join_small_values
from cjm_widgets.document.model import Counts, Id, Tally
from cjm_widgets.rows.event_times import OPEN, US_PER_MINUTE
from cjm_widgets.rows.events import EventPlan, Visits
from cjm_widgets.rows.tabulate import ColumnCodes
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole
from cjm_widgets.statistics.histograms import MOST_VALUES, middles

MOST_PATHS = 200
"""How many different paths are counted by themselves, the most frequent ones."""
MOST_BINS = 40
"""In how many bins at most the minutes and values of each path are counted."""


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
                                       between, or directly; ``within`` so many minutes the same from
                                       any time at the first stage on
        ``in order, next`` ...         the same, of those who came as far as the stage before
        ``moves``                      who went from one stage to another, of those who were at the first
        ``exits``, ``waiting``         minutes from the first visit until the next stage, by that stage; until
                                       watching ended for those who had not gone on
        ``minutes``                    minutes at a stage, by the end of the first visit
        ``reaching``                   minutes from the first stage of a case until a stage
        ``paths``                      who took each sequence of stages
        ``outcomes of paths`` ...      of those: who had the outcome; minutes from beginning to end; values
        ``conforming``                 who follows the drawn journey, and who deviates in each way
        ``deviating``                  who does so at each stage
        ``fitness``                    how well paths fit the drawn journey
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
    paths = paths_of(visits)
    shown = NO_PATHS.add(paths).most_frequent(visits.cases, MOST_PATHS, plan.min_n)
    segments, _ = segments_of(visits, plan)
    return in_few_bins(count_part(visits, paths, plan, CaseFrame(visits.visited, segments, shown)), plan)


@dataclass(frozen=True)
class CaseFrame:
    """By what cases are counted, alike in all parts of a log.

    Parameters
    ----------
    visited
        The stages that events are at, in order.
    segments
        For each segment its value in each column.
    shown
        The keys of the paths that are counted by themselves.
    """

    visited: tuple[Id, ...]
    segments: tuple[tuple[str | None, ...], ...]
    shown: Keys


def segments_of(visits: Visits, plan: EventPlan) -> tuple[tuple[tuple[str | None, ...], ...], Index]:
    """The segments that there are, in order, and that of each case."""
    keys = [_key(visits.by[column]) for column in plan.by]
    positions = [key.positions for key in keys]
    segments = find_segments(plan.by, keys, positions, waves_in_order(plan, keys))
    of_case = segments.of(positions, visits.cases) if plan.by else np.zeros(visits.cases, np.intp)
    return segments.values, of_case


def waves_in_order(plan: EventPlan, keys: Sequence[ColumnCodes]) -> tuple[str, ...]:
    """The waves in time order, of which the first key has those that there are; none without waves."""
    if plan.wave is None:
        return ()
    if plan.calendar:
        return tuple(dict.fromkeys(plan.calendar.values()))
    return tuple(sorted(name for name in keys[0].labels if name is not None))  # as those of one length sort


def count_part(visits: Visits, paths: Paths, plan: EventPlan, frame: CaseFrame) -> Counts:
    """Count some cases of a log and their paths, with all values of amounts apart; see `count_events`."""
    own, segment = segments_of(visits, plan)
    place = {values: number for number, values in enumerate(frame.segments)}
    segment = np.array([place[values] for values in own], np.intp)[segment]
    moves = drawn_moves(visits.stages, plan.links, frame.visited)
    own_visits = visits.at(frame.visited)
    counts = _Cases(own_visits, paths, segment, frame, plan, visits.stages[-1]).counts(moves)
    waves = dict.fromkeys(values[0] for values in frame.segments) if plan.wave is not None else {}
    named = tuple(wave for wave in waves if wave is not None)
    return replace(counts, order=visits.stages, drawn=plan.links, waves=named)


def in_few_bins(counts: Counts, plan: EventPlan) -> Counts:
    """The counts with the minutes and values of paths, and fitness, in bins of enough cases."""

    def least(name: str, tally: Tally) -> int:
        n = sum(sum(row) for row in tally.n)
        return max(plan.min_n, 1 if name == FITNESS else -(-n // MOST_BINS))

    events = dict(counts.events)
    for name in (PATH_MINUTES, PATH_VALUES, FITNESS):
        if name in events:
            own = events[name].stages
            tallies = bin_amounts([*own.values()], [least(name, tally) for tally in own.values()])
            events[name] = replace(events[name], stages=dict(zip(own, tallies, strict=True)))
    return replace(counts, events=events)


def _key(values: Sequence[str | None]) -> ColumnCodes:
    places: dict[Any, int] = {}
    codes = np.array([places.setdefault(value, len(places)) for value in values], np.intp)
    return ColumnCodes(codes, 0, [*places])


class _Cases:
    """The visits of all cases, and how to count cases by segment.

    What does not depend on times is the same for all cases of a segment that take the same path, which are
    many: it is looked for in one example of each.
    """

    def __init__(
        self, visits: Visits, paths: Paths, segment: Index, frame: CaseFrame, plan: EventPlan, final: Id
    ) -> None:
        self.visits, self.paths, self.segment, self.frame, self.plan = visits, paths, segment, frame, plan
        self.segments = frame.segments
        self.final = final
        self.begins = np.flatnonzero(visits.first)
        self.visitors = visits.case[self.begins]
        lengths = np.diff(np.append(self.begins, len(visits.case)))
        self.since = np.repeat(visits.start[self.begins], lengths)
        segments = len(self.segments)
        example_of, different = pd.factorize(paths.of_case * segments + segment)
        self.path, own = np.divmod(different, segments)
        length = paths.sequences.length[self.path]
        first = np.cumsum(length) - length
        at = np.arange(int(length.sum())) + np.repeat(paths.sequences.start[self.path] - first, length)
        case = np.repeat(np.arange(len(length)), length)
        self.examples = Walks(
            Visits(visits.stages, case, visits.stage[at], visits.start[at], None, len(length), {}, 0),
            own,
            segments,
            np.bincount(example_of, minlength=len(length)),
        )
        # The visit of an example that each visit is like.
        self.like = np.arange(len(visits.case)) + np.repeat(
            first[example_of[self.visitors]] - self.begins, lengths
        )
        self.everyone = np.ones(len(length), np.bool_)
        self.respondents = self.examples.count(self.everyone)

    def counts(self, moves: Mask) -> Counts:
        """All tallies; ``moves`` is the drawn journey."""
        ids, reached = self.visits.stages, self.examples.reached
        tables: dict[str, Mapping[str, Tally]] = {
            NEXT: self._each_next(self.examples, reached),
            FIRST: {
                id: self._doing(self.examples, own & reached[0], reached[0])
                for id, own in zip(ids, reached, strict=True)
            },
        }
        every = Walks(self.visits, self.segment, len(self.segments))
        for window in (None, *self.plan.windows):
            walks = self.examples if window is None else every
            for name, depth in ((ORDERED, walks.in_order(window)), (STRICT, walks.strictly(window))):
                of_all, of_next = chain(name, window)
                tables[of_all] = {id: self._doing(walks, own) for id, own in zip(ids, depth, strict=True)}
                tables[of_next] = self._each_next(walks, depth)
        tables |= self._paths() | self._conformance(moves)
        tables |= self._moves(reached) | self._times()
        by, values, n = self.plan.by, self.segments, tuple(self.respondents.tolist())
        return Counts(
            by=by,
            segments=values,
            respondents=n,
            stages={id: self._doing(self.examples, own) for id, own in zip(ids, reached, strict=True)},
            events={name: Counts(by, values, n, dict(own)) for name, own in tables.items()},
        )

    def _doing(self, walks: Walks, doing: Mask, among: Mask | None = None) -> Tally:
        """How many of some cases do something, and how many do not, by segment."""
        return _whether(walks.count(doing), self.respondents if among is None else walks.count(among))

    def _each_next(self, walks: Walks, depth: Mask) -> dict[str, Tally]:
        """Who does the next of several things, of those who do the one before."""
        before = [np.ones(walks.visits.cases, np.bool_), *depth[:-1]]
        every = zip(self.visits.stages, depth, before, strict=True)
        return {id: self._doing(walks, own & among, among) for id, own, among in every}

    def _moves(self, reached: Mask) -> dict[str, Mapping[str, Tally]]:
        """Who goes from where to where, of those who are there, and how long that takes the first time.

        Moves that nobody makes are left out.
        """
        visits, size = self.examples.visits, len(self.visits.stages) + 1
        ids, begins = (*visits.stages, ""), np.flatnonzero(visits.first)
        following = np.append(visits.stage[1:], size - 1)[: len(visits.stage)]
        start = np.concatenate([np.full(len(begins), size - 1), visits.stage])
        end = np.concatenate([visits.stage[begins], np.where(visits.last, size - 1, following)])
        case = np.concatenate([visits.case[begins], visits.case])
        code, at = first_of_each((start * size + end) * visits.cases + case, size * size * visits.cases)
        pair, who = np.divmod(code, visits.cases)
        segments, n = len(self.segments), self.examples.n
        assert n is not None  # examples stand for many
        cell = pair * segments + self.examples.segment[who]
        n = np.bincount(cell, n[who], size * size * segments).astype(np.int64)
        table = n.reshape(size, size, segments)
        among = np.array([*(self.examples.count(own) for own in reached), self.respondents])
        nobody = np.zeros_like(self.respondents)
        tallies = {
            move(id, ""): _whether(nobody, own)
            for id, own in zip(visits.stages, among, strict=False)
            if own.any()
        }
        for a, b in np.argwhere(table.any(axis=2)).tolist():
            tallies[move(ids[a], ids[b])] = _whether(table[a, b], among[a])
        inside = (pair // size < size - 1) & (pair % size < size - 1)
        is_first = np.zeros(len(visits.case), np.bool_)
        is_first[at[inside] - len(begins)] = True
        own = np.flatnonzero(is_first[self.like])
        way = self.visits.stage[own] * size + self.visits.stage[own + 1]
        exits = self._durations(self._until_next()[own], self.visits.case[own], way, size * size)
        return {
            MOVES: tallies,
            EXITS: {move(ids[one // size], ids[one % size]): own for one, own in exits.items()},
        }

    def _until_next(self) -> Whole:
        """Microseconds from each visit to the next, which of the last visit of a case mean nothing."""
        start = self.visits.start
        return np.diff(start, append=start[-1:])

    def _durations(self, us: Whole, case: Index, group: Index, groups: int) -> dict[int, Tally]:
        """Durations of some cases by group and segment."""
        return tally_durations(us, group, self.segment[case], groups, len(self.segments))

    def _times(self) -> dict[str, Mapping[str, Tally]]:
        """How long cases are at stages, and until they come there, in minutes, the first time."""
        visits, size = self.visits, len(self.visits.stages)
        like, order = self.examples.visits, self.examples.by_stage
        case, stage = like.case[order], like.stage[order]
        is_first = np.ones(len(case), np.bool_)  # which visits are the first of their case to their stage
        is_first[order[1:]] = (case[1:] != case[:-1]) | (stage[1:] != stage[:-1])
        first = is_first[self.like]
        waiting = self._open_visits() & first
        until = np.maximum(visits.until - visits.start, 0)
        spent, known = self._until_next(), first & ~visits.last
        if visits.end is not None:
            spent = visits.end - visits.start
            known = first & (visits.end != OPEN)
        else:
            known &= ~self._is_final  # only those who turn back would be known to have left it

        def of_stages(us: Whole, chosen: Mask) -> dict[str, Tally]:
            own = np.flatnonzero(chosen)
            tallies = self._durations(us[own], visits.case[own], visits.stage[own], size)
            return {visits.stages[place]: own for place, own in tallies.items()}

        return {
            MINUTES: of_stages(spent, known),
            WAITING: of_stages(until, waiting),
            REACHING: of_stages(visits.start - self.since, first),
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
        still: Mask = visits.last & ~self._is_final
        if self.plan.session is not None:
            still &= visits.until - visits.start <= self.plan.session * US_PER_MINUTE
        return still

    @property
    def _is_final(self) -> Mask:
        """Which visits are of the last stage of the map."""
        is_final: Mask = np.array([id == self.final for id in self.visits.stages])[self.visits.stage]
        return is_final

    def _paths(self) -> dict[str, Mapping[str, Tally]]:
        """Who takes each sequence of stages, the most frequent first, and all rare ones together.

        Of each that is counted by itself also who has the outcome, how long it takes, and what it is worth.
        """
        paths = self.paths
        n = np.bincount(paths.of_case, minlength=len(paths))
        like = np.flatnonzero(np.isin(paths.key[:, 0], self.frame.shown[:, 0]))
        place = dict(zip(map(tuple, paths.key[like].tolist()), like.tolist(), strict=True))
        places = [place[key] for key in map(tuple, self.frame.shown.tolist()) if key in place]
        shown = [one for one in places if n[one]]
        by_path = order_of(paths.of_case)
        upto = np.cumsum(n)
        tables: dict[str, dict[str, Tally]] = {
            PATHS: {},
            PATH_OUTCOMES: {},
            PATH_MINUTES: {},
            PATH_VALUES: {},
        }
        others = np.ones(self.visits.cases, np.bool_)
        rank = np.full(len(paths), -1)
        rank[shown] = np.arange(len(shown))
        of_case = rank[paths.of_case]
        chosen = np.flatnonzero(of_case >= 0)
        minutes = self._durations(self._us_of_cases()[chosen], chosen, of_case[chosen], len(shown))
        for number, one in enumerate(shown):
            own = by_path[upto[one] - n[one] : upto[one]]
            others[own] = False
            name = paths.name(one)
            among = np.bincount(self.segment[own], minlength=len(self.segments))
            tables[PATHS][name] = _ones(among)
            if self.visits.won is not None:
                winning = self.segment[own[self.visits.won[own] != OPEN]]
                tables[PATH_OUTCOMES][name] = _whether(np.bincount(winning, minlength=len(among)), among)
            if self.visits.value is not None:
                tables[PATH_VALUES][name] = self._amounts(self.visits.value[own], own)
            if name:
                tables[PATH_MINUTES][name] = minutes[number]
        if others.any():
            n = np.bincount(self.segment[others], minlength=len(self.segments))
            tables[PATHS][OTHER_PATHS] = _ones(n)
        return {name: own for name, own in tables.items() if own or name == PATHS}

    def _us_of_cases(self) -> Whole:
        """From the beginning of each case's first visit to the beginning of its last one, or its end."""
        visits, us = self.visits, np.zeros(self.visits.cases, np.int64)
        lasts = np.flatnonzero(visits.last)
        over = visits.start[lasts]
        if visits.end is not None:
            over = np.maximum(over, visits.end[lasts])
        us[self.visitors] = over - visits.start[self.begins]
        return us

    def _conformance(self, moves: Mask) -> dict[str, Mapping[str, Tally]]:
        """Who follows the drawn journey, and where others deviate."""
        result = conformance(self.paths.at(self.visits.stages), moves)
        fit = self._amounts(result.fitness[self.paths.of_case], np.arange(self.visits.cases))

        def doing(own: Mapping[Any, Mask]) -> list[Tally]:
            return [self._doing(self.examples, each[self.path]) for each in own.values()]

        return {
            CONFORMING: dict(zip(result.does, doing(result.does), strict=True)),
            DEVIATING: dict(zip(starmap(move, result.steps), doing(result.steps), strict=True)),
            FITNESS: {FITNESS: fit},
        }

    def _amounts(self, minutes: Array, case: Index) -> Tally:
        """Amounts of some cases by segment; many different ones in bins, with exact sums."""
        segment, segments = self.segment[case], len(self.segments)
        code, different = pd.factorize(minutes)
        binned = middles(different) if len(different) > MOST_VALUES else different
        values, place = np.unique(binned, return_inverse=True)
        place = place[code]
        n = np.bincount(segment * len(values) + place, minlength=segments * len(values))
        sums: tuple[Any, ...] = ()
        if binned is not different:
            one, two = (np.bincount(segment, minutes**power, segments) for power in (1, 2))
            sums = tuple(zip(*(each.tolist() for each in (one, two, one, two)), strict=True))
        table = n.reshape(segments, -1).tolist()
        return Tally(values=tuple(values.tolist()), n=tuple(map(tuple, table)), sums=sums)


def _ones(n: Whole) -> Tally:
    """Those who do something, by segment."""
    return Tally(values=(1.0,), n=tuple((one,) for one in n.tolist()))


def _whether(doing: Whole, among: Whole) -> Tally:
    """Those who do something beside those of the same cases who do not, by segment."""
    return Tally(values=(0.0, 1.0), n=tuple(zip((among - doing).tolist(), doing.tolist(), strict=True)))


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


def first_at(visits: Visits, place: int) -> Whole:
    """When each case first came to a stage, in microseconds since 1970; ``OPEN`` where it never did."""
    there = visits.stage == place
    _, first = np.unique(visits.case[there], return_index=True)
    times = np.full(visits.cases, OPEN)
    times[visits.case[there][first]] = visits.start[there][first]
    return times


def release_events(counts: Counts, plan: EventPlan) -> Counts:
    """What may be published of the counts of events: numbers of at least ``min_n`` cases; see `release`.

    A tally is withheld for a segment wherever the segment's cases are, and where fewer cases are in the tally
    itself, as of those who came as far as some stage. Along a chain of stages this is so of all, too: how
    many came to the next stage is withheld where only few came to the one before, as it tells of these.
    """
    sizes = {column: len({own[at] for own in counts.segments}) for at, column in enumerate(counts.by)}
    crossings = crossings_of(plan, sizes) if len(plan.by) > 2 else None
    ids = [*counts.stages]
    chains = {chain(order, window)[0] for order in (ORDERED, STRICT) for window in (None, *plan.windows)}

    def published(name: str, table: Counts) -> Counts:
        if crossings is not None:
            nothing = Tally(values=(), n=())
            table = Counts(
                by=plan.by,
                segments=(),
                stages=dict.fromkeys(table.stages, nothing),
                coarser=tuple(by_fewer(table, columns) for columns in crossings),
            )
        named = join_small_values(replace(table, waves=counts.waves), plan.min_n, plan.wave, plan.waves)
        released = release(
            named,
            plan.min_n,
            amounts=name in AMOUNTS,
            after=dict(pairwise(ids)) if name in chains else {},
        )
        present = {wave for each in (released, *released.coarser) for own in each.segments for wave in own}
        return replace(released, waves=tuple(wave for wave in named.waves if wave in present))

    events = {
        name: replace(published(name, own), waves=()) for name, own in counts.events.items() if own.stages
    }
    whole = published("", replace(counts, events={}))
    return replace(whole, events=events, order=counts.order, drawn=counts.drawn)
