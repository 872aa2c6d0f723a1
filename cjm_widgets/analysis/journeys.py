"""What cases did as tidy tables: funnels, transitions, times at stages, exits and paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from cjm_widgets.analysis.transitions import transitions_of
from cjm_widgets.counts.event_names import (
    EXITS,
    FIRST,
    MINUTES,
    NEXT,
    ORDERED,
    ORDERED_NEXT,
    OTHER_PATHS,
    PATHS,
    REACHING,
    STRICT,
    STRICT_NEXT,
    WAITING,
    stages_of,
)
from cjm_widgets.counts.events import between
from cjm_widgets.counts.stack import Filters, SegmentGroups
from cjm_widgets.document.errors import check_choice
from cjm_widgets.document.model import Id, Source
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.events import curve_of, middle_of, times_of
from cjm_widgets.measures.measure import percent
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.rows.events import Visits
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import normal_quantile, wilson_interval
from cjm_widgets.statistics.survival import aalen_johansen, lasting

START, END = "START", "END"
Order: TypeAlias = Literal["presence", "ordered", "strict"]
Of: TypeAlias = Literal["all", "first step"]
_ORDERS = {"presence": (None, NEXT), "ordered": (ORDERED, ORDERED_NEXT), "strict": (STRICT, STRICT_NEXT)}
_REACH = {
    "presence": "at the stage at any time",
    "ordered": "at all stages up to here, one after the other",
    "strict": "at all stages up to here, directly one after the other",
}
_OF = {"all": "of all cases", "first step": "of cases at the first stage"}

_N, _NUMBER = pd.Int64Dtype(), np.float64
_FUNNEL: dict[str, Any] = {"stage": object, "n": _N, "share": _NUMBER, "low": _NUMBER, "high": _NUMBER}
_FUNNEL |= {"step_share": _NUMBER, "step_low": _NUMBER, "step_high": _NUMBER, "dropped": _N}
_FUNNEL |= {"minutes": _NUMBER, "method": object}
_TRANSITIONS: dict[str, Any] = {"from": object, "to": object, "cases": _N, "share_out": _NUMBER}
_TRANSITIONS |= {
    "low": _NUMBER,
    "high": _NUMBER,
    "share_cases": _NUMBER,
    "minutes": _NUMBER,
    "method": object,
}
_TIMES: dict[str, Any] = {"stage": object, "n": _N, "open": _N, "median": _NUMBER, "low": _NUMBER}
_TIMES |= {"high": _NUMBER, "q1": _NUMBER, "q3": _NUMBER, "mean": _NUMBER, "method": object}
_BETWEEN: dict[str, Any] = {"source": object, "from": object, "to": object}
_BETWEEN |= {name: kind for name, kind in _TIMES.items() if name != "stage"}
_EXITS: dict[str, Any] = {"stage": object, "to": object, "n": _N, "share": _NUMBER, "low": _NUMBER}
_EXITS |= {"high": _NUMBER, "minutes": _NUMBER, "method": object}
_PATHS: dict[str, Any] = {"path": object, "cases": _N, "share": _NUMBER, "low": _NUMBER, "high": _NUMBER}
_PATHS |= {"method": object}


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
class _Group:
    """The cases of one segment of one source."""

    groups: SegmentGroups
    at: int
    level: float

    def cells(self, name: str | None, stages: Iterable[str]) -> Histograms:
        """Counts of events by name, or without a name of who reached each stage."""
        ids, events = [*stages], self.groups.events or {}
        if name is None:
            return _row(self.groups.cells(ids), self.at)
        if name not in events:
            return Histograms(np.zeros(1), np.zeros((len(ids), 1), np.int64))
        return _row(events[name].cells(ids), self.at)

    def names(self, name: str) -> tuple[str, ...]:
        """What was counted apart under a name; nothing where nobody did any of it."""
        events = self.groups.events or {}
        return events[name].counts.stages if name in events else ()

    @property
    def cases(self) -> int | None:
        """How many there are; None where that is withheld."""
        return self.groups.respondents[self.at]


def funnel_frame(asked: Asked, order: str, of: str) -> pd.DataFrame:
    """How many cases come to each stage; see ``Journey.funnel``."""
    check_choice("order", order, [*_ORDERS])
    check_choice("of", of, [*_OF])
    name, next_name = _ORDERS[order]
    method = f"{_REACH[order]}, {_OF[of]}, Wilson {percent(asked.level)}"

    def rows(group: _Group) -> Iterable[dict[str, Any]]:
        whole = group.cells(FIRST if name is None and of == "first step" else name, asked.stages)
        steps = group.cells(next_name, asked.stages)
        reaching = group.cells(REACHING, asked.stages)
        visited = [id in group.groups.counts.stages for id in asked.stages]
        start = visited.index(True) if any(visited) else -1
        first = int(_doing(whole)[start]) if visited else 0
        for place, label in enumerate(asked.stages.values()):
            total = first if name is not None and of == "first step" else int(whole.n[place].sum())
            n = int(_doing(whole)[place])
            row = {"stage": label, "minutes": _median(reaching, place, asked.level)}
            if whole.withheld_cells[place]:
                yield row
                continue
            if not visited[place]:
                yield row | {"n": 0, "method": "not asked: no event is at this stage"}
                continue
            row |= {"n": n, **_share("", n, total, asked.level), "method": method}
            if place != start and not steps.withheld_cells[place]:
                n, total = int(_doing(steps)[place]), int(steps.n[place].sum())
                row |= {**_share("step_", n, total, asked.level), "dropped": total - n}
            yield row

    return _tabulate(asked, _FUNNEL, rows)


def transitions_frame(asked: Asked) -> pd.DataFrame:
    """Where cases go from each stage; see ``Journey.transitions``."""
    method = f"of cases at the one stage, those that ever go on to the other, Wilson {percent(asked.level)}"

    def rows(group: _Group) -> Iterable[dict[str, Any]]:
        for one in transitions_of(group.groups, asked.stages, group.at, asked.level):
            row: dict[str, Any] = {
                "from": asked.stages.get(one.start, START),
                "to": asked.stages.get(one.end, END),
                "minutes": np.nan if one.minutes is None else one.minutes,
            }
            if one.cases is not None:
                row |= {"cases": one.cases, "share_out": one.cases / one.of, "method": method}
                row |= {"low": one.low, "high": one.high}
                row["share_cases"] = one.cases / group.cases if group.cases else np.nan
            yield row

    return _tabulate(asked, _TRANSITIONS, rows)


def times_frame(asked: Asked) -> pd.DataFrame:
    """How long cases stay at each stage; see ``Journey.time_in_stage``."""

    def rows(group: _Group) -> Iterable[dict[str, Any]]:
        minutes, waiting = group.cells(MINUTES, asked.stages), group.cells(WAITING, asked.stages)
        cells = replace(minutes, events={WAITING: waiting})
        for place, label in enumerate(asked.stages.values()):
            known, still = int(minutes.n[place].sum()), int(waiting.n[place].sum())
            if minutes.withheld_cells[place] or waiting.withheld_cells[place]:
                yield {"stage": label}
                continue
            if not known + still:
                yield {"stage": label, "n": 0, "open": 0, "method": "no rows: nobody went on from here"}
                continue
            yield {"stage": label, **_times(cells, place, asked.level)}

    return _tabulate(asked, _TIMES, rows)


def between_frame(
    visits: Iterable[tuple[Source, Visits]], stages: Mapping[Id, str], start: Id, end: Id, level: float
) -> pd.DataFrame:
    """How long cases take from one stage to another; see ``Journey.time_between``."""
    records = []
    for source, own in visits:
        minutes, waiting = between(own, start, end)
        row: dict[str, Any] = dict.fromkeys(_BETWEEN)
        row |= {"source": source.name, "from": stages.get(start, START), "to": stages.get(end, END)}
        if len(minutes) + len(waiting) < source.min_n:
            records.append(row | {"method": _withheld(source.min_n)})
            continue
        cells = replace(_values(minutes), events={WAITING: _values(waiting)})
        records.append(row | _times(cells, 0, level))
    return frame_of_records(records, _BETWEEN)


def _values(minutes: Array) -> Histograms:
    """One cell of these minutes."""
    values, n = np.unique(minutes, return_counts=True)
    if not len(values):
        return Histograms(np.zeros(1), np.zeros((1, 1), np.int64))
    return Histograms(values, n[np.newaxis])


def _times(cells: Histograms, place: int, level: float) -> dict[str, Any]:
    """Quartiles and mean of the minutes of a cell, where some may still be waiting."""
    still = int((cells.events or {})[WAITING].n[place].sum())
    curve, median = curve_of(cells, (place,), level), middle_of(cells, (place,), level)
    how = "Kaplan-Meier, log-log" if still else "order statistics"
    return {
        "n": int(cells.n[place].sum()) + still,
        "open": still,
        "median": _finite(median.value),
        "low": _finite(median.low),
        "high": _finite(median.high),
        "q1": _finite(lasting(curve, 0.75).value),
        "q3": _finite(lasting(curve, 0.25).value),
        "mean": np.nan if still else _mean(cells, place),
        "method": f"first visits, {how} {percent(level)}",
    }


def exits_frame(asked: Asked, within: float | None) -> pd.DataFrame:
    """How many have gone on to each next stage; see ``Journey.exits``."""
    span = "by the last one that went on" if within is None else f"within {within:g} min"
    method = f"first visits, Aalen-Johansen, {span}, normal {percent(asked.level)}"
    half = normal_quantile(asked.level)

    def rows(group: _Group) -> Iterable[dict[str, Any]]:
        for stage, label in asked.stages.items():
            names = [name for name in group.names(EXITS) if stages_of(name)[0] == stage]
            names = sorted(
                names, key=lambda name: [*asked.stages, stages_of(name)[1]].index(stages_of(name)[1])
            )
            exits, waiting = group.cells(EXITS, names), group.cells(WAITING, [stage])
            hidden = bool(exits.withheld_cells.any()) or bool(waiting.withheld_cells[0])
            if hidden or not names:
                if hidden:
                    yield {"stage": label}
                continue
            each = [times_of(exits, (number,)) for number in range(len(names))]
            open_times, open_cases, _ = times_of(waiting, (0,))
            time = np.unique(np.concatenate([open_times, *(one[0] for one in each)]))
            ended, still = np.zeros((len(names), len(time)), np.int64), np.zeros(len(time), np.int64)
            for number, (own, n, _) in enumerate(each):
                ended[number, np.searchsorted(time, own)] = n
            still[np.searchsorted(time, open_times)] = open_cases
            leaving = aalen_johansen(ended, still)
            ends = time[ended.any(axis=0)]
            at = max(int(np.searchsorted(time, ends[-1] if within is None else within, side="right")) - 1, 0)
            for number, name in enumerate(names):
                share, error = leaving.share[number, at], leaving.error[number, at]
                yield {
                    "stage": label,
                    "to": asked.stages.get(stages_of(name)[1], stages_of(name)[1]),
                    "n": int(ended.sum() + still.sum()),
                    "share": float(share),
                    "low": float(max(share - half * error, 0)),
                    "high": float(min(share + half * error, 1)),
                    "minutes": float(time[at]),
                    "method": method,
                }

    return _tabulate(asked, _EXITS, rows)


def paths_frame(asked: Asked, top: int) -> pd.DataFrame:
    """The most frequent sequences of stages; see ``Journey.paths``."""
    method = f"of all cases, Wilson {percent(asked.level)}"

    def rows(group: _Group) -> Iterable[dict[str, Any]]:
        names = [name for name in group.names(PATHS) if name != OTHER_PATHS]
        n = group.cells(PATHS, names).n.sum(axis=-1)
        order = sorted(range(len(names)), key=lambda number: (-int(n[number]), names[number]))
        for number in [one for one in order if n[one]][:top]:
            yield {
                "path": tuple(asked.stages.get(id, id) for id in names[number].split("\n") if id),
                "cases": int(n[number]),
                **_share("", int(n[number]), group.cases or 0, asked.level),
                "method": method,
            }

    return _tabulate(asked, _PATHS, rows)


def _tabulate(
    asked: Asked, columns: Mapping[str, Any], rows: Callable[[_Group], Iterable[dict[str, Any]]]
) -> pd.DataFrame:
    """Rows of every source, and of each of its segments where they are asked for.

    A row without a method is of a number that is withheld.
    """
    records = []
    for source in asked.sources:
        withheld = _withheld(source.min_n)
        groups = source.counts.select(asked.filters, asked.column)
        for at, label in enumerate(groups.labels):
            for row in rows(_Group(groups, at, asked.level)):
                method = source.method(row.get("method", withheld))
                own = {"source": source.name, "segment": label}
                records.append(dict.fromkeys(columns) | row | own | {"method": method})
    first = {"source": object} if len(asked.sources) > 1 else {}
    first |= {"segment": object} if asked.column is not None else {}
    return frame_of_records(records, first | dict(columns))


def _withheld(min_n: int) -> str:
    return f"withheld: fewer than {min_n} cases, here or in what this would give away"


def _row(cells: Histograms, at: int) -> Histograms:
    """The cells of one group."""
    one = cells.take(np.array([at]))
    return replace(one.cell(0), values=one.values, events=None)


def _doing(cells: Histograms) -> Array:
    """How many of each cell do what it is about."""
    return np.asarray((cells.n * (cells.values == 1)).sum(axis=-1))


def _share(prefix: str, n: int, total: int, level: float) -> dict[str, float]:
    """A share with Wilson's interval; none of nobody."""
    ends = (np.nan, np.nan, np.nan)
    if total:
        low, high = wilson_interval(np.array(n / total), np.array(float(total)), level)
        ends = n / total, float(low), float(high)
    return {f"{prefix}{name}": one for name, one in zip(("share", "low", "high"), ends, strict=True)}


def _median(cells: Histograms, place: int, level: float) -> float:
    return _finite(middle_of(cells, (place,), level).value) if cells.n[place].any() else np.nan


def _mean(cells: Histograms, place: int) -> float:
    n = cells.n[place]
    if cells.exact is not None:
        return float(cells.exact.sums[place][0] / n.sum())
    return float((n * np.broadcast_to(cells.values, cells.n.shape)[place]).sum() / n.sum())


def _finite(value: float) -> float:
    return value if np.isfinite(value) else np.nan
