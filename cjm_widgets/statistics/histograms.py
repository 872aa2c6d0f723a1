"""`Histograms`, the counts that measures are computed from, and the bins of amounts with many values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole

MOST_VALUES = 1000
"""The most different values that are counted one by one; more go into bins."""
BIN = 0.02
"""The relative width of a bin: its far edge over its near one, less 1."""

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
    middle: Array = np.sign(amounts) * middle_of(bin_numbers(np.where(size > 0, size, 1.0)))
    return middle


def bin_numbers(sizes: Array) -> Array:
    """The number of the bin of each amount above zero; larger amounts have larger ones."""
    numbers: Array = np.log(sizes)
    numbers /= _STEP
    return np.ceil(numbers, out=numbers)


def middle_of(number: Array) -> Array:
    """The middle of bins by their numbers."""
    middle: Array = np.exp(number * _STEP) * 2 / (2 + BIN)
    return middle


def edges(middle: Array, bin: Array) -> tuple[Array, Array]:
    """The lower and the upper edge of bins, from their middles.

    Parameters
    ----------
    middle
        The middle of each bin.
    bin
        The relative width of each bin, as `BIN`; zero for an exact value.

    Examples
    --------
    >>> low, high = edges(middles(np.array([100.0, 0.0, -100.0])), np.array(BIN))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([98.91, 0.0, -100.89], [100.89, 0.0, -98.91])
    """
    far = middle * (2 + bin) / 2
    near = far / (1 + bin)
    return np.minimum(near, far), np.maximum(near, far)


# --- counts of cells


class Design(NamedTuple):
    """How respondents were sampled, and how the name of a method says so."""

    weighted: bool = False
    clustered: bool = False
    questions: int | None = None
    """Over how many questions respondents' shares are averaged: 0 for several answers, None for one."""

    @property
    def over(self) -> str:
        """What a share is averaged over, where respondents gave several answers."""
        if self.questions is None:
            return ""
        several = f"{self.questions} questions" if self.questions else "several answers"
        return f" over {several}, respondents' shares averaged"

    @property
    def of(self) -> str:
        """The prefix of an estimate's name."""
        return "weighted " if self.weighted else ""

    @property
    def at(self) -> str:
        """Which effective number an interval of shares uses, where it is not that of respondents."""
        if self.clustered:
            return " at cluster-robust n"
        return " at effective n" if self.questions is not None else " at Kish n" if self.weighted else ""

    @property
    def error(self) -> str:
        """The kind of standard error of a mean, where it is not the usual one."""
        return "cluster-robust " if self.clustered else "linearised " if self.weighted else ""


@dataclass(frozen=True)
class ExactSums:
    """Exact sums over the respondents of each cell, for values in bins.

    Parameters
    ----------
    sums
        With weights w and values x: the sums of wx, wx², w²x and w²x², shape ``(..., 4)``.
    bin
        The relative width of the bins, as `BIN`, shape ``(...)``; zero where the values are exact, NaN where
        bins differ in width and their values are means.
    """

    sums: Array
    bin: Array


@dataclass(frozen=True)
class ClusterProducts:
    """How the respondents of each cell fall into clusters.

    Parameters
    ----------
    products
        For each pair of values, the sum over clusters of the product of their respondents, or of their
        weights; shape ``(..., values, values)``.
    n
        How many clusters there are, or a lower bound of that, shape ``(...)``.
    """

    products: Array
    n: Array


@dataclass(frozen=True)
class SharedCells:
    """Sums of products of cells in different groups, over the clusters that lie in both.

    Parameters
    ----------
    stage, group_a, group_b, value_a, value_b
        The places of each two cells: their stage, and the group and the value of either. Each pair of groups
        stands in one order only.
    products
        Sums over clusters of the product of their respondents in both cells, or of their weights.
    n
        How many clusters lie in each two groups, shape ``(groups, groups, stages)``.
    """

    stage: Index
    group_a: Index
    group_b: Index
    value_a: Index
    value_b: Index
    products: Array
    n: Whole


@dataclass(frozen=True)
class AnswerShares:
    """The answers of each cell, where respondents gave several; all shapes are those of the cells.

    Parameters
    ----------
    several
        For which cells, shape ``(...)``. The others are nowhere in the arrays.
    values
        Scores, shape ``(..., scores)``; any finite number where ``n`` is zero.
    n
        Answers, same shape.
    shares
        Sums over respondents of their weight times the share of their answers with the score, same shape.
    products
        For each pair of scores, sums over respondents of the squared weight times both shares, shape
        ``(..., scores, scores)``; ``NaN`` where nobody kept them.
    cluster_products
        The same over clusters, of sums of weight times share; ``None`` without clusters.
    questions
        How many questions there are, zero where answers are not of questions, shape ``(...)``.
    withheld
        Cells whose answers are not published, same shape.
    """

    several: Mask
    values: Array
    n: Whole
    shares: Array
    products: Array
    cluster_products: Array | None
    questions: Whole
    withheld: Mask


