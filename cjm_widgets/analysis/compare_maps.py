"""Two maps against each other, such as the current and the future state: emotions drawn, and measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.compare import COLUMNS, How, Pairs, Wanted, compare_groups, wanted
from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.model import Document, Id
from cjm_widgets.document.names import Named, labels
from cjm_widgets.frames.typed import frame_of_columns
from cjm_widgets.measures.source import MeasuredSource, to_emotion
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import Histograms, Together

DRAWN = "drawn emotion"


@dataclass(frozen=True)
class Side:
    """One of the two maps: its document, what was measured, and the filters in force there."""

    document: Document
    sources: Sequence[MeasuredSource]
    filters: Filters


def compare_maps(
    this: Side,
    other: Side,
    *,
    measure: Wanted = None,
    test: str = "welch",
    adjust: str = "holm",
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare two maps at the stages they share.

    Stages and personas are the same where they have the same id, else the same name; sources where they have
    the same name, or each map has one only. What is in one map only is left out, and so is a source whose
    scale, weights or clusters are others. Respondents of the two count as independent.

    Parameters
    ----------
    this, other
        The maps.
    measure, test, adjust, level
        What to compare of sources, and how; see `How`.

    Returns
    -------
    pandas.DataFrame
        As `compare_frame`: ``a`` is this map and ``b`` the other. First the drawn emotions, on this map's
        scale: ``source`` is the persona, ``measure`` "drawn emotion", and there is no test. Then the
        measures of each source.

    Examples
    --------
    >>> from cjm_widgets.document.model import Persona, Score, Stage
    >>> stages, personas = (Stage(id="wait", name="Wait"),), (Persona(id="maya", name="Maya"),)
    >>> maps = [
    ...     Document(id="m", kind=kind, stages=stages, personas=personas, emotion={"maya": {"wait": drawn}})
    ...     for kind, drawn in [("current", Score(-1.0)), ("future", Score(1.5))]
    ... ]
    >>> found = compare_maps(*(Side(document, [], {}) for document in maps))
    >>> found[["source", "stage", "measure", "segment_a", "segment_b", "difference"]].to_numpy().tolist()
    [['Maya', 'Wait', 'drawn emotion', 'current', 'future', -2.5]]
    """
    how = How(measure, test, adjust, level)
    same = _same(this.document.stages, other.document.stages)
    called = labels(this.document.stages)
    stages = {id: called[id] for id in same}
    names = _called(this.document, other.document)
    parts = [_drawn(this.document, other.document, same, names)] if same else []
    pairs = _pairs(this.sources, other.sources)
    for (one, its), measures in zip(pairs, wanted(measure, [one for one, _ in pairs]), strict=True):
        shared = tuple(own for own in measures if measure is not None or own in its.measures)
        both = [
            side.counts.select(filters).cells([*ids])
            for side, filters, ids in ((one, this.filters, same), (its, other.filters, same.values()))
        ]
        if shared and same and _alike(one, its) and _counted_alike(*both):
            cells = _together(*both)
            parts.append(compare_groups(one, shared, stages, cells, Pairs.all_of(names), how))
    return frame_of_columns(parts, COLUMNS)


def _same(these: Sequence[Named], others: Sequence[Named]) -> dict[Id, Id]:
    """The id of each thing here, and that of the same one there."""
    ids = {thing.id for thing in others}
    by_name = {thing.name: thing.id for thing in reversed(others)}
    taken = {thing.id for thing in these} & ids
    found = {}
    for thing in these:
        there = thing.id if thing.id in ids else by_name.get(thing.name)
        if there is not None and (there == thing.id or there not in taken):
            found[thing.id] = there
            taken.add(there)
    return found


def _called(this: Document, other: Document) -> tuple[str, str]:
    """What to call the two maps: by what tells them apart."""
    if this.kind != other.kind:
        return this.kind, other.kind
    if this.title and other.title and this.title != other.title:
        return this.title, other.title
    return "this map", "the other"


