"""What must hold for any rows at all."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cjm_widgets.analysis.tables import measures_by, measures_frame
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.measures.averages import mean, median
from cjm_widgets.measures.nets import enps, net_box, nps
from cjm_widgets.measures.satisfaction import ces, csat
from cjm_widgets.measures.shares import bottom_box, share, top_box
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from tests.benchmarks import bind
from tests.unit.strategies import examples

EVERY = (
    mean(),
    median(),
    median(level=0.5),
    top_box(),
    bottom_box(),
    net_box(),
    net_box(interval="wald"),
    net_box(interval="score"),
    net_box(level=0.3),
    share((2, 4)),
    share([1, 5]),
    csat(),
    csat(kind="mean"),
    ces(),
    mean(interval="bootstrap", draws=100),
    net_box(interval="bootstrap", draws=100),
)
PROMOTERS = (nps(), nps(interval="wald"), nps(interval="score"), nps(level=0.4), enps())
STAGES = {"a": "A", "b": "B"}
COLUMNS = {"Q1": "a", "Q2": "b", "Q3": "b"}
FEW = examples(40)
answers = st.sampled_from([1, 2, 3, 4, 5, 6, None])
people = st.lists(
    st.tuples(answers, answers, answers, st.sampled_from(["x", "y", None]), st.floats(0.1, 9)),
    min_size=1,
    max_size=60,
)


def frame(rows) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["Q1", "Q2", "Q3", "by", "w"])
    return pd.concat([table, pd.DataFrame([[3, 3, 3, "x", 1.0]], columns=table.columns)], ignore_index=True)


def source(rows: pd.DataFrame, columns=COLUMNS, **options) -> MeasuredSource:
    plan = Plan(**{"scale": (1, 5), "columns": columns, "missing": (6,), "by": ("by",), **options})
    return MeasuredSource("s", stack(count(rows, plan)[0]), (1, 5), EVERY)


@FEW
@given(people)
def test_an_interval_contains_its_estimate(rows):
    for weight in (None, "w"):
        for one in estimate(source(frame(rows), weight=weight), [*STAGES]).values():
            known = ~np.isnan(one.low)
            assert (one.low[known] <= one.value[known]).all()
            assert (one.value[known] <= one.high[known]).all()


@FEW
@given(people)
def test_a_toggle_equals_a_recount_of_the_rows_it_keeps(rows):
    every = frame(rows)
    kept = every[every["by"] == "x"]
    toggled = measures_frame([source(every, weight="w")], STAGES, {"by": ("x",)})
    pd.testing.assert_frame_equal(toggled, measures_frame([source(kept, weight="w")], STAGES))


@FEW
@given(people)
def test_segments_together_have_the_respondents_of_the_whole(rows):
    one = source(frame(rows))
    assert measures_by("by", [one], STAGES)["n"].sum() == measures_frame([one], STAGES)["n"].sum()


@FEW
@given(people, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, random):
    every = frame(rows)
    order = [*range(len(every))]
    random.shuffle(order)
    plan = Plan(scale=(1, 5), columns=COLUMNS, missing=(6,), by=("by",))
    assert count(every.iloc[order], plan)[0] == count(every, plan)[0]
    pd.testing.assert_frame_equal(
        measures_frame([source(every.iloc[order], weight="w")], STAGES),
        measures_frame([source(every, weight="w")], STAGES),
    )


@FEW
@given(people)
def test_weights_of_one_are_no_weights(rows):
    every = frame(rows).assign(w=1.0)
    weighted, plain = (
        measures_frame([source(every, weight=weight)], STAGES).drop(columns="method")
        for weight in ("w", None)
    )
    pd.testing.assert_frame_equal(weighted, plain)


@FEW
@given(st.lists(st.integers(0, 10), min_size=1, max_size=50))
def test_promoters_have_intervals_that_contain_them_and_weights_of_one_change_nothing(scores):
    rows = pd.DataFrame({"Q": scores, "w": 1.0})
    plans = [Plan(scale=(0, 10), columns={"Q": "a"}, weight=weight) for weight in ("w", None)]
    weighted, plain = (
        measures_frame([MeasuredSource("s", stack(count(rows, plan)[0]), plan.scale, PROMOTERS)], {"a": "A"})
        for plan in plans
    )
    pd.testing.assert_frame_equal(weighted.drop(columns="method"), plain.drop(columns="method"))
    known = plain[plain["low"].notna()]
    assert (known["low"] <= known["value"]).all()
    assert (known["value"] <= known["high"]).all()
    assert (known[["low", "high"]].abs() <= 100).all(axis=None)
    assert plain.loc[plain["low"].isna(), "method"].str.contains("no interval: ").all()


@FEW
@given(people)
def test_wide_rows_equal_long_ones_where_a_stage_has_one_question(rows):
    every = frame(rows)
    columns = {"Q1": "a", "Q2": "b"}
    wide, _ = count(every, Plan(scale=(1, 5), columns=columns, missing=(6,), by=("by",)))
    long = every.melt(id_vars="by", value_vars=[*columns], var_name="question", value_name="score")
    plan = Plan(scale=(1, 5), stage="question", score="score", stages=columns, missing=(6,), by=("by",))
    melted, _ = count(long, plan)
    assert melted.stages == wide.stages
    assert melted.segments == wide.segments


@FEW
@given(people)
def test_wide_rows_equal_long_ones_with_respondents_where_it_has_several(rows):
    every = frame(rows).assign(who=lambda table: table.index.astype(str))
    wide, _ = count(every, Plan(scale=(1, 5), columns=COLUMNS, missing=(6,), by=("by",)))
    long = every.melt(id_vars=["by", "who"], value_vars=[*COLUMNS], var_name="question", value_name="score")
    plan = Plan(
        scale=(1, 5),
        stage="question",
        score="score",
        stages=COLUMNS,
        missing=(6,),
        by=("by",),
        respondent="who",
    )
    melted, _ = count(long, plan)
    asked = {
        stage: replace(tally, answers=tally.answers and replace(tally.answers, questions=()))
        for stage, tally in wide.stages.items()
    }
    assert (melted.stages, melted.segments, melted.respondents) == (asked, wide.segments, wide.respondents)


@FEW
@given(people)
def test_every_row_is_reconciled_once_per_column(rows):
    every = frame(rows)
    _, found = count(every, Plan(scale=(1, 5), columns=COLUMNS, missing=(6,)))
    assert found.groupby("given")["rows"].sum().to_dict() == dict.fromkeys(COLUMNS, len(every))


def test_importing_measures_does_not_load_scipy():
    script = "import sys, cjm_widgets.measures.registry; print([n for n in sys.modules if 'scipy' in n])"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_benchmark_of_binding_gives_a_ratio_for_each_budget(capsys):
    ratios = bind.main(rows=5_000)
    assert [*ratios] == [*bind.BUDGETS]
    assert all(ratio > 0 for ratio in ratios.values())
    assert len(capsys.readouterr().out.splitlines()) == len(ratios)
