"""Whoever has all counts of a log solves no number that is withheld because few cases are behind it.

What is unknown is how many cases of each segment take each path; everything published is an equation over
these. A withheld number is safe where whole numbers that fit all equations differ in it.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.counts.events.counting import CaseFrame, count_part
from cjm_widgets.counts.events.names import AMOUNTS, FITNESS, OTHER_PATHS, PATHS
from cjm_widgets.counts.events.paths import paths_of
from cjm_widgets.document.model import Counts, Tally
from cjm_widgets.rows.events import EventPlan, Visits
from cjm_widgets.storage import file
from tests.unit.events.logs import COLUMNS, STAGES
from tests.unit.test_attack import MIN_N, OFTEN, Solver, names_of, tables

PATHS_OF_FOUR = [
    path
    for length in range(5)
    for path in product(range(3), repeat=length)
    if all(a != b for a, b in pairwise(path))
]
"""All paths that a case may take, as far as an attacker has to try: longer ones only add solutions."""
Question = tuple[str, str]
"""The name of a table and of a tally in it; without a table who reached a stage."""


def log_of(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A log with small segments, and the path and the segment of each case."""
    random = np.random.default_rng(seed)
    n = int(random.integers(26, 140))
    region = random.choice(["north", "south", "west", "east"], n, p=[0.45, 0.35, 0.12, 0.08])
    odds = random.dirichlet(np.full(len(PATHS_OF_FOUR), 0.15))
    path = random.choice(len(PATHS_OF_FOUR), n, p=odds)
    rows = [
        (case, "elsewhere" if at is None else STAGES[at], region[case])
        for case in range(n)
        for at in (*PATHS_OF_FOUR[path[case]], None)
    ]
    log = pd.DataFrame(rows, columns=["who", "what", "region"])
    log["at"] = pd.date_range("2026-01-01", periods=len(log), freq="min")
    return log, pd.DataFrame({"region": region, "path": path})


@cache
def of_one_case(path: int, visited: tuple[str, ...]) -> dict[Question, tuple[int, ...]]:
    """What a case on a path adds to every tally."""
    own = PATHS_OF_FOUR[path]
    at = np.arange(len(own)) * 60_000_000
    case = np.zeros(len(own), np.intp)
    visits = Visits(tuple(STAGES), case, np.array(own, np.intp), at, None, 1, {}, int(1e9))
    plan = EventPlan(scale=(0, 1), stage="what", respondent="who", time="at", windows=(1.5,))
    frame = CaseFrame(visited, ((),), np.zeros((0, 2), np.uint64))
    return dict(numbers(count_part(visits, paths_of(visits), plan, frame), 0))


def numbers(counts: Counts, segment: int) -> list[tuple[Question, tuple[int, ...]]]:
    """The numbers of a segment in every tally: of amounts how many there are, else who does not, who does."""
    every = [(("", name), tally) for name, tally in counts.stages.items()]
    every += [
        ((table, name), tally) for table, own in counts.events.items() for name, tally in own.stages.items()
    ]
    return [
        (question, (sum(tally.n[segment]),) if counted(question[0]) else by_value(tally, segment))
        for question, tally in every
        if question[0] != PATHS
    ]


def counted(table: str) -> bool:
    return table in (*AMOUNTS, FITNESS)


def by_value(tally: Tally, segment: int) -> tuple[int, int]:
    n = dict(zip(tally.values, tally.n[segment], strict=True))
    return n.get(0.0, 0), n.get(1.0, 0)


