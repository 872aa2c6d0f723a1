"""The counts of a source as arrays over all stages, so that a filter is a sum over one axis."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

import numpy as np

from cjm_widgets.counts.events.names import ENDS, MINUTES, MOVES, WAITING, move
from cjm_widgets.counts.mentions.cells import mention_cells
from cjm_widgets.counts.pairs import CellPairs, read_pairs
from cjm_widgets.counts.panel import PanelView, view_panel
from cjm_widgets.document.errors import UnknownNameError, unknown
from cjm_widgets.document.model import AnswerTally, Counts, Id, Panel, Tally
from cjm_widgets.rows.naming import OTHER
from cjm_widgets.rows.waves import in_time_order
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole
from cjm_widgets.statistics.histograms import (
    BIN,
    AnswerShares,
    ClusterProducts,
    ExactSums,
    Histograms,
    SharedCells,
    middles,
)

Filters: TypeAlias = Mapping[str, Collection[str | None]]
"""For each column the values to keep, as text, ``None`` for missing; no values at all keep everything."""


S = TypeVar("S", "StackedCounts", "SegmentGroups")
FilterKey: TypeAlias = tuple[tuple[str, tuple[str | None, ...]], ...]
"""Filters as a value to remember numbers by."""


def filter_key(filters: Filters | None) -> FilterKey:
    """Filters as a value that is equal for the same values of the same columns.

    Examples
    --------
    >>> filter_key({"site": ["B", "A"], "year": []}) == filter_key({"year": (), "site": ("B", "A")})
    True
    """
    return tuple(sorted((column, tuple(values)) for column, values in (filters or {}).items()))


@dataclass(frozen=True)
class StackedCounts:
    """The counts of a source as arrays; `stack` makes them.

    Parameters
    ----------
    by
        The columns that tell segments apart.
    segments
        Each combination of their values.
    respondents
        Respondents per segment, shape ``(segments,)``.
    withheld
        Where that number is withheld, same shape.
    stages
        The ids of the stages with answers.
    lengths
        How many values each stage has; what follows them in the arrays is padding.
    cells
        Counts of shape ``(segments, stages + 1, values)``, values of shape ``(stages + 1, values)``. The last
        row is blank: it stands for every stage without answers.
    coarser
        The same rows by fewer of the columns, for sums that would include something withheld.
    pairs
        The clusters of each stage; empty where all respondents are independent.
    wave
        Which of the columns is time.
    waves
        Its values in time order.
    panel
        Respondents who answered in several waves.
    gaps
        The counts of expected less received scores.
    answers
        The answers of each stage; None for a stage where each respondent gave one.
    mentions
        For each stage the counts whose stages are its options; None where no options are mentioned.
    events
        The counts of what cases did, by their names in `counts.events`; None where rows are no events.
    final
        The last stage of the journey of events, from which nobody can drop off.
    """

    by: tuple[str, ...]
    segments: tuple[tuple[str | None, ...], ...]
    respondents: Whole
    withheld: Mask
    stages: tuple[Id, ...]
    lengths: tuple[int, ...]
    cells: Histograms
    coarser: tuple[StackedCounts, ...] = ()
    pairs: tuple[CellPairs, ...] = ()
    wave: str | None = None
    waves: tuple[str, ...] = ()
    panel: Panel | None = None
    gaps: StackedCounts | None = None
    answers: tuple[StageAnswers | None, ...] = ()
    mentions: Mapping[Id, StackedCounts] | None = None
    events: Mapping[str, StackedCounts] | None = None
    final: Id | None = None

    def options(self, column: str) -> tuple[str | None, ...]:
        """The values of a ``by`` column, waves in time order, others in that of the segments.

        Empty for any other column.
        """
        if column not in self.by:
            return ()
        table = self if self.segments else self._coarsest([column])
        place = table.by.index(column)
        values = dict.fromkeys(segment[place] for segment in table.segments)
        if column != self.wave:
            return tuple(values)
        return (
            *(wave for wave in self.waves if wave in values),
            *(one for one in values if one not in self.waves),
        )

    def select(self, filters: Filters | None = None, column: str | None = None) -> SegmentGroups:
        """Group the segments that filters keep: by the values of a column, or all in one group.

        Parameters
        ----------
        filters
            For each column the values to keep. A filter on every value of a column has no effect. A filter on
            a column that is not here keeps nobody, as the numbers would be those of other respondents. Of
            columns whose crossing is not counted, all numbers are missing; see `SegmentGroups.missing`.
        column
            One of ``by``; a missing value is a segment too, with the label ``None``.
        """
        binding = {name: values for name, values in (filters or {}).items() if self._binds(name, values)}
        for name, values in binding.items():
            known = self.options(name)
            if OTHER in known and not set(values) & set(known):
                return SegmentGroups(self._nobody(), [""], np.zeros(0, np.intp))
        columns = {*binding, *([] if column is None else [column])}
        table = self._coarsest(columns)
        if not table.segments and columns <= {*self.by}:
            missing = tuple(name for name in self.by if name in columns) if table is self else ()
            labels: list[str | None] = [""]
            if column is not None:
                labels = [value for value in self.options(column) if value in binding.get(column, [value])]
            return SegmentGroups(table, labels, np.zeros(0, np.intp), missing=missing)
        passes = table._pass(binding)
        if column is None:
            return SegmentGroups(
                table,
                [""],
                np.where(passes, 0, -1),
                gaps=None if self.gaps is None else self.gaps.select(filters),
                mentions=_of_each(self.mentions, lambda counts: counts.select(filters)),
                events=_of_each(self.events, lambda counts: counts.select(filters)),
            )
        place = table.by.index(column)
        own = [segment[place] for segment in table.segments]
        present = {value for value, keep in zip(own, passes, strict=True) if keep}
        labels = [value for value in self.options(column) if value in present]
        position = {value: number for number, value in enumerate(labels)}
        group = [position[value] if keep else -1 for value, keep in zip(own, passes, strict=True)]
        panel = None
        if self.panel is not None and column == self.wave:
            panel = view_panel(
                self.panel, {name: values for name, values in binding.items() if name != column}
            )
        gaps = None if self.gaps is None else self.gaps.select(filters, column).only(labels)
        mentions = _of_each(self.mentions, lambda counts: counts.select(filters, column).only(labels))
        events = _of_each(self.events, lambda counts: counts.select(filters, column).only(labels))
        return SegmentGroups(
            table, labels, np.array(group, np.intp), panel, gaps, mentions=mentions, events=events
        )

    def lacks(self, filters: Filters, columns: Iterable[str | None]) -> tuple[str, ...]:
        """The columns whose crossing filters and segments by some columns need, where it is not counted.

        Filters on every value of a column, and columns that are not here, need nothing.
        """
        wanted = {*columns, *(name for name, values in filters.items() if self._binds(name, values))}
        own = [name for name in self.by if name in wanted]
        return () if self._coarsest(own).segments else tuple(own)

    def _binds(self, name: str, values: Collection[str | None]) -> bool:
        """Whether a filter keeps only some."""
        return bool(values) and not (name in self.by and set(values) >= set(self.options(name)))

    def _nobody(self) -> StackedCounts:
        """The counts without segments, all numbers of which are withheld."""
        none = np.zeros(0, np.intp)
        return replace(
            self,
            segments=(),
            respondents=self.respondents[none],
            withheld=self.withheld[none],
            cells=replace(self.cells.take(none), values=self.cells.values),
            pairs=(),
            panel=None,
            gaps=None,
            answers=(None,) * len(self.answers),
            mentions=None,
            events=None,
        )

    def _coarsest(self, columns: Collection[str]) -> StackedCounts:
        """The counts by these columns and as few others as possible."""
        needs = {name for name in columns if name in self.by}
        fitting = [*(table for table in self.coarser if needs <= {*table.by}), self]
        return min(fitting, key=lambda table: len(table.by))

    def _pass(self, filters: Filters) -> Mask:
        """Which segments pass the filters."""
        passes = np.ones(len(self.segments), np.bool_)
        for column, values in filters.items():
            if column not in self.by:
                return np.zeros_like(passes)
            place = self.by.index(column)
            passes &= np.fromiter(
                (segment[place] in values for segment in self.segments), np.bool_, len(passes)
            )
        return passes


def _of_each(every: Mapping[str, S] | None, part: Callable[[S], SegmentGroups]) -> Any:
    """Something of the options of each stage, or of each count of events; None where there are none."""
    return None if every is None else {name: part(each) for name, each in every.items()}


def _at_stages(
    events: Mapping[str, SegmentGroups], stages: Sequence[Id], final: Id | None
) -> dict[str, Histograms]:
    """What cases did at each stage: who ended there before the last one, how long it took, and how long
    others have been there."""
    ends = events[MOVES].cells(["" if stage == final else move(stage, "") for stage in stages])
    times = {name: events[name].cells(stages) for name in (MINUTES, WAITING) if name in events}
    return {ENDS: ends, **times}


@dataclass(frozen=True)
class SegmentGroups:
    """Groups of segments; `StackedCounts.select` makes them.

    Parameters
    ----------
    counts
        The counts that the groups add up.
    labels
        The name of each group.
    group
        For each segment the place of its group, or -1.
    panel
        Where the groups are waves, the respondents who answered in several.
    gaps
        The same groups of the counts of expected less received scores.
    missing
        The columns whose crossing is not counted; their numbers are then as if withheld.
    mentions
        For each stage the same groups of the counts of its options.
    events
        The same groups of the counts of what cases did.
    """

    counts: StackedCounts
    labels: list[str | None]
    group: Index
    panel: PanelView | None = None
    gaps: SegmentGroups | None = None
    missing: tuple[str, ...] = ()
    mentions: Mapping[Id, SegmentGroups] | None = None
    events: Mapping[str, SegmentGroups] | None = None

    def only(self, labels: Sequence[str | None]) -> SegmentGroups:
        """These groups, in this order."""
        place = [labels.index(label) if label in labels else -1 for label in self.labels]
        gaps = None if self.gaps is None else self.gaps.only(labels)
        mentions = _of_each(self.mentions, lambda groups: groups.only(labels))
        group = np.array([*place, -1])[self.group]
        events = _of_each(self.events, lambda groups: groups.only(labels))
        return SegmentGroups(self.counts, [*labels], group, self.panel, gaps, self.missing, mentions, events)

    def cells(self, stages: Sequence[Id]) -> Histograms:
        """Add up the segments of each group. A sum that includes something withheld is withheld.

        Parameters
        ----------
        stages
            Ids, in the order of the result; a stage without answers has no respondents.

        Returns
        -------
        Histograms
            Counts of shape ``(groups, stages, values)``.
        """
        place = {stage: position for position, stage in enumerate(self.counts.stages)}
        rows = [place.get(stage, -1) for stage in stages]
        cells = self.counts.cells
        withheld = self.sum(cells.withheld_cells.astype(np.int64))[:, rows] > 0
        withheld |= not self.counts.segments

        def add_up(array: np.ndarray[Any, Any] | None) -> Any:
            if array is None:
                return None
            hidden = withheld.reshape(withheld.shape + (1,) * (array.ndim - 2))
            return np.where(hidden, 0, self.sum(array)[:, rows])

        exact = cells.exact
        everyone = Histograms(
            cells.values[rows],
            add_up(cells.n),
            add_up(cells.weights),
            add_up(cells.weights_squared),
            withheld=withheld,
        )
        return replace(
            everyone,
            exact=exact and ExactSums(add_up(exact.sums), np.broadcast_to(exact.bin[rows], withheld.shape)),
            clusters=self._clusters(rows, withheld) if self.counts.pairs else None,
            shared=self._shared(rows, stages),
            gaps=None if self.gaps is None else self.gaps.cells(stages),
            answers=self._answers(rows, withheld),
            mentions=None
            if self.mentions is None
            else mention_cells(
                {
                    stage: (each.counts.stages, each.cells(each.counts.stages))
                    for stage, each in self.mentions.items()
                },
                everyone,
                stages,
            ),
            events=None if self.events is None else _at_stages(self.events, stages, self.counts.final),
        )

    def _answers(self, rows: Sequence[int], withheld: Mask) -> AnswerShares | None:
        """The answers of each group, at the stages of these rows; None where no stage has several."""
        several = [None if row < 0 else self.counts.answers[row] for row in rows]
        lengths = [len(each.values) for each in several if each is not None]
        if not lengths:
            return None
        width = max(*lengths, 1)  # where all is withheld there are no values left
        shape = withheld.shape
        clustered = bool(self.counts.pairs)
        answers = AnswerShares(
            several=np.broadcast_to([each is not None for each in several], shape),
            values=np.zeros((*shape, width)),
            n=np.zeros((*shape, width), np.int64),
            shares=np.zeros((*shape, width)),
            products=np.zeros((*shape, width, width)),
            cluster_products=np.zeros((*shape, width, width)) if clustered else None,
            questions=np.broadcast_to([0 if each is None else each.questions for each in several], shape),
            withheld=withheld.copy(),
        )
        for place, each in enumerate(several):
            if each is not None:
                each.add_up(answers, place, self)
        return answers

    def _clusters(self, rows: Sequence[int], withheld: Mask) -> ClusterProducts:
        """The clusters of each group, at the stages of these rows; -1 is a stage without answers."""
        groups, width = len(self.labels), self.counts.cells.values.shape[-1]
        products = np.zeros((*withheld.shape, width, width))
        clusters = np.zeros(withheld.shape)
        for place, row in enumerate(rows):
            if row >= 0:
                pairs = self.counts.pairs[row]
                products[:, place] = pairs.of_groups(self.group, groups, width)
                clusters[:, place] = pairs.clusters(self.group, groups)
        products[withheld], clusters[withheld] = 0, 0
        return ClusterProducts(products, clusters)

    def _shared(self, rows: Sequence[int], stages: Sequence[Id]) -> SharedCells | None:
        """The clusters, or respondents, in several of the groups."""
        groups = len(self.labels)
        if groups < 2:
            return None
        if not self.counts.pairs:
            values = self.counts.cells.values[rows]
            return None if self.panel is None else self.panel.shared(self.labels, stages, values)
        n = np.zeros((groups, groups, len(rows)), np.int64)
        parts = []
        for place, row in enumerate(rows):
            if row >= 0:
                pairs = self.counts.pairs[row]
                n[..., place] = pairs.in_both(self.group, groups)
                *ends, products = pairs.between_groups(self.group)
                parts.append((np.full(len(products), place, np.intp), *ends, products))
        if not parts:
            return None
        stage, a, b, value_a, value_b, products = (
            np.concatenate(column) for column in zip(*parts, strict=True)
        )
        return SharedCells(stage, a, b, value_a, value_b, products, n)

    @property
    def respondents(self) -> list[int | None]:
        """How many respondents each group has; None where that is withheld."""
        n, hidden = self.sum(self.counts.respondents), self.sum(self.counts.withheld.astype(np.int64))
        blank = not self.counts.segments
        return [None if some or blank else int(size) for size, some in zip(n, hidden, strict=True)]

    def sum(self, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Add up what each segment has, by group."""
        member = self.group >= 0
        sums = np.zeros((len(self.labels), *array.shape[1:]), array.dtype)
        np.add.at(sums, self.group[member], array[member])
        return sums


