"""Statistical disclosure control: withhold the counts of cells with few respondents.

A document has released counts only, so that nothing computed from it (frames, the screen, files, pictures)
can reveal more. What rows say about a handful of respondents stays in the rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec
import numpy as np

from cjm_widgets.counts.amount_bins import bin_amounts
from cjm_widgets.counts.answers import hidden_answers, merge_answers, withhold_answers
from cjm_widgets.counts.pairs import read_pairs
from cjm_widgets.counts.products import summarize_products
from cjm_widgets.counts.suppression import suppress, tables
from cjm_widgets.document.model import Counts, Id, Tally
from cjm_widgets.rows.reading import check_min_n
from cjm_widgets.statistics.arrays import Mask, Whole


def release(
    counts: Counts,
    min_n: int,
    columns: Mapping[str, Id] | None = None,
    *,
    amounts: bool = False,
    after: Mapping[Id, Id] | None = None,
) -> Counts:
    """Withhold what would reveal the answers of fewer than ``min_n`` respondents.

    A cell (a segment at a stage) with some respondents, but fewer than ``min_n``, is withheld, and so is one
    in which fewer have an amount other than zero, as its total is theirs. So are other cells, the smallest
    first, from which it could be computed with all tables that are published; see `suppress`. A stage and its
    questions are withheld together, and gaps wherever their stage is. Where nobody can have answered about
    two stages, and one of them is withheld, so is another: their sum would tell.

    Of the respondents of a shown cell it is published how many gave each value, however few. Amounts are in
    bins (`bin_amounts`). Who answered together, or gave several answers, is summarized where it would be
    told of few (`summarize_products`). Weights are shared by enough respondents before they are counted
    (`share_weights`), and values of segments that few have lose their names in `join_small_values`.

    What two sources, or two saves of a map, tell together is not looked at: a respondent who was added in
    between is the difference. Join rows once, or under a higher ``min_n``, where that matters.

    Parameters
    ----------
    counts
        All counts: by every combination of at most two columns, or the tables of `cross`.
    min_n
        Respondents that a number needs, at least 1.
    columns
        The stage of each question.
    amounts
        Whether values are amounts.
    after
        For each stage of a chain the next one: a number there is of those who do (1) what the one before is
        about, and withheld where these are few.

    Returns
    -------
    Counts
        By at most two columns the same counts if every cell is large enough; otherwise ``coarser`` has them
        by fewer columns, because sums over the rest would be too small, or would not have the error of
        clusters.

    Raises
    ------
    RowsError
        When ``min_n`` is below 1.

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
    stage_of = {
        name: (columns or {}).get(name, name)
        for table in (counts, *counts.coarser)
        for name in table.questions
    }
    every = _tables(counts)
    masks, left_out = _masks(every, min_n, stage_of, amounts, after or {})
    released = _without(counts, every, masks, left_out, stage_of, min_n, amounts)
    if counts.gaps is None:
        return released
    gaps = _tables(counts.gaps)
    of_gaps, left_out = _gap_masks(gaps, min_n, masks, left_out)
    return msgspec.structs.replace(
        released, gaps=_without(counts.gaps, gaps, of_gaps, left_out, {}, min_n, amounts)
    )


def _tables(counts: Counts) -> tuple[Counts, ...]:
    """The counts by all their columns and by fewer, those by the fewest first."""
    if counts.segments:
        every: tuple[Counts, ...] = (*(by_fewer(counts, own) for own in _subsets(counts.by)), counts)
    else:
        every = counts.coarser
    return tuple(sorted(every, key=lambda table: len(table.by)))


def _without(
    counts: Counts,
    every: Sequence[Counts],
    masks: Mapping[str, Sequence[Mask]],
    left_out: Collection[int],
    stage_of: Mapping[str, Id],
    min_n: int,
    amounts: bool,
) -> Counts:
    """The counts without what is withheld of each of their tables."""
    public = [_in_bins(table, min_n) for table in every] if amounts else [*every]
    summarized = summarize_products(every, public, min_n)
    if counts.segments and amounts:
        counts = msgspec.structs.replace(counts, stages=public[-1].stages, questions=public[-1].questions)
    released = [
        _blank(table)
        if place in left_out
        else _without_cells(table, {name: mask[place] for name, mask in masks.items()}, stage_of)
        for place, table in enumerate(summarized)
    ]
    if not counts.segments:
        return msgspec.structs.replace(counts, coarser=tuple(released))
    if len(every) - 1 in left_out:  # the root then only says which columns there are
        return msgspec.structs.replace(_blank(counts), coarser=tuple(released))
    finest = released.pop()
    needed = withholds_any(finest) or any(a is not b for a, b in zip(summarized, public, strict=True))
    return msgspec.structs.replace(finest, coarser=tuple(released)) if needed else finest


