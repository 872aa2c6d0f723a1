"""Where cases go from each stage: counts of moves as values that a frame, a picture and the wire can take."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

import numpy as np

from cjm_widgets.counts.events.names import EXITS, MOVES, stages_of
from cjm_widgets.counts.stack import SegmentGroups
from cjm_widgets.document.model import Id, Transition
from cjm_widgets.measures.events import medians_of
from cjm_widgets.statistics.intervals import wilson_interval


def transitions_of(
    groups: SegmentGroups, stages: Collection[Id], at: int = 0, level: float = 0.95
) -> Iterator[Transition]:
    """Every move of the cases of one segment, in the order of the map.

    Moves from and to stages that are not on the map are left out, as are those that nobody makes. One whose
    cases are withheld has none.

    Parameters
    ----------
    groups
        The counts by segment.
    stages
        Ids of the map's stages, in order.
    at
        The place of the segment.
    level
        Confidence of the intervals, between 0 and 1.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> from cjm_widgets.measures.source import measured_source
    >>> journey = cjm.Journey(["Browse", "Pay"])
    >>> clicks = pd.DataFrame({"who": [1, 1, 2], "what": ["Browse", "Pay", "Browse"]})
    >>> clicks["at"] = pd.date_range("2026-01-01 10:00", periods=3, freq="min")
    >>> log = journey.join_events(clicks, case="who", activity="what", time="at", min_n=1)
    >>> counts = measured_source(journey.document.sources[0]).counts
    >>> moves = transitions_of(counts.select(), ["browse", "pay"])
    >>> [(one.start, one.end, one.cases, one.of) for one in moves]
    [('', 'browse', 2, 2), ('browse', 'pay', 1, 2), ('browse', '', 1, 2), ('pay', '', 1, 1)]
    """
    events = groups.events or {}
    if MOVES not in events:
        return
    place = {"": -1, **{id: number for number, id in enumerate(stages)}}

    def rank(name: str) -> tuple[int, int]:
        start, end = stages_of(name)
        return place[start], place[end] if end else len(place)

    names = [name for name in events[MOVES].counts.stages if all(id in place for id in stages_of(name))]
    names.sort(key=rank)
    moves = events[MOVES].cells(names)
    medians = medians_of(events[EXITS].cells(names))[at].tolist() if EXITS in events else []
    of = moves.n.sum(axis=-1)[at]
    doing = (moves.n * (moves.values == 1)).sum(axis=-1)[at]
    low, high = wilson_interval(doing / np.maximum(of, 1), np.maximum(of, 1).astype(float), level)
    for number, name in enumerate(names):
        start, end = stages_of(name)
        minutes = medians[number] if medians and math.isfinite(medians[number]) else None
        if moves.withheld_cells[at, number]:
            yield Transition(start=start, end=end, minutes=minutes)
        elif doing[number]:
            yield Transition(
                start=start,
                end=end,
                cases=int(doing[number]),
                of=int(of[number]),
                low=float(low[number]),
                high=float(high[number]),
                minutes=minutes,
            )
