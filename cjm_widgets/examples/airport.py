"""A table of respondents reconstructed from the published counts of an airport's customer survey."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

AIRPORT_COLUMNS: dict[str, str] = {
    "Q13GETRATE": "Getting there",
    "Q7ROADS": "Roads, parking, shuttle",
    "Q7PARK": "Roads, parking, shuttle",
    "Q7LTPARKING": "Roads, parking, shuttle",
    "Q7AIRTRAIN": "Roads, parking, shuttle",
    "Q7RENTAL": "Roads, parking, shuttle",
    "Q14FIND": "Finding the way",
    "Q7SIGN": "Finding the way",
    "Q7INFOUP": "Finding the way",
    "Q14PASSTHRU": "Security",
    "Q7FOOD": "Waiting airside",
    "Q7STORE": "Waiting airside",
    "Q7ART": "Waiting airside",
    "Q7WIFI": "Waiting airside",
    "Q7SCREENS": "Waiting airside",
    "Q7WALKWAYS": "Waiting airside",
    "Q9BOARDING": "Cleanliness",
    "Q9RESTROOM": "Cleanliness",
    "Q9FOOD": "Cleanliness",
    "Q7ALL": "Overall",
}
"""The stage that each rating question of `airport_survey` is about."""

_RESPONDENTS = {"domestic": 1775, "international": 1056}
_SEED = 2017


def airport_survey() -> pd.DataFrame:
    """A survey of 2,831 departing passengers, one row a respondent.

    The respondents are reconstructed. Real is only how many gave each score to each question, by flight
    type. Which answers belong to one person is invented (people pleased with one thing tend to be pleased
    with another), and so is which code stands for a missing answer.

    Returns
    -------
    pandas.DataFrame
        ``respondent`` (text), ``flight_type`` (``domestic`` or ``international``), the 20 rating questions
        of `AIRPORT_COLUMNS` (1 to 5; 6 never used or not applicable, 0 blank) and ``NETPRO`` (0 to 10, how
        likely to recommend the airport; 11 blank). As in the original, ``Q7ALL`` holds text, and its blank
        is ``Blank``: give ``missing=[0, 6, "Blank"]`` for the ratings and ``missing=[11]`` for ``NETPRO``.

    References
    ----------
    San Francisco International Airport, Customer Survey 2017, published on DataSF
    (https://data.sfgov.org, dataset nnh5-5rwz) under the Public Domain Dedication and License.

    Examples
    --------
    >>> from cjm_widgets.examples import airport_survey
    >>> survey = airport_survey()
    >>> survey.groupby("flight_type").size().to_dict()
    {'domestic': 1775, 'international': 1056}
    """
    import pandas as pd

    scores_of = _published_scores()
    random = np.random.default_rng(_SEED)
    parts = []
    for flight_type, size in _RESPONDENTS.items():
        mood = random.normal(size=size)
        by_stage = {
            stage: random.normal(size=(2, size)) for stage in [*AIRPORT_COLUMNS.values(), "Recommend"]
        }
        answers: dict[str, object] = {"flight_type": np.full(size, flight_type, object)}
        for question in [*AIRPORT_COLUMNS, "NETPRO"]:
            tendency, use = by_stage[AIRPORT_COLUMNS.get(question, "Recommend")]
            scores = scores_of[question, flight_type]
            raters = np.argsort(2 * use + random.normal(size=size))[: len(scores)]
            order = np.argsort(mood + 0.5 * tendency + random.normal(size=size))
            column = np.where(random.random(size) < 0.75, 6, 0) if question != "NETPRO" else np.full(size, 11)
            column[order[np.isin(order, raters)]] = scores
            answers[question] = column
        parts.append(pd.DataFrame(answers))
    survey = pd.concat(parts).iloc[random.permutation(sum(_RESPONDENTS.values()))].reset_index(drop=True)
    survey.insert(0, "respondent", [f"{number:04}" for number in range(1, len(survey) + 1)])
    return survey.assign(
        Q7ALL=survey["Q7ALL"].map({0: "Blank", 6: "Blank"} | {n: str(n) for n in range(1, 6)})
    )


def _published_scores() -> dict[tuple[str, str], list[int]]:
    """Every published score, ascending, by question and flight type."""
    scores: dict[tuple[str, str], list[int]] = {}
    counts = files("cjm_widgets.examples") / "airport_2017_counts.csv"
    for row in csv.DictReader(counts.read_text(encoding="utf-8").splitlines()):
        key = row["question"], row["flight_type"]
        scores.setdefault(key, []).extend([int(row["score"])] * int(row["respondents"]))
    return {key: sorted(values) for key, values in scores.items()}
