"""P-values of several tests read together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cjm_widgets.statistics.arrays import Array


def holm(p: Array) -> Array:
    """Holm's step-down adjustment: the chance of even one false difference stays below the limit.

    Parameters
    ----------
    p
        P-values, shape ``(tests,)``; ``NaN`` is no test.

    Returns
    -------
    ndarray
        Adjusted p-values; ``NaN`` where there was none.

    References
    ----------
    Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, np.nan, 0.02])).tolist()
    [0.03, 0.04, nan, 0.04]
    """

    def adjust(ascending: Array) -> Array:
        tests = len(ascending)
        return np.maximum.accumulate(ascending * (tests - np.arange(tests)))

    return _in_order(p, adjust)


def benjamini_hochberg(p: Array) -> Array:
    """Benjamini and Hochberg's adjustment: the share of false ones among the differences found is limited.

    Parameters
    ----------
    p
        P-values, shape ``(tests,)``; ``NaN`` is no test.

    Returns
    -------
    ndarray
        Adjusted p-values; ``NaN`` where there was none.

    References
    ----------
    Benjamini and Hochberg (1995), "Controlling the false discovery rate", Journal of the Royal
    Statistical Society B 57.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.02])).tolist()
    [0.03, 0.04, nan, 0.03]
    """

    def adjust(ascending: Array) -> Array:
        tests = len(ascending)
        raised = ascending * tests / (1 + np.arange(tests))
        return np.minimum.accumulate(raised[::-1])[::-1]

    return _in_order(p, adjust)


ADJUSTMENTS: dict[str, Callable[[Array], Array]] = {"holm": holm, "bh": benjamini_hochberg}


def _in_order(p: Array, adjust: Callable[[Array], Array]) -> Array:
    tests = np.flatnonzero(~np.isnan(p))
    order = tests[np.argsort(p[tests], kind="stable")]
    adjusted = np.full(p.shape, np.nan)
    adjusted[order] = np.minimum(adjust(p[order]), 1)
    return adjusted
