"""Counts as arrays, every stage in one: a filter or a segment toggle is a sum over one axis."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from cjm_widgets.document.errors import unknown
from cjm_widgets.document.model import Counts, Id, Tally
from cjm_widgets.measures.intervals import Array
from cjm_widgets.measures.measure import Histograms, Whole
from cjm_widgets.measures.tabulate import Index

Filters: TypeAlias = Mapping[str, Collection[str | None]]
"""For each column the values to keep, as text, ``None`` for missing; a column without values keeps all."""


@dataclass(frozen=True)
class StackedCounts:
    """The counts of a source, for computing; made by `stack`, and given back by `unstack`.

    Parameters
    ----------
    by
        The columns that tell segments apart.
    segments
        Each combination of their values.
    respondents
        Their number per segment, shape ``(segments,)``.
    stages
        The ids of the stages that were asked about.
    lengths
        How many values each stage has; what follows them in the arrays is padding.
    cells
        Counts of shape ``(segments, stages + 1, values)``, values of shape ``(stages + 1, values)``. The last
        row is blank: it stands for every stage that was not asked about.
    """

    by: tuple[str, ...]
    segments: tuple[tuple[str | None, ...], ...]
    respondents: Whole
    stages: tuple[Id, ...]
    lengths: tuple[int, ...]
    cells: Histograms

    def options(self, column: str) -> tuple[str | None, ...]:
        """The values of a ``by`` column, in the order of the segments; none where it is no such column."""
        if column not in self.by:
            return ()
        place = self.by.index(column)
        return tuple(dict.fromkeys(segment[place] for segment in self.segments))

    def respondents_by(self, column: str) -> dict[str | None, int]:
        """How many respondents have each value of a ``by`` column, in the order of the segments."""
        place = self.by.index(column)
        found: dict[str | None, int] = {}
        for segment, n in zip(self.segments, self.respondents.tolist(), strict=True):
            found[segment[place]] = found.get(segment[place], 0) + n
        return found

    def choose(self, filters: Filters) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which segments the filters keep; none of them where a filter's column is not known here."""
        kept = np.ones(len(self.segments), np.bool_)
        for column, values in filters.items():
            if not values:
                continue
            if column not in self.by:
                return np.zeros_like(kept)
            place = self.by.index(column)
            kept &= np.fromiter((segment[place] in values for segment in self.segments), np.bool_, len(kept))
        return kept

    def split(self, column: str, filters: Filters) -> tuple[list[str | None], Index]:
        """The values that a ``by`` column has under the filters, and for each segment the place of its own.

        The place is -1 for a segment that the filters leave out; a missing value is ``None``.
        """
        place, kept = self.by.index(column), self.choose(filters)
        own = [segment[place] for segment in self.segments]
        present = {value for value, keep in zip(own, kept, strict=True) if keep}
        values = [value for value in self.options(column) if value in present]
        position = {value: number for number, value in enumerate(values)}
        group = [position[value] if keep else -1 for value, keep in zip(own, kept, strict=True)]
        return values, np.array(group, np.intp)

    def group(self, stages: Sequence[Id], group: Index, groups: int) -> Histograms:
        """Add up segments.

        Parameters
        ----------
        stages
            Ids, in the order wanted; one that was not asked about has no respondents.
        group
            For each segment the group it belongs to, or -1 for none.
        groups
            How many groups there are.

        Returns
        -------
        Histograms
            Counts of shape ``(groups, stages, values)``.
        """
        place = {stage: position for position, stage in enumerate(self.stages)}
        rows = [place.get(stage, -1) for stage in stages]
        kept = group >= 0

        def add_up(array: np.ndarray[Any, Any]) -> Any:
            sums = np.zeros((groups, *array.shape[1:]), array.dtype)
            np.add.at(sums, group[kept], array[kept])
            return sums[:, rows]

        cells = self.cells
        if cells.weights is None or cells.weights_squared is None:
            return Histograms(cells.values[rows], add_up(cells.n))
        return Histograms(
            cells.values[rows], add_up(cells.n), add_up(cells.weights), add_up(cells.weights_squared)
        )


def stack(counts: Counts) -> StackedCounts:
    """Put the stages' tallies into arrays.

    Examples
    --------
    >>> stacked = stack(Counts(respondents=(3,), stages={"security": Tally((4.0, 5.0), ((1, 2),))}))
    >>> stacked.cells.n.tolist()
    [[[1, 2], [0, 0]]]
    """
    tallies = list(counts.stages.values())
    lengths = tuple(len(tally.values) for tally in tallies)
    shape = (len(counts.segments), len(tallies) + 1, max(lengths, default=0))
    values, n = np.zeros(shape[1:]), np.zeros(shape, np.int64)
    weighted = any(tally.weights for tally in tallies)
    sums: list[Array] = [np.zeros(shape), np.zeros(shape)] if weighted else []
    for place, (tally, length) in enumerate(zip(tallies, lengths, strict=True)):
        values[place, :length] = tally.values
        n[:, place, :length] = tally.n
        for array, rows in zip(sums, (tally.weights, tally.weights_squared), strict=False):
            array[:, place, :length] = rows
    return StackedCounts(
        counts.by,
        counts.segments,
        np.array(counts.respondents, np.int64),
        tuple(counts.stages),
        lengths,
        Histograms(values, n, *sums),
    )


def unstack(stacked: StackedCounts) -> dict[Id, Tally]:
    """The tallies that were stacked, value for value."""
    cells = stacked.cells
    tallies = {}
    for place, (stage, length) in enumerate(zip(stacked.stages, stacked.lengths, strict=True)):
        arrays = (cells.n, cells.weights, cells.weights_squared)
        rows = [
            () if array is None else tuple(tuple(row) for row in array[:, place, :length].tolist())
            for array in arrays
        ]
        tallies[stage] = Tally(tuple(cells.values[place, :length].tolist()), *rows)
    return tallies


def check_column(column: str, sources: Iterable[StackedCounts]) -> None:
    """Refuse a column that tells no source's segments apart.

    Raises
    ------
    UnknownNameError
        Names the nearest.
    """
    columns = dict.fromkeys(name for source in sources for name in source.by)
    if column not in columns:
        raise unknown("column of segments", column, columns, plural="columns of segments")


def check_filters(filters: Filters, sources: Iterable[StackedCounts]) -> None:
    """Refuse a filter that no source knows.

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
            if value not in options:
                raise unknown(
                    f"value of {column}", value, [str(option) for option in options], plural="values"
                )
