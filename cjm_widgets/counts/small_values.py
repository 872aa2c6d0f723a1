"""Values of segment columns that too few respondents have: joined into one, so that no file names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from cjm_widgets.counts.release import add_up_segments
from cjm_widgets.document.model import Counts
from cjm_widgets.rows.naming import OTHER


def join_small_values(
    counts: Counts, min_n: int, wave: str | None = None, waves: Sequence[str] = ()
) -> Counts:
    """Give one name, ``other (withheld)``, to all values of a column with fewer than ``min_n`` respondents.

    A value is small by everyone who has it, whatever other columns say; where respondents are not counted,
    by the stage with the most answers. Missing values keep being missing. Waves are not joined, as they stand
    in time order: a small one is called by its place, ``wave 2 (withheld)``.

    Parameters
    ----------
    counts
        All counts, before `release`.
    min_n
        Respondents that a name needs.
    wave
        The column of waves.
    waves
        Waves that keep their names, as the options of the join have them.

    Examples
    --------
    >>> counts = Counts(("from",), (("FR",), ("LI",), ("MC",)), (30, 1, 2))
    >>> joined = join_small_values(counts, min_n=10)
    >>> joined.segments, joined.respondents
    ((('FR',), ('other (withheld)',)), (30, 3))
    """
    names: dict[str, dict[str | None, str]] = {}
    for table in (counts, *counts.coarser):
        for column in table.by:
            if column not in names and table.segments:
                small = _small_values(table, table.by.index(column), min_n)
                if column == wave:
                    small -= {*waves}
                    names[column] = {one: _by_place(one, counts.waves) for one in small}
                else:
                    names[column] = dict.fromkeys(small, OTHER)
    return _renamed(counts, names, names.get(wave or "", {}))


def _by_place(wave: str | None, waves: Sequence[str | None]) -> str:
    return f"wave {waves.index(wave) + 1} (withheld)" if wave in waves else OTHER


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


def _renamed(
    counts: Counts, names: Mapping[str, Mapping[str | None, str]], waves: Mapping[str | None, str]
) -> Counts:
    whole = msgspec.structs.replace(
        counts,
        coarser=tuple(_renamed(table, names, waves) for table in counts.coarser),
        waves=tuple(waves.get(wave, wave) for wave in counts.waves),
        gaps=counts.gaps and _renamed(counts.gaps, names, waves),
        mentions={stage: _renamed(table, names, waves) for stage, table in counts.mentions.items()},
    )
    if not any(names.get(column) for column in counts.by) or not counts.segments:
        return whole
    segments = [
        tuple(
            names.get(column, {}).get(value, value) for column, value in zip(counts.by, segment, strict=True)
        )
        for segment in counts.segments
    ]
    return msgspec.structs.replace(
        add_up_segments(counts, counts.by, segments, _order(segments)),
        waves=whole.waves,
        panel=counts.panel,
        gaps=whole.gaps,
        mentions=whole.mentions,
        coarser=whole.coarser,
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
