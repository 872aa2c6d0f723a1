"""The scale of scores where the caller did not say it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cjm_widgets.document.errors import CjmWarning, RowsError, listing, warn
from cjm_widgets.document.numerals import part_of
from cjm_widgets.rows.advice import labels_for
from cjm_widgets.rows.meanings import find_meanings, labelled_scale, rivals_of, scale_of
from cjm_widgets.rows.opening import as_table, open_rows
from cjm_widgets.rows.protocol import AnyRows, Key, require_columns
from cjm_widgets.rows.reading import AnyPlan
from cjm_widgets.rows.scores import (
    MATCHED,
    OUT_OF_SCALE,
    Meaning,
    is_blank,
    is_code,
    means_no_answer,
    missing_codes,
    number,
    read_numbers,
    read_scores,
    text,
)
from cjm_widgets.rows.word_scales import plain_word


def infer_scale(rows: Any, plan: AnyPlan) -> tuple[float, float]:
    """Take the lowest and the highest score at the stages of the map as the scale, with a warning.

    Parameters
    ----------
    rows
        What `open_rows` takes.
    plan
        How to read them; its scale is ignored.

    Raises
    ------
    UnknownNameError
        When a column is not there; names the nearest.
    RowsError
        When the columns do not have two different numbers, or some stand apart from the others as codes for
        "no answer" do: nothing is computed on a scale of 1 to 99. Names the likely scale.

    Warns
    -----
    CjmWarning
        Unless words say the scale: the lowest answer need not be the lowest possible one.

    Examples
    --------
    >>> import warnings
    >>> import pandas as pd
    >>> from cjm_widgets.rows.reading import Plan
    >>> plan = Plan(scale=(0, 1), columns={"Q1": "wait"}, missing=(0,))
    >>> with warnings.catch_warnings(record=True) as messages:
    ...     warnings.simplefilter("always")
    ...     infer_scale(pd.DataFrame({"Q1": [1, 4, 5, 0]}), plan)
    (1.0, 5.0)
    >>> print(messages[0].message)
    no scale was given: taken as 1 to 5, the lowest and the highest score found; say scale=(1, 5)
    """
    table = as_table(rows)
    rows = open_rows(table)
    require_columns(rows.columns, plan.named_columns)
    columns = _in_columns(rows, plan.columns) if plan.wide else _at_stages(rows, plan)
    meanings = find_meanings({name: key for name, (key, _) in columns.items()}, plan, table.value_labels)
    words = scale_of(meanings)
    scores: Counter[float] = Counter()
    for name, (_, values) in columns.items():
        scores.update(_scores(values, plan, meanings[name]))
    labelled = labelled_scale(meanings, scores)
    if labelled is not None:
        low, high = labelled
        warn(f"no scale was given: taken as {low:g} to {high:g}, by the value labels of the rows", CjmWarning)
        return labelled
    if words is not None and words[0] < words[1] and all(words[0] <= score <= words[1] for score in scores):
        return words
    others = _other_words(columns, plan, meanings)
    if len(scores) < 2 and others:
        raise RowsError(
            f"the rows do not tell the scale of {listing(map(repr, others))}: {labels_for(others, 1)}"
        )
    if len(scores) < 2:
        raise RowsError("the rows do not tell the scale of the scores; say scale=(lowest, highest)")
    if others and not plan.word_scores and rivals_of(others):
        raise RowsError(_words_sentence(others, scores))
    low, high = min(scores), max(scores)
    codes = stray_codes(scores)
    if codes:
        raise RowsError(_codes_sentence(scores, codes))
    warn(
        f"no scale was given: taken as {low:g} to {high:g}, the lowest and the highest score found; "
        f"say scale=({low:g}, {high:g})",
        CjmWarning,
    )
    return low, high


def _other_words(
    columns: Mapping[str, tuple[Key, Mapping[Any, int]]], plan: AnyPlan, meanings: Mapping[str, Meaning]
) -> list[str]:
    """The answers in words that have no score."""
    words: dict[str, None] = {}
    missing = missing_codes(plan.missing)
    for name, (_, values) in columns.items():
        labels = [*values]
        for label, value in zip(labels, read_numbers(labels, (-math.inf, math.inf)), strict=True):
            if isinstance(label, str) and value is None and part_of(label) is None:
                is_answer = not (is_blank(label) or means_no_answer(label) or missing.holds(label))
                if is_answer and meanings[name].score_of(label) is None:
                    words[label] = None
    return [*words]


def _words_sentence(words: Sequence[str], scores: Collection[float]) -> str:
    """What to say of the words at the ends of a scale of numbers."""
    places = rivals_of(words)[0].places
    low, high = min(scores), max(scores)
    ordered = sorted(words, key=lambda word: places[plain_word(word)])
    ends = {ordered[0]: low - 1, ordered[-1]: high + 1} if len(ordered) > 1 else {}
    labels = ", ".join(f"{word!r}: {score:g}" for word, score in ends.items()) or f"{ordered[0]!r}: ..."
    return (
        f"no scale was given, and {listing(map(repr, ordered))} stand beside {low:g} to {high:g} "
        f"as the words of a scale's ends do: say their scores, for instance labels={{{labels}}}"
    )


def _scores(column: Mapping[Any, int], plan: AnyPlan, meaning: Meaning) -> Counter[float]:
    """How many rows have each number of a column; of "4/5" the 5 is a score that no row has."""
    labels = [*column]
    answers = read_scores(labels, (-math.inf, math.inf), plan.missing, replace(meaning, reverse=False))
    scores: Counter[float] = Counter()
    for label, outcome, score in zip(labels, answers.outcome, answers.score.tolist(), strict=True):
        part = part_of(label) if outcome == OUT_OF_SCALE and isinstance(label, str) else None
        if part is not None and (value := number(part[0])) is not None:
            scores[value] += column[label]
            scores[part[1]] += 0
        elif outcome == MATCHED and math.isfinite(score):
            scores[score] += column[label]
    return scores


def _in_columns(rows: AnyRows, columns: Iterable[str]) -> dict[str, tuple[Key, Counter[Any]]]:
    """Each column, its different values, and how many rows have each."""
    every = {}
    for column in columns:
        key = rows.key(column)
        table = rows.tabulate([key])
        values: Counter[Any] = Counter()
        for place, n in zip(table.index[0].tolist(), table.n.tolist(), strict=True):
            values[key.labels[place]] += n
        every[column] = key, values
    return every


def _at_stages(rows: AnyRows, plan: AnyPlan) -> dict[str, tuple[Key, Counter[Any]]]:
    """The different values of long rows at stages of the map, or of all rows if none is at a stage."""
    values: Counter[Any] = Counter()
    if plan.stage is None or plan.score is None:
        return {}
    stage, score = rows.key(plan.stage), rows.key(plan.score)
    table = rows.tabulate([stage, score])
    stages, scores = table.index
    known = [label is not None and plan.rules.get(text(label)) is not None for label in stage.labels]
    at_stage = np.array(known, np.bool_)[stages]
    chosen = at_stage if at_stage.any() else np.ones_like(at_stage)
    for place, n in zip(scores[chosen].tolist(), table.n[chosen].tolist(), strict=True):
        values[score.labels[place]] += n
    return {plan.score: (score, values)}


# --- codes among the scores

_MOST_CODES = 5
_WITH_CODES_8_AND_9 = ((1, 4), (1, 5), (1, 7))
"""Scales beside which an 8 or a 9 that stands apart means "no answer"."""


def stray_codes(scores: Mapping[float, int]) -> list[float]:
    """The numbers that stand apart from the scores as codes for "no answer" do, ascending.

    Parameters
    ----------
    scores
        How many rows have each number.

    Returns
    -------
    list of float
        At most 5. The scores are the longest run of numbers at most 1 apart. Apart from it are the usual
        codes, such as 99 and -1, and numbers of fewer rows that are further from it than twice its length.
        An 11 behind 0 to 10 and a -1 before 0 are codes too, though nothing lies between.

    Examples
    --------
    >>> stray_codes({1: 4, 2: 9, 3: 8, 4: 7, 5: 6, 99: 5}), stray_codes({1: 4, 3: 9, 10: 8})
    ([99], [])
    >>> stray_codes({**dict.fromkeys(range(11), 9), 11: 2})
    [11]
    """
    run = max(_runs(scores), key=lambda run: (len(run), sum(scores[value] for value in run)))
    inside = [value for value in run if not _is_next_to_scale(value, run)]
    low, high = inside[0], inside[-1]
    others = sorted(set(scores) - set(inside))
    if len(inside) < 2 or len(others) > _MOST_CODES:
        return []
    few = sum(scores[value] for value in others) < sum(scores[value] for value in inside)

    def is_stray(value: float) -> bool:
        if value in run:
            return True
        if (is_code(value) and value != -high) or (value in (8, 9) and (low, high) in _WITH_CODES_8_AND_9):
            return True
        return few and len(inside) > 2 and max(low - value, value - high) > 2 * (high - low)

    return others if all(is_stray(value) for value in others) else []


def _runs(scores: Iterable[float]) -> list[list[float]]:
    """The numbers in order, parted where two are more than 1 apart."""
    runs: list[list[float]] = []
    for value in sorted(scores):
        if runs and value - runs[-1][-1] <= 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


def _is_next_to_scale(value: float, run: Sequence[float]) -> bool:
    """Whether the first or the last of a run is a code: no scale goes from -1 to 3 or more, or up to 11."""
    return (value == -1 == run[0] and run[-1] >= 3) or (
        value == 11 == run[-1] and len(run) > 5 and run[0] >= -1
    )


def _codes_sentence(scores: Mapping[float, int], codes: Sequence[float]) -> str:
    inside = [value for value in scores if value not in codes]
    low, high = min(inside), max(inside)
    likely = low if low <= 1 else 0.0 if high == 10 else 1.0
    rows = sum(scores[value] for value in codes)
    several = ", ".join(f"{value:g}" for value in codes)
    one = len(codes) == 1
    return (
        f"no scale was given, and {several} ({rows:,} {'row' if rows == 1 else 'rows'}) "
        f"{'stands' if one else 'stand'} apart from {low:g} to {high:g} like "
        f"{'a code' if one else 'codes'} for 'no answer': say scale=({likely:g}, {high:g}), with "
        f"missing=[{several}] if {'it is one' if one else 'they are'}, or "
        f"scale=({min(scores):g}, {max(scores):g}) if {'it is a score' if one else 'they are scores'}"
    )
