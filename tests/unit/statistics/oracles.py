"""What other libraries say of rows, in all their versions that the package works with."""

from __future__ import annotations

from collections.abc import Sequence
from inspect import signature
from typing import Any

import numpy as np
from scipy import stats


def welch_f(groups: Sequence[Any]) -> tuple[float, float]:
    """Welch's F of several groups, and its p: scipy's, or before its version 1.16 Welch's own formula.

    B. L. Welch, On the comparison of several mean values, Biometrika 38 (1951).
    """
    if "equal_var" in signature(stats.f_oneway).parameters:
        found = stats.f_oneway(*groups, equal_var=False)
        return float(found.statistic), float(found.pvalue)
    count = len(groups)
    weights = np.array([len(group) / np.var(group, ddof=1) for group in groups])
    means = np.array([np.mean(group) for group in groups])
    centre = np.average(means, weights=weights)
    between = (weights * (means - centre) ** 2).sum() / (count - 1)
    spread = sum(
        (1 - weight / weights.sum()) ** 2 / (len(group) - 1)
        for weight, group in zip(weights, groups, strict=True)
    )
    statistic = between / (1 + 2 * (count - 2) / (count**2 - 1) * spread)
    return float(statistic), float(stats.f.sf(statistic, count - 1, (count**2 - 1) / (3 * spread)))


def percentile_interval(rows: Any, draws: int, seed: int) -> tuple[float, float]:
    """The bootstrap's percentile interval of a mean, as scipy draws it."""
    generator = np.random.default_rng(seed)
    named = {"rng" if "rng" in signature(stats.bootstrap).parameters else "random_state": generator}
    drawn = stats.bootstrap((rows,), np.mean, n_resamples=draws, method="percentile", **named)
    return drawn.confidence_interval.low, drawn.confidence_interval.high
