"""Sample sizes against the equation that R's power.prop.test solves, solved here by bisection."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import optimize, stats

import cjm_widgets as cjm
from cjm_widgets.document.errors import MeasureError
from tests.unit.strategies import examples


def r_power(n: float, p1: float, p2: float, alpha: float) -> float:
    """The power of `power.prop.test(n, p1, p2, sig.level, alternative="two.sided", strict=FALSE)`.

    The expression of R's source, src/library/stats/R/power.R.
    """
    up = stats.norm.ppf(alpha / 2, loc=0, scale=1) * -1
    pooled = math.sqrt((p1 + p2) * ((1 - p1) + (1 - p2)) / 2)
    return float(
        stats.norm.cdf((math.sqrt(n) * abs(p1 - p2) - up * pooled) / math.sqrt(p1 * (1 - p1) + p2 * (1 - p2)))
    )


def solved(p1: float, p2: float, power: float, alpha: float) -> float:
    return float(optimize.brentq(lambda n: r_power(n, p1, p2, alpha) - power, 1e-9, 1e13, xtol=1e-9))


@pytest.mark.parametrize(
    ("baseline", "target", "power", "people"),
    [
        (0.50, 0.60, 0.8, 388),
        (0.50, 0.75, 0.9, 77),  # 76.7 in the examples of R's help of power.prop.test
        (0.82, 0.86, 0.8, 1318),
        (0.56, 0.70, 0.8, 186),
    ],
)
def test_known_sizes(baseline: float, target: float, power: float, people: int) -> None:
    assert cjm.sample_size(baseline, target, power=power) == people
    assert cjm.sample_size(target, baseline, power=power) == people


def test_the_equation_gives_the_examples_of_r_s_help() -> None:
    assert round(r_power(50, 0.50, 0.75, 0.05), 3) == 0.740
    assert round(solved(0.50, 0.75, 0.9, 0.05), 1) == 76.7


@examples(200)
@given(
    st.integers(1, 99),
    st.integers(1, 99),
    st.sampled_from([0.7, 0.8, 0.9, 0.95]),
    st.sampled_from([0.01, 0.05, 0.1]),
)
def test_it_is_the_whole_number_that_solves_r_s_equation(
    one: int, other: int, power: float, alpha: float
) -> None:
    assume(one != other)
    baseline, target = one / 100, other / 100
    exact = solved(baseline, target, power, alpha)
    assume(abs(exact - round(exact)) > 1e-6)
    assert cjm.sample_size(baseline, target, power, alpha) == math.ceil(exact)


def connor_power(n: float, p1: float, p2: float, change: float, alpha: float) -> float:
    """Connor (1987): the power of McNemar's test of n pairs, of whom a share ``change`` answers otherwise."""
    d = abs(p2 - p1)
    z = stats.norm.isf(alpha / 2)
    return float(stats.norm.cdf((math.sqrt(n) * d - z * math.sqrt(change)) / math.sqrt(change - d * d)))


@pytest.mark.parametrize("change", [0.12, 0.2, 0.4])
def test_pairs_are_those_that_connor_s_power_asks_for(change: float) -> None:
    exact = optimize.brentq(lambda n: connor_power(n, 0.5, 0.6, change, 0.05) - 0.8, 1, 1e6)
    assert cjm.sample_size(0.5, 0.6, paired=change) == math.ceil(exact)


def test_pairs_without_a_share_are_of_answers_that_have_nothing_to_do_with_each_other() -> None:
    assert cjm.sample_size(0.5, 0.6, paired=True) == cjm.sample_size(0.5, 0.6, paired=0.5 * 0.4 + 0.6 * 0.5)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((50, 60), "did you mean 0.5, which is 50 %"),
        ((0.5, 0.5), "no number of people shows that nothing changes"),
        ((0, 0.5), "baseline is a share between 0 and 1"),
        ((0.5, float("nan")), "target is a share"),
        ((0.5, 0.6, 80), "did you mean 0.8"),
        ((0.5, 0.6, 0.04), "power is between 0.05 and 1"),
        ((0.5, 0.6, 0.8, 1), "alpha is between 0 and 1"),
        ((0.5, 0.6, 0.8, 0.05, 0.05), "between 0.1 and 0.9 of the people"),
        ((0.5, 0.6, 0.8, 0.05, "yes"), "paired= is True, False, or the share"),
        ((True, 0.6), "baseline is a share"),
    ],
)
def test_bad_input_gets_a_sentence(arguments: tuple[float, ...], says: str) -> None:
    with pytest.raises(MeasureError, match=says):
        cjm.sample_size(*arguments)
