"""Crossings that are not counted when rows are joined: counted when something needs them, and only then."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmWarning

COLUMNS = ("a", "b", "c")


def survey(n: int = 6000) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "Q1": rng.choice(["Agree", "Disagree", "Neutral"], n),
            "year": rng.choice([2016, 2017], n),
            **{column: rng.choice([f"{column}{place}" for place in range(20)], n) for column in COLUMNS},
        }
    )


ROWS = survey()
KEPT = ROWS[ROWS["b"].isin(["b1", "b2"])]


@pytest.fixture
def journey() -> Iterator[cjm.Journey]:
    """A map whose rows are by so many values that the crossing of b and c is not counted."""
    one = cjm.Journey(["Wait"])
    with pytest.warns(CjmWarning, match="words in Q1 are read by labels="):
        one.join(
            ROWS,
            columns={"Q1": "Wait"},
            by=COLUMNS,
            wave="year",
            min_n=1,
            labels={"Agree": 3, "Neutral": 2, "Disagree": 1},
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # what was said of the words is not said again
        yield one


def test_a_filter_says_nothing_again_of_how_words_are_read(journey: cjm.Journey) -> None:
    journey.filter(b=["b1", "b2"], c="c3")
    assert journey.measures["n"][0] == (KEPT["c"] == "c3").sum()


def test_comparisons_count_what_they_need(journey: cjm.Journey) -> None:
    journey.filter(b=["b1", "b2"])
    row = journey.compare("c", measure="mean").iloc[0]
    sizes = KEPT.groupby("c").size()
    assert [row["n_a"], row["n_b"]] == [sizes[row["segment_a"]], sizes[row["segment_b"]]]
    assert journey.document.sources[0].crossings == (("b", "c"),)


def test_omnibus_tests_count_what_they_need(journey: cjm.Journey) -> None:
    journey.filter(b=["b1", "b2"])
    assert journey.omnibus("c", measure="mean")["n"][0] == len(KEPT)


@pytest.mark.parametrize("ask", [lambda one: one.trend(), lambda one: one.compare(wave=True)])
def test_waves_count_what_they_need(journey: cjm.Journey, ask: Callable[[cjm.Journey], Any]) -> None:
    journey.filter(b=["b1", "b2"], c=["c1", "c2", "c3"])
    table = ask(journey)
    own = KEPT[KEPT["c"].isin(["c1", "c2", "c3"])].groupby("year").size()
    n = table["n"] if "n" in table else table["n_b"]
    assert n[0] == own[2016]


@pytest.mark.parametrize(
    ("kind", "crossing"),
    [
        ("curve", ("b", "c")),
        ("distribution", ("b", "c")),
        ("compare", ("b", "c")),
        ("trend", ("year", "b", "c")),
    ],
)
def test_charts_count_what_they_need(journey: cjm.Journey, kind: str, crossing: tuple[str, ...]) -> None:
    pytest.importorskip("altair")
    journey.filter(b=["b1", "b2"])
    text = journey.chart(kind, by="c").to_json()
    assert crossing in journey.document.sources[0].crossings
    assert "not counted" not in text


def test_an_opened_map_says_what_is_not_counted(journey: cjm.Journey, tmp_path: Any) -> None:
    journey.save(tmp_path / "map.cjm.json")
    opened = cjm.read(tmp_path / "map.cjm.json")
    opened.filter(b="b1", c="c1")
    assert (opened.measures["method"] == 'not counted: join with by=[("b", "c")]').all()
