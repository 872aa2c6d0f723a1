"""Waves: their order, their changes, their slope."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.analysis.trend import slope
from cjm_widgets.document.errors import CjmError, UnknownNameError
from cjm_widgets.measures.averages import mean, median
from cjm_widgets.measures.nets import nps
from cjm_widgets.measures.satisfaction import csat
from cjm_widgets.measures.shares import top_box
from cjm_widgets.statistics.histograms import Histograms
from tests.unit.strategies import examples

SCORES = {2015: [3, 4, 4, 5, 5] * 8, 2016: [2, 3, 4, 4, 5] * 9, 2017: [1, 2, 3, 4, 4] * 10}


def survey(scores: dict[Any, list[int]] | None = None) -> pd.DataFrame:
    every = SCORES if scores is None else scores
    return pd.DataFrame(
        [(wave, score, place % 2) for wave, of in every.items() for place, score in enumerate(of)],
        columns=["year", "Q1", "kind"],
    )


def journey(rows: pd.DataFrame | None = None, **options: Any) -> cjm.Journey:
    made = cjm.Journey(["Wait", "Pay"])
    columns = {"Q1": "Wait"}
    made.join(
        survey() if rows is None else rows, columns=columns, scale=(1, 5), **({"wave": "year"} | options)
    )
    return made


# --- order


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([10, 9, 11], ["9", "10", "11"]),
        (["10", "9", "11"], ["9", "10", "11"]),
        (["2017-02", "2016-11", "2017-01"], ["2016-11", "2017-01", "2017-02"]),
        (
            pd.Categorical(
                ["after", "before", "long after"], ["before", "after", "long after"], ordered=True
            ),
            None,
        ),
    ],
)
def test_waves_stand_in_the_order_of_their_numbers_dates_or_their_own(given: Any, expected: Any) -> None:
    rows = pd.DataFrame(
        {"year": pd.Series(given).repeat(20), "Q1": [3, 4] * 30, "kind": ["a", "b", "b"] * 20}
    )
    made = journey(rows.reset_index(drop=True), by="kind")
    waves = expected or ["before", "after", "long after"]
    assert made.measures_by("year")["segment"].drop_duplicates().tolist() == waves
    assert made.trend("Wait", measure="mean")["wave"].tolist() == waves


def test_a_wave_is_a_column_to_filter_by() -> None:
    made = journey()
    made.filter(year=2016)
    assert made.measures.query("stage == 'Wait'")["n"].tolist() == [45, 45]
    assert made.trend("Wait", measure="mean")["n"].tolist() == [45]


# --- changes


def test_neighbours_are_compared_as_welch_does() -> None:
    found = journey().compare(wave=True, measure="mean").query("stage == 'Wait'")
    assert found[["segment_a", "segment_b"]].to_numpy().tolist() == [["2016", "2015"], ["2017", "2016"]]
    for row in found.itertuples():
        expected = stats.ttest_ind(SCORES[int(row.segment_a)], SCORES[int(row.segment_b)], equal_var=False)
        interval = expected.confidence_interval()
        assert [row.p, row.low, row.high] == pytest.approx(
            [expected.pvalue, interval.low, interval.high], abs=1e-9
        )


def test_before_and_after_may_be_any_two_waves_and_the_difference_is_the_change() -> None:
    found = journey().compare(wave=(2015, 2017), measure="mean").iloc[0]
    assert (found["segment_a"], found["segment_b"]) == ("2017", "2015")
    assert found["difference"] == pytest.approx(np.mean(SCORES[2017]) - np.mean(SCORES[2015]))
    assert found["significant"]


@pytest.mark.parametrize(
    ("wave", "sentence"),
    [
        (("2015", "2018"), "did you mean '201"),
        ("2015", "before and after"),
        (("2015", "2015"), "before and after"),
        (("2015", "2016", "2017"), "before and after"),
    ],
)
def test_what_are_no_two_waves_is_refused(wave: Any, sentence: str) -> None:
    with pytest.raises(CjmError, match=sentence):
        journey().compare(wave=wave)


def test_without_waves_there_is_nothing_to_follow() -> None:
    made = journey(wave=None, by="year")
    for ask in (lambda: made.compare(wave=True), made.trend):
        with pytest.raises(CjmError, match="wave="):
            ask()
    with pytest.raises(CjmError, match="one of them"):
        made.compare("year", wave=True)
    with pytest.raises(UnknownNameError, match="did you mean 'Wait'"):
        journey().trend("Wiat")


# --- trend


def test_the_trend_is_each_wave_its_change_and_the_slope() -> None:
    made = journey()
    found = made.trend("Wait", measure="mean")
    changes = made.compare(wave=True, measure="mean").query("stage == 'Wait'")
    assert found["wave"].tolist() == ["2015", "2016", "2017"]
    assert found["n"].tolist() == [40, 45, 50]
    assert found["change"].tolist()[1:] == pytest.approx(changes["difference"].tolist())
    assert pd.isna(found["change"][0])
    assert not found["significant"][0]
    assert found["p_adjusted"].tolist()[1:] == pytest.approx(changes["p_adjusted"].tolist())
    line = np.polyfit([0, 1, 2], found["value"], 1)
    assert found["slope"].tolist() == pytest.approx([line[0]] * 3)
    assert found["slope_test"].unique().tolist() == ["linear contrast of the waves, Satterthwaite t"]


def test_all_stages_are_adjusted_together() -> None:
    rows = survey().assign(Q2=lambda frame: frame["Q1"])
    made = cjm.Journey(["Wait", "Pay"])
    made.join(rows, columns={"Q1": "Wait", "Q2": "Pay"}, scale=(1, 5), wave="year")
    alone, both = made.trend("Wait", measure="mean"), made.trend(measure="mean")
    assert both["stage"].tolist() == ["Wait"] * 3 + ["Pay"] * 3
    assert (both["p_adjusted"][1:3].to_numpy() > alone["p_adjusted"][1:].to_numpy()).all()


@examples(30)
@given(
    st.lists(st.integers(0, 30), min_size=10, max_size=10).filter(lambda n: min(sum(n[:5]), sum(n[5:])) > 3)
)
def test_the_slope_of_two_waves_is_their_change(n: list[int]) -> None:
    cells = Histograms(np.array([0.0, 3.0, 7.0, 9.0, 10.0]), np.array(n).reshape(2, 1, 5))
    for measure in (mean(), top_box(), nps(), nps(interval="wald"), csat()):
        found = slope(measure, cells, (0, 10), 0.95)
        change = measure.compare(cells.take([1]), cells.take([0]), (0, 10))  # type: ignore[arg-type]
        for one, other in (
            (found.value, change.difference),
            (found.low, change.low),
            (found.high, change.high),
            (found.p, change.p),
        ):
            assert np.allclose(one, other[0], equal_nan=True)


def test_the_slope_of_means_is_weighted_by_no_waves_size() -> None:
    n = np.array([[[5, 5]], [[50, 150]], [[0, 10]]])
    found = slope(mean(), Histograms(np.array([1.0, 2.0]), n), (1, 2), 0.95)
    assert found.value[0] == pytest.approx(np.polyfit([0, 1, 2], [1.5, 1.75, 2.0], 1)[0])


def test_a_wave_without_rows_leaves_its_place_on_the_line() -> None:
    n = np.array([[[8, 2]], [[0, 0]], [[4, 6]]])
    found = slope(mean(), Histograms(np.array([1.0, 2.0]), n), (1, 2), 0.95)
    assert found.value[0] == pytest.approx(0.2)  # 0.4 over two waves


THREE_WAVES = Histograms(np.array([0.0, 10.0]), np.array([[[30, 20]], [[20, 30]], [[10, 40]]]))


def test_the_slope_of_shares_is_made_of_wilsons_intervals_and_tested_for_a_trend() -> None:
    found = slope(top_box(), THREE_WAVES, (0, 10), 0.95)
    first, last = (stats.binomtest(hits, 50).proportion_ci(method="wilson") for hits in (20, 40))
    assert found.value[0] == pytest.approx(0.2)
    assert found.low[0] == pytest.approx(0.2 - np.hypot(0.8 - last.low, first.high - 0.4) / 2)
    assert found.high[0] == pytest.approx(0.2 + np.hypot(last.high - 0.8, 0.4 - first.low) / 2)
    # Cochran and Armitage's test is the regression of hits on the wave, with all 150 answers pooled.
    hits = np.repeat([0, 1, 0, 1, 0, 1], [30, 20, 20, 30, 10, 40])
    correlation = np.corrcoef(np.repeat([0, 1, 2], 50), hits)[0, 1]
    assert found.p[0] == pytest.approx(stats.chi2.sf(150 * correlation**2, 1))
    assert found.test == "linear contrast of the waves, z"


def test_the_slope_of_net_shares_has_walds_interval_of_their_changes() -> None:
    found = slope(nps(interval="wald"), THREE_WAVES, (0, 10), 0.95)
    share = np.array([0.4, 0.8])
    error = np.sqrt(4 * (share * (1 - share) / 50).sum() / 4)
    assert found.value[0] == pytest.approx(40)
    assert found.high[0] - 40 == pytest.approx(100 * stats.norm.ppf(0.975) * error)
    adjusted = slope(nps(), THREE_WAVES, (0, 10), 0.95)
    up = np.array([20.75, 40.75]) / 53
    error = np.sqrt(((51.5 / 53 - (2 * up - 51.5 / 53) ** 2) / 53).sum() / 4)
    middle = 100 * (up[1] - up[0])
    assert adjusted.high[0] == pytest.approx(middle + 100 * stats.norm.ppf(0.975) * error)


def test_a_median_has_no_slope() -> None:
    n = np.array([[[30, 20]], [[20, 30]]])
    found = slope(median(), Histograms(np.array([1.0, 2.0]), n), (1, 2), 0.95)
    assert np.isnan(found.value).all()
    assert found.test is None


def test_what_is_withheld_is_withheld_in_every_frame_of_waves() -> None:
    small = {2015: [3, 4] * 3, 2016: [2, 4] * 10, 2017: [1, 4] * 15}
    made = journey(survey(small))
    trend = made.trend("Wait", measure="mean").set_index("wave")
    assert trend["n"].isna().tolist() == [True, True, False]
    hidden = trend.loc[["wave 1 (withheld)", "2016"]]
    assert hidden[["value", "low", "high", "change"]].isna().all(axis=None)
    assert hidden["method"].str.startswith("withheld").all()
    compared = made.compare(wave=True, measure="mean").query("stage == 'Wait'")
    assert compared[["value_b", "difference"]].isna().all(axis=None)
