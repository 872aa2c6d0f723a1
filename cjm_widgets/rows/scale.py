"""The scale of scores where the caller did not say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from cjm_widgets.document.errors import CjmWarning, RowsError, warn
from cjm_widgets.rows.opening import open_rows
from cjm_widgets.rows.protocol import AnyRows, require_columns
from cjm_widgets.rows.reading import AnyPlan
from cjm_widgets.rows.scores import number, text


def infer_scale(rows: Any, plan: AnyPlan) -> tuple[float, float]:
    """Take the lowest and the highest score at the stages of the map as the scale, with a warning.

    Parameters
    ----------
    rows
        What `open_rows` takes.
    plan
        How to read them; its scale is ignored.

    Raises
    ------
    UnknownNameError
        When a column is not there; names the nearest.
    RowsError
        When the columns do not have two different numbers.

    Warns
    -----
    CjmWarning
        Always: the lowest answer need not be the lowest possible one.

    Examples
    --------
    >>> import warnings
    >>> import pandas as pd
    >>> from cjm_widgets.rows.reading import Plan
    >>> plan = Plan(scale=(0, 1), columns={"Q1": "wait"}, missing=(0,))
    >>> with warnings.catch_warnings(record=True) as messages:
    ...     warnings.simplefilter("always")
    ...     infer_scale(pd.DataFrame({"Q1": [1, 4, 5, 0]}), plan)
    (1.0, 5.0)
    >>> print(messages[0].message)
    no scale was given: taken as 1 to 5, the lowest and the highest score found; say scale=(1, 5)
    """
    rows = open_rows(rows)
    require_columns(rows.columns, plan.named_columns)
    values = _in_columns(rows, plan.columns) if plan.wide else _at_stages(rows, plan)
    codes = {number(code) for code in plan.missing}
    scores = {score for value in values if (score := number(value)) is not None and score not in codes}
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
    """The different values in columns."""
    values = set()
    for column in columns:
        key = rows.key(column)
        places = rows.tabulate([key]).index[0]
        values |= {key.labels[place] for place in places.tolist()}
    return values


def _at_stages(rows: AnyRows, plan: AnyPlan) -> set[Any]:
    """The different values of long rows at stages of the map, or of all rows if none is at a stage."""
    if plan.stage is None or plan.score is None:
        return set()
    stage, score = rows.key(plan.stage), rows.key(plan.score)
    stages, scores = rows.tabulate([stage, score]).index
    known = [label is not None and plan.rules.get(text(label)) is not None for label in stage.labels]
    at_stage = np.array(known, np.bool_)[stages]
    places = np.unique(scores[at_stage] if at_stage.any() else scores)
    return {score.labels[place] for place in places.tolist()}
