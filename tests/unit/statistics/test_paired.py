"""Tests of pairs against scipy, and groups that share clusters against tests of pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from cjm_widgets.statistics.differences import newcombe_interval, two_proportion_p
from cjm_widgets.statistics.paired import mcnemar_p, signed_ranks
from tests.unit.strategies import examples


@examples(100)
@given(st.lists(st.integers(-4, 4), min_size=1, max_size=60))
def test_signed_ranks_are_those_of_scipy(differences: list[int]) -> None:
    assume(any(differences))
    values, n = np.unique(np.array(differences, np.float64), return_counts=True)
    expected = stats.wilcoxon(differences, correction=True, method="approx")
    nonzero = [one for one in differences if one]
    ranks = stats.rankdata(np.abs(nonzero)) * np.sign(nonzero)
    found = signed_ranks(values, n)
    assert float(found.p) == pytest.approx(expected.pvalue, abs=1e-9)
    assert float(found.correlation) == pytest.approx(ranks.sum() / np.abs(ranks).sum())


def test_signed_ranks_of_no_change_are_unknown() -> None:
    assert np.isnan(signed_ranks(np.zeros((2, 1)), np.array([[5], [0]])).p).all()


@pytest.mark.parametrize(("gained", "lost"), [(9, 2), (2, 9), (5, 5), (0, 7), (1, 0), (40, 60)])
def test_mcnemar_is_the_binomial_test_with_half_the_chance_of_what_was_seen(gained: int, lost: int) -> None:
    n = gained + lost
    exact = stats.binomtest(gained, n).pvalue
    expected = min(exact - stats.binom.pmf(gained, n, 0.5), 1) if gained != lost else 1
    assert float(mcnemar_p(np.array(gained), np.array(lost))) == pytest.approx(expected)


def test_mcnemar_of_nobody_who_changed_is_unknown() -> None:
    assert np.isnan(mcnemar_p(np.array(0), np.array(0)))


def test_newcombes_interval_for_pairs_is_the_published_one() -> None:
    """Newcombe's example of 20, 12, 2 and 16 respondents: method 10 without correction."""
    both, first, second, neither = 20, 12, 2, 16
    n = both + first + second + neither
    a, b = (both + first) / n, (both + second) / n
    phi = (both * neither - first * second) / np.sqrt(
        (both + first) * (second + neither) * (both + second) * (first + neither)
    )
    low, high = newcombe_interval(*map(np.array, (a, n, b, n)), 0.95, np.array(phi))
    assert (round(float(low), 4), round(float(high), 4)) == (0.0618, 0.3242)


def test_related_shares_that_agree_wholly_have_no_test() -> None:
    share, n = np.array(0.5), np.array(40)
    assert np.isnan(two_proportion_p(share, n, share, n, np.array(1.0)))
