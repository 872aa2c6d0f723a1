"""The scale of scores nobody named one for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from cjm_widgets.document.errors import CjmWarning, warn
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.scores import number


def found_scale(rows: pd.DataFrame, columns: Iterable[Any], missing: Iterable[Any]) -> tuple[float, float]:
    """The lowest and the highest score in some columns, with a warning that says so.

    Raises
    ------
    RowsError
        The columns do not hold two different numbers.

    Warns
    -----
    CjmWarning
        Always: the lowest score given need not be the lowest that could be.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warnings.simplefilter("always")
    ...     found_scale(pd.DataFrame({"Q1": [1, 4, 5, 0]}), ["Q1"], missing=[0])
    (1.0, 5.0)
    >>> print(told[0].message)
    no scale was given: taken as 1 to 5, the lowest and the highest score found; say scale=(1, 5)
    """
    codes = {number(code) for code in missing}
    scores = {
        score
        for column in columns
        if column in rows.columns
        for value in pd.unique(rows[column].dropna())
        if (score := number(value)) is not None and score not in codes
    }
    if len(scores) < 2:
        raise RowsError("the rows do not tell the scale of the scores; say scale=(lowest, highest)")
    low, high = min(scores), max(scores)
    warn(
        f"no scale was given: taken as {low:g} to {high:g}, the lowest and the highest score found; "
        f"say scale=({low:g}, {high:g})",
        CjmWarning,
    )
    return low, high
