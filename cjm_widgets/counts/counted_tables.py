"""Reading tables of counts or percentages per score, such as published ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.counts.counting import RowCounts, by_keys, per_segment, tally
from cjm_widgets.counts.segments import find_segments
from cjm_widgets.document.errors import RowsError, listing, unknown
from cjm_widgets.document.model import Counts
from cjm_widgets.document.numerals import COMMA_OR_GROUP, plain_text
from cjm_widgets.rows.advice import answers_of, labels_frame, note_readings, row_count, warn_out_of_scale
from cjm_widgets.rows.meanings import find_meanings, note_meanings
from cjm_widgets.rows.opening import open_rows
from cjm_widgets.rows.protocol import require_columns
from cjm_widgets.rows.reading import CountedPlan
from cjm_widgets.rows.reconciliation import (
    RowOutcomes,
    reconciliation,
    stage_outcomes,
    warn_off_map,
    warn_renamed,
)
from cjm_widgets.rows.scores import (
    MATCHED,
    MISSING_CODE,
    OUT_OF_SCALE,
    UNMATCHED,
    Meaning,
    number,
    read_numbers,
    read_scores,
    text,
)
from cjm_widgets.rows.tabulate import ColumnCodes, Tabulation, encode
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole

RECONSTRUCTED = "counts reconstructed from percentages, largest remainder"
"""What the methods of a source of percentages add."""


def count_table(table: pd.DataFrame, plan: CountedPlan) -> RowCounts:
    """Read the counts of a table.

    Percentages become counts by the largest remainder: of ``n`` respondents each box gets the whole number
    below its share, and the rest go to the boxes with the largest remainders. Percentages may miss a sum of
    100 by as much as rounding explains.

    Parameters
    ----------
    table
        A line per stage and score, or per stage with a column of percentages for each box. Lines of the
        same stage and segment add up.
    plan
        How to read it.

    Returns
    -------
    RowCounts
        ``counts`` are whole numbers per stage, segment and value; ``respondents`` of a segment is the most
        that any stage has, as nobody knows how many answered about several stages. ``reconciliation`` is what
        became of every line, ``labels`` how its answers were read.

    Raises
    ------
    UnknownNameError
        When a column is not there; names the nearest.
    RowsError
        When nothing is a score, a number of respondents is invalid, or percentages do not add up.

    References
    ----------
    Balinski and Young (1982), "Fair Representation", on Hamilton's method of the largest remainder.

    Examples
    --------
    >>> table = pd.DataFrame({"item": ["Quiet"], "low": [9], "middle": [29], "top": [62], "n": [210]})
    >>> boxes = {"low": 1, "middle": 2, "top": 3}
    >>> plan = CountedPlan(stage="item", n="n", scale=(1, 3), stages={"Quiet": "quiet"}, boxes=boxes)
    >>> count_table(table, plan).counts.stages["quiet"].n
    ((19, 61, 130),)
    """
    columns = _columns(table, plan)
    keys, waves = by_keys(open_rows(table), plan)
    by = [key.positions for key in keys]
    segments = find_segments(plan.by, keys, by, waves)
    segment = segments.of(by, len(table))
    stage_key = encode(columns[plan.stage])
    ids = [None if label is None else plan.rules.get(text(label)) for label in stage_key.labels]
    stage = np.array(ids, object)[stage_key.positions]
    at_stage = np.array([id is not None for id in ids], np.bool_)[stage_key.positions]
    read = _read_boxes if plan.score is None else _read_answers if plan.percent else _read_counts
    lines = read(columns, plan, stage_key, at_stage, segment)
    stages = {}
    respondents = np.zeros(len(segments), np.int64)
    for id in dict.fromkeys(stage[lines.line]):
        own = np.flatnonzero(stage[lines.line] == id)
        group, n = segment[lines.line[own]], lines.n[own]
        stages[id] = tally(group, lines.score[own], Tabulation((), n), len(segments))
        respondents = np.maximum(respondents, per_segment(group, n, len(segments)))
    if not stages:
        raise RowsError(_no_score(lines.outcomes, plan))
    counts = Counts(plan.by, segments.values, tuple(respondents.tolist()), stages, waves=waves)
    warn_off_map(lines.outcomes, plan)
    warn_renamed(lines.outcomes, plan)
    answers = {} if plan.of_percentages else answers_of(lines.outcomes, plan)
    note = note_meanings(lines.meanings, {column: [*own] for column, own in answers.items()}, plan)
    note_readings(lines.outcomes, plan, lines.meanings, _commas(columns, plan))
    if not plan.of_percentages:
        warn_out_of_scale(lines.outcomes, plan)
    return RowCounts(
        counts,
        reconciliation(lines.outcomes, plan.suggestions),
        labels_frame(lines.outcomes, plan, lines.meanings),
        note,
    )


def _columns(table: pd.DataFrame, plan: CountedPlan) -> dict[str, Any]:
    if not len(table):
        raise RowsError("the table is empty: there is nothing to count")
    labels = [str(label) for label in table.columns]
    require_columns(labels, plan.named_columns)
    return {name: table.iloc[:, labels.index(name)] for name in plan.named_columns}


def _no_score(outcomes: Sequence[RowOutcomes], plan: CountedPlan) -> str:
    names = listing(repr(one.name) for one in outcomes)
    return (
        f"no line of the table is a score at a stage of the map; {plan.stage!r} holds {names}. "
        f"Stages: {listing(plan.suggestions)}"
    )


# --- tables of counts


@dataclass(frozen=True)
class ScoreLines:
    """Respondents and score of each line, or of each box of a line; and what became of all lines."""

    line: Index
    score: Array
    n: Whole
    outcomes: list[RowOutcomes]
    meanings: Mapping[str, Meaning] = field(default_factory=dict)


def _commas(columns: Mapping[str, Any], plan: CountedPlan) -> dict[str, str]:
    """What was read of each column of numbers that has commas."""
    boxes = plan.boxes if plan.score is None else ()
    names = [
        *boxes,
        *([plan.percent] if plan.percent else []),
        *([plan.n] if isinstance(plan.n, str) else []),
    ]
    readings = {}
    for name in dict.fromkeys(names):
        rows = sum(isinstance(value, str) and "," in value for value in columns[name])
        if rows:
            what = "commas between thousands" if name == plan.n else "decimal commas"
            readings[name] = f"{what} in {row_count(rows)}"
    return readings


def _read_counts(
    columns: Mapping[str, Any], plan: CountedPlan, stage: ColumnCodes, at_stage: Mask, segment: Index
) -> ScoreLines:
    """Read lines of a score and its respondents."""
    score = encode(columns[str(plan.score)])
    name = str(plan.score)
    meanings = find_meanings({name: score}, plan, None, plan.scale)
    answers = read_scores(score.labels, plan.scale, plan.missing, meanings[name])
    n = np.zeros((len(stage.labels), len(score.labels)), np.int64)
    np.add.at(n, (stage.positions, score.positions), 1)
    outcomes = stage_outcomes(stage, score, answers, plan.rules, n)
    lines = np.flatnonzero(answers.is_score[score.positions] & at_stage)
    respondents = _read_respondents(columns[str(plan.n)], lines, plan)
    return ScoreLines(lines, answers.score[score.positions[lines]], respondents, outcomes, meanings)


_MOST_RESPONDENTS = 10**12
"""In one line of a table, so that all lines together can be counted."""


def _read_respondents(column: Any, lines: Index, plan: CountedPlan) -> Whole:
    """The numbers of respondents in some lines, which must be whole and not negative."""
    values = column.iloc[lines]
    numbers = [_whole_number(value) for value in values]
    for line, value, n in zip(lines, values, numbers, strict=True):
        if n is None or not (0 <= n <= _MOST_RESPONDENTS and n.is_integer()):
            raise RowsError(
                f"column {plan.n!r} holds {value!r} in line {line} of the table; a number of respondents is "
                f"whole and not below zero, and at most {_MOST_RESPONDENTS:,}"
            )
    return np.array(numbers, np.int64)


def _whole_number(value: object) -> float | None:
    """A number of respondents: the comma of "1,234" parts thousands, as nothing else is whole."""
    plain = plain_text(value) if isinstance(value, str) else ""
    return float(plain.replace(",", "")) if re.fullmatch(COMMA_OR_GROUP, plain) else number(value)


# --- tables of percentages

_ROUNDING = 0.5
"""How far rounding may move a published percentage."""


def _read_boxes(
    columns: Mapping[str, Any], plan: CountedPlan, stage: ColumnCodes, at_stage: Mask, segment: Index
) -> ScoreLines:
    """Read lines with a percentage for every box."""
    percentages = np.array([_read_percentages(columns[box], box, plan) for box in plan.boxes]).T
    blank = np.isnan(percentages).all(axis=1)
    outcomes = _outcomes(stage, plan, percentages)
    lines = np.flatnonzero(at_stage & ~blank)
    shares = np.nan_to_num(percentages[lines])
    n = _by_largest_remainder(shares, _total(columns, lines, plan), lines)
    scores = np.array([*plan.boxes.values()], np.float64)
    return ScoreLines(np.repeat(lines, len(scores)), np.tile(scores, len(lines)), n.reshape(-1), outcomes)


def _read_answers(
    columns: Mapping[str, Any], plan: CountedPlan, stage: ColumnCodes, at_stage: Mask, segment: Index
) -> ScoreLines:
    """Read lines with the percentage of one answer."""
    percentage = _read_percentages(columns[str(plan.percent)], str(plan.percent), plan)
    blank = np.isnan(percentage)
    outcomes = _outcomes(stage, plan, percentage[:, np.newaxis])
    lines = np.flatnonzero(at_stage & ~blank)
    answer = encode(columns[str(plan.score)])
    numbers = read_numbers(answer.labels, plan.scale)
    scores = np.array(
        [_score_of(answer.labels[place], numbers[place], plan) for place in answer.positions[lines]]
    )
    group, _ = pd.factorize(stage.positions[lines] * (int(segment.max(initial=0)) + 1) + segment[lines])
    boxes, box = np.unique(scores, return_inverse=True)
    twice = pd.Series(group * len(boxes) + box).duplicated().to_numpy()
    if twice.any():
        second = lines[twice][0]
        raise RowsError(
            f"line {second} of the table is the second with this stage, segment and answer; "
            "name in by= what tells them apart"
        )
    shares = np.zeros((int(group.max(initial=-1)) + 1, len(boxes)))
    shares[group, box] = percentage[lines]
    total = _total(columns, lines, plan)
    several = pd.Series(total).groupby(group).nunique().to_numpy() > 1
    first = np.unique(group, return_index=True)[1]
    if several.any():
        raise RowsError(
            f"the answers at line {lines[first[several][0]]} of the table and others of its stage and "
            f"segment have different {plan.n!r}: percentages of one question are of one number of respondents"
        )
    n = _by_largest_remainder(shares, total[first], lines[first])
    return ScoreLines(lines, scores, n[group, box], outcomes)


def _outcomes(stage: ColumnCodes, plan: CountedPlan, percentages: Array) -> list[RowOutcomes]:
    """What became of each stage's lines; ``percentages`` has shape ``(lines, boxes)``, ``NaN`` for none."""
    blank: Any = np.isnan(percentages).all(axis=1)
    outcome = np.where(blank, MISSING_CODE, MATCHED)
    texts = [" ".join(f"{one:g}" for one in line) for line in np.nan_to_num(percentages)]
    outcomes = []
    for position in np.unique(stage.positions).tolist():
        label = stage.labels[position]
        name = "" if label is None else text(label)
        id = plan.rules.get(name)
        own = np.flatnonzero(stage.positions == position)
        each = outcome[own] if id else np.full(len(own), UNMATCHED)
        labels = [None if blank[line] else texts[line] for line in own]
        outcomes.append(RowOutcomes(name, id, each.astype(np.uint8), labels, np.ones_like(own)))
    return outcomes


