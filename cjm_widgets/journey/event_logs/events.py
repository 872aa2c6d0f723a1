"""Joining events to a journey, and what an analyst asks of them: funnels, transitions, times and paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cjm_widgets import analysis, counts, rows
from cjm_widgets.counts.events.names import END, START
from cjm_widgets.document.errors import MeasureError, RowsError, check_level, quoted
from cjm_widgets.document.names import labels, resolve
from cjm_widgets.journey import event_logs
from cjm_widgets.journey.core import HasCore
from cjm_widgets.journey.sources.joining import rows_errors

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.analysis.events.journeys import Interval, Of, Order
    from cjm_widgets.journey.sources.source_record import JoinedSource


def join_events(
    journey: HasCore,
    events: Any,
    *,
    case: str | None = None,
    activity: str | None = None,
    time: str | None = None,
    end: str | None = None,
    stages: Mapping[Any, str] | None = None,
    match: str = "exact",
    repeats: str = "visit",
    by: str | Iterable[str | Iterable[str]] = (),
    wave: str | None = None,
    waves: Iterable[Any] = (),
    every: str | None = None,
    where: Mapping[str, Any] | None = None,
    session: str | float | None = None,
    until: Any = None,
    order: str | None = None,
    window: Any = None,
    outcome: str | None = None,
    value: str | None = None,
    measures: Any = None,
    min_n: int = 10,
    sheet: str | None = None,
    name: str | None = None,
) -> JoinedSource:
    """Join a log of events to the stages: who came how far, where they went, and how long it took.

    Events of one stage in a row are one visit of it. Events at no stage of the map are left out, and do not
    part two events of one stage. A case is in the numbers even where it never comes to a stage.

    Parameters
    ----------
    events
        One row an event, of any engine or file that ``join`` takes; or the path of a log in XES, ``.xes`` or
        ``.xes.gz``, whose standard columns need no naming: the case ``case:concept:name``, the activity
        ``concept:name`` and the time ``time:timestamp``. Where it has beginnings and completions, each two of
        them are one event with an end.
    case
        The column that says whose event it is: a customer, an order, a web session.
    activity
        The column that says what happened.
    time
        The column of when it did: times, or text such as "2026-01-31 14:05:00". Times with a zone are
        compared as moments; where some have a zone and some have none, they are refused.
    end
        The column of when it was over, where there is one: times at a stage are then from beginning to end,
        and else until the next stage begins.
    stages
        What to look for in the activities, and the stage it means, as for ``join``; ``match`` says how.
    repeats
        ``"visit"``: activities of one stage in a row are one visit; ``"each"``: every event is one.
    by
        Columns to filter and compare by. A case has the value of its first event.
    wave
        The column that says in which wave a case is, as for ``join``; a case is in that of its first event.
        For ``trend`` and ``compare(wave=)``. It may be the column of time, with ``every``.
    waves
        The waves in time order, where their texts do not say it.
    every
        How long a wave is: ``"day"``, ``"week"``, ``"month"``, ``"quarter"`` or ``"year"``.
    where
        Events that count, as column to value or values.
    session
        A span of time such as ``"30min"``: after so long without an event what follows is another case.
    until
        When watching ended; by default with the last event. Later events do not count.
    order
        A column of numbers that says which of two events at the same time came first; by default the order of
        the rows. The methods say how many events share their time.
    window
        Spans of time, ``"7d"`` or ``["1h", "7d"]``, within which ``funnel(window=)`` shall be known from a
        file too; while the events are at hand it counts any window when it is asked for.
    outcome
        A column that is true, yes or 1 at events by which their case has what everyone hopes for, such as an
        order; for ``paths`` and ``value_of``.
    value
        A column of numbers that say what cases are worth, added up over the events of a case; for the same.
    measures
        Some of ``cjm.reached()``, ``cjm.drop_off()`` and ``cjm.time_in_stage()``; all three by default.
    min_n
        Numbers of fewer cases are withheld, everywhere, with those they could be computed from.
    sheet, name
        As for ``join``.

    Returns
    -------
    JoinedSource
        Its ``reconciliation`` says what became of every event: ``matched``, ``unmatched`` (with the nearest
        stage), ``no case``, ``no time``, ``duplicate``, ``after until=`` or ``filtered``.

    Raises
    ------
    CjmError
        An unknown column or stage, times that cannot be read, no event at a stage; the map is as it was.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse", "Pay"])
    >>> clicks = pd.DataFrame({"who": [1, 1, 2, 3], "what": ["Browse", "Pay", "Browse", "Browse"]})
    >>> clicks["at"] = pd.date_range("2026-01-01 10:00", periods=4, freq="min")
    >>> log = journey.join_events(clicks, case="who", activity="what", time="at", min_n=1)
    >>> journey.funnel()[["stage", "n", "share"]].round(2)
        stage  n  share
    0  Browse  3   1.00
    1     Pay  1   0.33
    """
    options = {name: value for name, value in locals().items() if name not in ("journey", "events")}
    core = journey._core
    with core.lock:
        core.editing.sync()
        with rows_errors(events):
            return core.sources.join_events(events, **options)


def funnel(
    journey: HasCore,
    *,
    order: Order | None = None,
    of: Of = "all",
    window: str | float | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """How many cases come to each stage, from the start and from the step before.

    Parameters
    ----------
    order
        ``"presence"``: who was at the stage at any time. ``"ordered"``: who was at all stages up to it, one
        after the other in the order of the map, whatever they did in between. ``"strict"``: directly one
        after the other.
    of
        Whose share: of ``"all"`` cases, or of those who came to the ``"first step"``.
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``stage, n, share, low, high, step_share, step_low, step_high, dropped, minutes, method``.
        ``step_share`` is of those who came to the stage before, and ``dropped`` how many of these did not
        come here; ``minutes`` is the median from a case's first stage until it first came here. A stage that
        no event is at has ``n`` 0, no share, and is no step. Withheld numbers are ``NA`` and ``NaN``, and
        the method says so. With several sources of events there is a ``source`` too.

    Raises
    ------
    RowsError
        No events are joined; or stages were moved since they were counted, or the window was not counted,
        and the events are not at hand.

    References
    ----------
    Wilson (1927), JASA 22. Windows as in ClickHouse's ``windowFunnel``, and strict ones as in its
    ``strict_order``, but from any start.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse", "Cart", "Pay"])
    >>> clicks = pd.DataFrame({"who": [1, 1, 1, 2, 2], "what": ["Browse", "Cart", "Pay", "Browse", "Pay"]})
    >>> clicks["at"] = pd.date_range("2026-01-01 10:00", periods=5, freq="min")
    >>> log = journey.join_events(clicks, case="who", activity="what", time="at", min_n=1)
    >>> journey.funnel(order="ordered")["n"].tolist(), journey.funnel()["n"].tolist()
    ([2, 1, 1], [2, 1, 2])
    >>> journey.funnel(window="1min")["n"].tolist()
    [2, 1, 0]
    """
    return _funnel(journey, None, order, of, window, level)


def funnel_by(
    journey: HasCore,
    column: str,
    *,
    order: Order | None = None,
    of: Of = "all",
    window: str | float | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """``funnel`` for each value of a ``by`` column, with a ``segment`` column.

    Parameters
    ----------
    column
        One of the columns that events were joined ``by``.
    order, of, window, level
        As for ``funnel``.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse"])
    >>> clicks = pd.DataFrame({"who": [1, 2, 3], "what": "Browse", "on": ["phone", "web", "web"]})
    >>> clicks["at"] = pd.date_range("2026-01-01 10:00", periods=3, freq="min")
    >>> log = journey.join_events(clicks, case="who", activity="what", time="at", by="on", min_n=1)
    >>> journey.funnel_by("on")[["segment", "stage", "n"]].to_numpy().tolist()
    [['phone', 'Browse', 1], ['web', 'Browse', 2]]
    """
    return _funnel(journey, column, order, of, window, level)


def _funnel(
    journey: HasCore, column: str | None, order: Order | None, of: Of, window: Any, level: float
) -> pd.DataFrame:
    minutes = None if window is None else rows.event_times.minutes_of(window, "window")
    if order is None:
        order = "presence" if minutes is None else "ordered"
    analysis.events.journeys.check_funnel(order, of, minutes is not None)
    return _frame(
        journey, analysis.events.journeys.funnel_frame, column, level, order=order, of=of, window=minutes
    )


def transitions(journey: HasCore, *, level: float = 0.95) -> pd.DataFrame:
    """Where cases go from each stage, and how long that takes.

    Parameters
    ----------
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``from, to, cases, share_out, low, high, share_cases, minutes, method``, in the order of the map, with
        the rows of ``START`` and ``END``. ``cases`` went from the one stage directly to the other at least
        once; ``share_out`` is of the cases at the first one, with Wilson's interval, and ``share_cases`` of
        all; a case may go several ways, so that shares may add up to more than 1. ``minutes`` is the median
        from the beginning of the one stage to that of the other, the first time.

    References
    ----------
    Wilson (1927), JASA 22.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse", "Pay"])
    >>> clicks = pd.DataFrame({"who": [1, 1, 2], "what": ["Browse", "Pay", "Browse"]})
    >>> clicks["at"] = pd.date_range("2026-01-01 10:00", periods=3, freq="min")
    >>> log = journey.join_events(clicks, case="who", activity="what", time="at", min_n=1)
    >>> journey.transitions()[["from", "to", "cases", "share_out"]]
         from      to  cases  share_out
    0   START  Browse      2        1.0
    1  Browse     Pay      1        0.5
    2  Browse     END      1        0.5
    3     Pay     END      1        1.0
    """
    return _frame(journey, analysis.events.journeys.transitions_frame, None, level)


def transitions_by(journey: HasCore, column: str, *, level: float = 0.95) -> pd.DataFrame:
    """``transitions`` for each value of a ``by`` column, with a ``segment`` column; see ``funnel_by``.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> minutes = pd.to_timedelta([0, 5, 0, 9], unit="min")
    >>> log = pd.DataFrame({"case": [1, 1, 2, 2], "activity": ["Arrive", "Wait"] * 2})
    >>> log = log.assign(at=pd.Timestamp("2026-05-01") + minutes, device=["phone", "phone", "web", "web"])
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> _ = journey.join_events(log, case="case", activity="activity", time="at", by=["device"], min_n=1)
    >>> table = journey.transitions_by("device")
    >>> table.loc[table["from"] == "Arrive", ["segment", "to", "cases"]].values.tolist()
    [['phone', 'Wait', 1], ['web', 'Wait', 1]]
    """
    return _frame(journey, analysis.events.journeys.transitions_frame, column, level)


def time_in_stage(journey: HasCore, *, level: float = 0.95, interval: Interval = "log-log") -> pd.DataFrame:
    """How long cases stay at each stage, in minutes.

    Each case counts once at a stage, with its first visit: until the next stage begins, or where rows have
    ends until the event is over. Cases that had not gone on when watching ended are open, unless they came to
    the last stage: they are censored, by Kaplan and Meier, and then there is no mean.

    Parameters
    ----------
    level
        Confidence of the interval of the median, between 0 and 1.
    interval
        On what scale the interval of Kaplan and Meier is symmetric: ``"log-log"``, ``"log"`` or ``"plain"``,
        as ``conf.type`` of R's ``survfit``. Without open cases it makes no difference.

    Returns
    -------
    pandas.DataFrame
        ``stage, n, open, median, low, high, q1, q3, mean, method``. A quartile is missing where too few have
        gone on. The interval is that of order statistics, or with open cases of Kaplan and Meier.

    References
    ----------
    Kaplan and Meier (1958), JASA 53; Brookmeyer and Crowley (1982), Biometrics 38; Conover (1999), "Practical
    Nonparametric Statistics", section 3.2.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait", "Leave"])
    >>> log = pd.DataFrame({"who": [1, 1, 2, 2], "what": ["Wait", "Leave"] * 2})
    >>> log["at"] = pd.to_datetime(["2026-01-01 10:00", "2026-01-01 10:20"] * 2)
    >>> source = journey.join_events(log, case="who", activity="what", time="at", min_n=1)
    >>> journey.time_in_stage()[["stage", "n", "open", "median"]].to_numpy().tolist()
    [['Wait', 2, 0, 20.0], ['Leave', 0, 0, nan]]
    """
    return _frame(journey, analysis.events.journeys.times_frame, None, level, interval=interval)


def time_in_stage_by(
    journey: HasCore, column: str, *, level: float = 0.95, interval: Interval = "log-log"
) -> pd.DataFrame:
    """``time_in_stage`` for each value of a ``by`` column, with a ``segment`` column; see ``funnel_by``.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> minutes = pd.to_timedelta([0, 5, 0, 9], unit="min")
    >>> log = pd.DataFrame({"case": [1, 1, 2, 2], "activity": ["Arrive", "Wait"] * 2})
    >>> log = log.assign(at=pd.Timestamp("2026-05-01") + minutes, device=["phone", "phone", "web", "web"])
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> _ = journey.join_events(log, case="case", activity="activity", time="at", by=["device"], min_n=1)
    >>> table = journey.time_in_stage_by("device")
    >>> table.loc[table["stage"] == "Arrive", ["segment", "median"]].values.tolist()
    [['phone', 5.0], ['web', 9.0]]
    """
    return _frame(journey, analysis.events.journeys.times_frame, column, level, interval=interval)


def time_between(
    journey: HasCore, start: str, end: str, *, level: float = 0.95, interval: Interval = "log-log"
) -> pd.DataFrame:
    """How long cases take from one stage to another, in minutes, whatever they do between.

    From the beginning of a case's first visit of ``start`` to that of its next visit of ``end``. Cases that
    had not come there when watching ended are censored. The events must be joined in this session, as a file
    has no times of stages that do not follow each other.

    Parameters
    ----------
    start, end
        Stages; ``"START"`` is the first stage that a case comes to, ``"END"`` when its last visit is over.
    level, interval
        As for ``time_in_stage``.

    Returns
    -------
    pandas.DataFrame
        A row per source: ``source, from, to, n, open, median, low, high, q1, q3, mean, method``, as for
        ``time_in_stage``. The filters in force do not matter.

    Raises
    ------
    RowsError
        The events are not at hand.

    References
    ----------
    Kaplan and Meier (1958), JASA 53; Brookmeyer and Crowley (1982), Biometrics 38.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait", "See", "Leave"])
    >>> log = pd.DataFrame({"who": [1, 1, 1], "what": ["Wait", "See", "Leave"]})
    >>> log["at"] = pd.to_datetime(["2026-01-01 10:00", "2026-01-01 10:20", "2026-01-01 11:00"])
    >>> source = journey.join_events(log, case="who", activity="what", time="at", min_n=1)
    >>> journey.time_between("Wait", "Leave")[["from", "to", "n", "median"]].to_numpy().tolist()
    [['Wait', 'Leave', 1, 60.0]]
    """
    check_level(level)
    with journey._core.in_sync() as core:
        stages = core.document.stages
        ids = ["" if one in (START, END) else resolve(stages, one, "stage") for one in (start, end)]
        if start == END or end == START:
            raise RowsError('a time runs from "START" or a stage to a stage or "END"')
        return analysis.events.journeys.between_frame(
            [*core.sources.visits(counts.survey.read_visits)], labels(stages), ids[0], ids[1], level, interval
        )


def exits(journey: HasCore, within: str | float | None = None, *, level: float = 0.95) -> pd.DataFrame:
    """How many have gone on from a stage to each next one, where some may still do.

    The share of all who came to the stage, by Aalen and Johansen: whoever had not gone on when watching ended
    is neither lost nor left out. ``transitions`` has the plain shares instead.

    Parameters
    ----------
    within
        After which time, such as ``"30min"`` or a number of minutes; by default when the last one went on.
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``stage, to, n, share, low, high, minutes, method``: the share that has gone on to ``to`` after so
        many minutes, of ``n`` cases at the stage, each with its first visit.

    References
    ----------
    Aalen and Johansen (1978), Scandinavian Journal of Statistics 5.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse", "Pay", "Leave"])
    >>> log = pd.DataFrame({"who": [1, 1, 2, 2, 3], "what": ["Browse", "Pay", "Browse", "Leave", "Browse"]})
    >>> log["at"] = pd.date_range("2026-01-01 10:00", periods=5, freq="min")
    >>> source = journey.join_events(log, case="who", activity="what", time="at", min_n=1)
    >>> journey.exits()[["stage", "to", "n", "share"]].round(2).head(2)
        stage     to  n  share
    0  Browse    Pay  3    0.5
    1  Browse  Leave  3    0.5
    """
    minutes = None if within is None else rows.event_times.minutes_of(within, "within")
    return _frame(journey, analysis.events.journeys.exits_frame, None, level, within=minutes)


def paths(
    journey: HasCore, top: int = 20, *, pattern: str | None = None, level: float = 0.95
) -> pd.DataFrame:
    """The most frequent ways through the map, as the stages that cases came to, in order.

    Parameters
    ----------
    top
        How many, at least 1. Paths of fewer than ``min_n`` cases are never among them.
    pattern
        Only those that fit it from beginning to end: names of stages with ``>`` between, ``*`` for any
        stages, also none, and ``?`` for any one stage, such as ``"search > basket > *"``.
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``path`` (a tuple of stages, empty for cases that came to none), ``cases, share, low, high, outcome,
        minutes, value, method``. ``share`` is of all cases. ``outcome`` is the share of the path's cases with
        the ``outcome=`` of the join; without such a column it is 1 where the path comes to the last stage,
        and else 0. ``minutes`` is the median from the beginning of the first visit to that of the last, or to
        its end where events have ends, and ``value`` the mean per case.

    References
    ----------
    Wilson (1927), JASA 22.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Browse", "Pay"])
    >>> clicks = pd.DataFrame({"who": [1, 1, 2, 3, 3], "what": ["Browse", "Pay", "Browse", "Browse", "Pay"]})
    >>> clicks["at"] = pd.date_range("2026-01-01 10:00", periods=5, freq="min")
    >>> log = journey.join_events(clicks, case="who", activity="what", time="at", min_n=1)
    >>> journey.paths()[["path", "cases"]].to_numpy().tolist()
    [[('Browse', 'Pay'), 2], [('Browse',), 1]]
    >>> journey.paths(pattern="* > Pay")[["path", "outcome", "minutes"]].to_numpy().tolist()
    [[('Browse', 'Pay'), 1.0, 1.0]]
    """
    return _paths(journey, None, top, pattern, level)


def paths_by(
    journey: HasCore, column: str, top: int = 20, *, pattern: str | None = None, level: float = 0.95
) -> pd.DataFrame:
    """``paths`` for each value of a ``by`` column, with a ``segment`` column; see ``funnel_by``.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> minutes = pd.to_timedelta([0, 5, 0, 9], unit="min")
    >>> log = pd.DataFrame({"case": [1, 1, 2, 2], "activity": ["Arrive", "Wait"] * 2})
    >>> log = log.assign(at=pd.Timestamp("2026-05-01") + minutes, device=["phone", "phone", "web", "web"])
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> _ = journey.join_events(log, case="case", activity="activity", time="at", by=["device"], min_n=1)
    >>> journey.paths_by("device")[["segment", "path"]].values.tolist()
    [['phone', ('Arrive', 'Wait')], ['web', ('Arrive', 'Wait')]]
    """
    return _paths(journey, column, top, pattern, level)


def _paths(journey: HasCore, column: str | None, top: int, pattern: str | None, level: float) -> pd.DataFrame:
    if isinstance(top, bool) or not isinstance(top, int) or top < 1:
        raise MeasureError(f"top= is how many paths to show, at least 1, not {quoted(top)}")
    stages = journey._core.document.stages
    parts = (
        None
        if pattern is None
        else analysis.events.paths.read_pattern(pattern, lambda name: resolve(stages, name, "stage"))
    )
    return _frame(journey, analysis.events.paths.paths_frame, column, level, top=top, pattern=parts)


def _frame(
    journey: HasCore,
    frame_of: Callable[..., pd.DataFrame],
    column: str | None,
    level: float,
    **options: Any,
) -> pd.DataFrame:
    """A frame of the events joined, under the filters in force."""
    check_level(level)
    with journey._core.in_sync() as core:
        event_logs.event_counts.count_in_order(core.sources)
        if options.get("window") is not None:
            event_logs.event_counts.count_within(core.sources, options["window"])
        return frame_of(event_logs.event_counts.asked(core, column, level), **options)
