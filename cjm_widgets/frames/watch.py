"""Notices edits made to a frame in place; looking at an unchanged frame takes well under a millisecond.

Under copy-on-write, a write to a frame whose buffers are shared moves the frame to new buffers. So a large
column of numbers or times that is still at its old address is unchanged. Every other column is compared with
a copy: arrow columns are immutable, so their copy is free; a copy of objects holds pointers, which compare
as fast as numbers. A column that moved is compared by value, so writing the same value is no change.

Noticed: every write through the frame, and writes through ``.array`` except to large numbers and times.
Not noticed: an object mutated inside its cell (an appended list), large buffers made writeable, ``attrs``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

_LARGE = 1 << 16
"""Bytes from which a column's address is watched instead of its content."""


class Watch:
    """Compares a frame with what it was at the last reset.

    Parameters
    ----------
    frame
        The frame to watch. It is never written to.

    Examples
    --------
    >>> frame = pd.DataFrame({"score": [1.0, 2.0]})
    >>> watch = Watch(frame)
    >>> watch.changed()
    False
    >>> frame.loc[0, "score"] = 3.0
    >>> watch.touched(), watch.before["score"].tolist()
    ((0,), [1.0, 2.0])
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.reset()

    def reset(self) -> None:
        """Compare with the frame as it is now from here on."""
        frame = self.frame
        self._labels = frame.index, frame.columns
        self._names = [list(labels.names) for labels in self._labels]
        # While this shares the buffers, pandas copies before it writes, and no address is used again.
        self._shared = frame.copy(deep=False) if _copies_on_write() else None
        self._columns = [_Column(values, self._shared is not None) for values in arrays(frame)]

    def changed(self) -> bool:
        """Whether a value or a label differs from what it was at the last reset."""
        return self.touched() != ()

    def touched(self) -> tuple[int, ...] | None:
        """The positions of the columns that hold other values now, or None when the labels differ."""
        now = self.frame.index, self.frame.columns
        if not all(map(_same_labels, now, self._labels, self._names)):
            return None
        touched, moved = [], False
        for position, (column, values) in enumerate(zip(self._columns, arrays(self.frame), strict=True)):
            if column.place is not None:
                if column.place == _place(values):
                    continue
                moved = True
            if not _same(values, column.values):
                touched.append(position)
        if moved and not touched:
            self.reset()
        return tuple(touched)

    @property
    def before(self) -> pd.DataFrame:
        """The frame as it was at the last reset, as a new frame."""
        columns = {position: column.values for position, column in enumerate(self._columns)}
        frame = pd.DataFrame(columns, index=self._labels[0], copy=True)
        frame.columns = self._labels[1]
        frame.index.names, frame.columns.names = self._names
        return frame


class _Column:
    """A column at the last reset: its address where that is enough, otherwise a copy."""

    __slots__ = ("place", "values")

    def __init__(self, values: Any, moves_when_written: bool) -> None:
        self.place = _place(values) if moves_when_written else None
        self.values = values.copy() if self.place is None else values


def arrays(frame: pd.DataFrame) -> Iterable[Any]:
    """The columns as pandas holds them, without copying: numpy arrays and extension arrays."""
    positions = range(len(frame.columns))
    if get := getattr(
        getattr(frame, "_mgr", None), "iget_values", None
    ):  # private, but fourteen times as fast
        return [get(position) for position in positions]
    columns = (frame.iloc[:, position].array for position in positions)
    plain = pd.arrays.NumpyExtensionArray  # the exact type: text arrays derive from it
    return [values.to_numpy() if type(values) is plain else values for values in columns]


def _copies_on_write() -> bool:
    return int(pd.__version__.partition(".")[0]) >= 3 or pd.options.mode.copy_on_write is True


def _place(values: Any) -> tuple[Any, ...] | None:
    """The address, strides, shape and dtype of a large column of numbers or times; None for any other."""
    if isinstance(values, pd.Categorical):
        return None
    buffer = getattr(values, "_ndarray", values)
    if not isinstance(buffer, np.ndarray) or buffer.dtype == object or buffer.nbytes < _LARGE:
        return None
    return buffer.__array_interface__["data"][0], buffer.strides, buffer.shape, values.dtype


def _same_labels(now: pd.Index, before: pd.Index, names: list[Any]) -> bool:
    return list(now.names) == names and (now.is_(before) or now.identical(before))


# --- comparison by value


def _same(now: Any, before: Any) -> bool:
    if type(now) is not type(before):
        return False
    if isinstance(now, np.ndarray):
        return now.dtype == before.dtype and _same_buffer(now, before)
    if (arrow := getattr(now, "_pa_array", None)) is not None:
        return arrow is before._pa_array or bool(now.dtype == before.dtype and now.equals(before))
    if isinstance(now, pd.Categorical):
        return (
            now.ordered == before.ordered
            and (now.categories is before.categories or now.categories.identical(before.categories))
            and _same_buffer(now.codes, before.codes)
        )
    if now.dtype != before.dtype:
        return False
    data, mask = getattr(now, "_data", None), getattr(now, "_mask", None)
    if isinstance(data, np.ndarray) and isinstance(mask, np.ndarray):
        return _same_bits(mask, before._mask) and (
            _same_bits(data, before._data) or _same_buffer(data[~mask], before._data[~mask])
        )
    if isinstance(buffer := getattr(now, "_ndarray", None), np.ndarray):
        return _same_buffer(buffer, before._ndarray)
    return bool(now.equals(before))


def _same_buffer(now: np.ndarray, before: np.ndarray) -> bool:
    if _same_bits(now, before):
        return True
    if now.dtype == object:
        return len(now) == len(before) and all(map(_same_object, now, before))
    return np.array_equal(now, before, equal_nan=now.dtype.kind in "fcmM")


def _same_bits(now: np.ndarray, before: np.ndarray) -> bool:
    """Whether two buffers of one dtype are equal byte for byte; for objects, hold identical ones."""
    if now.shape != before.shape or now.dtype.itemsize not in (1, 2, 4, 8):
        return False
    return np.array_equal(_bits(now), _bits(before))


def _bits(buffer: np.ndarray) -> np.ndarray:
    if buffer.dtype == object:
        return np.asarray(_Pointers(buffer))
    return buffer.view(f"i{buffer.dtype.itemsize}")


class _Pointers:
    """An array of objects as an array of their addresses, a view that numpy itself refuses."""

    def __init__(self, objects: np.ndarray) -> None:
        interface = dict(objects.__array_interface__)
        interface["data"] = (interface["data"][0], True)
        interface["typestr"] = np.dtype(np.intp).str
        interface["descr"] = [("", interface["typestr"])]
        self.__array_interface__ = interface
        self._objects = objects  # numpy keeps this object for as long as the view lives


def _same_object(now: Any, before: Any) -> bool:
    """Whether two objects in cells are equal; NaN equals itself."""
    if now is before:
        return True
    if type(now) is not type(before):
        return False
    equal = now == before
    if isinstance(equal, bool | np.bool_):
        return bool(equal) or bool(isinstance(now, float) and now != now and before != before)
    return False  # an array or another container that compares elementwise counts as changed