def _in_bins(table: Counts, min_n: int) -> Counts:
    def every(tallies: Mapping[str, Tally]) -> dict[str, Tally]:
        return dict(zip(tallies, bin_amounts([*tallies.values()], [min_n] * len(tallies)), strict=True))

    return msgspec.structs.replace(table, stages=every(table.stages), questions=every(table.questions))


def _subsets(by: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for size in range(len(by)):
        yield from combinations(by, size)


_RESPONDENTS = "\n\n"
"""The name of the number of respondents among the stages; no stage is called so, and no path of events."""


def _masks(
    every: Sequence[Counts], min_n: int, stage_of: Mapping[str, Id], amounts: bool, after: Mapping[Id, Id]
) -> tuple[dict[str, list[Mask]], set[int]]:
    """For each stage and for respondents, which segments of each table to withhold; and tables left out."""
    linked = tables([table.by for table in every], [table.segments for table in every])
    n: dict[str, list[list[int]]] = {}
    for kind, names in (("stages", {stage: stage for stage in every[0].stages}), ("questions", stage_of)):
        for name, stage in names.items():
            tallies = [getattr(table, kind)[name] for table in every]
            n.setdefault(stage, []).append([one for tally in tallies for one in _respondents(tally)])
            if amounts:
                n[stage].append([one for tally in tallies for one in _above_and_below_zero(tally)])
    for before, stage in after.items():
        tallies = [table.stages[before] for table in every]
        n[stage].append([one for tally in tallies for one in _above_and_below_zero(tally)])
    counted = bool(every[0].respondents)
    respondents = (
        np.concatenate([np.array(table.respondents, np.int64) for table in every]) if counted else None
    )
    gone: set[int] = set()
    masks: dict[str, Mask] = {}
    if respondents is not None:
        masks[_RESPONDENTS], left_out = suppress(linked, respondents[np.newaxis], min_n)
        gone |= left_out

    def withhold(stage: str, more: Mask | None) -> None:
        masks[stage], left_out = suppress(linked, np.array(n[stage], np.int64), min_n, more)
        gone.update(left_out)

    rows = [row for own in n.values() for row in own]
    sizes = np.array(rows, np.int64).reshape(len(rows), len(linked.table))
    hides: Mask = np.any((sizes > 0) & (sizes < min_n), axis=1)
    if _RESPONDENTS in masks:
        hides |= np.any(masks[_RESPONDENTS] & (sizes > 0), axis=1)
    nothing = np.zeros(len(linked.table), np.bool_)
    start = np.cumsum([0, *(len(own) for own in n.values())])
    hidden = np.diff(np.append(0, np.cumsum(hides))[start]) > 0
    for stage, some in zip(n, hidden.tolist(), strict=True):
        if some:
            withhold(stage, masks.get(_RESPONDENTS))
        else:
            masks[stage] = nothing
    if respondents is not None and len(n) > 1:
        first = dict(zip(n, sizes[start[:-1]], strict=True))
        apart: Mask = np.sum([*first.values()], axis=0) <= respondents
        while extra := _beside_stages(first, masks, apart, min_n):
            for stage, more in extra.items():
                withhold(stage, masks[stage] | more)
    different = {id(mask): mask for mask in masks.values()}  # most stages share the one without any
    of_tables = {key: np.split(mask, linked.start[1:-1]) for key, mask in different.items()}
    return {name: of_tables[id(mask)] for name, mask in masks.items()}, gone


def _gap_masks(
    every: Sequence[Counts], min_n: int, masks: Mapping[str, Sequence[Mask]], left_out: Collection[int]
) -> tuple[dict[str, list[Mask]], set[int]]:
    """What to withhold of gaps: whatever is of their stage, and what is of few besides."""
    linked = tables([table.by for table in every], [table.segments for table in every])
    own = {_RESPONDENTS: masks[_RESPONDENTS]} if _RESPONDENTS in masks else {}
    gone, hidden = {*left_out}, {name: [*mask] for name, mask in own.items()}
    for stage in every[0].stages:
        n = np.array([one for table in every for one in _respondents(table.stages[stage])], np.int64)
        mask, more = suppress(linked, n[np.newaxis], min_n, np.concatenate([*masks[stage]]))
        hidden[stage] = np.split(mask, linked.start[1:-1])
        gone |= more
    return hidden, gone


def _beside_stages(n: dict[str, Whole], hidden: dict[str, Mask], apart: Mask, min_n: int) -> dict[str, Mask]:
    """More cells of stages to withhold, where all stages but the hidden ones would tell these."""
    names = [*n]
    sizes, marks = np.array([n[name] for name in names]), np.array([hidden[name] for name in names])
    present = marks & (sizes > 0)
    number, together = present.sum(axis=0), (sizes * present).sum(axis=0)
    extra: dict[str, Mask] = {}
    for cell in np.flatnonzero(apart & (number > 0) & ((number < 2) | (together < min_n))).tolist():
        others = [row for row in range(len(names)) if sizes[row, cell] > 0 and not marks[row, cell]]
        if others:
            least = names[min(others, key=lambda row: int(sizes[row, cell]))]
            extra.setdefault(least, np.zeros_like(apart))[cell] = True
    return extra


def _blank(table: Counts) -> Counts:
    """A table that is withheld as a whole, even which segments there are."""
    nothing = Tally(values=(), n=())
    return Counts(
        by=table.by,
        segments=(),
        stages=dict.fromkeys(table.stages, nothing),
        questions=dict.fromkeys(table.questions, nothing),
    )


def _without_cells(table: Counts, hidden: dict[str, Mask], stage_of: Mapping[str, Id]) -> Counts:
    """A table without the cells to withhold, by stage."""
    too_few = hidden.get(_RESPONDENTS, np.zeros(0, np.bool_))
    respondents = np.array(table.respondents, np.int64)
    of_questions = {name: hidden[stage_of[name]] for name in table.questions}
    return msgspec.structs.replace(
        table,
        respondents=tuple(np.where(too_few, 0, respondents).tolist()),
        stages={
            stage: _without_answers(_without_segments(tally, hidden[stage]), hidden[stage], of_questions)
            for stage, tally in table.stages.items()
        },
        questions={
            name: _without_segments(tally, of_questions[name]) for name, tally in table.questions.items()
        },
        withheld=tuple(np.flatnonzero(too_few).tolist()),
    )


def withholds_any(counts: Counts) -> bool:
    """Whether counts by any of their columns are withheld."""
    tallies = [*counts.stages.values(), *counts.questions.values()]
    here = bool(counts.withheld) or any(tally.withheld for tally in tallies)
    here |= any(tally.answers is not None and tally.answers.withheld for tally in tallies)
    return here or any(not table.segments or withholds_any(table) for table in counts.coarser)


def by_fewer(counts: Counts, columns: Sequence[str]) -> Counts:
    """The same rows by fewer columns."""
    places = [counts.by.index(column) for column in columns]
    own = [tuple(segment[place] for place in places) for segment in counts.segments]
    return add_up_segments(counts, columns, own, [*dict.fromkeys(own)])


def add_up_segments(
    counts: Counts,
    columns: Sequence[str],
    own: Sequence[tuple[str | None, ...]],
    order: Sequence[tuple[str | None, ...]],
) -> Counts:
    """The same rows by other segments: ``own`` has the new one of each segment, ``order`` their order."""
    segments = tuple(order)
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


def _respondents(tally: Tally) -> list[int]:
    return [sum(row) for row in tally.n]


def _above_and_below_zero(tally: Tally) -> list[int]:
    if 0 not in tally.values:
        return _respondents(tally)
    zero = tally.values.index(0)
    return [sum(row) - row[zero] for row in tally.n]


def _without_segments(tally: Tally, hidden: Mask) -> Tally:
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


def _without_answers(tally: Tally, stage: Mask, questions: Mapping[str, Mask]) -> Tally:
    """The tally of a stage without the answers that must not be told."""
    answers = tally.answers
    if answers is None:
        return tally
    hidden = hidden_answers(answers, stage, questions)
    return msgspec.structs.replace(tally, answers=withhold_answers(answers, hidden))


def _tuples(array: Any) -> tuple[Any, ...]:
    rows: list[Any] = array.tolist()
    return tuple(tuple(row) if isinstance(row, list) else row for row in rows)
