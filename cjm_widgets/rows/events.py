"""Reading events: who did what and when, as visits of stages in the order of time.

A case is whoever, or whatever, goes through the journey: a customer, an order, a web session. Events of one
stage in a row are one visit of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import CjmWarning, RowsError, check_choice, listing, nearest, quoted, warn
from cjm_widgets.document.model import Id
from cjm_widgets.rows.naming import may_name_stage
from cjm_widgets.rows.protocol import require_columns
from cjm_widgets.rows.reading import AnyPlan
from cjm_widgets.rows.scores import is_blank, text
from cjm_widgets.rows.table import named_by_text
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole

WHETHER = (0.0, 1.0)
"""The scale of who does something (1) and who does not (0)."""
REPEATS = ("visit", "each")
US_PER_MINUTE = 60_000_000
NO_CASE, NO_TIME, TWICE, LATE = "no case", "no time", "duplicate", "after until="
"""What may become of an event besides what `OUTCOMES` has."""
OPEN = np.iinfo(np.int64).min
"""Stands for an end that is not known."""
_ZONE = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
_DAYS = re.compile(r"(?<=[\d ])d\b")
"""Days as people write them, "7d", which pandas is about to stop reading."""
_NUMBER_ADVICE = "make them times first: pd.to_datetime(column, unit='s')"


class EventPlan(AnyPlan, frozen=True, kw_only=True):
    """How to read events: ``stage`` is the column of what happened, ``respondent`` of whose event it is.

    ``time`` says when it began and ``end`` when it was over; `JoinOptions` has the rest.

    Parameters
    ----------
    order_of_stages
        The ids of the map's stages, in order.
    links
        Where each link between stages begins and where it ends; nothing stands for leaving the map.

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

    def _check_form(self) -> None:
        for option, name in (("case", self.respondent), ("activity", self.stage), ("time", self.time)):
            if name is None:
                raise RowsError(f"{option}= is missing: events need the columns of case, activity and time")
        check_choice("repeats", self.repeats, REPEATS)


