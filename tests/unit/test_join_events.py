"""Events on a map: every number against the same one computed case by case, and against published ones."""

from __future__ import annotations

import math
from itertools import groupby, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.statistics.intervals import wilson_interval
from tests.unit.rows.engines import ENGINES, hold, spark
from tests.unit.shared_files import shared
from tests.unit.statistics.test_survival import trial

__all__ = ["hold", "spark"]

STAGES = ["browse", "cart", "pay"]
COLUMNS = {"case": "who", "activity": "what", "time": "at"}


def log_of(cases: dict[str, str], start: str = "2026-01-01 10:00", **columns: list) -> pd.DataFrame:
    """A log of one event a minute; a case is a text of first letters of stages, ``x`` is none of them."""
    names = {name[0]: name for name in STAGES} | {"x": "elsewhere"}
    rows = [(who, names[letter]) for who, letters in cases.items() for letter in letters]
    log = pd.DataFrame(rows, columns=["who", "what"])
    return log.assign(at=pd.date_range(start, periods=len(log), freq="min"), **columns)


def joined(log, stages=STAGES, **options) -> cjm.Journey:
    journey = cjm.Journey(stages)
    journey.join_events(log, **COLUMNS | {"min_n": 1} | options)
    return journey


# --- against computations case by case


def visits(letters: str) -> list[str]:
    names = {name[0]: name for name in STAGES}
    return [stage for stage, _ in groupby(names[letter] for letter in letters if letter in names)]


def chain(path: list[str], stages: list[str], *, direct: bool) -> int:
    """How many of the first of these stages a path comes to, one after the other."""
    if direct:
        return max((run(path[at:], stages) for at in range(len(path) + 1)), default=0)
    reached = 0
    for stage in path:
        reached += reached < len(stages) and stage == stages[reached]
    return reached


def run(path: list[str], stages: list[str]) -> int:
    return next((at for at, stage in enumerate(path) if stages[at : at + 1] != [stage]), len(path))


logs = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2), st.text("bcpx", min_size=1), min_size=1
).filter(lambda cases: any(visits(letters) for letters in cases.values()))


@settings(max_examples=60, deadline=None)
@given(logs)
def test_funnels_transitions_and_paths_are_those_counted_case_by_case(cases):
    journey = joined(log_of(cases))
    paths = [visits(letters) for letters in cases.values()]
    n = [sum(stage in path for path in paths) for stage in STAGES]
    assert journey.funnel()["n"].tolist() == n
    visited = [stage for stage in STAGES if any(stage in path for path in paths)]
    for order, direct in (("ordered", False), ("strict", True)):
        depth = [chain(path, visited, direct=direct) for path in paths]
        expected = [sum(each > place for each in depth) for place in range(len(visited))]
        funnel = journey.funnel(order=order).set_index("stage").loc[visited]
        assert funnel["n"].tolist() == expected
        assert funnel["dropped"].tolist()[1:] == [before - own for before, own in pairwise(expected)]
    moves: dict[tuple[str, str], set[int]] = {}
    for case, path in enumerate(paths):
        for pair in pairwise(["START", *path, "END"] if path else []):
            moves.setdefault(pair, set()).add(case)
    found = {(row["from"], row["to"]): row["cases"] for _, row in journey.transitions().iterrows()}
    assert found == {pair: len(who) for pair, who in moves.items()}
    counted = pd.Series([tuple(path) for path in paths]).value_counts().to_dict()
    assert dict(journey.paths(1000)[["path", "cases"]].itertuples(index=False)) == counted


@settings(max_examples=40, deadline=None)
@given(logs)
def test_steps_are_shares_of_those_who_came_to_the_step_before(cases):
    funnel, paths = joined(log_of(cases)).funnel(), [visits(letters) for letters in cases.values()]
    funnel = funnel[funnel["n"] > 0].set_index("stage")
    for stage, following in pairwise(funnel.index):
        before = [path for path in paths if stage in path]
        both = sum(following in path for path in before)
        assert funnel["dropped"][following] == len(before) - both
        assert funnel["step_share"][following] == pytest.approx(both / len(before))


