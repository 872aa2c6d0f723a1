"""How segments differ in what cases did: steps of the funnel, transitions, paths, and how these are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import numpy as np
import pandas as pd

from cjm_widgets.analysis.events.cases import withheld_note
from cjm_widgets.analysis.groups import GroupPairs, pairs_of_waves, segments_of
from cjm_widgets.analysis.tables import FEW
from cjm_widgets.counts.events.names import (
    CONFORMING,
    DEVIATIONS,
    FOLLOWS,
    MOVES,
    NEXT,
    OTHER_PATHS,
    PATHS,
    stages_of,
)
from cjm_widgets.counts.stack import Filters, SegmentGroups, check_column, check_filters
from cjm_widgets.document.errors import MeasureError, RowsError, check_choice, check_level
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.measure import percent
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.statistics.adjustment import ADJUSTMENTS
from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.differences import newcombe_interval, two_proportion_p
from cjm_widgets.statistics.permutation import permuted_share_p

CaseShares: TypeAlias = Literal["funnel", "transitions", "paths", "conformance"]
KEYS: dict[str, tuple[str, ...]] = {
    "funnel": ("stage",),
    "transitions": ("from", "to"),
    "paths": ("path",),
    "conformance": ("kind",),
}
"""What a row is about, by what is compared."""
VALUES = {
    "funnel": "share of cases at the stage before that come to this one",
    "transitions": "share of cases at the one stage that ever go on to the other",
    "paths": "share of all cases that take the path",
    "conformance": "share of all cases that follow the drawn journey, or deviate in this way",
}
"""What each share is, for methods."""
_N, _NUMBER = pd.Int64Dtype(), np.float64
_PAIR: dict[str, Any] = {"segment_a": object, "segment_b": object, "n_a": _N, "n_b": _N}
_PAIR |= dict.fromkeys(("value_a", "value_b", "difference", "low", "high"), _NUMBER)
_PAIR |= {"test": object, "p": _NUMBER, "p_adjusted": _NUMBER, "significant": np.bool_, "method": object}


class ShareTable(NamedTuple):
    """What cases of each group did: how many, of how many.

    Parameters
    ----------
    keys
        What each column is about.
    doing, of
        Whole numbers of shape ``(groups, keys)``.
    withheld
        Which of them are withheld.
    """

    keys: list[tuple[Any, ...]]
    doing: Whole
    of: Whole
    withheld: Mask

    @property
    def share(self) -> Array:
        """Their shares, 0 to 1; 0 of nobody."""
        shares: Array = self.doing / np.maximum(self.of, 1)
        return shares


def share_table(of: str, groups: SegmentGroups, stages: Mapping[Id, str]) -> ShareTable:
    """The counts behind the shares of a kind, for each group of cases.

    Parameters
    ----------
    of
        A key of `KEYS`.
    groups
        The groups.
    stages
        Id and label of each stage; what is at none of them is left out.
    """
    events = groups.events or {}
    name = {"funnel": NEXT, "transitions": MOVES, "paths": PATHS, "conformance": CONFORMING}[of]
    if name not in events:
        nothing = np.zeros((len(groups.labels), 0), np.int64)
        return ShareTable([], nothing, nothing, nothing.astype(np.bool_))
    table = events[name]
    known = [*_known(of, table.counts.stages, stages)]
    cells = table.cells([own for own, _ in known])
    doing: Whole = (cells.n * (cells.values == 1)).sum(axis=-1)
    total: Whole = cells.n.sum(axis=-1)
    withheld: Mask = cells.withheld_cells
    if of == "paths":
        everyone = groups.respondents
        total = np.array([[0 if n is None else n] * len(known) for n in everyone], np.int64)
        total = total.reshape(doing.shape)
        withheld = withheld | np.array([[n is None] for n in everyone], np.bool_)
        most = sorted(range(len(known)), key=lambda at: (-int(doing[:, at].sum()), known[at][0]))
        known = [known[at] for at in most]  # a file has them in another order
        doing, total, withheld = doing[:, most], total[:, most], withheld[:, most]
    return ShareTable([key for _, key in known], doing, total, withheld)


def _known(of: str, names: Sequence[str], stages: Mapping[Id, str]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The names of what was counted, each with what its row is about, in the order of the map."""
    if of == "funnel":
        steps = [id for id in stages if id in names]
        yield from ((id, (stages[id],)) for id in steps[1:])
        return
    if of == "conformance":
        yield from ((kind, (kind,)) for kind in (FOLLOWS, *DEVIATIONS) if kind in names)
        return
    if of == "paths":
        for name in names:
            if name != OTHER_PATHS:
                yield name, (tuple(stages.get(id, id) for id in name.split("\n") if id),)
        return
    place = {"": -1, **{id: number for number, id in enumerate(stages)}}
    ways = [(name, *stages_of(name)) for name in names]
    ways = [way for way in ways if way[1] in place and way[2] in place]
    ways.sort(key=lambda way: (place[way[1]], place[way[2]] if way[2] else len(place)))
    for name, start, end in ways:
        yield name, (stages.get(start, "START"), stages.get(end, "END"))


class Differences(NamedTuple):
    """How each pair of groups differs, arrays of shape ``(pairs, keys)``."""

    difference: Array
    low: Array
    high: Array
    p: Array
    test: str


