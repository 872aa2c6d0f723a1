"""Products over clusters, and over the answers of a respondent: what of them may leave the counts.

A product of two cells says how often one person, or one cluster, gave two answers. Where a value was given by
few, it would tell what else they answered, or what those at home with them did. The counts then have one
number for each segment instead, and one for each two segments that share clusters: the design effect of the
mean, which shares take over as published surveys do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from msgspec.structs import replace

from cjm_widgets.counts.pairs import CellPairs, read_pairs
from cjm_widgets.document.model import AnswerTally, Clusters, Counts, Tally
from cjm_widgets.statistics.arrays import Array, Mask


def summarize_products(exact: Sequence[Counts], tables: Sequence[Counts], min_n: int) -> list[Counts]:
    """The tables, with products summarized at each stage or question where some would be of few respondents.

    That is where a value of some segment was given by fewer than ``min_n``, or so few answered together. The
    products then are those of the mean's design effect: of a cell with weights w and scores less their mean
    a, the sum over clusters of squared sums of wa, over the sum of w²a². The error of the mean stays
    exact, in each segment and between two of them; errors of shares become those of the same design effect.
    Where fewer than ``min_n`` share a cluster, the effect is the largest that published numbers allow.

    Parameters
    ----------
    exact
        The tables with all products.
    tables
        The same tables as they are to be published otherwise: of amounts, in bins.
    min_n
        Respondents that a product needs.

    References
    ----------
    Kish (1965), "Survey Sampling", on design effects that are carried over from one estimate to others.

    Examples
    --------
    >>> clusters = Clusters(((0, 0), (0, 1), (1, 1)), (4.0, 2.0, 10.0), ((0, 0, 2),))
    >>> counts = Counts(stages={"wait": Tally((4.0, 5.0), ((4, 8),), clusters=clusters)})
    >>> summarize_products([counts], [counts], min_n=2)[0].stages["wait"].clusters.products
    (4.0, 2.0, 10.0)
    >>> [few] = summarize_products([counts], [counts], min_n=5)
    >>> [round(product, 6) for product in few.stages["wait"].clusters.products]
    [3.0, 6.0]
    """
    summarized = [*tables]
    for kind in ("stages", "questions"):
        changed: list[dict[str, Tally]] = [{} for _ in tables]
        for name in getattr(exact[0], kind):
            own = [getattr(table, kind)[name] for table in exact]
            public = [getattr(table, kind)[name] for table in tables]
            binned = any(one is not other for one, other in zip(own, public, strict=True))
            pairs = binned or any(_pairs_are_of_few(tally, min_n) for tally in own)
            answers = any(_answers_are_of_few(tally, min_n) for tally in own)
            for place, (one, other) in enumerate(zip(own, public, strict=True)):
                if pairs and one.clusters is not None:
                    other = replace(other, clusters=_clusters(one, other, min_n))
                if answers:
                    other = replace(other, answers=_answers(one, min_n))
                if pairs or answers:
                    changed[place][name] = other
        for place, tallies in enumerate(changed):
            if tallies:
                table = summarized[place]
                summarized[place] = replace(table, **{kind: {**getattr(table, kind), **tallies}})
    return summarized


def _pairs_are_of_few(tally: Tally, min_n: int) -> bool:
    """Whether a product over clusters may be of fewer than ``min_n`` respondents."""
    if tally.clusters is None:
        return False
    return _some_below(np.array(tally.n), min_n) or not _together(tally, min_n).any()


def _answers_are_of_few(tally: Tally, min_n: int) -> bool:
    """Whether a product of two answers may be of fewer than ``min_n`` respondents."""
    answers = tally.answers
    if answers is None or not answers.products:
        return False
    few = _some_below(_respondents_of(answers), min_n)
    return few or (tally.clusters is not None and not _together(tally, min_n).any())


def _some_below(n: Array, min_n: int) -> bool:
    return bool(((n > 0) & (n < min_n)).any())


def _respondents_of(answers: AnswerTally) -> Array:
    """How many respondents at least gave each score, by the inequality of Cauchy and Schwarz."""
    shares = np.array(answers.shares)
    own = np.zeros_like(shares)
    if answers.products:
        for column, (first, second) in enumerate(answers.pairs):
            if first == second:
                own[:, first] = np.array(answers.products)[:, column]
    least: Array = np.divide(shares**2, own, out=np.zeros_like(shares), where=own > 0)
    return np.ceil(least - 1e-6)


def _together(tally: Tally, min_n: int) -> Mask:
    """For each segment, whether enough respondents share a cluster with another.

    Of n respondents in g clusters up to 2 (n - g) do, and so many where clusters are pairs.
    """
    enough: Mask = 2 * (np.array(tally.n).sum(axis=1) - _clusters_of(tally)) >= min_n
    return enough


def _clusters_of(tally: Tally) -> Array:
    """How many clusters each segment has."""
    assert tally.clusters is not None
    clusters = np.zeros(len(tally.n))
    for first, second, n in tally.clusters.common:
        if first == second:
            clusters[first] = n
    return clusters


# --- one number for each segment


@dataclass(frozen=True)
class _Cells:
    """The cells of a stage: their scores less the mean of their segment, and the squared weights."""

    away: Array
    squares: Array

    @property
    def independent(self) -> Array:
        """The sum of w²a² of each segment."""
        sums: Array = (self.squares * self.away**2).sum(axis=1)
        return sums


def _cells(tally: Tally) -> _Cells:
    values, n = np.array(tally.values), np.array(tally.n, np.float64)
    weights = np.array(tally.weights) if tally.weights else n
    return _Cells(_away(values, weights), np.array(tally.weights_squared) if tally.weights_squared else n)


def _away(values: Array, weights: Array) -> Array:
    total = weights.sum(axis=1)
    mean = np.divide((weights * values).sum(axis=1), total, out=np.zeros_like(total), where=total > 0)
    away: Array = values - mean[:, np.newaxis]
    return away


def _clusters(exact: Tally, public: Tally, min_n: int) -> Clusters | None:
    """The products of the published tally, with the design effects of the exact one."""
    if exact.clusters is None:
        return None
    own, target = _cells(exact), _cells(public)
    within, between = _sums_over_clusters(read_pairs(exact.clusters, len(exact.values)), own.away)
    enough = _together(exact, min_n)
    sums = np.where(enough, within, _widest(target, public, _clusters_of(exact)))
    effect = _ratio(sums, target.independent, target.independent > 0)
    return _spread(
        [np.diag(row) for row in target.squares * effect[:, np.newaxis]],
        target.squares * target.away,
        target.independent,
        {both: sum for both, sum in between.items() if _in_both(exact.clusters, both, min_n)},
        exact.clusters.common,
    )


def _ratio(sums: Array, independent: Array, some: Mask) -> Array:
    ratio: Array = np.where(some, sums / np.where(some, independent, 1.0), 1.0)
    return np.maximum(ratio, 0.0)


def _widest(cells: _Cells, public: Tally, clusters: Array) -> Array:
    """For each segment the largest sum over clusters of squared sums of wa that its published numbers allow.

    Of n respondents in g clusters at most n - g + 1 share one, and no more comes of it than if these were the
    ones furthest from the mean on one side. Respondents of a cell count as having its root mean square
    weight.
    """
    n = np.array(public.n)
    sums = cells.independent
    for segment, most in enumerate((n.sum(axis=1) - clusters + 1).astype(int).tolist()):
        if most > 1:
            each = np.sqrt(cells.squares[segment] / np.maximum(n[segment], 1)) * cells.away[segment]
            sums[segment] += max(_shared(side * each, n[segment], most) for side in (1, -1))
    return sums


def _shared(amounts: Array, n: Array, most: int) -> float:
    """How far the squared sum of so many of the largest amounts above zero is above their sum of squares."""
    total = squares = 0.0
    for place in np.argsort(-amounts):
        count = min(int(n[place]), most)
        if amounts[place] <= 0 or count == 0:
            continue
        total += count * amounts[place]
        squares += count * amounts[place] ** 2
        most -= count
    return float(total**2 - squares)


def _sums_over_clusters(pairs: CellPairs, away: Array) -> tuple[Array, dict[tuple[int, int], float]]:
    """Of each segment the sum over clusters of squared sums of wa, and of each two segments the products."""
    segments = len(away)
    flat = away.reshape(-1)
    first, second = pairs.first // pairs.values, pairs.second // pairs.values
    each = pairs.products * flat[pairs.first] * flat[pairs.second]
    same = first == second
    twice = np.where(pairs.first == pairs.second, 1.0, 2.0)
    within = np.bincount(first[same], (each * twice)[same], segments).astype(np.float64)
    key, place = np.unique(first[~same] * segments + second[~same], return_inverse=True)
    sums = np.bincount(place, each[~same], len(key))
    return within, {
        (int(one) // segments, int(one) % segments): float(sum) for one, sum in zip(key, sums, strict=True)
    }


def _in_both(clusters: Clusters, both: tuple[int, int], min_n: int) -> bool:
    """Whether enough respondents are in clusters that lie in both segments: at least one in each of both."""
    return any(2 * n >= min_n and (first, second) == both for first, second, n in clusters.common)


def _spread(
    within: Sequence[Array],
    scale: Array,
    independent: Array,
    between: dict[tuple[int, int], float],
    common: tuple[tuple[int, int, int], ...],
) -> Clusters:
    """Products that have these sums: within segments as given, between two along the deviations of both."""
    width = scale.shape[1]
    pairs: list[tuple[int, int]] = []
    products: list[float] = []
    along = np.divide(
        scale, independent[:, np.newaxis], out=np.zeros_like(scale), where=independent[:, np.newaxis] > 0
    )

    def add(first: int, second: int, block: Array) -> None:
        for a, b in np.argwhere(np.triu(block) if first == second else block).tolist():
            pairs.append((first * width + a, second * width + b))
            products.append(float(block[a, b]))

    for segment, block in enumerate(within):
        add(segment, segment, block)
        for (first, second), sum in between.items():
            if first == segment:
                add(first, second, sum * np.outer(along[first], along[second]))
    order = sorted(range(len(pairs)), key=pairs.__getitem__)
    return Clusters(tuple(pairs[place] for place in order), tuple(products[place] for place in order), common)


def _answers(tally: Tally, min_n: int) -> AnswerTally | None:
    """Answers whose products of two shares are as if each respondent had one score, or that of everyone.

    The part in which respondents have one score is such that the error of their mean is exact.
    """
    answers = tally.answers
    if answers is None or not answers.products:
        return answers
    segments = len(answers.n)
    width = len(answers.values)
    exact = np.zeros((segments, width, width))
    first, second = np.array(answers.pairs, np.intp).T
    exact[:, first, second] = exact[:, second, first] = np.array(answers.products)
    away = _away(np.array(answers.values), np.array(answers.shares))
    squares = exact.sum(axis=2)  # as the shares of a respondent add up to 1
    total, mean = squares.sum(axis=1), (squares * away).sum(axis=1)
    apart, alike = (squares * away**2).sum(axis=1), np.zeros(segments)
    alike = np.divide(mean**2, total, out=alike, where=total > 0)
    own = np.einsum("si,sij,sj->s", away, exact, away)
    one_score = np.clip(_ratio(own - alike, apart - alike, apart - alike > 1e-12 * apart), 0, 1)
    outer = squares[:, :, np.newaxis] * squares[:, np.newaxis, :]
    blocks = (1 - one_score)[:, np.newaxis, np.newaxis] * np.divide(
        outer, total[:, np.newaxis, np.newaxis], out=np.zeros_like(outer), where=total[:, None, None] > 0
    )
    blocks[:, range(width), range(width)] += one_score[:, np.newaxis] * squares
    pairs = np.transpose(np.triu_indices(width))
    clusters = answers.clusters
    if clusters is not None and tally.clusters is not None:
        within, between = _sums_over_clusters(read_pairs(clusters, width), away)
        independent = np.einsum("si,sij,sj->s", away, blocks, away)
        most = np.maximum(np.array(tally.n).sum(axis=1) - _clusters_of(tally) + 1, 1)
        # So many answer alike in the worst case, and no answer is further from the mean than a score.
        alike = np.minimum(most * independent, (most * np.abs(away).max(axis=1)) ** 2) * (1 - 1 / most)
        sums = np.where(_together(tally, min_n), within, independent + alike)
        effect = _ratio(sums, independent, independent > 0)
        common = tally.clusters
        clusters = _spread(
            [*(blocks * effect[:, np.newaxis, np.newaxis])],
            np.einsum("sij,sj->si", blocks, away),
            independent,
            {both: sum for both, sum in between.items() if _in_both(common, both, min_n)},
            (),
        )
    return replace(
        answers,
        pairs=tuple((a, b) for a, b in pairs.tolist()),
        products=_rows(blocks[:, pairs[:, 0], pairs[:, 1]]),
        clusters=clusters,
    )


def _rows(array: Array) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in array.tolist())
