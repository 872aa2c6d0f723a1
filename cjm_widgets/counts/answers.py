"""Several answers of one respondent at a stage: their mean, and the share of each score among them.

An engine returns, for each respondent, how many answers have which score, packed into a few whole numbers;
that is all one needs of several answers. The counts keep of it what shares and their intervals need: sums
over respondents of their shares, and of products of two shares. Any set of scores is a sum over these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from cjm_widgets.counts.pairs import add_products, read_pairs
from cjm_widgets.document.model import AnswerTally, Clusters
from cjm_widgets.rows.protocol import DIGITS
from cjm_widgets.rows.scores import Answers
from cjm_widgets.rows.tabulate import Tabulation
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole

MOST_ANSWERS = 101
"""The most different scores of a stage whose answers are kept: as many as 0 to 100 has."""
MAX_PRODUCTS = 100_000
"""The most products of two shares that a stage may have."""
_BITS = 52
"""Whole numbers up to 2 ** 52 are exact, whatever an engine adds them up as."""


# --- respondents' answers as whole numbers


@dataclass(frozen=True)
class AnswerCode:
    """How the answers of a respondent are written as whole numbers, which add up over answers.

    Parameters
    ----------
    values
        The scores that occur, ascending.
    base
        More than the answers that any respondent gave at the stage.

    Examples
    --------
    >>> code = AnswerCode(np.array([4.0, 5.0]), base=3)
    >>> code.counts([(5,), (0,)]).tolist(), code.means([(5,), (0,)]).tolist()
    ([[2, 1], [0, 0]], [4.333333333333, nan])
    """

    values: Array
    base: int

    @property
    def exact(self) -> bool:
        """Whether every score is told apart; of too many the sums are the total and the number of answers."""
        return len(self.values) <= MOST_ANSWERS

    @property
    def _digits(self) -> int:
        """How many scores one whole number has room for."""
        return max(int(_BITS / np.log2(self.base)), 1)

    def numbers(self, answers: Answers) -> list[Any]:
        """What each label of a question adds to each sum; see `Rows.sums_per_row`."""
        if not self.exact:
            return [np.where(answers.is_score, answers.score, 0.0), answers.is_score.astype(np.int64)]
        place = np.searchsorted(self.values, answers.score)
        sums = []
        for start in range(0, len(self.values), self._digits):
            inside = answers.is_score & (place >= start) & (place < start + self._digits)
            power = np.where(inside, place - start, 0)
            sums.append(np.where(inside, np.int64(self.base) ** power, 0).astype(np.int64))
        return sums

    def counts(self, labels: Sequence[Sequence[Any]]) -> Whole:
        """How many answers have each score, shape ``(labels, scores)``."""
        sums = np.array(labels, np.float64).astype(np.int64).reshape(len(labels), -1)
        counts = np.zeros((len(labels), len(self.values)), np.int64)
        for place in range(len(self.values)):
            digit = np.int64(self.base) ** (place % self._digits)
            counts[:, place] = sums[:, place // self._digits] // digit % self.base
        return counts

    def means(self, labels: Sequence[Sequence[Any]]) -> Array:
        """The mean score of each label's answers; ``NaN`` for none."""
        with np.errstate(invalid="ignore"):
            if not self.exact:
                total, n = np.array(labels, np.float64).reshape(-1, 2).T
            else:
                counts = self.counts(labels)
                total, n = counts @ self.values, counts.sum(axis=1)
            means: Array = np.round(total / n, DIGITS)
        return means


def code_for(several: Sequence[Answers], base: int) -> AnswerCode:
    """A code for the scores of these questions."""
    return AnswerCode(np.unique(np.concatenate([one.score[one.is_score] for one in several])), base)


# --- tallies of answers


def tally_answers(
    table: Tabulation,
    counts: Whole,
    values: Array,
    segment: Index,
    segments: int,
    *,
    questions: Sequence[str] = (),
    cluster: Index | None = None,
) -> AnswerTally | None:
    """The answers of a stage; None where no respondent gave more than one.

    Parameters
    ----------
    table
        How many respondents each line has, and their weights.
    counts
        For each line, how many answers of a respondent have each score, shape ``(lines, scores)``.
    values
        The scores, ascending.
    segment
        The segment of each line.
    segments
        How many segments there are.
    questions
        The questions that wide rows ask at the stage.
    cluster
        The number of each line's cluster, -1 for none.

    Examples
    --------
    >>> lines = Tabulation((), np.array([2, 1]))
    >>> answers = tally_answers(lines, np.array([[1, 1], [0, 2]]), np.array([4.0, 5.0]), np.array([0, 0]), 1)
    >>> answers.n, answers.shares, answers.products
    (((2, 4),), ((1.0, 2.0),), ((0.5, 0.5, 1.5),))
    """
    total = counts.sum(axis=1)
    if not (total > 1).any():
        return None
    some = np.flatnonzero(total > 0)
    occurs = np.flatnonzero(counts[some].any(axis=0))
    counts, width = counts[np.ix_(some, occurs)], len(occurs)
    member = None if cluster is None else cluster[some]
    clusters = (
        None if member is None else _clusters(member, segment[some], counts, table.take(some), segments)
    )
    segment, counts, table = _alike(segment[some], counts, table.take(some))
    share = counts / counts.sum(axis=1, keepdims=True)
    weights, squares = _sums(table)

    def add_up(lines: Any, dtype: Any = np.float64) -> Any:
        sums = np.zeros((segments, *lines.shape[1:]), dtype)
        np.add.at(sums, segment, lines)
        return sums

    first, second = np.triu_indices(width)
    sums = np.zeros((segments, 0))
    if segments * len(first) <= MAX_PRODUCTS:
        sums = np.column_stack(
            [
                np.bincount(segment, squares * share[:, a] * share[:, b], segments)
                for a, b in zip(first, second, strict=True)
            ]
        )
    together = np.flatnonzero(sums.any(axis=0))
    return AnswerTally(
        values=tuple(values[occurs].tolist()),
        n=_tuples(add_up(table.n[:, np.newaxis] * counts, np.int64)),
        shares=_tuples(add_up(weights[:, np.newaxis] * share)),
        pairs=tuple(zip(first[together].tolist(), second[together].tolist(), strict=True)),
        products=_tuples(sums[:, together]) if len(together) else (),
        questions=tuple(questions),
        clusters=clusters,
    )


