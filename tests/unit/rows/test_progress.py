"""A count that takes a while says how far it is, and can be interrupted without a trace."""

from __future__ import annotations

import io
import sys
import threading

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.counts.counting import count
from cjm_widgets.rows.reading import Plan
from cjm_widgets.rows.tabulate import Progress
from tests.unit.rows.engines import Holder, hold

__all__ = ["hold"]  # a fixture
SECOND = pd.DataFrame({"Q1": [1, 2] * 20, "Q2": [3, None] * 20, "by": ["x", "y"] * 20, "w": [0.5, 2.0] * 20})
WIDE = Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "a"}, by=("by",), weight="w")
LONG = Plan(scale=(1, 5), stage="by", score="Q1", stages={"x": "a", "y": "b"}, respondent="Q1", weight="w")


class Terminal(io.StringIO):
    """Where somebody looks."""

    def isatty(self) -> bool:
        return True


def followed(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every step taken from now on."""
    taken: list[float] = []
    monkeypatch.setattr(Progress, "advance", lambda self, steps: taken.append(steps / self._steps))
    return taken


@pytest.mark.parametrize("plan", [WIDE, LONG], ids=["wide", "long"])
@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_the_steps_of_a_count_add_up(engine: str, plan: Plan, hold: Holder, monkeypatch: pytest.MonkeyPatch):
    taken = followed(monkeypatch)
    count(hold(engine, SECOND), plan)
    assert sum(taken) == pytest.approx(1)


def test_a_quick_count_shows_nothing_and_a_slow_one_a_bar(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    count(SECOND, WIDE)
    assert screen.getvalue() == ""
    monkeypatch.setattr("cjm_widgets.rows.tabulate.PATIENCE", 0.0)
    count(SECOND, WIDE)
    assert "Counting rows:" in screen.getvalue()


def test_a_bar_starts_no_thread(monkeypatch: pytest.MonkeyPatch):
    started: list[threading.Thread] = []
    monkeypatch.setattr(threading.Thread, "start", lambda self: started.append(self))
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    bar = Progress(2)
    bar.expect(10**12)
    bar.advance(2)
    bar.close()
    assert "Counting rows:" in screen.getvalue()
    assert started == []


def test_where_nobody_looks_there_is_no_bar(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cjm_widgets.rows.tabulate.PATIENCE", 0.0)
    count(SECOND, WIDE)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_an_interrupted_join_leaves_the_map_as_it_was(
    engine: str, hold: Holder, monkeypatch: pytest.MonkeyPatch
):
    journey = cjm.Journey(stages=["a", "b"])
    first = pd.DataFrame({"Q1": [5, 4, 3, 2] * 10})
    joined = journey.join(first, columns={"Q1": "a"}, scale=(1, 5), name="survey")
    document, frame, measures = journey.document, journey.frame.copy(), journey.measures.copy()
    second = hold(engine, SECOND)

    def join() -> None:
        journey.join(second, columns={"Q1": "a", "Q2": "a"}, scale=(1, 5), by="by", weight="w", name="survey")

    for last in range(8):
        taken = iter(range(last))

        def interrupted(self: Progress, steps: float, taken=taken) -> None:
            if next(taken, None) is None:
                raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Progress, "advance", interrupted)
            with pytest.raises(KeyboardInterrupt):
                join()
        assert journey.document is document
        pd.testing.assert_frame_equal(journey.frame, frame)
        pd.testing.assert_frame_equal(journey.measures, measures)
    first.loc[0, "Q1"] = 1  # the rows joined before are still those that are followed
    journey.sync()
    assert journey.measures["value"].iloc[0] < measures["value"].iloc[0]
    join()
    assert np.isfinite(journey.measures["value"]).any()
    assert joined.name == "survey"
