"""Weights and clusters against R's ``survey``, on the schools that its documentation uses.

``data/schools_by_type.csv`` and ``data/schools_by_district.csv`` are the Academic Performance Index of 200
Californian schools drawn by type, and of all 183 schools of 15 districts drawn, as the California Department
of Education published it for 2000.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cjm_widgets.counts.counting import count
from cjm_widgets.counts.stack import stack
from cjm_widgets.measures.averages import mean, moments
from cjm_widgets.measures.source import MeasuredSource, estimate
from cjm_widgets.rows.reading import Plan
from cjm_widgets.statistics.intervals import kish_n, normal_quantile

DATA = Path(__file__).parent / "data"
CLOSE = {"rel": 0, "abs": 1e-6}
WEIGHT = {"E": 44.20999908, "M": 20.36000061, "H": 15.10000038}
"""How many schools of a type each one drawn stands for, as R keeps them."""
DISTRICTS = 757


@pytest.fixture
def expected(vectors):
    return vectors["survey"]["expected"]


def cells_of(rows: pd.DataFrame, **options):
    plan = Plan(scale=(200, 1000), columns={"api00": "school"}, **options)
    source = MeasuredSource("schools", stack(count(rows, plan)[0]), plan.scale, (mean(),))
    return source, source.counts.select().cells(["school"])


def test_a_weighted_mean_has_the_error_and_the_interval_of_r(expected):
    rows = pd.read_csv(DATA / "schools_by_type.csv")
    source, cells = cells_of(rows.assign(w=rows["type"].map(WEIGHT)), weight="w")
    found = moments(cells)
    assert found.n[0, 0] == expected["n"]
    assert found.mean[0, 0] == pytest.approx(expected["weights_only"]["mean"], **CLOSE)
    assert found.error[0, 0] == pytest.approx(expected["weights_only"]["se"], **CLOSE)
    weights, squares = (each.sum(axis=-1) for each in cells.sums)
    assert kish_n(weights, squares)[0, 0] == pytest.approx(expected["kish"], **CLOSE)
    told = estimate(source, ["school"])["mean"]
    assert [told.low[0], told.high[0]] == pytest.approx(expected["weights_only_t"], **CLOSE)
    half = normal_quantile(0.95) * found.error[0, 0]
    assert [found.mean[0, 0] - half, found.mean[0, 0] + half] == pytest.approx(
        expected["weights_only"]["ci"], **CLOSE
    )


def test_the_unweighted_mean_is_another(expected):
    source, _ = cells_of(pd.read_csv(DATA / "schools_by_type.csv"))
    assert estimate(source, ["school"])["mean"].value[0] == pytest.approx(expected["unweighted"])


def test_a_mean_of_clusters_has_the_error_of_r(expected):
    source, cells = cells_of(pd.read_csv(DATA / "schools_by_district.csv"), cluster="district")
    found = moments(cells)
    # R was told that there are only 757 districts to draw from, which lowers its error by a known factor.
    drawn = (1 - 15 / DISTRICTS) ** 0.5
    assert found.mean[0, 0] == pytest.approx(expected["clus"]["mean"], **CLOSE)
    assert found.error[0, 0] * drawn == pytest.approx(expected["clus"]["se"], **CLOSE)
    half = normal_quantile(0.95) * found.error[0, 0] * drawn
    assert [found.mean[0, 0] - half, found.mean[0, 0] + half] == pytest.approx(
        expected["clus"]["ci"], **CLOSE
    )
    assert found.freedom[0, 0] == 14
    assert estimate(source, ["school"])["mean"].method == "mean, cluster-robust t 95 %"
