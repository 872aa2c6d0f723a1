"""Logs in XES: read as a stream, with their lifecycles, and refused where they would exhaust the machine."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.rows import xes
from tests.unit.events.logs import STAGES, joined, log_of

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<global scope="event"><string key="concept:name" value="none"/></global>
<classifier name="Activity" keys="concept:name"/>
<string key="concept:name" value="A log"/>
"""


def event(what: str, at: str, life: str = "", more: str = "") -> str:
    own = f'<string key="lifecycle:transition" value="{life}"/>' if life else ""
    return (
        f'<event><string key="concept:name" value="{what}"/><date key="time:timestamp" value="{at}"/>'
        f"{own}{more}</event>"
    )


def log(*traces: str) -> str:
    each = (f'<trace><string key="concept:name" value="{n}"/>{one}</trace>' for n, one in enumerate(traces))
    return HEAD + "".join(each) + "</log>"


def read(path: Path, text: str | bytes, **options) -> cjm.Journey:
    content = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(
        gzip.compress(content) if path.name.endswith(".gz") and not isinstance(text, bytes) else content
    )
    journey = cjm.Journey(STAGES)
    journey.join_events(path, min_n=1, **options)
    return journey


def as_xes(frame: pd.DataFrame) -> str:
    each = (
        f'<trace><string key="concept:name" value="{who}"/><string key="site" value="{own["site"].iloc[0]}"/>'
        + "".join(
            event(row.what, row.at.isoformat(), more=f'<float key="worth" value="{row.worth}"/>')
            for row in own.itertuples()
        )
        + "</trace>"
        for who, own in frame.groupby("who", sort=False)
    )
    return HEAD + "".join(each) + "</log>"


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz", "LOG.XES"])
def test_a_log_gives_the_numbers_of_the_same_rows_in_a_frame(name, tmp_path):
    rows = log_of({"a": "bcp", "b": "bxp", "c": "cb"}, site=["A"] * 3 + ["B"] * 5)
    rows = rows.assign(worth=[1.5] * 8)
    expected = joined(rows, by="site", value="worth")
    journey = read(tmp_path / name, as_xes(rows), by="case:site", value="worth")
    for verb in ("funnel", "transitions", "paths", "time_in_stage", "conformance"):
        pd.testing.assert_frame_equal(getattr(journey, verb)(), getattr(expected, verb)())
    by = journey.funnel_by("case:site")
    assert by["n"].tolist() == expected.funnel_by("site")["n"].tolist()
    source = journey.document.sources[0]
    assert (source.respondent, source.stage, source.time) == (*xes.XES_COLUMNS.values(),)
    assert source.rows == 8


def test_beginnings_and_completions_are_one_event_with_an_end(tmp_path):
    day = "2026-01-01T10:{:02}:00+01:00".format
    first = (
        event("browse", day(0), "start")
        + event("browse", day(7), "complete")
        + event("pay", day(9), "complete")
    )
    second = event("browse", day(20), "start") + event("cart", day(21), "START")
    with pytest.warns(cjm.CjmWarning, match="1 events .* are no start and no complete.*1 'suspend'"):
        journey = read(tmp_path / "log.xes", log(first, second + event("cart", day(30), "suspend")))
    times = journey.time_in_stage().set_index("stage")
    assert (times["n"]["browse"], times["open"]["browse"]) == (2, 1)
    assert times["median"]["browse"] == 7
    assert (times["median"]["pay"], times["open"]["cart"]) == (0, 1)
    assert journey.document.sources[0].end == xes.XES_END


def test_overlapping_beginnings_are_completed_in_their_order(tmp_path):
    day = "2026-01-01T10:{:02}:00Z".format
    trace = "".join(
        event("browse", day(at), life)
        for at, life in [(0, "start"), (1, "start"), (5, "complete"), (9, "complete")]
    )
    path = tmp_path / "log.xes"
    path.write_text(log(trace))
    assert xes.read_xes(str(path)).rows[xes.XES_END].dt.minute.tolist() == [5, 9]


def test_a_file_is_read_again(tmp_path):
    path = tmp_path / "log.xes"
    journey = read(path, log(event("browse", "2026-01-01T10:00:00Z")))
    path.write_text(log(event("browse", "2026-01-01T10:00:00Z"), event("browse", "2026-01-01T10:00:00Z")))
    assert journey.refresh()["changed"].tolist() == [True]
    assert journey.funnel()["n"].tolist() == [2, 0, 0]


def test_columns_may_be_others_than_those_of_the_standard(tmp_path):
    more = '<string key="org:resource" value="pay"/>'
    journey = read(
        tmp_path / "log.xes", log(event("x", "2026-01-01T10:00:00Z", more=more)), activity="org:resource"
    )
    assert journey.funnel()["n"].tolist() == [0, 0, 1]


BOMB = """<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>
<log><trace><string key="concept:name" value="&b;"/></trace></log>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<log><trace><string key="concept:name" value="x"/></trace></log>"""
GOOD = log(event("browse", "2026-01-01T10:00:00Z"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "document type or entities"),
        (OUTSIDE, "document type or entities"),
        ("<log>" + "<list>" * 50, "more than 40 elements within one another"),
        ("<log><trace><event>" + "<string/>" * 10_001, "more than 10,000 attributes of one event"),
        ('<log><trace><string key="x" value="' + "y" * 5_000_000, "more than 4,000,000 bytes without a mark"),
        ("<log>" + " " * 5_000_000, "more than 4,000,000 bytes without a mark"),
        ("<svg></svg>", "begins with <svg>, not <log>"),
        (GOOD[:-20], "is no log in XES that can be read"),
        ("", "is no log in XES that can be read"),
        ("who,what\n1,b", "is no log in XES that can be read"),
        (GOOD.replace("2026-01-01T10", "noon"), "event 1 of the log has a 'time:timestamp' that is no time"),
        (
            log(event("browse", "2026-01-01T10:00:00Z") + event("pay", "2026-01-01T10:00:00")),
            "mixes 1 times with a zone and others without",
        ),
        (log(""), "there are no events"),
    ],
)  # fmt: skip
def test_what_is_no_log_is_refused(text, words, tmp_path):
    with pytest.raises(cjm.CjmError, match=words):
        read(tmp_path / "log.xes", text)


def test_a_packed_log_that_is_damaged_is_refused(tmp_path):
    packed = gzip.compress(GOOD.encode())
    for content in (packed[:-12], GOOD.encode(), packed[:40] + b"damage" + packed[46:]):
        with pytest.raises(cjm.CjmError, match=r"damaged|no log in XES"):
            read(tmp_path / "log.xes.gz", content)


def test_a_packed_text_without_marks_is_refused_before_it_is_unpacked(tmp_path):
    with pytest.raises(cjm.CjmError, match="bytes without a mark"):
        read(tmp_path / "log.xes.gz", gzip.compress(b'<log><string value="' + b"a" * 200_000_000))


def test_a_column_that_is_not_there_is_named(tmp_path):
    with pytest.raises(cjm.CjmError, match="did you mean 'case:concept:name'"):
        read(tmp_path / "log.xes", GOOD, by="case:concept:nam")


def test_events_of_no_log_need_their_columns_named():
    with pytest.raises(cjm.CjmError, match="case= is missing"):
        cjm.Journey(STAGES).join_events(log_of({"a": "b"}))
