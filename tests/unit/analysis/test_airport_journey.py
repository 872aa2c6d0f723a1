"""Every number of R's, as a user gets it: through a journey."""

from __future__ import annotations

import pandas as pd
import pytest

import cjm_widgets as cjm
from tests.unit.shared_files import shared

MISSING = (0, 6, "Blank", "BLANK")
CLOSE = {"rel": 0, "abs": 1e-6}


def questions(oracle) -> dict[str, str]:
    """Each touchpoint, and its stage in the template."""
    stages = {stage[2:]: asked for stage, asked in oracle["stage_map"].items()}
    each = {stage: [asked] if isinstance(asked, str) else asked for stage, asked in stages.items()}
    return {question: stage for stage, asked in each.items() for question in asked}


@pytest.fixture
def journey(airport_rows, oracle) -> cjm.Journey:
    """The template with the survey; safety, which is of no stage there, has one of its own."""
    journey = cjm.Journey.from_template("airport-departure")
    journey.add_stage("Safety")
    columns = {**questions(oracle), "Q10SAFE": "Safety"}
    measures = [cjm.mean(), cjm.median(), cjm.top_box(), cjm.bottom_box(2)]
    options = {"columns": columns, "scale": (1, 5), "missing": MISSING, "measures": measures}
    journey.join(airport_rows, by="flight_type", name="Survey", **options)
    return journey


def test_every_stage_is_r_s(journey, oracle):
    found = journey.measures.query("measure == 'mean'").set_index("stage")
    for stage, one in oracle["stages_respondent_mean"].items():
        row = found.loc[stage[2:]]
        assert row["n"] == one["n"]
        assert [*row[["value", "low", "high"]]] == pytest.approx([one["mean"], *one["ci_t"]], **CLOSE)


def test_every_touchpoint_is_r_s(journey, oracle):
    found = journey.measures_by("question").set_index(["segment", "measure"])
    for question, one in oracle["touchpoints"].items():
        assert {*found.loc[question, "n"]} == {one["n"]}
        average, middle, top, bottom = (found.loc[question].iloc[place] for place in range(4))
        expected = {
            "mean": [one["mean"], *one["ci_t"]],
            "median": [one["median"], *one["median_ci_orderstat"]],
            "top": [one["top2"], *one["top2_wilson"]],
        }
        for row, three in zip((average, middle, top), expected.values(), strict=True):
            assert [*row[["value", "low", "high"]]] == pytest.approx(three, **CLOSE), question
        assert bottom["value"] == pytest.approx(one["bot2"], **CLOSE)


def test_every_weighted_touchpoint_is_r_s(airport_rows, oracle):
    journey = cjm.Journey(oracle["touchpoints"])
    columns = {question: question for question in oracle["touchpoints"]}
    options = {"columns": columns, "scale": (1, 5), "missing": MISSING}
    journey.join(airport_rows, weight="WEIGHT", measures=cjm.mean(), **options)
    found = journey.measures.set_index("stage")
    for question, one in oracle["touchpoints"].items():
        figures = [*found.loc[question, ["value", "low", "high"]]]
        assert figures == pytest.approx([one["w_mean"], *one["w_ci_t"]], **CLOSE)


@pytest.mark.parametrize("adjust", ["holm", "bh"])
def test_every_difference_of_segments_is_r_s(airport_rows, oracle, adjust):
    expected = oracle["segment_domestic_minus_international"]
    journey = cjm.Journey(expected)
    columns = {question: question for question in expected}
    options = {"columns": columns, "scale": (1, 5), "missing": MISSING, "measures": cjm.mean()}
    journey.join(airport_rows, by="flight_type", **options)
    welch = journey.compare("flight_type", adjust=adjust).set_index("stage")
    ranks = journey.compare("flight_type", adjust=adjust, test="mann_whitney").set_index("stage")
    for question, one in expected.items():
        row = welch.loc[question]
        assert (row["segment_a"], row["segment_b"]) == ("domestic", "international")
        assert (row["n_a"], row["n_b"]) == (one["n_a"], one["n_b"])
        figures = [*row[["value_a", "value_b", "difference", "low", "high", "p", "p_adjusted"]]]
        wanted = [one["mean_a"], one["mean_b"], one["diff"], *one["ci"], one["p"], one[f"p_{adjust}"]]
        assert figures == pytest.approx(wanted, **CLOSE)
        assert ranks.loc[question, "p"] == pytest.approx(one["mw_p"], **CLOSE)


def test_the_net_promoter_score_and_its_difference_are_r_s(airport_rows, oracle):
    journey = cjm.Journey(["Overall"])
    measures = [cjm.nps(), cjm.nps(interval="wald"), cjm.nps(interval="score")]
    options = {"columns": {"NETPRO": "Overall"}, "missing": 11, "measures": measures}
    journey.join(airport_rows, by="flight_type", **options)
    keys = ("adj_wald", "wald", "score")
    for row, key in zip(journey.measures.itertuples(), keys, strict=True):
        one = oracle["nps"]
        assert row.n == one["n"]
        three = [row.value / 100, row.low / 100, row.high / 100]
        assert three == pytest.approx([one["nps"], *one[key]], **CLOSE)
    for segment, one in oracle["nps_by_segment"].items():
        rows = journey.measures_by("flight_type").set_index("segment").loc[segment]
        for row, key in zip(rows.itertuples(), keys, strict=True):
            three = [row.value / 100, row.low / 100, row.high / 100]
            assert three == pytest.approx([one["nps"], *one[key]], **CLOSE)
    test = oracle["nps_segment_test"]
    adjusted, plain, _ = journey.compare("flight_type").itertuples()
    assert [plain.low / 100, plain.high / 100, plain.p] == pytest.approx([*test["ci"], test["p"]], **CLOSE)
    ends = [adjusted.low / 100, adjusted.high / 100, adjusted.p]
    assert ends == pytest.approx([*test["adj_ci"], test["adj_p"]], **CLOSE)
    assert abs(plain.difference) / 100 == pytest.approx(test["abs_delta"], **CLOSE)


def test_the_peak_and_the_end_are_r_s(airport_rows, oracle):
    expected = oracle["peak_end"]
    stages = [stage[2:] for stage in expected["stage_means"]]
    journey = cjm.Journey(stages)
    columns = {question: stage for question, stage in questions(oracle).items() if stage in stages}
    journey.join(airport_rows, columns=columns, scale=(1, 5), missing=MISSING)
    (measured, *_) = journey.summary().itertuples()
    figures = [measured.peak, measured.end, measured.peak_end]
    wanted = [expected["peak_abs_from_mid3"], expected["end"], expected["peak_end"]]
    assert figures == pytest.approx(wanted, **CLOSE)


def test_the_counted_figures_give_the_numbers_of_the_rows(journey, oracle):
    table = pd.read_csv(shared("data/sfo_2017_counts.csv"))
    other = cjm.Journey(questions(oracle))
    with pytest.warns(cjm.CjmWarning, match="taken as 1 to 5"):  # the scale of the stages, not of NETPRO
        other.join_counts(table, stage="question", score="score", n="respondents", by="flight_type")
    expected = journey.measures_by("question").set_index(["segment", "measure"])
    for row in other.measures.itertuples():
        one = expected.loc[(row.stage, row.measure)]
        assert row.n == one["n"]
        assert [row.value, row.low, row.high] == pytest.approx([*one[["value", "low", "high"]]])
