"""Errors of respondents who answered in clusters, against sums over the rows themselves."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import t as student

from cjm_widgets.analysis.compare import compare_frame
from cjm_widgets.analysis.tables import measures_by, measures_frame
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.release import release
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.errors import RowsError
from cjm_widgets.measures.averages import mean, median, moments
from cjm_widgets.measures.nets import net_box, nps
from cjm_widgets.measures.shares import share, top_box
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from cjm_widgets.statistics.clusters import cluster_variance, effective_n
from tests.unit.strategies import examples

FEW = examples(30)
EVERY = (mean(), median(), top_box(), net_box(), share([1, 5]), mean(interval="bootstrap", draws=100))
STAGES = {"a": "A", "b": "B"}
people = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.sampled_from([1, 2, 3, 4, 5, None]),
        st.sampled_from(["x", "y", "z"]),
        st.sampled_from([1, 2, 3, 4, None]),
        st.floats(0.1, 9),
    ),
    min_size=3,
    max_size=50,
)


def frame(rows) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["Q1", "Q2", "by", "home", "w"])
    return table.astype({"Q2": "float64"})


def source(rows: pd.DataFrame, cluster: str | None = "home", **options) -> MeasuredSource:
    columns = options.pop("columns", {"Q1": "a", "Q2": "b"})
    plan = Plan(scale=(1, 5), columns=columns, cluster=cluster, **options)
    return MeasuredSource("s", stack(count(rows, plan)[0]), (1, 5), EVERY)


def households(clusters: int = 25) -> pd.DataFrame:
    """Homes of one to six that mostly agree, some of them across two segments."""
    random = np.random.default_rng(8)
    home = np.repeat(np.arange(clusters), random.integers(1, 7, clusters))
    mood = random.integers(1, 6, clusters)[home]
    scores = np.where(random.random(len(home)) < 0.7, mood, random.integers(1, 6, len(home)))
    by = random.choice([*"xyz"], len(home))
    return pd.DataFrame({"Q1": scores, "home": home, "by": by, "w": random.uniform(0.2, 4, len(home))})


def variance_by_hand(scores, home, weights) -> float:
    """G / (G - 1) times the sum over clusters of the square of their part of the linearised mean."""
    total = weights.sum()
    parts = pd.Series(weights * (scores - (weights * scores).sum() / total) / total).groupby(home).sum()
    return len(parts) / (len(parts) - 1) * (parts**2).sum()


@pytest.mark.parametrize("weight", [None, "w"])
def test_the_variance_of_a_mean_is_the_sum_of_squares_over_clusters(weight):
    rows = households()
    one = source(rows, columns={"Q1": "a"}, by=("by",), weight=weight)
    cells = one.counts.select().cells(["a"])
    weights = np.ones(len(rows)) if weight is None else rows["w"].to_numpy()
    by_hand = variance_by_hand(rows["Q1"].to_numpy(), rows["home"].to_numpy(), weights)
    # Homes reach into several segments, so that fewer than there are are known of: the factor can only grow.
    known = cells.clusters.n[0, 0]
    assert 20 < known <= 25
    factor = known / (known - 1) / (25 / 24)
    assert moments(cells).error[0, 0] ** 2 == pytest.approx(by_hand * factor)
    together = source(rows, columns={"Q1": "a"}, weight=weight).counts.select().cells(["a"])
    assert moments(together).error[0, 0] ** 2 == pytest.approx(by_hand)


def test_the_interval_of_a_mean_is_students_on_as_many_as_there_are_clusters():
    rows = households()
    found = estimate(source(rows, columns={"Q1": "a"}), ["a"])["mean"]
    error = variance_by_hand(rows["Q1"].to_numpy(), rows["home"].to_numpy(), np.ones(len(rows))) ** 0.5
    half = student.ppf(0.975, 24) * error
    assert [found.low[0], found.high[0]] == pytest.approx([found.value[0] - half, found.value[0] + half])


def test_a_share_has_wilsons_interval_at_n_over_the_design_effect():
    rows = households()
    cells = source(rows, columns={"Q1": "a"}).counts.select().cells(["a"])
    inside = (rows["Q1"] >= 4).to_numpy(float)
    n, part = len(rows), inside.mean()
    effect = variance_by_hand(inside, rows["home"].to_numpy(), np.ones(n)) / (part * (1 - part) / (n - 1))
    few = (student.ppf(0.975, n - 1) / student.ppf(0.975, 24)) ** 2
    counted = (cells.values >= 4).astype(float)
    assert effect > 1
    assert effective_n(cells, counted, 0.95)[0, 0] == pytest.approx(n / effect * few)
    assert cluster_variance(cells, counted)[0, 0] == pytest.approx(part * (1 - part) / (n - 1) * effect)


def test_homes_that_agree_wholly_count_as_one_respondent_each():
    home = np.repeat(np.arange(40), 5)
    rows = pd.DataFrame({"Q1": np.where(home % 2, 5, 1), "home": home})
    alone = pd.DataFrame({"Q1": np.where(np.arange(40) % 2, 5, 1)})
    found = estimate(source(rows, columns={"Q1": "a"}), ["a"])
    expected = estimate(source(alone, cluster=None, columns={"Q1": "a"}), ["a"])
    assert found["mean"].n[0] == 200
    for name in ("mean", "top_box", "net_box"):
        ends = [[one[name].low[0], one[name].high[0]] for one in (found, expected)]
        assert ends[0] == pytest.approx(ends[1], rel=0.05)


def test_where_all_agree_the_clusters_count():
    rows = pd.DataFrame({"Q1": [5] * 60, "home": [*range(20)] * 3})
    found = estimate(source(rows, columns={"Q1": "a"}), ["a"])["top_box"]
    alone = estimate(source(rows[:20], cluster=None, columns={"Q1": "a"}), ["a"])["top_box"]
    assert found.value[0] == 1
    assert found.low[0] < alone.low[0] < 1


def test_a_single_cluster_has_no_interval():
    rows = pd.DataFrame({"Q1": [1, 4, 5, 5], "home": "one"})
    for found in estimate(source(rows, columns={"Q1": "a"}), ["a"]).values():
        assert not np.isnan(found.value[0])
        assert np.isnan([found.low[0], found.high[0]]).all()


@FEW
@given(people)
def test_clusters_of_one_are_no_clusters(rows):
    every = frame(rows).assign(home=[*range(len(rows))], nowhere=None)
    for weight in (None, "w"):
        plain = measures_frame([source(every, None, by=("by",), weight=weight)], STAGES)
        for column in ("home", "nowhere"):
            single = measures_frame([source(every, column, by=("by",), weight=weight)], STAGES)
            several = (plain["n"] > 1).to_numpy(bool)  # one alone is one cluster, and has no interval
            pd.testing.assert_frame_equal(
                single[several].drop(columns="method"), plain[several].drop(columns="method")
            )


@FEW
@given(people)
def test_a_toggle_equals_a_recount_where_clusters_lie_within_segments(rows):
    every = frame(rows)
    every["home"] = every["by"] + every["home"].fillna(9).astype(int).astype(str)
    for weight in (None, "w"):
        one = source(every, by=("by",), weight=weight)
        for kept in (("x",), ("x", "y"), ("x", "y", "z")):
            part = every[every["by"].isin(kept)]
            if part["Q2"].notna().any() and set(kept) <= set(every["by"]):
                toggled = measures_frame([one], STAGES, {"by": kept})
                recounted = measures_frame([source(part, by=("by",), weight=weight)], STAGES)
                pd.testing.assert_frame_equal(toggled, recounted)


@FEW
@given(people)
def test_merged_segments_never_claim_more_clusters_than_there_are(rows):
    every = frame(rows)
    every["home"] = every["home"].fillna(9)
    one = source(every, by=("by",))
    exact = source(every).counts.select().cells([*STAGES]).clusters.n
    least = one.counts.select().cells([*STAGES]).clusters.n
    assert (least <= exact).all()
    largest = one.counts.select(column="by").cells([*STAGES]).clusters.n.max(axis=0)
    assert (least >= largest).all()


@FEW
@given(people, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_names_of_clusters_matter(rows, random):
    every = frame(rows)
    order = [*range(len(every))]
    random.shuffle(order)
    other = every.iloc[order].assign(home=every["home"].map({1: "d", 2: "a", 3: "c", 4: "b"}))
    plan = Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "b"}, by=("by",), cluster="home")
    assert count(other, plan)[0] == count(every, plan)[0]


FEW_AT_HOME = [(1, 1, "x", None, 1.0)] * 2 + [(1, 1, "y", 1, 1.0)] * 6 + [(2, 1, "x", 1, 1.0)]
"""Of twelve in "x" only four share a home, fewer than may be told."""


@FEW
@given(people)
@example(FEW_AT_HOME)
def test_released_counts_give_the_intervals_of_all_rows_wherever_they_tell_any(rows):
    every = pd.concat([frame(rows)] * 4, ignore_index=True)
    plan = Plan(scale=(1, 5), columns={"Q1": "a"}, by=("by",), cluster="home")
    counts, _ = count(every, plan)
    whole = source(every, columns={"Q1": "a"}, by=("by",))
    told = MeasuredSource("s", stack(release(counts, 10)), (1, 5), EVERY)
    for filters in ({}, {"by": ("x",)} if "x" in set(every["by"]) else {}):
        released, complete = (estimate(one, ["a"], filters) for one in (told, whole))
        for name, found in released.items():
            if not found.withheld[0]:
                assert found.value[0] == pytest.approx(complete[name].value[0])
                if name != "mean":  # the others have the design effect of the mean where values are rare
                    continue
                same = np.isclose(found.low[0], complete[name].low[0], equal_nan=True)
                assert same or found.low[0] <= complete[name].low[0] + 1e-9


def test_what_is_withheld_leaves_no_pairs_behind():
    rows = pd.DataFrame({"Q1": [4] * 30 + [5] * 3 + [3] * 12, "by": ["x"] * 30 + ["y"] * 3 + ["z"] * 12})
    rows["home"] = np.arange(len(rows)) % 7
    counts, _ = count(rows, Plan(scale=(1, 5), columns={"Q1": "a"}, by=("by",), cluster="home"))
    tally = release(counts, 10).stages["a"]
    told = {position for position, n in enumerate(tally.n) if sum(n)}
    assert tally.withheld
    assert {cell // len(tally.values) for pair in tally.clusters.pairs for cell in pair} == told
    assert {segment for *segments, _ in tally.clusters.common for segment in segments} == told


def test_several_questions_of_a_stage_have_clusters_of_respondents():
    rows = households().assign(Q2=lambda table: 6 - table["Q1"])
    cells = source(rows, columns={"Q1": "a", "Q2": "a"}).counts.select().cells(["a"])
    assert moments(cells).error[0, 0] == pytest.approx(0, abs=1e-9)  # everyone's mean is 3
    assert cells.clusters.n == 25


def test_long_rows_have_the_clusters_of_wide_ones():
    rows = households().assign(Q2=lambda table: table["w"].round().clip(1, 5), who=range(len(households())))
    wide, _ = count(rows, Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "b"}, by=("by",), cluster="home"))
    melted = rows.melt(id_vars=["by", "home", "who"], value_vars=["Q1", "Q2"])
    options = {"scale": (1, 5), "stages": {"Q1": "a", "Q2": "b"}, "by": ("by",), "cluster": "home"}
    for respondent in (None, "who"):
        plan = Plan(stage="variable", score="value", respondent=respondent, **options)
        assert count(melted, plan)[0].stages == wide.stages


def test_groups_are_compared_by_cluster_robust_errors_and_ranks_refuse_them():
    rows = households()
    one = source(rows, columns={"Q1": "a"}, by=("by",))
    found = compare_frame("by", [one], {"a": "A"}, measure=mean()).iloc[0]
    assert (found["test"], found["method"]) == (
        "cluster-robust Welch",
        "difference of means, cluster-robust Welch t 95 %, few respondents (n < 30)",
    )
    apart = rows.loc[rows["by"] == "x"]
    error = variance_by_hand(apart["Q1"].to_numpy(), apart["home"].to_numpy(), np.ones(len(apart))) ** 0.5
    table = measures_by("by", [one], {"a": "A"}).set_index(["segment", "measure", "options"])
    table = table.loc[("x", "mean", "")]
    freedom = apart["home"].nunique() - 1
    assert table["high"] - table["value"] == pytest.approx(student.ppf(0.975, freedom) * error)
    ranks = compare_frame("by", [one], {"a": "A"}, measure=[median(), mean()])
    assert "no test: Mann and Whitney's is not defined for respondents in clusters" in ranks["method"][0]
    assert ranks["p"].isna().tolist() == (ranks["measure"] == "median").tolist()


def test_methods_say_that_errors_are_cluster_robust():
    assert mean().method(weighted=False, clustered=True) == "mean, cluster-robust t 95 %"
    assert top_box().method(True, True) == "weighted top-2 box, Wilson at cluster-robust n 95 %"
    assert nps().method(False, True) == "NPS, adjusted Wald at cluster-robust n 95 %"


def test_more_pairs_than_a_map_should_keep_are_refused():
    random = np.random.default_rng(3)
    rows = pd.DataFrame({"Q1": random.uniform(1, 5, 900), "home": random.integers(0, 2, 900)})
    with pytest.raises(RowsError, match=r"more than 100,000 pairs .* fewer columns in by="):
        source(rows, columns={"Q1": "a"})