def minutes_of(span: Any, option: str) -> float:
    """A span of time as minutes.

    Parameters
    ----------
    span
        Minutes as a number, or text such as ``"30min"``, ``"1h"``, ``"2 days"``.
    option
        What it was given as.

    Examples
    --------
    >>> minutes_of("1.5h", "session"), minutes_of(30, "session"), minutes_of("7d", "window")
    (90.0, 30.0, 10080.0)
    """
    try:
        if isinstance(span, str):
            span = _DAYS.sub("D", span)
        minutes = (
            float(span)
            if isinstance(span, int | float) and not isinstance(span, bool)
            else pd.Timedelta(span) / pd.Timedelta(minutes=1)
        )
    except (ValueError, TypeError):
        minutes = float("nan")
    if not 0 < minutes < float("inf"):
        raise RowsError(
            f'{option}= is a span of time such as "30min", "1h" or a number of minutes, not {span!r}'
        )
    return float(minutes)


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

    @property
    def of_visited_stages(self) -> Visits:
        """The same visits, without the stages that nobody is ever at."""
        visited = np.flatnonzero(np.bincount(self.stage, minlength=len(self.stages)))
        stages = tuple(self.stages[place] for place in visited.tolist())
        return replace(self, stages=stages, stage=np.searchsorted(visited, self.stage))

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
    """Visits, what became of every event, and what methods say of how events were read."""

    visits: Visits
    outcomes: list[EventOutcome]
    note: str
    rows: int


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
    require_columns([*columns], plan.named_columns)
    case, _ = _codes(columns[str(plan.respondent)])
    activity, activities = _codes(columns[str(plan.stage)])
    rows = len(case)
    if not rows:
        raise RowsError("there are no events: nothing to count")
    start = read_times(columns[str(plan.time)], f"column {plan.time!r}")
    end = None if plan.end is None else read_times(columns[plan.end], f"column {plan.end!r}")
    if end is not None and (back := int(((end != OPEN) & (start != OPEN) & (end < start)).sum())):
        raise RowsError(f"{back:,} of {rows:,} events end ({plan.end!r}) before they begin ({plan.time!r})")
    place = {id: number for number, id in enumerate(stages)}
    of_activity = np.array(
        [place.get(plan.rules.get(name) or "", -1) for name in activities] or [-1], np.intp
    )
    stage = np.where(activity >= 0, of_activity[activity], -1)

    outcome = np.zeros(rows, np.intp)  # places in _EVENT_OUTCOMES
    outcome[stage < 0] = 1
    outcome[(case < 0) & (stage >= 0)] = 2
    outcome[(start == OPEN) & (stage >= 0) & (case >= 0)] = 3
    until = _until(start, end, plan)
    late = (start > until) & (start != OPEN)
    outcome[late & (outcome == 0)] = 5
    # Events at no stage are no visits, but say that there is a case and when it is still going on.
    order = _in_order(case, start, columns, plan, (case >= 0) & (start != OPEN) & ~late)
    own = [each[order] for each in (case, activity, start)] + ([] if end is None else [end[order]])
    twice = np.asarray(pd.DataFrame(dict(enumerate(own))).duplicated())
    again = order[twice]
    outcome[again[outcome[again] == 0]] = 4
    order = order[~twice]
    if not (outcome == 0).any():
        raise RowsError(_why_none(activities, activity, outcome, plan))
    ties = float(np.mean(_tied(case[order], start[order])))
    begins = np.append(True, np.diff(case[order]) != 0)
    if plan.session is not None:
        begins[1:] |= np.diff(start[order]) > plan.session * US_PER_MINUTE
    number = np.cumsum(begins) - 1
    by = {name: _of_cases(columns[name], name, order, begins, number) for name in plan.by}
    won = None if plan.outcome is None else _first_outcomes(columns, plan, order, number, start[order])
    value = None if plan.value is None else _sums_of_values(columns, plan, order, number)
    at_stage = stage[order] >= 0
    order, number = order[at_stage], number[at_stage]
    case, stage, start = number, stage[order], start[order]
    first = np.ones(len(case), np.bool_)
    if plan.repeats == "visit":
        first[1:] = (case[1:] != case[:-1]) | (stage[1:] != stage[:-1])
    at = np.flatnonzero(first)
    latest = start[np.append(at[1:], len(start)) - 1]
    if end is not None:
        end = end[order]
        unknown_end = np.logical_or.reduceat(end == OPEN, at)
        end = np.where(unknown_end, OPEN, np.maximum.reduceat(end, at))
    visits = Visits(
        tuple(stages), case[at], stage[at], start[at], end, int(begins.sum()), by, until, won, value, latest
    )
    outcomes = _outcomes(activities, of_activity, activity, outcome, stages)
    _warn_off_map(outcomes, plan)
    return EventReadout(visits, outcomes, _note(plan, ties), rows)


_EVENT_OUTCOMES = ("matched", "unmatched", NO_CASE, NO_TIME, TWICE, LATE)


def read_times(series: pd.Series[Any], where: str) -> Whole:
    """Times as microseconds since 1970, ``OPEN`` where there is none; times with a zone are made UTC.

    Parameters
    ----------
    series
        Times, or texts of them.
    where
        Where they stand, for an error, which quotes no text of a row.

    Raises
    ------
    RowsError
        Numbers, texts that are no time, or texts of which some have a zone and some have none.

    Examples
    --------
    >>> read_times(pd.Series(["1970-01-01 00:00:01", None]), "column 'at'").tolist()[0]
    1000000
    """
    if isinstance(series.dtype, pd.DatetimeTZDtype):
        series = series.dt.tz_convert("UTC").dt.tz_localize(None)
    if isinstance(series.dtype, pd.ArrowDtype) and pd.api.types.is_datetime64_any_dtype(series.dtype):
        series = series.astype("datetime64[us]")
    if not pd.api.types.is_datetime64_any_dtype(series.dtype):
        if pd.api.types.is_numeric_dtype(series.dtype):
            raise RowsError(f"{where} has numbers, not times; {_NUMBER_ADVICE}")
        series = _parsed(series, where)
    values = series.to_numpy("datetime64[us]")
    times: Whole = values.astype(np.int64)
    return np.where(np.isnat(values), OPEN, times)


