"""Which test holds each vector of the oracles, so that a new one is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

UNIT = Path(__file__).parents[1]
USED = {
    "measures/test_nets.py": (
        "nps_1_2_3",
        "nps_75_675_250",
        "nps_9_8_19",
        "nps_3_2_5",
        "nps_0_0_10",
        "nps_0_5_0",
        "nps_10_0_0",
        "nps_342_968_1436",
    ),
    "measures/test_shares.py": ("wilson_81_263", "wilson_15_148", "wilson_0_20", "wilson_1_29"),
    "statistics/test_differences.py": (
        "nps_diff",
        "newcombe_56_48_14_32",
        "newcombe_9_3_1_7",
        "newcombe_6_2_1_5",
        "newcombe_5_0_51_29",
        "newcombe_10_0_0_20",
        "welch",
        "mwc",
        "padj",
    ),
    "analysis/test_distribution.py": ("goodman",),
    "measures/test_measure.py": ("t1",),
    "measures/test_survey_oracle.py": ("survey",),
    "measures/test_medians.py": tuple(f"median_ci_n{n}" for n in (6, 10, 15, 20, 25, 30, 50, 100)),
    "analysis/test_curve.py": ("peak_end_A", "peak_end_B"),
}
NOT_MEASURED = {
    "kw": "Kruskal and Wallis's test of several groups at once; groups are compared two by two",
    "oneway2": "Welch's analysis of variance, likewise",
    "fleiss_smokers": "a test of several shares at once, likewise",
    "fisher_tea": "Fisher's exact test; shares are compared by Newcombe's interval and the z test",
    "kappa": "agreement of two raters",
    "fleiss_kappa_14x10x5": "agreement of several raters",
    "krippendorff_C": "agreement of several raters",
    "lowess": "a smoothed line; curves run through the stages",
}
"""Vectors of what is no measure of a journey."""


def test_every_vector_is_used_or_of_something_that_is_not_measured(vectors):
    used = [id for ids in USED.values() for id in ids]
    assert len(used) == len({*used})
    assert {*used} | {*NOT_MEASURED} == {*vectors}
    assert len(used) == 34


@pytest.mark.parametrize("file", USED)
def test_a_file_names_the_vectors_it_holds(file):
    text = (UNIT / file).read_text(encoding="utf-8")
    for id in USED[file]:
        family, _, case = id.partition("_")
        assert id in text or (f"{family}_" in text and case.removeprefix("ci_n") in text), id
