"""Whoever has all that a map becomes solves no withheld number, and learns no weight and no amount of one.

What is published is written as equations over what is not: how many respondents of each segment gave each
answer. A small number is safe where whole numbers that fit all equations differ in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

import cjm_widgets as cjm
from cjm_widgets.counts.counting import count_rows
from cjm_widgets.document.model import Counts, Source, Tally
from cjm_widgets.rows.naming import OTHER
from cjm_widgets.rows.reading import Plan
from cjm_widgets.storage import file
from tests.unit.artefacts import artefacts
from tests.unit.strategies import EXPLORING

MIN_N = 10
OFTEN = settings(max_examples=200 if EXPLORING else 12, deadline=None)


def rows_of(seed: int) -> pd.DataFrame:
    """Rows with small segments, and weights, amounts and clusters that few have."""
    random = np.random.default_rng(seed)
    n = int(random.integers(26, 170))
    region = random.choice(["north", "south", "west", "east"], n, p=[0.45, 0.35, 0.12, 0.08])
    rows = pd.DataFrame(
        {
            "region": region,
            "class": random.choice([*"ab"], n, p=[0.8, 0.2]),
            "Q1": random.choice([1.0, 2, 3, 4, 5, np.nan], n, p=[0.05, 0.1, 0.2, 0.3, 0.3, 0.05]),
            "Q2": random.choice([1.0, 2, 3, 4, 5, np.nan], n, p=[0.1, 0.1, 0.1, 0.1, 0.1, 0.5]),
            "Q3": random.choice([1.0, 4, 5, np.nan], n, p=[0.1, 0.3, 0.2, 0.4]),
            "hoped": random.choice([4.0, 5.0], n),
            "home": np.arange(n) // int(random.integers(2, 5)),
            "stratum": np.where(region == "north", 0.7, 1.3),
            "spent": np.where(random.random(n) < 0.25, random.integers(700_001, 9_999_999, n) / 1000, 0.0),
            "w": random.integers(300_001, 3_999_999, n) / 1e6,
        }
    )
    return rows


OPTIONS: dict[str, dict[str, Any]] = {
    "stages": {"columns": {"Q1": "Arrive", "Q2": "Pay"}},
    "questions": {"columns": {"Q1": "Arrive", "Q2": "Arrive", "Q3": "Pay"}},
    "answers pooled": {"columns": {"Q2": "Arrive", "Q1": "Arrive"}, "per": "answer"},
    "gaps": {"columns": {"Q2": "Arrive"}, "expected": {"Arrive": "hoped"}},
    "weights": {"columns": {"Q1": "Arrive", "Q2": "Pay"}, "weight": "w"},
    "clusters": {"columns": {"Q1": "Arrive", "Q2": "Arrive"}, "cluster": "home"},
    "amounts": {"columns": {"spent": "Pay"}, "scale": None, "measures": [cjm.money("EUR"), cjm.total("EUR")]},
    "amounts in clusters": {
        "columns": {"spent": "Pay"},
        "scale": None,
        "measures": [cjm.money("EUR"), cjm.rate()],
        "cluster": "home",
    },
}


def joined(rows: pd.DataFrame, by: Sequence[str] = ("region", "class"), **options: Any) -> Any:
    journey = cjm.Journey(["Arrive", "Pay"], personas=["Ana"], title="A visit")
    usual: dict[str, Any] = {"scale": (1, 5), "by": [*by], "min_n": MIN_N, "name": "Survey"}
    return journey, journey.join(rows, **usual | options)


def saved(journey: cjm.Journey) -> Source:
    """The source as a file has it."""
    return file.loads(file.dumps(journey.document)).sources[0]


def tables(counts: Counts) -> list[Counts]:
    return [counts, *counts.coarser]


# --- what is published, as equations


class Solver:
    """Whole numbers that fit equations, of which only sums are known."""

    def __init__(self) -> None:
        self.place: dict[Any, int] = {}
        self.lines: list[tuple[dict[Any, float], float, float]] = []

    def add(self, parts: Mapping[Any, float], low: float, high: float) -> None:
        for part in parts:
            self.place.setdefault(part, len(self.place))
        self.lines.append((dict(parts), low, high))

    def extent(self, parts: Sequence[Any]) -> tuple[float, float]:
        """The least and the most that these can be together."""
        for part in parts:
            self.place.setdefault(part, len(self.place))
        matrix = np.zeros((max(len(self.lines), 1), len(self.place)))
        for row, (line, _, _) in zip(matrix, self.lines, strict=False):
            for part, factor in line.items():
                row[self.place[part]] = factor
        low, high = (np.array([line[side] for line in self.lines] or [0.0]) for side in (1, 2))
        aim = np.zeros(len(self.place))
        aim[[self.place[part] for part in parts]] = 1
        ends = []
        for sign in (1, -1):
            best = milp(
                sign * aim,
                constraints=LinearConstraint(matrix, low, high),
                integrality=np.ones(len(aim)),
                bounds=Bounds(0, 10_000),
                options={"time_limit": 20},
            )
            assert best.x is not None, best.message
            ends.append(float(np.round(best.x @ aim)))
        return ends[0], ends[1]


def names_of(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """The columns of segments, with the names that values of few share."""
    own = rows[[*by]].astype(str)
    for column in by:
        n = own[column].map(own[column].value_counts())
        own[column] = own[column].mask(n < MIN_N, OTHER)
    return own


def equations(source: Source, every: list[tuple[str, ...]], outcome: pd.DataFrame) -> Solver:
    """All that the file and the live frames say of how many answered, by finest segment."""
    solver = Solver()
    assert source.counts is not None

    def inside(table: Counts, segment: Sequence[str | None]) -> list[tuple[str, ...]]:
        at = [source.by.index(column) for column in table.by]
        return [cell for cell in every if [cell[place] for place in at] == [*segment]]

    def say(kind: str, name: str, table: Counts, tally: Tally) -> None:
        for place, segment in enumerate(table.segments):
            if place not in tally.withheld:
                n = float(sum(tally.n[place]))
                solver.add({(kind, name, cell): 1 for cell in inside(table, segment)}, n, n)

    for table in tables(source.counts):
        for kind in ("stages", "questions"):
            for name, tally in getattr(table, kind).items():
                say(kind, name, table, tally)
        for place, (segment, n) in enumerate(zip(table.segments, table.respondents, strict=False)):
            if place not in table.withheld:
                solver.add({("respondents", "", cell): 1 for cell in inside(table, segment)}, n, n)
    if source.counts.gaps is not None:
        for table in tables(source.counts.gaps):
            for name, tally in table.stages.items():  # here whoever answered had hoped for something
                say("stages", name, table, tally)
    stages = dict(source.columns)
    several = {stage for stage in stages.values() if [*stages.values()].count(stage) > 1}
    for cell in every:
        if source.per == "answer":  # a stage then counts the answers to its questions
            for name in source.counts.stages:
                asked = {("questions", question, cell): -1.0 for question, of in stages.items() if of == name}
                solver.add({("stages", name, cell): 1, **asked}, 0, 0)
            continue
        for name in source.counts.stages:
            solver.add({("respondents", "", cell): 1, ("stages", name, cell): -1}, 0, np.inf)
        for question, stage in stages.items():
            both = {("stages", stage, cell): 1, ("questions", question, cell): -1}
            solver.add(both, 0, np.inf if stage in several else 0)
    for question, became, n in outcome[["given", "outcome", "rows"]].itertuples(index=False):
        if became == "matched" and n is not pd.NA:
            solver.add({("questions", question, cell): 1 for cell in every}, n, n)
    return solver


def small_cells(
    rows: pd.DataFrame, own: pd.DataFrame, answered: pd.Series[bool]
) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]], int]]:
    """Each group of segments that few answered in: its columns, its finest segments, and how many did."""
    every = [*dict.fromkeys(own.itertuples(index=False, name=None))]
    for size in range(len(own.columns) + 1):
        for chosen in combinations(own.columns, size):
            at = [own.columns.get_loc(column) for column in chosen]
            for values in product(*(own[column].unique() for column in chosen)):
                cells = [cell for cell in every if all(cell[a] == v for a, v in zip(at, values, strict=True))]
                n = int((own[answered].agg(tuple, axis=1).isin(cells)).sum()) if answered.any() else 0
                if 0 < n < MIN_N:
                    yield chosen, cells, n


# --- attacks


@OFTEN
@given(st.integers(0, 10**6), st.sampled_from([name for name in OPTIONS if "amounts" not in name]))
@example(3, "stages")
@example(3, "questions")
@example(3, "gaps")
@example(4, "answers pooled")
@example(5, "weights")
def test_no_number_of_few_is_the_only_solution_of_what_is_published(seed: int, kind: str) -> None:
    rows, by = rows_of(seed), ("region", "class")
    journey, joined_source = joined(rows, by, **OPTIONS[kind])
    source = saved(journey)
    own = names_of(rows, by)
    every = [*dict.fromkeys(own.itertuples(index=False, name=None))]
    solver = equations(source, every, joined_source.reconciliation)
    stages: dict[str, list[str]] = {}
    for question, stage in source.columns.items():
        stages.setdefault(stage, []).append(question)
    targets = [("questions", question, rows[question].notna()) for question in source.columns]
    if source.per != "answer":
        targets += [("stages", stage, rows[asked].notna().any(axis=1)) for stage, asked in stages.items()]
    for part, name, answered in targets:
        for columns, cells, n in small_cells(rows, own, answered):
            low, high = solver.extent([(part, name, cell) for cell in cells])
            assert low <= n <= high
            assert low < high, (part, name, columns, cells, n)


@OFTEN
@given(st.integers(0, 10**6), st.booleans())
@example(1, False)
@example(1, True)
def test_no_sum_of_amounts_is_that_of_few_who_paid(seed: int, together: bool) -> None:
    rows, by = rows_of(seed), ("region", "class")
    journey, _ = joined(rows, by, **OPTIONS["amounts in clusters" if together else "amounts"])
    source, own = saved(journey), names_of(rows, by)
    every = [*dict.fromkeys(own.itertuples(index=False, name=None))]
    lines = []
    assert source.counts is not None
    for table in tables(source.counts):
        tally = table.stages["pay"]
        at = [source.by.index(column) for column in table.by]
        for place, segment in enumerate(table.segments):
            if place not in tally.withheld:
                lines.append([[cell[a] for a in at] == [*segment] for cell in every])
        if not table.by:
            for value, n in zip(tally.values, np.sum(tally.n, axis=0), strict=True):
                assert n >= MIN_N or value == 0
    known = np.array(lines, float).reshape(-1, len(every))
    rank = np.linalg.matrix_rank(known) if len(known) else 0
    for _, cells, _ in small_cells(rows, own, rows["spent"] != 0):
        cell = np.array([each in cells for each in every], float)
        assert np.linalg.matrix_rank(np.vstack([known, cell])) > rank


@OFTEN
@given(st.integers(0, 10**6))
@example(2)
def test_no_weight_that_is_counted_is_of_few(seed: int) -> None:
    """Whatever is added and subtracted: every weight that enters a table is that of enough respondents."""
    rows = rows_of(seed).assign(line=lambda rows: np.arange(len(rows)), Q=5)
    plan = Plan(scale=(1, 5), columns={"Q": "arrive"}, by=("line",), weight="w", min_n=MIN_N)
    tally = count_rows(rows, plan).counts.stages["arrive"]
    weights, n = np.unique(tally.weights, return_counts=True)
    assert n.sum() == len(rows)
    assert n.min() >= MIN_N
    assert np.isclose(weights @ n, rows["w"].sum())


def mates(tally: Tally, cell: tuple[int, int]) -> dict[tuple[int, float], int] | None:
    """Who else is in the cluster of the only one in a cell, as the products of pairs have it."""
    assert tally.clusters is not None
    width = len(tally.values)
    own, found = cell[0] * width + cell[1], {}
    for (first, second), product_of in zip(tally.clusters.pairs, tally.clusters.products, strict=True):
        if own in (first, second):
            other = second if first == own else first
            n = product_of - (other == own)
            if not np.isclose(n, round(n)):
                return None
            if round(n):
                found[other // width, tally.values[other % width]] = round(n)
    return found


@OFTEN
@given(st.integers(0, 10**6))
@example(1)
def test_no_product_tells_what_the_others_of_a_cluster_answered(seed: int) -> None:
    rows = rows_of(seed)
    journey, _ = joined(rows, ("region",), columns={"Q1": "Arrive"}, cluster="home")
    source, own = saved(journey), names_of(rows, ("region",))["region"]
    assert source.counts is not None
    solved = 0
    for table in tables(source.counts):
        names = own if table.by else pd.Series("", rows.index)
        tally = table.stages["arrive"]
        for place, segment in enumerate(table.segments):
            for value, n in enumerate(tally.n[place]):
                if n != 1:
                    continue
                name = segment[0] if segment else ""
                (one,) = rows.index[(names == name) & (rows["Q1"] == tally.values[value])]
                shown = {at: name for at, (name, *_) in enumerate(table.segments)} if table.by else {0: ""}
                at_home = rows.index[(rows["home"] == rows["home"][one]) & rows["Q1"].notna()].drop(one)
                true: dict[tuple[int, float], int] = {}
                for other in at_home:
                    for at, called in shown.items():
                        if called == names[other] and at not in tally.withheld:
                            true[at, rows["Q1"][other]] = true.get((at, rows["Q1"][other]), 0) + 1
                solved += bool(true) and mates(tally, (place, value)) == true
    assert not solved


@OFTEN
@given(st.integers(0, 10**6))
@example(1)
def test_no_product_tells_what_else_somebody_answered(seed: int) -> None:
    rows = rows_of(seed)
    rows.loc[rows["Q3"] == 1, "Q3"] = 4
    rows.loc[0, ["Q2", "Q3"]] = [1.0, 5.0]
    rows.loc[1:, "Q2"] = rows["Q2"].where(rows["Q2"] != 1, 2)
    journey, _ = joined(rows, (), columns={"Q2": "Arrive", "Q3": "Arrive"})
    source = saved(journey)
    assert source.counts is not None
    answers = source.counts.stages["arrive"].answers
    if answers is None or answers.withheld:
        return
    one, products_of = answers.values.index(1.0), dict(zip(answers.pairs, answers.products[0], strict=True))
    others = {
        pair: product_of for pair, product_of in products_of.items() if one in pair and product_of > 1e-9
    }
    assert others != {(one, one): 0.25, (one, answers.values.index(5.0)): 0.25}
    assert len(others) > 2  # as if any of all answers went with it


SECRETS: dict[str, Callable[[pd.DataFrame], set[str]]] = {
    "weights": lambda rows: {f"{weight:.6f}".rstrip("0") for weight in rows["w"]},
    "amounts": lambda rows: {f"{amount:.3f}".rstrip("0") for amount in rows["spent"] if amount},
}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("kind", "other"), [("weights", "weights"), ("amounts", "amounts")])
def test_no_artefact_has_the_weight_or_the_amount_of_one(
    seed: int, kind: str, other: str, tmp_path: Path
) -> None:
    rows = rows_of(seed)
    journey, source = joined(rows, **OPTIONS[kind])
    secrets = {text for text in SECRETS[kind](rows) if len(text) > 6}
    for filters in ({}, {"region": "north"}):
        journey.filter(**filters)
        for artefact, text in artefacts(journey, [source], tmp_path):
            seen = secrets & {*re.findall(r"\d+\.\d+", text)}
            assert not seen, (artefact, seen)


@pytest.mark.parametrize("seed", range(4))
def test_live_frames_count_no_rows_of_a_stage_that_is_withheld(seed: int) -> None:
    rows = rows_of(seed).fillna({"Q1": 3})
    few = rows["Q2"].where(rows["Q2"].notna().cumsum() <= 4)
    _, source = joined(rows.assign(Q2=few), **OPTIONS["stages"])
    outcome = source.reconciliation
    assert outcome["rows"].isna().equals(outcome["given"] == "Q2")
    assert source.matches.set_index("rule")["rows"].isna().to_dict() == {"Q1": False, "Q2": True}
    assert "of 4" not in repr(source)
