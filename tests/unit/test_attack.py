"""Whoever has all that a map becomes learns no amount and no name of the few, and solves no small cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations

import msgspec
import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Counts
from cjm_widgets.journey.source_record import JoinedSource
from cjm_widgets.rows.naming import OTHER
from cjm_widgets.storage import file
from cjm_widgets.widgets.numbers import measured_of
from cjm_widgets.widgets.session import session_of

MIN_N = 10
CANARY_NAMES = ("Quokka", "Axolotl", "Pangolin")


def rows_of(seed: int) -> tuple[pd.DataFrame, list[str], list[str]]:
    """Rows with names that few have, and amounts that one respondent has each."""
    random = np.random.default_rng(seed)
    n = int(random.integers(24, 140))
    few = int(random.integers(1, MIN_N))
    names = random.choice(["north", "south", "west"], n, p=[0.5, 0.4, 0.1]).astype(object)
    place = random.permutation(n)[:few]
    names[place] = random.choice(CANARY_NAMES, few)
    amounts = random.integers(700_001, 99_999_999, n) / 1000
    scores = random.integers(1, 6, (2, n)).astype(float)
    scores[1, random.random(n) < 0.3] = np.nan
    rows = pd.DataFrame(
        {
            "region": names,
            "class": random.choice([*"ab"], n),
            "Q1": scores[0],
            "Q2": scores[1],
            "spent": amounts,
        }
    )
    rows.loc[rows.index[:3], "spent"] = 0.0
    return rows, [f"{amount:.3f}".rstrip("0") for amount in amounts[3:]], [*{*names} & {*CANARY_NAMES}]


def journey_of(rows: pd.DataFrame) -> tuple[cjm.Journey, list[JoinedSource]]:
    journey = cjm.Journey(["Arrive", "Pay"], personas=["Ana"], title="A visit")
    journey.emotion["Ana"] = [1, -1]
    by = ["region", "class"]
    survey = journey.join(
        rows, columns={"Q1": "Arrive", "Q2": "Pay"}, scale=(1, 5), by=by, min_n=MIN_N, name="Survey"
    )
    money = [cjm.money("EUR"), cjm.total("EUR"), cjm.rate(), cjm.money("EUR", kind="median")]
    orders = journey.join(rows, columns={"spent": "Pay"}, by=by, min_n=MIN_N, name="Orders", measures=money)
    return journey, [survey, orders]


class View:
    """A browser that writes down what it is sent."""

    part = "map"

    def __init__(self) -> None:
        self.messages: list[object] = []

    def send(self, content: object) -> None:
        self.messages.append(content)


def artefacts(journey: cjm.Journey, sources: list[JoinedSource]) -> Iterator[tuple[str, str]]:
    """Everything that leaves a map, as text."""
    session = session_of(journey)
    view = View()
    session.join(view)
    session.on_measured()
    yield "snapshot", str(session.snapshot())
    yield "messages", str(view.messages)
    yield "wire", msgspec.json.encode(measured_of(journey, "")).decode()
    yield "document", str(msgspec.to_builtins(journey.document))
    yield "file", file.dumps(journey.document)
    yield "html", journey.to_html()
    yield "svg", journey.to_svg()
    yield "markdown", journey.to_markdown()
    yield "csv", journey.to_csv() + journey.to_csv(tidy=True)
    yield "repr", repr(journey)
    yield "display", str(journey._repr_mimebundle_())
    for frame in (
        journey.measures,
        journey.measures_by("region"),
        journey.measures_by("question"),
        journey.distribution(),
        journey.summary(),
        journey.assumptions(),
        *(() if journey.filters else (journey.compare("region"), journey.compare("class"))),
    ):
        yield "frame", frame.to_csv() + str(frame.attrs)
    for chart in (journey.chart(by="region"), journey.chart("distribution", by="region")):
        yield "chart", json.dumps(chart.to_dict())
    for source in sources:
        yield "source", repr(source) + str(source.provenance)
        yield "reconciliation", source.reconciliation.to_csv() + str(source.reconciliation.attrs)


@pytest.mark.parametrize("seed", range(6))
def test_no_artefact_has_an_amount_of_one_or_a_name_of_few(seed: int) -> None:
    rows, amounts, names = rows_of(seed)
    assert names
    journey, sources = journey_of(rows)
    for filters in ({}, {"region": "north"}, {"region": OTHER}):
        journey.filter(**filters)
        for kind, text in artefacts(journey, sources):
            seen = [canary for canary in (*amounts, *names) if canary in text]
            assert not seen, (kind, seen)
    with pytest.raises(CjmError) as refusal:
        journey.filter(region=names[0])
    assert not [name for name in names[1:] if name in str(refusal.value)]


@pytest.mark.parametrize("seed", range(30))
def test_no_small_cell_is_the_solution_of_what_is_in_the_file(seed: int) -> None:
    rows, _, _ = rows_of(seed)
    saved = file.loads(file.dumps(journey_of(rows)[0].document)).sources
    for source, column in ((saved[0], "Q2"), (saved[1], "spent")):
        answered = rows[column].notna()
        columns = ("region", "class")
        every = [*rows[[*columns]].drop_duplicates().itertuples(index=False, name=None)]
        shared = {value: OTHER if n < MIN_N else value for value, n in rows["region"].value_counts().items()}
        equations, small = [], []
        for table in (source.counts, *source.counts.coarser):
            tally = table.stages["pay"]
            for place, segment in enumerate(table.segments):
                if place not in tally.withheld:
                    equations.append(
                        [
                            all(
                                value == (shared[cell[0]] if name == "region" else cell[1])
                                for name, value in zip(table.by, segment, strict=True)
                            )
                            for cell in every
                        ]
                    )
        for size in (1, 2):
            for chosen in combinations(columns, size):
                for group, own in rows[answered].groupby([*chosen]):
                    if len(own) < MIN_N:
                        places = [columns.index(name) for name in chosen]
                        small.append([tuple(cell[place] for place in places) == group for cell in every])
        told = np.array(equations, float).reshape(-1, len(every))
        rank = np.linalg.matrix_rank(told) if len(told) else 0
        assert small
        for cell in np.array(small, float):
            assert np.linalg.matrix_rank(np.vstack([told, cell])) > rank
        for table in (source.counts, *source.counts.coarser):
            assert_bins_are_large(table, source.kind == "amounts")


def assert_bins_are_large(table: Counts, amounts: bool) -> None:
    """No bin of amounts but that of zero is of few, over everyone."""
    for tally in table.stages.values() if amounts and not table.by else ():
        for value, n in zip(tally.values, np.sum(tally.n, axis=0), strict=True):
            assert n >= MIN_N or value == 0
