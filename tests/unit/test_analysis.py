"""What a journey answers an analyst."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm

MISSING = [0, 6, "Blank"]


@pytest.fixture
def departure() -> cjm.Journey:
    journey = cjm.Journey.from_template("airport-departure")
    join(journey)
    return journey


def join(journey: cjm.Journey, survey: pd.DataFrame | None = None, **options: Any) -> Any:
    return journey.join(
        cjm.examples.airport_survey() if survey is None else survey,
        columns=cjm.examples.AIRPORT_COLUMNS,
        scale=(1, 5),
        missing=MISSING,
        by=["flight_type"],
        **options,
    )


# --- distribution


def test_the_distribution_counts_everyone_at_a_stage_and_follows_the_filter(departure: cjm.Journey) -> None:
    security = departure.distribution().query("stage == 'Security'")
    assert security["score"].tolist() == [1, 2, 3, 4, 5]
    assert security["n"].sum() == 2407
    departure.filter(flight_type="international")
    assert departure.distribution().query("stage == 'Security'")["n"].sum() == 882


def test_the_distribution_sees_rows_that_were_edited_in_the_same_cell() -> None:
    journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [1, 2, 2]})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 3))
    rows.loc[0, "Q1"] = 3
    assert journey.distribution()["n"].tolist() == [0, 2, 1]
