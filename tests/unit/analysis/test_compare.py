"""The table of differences between segments."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.analysis.compare import compare_frame
from cjm_widgets.analysis.tables import measures_by
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.errors import MeasureError, UnknownNameError
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.nets import net_box, nps
from cjm_widgets.measures.shares import top_box
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.rows.reading import Plan
from tests.unit.strategies import examples

CLOSE = {"rel": 0, "abs": 1e-6}
STAGES = {"a": "Arriving", "b": "Boarding"}
BOTH = (mean(), top_box())
ROWS = pd.DataFrame(
    {
        "Q1": [5, 4, 5, 4, 3, 1, 2, 2, 3, 1, 5, 5, 4, 4, 1],
        "Q2": [3, 4, 3, 2, 3, 3, 4, 2, 3, 3, None, None, None, None, 5],
        "kind": [*"xxxxxyyyyyzzzz", None],
        "day": ["mo", "tu", "mo"] * 5,
    }
)


def survey(rows=ROWS, *, name="Survey", by=("kind",), measures=BOTH, weight=None) -> MeasuredSource:
    plan = Plan(scale=(1, 5), columns={"Q1": "a", "Q2": "b"}, by=by, weight=weight)
    return MeasuredSource(name, stack(count(rows, plan)[0]), plan.scale, measures)


def airport(rows, columns, measures, **options) -> MeasuredSource:
    plan = Plan(
        **{"scale": (1, 5), "missing": (0, 6, "Blank"), **options}, columns=columns, by=("flight_type",)
    )
    return MeasuredSource("survey", stack(count(rows, plan)[0]), plan.scale, measures)


def test_every_touchpoint_of_an_airport_equals_r(airport_rows, oracle):
    expected = oracle["segment_domestic_minus_international"]
    columns = {question: question for question in expected}
    source = airport(airport_rows, columns, (mean(),))
    frame = compare_frame("flight_type", [source], columns)
    ranked = compare_frame("flight_type", [source], columns, test="mann_whitney", adjust="bh")
    limited = compare_frame("flight_type", [source], columns, adjust="bh")
    assert frame["stage"].tolist() == [*expected]
    assert set(frame["segment_a"]) == {"domestic"}
    assert set(frame["segment_b"]) == {"international"}
    for column, key in {
        "n_a": "n_a",
        "n_b": "n_b",
        "value_a": "mean_a",
        "value_b": "mean_b",
        "difference": "diff",
        "p": "p",
        "p_adjusted": "p_holm",
    }.items():
        assert frame[column].tolist() == pytest.approx([one[key] for one in expected.values()], **CLOSE)
    assert frame[["low", "high"]].to_numpy() == pytest.approx(
        np.array([one["ci"] for one in expected.values()]), **CLOSE
    )
    assert limited["p_adjusted"].tolist() == pytest.approx(
        [one["p_bh"] for one in expected.values()], **CLOSE
    )
    assert ranked["p"].tolist() == pytest.approx([one["mw_p"] for one in expected.values()], **CLOSE)
    assert frame["significant"].tolist() == [one["p_holm"] < 0.05 for one in expected.values()]


def test_each_touchpoint_has_the_t_and_the_degrees_of_freedom_of_r(airport_rows, oracle):
    from cjm_widgets.measures.averages import moments
    from cjm_widgets.statistics.differences import welch

    expected = oracle["segment_domestic_minus_international"]
    source = airport(airport_rows, {question: question for question in expected}, (mean(),))
    groups = source.counts.select(column="flight_type")
    assert groups.labels == ["domestic", "international"]
    cells = groups.cells([*expected])
    found = welch(*(moments(cells.take(np.array(place))) for place in (0, 1)), 0.95)
    assert found.t == pytest.approx([one["t"] for one in expected.values()], **CLOSE)
    assert found.freedom == pytest.approx([one["df"] for one in expected.values()], **CLOSE)


def test_the_difference_of_an_airports_nps_equals_r(airport_rows, oracle):
    expected = oracle["nps_segment_test"]
    source = airport(
        airport_rows, {"NETPRO": "a"}, (nps(), nps(interval="wald")), scale=(0, 10), missing=(11,)
    )
    adjusted, plain = compare_frame("flight_type", [source], {"a": "A"}).itertuples()
    assert (
        plain.difference / 100 == adjusted.difference / 100 == pytest.approx(expected["abs_delta"], **CLOSE)
    )
    assert [plain.low / 100, plain.high / 100, plain.p] == pytest.approx(
        [*expected["ci"], expected["p"]], **CLOSE
    )
    assert [adjusted.low / 100, adjusted.high / 100, adjusted.p] == pytest.approx(
        [*expected["adj_ci"], expected["adj_p"]], **CLOSE
    )
    assert adjusted.method == "difference of NPS, adjusted Wald 95 %"


def test_every_pair_has_a_row_at_each_stage_and_measure():
    frame = compare_frame("kind", [survey()], STAGES)
    assert [*frame.columns] == [
        "source", "stage", "measure", "options", "segment_a", "segment_b", "n_a", "n_b", "value_a", "value_b",
        "difference", "low", "high", "test", "p", "p_adjusted", "significant", "effect", "effect_name",
        "method",
    ]  # fmt: skip
    pairs = [("x", "y"), ("x", "z"), ("y", "z")]
    keys = zip(frame["stage"], frame["measure"], frame["segment_a"], frame["segment_b"], strict=True)
    assert [*keys] == [
        (stage, measure, *pair)
        for stage in ("Arriving", "Boarding")
        for measure in ("mean", "top_box")
        for pair in pairs
    ]
    first = frame.iloc[0]
    assert (first["value_a"], first["value_b"], first["difference"]) == (4.2, 1.8, pytest.approx(2.4))
    assert frame[["test", "effect_name"]].drop_duplicates().to_numpy().tolist() == [
        ["Welch", "Hedges' g"],
        ["two-proportion z", "risk difference"],
    ]


def test_the_figures_are_those_of_each_segment_by_itself():
    frame = compare_frame("kind", [survey()], STAGES, measure="mean").set_index(["stage", "segment_a"])
    alone = measures_by("kind", [survey(measures=(mean(),))], STAGES).set_index(["stage", "segment"])
    assert frame.loc[("Arriving", "x"), "value_a"].tolist() == [alone.loc[("Arriving", "x"), "value"]] * 2
    assert frame.loc[[("Boarding", "y")], "n_b"].tolist() == [alone.loc[("Boarding", "z"), "n"]] == [0]


def test_a_segment_that_was_not_asked_is_not_different():
    frame = compare_frame("kind", [survey()], STAGES, measure="mean")
    nobody = frame[(frame["stage"] == "Boarding") & (frame["segment_b"] == "z")]
    assert nobody[["difference", "low", "high", "p", "p_adjusted"]].isna().all(axis=None)
    assert not nobody["significant"].any()
    assert frame["significant"].dtype == bool


def test_all_pairs_and_stages_of_a_measure_are_adjusted_together_and_no_others():
    frame = compare_frame("kind", [survey(), survey(name="Again")], STAGES)
    alone = compare_frame("kind", [survey()], STAGES, measure=top_box())
    pd.testing.assert_frame_equal(
        frame[(frame["source"] == "Survey") & (frame["measure"] == "top_box")].reset_index(drop=True), alone
    )
    means = frame[(frame["source"] == "Survey") & (frame["measure"] == "mean")]
    tests = means["p"].notna().sum()
    assert tests == 4
    assert means["p_adjusted"].min() == pytest.approx(means["p"].min() * tests)


def test_significance_goes_by_the_level():
    # One family of a single test.
    frames = [
        compare_frame("kind", [survey()], {"a": "A"}, {"kind": ("x", "z")}, measure="mean", level=level)
        for level in (0.2, 0.95)
    ]
    assert [bool(frame["significant"][0]) for frame in frames] == [True, False]
    assert frames[0]["low"][0] > frames[1]["low"][0]


def test_filters_in_force_are_respected():
    filtered = compare_frame("kind", [survey(by=("kind", "day"))], STAGES, {"day": ("mo",)})
    pd.testing.assert_frame_equal(
        filtered, compare_frame("kind", [survey(ROWS[ROWS["day"] == "mo"])], STAGES)
    )


def test_a_filter_on_the_column_itself_leaves_its_pairs():
    frame = compare_frame("kind", [survey()], {"a": "A"}, {"kind": ("x", "z")}, measure="mean")
    assert frame[["segment_a", "segment_b"]].to_numpy().tolist() == [["x", "z"]]


def test_missing_values_of_the_column_are_no_segment_wherever_they_stand():
    frame = compare_frame("kind", [survey(by=("day", "kind"))], {"a": "A"}, measure="mean")
    pd.testing.assert_frame_equal(frame, compare_frame("kind", [survey()], {"a": "A"}, measure="mean"))


def test_measures_are_chosen_by_themselves_or_by_name():
    by_name = compare_frame("kind", [survey()], STAGES, measure="top_box")
    by_itself = compare_frame("kind", [survey(measures=(mean(),))], STAGES, measure=top_box())
    pd.testing.assert_frame_equal(by_name, by_itself)
    several = compare_frame("kind", [survey()], {"a": "A"}, measure=[net_box(), "mean"])
    assert several["measure"].drop_duplicates().tolist() == ["net_box", "mean"]


def test_a_source_without_the_column_or_the_measure_is_left_out():
    sources = [survey(), survey(name="Blind", by=()), survey(name="Other", measures=(mean(),))]
    frame = compare_frame("kind", sources, STAGES, measure="top_box")
    assert frame["source"].drop_duplicates().tolist() == ["Survey"]


def test_without_stages_the_table_is_empty_and_keeps_its_columns():
    frame = compare_frame("kind", [survey()], {})
    assert frame.empty
    assert frame["significant"].dtype == bool
    assert frame["p"].dtype == float


def test_weighted_segments_are_compared_and_say_so():
    rows = ROWS.assign(w=[0.5, 2, 1, 1, 1] * 3)
    frame = compare_frame("kind", [survey(rows, weight="w")], {"a": "A"})
    assert frame["test"].drop_duplicates().tolist() == ["weighted Welch", "two-proportion z at Kish n"]
    ranks = compare_frame("kind", [survey(rows, weight="w")], {"a": "A"}, test="mann_whitney")
    of_mean = ranks[ranks["measure"] == "mean"].iloc[0]
    assert np.isnan(of_mean["p"])
    assert "no test: Mann and Whitney's is not defined for weighted respondents" in of_mean["method"]
    pd.testing.assert_frame_equal(ranks[ranks["measure"] != "mean"], frame[frame["measure"] != "mean"])


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: compare_frame("knid", [survey()], STAGES), UnknownNameError, "did you mean 'kind'"),
        (
            lambda: compare_frame("kind", [survey()], STAGES, measure="topbox"),
            UnknownNameError,
            "did you mean 'top_box'",
        ),
        (
            lambda: compare_frame("kind", [survey()], STAGES, {"kind": ("x",)}),
            MeasureError,
            "kind has one segment under the filters in force, x; comparing takes two",
        ),
        (
            lambda: compare_frame("kind", [survey(ROWS[ROWS["kind"] == "x"])], STAGES),
            MeasureError,
            "kind has one segment, x; comparing takes two",
        ),
        (
            lambda: compare_frame("kind", [survey(ROWS[ROWS["kind"].isna()])], STAGES),
            MeasureError,
            "kind has no segment; comparing takes two",
        ),
        (
            lambda: compare_frame("kind", [survey()], STAGES, adjust="hom"),
            MeasureError,
            "did you mean 'holm'",
        ),
        (lambda: compare_frame("kind", [survey()], STAGES, test="t"), MeasureError, "welch, mann_whitney"),
        (lambda: compare_frame("kind", [survey()], STAGES, level=5), MeasureError, "between 0 and 1"),
        (lambda: compare_frame("kind", [survey()], STAGES, measure=[3]), MeasureError, "not 3"),
        (lambda: compare_frame("kind", [survey()], STAGES, measure=nps()), MeasureError, "0 to 10"),
    ],
)
def test_what_cannot_be_compared_is_refused(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


def test_too_many_segments_to_pair_are_refused():
    rows = pd.DataFrame({"Q1": [3] * 51, "Q2": [3] * 51, "kind": range(51)})
    with pytest.raises(MeasureError, match=r"kind has 51 segments, too many .* at most 50"):
        compare_frame("kind", [survey(rows)], STAGES)


answers = st.sampled_from([1, 2, 3, 4, 5, None])
people = st.lists(st.tuples(answers, answers, st.sampled_from("xyz"), st.sampled_from("mt")), max_size=40)


@examples(30)
@given(people, st.integers(0, 1000))
def test_a_toggle_equals_a_recount_in_any_order_and_weights_of_one_are_no_weights(people, seed):
    sure = [(3, 3, "x", "m"), (4, 3, "y", "m")]
    rows = pd.DataFrame([*people, *sure], columns=["Q1", "Q2", "kind", "day"]).assign(w=1.0)
    toggled = compare_frame("kind", [survey(rows, by=("kind", "day"))], STAGES, {"day": ("m",)})
    kept = rows[rows["day"] == "m"].sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(toggled, compare_frame("kind", [survey(kept)], STAGES))
    weighted = compare_frame("kind", [survey(kept, weight="w")], STAGES)
    named = ["test", "method"]
    pd.testing.assert_frame_equal(toggled.drop(columns=named), weighted.drop(columns=named))
    known = toggled.dropna(subset=["low"])
    assert ((known["low"] <= known["difference"]) & (known["difference"] <= known["high"])).all()
    tested = toggled.dropna(subset=["p"])
    assert (tested["p"] <= tested["p_adjusted"]).all()
