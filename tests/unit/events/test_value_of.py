"""What stages and channels are worth for an outcome, and what paths come to."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.statistics.attribution import removal_effects, touch_credits
from tests.unit.events.logs import COLUMNS, joined, log_of

CHANNELS = ["C1", "C2", "C3"]


def channels(**options) -> cjm.Journey:
    """C1 > C2 > C3 has the outcome; C1 and C2 > C3 have not."""
    log = pd.DataFrame({"who": [1, 1, 1, 2, 3, 3], "what": ["C1", "C2", "C3", "C1", "C2", "C3"]})
    log = log.assign(
        at=pd.date_range("2026-01-01", periods=6), sold=[0, 0, 1, 0, 0, 0], worth=[0, 0, 90.0, None, 0, 0]
    )
    return joined(log, CHANNELS, outcome="sold", value="worth", **options)


def test_removal_effects_are_the_published_ones():
    frame = channels().value_of().set_index("touch")
    assert frame["effect"].to_dict() == pytest.approx({"C1": 0.5, "C2": 1, "C3": 1})
    assert frame["share"].to_dict() == pytest.approx({"C1": 0.2, "C2": 0.4, "C3": 0.4})
    assert frame["outcomes"].sum() == pytest.approx(1)
    assert frame["value"].to_dict() == pytest.approx({"C1": 18, "C2": 36, "C3": 36})
    assert frame["n"].tolist() == [2, 2, 2]


@pytest.mark.parametrize(
    ("rule", "shares"),
    [
        ("first", [1, 0, 0]),
        ("last", [0, 0, 1]),
        ("linear", [1 / 3] * 3),
        ("position", [0.4, 0.2, 0.4]),
    ],
)
def test_rules_look_at_cases_with_the_outcome(rule, shares):
    frame = channels().value_of(rule=rule)
    assert frame["share"].tolist() == pytest.approx(shares)
    assert frame["effect"].isna().all()


def share_of_walks(moves: np.ndarray, won: np.ndarray, lost: np.ndarray, without: int | None) -> float:
    """How many come to the outcome, by following all of them through many steps."""
    leaving = moves.sum(axis=1) + won + lost
    there = np.zeros(len(won))
    there[-1] = 1
    reached = 0.0
    for _ in range(4000):
        parts = np.divide(there, leaving, out=np.zeros(len(won)), where=leaving > 0)
        reached += float(parts @ won)
        there = np.append(parts @ moves, 0.0)
        if without is not None:
            there[without] = 0
    return reached


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.booleans()), min_size=1))
def test_removal_effects_are_those_of_following_the_chain(cases):
    moves, won, lost = np.zeros((5, 4)), np.zeros(5), np.zeros(5)
    for touches, has in cases:
        for before, own in zip([4, *touches], touches, strict=False):
            moves[before, own] += 1
        (won if has else lost)[touches[-1]] += 1
    used = np.flatnonzero(moves.sum(axis=0))
    rows = np.append(used, 4)
    removal = removal_effects(moves[np.ix_(rows, used)], won[rows], lost[rows])
    whole = share_of_walks(moves, won, lost, None)
    assert removal.outcome == pytest.approx(whole, abs=1e-6)
    if whole > 1e-9:
        expected = [1 - share_of_walks(moves, won, lost, int(one)) / whole for one in used]
        assert removal.effect.tolist() == pytest.approx(expected, abs=1e-5)


@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=6), min_size=1, max_size=8))
@settings(deadline=None)
def test_every_rule_gives_each_case_away_once(cases):
    length = np.array([len(case) for case in cases])
    touch = np.array([one for case in cases for one in case])
    for rule in ("first", "last", "linear", "position"):
        credit = touch_credits(rule, touch, np.cumsum(length) - length, length, np.ones(len(cases)), 4)
        assert credit.sum() == pytest.approx(len(cases))


def test_coming_to_a_stage_is_an_outcome_and_no_touch():
    journey = joined(log_of({"a": "bcp", "b": "bp", "c": "c", "d": "bpcp"}))
    frame = journey.value_of("pay", rule="linear")
    assert frame["touch"].tolist() == ["browse", "cart"]
    assert frame["outcomes"].tolist() == pytest.approx([2.5, 0.5])
    assert frame["n"].tolist() == [3, 2]


def test_channels_are_the_values_of_a_column():
    log = log_of({"a": "bcp", "b": "bp", "c": "cb"}, via=["ad", "mail", "mail", "ad", "ad", "mail", "web"])
    frame = joined(log).value_of("pay", of="via", rule="first").set_index("touch")
    assert frame["outcomes"].to_dict() == {"ad": 2, "mail": 0, "web": 0}
    assert frame["n"].to_dict() == {"ad": 2, "mail": 2, "web": 1}
    with pytest.raises(cjm.CjmError, match="did you mean 'via'"):
        joined(log).value_of("pay", of="vai")


def test_intervals_hold_the_share_and_narrow_with_more_cases():
    few, many = (
        joined(
            log_of({f"{letters}{who}": letters for letters in ("bp", "bcp", "c", "cp") for who in range(n)})
        )
        for n in (5, 200)
    )
    widths = []
    for journey in (few, many):
        frame = journey.value_of("pay")
        assert ((frame["low"] <= frame["share"]) & (frame["share"] <= frame["high"])).all()
        widths.append(float((frame["high"] - frame["low"]).max()))
    assert widths[1] < widths[0] / 3


def test_touches_of_few_are_withheld_with_another_that_would_tell():
    cases = {f"a{who}": "bcp" for who in range(20)} | {f"z{who}": "xb" for who in range(20)}
    log = log_of(cases, via=[*("ad", "mail", "web") * 20, *("ad", "web") * 19, "tv", "web"])
    frame = joined(log, min_n=10).value_of("pay", of="via", rule="linear").set_index("touch")
    assert frame["share"].isna()["other (withheld)"]
    assert frame["share"].isna().sum() == 2  # of one alone the share is the rest
    assert frame["method"]["other (withheld)"].startswith("withheld")
    assert "tv" not in frame.index


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda journey: journey.value_of(), "has no outcome: name a stage"),
        (lambda journey: journey.value_of("Pai"), "did you mean 'pay'"),
        (lambda journey: journey.value_of("pay", rule="shapley"), "markov"),
    ],
)
def test_what_cannot_be_attributed_is_refused(call, words):
    with pytest.raises(cjm.CjmError, match=words):
        call(joined(log_of({"a": "bcp"})))


def test_a_file_alone_attributes_nothing(tmp_path):
    joined(log_of({"a": "bcp"})).save(tmp_path / "map.cjm.json")
    with pytest.raises(cjm.CjmError, match="not at hand"):
        cjm.read(tmp_path / "map.cjm.json").value_of("pay")


# --- columns of outcomes and values


@pytest.mark.parametrize(
    ("sold", "won"), [([True, False, False], 1), (["yes", None, "No"], 1), ([1.0, 0, 1], 2)]
)
def test_outcomes_are_true_yes_or_one(sold, won):
    log = log_of({"a": "b", "b": "b", "c": "b"}).assign(sold=sold)
    assert joined(log, outcome="sold").paths()["outcome"].tolist() == pytest.approx([won / 3])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"outcome": "what"}, r"outcome= is a column of yes and no, and 'what' has 2 other values"),
        ({"value": "what"}, r"value= is a column of numbers, and 'what' has none in 2 of 2 events"),
        ({"outcome": "sould"}, "did you mean 'sold'"),
        ({"value": "sould"}, "did you mean 'sold'"),
    ],
)
def test_columns_that_hold_something_else_are_refused(options, words):
    with pytest.raises(cjm.CjmError, match=words):
        joined(log_of({"a": "bc"}).assign(sold=1), **options)


def test_paths_have_outcome_time_and_value(tmp_path):
    log = log_of({"a": "bcp", "b": "bxp", "c": "bcp"}).assign(
        sold=[0, 0, 1, 0, 0, 0, 0, 0, 0], worth=[1, None, 5, 2, 0, 0, 4, 0, 0]
    )
    journey = joined(log, outcome="sold", value="worth")
    journey.save(tmp_path / "map.cjm.json")
    for own in (journey, cjm.read(tmp_path / "map.cjm.json")):
        paths = own.paths().set_index("path")
        assert paths["outcome"].to_dict() == {("browse", "cart", "pay"): 0.5, ("browse", "pay"): 0}
        assert paths["minutes"].to_dict() == {("browse", "cart", "pay"): 2, ("browse", "pay"): 2}
        assert paths["value"].to_dict() == {("browse", "cart", "pay"): 5, ("browse", "pay"): 2}


def test_without_a_column_the_last_stage_is_the_outcome():
    paths = joined(log_of({"a": "bp", "b": "b"})).paths().set_index("path")
    assert paths["outcome"].to_dict() == {("browse", "pay"): 1, ("browse",): 0}
    assert math.isnan(paths["value"].iloc[0])


CASES = {"a": "b", "b": "bc", "c": "bcp", "d": "cp", "e": "bpcp"}


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("browse > cart > *", {"b", "bc"} - {"b"} | {"bcp"}),
        ("* > pay", {"bcp", "cp", "bpcp"}),
        ("browse > ?", {"bc"}),
        ("*", {*CASES.values()}),
        ("* > cart > *", {"bc", "bcp", "cp", "bpcp"}),
        ("browse>*>pay", {"bcp", "bpcp"}),
        ("pay", set()),
    ],
)
def test_patterns_choose_paths(pattern, found):
    paths = joined(log_of(CASES)).paths(pattern=pattern)
    assert {"".join(stage[0] for stage in path) for path in paths["path"]} == found
    assert (paths["share"] == 0.2).all()


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("browse > crat", "did you mean 'cart'"), ("browse > > pay", "empty part"), (7, "pattern")],
)
def test_patterns_of_nothing_are_refused(pattern, words):
    with pytest.raises(cjm.CjmError, match=words):
        joined(log_of(CASES)).paths(pattern=pattern)


def test_segments_have_paths_of_their_own():
    log = log_of({"a": "bp", "b": "bp", "c": "b"}, site=["A", "A", "B", "B", "B"]).assign(
        sold=[0, 1, 0, 0, 0]
    )
    by = joined(log, by="site", outcome="sold").paths_by("site", pattern="browse > pay")
    assert by[["segment", "cases", "outcome"]].to_numpy().tolist() == [["A", 1, 1.0], ["B", 1, 0.0]]


def test_the_outcome_of_a_join_counts_over_all_events_of_a_case():
    log = log_of({"a": "bx"}).assign(sold=[0, 1])
    journey = cjm.Journey(["browse"])
    journey.join_events(log, **COLUMNS, outcome="sold", min_n=1)
    assert journey.paths()["outcome"].tolist() == [1]
