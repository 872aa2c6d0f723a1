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
from msgspec.structs import replace

from cjm_widgets.counts.amount_bins import bin_amounts
from cjm_widgets.counts.crossings import crossings_of
from cjm_widgets.counts.durations import tally_durations
from cjm_widgets.counts.event_names import (
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
from cjm_widgets.counts.event_paths import NO_PATHS, Keys, Paths, conformance, drawn_moves, paths_of
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
    counts = _Cases(visits.at(frame.visited), segment, frame, plan, visits.stages[-1]).counts(paths, moves)
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
    """The visits of all cases, and how to count cases by segment."""

    def __init__(self, visits: Visits, segment: Index, frame: CaseFrame, plan: EventPlan, final: Id) -> None:
        self.visits, self.segment, self.frame, self.plan = visits, segment, frame, plan
        self.segments = frame.segments
        self.final = final
        self.everyone = np.ones(visits.cases, np.bool_)
        self.begins = np.flatnonzero(visits.first)
        self.visitors = visits.case[self.begins]
        self.respondents = self._n(self.everyone)
        self.by_stage = order_of(visits.stage)
        n = np.bincount(visits.stage, minlength=len(visits.stages))
        self.bounds = np.append(0, np.cumsum(n))

    def counts(self, paths: Paths, moves: Mask) -> Counts:
        """All tallies; ``moves`` is the drawn journey."""
        visits, ids = self.visits, self.visits.stages
        reached = np.zeros((len(ids), visits.cases), np.bool_)
        reached[visits.stage, visits.case] = True
        tables: dict[str, Mapping[str, Tally]] = {
            NEXT: self._each_next(reached),
            FIRST: {
                id: self._doing(own & reached[0], reached[0]) for id, own in zip(ids, reached, strict=True)
            },
        }
        for window in (None, *self.plan.windows):
            for name, depth in ((ORDERED, self._in_order(window)), (STRICT, self._strictly(window))):
                of_all, of_next = chain(name, window)
                tables[of_all] = {id: self._doing(own) for id, own in zip(ids, depth, strict=True)}
                tables[of_next] = self._each_next(depth)
        tables |= self._paths(paths) | self._conformance(paths.at(ids), moves)
        tables |= self._moves(reached) | self._times()
        by, values, n = self.plan.by, self.segments, tuple(self.respondents.tolist())
        return Counts(
            by=by,
            segments=values,
            respondents=n,
            stages={id: self._doing(own) for id, own in zip(ids, reached, strict=True)},
            events={name: Counts(by, values, n, dict(own)) for name, own in tables.items()},
        )

    def _n(self, cases: Mask) -> Whole:
        """How many of some cases are in each segment."""
        if len(self.segments) == 1:
            return np.array([np.count_nonzero(cases)])
        n: Whole = np.bincount(self.segment[cases], minlength=len(self.segments))
        return n

    def _doing(self, doing: Mask, among: Mask | None = None) -> Tally:
        """How many of some cases do something, and how many do not, by segment."""
        return _whether(self._n(doing), self.respondents if among is None else self._n(among))

    def _each_next(self, depth: Mask) -> dict[str, Tally]:
        """Who does the next of several things, of those who do the one before."""
        before = [self.everyone, *depth[:-1]]
        every = zip(self.visits.stages, depth, before, strict=True)
        return {id: self._doing(own & among, among) for id, own, among in every}

    def _in_order(self, window: float | None) -> Mask:
        """Which cases visit the first stages up to each one after another, whatever they do in between.

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

    def _strictly(self, window: float | None) -> Mask:
        """Which cases visit the first stages up to each directly one after another, with no other between."""
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

    def _at(self, place: int) -> Index:
        """The visits of a stage."""
        return self.by_stage[self.bounds[place] : self.bounds[place + 1]]

    def _begun(self) -> Whole:
        """When a chain begins that starts with each visit: with its last event."""
        return self.visits.start if self.visits.latest is None else self.visits.latest

    def _within(self, own: Index, since: Whole, window: float | None) -> tuple[Index, Whole]:
        """Which of some visits begin within so many minutes of a time, and these times."""
        if window is None:
            return own, since
        within = self.visits.start[own] - since <= window * US_PER_MINUTE
        return own[within], since[within]

    def _moves(self, reached: Mask) -> dict[str, Mapping[str, Tally]]:
        """Who goes from where to where, of those who are there, and how long that takes the first time.

        Moves that nobody makes are left out.
        """
        visits, size = self.visits, len(self.visits.stages) + 1
        ids = (*visits.stages, "")
        following = np.append(visits.stage[1:], size - 1)[: len(visits.stage)]
        start = np.concatenate([np.full(len(self.visitors), size - 1), visits.stage])
        end = np.concatenate([visits.stage[self.begins], np.where(visits.last, size - 1, following)])
        case = np.concatenate([self.visitors, visits.case])
        code, at = first_of_each((start * size + end) * visits.cases + case, size * size * visits.cases)
        pair, who = np.divmod(code, visits.cases)
        segments = len(self.segments)
        n = np.bincount(pair * segments + self.segment[who], minlength=size * size * segments)
        table = n.reshape(size, size, segments)
        among = np.array([*(self._n(own) for own in reached), self.respondents])
        nobody = np.zeros_like(self.respondents)
        tallies = {
            move(id, ""): _whether(nobody, own)
            for id, own in zip(visits.stages, among, strict=False)
            if own.any()
        }
        for a, b in np.argwhere(table.any(axis=2)).tolist():
            tallies[move(ids[a], ids[b])] = _whether(table[a, b], among[a])
        inside = (pair // size < size - 1) & (pair % size < size - 1)
        pair, who, at = pair[inside], who[inside], at[inside] - len(self.begins)
        exits = self._durations(self._until_next()[at], who, pair, size * size)
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
        case, stage = visits.case[self.by_stage], visits.stage[self.by_stage]
        first = np.ones(len(case), np.bool_)  # which visits are the first of their case to their stage
        first[self.by_stage[1:]] = (case[1:] != case[:-1]) | (stage[1:] != stage[:-1])
        waiting = self._open_visits() & first
        until = np.maximum(visits.until - visits.start, 0)
        spent, known = self._until_next(), first & ~visits.last
        if visits.end is not None:
            spent = visits.end - visits.start
            known = first & (visits.end != OPEN)
        else:
            known &= ~self._is_final  # only those who turn back would be known to have left it
        since = np.repeat(visits.start[self.begins], np.diff(np.append(self.begins, len(visits.case))))

        def of_stages(us: Whole, chosen: Mask) -> dict[str, Tally]:
            tallies = self._durations(us[chosen], visits.case[chosen], visits.stage[chosen], size)
            return {visits.stages[place]: own for place, own in tallies.items()}

        return {
            MINUTES: of_stages(spent, known),
            WAITING: of_stages(until, waiting),
            REACHING: of_stages(visits.start - since, first),
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

    def _paths(self, paths: Paths) -> dict[str, Mapping[str, Tally]]:
        """Who takes each sequence of stages, the most frequent first, and all rare ones together.

        Of each that is counted by itself also who has the outcome, how long it takes, and what it is worth.
        """
        n = np.bincount(paths.of_case, minlength=len(paths))
        place = {(a, b): number for number, (a, b) in enumerate(paths.key.tolist())}
        places = [place[a, b] for a, b in self.frame.shown.tolist() if (a, b) in place]
        shown = [one for one in places if n[one]]
        by_path = order_of(paths.of_case)
        upto = np.cumsum(n)
        tables: dict[str, dict[str, Tally]] = {
            PATHS: {},
            PATH_OUTCOMES: {},
            PATH_MINUTES: {},
            PATH_VALUES: {},
        }
        others = self.everyone.copy()
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
            tables[PATHS][OTHER_PATHS] = _ones(self._n(others))
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

    def _conformance(self, paths: Paths, moves: Mask) -> dict[str, Mapping[str, Tally]]:
        """Who follows the drawn journey, and where others deviate."""
        result, of_case, segments = conformance(paths, moves), paths.of_case, len(self.segments)
        fit = self._amounts(result.fitness[of_case], np.arange(len(of_case)))
        # Paths are far fewer than cases, and how many cases of a segment take each is the same for all.
        n = np.bincount(of_case * segments + self.segment, minlength=len(paths) * segments)
        by_path = n.reshape(-1, segments).astype(np.float64)  # whole numbers, exact

        def doing(own: Mapping[Any, Mask]) -> list[Tally]:
            table = np.array([*own.values()], np.float64).reshape(len(own), -1) @ by_path
            return [_whether(each, self.respondents) for each in table.astype(np.int64)]

        return {
            CONFORMING: dict(zip(result.does, doing(result.does), strict=True)),
            DEVIATING: dict(zip(starmap(move, result.steps), doing(result.steps), strict=True)),
            FITNESS: {FITNESS: fit},
        }

    def _amounts(self, minutes: Array, case: Index) -> Tally:
        """Amounts of some cases by segment; many different ones in bins, with exact sums."""
        segment, segments = self.segment[case], len(self.segments)
        binned = middles(minutes) if _differ_much(minutes) else minutes
        values, place = np.unique(binned, return_inverse=True)
        n = np.bincount(segment * len(values) + place, minlength=segments * len(values))
        sums: tuple[Any, ...] = ()
        if binned is not minutes:
            one, two = (np.bincount(segment, minutes**power, segments) for power in (1, 2))
            sums = tuple(zip(*(each.tolist() for each in (one, two, one, two)), strict=True))
        table = n.reshape(segments, -1).tolist()
        return Tally(values=tuple(values.tolist()), n=tuple(map(tuple, table)), sums=sums)


def _differ_much(amounts: Array) -> bool:
    """Whether there are more than ``MOST_VALUES`` different ones."""
    ascending = np.sort(amounts)
    return int((ascending[1:] != ascending[:-1]).sum()) >= MOST_VALUES


def _ones(n: Whole) -> Tally:
    """Those who do something, by segment."""
    return Tally(values=(1.0,), n=tuple((one,) for one in n.tolist()))


def _whether(doing: Whole, among: Whole) -> Tally:
    """Those who do something beside those of the same cases who do not, by segment."""
    return Tally(values=(0.0, 1.0), n=tuple(zip((among - doing).tolist(), doing.tolist(), strict=True)))


def order_of(code: Index) -> Index:
    """The order of whole numbers from 0, of equals as they stand.

    Examples
    --------
    >>> order_of(np.array([2, 0, 2, 1])).tolist()
    [1, 3, 0, 2]
    """
    least = np.uint16 if code.max(initial=0) < 2**16 else code.dtype  # which numpy sorts by radix
    return np.argsort(code.astype(least), kind="stable")


def first_of_each(code: Whole, beyond: int) -> tuple[Whole, Index]:
    """The different codes, ascending, and where each occurs first.

    Parameters
    ----------
    code
        Whole numbers from 0.
    beyond
        What they are all less than.

    Examples
    --------
    >>> [each.tolist() for each in first_of_each(np.array([7, 3, 7, 3, 5]), 8)]
    [[3, 5, 7], [1, 4, 0]]
    """
    n = len(code)
    if beyond * n < 2**63:  # both in one number, which sorts several times as fast
        sorted_code, place = np.divmod(np.sort(code * n + np.arange(n)), max(n, 1))
    else:
        place = np.argsort(code, kind="stable")
        sorted_code = code[place]
    is_new = np.append(True, sorted_code[1:] != sorted_code[:-1])[:n]
    return sorted_code[is_new], place[is_new]


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
