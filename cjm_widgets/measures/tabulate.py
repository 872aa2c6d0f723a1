"""How many rows hold each combination of values: the one look at the rows that every measure needs.

Keys that are small together are counted in chunks that fit the processor's cache; the rest by pandas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import prod
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.measures.encode import Encoded
from cjm_widgets.measures.progress import advance

Whole = np.ndarray[Any, np.dtype[np.int64]]
Index = np.ndarray[Any, np.dtype[np.intp]]
Real = np.ndarray[Any, np.dtype[np.float64]]

_CHUNK = 1 << 16
_DENSE = 1 << 20
"""Combinations up to which each has its own counter, whether it occurs or not."""


@dataclass(frozen=True)
class Table:
    """The combinations that occur, and how many rows hold each.

    Parameters
    ----------
    index
        For each key, the position of each combination's value in the key's labels.
    n
        Rows per combination.
    weights, weights_squared
        Sums of the rows' weights and of their squares; ``None`` without weights.
    """

    index: tuple[Index, ...]
    n: Whole
    weights: Real | None = None
    weights_squared: Real | None = None

    def take(self, rows: Index) -> Table:
        """The combinations at these rows."""
        return Table(
            tuple(positions[rows] for positions in self.index),
            self.n[rows],
            None if self.weights is None else self.weights[rows],
            None if self.weights_squared is None else self.weights_squared[rows],
        )

    def over(self, *keys: slice | int) -> Table:
        """The same lines by some of the keys, which may repeat combinations."""
        chosen = (self.index[key] for key in keys)
        index = (each if isinstance(each, tuple) else (each,) for each in chosen)
        return replace(self, index=tuple(chain.from_iterable(index)))


def tabulate(keys: Sequence[Encoded], weights: Real | None = None) -> Table:
    """Count the rows of each combination of the keys' values.

    Parameters
    ----------
    keys
        One or more columns of the same length.
    weights
        A number per row.

    Examples
    --------
    >>> table = tabulate([Encoded(np.array([0, 1, 1]), 0, ["a", "b"])])
    >>> table.index[0].tolist(), table.n.tolist()
    ([0, 1], [1, 2])
    """
    sizes = [len(key.labels) for key in keys]
    if prod(sizes) <= _DENSE:
        return _tabulate_dense(keys, sizes, weights)
    return _tabulate_sparse(keys, weights)


def _tabulate_dense(keys: Sequence[Encoded], sizes: list[int], weights: Real | None) -> Table:
    size, rows = prod(sizes), len(keys[0].codes)
    # The narrowest counter number is the fastest. Steps on the way may wrap around: the result is right
    # modulo 2 ** bits, and it is below that.
    narrow = np.dtype(np.uint16) if size < 1 << 16 else np.dtype(np.uint32)
    origin = narrow.type(_position([key.shift for key in keys], sizes) % (1 << 8 * narrow.itemsize))
    chunk = max(_CHUNK, size)  # each chunk costs a sweep over the counters
    buffer = np.empty(min(chunk, rows), narrow)
    n = np.zeros(size, np.int64)
    sums = np.zeros((2, size))
    for start in range(0, rows, chunk):
        stop = min(start + chunk, rows)
        combined = buffer[: stop - start]
        np.copyto(combined, keys[0].codes[start:stop], casting="unsafe")
        for key, labels in zip(keys[1:], sizes[1:], strict=True):
            combined *= narrow.type(labels)
            np.add(combined, key.codes[start:stop], out=combined, casting="unsafe", dtype=narrow)
        combined += origin
        n += np.bincount(combined, minlength=size)
        if weights is not None:
            w = weights[start:stop]
            sums[0] += np.bincount(combined, weights=w, minlength=size)
            sums[1] += np.bincount(combined, weights=w * w, minlength=size)
        advance((stop - start) / rows)
    occurs = np.flatnonzero(n)
    index = tuple(np.unravel_index(occurs, sizes))
    if weights is None:
        return Table(index, n[occurs])
    return Table(index, n[occurs], sums[0][occurs], sums[1][occurs])


def _position(positions: list[int], sizes: list[int]) -> int:
    combined = 0
    for position, size in zip(positions, sizes, strict=True):
        combined = combined * size + position
    return combined


def _tabulate_sparse(keys: Sequence[Encoded], weights: Real | None) -> Table:
    names = [f"key{position}" for position in range(len(keys))]
    rows = pd.DataFrame({name: key.codes for name, key in zip(names, keys, strict=True)}, copy=False)
    added = {"n": 1} if weights is None else {"n": 1, "w": weights, "w2": weights * weights}
    table = rows.assign(**added).groupby(names, sort=True)[[*added]].sum().reset_index()
    advance()
    index = tuple(
        table[name].to_numpy().astype(np.intp) + key.shift for name, key in zip(names, keys, strict=True)
    )
    n = table["n"].to_numpy().astype(np.int64)
    if weights is None:
        return Table(index, n)
    return Table(index, n, table["w"].to_numpy(), table["w2"].to_numpy())
