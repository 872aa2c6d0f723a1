"""Tables that were counted already: how many gave each score, or which percentage of how many did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import listing
from cjm_widgets.document.model import Counts
from cjm_widgets.measures.counted_lines import read_counted
from cjm_widgets.measures.counted_plan import CountedPlan
from cjm_widgets.measures.encode import encode
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.percentages import read_answers, read_boxes
from cjm_widgets.measures.reconcile import Tried, reconciliation
from cjm_widgets.measures.rows import require_columns
from cjm_widgets.measures.scores import text
from cjm_widgets.measures.segments import find_segments
from cjm_widgets.measures.tabulate import Table
from cjm_widgets.measures.tallies import per_segment, tally

RECONSTRUCTED = "counts reconstructed from percentages, largest remainder"
"""What the methods of such a source say besides."""


def count_table(table: pd.DataFrame, plan: CountedPlan) -> tuple[Counts, pd.DataFrame]:
    """Take over the counts of a table.

    Percentages become counts by the largest remainder: of ``n`` respondents each box gets the whole number
    below its share, and those left over go to the boxes that lost most by that. They may add up to 100 as
    nearly as rounded ones do.

    Parameters
    ----------
    table
        A line per stage and score, or per stage with a column of percentages for each box. Lines of the
        same stage and segment add up.
    plan
        How to read it.

    Returns
    -------
    counts : Counts
        Whole numbers per stage, segment and value. ``respondents`` of a segment is the most that any
        stage has: how many answered about several is not known.
    reconciliation : pandas.DataFrame
        What became of every line; see `reconciliation`.

    Raises
    ------
    UnknownNameError
        When a column is not there; names the nearest.
    RowsError
        When nothing is a score, a number of respondents is none, or percentages do not add up.

    References
    ----------
    Balinski and Young (1982), "Fair Representation", on Hamilton's method of the largest remainder.

    Examples
    --------
    >>> table = pd.DataFrame({"item": ["Quiet"], "low": [9], "middle": [29], "top": [62], "n": [210]})
    >>> boxes = {"low": 1, "middle": 2, "top": 3}
    >>> plan = CountedPlan("item", "n", (1, 3), {"Quiet": "quiet"}, boxes=boxes)
    >>> count_table(table, plan)[0].stages["quiet"].n
    ((19, 61, 130),)
    """
    columns = _columns(table, plan)
    by = [encode(columns[name]) for name in plan.by]
    segments = find_segments(plan.by, by, [key.positions for key in by])
    segment = segments.of([key.positions for key in by], len(table))
    stage_key = encode(columns[plan.stage])
    meant = [None if label is None else plan.rules.get(text(label)) for label in stage_key.labels]
    stage = np.array(meant, object)[stage_key.positions]
    read = read_boxes if plan.score is None else read_answers if plan.percent else read_counted
    found = read(columns, plan, stage_key, segment)
    stages = {}
    respondents = np.zeros(len(segments), np.int64)
    for id in dict.fromkeys(stage[found.line]):
        own = np.flatnonzero(stage[found.line] == id)
        of, n = segment[found.line[own]], found.n[own]
        stages[id] = tally(of, found.score[own], Table((), n), len(segments))
        respondents = np.maximum(respondents, per_segment(of, n, len(segments)))
    if not stages:
        raise RowsError(_nothing(found.tried, plan))
    counts = Counts(plan.by, segments.values, tuple(respondents.tolist()), stages)
    return counts, reconciliation(found.tried, plan.suggestions)


def _columns(table: pd.DataFrame, plan: CountedPlan) -> dict[str, Any]:
    if not len(table):
        raise RowsError("the table is empty: there is nothing to count")
    labels = [str(label) for label in table.columns]
    require_columns(labels, plan.named_columns)
    return {name: table.iloc[:, labels.index(name)] for name in plan.named_columns}


def _nothing(tried: Sequence[Tried], plan: CountedPlan) -> str:
    given = listing(repr(one.given) for one in tried)
    return (
        f"no line of the table is a score at a stage of the map; {plan.stage!r} holds {given}. "
        f"Stages: {listing(plan.suggestions)}"
    )
