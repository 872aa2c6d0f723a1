"""Reading rows the whole way: the counts that may be shown, what became of every row, and its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from msgspec.structs import replace

from cjm_widgets.counts.amount_bins import bin_amounts
from cjm_widgets.counts.counted_tables import RECONSTRUCTED, count_table
from cjm_widgets.counts.crossings import count_crossings, cross
from cjm_widgets.counts.release import release
from cjm_widgets.counts.small_values import join_small_values
from cjm_widgets.document.model import Counts, Id, SourceFile, Tally
from cjm_widgets.rows.opening import open_rows, scan
from cjm_widgets.rows.provenance import file_of, query_of
from cjm_widgets.rows.reading import AnyPlan, CountedPlan, Plan
from cjm_widgets.rows.reconciliation import add_left_out
from cjm_widgets.rows.scores import NO_SCALE

POOLED = "answers pooled"
"""The note that the methods of such a source carry."""
FEW_PEOPLE = 5
"""Below this ``min_n`` numbers may be of people whom others recognise."""
SHOWS_FEW = f"shows numbers of fewer than {FEW_PEOPLE} people"
"""The note that such a source carries."""


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
        rows = np.zeros((len(tallies[0].n), len(values)), np.int64 if field == "n" else np.float64)
        for tally in tallies:
            if tally.values:  # a question that is withheld for everyone has none
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


# --- rows to counts


@dataclass(frozen=True)
class Readout:
    """The result of reading rows.

    Parameters
    ----------
    counts
        The counts that may be shown; see `release`.
    reconciliation
        What became of every row; see `reconciliation`. Stages are there by their ids.
    rows, width
        How many rows and columns there are.
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


def read_rows(rows: Any, plan: AnyPlan) -> Readout:
    """Read rows, or a table that was counted already, as a plan says.

    Parameters
    ----------
    rows
        What `open_rows` takes.
    plan
        A `Plan` or a `CountedPlan`.

    Raises
    ------
    CjmError
        They cannot be read so; see `count`, `count_table` and `select_rows`.

    Examples
    --------
    >>> rows = pd.DataFrame({"Q1": [4, 5] * 10, "year": [2016] * 12 + [2017] * 8})
    >>> plan = Plan(scale=(1, 5), columns={"Q1": "wait"}, where={"year": ("2016",)})
    >>> tabulation = read_rows(rows, plan)
    >>> tabulation.rows, tabulation.width, tabulation.engine, tabulation.counts.respondents
    (20, 2, 'pandas', (12,))
    >>> tabulation.reconciliation[["outcome", "rows"]].to_numpy().tolist()
    [['matched', 12], ['filtered', 8]]
    """
    file = file_of(rows)  # before the rows: what is written meanwhile is then seen as a change
    table = scan(rows) if isinstance(rows, str) or hasattr(rows, "__fspath__") else rows
    reader = open_rows(table)
    note = ""
    if isinstance(plan, CountedPlan):
        counts, outcomes = count_table(as_pandas(table), plan)
        counts, note = _released(counts, plan), RECONSTRUCTED if plan.boxes or plan.percent else ""
    else:
        assert isinstance(plan, Plan)  # there are no others
        counts, outcomes = _count_rows(table, reader, plan)
        counts = _released(counts, plan)
        if plan.per == "answer" and plan.wide:
            counts, note = pool(counts, plan.columns), POOLED
    if plan.min_n < FEW_PEOPLE:
        note = ", ".join(part for part in (note, SHOWS_FEW) if part)
    width = len(reader.columns)
    return Readout(counts, outcomes, len(reader), width, reader.engine, query_of(rows), file, note)


def _released(counts: Counts, plan: AnyPlan) -> Counts:
    """What may be published of all counts."""
    crossed = join_small_values(cross(counts, plan), plan.min_n, (plan.wave,))
    if plan.scale == NO_SCALE:
        crossed = bin_amounts(crossed, plan.min_n)
    return release(crossed, plan.min_n, plan.columns)


def _count_rows(table: Any, reader: Any, plan: Plan) -> tuple[Counts, pd.DataFrame]:
    """Count the rows that ``where`` and ``respondent`` keep; the others are reconciled as left out."""
    left_out: Mapping[int, Mapping[str, int]] = {}
    if plan.where or (plan.wide and plan.respondent is not None):
        from cjm_widgets.rows.lazy import select_rows  # with narwhals, which takes a while to load

        remaining = select_rows(table, plan)
        left_out = remaining.left_out
        reader = reader if remaining.rows is table else remaining.rows
    counts, outcomes = count_crossings(reader, plan)
    origins = {origin for rows_of in left_out.values() for origin in rows_of}
    stages = {origin: plan.columns.get(origin) or plan.rules.get(origin) for origin in origins}
    return counts, add_left_out(outcomes, left_out, stages)


def as_pandas(rows: Any) -> pd.DataFrame:
    """A table as a pandas frame, whatever holds it; for tables that are small."""
    if isinstance(rows, pd.DataFrame):
        return rows
    import narwhals.stable.v2 as nw

    frame = nw.from_native(rows)
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return eager.to_pandas()
