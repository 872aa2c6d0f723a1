"""Tables that were counted already."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.counts.counted_tables import count_table
from cjm_widgets.document.errors import RowsError
from cjm_widgets.rows.reading import CountedPlan
from tests.unit.shared_files import shared
from tests.unit.strategies import examples

STAGES = {"Wait": "wait", "Pay": "pay"}
BOXES = {"low": 1, "middle": 2, "top": 3}


def plan(**options: Any) -> CountedPlan:
    return CountedPlan(**{"stage": "stage", "n": "n", "scale": (1, 3), "stages": STAGES} | options)


def boxes(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["stage", "low", "middle", "top", "n"])


# --- counts


def test_lines_of_a_score_add_up_per_stage_and_segment() -> None:
    table = pd.DataFrame(
        {
            "stage": ["Wait", "Wait", "Wait", "Pay"],
            "score": [1, 3, 3, 2],
            "n": [4, 5, 6, 7],
            "who": ["a", "a", "b", "b"],
        }
    )
    counts, *_ = count_table(table, plan(score="score", by=("who",)))
    assert counts.segments == (("a",), ("b",))
    assert counts.stages["wait"].values == (1.0, 3.0)
    assert counts.stages["wait"].n == ((4, 5), (0, 6))
    assert counts.stages["pay"].n == ((0,), (7,))
    assert counts.respondents == (9, 7)  # the most that any stage has


def test_every_line_is_reconciled() -> None:
    table = pd.DataFrame(
        {"stage": ["Wait", "Wiat", "Wait", "Wait", None], "score": [1, 2, 9, 5, 1], "n": [4, 1, 1, 1, 1]}
    )
    _, found, *_ = count_table(table, plan(score="score", missing=(9,)))
    assert found["rows"].sum() == len(table)
    outcomes = found.groupby("outcome")["rows"].sum().to_dict()
    assert outcomes == {"matched": 1, "missing code": 1, "out of scale": 1, "unmatched": 2}
    assert found.set_index("given").loc["Wiat", "nearest"] == "Wait"


@pytest.mark.parametrize("n", [-1, 1.5, None, "many", float("nan"), float("inf")])
def test_a_number_of_respondents_that_is_none_is_refused_with_its_line(n: Any) -> None:
    table = pd.DataFrame({"stage": ["Wait", "Wait"], "score": [1, 2], "n": pd.Series([4, n], dtype=object)})
    with pytest.raises(RowsError, match="in line 1 of the table; a number of respondents is whole"):
        count_table(table, plan(score="score"))


def test_nothing_that_matches_is_refused_with_the_stages() -> None:
    with pytest.raises(RowsError, match=r"no line of the table .*'Gate'.* Stages: Wait, Pay"):
        count_table(boxes(("Gate", 10, 20, 70, 100)), plan(boxes=BOXES))


# --- percentages


def test_percentages_become_whole_counts_that_add_up() -> None:
    counts, *_ = count_table(boxes(("Wait", 9, 29, 62, 210), ("Pay", 33, 33, 33, 100)), plan(boxes=BOXES))
    assert counts.stages["wait"].n == ((19, 61, 130),)
    assert counts.stages["pay"].n == ((34, 33, 33),)


@examples(60)
@given(
    st.lists(st.integers(0, 1000), min_size=2, max_size=6).filter(lambda given: sum(given) > 0),
    st.integers(0, 10_000),
)
def test_no_count_is_a_whole_respondent_off_its_share(given: list[int], n: int) -> None:
    shares = [100 * one / sum(given) for one in given]
    names = [f"b{place}" for place in range(len(given))]
    table = pd.DataFrame([["Wait", *shares, n]], columns=["stage", *names, "n"])
    scores = {name: place + 1 for place, name in enumerate(names)}
    counts, *_ = count_table(table, plan(boxes=scores, scale=(1, len(given))))
    found = dict(zip(counts.stages["wait"].values, counts.stages["wait"].n[0], strict=True))
    assert sum(found.values()) == n
    for name, share in zip(names, shares, strict=True):
        assert abs(found.get(scores[name], 0) - n * share / 100) < 1


def test_percentages_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(RowsError, match="line 1 of the table add up to 90, not to 100"):
        count_table(boxes(("Wait", 9, 29, 62, 210), ("Pay", 10, 20, 60, 100)), plan(boxes=BOXES))


def test_rounded_percentages_may_add_up_to_a_little_more_or_less() -> None:
    counts, *_ = count_table(boxes(("Wait", 34, 34, 33, 100), ("Pay", 33, 33, 33, 100)), plan(boxes=BOXES))
    assert [sum(tally.n[0]) for tally in counts.stages.values()] == [100, 100]


def test_lines_without_percentages_are_missing() -> None:
    table = boxes(
        ("Wait", 9, 29, 62, 210), ("Pay", *["Not Available"] * 3, 10), ("Wait", None, None, None, 5)
    ).astype({"low": object})
    _, found, *_ = count_table(table, plan(boxes=BOXES, missing=("Not Available",)))
    assert found.groupby("outcome")["rows"].sum().to_dict() == {"matched": 1, "missing code": 2}
    assert found["examples"].tolist() == ["9 29 62", "(empty)", "(empty)"]


def test_a_percentage_that_is_none_is_refused() -> None:
    with pytest.raises(RowsError, match="column 'low' holds '120' in line 0"):
        count_table(boxes(("Wait", 120, 0, 0, 10)), plan(boxes=BOXES))


def test_a_line_per_answer_says_the_same_as_a_column_per_box() -> None:
    wide = boxes(("Wait", 9, 29, 62, 210), ("Pay", 20, 30, 50, 77))
    long = wide.melt(["stage", "n"], var_name="answer", value_name="percent")
    answers = plan(score="answer", percent="percent", boxes=BOXES)
    assert count_table(long, answers)[0] == count_table(wide, plan(boxes=BOXES))[0]


def test_an_answer_twice_in_a_segment_is_refused() -> None:
    table = pd.DataFrame({"stage": ["Wait"] * 2, "answer": ["top"] * 2, "percent": [50, 50], "n": [10, 10]})
    with pytest.raises(RowsError, match=r"line 1 of the table is the second .* by="):
        count_table(table, plan(score="answer", percent="percent", boxes=BOXES))


def test_an_answer_nobody_gave_a_score_names_the_nearest() -> None:
    table = pd.DataFrame({"stage": ["Wait"], "answer": ["topp"], "percent": [100], "n": [10]})
    with pytest.raises(cjm.CjmError, match="did you mean 'top'"):
        count_table(table, plan(score="answer", percent="percent", boxes=BOXES))


# --- a hospital survey as it is published


def hcahps() -> pd.DataFrame:
    results = pd.read_csv(shared("data/hcahps_national_results.csv"), dtype={"Release Period": str})
    names = pd.read_csv(shared("data/hcahps_measures.csv"))
    return results.merge(names, on="Measure ID")


HOSPITAL = {"Bottom-box Percentage": 1, "Middle-box Percentage": 2, "Top-box Percentage": 3}


def test_a_published_hospital_survey_is_joined_by_its_boxes() -> None:
    table = hcahps()
    journey = cjm.Journey([*dict.fromkeys(table["Measure"])])
    source = journey.join_counts(table, stage="Measure", boxes=HOSPITAL, n=10_000, wave="Release Period")
    assert source.reconciliation["rows"].sum() == len(table)
    assert set(source.reconciliation["outcome"]) == {"matched"}
    found = journey.measures_by("Release Period").query("measure == 'top_box'")
    published = table.set_index(["Measure", "Release Period"])
    boxes = published[[*HOSPITAL]]
    expected = boxes["Top-box Percentage"] / boxes.sum(axis=1)  # as published, rounding spread over the boxes
    got = found.set_index(["stage", "segment"])["value"]
    assert len(got) == len(table)
    np.testing.assert_allclose(got, expected.loc[got.index], rtol=0, atol=1e-4)
    assert found["method"].str.endswith("counts reconstructed from percentages, largest remainder").all()
    assert source.provenance["kind"] == "counts"


def test_the_trend_of_a_hospital_survey_is_that_of_its_percentages() -> None:
    table = hcahps().query("Measure == 'Quietness of Hospital Environment'")
    journey = cjm.Journey(["Quietness of Hospital Environment"])
    journey.join_counts(table, stage="Measure", boxes=HOSPITAL, n=10_000, wave="Release Period")
    trend = journey.trend(measure="top_box(boxes=1)")
    assert trend["wave"].tolist() == sorted(table["Release Period"])
    line = np.polyfit(range(len(trend)), trend["value"], 1)
    assert trend["slope"].unique() == pytest.approx([line[0]], abs=1e-9)
