"""Tables of occurring combinations into the tallies a document stores."""

from __future__ import annotations

from typing import Any

import numpy as np

from cjm_widgets.document.model import Counts, Tally
from cjm_widgets.measures.bins import MOST_VALUES, middles
from cjm_widgets.measures.cell_pairs import find_pairs
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.tabulate import Index, Real, Table, Whole


def tally(
    segment: Index,
    score: Real,
    table: Table,
    segments: int,
    *,
    cluster: Index | None = None,
    amounts: bool = False,
) -> Tally:
    """Counts of one stage or question: ``n[segment][value]``, the values ascending.

    Parameters
    ----------
    segment, score
        For each row of ``table``, its segment and its score.
    table
        How many rows there are of each, and their weights.
    segments
        How many segments there are.
    cluster
        For each row of ``table`` the number of who answered together, -1 for those who are in no cluster.
    amounts
        Whether values of which there are very many may be put into bins, their sums being kept.

    Raises
    ------
    RowsError
        When clusters come to too many pairs, or amounts of many different values have clusters.

    Examples
    --------
    >>> found = tally(np.array([0, 1, 1]), np.array([5.0, 4.0, 5.0]), Table((), np.array([2, 1, 3])), 2)
    >>> found.values, found.n
    ((4.0, 5.0), ((0, 2), (1, 3)))
    """
    sums: tuple[tuple[float, float, float, float], ...] = ()
    if amounts and len(np.unique(score)) > MOST_VALUES:
        if cluster is not None:
            raise RowsError(
                f"cluster= takes amounts of at most {MOST_VALUES:,} different values; round them first"
            )
        sums = _exact_sums(segment, score, table, segments)
        score = middles(score)
    values, place = np.unique(score, return_inverse=True)
    cell, shape = segment * len(values) + place, (segments, len(values))
    weights, squares = (
        () if each is None else _rows(np.bincount(cell, each, segments * len(values)).reshape(shape))
        for each in (table.weights, table.weights_squared)
    )
    return Tally(
        values=tuple(values.tolist()),
        n=_rows(_whole(cell, table.n, shape)),
        weights=weights,
        weights_squared=squares,
        sums=sums,
        clusters=None if cluster is None else find_pairs(cluster, segment, place, table, shape).stored(),
    )


def _exact_sums(segment: Index, score: Real, table: Table, segments: int) -> Any:
    """Sums of wx, wx², w²x and w²x² of each segment, the values ascending, so that rows have no order."""
    order = np.argsort(score, kind="stable")
    x, group = score[order], segment[order]
    weights, squares = (
        (table.n if each is None else each)[order] for each in (table.weights, table.weights_squared)
    )
    products = (weights * x, weights * x * x, squares * x, squares * x * x)
    return _rows(np.column_stack([np.bincount(group, each, segments) for each in products]))


def per_segment(segment: Index, n: Whole, segments: int) -> tuple[int, ...]:
    """Sums of ``n`` per segment."""
    return tuple(_whole(segment, n, (segments,)).tolist())


def range_of(counts: Counts) -> tuple[float, float]:
    """What the amounts that may be told range over, zero included.

    Examples
    --------
    >>> range_of(Counts(stages={"shop": Tally((12.5, 40.0), ((3, 9),))}))
    (0.0, 40.0)
    """
    amounts = [0.0, *(value for tally in counts.stages.values() for value in tally.values)]
    return (min(amounts), max(amounts)) if any(amounts) else (0.0, 1.0)


def _whole(cell: Index, n: Whole, shape: tuple[int, ...]) -> Whole:
    counts = np.zeros(shape, np.int64)
    np.add.at(counts.reshape(-1), cell, n)
    return counts


def _rows(array: np.ndarray[Any, np.dtype[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in array.tolist())
