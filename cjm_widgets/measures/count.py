"""Rows in, counts out. Counts are the one sufficient statistic: no measure ever looks at a row again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import listing
from cjm_widgets.document.model import Counts, Id, Tally
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.open_rows import open_rows
from cjm_widgets.measures.plan import Plan
from cjm_widgets.measures.progress import progress
from cjm_widgets.measures.reconcile import (
    Tried,
    reconciliation,
    require_scores,
    tried_long,
    tried_wide,
    warn_out_of_scale,
)
from cjm_widgets.measures.rows import AnyRows, Key, require_columns
from cjm_widgets.measures.scores import NO_SCALE, Answers, read_scores, text
from cjm_widgets.measures.segments import Segments, find_segments
from cjm_widgets.measures.tabulate import Real, Table, Whole
from cjm_widgets.measures.tallies import per_segment, tally


def count(rows: Any, plan: Plan) -> tuple[Counts, pd.DataFrame]:
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
        ``questions``, the counts of each column. ``respondents`` is their number per segment. Without a
        scale (`NO_SCALE`) the columns hold amounts, which are put into bins where they are many.
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
    _check_amounts(plan)
    opened = open_rows(rows)
    require_columns(opened.columns, plan.named_columns)
    with progress(_steps(plan)) as bar:
        bar.expect(len(opened))
        if not len(opened):
            raise RowsError("the rows are empty: there is nothing to count")
        weights = None if plan.weight is None else _read_weights(opened, plan.weight)
        read = _count_wide if plan.wide else _count_long
        counts, tried = read(opened, plan, weights)
    require_scores(tried, plan)
    warn_out_of_scale(tried, plan)
    return counts, reconciliation(tried, plan.suggestions)


def _steps(plan: Plan) -> int:
    """How many keys and tables are made."""
    keys = len(plan.by) + (plan.cluster is not None)
    if plan.wide:
        means = sum(columns > 1 for columns in Counter(plan.columns.values()).values())
        return keys + 1 + 2 * len(plan.columns) + 2 * means
    return keys + 3 + 2 * (plan.respondent is not None)


def _check_amounts(plan: Plan) -> None:
    """Refuse what would add amounts up, or average them, where nobody said which."""
    if plan.scale != NO_SCALE:
        return
    twice = [stage for stage, columns in Counter(plan.columns.values()).items() if columns > 1]
    if twice:
        raise RowsError(
            f"several columns of amounts are of one stage, {listing(twice)}: add them up first, or "
            "join one of them"
        )
    if plan.respondent is not None and not plan.wide:
        raise RowsError(
            "respondent= would average the amounts of a respondent: add them up in the rows first, or leave "
            "it out, and every row counts"
        )


def _count_wide(rows: AnyRows, plan: Plan, weights: Any) -> tuple[Counts, list[Tried]]:
    by = [rows.key(name) for name in plan.by]
    together = _together(rows, plan)
    everyone = rows.tabulate(by)
    segments = find_segments(plan.by, by, everyone.index)
    questions: dict[str, Tally] = {}
    tried: list[Tried] = []
    asked: dict[Id, list[tuple[Key, Answers]]] = {}
    stages: dict[Id, Tally] = {}
    for column, stage in plan.columns.items():
        key = rows.key(column)
        table = rows.tabulate([*by, *together, key], weights)
        answers = read_scores(key.labels, plan.scale, plan.missing)
        questions[column] = stages[stage] = _tally(table, _scores(answers), segments, together, plan)
        tried.append(tried_wide(column, stage, key, answers, _sum_over_segments(table, [key])))
        asked.setdefault(stage, []).append((key, answers))
    for stage, several in asked.items():
        if len(several) > 1:
            means = rows.mean_per_row(several)
            table = rows.tabulate([*by, *together, means], weights)
            stages[stage] = _tally(table, _numbers(means), segments, together, plan)
    respondents = _per_segment(everyone, segments)
    return Counts(plan.by, segments.values, respondents, stages, questions), tried


def _count_long(rows: AnyRows, plan: Plan, weights: Any) -> tuple[Counts, list[Tried]]:
    by = [rows.key(name) for name in plan.by]
    together = _together(rows, plan)
    stage, score = rows.key(str(plan.stage)), rows.key(str(plan.score))
    table = rows.tabulate([*by, *together, stage, score], weights)
    answers = read_scores(score.labels, plan.scale, plan.missing)
    segments = find_segments(plan.by, by, table.index[: len(by)])
    tried = tried_long(stage, score, answers, plan.rules, _sum_over_segments(table, [stage, score]))
    meant = [None if label is None else plan.rules.get(text(label)) for label in stage.labels]
    scores = _scores(answers)
    if plan.respondent is None:
        respondents = _per_segment(table.over(slice(len(by))), segments)
    else:
        respondents = _per_segment(rows.people(plan.respondent, by), segments)
        keys = [*by, *together, rows.relabelled(stage, meant)]
        table, means = rows.mean_per_respondent(plan.respondent, keys, score, answers, weights)
        meant, scores = [*keys[-1].labels], _numbers(means)
    stages = {}
    for id in dict.fromkeys(one.stage for one in tried if one.stage is not None):
        here = np.array([label == id for label in meant], bool)[table.index[-2]]
        part = table.take(np.flatnonzero(here))
        stages[id] = _tally(part.over(slice(-2), -1), scores, segments, together, plan)
    return Counts(plan.by, segments.values, respondents, stages), tried


def _together(rows: AnyRows, plan: Plan) -> list[Key]:
    """The key of who answered together, where the plan names one."""
    return [] if plan.cluster is None else [rows.key(plan.cluster)]


def _tally(table: Table, scores: Real, segments: Segments, together: Sequence[Key], plan: Plan) -> Tally:
    """The tally of a table by segment, by who answered together, and by a last key.

    ``scores`` are what the labels of the last key are worth; NaN is none.
    """
    table = table.take(np.flatnonzero(np.isfinite(scores[table.index[-1]])))
    *by, value = table.index
    cluster = None
    for key in together:
        absent = np.array([label is None for label in key.labels], bool)
        position = by.pop()
        cluster = np.where(absent[position], -1, position)
    return tally(
        segments.of(by, len(table.n)),
        scores[value],
        table,
        len(segments),
        cluster=cluster,
        amounts=plan.scale == NO_SCALE,
    )


def _per_segment(table: Table, segments: Segments) -> tuple[int, ...]:
    return per_segment(segments.of(table.index, len(table.n)), table.n, len(segments))


def _scores(answers: Answers) -> Real:
    return np.where(answers.is_score, answers.score, np.nan)


def _numbers(key: Key) -> Real:
    return np.array([np.nan if label is None else label for label in key.labels], np.float64)


def _sum_over_segments(table: Table, keys: Sequence[Key]) -> Whole:
    """Rows for each combination of the last keys."""
    n = np.zeros([len(key.labels) for key in keys], np.int64)
    np.add.at(n, table.index[-len(keys) :], table.n)
    return n


def _read_weights(rows: AnyRows, name: str) -> Any:
    weights = rows.numbers(name)
    extent = rows.extent(weights)
    if extent.absent or extent.negative:
        raise RowsError(
            f"weight column {name!r} has {extent.absent:,} values that are missing or no number and "
            f"{extent.negative:,} below zero, of {extent.rows:,}; a weight is zero or more"
        )
    if not extent.high:
        raise RowsError(f"weight column {name!r} is zero in every row")
    return weights
