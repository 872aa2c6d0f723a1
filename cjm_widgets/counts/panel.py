"""Respondents who answered in several waves: how many gave each two scores, and what of it may be published.

What is published must not give away the answers of the few who answered in one wave only, or who moved from
one segment to another. So respondents are grouped by the waves and segments they answered in, and a group
that is too small is left out of the pairs, together with as many others as it takes to hide it.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from msgspec.structs import replace

from cjm_widgets.document.model import Id, Panel, WavePair
from cjm_widgets.rows.protocol import Key
from cjm_widgets.rows.scores import text
from cjm_widgets.rows.tabulate import Tabulation
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole
from cjm_widgets.statistics.histograms import SharedCells

EVERY_PAIR = 12
"""The most waves of which every two are paired; of more only neighbours are."""
_ENOUGH = 0.9
"""The part of pairs that must remain for pairs to be published by segment."""


@dataclass(frozen=True)
class PanelAnswers:
    """The answers of each respondent at one stage, in arrays of shape ``(respondents, waves)``.

    Parameters
    ----------
    score, weight
        What they answered, ``NaN`` where nothing, and their weights.
    segment
        Which segment they were in, -1 where they did not answer.
    order
        An order of respondents that has nothing to do with their answers, nor with the engine of the rows.
    """

    score: Array
    weight: Array
    segment: Index
    order: Index

    @property
    def present(self) -> Mask:
        """Who answered in which wave."""
        there: Mask = self.segment >= 0
        return there

    @property
    def anywhere(self) -> PanelAnswers:
        """The same with all segments taken together."""
        return PanelAnswers(self.score, self.weight, np.minimum(self.segment, 0), self.order)


def panel_answers(
    who: Key, table: Tabulation, wave: Index, segment: Index, score: Array, waves: int
) -> PanelAnswers:
    """The answers of each respondent, from a table whose first key is the respondent.

    Someone with several answers in one wave, as one whose segment changed within it, has none there.

    Parameters
    ----------
    who
        The key of respondents.
    table
        The lines, of which those without a score or a wave are passed over.
    wave, segment, score
        The wave of each line, or -1, its segment and its score, or ``NaN``.
    waves
        How many waves there are.
    """
    lines = np.flatnonzero((wave >= 0) & np.isfinite(score))
    names, person = np.unique(table.index[0][lines], return_inverse=True)
    shape = (len(names), waves)
    cell = person * waves + wave[lines]
    single = np.bincount(cell, table.n[lines], np.prod(shape))[cell] == 1
    place, lines = cell[single], lines[single]
    scores, weights, segments = np.full(shape, np.nan), np.ones(shape), np.full(shape, -1, np.intp)
    scores.reshape(-1)[place] = score[lines]
    segments.reshape(-1)[place] = segment[lines]
    if table.weights is not None:
        weights.reshape(-1)[place] = table.weights[lines]
    order = np.array([zlib.crc32(text(who.labels[name]).encode()) for name in names.tolist()], np.intp)
    return PanelAnswers(scores, weights, segments, np.argsort(order, kind="stable"))


def publish_panel(
    answers: Mapping[Id, PanelAnswers],
    waves: Sequence[str],
    by: Sequence[str],
    segments: Sequence[tuple[str | None, ...]],
    min_n: int,
    *,
    weighted: bool = False,
) -> Panel | None:
    """The pairs of waves that may be published; ``None`` where nobody answered twice, or too few did.

    Pairs are published by segment where that leaves at least nine of ten, else for all segments together. Of
    the respondents to a stage who were in one segment in one wave, those left out of a pair are none or at
    least ``min_n``, and so are those within any two pairs' difference.

    Parameters
    ----------
    answers
        The answers at each stage.
    waves
        The waves in time order.
    by, segments
        The columns that tell segments apart, and their values in each segment.
    min_n
        Respondents that a number needs.
    weighted
        Whether they have weights.
    """
    several = {stage: one for stage, one in answers.items() if (one.present.sum(axis=1) > 1).any()}
    apart = {stage: publishable(one, min_n) for stage, one in several.items()}
    together = {stage: publishable(one.anywhere, min_n) for stage, one in several.items()}
    if by and all(apart[stage].sum() >= _ENOUGH * together[stage].sum() for stage in several):
        columns, groups, kept = tuple(by), tuple(segments), apart
    else:
        columns, groups, kept = (), ((),), together
        several = {stage: one.anywhere for stage, one in several.items()}
    stages = {
        stage: _pairs(one, kept[stage], waves, len(groups), weighted)
        for stage, one in several.items()
        if kept[stage].any()
    }
    return Panel(columns, groups, stages) if stages else None


def publishable(answers: PanelAnswers, min_n: int) -> Mask:
    """Which respondents to count in pairs so that no few others can be told from them.

    Parameters
    ----------
    answers
        The answers at a stage.
    min_n
        Respondents that a number needs.

    Examples
    --------
    >>> segment = np.array([[0, 0]] * 30 + [[0, -1]] * 3)
    >>> panel = PanelAnswers(np.ones((33, 2)), np.ones((33, 2)), segment, np.arange(33))
    >>> int(publishable(panel, 10).sum()), int(publishable(panel, 5).sum())
    (20, 25)
    """
    present, segment = answers.present, answers.segment
    _, pattern = np.unique(segment, axis=0, return_inverse=True)
    pattern = pattern.reshape(-1)
    one_segment = np.where(present, segment, -1).max(axis=1) == np.where(
        present, segment, segment.max(initial=0)
    ).min(axis=1)
    kept: Mask = (present.sum(axis=1) > 1) & one_segment
    while True:
        sizes = np.bincount(pattern, kept)
        kept &= sizes[pattern] >= min_n
        exposed = _exposed(segment, kept, min_n)
        if exposed is None:
            return kept
        wave, group, lacking = exposed
        inside = np.flatnonzero(kept & (segment[:, wave] == group))
        sizes = np.bincount(pattern[inside], minlength=len(sizes))
        largest = answers.order[(kept & (pattern == np.argmax(sizes)))[answers.order]]
        kept[largest[:lacking]] = False


def _exposed(segment: Index, kept: Mask, min_n: int) -> tuple[int, int, int] | None:
    """A wave and a segment of which too few respondents are left out, and how many more it takes."""
    for wave in range(segment.shape[1]):
        there = segment[:, wave] >= 0
        groups = segment[:, wave].max(initial=-1) + 1
        out, inside = (np.bincount(segment[there & side, wave], minlength=groups) for side in (~kept, kept))
        few = np.flatnonzero((out > 0) & (out < min_n) & (inside > 0))
        if len(few):
            return wave, int(few[0]), int(min_n - out[few[0]])
    return None


def _pairs(
    answers: PanelAnswers, kept: Mask, waves: Sequence[str], groups: int, weighted: bool
) -> tuple[WavePair, ...]:
    chosen = [*combinations(range(len(waves)), 2)]
    if len(waves) > EVERY_PAIR:
        chosen = [(earlier, later) for earlier, later in chosen if later == earlier + 1]
    pairs = []
    for earlier, later in chosen:
        both = np.flatnonzero(kept & answers.present[:, earlier] & answers.present[:, later])
        if not len(both):
            continue
        scores, place = np.unique(answers.score[both][:, [earlier, later]], axis=0, return_inverse=True)
        cell, shape = answers.segment[both, earlier] * len(scores) + place.reshape(-1), (groups, len(scores))
        squares = answers.weight[both, earlier] * answers.weight[both, later]

        def add_up(each: Any, cell: Index = cell, shape: tuple[int, int] = shape) -> Any:
            sums = np.bincount(cell, each, shape[0] * shape[1]).reshape(shape)
            return tuple(map(tuple, (sums if each is not None else sums.astype(np.int64)).tolist()))

        pairs.append(
            WavePair(
                waves=(waves[earlier], waves[later]),
                scores=tuple(map(tuple, scores.tolist())),
                n=add_up(None),
                weights=add_up(np.sqrt(squares)) if weighted else (),
                weights_squared=add_up(squares) if weighted else (),
            )
        )
    return tuple(pairs)


def together(panel: Panel) -> Panel:
    """The same pairs with all segments taken together."""

    def add_up(rows: tuple[tuple[Any, ...], ...]) -> Any:
        return (tuple(np.array(rows).sum(axis=0).tolist()),) if rows else ()

    stages = {
        stage: tuple(
            replace(
                pair,
                n=add_up(pair.n),
                weights=add_up(pair.weights),
                weights_squared=add_up(pair.weights_squared),
            )
            for pair in pairs
        )
        for stage, pairs in panel.stages.items()
    }
    return Panel(stages=stages)


# --- reading what was published


@dataclass(frozen=True)
class PairedScores:
    """Respondents of two waves by the scores they gave in them, at several stages.

    Parameters
    ----------
    earlier, later
        Scores of shape ``(stages, pairs)``, padded where ``n`` is zero.
    n, weights, weights_squared
        Respondents who gave both, and the sums of their weights and squares, same shape.
    """

    earlier: Array
    later: Array
    n: Whole
    weights: Array | None = None
    weights_squared: Array | None = None


@dataclass(frozen=True)
class PanelView:
    """The pairs of the respondents that filters keep.

    Parameters
    ----------
    panel
        The pairs as published.
    passes
        Which of its segments the filters keep.
    """

    panel: Panel
    passes: Mask

    def paired(self, earlier: str, later: str, stages: Sequence[Id]) -> PairedScores:
        """The respondents of two waves; a stage without pairs of them has none."""
        pairs = [self._pair(stage, (earlier, later)) for stage in stages]
        width = max((len(pair.scores) for pair in pairs if pair is not None), default=0) or 1
        weighted = any(pair is not None and pair.weights for pair in pairs)
        shape = (len(stages), width)
        scores, n, sums = np.zeros((*shape, 2)), np.zeros(shape, np.int64), np.zeros((2, *shape))
        for place, pair in enumerate(pairs):
            if pair is not None:
                length = len(pair.scores)
                scores[place, :length] = pair.scores
                n[place, :length] = self._sum(pair.n)
                for array, rows in zip(sums, (pair.weights, pair.weights_squared), strict=True):
                    array[place, :length] = self._sum(rows) if rows else 0
        weights = (sums[0], sums[1]) if weighted else (None, None)
        return PairedScores(scores[..., 0], scores[..., 1], n, *weights)

    def shared(self, labels: Sequence[str | None], stages: Sequence[Id], values: Array) -> SharedCells | None:
        """The cells of waves that share respondents.

        Parameters
        ----------
        labels
            The wave of each group.
        stages
            Ids, in the order of the result.
        values
            The values of each stage in the counts, shape ``(stages, values)``.
        """
        group = {label: place for place, label in enumerate(labels)}
        n = np.zeros((len(labels), len(labels), len(stages)), np.int64)
        parts = []
        for place, stage in enumerate(stages):
            known = {value: at for at, value in reversed([*enumerate(values[place].tolist())])}
            for pair in self.panel.stages.get(stage, ()):
                if not {*pair.waves} <= group.keys() or any(
                    score not in known for both in pair.scores for score in both
                ):
                    continue
                a, b = (group[wave] for wave in pair.waves)
                both = self._sum(pair.n)
                n[a, b, place] = n[b, a, place] = both.sum()
                ends = ([known[score] for score in side] for side in zip(*pair.scores, strict=True))
                products = self._sum(pair.weights_squared) if pair.weights_squared else both
                fixed = np.broadcast_to(np.array([[place], [a], [b]]), (3, len(both)))
                parts.append((*fixed, *ends, products))
        if not parts:
            return None
        *places, sums = (np.concatenate(column) for column in zip(*parts, strict=True))
        at, first, second, value_a, value_b = (each.astype(np.intp) for each in places)
        return SharedCells(at, first, second, value_a, value_b, sums.astype(np.float64), n)

    def _pair(self, stage: Id, waves: tuple[str, str]) -> WavePair | None:
        return next((pair for pair in self.panel.stages.get(stage, ()) if pair.waves == waves), None)

    def _sum(self, rows: Sequence[Sequence[float]]) -> Any:
        return np.array(rows)[self.passes].sum(axis=0)


def view_panel(panel: Panel, filters: Mapping[str, Any]) -> PanelView | None:
    """The pairs of the respondents that filters keep; ``None`` where they are not told apart by them."""
    if not {*filters} <= {*panel.by}:
        return None
    passes = [
        all(segment[panel.by.index(column)] in values for column, values in filters.items())
        for segment in panel.segments
    ]
    return PanelView(panel, np.array(passes, np.bool_))
