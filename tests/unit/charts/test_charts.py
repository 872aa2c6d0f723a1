"""Charts hold the numbers of the frames and nothing else, look the same every time, and can be saved."""

from __future__ import annotations

import builtins
import json
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, UnknownNameError


@pytest.fixture(scope="module")
def departure() -> cjm.Journey:
    journey = cjm.Journey.from_template("airport-departure")
    survey = cjm.examples.airport_survey()
    survey["wave"] = np.random.default_rng(1).choice(["2016", "2017"], len(survey))
    journey.join(
        survey,
        columns=cjm.examples.AIRPORT_COLUMNS,
        scale=(1, 5),
        missing=[0, 6, "Blank"],
        by=["flight_type", "wave"],
    )
    return journey


@pytest.fixture
def small() -> cjm.Journey:
    """Two segments, of which the smaller one has too few respondents at one stage."""
    journey = cjm.Journey(["Arrive", "Wait", "Leave"], title="A visit")
    journey.emotion["Customer"] = [1.0, None, -1.0]
    rows = pd.DataFrame({"who": ["a"] * 60 + ["b"] * 24, "arrive": [4, 5, 3] * 28, "leave": [2, 3, 1] * 28})
    rows["wait"] = [4, 2] * 30 + [1] * 4 + [None] * 20
    columns = {"arrive": "Arrive", "wait": "Wait", "leave": "Leave"}
    journey.join(rows, columns=columns, scale=(1, 5), by="who")
    return journey


def rows_of(chart: Any) -> pd.DataFrame:
    return pd.DataFrame(chart.to_dict()["data"]["values"])


def said(chart: Any) -> str:
    return " ".join(chart.to_dict()["title"]["subtitle"])


# --- the curve


def test_the_curve_has_every_drawn_score_and_the_measured_mean_as_an_emotion(departure: cjm.Journey) -> None:
    rows = rows_of(departure.chart())
    drawn = rows[rows["kind"] == "drawn"]
    assert len(drawn) == int(departure.emotion.notna().to_numpy().sum())
    security = rows.query("kind == 'measured' and stage == 'Security'").iloc[0]
    found = departure.measures.query("stage == 'Security' and measure == 'mean'").iloc[0]
    assert security["value"] == pytest.approx(found["value"] - 3)
    assert (security["n"], security["method"]) == (found["n"], found["method"])


def test_a_curve_by_segment_has_the_numbers_of_measures_by(departure: cjm.Journey) -> None:
    rows = rows_of(departure.chart(by="flight_type")).query("kind == 'measured'")
    found = departure.measures_by("flight_type").query("measure == 'mean'")
    assert rows["n"].tolist() == found["n"].tolist()
    assert np.allclose(rows["value"] + 3, found["value"])


def test_stages_stand_in_the_order_of_the_map(departure: cjm.Journey) -> None:
    first = departure.chart().to_dict()["layer"][0]
    assert first["encoding"]["x"]["scale"]["domain"] == departure.frame.index.tolist()


def test_a_gap_is_not_bridged(small: cjm.Journey) -> None:
    drawn = rows_of(small.chart()).query("kind == 'drawn'")
    assert drawn["stage"].tolist() == ["Arrive", "Leave"]
    assert drawn["run"].nunique() == 2


def test_a_segment_has_the_colour_of_the_persona_that_stands_for_it(departure: cjm.Journey) -> None:
    color = departure.chart(by="flight_type").to_dict()["layer"][0]["encoding"]["color"]
    own = dict(zip(color["scale"]["domain"], color["scale"]["range"], strict=True))
    assert own["domestic"] == own["Maya Torres, drawn"]
    assert own["international"] == own["Kenji Sato, drawn"]
    assert own["domestic"] != own["international"]


def test_a_panel_has_its_segment_and_who_stands_for_it(departure: cjm.Journey) -> None:
    rows = rows_of(departure.chart(by="flight_type", facet=True))
    for panel, names in rows.groupby("panel")["name"]:
        persona = {"domestic": "Maya Torres", "international": "Kenji Sato"}[str(panel)]
        assert set(names) == {panel, f"{persona}, drawn"}


def test_a_map_without_rows_has_a_chart_of_what_was_drawn() -> None:
    journey = cjm.Journey(["Arrive", "Wait"])
    journey.emotion["Customer"] = [1, -1]
    chart = journey.chart()
    assert rows_of(chart)["kind"].tolist() == ["drawn", "drawn"]
    assert "No rows are joined" in said(chart)


def test_few_respondents_are_marked_and_said(small: cjm.Journey) -> None:
    chart = small.chart(by="who")
    rows = rows_of(chart).query("kind == 'measured'")
    assert rows[rows["few"]]["n"].tolist() == [24, 24]
    assert "Hollow: few respondents (n < 30)." in said(chart)


def test_a_chart_shows_who_is_filtered_and_says_so(departure: cjm.Journey) -> None:
    departure.filter(flight_type="international")
    try:
        chart = departure.chart()
        assert rows_of(chart).query("stage == 'Security' and kind == 'measured'")["n"].tolist() == [882]
        assert "Only respondents with flight_type international." in said(chart)
    finally:
        departure.filter()


# --- what is withheld


