"""Intervals contain the truth as often as they claim, or their docstrings say how often they do."""

from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.coverage import CASES, LEVEL, NOMINAL, SIZES, coverage

PART = 0.1
"""Of the samples that ``make bench`` draws."""


@pytest.mark.parametrize("name", CASES)
def test_an_interval_is_as_far_from_its_confidence_as_it_says(name: str) -> None:
    case = CASES[name]
    for n, shape, _, inside in coverage(case, PART):
        samples = max(case.samples * PART / (5 if n == max(SIZES) else 1), 50)
        by_chance = 4 * np.sqrt(LEVEL * (1 - LEVEL) / samples)
        assert np.isnan(inside) or abs(inside - LEVEL) <= case.off + by_chance, (n, shape)
    assert case.off <= NOMINAL or "simulated" in str(case.maker.__doc__).lower()