def test_a_stage_that_no_event_is_at_is_no_step():
    journey = joined(log_of({"a": "bp", "b": "b"}))
    funnel = journey.funnel(order="ordered").set_index("stage")
    assert funnel["n"].to_dict() == {"browse": 2, "cart": 0, "pay": 1}
    assert funnel["method"]["cart"].startswith("not asked")
    assert funnel["step_share"]["pay"] == 0.5
    assert math.isnan(funnel["share"]["cart"])
    reached = journey.measures.query("measure == 'reached'").set_index("stage")
    assert reached["n"].to_dict() == {"browse": 2, "cart": 0, "pay": 2}
    assert math.isnan(reached["value"]["cart"])


def test_within_a_segment_nobody_may_come_to_a_stage():
    log = log_of({"a": "bp", "b": "bc"}, site=["A", "A", "B", "B"])
    funnel = joined(log, by="site").funnel_by("site").set_index(["segment", "stage"])
    assert funnel["share"]["A", "cart"] == 0
    assert funnel["dropped"]["A", "cart"] == 1


@settings(max_examples=40, deadline=None)
@given(logs)
def test_counts_in_a_file_give_the_same_frames(cases):
    import tempfile
    from pathlib import Path

    journey = joined(log_of(cases), min_n=2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.cjm.json"
        journey.save(path)
        again = cjm.read(path)
    for verb in ("funnel", "transitions", "time_in_stage", "exits", "paths"):
        pd.testing.assert_frame_equal(getattr(again, verb)(), getattr(journey, verb)())


def test_intervals_are_wilsons():
    row = joined(log_of({str(who): "bc" if who < 9 else "b" for who in range(30)})).funnel().loc[1]
    low, high = wilson_interval(np.array(0.3), np.array(30.0), 0.95)
    assert (row["share"], row["low"], row["high"]) == pytest.approx((0.3, float(low), float(high)))


# --- against published numbers


def test_the_shop_of_clicks_has_its_funnels():
    path = shared("data/clickstream_synthetic.csv.gz")
    journey = cjm.Journey(["cart", "shipping_details", "purchase"])
    with pytest.warns(cjm.CjmWarning, match="add_to_cart"):
        journey.join_events(path, case="session_id", activity="event", time="timestamp", by="platform")
    assert journey.funnel(order="ordered")["n"].tolist() == [1022, 512, 173]
    assert journey.funnel()["n"].tolist() == [1022, 798, 470]
    by = journey.funnel_by("platform").groupby("stage", sort=False)["n"].sum()
    assert by.tolist() == [1022, 798, 470]


PATIENTS = [
    ("John Doe", "check-in", 1494405206, 1494405206),
    ("John Doe", "surgery", 1494405501, 1494408319),
    ("John Doe", "treatment", 1494410485, 1494412518),
    ("John Doe", "surgery", 1494412895, 1494414356),
    ("John Doe", "surgery", 1494415439, 1494416533),
    ("John Doe", "check-out", 1494514356, 1494514356),
    ("Jane Doe", "check-in", 1494496426, 1494496426),
    ("Jane Doe", "surgery", 1494497784, 1494498861),
    ("Jane Doe", "treatment", 1494499051, 1494502579),
    ("Jane Doe", "treatment", 1494509068, 1494509934),
    ("Jane Doe", "check-out", 1494585981, 1494585981),
    ("George Doe", "register", 1494579143, 1494579143),
]
"""The three patients that edeaR, a package for R, is tested on; begin and end in seconds since 1970."""


def patients() -> cjm.Journey:
    log = pd.DataFrame(PATIENTS, columns=["who", "what", "at", "until"])
    log = log.assign(at=pd.to_datetime(log["at"], unit="s"), until=pd.to_datetime(log["until"], unit="s"))
    journey = cjm.Journey(["register", "check-in", "surgery", "treatment", "check-out"])
    journey.join_events(log, **COLUMNS, end="until", min_n=1)
    return journey


def test_throughput_times_are_those_of_edear():
    row = patients().time_between("START", "END").iloc[0]
    each = [1819.16667, 1492.58333, 0.0]
    assert (row["n"], row["open"]) == (3, 0)
    assert row["mean"] == pytest.approx(1103.916667)
    assert row["median"] == pytest.approx(sorted(each)[1], abs=1e-5)
    assert [row["q1"], row["q3"]] == pytest.approx([0.0, each[0]], abs=1e-5)


def test_paths_through_a_hospital():
    paths = patients().paths()
    assert ("register",) in [*paths["path"]]
    assert ("check-in", "surgery", "treatment", "check-out") in [*paths["path"]]
    assert paths["cases"].tolist() == [1, 1, 1]


TRACES = {"rtxdo": 258, "rtbmdo": 234, "rt": 2, "rtbmd": 2, "rtx": 2, "rtb": 1, "rtxd": 1}
"""The seven ways of 500 patients in the log that bupaR's pages describe, by letters of what was done."""
HANDLING = {
    "r": "Registration", "t": "Triage and Assessment", "b": "Blood test", "m": "MRI SCAN",
    "x": "X-Ray", "d": "Discuss Results", "o": "Check-out",
}  # fmt: skip


@pytest.mark.parametrize(("min_n", "shown"), [(1, 7), (10, 1)])
def test_the_patients_of_bupar_are_counted_as_on_its_pages(min_n: int, shown: int) -> None:
    ways = [way for way, n in TRACES.items() for _ in range(n)]
    rows = [(f"patient {at}", HANDLING[letter]) for at, way in enumerate(ways) for letter in way]
    log = pd.DataFrame(rows, columns=["who", "what"]).assign(
        at=pd.date_range("2017-01-02", periods=len(rows), freq="min")
    )
    journey = cjm.Journey(list(HANDLING.values()))
    source = journey.join_events(log, **COLUMNS, min_n=min_n)
    events = source.reconciliation.set_index("given")["rows"]
    assert (len(ways), events["Registration"], events["Check-out"], events["X-Ray"]) == (500, 500, 492, 261)
    # With both large ways shown, those of the other eight patients together would be known.
    assert len(journey.paths()) == shown


# --- times


def test_minutes_until_the_next_stage_with_those_who_wait():
    log = log_of({"a": "bc", "b": "bxc", "c": "b", "d": "bcp"})
    row = joined(log).time_in_stage().iloc[0]
    # Last event at 10:08: a goes on after 1, b after 2, c had waited for 3 of them, d goes on after 1.
    assert (row["n"], row["open"]) == (4, 1)
    assert row["median"] == 1.5
    assert math.isnan(row["mean"])


@pytest.mark.parametrize(
    ("interval", "expected"),
    [("log-log", (310, 284, 361)), ("log", (310, 285, 363)), ("plain", (310, 284, 361))],
)
def test_the_median_time_with_open_cases_is_that_of_r(interval, expected):
    """Patients of the lung trial, a minute for a day: those who were last seen alive are open."""
    days, died = trial()[:, 0], trial()[:, 1] == 1
    end = pd.Timestamp("2026-01-01")
    at = end - pd.to_timedelta(days, unit="min")
    here = pd.DataFrame({"who": range(len(days)), "what": "browse", "at": at})
    gone = pd.DataFrame({"who": np.flatnonzero(died), "what": "cart", "at": end})
    journey = joined(pd.concat([here, gone]))
    options = {} if interval == "log-log" else {"interval": interval}
    for row in (
        journey.time_in_stage(**options).iloc[0],
        journey.time_between("browse", "cart", **options).iloc[0],
    ):
        assert (row["n"], row["open"]) == (228, 63)
        assert (row["median"], row["low"], row["high"]) == expected
        assert f"Kaplan-Meier, {interval} 95 %" in row["method"]
    with pytest.raises(cjm.CjmError, match="did you mean 'log-log'"):
        journey.time_in_stage(interval="loglog")


def test_ends_of_events_are_ends_of_visits():
    log = log_of({"a": "bbc"}).assign(
        end=pd.to_datetime(["2026-01-01 10:00:30", "2026-01-01 10:01:30", None])
    )
    times = joined(log, end="end").time_in_stage()
    assert times["median"].tolist()[0] == 1.5
    assert times["open"].tolist() == [0, 1, 0]


def test_a_session_ends_after_a_time_without_events():
    log = log_of({"a": "bb"}).assign(at=pd.to_datetime(["2026-01-01 23:50", "2026-01-02 00:10"]))
    assert joined(log).paths()["cases"].tolist() == [1]  # no cut at midnight
    sessions = joined(log, session="10min").paths()
    assert sessions["cases"].tolist() == [2]


def test_watching_ends_where_it_is_said_to():
    log = log_of({"a": "bc", "b": "b"})
    journey = joined(log, until="2026-01-01 10:00:30")
    assert journey.funnel()["n"].tolist() == [1, 0, 0]
    assert journey.time_in_stage()["open"][0] == 1


def test_events_of_one_time_are_in_the_order_of_rows_or_of_a_column():
    log = log_of({"a": "bc"}).assign(at=pd.Timestamp("2026-01-01"), rank=[2, 1])
    assert joined(log).paths()["path"].tolist() == [("browse", "cart")]
    assert joined(log, order="rank").paths()["path"].tolist() == [("cart", "browse")]
    assert "100.0% of events at the time of another" in joined(log).funnel()["method"][0]


def test_exits_count_those_who_may_still_go_on():
    cases = {f"a{who}": "bc" for who in range(6)} | {f"p{who}": "bp" for who in range(3)} | {"w": "b"}
    exits = joined(log_of(cases)).exits()
    browse = exits[exits["stage"] == "browse"].set_index("to")
    # One has waited for no time at all: nine of nine that are known went on.
    assert browse["share"].to_dict() == pytest.approx({"cart": 6 / 9, "pay": 3 / 9})
    assert browse["n"].tolist() == [10, 10]


# --- reading


def test_every_event_is_accounted_for():
    log = log_of({"a": "bbx", "b": "c"})
    log = pd.concat([log, log.iloc[[0]]], ignore_index=True)
    log.loc[len(log)] = [None, "pay", pd.Timestamp("2026-01-01")]
    log.loc[len(log)] = ["c", "pay", pd.NaT]
    journey = cjm.Journey(STAGES)
    source = journey.join_events(log, **COLUMNS, min_n=1)
    outcomes = source.reconciliation.groupby("outcome")["rows"].sum().to_dict()
    assert outcomes == {"matched": 3, "unmatched": 1, "duplicate": 1, "no case": 1, "no time": 1}
    assert source.reconciliation["rows"].sum() == len(log)


def test_a_case_called_na_is_a_case():
    assert joined(log_of({"NA": "bc", "nan": "b"})).funnel()["n"].tolist() == [2, 1, 0]


def test_patterns_find_stages():
    journey = cjm.Journey(["Shop"])
    journey.join_events(log_of({"a": "bc"}), **COLUMNS, stages={"c*": "Shop"}, match="glob", min_n=1)
    assert journey.funnel()["n"].tolist() == [1]


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_agree(engine, hold):
    log = log_of({"a": "bcp", "b": "bxb", "c": "cb", "d": "bc"}, site=["A"] * 6 + ["B"] * 4)
    expected = joined(log, by="site")
    journey = joined(hold(engine, log), by="site")
    for verb in ("funnel_by", "transitions_by", "time_in_stage_by", "paths_by"):
        pd.testing.assert_frame_equal(getattr(journey, verb)("site"), getattr(expected, verb)("site"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"time": "att"}, "did you mean 'at'"),
        ({"session": "soon"}, "30min"),
        ({"repeats": "all"}, "visit"),
        ({"until": "tomorrow"}, "until= is the time when watching ended, such as"),
        ({"until": "1990-01-01"}, "no event counts: 1 after until="),
        ({"order": "what"}, "order= is a column of numbers"),
        ({"measures": cjm.mean()}, "join_events takes"),
        ({"by": "nowhere"}, "nowhere"),
        ({"stages": {"browse": "Brows"}}, "browse"),
    ],
)
def test_a_refusal_names_what_is_wrong_and_changes_nothing(change, words):
    journey = cjm.Journey(STAGES)
    before = journey.document
    with pytest.raises(cjm.CjmError, match=words):
        journey.join_events(log_of({"a": "b"}), **COLUMNS | change)
    assert journey.document is before


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (["2026-01-01 10:00", "2026-01-01T10:00:00Z"], "with a zone"),
        (["2026-01-01 10:00", "noon"], "no time, the first of 1 in row 2"),
        ([1.0, 2.0], "numbers, not times"),
    ],
)
def test_times_that_cannot_be_compared_are_refused(times, words):
    with pytest.raises(cjm.CjmError, match=words):
        joined(log_of({"a": "bc"}).assign(at=times))


