"""Tables of occurring combinations into the tallies a document stores."""

from __future__ import annotations

from typing import Any

import numpy as np

from cjm_widgets.document.model import Tally
from cjm_widgets.measures.tabulate import Index, Real, Table, Whole


def tally(segment: Index, score: Real, table: Table, segments: int) -> Tally:
    """Counts of one stage or question: ``n[segment][value]``, the values ascending.

    Parameters
    ----------
    segment, score
        For each row of ``table``, its segment and its score.
    table
        How many rows there are of each, and their weights.
    segments
        How many segments there are.

    Examples
    --------
    >>> found = tally(np.array([0, 1, 1]), np.array([5.0, 4.0, 5.0]), Table((), np.array([2, 1, 3])), 2)
    >>> found.values, found.n
    ((4.0, 5.0), ((0, 2), (1, 3)))
    """
    values, place = np.unique(score, return_inverse=True)
    cell, shape = segment * len(values) + place, (segments, len(values))
    n = _whole(cell, table.n, shape)
    if table.weights is None or table.weights_squared is None:
        return Tally(tuple(values.tolist()), _rows(n))
    weights, squares = (
        _rows(np.bincount(cell, each, segments * len(values)).reshape(shape))
        for each in (table.weights, table.weights_squared)
    )
    return Tally(tuple(values.tolist()), _rows(n), weights, squares)


def per_segment(segment: Index, n: Whole, segments: int) -> tuple[int, ...]:
    """Sums of ``n`` per segment."""
    return tuple(_whole(segment, n, (segments,)).tolist())


def _whole(cell: Index, n: Whole, shape: tuple[int, ...]) -> Whole:
    counts = np.zeros(shape, np.int64)
    np.add.at(counts.reshape(-1), cell, n)
    return counts


def _rows(array: np.ndarray[Any, np.dtype[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in array.tolist())