@dataclass(frozen=True)
class StageAnswers:
    """The answers of a stage as arrays, for each segment; see `AnswerTally`.

    Parameters
    ----------
    values
        The scores, shape ``(scores,)``.
    n, shares
        Shape ``(segments, scores)``.
    pairs, products
        Two places of scores, and for each segment the products; shapes ``(pairs, 2)``, ``(segments, pairs)``.
        ``products`` is None where there are too many.
    clusters
        Products over clusters; None without clusters.
    questions
        How many questions there are.
    withheld
        Shape ``(segments,)``.
    """

    values: Array
    n: Whole
    shares: Array
    pairs: Index
    products: Array | None
    clusters: CellPairs | None
    questions: int
    withheld: Mask

    def add_up(self, answers: AnswerShares, place: int, groups: SegmentGroups) -> None:
        """Write the sums of groups into arrays of all stages, at the place of this one."""
        length, width = len(self.values), answers.values.shape[-1]
        answers.withheld[:, place] |= groups.sum(self.withheld.astype(np.int64)) > 0
        answers.values[:, place, :length] = self.values
        answers.n[:, place, :length] = groups.sum(self.n)
        answers.shares[:, place, :length] = groups.sum(self.shares)
        if self.products is None:
            answers.products[:, place] = np.nan
        else:
            sums, (first, second) = groups.sum(self.products), self.pairs.T
            answers.products[:, place, first, second] = sums
            answers.products[:, place, second, first] = sums
        if self.clusters is not None and answers.cluster_products is not None:
            answers.cluster_products[:, place] = self.clusters.of_groups(
                groups.group, len(groups.labels), width
            )
        hidden = answers.withheld[:, place]
        for array in (answers.n, answers.shares, answers.products, answers.cluster_products):
            if array is not None:
                array[hidden, place] = 0


