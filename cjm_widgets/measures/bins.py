"""Bins of amounts that have too many different values to be counted one by one.

The edges are fixed, powers of 1.02, so rows counted apart or again fall into the same bins: a value and the
middle of its bin never differ by more than 1 %. Zero has a bin of its own, and negative amounts mirror.
"""

from __future__ import annotations

import numpy as np

from cjm_widgets.measures.intervals import Array

MOST_VALUES = 1000
"""Different values up to which each is counted by itself."""
BIN = 0.02
"""How much greater a bin's far edge is than its near one."""

_STEP = np.log1p(BIN)


def middles(amounts: Array) -> Array:
    """The middle of the bin that each amount falls into.

    Parameters
    ----------
    amounts
        Any finite numbers.

    References
    ----------
    Masson, Rim and Lee (2019), "DDSketch: a fast and fully-mergeable quantile sketch with relative-error
    guarantees", Proceedings of the VLDB Endowment 12.

    Examples
    --------
    >>> middles(np.array([0.0, 100.0, 100.5, -100.0])).round(2).tolist()
    [0.0, 99.89, 99.89, -99.89]
    """
    size = np.abs(amounts)
    place = np.ceil(np.log(np.where(size > 0, size, 1.0)) / _STEP)
    middle: Array = np.sign(amounts) * np.exp(place * _STEP) * 2 / (2 + BIN)
    return middle


def edges(middle: Array, bin: Array) -> tuple[Array, Array]:
    """The lower and the upper edge of bins, from their middles.

    Parameters
    ----------
    middle
        Of each bin.
    bin
        How much greater the far edge is than the near one; zero for a value that is no bin.

    Examples
    --------
    >>> low, high = edges(middles(np.array([100.0, 0.0, -100.0])), np.array(BIN))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([98.91, 0.0, -100.89], [100.89, 0.0, -98.91])
    """
    far = middle * (2 + bin) / 2
    near = far / (1 + bin)
    return np.minimum(near, far), np.maximum(near, far)