def _why_none(activities: Sequence[str], activity: Index, outcome: Index, plan: EventPlan) -> str:
    """Why no event counts, in a sentence."""
    n = np.bincount(outcome, minlength=len(_EVENT_OUTCOMES)).tolist()
    each = [f"{rows:,} {what}" for rows, what in zip(n, _EVENT_OUTCOMES, strict=True) if rows]
    if n[_EVENT_OUTCOMES.index("unmatched")] < sum(n):
        return f"no event counts: {', '.join(each)}"
    return (
        f"no event is at a stage of the map: {plan.stage!r} has {_named(activities, activity, plan)}. "
        f"Stages: {listing(plan.suggestions)}"
    )


def _named(activities: Sequence[str], activity: Index, plan: EventPlan) -> str:
    """The activities that may be named, and that there are others."""
    rows = np.bincount(activity[activity >= 0], minlength=len(activities)).tolist()
    named = [one for one, n in zip(activities, rows, strict=True) if may_name_stage(one, n, plan)]
    few = len(named) < len(activities)
    return listing([*map(quoted, named), *([f"texts of fewer than {plan.min_n} events each"] if few else [])])


def _parsed(series: pd.Series[Any], where: str) -> pd.Series[Any]:
    """Texts, dates or times of Python as times."""
    codes, values = pd.factorize(series)
    texts = ["" if is_blank(value) else str(value) for value in values]
    present = [one for one in texts if one]
    aware = [one for one in present if _ZONE.search(one.strip())]
    if aware and len(aware) < len(present):
        has_zone = np.array([bool(_ZONE.search(one.strip())) for one in texts])
        n = int(has_zone[codes[codes >= 0]].sum())
        raise RowsError(
            f"{where} mixes {n:,} times with a zone and others without: say the zone of all of them, as in "
            "2026-01-31T14:05:00+01:00"
        )
    for form in ("ISO8601", "mixed"):
        read = pd.to_datetime(pd.Series(texts, dtype=object), format=form, errors="coerce", utc=bool(aware))
        bad = [one for one, time in zip(texts, read, strict=True) if one and pd.isna(time)]
        if not bad:
            break
    if bad:
        row = int(np.flatnonzero(codes == texts.index(bad[0]))[0]) + 1
        raise RowsError(
            f"{where} has texts that are no time, the first of {len(bad):,} in row {row:,}; write times as "
            "2026-01-31 14:05:00"
        )
    if aware:
        read = read.dt.tz_localize(None)
    every = read.to_numpy("datetime64[us]")
    return pd.Series(
        np.where(codes >= 0, every[codes], np.datetime64("NaT"))
        if len(every)
        else np.full(len(codes), np.datetime64("NaT"), "datetime64[us]")
    )


def _codes(series: pd.Series[Any]) -> tuple[Index, list[str]]:
    """The place of each row's text among the different texts, -1 where there is none."""
    codes, values = pd.factorize(series)
    texts = ["" if is_blank(value) else text(value) for value in values]
    known: dict[str, int] = {}
    places = np.array([known.setdefault(one, len(known)) if one else -1 for one in texts] or [-1], np.intp)
    return np.where(codes >= 0, places[codes], -1), [*known]


def _until(start: Whole, end: Whole | None, plan: EventPlan) -> int:
    """When watching ended: as the plan says, or with the last event."""
    if plan.until:
        return int(read_times(pd.Series([plan.until]), "until=")[0])
    last = [each.max() for each in (start, end) if each is not None]
    return int(max(last))


