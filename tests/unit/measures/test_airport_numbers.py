"""The rest of what R made of the airport survey: deviations, errors, counts, and cells of few respondents."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cjm_widgets.analysis.tables import measures_by
from cjm_widgets.counts.counting import count
from cjm_widgets.counts.release import release
from cjm_widgets.counts.stack import stack
from cjm_widgets.measures.averages import mean, moments
from cjm_widgets.measures.nets import nps
from cjm_widgets.measures.shares import top_box
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import kish_n, normal_quantile

CLOSE = {"rel": 0, "abs": 1e-6}


def cells_of(rows: pd.DataFrame, columns, *, weight=None) -> Histograms:
    plan = Plan(
        scale=(1, 5), columns={name: name for name in columns}, missing=(0, 6, "Blank"), weight=weight
    )
    return stack(count(rows, plan)[0]).select().cells([*columns])


def promoters(rows: pd.DataFrame, weight=None) -> Histograms:
    plan = Plan(scale=(0, 10), columns={"NETPRO": "overall"}, missing=(11,), weight=weight)
    return stack(count(rows, plan)[0]).select().cells(["overall"])


def test_the_rows_are_those_r_had(airport_rows, oracle):
    assert len(airport_rows) == oracle["rows"]
    assert airport_rows["WEIGHT"].sum() == pytest.approx(oracle["weight_sum"])


def test_every_touchpoint_has_the_deviation_the_errors_and_the_counts_of_r(airport_rows, oracle):
    expected = oracle["touchpoints"]
    plain = moments(cells_of(airport_rows, expected))
    weighted = moments(cells_of(airport_rows, expected, weight="WEIGHT"))
    top = top_box().estimate(cells_of(airport_rows, expected), (1, 5))
    for place, one in enumerate(expected.values()):
        assert plain.variance[0, place] ** 0.5 == pytest.approx(one["sd"], **CLOSE)
        assert top.value[0, place] * top.n[0, place] == pytest.approx(one["top2_n"])
        average, error = weighted.mean[0, place], weighted.error[0, place]
        assert error == pytest.approx(one["w_se"], **CLOSE)
        half = normal_quantile(0.95) * error
        assert [average - half, average + half] == pytest.approx(one["w_ci_z"], **CLOSE)


def test_the_net_promoter_score_has_every_interval_and_count_of_r(airport_rows, oracle):
    expected = oracle["nps"]
    cells = promoters(airport_rows)
    n, values = cells.n[0, 0], cells.values[0]
    classes = [n[values <= 6].sum(), n[(values > 6) & (values < 9)].sum(), n[values >= 9].sum()]
    assert classes == [expected[name] for name in ("det", "pas", "pro")]
    for interval, name in (("adjusted_wald", "adj_wald"), ("wald", "wald"), ("score", "score")):
        found = nps(interval=interval).estimate(cells, (0, 10))
        ends = [found.low[0, 0] / 100, found.high[0, 0] / 100]
        assert ends == pytest.approx(expected[name], **CLOSE)
    half = (nps(interval="wald").estimate(cells, (0, 10)).high[0, 0] - 100 * expected["nps"]) / 100
    error = half / normal_quantile(0.95)
    assert error == pytest.approx(expected["se"], **CLOSE)
    assert error**2 * n.sum() == pytest.approx(expected["var"], **CLOSE)


def test_the_weighted_net_promoter_score_has_the_error_of_r(airport_rows, oracle):
    expected = oracle["nps"]
    cells = promoters(airport_rows, weight="WEIGHT")
    weights, squares = (each.sum(axis=-1)[0, 0] for each in cells.sums)
    assert kish_n(np.array(weights), np.array(squares)) == pytest.approx(expected["kish_neff"], **CLOSE)
    sides = (cells.values >= 9).astype(float) - (cells.values <= 6)
    found = moments(Histograms(sides, cells.n, cells.weights, cells.weights_squared))
    assert found.mean[0, 0] == pytest.approx(expected["w_nps"], **CLOSE)
    assert found.error[0, 0] == pytest.approx(expected["w_se"], **CLOSE)
    half = normal_quantile(0.95) * found.error[0, 0]
    ends = [found.mean[0, 0] - half, found.mean[0, 0] + half]
    assert ends == pytest.approx(expected["w_ci_z"], **CLOSE)


def test_cells_of_few_respondents_are_those_of_r_and_are_withheld(airport_rows, oracle):
    expected = oracle["small_cells_gender"]
    plan = Plan(scale=(1, 5), columns={"Q7ALL": "overall"}, missing=(0, 6, "Blank"), by=("Q20GENDER",))
    counts, _ = count(airport_rows, plan)
    whole, told = (
        measures_by(
            "Q20GENDER", [MeasuredSource("s", stack(each), (1, 5), (mean(),))], {"overall": "Overall"}
        )
        .set_index("segment")
        .loc[[*expected]]
        for each in (counts, release(counts, 10))
    )
    for segment, one in expected.items():
        assert whole.loc[segment, "n"] == one["n"]
        assert whole.loc[segment, "value"] == pytest.approx(one["mean"], **CLOSE)
    assert told.index[told["n"].isna()].tolist() == ["0", "3"]
    assert told.loc[["0", "3"], "value"].isna().all()
    everyone = estimate(MeasuredSource("s", stack(release(counts, 10)), (1, 5), (mean(),)), ["overall"])[
        "mean"
    ]
    assert everyone.n[0] == sum(one["n"] for one in expected.values())
