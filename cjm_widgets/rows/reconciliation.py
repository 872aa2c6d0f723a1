"""What each rule from texts to stages matched, and what matched nothing."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import CjmWarning, OutOfScaleWarning, RowsError, listing, nearest, warn
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.rows.protocol import Key
from cjm_widgets.rows.reading import Plan, Rules
from cjm_widgets.rows.scores import (
    MATCHED,
    MISSING_CODE,
    NO_SCALE,
    OUT_OF_SCALE,
    OUTCOMES,
    UNMATCHED,
    Answers,
    is_blank,
    number,
    text,
)
from cjm_widgets.statistics.arrays import Whole

EMPTY = "(empty)"
"""How a value that is none is shown."""
_EXAMPLES = 5
_SUGGESTED = 1000
"""Texts of no stage, from the most frequent, up to which the nearest stage is looked for."""

_COLUMNS = {
    "given": object,
    "stage": object,
    "outcome": object,
    "rows": np.int64,
    "examples": object,
    "nearest": object,
}


@dataclass(frozen=True)
class Tried:
    """What became of the rows of one column, or of one value of the stage column.

    Parameters
    ----------
    given
        The column (wide rows) or the stage as the rows name it (long rows).
    stage
        The id of the stage it counts for; ``None`` when it matched none.
    outcome
        For each distinct value, its position in ``OUTCOMES``.
    labels
        The distinct values.
    n
        For each distinct value, how many rows hold it.
    """

    given: str
    stage: Id | None
    outcome: np.ndarray[Any, np.dtype[np.uint8]]
    labels: Sequence[object]
    n: Whole

    def rows(self, outcome: int) -> int:
        """How many rows came to this."""
        return int(self.n[self.outcome == outcome].sum())

    def values(self, outcome: int) -> list[tuple[object, int]]:
        """The values that came to this and how many rows hold each, the most frequent first."""
        found = np.flatnonzero((self.outcome == outcome) & (self.n > 0)).tolist()
        counted = [(self.labels[position], int(self.n[position])) for position in found]
        return sorted(counted, key=lambda one: (-one[1], _by_size(one[0])))


def tried_wide(column: str, stage: Id, key: Key, answers: Answers, n: Whole) -> Tried:
    """A column of wide rows; ``n`` counts the rows of each label."""
    return Tried(column, stage, answers.outcome, key.labels, n)


def tried_long(
    stage_key: Key, score_key: Key, answers: Answers, stages: Mapping[str, Id] | Rules, n: Whole
) -> list[Tried]:
    """Each value of the stage column; ``n`` counts the rows of each label of stage and score."""
    tried = []
    for position in np.flatnonzero(n.sum(axis=1)).tolist():
        label = stage_key.labels[position]
        given = "" if label is None else text(label)
        stage = stages.get(given)
        outcome = answers.outcome
        if stage is None:
            outcome = np.full_like(outcome, UNMATCHED)
        tried.append(Tried(given, stage, outcome, score_key.labels, n[position]))
    order = {name: position for position, name in enumerate(stages)}
    return sorted(tried, key=lambda one: (order.get(one.given, len(order)), -int(one.n.sum()), one.given))


def reconciliation(tried: Iterable[Tried], stages: Iterable[str] = ()) -> pd.DataFrame:
    """Say what became of every row that was read.

    Parameters
    ----------
    tried
        What was found, per column or stage value.
    stages
        The names of stages, to suggest.

    Returns
    -------
    pandas.DataFrame
        A row per ``given`` (the column, or the stage as the rows name it) and ``outcome``: ``stage`` (its
        id), ``rows``, ``examples`` (the most frequent values) and, where unmatched, the ``nearest`` stage.
        The rows of each given column add up to all rows; those of stage values do so together.
    """
    every, names = [*tried], [*stages]
    lost = [one.given for one in every if one.rows(UNMATCHED)]
    hints = {given: nearest(given, names) for given in lost[:_SUGGESTED]}
    records = [
        {
            "given": one.given,
            "stage": one.stage,
            "outcome": name,
            "rows": one.rows(outcome),
            "examples": ", ".join(
                dict.fromkeys(_example(value) for value, _ in one.values(outcome)[:_EXAMPLES])
            ),
            "nearest": hints.get(one.given) if outcome == UNMATCHED else None,
        }
        for one in every
        for outcome, name in enumerate(OUTCOMES)
        if one.rows(outcome)
    ]
    return frame_of_records(records, _COLUMNS)


def with_left_out(
    found: pd.DataFrame, left_out: Mapping[int, Mapping[str, int]], stages: Mapping[str, Id | None]
) -> pd.DataFrame:
    """The reconciliation of all rows: of those that were read, and of those that were not.

    Parameters
    ----------
    found
        Of the rows that were read; see `reconciliation`.
    left_out
        For each outcome, and each given column or stage value, how many rows were not read.
    stages
        The id of the stage of each.

    Examples
    --------
    >>> read = pd.DataFrame([["Q1", "wait", "matched", 8, "5", None]], columns=[*_COLUMNS])
    >>> filtered = {OUTCOMES.index("filtered"): {"Q1": 2}}
    >>> with_left_out(read, filtered, {"Q1": "wait"})[["given", "outcome", "rows"]]
      given   outcome  rows
    0    Q1   matched     8
    1    Q1  filtered     2
    """
    records = [
        dict(zip(_COLUMNS, (given, stages.get(given), OUTCOMES[outcome], rows, "", None), strict=True))
        for outcome, every in left_out.items()
        for given, rows in every.items()
        if rows
    ]
    if not records:
        return found
    both = pd.concat([found, frame_of_records(records, _COLUMNS)], ignore_index=True)
    places = {given: place for place, given in enumerate(dict.fromkeys(both["given"]))}
    return both.sort_values("given", key=lambda given: given.map(places), kind="stable", ignore_index=True)


def require_scores(tried: Sequence[Tried], plan: Plan) -> None:
    """Refuse rows in which nothing at all is a score.

    Raises
    ------
    RowsError
        Says what was there instead.
    """
    if any(one.rows(MATCHED) for one in tried):
        return
    why = []
    for outcome, name in enumerate(OUTCOMES):
        rows = sum(one.rows(outcome) for one in tried)
        if rows and outcome == UNMATCHED:
            lost = [one.given for one in tried if one.rows(UNMATCHED)]
            hints = {given: nearest(given, plan.suggestions) for given in lost[:_SUGGESTED]}
            named = [
                f"{given!r} (nearest: {hint!r})" if hint else repr(given)
                for given, hint in ((given, hints.get(given)) for given in lost)
            ]
            why.append(f"{rows:,} {name} ({listing(named)})")
        elif rows and outcome in (MISSING_CODE, OUT_OF_SCALE):
            values = dict.fromkeys(
                _shown(value) for one in tried for value, _ in one.values(outcome)[:_EXAMPLES]
            )
            why.append(f"{rows:,} {name} ({listing(values)})")
        elif rows:
            why.append(f"{rows:,} {name}")
    accepted = "" if plan.wide else f" Stages: {listing(plan.suggestions)}"
    where = listing(plan.columns) if plan.wide else str(plan.score)
    wanted = "amount" if plan.scale == NO_SCALE else "score from {:g} to {:g}".format(*plan.scale)
    raise RowsError(f"no {wanted} in {where}: {', '.join(why)}.{accepted}")


def warn_out_of_scale(tried: Sequence[Tried], plan: Plan) -> None:
    """Warn once about all values that are no scores and were not named as missing codes."""
    found: dict[str, list[str]] = {}
    for one in tried:
        for value, rows in one.values(OUT_OF_SCALE):
            where = f"column {one.given!r}" if plan.wide else f"column {plan.score!r} at {one.given!r}"
            found.setdefault(_shown(value), []).append(f"{where} ({rows:,} {'row' if rows == 1 else 'rows'})")
    if not found:
        return
    each = "; ".join(f"{value} in {listing(places)}" for value, places in list(found.items())[:_EXAMPLES])
    more = f"; and {len(found) - _EXAMPLES} more values" if len(found) > _EXAMPLES else ""
    codes = ", ".join(list(found)[:_EXAMPLES])
    amounts = plan.scale == NO_SCALE
    what = "no amounts" if amounts else "off the scale {:g} to {:g}".format(*plan.scale)
    warn(
        f"{what}, so not counted{'' if amounts else ' as scores'}: {each}{more}. "
        f"Name what means 'no answer': missing=[{codes}]",
        OutOfScaleWarning,
    )


def _by_size(value: object) -> tuple[float, str]:
    """Numbers first: equally frequent values stand in one order, whatever engine found them."""
    as_number = number(value)
    return (math.inf, text(value)) if as_number is None else (as_number, "")


def _example(value: object) -> str:
    return EMPTY if is_blank(value) else text(value)


def _shown(value: object) -> str:
    if is_blank(value):
        return "empty"
    as_number = number(value)
    if isinstance(value, str) or as_number is None:
        return repr(str(value))
    return text(as_number)


# --- what each rule from texts to stages matched, and what matched nothing


_MATCH_COLUMNS: dict[str, Any] = {
    "rule": object,
    "stage": object,
    "values": np.int64,
    "rows": np.int64,
    "hit_rate": np.float64,
    "examples": object,
    "passed_over": np.int64,
}


def matches_frame(found: pd.DataFrame, rules: Rules, shown: Collection[str] = ()) -> pd.DataFrame:
    """Say what each rule of long rows matched.

    Parameters
    ----------
    found
        The reconciliation of all rows.
    rules
        The rules, in order.
    shown
        Rules to show where they matched nothing, too; by default all.

    Returns
    -------
    pandas.DataFrame
        A row per rule: ``rule, stage`` (its id), ``values`` and ``rows`` that it decided, ``hit_rate`` (the
        share of all rows), ``examples`` (the most frequent values), and ``passed_over``, how many values
        fit it too but an earlier rule gave them to another stage. The last row, without a rule, is what no
        rule fits.

    Examples
    --------
    >>> read = pd.DataFrame({"given": ["pay", "x"], "outcome": ["matched", "unmatched"], "rows": [6, 2]})
    >>> matches_frame(read, Rules({"p*": "till"}, "glob"))
       rule stage  values  rows  hit_rate examples  passed_over
    0    p*  till       1     6      0.75      pay            0
    1  None  None       1     2      0.25        x            0
    """
    rows = found.groupby("given", sort=False)["rows"].sum().sort_values(ascending=False, kind="stable")
    total = int(rows.sum())
    decided: dict[str | None, list[str]] = {**{rule: [] for rule in rules}, None: []}
    passed_over = dict.fromkeys(rules, 0)
    for given in rows.index:
        fitting = rules.fitting(given)
        decided[fitting[0] if fitting else None].append(given)
        for rule in fitting[1:]:
            passed_over[rule] += rules.stages[rule] != rules.stages[fitting[0]]
    records = [
        {
            "rule": rule,
            "stage": None if rule is None else rules.stages[rule],
            "values": len(values),
            "rows": int(rows[values].sum()),
            "hit_rate": int(rows[values].sum()) / total if total else 0.0,
            "examples": ", ".join(EMPTY if is_blank(value) else value for value in values[:_EXAMPLES]),
            "passed_over": 0 if rule is None else passed_over[rule],
        }
        for rule, values in decided.items()
        if rule is None or values or rule in (shown or rules)
    ]
    return frame_of_records(records, _MATCH_COLUMNS)


def warn_of_several(matches: pd.DataFrame) -> None:
    """Warn where a value fits several rules: the first of them decides."""
    later = matches[matches["passed_over"] > 0]
    if len(later):
        each = listing(
            f"{rule!r} ({values:,} {'value' if values == 1 else 'values'})"
            for rule, values in zip(later["rule"], later["passed_over"], strict=True)
        )
        warn(
            f"the first rule that fits decides, so these did not get all that fits them: {each}; "
            "source.matches has what each got",
            CjmWarning,
        )
