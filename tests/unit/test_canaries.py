"""Words of rows that must not leave them are in nothing that a map becomes, and in nothing that it says."""

from __future__ import annotations

import itertools
import traceback
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError
from cjm_widgets.rows.naming import OTHER
from tests.unit.artefacts import ORIGIN, artefacts

MIN_N = 10
NAME = "Quokka"
"""What all canaries begin with; each has a number of its own."""


class Canaries:
    """Makes words that occur nowhere else, and knows what each stands for."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}

    def __call__(self, what: str) -> str:
        word = f"{NAME}{len(self.of):04}"
        self.of[word] = what
        return word

    def inside(self, text: str) -> set[str]:
        return {what for word, what in self.of.items() if word in text}


def wide(canary: Canaries, n: int = 120) -> pd.DataFrame:
    random = np.random.default_rng(7)
    region = random.choice(["north", "south"], n).astype(object)
    region[:3] = [canary("value of a segment") for _ in range(3)]
    year = random.choice(["2019", "2021", "2022"], n).astype(object)
    year[3:6] = "2020"  # a wave of three
    scores = random.integers(1, 6, n).astype(object)
    scores[6:9] = [f"{score} - {canary('labelled number')}" for score in (3, 4, 5)]
    scores[9:11] = [canary("answer of one") for _ in range(2)]
    words = random.choice(["Good", "Fair", "Poor", "Excellent"], n).astype(object)
    words[11] = canary("word of one")
    return pd.DataFrame(
        {
            "who": [canary("respondent") for _ in range(n)],
            "home": np.repeat([canary("cluster") for _ in range(n // 2)], 2),
            "region": region,
            "year": year,
            "Q1": scores,
            "Q2": random.integers(1, 6, n),
            "words": words,
            "comment": [canary("unrelated column") for _ in range(n)],
            canary("name of an unrelated column"): 1,
        },
        index=[canary("index") for _ in range(n)],
    )


def long(canary: Canaries, n: int = 120) -> pd.DataFrame:
    random = np.random.default_rng(8)
    stage = random.choice(["Arrive", "Pay"], n).astype(object)
    stage[:3] = [canary("stage of one row") for _ in range(3)]
    stage[3:5] = [f"paying by {canary('pattern of one row')}" for _ in range(2)]
    stage[5:7] = "Arive"
    return pd.DataFrame(
        {
            "step": stage,
            "score": random.integers(1, 6, n),
            "who": [canary("respondent of long rows") for _ in range(n)],
            "comment": [canary("unrelated column of long rows") for _ in range(n)],
        }
    )


def log(canary: Canaries, n: int = 60) -> pd.DataFrame:
    random = np.random.default_rng(9)
    region = random.choice(["north", "south"], n).astype(object)
    region[:3] = [canary("segment of one case") for _ in range(3)]
    what = np.tile(["Arrive", "wander", "Pay"], n).astype(object)
    what[[1, 4]] = [canary("activity of one event") for _ in range(2)]
    return pd.DataFrame(
        {
            "case": np.repeat([canary("case") for _ in range(n)], 3),
            "what": what,
            "at": pd.date_range("2026-01-01", periods=3 * n, freq="min").astype(str),
            "region": np.repeat(region, 3),
            "comment": [canary("unrelated column of events") for _ in range(3 * n)],
        }
    )


def mapped(canary: Canaries, folder: Path) -> tuple[cjm.Journey, list[Any], list[str]]:
    """A map with sources of every kind, and all warnings on the way."""
    journey = cjm.Journey(["Arrive", "Pay"], personas=["Ana"], title="A visit")
    journey.emotion["Ana"] = [1, -1]
    rows, answers = wide(canary), long(canary)
    path = folder / canary("folder") / f"{canary('file')}.csv"
    path.parent.mkdir()
    rows.to_csv(path, index=False)
    usual: dict[str, Any] = {"scale": (1, 5), "min_n": MIN_N}
    questions = {"Q1": "Arrive", "Q2": "Pay"}
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        sources = [
            journey.join(
                rows, columns=questions, by=["region"], wave="year", respondent="who", name="Waves", **usual
            ),
            journey.join(path, columns=questions, by=["region"], cluster="home", name="Homes", **usual),
            journey.join(rows, columns={"words": "Arrive", "Q2": "Arrive"}, name="Words", **usual),
            journey.join(answers, stage="step", score="score", respondent="who", name="Long", **usual),
            journey.join(
                answers,
                stage="step",
                score="score",
                stages={"*rr*": "Arrive", "*pay*": "Pay"},
                match="glob",
                name="Glob",
                **usual,
            ),
            journey.join_events(
                log(canary), case="case", activity="what", time="at", by="region", name="Log", min_n=MIN_N
            ),
        ]
    return journey, sources, [str(warning.message) for warning in raised]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Canaries, Any]:
    canary = Canaries()
    return canary, mapped(canary, tmp_path_factory.mktemp("canaries"))


@pytest.mark.parametrize("filters", [{}, {"region": "north"}, {"region": OTHER}], ids=str)
def test_no_word_of_few_is_in_any_artefact(
    everything: tuple[Canaries, Any], filters: dict[str, str], tmp_path: Path
) -> None:
    canary, (journey, sources, _) = everything
    journey.filter(**filters)
    kinds = set()
    for kind, text in artefacts(journey, sources, tmp_path):
        kinds.add(kind)
        seen = canary.inside(text) - ({"folder", "file"} if kind in ORIGIN else set())
        assert not seen, (kind, seen)
    assert {
        "xlsx",
        "pptx",
        "png",
        "state",
        "labels",
        "matches",
        "trend",
        "chart",
        "command",
        "funnel",
    } <= kinds
    journey.filter()


def test_no_warning_on_the_way_has_a_word_of_few(everything: tuple[Canaries, Any]) -> None:
    canary, (_, _, warned) = everything
    assert warned
    for sentence in warned:
        assert not canary.inside(sentence), sentence
    assert any("Arive" in sentence for sentence in warned)  # what is as good as a stage's name is named


def test_no_small_wave_is_named_and_its_place_is_kept(
    everything: tuple[Canaries, Any], tmp_path: Path
) -> None:
    _, (journey, sources, _) = everything
    assert journey.trend()["wave"].unique().tolist() == ["2019", "wave 2 (withheld)", "2021", "2022"]
    for kind, text in artefacts(journey, sources, tmp_path):
        assert "'2020'" not in text, kind
        assert '"2020"' not in text, kind


def test_no_refusal_has_a_word_of_few(everything: tuple[Canaries, Any], tmp_path: Path) -> None:
    canary = Canaries()
    journey, rows, answers = cjm.Journey(["Arrive", "Pay"]), wide(canary), long(canary)
    journey.join(rows, columns={"Q2": "Pay"}, scale=(1, 5), by=["region", "year"], name="Rows")
    own = next(word for word, what in canary.of.items() if what == "value of a segment")
    calls = [
        lambda: journey.join(rows, columns={"comment": "Arrive"}, scale=(1, 5)),
        lambda: journey.join(rows, columns={"Q2": "Arrive"}, scale=(1, 5), weight="comment"),
        lambda: journey.join(rows, columns={"Q2": "Arrive"}, scale=(1, 5), wave="comment"),
        lambda: journey.join(rows.assign(who=None), columns={"Q2": "Pay"}, scale=(1, 5), respondent="who"),
        lambda: journey.join(answers, stage="comment", score="score", scale=(1, 5)),
        lambda: journey.join(answers, stage="step", score="comment", scale=(1, 5)),
        lambda: journey.filter(region=f"{own} or so"),
        lambda: journey.filter(year="2023"),
    ]
    for number, call in enumerate(calls):
        with warnings.catch_warnings(record=True) as raised:
            warnings.simplefilter("always")
            try:
                call()
            except CjmError as refusal:
                told = "".join(traceback.format_exception_only(refusal))
            else:
                pytest.fail(f"call {number} is not refused")
        said = itertools.chain([told], (str(warning.message) for warning in raised))
        for sentence in said:
            assert not canary.inside(sentence.replace(f"{own} or so", "")), (number, sentence)
