"""What joining takes in each of its arguments, and what goes without saying."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm

ROWS = pd.DataFrame({"Q1": [1, 2, 4, 5] * 10, "site": ["x", "y"] * 20, "home": [*range(8)] * 5})
LONG = pd.DataFrame({"page": ["Wait", "Wait", "Other"] * 20, "s": [1, 5, 10] * 20})


def test_a_measure_may_stand_alone() -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(ROWS, columns={"Q1": "Wait"}, scale=(1, 5), measures=cjm.median())
    assert journey.measures["measure"].tolist() == ["median"]


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ((1, 5), ["mean", "top_box"]),
        ((0, 10), ["mean", "nps"]),
        ((0, 1), ["mean", "top_box"]),
        ((0, 0.5), ["mean"]),
    ],
)
def test_what_is_measured_by_default_suits_the_scale(scale: Any, expected: list[str]) -> None:
    journey = cjm.Journey(["Wait"])
    rows = ROWS.assign(Q1=[scale[0], scale[1]] * 20)
    journey.join(rows, columns={"Q1": "Wait"}, scale=scale)
    assert journey.measures["measure"].tolist() == expected


@pytest.mark.filterwarnings("ignore:no scale was given")
def test_the_scale_is_found_at_the_stages_of_the_map() -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(LONG, stage="page", score="s")
    assert journey.document.sources[0].scale == (1, 5)
    table = LONG.groupby(["page", "s"], as_index=False).size()
    journey.join_counts(table, stage="page", score="s", n="size")
    assert journey.document.sources[1].scale == (1, 5)


@pytest.mark.parametrize("nothing", [{"missing": None}, {"by": None}, {"where": None}])
def test_none_is_nothing(nothing: dict[str, Any]) -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(ROWS, columns={"Q1": "Wait"}, scale=(1, 5), **nothing)
    assert journey.measures["n"].tolist() == [40, 40]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"measures": []},
            "measures= takes measures such as cjm.mean\\(\\) or cjm.top_box\\(\\), not \\[\\]",
        ),
        ({"measures": "mean"}, "not 'mean'"),
        ({"measures": cjm.mean}, "measures= takes measures"),
        ({"where": lambda rows: rows}, "where= is a mapping of columns to the values that count"),
        ({"columns": ["Q1"]}, "columns= is a mapping of columns to stages, such as {'Q1': 'Wait'}, not"),
        ({"columns": {"Q9": "Wait"}, "scale": None}, "no column 'Q9'"),
        ({"wave": ["site"]}, "wave= is the name of a column, not \\['site'\\]"),
        ({"by": [{}]}, "by= is the name of a column"),
        ({"by": [["site"]]}, "by= names a crossing as two columns or more"),
        ({"columns": None, "scale": None}, "say where the scores are"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_changed(options: Any, sentence: str) -> None:
    journey = cjm.Journey(["Wait"])
    before = journey.document
    with pytest.raises(cjm.CjmError, match=sentence):
        journey.join(ROWS, **{"columns": {"Q1": "Wait"}, "scale": (1, 5)} | options)
    assert journey.document is before


def test_columns_that_are_no_text_are_named_as_they_are() -> None:
    journey = cjm.Journey(["Wait"])
    rows = ROWS.set_axis([0, 1, 2], axis="columns")
    journey.join(rows, columns={0: "Wait"}, scale=(1, 5), by=1, cluster=2)
    assert journey.measures_by("1")["segment"].unique().tolist() == ["x", "y"]


def test_a_share_by_predicate_survives_the_file(tmp_path: Any) -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(ROWS, columns={"Q1": "Wait"}, scale=(1, 5), measures=cjm.share(lambda score: score > 3))
    journey.save(tmp_path / "visit.cjm.json")
    found = cjm.read(tmp_path / "visit.cjm.json").measures.iloc[0]
    assert (found["value"], found["method"]) == (0.5, "share of above 3, Wilson 95 %")


def test_questions_that_no_source_has_are_refused() -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(LONG, stage="page", score="s", scale=(1, 10))
    with pytest.raises(cjm.CjmError, match="no source has questions of its own"):
        journey.measures_by("question")


def test_a_comparison_says_what_is_withheld_and_where_respondents_are_few() -> None:
    rows = pd.DataFrame({"Q1": [1, 5] * 40, "site": ["a"] * 12 + ["b"] * 29 + ["c"] * 34 + ["d"] * 5})
    journey = cjm.Journey(["Wait"])
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), by="site", measures=cjm.mean())
    method = journey.compare("site").set_index(["segment_a", "segment_b"])["method"]
    assert "few respondents (n < 30)" in method["b", "c"]
    assert method["a", "other (withheld)"].startswith("withheld: fewer than 10 respondents")


def test_the_slope_of_clusters_has_as_many_degrees_of_freedom_as_clusters() -> None:
    rows = ROWS.assign(year=[2016, 2017] * 20)
    widths = []
    for cluster in (None, "home"):
        journey = cjm.Journey(["Wait"])
        options: dict[str, Any] = {"wave": "year", "cluster": cluster, "measures": cjm.mean()}
        journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), **options)
        found = journey.trend("Wait").iloc[-1]
        # of two waves the slope is the change
        assert found["slope_low"] == pytest.approx(found["change_low"])
        widths.append(found["slope_high"] - found["slope_low"])
    assert widths[0] != pytest.approx(widths[1])
