"""One test of all transitions: against all relabellings of a tiny log, and chi-squared tests of its rows."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

import cjm_widgets as cjm

WAYS = ["ab", "abc", "abab", "ac", "ac", "bc", "cab", "acb", "abc", ""]
"""What ten cases do, the first five of one segment; the last one is at no stage."""


def log_of(ways: list[str], segments: list[str]) -> pd.DataFrame:
    """A row an event; a case begins with one that is at no stage."""
    rows = [
        {"case": f"case {case}", "what": what, "at": pd.Timestamp("2026-01-01") + pd.Timedelta(place, "min")}
        | {"on": segment}
        for case, (way, segment) in enumerate(zip(ways, segments, strict=True))
        for place, what in enumerate(f"x{way}")
    ]
    return pd.DataFrame(rows)


def joined(ways: list[str], segments: list[str], min_n: int = 1) -> cjm.Journey:
    journey = cjm.Journey(["a", "b", "c"])
    rows = log_of(ways, segments)
    journey.join_events(rows, case="case", activity="what", time="at", by="on", min_n=min_n)
    return journey


def moves(way: str) -> set[tuple[str, str]]:
    return {*zip(("START", *way), (*way, "END"), strict=True)} if way else set()


def statistic(ways: list[str], segments: list[str]) -> float:
    """The definition, by loops over cases."""
    total, every = 0.0, {one for way in ways for one in moves(way)}
    for start, end in sorted(every):
        at = [way for way in ways if start == "START" or start in way]
        share = sum((start, end) in moves(way) for way in at) / len(at)
        for segment in {*segments}:
            own = [way for way, of in zip(ways, segments, strict=True) if of == segment]
            here = [way for way in own if start == "START" or start in way]
            if here:
                p = sum((start, end) in moves(way) for way in here) / len(here)
                total += len(here) * (p - share) ** 2 / share
    return total


def test_statistic_and_p_are_those_of_all_relabellings() -> None:
    segments = ["p"] * 5 + ["w"] * 5
    seen = statistic(WAYS, segments)
    every = [
        statistic(WAYS, ["p" if case in chosen else "w" for case in range(10)])
        for chosen in combinations(range(10), 5)
    ]
    exact = np.mean([one >= seen - 1e-9 for one in every])
    row = joined(WAYS, segments).omnibus("on", of="transitions", draws=4000, seed=7).iloc[0]
    assert row["statistic"] == pytest.approx(seen)
    assert 0.05 < exact < 0.95
    assert row["p"] == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 4000))
    assert (row["segments"], row["n"]) == (2, 10)


def test_statistic_of_cases_that_never_return_is_the_sum_of_chi_squared_of_rows() -> None:
    random = np.random.default_rng(3)
    ways = random.choice(["a", "ab", "abc", "ac", "bc", "c"], 90).tolist()
    segments = random.choice(["p", "q", "r"], 90).tolist()
    expected = 0.0
    for start in ("START", "a", "b", "c"):
        to = Counter(
            (next(end for begin, end in moves(way) if begin == start), segment)
            for way, segment in zip(ways, segments, strict=True)
            if start == "START" or start in way
        )
        ends = sorted({end for end, _ in to})
        if len(ends) > 1:
            table = [[to[end, segment] for end in ends] for segment in ("p", "q", "r")]
            expected += chi2_contingency(table, correction=False).statistic
    row = joined(ways, segments).omnibus("on", of="transitions", draws=99).iloc[0]
    assert row["statistic"] == pytest.approx(expected)
    assert row["segments"] == 3


def test_p_is_right_in_samples_without_a_difference() -> None:
    random = np.random.default_rng(5)
    small = 0
    for _ in range(200):
        ways = random.choice(["ab", "abab", "abc", "ac", "bc", ""], 40).tolist()
        journey = joined(ways, ["p"] * 20 + ["w"] * 20)
        small += journey.omnibus("on", of="transitions", draws=99).iloc[0]["p"] <= 0.1
    assert 8 <= small <= 34  # 20 expected; beyond these one time in a thousand


def test_a_difference_shows_and_the_seed_makes_it_repeatable() -> None:
    ways = ["ab"] * 30 + ["ac"] * 10 + ["ab"] * 10 + ["ac"] * 30
    journey = joined(ways, ["p"] * 40 + ["w"] * 40, min_n=10)
    row = journey.omnibus("on", of="transitions").iloc[0]
    assert row["significant"]
    assert row["p"] == pytest.approx(1 / 1001)
    assert row.equals(journey.omnibus("on", of="transitions").iloc[0])
    assert "1,000 permutations of cases, seed 0" in row["method"]


def test_segments_of_few_cases_and_filtered_ones_are_left_out() -> None:
    ways = ["ab"] * 15 + ["ac"] * 15 + ["abc"] * 3
    journey = joined(ways, ["p"] * 15 + ["w"] * 15 + ["few"] * 3, min_n=10)
    row = journey.omnibus("on", of="transitions", draws=99).iloc[0]
    assert (row["segments"], row["n"]) == (2, 30)
    assert "without 1 segment" in row["method"]
    journey.filter(on=["p"])
    with pytest.raises(cjm.CjmError, match="fewer than two segments of enough cases under the filters"):
        journey.omnibus("on", of="transitions")


def test_refusals_say_what_is_taken(tmp_path: object) -> None:
    journey = joined(WAYS, ["p"] * 5 + ["w"] * 5)
    with pytest.raises(cjm.CjmError, match="neither measure= nor test="):
        journey.omnibus("on", of="transitions", measure="mean")
    with pytest.raises(cjm.CjmError, match="nor adjust="):
        journey.omnibus("on", of="transitions", adjust="bh")
    with pytest.raises(cjm.CjmError, match="go with of='transitions'"):
        journey.omnibus("on", seed=3)
    with pytest.raises(cjm.CjmError, match="at least 99, not 5"):
        journey.omnibus("on", of="transitions", draws=5)
    with pytest.raises(cjm.CjmError, match="whole number from 0"):
        journey.omnibus("on", of="transitions", seed=-1)
    with pytest.raises(cjm.CjmError, match="did you mean 'on'"):
        journey.omnibus("onn", of="transitions")
    with pytest.raises(cjm.CjmError, match="no events are joined"):
        cjm.Journey(["a"]).omnibus("on", of="transitions")


def test_a_file_without_its_events_says_that_they_are_needed(tmp_path: object) -> None:
    path = f"{tmp_path}/map.cjm.json"
    joined(WAYS, ["p"] * 5 + ["w"] * 5).save(path)
    with pytest.raises(cjm.CjmError, match="not at hand: join them in this session"):
        cjm.read(path).omnibus("on", of="transitions")