def read_answers(answers: AnswerTally, segments: int) -> StageAnswers:
    """The answers of a stage from a document."""
    width = len(answers.values)
    withheld = np.zeros(segments, np.bool_)
    withheld[list(answers.withheld)] = True
    return StageAnswers(
        np.array(answers.values, np.float64),
        np.array(answers.n, np.int64).reshape(segments, width),
        np.array(answers.shares, np.float64).reshape(segments, width),
        np.array(answers.pairs, np.intp).reshape(-1, 2),
        np.array(answers.products, np.float64).reshape(segments, -1) if answers.products else None,
        None if answers.clusters is None else read_pairs(answers.clusters, width),
        len(answers.questions),
        withheld,
    )


def stack(counts: Counts, wave: str | None = None, waves: Sequence[str] | None = None) -> StackedCounts:
    """Put the stages' tallies into arrays.

    Parameters
    ----------
    counts
        Released counts.
    wave
        Which column is time.
    waves
        Its values in time order; those of the counts by default. Files of earlier versions have none, and
        their order is read from the names, or else left as it is.

    Examples
    --------
    >>> from cjm_widgets.document.model import Tally
    >>> stacked = stack(Counts(respondents=(3,), stages={"security": Tally((4.0, 5.0), ((1, 2),))}))
    >>> stacked.cells.n.tolist()
    [[[1, 2], [0, 0]]]
    """
    if waves is None:
        waves = counts.waves or (_waves_of(counts, wave) if wave in counts.by else ())
    tallies = list(counts.stages.values())
    lengths = tuple(len(tally.values) for tally in tallies)
    shape = (len(counts.segments), len(tallies) + 1, max(lengths, default=0) or 1)
    values, n = np.zeros(shape[1:]), np.zeros(shape, np.int64)
    weighted = any(tally.weights for tally in tallies)
    sums: tuple[Array, Array] | None = (np.zeros(shape), np.zeros(shape)) if weighted else None
    withheld = np.zeros(shape[:2], np.bool_)
    binned = any(tally.sums for tally in tallies)
    exact = ExactSums(np.zeros((*shape[:2], 4)), np.zeros(shape[1])) if binned else None
    for place, (tally, length) in enumerate(zip(tallies, lengths, strict=True)):
        values[place, :length] = tally.values
        n[:, place, :length] = tally.n
        withheld[list(tally.withheld), place] = True
        for array, rows in zip(sums or (), (tally.weights, tally.weights_squared), strict=False):
            array[:, place, :length] = rows
        if exact is not None:
            exact.sums[:, place] = tally.sums or sums_of(tally)
    if exact is not None:
        exact.bin[:-1] = _widths_of_bins(tallies, values[:-1], lengths)
    weights, squares = sums or (None, None)
    hidden = np.zeros(len(counts.segments), np.bool_)
    hidden[list(counts.withheld)] = True
    final = counts.order[-1] if counts.order else None
    return StackedCounts(
        counts.by,
        counts.segments,
        np.array(counts.respondents or [0] * len(counts.segments), np.int64),
        hidden,
        tuple(counts.stages),
        lengths,
        Histograms(values, n, weights, squares, withheld, exact),
        tuple(replace(stack(coarser, wave, waves), final=final) for coarser in counts.coarser),
        tuple(
            read_pairs(tally.clusters, len(tally.values)) for tally in tallies if tally.clusters is not None
        ),
        wave,
        tuple(waves),
        counts.panel,
        None if counts.gaps is None else stack(counts.gaps, wave, waves),
        tuple(
            None if tally.answers is None else read_answers(tally.answers, len(counts.segments))
            for tally in tallies
        ),
        {stage: stack(each, wave, waves) for stage, each in counts.mentions.items()} or None,
        {name: stack(each, wave, waves) for name, each in counts.events.items()} or None,
        final,
    )


