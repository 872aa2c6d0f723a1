"""Counts written down by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from cjm_widgets.statistics.histograms import Histograms


def cell(scores: Mapping[float, int]) -> Histograms:
    """One cell: each score, and how many gave it."""
    return Histograms(np.array([*scores], float), np.array([*scores.values()]))


def answers(scores: Sequence[float], weights: Sequence[float] | None = None) -> Histograms:
    """One cell of these answers, in whatever order, with a weight each or none."""
    values, place, n = np.unique(scores, return_inverse=True, return_counts=True)
    if weights is None:
        return Histograms(values, n)
    w = np.asarray(weights, float)
    return Histograms(values, n, np.bincount(place, w), np.bincount(place, w * w))


def ends(one) -> list[float]:
    """The interval of an estimate of a single cell."""
    return [float(one.low), float(one.high)]
