"""What cases did in several waves: the order of waves, changes and slopes, against scipy and by hand."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.counts.events import parts as event_parts
from tests.unit.events.logs import COLUMNS, STAGES

OF = ("funnel", "transitions", "paths", "conformance")


def waves_log(seed: int = 7, cases: int = 400, months: int = 3) -> pd.DataFrame:
    """Cases that begin in one of several months; later ones buy more often and wait longer."""
    random = np.random.default_rng(seed)
    rows = []
    for case in range(cases):
        month = int(random.integers(months))
        at = pd.Timestamp(2026, month + 1, int(random.integers(1, 28)), int(random.integers(24)))
        stages = ["browse"]
        if random.random() < 0.6 + 0.1 * month:
            stages.append("cart")
            if random.random() < 0.4 + 0.2 * month:
                stages.append("pay")
            elif random.random() < 0.3:
                stages.append("browse")
        for stage in stages:
            rows.append((f"c{case}", stage, at, f"Wave {9 + month}", "ab"[case % 2]))
            at += pd.Timedelta(minutes=int(random.integers(1, 30 + 20 * month)))
    return pd.DataFrame(rows, columns=["who", "what", "at", "round", "site"])


def journey_of(rows, **options) -> cjm.Journey:
    journey = cjm.Journey(STAGES)
    journey.join_events(rows, **COLUMNS | options)
    return journey


def cases_of(log: pd.DataFrame) -> pd.DataFrame:
    """A row a case: its month, and the stages it comes to in order."""
    ordered = log.sort_values(["who", "at"], kind="stable")
    grouped = ordered.groupby("who")
    return pd.DataFrame(
        {"month": grouped["at"].min().dt.strftime("%Y-%m"), "stages": grouped["what"].agg(tuple)}
    )


def newcombe(n_a: int, of_a: int, n_b: int, of_b: int) -> tuple[float, float]:
    """Newcombe's interval of a difference, from Wilson's intervals as scipy has them."""
    a, b = n_a / of_a, n_b / of_b
    one, other = (
        stats.binomtest(n, of).proportion_ci(method="wilson") for n, of in ((n_a, of_a), (n_b, of_b))
    )
    return (
        a - b - float(np.hypot(a - one.low, other.high - b)),
        a - b + float(np.hypot(one.high - a, b - other.low)),
    )


def holm(p: list[float]) -> list[float]:
    order, result, most = np.argsort(p), [0.0] * len(p), 0.0
    for place, at in enumerate(order):
        most = max(most, min(1.0, (len(p) - place) * p[at]))
        result[at] = most
    return result


def test_steps_of_the_funnel_change_as_two_proportions_do():
    log = waves_log()
    frame, cases = journey_of(log, wave="at", every="month").trend(of="funnel"), cases_of(log)
    months = ["2026-01", "2026-02", "2026-03"]
    assert frame["wave"].tolist() == months * 2
    tests = []
    for before, step in pairwise(STAGES):
        own = frame[frame["stage"] == step].set_index("wave")
        counts = {}
        for month in months:
            at = [{*stages} for stages in cases.loc[cases["month"] == month, "stages"]]
            counts[month] = (sum({before, step} <= one for one in at), sum(before in one for one in at))
            n, of = counts[month]
            assert (own.loc[month, "n"], own.loc[month, "value"]) == (of, pytest.approx(n / of))
        for earlier, later in pairwise(months):
            (n_a, of_a), (n_b, of_b) = counts[later], counts[earlier]
            row = own.loc[later]
            assert row["change"] == pytest.approx(n_a / of_a - n_b / of_b)
            assert (row["change_low"], row["change_high"]) == pytest.approx(newcombe(n_a, of_a, n_b, of_b))
            table = [[n_a, of_a - n_a], [n_b, of_b - n_b]]
            p = stats.chi2_contingency(table, correction=False).pvalue
            assert (row["p"], row["test"]) == (pytest.approx(p), "two-proportion z")
            tests.append(p)
        line = stats.linregress(range(3), [counts[month][0] / counts[month][1] for month in months])
        assert own["slope"].tolist() == pytest.approx([line.slope] * 3)
    assert frame["p_adjusted"].dropna().tolist() == pytest.approx(holm(tests))
    assert frame.attrs["family"] == "all steps and changes of a source and measure"


@pytest.mark.parametrize("months", [3, 4])
def test_the_slope_is_tested_as_a_trend_of_proportions(months: int):
    """The contrast of the waves over the error that it has where all shares are alike."""
    log = waves_log(months=months)
    row = journey_of(log, wave="at", every="month").trend("cart", of="funnel").iloc[0]
    cases = cases_of(log)
    score = cases["month"].str[-2:].astype(int).to_numpy() - 1
    bought = np.array(["cart" in one for one in cases["stages"]])
    n, doing = np.bincount(score), np.bincount(score, bought)
    waves = np.arange(months)
    weights = (waves - waves.mean()) / ((waves - waves.mean()) ** 2).sum()
    pooled = doing.sum() / n.sum()
    z = (weights * doing / n).sum() / np.sqrt(pooled * (1 - pooled) * (weights**2 / n).sum())
    assert row["slope_p"] == pytest.approx(2 * stats.norm.sf(abs(z)))


def test_transitions_change_as_fishers_test_says():
    log = waves_log()
    frame, cases = journey_of(log, wave="round").trend(of="transitions"), cases_of(log)
    cases["wave"] = log.groupby("who")["round"].first()
    assert frame["wave"].unique().tolist() == ["Wave 9", "Wave 10", "Wave 11"]
    tests = []
    for (start, end), own in frame.groupby(["from", "to"], sort=False):
        counts = []
        for wave in own["wave"]:
            here = [("START", *one, "END") for one in cases.loc[cases["wave"] == wave, "stages"]]
            counts.append(
                (sum((start, end) in {*pairwise(one)} for one in here), sum(start in one for one in here))
            )
        assert own["n"].tolist() == [of for _, of in counts]
        for place, ((n_b, of_b), (n_a, of_a)) in enumerate(pairwise(counts), 1):
            row = own.iloc[place]
            p = stats.fisher_exact([[n_a, of_a - n_a], [n_b, of_b - n_b]]).pvalue
            assert (row["p"], row["test"]) == (pytest.approx(p), "permutation of cases")
            tests.append(p)
    assert frame["p_adjusted"].dropna().tolist() == pytest.approx(holm(tests))


def test_transitions_of_few_cases_are_tested_by_every_permutation():
    doing = {"2026-01": [1, 0, 0, 0, 0], "2026-02": [1, 1, 1, 0]}
    rows = []
    for month, does in doing.items():
        for number, one in enumerate(does):
            start = pd.Timestamp(f"{month}-05")
            rows.append((f"{month}{number}", "browse", start))
            if one:
                rows.append((f"{month}{number}", "pay", start + pd.Timedelta(minutes=5)))
    log = pd.DataFrame(rows, columns=["who", "what", "at"])
    frame = journey_of(log, wave="at", every="month", min_n=1).trend("browse", of="transitions")
    everyone = [*doing["2026-01"], *doing["2026-02"]]
    chance = {}
    for later in combinations(range(9), 4):
        bought = sum(everyone[place] for place in later)
        chance[bought] = chance.get(bought, 0) + 1
    own = chance[3]
    p = sum(n for n in chance.values() if n <= own) / sum(chance.values())
    assert frame.loc[(frame["to"] == "pay") & (frame["wave"] == "2026-02"), "p"].item() == pytest.approx(p)


def test_times_at_a_stage_change_as_the_log_rank_test_says():
    log = waves_log()
    frame = journey_of(log, wave="at", every="month", min_n=1).trend("browse", measure="time_in_stage")
    until, months = log["at"].max(), ["2026-01", "2026-02", "2026-03"]
    samples = {month: ([], []) for month in months}
    for _, own in log.sort_values("at", kind="stable").groupby("who"):
        times = own["at"].tolist()
        ended, waiting = samples[times[0].strftime("%Y-%m")]
        minutes = ((times[1] if len(times) > 1 else until) - times[0]) / pd.Timedelta(minutes=1)
        (ended if len(times) > 1 else waiting).append(minutes)
    curves = [stats.CensoredData(uncensored=samples[month][0], right=samples[month][1]) for month in months]
    expected = [stats.logrank(b, a).pvalue for a, b in pairwise(curves)]
    assert frame["n"].tolist() == [len(ended) + len(waiting) for ended, waiting in samples.values()]
    assert frame["test"].tolist() == ["log-rank"] * 3
    assert frame["p"].tolist()[1:] == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("of", OF)
def test_waves_are_compared_as_their_changes_are(of):
    journey = journey_of(waves_log(), wave="at", every="month")
    trend, compared = journey.trend(of=of), journey.compare(wave=True, of=of)
    changes = trend[trend["change"].notna()].reset_index(drop=True)
    shown = compared[compared["difference"].notna()].reset_index(drop=True)
    for one, other in (
        ("change", "difference"),
        ("change_low", "low"),
        ("p", "p"),
        ("p_adjusted", "p_adjusted"),
    ):
        assert changes[one].tolist() == pytest.approx(shown[other].tolist(), nan_ok=True)
    two = journey.compare(wave=("2026-01", "2026-03"), of=of)
    assert {*two["segment_a"]} == {"2026-03"}
    assert {*two["segment_b"]} == {"2026-01"}


@pytest.mark.parametrize("engine", ["polars", "duckdb", "pyarrow", "parts"])
def test_every_engine_has_the_same_waves(engine, monkeypatch, tmp_path):
    log = waves_log()
    rows = {
        "polars": lambda: pytest.importorskip("polars").from_pandas(log),
        "duckdb": lambda: pytest.importorskip("duckdb").from_df(log),
        "pyarrow": lambda: pytest.importorskip("pyarrow").Table.from_pandas(log),
        "parts": lambda: pytest.importorskip("polars").from_pandas(log).lazy(),
    }[engine]()
    if engine == "parts":
        monkeypatch.setattr(event_parts, "EVENTS_OF_A_PART", 100)
    for options in ({"wave": "at", "every": "month"}, {"wave": "round", "by": "site"}):
        one, other = journey_of(log, **options), journey_of(rows, **options)
        for of in ("measures", *OF):
            pd.testing.assert_frame_equal(one.trend(of=of), other.trend(of=of))


@pytest.mark.parametrize("of", ["measures", *OF])
def test_a_file_has_the_same_waves(of, tmp_path):
    journey = journey_of(waves_log(), wave="round", by="site")
    journey.save(tmp_path / "map.cjm.json")
    opened = cjm.read(tmp_path / "map.cjm.json")
    pd.testing.assert_frame_equal(opened.trend(of=of), journey.trend(of=of))
    for one in (journey, opened):
        one.filter(site="a")
    pd.testing.assert_frame_equal(opened.trend(of=of), journey.trend(of=of))
    assert journey.trend(of="funnel")["n"].max() < 100


def test_waves_of_a_crossing_that_was_not_counted_are_counted_when_asked_for():
    log = waves_log().assign(day=lambda rows: rows["at"].dt.day % 5, hour=lambda rows: rows["at"].dt.hour % 3)
    with pytest.warns(cjm.CjmWarning, match="changes within"):
        journey = journey_of(log, wave="round", by=["site", "day", "hour"], min_n=1)
    journey.filter(site="a")
    few = log[log["site"] == "a"]
    expected = journey_of(few, wave="round", min_n=1).trend(of="funnel")
    assert journey.trend(of="funnel")["value"].tolist() == pytest.approx(expected["value"].tolist())


def test_a_small_wave_is_called_by_its_place():
    log = waves_log()
    month = log.groupby("who")["at"].transform("min").dt.month
    few = log.loc[month == 2, "who"].unique()[:5]
    log = log[(month != 2) | log["who"].isin(few)]
    frame = journey_of(log, wave="at", every="month").trend(of="funnel")
    assert frame["wave"].unique().tolist() == ["2026-01", "wave 2 (withheld)", "2026-03"]
    hidden = frame[frame["wave"] == "wave 2 (withheld)"]
    assert hidden["n"].isna().all()
    assert hidden["value"].isna().all()
    assert hidden["method"].str.startswith("withheld: fewer than 10 cases").all()
    assert frame["change"].isna().all()  # there is no wave beside another that is shown


def test_waves_have_the_order_that_is_stated():
    log = waves_log().assign(
        round=lambda rows: rows["round"].map({"Wave 9": "old", "Wave 10": "new", "Wave 11": "test"})
    )
    with pytest.raises(cjm.CjmError, match=r"order in time is not clear.*waves="):
        journey_of(log, wave="round")
    frame = journey_of(log, wave="round", waves=["old", "test", "new"]).trend(of="funnel")
    assert frame["wave"].unique().tolist() == ["old", "test", "new"]


def test_a_case_is_in_the_wave_in_which_it_begins():
    log = pd.DataFrame({"who": ["a", "a", "b"], "what": ["browse", "cart", "browse"]})
    log["at"] = pd.to_datetime(["2026-01-31 23:50", "2026-02-01 00:10", "2026-02-03 10:00"])
    frame = journey_of(log, wave="at", every="month", min_n=1).trend("cart", of="funnel")
    assert frame[["wave", "n", "value"]].to_numpy().tolist() == [["2026-01", 1, 1.0], ["2026-02", 1, 0.0]]


@pytest.mark.parametrize("as_text", [False, True])
def test_days_are_those_of_the_zone_of_the_times(as_text: bool):
    at = pd.to_datetime(["2026-01-31 23:50", "2026-02-01 00:10"]).tz_localize("Europe/Berlin")
    log = pd.DataFrame({"who": ["a", "b"], "what": STAGES[0], "at": at.astype(str) if as_text else at})
    journey = cjm.Journey(STAGES)
    journey.join_events(log, **COLUMNS, wave="at", every="month", min_n=1)
    assert journey.document.sources[0].counts.waves == ("2026-01", "2026-02")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"wave": "at"}, r"wave='at' is the column of time.*every=\"day\""),
        ({"wave": "moon"}, "moon"),
        ({"every": "month"}, "every= is about the column of time: name it with wave="),
        ({"wave": "at", "every": "decade"}, "decade"),
        ({"wave": "site", "every": "month"}, r'every="month" puts dates together'),
    ],
)
def test_waves_that_cannot_be_are_refused(options, sentence):
    with pytest.raises(cjm.CjmError, match=sentence):
        journey_of(waves_log(cases=30), **options)


def test_trends_that_cannot_be_are_refused():
    journey = journey_of(waves_log())
    with pytest.raises(
        cjm.CjmError, match="no source has waves; name the column of time when joining: wave="
    ):
        journey.trend(of="funnel")
    journey = journey_of(waves_log(), wave="round")
    with pytest.raises(cjm.CjmError, match="did you mean 'funnel'"):
        journey.trend(of="funel")
    with pytest.raises(cjm.CjmError, match="say one of them"):
        journey.trend(of="funnel", measure="reached")
    with pytest.raises(cjm.CjmError, match="leave the stage out"):
        journey.trend("cart", of="paths")
    with pytest.raises(cjm.CjmError, match="no events are joined"):
        cjm.Journey(STAGES).trend(of="funnel")


@pytest.mark.parametrize("measure", ["reached", "drop_off", "time_in_stage"])
def test_the_trend_of_each_measure_is_drawn(measure):
    pytest.importorskip("altair")
    journey = journey_of(waves_log(), wave="at", every="month")
    chart = journey.chart("trend", measure=measure).to_dict()
    values = pd.DataFrame(
        next(iter(chart["datasets"].values())) if "datasets" in chart else chart["data"]["values"]
    )
    frame = journey.trend(measure=measure).dropna(subset="value")
    assert (
        values.groupby("stage")["value"].agg(list).to_dict()
        == frame.groupby("stage")["value"].agg(list).to_dict()
    )
