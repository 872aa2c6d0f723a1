"""How many rows in memory have each combination of values, and the progress bar of a count.

`encode` turns a column into small whole numbers. `tabulate` counts their combinations: few of them in chunks
that fit the processor's cache, many with pandas.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from itertools import chain
from math import prod
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import RowsError
from cjm_widgets.statistics.arrays import Array, Index, Whole

PATIENCE = 1.0
"""Seconds without a sign of progress that people accept."""
_SLOW = 30_000_000
"""Rows times steps that take longer than `PATIENCE`."""


class Progress:
    """The progress bar of a count.

    Parameters
    ----------
    steps
        How many steps the count has.
    """

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._done = 0.0
        self._start = time.monotonic()
        self._bar: Any = None

    def expect(self, rows: int) -> None:
        """Show the bar at once when the number of rows is sure to take a while."""
        if rows * self._steps > _SLOW:
            self._show()

    def advance(self, steps: float) -> None:
        """Add steps that are done; a part of one is possible."""
        self._done = min(self._done + steps, self._steps)
        if self._bar is not None:
            self._bar.update(self._done - self._bar.n)
        elif time.monotonic() - self._start > PATIENCE:
            self._show()

    def close(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.close()

    def _show(self) -> None:
        from tqdm.auto import tqdm
        from tqdm.notebook import tqdm_notebook

        class Bar(tqdm):  # type: ignore[misc]  # untyped
            monitor_interval = 0  # tqdm would start a thread, which redraws bars that nobody advances

        self._bar = Bar(
            total=self._steps,
            initial=self._done,
            desc="Counting rows",
            bar_format="{desc}: {percentage:3.0f}%|{bar}| {elapsed}<{remaining}",
            leave=False,
            disable=False if issubclass(tqdm, tqdm_notebook) else None,  # None: unless at a terminal
        )


_current: ContextVar[Progress | None] = ContextVar("progress", default=None)


@contextmanager
def progress(steps: int) -> Iterator[Progress]:
    """Show the progress of a count inside the block."""
    bar = Progress(steps)
    token = _current.set(bar)
    try:
        yield bar
    finally:
        _current.reset(token)
        bar.close()


def advance(steps: float = 1.0) -> None:
    """Report steps of the current count as done."""
    bar = _current.get()
    if bar is not None:
        bar.advance(steps)


# --- codes of columns


_RANGE = 1 << 12
"""Whole numbers within a range below this are their own codes."""


@dataclass(frozen=True)
class ColumnCodes:
    """A column as codes: row ``i`` holds ``labels[codes[i] + shift]``.

    Parameters
    ----------
    codes
        Whole numbers of any width, one per row.
    shift
        What to add to a code for its position in ``labels``.
    labels
        The value at each position, ``None`` for a missing one. Some may not occur.
    ordered
        Whether the labels stand in the order of the values, as a categorical's do.
    ranked
        Whether that order says what is less and what is more, as an ordered categorical's does.
    """

    codes: np.ndarray[Any, np.dtype[Any]]
    shift: int
    labels: list[Any]
    ordered: bool = False
    ranked: bool = False

    @property
    def positions(self) -> np.ndarray[Any, np.dtype[np.intp]]:
        """Each row's position in ``labels``."""
        return self.codes.astype(np.intp) + self.shift