def _read_percentages(column: Any, name: str, plan: CountedPlan) -> Array:
    """The percentages of a column, ``NaN`` for a missing one."""
    key = encode(column)
    labels = [label.rstrip(" %\xa0\u202f") if isinstance(label, str) else label for label in key.labels]
    answers = read_scores(labels, (0.0, 100.0), plan.missing)
    wrong = np.flatnonzero((answers.outcome == OUT_OF_SCALE)[key.positions])
    if len(wrong):
        raise RowsError(
            f"column {name!r} holds {text(key.labels[key.positions[wrong[0]]])!r} in line {wrong[0]}; "
            "a percentage is from 0 to 100, and what means 'none' is named: missing=[...]"
        )
    percentage: Array = np.where(answers.is_score, answers.score, np.nan)[key.positions]
    return percentage


def _score_of(answer: Any, score: float | None, plan: CountedPlan) -> float:
    """The score of an answer, which is a number itself or has one in ``boxes``."""
    if not plan.boxes:
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


def _total(columns: Mapping[str, Any], lines: Index, plan: CountedPlan) -> Whole:
    """The number of respondents behind the percentages of each line."""
    if isinstance(plan.n, int):
        return np.full(len(lines), plan.n, np.int64)
    return _read_respondents(columns[plan.n], lines, plan)


def _by_largest_remainder(shares: Array, total: Whole, line: Index) -> Whole:
    """Percentages of shape ``(totals, boxes)`` as counts that add up to each total."""
    sums = shares.sum(axis=1)
    wrong = np.flatnonzero(np.abs(sums - 100) > _ROUNDING * shares.shape[1] + 1e-9)
    if len(wrong):
        raise RowsError(
            f"the percentages at line {line[wrong[0]]} of the table add up to {sums[wrong[0]]:g}, not to 100"
        )
    quota = shares / sums[:, np.newaxis] * total[:, np.newaxis]
    n = np.floor(quota).astype(np.int64)
    order = np.argsort(n - quota, axis=1, kind="stable")
    place = np.argsort(order, axis=1, kind="stable")
    counts: Whole = n + (place < (total - n.sum(axis=1))[:, np.newaxis])
    return counts
