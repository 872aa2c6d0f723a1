"""Differences between two maps, such as the current and the future state: drawn emotions and measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.compare import (
    COLUMNS,
    CompareOptions,
    MeasureChoice,
    choose_measures,
    compare_groups,
)
from cjm_widgets.analysis.groups import GroupPairs
from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.model import Document, Id
from cjm_widgets.document.names import HasName, labels
from cjm_widgets.frames.typed import frame_of_columns
from cjm_widgets.measures.mentions import Mentions
from cjm_widgets.measures.source import MeasuredSource, to_emotion
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.histograms import AnswerShares, ClusterProducts, Histograms

DRAWN = "drawn emotion"


@dataclass(frozen=True)
class MapSide:
    """One of the two maps: its document, its sources, and the filters in force there."""

    document: Document
    sources: Sequence[MeasuredSource]
    filters: Filters


def compare_maps(
    this: MapSide,
    other: MapSide,
    *,
    measure: MeasureChoice = None,
    test: str = "welch",
    adjust: str = "holm",
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare two maps at the stages they share.

    Stages and personas are the same where they have the same id, else the same name; sources where they have
    the same name, or where each map has only one. Anything in only one map is left out, and so is a source
    that differs in scale, weights or clusters. Respondents of the two maps count as independent.

    Parameters
    ----------
    this, other
        The maps.
    measure, test, adjust, level
        What to compare of sources, and how; see `CompareOptions`.

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
    >>> table = compare_maps(*(MapSide(document, [], {}) for document in maps))
    >>> table[["source", "stage", "measure", "segment_a", "segment_b", "difference"]].to_numpy().tolist()
    [['Maya', 'Wait', 'drawn emotion', 'current', 'future', -2.5]]
    """
    options = CompareOptions(measure, test, adjust, level)
    same = _same(this.document.stages, other.document.stages)
    stage_labels = labels(this.document.stages)
    stages = {id: stage_labels[id] for id in same}
    names = _names(this.document, other.document)
    parts = [_drawn(this.document, other.document, same, names)] if same else []
    pairs = _pairs(this.sources, other.sources)
    for (one, its), measures in zip(pairs, choose_measures(measure, [one for one, _ in pairs]), strict=True):
        shared = tuple(own for own in measures if measure is not None or own in its.measures)
        both = [
            side.counts.select(filters).cells([*ids])
            for side, filters, ids in ((one, this.filters, same), (its, other.filters, same.values()))
        ]
        if shared and same and _alike(one, its) and _counted_alike(*both):
            cells = _combine(*both)
            parts.append(compare_groups(one, shared, stages, cells, GroupPairs.all_of(names), options))
    return frame_of_columns(parts, COLUMNS)


def _same(these: Sequence[HasName], others: Sequence[HasName]) -> dict[Id, Id]:
    """The id of each thing that both maps have, here and there."""
    ids = {thing.id for thing in others}
    by_name = {thing.name: thing.id for thing in reversed(others)}
    matches = {}
    claims = {thing.id for thing in these} & ids
    for thing in these:
        there = thing.id if thing.id in ids else by_name.get(thing.name)
        if there is not None and (there == thing.id or there not in claims):
            matches[thing.id] = there
            claims.add(there)
    return matches


def _names(this: Document, other: Document) -> tuple[str, str]:
    """Names of the two maps: whatever tells them apart."""
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
    alike = one.amounts == its.amounts and one.mentions == its.mentions
    return alike and (one.amounts or one.scale == its.scale)


def _counted_alike(a: Histograms, b: Histograms) -> bool:
    return a.design == b.design and (a.exact is None) == (b.exact is None)


def _drawn(
    this: Document, other: Document, stages: Mapping[Id, Id], names: tuple[str, str]
) -> dict[str, Any]:
    """The columns of `compare_frame` for drawn emotions, by persona, then stage."""
    personas, stage_labels = labels(this.personas), labels(this.stages)
    rows = []
    for mine, theirs in _same(this.personas, other.personas).items():
        here, there = this.emotion.get(mine, {}), other.emotion.get(theirs, {})
        for stage, its in stages.items():
            if stage in here and its in there:
                value = float(to_emotion(there[its].value, other.scale, this.scale))
                rows.append((personas[mine], stage_labels[stage], here[stage].value, value))
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
        "options": [""] * n,
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


def _combine(a: Histograms, b: Histograms) -> Histograms:
    """The counts of two maps in one array of shape ``(2, stages, values)``, with the values of both."""
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

    def join(name: str) -> Any:
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

    clusters: ClusterProducts | None = join("clusters")
    if clusters is not None:
        products = np.zeros((2, stages, width, width))
        for side, each in enumerate((a, b)):
            for stage in range(stages):
                at = np.ix_(places[side][stage], places[side][stage])
                np.add.at(products[side, stage], at, each.clusters.products[0, stage])  # type: ignore[union-attr]
        clusters = replace(clusters, products=products)
    return Histograms(
        shared,
        spread([a.n, b.n]),
        spread([a.weights, b.weights]),
        spread([a.weights_squared, b.weights_squared]),
        withheld=np.concatenate([a.withheld_cells, b.withheld_cells]),
        exact=join("exact"),
        clusters=clusters,
        answers=_combine_answers(a, b),
        mentions=_combine_mentions(a, b),
    )


def _combine_mentions(a: Histograms, b: Histograms) -> dict[str, Histograms] | None:
    """The options of two maps; nobody mentions one where it does not occur."""
    if a.mentions is None or b.mentions is None:
        return None
    options = dict.fromkeys([*a.mentions, *b.mentions])
    return {
        option: _combine(*(Mentions(option=option).own_counts(each) for each in (a, b))) for option in options
    }


def _combine_answers(a: Histograms, b: Histograms) -> AnswerShares | None:
    """The answers of two maps, with the scores of both; None where no stage of either has several."""
    sides = [each.answers for each in (a, b)]
    if sides == [None, None]:
        return None
    shape = (2, a.n.shape[1])
    values = [
        np.unique(np.concatenate([side.values[0, stage] for side in sides if side is not None]))
        for stage in range(shape[1])
    ]
    width = max(len(one) for one in values)
    clustered = any(side is not None and side.cluster_products is not None for side in sides)
    both = AnswerShares(
        several=np.zeros(shape, np.bool_),
        values=np.zeros((*shape, width)),
        n=np.zeros((*shape, width), np.int64),
        shares=np.zeros((*shape, width)),
        products=np.zeros((*shape, width, width)),
        cluster_products=np.zeros((*shape, width, width)) if clustered else None,
        questions=np.zeros(shape, np.int64),
        withheld=np.zeros(shape, np.bool_),
    )
    for place, side in enumerate(sides):
        if side is None:
            continue
        for name in ("several", "questions", "withheld"):
            getattr(both, name)[place] = getattr(side, name)[0]
        for stage, own in enumerate(values):
            both.values[place, stage, : len(own)] = own
            at = np.searchsorted(own, side.values[0, stage])
            for name in ("n", "shares"):
                np.add.at(getattr(both, name)[place, stage], at, getattr(side, name)[0, stage])
            for name in ("products", "cluster_products"):
                products = getattr(side, name)
                if products is not None:
                    np.add.at(getattr(both, name)[place, stage], np.ix_(at, at), products[0, stage])
    return both
