"""The methods paragraph says how each number was made, and nothing that the map withholds."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.examples import AIRPORT_COLUMNS, SHOP_PAGES, airport_survey, shop_clicks
from tests.contract.numbers import journeys

EVERY = journeys()


def airport(**options: Any) -> tuple[cjm.Journey, pd.DataFrame]:
    rows = airport_survey()
    journey = cjm.Journey([*dict.fromkeys(AIRPORT_COLUMNS.values())], title="Airport")
    journey.join(
        rows,
        columns=AIRPORT_COLUMNS,
        scale=(1, 5),
        missing=[0, 6, "Blank"],
        by="flight_type",
        respondent="respondent",
        measures=[cjm.mean(), cjm.top_box()],
        name="Survey 2017",
        **options,
    )
    return journey, rows


def test_sources_n_missing_scale_measures_tests_and_withholding_of_a_survey_are_all_there() -> None:
    journey, rows = airport()
    text = journey.methods()
    answered = {
        stage: int(
            rows[[column for column, own in AIRPORT_COLUMNS.items() if own == stage]]
            .apply(pd.to_numeric, errors="coerce")
            .isin([1, 2, 3, 4, 5])
            .any(axis=1)
            .sum()
        )
        for stage in AIRPORT_COLUMNS.values()
    }
    fewest, most = min(answered, key=answered.__getitem__), max(answered, key=answered.__getitem__)
    least, greatest = (100 * (1 - answered[stage] / len(rows)) for stage in (most, fewest))
    (source,) = journey.document.sources
    for words in (
        f"Survey 2017: scores of 2,831 respondents in 2,831 rows (fingerprint {source.fingerprint} of its",
        "20 columns are about 7 of the map's 7 stages.",
        "The scale runs from 1 to 5.",
        "Taken as missing: 0, 6, Blank.",
        f"From {answered[fewest]:,} ({fewest}) to {answered[most]:,} ({most}) respondents gave a score",
        f"so that {least:.1f} % to {greatest:.1f} % are missing.",
        "nothing was imputed",
        "Mean (mean, t 95 %)",
        "Top-2 box (top-2 box, Wilson 95 % at 3 stages; top-2 box over 3 questions, respondents' shares",
        "assumes independent respondents.",
        "Numbers of fewer than 10 respondents, and those from which such a number could be computed, are "
        "withheld: 0 of 14 here.",
        "(Welch and two-proportion z, Holm over 14 tests of all columns, stages and measures)",
    ):
        assert words in text, words


def test_the_stages_that_differ_are_those_that_the_map_marks() -> None:
    journey, _ = airport()
    compared = journey.compare("flight_type")
    family = np.concatenate([compared["p"]])
    order = np.sort(family)
    below = [p * (len(order) - place) < 0.05 for place, p in enumerate(order)]
    rejected = order[: below.index(False)] if False in below else order
    stages = compared.loc[compared["p"].isin(rejected), "stage"].nunique()
    number = re.search(r"which it is at (\d+) stage", journey.methods())
    assert number is not None
    assert int(number[1]) == stages > 0


def test_weights_clusters_other_confidence_and_reconstructed_counts_are_named() -> None:
    assert "weighted by w;" in EVERY["weights"].methods()
    assert "Wilson at Kish n 95 %" in EVERY["weights"].methods()
    assert "assumes independent clusters by w" in EVERY["clusters"].methods()
    less = EVERY["a mean of less confidence, and a share of it"].methods()
    assert "Mean (mean, t 90 %)" in less
    assert "Wilson 99.5 %" in less
    published = EVERY["counts reconstructed from percentages"].methods()
    assert "Published: published counts of scores of 60 respondents" in published
    assert "Of this source: counts reconstructed from percentages, largest remainder." in published
    assert "At each stage 72 respondents gave an amount, 0.0 % are missing." in EVERY["amounts"].methods()


def test_events_are_described_by_case_order_visits_and_censoring() -> None:
    journey = cjm.Journey([*dict.fromkeys(SHOP_PAGES.values())])
    clicks = shop_clicks()
    journey.join_events(
        clicks,
        case="visitor",
        activity="page",
        time="at",
        stages=SHOP_PAGES,
        match="glob",
        by="device",
        session=30,
        name="Clicks",
    )
    text = journey.methods()
    for words in (
        f"in {len(clicks):,} rows",
        "Events of one case have the same visitor; their order is that of at.",
        "Events at the same stage that follow each other are one visit.",
        "After 30 minutes without an event a case is another one.",
        "assumes independent cases",
        "Numbers of fewer than 10 cases",
    ):
        assert words in text, words
    for method in journey.measures["method"].loc[lambda methods: methods.str.contains("95 %")]:
        assert method.partition(", cases end")[0] in text


def test_a_map_without_rows_says_so_and_one_of_too_few_tells_no_number() -> None:
    bare = EVERY["no rows joined"].methods()
    assert bare.startswith("No rows are joined to this map")
    assert bare.count("\n\n") == 1
    few = EVERY["too few to tell"].methods()
    assert "respondents, whose number is withheld," in few
    assert "withheld: 4 of 4 here" in few
    assert "missing" not in few


def test_a_withheld_stage_is_counted_as_such_and_adds_nothing_else() -> None:
    rows = pd.DataFrame({"Q1": [1, 5, 4, 2] * 10, "Q2": [*[4] * 6, *[None] * 34], "Q3": [2, 3] * 20})
    journey = cjm.Journey(["Arrive", "Pay", "Leave"])
    columns = {"Q1": "Arrive", "Q2": "Pay", "Q3": "Leave"}
    journey.join(rows, columns=columns, scale=(1, 5), measures=[cjm.mean()], name="Survey")
    text = journey.methods()
    assert "withheld: 1 of 3 here" in text
    assert "At each stage 40 respondents gave a score, 0.0 % are missing." in text
    assert not re.search(r"\b(6|34|15\.0|85\.0)\b", text.split("Computed with")[0])


def test_numbers_are_those_of_the_filters_in_force() -> None:
    journey, rows = airport()
    journey.filter(flight_type="domestic")
    text = journey.methods()
    n = int((rows["flight_type"] == "domestic").sum())
    assert f"scores of {n:,} respondents in 2,831 rows" in text
    assert "Only those with flight_type domestic are counted." in text


def test_versions_are_those_installed_and_the_same_map_gives_the_same_words(tmp_path: Path) -> None:
    journey, rows = airport()
    text = journey.methods()
    for name in ("cjm_widgets", "numpy", "scipy", "pandas", "narwhals"):
        assert f"{name} {metadata.version(name)}" in text
    assert f"Python {platform.python_version()}" in text
    assert airport()[0].methods() == text
    path = tmp_path / "folder of mine" / "answers.csv"
    path.parent.mkdir()
    rows.to_csv(path, index=False)
    own = cjm.Journey(["Security"])
    own.join(path, columns={"Q14PASSTHRU": "Security"}, scale=(1, 5), missing=[0, 6])
    own.save(tmp_path / "map.cjm.json")
    words = own.methods()
    assert "rows of answers.csv (fingerprint" in words
    assert "folder of mine" not in words
    program = "import sys, cjm_widgets as c; print(c.read(sys.argv[1]).methods(), end='')"
    again = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "map.cjm.json")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout == words


def test_a_notebook_shows_it_as_paragraphs_without_markup_of_its_own() -> None:
    journey = cjm.Journey(["Pay"])
    rows = pd.DataFrame({"*q*": [4, 5] * 20})
    journey.join(rows, columns={"*q*": "Pay"}, scale=(1, 5), name="<b>Bold</b>", reverse=["*q*"])
    text = journey.methods()
    assert repr(text) == str(text)
    assert r"\<b\>Bold\</b\>" in text._repr_markdown_()
    assert r"\*q\*" in text._repr_markdown_()


@pytest.mark.parametrize("name", EVERY)
def test_every_sentence_ends_and_no_text_is_left_of_the_program(name: str) -> None:
    text = EVERY[name].methods()
    for paragraph in text.split("\n\n"):
        assert paragraph.endswith(".")
        assert not re.search(r"None|nan|  |\(\)|;\.|\.\.", paragraph), paragraph