@dataclass(frozen=True)
class Histograms:
    """How many respondents gave each value, for any number of cells at once.

    Parameters
    ----------
    values
        Scores, shape ``(..., values)``, to broadcast with ``n``; any finite number where ``n`` is zero.
    n
        Respondents, shape ``(..., values)``.
    weights, weights_squared
        Sums of their weights and of the squares, same shape; ``None`` without weights.
    withheld
        Cells that are not published because their respondents are few, shape ``(...)``; they count nobody.
        ``None`` where there are no such cells.
    exact
        Sums over respondents, where the values are the middles of bins.
    clusters
        How respondents fall into clusters; ``None`` where all are independent.
    shared
        Clusters or respondents in several groups of the first axis; ``None`` where groups are independent.
    places
        Which groups of ``shared`` those of the first axis are.
    gaps
        For the same cells, how many respondents had each difference of what they expected less what they
        received; ``None`` where nobody was asked what they expected.
    answers
        The answers, of which the values are means in some cells; ``None`` where each respondent gave one.
    mentions
        For each option, how many of the same respondents do not mention it (0) and do (1); ``None`` where
        respondents gave scores or amounts.
    events
        Of cases of a log of events, what they did at the same stages, by the names in `counts.events`;
        ``None`` where rows are no events.
    """

    values: Array
    n: Whole
    weights: Array | None = None
    weights_squared: Array | None = None
    withheld: Mask | None = None
    exact: ExactSums | None = None
    clusters: ClusterProducts | None = None
    shared: SharedCells | None = None
    places: Index | None = None
    gaps: Histograms | None = None
    answers: AnswerShares | None = None
    mentions: Mapping[str, Histograms] | None = None
    events: Mapping[str, Histograms] | None = None

    @property
    def design(self) -> Design:
        """How respondents were sampled."""
        return Design(self.weights is not None, self.clusters is not None)

    @property
    def withheld_cells(self) -> Mask:
        """``withheld`` as a mask in any case, shape ``(...)``."""
        return np.zeros(self.n.shape[:-1], np.bool_) if self.withheld is None else self.withheld

    @property
    def sums(self) -> tuple[Array, Array]:
        """Sums of weights and of their squares; every weight is 1 where there are none."""
        if self.weights is None or self.weights_squared is None:
            ones = self.n.astype(np.float64)
            return ones, ones
        return self.weights, self.weights_squared

    def take(self, places: Index) -> Histograms:
        """The cells at these places of the first axis."""
        own = np.arange(len(self.n)) if self.places is None else self.places
        gaps = self.gaps and self.gaps.take(places)
        mentions = self.mentions and {option: one.take(places) for option, one in self.mentions.items()}
        events = self.events and {name: one.take(places) for name, one in self.events.items()}
        taken = self._at(places, self.values)
        return replace(
            taken, shared=self.shared, places=own[places], gaps=gaps, mentions=mentions, events=events
        )

    def cell(self, *place: int) -> Histograms:
        """The one cell at a place, by itself."""
        return self._at(place, np.broadcast_to(self.values, self.n.shape)[place])

    def _at(self, place: Any, values: Array) -> Histograms:
        def part(array: Any) -> Any:
            return None if array is None else array[place]

        def parts(arrays: Any) -> Any:
            return arrays and replace(
                arrays, **{field.name: part(getattr(arrays, field.name)) for field in fields(arrays)}
            )

        return replace(
            self,
            values=values,
            n=self.n[place],
            weights=part(self.weights),
            weights_squared=part(self.weights_squared),
            withheld=part(self.withheld),
            exact=parts(self.exact),
            clusters=parts(self.clusters),
            shared=None,
            places=None,
            gaps=None,
            answers=parts(self.answers),
            mentions=None,
            events=None,
        )

    @property
    def ascending(self) -> Histograms:
        """The same counts, the values of each cell ascending."""
        values = np.broadcast_to(self.values, self.n.shape)
        order = np.argsort(values, axis=-1, kind="stable")

        def sort(array: Any) -> Any:
            return None if array is None else np.take_along_axis(array, order, axis=-1)

        clusters = self.clusters
        if clusters is not None:
            rows = np.take_along_axis(clusters.products, order[..., :, np.newaxis], axis=-2)
            products = np.take_along_axis(rows, order[..., np.newaxis, :], axis=-1)
            clusters = replace(clusters, products=products)
        return replace(
            self,
            values=sort(values),
            n=sort(self.n),
            weights=sort(self.weights),
            weights_squared=sort(self.weights_squared),
            clusters=clusters,
            shared=None,
        )


def varies(cells: Histograms) -> Mask:
    """Whether the respondents of each cell gave different scores, or any of them different answers.

    Examples
    --------
    >>> varies(Histograms(np.array([4.0, 5.0]), np.array([[0, 12], [6, 6]]))).tolist()
    [False, True]
    """
    different: Mask = (cells.n > 0).sum(axis=-1) > 1
    if cells.answers is not None:
        different = different | ((cells.answers.n > 0).sum(axis=-1) > 1)
    return different


def dominated(cells: Histograms) -> Mask:
    """Whether one respondent may have half of all weight: no interval is then worth its name.

    The sums of weights and of their squares tell how large the largest weight can be, which it is where all
    others are equal. A single respondent is not dominated, nor are two of equal weight.

    Examples
    --------
    >>> n, sums = np.array([[12], [12]]), np.array([[111.0], [12.0]])
    >>> dominated(Histograms(np.array([5.0]), n, sums, np.array([[10011.0], [12.0]]))).tolist()
    [True, False]
    """
    if cells.weights is None or cells.weights_squared is None:
        return np.zeros(cells.n.shape[:-1], np.bool_)
    n = cells.n.sum(axis=-1)
    weights, squares = cells.weights.sum(axis=-1), cells.weights_squared.sum(axis=-1)
    part = np.divide(squares, weights**2, out=np.zeros_like(weights), where=weights > 0)
    largest = (1 + np.sqrt(np.maximum((n - 1) * (n * part - 1), 0))) / np.maximum(n, 1)
    few: Mask = (n > 1) & (largest > 0.5 + 1e-9)
    return few
