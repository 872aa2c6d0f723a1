"""How cases follow the drawn journey, against the definitions tried path by path."""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.statistics.alignment import Sequences, fitness
from cjm_widgets.statistics.intervals import t_interval, wilson_interval
from tests.unit.events.logs import STAGES, joined, log_of, logs, visits

KINDS = ["follows", "fitness", "skipped", "repeated", "out of order", "undrawn"]


def values(journey: cjm.Journey) -> dict[str, float]:
    return journey.conformance().set_index("measure")["value"].to_dict()


# --- alignments


def lcs(a: list[int], b: list[int]) -> int:
    @lru_cache(None)
    def longest(i: int, j: int) -> int:
        if i == len(a) or j == len(b):
            return 0
        if a[i] == b[j]:
            return 1 + longest(i + 1, j + 1)
        return max(longest(i + 1, j), longest(i, j + 1))

    return longest(0, 0)


def least_cost(moves: np.ndarray, path: list[int]) -> float:
    """The cheapest alignment by Dijkstra's algorithm over (events read, drawn step)."""
    size = len(moves) - 1
    distance, queue = {(0, size): 0}, deque([(0, size)])
    best = float("inf")
    while queue:
        at, step = state = queue.popleft()
        cost = distance[state]
        if at == len(path) and moves[step, size]:
            best = min(best, cost)
        following = [((at, other), cost + 1) for other in np.flatnonzero(moves[step, :size]).tolist()]
        if at < len(path):
            following.append(((at + 1, step), cost + 1))
            if moves[step, path[at]]:
                following.append(((at + 1, path[at]), cost))
        for other, own in following:
            if own < distance.get(other, float("inf")):
                distance[other] = own
                queue.append(other)
    return best


def sequences(paths: list[list[int]]) -> Sequences:
    length = np.array([len(path) for path in paths])
    return Sequences(
        np.array([one for path in paths for one in path], int), np.cumsum(length) - length, length
    )


some_paths = st.lists(st.lists(st.integers(0, 3), max_size=9), min_size=1, max_size=6)


@settings(max_examples=100, deadline=None)
@given(some_paths)
def test_on_a_line_fitness_is_that_of_the_longest_common_subsequence(paths):
    line = np.roll(np.eye(5, dtype=bool), 1, axis=1)
    expected = [2 * lcs(path, [0, 1, 2, 3]) / (len(path) + 4) for path in paths]
    assert fitness(line, sequences(paths)).tolist() == pytest.approx(expected)


@settings(max_examples=100, deadline=None)
@given(some_paths, st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4))))
def test_with_branches_fitness_is_that_of_the_cheapest_alignment(paths, links):
    moves = np.roll(np.eye(5, dtype=bool), 1, axis=1)
    for start, end in links - {(4, 4)}:
        moves[start, end] = True
    shortest = least_cost(moves, [])
    expected = [1 - least_cost(moves, path) / (len(path) + shortest) for path in paths]
    assert fitness(moves, sequences(paths)).tolist() == pytest.approx(expected)


# --- the frame


@settings(max_examples=50, deadline=None)
@given(logs)
def test_numbers_are_those_counted_case_by_case(cases):
    paths = [visits(letters) for letters in cases.values()]
    line = [stage for stage in STAGES if any(stage in path for path in paths)]
    drawn = {*pairwise(line)}

    def back(path: list[str], again: bool) -> bool:
        return any(
            pair not in drawn
            and (path[at + 1] in path[: at + 1]) == again
            and (again or line.index(pair[1]) < line.index(pair[0]))
            for at, pair in enumerate(pairwise(path))
        )

    expected = {
        "follows": [path == line for path in paths],
        "fitness": [2 * lcs(path, line) / (len(path) + len(line)) for path in paths],
        "skipped": [{*path} < {*line} or [path[0], path[-1]] != [line[0], line[-1]] for path in paths],
        "repeated": [back(path, True) for path in paths],
        "out of order": [back(path, False) for path in paths],
        "undrawn": [not {*pairwise(path)} <= drawn for path in paths],
    }
    frame = joined(log_of(cases)).conformance()
    assert frame["measure"].tolist() == KINDS
    assert frame["n"].tolist() == [len(paths)] * 6
    assert frame["value"].tolist() == pytest.approx([float(np.mean(expected[kind])) for kind in KINDS])


def test_intervals_are_wilsons_and_students():
    cases = {f"a{who}": "bcp" for who in range(30)} | {f"z{who}": "bp" for who in range(10)}
    frame = joined(log_of(cases)).conformance().set_index("measure")
    low, high = wilson_interval(np.array(0.75), np.array(40.0), 0.95)
    assert frame.loc["follows", ["value", "low", "high"]].tolist() == pytest.approx([0.75, low, high])
    fit = np.array([1.0] * 30 + [0.8] * 10)
    error = fit.std(ddof=1) / np.sqrt(40)
    low, high = t_interval(fit.mean(), error, np.array(39), 0.95)
    assert frame.loc["fitness", ["value", "low", "high"]].tolist() == pytest.approx([0.95, low, high])
    assert "2 LCS / (a + b)" in frame["method"]["fitness"]


def test_links_draw_loops_branches_and_ways_out():
    journey = joined(log_of({"a": "bcp", "b": "bp", "c": "bcbcp", "d": "bc"}))
    assert values(journey)["follows"] == 0.25
    journey.link("browse", "pay")
    assert values(journey)["follows"] == 0.5
    journey.link("cart", "browse")
    assert values(journey)["follows"] == 0.75
    journey.link("cart", None, kind="open")
    assert values(journey) == pytest.approx(dict(zip(KINDS, [1, 1, 0, 0, 0, 0], strict=True)))
    assert "alignment cost" in journey.conformance()["method"][1]
    journey.undo()
    assert values(journey)["follows"] == 0.75


