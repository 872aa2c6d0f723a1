"""A user's script: mypy --strict and pyright accept it, and find the types that it says."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import pandas as pd

import cjm_widgets as cjm


def analyse(folder: Path, survey: pd.DataFrame) -> pd.DataFrame:
    """Make a map, edit it by every way that has a type, join the survey, and keep it."""
    journey = cjm.Journey.from_template("airport-departure")
    assert_type(journey, cjm.Journey)
    for frame in (journey.frame, journey.emotion, journey.cards, journey.measures, journey.history):
        assert_type(frame, pd.DataFrame)
    assert_type(journey.title, str)
    assert_type(journey.revision, int)
    assert_type(journey.filters, dict[str, tuple[str | None, ...]])
    assert_type(journey.selection, dict[str, list[str]])
    assert_type(journey.path, Path | None)
    journey.title = "Departing"
    journey.filters = {"flight_type": ["domestic"]}
    journey.frame = journey.frame.copy()
    with journey.transaction("Two edits"):
        journey.set_cell("Security", "Pain points", "No idea how long the queue is")
        journey.set_emotion("Security", -1.5)
    source = journey.join(survey, columns=cjm.examples.AIRPORT_COLUMNS, scale=(1, 5), by=["flight_type"])
    assert_type(source.reconciliation, pd.DataFrame)
    assert_type(journey.to_svg(theme="dark"), str)
    assert_type(journey.to_html(), str)
    assert_type(journey.to_html(folder / "map.html"), None)
    assert_type(journey.to_png(), bytes)
    assert_type(journey.undo(), str | None)
    assert_type(journey.copy(), cjm.Journey)
    assert_type(journey == journey.copy(), bool)
    journey.save(folder / "departure.cjm.json")
    again = cjm.read(folder / "departure.cjm.json")
    assert_type(again, cjm.Journey)
    assert_type(cjm.diff(journey, again), pd.DataFrame)
    assert_type(cjm.merge(journey, again, again).conflicts, pd.DataFrame)
    assert_type(cjm.JourneyMap(journey).journey, cjm.Journey)
    return journey.compare("flight_type", measure=cjm.top_box(boxes=2))


class Visit(cjm.Journey):
    """A kind of journey keeps its own kind."""

    def arrive(self) -> None:
        """Add a stage."""
        self.add_stage("Arrive")


assert_type(Visit.from_template("airport-departure"), Visit)
assert_type(Visit(["Wait"]).copy(), Visit)