def equations(counts: Counts, every: list[tuple[str, ...]], visited: tuple[str, ...]) -> Solver:
    """All that a file says, as equations over how many cases of each segment take each path."""
    solver = Solver()
    effects = [of_one_case(path, visited) for path in range(len(PATHS_OF_FOUR))]

    def say(question: Question, table: Counts, tally: Tally) -> None:
        for place, segment in enumerate(table.segments):
            if place in tally.withheld:
                continue
            inside = [cell for cell in every if not segment or cell == tuple(segment)]
            if question[0] == PATHS:
                names = ["\n".join(STAGES[at] for at in path) for path in PATHS_OF_FOUR]
                if question[1] != OTHER_PATHS:
                    own = {(cell, names.index(question[1])): 1.0 for cell in inside}
                    n = float(sum(tally.n[place]))
                    solver.add(own, n, n)
                continue
            parts = (sum(tally.n[place]),) if counted(question[0]) else by_value(tally, place)
            for at, n in enumerate(parts):
                line = {
                    (cell, path): float(effect.get(question, (0, 0))[at])
                    for path, effect in enumerate(effects)
                    for cell in inside
                    if effect.get(question, (0, 0))[at]
                }
                solver.add(line, n, n) if line else None

    for table in tables(counts):
        for name, tally in table.stages.items():
            say(("", name), table, tally)
        for place, (segment, n) in enumerate(zip(table.segments, table.respondents, strict=False)):
            if place not in table.withheld:
                inside = [cell for cell in every if not segment or cell == tuple(segment)]
                line = {(cell, path): 1.0 for cell in inside for path in range(len(PATHS_OF_FOUR))}
                solver.add(line, n, n)
    for what, own in counts.events.items():
        for table in tables(own):
            for name, tally in table.stages.items():
                say((what, name), table, tally)
    return solver


@OFTEN
@given(st.integers(0, 10**6))
@example(1)
@example(5)
@example(11)
def test_how_many_of_few_there_are_and_come_to_a_stage_is_not_the_only_solution(seed: int) -> None:
    log, cases = log_of(seed)
    journey = cjm.Journey(STAGES)
    journey.join_events(log, **COLUMNS, by="region", min_n=MIN_N, window=1.5)
    counts = file.loads(file.dumps(journey.document)).sources[0].counts
    visited = tuple(stage for stage in STAGES if log["what"].eq(stage).any())
    segment = names_of(cases, ("region",))["region"]
    solver = equations(counts, [(name,) for name in segment.unique()], visited)
    for name, own in cases["path"].groupby(segment):
        if len(own) >= MIN_N:
            continue
        for stage in (None, *range(len(STAGES))):
            there = [
                path for path in range(len(PATHS_OF_FOUR)) if stage is None or stage in PATHS_OF_FOUR[path]
            ]
            n = int(own.isin(there).sum())
            low, high = solver.extent([((name,), path) for path in there])
            assert low <= n <= high
            assert low < high or not n, (name, stage, n)


@pytest.mark.parametrize("order", ["in order", "strictly", "in order within 1.5", "strictly within 1.5"])
def test_what_few_did_who_came_to_a_step_is_in_no_chain(order: str) -> None:
    for seed in range(20):
        log, cases = log_of(seed)
        journey = cjm.Journey(STAGES)
        journey.join_events(log, **COLUMNS, by="region", min_n=MIN_N, window=1.5)
        counts = journey.document.sources[0].counts
        visited = tuple(stage for stage in STAGES if log["what"].eq(stage).any())
        segment = names_of(cases, ("region",))["region"]
        for table in tables(counts.events[order]):
            for before, stage in pairwise(visited):
                for place, own in enumerate(table.segments):
                    inside = cases["path"] if not own else cases["path"][segment == own[0]]
                    n = sum(of_one_case(path, visited)[order, before][1] for path in inside)
                    if 0 < n < MIN_N:
                        assert place in table.stages[stage].withheld


def test_how_many_of_few_there_are_is_not_told_beside_paths_where_others_come_to_no_stage() -> None:
    """The path of those who come to no stage has no name of its own, as respondents had none."""
    few = [("few", path) for path in ("a",) * 5]
    many = [(region, path) for region in ("north", "south") for path in ("a", "elsewhere") for _ in range(50)]
    log = pd.DataFrame([*few, *many], columns=["region", "what"])
    log = log.assign(who=np.arange(len(log)), at=pd.Timestamp("2026-01-01"))
    journey = cjm.Journey(["a", "b"])
    journey.join_events(log, **COLUMNS, by="region", min_n=10)
    paths = journey.document.sources[0].counts.events["paths"]
    assert 5 not in [n for table in tables(paths) for n in table.respondents]
    named = {name: n for (name,), n in zip(paths.segments, paths.respondents, strict=True)}
    assert sorted(named.values()) == [0, 0, 100]
