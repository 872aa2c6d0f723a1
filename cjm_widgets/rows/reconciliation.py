"""What became of every row: the reconciliation, its errors, and what each rule matched."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import CjmWarning, RowsError, listing, nearest, warn
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.rows.events import EventOutcome
from cjm_widgets.rows.naming import OTHER, may_name_answer, may_name_stage
from cjm_widgets.rows.protocol import Key
from cjm_widgets.rows.reading import AnyPlan, Plan, Rules
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
from cjm_widgets.statistics.arrays import Array, Whole

EMPTY = "(empty)"
"""The text for a missing value."""
_EXAMPLES = 5
_MOST_HINTS = 1000
"""How many unmatched texts, the most frequent first, get a nearest stage."""

_COLUMNS = {
    "given": object,
    "stage": object,
    "outcome": object,
    "rows": np.int64,
    "examples": object,
    "nearest": object,
}


@dataclass(frozen=True)
class RowOutcomes:
    """What became of the rows of one column, or of one value of the stage column.

    Parameters
    ----------
    name
        The column (wide rows) or the stage as the rows name it (long rows).
    stage
        The id of its stage; ``None`` if it matched none.
    outcome
        For each distinct value, its position in ``OUTCOMES``.
    labels
        The distinct values.
    n
        For each distinct value, how many rows hold it.
    score
        For each distinct value its score; zero if it is not a score.
    """

    name: str
    stage: Id | None
    outcome: np.ndarray[Any, np.dtype[np.uint8]]
    labels: Sequence[object]
    n: Whole
    score: Array | None = None

    def rows(self, outcome: int) -> int:
        """How many rows had this outcome."""
        return int(self.n[self.outcome == outcome].sum())

    def values(self, outcome: int) -> list[tuple[object, int]]:
        """The values with this outcome and how many rows have each, the most frequent first."""
        places = np.flatnonzero((self.outcome == outcome) & (self.n > 0)).tolist()
        values = [(self.labels[place], int(self.n[place])) for place in places]
        return sorted(values, key=lambda one: (-one[1], _by_size(one[0])))


def column_outcomes(column: str, stage: Id, key: Key, answers: Answers, n: Whole) -> RowOutcomes:
    """What became of a column of wide rows; ``n`` counts the rows of each label."""
    return RowOutcomes(column, stage, answers.outcome, key.labels, n, answers.score)


def stage_outcomes(
    stage_key: Key, score_key: Key, answers: Answers, stages: Mapping[str, Id] | Rules, n: Whole
) -> list[RowOutcomes]:
    """What became of each value of the stage column; ``n`` counts rows by labels of stage and score."""
    outcomes = []
    for position in np.flatnonzero(n.sum(axis=1)).tolist():
        label = stage_key.labels[position]
        name = "" if label is None else text(label)
        stage = stages.get(name)
        outcome = answers.outcome
        if stage is None:
            outcome = np.full_like(outcome, UNMATCHED)
        outcomes.append(RowOutcomes(name, stage, outcome, score_key.labels, n[position], answers.score))
    order = {name: position for position, name in enumerate(stages)}
    return sorted(outcomes, key=lambda one: (order.get(one.name, len(order)), -int(one.n.sum()), one.name))


def reconciliation(
    outcomes: Iterable[RowOutcomes], stages: Iterable[str] = (), plan: AnyPlan | None = None
) -> pd.DataFrame:
    """Say what became of every row that was read.

    Parameters
    ----------
    outcomes
        What became of each column or stage value.
    stages
        The names of stages, to suggest.
    plan
        Where it is there, only answers that `may_name_answer` are examples.

    Returns
    -------
    pandas.DataFrame
        A row per ``given`` (the column, or the stage as the rows name it) and ``outcome``: ``stage`` (its
        id), ``rows``, ``examples`` (the most frequent values) and, where unmatched, the ``nearest`` stage.
        The rows of each given column add up to all rows; those of stage values do so together.
    """
    every = [*outcomes]
    hints = _hints(every, [*stages])
    records = [
        {
            "given": one.name,
            "stage": one.stage,
            "outcome": name,
            "rows": one.rows(outcome),
            "examples": ", ".join(
                dict.fromkeys(_example(value) for value in _examples(one.values(outcome), plan))
            ),
            "nearest": hints.get(one.name) if outcome == UNMATCHED else None,
        }
        for one in every
        for outcome, name in enumerate(OUTCOMES)
        if one.rows(outcome)
    ]
    return frame_of_records(records, _COLUMNS)


def _examples(values: Sequence[tuple[object, int]], plan: AnyPlan | None) -> list[object]:
    named = [value for value, n in values if plan is None or may_name_answer(value, n, plan)]
    return named[:_EXAMPLES]


def add_left_out(
    table: pd.DataFrame, left_out: Mapping[int, Mapping[str, int]], stages: Mapping[str, Id | None]
) -> pd.DataFrame:
    """Add the rows that a plan leaves out to the reconciliation of those it reads.

    Parameters
    ----------
    table
        The reconciliation of the rows that were read.
    left_out
        For each outcome, and each column or stage value, how many rows were left out.
    stages
        The id of the stage of each column or stage value.

    Examples
    --------
    >>> read = pd.DataFrame([["Q1", "wait", "matched", 8, "5", None]], columns=[*_COLUMNS])
    >>> filtered = {OUTCOMES.index("filtered"): {"Q1": 2}}
    >>> add_left_out(read, filtered, {"Q1": "wait"})[["given", "outcome", "rows"]]
      given   outcome  rows
    0    Q1   matched     8
    1    Q1  filtered     2
    """
    records = [
        dict(zip(_COLUMNS, (name, stages.get(name), OUTCOMES[outcome], rows, "", None), strict=True))
        for outcome, every in left_out.items()
        for name, rows in every.items()
        if rows
    ]
    if not records:
        return table
    both = pd.concat([table, frame_of_records(records, _COLUMNS)], ignore_index=True)
    places = {name: place for place, name in enumerate(dict.fromkeys(both["given"]))}
    return both.sort_values("given", key=lambda names: names.map(places), kind="stable", ignore_index=True)


def event_reconciliation(outcomes: Iterable[EventOutcome], plan: AnyPlan) -> pd.DataFrame:
    """Say what became of every event, in the words and columns of `reconciliation`."""
    every = [*outcomes]
    lost = [one.activity for one in every if one.stage is None]
    hints = {name: nearest(name, [*plan.suggestions]) for name in lost[:_MOST_HINTS]}
    records = [
        dict(
            zip(_COLUMNS, (one.activity, one.stage, outcome, rows, "", hints.get(one.activity)), strict=True)
        )
        for one in every
        for outcome, rows in one.rows.items()
    ]
    return frame_of_records(records, _COLUMNS)


def require_scores(outcomes: Sequence[RowOutcomes], plan: Plan) -> None:
    """Raise unless some row has a score.

    Raises
    ------
    RowsError
        Says what the rows have instead.
    """
    if any(one.rows(MATCHED) for one in outcomes):
        return
    why = []
    for outcome, name in enumerate(OUTCOMES):
        rows = sum(one.rows(outcome) for one in outcomes)
        if rows and outcome == UNMATCHED:
            hints = _hints(outcomes, plan.suggestions)
            texts = [
                one.name
                for one in outcomes
                if one.rows(UNMATCHED) and may_name_stage(one.name, one.rows(UNMATCHED), plan)
            ]
            named = (f"{one!r} (nearest: {hints[one]!r})" if hints.get(one) else repr(one) for one in texts)
            few = "" if texts else f"texts of fewer than {plan.min_n} rows each"
            why.append(f"{rows:,} {name} ({few or listing(named)})")
        elif rows and outcome in (MISSING_CODE, OUT_OF_SCALE):
            values = dict.fromkeys(
                quote(value) for one in outcomes for value in _examples(one.values(outcome), plan)
            )
            why.append(f"{rows:,} {name} ({listing(values)})" if values else f"{rows:,} {name}")
        elif rows:
            why.append(f"{rows:,} {name}")
    accepted = "" if plan.wide else f" Stages: {listing(plan.suggestions)}"
    where = listing(plan.columns) if plan.wide else str(plan.score)
    kind = "amount" if plan.scale == NO_SCALE else "score from {:g} to {:g}".format(*plan.scale)
    kind = kind if plan.cells is None else "option"
    raise RowsError(f"no {kind} in {where}: {', '.join(why)}.{accepted}")


def warn_off_map(outcomes: Sequence[RowOutcomes], plan: AnyPlan) -> None:
    """Warn once about rows at no stage of the map, with the nearest stage of each of their texts.

    Patterns pick what they want of other rows, so these are not told.
    """
    lost = [one for one in outcomes if one.rows(UNMATCHED)]
    if plan.match in ("exact", "ignore case") and lost:
        hints = _hints(outcomes, plan.suggestions)
        n, total = (sum(int(one.n.sum()) for one in every) for every in (lost, outcomes))
        each = sorted(lost, key=lambda one: -one.rows(UNMATCHED))
        named = [one for one in each if may_name_stage(one.name, one.rows(UNMATCHED), plan)]
        names = [
            f"{quote(one.name)} in {one.rows(UNMATCHED):,}"
            + (f" (nearest: {hints[one.name]!r})" if hints.get(one.name) else "")
            for one in named
        ]
        if len(named) < len(each):
            names.append(f"texts of fewer than {plan.min_n} rows each, which are not named")
        texts = listing(names)
        warn(
            f"{n:,} of {total:,} rows are at no stage of the map, so not counted: {texts}; say which stages "
            "they mean: stages={text: stage}",
            CjmWarning,
        )


def warn_renamed(outcomes: Sequence[RowOutcomes], plan: AnyPlan) -> None:
    """Warn once about stages that the rows call by an old name."""
    old = [one for one in outcomes if one.stage is not None and plan.rules.is_old_name(one.name)]
    if old:
        names = listing(f"{one.name!r} as {plan.name_of(one.stage)!r}" for one in old if one.stage)
        warn(f"stages that have another name now were found by their old one: {names}", CjmWarning)


def matched_share(table: pd.DataFrame, what: str) -> str:
    """How many rows or answers matched, for a reader.

    Examples
    --------
    >>> table = pd.DataFrame({"outcome": ["matched", "unmatched"], "rows": [30, 300]})
    >>> matched_share(table, "rows")
    '30 of 330 rows matched (9 %)'
    """
    matched = int(table.loc[table["outcome"] == OUTCOMES[MATCHED], "rows"].sum())
    total = int(table["rows"].sum())
    share = 100 * matched / total if total else 0
    return f"{matched:,} of {total:,} {what} matched ({share:.0f} %)"


def _hints(outcomes: Iterable[RowOutcomes], stages: Sequence[str]) -> dict[str, str | None]:
    """The nearest stage of each text that matched none."""
    texts = [one.name for one in outcomes if one.rows(UNMATCHED)]
    return {one: nearest(one, stages) for one in texts[:_MOST_HINTS]}


def _by_size(value: object) -> tuple[float, str]:
    """Numbers first, so that equally frequent values have the same order on every engine."""
    as_number = number(value)
    return (math.inf if as_number is None else as_number, text(value))


def _example(value: object) -> str:
    return EMPTY if is_blank(value) else text(value)


def quote(value: object) -> str:
    """A value for a message; text in quotes."""
    if is_blank(value):
        return "empty"
    as_number = number(value)
    if isinstance(value, str) or as_number is None:
        return repr(str(value))
    return text(as_number)


# --- what may be told of few rows


def withhold_outcomes(table: pd.DataFrame, plan: AnyPlan, hidden: Collection[Id]) -> pd.DataFrame:
    """The reconciliation without what it would tell of few.

    What rows call a stage is named as `may_name_stage` says, and the others together; where everyone's
    number at a stage is withheld, so is how many rows it has. Of amounts and mentions there are no examples,
    and none of a few rows with a score: these would be what somebody answered.

    Parameters
    ----------
    table
        The reconciliation of all rows.
    plan
        How they are read.
    hidden
        The stages whose number of respondents is withheld for everyone.
    """
    rows = table.groupby("given")["rows"].sum()
    names = {
        str(name): str(name) if may_name_stage(str(name), int(n), plan) else OTHER for name, n in rows.items()
    }
    if OTHER in names.values():
        keys = ["given", "stage", "outcome"]
        table = table.assign(
            given=table["given"].map(names),
            examples=table["examples"].mask(table["given"].map(names) == OTHER, ""),
        )
        table = (
            table.groupby(keys, sort=False, dropna=False, as_index=False)
            .agg({"rows": "sum", "examples": "first", "nearest": "first"})
            .astype({"stage": object, "nearest": object})
        )
        table = table.where(table.notna(), None).astype({"rows": np.int64})
    telling = (table["outcome"] == OUTCOMES[MATCHED]) & (
        (table["rows"] < plan.min_n) | (plan.scale == NO_SCALE) | (plan.cells is not None)
    )
    return table.assign(
        examples=table["examples"].mask(telling, ""),
        rows=table["rows"].astype("Int64").mask(table["stage"].isin([*hidden])),
    )[[*_COLUMNS]]


def withhold_matches(table: pd.DataFrame, hidden: Collection[Id]) -> pd.DataFrame:
    """The matches without the rows of stages that are withheld for everyone."""
    out = table["stage"].isin([*hidden])
    return table.assign(rows=table["rows"].astype("Int64").mask(out), hit_rate=table["hit_rate"].mask(out))


# --- matches of rules

_MATCH_COLUMNS: dict[str, Any] = {
    "rule": object,
    "stage": object,
    "values": np.int64,
    "rows": np.int64,
    "hit_rate": np.float64,
    "examples": object,
    "passed_over": np.int64,
}


def matches_frame(
    table: pd.DataFrame, rules: Rules, always: Collection[str] = (), plan: AnyPlan | None = None
) -> pd.DataFrame:
    """Tabulate what each rule of long rows matched, and what none did.

    Parameters
    ----------
    table
        The reconciliation of all rows.
    rules
        The rules, in order.
    always
        Rules to list even if they matched nothing; by default all.
    plan
        Where it is there, only texts that `may_name_stage` are examples.

    Returns
    -------
    pandas.DataFrame
        A row per rule: ``rule, stage`` (its id), ``values`` and ``rows`` that it decided, ``hit_rate`` (its
        share of all rows), ``examples`` (the most frequent values), and ``passed_over``: how many values
        fit it but went to another stage by an earlier rule. The last row, without a rule, is for values
        that fit no rule.

    Examples
    --------
    >>> read = pd.DataFrame({"given": ["pay", "x"], "outcome": ["matched", "unmatched"], "rows": [6, 2]})
    >>> matches_frame(read, Rules({"p*": "till"}, "glob"))
       rule stage  values  rows  hit_rate examples  passed_over
    0    p*  till       1     6      0.75      pay            0
    1  None  None       1     2      0.25        x            0
    """
    by_value = table.groupby("given", sort=False)["rows"].sum().sort_values(ascending=False, kind="stable")
    rows: dict[str, int] = dict(zip(by_value.index, by_value.tolist(), strict=True))
    total = sum(rows.values())
    by_rule: dict[str | None, list[str]] = {**{rule: [] for rule in rules}, None: []}
    passed_over = dict.fromkeys(rules, 0)
    for value in rows:
        fitting = rules.fitting(value)
        by_rule[fitting[0] if fitting else None].append(value)
        for rule in fitting[1:]:
            passed_over[rule] += rules.stages[rule] != rules.stages[fitting[0]]
    records = [
        {
            "rule": rule,
            "stage": None if rule is None else rules.stages[rule],
            "values": len(values),
            "rows": sum(map(rows.__getitem__, values)),
            "hit_rate": sum(map(rows.__getitem__, values)) / total if total else 0.0,
            "examples": ", ".join(
                EMPTY if is_blank(value) else value for value in _named(values, rows, plan)[:_EXAMPLES]
            ),
            "passed_over": 0 if rule is None else passed_over[rule],
        }
        for rule, values in by_rule.items()
        if rule is None or values or rule in (always or rules)
    ]
    return frame_of_records(records, _MATCH_COLUMNS)


def _named(values: Sequence[str], rows: Mapping[str, int], plan: AnyPlan | None) -> list[str]:
    return [value for value in values if plan is None or may_name_stage(value, rows[value], plan)]


def warn_of_several(matches: pd.DataFrame) -> None:
    """Warn of values that fit several rules, of which the first decides."""
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