def _in_order(
    case: Index, start: Whole, columns: dict[str, pd.Series[Any]], plan: EventPlan, kept: Mask
) -> Index:
    """The rows that are kept by case and time; of one time as they stand, or by a column of their order."""
    rows = np.flatnonzero(kept)
    keys: list[Any] = [start[rows], case[rows]]
    if plan.order is not None:
        number = pd.to_numeric(columns[plan.order], errors="coerce").to_numpy(np.float64, na_value=np.nan)
        if absent := int(np.isnan(number[rows]).sum()):
            raise RowsError(
                f"order= is a column of numbers, and {plan.order!r} has none in {absent:,} of {len(rows):,} "
                "events"
            )
        keys.insert(0, number[rows])
    return rows[np.lexsort(keys)]


def _tied(case: Index, start: Whole) -> Mask:
    """Which events share their time with another of their case."""
    tie = (case[1:] == case[:-1]) & (start[1:] == start[:-1])
    tied: Mask = np.append(tie, False) | np.append(False, tie)
    return tied


def _of_cases(
    series: pd.Series[Any], column: str, order: Index, begins: Mask, number: Index
) -> list[str | None]:
    """The value that each case has in a column of segments: that of its first event."""
    codes, values = pd.factorize(series)
    names = [None if is_blank(value) else text(value) for value in values]
    own = codes[order[begins]]
    changing = codes[order] != own[number]
    if changing.any():
        n = len(np.unique(number[changing]))
        warn(
            f"{column!r} changes within {n:,} of {len(own):,} cases: the value of the first event counts",
            CjmWarning,
        )
    return [names[code] if code >= 0 else None for code in own.tolist()]


_TRUE, _FALSE = ("true", "yes", "1", "1.0"), ("false", "no", "0", "0.0", "")
"""Texts of a column of outcomes, without regard to case."""


def _first_outcomes(
    columns: dict[str, pd.Series[Any]], plan: EventPlan, order: Index, number: Index, start: Whole
) -> Whole:
    """When each case first had the outcome."""
    codes, values = pd.factorize(columns[str(plan.outcome)])
    texts = ["" if is_blank(value) else text(value).strip().lower() for value in values]
    if unclear := [one for one in texts if one not in (*_TRUE, *_FALSE)]:
        raise RowsError(
            f"outcome= is a column of yes and no, and {plan.outcome!r} has {len(unclear):,} other values: "
            "make it true where the outcome is, as in log[column] == value, or 1 and 0"
        )
    has = np.append([one in _TRUE for one in texts], False)[codes[order]]
    won = np.full(int(number[-1]) + 1, np.iinfo(np.int64).max)
    np.minimum.at(won, number[has], start[has])
    return np.where(won == np.iinfo(np.int64).max, OPEN, won)


def _sums_of_values(
    columns: dict[str, pd.Series[Any]], plan: EventPlan, order: Index, number: Index
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
    weights = np.where(present, values, 0.0)
    return np.bincount(number, weights, minlength=int(number[-1]) + 1).astype(np.float64)


def _outcomes(
    activities: Sequence[str], of_activity: Index, activity: Index, outcome: Index, stages: Sequence[Id]
) -> list[EventOutcome]:
    """What became of the events of every activity, those at stages first."""
    width = len(_EVENT_OUTCOMES)
    n = np.bincount((activity + 1) * width + outcome, minlength=(len(activities) + 1) * width)
    table = n.reshape(-1, width)
    every = []
    for place, name in enumerate(["", *activities]):
        if not table[place].any():
            continue
        at = int(of_activity[place - 1]) if place else -1
        rows = {what: int(count) for what, count in zip(_EVENT_OUTCOMES, table[place], strict=True) if count}
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


def _note(plan: EventPlan, ties: float) -> str:
    notes = [] if plan.repeats == "visit" else ["every event a visit"]
    if plan.session is not None:
        notes.append(f"cases end after {plan.session:g} min without an event")
    if ties:
        order = f"in the order of {plan.order!r}" if plan.order else "in the order of the rows"
        notes.append(f"{ties:.1%} of events at the time of another of their case, {order}")
    return ", ".join(notes)
