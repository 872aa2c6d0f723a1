"""Lines of a table that was counted already: so many respondents gave this score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from cjm_widgets.measures.counted_plan import CountedPlan
from cjm_widgets.measures.encode import Encoded, encode
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.intervals import Array
from cjm_widgets.measures.reconcile import Tried, tried_long
from cjm_widgets.measures.scores import number, read_scores, text
from cjm_widgets.measures.tabulate import Index, Whole


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
