"""Clusters or respondents who lie in two groups that are compared, and the correlation they bring about.

Two estimates from the same people are not independent: where somebody's answers agree, the difference varies
less than that of two independent estimates. Everything is computed from sums of products, without rows.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Index
from cjm_widgets.statistics.histograms import Histograms, SharedCells


class Overlap(NamedTuple):
    """How far the estimates of two groups hang together.

    ``correlation`` is that of the two estimates. ``clusters`` is how many clusters lie in both groups, and
    ``part_a`` and ``part_b`` which part of each group's clusters that is, 0 to 1.
    """

    correlation: Array
    clusters: Array
    part_a: Array
    part_b: Array


UNRELATED: Array = np.zeros(())
"""The correlation of independent estimates."""
NO_OVERLAP = Overlap(UNRELATED, UNRELATED, UNRELATED, UNRELATED)
"""Independent groups, to broadcast with any shape."""


def overlap_of(a: Histograms, b: Histograms, score: Array) -> Overlap:
    """The overlap of two groups, for the mean of a score that is a function of the value.

    Parameters
    ----------
    a, b
        Counts of shape ``(pairs, stages, values)``, the groups of each pair, taken from the same counts.
    score
        The score of each value, to broadcast with ``a.n``.

    Returns
    -------
    Overlap
        Arrays of shape ``(pairs, stages)``, or `NO_OVERLAP` where nothing is known to lie in both.

    References
    ----------
    Cameron, Gelbach and Miller (2011), "Robust inference with multiway clustering", Journal of Business &
    Economic Statistics 29, on the covariance of sums over clusters.

    Examples
    --------
    >>> places = (np.array(each) for each in ([0, 0], [0, 0], [1, 1], [0, 1], [0, 1]))
    >>> same = SharedCells(*places, np.array([5.0, 5.0]), np.full((2, 2, 1), 10))
    >>> cells = Histograms(np.array([1.0, 2.0]), np.array([[[5, 5]], [[5, 5]]]), shared=same)
    >>> overlap = overlap_of(cells.take(np.array([0])), cells.take(np.array([1])), cells.values)
    >>> overlap.correlation.tolist(), overlap.part_a.tolist()
    ([[1.0]], [[1.0]])
    """
    shared = a.shared
    if shared is None or b.shared is not shared or a.places is None or b.places is None:
        return NO_OVERLAP
    away_a, away_b = (_away(cells, score) for cells in (a, b))
    scale = np.sqrt(_squares(a, away_a) * _squares(b, away_b))
    sums = _sums(shared, (a.places, b.places), away_a, away_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = np.clip(np.nan_to_num(sums / np.where(scale > 0, scale, np.nan)), -1, 1)
        clusters = shared.n[a.places, b.places].astype(np.float64)
        parts = (np.clip(np.nan_to_num(clusters / _clusters(cells)), 0, 1) for cells in (a, b))
        return Overlap(correlation, clusters, *parts)


def variance_of_sum(errors: Array, correlation: Array = UNRELATED) -> Array:
    """The variance of a sum of estimates; zero where nothing but rounding is left.

    Parameters
    ----------
    errors
        The standard error of each, with the sign it has in the sum, shape ``(estimates, ...)``.
    correlation
        That of every two, shape ``(estimates, estimates, ...)``, zero of one with itself.

    Examples
    --------
    >>> float(variance_of_sum(np.array([3.0, -4.0]), np.array([[0.0, 0.5], [0.5, 0.0]])))
    13.0
    """
    own: Array = (errors**2).sum(axis=0)
    if correlation.ndim < 2:
        return own
    total: Array = own + np.einsum("i...,ij...,j...->...", errors, correlation, errors)
    return np.where(total <= 1e-12 * own, 0, total)


def _away(cells: Histograms, score: Array) -> Array:
    """Each value's score less the mean, zero where there are no answers."""
    weights, _ = cells.sums
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (weights * score).sum(axis=-1) / weights.sum(axis=-1)
    away: Array = np.nan_to_num(score - mean[..., np.newaxis])
    return away


def _squares(cells: Histograms, away: Array) -> Array:
    """The sum over clusters of the square of their deviations."""
    squares: Array
    if cells.clusters is not None:
        squares = np.einsum("...i,...ij,...j->...", away, cells.clusters.products, away)
        return np.maximum(squares, 0)
    squares = (cells.sums[1] * away**2).sum(axis=-1)
    return squares


def _clusters(cells: Histograms) -> Array:
    n = cells.n.sum(axis=-1) if cells.clusters is None else cells.clusters.n
    return np.where(n > 0, n, np.nan).astype(np.float64)


def _sums(shared: SharedCells, places: tuple[Index, Index], away_a: Array, away_b: Array) -> Array:
    """For each pair and stage the sum over clusters of the product of their deviations in both groups."""
    groups = shared.n.shape[0]
    pair = np.full((groups, groups), -1, np.intp)
    pair[places] = np.arange(len(places[0]))
    shape = away_a.shape[:-1]
    sums: Array = np.zeros(shape)
    ends: Any = (shared.group_a, shared.value_a), (shared.group_b, shared.value_b)
    for (group_a, value_a), (group_b, value_b) in (ends, ends[::-1]):
        own = pair[group_a, group_b]
        lines = np.flatnonzero(own >= 0)
        own, stage = own[lines], shared.stage[lines]
        each = (
            shared.products[lines] * away_a[own, stage, value_a[lines]] * away_b[own, stage, value_b[lines]]
        )
        np.add.at(sums, (own, stage), each)
    return sums
