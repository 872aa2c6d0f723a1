"""Lines of a table that say which percentage of so many respondents gave a score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import unknown
from cjm_widgets.measures.counted_lines import Lines, has_stage, respondents
from cjm_widgets.measures.counted_plan import CountedPlan
from cjm_widgets.measures.encode import Encoded, encode
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.intervals import Array
from cjm_widgets.measures.reconcile import Tried
from cjm_widgets.measures.scores import (
    MATCHED,
    MISSING_CODE,
    OUT_OF_SCALE,
    UNMATCHED,
    number,
    read_scores,
    text,
)
from cjm_widgets.measures.tabulate import Index, Whole

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