def _alike(segment: Index, counts: Whole, table: Tabulation) -> tuple[Index, Whole, Tabulation]:
    """The lines with those of one segment and the same answers added up, in an order that is no engine's."""
    order = np.lexsort((*counts.T, segment))
    segment, counts, table = segment[order], counts[order], table.take(order)
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(segment) != 0) | np.diff(counts, axis=0).any(axis=1)
    first = np.flatnonzero(new)
    n, weights, squares = (
        None if each is None else np.add.reduceat(each, first)
        for each in (table.n, table.weights, table.weights_squared)
    )
    assert n is not None  # every table has them
    return segment[first], counts[first], Tabulation((), n, weights, squares)


def _sums(table: Tabulation) -> tuple[Array, Array]:
    """Sums of the weights of each line and of their squares; every weight is 1 where there are none."""
    weights, squares = (
        np.asarray(table.n if each is None else each, np.float64)
        for each in (table.weights, table.weights_squared)
    )
    return weights, squares


def _clusters(cluster: Index, segment: Index, counts: Whole, table: Tabulation, segments: int) -> Clusters:
    """Products over clusters of sums of shares; each line in no cluster is one of independent respondents."""
    share = counts / counts.sum(axis=1, keepdims=True)
    weights, squares = _sums(table)
    alone = cluster < 0
    _, member = np.unique(np.where(alone, -1 - np.arange(len(cluster)), cluster), return_inverse=True)
    line, value = np.nonzero(share)
    amount = np.where(alone, np.sqrt(squares), weights)[line] * share[line, value]
    width = share.shape[1]
    return add_products(member[line], segment[line] * width + value, amount, segments * width)


def merge_answers(
    answers: AnswerTally, group: Index, groups: int, add_up: Callable[[Sequence[Any]], Any]
) -> AnswerTally:
    """The answers after merging segments into groups.

    Parameters
    ----------
    answers
        The answers of each segment.
    group
        The group of each segment.
    groups
        How many groups there are.
    add_up
        Adds up rows of segments by group.
    """
    clusters = answers.clusters
    return msgspec.structs.replace(
        answers,
        n=add_up(answers.n),
        shares=add_up(answers.shares),
        products=add_up(answers.products) if answers.products else (),
        clusters=clusters and read_pairs(clusters, len(answers.values)).merge(group, groups).stored(),
    )


def withhold_answers(answers: AnswerTally, hidden: Mask) -> AnswerTally:
    """The answers without those of hidden segments, and without values that only they have."""
    if not hidden.any():
        return answers
    n = np.where(hidden[:, None], 0, np.array(answers.n))
    values = np.flatnonzero(n.any(axis=0))
    number = np.full(len(answers.values), -1)
    number[values] = np.arange(len(values))
    pairs = number[np.array(answers.pairs, np.intp).reshape(-1, 2)]
    present = np.flatnonzero((pairs >= 0).all(axis=1))

    def cut(rows: Sequence[Sequence[float]], columns: Index) -> Any:
        return _tuples(np.where(hidden[:, None], 0.0, np.array(rows))[:, columns]) if rows else ()

    clusters = answers.clusters
    return msgspec.structs.replace(
        answers,
        values=tuple(answers.values[value] for value in values),
        n=_tuples(n[:, values]),
        shares=cut(answers.shares, values),
        pairs=tuple((a, b) for a, b in pairs[present].tolist()),
        products=cut(answers.products, present),
        withheld=tuple(np.flatnonzero(hidden).tolist()),
        clusters=clusters and read_pairs(clusters, len(answers.values)).without(hidden, values).stored(),
    )


def hidden_answers(answers: AnswerTally, stage: Mask, questions: Mapping[str, Mask]) -> Mask:
    """Where to withhold the answers of a stage: where it is withheld, or one of its questions is.

    The answers to the other questions would tell those of the one that is withheld.

    Parameters
    ----------
    answers
        The answers.
    stage
        Which segments of their stage are withheld.
    questions
        The same of each question.
    """
    hidden = stage.copy()
    for question in answers.questions:
        hidden |= questions.get(question, stage)
    return hidden


def _tuples(array: Any) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in array.tolist())
