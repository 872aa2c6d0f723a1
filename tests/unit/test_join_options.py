"""An option of a join is declared once; plans, sources, files and provenance carry every one of them."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.model import Counted, JoinOptions
from cjm_widgets.journey.sources.source_record import plan_of
from cjm_widgets.rows.reading import CountedPlan, Plan, column_options

LONG = pd.DataFrame(
    {
        "page": ["Wait", "wait ", "Leave"] * 20,
        "s": [1, 5, 3, 4] * 15,
        "year": [2016, 2017] * 30,
        "site": ["a", "b"] * 30,
        "home": [*range(20)] * 3,
        "w": [1.0, 2.0, 1.5] * 20,
        "who": range(60),
    }
)
OPTIONS: dict[str, Any] = {
    "stage": "page",
    "score": "s",
    "stages": {"leave*": "Leave", "wait*": "Wait", "Wait*": "Wait", "Leave": "Leave"},
    "match": "glob",
    "where": {"site": ["a", "b"]},
    "respondent": "who",
    "scale": (1, 5),
    "missing": [9],
    "labels": {"Best": 5},
    "reverse": ["s"],
    "by": ["site", ("year", "site")],
    "weight": "w",
    "wave": "year",
    "waves": [2016, 2017],
    "cluster": "home",
    "min_n": 6,
}
NOT_SAID = {"kind", "extra", "crossings"}
"""Fields that no option of `join` has; crossings are among ``by``."""
OF_EVENTS: dict[str, Any] = {
    "time": "at",
    "end": "over",
    "order": "rank",
    "repeats": "each",
    "session": "30min",
    "until": "2026-03-01",
    "window": ["30min", "1h"],
    "outcome": "sold",
    "value": "w",
}
"""Those of `join_events` alone."""


@pytest.mark.parametrize(
    ("verb", "declared"),
    [
        (cjm.Journey.join, {*JoinOptions.__struct_fields__} - {*OF_EVENTS, "windows"}),
        (cjm.Journey.join_events, {*OF_EVENTS}),
        (cjm.Journey.join_counts, {*Counted.__struct_fields__}),
    ],
)
def test_every_option_that_is_declared_can_be_said(verb: Any, declared: set[str]) -> None:
    assert declared - NOT_SAID <= {*inspect.signature(verb).parameters}


def test_every_option_of_a_join_is_read_again_from_the_file_as_it_was_said(tmp_path: Path) -> None:
    journey = cjm.Journey(["Wait", "Leave"])
    journey.join(LONG, **OPTIONS)
    journey.save(tmp_path / "map.cjm.json")
    document = cjm.read(tmp_path / "map.cjm.json").document
    plan = plan_of(document.sources[0], document)
    usual = JoinOptions()
    unsaid = {"columns", "per", "sheet", "expected"} | NOT_SAID  # of wide rows, and of workbooks
    unsaid |= {"every", "windows", *OF_EVENTS}  # instead of waves; of events
    for option in {*JoinOptions.__struct_fields__} - unsaid:
        assert getattr(plan, option) != getattr(usual, option), option
    assert plan.stages == {"leave*": "leave", "wait*": "wait", "Wait*": "wait", "Leave": "leave"}
    assert (plan.where, plan.missing, plan.by) == ({"site": ("a", "b")}, (9,), ("year", "site"))


def test_every_option_of_events_is_read_again_from_the_file_as_it_was_said(tmp_path: Path) -> None:
    at = pd.date_range("2026-01-01", periods=60, freq="min")
    log = LONG.assign(at=at, over=at + pd.Timedelta(seconds=30), rank=range(60), sold=[0, 1] * 30)
    journey = cjm.Journey(["Wait", "Leave"])
    journey.join_events(log, case="home", activity="page", by="site", min_n=2, **OF_EVENTS)
    journey.save(tmp_path / "map.cjm.json")
    document = cjm.read(tmp_path / "map.cjm.json").document
    plan = plan_of(document.sources[0], document)
    said = OF_EVENTS | {"session": 30.0, "respondent": "home", "stage": "page", "by": ("site",), "min_n": 2}
    said["windows"] = (30.0, 60.0)
    del said["window"]
    assert {option: getattr(plan, option) for option in said} == said


def test_provenance_says_every_option_that_is_not_the_usual_one() -> None:
    source = cjm.Journey(["Wait", "Leave"]).join(LONG, **OPTIONS)
    assert source.provenance["read_as"] == {
        "stage": "page",
        "score": "s",
        "stages": OPTIONS["stages"],
        "match": "glob",
        "where": {"site": ("a", "b")},
        "respondent": "who",
        "missing": (9,),
        "labels": {"Best": 5},
        "reverse": ("s",),
        "by": ("year", "site"),
        "crossings": (("year", "site"),),
        "weight": "w",
        "wave": "year",
        "waves": ("2016", "2017"),
        "cluster": "home",
    }


def test_options_that_name_a_column_are_told_by_their_declaration() -> None:
    single = {"stage", "score", "respondent", "weight", "wave", "cluster", "time", "end", "order"}
    single |= {"outcome", "value"}
    assert {*column_options(Plan)} == single
    assert {*column_options(CountedPlan)} == {*single, "percent"}


def test_columns_of_any_label_are_named_as_text_wherever_a_column_is_named() -> None:
    rows = LONG.set_axis([*range(len(LONG.columns))], axis="columns")
    journey = cjm.Journey(["Wait", "Leave"])
    columns = {
        "stage": 0,
        "score": 1,
        "reverse": [1],
        "wave": 2,
        "by": [3],
        "cluster": 4,
        "weight": 5,
        "respondent": 6,
    }
    journey.join(rows, **{**OPTIONS, **columns, "where": {3: ["a", "b"]}})
    source = journey.document.sources[0]
    assert (source.stage, source.score, source.by) == ("0", "1", ("2", "3"))
    assert (source.respondent, source.weight, source.cluster) == ("6", "5", "4")


def test_joining_again_with_other_values_replaces_and_with_other_columns_adds() -> None:
    journey = cjm.Journey(["Wait", "Leave"])
    journey.join(LONG, **OPTIONS)
    journey.join(LONG, **{**OPTIONS, "min_n": 8, "missing": [8]})
    assert [source.min_n for source in journey.document.sources] == [8]
    journey.join(LONG, **{**OPTIONS, "cluster": None})
    assert len(journey.document.sources) == 2
