"""Scores of those who stayed: what leavers said before they left, and what all would have said later.

A case is rated at a stage only if it came there. Where those who leave differ from those who go on, scores of
later stages are of others than those of earlier ones. Weighting everyone who came by the inverse of the
chance to come, given what they said before, makes up for those like them who left.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole
from cjm_widgets.statistics.intervals import normal_quantile

MOST_STRATA = 7
"""Different scores up to which each is a stratum; of more, groups of equally many are."""
_CHUNK = 4_000_000
"""Numbers that a block of bootstrap samples may have."""


class Survivors(NamedTuple):
    """Mean scores at each stage, with intervals; ``NaN`` where there are none. Arrays of shape ``(stages,)``.

    Parameters
    ----------
    n
        Who is rated there.
    n_left, n_on
        Of those, who came no further, and who did.
    score_left, score_on
        Their mean scores.
    difference, difference_low, difference_high
        Of those who left less those who went on.
    score
        The mean of all who are rated there.
    corrected, corrected_low, corrected_high
        What the mean would be of all cases, had all come so far.
    impossible
        Who left for sure: how many cases had scores with which nobody went on, up to here.
    """

    n: Whole
    n_left: Whole
    n_on: Whole
    score_left: Array
    score_on: Array
    difference: Array
    difference_low: Array
    difference_high: Array
    score: Array
    corrected: Array
    corrected_low: Array
    corrected_high: Array
    impossible: Whole


def survivors(
    score: Array, furthest: Index, level: float = 0.95, draws: int = 1000, seed: int = 0
) -> Survivors:
    """Compare those who left with those who went on, and correct the means for who left.

    The chance of going on from a stage is the share of those with the same latest score who did; that of
    coming to a stage is their product over all stages before. Going on may depend on scores so far, but,
    given those, not on what a case would say later: no data can tell.

    Parameters
    ----------
    score
        What each case said at each stage, ``NaN`` where nothing, shape ``(cases, stages)``.
    furthest
        The last stage in the order of the map that each case came to, 0 to stages - 1, shape ``(cases,)``.
    level
        Confidence of the intervals, between 0 and 1.
    draws
        Bootstrap samples of cases.
    seed
        Of the random numbers; the same seed gives the same intervals.

    References
    ----------
    Robins, Rotnitzky and Zhao (1995), "Analysis of semiparametric regression models for repeated outcomes in
    the presence of missing data", JASA 90; the weights are normalised as by Hajek (1971). Efron and
    Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13: the intervals are normal, with the
    standard error of samples of cases, in which the chances are estimated anew.

    Examples
    --------
    >>> score = np.array([[1.0, np.nan], [5.0, 5.0], [1.0, 1.0], [5.0, 5.0]] * 10)
    >>> means = survivors(score, np.array([0, 1, 1, 1] * 10))
    >>> means.score.round(2).tolist(), means.corrected.round(2).tolist()
    ([3.0, 3.67], [3.0, 3.0])
    """
    patterns = np.column_stack([furthest, np.nan_to_num(score, nan=np.inf)])
    distinct, place = np.unique(patterns, axis=0, return_inverse=True)
    n = np.bincount(place.reshape(-1), minlength=len(distinct)).astype(np.float64)
    ends = distinct[:, 0].astype(np.intp)
    scores = np.where(np.isinf(distinct[:, 1:]), np.nan, distinct[:, 1:])
    table = _Table(scores, ends)
    own = table.means(n[np.newaxis])
    size = max(1, _CHUNK // max(n.size, 1))
    random = np.random.default_rng(seed)
    samples = [
        table.means(random.multinomial(len(furthest), n / n.sum(), min(size, draws - start)).astype(float))
        for start in range(0, draws, size)
    ]
    difference, corrected = (np.concatenate([one[at] for one in samples]) for at in (2, 4))
    z = normal_quantile(level)
    ends_of = {}
    for name, value, drawn in (
        ("difference", own[2][0], difference),
        ("corrected", own[4][0], corrected),
    ):
        known = np.isfinite(drawn)
        few = known.sum(axis=0) < max(2, 0.9 * draws)
        centre = np.where(known, drawn, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        spread = np.where(known, drawn - centre, 0) ** 2
        error = np.sqrt(spread.sum(axis=0) / np.maximum(known.sum(axis=0) - 1, 1))
        error = np.where(few | ~np.isfinite(value), np.nan, error)
        ends_of[name] = value - z * error, value + z * error
    rated = np.isfinite(scores)
    left = rated & (ends[:, np.newaxis] == np.arange(scores.shape[1]))
    counts = [(n[:, np.newaxis] * own_mask).sum(axis=0).astype(np.int64) for own_mask in (rated, left)]
    return Survivors(
        counts[0],
        counts[1],
        counts[0] - counts[1],
        own[0][0],
        own[1][0],
        own[2][0],
        *ends_of["difference"],
        own[3][0],
        own[4][0],
        *ends_of["corrected"],
        table.impossible(n),
    )


class _Table:
    """Distinct cases, and their means under any number of each."""

    def __init__(self, score: Array, furthest: Index) -> None:
        self.score, self.furthest = score, furthest
        self.stages = score.shape[1]
        self.strata = [_strata(score, at) for at in range(self.stages)]

    def means(self, n: Array) -> tuple[Array, ...]:
        """Of leavers, of others, their difference, of all rated, and corrected; shape ``(samples, stages)``.

        Parameters
        ----------
        n
            How often each distinct case is there, shape ``(samples, cases)``.
        """
        shape = (len(n), self.stages)
        left, on, rated, corrected = (np.full(shape, np.nan) for _ in range(4))
        weight = n.copy()
        for at in range(self.stages):
            values = self.score[:, at]
            there = np.isfinite(values)
            gone = there & (self.furthest == at)
            for into, chosen, weights in (
                (left, gone, n),
                (on, there & ~gone, n),
                (rated, there, n),
                (corrected, there, weight),
            ):
                into[:, at] = _mean(weights[:, chosen], values[chosen])
            weight = weight * self._inverse(n, at)
        return left, on, left - on, rated, corrected

    def _inverse(self, n: Array, at: int) -> Array:
        """The inverse of the chance to go on from a stage, of each case; zero of those who did not."""
        stratum, size = self.strata[at]
        there, on = self.furthest >= at, self.furthest > at
        spread = np.zeros((len(stratum), size))
        spread[np.arange(len(stratum)), stratum] = 1
        coming, going = n @ (spread * there[:, np.newaxis]), n @ (spread * on[:, np.newaxis])
        with np.errstate(divide="ignore", invalid="ignore"):
            inverse = np.where(going > 0, coming / going, 0.0)
        result: Array = inverse[:, stratum] * on
        return result

    def impossible(self, n: Array) -> Whole:
        """How many cases are in strata of which nobody went on from an earlier stage, at each stage."""
        lost = np.zeros(self.stages, np.int64)
        for at in range(self.stages - 1):
            stratum, size = self.strata[at]
            there, on = self.furthest >= at, self.furthest > at
            coming = np.bincount(stratum[there], n[there], size)
            going = np.bincount(stratum[on], n[on], size)
            lost[at + 1 :] += int(coming[(going == 0) & (coming > 0)].sum())
        return lost


def _mean(weights: Array, values: Array) -> Array:
    total = weights.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: Array = np.where(total > 0, weights @ values / total, np.nan)
    return mean


def _strata(score: Array, at: int) -> tuple[Index, int]:
    """The group of each case by the latest score it gave up to a stage; those without one are a group."""
    latest = np.full(len(score), np.nan)
    for column in score[:, : at + 1].T:
        latest = np.where(np.isfinite(column), column, latest)
    known: Mask = np.isfinite(latest)
    group = np.zeros(len(score), np.intp)
    if known.any():
        values = np.unique(latest[known])
        if len(values) > MOST_STRATA:
            values = np.unique(np.quantile(latest[known], np.arange(MOST_STRATA) / MOST_STRATA))
        group[known] = np.searchsorted(values, latest[known], side="right")
    return group, int(group.max(initial=0)) + 1