def encode(column: pd.Series[Any]) -> ColumnCodes:
    """Give each distinct value of a column a small whole number, in one pass over the rows.

    Parameters
    ----------
    column
        Any dtype: numbers, text, categoricals, times, nullable and arrow-backed ones, mixed objects.

    Returns
    -------
    ColumnCodes
        ``None``, ``NaN``, ``NaT`` and ``NA`` all become the label ``None``.

    Raises
    ------
    RowsError
        When values cannot be hashed, such as lists and dicts.

    Examples
    --------
    >>> column = encode(pd.Series(["b", None, "a", "b"]))
    >>> [column.labels[position] for position in column.positions]
    ['b', None, 'a', 'b']
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        labels = [None, *column.cat.categories.tolist()]
        return ColumnCodes(np.asarray(column.cat.codes), 1, labels, True, bool(column.dtype.ordered))
    if isinstance(column.dtype, np.dtype):
        values = column.to_numpy()
        if column.dtype.kind == "b":
            return ColumnCodes(values.view(np.uint8), 0, [False, True], True)
        if column.dtype.kind in "iu" and len(values):
            low, high = int(values.min()), int(values.max())
            if high - low < _RANGE:
                return ColumnCodes(values, -low, list(range(low, high + 1)), True)
        if column.dtype == np.float16:  # factorize knows no half floats
            column = column.astype(np.float32)
    try:
        codes, uniques = pd.factorize(column)
    except (TypeError, NotImplementedError) as error:  # the latter is arrow's
        raise RowsError(
            f"column {str(column.name)!r} holds values that cannot be counted ({error}); "
            "numbers, text, dates and categories can"
        ) from error
    # Arrow distinguishes NaN from null; for answers both are missing.
    return ColumnCodes(codes, 1, [None, *(None if value != value else value for value in uniques.tolist())])


# --- combinations of values


_CHUNK = 1 << 16
_DENSE = 1 << 20
"""The most combinations to give a counter each, whether they occur or not."""


@dataclass(frozen=True)
class Tabulation:
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
    weights: Array | None = None
    weights_squared: Array | None = None

    def take(self, places: Index) -> Tabulation:
        """The lines at these places."""
        return Tabulation(
            tuple(positions[places] for positions in self.index),
            self.n[places],
            None if self.weights is None else self.weights[places],
            None if self.weights_squared is None else self.weights_squared[places],
        )

    def over(self, *keys: slice | int) -> Tabulation:
        """The same lines by some of the keys, which may repeat combinations."""
        chosen = (self.index[key] for key in keys)
        index = (each if isinstance(each, tuple) else (each,) for each in chosen)
        return replace(self, index=tuple(chain.from_iterable(index)))


def tabulate(keys: Sequence[ColumnCodes], weights: Array | None = None) -> Tabulation:
    """Count the rows of each combination of the keys' values.

    Parameters
    ----------
    keys
        One or more columns of the same length.
    weights
        A number per row.

    Examples
    --------
    >>> table = tabulate([ColumnCodes(np.array([0, 1, 1]), 0, ["a", "b"])])
    >>> table.index[0].tolist(), table.n.tolist()
    ([0, 1], [1, 2])
    """
    sizes = [len(key.labels) for key in keys]
    if prod(sizes) <= _DENSE:
        return _tabulate_dense(keys, sizes, weights)
    return _tabulate_sparse(keys, weights)


def _tabulate_dense(keys: Sequence[ColumnCodes], sizes: list[int], weights: Array | None) -> Tabulation:
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
        code = buffer[: stop - start]
        np.copyto(code, keys[0].codes[start:stop], casting="unsafe")
        for key, labels in zip(keys[1:], sizes[1:], strict=True):
            code *= narrow.type(labels)
            np.add(code, key.codes[start:stop], out=code, casting="unsafe", dtype=narrow)
        code += origin
        n += np.bincount(code, minlength=size)
        if weights is not None:
            w = weights[start:stop]
            sums[0] += np.bincount(code, weights=w, minlength=size)
            sums[1] += np.bincount(code, weights=w * w, minlength=size)
        advance((stop - start) / rows)
    occurs = np.flatnonzero(n)
    index = tuple(np.unravel_index(occurs, sizes))
    if weights is None:
        return Tabulation(index, n[occurs])
    return Tabulation(index, n[occurs], sums[0][occurs], sums[1][occurs])


def _position(positions: list[int], sizes: list[int]) -> int:
    code = 0
    for position, size in zip(positions, sizes, strict=True):
        code = code * size + position
    return code


def _tabulate_sparse(keys: Sequence[ColumnCodes], weights: Array | None) -> Tabulation:
    names = [f"key{position}" for position in range(len(keys))]
    rows = pd.DataFrame({name: key.codes for name, key in zip(names, keys, strict=True)}, copy=False)
    columns = {"n": 1} if weights is None else {"n": 1, "w": weights, "w2": weights * weights}
    table = rows.assign(**columns).groupby(names, sort=True)[[*columns]].sum().reset_index()
    advance()
    index = tuple(
        table[name].to_numpy().astype(np.intp) + key.shift for name, key in zip(names, keys, strict=True)
    )
    n = table["n"].to_numpy().astype(np.int64)
    if weights is None:
        return Tabulation(index, n)
    return Tabulation(index, n, table["w"].to_numpy(), table["w2"].to_numpy())
