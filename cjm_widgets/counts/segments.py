"""The segments of rows: the combinations of values in the ``by`` columns, and the segment of each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from cjm_widgets.document.errors import RowsError
from cjm_widgets.rows.protocol import Key
from cjm_widgets.rows.scores import number, text
from cjm_widgets.statistics.arrays import Index

MAX_SEGMENTS = 10_000


@dataclass(frozen=True)
class Segments:
    """Every segment, in order, and the segment of each combination of labels.

    Parameters
    ----------
    values
        For each segment, the text of its value in each ``by`` column; ``None`` for a missing one.
    ranks
        For each ``by`` column, the rank of each label. Labels of the same text share a rank.
    sizes
        Ranks per column.
    codes
        Each segment's ranks as one number, ascending.
    """

    values: tuple[tuple[str | None, ...], ...]
    ranks: tuple[Index, ...]
    sizes: tuple[int, ...]
    codes: np.ndarray[Any, np.dtype[np.int64]]

    def __len__(self) -> int:
        return len(self.values)

    def of(self, positions: Sequence[Index], rows: int) -> Index:
        """The segment of each of ``rows`` combinations of label positions, one array per column."""
        return np.searchsorted(self.codes, _combine(self.ranks, self.sizes, positions, rows))


def find_segments(
    by: Sequence[str], keys: Sequence[Key], positions: Sequence[Index], waves: Sequence[str] = ()
) -> Segments:
    """Collect the segments that occur.

    Segments are in the order of their columns' values: waves in time order, a categorical's own order, else
    ascending, with numbers by value even if they are text; missing values come last.

    Parameters
    ----------
    by
        The columns' names.
    keys
        The columns.
    positions
        For each column, positions of labels in the combinations that occur.
    waves
        The values of the first column in time order, where it is one of waves.

    Raises
    ------
    RowsError
        When there are more than ``MAX_SEGMENTS``, as with a column of ids or times.
    """
    orders = [waves if not place else () for place in range(len(keys))]
    pairs = [
        _rank(key, np.unique(position), order)
        for key, position, order in zip(keys, positions, orders, strict=True)
    ]
    texts, ranks = [names for names, _ in pairs], tuple(rank for _, rank in pairs)
    sizes = tuple(len(names) for names in texts)
    rows = len(positions[0]) if positions else 1
    if prod(sizes) < 1 << 62:
        codes = np.unique(_combine(ranks, sizes, positions, rows))
    if prod(sizes) >= 1 << 62 or len(codes) > MAX_SEGMENTS:
        most = max(zip(sizes, by, strict=True))
        raise RowsError(
            f"by= splits the rows into more than {MAX_SEGMENTS:,} segments; "
            f"column {most[1]!r} alone has {most[0]:,} different values"
        )
    columns = np.unravel_index(codes, sizes) if sizes else ()
    values = [[names[rank] for rank in column] for names, column in zip(texts, columns, strict=True)]
    return Segments(tuple(zip(*values, strict=True)) if values else ((),), ranks, sizes, codes)


def _combine(ranks: Sequence[Index], sizes: Sequence[int], positions: Sequence[Index], rows: int) -> Index:
    codes = np.zeros(rows, np.intp)
    for rank, size, position in zip(ranks, sizes, positions, strict=True):
        codes = codes * size + rank[position]
    return codes


def _rank(key: Key, occurring: Index, order: Sequence[str]) -> tuple[list[str | None], Index]:
    """The texts of the labels that occur, in order, and each label's place among them."""
    labels = key.labels
    present = [position for position in occurring.tolist() if labels[position] is not None]
    numbers = {position: number(labels[position]) for position in present}
    if order:
        present.sort(key=lambda position: order.index(text(labels[position])))
    elif not key.ordered and None not in numbers.values():
        # long ids can be equal as numbers: their texts give them one order, whatever that of the rows
        present.sort(key=lambda position: (numbers[position], text(labels[position])))
    elif not key.ordered:
        try:
            present.sort(key=lambda position: labels[position])
        except TypeError:  # mixed types have no order but their texts'
            present.sort(key=lambda position: text(labels[position]))
    absent = [position for position in occurring.tolist() if labels[position] is None]
    places: dict[str | None, int] = {}
    rank = np.zeros(len(labels), np.intp)
    for position in present + absent:
        name = None if labels[position] is None else text(labels[position])
        rank[position] = places.setdefault(name, len(places))
    return list(places), rank
