"""The airport example: its figures are the published ones, its respondents plausible and always the same."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from cjm_widgets import examples
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.examples import AIRPORT_COLUMNS, airport_survey
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.nets import nps
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from tests.unit.shared_files import shared

PACKAGED = Path(examples.__file__).with_name("airport_2017_counts.csv")
STAGES = [
    "Getting there",
    "Roads, parking, shuttle",
    "Finding the way",
    "Security",
    "Waiting airside",
    "Cleanliness",
    "Overall",
]


@pytest.fixture(scope="module")
def survey() -> pd.DataFrame:
    return airport_survey()


def figures() -> list[dict[str, str]]:
    with PACKAGED.open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines)]


def test_the_packaged_figures_are_the_published_ones():
    published = shared("data/sfo_2017_counts.csv")
    assert PACKAGED.read_text(encoding="utf-8") == published.read_text(encoding="utf-8")


def test_every_score_was_given_as_often_as_published(survey):
    for row in figures():
        given = survey[survey["flight_type"] == row["flight_type"]][row["question"]].astype(str)
        assert (given == row["score"]).sum() == int(row["respondents"]), row


def test_what_is_no_score_is_a_code_of_the_original(survey):
    for question in AIRPORT_COLUMNS:
        expected = {"1", "2", "3", "4", "5"} | ({"Blank"} if question == "Q7ALL" else {"0", "6"})
        assert set(survey[question].astype(str)) == expected, question
    assert set(survey["NETPRO"]) == {*range(12)}


def test_there_is_a_row_per_respondent(survey):
    assert survey["flight_type"].value_counts().to_dict() == {"domestic": 1775, "international": 1056}
    assert survey["respondent"].is_unique
    assert all(isinstance(one, str) for one in survey["respondent"])
    assert [*survey.columns] == ["respondent", "flight_type", *AIRPORT_COLUMNS, "NETPRO"]


def test_every_question_has_the_stage_it_was_published_under():
    published = {row["question"]: row["stage"] for row in figures()}
    assert published == AIRPORT_COLUMNS | {"NETPRO": "Recommend"}
    assert [*dict.fromkeys(AIRPORT_COLUMNS.values())] == STAGES


def test_it_is_the_same_survey_each_time_and_a_fresh_one(survey):
    again = airport_survey()
    pd.testing.assert_frame_equal(again, survey)
    assert again is not survey


def test_people_pleased_with_one_thing_tend_to_be_pleased_with_another(survey):
    ratings = survey[[*AIRPORT_COLUMNS]].apply(pd.to_numeric, errors="coerce")
    together = ratings.where((ratings > 0) & (ratings < 6)).corr()
    assert together.min().min() > 0.1


def test_its_numbers_are_those_of_the_real_survey(survey):
    plan = Plan(scale=(1, 5), columns=AIRPORT_COLUMNS, missing=(0, 6, "Blank"), by=("flight_type",))
    counts, found = count(survey, plan)
    result = estimate(
        MeasuredSource("survey", stack(counts), plan.scale, (mean(),)), ["Security", "Overall"]
    )["mean"]
    assert result.n.tolist() == [2407, 2688]
    assert result.value == pytest.approx([4.3070212, 4.0643601], abs=1e-6)
    assert set(found["outcome"]) == {"matched", "missing code"}
    recommend = Plan(scale=(0, 10), columns={"NETPRO": "Overall"}, missing=(11,))
    counts, _ = count(survey, recommend)
    score = estimate(MeasuredSource("survey", stack(counts), recommend.scale, (nps(),)), ["Overall"])["nps"]
    assert (score.n[0], score.value[0]) == (2746, pytest.approx(39.839767, abs=1e-6))


def test_importing_the_examples_loads_neither_pandas_nor_scipy():
    script = (
        "import sys, cjm_widgets.examples; "
        "print([name for name in ('pandas', 'scipy') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
