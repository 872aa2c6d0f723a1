"""Whether all segments of a column are alike in a measure: the omnibus test that belongs to each measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cjm_widgets.document.errors import check_choice
from cjm_widgets.measures.amounts import Total
from cjm_widgets.measures.averages import Mean, Median, moments
from cjm_widgets.measures.measure import KindChoice, Measure, Scale
from cjm_widgets.measures.nets import Net
from cjm_widgets.measures.shares import Share
from cjm_widgets.statistics.differences import Moments
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import net_moments
from cjm_widgets.statistics.omnibus import Omnibus, equal_nets, equal_shares, kruskal_wallis, welch_anova

OMNIBUS_TESTS = ("welch", "kruskal_wallis")


@dataclass(frozen=True)
class LikenessTest:
    """The name of an omnibus test, what it found, and its method; no test is named where there is none."""

    test: str
    omnibus: Omnibus
    method: str


def compare_all(
    measure: Measure, groups: Histograms, scale: Scale, test: str = "welch", level: float = 0.95
) -> LikenessTest:
    """Test that independent groups are all alike in a measure, every cell at once.

    Means and totals: Welch's analysis of variance, or Kruskal and Wallis's test, which is also that of
    medians. Shares: Pearson's chi-squared. Net shares: Wald's chi-squared, adjusted unless the measure's own
    interval is Wald's. Weights enter by linearised errors and effective numbers. Ranks of weighted
    respondents, and clusters, which may lie in several groups, have no test here, and the method says so.

    Parameters
    ----------
    measure
        What to compare by.
    groups
        Counts of shape ``(groups, ..., values)``.
    scale
        Lowest and highest score.
    test
        ``"welch"`` or ``"kruskal_wallis"``; only means offer the choice.
    level
        Confidence that effective numbers are computed for, between 0 and 1.

    Raises
    ------
    MeasureError
        When the measure or the option makes no sense here.

    Examples
    --------
    >>> from cjm_widgets.measures.shares import top_box
    >>> cells = Histograms(np.array([1.0, 4.0, 5.0]), np.array([[9, 6, 5], [4, 8, 8], [2, 8, 10]]))
    >>> result = compare_all(top_box(), cells, (1, 5))
    >>> result.test, round(float(result.omnibus.statistic), 3), round(float(result.omnibus.p), 4)
    ('Pearson chi-squared', 6.933, 0.0312)
    """
    check_choice("test", test, OMNIBUS_TESTS)
    measure.require(scale)
    while isinstance(measure, KindChoice):
        measure = measure.measure
    groups = measure.own_counts(groups)
    design = groups.design
    of, at = design.of, design.at
    ranks = isinstance(measure, Median) or (isinstance(measure, Mean) and test == "kruskal_wallis")
    if design.clustered:
        return _no_test(groups, "no omnibus test for clusters, which may lie in several segments")
    if ranks and design.weighted:
        return _no_test(groups, "no omnibus test by ranks for weighted respondents")
    with np.errstate(divide="ignore", invalid="ignore"):
        if ranks:
            ranked = groups.ascending
            noun = "medians" if isinstance(measure, Median) else "means"
            return LikenessTest("Kruskal-Wallis", kruskal_wallis(ranked.n), f"{noun} of segments by ranks")
        if isinstance(measure, Mean):
            return LikenessTest("Welch ANOVA", welch_anova(moments(groups)), f"{of}means of segments")
        if isinstance(measure, Total):
            return LikenessTest("Welch ANOVA", welch_anova(_totals(groups)), f"{of}totals of segments")
        if isinstance(measure, Share):
            shares = measure.share(groups, scale, level)
            return LikenessTest(f"Pearson chi-squared{at}", equal_shares(*shares), f"{of}shares of segments")
        if isinstance(measure, Net):
            adjusted = measure.interval != "wald"
            nets = net_moments(*measure.shares(groups, scale, level), adjusted=adjusted)
            name = f"{'adjusted ' if adjusted else ''}Wald chi-squared{at}"
            return LikenessTest(name, equal_nets(*nets), f"{of}{measure.label} of segments")
    return _no_test(groups, f"no omnibus test for {measure.name}")


def _totals(groups: Histograms) -> Moments:
    one, n = moments(groups), groups.sums[0].sum(axis=-1)
    return Moments(one.n, n * one.mean, n**2 * one.variance, n * one.error, one.error_freedom)


def _no_test(groups: Histograms, why: str) -> LikenessTest:
    shape = groups.n.shape[1:-1]
    unknown = np.full(shape, np.nan)
    with_answers = (groups.n.sum(axis=-1) > 0).sum(axis=0)
    return LikenessTest("", Omnibus(unknown, unknown, unknown, unknown, with_answers), why)
