"""The gap between expected and received scores, respondent by respondent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError

RANDOM = np.random.default_rng(5)
N = 80
ROWS = pd.DataFrame(
    {
        "got": RANDOM.integers(1, 5, N).astype(float),
        "hoped": RANDOM.integers(2, 6, N).astype(float),
        "noise": RANDOM.integers(1, 6, N),
        "site": np.where(np.arange(N) % 2, "x", "y"),
        "home": np.arange(N) // 4,
        "w": 1 + np.arange(N) % 3,
    }
)
ROWS.loc[3:7, "got"] = np.nan
ROWS.loc[6:12, "hoped"] = 9


def joined(rows: Any = ROWS, **options: Any) -> cjm.Journey:
    journey = cjm.Journey(["Wait", "Pay"])
    usual = {"columns": {"got": "Wait"}, "expected": {"Wait": "hoped"}, "scale": (1, 5), "missing": 9}
    journey.join(rows, **(usual | options))
    return journey


def pairs(rows: pd.DataFrame = ROWS) -> pd.DataFrame:
    answers = rows.replace({"hoped": {9: np.nan}})
    return answers.dropna(subset=["got", "hoped"])


def gap_at(journey: cjm.Journey, stage: str = "Wait") -> Any:
    return journey.measures.query("measure == 'gap' and stage == @stage").iloc[0]


def test_it_is_the_paired_difference_with_its_t_interval(tmp_path: Path) -> None:
    both = pairs()
    expected = stats.ttest_rel(both["hoped"], both["got"])
    interval = expected.confidence_interval()
    journey = joined()
    journey.save(tmp_path / "map.cjm.json")
    for each in (journey, cjm.read(tmp_path / "map.cjm.json", autosave=False)):
        row = gap_at(each)
        assert row["n"] == len(both)
        assert [row["value"], row["low"], row["high"]] == pytest.approx(
            [(both["hoped"] - both["got"]).mean(), interval.low, interval.high]
        )
        assert row["method"] == "gap, expected less received, paired t 95 %"


def test_it_is_among_the_usual_measures_where_something_was_expected() -> None:
    assert joined().measures["measure"].unique().tolist() == ["mean", "top_box", "gap"]
    assert "gap" not in joined(expected=None).measures["measure"].tolist()


def test_a_stage_without_an_expected_score_was_not_asked() -> None:
    journey = joined(columns={"got": "Wait", "noise": "Pay"})
    assert gap_at(journey, "Pay")["n"] == 0
    source = journey._core.sources.shown()[0].shown({})
    assert source is not None
    by_name = {stage: figures["gap"] for stage, figures in source.figures.items()}
    assert (by_name["wait"].why, by_name["pay"].why) == ("", "not asked")


def test_of_several_questions_what_was_received_is_each_respondents_mean() -> None:
    row = gap_at(joined(columns={"got": "Wait", "noise": "Wait"}))
    answers = ROWS.replace({"hoped": {9: np.nan}})
    difference = (answers["hoped"] - answers[["got", "noise"]].mean(axis=1)).dropna()
    assert (row["n"], row["value"]) == (len(difference), pytest.approx(difference.mean()))


def test_segments_filters_and_comparisons_are_of_gaps() -> None:
    journey = joined(by="site")
    by_site = [(group["hoped"] - group["got"]) for _, group in pairs().groupby("site")]
    frame = journey.measures_by("site").query("measure == 'gap' and stage == 'Wait'")
    assert frame["value"].tolist() == pytest.approx([each.mean() for each in by_site])
    compared = journey.compare("site", measure="gap").iloc[0]
    assert compared["p"] == pytest.approx(stats.ttest_ind(*by_site, equal_var=False).pvalue)
    assert compared["method"].startswith("difference of gaps")
    journey.filter(site="y")
    assert gap_at(journey)["value"] == pytest.approx(by_site[1].mean())


def test_weights_and_clusters_are_those_of_a_mean_of_differences() -> None:
    both = pairs().assign(d=lambda frame: frame["hoped"] - frame["got"])
    for option in ({"weight": "w"}, {"cluster": "home"}):
        journey = cjm.Journey(["Wait"])
        journey.join(both, columns={"d": "Wait"}, scale=(-4, 4), measures=cjm.mean(), **option)  # type: ignore[arg-type]
        expected = journey.measures.iloc[0]
        row = gap_at(joined(**option))
        assert [row["value"], row["low"], row["high"]] == pytest.approx(
            [expected["value"], expected["low"], expected["high"]]
        )


def test_gaps_of_few_are_withheld() -> None:
    few = ROWS.assign(hoped=ROWS["hoped"].where(ROWS.index >= 72))
    journey = joined(few)
    assert pd.isna(gap_at(journey)["n"])
    counts = journey.document.sources[0].counts
    assert counts is not None
    assert counts.gaps is not None
    assert counts.gaps.stages["wait"].n == ((),)


def test_every_row_of_an_expected_column_is_reconciled() -> None:
    journey = cjm.Journey(["Wait"])
    source = journey.join(
        ROWS,
        columns={"got": "Wait"},
        expected={"Wait": "hoped"},
        scale=(1, 5),
        missing=9,
        where={"site": "x"},
    )
    by_column = source.reconciliation.groupby("given")["rows"].sum()
    assert by_column.to_dict() == {"got": N, "hoped": N}


def test_the_lane_draws_it_on_an_axis_through_zero() -> None:
    journey = joined(measures=cjm.gap())
    source = journey._core.sources.shown()[0].shown({})
    assert source is not None
    (info,) = source.measures
    assert (info.label, info.unit, info.low, info.high) == ("Gap", "score", -4.0, 4.0)
    figure = source.figures["wait"]["gap"]
    assert f"{figure.value:.2f}" in journey.to_svg()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"expected": {"Wiat": "hoped"}}, "did you mean 'Wait'"),
        ({"expected": {"Pay": "hoped"}}, "no answers to set them against"),
        ({"expected": {"Wait": "hopes"}}, "did you mean 'hoped'"),
        ({"expected": "hoped"}, "a mapping of stages to columns"),
        ({"expected": None, "measures": cjm.gap()}, "expected="),
        ({"columns": None, "stage": "site", "score": "got"}, "wide rows"),
        ({"measures": cjm.total(), "scale": None}, "hold amounts"),
    ],
)
def test_what_makes_no_gap_is_refused(options: Any, sentence: str) -> None:
    with pytest.raises(CjmError, match=sentence):
        joined(**options)
