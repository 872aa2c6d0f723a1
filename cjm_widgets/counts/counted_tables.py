"""Tables that were counted already: how many gave each score, or which percentage of how many did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.counts.counting import find_segments, per_segment, tally
from cjm_widgets.document.errors import RowsError, listing, unknown
from cjm_widgets.document.model import Counts
from cjm_widgets.rows.protocol import require_columns
from cjm_widgets.rows.reading import CountedPlan
from cjm_widgets.rows.reconciliation import Tried, reconciliation, tried_long
from cjm_widgets.rows.scores import MATCHED, MISSING_CODE, OUT_OF_SCALE, UNMATCHED, number, read_scores, text
from cjm_widgets.rows.tabulate import Encoded, Table, encode
from cjm_widgets.statistics.arrays import Array, Index, Whole


@dataclass(frozen=True)
class Lines:
    """How many respondents gave which score, by the line that says so; and what became of all."""

    line: Index
    score: Array
    n: Whole
    tried: list[Tried]


def read_counted(columns: Mapping[str, Any], plan: CountedPlan, stage: Encoded, segment: Index) -> Lines:
    """Lines with a score and its respondents each."""
    score = encode(columns[str(plan.score)])
    answers = read_scores(score.labels, plan.scale, plan.missing)
    lines = np.zeros((len(stage.labels), len(score.labels)), np.int64)
    np.add.at(lines, (stage.positions, score.positions), 1)
    tried = tried_long(stage, score, answers, plan.rules, lines)
    used = np.flatnonzero(answers.is_score[score.positions] & has_stage(stage, plan))
    n = respondents(columns[str(plan.n)], used, plan)
    return Lines(used, answers.score[score.positions[used]], n, tried)


def has_stage(stage: Encoded, plan: CountedPlan) -> Any:
    known = [label is not None and plan.rules.get(text(label)) is not None for label in stage.labels]
    return np.array(known, np.bool_)[stage.positions]


def respondents(column: Any, used: Index, plan: CountedPlan) -> Whole:
    """Numbers of respondents, whole and none below zero."""
    given = column.iloc[used]
    numbers = [number(value) for value in given]
    for line, value, found in zip(used, given, numbers, strict=True):
        if found is None or not (found >= 0 and found.is_integer()):
            raise RowsError(
                f"column {plan.n!r} holds {value!r} in line {line} of the table; a number of respondents is "
                "whole and not below zero"
            )
    return np.array(numbers, np.int64)


# --- lines of a table that say which percentage of so many respondents gave a score


_ROUNDED_BY = 0.5
"""How far a published percentage may be from the true one."""


def read_boxes(columns: Mapping[str, Any], plan: CountedPlan, stage: Encoded, segment: Index) -> Lines:
    """Lines with a percentage for every box."""
    percentages = np.array([_read_percentages(columns[box], box, plan) for box in plan.boxes]).T
    blank = np.isnan(percentages).all(axis=1)
    tried = _tried(stage, plan, percentages)
    used = np.flatnonzero(has_stage(stage, plan) & ~blank)
    shares = np.nan_to_num(percentages[used])
    n = by_largest_remainder(shares, _total(columns, used, plan), used)
    scores = np.array([*plan.boxes.values()], np.float64)
    return Lines(np.repeat(used, len(scores)), np.tile(scores, len(used)), n.reshape(-1), tried)


def read_answers(columns: Mapping[str, Any], plan: CountedPlan, stage: Encoded, segment: Index) -> Lines:
    """Lines with the percentage of one answer each."""
    percentage = _read_percentages(columns[str(plan.percent)], str(plan.percent), plan)
    blank = np.isnan(percentage)
    tried = _tried(stage, plan, percentage[:, np.newaxis])
    used = np.flatnonzero(has_stage(stage, plan) & ~blank)
    answer = encode(columns[str(plan.score)])
    scores = np.array([_score_of(answer.labels[place], plan) for place in answer.positions[used]])
    group, _ = pd.factorize(stage.positions[used] * (int(segment.max(initial=0)) + 1) + segment[used])
    boxes, box = np.unique(scores, return_inverse=True)
    twice = pd.Series(group * len(boxes) + box).duplicated().to_numpy()
    if twice.any():
        where = used[twice][0]
        raise RowsError(
            f"line {where} of the table is the second with this stage, segment and answer; "
            "name in by= what tells them apart"
        )
    shares = np.zeros((int(group.max(initial=-1)) + 1, len(boxes)))
    shares[group, box] = percentage[used]
    total = _total(columns, used, plan)
    several = pd.Series(total).groupby(group).nunique().to_numpy() > 1
    first = np.unique(group, return_index=True)[1]
    if several.any():
        raise RowsError(
            f"the answers at line {used[first[several][0]]} of the table and others of its stage and segment "
            f"have different {plan.n!r}: percentages of one question are of one number of respondents"
        )
    n = by_largest_remainder(shares, total[first], used[first])
    return Lines(used, scores, n[group, box], tried)


def _tried(stage: Encoded, plan: CountedPlan, percentages: Array) -> list[Tried]:
    """What became of lines of percentages, ``NaN`` where there is none; of shape ``(lines, boxes)``."""
    blank: Any = np.isnan(percentages).all(axis=1)
    outcome = np.where(blank, MISSING_CODE, MATCHED)
    lines = [" ".join(f"{one:g}" for one in line) for line in np.nan_to_num(percentages)]
    tried = []
    for position in np.unique(stage.positions).tolist():
        label = stage.labels[position]
        given = "" if label is None else text(label)
        id = plan.rules.get(given)
        own = np.flatnonzero(stage.positions == position)
        outcomes = outcome[own] if id else np.full(len(own), UNMATCHED)
        labels = [None if blank[line] else lines[line] for line in own]
        tried.append(Tried(given, id, outcomes.astype(np.uint8), labels, np.ones_like(own)))
    return tried


def _read_percentages(column: Any, name: str, plan: CountedPlan) -> Array:
    """A column's percentages, ``NaN`` where there is none."""
    key = encode(column)
    answers = read_scores(key.labels, (0.0, 100.0), plan.missing)
    wrong = answers.outcome == OUT_OF_SCALE
    held = np.flatnonzero(wrong[key.positions])
    if len(held):
        raise RowsError(
            f"column {name!r} holds {text(key.labels[key.positions[held[0]]])!r} in line {held[0]}; "
            "a percentage is from 0 to 100, and what means 'none' is named: missing=[...]"
        )
    percentage: Array = np.where(answers.is_score, answers.score, np.nan)[key.positions]
    return percentage