@pytest.mark.parametrize("kind", ["curve", "distribution"])
def test_what_is_withheld_is_not_in_the_chart_which_says_so(small: cjm.Journey, kind: str) -> None:
    chart = small.chart(kind, by="who")
    rows = rows_of(chart)
    kept = rows[rows["stage"] == "Wait"]
    assert kept["n"].isna().all()
    assert "fewer than 10 respondents" in said(chart)
    assert "b at Wait" in said(chart)


def test_a_difference_with_a_withheld_segment_is_not_there(small: cjm.Journey) -> None:
    chart = small.chart("compare")
    assert rows_of(chart)["stage"].tolist() == ["Arrive", "Leave"]
    assert "a less b at Wait" in said(chart)


# --- distribution, comparison and trend


def test_the_pieces_of_a_bar_are_the_shares_and_meet(departure: cjm.Journey) -> None:
    rows = rows_of(departure.chart("distribution")).query("stage == 'Security'")
    found = departure.distribution().query("stage == 'Security'")
    assert rows["n"].tolist() == found["n"].tolist()
    assert np.allclose(rows["end"] - rows["begin"], found["share"])
    assert np.allclose(rows["begin"].iloc[1:], rows["end"].iloc[:-1])
    middle = rows.query("score == 3").iloc[0]
    assert middle["begin"] == pytest.approx(-middle["end"])


def test_a_comparison_marks_what_compare_finds_significant(departure: cjm.Journey) -> None:
    rows = rows_of(departure.chart("compare", by="flight_type", measure="mean"))
    found = departure.compare("flight_type", measure="mean")
    assert rows["significant"].tolist() == found["significant"].tolist()
    assert rows[rows["significant"]]["stage"].tolist() == ["Security"]
    assert np.allclose(rows[["difference", "low", "high"]], found[["difference", "low", "high"]])


def test_comparing_asks_for_a_column_where_there_are_several(departure: cjm.Journey) -> None:
    with pytest.raises(CjmError, match=r"by=\.\.\.'?\)\. Columns: flight_type, wave"):
        departure.chart("compare")


def test_a_trend_has_each_wave_at_each_stage(departure: cjm.Journey) -> None:
    rows = rows_of(departure.chart("trend", wave="wave", measure="top_box"))
    found = departure.measures_by("wave").query("measure == 'top_box'")
    assert rows["wave"].tolist() == found["segment"].tolist()
    assert np.allclose(rows["value"], found["value"])


def test_a_trend_needs_waves(small: cjm.Journey) -> None:
    with pytest.raises(CjmError, match="has no column of waves; join with wave="):
        small.chart("trend")


# --- every chart

EVERY: dict[str, dict[str, Any]] = {
    "curve": {"by": "flight_type", "facet": True},
    "distribution": {"by": "flight_type"},
    "compare": {"by": "flight_type"},
    "trend": {"by": "flight_type", "wave": "wave"},
}


@pytest.mark.parametrize("kind", EVERY)
def test_a_chart_is_the_same_every_time_and_strict_json(departure: cjm.Journey, kind: str) -> None:
    first, second = (departure.chart(kind, **EVERY[kind]).to_dict() for _ in range(2))
    assert json.dumps(first, allow_nan=False) == json.dumps(second, allow_nan=False)


@pytest.mark.parametrize("kind", EVERY)
def test_a_chart_becomes_a_picture_without_a_network(
    departure: cjm.Journey, kind: str, tmp_path: Path
) -> None:
    chart = departure.chart(kind, **EVERY[kind])
    chart.save(tmp_path / "chart.svg")
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "Departing from SFO" in drawn
    assert "Security" in drawn
    assert "NaN" not in drawn


def test_a_chart_becomes_a_png(small: cjm.Journey, tmp_path: Path) -> None:
    small.chart().save(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_a_chart_is_an_ordinary_altair_chart(small: cjm.Journey) -> None:
    assert isinstance(small.chart(), alt.LayerChart)
    assert isinstance(small.chart().properties(width=300), alt.LayerChart)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    stage = "'); alert('1 \"\\ </script>"
    journey = cjm.Journey([stage, "datum.x"], title="${1}")
    journey.emotion["Customer"] = [1, -1]
    chart = journey.chart()
    chart.save(tmp_path / "chart.svg")
    assert chart.to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"] == [stage, "datum.x"]


# --- what is refused


def test_an_unknown_chart_is_refused_with_the_nearest(small: cjm.Journey) -> None:
    with pytest.raises(UnknownNameError, match="no chart 'curves'; did you mean 'curve'"):
        small.chart("curves")


def test_an_option_of_another_chart_is_refused(small: cjm.Journey) -> None:
    with pytest.raises(CjmError, match=r"the curve chart has no measure=\. It takes by, facet"):
        small.chart(measure="mean")


def test_an_unknown_column_is_refused_with_the_nearest(small: cjm.Journey) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'who'"):
        small.chart(by="whom")


def test_without_rows_there_is_nothing_measured_to_chart() -> None:
    with pytest.raises(CjmError, match="join rows first"):
        cjm.Journey(["Arrive"]).chart("distribution")


def test_without_altair_a_sentence_says_how_to_get_it(
    small: cjm.Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "altair":
            raise ModuleNotFoundError("No module named 'altair'", name="altair")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CjmError, match=r"pip install 'cjm_widgets\[charts\]'"):
        small.chart()
