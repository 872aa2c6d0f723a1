"""Charts of events hold the numbers of the frames with their intervals, and nothing that is withheld."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm

KINDS = {
    "funnel": ("funnel", "share", "n"),
    "transitions": ("transitions", "share_out", "cases"),
    "paths": ("paths", "share", "cases"),
    "time": ("time_in_stage", "median", "n"),
}


@pytest.fixture(scope="module")
def shop() -> cjm.Journey:
    """Nine of those on a tablet, too few to say anything about them."""
    journey = cjm.Journey(["Browse", "Cart", "Pay"], title="A shop")
    ways = {"Browse": 50, "Browse Cart": 40, "Browse Cart Pay": 45}
    cases = [way for way, n in ways.items() for _ in range(n)]
    rows = [
        (number, stage, {7: "tablet", 1: "app", 2: "app", 3: "app"}.get(number % 15, "web"))
        for number, way in enumerate(cases)
        for stage in way.split()
    ]
    log = pd.DataFrame(rows, columns=["who", "what", "on"])
    log["at"] = pd.date_range("2026-01-01 10:00", periods=len(log), freq="min")
    journey.join_events(log, case="who", activity="what", time="at", by="on", name="Log")
    return journey


def rows_of(chart: Any) -> pd.DataFrame:
    return pd.DataFrame(chart.to_dict()["data"]["values"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_has_the_numbers_of_its_frame(shop: cjm.Journey, kind: str) -> None:
    verb, value, n = KINDS[kind]
    frame = getattr(shop, verb)()
    frame = frame[frame[value].notna()]
    rows = rows_of(shop.chart(kind))
    assert rows["value"].tolist() == frame[value].tolist()
    assert rows["n"].tolist() == frame[n].tolist()
    known = rows[["low", "high"]].dropna()
    assert known.to_numpy().tolist() == frame[["low", "high"]].dropna().to_numpy().tolist()


@pytest.mark.parametrize("kind", ["funnel", "transitions", "paths"])
def test_what_is_withheld_is_not_in_a_chart_by_segment(shop: cjm.Journey, kind: str) -> None:
    chart = shop.chart(kind, by="on")
    text = json.dumps(chart.to_dict())
    assert "tablet" not in text
    shown = {*rows_of(chart)["segment"]}
    assert "web" in shown
    assert len(shown) < 3  # one more is withheld, as the few could be computed from it


def test_a_chart_of_events_takes_the_source_that_has_events(shop: cjm.Journey) -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(pd.DataFrame({"q": [4, 5] * 20}), columns={"q": "Wait"}, scale=(1, 5))
    with pytest.raises(cjm.CjmError, match=r"holds none: journey\.join_events"):
        journey.chart("funnel")
    with pytest.raises(cjm.CjmError, match="top= of the paths chart takes a whole number"):
        shop.chart("paths", top=0)
    assert len(rows_of(shop.chart("paths", top=1))) == 1


def test_names_cannot_break_a_chart() -> None:
    pytest.importorskip("vl_convert")
    name = "constructor\u2028\"'\\ <b>"
    journey = cjm.Journey([name, "Pay"])
    log = pd.DataFrame({"who": [*range(20)] * 2, "what": [name] * 20 + ["Pay"] * 20, "on '\"\\": "a"})
    log["at"] = pd.date_range("2026-01-01 10:00", periods=40, freq="min")
    journey.join_events(log, case="who", activity="what", time="at", by="on '\"\\")
    for kind in KINDS:
        assert journey.chart(kind, by="on '\"\\")._repr_mimebundle_ is not None
        assert json.dumps(journey.chart(kind, by="on '\"\\").to_dict())
        import vl_convert

        assert vl_convert.vegalite_to_svg(journey.chart(kind, by="on '\"\\").to_dict()).startswith("<svg")
