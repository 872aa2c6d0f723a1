"""Reading events: who did what and when, as visits of stages in the order of time.

A case is whoever, or whatever, goes through the journey: a customer, an order, a web session. Events of one
stage in a row are one visit of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import CjmWarning, RowsError, check_choice, listing, nearest, quoted, warn
from cjm_widgets.document.model import Id
from cjm_widgets.rows.event_times import OPEN, US_PER_MINUTE, have_zone, read_local_times, read_times
from cjm_widgets.rows.naming import may_name_stage
from cjm_widgets.rows.protocol import require_columns
from cjm_widgets.rows.reading import AnyPlan
from cjm_widgets.rows.scores import is_blank, text
from cjm_widgets.rows.table import is_dataset, named_by_text
from cjm_widgets.rows.waves import read_waves, wave_name
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole

WHETHER = (0.0, 1.0)
"""The scale of who does something (1) and who does not (0)."""
REPEATS = ("visit", "each")
_LARGEST_VALUE = 1e100
"""Of larger values the squares could not be added up."""
NO_CASE, NO_TIME, TWICE, LATE = "no case", "no time", "duplicate", "after until="
"""What may become of an event besides what `OUTCOMES` has."""
EVENT_OUTCOMES = ("matched", "unmatched", NO_CASE, NO_TIME, TWICE, LATE)
"""All that may become of an event, in the order in which a reconciliation has them."""


class EventPlan(AnyPlan, frozen=True, kw_only=True):
    """How to read events: ``stage`` is the column of what happened, ``respondent`` of whose event it is.

    ``time`` says when it began and ``end`` when it was over; `JoinOptions` has the rest.

    Parameters
    ----------
    order_of_stages
        The ids of the map's stages, in order.
    links
        Where each link between stages begins and where it ends; nothing stands for leaving the map.
    calendar
        The wave that each value of the column of waves means, the earliest waves first; see `read_calendar`.
        None where the waves are lengths of the time at which cases begin.

    Raises
    ------
    RowsError
        When a column that events need is not named.

    Examples
    --------
    >>> EventPlan(scale=(0, 1), stage="event", respondent="user", time="at").session is None
    True
    """

    order_of_stages: tuple[Id, ...] = ()
    links: tuple[tuple[Id, Id], ...] = ()
    calendar: Mapping[str, str] = {}

    @property
    def waves_of_time(self) -> bool:
        """Whether waves are lengths of the time at which cases begin."""
        return self.wave is not None and self.wave == self.time

    def _check_form(self) -> None:
        for option, name in (("case", self.respondent), ("activity", self.stage), ("time", self.time)):
            if name is None:
                raise RowsError(f"{option}= is missing: events need the columns of case, activity and time")
        check_choice("repeats", self.repeats, REPEATS)
        if self.waves_of_time and self.every is None:
            raise RowsError(
                f"wave={self.wave!r} is the column of time, in which every event has its own: say how long a "
                'wave is, every="day", "week", "month", "quarter" or "year"'
            )


def columns_of(rows: Any, names: Iterable[str]) -> dict[str, pd.Series[Any]]:
    """The columns of these names, in memory, whatever engine has the rows.

    Examples
    --------
    >>> columns_of(pd.DataFrame({"a": [1], "b": [2]}), ["b"])["b"].tolist()
    [2]
    """
    names = [*names]
    if isinstance(rows, pd.DataFrame):
        require_columns([str(label) for label in rows.columns], names)
        place = {str(label): at for at, label in enumerate(rows.columns)}
        return {name: rows.iloc[:, place[name]].reset_index(drop=True) for name in names}
    import narwhals.stable.v2 as nw

    if is_dataset(rows):
        require_columns(rows.schema.names, names)
        rows = rows.to_table(names)
    frame: Any = nw.from_native(named_by_text(rows))
    require_columns(frame.collect_schema().names(), names)
    chosen = frame.select(names)
    eager = chosen.collect() if isinstance(chosen, nw.LazyFrame) else chosen
    table = eager.to_arrow()
    return {name: table.column(name).to_pandas() for name in names}


@dataclass(frozen=True)
class Visits:
    """The visits of every case, by case and time.

    Parameters
    ----------
    stages
        The ids of the stages of the map, in order.
    case
        The number of each visit's case, ascending from 0.
    stage
        The place of its stage.
    start
        When it began, in microseconds since 1970.
    end
        When it was over, where rows say so; ``OPEN`` where a row does not. None without a column of ends.
    cases
        How many cases there are; some may have no visit.
    by
        For each column of segments the value of every case, as text.
    until
        When watching ended, in microseconds since 1970.
    won
        When each case first had the outcome, in microseconds since 1970; ``OPEN`` where it had not. None
        without a column of outcomes.
    value
        The sum of the values of each case; None without a column of values.
    latest
        When the last event of each visit began; None where each is one event.
    """

    stages: tuple[Id, ...]
    case: Index
    stage: Index
    start: Whole
    end: Whole | None
    cases: int
    by: Mapping[str, Sequence[str | None]]
    until: int
    won: Whole | None = None
    value: Array | None = None
    latest: Whole | None = None

    @property
    def visited(self) -> tuple[Id, ...]:
        """The stages that somebody is ever at."""
        n = np.bincount(self.stage, minlength=len(self.stages))
        return tuple(id for id, own in zip(self.stages, n.tolist(), strict=True) if own)

    def at(self, visited: Sequence[Id]) -> Visits:
        """The same visits, with the stages as places of the visited ones."""
        place = np.zeros(len(self.stages), np.intp)
        place[[self.stages.index(id) for id in visited]] = np.arange(len(visited))
        return replace(self, stages=tuple(visited), stage=place[self.stage])

    @property
    def first(self) -> Mask:
        """Which visits are the first of their case."""
        first = np.ones(len(self.case), np.bool_)
        first[1:] = self.case[1:] != self.case[:-1]
        return first

    @property
    def last(self) -> Mask:
        """Which visits are the last of their case."""
        last = np.ones(len(self.case), np.bool_)
        last[:-1] = self.case[1:] != self.case[:-1]
        return last


@dataclass(frozen=True)
class EventOutcome:
    """What became of the events of one activity.

    Parameters
    ----------
    activity
        As the rows name it.
    stage
        The id of its stage; None if it matched none.
    rows
        How many events had each outcome.
    """

    activity: str
    stage: Id | None
    rows: dict[str, int]


@dataclass(frozen=True)
class EventReadout:
    """Visits, and what became of every event.

    Parameters
    ----------
    visits
        The visits of all cases.
    outcomes
        What became of events, by activity.
    rows
        How many events there are.
    events
        How many of them count, as those of a case at a time.
    tied
        How many of these share their time with another of their case.
    changing
        For each column of segments how many cases have several values.
    """

    visits: Visits
    outcomes: list[EventOutcome]
    rows: int
    events: int
    tied: int
    changing: Mapping[str, int]


def read_events(columns: dict[str, pd.Series[Any]], plan: EventPlan, stages: Sequence[Id]) -> EventReadout:
    """Read events into visits.

    Parameters
    ----------
    columns
        The columns that the plan names.
    plan
        How to read them.
    stages
        The ids of the map's stages, in order.

    Raises
    ------
    RowsError
        A time cannot be read, or some have a zone and some have none; no event is at a stage of the map.

    Warns
    -----
    CjmWarning
        Events are at no stage of the map, or values of a segment change within a case.

    Examples
    --------
    >>> rows = pd.DataFrame({"who": ["a", "a", "a", "b"], "what": ["see", "see", "buy", "see"]})
    >>> rows["at"] = pd.date_range("2026-01-01 10:00", periods=4, freq="min")
    >>> plan = EventPlan(
    ...     scale=(0, 1), stage="what", respondent="who", time="at", stages={"see": "see", "buy": "buy"}
    ... )
    >>> visits = read_events({name: rows[name] for name in rows}, plan, ("see", "buy")).visits
    >>> visits.case.tolist(), visits.stage.tolist()
    ([0, 0, 1], [0, 1, 0])
    """
    readout = read_part(columns, plan, stages)
    report_events(readout, plan)
    return readout


def report_events(readout: EventReadout, plan: EventPlan) -> None:
    """Refuse a log without an event at a stage, and warn of what may be meant else; see `read_events`."""
    if not readout.rows:
        raise RowsError("there are no events: nothing to count")
    if not len(readout.visits.case):
        raise RowsError(_why_none(readout.outcomes, plan))
    for column, n in readout.changing.items():
        if n:
            warn(
                f"{column!r} changes within {n:,} of {readout.visits.cases:,} cases: the value of the first "
                "event counts",
                CjmWarning,
            )
    _warn_off_map(readout.outcomes, plan)


def event_note(readout: EventReadout, plan: EventPlan) -> str:
    """What methods say of how events were read."""
    notes = [] if plan.repeats == "visit" else ["every event a visit"]
    if plan.session is not None:
        notes.append(f"cases end after {plan.session:g} min without an event")
    if readout.tied:
        order = f"in the order of {plan.order!r}" if plan.order else "in the order of the rows"
        share = readout.tied / readout.events
        notes.append(f"{share:.1%} of events at the time of another of their case, {order}")
    return ", ".join(notes)


def read_part(columns: dict[str, pd.Series[Any]], plan: EventPlan, stages: Sequence[Id]) -> EventReadout:
    """The same of some cases of a log, of which no event may be at a stage."""
    require_columns([*columns], plan.named_columns)
    case = _places(columns[str(plan.respondent)], plan.respondent)
    activity, activities = _codes(columns[str(plan.stage)], plan.stage)
    _check_zones(columns, plan)
    rows = len(case)
    start = read_times(columns[str(plan.time)], f"column {plan.time!r}")
    end = None if plan.end is None else read_times(columns[plan.end], f"column {plan.end!r}")
    if end is not None and (back := int(((end != OPEN) & (start != OPEN) & (end < start)).sum())):
        raise RowsError(
            f"{back:,} of {rows:,} events end ({plan.end!r}) before they begin ({plan.time!r}): exchange "
            "time= and end= if they are the wrong way round, or leave ends empty that are not known"
        )
    place = {id: number for number, id in enumerate(stages)}
    of_activity = np.array(
        [place.get(plan.rules.get(name) or "", -1) for name in activities] or [-1], np.intp
    )
    stage = np.append(of_activity, -1)[activity]

    outcome = np.zeros(rows, np.intp)  # places in EVENT_OUTCOMES
    outcome[stage < 0] = 1
    outcome[(case < 0) & (stage >= 0)] = 2
    outcome[(start == OPEN) & (stage >= 0) & (case >= 0)] = 3
    until = _until(start, end, plan)
    late = (start > until) & (start != OPEN)
    outcome[late & (outcome == 0)] = 5
    # Events at no stage are no visits, but say that there is a case and when it is still going on.
    order = _in_order(case, start, columns, plan, (case >= 0) & (start != OPEN) & ~late)
    whose, when = case[order], start[order]
    tied = np.flatnonzero(_tied(whose, when))  # only these may be the same event again
    own = [each[order[tied]] for each in (case, activity, start)] + (
        [] if end is None else [end[order[tied]]]
    )
    twice = np.zeros(len(order), np.bool_)
    twice[tied] = np.asarray(pd.DataFrame(dict(enumerate(own))).duplicated())
    again = order[twice]
    outcome[again[outcome[again] == 0]] = 4
    if twice.any():
        order, whose, when = order[~twice], whose[~twice], when[~twice]
    ties, events = int(_tied(whose, when).sum()), len(order)
    begins = np.append(True, whose[1:] != whose[:-1])[:events]
    if plan.session is not None:
        begins[1:] |= np.diff(when) > plan.session * US_PER_MINUTE
    number = np.cumsum(begins) - 1
    cases = int(begins.sum())
    by, changing = {}, {}
    for name in plan.by:
        if name == plan.wave and plan.waves_of_time:
            by[name] = _waves_of_time(columns[name].iloc[order[begins]], plan)
        else:
            name_of = partial(_wave_of, plan) if name == plan.wave else text
            column = _by_day(columns[name], plan, name)
            by[name], changing[name] = _of_cases(column, name, order, begins, number, name_of)
    won = None if plan.outcome is None else _first_outcomes(columns, plan, order, number, when, cases)
    value = None if plan.value is None else _sums_of_values(columns, plan, order, number, cases)
    stage = stage[order]
    if not (at_stage := stage >= 0).all():
        order, number, stage, when = order[at_stage], number[at_stage], stage[at_stage], when[at_stage]
    case, start = number, when
    first = np.ones(len(case), np.bool_)
    if plan.repeats == "visit":
        first[1:] = (case[1:] != case[:-1]) | (stage[1:] != stage[:-1])
    at = np.flatnonzero(first)
    latest = start[np.append(at[1:], len(start)) - 1] if len(at) else start
    if end is not None:
        end = end[order]
        if len(at):
            unknown_end = np.logical_or.reduceat(end == OPEN, at)
            end = np.where(unknown_end, OPEN, np.maximum.reduceat(end, at))
    visits = Visits(tuple(stages), case[at], stage[at], start[at], end, cases, by, until, won, value, latest)
    outcomes = _outcomes(activities, of_activity, activity, outcome, stages)
    return EventReadout(visits, outcomes, rows, events, ties, changing)


def _why_none(outcomes: Sequence[EventOutcome], plan: EventPlan) -> str:
    """Why no event counts, in a sentence."""
    n = {what: sum(one.rows.get(what, 0) for one in outcomes) for what in EVENT_OUTCOMES}
    if n["unmatched"] < sum(n.values()):
        advice = {
            NO_CASE: f"; {plan.respondent!r} is empty: name the column of cases, case=",
            NO_TIME: f"; {plan.time!r} is empty: name the column of times, time=",
            LATE: f"; until={plan.until!r} is before all of them: say a later one, or leave it out",
        }
        most = max((what for what in n if what != "unmatched"), key=lambda what: n[what])
        every = ", ".join(f"{rows:,} {what}" for what, rows in n.items() if rows)
        return f"no event counts: {every}{advice.get(most, '')}"
    return (
        f"no event is at a stage of the map: {plan.stage!r} has {_named(outcomes, plan)}. "
        f"Stages: {listing(plan.suggestions)}"
    )


def _named(outcomes: Sequence[EventOutcome], plan: EventPlan) -> str:
    """The activities that may be named, and that there are others."""
    own = [one for one in outcomes if one.activity]
    named = [one.activity for one in own if may_name_stage(one.activity, sum(one.rows.values()), plan)]
    few = len(named) < len(own)
    return listing([*map(quoted, named), *([f"texts of fewer than {plan.min_n} events each"] if few else [])])


def _check_zones(columns: dict[str, pd.Series[Any]], plan: EventPlan) -> None:
    """Refuse times with a zone beside an end, of events or of watching, without one, and the other way."""
    others = {f"column {plan.end!r}": columns[plan.end]} if plan.end is not None else {}
    if plan.until:
        others[f"until={plan.until!r}"] = pd.Series([plan.until])
    of_times = have_zone(columns[str(plan.time)]) if others else None
    for where, series in others.items():
        other = have_zone(series)
        if of_times is not None and other is not None and of_times != other:
            has, lacks = (f"column {plan.time!r}", where) if of_times else (where, f"column {plan.time!r}")
            raise RowsError(
                f"{has} has a zone and {lacks} has none: say the zone of both, as in "
                '2026-01-31T14:05:00+01:00 or column.dt.tz_localize("Europe/Berlin")'
            )


def _different(series: pd.Series[Any], column: str | None) -> tuple[Index, Any]:
    """The place of each row's value among the different ones, -1 where there is none; and these."""
    try:
        codes, values = pd.factorize(series)
    except TypeError:
        raise RowsError(
            f"column {column!r} has lists or other values of several parts; make them texts first: "
            "column.astype(str)"
        ) from None
    return codes, values