def _pairs(
    these: Sequence[MeasuredSource], others: Sequence[MeasuredSource]
) -> list[tuple[MeasuredSource, MeasuredSource]]:
    by_name = {source.name: source for source in others}
    if len(these) == len(others) == 1:
        return [(these[0], others[0])]
    return [(source, by_name[source.name]) for source in these if source.name in by_name]


def _alike(one: MeasuredSource, its: MeasuredSource) -> bool:
    return one.amounts == its.amounts and (one.amounts or one.scale == its.scale)


def _counted_alike(a: Histograms, b: Histograms) -> bool:
    return a.design == b.design and (a.exact is None) == (b.exact is None)


def _drawn(
    this: Document, other: Document, stages: Mapping[Id, Id], names: tuple[str, str]
) -> dict[str, Any]:
    """The columns of the drawn emotions, for `frame_of_columns`: by persona, then stage."""
    personas, called = labels(this.personas), labels(this.stages)
    rows = []
    for mine, theirs in _same(this.personas, other.personas).items():
        here, there = this.emotion.get(mine, {}), other.emotion.get(theirs, {})
        for stage, its in stages.items():
            if stage in here and its in there:
                value = float(to_emotion(there[its].value, other.scale, this.scale))
                rows.append((personas[mine], called[stage], here[stage].value, value))
    n = len(rows)
    values = np.array([row[2:] for row in rows], np.float64).reshape(n, 2)
    nothing: dict[str, Any] = {
        name: np.full(n, np.nan if dtype == np.float64 else None) for name, dtype in COLUMNS.items()
    }
    return {
        **nothing,
        "source": [row[0] for row in rows],
        "stage": [row[1] for row in rows],
        "measure": [DRAWN] * n,
        "segment_a": [names[0]] * n,
        "segment_b": [names[1]] * n,
        "n_a": [pd.NA] * n,
        "n_b": [pd.NA] * n,
        "value_a": values[:, 0],
        "value_b": values[:, 1],
        "difference": values[:, 0] - values[:, 1],
        "significant": [False] * n,
        "method": ["drawn emotions, on this map's scale"] * n,
    }


def _together(a: Histograms, b: Histograms) -> Histograms:
    """Two groups of the same stages as one, with the values of either; shape ``(2, stages, values)``."""
    stages = a.n.shape[1]
    own = [np.broadcast_to(each.values, each.n.shape)[0] for each in (a, b)]
    values = [np.union1d(*(own[side][stage] for side in (0, 1))) for stage in range(stages)]
    width = max(len(one) for one in values)
    shared = np.zeros((stages, width))
    for stage, one in enumerate(values):
        shared[stage, : len(one)] = one
    places = [[np.searchsorted(values[at], own[side][at]) for at in range(stages)] for side in (0, 1)]

    def spread(arrays: Sequence[Any]) -> Any:
        if any(array is None for array in arrays):
            return None
        wide: Array = np.zeros((2, stages, width), arrays[0].dtype)
        for side, array in enumerate(arrays):
            for stage in range(stages):
                np.add.at(wide[side, stage], places[side][stage], array[0, stage])
        return wide

    def joined(name: str) -> Any:
        of = [getattr(each, name) for each in (a, b)]
        if any(one is None for one in of):
            return None
        return replace(
            of[0],
            **{
                one.name: np.concatenate([getattr(each, one.name) for each in of])
                for one in fields(of[0])
                if one.name != "products"
            },
        )

    together: Together | None = joined("together")
    if together is not None:
        products = np.zeros((2, stages, width, width))
        for side, each in enumerate((a, b)):
            for stage in range(stages):
                at = np.ix_(places[side][stage], places[side][stage])
                np.add.at(products[side, stage], at, each.together.products[0, stage])  # type: ignore[union-attr]
        together = replace(together, products=products)
    return Histograms(
        shared,
        spread([a.n, b.n]),
        spread([a.weights, b.weights]),
        spread([a.weights_squared, b.weights_squared]),
        withheld=np.concatenate([a.untold, b.untold]),
        exact=joined("exact"),
        together=together,
    )
