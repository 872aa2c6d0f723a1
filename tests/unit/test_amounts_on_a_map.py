"""Amounts joined to a map: shown beside the survey's scores, in a lane of their own, and never as emotion."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError
from cjm_widgets.shown.sources import prepare, readings
from cjm_widgets.widgets.numbers import measured_of


@pytest.fixture
def journey() -> cjm.Journey:
    journey = cjm.Journey(["Browse", "Checkout"])
    rows = pd.DataFrame({"q1": [1, 4, 5, 5] * 20, "q2": [2, 3, 3, 4] * 20, "home": [*range(20)] * 4})
    journey.join(
        rows, columns={"q1": "Browse", "q2": "Checkout"}, scale=(1, 5), cluster="home", name="Survey"
    )
    return journey


def orders(n: int = 3000) -> pd.DataFrame:
    random = np.random.default_rng(5)
    return pd.DataFrame(
        {
            "revenue": random.lognormal(3, 1, n).round(2),
            "bought": random.random(n) < 0.4,
            "minutes": random.integers(1, 40, n),
            "device": random.choice(["phone", "laptop"], n),
        }
    )


def join(journey: cjm.Journey, rows: pd.DataFrame, **options):
    measures = [cjm.money("EUR"), cjm.total("EUR"), cjm.money("EUR", kind="median"), cjm.mean()]
    given = {"columns": {"revenue": "Checkout"}, "measures": measures, "by": "device", "name": "Orders"}
    return journey.join(rows, **given, **options)


def test_amounts_need_no_scale_and_stand_beside_scores(journey):
    rows = orders()
    join(journey, rows)
    journey.join(rows, columns={"bought": "Checkout"}, measures=[cjm.rate()], name="Conversion")
    journey.join(rows, columns={"minutes": "Browse"}, measures=[cjm.total("minutes")], name="Time")
    known = journey.measures[journey.measures["n"] > 0].drop_duplicates(["source", "measure"])
    table = known.set_index(["source", "measure"])["value"]
    assert table["Orders", "money"] == pytest.approx(rows["revenue"].mean())
    assert table["Orders", "total"] == pytest.approx(rows["revenue"].sum())
    assert table["Conversion", "rate"] == pytest.approx(rows["bought"].mean())
    assert table["Time", "total"] == pytest.approx(rows["minutes"].sum())
    assert {*journey.measures["source"]} == {"Survey", "Orders", "Conversion", "Time"}


def test_a_table_and_its_source_say_what_their_intervals_assume(journey):
    source = join(journey, orders())
    assert (
        repr(source)
        == "<source 'Orders', 3,000 of 3,000 answers matched (100 %), assumes independent respondents>"
    )
    assert journey.measures.attrs["assumes"] == {
        "Survey": "assumes independent clusters by home, not independent respondents",
        "Orders": "assumes independent respondents",
    }
    assert journey.measures_by("device").attrs["assumes"]["Orders"] == "assumes independent respondents"


def test_amounts_have_a_lane_of_their_own_and_no_curve(journey):
    join(journey, orders())
    join(journey, orders(2000))  # the same source again
    lanes = [(lane.name, lane.source) for lane in journey.document.lanes if lane.kind == "measure"]
    assert lanes == [("Rating", None), ("Orders", "orders")]
    survey, amounts = measured_of(journey, "epoch").sources
    assert (len(survey.reading.curve), len(amounts.reading.curve)) == (2, 0)
    assert [info.unit for info in amounts.measures] == ["amount", "amount", "amount", "score"]
    drawn = readings(prepare(journey.document), {})
    assert [bool(reading.curve) for reading in drawn] == [True, False]
    assert journey.summary()["name"].tolist() == ["Survey", "Customer"]
    assert {*journey.distribution()["source"]} == {"Survey"}


def test_scores_joined_after_amounts_have_their_own_lane():
    journey = cjm.Journey(["Checkout"])
    join(journey, orders())
    rows = pd.DataFrame({"q": [1, 4, 5] * 10})
    journey.join(rows, columns={"q": "Checkout"}, scale=(1, 5), name="Survey")
    lanes = [(lane.name, lane.source) for lane in journey.document.lanes if lane.kind == "measure"]
    assert lanes == [("Orders", "orders"), ("Rating", "survey")]


def test_amounts_follow_their_rows_filters_and_the_file(journey, tmp_path):
    rows = orders()
    join(journey, rows)
    rows.loc[0, "revenue"] = 1e6
    journey.sync()
    journey.filter(device="phone")
    phone = rows.loc[rows["device"] == "phone", "revenue"]
    found = journey.measures.query("source == 'Orders' and stage == 'Checkout'").set_index("measure")
    assert found.loc["total", "value"] == pytest.approx(phone.sum())
    journey.filter()
    journey.save(tmp_path / "shop.cjm.json")
    pd.testing.assert_frame_equal(cjm.read(tmp_path / "shop.cjm.json").measures, journey.measures)


def test_scores_and_amounts_are_joined_apart(journey):
    rows = orders()
    with pytest.raises(CjmError, match="nps is of scores on a scale, and these columns hold amounts"):
        journey.join(rows, columns={"revenue": "Checkout"}, measures=[cjm.money(), cjm.nps()])
    with pytest.raises(CjmError, match="money is of amounts, and these columns hold scores"):
        journey.join(rows, columns={"revenue": "Checkout"}, measures=[cjm.money()], scale=(0, 100))
    assert [source.name for source in journey.document.sources] == ["Survey"]
