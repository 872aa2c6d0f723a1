"""Statistical disclosure control: withhold the counts of cells with few respondents.

A document has released counts only, so that nothing computed from it (frames, the screen, files, pictures)
can reveal more. What rows say about a handful of respondents stays in the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import msgspec
import numpy as np

from cjm_widgets.counts.answers import hidden_answers, merge_answers, withhold_answers
from cjm_widgets.counts.pairs import read_pairs
from cjm_widgets.document.model import Counts, Tally
from cjm_widgets.rows.reading import check_min_n
from cjm_widgets.statistics.arrays import Mask, Whole

_MOST_UNKNOWNS = 400
"""The most withheld cells for which to solve whether totals together determine one of them."""
_EVERY_SUBSET = 6
"""The most columns of which every combination has counts of its own; of more, single columns and pairs do."""


def release(counts: Counts, min_n: int) -> Counts:
    """Withhold what would reveal the answers of fewer than ``min_n`` respondents.

    A cell (a segment at a stage) with some respondents, but fewer than ``min_n``, is withheld. So are other
    cells, the smallest first, from which it could be computed: among the cells of one total, never a single
    one is withheld, and never fewer than ``min_n`` respondents together. If anything is withheld,
    ``coarser`` has the counts by fewer of the columns, with the same rules, because sums over the rest would
    be too small.

    Parameters
    ----------
    counts
        All counts.
    min_n
        Respondents that a number needs, at least 5.

    Returns
    -------
    Counts
        The same counts if every cell is large enough.

    Raises
    ------
    RowsError
        When ``min_n`` is below 5.

    References
    ----------
    Hundepool and others (2012), "Statistical Disclosure Control", chapter 4: primary and complementary
    suppression in a table with totals.

    Examples
    --------
    >>> tally = Tally((4.0, 5.0), ((1, 2), (20, 10), (15, 0)))
    >>> counts = Counts(("class",), (("first",), ("second",), ("third",)), (3, 30, 15), {"wait": tally})
    >>> released = release(counts, min_n=10)
    >>> released.stages["wait"].n, released.stages["wait"].withheld
    (((0, 0), (20, 10), (0, 0)), (0, 2))
    >>> released.coarser[0].stages["wait"].n
    ((36, 12),)
    """
    check_min_n(min_n)
    finest = _withhold(counts, min_n)
    if not _withholds_any(finest):
        return finest
    tables = [_withhold(_sum(counts, columns), min_n) for columns in _subsets(counts.by)]
    return Counts(
        finest.by,
        finest.segments,
        finest.respondents,
        finest.stages,
        finest.questions,
        finest.withheld,
        tuple(tables),
    )


def _subsets(by: Sequence[str]) -> Iterable[tuple[str, ...]]:
    largest = len(by) - 1 if len(by) <= _EVERY_SUBSET else 2
    for size in range(largest + 1):
        yield from combinations(by, size)


def _withholds_any(counts: Counts) -> bool:
    tallies = [*counts.stages.values(), *counts.questions.values()]
    answers = [tally.answers.withheld for tally in tallies if tally.answers is not None]
    return bool(counts.withheld) or any([*(tally.withheld for tally in tallies), *answers])


def _sum(counts: Counts, columns: Sequence[str]) -> Counts:
    """The same rows by fewer columns."""
    places = [counts.by.index(column) for column in columns]
    own = [tuple(segment[place] for place in places) for segment in counts.segments]
    segments = tuple(dict.fromkeys(own))
    position = {segment: number for number, segment in enumerate(segments)}
    group = np.array([position[segment] for segment in own], np.intp)

    def add_up(rows: Sequence[Any]) -> Any:
        array = np.array(rows)
        if not len(array):
            return ()
        sums = np.zeros((len(segments), *array.shape[1:]), array.dtype)
        np.add.at(sums, group, array)
        return _tuples(sums)

    def merge(tally: Tally) -> Tally:
        clusters = tally.clusters
        return msgspec.structs.replace(
            tally,
            n=add_up(tally.n),
            weights=add_up(tally.weights),
            weights_squared=add_up(tally.weights_squared),
            sums=add_up(tally.sums),
            clusters=clusters
            and read_pairs(clusters, len(tally.values)).merge(group, len(segments)).stored(),
            answers=tally.answers and merge_answers(tally.answers, group, len(segments), add_up),
        )

    def tallies(every: dict[str, Tally]) -> dict[str, Tally]:
        return {name: merge(tally) for name, tally in every.items()}

    respondents = add_up(counts.respondents)
    return Counts(tuple(columns), segments, respondents, tallies(counts.stages), tallies(counts.questions))


def _withhold(counts: Counts, min_n: int) -> Counts:
    """The counts without the cells that have to be withheld."""
    shape, place = _grid(counts)

    def hidden(n: Whole) -> Mask:
        table = np.zeros(shape, np.int64)
        table[place] = n
        mask: Mask = suppress(table, min_n)[place]
        return mask

    def masks(every: dict[str, Tally]) -> dict[str, Mask]:
        return {name: hidden(_respondents(tally)) for name, tally in every.items()}

    of_stages, of_questions = masks(counts.stages), masks(counts.questions)
    stages = {
        name: _without_answers(_without(tally, of_stages[name]), of_stages[name], of_questions)
        for name, tally in counts.stages.items()
    }
    respondents = np.array(counts.respondents, np.int64)
    too_few = hidden(respondents) if len(respondents) else np.zeros(0, np.bool_)
    return Counts(
        counts.by,
        counts.segments,
        tuple(np.where(too_few, 0, respondents).tolist()),
        stages,
        {name: _without(tally, of_questions[name]) for name, tally in counts.questions.items()},
        tuple(np.flatnonzero(too_few).tolist()),
    )


def _grid(counts: Counts) -> tuple[tuple[int, ...], tuple[Any, ...]]:
    """The shape of the table that the columns span, and the place of each segment in it."""
    if not counts.by:
        return (1,), (np.array([0]),)
    axes = [[*dict.fromkeys(segment[axis] for segment in counts.segments)] for axis in range(len(counts.by))]
    places = tuple(
        np.array([axis.index(segment[number]) for segment in counts.segments], np.intp)
        for number, axis in enumerate(axes)
    )
    return tuple(len(axis) for axis in axes), places


def _respondents(tally: Tally) -> Whole:
    return np.array([sum(row) for row in tally.n], np.int64)


def _without(tally: Tally, hidden: Mask) -> Tally:
    """The tally without the hidden segments, and without values that only they have."""
    if not hidden.any():
        return tally
    n = np.where(hidden[:, None], 0, np.array(tally.n))
    values = np.flatnonzero(n.any(axis=0))

    def cut(rows: Sequence[Sequence[float]]) -> Any:
        return _tuples(np.where(hidden[:, None], 0, np.array(rows))[:, values]) if rows else ()

    clusters = tally.clusters
    return Tally(
        values=tuple(tally.values[value] for value in values),
        n=_tuples(n[:, values]),
        weights=cut(tally.weights),
        weights_squared=cut(tally.weights_squared),
        withheld=tuple(np.flatnonzero(hidden).tolist()),
        sums=_tuples(np.where(hidden[:, None], 0.0, np.array(tally.sums))) if tally.sums else (),
        clusters=clusters and read_pairs(clusters, len(tally.values)).without(hidden, values).stored(),
        answers=tally.answers,
    )


def _without_answers(tally: Tally, stage: Mask, questions: dict[str, Mask]) -> Tally:
    """The tally of a stage without the answers that must not be told."""
    answers = tally.answers
    if answers is None:
        return tally
    hidden = hidden_answers(answers, stage, questions)
    return msgspec.structs.replace(tally, answers=withhold_answers(answers, hidden))


def suppress(n: Whole, min_n: int) -> Mask:
    """Which cells of a table to withhold when the totals of all its lines are published.

    Parameters
    ----------
    n
        Respondents, any number of axes.
    min_n
        Respondents that a cell needs.

    Examples
    --------
    >>> suppress(np.array([[3, 40, 50], [30, 60, 20]]), min_n=10).astype(int).tolist()
    [[1, 1, 0], [1, 1, 0]]
    """
    small: Mask = (n > 0) & (n < min_n)
    hidden = small.copy()
    sums = [*_totals(n, min_n)] if small.any() else []
    changed = bool(sums)
    while changed:
        additions = [_complete(n, hidden, where, min_n) for where in sums]
        changed = any(additions) or _cover(n, small, hidden, sums)
    return hidden


def _totals(n: Whole, min_n: int) -> Iterable[tuple[Any, ...]]:
    """Every part of a table that has a total, over one column or more at a time.

    A total of few respondents, but some, is withheld itself and gives nothing away.
    """
    for size in range(1, n.ndim + 1):
        for axes in combinations(range(n.ndim), size):
            totals = n.sum(axis=axes)
            for fixed in np.argwhere((totals >= min_n) | (totals == 0)).tolist():
                rest = iter(fixed)
                where = tuple(slice(None) if axis in axes else next(rest) for axis in range(n.ndim))
                yield where


def _complete(n: Whole, hidden: Mask, where: tuple[Any, ...], min_n: int) -> bool:
    """Hide more cells of one total until the hidden ones protect each other; return whether any were added.

    Cells in lines that have hidden cells already come first, and among these the smallest.
    """
    part, marks = n[where], hidden[where]  # views: a change of ``marks`` changes ``hidden``
    changed = False
    while part.any() and marks.any() and (marks.sum() < 2 or part[marks].sum() < min_n) and not marks.all():
        new_lines = np.zeros(n.shape, np.intp)
        for axis in range(n.ndim):
            new_lines += ~hidden.any(axis=axis, keepdims=True)
        order = np.lexsort((part.reshape(-1), new_lines[where].reshape(-1), part.reshape(-1) == 0))
        chosen = order[~marks.reshape(-1)[order]][0]
        marks[np.unravel_index(chosen, marks.shape)] = True
        changed = True
    return changed


def _cover(n: Whole, small: Mask, hidden: Mask, sums: Sequence[tuple[Any, ...]]) -> bool:
    """Hide one more cell if totals together still determine a small one; return whether one was added."""
    unknown = np.flatnonzero(hidden)
    if not 0 < len(unknown) <= _MOST_UNKNOWNS:
        return False
    equations = np.zeros((len(sums), n.size))
    for row, where in zip(equations, sums, strict=True):
        row.reshape(n.shape)[where] = 1
    _, weight, basis = np.linalg.svd(equations[:, unknown])
    free = basis[(weight > 1e-9).sum() :]
    certain = unknown[~(np.abs(free) > 1e-9).any(axis=0)]
    exposed = certain[small.reshape(-1)[certain]]
    visible = np.flatnonzero(~hidden)
    if not len(exposed) or not len(visible):
        return False
    apart = (
        np.array(np.unravel_index(visible, n.shape)) != np.array(np.unravel_index(exposed[:1], n.shape))
    ).sum(0)
    count = n.reshape(-1)[visible]
    hidden.reshape(-1)[visible[np.lexsort((count, count == 0, apart))[0]]] = True
    return True


def _tuples(array: Any) -> tuple[Any, ...]:
    rows: list[Any] = array.tolist()
    return tuple(tuple(row) if isinstance(row, list) else row for row in rows)
