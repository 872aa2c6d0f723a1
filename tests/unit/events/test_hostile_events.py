"""Every argument of events with values nobody should pass: it works, or a CjmError says why not."""

from __future__ import annotations

import contextlib
import warnings

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
