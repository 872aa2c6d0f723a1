"""Tests by permutation, in which nothing is assumed but that the groups could be labelled either way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Index, Whole

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


class Moves(NamedTuple):
    """Which moves walks make, and at which states they are, each once.

    Parameters
    ----------
    walk, move
        The walk and the number of each move that it makes.
    origin
        The state from which each move leads.
    walk_at, state
        The walk and the number of each state that it is at.
    """

    walk: Index
    move: Index
    origin: Index
    walk_at: Index
    state: Index


class MatrixTest(NamedTuple):
    """How far matrices of transitions differ, and the p-value that they are alike."""

    statistic: float
    p: float


def permuted_matrix_p(moves: Moves, n: Whole, draws: int = 1000, seed: int = 0) -> MatrixTest:
    """Test whether all transitions of several groups are alike, by permutations of whole cases.

    The statistic is the sum over moves from i to j, and over groups g, of ``n_gi (p_gij - p_ij)^2 / p_ij``:
    ``n_gi`` cases of a group are at i, the share ``p_gij`` of them ever goes on to j, and ``p_ij`` is the
    share of all. Its law is that under permutations of who is in which group, so that the moves of one case
    may depend on each other. The p-value is ``(1 + b) / (1 + draws)``, where b permutations have a statistic
    at least as large.

    Parameters
    ----------
    moves
        What the different walks do.
    n
        How many cases of each group take each walk, shape ``(walks, groups)``.
    draws
        How many permutations to draw, at least 1.
    seed
        Of the random numbers.

    References
    ----------
    Anderson and Goodman (1957), "Statistical inference about Markov chains", Annals of Mathematical
    Statistics 28, for the statistic; Phipson and Smyth (2010), Statistical Applications in Genetics and
    Molecular Biology 9, for the p-value.

    Examples
    --------
    >>> one = np.array([0, 1])  # the first walk leads from 0 by move 0, the second from 0 by move 1
    >>> moves = Moves(one, one, np.array([0, 0]), one, np.array([0, 0]))
    >>> test = permuted_matrix_p(moves, np.array([[9, 1], [1, 9]]))
    >>> round(test.statistic, 2), test.p < 0.01
    (12.8, True)
    """
    random = np.random.default_rng(seed)
    all_walks = n.sum(axis=1)
    states = int(max(moves.state.max(initial=-1), moves.origin.max(initial=-1))) + 1
    doing = np.bincount(moves.move, all_walks[moves.walk], len(moves.origin))
    being = np.bincount(moves.state, all_walks[moves.walk_at], states)[moves.origin]
    share = np.divide(doing, being, out=np.zeros(len(doing)), where=doing > 0)

    def statistic(own: Whole) -> float:
        total = 0.0
        for group in own.T:
            went = np.bincount(moves.move, group[moves.walk], len(share))
            were = np.bincount(moves.state, group[moves.walk_at], states)[moves.origin]
            alike = were * share  # n (p_g - p)^2 / p, where p_g is went / were
            apart = np.divide((went - alike) ** 2, alike, out=np.zeros(len(share)), where=alike > 0)
            total += float(apart.sum())
        return total

    seen, larger = statistic(n), 0
    for _ in range(draws):
        own, remaining = np.empty_like(n), all_walks.copy()
        for group, size in enumerate(n.sum(axis=0)[:-1].tolist()):
            own[:, group] = random.multivariate_hypergeometric(remaining, size, method="marginals")
            remaining -= own[:, group]
        own[:, -1] = remaining
        larger += statistic(own) >= seen * (1 - _SLACK)
    return MatrixTest(seen, (1 + larger) / (1 + draws))
