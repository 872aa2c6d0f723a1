"""Funnels within a window: the longest chain from any start, as ClickHouse's windowFunnel has it."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from tests.unit.events.logs import COLUMNS, STAGES, joined, log_of, logs, visits

BEGIN = pd.Timestamp("2026-01-01 10:00")


def timed(log: pd.DataFrame, who: str, stages: list[str]) -> list[tuple[int, float]]:
    """The events of one case at stages: the place of the stage, and the minute."""
    own = log.loc[(log["who"] == who) & log["what"].isin(STAGES), ["what", "at"]]
    return [
        (stages.index(what), (at - BEGIN) / pd.Timedelta(minutes=1))
        for what, at in own.itertuples(index=False)
    ]


def longest(path: list[tuple[int, float]], window: float, *, direct: bool) -> int:
    """By trying every start: how many of the first stages follow it within the window."""
    best = 0
    for first, (stage, began) in enumerate(path):
        if stage:
            continue
        reached = 1
        for own, at in path[first + 1 :]:
            if own == reached and at - began <= window:
                reached += 1
            elif direct and own != reached - 1:
                break
        best = max(best, reached)
    return best


@settings(max_examples=60, deadline=None)
@given(logs, st.integers(1, 8))
@example({"a": "bxxxbcp"}, 2)
@example({"a": "bcbcp", "b": "bxcp"}, 2)
@example({"a": "bcxbxxp"}, 4)
def test_chains_within_a_window_are_those_of_trying_every_start(cases, window):
    log = log_of(cases)
    journey = joined(log)
    visited = [stage for stage in STAGES if any(stage in visits(letters) for letters in cases.values())]
    for order, direct in (("ordered", False), ("strict", True)):
        depth = [longest(timed(log, who, visited), window, direct=direct) for who in cases]
        funnel = journey.funnel(order=order, window=window).set_index("stage").loc[visited]
        assert funnel["n"].tolist() == [sum(own > place for own in depth) for place in range(len(visited))]


def test_a_later_start_counts_where_the_first_is_too_early():
    cases = {"a": "bxxxxbcp"}
    assert joined(log_of(cases)).funnel(window="2min")["n"].tolist() == [1, 1, 1]
    assert joined(log_of({"a": "bxxxxcp"})).funnel(window="2min")["n"].tolist() == [1, 0, 0]


def test_a_window_ends_with_its_last_moment():
    assert joined(log_of({"a": "bcp"})).funnel(window="2min")["n"].tolist() == [1, 1, 1]
    assert joined(log_of({"a": "bcp"})).funnel(window="119s")["n"].tolist() == [1, 1, 0]


def test_an_endless_window_is_none():
    cases = {"a": "bxcp", "b": "cbp", "c": "bbcxb"}
    for order in ("ordered", "strict"):
        own, wide = (joined(log_of(cases)).funnel(order=order, window=span) for span in (None, "900d"))
        pd.testing.assert_frame_equal(own.drop(columns="method"), wide.drop(columns="method"))
        assert "within 1.296e+06 min" in wide["method"][0]


def test_windows_that_were_counted_are_in_the_file(tmp_path):
    log = log_of({str(who): "bxcp" if who % 3 else "bc" for who in range(30)}, site=["A"] * 100)
    journey = joined(log, by="site", window=["2min", "1h"])
    journey.save(tmp_path / "map.cjm.json")
    again = cjm.read(tmp_path / "map.cjm.json")
    for window in ("2min", 60):
        pd.testing.assert_frame_equal(again.funnel(window=window), journey.funnel(window=window))
        by = again.funnel_by("site", window=window)
        assert by["n"].tolist() == again.funnel(window=window)["n"].tolist()
    with pytest.raises(cjm.CjmError, match=r"within 5 min \(windows that were counted: 2 min, 60 min\)"):
        again.funnel(window=5)


def test_a_window_asked_for_in_a_session_is_counted_and_then_in_the_file(tmp_path):
    journey = joined(log_of({"a": "bcp", "b": "bxxc"}))
    assert journey.funnel(window="1min")["n"].tolist() == [2, 1, 0]
    journey.save(tmp_path / "map.cjm.json")
    assert cjm.read(tmp_path / "map.cjm.json").funnel(window="1min")["n"].tolist() == [2, 1, 0]
    assert journey.document.sources[0].windows == (1.0,)


def test_few_who_came_to_the_step_before_hide_the_next_one():
    cases = {f"a{who}": "b" for who in range(40)} | {f"z{who}": "bcp" for who in range(3)}
    funnel = joined(log_of(cases), min_n=10).funnel(order="ordered").set_index("stage")
    assert funnel["n"].tolist()[:2] == [43, 3]  # three of forty-three: a share of many
    assert funnel["n"].isna()["pay"]  # whether those three went on is theirs alone
    assert funnel["method"]["pay"].startswith("withheld")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"window": "soon"}, "window= is a span of time"),
        ({"window": -1}, "window= is a span of time"),
        ({"window": math.nan}, "window= is a span of time"),
        ({"window": "1d", "order": "presence"}, "window= is of stages one after the other"),
        ({"order": "random"}, "random"),
    ],
)
def test_a_window_that_is_none_is_refused(options, words):
    with pytest.raises(cjm.CjmError, match=words):
        joined(log_of({"a": "bc"})).funnel(**options)


def test_a_window_of_a_join_that_is_none_is_refused():
    with pytest.raises(cjm.CjmError, match="window= is a span of time"):
        cjm.Journey(STAGES).join_events(log_of({"a": "b"}), **COLUMNS, window=["1d", "never"])
