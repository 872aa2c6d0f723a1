"""Logs for tests of events: cases as texts of first letters of stages, an event a minute."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
from hypothesis import strategies as st

import cjm_widgets as cjm

STAGES = ["browse", "cart", "pay"]
COLUMNS = {"case": "who", "activity": "what", "time": "at"}
NAMES = {name[0]: name for name in STAGES} | {"x": "elsewhere"}


def log_of(cases: dict[str, str], start: str = "2026-01-01 10:00", **columns: list) -> pd.DataFrame:
    """A log of one event a minute; ``x`` is at no stage."""
    rows = [(who, NAMES[letter]) for who, letters in cases.items() for letter in letters]
    log = pd.DataFrame(rows, columns=["who", "what"])
    return log.assign(at=pd.date_range(start, periods=len(log), freq="min"), **columns)


def joined(log, stages=STAGES, **options) -> cjm.Journey:
    journey = cjm.Journey(stages)
    journey.join_events(log, **COLUMNS | {"min_n": 1} | options)
    return journey


def visits(letters: str) -> list[str]:
    """The stages of a case, each once in a row."""
    return [stage for stage, _ in groupby(NAMES[letter] for letter in letters if letter in "bcp")]


logs = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2), st.text("bcpx", min_size=1, max_size=12), min_size=1
).filter(lambda cases: any(visits(letters) for letters in cases.values()))
