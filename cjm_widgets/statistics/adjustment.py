"""Adjustment of p-values for the number of tests they are read with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cjm_widgets.statistics.arrays import Array


def holm(p: Array) -> Array:
    """Holm's step-down adjustment: limits the chance of a single false difference.

    Parameters
    ----------
    p
        P-values, shape ``(tests,)``; ``NaN`` where there is no test.

    Returns
    -------
    ndarray
        Adjusted p-values, same shape; ``NaN`` stays.

    References
    ----------
    Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, np.nan, 0.02])).tolist()
    [0.03, 0.04, nan, 0.04]
    """

    tests = np.flatnonzero(~np.isnan(p))
    order = tests[np.argsort(p[tests], kind="stable")]
    adjusted = np.full(p.shape, np.nan)
    products = p[order] * (len(tests) - np.arange(len(tests)))
    adjusted[order] = np.minimum(np.maximum.accumulate(products), 1)
    return adjusted


def benjamini_hochberg(p: Array) -> Array:
    """Benjamini and Hochberg's adjustment: limits the share of false differences among the significant ones.

    Parameters
    ----------
    p
        P-values, shape ``(tests,)``; ``NaN`` where there is no test.

    Returns
    -------
    ndarray
        Adjusted p-values, same shape; ``NaN`` stays.

    References
    ----------
    Benjamini and Hochberg (1995), "Controlling the false discovery rate", Journal of the Royal
    Statistical Society B 57.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.02])).tolist()
    [0.03, 0.04, nan, 0.03]
    """

    from scipy.stats import false_discovery_control

    tests = ~np.isnan(p)
    adjusted = np.full(p.shape, np.nan)
    if tests.any():
        adjusted[tests] = false_discovery_control(p[tests], method="bh")
    return adjusted


ADJUSTMENTS: dict[str, Callable[[Array], Array]] = {"holm": holm, "bh": benjamini_hochberg}
ADJUSTMENT_NAMES = {"holm": "Holm", "bh": "Benjamini-Hochberg"}
"""What methods call each."""
