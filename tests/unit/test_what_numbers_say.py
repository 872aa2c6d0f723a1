"""Numbers say what they are: ends of scales, no spread, dominating weights, lost rows, old names."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmWarning

EVERY = [
    cjm.mean(),
    cjm.median(),
    cjm.top_box(),
    cjm.bottom_box(),
    cjm.net_box(1),
    cjm.share((2, 3)),
    cjm.csat(),
]


def joined(scores: Any, *, scale: tuple[float, float] = (1, 5), **options: Any) -> cjm.Journey:
    rows = pd.DataFrame({"Q": scores, **options.pop("columns", {})})
    journey = cjm.Journey(["Wait", "Pay"])
    journey.join(rows, columns={"Q": "Wait"}, scale=scale, **options)
    return journey


def at_wait(journey: cjm.Journey) -> pd.DataFrame:
    return journey.measures.query("stage == 'Wait'").set_index(["measure", "options"])


# --- intervals on their scale


def test_intervals_are_cut_at_the_ends_of_their_scale_and_say_so() -> None:
    promoters = [10] * 10
    table = at_wait(joined(promoters, scale=(0, 10), measures=[cjm.nps(), cjm.nps(interval="score")]))
    adjusted, score = table.iloc[0], table.iloc[1]
    assert [adjusted["low"], adjusted["high"]] == pytest.approx([47.503552, 100], abs=1e-6)  # R: to 106.34
    assert ", cut at the ends of the scale" in adjusted["method"]
    z2 = 1.959963984540054**2
    assert [score["low"], score["high"]] == pytest.approx([100 * (10 - z2) / (10 + z2), 100], abs=1e-6)
    assert "cut" not in score["method"]
    mean = at_wait(joined([5, 5, 5, 5, 5, 5, 5, 5, 5, 3.5], measures=cjm.mean())).iloc[0]
    assert mean["high"] == 5
    assert "cut at the ends of the scale" in mean["method"]
    amounts = cjm.Journey(["Pay"])
    amounts.join(
        pd.DataFrame({"eur": [0.1, 1, 2, 90] * 3}), columns={"eur": "Pay"}, measures=cjm.money("EUR")
    )
    assert amounts.measures["low"][0] < 0  # amounts range over what was seen, which is no scale


# --- no spread


def test_twelve_fives_have_no_interval_and_say_why() -> None:
    table = at_wait(joined([5] * 12, measures=[cjm.mean(), cjm.median(), cjm.mean(interval="bootstrap")]))
    assert table[["low", "high"]].isna().all(axis=None)
    assert table["value"].tolist() == [5, 5, 5]
    assert table["method"].str.contains("no interval: all 12 gave 5").all()
    share = at_wait(joined([5] * 12, measures=cjm.top_box())).iloc[0]
    assert share["low"] == pytest.approx(12 / (12 + 1.959963984540054**2))  # Wilson's has one


def test_all_fives_against_all_fours_is_a_difference_without_a_test() -> None:
    journey = joined(
        [5] * 12 + [4] * 12, columns={"who": ["a"] * 12 + ["b"] * 12}, by="who", measures=cjm.mean()
    )
    row = journey.compare("who").query("stage == 'Wait'").iloc[0]
    assert row["difference"] == 1
    assert row[["low", "high", "p", "p_adjusted"]].isna().all()
    assert not row["significant"]
    assert "no test: neither group varies" in row["method"]


# --- a dominating weight


def test_a_dominating_weight_leaves_no_interval_in_any_measure_and_no_test() -> None:
    scores = [1, 2, 3, 4, 5, 4] * 8
    columns = {"w": [1000.0] + [1.0] * 47, "who": [*"ab"] * 24}
    journey = joined(scores, columns=columns, weight="w", by="who", measures=EVERY, min_n=1)
    table = at_wait(journey)
    assert table[["low", "high"]].isna().all(axis=None)
    assert table["value"].notna().all()
    assert table["method"].str.contains("no interval: few weights dominate, as if 1.1 had answered").all()
    spread = journey.distribution().query("stage == 'Wait'")
    assert spread["low"].isna().all()
    assert spread["method"].str.contains("few weights dominate").all()
    compared = journey.compare("who").query("stage == 'Wait'")
    assert compared["difference"].notna().all()
    assert compared[["low", "high", "p"]].isna().all(axis=None)
    assert compared["method"].str.contains("no test: few weights dominate").all()
    usual = joined(scores, columns={"w": [3.0] + [1.0] * 47}, weight="w", measures=EVERY)
    assert at_wait(usual)["low"].notna().all()


# --- one measure that cannot be compared


@pytest.mark.parametrize("option", ["weight", "cluster"])
def test_a_median_beside_others_takes_nothing_with_it(option: str, tmp_path: Any) -> None:
    columns = {"who": [*"ab"] * 30, "x": np.repeat(np.arange(1, 13), 5)}
    scores = np.random.default_rng(1).integers(1, 6, 60)
    measures = [cjm.mean(), cjm.median(), cjm.top_box()]
    journey = joined(scores, columns=columns, by="who", measures=measures, **{option: "x"})
    compared = journey.compare("who").query("stage == 'Wait'").set_index("measure")
    assert np.isnan(compared.loc["median", "p"])
    assert np.isfinite(compared.loc["median", "difference"])
    assert "no test: Mann and Whitney's is not defined for" in compared.loc["median", "method"]
    assert compared.loc[["mean", "top_box"], "p"].notna().all()
    journey.filter(who="a")
    assert "Rating" in journey.to_html()
    for name in ("map.svg", "map.html", "map.cjm.json"):
        journey.save(tmp_path / name)
    assert journey._repr_mimebundle_()


def test_a_filter_that_raises_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    journey = joined([1, 5] * 10, columns={"who": [*"ab"] * 10}, by="who", measures=cjm.mean())
    journey.filter(who="a")
    before = journey.measures

    def fail(*_: Any) -> None:
        if journey.filters == {"who": ("b",)}:
            raise ValueError("no")

    journey.observe(fail, "measures")
    with pytest.raises(ValueError, match="no"):
        journey.filter(who="b")
    assert journey.filters == {"who": ("a",)}
    pd.testing.assert_frame_equal(journey.measures, before)


# --- lost rows, answers, empty numbers


def test_lost_rows_are_told_with_the_nearest_stage_in_warning_repr_and_header() -> None:
    rows = pd.DataFrame({"step": ["Paymnt"] * 300 + ["Wait"] * 30, "score": [4, 5, 3] * 110})
    journey = cjm.Journey(["Wait", "Payment"], title="Shop")
    with pytest.warns(
        CjmWarning, match=r"300 of 330 rows are at no stage .*'Paymnt' in 300 \(nearest: 'Payment'\)"
    ):
        source = journey.join(rows, stage="step", score="score", scale=(1, 5), name="Survey")
    assert repr(source) == "<source 'Survey', 30 of 330 rows matched (9 %), assumes independent answers>"
    assert "330 answers · 30 of 330 rows matched" in journey.to_svg()
    assert journey.document.sources[0].off_map == 300
    method = journey.measures.query("stage == 'Wait'")["method"].iloc[0]
    assert "respondents" not in method
    quiet = rows.replace("Paymnt", "Payment")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        journey.join(quiet, stage="step", score="score", scale=(1, 5), name="Survey")
    assert "matched" not in journey.to_svg()


def test_answers_are_called_so_where_respondents_are_unknown() -> None:
    rows = pd.DataFrame({"step": ["Wait"] * 12, "score": [4, 5, 3] * 4, "who": range(12)})
    journey = cjm.Journey(["Wait"])
    journey.join(rows, stage="step", score="score", scale=(1, 5), name="Survey")
    assert journey.measures["method"][0].endswith("few answers (n < 30)")
    assert journey.measures.attrs["assumes"] == {"Survey": "assumes independent answers"}
    journey.join(rows, stage="step", score="score", scale=(1, 5), name="Survey", respondent="who")
    assert journey.measures["method"][0].endswith("few respondents (n < 30)")


def test_every_empty_number_says_why() -> None:
    journey = joined([4, 5] * 8 + [1] * 3, columns={"who": ["a"] * 16 + ["b"] * 3}, by="who")
    frame = journey.measures_by("who")
    empty = frame[frame["value"].isna()]
    assert set(empty["method"].str.partition(":")[0]) == {"not asked", "withheld"}
    for table in (journey.compare("who"), journey.distribution()):
        number = "difference" if "difference" in table else "share"
        reasons = table[table[number].isna()]["method"].str.partition(":")[0]
        assert set(reasons) <= {"not asked", "no rows", "withheld"}


def test_join_counts_of_several_questions_says_that_answers_are_pooled() -> None:
    table = pd.DataFrame(
        {"item": ["Seats", "Seats", "Noise", "Noise", "Till", "Till"], "score": [4, 5] * 3, "n": [30, 20] * 3}
    )
    stages = {"Seats": "Wait", "Noise": "Wait", "Till": "Pay"}
    journey = cjm.Journey(["Wait", "Pay"])
    source = journey.join_counts(table, stage="item", score="score", n="n", stages=stages, scale=(1, 5))
    assert journey.measures["method"].str.contains("answers pooled").all()
    assert "assumes independent answers" in repr(source)
    alone = cjm.Journey(["Wait", "Pay"])
    one_each = {"Seats": "Wait", "Till": "Pay"}
    alone.join_counts(
        table[table["item"] != "Noise"], stage="item", score="score", n="n", stages=one_each, scale=(1, 5)
    )
    assert not alone.measures["method"].str.contains("pooled").any()


@pytest.mark.parametrize(("scale", "expected"), [((0, 100), ["mean"]), ((1, 7), ["mean", "top_box"])])
def test_a_slider_has_a_mean_and_no_boxes(scale: tuple[float, float], expected: list[str]) -> None:
    journey = joined([scale[0], scale[1], 3, 5] * 10, scale=scale)
    assert journey.measures.query("stage == 'Wait'")["measure"].tolist() == expected


def test_measures_are_found_by_their_maker_whatever_their_options() -> None:
    measures = [cjm.nps(interval="score"), cjm.top_box(boxes=3)]
    columns = {"who": [*"ab"] * 20, "year": [2016, 2016, 2017, 2017] * 10}
    journey = joined(
        [0, 7, 9, 10] * 10, scale=(0, 10), columns=columns, by="who", wave="year", measures=measures
    )
    for frame in (
        journey.measures,
        journey.measures_by("who"),
        journey.compare("who", measure="nps"),
        journey.compare(wave=True, measure="nps"),
        journey.trend("Wait", measure="nps"),
        journey.compare(journey, measure="nps"),
    ):
        own = frame[frame["measure"] == "nps"]
        assert len(own)
        assert set(own["options"]) == {"interval='score'"}


def test_a_renamed_stage_is_found_by_its_old_name_with_a_warning() -> None:
    journey = cjm.Journey(["Waiting", "Pay"])
    journey.rename_stage("Waiting", "Queue")
    rows = pd.DataFrame({"Q1": [4, 5] * 10, "step": ["Waiting", "Pay"] * 10})
    with pytest.warns(CjmWarning, match="the stage 'Waiting' is called 'Queue' now"):
        journey.join(rows, columns={"Q1": "Waiting"}, scale=(1, 5), name="wide")
    with pytest.warns(CjmWarning, match="found by their old one: 'Waiting' as 'Queue'"):
        journey.join(rows, stage="step", score="Q1", scale=(1, 5), name="long")
    found = journey.measures.query("measure == 'mean' and n > 0")
    assert found[["source", "stage", "n"]].to_numpy().tolist() == [
        ["wide", "Queue", 20],
        ["long", "Queue", 10],
        ["long", "Pay", 10],
    ]


@pytest.mark.parametrize(
    ("rows", "options"),
    [
        (
            {"step": ["Wait"] * 28, "v": [4, 5] * 14, "site": ["N"] * 22 + ["S"] * 6},
            {"stage": "step", "score": "v"},
        ),
        (
            {"Q1": [4, 5] * 14, "Q2": [3, 5] * 14, "site": ["N"] * 22 + ["S"] * 6},
            {"columns": {"Q1": "Wait", "Q2": "Wait"}, "per": "answer"},
        ),
    ],
)
def test_where_respondents_are_unknown_charts_and_pictures_say_answers(
    rows: dict[str, list[Any]], options: dict[str, Any], tmp_path: Path
) -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(pd.DataFrame(rows), scale=(1, 5), min_n=10, by="site", **options)
    if "per" not in options:
        journey.save(tmp_path / "map.html")
        assert "few answers" in (tmp_path / "map.html").read_text()
        assert "few answers (n < 30)" in journey.measures["method"][0]
    assert "fewer than 10 answers" in journey.measures_by("site")["method"].iloc[-1]
    pytest.importorskip("altair")
    text = journey.chart("curve", by="site").to_json()
    assert "fewer than 10 answers" in text
    assert "respondents" not in text
