"""Tests by permutation, in which nothing is assumed but that the groups could be labelled either way."""

from __future__ import annotations

import numpy as np

from cjm_widgets.statistics.arrays import Array, Whole

_SLACK = 1e-7
"""The relative error up to which two tables are equally likely, as in R's ``fisher.test``."""


def permuted_share_p(n_a: Whole, total_a: Whole, n_b: Whole, total_b: Whole) -> Array:
    """The two-sided p-value that two groups differ in a share, over all permutations of who is in which.

    How many of the first group do something is then hypergeometric, so that no permutation needs to be
    drawn: the p-value is the chance of a table that is no likelier than the one seen.

    Parameters
    ----------
    n_a, total_a, n_b, total_b
        How many of each group do it, and how many there are; whole numbers of one shape.

    Returns
    -------
    ndarray
        Same shape; ``NaN`` where a group is empty.

    References
    ----------
    Fisher (1935), "The Design of Experiments", sections 21 and 21.02. As R's ``fisher.test``.

    Examples
    --------
    >>> p = permuted_share_p(np.array([3]), np.array([4]), np.array([1]), np.array([4]))
    >>> p.round(4).tolist()
    [0.4857]
    """
    from scipy.special import gammaln

    def chance(n: Whole, total: int, doing: int, own: int) -> Array:
        """The log of the chance that so many of a group of ``own`` do it; the same constant left out."""
        parts = (n, doing - n, own - n, total - doing - own + n)
        return np.asarray(-sum(gammaln(np.asarray(part) + 1.0) for part in parts))

    p = np.full(np.shape(n_a), np.nan)
    for place in np.ndindex(np.shape(n_a)):
        seen, own, other = int(n_a[place]), int(total_a[place]), int(total_b[place])
        doing = seen + int(n_b[place])
        if not own or not other:
            continue
        possible = np.arange(max(0, doing - other), min(doing, own) + 1)
        logs = chance(possible, own + other, doing, own)
        weights = np.exp(logs - logs.max())
        own_weight = weights[seen - possible[0]]
        p[place] = min(1.0, weights[weights <= own_weight * (1 + _SLACK)].sum() / weights.sum())
    return p
