"""What each respondent said, and how far each case came: for numbers of this session, which has the rows.

Rows are read as they are for counts, with respondents as the segments, so that no answer is read in another
way. Nothing of it goes into a document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace as replace_rows
from typing import Any

import numpy as np
from msgspec.structs import replace

from cjm_widgets.counts.counting import count_rows
from cjm_widgets.document.model import Id
from cjm_widgets.rows.events import Visits
from cjm_widgets.rows.files import faults
from cjm_widgets.rows.opening import as_table
from cjm_widgets.rows.reading import Plan
from cjm_widgets.statistics.arrays import Array


def scores_of_respondents(
    rows: Any, plan: Plan, respondent: str, stages: Sequence[Id]
) -> Mapping[str, Array]:
    """The score of each respondent at each stage, ``NaN`` where none, by the text of who it is.

    Parameters
    ----------
    rows
        What `as_table` takes.
    plan
        How they are read.
    respondent
        The column that says whose they are.
    stages
        Ids, in the order of the scores.

    Raises
    ------
    RowsError
        There is no such column.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"who": ["a", "b"], "Q1": [4, 9], "Q2": [5, 2]})
    >>> plan = Plan(scale=(1, 5), columns={"Q1": "wait", "Q2": "board"})
    >>> scores = scores_of_respondents(rows, plan, "who", ["wait", "board"])
    >>> {who: own.tolist() for who, own in scores.items()}
    {'a': [4.0, 5.0], 'b': [nan, 2.0]}
    """
    own = replace(
        plan,
        by=(respondent,),
        crossings=(),
        wave=None,
        waves=(),
        every=None,
        weight=None,
        cluster=None,
        per="respondent",
        min_n=1,
    )
    table = as_table(rows, own.named_columns, own.sheet)
    own = own.renamed(table.names)
    table = table.labelled(own)
    with faults(table.faults):
        if own.where or (own.wide and own.respondent is not None):
            from cjm_widgets.rows.lazy import select_rows  # with narwhals, which takes a while to load

            table = replace_rows(table, rows=select_rows(table.rows, own).rows)
        counts = count_rows(table, own).counts
    names = [segment[0] for segment in counts.segments]
    score = np.full((len(names), len(stages)), np.nan)
    for place, stage in enumerate(stages):
        tally = counts.stages.get(stage)
        if tally is None or not tally.values:
            continue
        n = np.array(tally.n, np.float64)
        total = n.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            score[:, place] = np.where(total > 0, n @ np.array(tally.values) / total, np.nan)
    return {name: own for name, own in zip(names, score, strict=True) if name is not None}


def furthest_of_cases(visits: Visits, case: str) -> Mapping[str, int]:
    """The last stage, in the order of the map, that each case came to, by the text of who it is.

    One that came several times, as in sessions, counts with the last stage of all times; one that came to no
    stage is left out.

    Parameters
    ----------
    visits
        All visits, with the column of cases among their segments.
    case
        That column.
    """
    reached = np.full(visits.cases, -1, np.intp)
    np.maximum.at(reached, visits.case, visits.stage)
    furthest: dict[str, int] = {}
    for name, place in zip(visits.by[case], reached.tolist(), strict=True):
        if name is not None and place >= 0:
            furthest[name] = max(furthest.get(name, -1), place)
    return furthest
