"""Which combinations of segment columns are counted: of many columns not all, as these would be countless."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace as replace_rows
from itertools import combinations
from math import prod
from typing import Any

from msgspec.structs import replace

from cjm_widgets.counts.counting import RowCounts, count_rows, weights_of
from cjm_widgets.counts.release import by_fewer
from cjm_widgets.counts.segments import MAX_SEGMENTS
from cjm_widgets.document.errors import CjmWarning
from cjm_widgets.document.model import Counts, Tally
from cjm_widgets.rows.opening import as_table, open_rows
from cjm_widgets.rows.protocol import require_columns
from cjm_widgets.rows.reading import AnyPlan, Plan

MOST_OF_PAIRS = 1000
"""How many segments all pairs of columns together may have to be counted unasked."""


def crossings_of(plan: AnyPlan, sizes: Mapping[str, int]) -> list[tuple[str, ...]]:
    """The tables to count for more than two columns, those by fewer columns first.

    Everyone; each column; the crossings that were asked for; each column with the wave; and every pair while
    all pairs together have at most 1,000 segments, those with the fewest first.

    Parameters
    ----------
    plan
        With the columns, and the crossings asked for.
    sizes
        How many different values each column has.

    Examples
    --------
    >>> plan = Plan(scale=(1, 5), columns={"Q1": "wait"}, by=("a", "b", "c"), crossings=(("c", "b", "a"),))
    >>> crossings_of(plan, {"a": 2, "b": 30, "c": 40})
    [(), ('a',), ('b',), ('c',), ('a', 'b'), ('a', 'c'), ('a', 'b', 'c')]
    """
    place = {column: number for number, column in enumerate(plan.by)}

    def in_order(columns: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(columns, key=place.__getitem__))

    chosen = [(), *((column,) for column in plan.by), *map(in_order, plan.crossings)]
    pairs = [*combinations(plan.by, 2)]
    chosen += [pair for pair in pairs if plan.wave in pair]
    segments = 0
    for pair in sorted(pairs, key=lambda pair: sizes[pair[0]] * sizes[pair[1]]):
        segments += sizes[pair[0]] * sizes[pair[1]]
        if segments > MOST_OF_PAIRS:
            break
        chosen.append(pair)
    return sorted({*chosen}, key=lambda each: (len(each), [place[column] for column in each]))


def count_crossings(rows: Any, plan: Plan, *, share: bool = True) -> RowCounts:
    """Count rows by at most two columns, or by each of the crossings of more; otherwise as `count_rows`.

    Returns
    -------
    RowCounts
        ``counts`` by more than two columns are without segments; ``coarser`` then has the tables that
        `crossings_of` names.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"Q1": [5, 4] * 4, "a": list("xy") * 4, "b": list("xxyy") * 2, "c": "z"})
    >>> plan = Plan(scale=(1, 5), columns={"Q1": "wait"}, by=("a", "b", "c"))
    >>> [table.by for table in count_crossings(rows, plan).counts.coarser]
    [(), ('a',), ('b',), ('c',), ('a', 'b'), ('a', 'c'), ('b', 'c')]
    """
    if len(plan.by) < 3:
        return count_rows(rows, plan, share=share)
    table = as_table(rows)
    reader = open_rows(table)
    require_columns(reader.columns, plan.named_columns)
    weights = weights_of(reader, plan, share=share) if len(reader) else None
    table = replace_rows(table, rows=reader)
    whole = count_rows(table, replace(plan, by=(), wave=None, crossings=()), weights=weights)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CjmWarning)  # they were said of the first table
        single = {
            column: count_rows(table, _by(plan, (column,)), weights=weights).counts for column in plan.by
        }
        sizes = {column: len(counts.segments) for column, counts in single.items()}
        if prod(size + 1 for size in sizes.values()) <= MAX_SEGMENTS:
            every = count_rows(table, replace(plan, crossings=()), weights=weights).counts
            return whole._replace(counts=cross(every, plan))
        tables = [
            whole.counts
            if not columns
            else single[columns[0]]
            if len(columns) == 1
            else count_rows(table, _by(plan, columns), weights=weights).counts
            for columns in crossings_of(plan, sizes)
        ]
    return whole._replace(counts=_crossed(plan, tables))


def _by(plan: Plan, columns: tuple[str, ...]) -> Plan:
    wave = plan.wave if plan.wave in columns else None
    return replace(plan, by=columns, wave=wave, crossings=())


def cross(counts: Counts, plan: AnyPlan) -> Counts:
    """Counts by every combination of columns as those by the crossings of a plan; see `count_crossings`."""
    if len(plan.by) < 3 or not counts.segments:
        return counts
    sizes = {
        column: len({segment[place] for segment in counts.segments}) for place, column in enumerate(counts.by)
    }
    return replace(
        _crossed(plan, [by_fewer(counts, columns) for columns in crossings_of(plan, sizes)]),
        waves=counts.waves,
        panel=counts.panel,
        gaps=counts.gaps and cross(counts.gaps, plan),
        mentions=counts.mentions,
    )


def _crossed(plan: AnyPlan, tables: list[Counts]) -> Counts:
    """One source of all tables. The order of waves and the pairs are those of the waves' own table."""
    nothing = Tally(values=(), n=())
    by_wave = next((table for table in tables if table.by == (plan.wave,)), None)
    gaps = [table.gaps for table in tables if table.gaps is not None]
    mentions = {
        stage: _crossed(plan, [table.mentions[stage] for table in tables if stage in table.mentions])
        for stage in tables[0].mentions
    }
    return Counts(
        by=plan.by,
        segments=(),
        stages=dict.fromkeys(tables[0].stages, nothing),
        questions=dict.fromkeys(tables[0].questions, nothing),
        coarser=tuple(replace(table, waves=(), panel=None, gaps=None, mentions={}) for table in tables),
        waves=by_wave.waves if by_wave else (),
        panel=by_wave.panel if by_wave else None,
        gaps=_crossed(plan, gaps) if gaps else None,
        mentions=mentions,
    )
