"""Rows in, counts out. Counts are the one sufficient statistic: no measure ever looks at a row again."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import unknown
from cjm_widgets.document.model import Counts, Id, Tally
from cjm_widgets.measures.encode import Encoded, encode
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.plan import Plan
from cjm_widgets.measures.reconcile import (
    Tried,
    reconciliation,
    require_scores,
    tried_long,
    tried_wide,
    warn_out_of_scale,
)
from cjm_widgets.measures.respondents import Grouped, mean_per_respondent, mean_per_row
from cjm_widgets.measures.scores import Answers, read_scores, text
from cjm_widgets.measures.segments import Segments, find_segments
from cjm_widgets.measures.tabulate import Index, Real, Table, Whole, tabulate
from cjm_widgets.measures.tallies import per_segment, tally

Column: TypeAlias = "pd.Series[Any]"


def count(rows: pd.DataFrame, plan: Plan) -> tuple[Counts, pd.DataFrame]:
    """Count rows per stage, segment and value, and per question.

    Parameters
    ----------
    rows
        Survey responses, wide or long.
    plan
        How to read them.

    Returns
    -------
    counts : Counts
        Whole numbers per stage, segment and value; with weights, their sums and sums of squares. A stage
        with several questions holds each respondent's mean over those answered; wide rows also give
        ``questions``, the counts of each column. ``respondents`` is their number per segment.
    reconciliation : pandas.DataFrame
        What became of every row; see `reconciliation`.

    Raises
    ------
    UnknownNameError
        When a column is not there; names the nearest.
    RowsError
        When there are no rows, no scores, a column name is there twice, or a weight is missing or negative.

    Warns
    -----
    OutOfScaleWarning
        When values are off the scale and not named in ``missing``.

    Examples
    --------
    >>> rows = pd.DataFrame({"Q1": [5, 4, 0], "Q2": [4, 0, 2]})
    >>> plan = Plan(scale=(1, 5), columns={"Q1": "security", "Q2": "security"}, missing=(0,))
    >>> counts, _ = count(rows, plan)
    >>> counts.stages["security"].values, counts.stages["security"].n
    ((2.0, 4.0, 4.5), ((1, 1, 1),))
    """
    columns = _select(rows, plan)
    weights = None if plan.weight is None else _read_weights(columns[plan.weight], plan.weight)
    by = [encode(columns[name]) for name in plan.by]
    read = _count_wide if plan.wide else _count_long
    counts, tried = read(columns, plan, by, weights)
    require_scores(tried, plan)
    warn_out_of_scale(tried, plan)
    return counts, reconciliation(tried, plan.stages)


def _select(rows: pd.DataFrame, plan: Plan) -> dict[str, Column]:
    """The columns the plan names, by the text of their labels."""
    if not len(rows):
        raise RowsError("the rows are empty: there is nothing to count")
    labels = [str(label) for label in rows.columns]
    for name in plan.named_columns:
        found = labels.count(name)
        if found == 0:
            raise unknown("column", name, labels)
        if found > 1:
            raise RowsError(f"the rows have {found} columns named {name!r}; rename all but one")
    return {name: rows.iloc[:, labels.index(name)] for name in plan.named_columns}


def _count_wide(
    columns: dict[str, Column], plan: Plan, by: list[Encoded], weights: Real | None
) -> tuple[Counts, list[Tried]]:
    rows = len(columns[next(iter(plan.columns))])
    everyone = tabulate(by) if by else Table((), np.array([rows]))
    segments = find_segments(plan.by, by, everyone.index)
    questions: dict[str, Tally] = {}
    tried: list[Tried] = []
    asked: dict[Id, list[tuple[Encoded, Answers]]] = {}
    stages: dict[Id, Tally] = {}
    for column, stage in plan.columns.items():
        key = encode(columns[column])
        answers = read_scores(key.labels, plan.scale, plan.missing)
        table = tabulate([*by, key], weights)
        questions[column] = stages[stage] = _tally(table, answers, segments)
        tried.append(tried_wide(column, stage, key, answers, _sum_over_segments(table, (len(key.labels),))))
        asked.setdefault(stage, []).append((key, answers))
    for stage, several in asked.items():
        if len(several) > 1:
            means, scores = mean_per_row(several)
            stages[stage] = _tally(tabulate([*by, means], weights), scores, segments)
    respondents = per_segment(segments.of(everyone.index, len(everyone.n)), everyone.n, len(segments))
    return Counts(plan.by, segments.values, respondents, stages, questions), tried


def _count_long(
    columns: dict[str, Column], plan: Plan, by: list[Encoded], weights: Real | None
) -> tuple[Counts, list[Tried]]:
    stage_key, score_key = encode(columns[str(plan.stage)]), encode(columns[str(plan.score)])
    answers = read_scores(score_key.labels, plan.scale, plan.missing)
    table = tabulate([*by, stage_key, score_key], weights)
    segments = find_segments(plan.by, by, table.index[:-2])
    shape = (len(stage_key.labels), len(score_key.labels))
    tried = tried_long(stage_key, score_key, answers, plan.stages, _sum_over_segments(table, shape))
    ids = tuple(dict.fromkeys(one.stage for one in tried if one.stage is not None))
    stage_of = np.array([_stage_position(label, plan, ids) for label in stage_key.labels], np.intp)
    score_of = np.where(answers.is_score, answers.score, np.nan)
    if plan.respondent is None:
        segment = segments.of(table.index[:-2], len(table.n))
        respondents = per_segment(segment, table.n, len(segments))
        found = Grouped(stage_of[table.index[-2]], segment, score_of[table.index[-1]], table)
    else:
        who = _read_respondents(columns[plan.respondent], plan.respondent)
        segment = segments.of([key.positions for key in by], len(who))
        once = pd.unique(who * len(segments) + segment) % len(segments)
        respondents = per_segment(once, np.ones_like(once), len(segments))
        stage, score = stage_of[stage_key.positions], score_of[score_key.positions]
        found = mean_per_respondent(who, stage, segment, score, weights)
    stages = {}
    for position, stage_id in enumerate(ids):
        usable = np.flatnonzero((found.stage == position) & np.isfinite(found.score))
        part = found.take(usable)
        stages[stage_id] = tally(part.segment, part.score, part.table, len(segments))
    return Counts(plan.by, segments.values, respondents, stages), tried


def _tally(table: Table, answers: Answers, segments: Segments) -> Tally:
    """The tally of a column: the last key of ``table``, after those of the segments."""
    table = table.take(np.flatnonzero(answers.is_score[table.index[-1]]))
    segment = segments.of(table.index[:-1], len(table.n))
    return tally(segment, answers.score[table.index[-1]], table, len(segments))


def _sum_over_segments(table: Table, shape: tuple[int, ...]) -> Whole:
    """Rows for each combination of the last keys, whose sizes are ``shape``."""
    n = np.zeros(shape, np.int64)
    np.add.at(n, table.index[-len(shape) :], table.n)
    return n


def _stage_position(label: object, plan: Plan, ids: tuple[Id, ...]) -> int:
    stage = None if label is None else plan.stages.get(text(label))
    return -1 if stage is None else ids.index(stage)


def _read_respondents(column: Column, name: str) -> Index:
    codes, _ = pd.factorize(column)
    absent = int((codes < 0).sum())
    if absent:
        raise RowsError(f"respondent column {name!r} is empty in {absent:,} of {len(codes):,} rows")
    return codes.astype(np.intp)


def _read_weights(column: Column, name: str) -> Real:
    weights = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    absent, negative = int((~np.isfinite(weights)).sum()), int((weights < 0).sum())
    if absent or negative:
        raise RowsError(
            f"weight column {name!r} has {absent:,} values that are missing or no number and {negative:,} "
            f"below zero, of {len(weights):,}; a weight is zero or more"
        )
    if not weights.any():
        raise RowsError(f"weight column {name!r} is zero in every row")
    return weights
