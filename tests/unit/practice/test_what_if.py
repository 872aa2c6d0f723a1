"""What would come of it: a step of the funnel changed, carried to the outcome."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError
from cjm_widgets.practice.what_if import what_if_frame

STAGES = ["Browse", "Cart", "Pay", "Thanks"]


def log(counts: tuple[int, ...]) -> pd.DataFrame:
    events = [(who, stage) for stage, n in zip(STAGES, counts, strict=True) for who in range(n)]
    frame = pd.DataFrame(events, columns=["who", "what"])
    frame["at"] = pd.date_range("2026-01-01", periods=len(frame), freq="min")
    return frame


def joined(counts: tuple[int, ...]) -> cjm.Journey:
    journey = cjm.Journey(STAGES)
    journey.join_events(log(counts), case="who", activity="what", time="at")
    return journey


def test_a_step_from_62_to_80_per_cent_is_carried_to_the_end() -> None:
    journey = joined((1000, 620, 310, 248))
    frame = journey.what_if("Cart", 0.80).set_index("stage")
    assert frame["share"].tolist() == pytest.approx([1, 0.62, 0.31, 0.248])
    assert frame["share_then"].tolist() == pytest.approx([1, 0.8, 0.8 * 0.5, 0.8 * 0.5 * 0.8])
    assert frame["n_then"].tolist() == pytest.approx([1000, 800, 400, 320])
    assert frame.loc["Thanks", "step_share_then"] == pytest.approx(0.8)
    assert frame.loc["Browse", "low_then"] == frame.loc["Browse", "low"]
    assert frame.loc["Cart", "low_then"] == frame.loc["Cart", "high_then"] == pytest.approx(0.8)


def test_its_interval_covers_the_truth() -> None:
    """Simulated: of 400 logs with known steps at least 92 % of the intervals hold the true outcome."""
    chance = np.random.default_rng(1)
    covered = 0
    for _ in range(400):
        counts = [500]
        for step in (0.62, 0.5, 0.8):
            counts.append(int(chance.binomial(counts[-1], step)))
        # the arithmetic of the frame, without joining each log
        funnel = pd.DataFrame({"stage": STAGES, "n": counts})
        funnel["share"] = funnel["n"] / 500
        funnel["low"] = funnel["high"] = funnel["share"]
        funnel["method"] = ""
        row = what_if_frame(funnel, "Cart", 0.8, 0.95).iloc[-1]
        covered += row["low_then"] <= 0.8 * 0.5 * 0.8 <= row["high_then"]
    assert covered / 400 >= 0.92


@pytest.mark.parametrize(
    ("to", "says"), [(80, "did you mean 0.8"), (-1, "between 0 and 1"), (True, "takes a number")]
)
def test_what_is_no_share_gets_a_sentence(to: float, says: str) -> None:
    with pytest.raises(CjmError, match=says):
        joined((100, 60, 30, 20)).what_if("Cart", to)


def test_without_events_and_with_withheld_numbers_it_says_so() -> None:
    with pytest.raises(CjmError):
        cjm.Journey(STAGES).what_if("Cart", 0.8)
    with pytest.raises(CjmError, match="withheld"):
        joined((8, 6, 3, 2)).what_if("Cart", 0.8)
    with pytest.raises(CjmError, match="did you mean 'Cart'"):
        joined((100, 60, 30, 20)).what_if("Cert", 0.8)
