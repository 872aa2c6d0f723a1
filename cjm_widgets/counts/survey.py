"""Reading rows the whole way: the counts that may be told, what became of every row, where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from msgspec.structs import replace

from cjm_widgets.counts.counted_tables import RECONSTRUCTED, count_table
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.release import release
from cjm_widgets.document.model import Counts, Id, SourceFile, Tally
from cjm_widgets.rows.opening import open_rows, scan
from cjm_widgets.rows.provenance import file_of, query_of
from cjm_widgets.rows.reading import CountedPlan, Plan
from cjm_widgets.rows.reconciliation import add_left_out

POOLED = "answers pooled"
"""What the methods of such a source say besides."""


def pool(counts: Counts, columns: Mapping[str, Id]) -> Counts:
    """Let each stage with several questions hold all answers to them; ``n`` then counts answers.

    Parameters
    ----------
    counts
        Released counts; see `release`. Where a question is withheld, so is its stage.
    columns
        Each question's stage.

    Examples
    --------
    >>> questions = {"Q1": Tally((4.0, 5.0), ((10, 20),)), "Q2": Tally((3.0, 5.0), ((5, 10),))}
    >>> pooled = pool(Counts(questions=questions), {"Q1": "wait", "Q2": "wait"})
    >>> pooled.stages["wait"].values, pooled.stages["wait"].n
    ((3.0, 4.0, 5.0), ((5, 10, 30),))
    """
    of: dict[Id, list[Tally]] = {}
    for question, stage in columns.items():
        if question in counts.questions:
            of.setdefault(stage, []).append(counts.questions[question])
    pooled = {stage: _together(several) for stage, several in of.items() if len(several) > 1}
    return replace(
        counts,
        stages=counts.stages | pooled,
        coarser=tuple(pool(coarser, columns) for coarser in counts.coarser),
    )


def _together(tallies: list[Tally]) -> Tally:
    values = sorted({value for tally in tallies for value in tally.values})
    withheld = sorted({segment for tally in tallies for segment in tally.withheld})

    def add_up(field: str) -> Any:
        if not getattr(tallies[0], field):
            return ()
        rows = np.zeros((len(tallies[0].n), len(values)), np.array(getattr(tallies[0], field)).dtype)
        for tally in tallies:
            rows[:, np.searchsorted(values, tally.values)] += getattr(tally, field)
        rows[withheld] = 0
        return tuple(tuple(row) for row in rows.tolist())

    return Tally(
        values=tuple(values),
        n=add_up("n"),
        weights=add_up("weights"),
        weights_squared=add_up("weights_squared"),
        withheld=tuple(withheld),
    )


# --- reading rows the whole way


AnyPlan: TypeAlias = Plan | CountedPlan


@dataclass(frozen=True)
class Read:
    """What reading rows came to.

    Parameters
    ----------
    counts
        The counts that may be told; see `release`.
    reconciliation
        What became of every row given; see `reconciliation`. Stages are there by their ids.
    rows, width
        How many rows and columns were given.
    engine, query, file
        What holds the rows, and where they came from.
    note
        What every method should say besides.
    """

    counts: Counts
    reconciliation: pd.DataFrame
    rows: int
    width: int
    engine: str
    query: str
    file: SourceFile | None
    note: str = ""


def read_rows(rows: Any, plan: AnyPlan) -> Read:
    """Read rows, or a table that was counted already, as a plan says.

    Parameters
    ----------
    rows
        What `open_rows` takes.
    plan
        How to read them.

    Raises
    ------
    CjmError
        They cannot be read so; see `count`, `count_table` and `select_rows`.

    Examples
    --------
    >>> rows = pd.DataFrame({"Q1": [4, 5] * 10, "year": [2016] * 12 + [2017] * 8})
    >>> plan = Plan(scale=(1, 5), columns={"Q1": "wait"}, where={"year": ("2016",)})
    >>> found = read_rows(rows, plan)
    >>> found.rows, found.width, found.engine, found.counts.respondents
    (20, 2, 'pandas', (12,))
    >>> found.reconciliation[["outcome", "rows"]].to_numpy().tolist()
    [['matched', 12], ['filtered', 8]]
    """
    file = file_of(rows)  # before the rows: what is written meanwhile is then seen as a change
    given = scan(rows) if isinstance(rows, str) or hasattr(rows, "__fspath__") else rows
    opened = open_rows(given)
    if isinstance(plan, CountedPlan):
        counts, found = count_table(as_pandas(given), plan)
        counts, note = release(counts, plan.min_n), RECONSTRUCTED if plan.boxes or plan.percent else ""
    else:
        rest: Any = opened
        left_out: Mapping[int, Mapping[str, int]] = {}
        if plan.where or (plan.wide and plan.respondent is not None):
            from cjm_widgets.rows.lazy import select_rows  # with narwhals, which takes a while to load

            selection = select_rows(given, plan)
            rest = opened if selection.rows is given else selection.rows
            left_out = selection.left_out
        counts, found = count(rest, plan)
        givens = {given for rows_of in left_out.values() for given in rows_of}
        stages = {given: plan.columns.get(given) or plan.rules.get(given) for given in givens}
        found = add_left_out(found, left_out, stages)
        counts, note = release(counts, plan.min_n), ""
        if plan.per == "answer" and plan.wide:
            counts, note = pool(counts, plan.columns), POOLED
    width = len(opened.columns)
    return Read(counts, found, len(opened), width, opened.engine, query_of(rows), file, note)


def as_pandas(rows: Any) -> pd.DataFrame:
    """A table as a pandas frame, whatever holds it; for tables that are small."""
    if isinstance(rows, pd.DataFrame):
        return rows
    import narwhals.stable.v2 as nw

    frame = nw.from_native(rows)
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return eager.to_pandas()
