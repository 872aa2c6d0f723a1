"""Every argument of events with values nobody should pass: it works, or a CjmError says why not."""

from __future__ import annotations

import contextlib
import warnings

import pandas as pd
import pytest

import cjm_widgets as cjm
from tests.unit.events.logs import COLUMNS, STAGES, joined, log_of
from tests.unit.test_hostile_arguments import POOL

LOG = log_of({"a": "bcp", "b": "bxp"}).assign(sold=[0, 0, 1, 0, 0, 1], worth=1.0)
OPTIONS = ("case", "activity", "time", "end", "window", "outcome", "value", "session", "until", "order")
CALLS = {
    "funnel": ("window", "order", "of"),
    "paths": ("pattern", "top"),
    "conformance": ("level",),
    "conformance_by": ("column",),
    "value_of": ("outcome", "of", "rule", "level"),
}


@pytest.mark.parametrize("name", POOL)
def test_an_option_of_a_join_works_or_is_refused(name):
    for option in OPTIONS:
        journey = cjm.Journey(STAGES)
        with warnings.catch_warnings(), contextlib.suppress(cjm.CjmError):
            warnings.simplefilter("ignore")
            journey.join_events(LOG, **COLUMNS | {"min_n": 1, option: POOL[name]})


@pytest.mark.parametrize("name", POOL)
def test_an_option_of_a_frame_works_or_is_refused(name):
    journey = joined(LOG, outcome="sold", value="worth")
    for verb, options in CALLS.items():
        for option in options:
            with contextlib.suppress(cjm.CjmError):
                getattr(journey, verb)(**{option: POOL[name]})


BAD_LOG = pd.DataFrame({"who": ["a", "a", "b"], "what": ["browse", "pay", "browse"]}).assign(
    at=pd.date_range("2026-01-01", periods=3, freq="min"),
    before=pd.date_range("2025-01-01", periods=3, freq="min"),
    number=[1.0, 2.0, 3.0],
    word=["p", "q", "r"],
    side=["north", "south", "north"],
    mixed=["2026-01-01 10:00+01:00", "2026-01-01 11:00", "2026-01-01 12:00"],
    nothing=[None, None, None],
    zoned=pd.date_range("2027-01-01", periods=3, freq="min", tz="Europe/Berlin"),
    span=pd.to_timedelta([1, 2, 3], unit="min"),
    clock=["10:00", "11:00", "12:30"],
    several=[["a"], ["b"], ["a"]],
    huge=[1e308, 1e308, -1e308],
)
BAD_INPUT = {
    "another case": ({"case": "whoo"}, ["'whoo'", "did you mean 'who'"]),
    "another activity": ({"activity": "wat"}, ["'wat'", "did you mean 'what'"]),
    "another time": ({"time": "att"}, ["'att'", "did you mean 'at'"]),
    "no case=": ({"case": None}, ["case= is missing"]),
    "no activity=": ({"activity": None}, ["activity= is missing"]),
    "no time=": ({"time": None}, ["time= is missing"]),
    "numbers as times": ({"time": "number"}, ["'number'", "pd.to_datetime(column, unit='s')"]),
    "words as times": ({"time": "word"}, ["'word'", "write times as"]),
    "mixed zones": ({"time": "mixed"}, ["'mixed'", "say the zone of all of them"]),
    "spans as times": ({"time": "span"}, ["'span'", 'pd.Timestamp("2026-01-31") + column']),
    "times of day": ({"time": "clock"}, ["'clock'", "pd.to_datetime(day + ' ' + time)"]),
    "ends with a zone": (
        {"end": "zoned"},
        ["column 'zoned' has a zone and column 'at' has none", "tz_localize"],
    ),
    "watching with a zone": (
        {"until": "2027-01-01T00:00Z"},
        ["until='2027-01-01T00:00Z' has a zone", "'at'"],
    ),
    "watching without": ({"time": "zoned", "until": "2027-02-01"}, ["column 'zoned' has a zone", "until="]),
    "lists as cases": ({"case": "several"}, ["'several'", "column.astype(str)"]),
    "lists as segments": ({"by": "several"}, ["'several'", "column.astype(str)"]),
    "values without end": ({"value": "huge"}, ["'huge'", "another unit"]),
    "empty times": ({"time": "nothing"}, ["'nothing'", "name the column of times, time="]),
    "empty cases": ({"case": "nothing"}, ["'nothing'", "name the column of cases, case="]),
    "words as ends": ({"end": "word"}, ["'word'", "write times as"]),
    "ends before": ({"end": "before"}, ["'before'", "'at'", "exchange time= and end="]),
    "words as order": ({"order": "word"}, ["'word'", "leave order= out"]),
    "another order": ({"order": "numbr"}, ["'numbr'", "did you mean 'number'"]),
    "no span": ({"session": "soon"}, ["session=", '"30min"', "'soon'"]),
    "no time at all": ({"session": 0}, ["session=", '"30min"']),
    "a negative window": ({"window": -3}, ["window=", '"1h"']),
    "no end of watching": ({"until": "later"}, ["until=", "2026-01-31 14:05:00", "'later'"]),
    "watching before": ({"until": "2020-01-01"}, ["until='2020-01-01'", "say a later one"]),
    "words as outcomes": ({"outcome": "word"}, ["'word'", "log[column] == value"]),
    "another outcome": ({"outcome": "sid"}, ["'sid'", "did you mean 'side'"]),
    "words as values": ({"value": "word"}, ["'word'", "pd.to_numeric(column)"]),
    "another segment": ({"by": "sde"}, ["'sde'", "did you mean 'side'"]),
    "a segment twice": ({"by": ["side", "side"]}, ["by=", "twice: side"]),
    "another stage": ({"stages": {"go": "brwse"}}, ["'brwse'", "did you mean 'browse'"]),
    "another match": ({"match": "fuzzy"}, ["match=", "regex", "'fuzzy'"]),
    "other repeats": ({"repeats": "once"}, ["repeats=", "visit, each", "'once'"]),
    "nobody withheld": ({"min_n": 0}, ["min_n=0", "a whole number from 1 up"]),
    "a measure of surveys": ({"measures": cjm.nps()}, ["not nps", "cjm.reached()"]),
    "another filter": ({"where": {"sde": "north"}}, ["'sde'", "did you mean 'side'"]),
    "a list of filters": ({"where": ["side"]}, ["where=", "a mapping of columns to the values"]),
    "no expression": ({"match": "regex", "stages": {"(": "browse"}}, ["'('", "missing )"]),
    "no order of waves": ({"wave": "side"}, ["'side'", "waves=['north', 'south']"]),
    "nothing at a stage": ({"activity": "word"}, ["'word'", "Stages: browse, cart, pay"]),
}


@pytest.mark.parametrize("bad", BAD_INPUT)
def test_a_refusal_names_the_column_and_the_cure(bad):
    options, words = BAD_INPUT[bad]
    journey = cjm.Journey(STAGES)
    with pytest.raises(cjm.CjmError) as refusal:
        journey.join_events(BAD_LOG, **COLUMNS | {"min_n": 1} | options)
    assert [word for word in words if word not in str(refusal.value)] == []
    assert journey.document.sources == ()
