"""Values of segment columns that too few respondents have: joined into one, so that no file names them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
import numpy as np

from cjm_widgets.counts.release import add_up_segments
from cjm_widgets.counts.stack import OTHER
from cjm_widgets.document.model import Counts


def join_small_values(counts: Counts, min_n: int, apart: Collection[str | None] = ()) -> Counts:
    """Give one name, ``other (withheld)``, to all values of a column with fewer than ``min_n`` respondents.

    A value is small by everyone who has it, whatever other columns say; where respondents are not counted,
    by the stage with the most answers. Missing values keep being missing.

    Parameters
    ----------
    counts
        All counts, before `release`.
    min_n
        Respondents that a name needs.
    apart
        Columns whose values keep their names, such as that of waves.

    Examples
    --------
    >>> counts = Counts(("from",), (("FR",), ("LI",), ("MC",)), (30, 1, 2))
    >>> joined = join_small_values(counts, min_n=10)
    >>> joined.segments, joined.respondents
    ((('FR',), ('other (withheld)',)), (30, 3))
    """
    small: dict[str, set[str | None]] = {}
    for table in (counts, *counts.coarser):
        for column in {*table.by} - {*apart}:
            if column not in small and table.segments:
                small[column] = _small_values(table, table.by.index(column), min_n)
    return _renamed(counts, small)


def _small_values(counts: Counts, place: int, min_n: int) -> set[str | None]:
    own = [segment[place] for segment in counts.segments]
    if counts.respondents:
        n = [np.array(counts.respondents)]
    else:
        n = [np.array([sum(row) for row in tally.n]) for tally in counts.stages.values()]

    def most(value: str | None) -> int:
        here = np.array([name == value for name in own])
        return max((int(each[here].sum()) for each in n), default=0)

    return {value for value in {*own} if value is not None and 0 < most(value) < min_n}


def _renamed(counts: Counts, small: dict[str, set[str | None]]) -> Counts:
    coarser = tuple(_renamed(table, small) for table in counts.coarser)
    if not any(small.get(column) for column in counts.by) or not counts.segments:
        return msgspec.structs.replace(counts, coarser=coarser)
    names = [
        tuple(
            OTHER if value in small.get(column, ()) else value
            for column, value in zip(counts.by, segment, strict=True)
        )
        for segment in counts.segments
    ]
    return msgspec.structs.replace(
        add_up_segments(counts, counts.by, names, _order(names)),
        waves=counts.waves,
        panel=counts.panel,
        gaps=counts.gaps,
        mentions=counts.mentions,
        coarser=coarser,
    )


def _order(names: Sequence[tuple[str | None, ...]]) -> list[tuple[str | None, ...]]:
    """The segments as before, in each column the joined values behind the named ones."""
    ranks = []
    for column in zip(*names, strict=True):
        values = sorted(dict.fromkeys(column), key=lambda value: (value is None, value == OTHER))
        ranks.append({value: rank for rank, value in enumerate(values)})
    return sorted(
        dict.fromkeys(names), key=lambda name: [rank[value] for rank, value in zip(ranks, name, strict=True)]
    )