def test_times_with_a_zone_are_moments():
    log = log_of({"a": "bc"}).assign(at=["2026-01-01T12:00:00+02:00", "2026-01-01T09:00:00-02:00"])
    assert joined(log).time_in_stage()["median"][0] == 60


def test_without_events_the_verbs_say_how_to_join_them():
    with pytest.raises(cjm.CjmError, match="join_events"):
        cjm.Journey(STAGES).funnel()


def test_a_file_whose_stages_were_moved_needs_its_events(tmp_path):
    journey = joined(log_of({"a": "bcp"}))
    journey.save(tmp_path / "map.cjm.json")
    journey.move_stage("pay", before="browse")
    assert journey.funnel(order="ordered")["n"].tolist() == [1, 0, 0]  # counted again
    again = cjm.read(tmp_path / "map.cjm.json")
    again.move_stage("pay", before="browse")
    with pytest.raises(cjm.CjmError, match="join its events"):
        again.funnel()


# --- few cases


def test_numbers_of_few_are_withheld_everywhere():
    cases = {f"a{who}": "bc" for who in range(12)} | {f"z{who}": "bp" for who in range(3)}
    log = log_of(cases, site=["A"] * 24 + ["B"] * 6)
    journey = joined(log, by="site", min_n=5)
    assert journey.paths()["path"].tolist() == [("browse", "cart")] or journey.paths().empty
    by = journey.funnel_by("site")
    assert by["n"].isna().all()  # with A told, B would follow from all
    assert by["method"].str.startswith("withheld").all()


