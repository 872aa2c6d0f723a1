"""What cases did as tidy tables: funnels, transitions, times at stages, exits and paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from cjm_widgets.analysis.events.cases import (
    NUMBER,
    Asked,
    CaseGroup,
    N,
    doing,
    finite,
    mean_of,
    median_minutes,
    share_of,
    tabulate,
    withheld_note,
)
from cjm_widgets.analysis.events.transitions import transitions_of
from cjm_widgets.counts.events.counting import between
from cjm_widgets.counts.events.names import (
    END,
    EXITS,
    FIRST,
    MINUTES,
    NEXT,
    ORDERED,
    REACHING,
    START,
    STRICT,
    WAITING,
    chain,
    stages_of,
)
from cjm_widgets.document.errors import MeasureError, check_choice
from cjm_widgets.document.model import Id, Source
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.events import curve_of, middle_of, times_of
from cjm_widgets.measures.measure import percent
from cjm_widgets.rows.events import Visits
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import normal_quantile
from cjm_widgets.statistics.survival import TRANSFORMS, aalen_johansen, lasting

Order: TypeAlias = Literal["presence", "ordered", "strict"]
Of: TypeAlias = Literal["all", "first step"]
Interval: TypeAlias = Literal["log-log", "log", "plain"]
_CHAINS = {"ordered": ORDERED, "strict": STRICT}
_REACH = {
    "presence": "at the stage at any time",
    "ordered": "at all stages up to here, one after the other",
    "strict": "at all stages up to here, directly one after the other",
}
_OF = {"all": "of all cases", "first step": "of cases at the first stage"}

_FUNNEL: dict[str, Any] = {"stage": object, "n": N, "share": NUMBER, "low": NUMBER, "high": NUMBER}
_FUNNEL |= {"step_share": NUMBER, "step_low": NUMBER, "step_high": NUMBER, "dropped": N}
_FUNNEL |= {"minutes": NUMBER, "method": object}
_TRANSITIONS: dict[str, Any] = {"from": object, "to": object, "cases": N, "share_out": NUMBER}
_TRANSITIONS |= {
    "low": NUMBER,
    "high": NUMBER,
    "share_cases": NUMBER,
    "minutes": NUMBER,
    "method": object,
}
_TIMES: dict[str, Any] = {"stage": object, "n": N, "open": N, "median": NUMBER, "low": NUMBER}
_TIMES |= {"high": NUMBER, "q1": NUMBER, "q3": NUMBER, "mean": NUMBER, "method": object}
_BETWEEN: dict[str, Any] = {"source": object, "from": object, "to": object}
_BETWEEN |= {name: kind for name, kind in _TIMES.items() if name != "stage"}
_EXITS: dict[str, Any] = {"stage": object, "to": object, "n": N, "share": NUMBER, "low": NUMBER}
_EXITS |= {"high": NUMBER, "minutes": NUMBER, "method": object}


def check_funnel(order: Any, of: Any, windowed: bool) -> None:
    """Refuse a funnel of no such order, or of a window and no order.

    Raises
    ------
    MeasureError
        With what would be right.
    """
    check_choice("order", order, [*_REACH])
    check_choice("of", of, [*_OF])
    if windowed and order == "presence":
        raise MeasureError(
            'window= is of stages one after the other: leave order= out, or say order="ordered" or "strict"'
        )


def funnel_frame(asked: Asked, order: str, of: str, window: float | None) -> pd.DataFrame:
    """How many cases come to each stage; see ``Journey.funnel``."""
    name, next_name = chain(_CHAINS[order], window) if order in _CHAINS else (None, NEXT)
    within = "" if window is None else f", within {window:g} min of any start"
    method = f"{_REACH[order]}{within}, {_OF[of]}, Wilson {percent(asked.level)}"

    def rows(group: CaseGroup) -> Iterable[dict[str, Any]]:
        whole = group.cells(FIRST if name is None and of == "first step" else name, asked.stages)
        steps = group.cells(next_name, asked.stages)
        reaching = group.cells(REACHING, asked.stages)
        visited = [id in group.groups.counts.stages for id in asked.stages]
        start = visited.index(True) if any(visited) else -1
        first = int(doing(whole)[start]) if visited else 0
        for place, label in enumerate(asked.stages.values()):
            total = first if name is not None and of == "first step" else int(whole.n[place].sum())
            n = int(doing(whole)[place])
            row = {"stage": label, "minutes": median_minutes(reaching, place, asked.level)}
            if whole.withheld_cells[place]:
                yield row
                continue
            if not visited[place]:
                yield row | {"n": 0, "method": "not asked: no event is at this stage"}
                continue
            row |= {"n": n, **share_of("", n, total, asked.level), "method": method}
            if place != start and not steps.withheld_cells[place]:
                n, total = int(doing(steps)[place]), int(steps.n[place].sum())
                row |= {**share_of("step_", n, total, asked.level), "dropped": total - n}
            yield row

    return tabulate(asked, _FUNNEL, rows)


def transitions_frame(asked: Asked) -> pd.DataFrame:
    """Where cases go from each stage; see ``Journey.transitions``."""
    method = f"of cases at the one stage, those that ever go on to the other, Wilson {percent(asked.level)}"

    def rows(group: CaseGroup) -> Iterable[dict[str, Any]]:
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

    return tabulate(asked, _TRANSITIONS, rows)


def times_frame(asked: Asked, interval: Interval = "log-log") -> pd.DataFrame:
    """How long cases stay at each stage; see ``Journey.time_in_stage``."""
    check_choice("interval", interval, TRANSFORMS)

    def rows(group: CaseGroup) -> Iterable[dict[str, Any]]:
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
            yield {"stage": label, **_times(cells, place, asked.level, interval)}

    return tabulate(asked, _TIMES, rows)


def between_frame(
    visits: Iterable[tuple[Source, Visits]],
    stages: Mapping[Id, str],
    start: Id,
    end: Id,
    level: float,
    interval: Interval,
) -> pd.DataFrame:
    """How long cases take from one stage to another; see ``Journey.time_between``."""
    check_choice("interval", interval, TRANSFORMS)
    records = []
    for source, own in visits:
        minutes, waiting = between(own, start, end)
        row: dict[str, Any] = dict.fromkeys(_BETWEEN)
        row |= {"source": source.name, "from": stages.get(start, START), "to": stages.get(end, END)}
        if len(minutes) + len(waiting) < source.min_n:
            records.append(row | {"method": withheld_note(source.min_n)})
            continue
        cells = replace(_values(minutes), events={WAITING: _values(waiting)})
        records.append(row | _times(cells, 0, level, interval))
    return frame_of_records(records, _BETWEEN)


def _values(minutes: Array) -> Histograms:
    """One cell of these minutes."""
    values, n = np.unique(minutes, return_counts=True)
    if not len(values):
        return Histograms(np.zeros(1), np.zeros((1, 1), np.int64))
    return Histograms(values, n[np.newaxis])


def _times(cells: Histograms, place: int, level: float, interval: Interval) -> dict[str, Any]:
    """Quartiles and mean of the minutes of a cell, where some may still be waiting."""
    still = int((cells.events or {})[WAITING].n[place].sum())
    curve = curve_of(cells, (place,), level, interval)
    median = middle_of(cells, (place,), level, interval)
    how = f"Kaplan-Meier, {interval}" if still else "order statistics"
    return {
        "n": int(cells.n[place].sum()) + still,
        "open": still,
        "median": finite(median.value),
        "low": finite(median.low),
        "high": finite(median.high),
        "q1": finite(lasting(curve, 0.75).value),
        "q3": finite(lasting(curve, 0.25).value),
        "mean": np.nan if still else mean_of(cells, place),
        "method": f"first visits, {how} {percent(level)}",
    }


def exits_frame(asked: Asked, within: float | None) -> pd.DataFrame:
    """How many have gone on to each next stage; see ``Journey.exits``."""
    span = "by the last one that went on" if within is None else f"within {within:g} min"
    method = f"first visits, Aalen-Johansen, {span}, normal {percent(asked.level)}"
    half = normal_quantile(asked.level)

    def rows(group: CaseGroup) -> Iterable[dict[str, Any]]:
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

    return tabulate(asked, _EXITS, rows)