def _score_of(answer: Any, plan: CountedPlan) -> float:
    if not plan.boxes:
        score = number(answer)
        low, high = plan.scale
        if score is None or not low <= score <= high:
            raise RowsError(
                f"the answer {text(answer)!r} is no score from {low:g} to {high:g}; say its score: "
                "boxes={answer: score}"
            )
        return score
    scores = {str(box): score for box, score in plan.boxes.items()}
    if answer is None or text(answer) not in scores:
        raise unknown("answer", "" if answer is None else text(answer), scores)
    return scores[text(answer)]


def _total(columns: Mapping[str, Any], used: Index, plan: CountedPlan) -> Whole:
    """How many respondents the percentages of each line are of."""
    if isinstance(plan.n, int):
        return np.full(len(used), plan.n, np.int64)
    return respondents(columns[plan.n], used, plan)


def by_largest_remainder(shares: Array, total: Whole, line: Index) -> Whole:
    """Counts that add up to each total; ``shares`` has shape ``(totals, boxes)``."""
    added = shares.sum(axis=1)
    wrong = np.flatnonzero(np.abs(added - 100) > _ROUNDED_BY * shares.shape[1] + 1e-9)
    if len(wrong):
        raise RowsError(
            f"the percentages at line {line[wrong[0]]} of the table add up to {added[wrong[0]]:g}, not to 100"
        )
    quota = shares / added[:, np.newaxis] * total[:, np.newaxis]
    n = np.floor(quota).astype(np.int64)
    order = np.argsort(n - quota, axis=1, kind="stable")
    place = np.argsort(order, axis=1, kind="stable")
    found: Whole = n + (place < (total - n.sum(axis=1))[:, np.newaxis])
    return found


# --- tables that were counted already


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
    >>> plan = CountedPlan(stage="item", n="n", scale=(1, 3), stages={"Quiet": "quiet"}, boxes=boxes)
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
