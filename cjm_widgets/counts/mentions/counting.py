"""Counting mentions: for each stage who answered there, and how many of them mention each option."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cjm_widgets.counts.segments import Segments, find_segments
from cjm_widgets.document.model import Counts, Id, Tally
from cjm_widgets.rows.mentions import (
    OTHER_OPTIONS,
    CellOptions,
    MentionColumn,
    name_options,
    read_mentions,
    warn_of_options,
)
from cjm_widgets.rows.protocol import AnyRows, Key
from cjm_widgets.rows.reading import Plan
from cjm_widgets.rows.reconciliation import RowOutcomes
from cjm_widgets.rows.scores import MATCHED, MISSING_CODE, UNMATCHED, missing_codes, text
from cjm_widgets.rows.tabulate import Tabulation
from cjm_widgets.statistics.arrays import Index, Mask, Whole

_BITS = 52
"""Whole numbers up to 2 ** 52 are exact, whatever an engine adds them up as."""
MOST_CANDIDATES = 400
"""The most options that are counted one by one, before it is known which of them have a name."""


@dataclass(frozen=True)
class MentionCode:
    """How many answers of a respondent mention each option, as a few whole numbers that add up over answers.

    Parameters
    ----------
    options
        How many options there are.
    base
        More than the answers of any respondent at the stage.

    Examples
    --------
    >>> code = MentionCode(options=3, base=4)
    >>> sums = [int(each[0]) for each in code.numbers(np.array([[True, False, True]]))]
    >>> code.mentions([sums]).tolist()
    [[True, False, True]]
    """

    options: int
    base: int

    @property
    def _digits(self) -> int:
        return max(int(_BITS / np.log2(self.base)), 1)

    def numbers(self, mentions: Mask) -> list[Any]:
        """What each value of a column adds to each sum; ``mentions`` has the shape ``(values, options)``."""
        digit = np.int64(self.base) ** (np.arange(self.options, dtype=np.int64) % self._digits)
        weighted = mentions * digit
        starts = range(0, self.options, self._digits)
        return [weighted[:, start : start + self._digits].sum(axis=1).astype(np.int64) for start in starts]

    def mentions(self, labels: Sequence[Sequence[Any]]) -> Mask:
        """Which options each respondent mentions, shape ``(labels, options)``."""
        sums = np.array(labels, np.float64).astype(np.int64).reshape(len(labels), -1)
        place = np.arange(self.options)
        digit = np.int64(self.base) ** (place % self._digits)
        found: Mask = sums[:, place // self._digits] // digit % self.base > 0
        return found


@dataclass(frozen=True)
class StageMentions:
    """Who mentions what at a stage.

    Parameters
    ----------
    table
        Respondents by the segments' columns and a last key.
    mentions
        Which option each value of the last key mentions, shape ``(values, options)``; of the options the last
        stands for all others.
    """

    table: Tabulation
    mentions: Mask

    def respondents(self) -> Whole:
        """How many respondents mention each option."""
        return self.table.n @ self.mentions[self.table.index[-1]].astype(np.int64)

    def only(self, places: Sequence[int]) -> StageMentions:
        """The same with some of the options; all others are among the last."""
        rest = np.ones(self.mentions.shape[1], np.bool_)
        rest[[*places]] = False
        others = self.mentions[:, rest].any(axis=1)
        return StageMentions(self.table, np.column_stack([self.mentions[:, [*places]], others]))

    def tallies(
        self, names: Sequence[str], segments: Segments, listed: bool
    ) -> tuple[Tally, dict[str, Tally]]:
        """Everyone who mentions anything, and those who mention each option; unlisted if anybody does."""
        lines: Mask = self.mentions[self.table.index[-1]]
        segment = segments.of(self.table.index[:-1], len(self.table.n))

        def tally(own: Mask) -> Tally:
            def add_up(each: Any, kind: type) -> tuple[tuple[Any, ...], ...]:
                sums: Any = np.zeros(len(segments), kind)
                np.add.at(sums, segment[own], each[own])
                return tuple((one,) for one in sums.tolist())

            weights, squares = self.table.weights, self.table.weights_squared
            return Tally(
                values=(1.0,),
                n=add_up(self.table.n, np.int64),
                weights=() if weights is None else add_up(weights, np.float64),
                weights_squared=() if squares is None else add_up(squares, np.float64),
            )

        by_option = {name: tally(lines[:, place]) for place, name in enumerate(names)}
        kept = {
            name: one
            for name, one in by_option.items()
            if (listed and name != OTHER_OPTIONS) or any(n for (n,) in one.n)
        }
        return tally(np.any(lines, axis=1, keepdims=True)[:, 0]), kept


def candidates(columns: Iterable[tuple[MentionColumn, Whole]], listed: Sequence[str]) -> tuple[str, ...]:
    """The options to count one by one: those listed, or the most frequent, and a last one for all others."""
    if listed:
        return (*listed, OTHER_OPTIONS)
    rows: dict[str, int] = {}
    for column, n in columns:
        for option, many in column.counts(n).items():
            rows[option] = rows.get(option, 0) + many
    most = sorted(rows, key=lambda option: (-rows[option], option))
    return (*(option for option in most[:MOST_CANDIDATES] if option != OTHER_OPTIONS), OTHER_OPTIONS)


def most_respondents(stages: Iterable[StageMentions], names: Sequence[str]) -> dict[str, int]:
    """How many respondents mention each option at the stage where most do."""
    most = np.max([stage.respondents() for stage in stages], axis=0)
    return {name: n for name, n in zip(names, most.tolist(), strict=True) if n and name != OTHER_OPTIONS}


EVERYONE = "everyone"
"""Those who mention anything among the questions of `Counts.mentions`, until these are released."""
_FEW_ANSWERS = 64
"""More answers than most respondents give at a stage of long rows."""


def count_mentions(
    rows: AnyRows,
    plan: Plan,
    weights: Any,
    value_labels: Mapping[str, Mapping[float, str]],
    by: Sequence[Key],
    waves: tuple[str, ...],
) -> tuple[Counts, list[RowOutcomes]]:
    """Count rows per stage, segment and option, and say what became of them.

    Parameters
    ----------
    rows, plan
        The rows, and how to read them; its ``cells`` say how options are written.
    weights
        A number per row, as ``rows`` has it; None without weights.
    value_labels
        For each column the labels of its numbers.
    by, waves
        The keys of segments, and the waves in time order.

    Returns
    -------
    counts : Counts
        ``stages`` has everyone who mentions anything, ``mentions`` those who mention each option, not yet
        released; see `release_mentions`.
    outcomes : list of RowOutcomes
        What became of each column or stage value.

    Warns
    -----
    CjmWarning
        When options have no name of their own, or nobody mentions a listed one.
    """
    read = _read_wide if plan.wide else _read_long
    names, stages, respondents, segments, outcomes = read(rows, plan, weights, value_labels, by, waves)
    cells = plan.cells
    if cells is None or not stages:
        return Counts(plan.by, segments.values, respondents, waves=waves), outcomes
    most = most_respondents(stages.values(), names)
    named = name_options(cells, most, plan.min_n)
    warn_of_options(cells, most, named, plan.min_n, ", ".join(plan.score_columns))
    places = [names.index(name) for name in named]
    everyone: dict[Id, Tally] = {}
    mentions: dict[Id, Counts] = {}
    for stage, one in stages.items():
        everyone[stage], own = one.only(places).tallies(
            (*named, OTHER_OPTIONS), segments, listed=bool(cells.listed)
        )
        mentions[stage] = Counts(plan.by, segments.values, respondents, own, {EVERYONE: everyone[stage]})
    return (
        Counts(plan.by, segments.values, respondents, everyone, waves=waves, mentions=mentions),
        outcomes,
    )


_Reading = tuple[tuple[str, ...], dict[Id, StageMentions], tuple[int, ...], Segments, list[RowOutcomes]]


def _read_wide(
    rows: AnyRows,
    plan: Plan,
    weights: Any,
    value_labels: Mapping[str, Mapping[float, str]],
    by: Sequence[Key],
    waves: tuple[str, ...],
) -> _Reading:
    keys = {column: rows.key(column) for column in plan.columns}
    tables = {column: rows.tabulate([*by, key], weights) for column, key in keys.items()}
    everyone = rows.tabulate(by)
    segments = find_segments(plan.by, by, everyone.index, waves)
    columns: dict[str, MentionColumn] = {}
    n: dict[str, Whole] = {}
    outcomes = []
    for column, stage in plan.columns.items():
        labels = keys[column].labels
        columns[column] = _mentions_of(column, labels, plan, value_labels)
        n[column] = _per_label(tables[column].index[-1], tables[column].n, len(labels))
        outcome = np.where(columns[column].is_answer, MATCHED, MISSING_CODE).astype(np.uint8)
        outcomes.append(RowOutcomes(column, stage, outcome, labels, n[column]))
    names = candidates(((columns[column], n[column]) for column in columns), _listed(plan))
    stages: dict[Id, StageMentions] = {}
    for stage in dict.fromkeys(plan.columns.values()):
        own = [column for column, of in plan.columns.items() if of == stage]
        if len(own) == 1:
            stages[stage] = StageMentions(tables[own[0]], columns[own[0]].among(names))
            continue
        code = MentionCode(len(names), len(own) + 1)
        numbers = [(keys[column], code.numbers(columns[column].among(names))) for column in own]
        sums = rows.sums_per_row(numbers)
        table = rows.tabulate([*by, sums], weights)
        stages[stage] = StageMentions(table, code.mentions(sums.labels))
    segment = segments.of(everyone.index, len(everyone.n))
    return names, stages, tuple(_per_label(segment, everyone.n, len(segments)).tolist()), segments, outcomes


def _read_long(
    rows: AnyRows,
    plan: Plan,
    weights: Any,
    value_labels: Mapping[str, Mapping[float, str]],
    by: Sequence[Key],
    waves: tuple[str, ...],
) -> _Reading:
    stage, cell = rows.key(str(plan.stage)), rows.key(str(plan.score))
    table = rows.tabulate([*by, stage, cell], weights)
    segments = find_segments(plan.by, by, table.index[: len(by)], waves)
    column = _mentions_of(str(plan.score), cell.labels, plan, value_labels)
    lines = np.zeros((len(stage.labels), len(cell.labels)), np.int64)
    np.add.at(lines, table.index[-2:], table.n)
    ids = [None if label is None else plan.rules.get(text(label)) for label in stage.labels]
    outcomes = _outcomes_of_stages(stage.labels, ids, cell.labels, column, lines)
    on_map = lines[[place for place, id in enumerate(ids) if id is not None]]
    names = candidates([(column, on_map.sum(axis=0))], _listed(plan))
    mentions = column.among(names)
    if plan.respondent is None:
        people = table.over(slice(len(by)))
    else:
        people = rows.people(plan.respondent, by)
        keys = [*by, rows.relabel(stage, ids)]
        code = MentionCode(len(names), _FEW_ANSWERS)
        # One number more says how many answers there are: it shows a base that is too small.
        count = column.is_answer.astype(np.int64)
        read = [*code.numbers(mentions), count]
        table, sums = rows.sums_per_respondent(plan.respondent, keys, cell, read, weights)
        most = max((int(label[-1]) for label in sums.labels), default=0)
        if most >= code.base:
            code = MentionCode(len(names), most + 1)
            read = [*code.numbers(mentions), count]
            table, sums = rows.sums_per_respondent(plan.respondent, keys, cell, read, weights)
        ids, mentions = [*keys[-1].labels], code.mentions([label[:-1] for label in sums.labels])
    stages: dict[Id, StageMentions] = {}
    for id in dict.fromkeys(one.stage for one in outcomes if one.stage is not None):
        here = np.array([label == id for label in ids], bool)[table.index[-2]]
        own = table.take(np.flatnonzero(here)).over(slice(-2), -1)
        stages[id] = StageMentions(own, mentions)
    segment = segments.of(people.index, len(people.n))
    return names, stages, tuple(_per_label(segment, people.n, len(segments)).tolist()), segments, outcomes


def _mentions_of(
    column: str, labels: Sequence[Any], plan: Plan, value_labels: Mapping[str, Mapping[float, str]]
) -> MentionColumn:
    cells, own = plan.cells or CellOptions(), value_labels.get(column, {})
    return read_mentions(column, labels, cells, missing_codes(plan.missing), own)


def _listed(plan: Plan) -> tuple[str, ...]:
    return () if plan.cells is None else plan.cells.listed


def _outcomes_of_stages(
    stages: Sequence[Any], ids: Sequence[Id | None], labels: Sequence[Any], column: MentionColumn, n: Whole
) -> list[RowOutcomes]:
    """What became of each value of the stage column, those at stages first."""
    outcomes = []
    for place in np.flatnonzero(n.sum(axis=1)).tolist():
        name = "" if stages[place] is None else text(stages[place])
        outcome = np.where(column.is_answer, MATCHED, MISSING_CODE).astype(np.uint8)
        if ids[place] is None:
            outcome = np.full_like(outcome, UNMATCHED)
        outcomes.append(RowOutcomes(name, ids[place], outcome, labels, n[place]))
    return sorted(outcomes, key=lambda one: (one.stage is None, -int(one.n.sum()), one.name))


def _per_label(place: Index, n: Whole, labels: int) -> Whole:
    sums = np.zeros(labels, np.int64)
    np.add.at(sums, place, n)
    return sums
