"""Tests of several groups against R's numbers, scipy, and the tests of two groups that they extend."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from cjm_widgets.measures.averages import moments
from cjm_widgets.statistics.differences import Moments, two_proportion_p, welch
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import net_difference, net_moments
from cjm_widgets.statistics.omnibus import (
    equal_nets,
    equal_shares,
    fisher_exact_p,
    kruskal_wallis,
    welch_anova,
)
from tests.unit.statistics.oracles import welch_f

CLOSE = {"rel": 0, "abs": 1e-6}

OZONE = [
    np.array(month.split(), int)
    for month in (
        "41 36 12 18 28 23 19 8 7 16 11 14 18 14 34 6 30 11 1 11 4 32 23 45 115 37",
        "29 71 39 23 21 37 20 12 13",
        "135 49 32 64 40 77 97 97 85 10 27 7 48 35 61 79 63 16 80 108 20 52 82 50 64 59",
        "39 9 16 78 35 66 122 89 110 44 28 65 22 59 23 31 44 21 9 45 168 73 76 118 84 85",
        "96 78 73 91 47 32 20 23 21 24 44 21 28 9 13 46 18 13 24 16 13 23 36 7 14 30 14 18 20",
    )
]
"""Ozone in New York, May to September 1973: R's ``airquality``, of Chambers and others (1983)."""
INSECTS = (
    [10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13],
    [11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13],
    [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4],
    [3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4],
    [3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4],
    [11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13],
)
"""Insects after each of six sprays: R's ``InsectSprays``, of Beall (1942)."""


def counts(groups) -> Histograms:
    """Answers of several groups as counts, shape ``(groups, scores)``."""
    values = np.unique(np.concatenate([*groups]))
    n = np.array([np.bincount(np.searchsorted(values, one), minlength=len(values)) for one in groups])
    return Histograms(values.astype(float), n)


def test_kruskal_wallis_with_ties_equals_r(vectors):
    expected, test = vectors["kw"]["expected"], kruskal_wallis(counts(OZONE).n)
    assert test.statistic == pytest.approx(expected["H"], **CLOSE)
    assert test.freedom == expected["df"]
    assert test.p == pytest.approx(expected["p"], rel=1e-6)


def test_welch_anova_equals_r(vectors):
    expected, test = vectors["oneway2"]["expected"], welch_anova(moments(counts(INSECTS)))
    assert test.statistic == pytest.approx(expected["F"], **CLOSE)
    assert [test.freedom, test.freedom_within] == pytest.approx(expected["df"], **CLOSE)
    assert test.p == pytest.approx(expected["p"], rel=1e-6)


def test_equal_shares_of_smokers_equals_r(vectors):
    # Fleiss (1981), "Statistical Methods for Rates and Proportions": patients who smoke, of four studies.
    n = np.array([86.0, 93.0, 136.0, 82.0])
    expected, test = vectors["fleiss_smokers"]["expected"], equal_shares(np.array([83, 90, 129, 70]) / n, n)
    assert test.statistic == pytest.approx(expected["X2"], **CLOSE)
    assert test.freedom == expected["df"]
    assert test.p == pytest.approx(expected["p"], **CLOSE)


def test_fishers_lady_tasting_tea_equals_r(vectors):
    assert fisher_exact_p(np.array([[3, 1], [1, 3]])) == pytest.approx(
        vectors["fisher_tea"]["expected"]["p"], **CLOSE
    )


def test_fishers_exact_p_of_many_tables_at_once_equals_scipy():
    tables = np.random.default_rng(3).integers(0, 15, (200, 2, 2))
    expected = [stats.fisher_exact(table).pvalue for table in tables]
    assert fisher_exact_p(tables) == pytest.approx(expected, abs=1e-9)


