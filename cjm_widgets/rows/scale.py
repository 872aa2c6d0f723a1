"""The scale of scores nobody named one for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from cjm_widgets.document.errors import CjmWarning, RowsError, warn
from cjm_widgets.rows.opening import open_rows
from cjm_widgets.rows.protocol import AnyRows, require_columns
from cjm_widgets.rows.reading import AnyPlan
from cjm_widgets.rows.scores import number, text


def found_scale(rows: Any, plan: AnyPlan) -> tuple[float, float]:
    """The lowest and the highest score at the stages of the map, with a warning that says so.

    Parameters
    ----------
    rows
        What `open_rows` takes.
    plan
        How to read them, on whatever scale.

    Raises
    ------
    UnknownNameError
        A column is not there; names the nearest.
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
    >>> from cjm_widgets.rows.reading import Plan
    >>> plan = Plan(scale=(0, 1), columns={"Q1": "wait"}, missing=(0,))
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warnings.simplefilter("always")
    ...     found_scale(pd.DataFrame({"Q1": [1, 4, 5, 0]}), plan)
    (1.0, 5.0)
    >>> print(told[0].message)
    no scale was given: taken as 1 to 5, the lowest and the highest score found; say scale=(1, 5)
    """
    opened = open_rows(rows)
    require_columns(opened.columns, plan.named_columns)
    given = _in_columns(opened, plan.columns) if plan.wide else _at_stages(opened, plan)
    codes = {number(code) for code in plan.missing}
    scores = {score for value in given if (score := number(value)) is not None and score not in codes}
    if len(scores) < 2:
        raise RowsError("the rows do not tell the scale of the scores; say scale=(lowest, highest)")
    low, high = min(scores), max(scores)
    warn(
        f"no scale was given: taken as {low:g} to {high:g}, the lowest and the highest score found; "
        f"say scale=({low:g}, {high:g})",
        CjmWarning,
    )
    return low, high


def _in_columns(rows: AnyRows, columns: Iterable[str]) -> set[Any]:
    """The different values that columns hold."""
    found = set()
    for column in columns:
        key = rows.key(column)
        places = rows.tabulate([key]).index[0]
        found |= {key.labels[place] for place in places.tolist()}
    return found


def _at_stages(rows: AnyRows, plan: AnyPlan) -> set[Any]:
    """The different values that long rows hold at stages of the map; anywhere, where none is of the map."""
    if plan.stage is None or plan.score is None:
        return set()
    stage, score = rows.key(plan.stage), rows.key(plan.score)
    stages, scores = rows.tabulate([stage, score]).index
    known = [label is not None and plan.rules.get(text(label)) is not None for label in stage.labels]
    meant = np.array(known, np.bool_)[stages]
    places = np.unique(scores[meant] if meant.any() else scores)
    return {score.labels[place] for place in places.tolist()}