def test_filters_hold_for_events():
    log = log_of({f"{letters}{who}": letters for letters in ("bc", "bp") for who in range(12)})
    log = log.assign(site=["A"] * 24 + ["B"] * 24)
    journey = joined(log, by="site", min_n=10)
    journey.filter(site="A")
    assert journey.funnel()["n"].tolist() == [12, 12, 0]
    assert journey.transitions()["cases"].tolist() == [12, 12, 12]


def test_two_platforms_are_compared_by_the_log_rank_test():
    log = log_of({f"a{who}": "b" + "x" * (who % 5) + "c" for who in range(40)})
    slow = log_of({f"b{who}": "b" + "x" * (who % 9) + "c" for who in range(40)}, start="2026-02-01")
    journey = joined(pd.concat([log.assign(site="A"), slow.assign(site="B")]), by="site", min_n=10)
    row = journey.compare("site", measure="time_in_stage").iloc[0]
    assert (row["test"], row["value_a"] < row["value_b"]) == ("log-rank", True)
    assert 0 < row["p"] < 0.05


def test_a_log_without_events_says_so_whatever_its_empty_columns_are():
    log = pd.DataFrame({"who": [], "what": [], "at": []})  # floats, as pandas makes of nothing
    with pytest.raises(cjm.CjmError, match="there are no events: nothing to count"):
        cjm.Journey(["Browse"]).join_events(log, case="who", activity="what", time="at")
    log = pd.DataFrame({"who": [1, 2], "what": "Browse", "at": [np.nan, np.nan]})
    with pytest.raises(cjm.CjmError, match="no event counts: 2 no time"):
        cjm.Journey(["Browse"]).join_events(log, case="who", activity="what", time="at")