def test_every_cell_is_tested_by_itself_and_equals_scipy():
    random = np.random.default_rng(5)
    n = random.integers(1, 9, (4, 3, 5))
    scores = np.arange(1, 6)
    cells = Histograms(scores.astype(float), n)
    ranks, means = kruskal_wallis(n), welch_anova(moments(cells))
    boxes = equal_shares(n[..., 3:].sum(axis=-1) / n.sum(axis=-1), n.sum(axis=-1).astype(float))
    for cell in range(3):
        groups = [np.repeat(scores, n[group, cell]) for group in range(4)]
        expected = stats.kruskal(*groups)
        assert (ranks.statistic[cell], ranks.p[cell]) == pytest.approx((expected.statistic, expected.pvalue))
        assert (means.statistic[cell], means.p[cell]) == pytest.approx(welch_f(groups))
        table = [[(one >= 4).sum(), (one < 4).sum()] for one in groups]
        expected = stats.chi2_contingency(table, correction=False)
        assert (boxes.statistic[cell], boxes.p[cell]) == pytest.approx((expected.statistic, expected.pvalue))


def test_of_two_groups_they_are_the_tests_of_two():
    n = np.array([[5, 3, 9, 2], [4, 8, 2, 7]])
    cells = Histograms(np.arange(4.0), n)
    both = moments(cells)
    pair = welch(Moments(*(one[0] for one in both[:4])), Moments(*(one[1] for one in both[:4])), 0.95)
    test = welch_anova(both)
    assert (test.statistic, test.freedom_within, test.p) == pytest.approx((pair.t**2, pair.freedom, pair.p))
    share, size = n[:, 2:].sum(axis=1) / n.sum(axis=1), n.sum(axis=1).astype(float)
    assert equal_shares(share, size).p == pytest.approx(
        two_proportion_p(share[0], size[0], share[1], size[1])
    )
    up, down = n[:, 3] / size, n[:, 0] / size
    sides = ((up[0], down[0], size[0]), (up[1], down[1], size[1]))
    for adjusted in (False, True):
        expected = net_difference(*sides, 0.95, adjusted=adjusted).p
        assert equal_nets(*net_moments(up, down, size, adjusted=adjusted)).p == pytest.approx(expected)


def test_a_group_without_answers_is_left_out():
    n = np.array([[5, 3, 9], [0, 0, 0], [4, 8, 2]])
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = Histograms(np.arange(3.0), n)
        all_of, two = (moments(one) for one in (cells, cells.take(np.array([0, 2]))))
        size = n.sum(axis=1).astype(float)
        up, down = n[:, 2] / size, n[:, 0] / size
        pairs = [
            (welch_anova(all_of), welch_anova(two)),
            (kruskal_wallis(n), kruskal_wallis(n[[0, 2]])),
            (equal_shares(up, size), equal_shares(up[[0, 2]], size[[0, 2]])),
            (
                equal_nets(*net_moments(up, down, size, adjusted=True)),
                equal_nets(*net_moments(up[[0, 2]], down[[0, 2]], size[[0, 2]], adjusted=True)),
            ),
        ]
    for test, expected in pairs:
        assert test.groups == 2
        for figure, right in zip(test, expected, strict=True):
            np.testing.assert_allclose(figure, right, rtol=1e-12)
        assert np.isfinite(test.p)


def test_without_two_groups_or_without_spread_there_is_no_test():
    with np.errstate(divide="ignore", invalid="ignore"):
        for n in ([[4, 6], [0, 0]], [[0, 5], [0, 7]], [[0, 0], [0, 0]]):
            cells = Histograms(np.array([1.0, 5.0]), np.array(n))
            size = cells.n.sum(axis=1).astype(float)
            up, down = cells.n[:, 1] / size, cells.n[:, 0] / size
            for test in (
                welch_anova(moments(cells)),
                kruskal_wallis(cells.n),
                equal_shares(up, size),
                equal_nets(*net_moments(up, down, size, adjusted=False)),
            ):
                assert np.isnan([*test[:4]]).all()


def test_null_groups_are_significant_as_often_as_the_level_says():
    random = np.random.default_rng(11)
    cells = Histograms(np.arange(1.0, 6), random.multinomial(60, [0.1, 0.1, 0.2, 0.3, 0.3], (4, 2000)))
    share = cells.n[..., 3:].sum(axis=-1) / 60
    for test in (
        welch_anova(moments(cells)),
        kruskal_wallis(cells.n),
        equal_shares(share, np.full(share.shape, 60.0)),
    ):
        assert (test.p < 0.05).mean() == pytest.approx(0.05, abs=0.015)