def differences(of: str, table: ShareTable, pairs: GroupPairs, level: float) -> Differences:
    """The difference of each two shares with Newcombe's interval, and its test; ``NaN`` of nobody.

    Transitions are tested by all permutations of cases, others by the z test of two proportions.
    """
    a, b = pairs.a, pairs.b
    n_a, n_b, of_a, of_b = table.doing[a], table.doing[b], table.of[a], table.of[b]
    some_a, some_b = np.maximum(of_a, 1).astype(np.float64), np.maximum(of_b, 1).astype(np.float64)
    share_a, share_b = table.share[a], table.share[b]
    low, high = newcombe_interval(share_a, some_a, share_b, some_b, level)
    if of == "transitions":
        p, test = permuted_share_p(n_a, of_a, n_b, of_b), "permutation of cases"
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            p, test = two_proportion_p(share_a, some_a, share_b, some_b), "two-proportion z"
    return Differences(share_a - share_b, low, high, p, test)


def events_of(sources: Iterable[MeasuredSource], filters: Filters) -> list[MeasuredSource]:
    """The sources with events.

    Raises
    ------
    RowsError
        No events are joined.
    UnknownNameError
        They have no such column or value to filter by.
    """
    every = [source for source in sources if source.events]
    if not every:
        raise RowsError("no events are joined: journey.join_events(events, case=, activity=, time=)")
    check_filters(filters, [source.counts for source in every])
    return every


def compare_cases(
    of: str,
    column: str | None,
    sources: Iterable[MeasuredSource],
    stages: Mapping[Id, str],
    filters: Filters,
    *,
    wave: Literal[True] | Sequence[Any] | None = None,
    adjust: str = "holm",
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare what cases of every two segments, or of waves, did; see ``Journey.compare``.

    Raises
    ------
    RowsError
        No events are joined.
    MeasureError
        There are fewer than two segments or waves.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, method 10; of transitions Fisher (1935), "The Design of
    Experiments": the permutations of cases over segments, all of them.
    """
    check_choice("of", of, [*KEYS])
    check_choice("adjust", adjust, ADJUSTMENTS)
    check_level(level)
    every = events_of(sources, filters)
    compared: Iterable[tuple[MeasuredSource, SegmentGroups, GroupPairs]]
    if column is None:
        compared = pairs_of_waves(True if wave is None else wave, every, filters)
    else:
        check_column(column, [source.counts for source in every])
        compared = _pairs_of_segments(column, every, filters)
    records: list[dict[str, Any]] = []
    for source, groups, pairs in compared:
        own = [*_rows(of, source, share_table(of, groups, stages), pairs, level)]
        p = np.array([row["p"] for row in own], np.float64)
        adjusted = ADJUSTMENTS[adjust](p)
        for row, value in zip(own, adjusted.tolist(), strict=True):
            row |= {"p_adjusted": value, "significant": bool(value < 1 - level)}
        records += own
    if not records:
        what = "waves have" if column is None else f"{column} has"
        raise MeasureError(
            f"{what} no two {'of them' if column is None else 'segments'} to compare, or none of their cases "
            "did anything"
        )
    key: dict[str, Any] = dict.fromkeys(("source", "measure", *KEYS[of]), object)
    return frame_of_records(records, key | _PAIR)


def _pairs_of_segments(
    column: str, sources: Iterable[MeasuredSource], filters: Filters
) -> Iterator[tuple[MeasuredSource, SegmentGroups, GroupPairs]]:
    for source in sources:
        if column in source.counts.by:
            groups = segments_of(source, column, filters)
            yield source, groups, GroupPairs.all_of([str(label) for label in groups.labels])


def _rows(
    of: str, source: MeasuredSource, table: ShareTable, pairs: GroupPairs, level: float
) -> Iterator[dict[str, Any]]:
    """Every key, and each pair of groups, before p-values are adjusted."""
    a, b = pairs.a, pairs.b
    of_a, of_b = table.of[a], table.of[b]
    result = differences(of, table, pairs, level)
    hidden = table.withheld[a] | table.withheld[b]
    variant = f"{VALUES[of]}; difference Newcombe {percent(level)}"
    for number, key in enumerate(table.keys):
        for pair in range(len(a)):
            at = pair, number
            row: dict[str, Any] = dict(zip(KEYS[of], key, strict=True))
            row |= {"source": source.name, "measure": of, "test": result.test}
            row |= {"segment_a": pairs.labels[a[pair]], "segment_b": pairs.labels[b[pair]]}
            if hidden[at]:
                yield _without(row, source.method(withheld_note(source.min_n)))
                continue
            if not of_a[at] or not of_b[at]:
                counts = {"n_a": int(of_a[at]), "n_b": int(of_b[at])}
                yield _without(row, source.method("no rows: nobody was at the stage")) | counts
                continue
            few = min(of_a[at], of_b[at]) < FEW
            words = f"{variant}, few cases (n < {FEW})" if few else variant
            row |= {"n_a": int(of_a[at]), "n_b": int(of_b[at])}
            row |= {"value_a": float(table.share[a[pair], number])}
            row |= {"value_b": float(table.share[b[pair], number])}
            row |= {"difference": float(result.difference[at]), "p": float(result.p[at])}
            row |= {"low": float(result.low[at]), "high": float(result.high[at])}
            yield row | {"method": source.method(words)}


def _without(row: dict[str, Any], method: str) -> dict[str, Any]:
    """A row without numbers."""
    nothing = dict.fromkeys(("value_a", "value_b", "difference", "low", "high", "p"), np.nan)
    return row | nothing | {"n_a": None, "n_b": None, "test": None, "method": method}


def check_of(of: Any) -> None:
    """Refuse what cannot be compared.

    Raises
    ------
    MeasureError
        It is none of these; names the nearest.
    """
    check_choice("of", of, ["measures", *get_args(CaseShares)])
