"""The whole way from rows to numbers, on a real survey, against what R made of it."""

from __future__ import annotations

import pandas as pd
import pytest
from msgspec.structs import replace

from cjm_widgets.analysis.tables import measures_by, measures_frame
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.nets import nps
from cjm_widgets.measures.shares import top_box
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan

MISSING = (0, 6, "Blank")
CLOSE = {"rel": 0, "abs": 1e-6}


def ends(one):
    return [float(one.low[0]), float(one.high[0])]


def measured(rows, columns, measures, *, scale=(1, 5), missing=MISSING, weight=None) -> MeasuredSource:
    plan = Plan(scale=scale, columns=columns, missing=missing, by=("flight_type",), weight=weight)
    counts, _ = count(rows, plan)
    return MeasuredSource("survey", stack(counts), plan.scale, measures)


def test_every_touchpoint_equals_r(airport_rows, oracle):
    columns = {question: question for question in oracle["touchpoints"]}
    result = estimate(measured(airport_rows, columns, (mean(), top_box())), [*columns])
    for position, expected in enumerate(oracle["touchpoints"].values()):
        means, top = result["mean"], result["top_box"]
        assert means.n[position] == expected["n"]
        assert means.value[position] == pytest.approx(expected["mean"], **CLOSE)
        assert [means.low[position], means.high[position]] == pytest.approx(expected["ci_t"], **CLOSE)
        assert top.value[position] == pytest.approx(expected["top2"], **CLOSE)
        assert [top.low[position], top.high[position]] == pytest.approx(expected["top2_wilson"], **CLOSE)


def test_every_weighted_touchpoint_equals_r(airport_rows, oracle):
    columns = {question: question for question in oracle["touchpoints"]}
    source = measured(airport_rows, columns, (mean(),), weight="WEIGHT")
    result = estimate(source, [*columns])["mean"]
    for position, expected in enumerate(oracle["touchpoints"].values()):
        assert result.n[position] == expected["n"]
        assert result.value[position] == pytest.approx(expected["w_mean"], **CLOSE)
        assert [result.low[position], result.high[position]] == pytest.approx(expected["w_ci_t"], **CLOSE)


def test_the_effective_number_of_respondents_equals_r(airport_rows, oracle):
    from cjm_widgets.statistics.intervals import kish_n

    columns = {question: question for question in oracle["touchpoints"]}
    source = measured(airport_rows, columns, (mean(),), weight="WEIGHT")
    cells = source.counts.select().cells([*columns])
    effective = kish_n(cells.weights.sum(axis=-1), cells.weights_squared.sum(axis=-1))[0]
    assert effective == pytest.approx([one["kish_neff"] for one in oracle["touchpoints"].values()], **CLOSE)


def test_every_stage_is_the_mean_of_respondents_means(airport_rows, oracle):
    stages = {
        question: stage
        for stage, questions in oracle["stage_map"].items()
        for question in ([questions] if isinstance(questions, str) else questions)
    }
    source = measured(airport_rows, stages, (mean(),))
    frame = measures_frame([source], {stage: stage for stage in oracle["stages_respondent_mean"]})
    assert [*frame["stage"]] == [*oracle["stages_respondent_mean"]]
    for row, expected in zip(frame.itertuples(), oracle["stages_respondent_mean"].values(), strict=True):
        assert row.n == expected["n"]
        assert [row.value, row.low, row.high] == pytest.approx([expected["mean"], *expected["ci_t"]], **CLOSE)
    parking = frame.set_index("stage").loc["2 Roads, parking, shuttle"]
    assert parking["n"] == 2132
    assert [parking["value"], parking["low"], parking["high"]] == pytest.approx(
        [4.0048, 3.9708, 4.0388], abs=5e-5
    )


def test_long_rows_with_respondents_give_the_stages_of_wide_rows(airport_rows, oracle):
    roads = oracle["stage_map"]["2 Roads, parking, shuttle"]
    wide, _ = count(airport_rows, Plan(scale=(1, 5), columns=dict.fromkeys(roads, "roads"), missing=MISSING))
    answers = airport_rows.melt(id_vars="RESPNUM", value_vars=roads).assign(stage="Roads")
    plan = Plan(
        scale=(1, 5),
        stage="stage",
        score="value",
        stages={"Roads": "roads"},
        respondent="RESPNUM",
        missing=MISSING,
    )
    long, _ = count(answers, plan)
    assert long.stages["roads"].answers.questions == ()
    assert wide.stages["roads"].answers.questions == tuple(roads)
    as_long = replace(wide.stages["roads"], answers=replace(wide.stages["roads"].answers, questions=()))
    assert long.stages == {"roads": as_long}
    assert long.respondents == wide.respondents == (2831,)


def test_nps_equals_r_overall_and_by_segment(airport_rows, oracle):
    source = measured(airport_rows, {"NETPRO": "overall"}, (nps(),), scale=(0, 10), missing=(11,))
    whole = estimate(source, ["overall"])["nps"]
    assert whole.n[0] == oracle["nps"]["n"]
    assert whole.value[0] == pytest.approx(100 * oracle["nps"]["nps"], **CLOSE)
    assert ends(whole) == pytest.approx([100 * end for end in oracle["nps"]["adj_wald"]], **CLOSE)
    frame = measures_by("flight_type", [source], {"overall": "Overall"}).set_index("segment")
    for segment, expected in oracle["nps_by_segment"].items():
        assert frame.loc[segment, "n"] == expected["n"]
        figures = frame.loc[segment, ["value", "low", "high"]].astype(float)
        assert [*figures] == pytest.approx(
            [100 * end for end in (expected["nps"], *expected["adj_wald"])], **CLOSE
        )
        filtered = estimate(source, ["overall"], {"flight_type": (segment,)})["nps"]
        assert [filtered.value[0], *ends(filtered)] == [*figures]


def test_weighted_nps_equals_r(airport_rows, oracle):
    source = measured(
        airport_rows, {"NETPRO": "overall"}, (nps(),), scale=(0, 10), missing=(11,), weight="WEIGHT"
    )
    assert estimate(source, ["overall"])["nps"].value[0] == pytest.approx(
        100 * oracle["nps"]["w_nps"], **CLOSE
    )


def test_segments_of_each_question_equal_r(airport_rows, oracle):
    questions = oracle["segment_domestic_minus_international"]
    source = measured(airport_rows, {question: question for question in questions}, (mean(),))
    frame = measures_by("flight_type", [source], {question: question for question in questions})
    table = frame.set_index(["stage", "segment"])
    assert isinstance(table, pd.DataFrame)
    for question, expected in questions.items():
        for segment, letter in (("domestic", "a"), ("international", "b")):
            assert table.loc[(question, segment), "n"] == expected[f"n_{letter}"]
            assert table.loc[(question, segment), "value"] == pytest.approx(
                expected[f"mean_{letter}"], **CLOSE
            )
