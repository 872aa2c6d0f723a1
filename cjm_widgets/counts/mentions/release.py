"""Withholding of mentions: what may be published of the options that `counts.mentions.counting` counts.

An option is withheld like a stage: where some mention it, but fewer than ``min_n`` respondents.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from msgspec.structs import replace

from cjm_widgets.counts.mentions.counting import EVERYONE
from cjm_widgets.counts.release import release
from cjm_widgets.document.model import Counts, Id, Tally
from cjm_widgets.statistics.arrays import Mask


def release_mentions(mentions: Mapping[Id, Counts], released: Counts, min_n: int) -> dict[Id, Counts]:
    """Withhold the options that few respondents mention, and with them what they could be computed from.

    An option is to its stage what a stage is to the map, see `release`: its numbers add up over segments, and
    where nobody mentions two options those of all options add up to the number of the stage. Where a stage is
    withheld, so are its options.

    Parameters
    ----------
    mentions
        For each stage the counts of its options, in crossings and with small values joined.
    released
        The counts of the stages, released.

    Examples
    --------
    >>> own = {"Queue": Tally((1.0,), ((30,),)), "Price": Tally((1.0,), ((3,),))}
    >>> everyone = Tally((1.0,), ((31,),))
    >>> counts = Counts(respondents=(40,), stages=own, questions={"everyone": everyone})
    >>> shown = release_mentions({"wait": counts}, Counts(stages={"wait": everyone}), 10)["wait"]
    >>> shown.stages["Queue"].n, shown.stages["Price"].withheld
    (((30,),), (0,))
    """
    return {stage: _release(stage, counts, released, min_n) for stage, counts in mentions.items()}


def _release(stage: Id, counts: Counts, released: Counts, min_n: int) -> Counts:
    own = release(_of_those_who_mention(counts), min_n)
    hidden = {table.by: _hidden(table, stage) for table in (released, *released.coarser)}
    return _without(own, hidden)


def _of_those_who_mention(counts: Counts) -> Counts:
    """The same counts, in which respondents are those who mention anything."""
    everyone = counts.questions[EVERYONE]
    return replace(
        counts,
        respondents=tuple(sum(row) for row in everyone.n) if counts.segments else (),
        questions={},
        coarser=tuple(_of_those_who_mention(table) for table in counts.coarser),
    )


def _hidden(table: Counts, stage: Id) -> Mask | None:
    """Which segments of a stage are withheld; None where the whole table is."""
    if not table.segments:
        return None
    hidden = np.zeros(len(table.segments), np.bool_)
    hidden[[*table.stages[stage].withheld]] = True
    return hidden


def _without(counts: Counts, hidden: Mapping[tuple[str, ...], Mask | None]) -> Counts:
    """The counts without cells of which the stage's are withheld, and without the numbers of respondents,
    which are the stage's.
    """
    coarser = tuple(_without(table, hidden) for table in counts.coarser)
    mask = hidden.get(counts.by, np.zeros(len(counts.segments), np.bool_))
    blank = not counts.segments or mask is None
    stages = {
        name: Tally((), ()) if blank else _without_cells(tally, mask)  # type: ignore[arg-type]  # not None here
        for name, tally in counts.stages.items()
    }
    return replace(
        counts,
        segments=() if blank else counts.segments,
        respondents=(),
        withheld=(),
        stages=stages,
        coarser=coarser,
    )


def _without_cells(tally: Tally, mask: Mask) -> Tally:
    withheld = np.zeros(len(mask), np.bool_)
    withheld[[*tally.withheld]] = True
    withheld |= mask
    if not tally.values:  # nobody is left of whom to tell
        return replace(tally, withheld=tuple(np.flatnonzero(withheld).tolist()))

    def cut(rows: Any) -> Any:
        return tuple((0,) if out else row for row, out in zip(rows, withheld.tolist(), strict=bool(rows)))

    return replace(
        tally,
        n=cut(tally.n),
        weights=cut(tally.weights) if tally.weights else (),
        weights_squared=cut(tally.weights_squared) if tally.weights_squared else (),
        withheld=tuple(np.flatnonzero(withheld).tolist()),
    )
