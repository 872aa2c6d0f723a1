"""The made-up shop is the same every time, and holds the fault that is planted in it, and no other."""

from __future__ import annotations

import pandas as pd

import cjm_widgets as cjm

STAGES = [*dict.fromkeys(cjm.examples.SHOP_PAGES.values())]


def test_the_data_are_the_same_every_time():
    assert cjm.examples.shop_clicks().equals(cjm.examples.shop_clicks())
    assert cjm.examples.shop_survey().equals(cjm.examples.shop_survey())


def test_devices_differ_only_around_the_address_form():
    shop = cjm.Journey(STAGES)
    shop.join_events(
        cjm.examples.shop_clicks(),
        case="visitor",
        activity="page",
        time="at",
        stages=cjm.examples.SHOP_PAGES,
        match="glob",
        by="device",
    )
    ways = shop.compare("device", of="transitions")
    found = ways.loc[ways["significant"], ["from", "to"]].to_numpy().tolist()
    assert found == [["Basket", "END"], ["Delivery", "Basket"], ["Delivery", "Payment"], ["Delivery", "END"]]
    back = ways.set_index(["from", "to"]).loc[("Delivery", "Basket")]
    assert back["value_a"] == 0  # on computers
    assert back["value_b"] > 0.5


def test_visitors_answer_only_pages_that_they_came_to():
    clicks, survey = cjm.examples.shop_clicks(), cjm.examples.shop_survey()
    delivered = set(clicks.loc[clicks["page"] == "/delivery", "visitor"])
    answered = set(survey.loc[survey["q_delivery"].notna(), "visitor"])
    assert answered < delivered
    assert pd.Series(survey["q_delivery"].dropna()).between(1, 5).all()