def test_the_steps_of_each_deviation_are_named():
    cases = {"a": "bp", "b": "bp", "c": "bpc", "d": "bcbcp", "e": "b"}
    steps = joined(log_of(cases)).conformance().set_index("measure")["steps"]
    assert steps["skipped"] == ("cart", "pay")
    assert steps["repeated"] == ("browse",)
    assert steps["out of order"] == ("cart",)
    assert steps["undrawn"] == ("browse > pay", "cart > browse", "pay > cart")


def test_by_segments_and_from_the_file(tmp_path):
    cases = {f"a{who}": "bcp" for who in range(12)} | {f"z{who}": "bp" for who in range(12)}
    log = log_of(cases, site=["A"] * 36 + ["B"] * 24)
    journey = joined(log, by="site", min_n=10)
    journey.save(tmp_path / "map.cjm.json")
    for own in (journey, cjm.read(tmp_path / "map.cjm.json")):
        by = own.conformance_by("site").set_index(["segment", "measure"])["value"]
        assert (by["A", "follows"], by["B", "follows"], by["B", "fitness"]) == pytest.approx((1, 0, 0.8))
        own.filter(site="B")
        assert values(own)["follows"] == 0
        own.filter()


def test_a_file_drawn_otherwise_tells_of_the_paths_that_it_has(tmp_path):
    cases = {f"a{who}": "bcp" for who in range(12)} | {f"z{who}": "bp" for who in range(12)}
    cases |= {f"y{who}": "cpbc"[who:] for who in range(3)} | {
        f"w{who}": "pcb" * (who + 2) for who in range(13)
    }
    journey = joined(log_of(cases), min_n=10)
    journey.save(tmp_path / "map.cjm.json")
    again = cjm.read(tmp_path / "map.cjm.json")
    pd.testing.assert_frame_equal(again.conformance(), journey.conformance())
    again.link("browse", "pay")
    frame = again.conformance().set_index("measure")
    assert (frame["value"]["follows"], frame["n"]["follows"]) == (1, 24)
    assert "of the 60% of cases whose path the counts tell apart" in frame["method"]["follows"]
    journey.link("browse", "pay")
    assert journey.conformance()["n"].tolist() == [40] * 6  # counted again


def test_few_cases_are_withheld():
    frame = joined(log_of({"a": "bcp", "b": "bp"}), min_n=10).conformance()
    assert frame["value"].isna().all()
    assert frame["method"].str.startswith("withheld").all()


def test_a_stage_that_no_event_is_at_is_passed_by():
    assert values(joined(log_of({"a": "bp", "b": "bp"})))["follows"] == 1


# --- compared


def in_months(log: pd.DataFrame) -> pd.DataFrame:
    """The same cases, every second of them a month later and on another site."""
    later = log["who"].str[1:].astype(int) % 2 == 1
    return log.assign(
        at=log["at"] + pd.to_timedelta(31 * later, unit="D"), site=later.map({True: "B"}).fillna("A")
    )


def test_segments_and_waves_are_compared_as_two_proportions_are():
    """In the first month 30 of 40 follow the drawing, in the second 20 of 50; others go straight to pay."""
    each = {f"a{2 * who}": "bcp" if who < 30 else "bp" for who in range(40)}
    each |= {f"a{2 * who + 1}": "bcp" if who < 20 else "bp" for who in range(50)}
    journey = joined(in_months(log_of(each)), by="site", wave="at", every="month")
    z = stats.chi2_contingency([[30, 10], [20, 30]], correction=False).pvalue
    a, b = (stats.binomtest(n, of).proportion_ci(method="wilson") for n, of in ((30, 40), (20, 50)))
    low = 0.35 - np.hypot(0.75 - a.low, b.high - 0.4)
    frame = journey.compare("site", of="conformance").set_index("kind")
    assert frame.index.tolist() == [kind for kind in KINDS if kind != "fitness"]
    row = frame.loc["follows"]
    assert (row["n_a"], row["value_a"], row["n_b"], row["value_b"]) == (40, 0.75, 50, 0.4)
    assert [row["difference"], row["low"], row["p"]] == pytest.approx([0.35, low, z])
    assert frame.loc["skipped", "difference"] == pytest.approx(-0.35)
    change = journey.trend(of="conformance").set_index(["kind", "wave"]).loc[("follows", "2026-02")]
    assert [change["change"], change["change_high"], change["p"]] == pytest.approx([-0.35, -low, z])


def test_a_drawing_that_changed_is_compared_anew_or_refused(tmp_path):
    cases = {f"a{who}": "bcp" if who % 3 else "bp" for who in range(90)}
    journey = joined(in_months(log_of(cases)), by="site")
    journey.save(tmp_path / "map.cjm.json")
    journey.link("browse", "pay")
    assert journey.compare("site", of="conformance").set_index("kind")["value_a"]["follows"] == 1
    opened = cjm.read(tmp_path / "map.cjm.json")
    assert opened.compare("site", of="conformance").set_index("kind")["value_a"]["follows"] == 30 / 45
    opened.link("browse", "pay")
    with pytest.raises(cjm.CjmError, match="was counted: join its events in this session"):
        opened.compare("site", of="conformance")