def _waves_of(counts: Counts, wave: str | None) -> tuple[str, ...]:
    """The waves in the order that their names say, or else in that of the segments."""
    place = counts.by.index(str(wave))
    names = dict.fromkeys(name for segment in counts.segments if (name := segment[place]) is not None)
    return in_time_order(names) or tuple(names)


def sums_of(tally: Tally) -> list[list[float]]:
    """The exact sums of a tally that is not in bins."""
    values = np.array(tally.values)

    def add_up(n: Sequence[Sequence[float]]) -> list[Array]:
        own = np.array(n, np.float64)
        return [(own * values).sum(axis=1), (own * values**2).sum(axis=1)]

    first = add_up(tally.weights or tally.n)
    second = add_up(tally.weights_squared) if tally.weights else first
    sums: list[list[float]] = np.array([*first, *second]).T.tolist()
    return sums


def _widths_of_bins(tallies: Sequence[Tally], values: Array, lengths: Sequence[int]) -> Array:
    """The width of each tally's bins as `ExactSums` has it; ``values`` are theirs, a row each."""
    binned = np.array([bool(tally.sums) for tally in tallies], np.bool_)
    own = values[binned]
    other = np.abs(middles(own) - own) > 1e-9 * np.abs(own)
    other &= np.arange(values.shape[1]) < np.array(lengths)[binned, np.newaxis]
    widths = np.zeros(len(tallies))
    widths[binned] = np.where(other.any(axis=1), np.nan, BIN)
    return widths


def check_column(column: str, sources: Iterable[StackedCounts]) -> None:
    """Raise unless the segments of some source are by this column.

    Raises
    ------
    UnknownNameError
        When none is; names the nearest.
    """
    columns = dict.fromkeys(name for source in sources for name in source.by)
    if column not in columns:
        raise unknown("column of segments", column, columns, plural="columns of segments")


def check_filters(filters: Filters, sources: Iterable[StackedCounts]) -> None:
    """Raise unless some source has each filter's column and values.

    Raises
    ------
    UnknownNameError
        When no source has such a column, or none has such a value in it; names the nearest.
    """
    every = list(sources)
    columns = list(dict.fromkeys(column for source in every for column in source.by))
    for column, values in filters.items():
        if column not in columns:
            raise unknown("column to filter by", column, columns, plural="columns to filter by")
        options = list(dict.fromkeys(option for source in every for option in source.options(column)))
        for value in values:
            if value not in options and OTHER in options:
                raise UnknownNameError(
                    f"{value!r} is no value of {column} that may be named: those of fewer than min_n "
                    f"respondents are withheld, together as {OTHER!r}"
                )
            if value not in options:
                raise unknown(
                    f"value of {column}", value, [str(option) for option in options], plural="values"
                )
