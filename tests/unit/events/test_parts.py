"""Logs that are counted in parts give what they give as a whole."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.counts.events import parts as event_parts
from tests.unit.events.logs import joined, log_of, logs

VERBS = ("funnel", "transitions", "time_in_stage", "exits", "conformance", "paths")


def engines(log: pd.DataFrame) -> dict[str, object]:
    import duckdb
    import polars as pl
    import pyarrow as pa
    from pyarrow import dataset

    return {
        "polars": pl.from_pandas(log).lazy(),
        "duckdb": duckdb.sql("select * from log"),
        "pyarrow": dataset.dataset(pa.Table.from_pandas(log)),
    }


def assert_alike(one: cjm.Journey, other: cjm.Journey) -> None:
    for verb in VERBS:
        a, b = (getattr(each, verb)() for each in (one, other))
        pd.testing.assert_frame_equal(a, b)
    for verb in ("funnel_by", "paths_by", "conformance_by"):
        a, b = (getattr(each, verb)("site") for each in (one, other))
        pd.testing.assert_frame_equal(a, b)
    assert one.document.sources[0].counts.stages == other.document.sources[0].counts.stages


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(logs, st.sampled_from(["polars", "duckdb", "pyarrow"]), st.integers(1, 4))
def test_parts_add_up_to_the_whole(cases, engine, size):
    log = log_of(cases)
    log = log.assign(site=log["who"].str[:1], sold=log["what"] == "pay", worth=range(len(log)))
    options = {"by": "site", "outcome": "sold", "value": "worth", "window": "3min"}
    whole = joined(log, **options)
    before = event_parts.EVENTS_OF_A_PART
    event_parts.EVENTS_OF_A_PART = size
    try:
        parts = joined(engines(log)[engine], **options)
    finally:
        event_parts.EVENTS_OF_A_PART = before
    assert_alike(whole, parts)


@pytest.mark.parametrize("engine", ["polars", "duckdb", "pyarrow"])
def test_what_became_of_events_is_told_of_all_parts(engine, monkeypatch):
    log = log_of({f"c{who}": "bxcb" for who in range(12)}, site=[*"AABB"] * 12)
    log = pd.concat([log, log.iloc[[0, 5]]], ignore_index=True)
    log.loc[3, "who"] = None
    log.loc[9, "at"] = pd.NaT
    sources = []
    for rows in (log, engines(log)[engine]):
        monkeypatch.setattr(event_parts, "EVENTS_OF_A_PART", 7 if rows is not log else 10**6)
        journey = cjm.Journey(["browse", "cart"])
        with pytest.warns(cjm.CjmWarning, match="'site' changes within 12 of 12 cases"):
            source = journey.join_events(rows, case="who", activity="what", time="at", by="site", min_n=1)
        sources.append((source.reconciliation, journey.funnel()))
    for a, b in zip(*sources, strict=True):
        pd.testing.assert_frame_equal(a, b)


@pytest.mark.parametrize("engine", ["polars", "duckdb", "pyarrow"])
def test_a_log_without_an_event_at_a_stage_is_refused(engine, monkeypatch):
    monkeypatch.setattr(event_parts, "EVENTS_OF_A_PART", 2)
    with pytest.raises(cjm.CjmError, match="no event is at a stage of the map"):
        joined(engines(log_of({"a": "xx", "b": "xxx"}))[engine])


def test_many_different_minutes_are_in_the_same_bins(monkeypatch):
    log = log_of({f"c{who}": "bcp" for who in range(3000)})
    log["at"] += pd.to_timedelta(pd.Series(range(len(log))) ** 1.3, unit="s")
    whole = joined(log)
    monkeypatch.setattr(event_parts, "EVENTS_OF_A_PART", 1000)
    parts = joined(engines(log)["polars"])
    for verb in VERBS:
        a, b = (getattr(each, verb)() for each in (whole, parts))
        pd.testing.assert_frame_equal(a, b, rtol=1e-9)


def test_a_log_is_read_once_and_its_files_are_gone_afterwards(tmp_path, monkeypatch):
    """A wide log of text columns nobody asked for: only those that are counted are written."""
    import polars as pl

    log = log_of({f"c{who}": "bcp" for who in range(40)}).assign(long="x" * 100)
    path = tmp_path / "log.parquet"
    log.to_parquet(path)
    monkeypatch.setattr(event_parts, "EVENTS_OF_A_PART", 30)
    monkeypatch.setattr(event_parts, "_BATCH", 7)  # parts are of several batches
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    columns = []
    divide = event_parts.divided
    monkeypatch.setattr(
        event_parts, "divided", lambda log, names: columns.append([*names]) or divide(log, names)
    )
    parts = joined(pl.scan_parquet(path))
    assert [sorted(names) for names in columns] == [["at", "what", "who"]]
    assert [*folder.iterdir()] == []
    pd.testing.assert_frame_equal(parts.transitions(), joined(log).transitions())


@pytest.mark.parametrize(
    "options",
    [
        {"order": "rank"},
        {"end": "until"},
        {"session": "20min"},
        {"repeats": "each"},
        {"until": "2026-01-01 15:00"},
        {"where": {"site": "A"}},
        {"by": "site", "min_n": 5},
        {"case": "number"},
        {"time": "here", "wave": "here", "every": "day"},
        {"match": "glob", "stages": {"b*": "browse", "?art": "cart"}},
    ],
    ids=str,
)
def test_each_option_holds_in_parts(options, monkeypatch):
    """Rows in no order, many of one time, ends and cases that are not known."""
    random = np.random.default_rng(1)
    letters = ("".join(random.choice([*"bcpx"], random.integers(1, 9))) for _ in range(200))
    log = log_of({f"c{who}": own for who, own in enumerate(letters)}).sample(frac=1, random_state=2)
    n, at = len(log), log["at"].dt.floor("10min")
    number = log["who"].str[1:].astype(float)
    log = log.assign(
        at=at,
        here=at.dt.tz_localize("Europe/Berlin"),
        rank=random.permutation(n),
        site=np.where(number % 2, "A", "B"),
        number=number.where(random.random(n) < 0.98),
        until=(at + pd.to_timedelta(random.integers(0, 30, n), unit="min")).where(random.random(n) < 0.9),
    ).reset_index(drop=True)
    whole = joined(log, **options)
    monkeypatch.setattr(event_parts, "EVENTS_OF_A_PART", 97)
    for rows in engines(log).values():
        parts = joined(rows, **options)
        for verb in VERBS:
            a, b = (getattr(each, verb)() for each in (whole, parts))
            pd.testing.assert_frame_equal(a, b, rtol=1e-9)


def test_memory_does_not_grow_with_the_log(monkeypatch):
    """What Python and numpy hold at most while ten times as many parts of the same size are counted."""
    import polars as pl

    monkeypatch.setattr(event_parts, "EVENTS_OF_A_PART", 20_000)
    monkeypatch.setattr(event_parts, "_BATCH", 10_000)
    peaks = []
    for cases in (3_000, 4_000, 40_000):  # the first loads what is loaded on first use
        n = np.arange(10 * cases)
        log = pl.LazyFrame({"who": n % cases, "what": np.where(n // cases % 2, "cart", "browse"), "at": n})
        tracemalloc.start()
        joined(log.with_columns(pl.from_epoch("at", "s")))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.5 * peaks[1]
