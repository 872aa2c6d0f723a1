"""The scale of scores nobody named one for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cjm_widgets.document.errors import CjmWarning, warn
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.open_rows import open_rows
from cjm_widgets.measures.scores import number


def found_scale(rows: Any, columns: Iterable[str], missing: Iterable[Any]) -> tuple[float, float]:
    """The lowest and the highest score in some columns, with a warning that says so.

    Parameters
    ----------
    rows
        What `open_rows` takes; columns that are not there are passed over.
    columns
        The columns of scores.
    missing
        Codes that are no scores.

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
    >>> import pandas as pd
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warnings.simplefilter("always")
    ...     found_scale(pd.DataFrame({"Q1": [1, 4, 5, 0]}), ["Q1"], missing=[0])
    (1.0, 5.0)
    >>> print(told[0].message)
    no scale was given: taken as 1 to 5, the lowest and the highest score found; say scale=(1, 5)
    """
    opened = open_rows(rows)
    codes = {number(code) for code in missing}
    scores = set()
    for column in columns:
        if [*opened.columns].count(column) != 1:
            continue
        key = opened.key(column)
        occurring = opened.tabulate([key]).index[0]
        found = {number(key.labels[position]) for position in occurring.tolist()}
        scores |= {score for score in found if score is not None and score not in codes}
    if len(scores) < 2:
        raise RowsError("the rows do not tell the scale of the scores; say scale=(lowest, highest)")
    low, high = min(scores), max(scores)
    warn(
        f"no scale was given: taken as {low:g} to {high:g}, the lowest and the highest score found; "
        f"say scale=({low:g}, {high:g})",
        CjmWarning,
    )
    return low, high