def _places(series: pd.Series[Any], column: str | None) -> Index:
    """The place of each row's value among the different ones, -1 where there is none."""
    codes, values = _different(series, column)
    if values.dtype == object:  # 1 and "1" are one case
        return _codes(series, column)[0]
    blank = np.zeros(len(values), np.bool_)
    if not pd.api.types.is_numeric_dtype(values.dtype):
        texts = pd.Series(pd.Index(values).astype(str))
        blank = (texts.str.isspace() | (texts == "")).to_numpy(np.bool_)
    return np.where(np.append(blank, False)[codes], -1, codes) if blank.any() else codes


def _codes(series: pd.Series[Any], column: str | None) -> tuple[Index, list[str]]:
    """The place of each row's text among the different texts, -1 where there is none."""
    codes, values = _different(series, column)
    texts = ["" if is_blank(value) else text(value) for value in values]
    known: dict[str, int] = {}
    places = np.array([*(known.setdefault(one, len(known)) if one else -1 for one in texts), -1], np.intp)
    return places[codes], [*known]


def _until(start: Whole, end: Whole | None, plan: EventPlan) -> int:
    """When watching ended: as the plan says, or with the last event."""
    if plan.until:
        try:
            return int(read_times(pd.Series([plan.until]), "until=")[0])
        except RowsError as error:
            raise RowsError(
                f"until= is the time when watching ended, such as 2026-01-31 14:05:00, not {plan.until!r}"
            ) from error
    return int(max(each.max(initial=OPEN) for each in (start, end) if each is not None))


