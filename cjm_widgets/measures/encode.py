"""Columns as small whole numbers, so that rows are counted without looking at their values again.

Hazard: a categorical's codes and a whole-number column are used where they lie, not copied, so an
``Encoded`` is only good while nobody writes to the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.measures.errors import RowsError

_RANGE = 1 << 12
"""Whole numbers that differ by less than this are their own codes."""


@dataclass(frozen=True)
class Encoded:
    """A column: row ``i`` holds ``labels[codes[i] + shift]``.

    Parameters
    ----------
    codes
        Whole numbers of any width, one per row.
    shift
        What to add to a code for its position in ``labels``.
    labels
        What the positions stand for; ``None`` where the value is missing. Some may not occur.
    ordered
        Whether the labels stand in the order of the values, as a categorical's do.
    """

    codes: np.ndarray[Any, np.dtype[Any]]
    shift: int
    labels: list[Any]
    ordered: bool = False

    @property
    def positions(self) -> np.ndarray[Any, np.dtype[np.intp]]:
        """Each row's position in ``labels``."""
        return self.codes.astype(np.intp) + self.shift


def encode(column: pd.Series[Any]) -> Encoded:
    """Give each distinct value of a column a small whole number, at the price of one look at each row.

    Parameters
    ----------
    column
        Any dtype: numbers, text, categoricals, times, nullable and arrow-backed ones, mixed objects.

    Returns
    -------
    Encoded
        ``None``, ``NaN``, ``NaT`` and ``NA`` all become the label ``None``.

    Raises
    ------
    RowsError
        When a value cannot be told apart from others, as lists and dicts cannot.

    Examples
    --------
    >>> encoded = encode(pd.Series(["b", None, "a", "b"]))
    >>> [encoded.labels[position] for position in encoded.positions]
    ['b', None, 'a', 'b']
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        return Encoded(np.asarray(column.cat.codes), 1, [None, *column.cat.categories.tolist()], True)
    if isinstance(column.dtype, np.dtype):
        values = column.to_numpy()
        if column.dtype.kind == "b":
            return Encoded(values.view(np.uint8), 0, [False, True], True)
        if column.dtype.kind in "iu" and len(values):
            low, high = int(values.min()), int(values.max())
            if high - low < _RANGE:
                return Encoded(values, -low, list(range(low, high + 1)), True)
        if column.dtype == np.float16:  # factorize knows no half floats
            column = column.astype(np.float32)
    try:
        codes, uniques = pd.factorize(column)
    except (TypeError, NotImplementedError) as error:  # the latter is arrow's
        raise RowsError(
            f"column {str(column.name)!r} holds values that cannot be counted ({error}); "
            "numbers, text, dates and categories can"
        ) from error
    # Arrow tells NaN from null; nobody who answers does.
    return Encoded(codes, 1, [None, *(None if value != value else value for value in uniques.tolist())])