def _in_order(
    case: Index, start: Whole, columns: dict[str, pd.Series[Any]], plan: EventPlan, kept: Mask
) -> Index:
    """The rows that are kept by case and time; of one time as they stand, or by a column of their order."""
    if plan.order is None and kept.all():
        return _by_two(case, start)
    rows = np.flatnonzero(kept)
    if plan.order is None:
        return rows[_by_two(case[rows], start[rows])]
    keys: list[Any] = [start[rows], case[rows]]
    number = pd.to_numeric(columns[plan.order], errors="coerce").to_numpy(np.float64, na_value=np.nan)
    if absent := int(np.isnan(number[rows]).sum()):
        raise RowsError(
            f"order= is a column of numbers, and {plan.order!r} has none in {absent:,} of {len(rows):,} "
            "events; number all of them, or leave order= out: they then stand as the rows do"
        )
    return rows[np.lexsort([number[rows], *keys])]


def _by_two(first: Index, second: Whole) -> Index:
    """The order by two keys, of equals as they stand; by one number that holds both, where it can."""
    if not len(first):
        return first
    if (second[1:] >= second[:-1]).all():  # as logs are written
        low = np.argsort(first.astype(np.uint16), kind="stable")  # of which the lower bits are left
        return low[np.argsort((first[low] >> 16).astype(np.uint16), kind="stable")]
    least = int(second.min())
    unit = next(unit for unit in (1_000_000, 1_000, 1) if not ((second - least) % unit).any())
    beyond = (int(second.max()) - least) // unit + 1
    if (int(first.max()) + 1) * beyond >= 2**63:
        return np.lexsort([second, first])
    return np.argsort(first * beyond + (second - least) // unit, kind="stable")


def _tied(case: Index, start: Whole) -> Mask:
    """Which events share their time with another of their case."""
    tie = (case[1:] == case[:-1]) & (start[1:] == start[:-1])
    tied: Mask = np.append(tie, False) | np.append(False, tie)
    return tied


def _of_cases(
    series: pd.Series[Any],
    column: str,
    order: Index,
    begins: Mask,
    number: Index,
    name_of: Callable[[Any], str | None],
) -> tuple[list[str | None], int]:
    """The value that each case has in a column of segments, that of its first event; how many have others."""
    codes, values = _different(series, column)
    names = [None if is_blank(value) else name_of(value) for value in values]
    place = {name: at for at, name in enumerate(names)}
    codes = np.array([*(place[name] for name in names), -1])[codes]  # values of one name are one
    own = codes[order[begins]]
    changing = len(np.unique(number[codes[order] != own[number]]))
    return [names[code] if code >= 0 else None for code in own.tolist()], changing


def _by_day(series: pd.Series[Any], plan: EventPlan, name: str) -> pd.Series[Any]:
    """A column of waves that are put together from times, by days."""
    is_times = pd.api.types.is_datetime64_any_dtype(series.dtype)
    return series.dt.normalize() if name == plan.wave and plan.every is not None and is_times else series


def _wave_of(plan: EventPlan, value: Any) -> str | None:
    return plan.calendar.get(wave_name(value))


def _waves_of_time(begins: pd.Series[Any], plan: EventPlan) -> list[str | None]:
    """The wave in which each case begins, by the days of the zone that the times have."""
    start = read_local_times(begins, f"column {plan.time!r}")
    days, place = np.unique(start // (24 * 60 * US_PER_MINUTE), return_inverse=True)
    dates = [str(np.datetime64(day, "D")) for day in days.tolist()]
    names = read_waves(str(plan.wave), dates, every=plan.every, order=plan.waves).names if dates else ()
    return [names[at] for at in place.tolist()]


_TRUE, _FALSE = ("true", "yes", "1", "1.0"), ("false", "no", "0", "0.0", "")
"""Texts of a column of outcomes, without regard to case."""


def _first_outcomes(
    columns: dict[str, pd.Series[Any]],
    plan: EventPlan,
    order: Index,
    number: Index,
    start: Whole,
    cases: int,
) -> Whole:
    """When each case first had the outcome."""
    codes, values = _different(columns[str(plan.outcome)], plan.outcome)
    texts = ["" if is_blank(value) else text(value).strip().lower() for value in values]
    if unclear := [one for one in texts if one not in (*_TRUE, *_FALSE)]:
        raise RowsError(
            f"outcome= is a column of yes and no, and {plan.outcome!r} has {len(unclear):,} other values: "
            "make it true where the outcome is, as in log[column] == value, or 1 and 0"
        )
    has = np.array([*(one in _TRUE for one in texts), False])[codes[order]]
    won = np.full(cases, np.iinfo(np.int64).max)
    np.minimum.at(won, number[has], start[has])
    return np.where(won == np.iinfo(np.int64).max, OPEN, won)


def _sums_of_values(
    columns: dict[str, pd.Series[Any]], plan: EventPlan, order: Index, number: Index, cases: int
) -> Array:
    """What the values of each case add up to; an event without one adds nothing."""
    column = columns[str(plan.value)]
    values = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)[order]
    present = (
        column.notna().to_numpy()[order]
        if column.dtype != object
        else np.array([not is_blank(one) for one in column.to_numpy()[order]], np.bool_)
    )
    bad = present & ~np.isfinite(values)
    if bad.any():
        raise RowsError(
            f"value= is a column of numbers, and {plan.value!r} has none in {int(bad.sum()):,} of "
            f"{len(bad):,} events; leave them empty, or make them numbers: pd.to_numeric(column)"
        )
    sums = np.bincount(number, np.where(present, values, 0.0), minlength=cases).astype(np.float64)
    if (np.abs(sums) > _LARGEST_VALUE).any():
        raise RowsError(
            f"value= is a column of numbers, and those of a case in {plan.value!r} add up to more than "
            f"{_LARGEST_VALUE:g}; give them in another unit: column / 1e6"
        )
    return sums


def _outcomes(
    activities: Sequence[str], of_activity: Index, activity: Index, outcome: Index, stages: Sequence[Id]
) -> list[EventOutcome]:
    """What became of the events of every activity, those at stages first."""
    width = len(EVENT_OUTCOMES)
    n = np.bincount((activity + 1) * width + outcome, minlength=(len(activities) + 1) * width)
    table = n.reshape(-1, width)
    every = []
    for place, name in enumerate(["", *activities]):
        if not table[place].any():
            continue
        at = int(of_activity[place - 1]) if place else -1
        rows = {what: int(count) for what, count in zip(EVENT_OUTCOMES, table[place], strict=True) if count}
        every.append(EventOutcome(name, stages[at] if at >= 0 else None, rows))
    return sorted(every, key=lambda one: (one.stage is None, -sum(one.rows.values()), one.activity))


def _warn_off_map(outcomes: Iterable[EventOutcome], plan: EventPlan) -> None:
    """Warn of events whose activities look like stages and are none."""
    if plan.match not in ("exact", "ignore case"):
        return
    lost = [one for one in outcomes if one.stage is None and one.rows.get("unmatched")]
    hints = {one.activity: nearest(one.activity, plan.suggestions) for one in lost}
    near = [one for one in lost if hints[one.activity] and one.rows["unmatched"] >= plan.min_n]
    if not near:
        return
    n = sum(one.rows["unmatched"] for one in near)
    each = (
        f"{quoted(one.activity)} in {one.rows['unmatched']:,} (nearest: {hints[one.activity]!r})"
        for one in near
    )
    warn(
        f"{n:,} events are at no stage of the map, so not counted: {listing(each)}; say which stages they "
        "mean: stages={text: stage}",
        CjmWarning,
    )
