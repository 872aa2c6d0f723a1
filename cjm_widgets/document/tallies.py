"""Whether the counts of a source fit together: a row for each segment, a number for each value.

js/src/document/coverage/tallies.ts holds files and operations to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cjm_widgets.document.errors import InvalidOperationError, quoted
from cjm_widgets.document.model import Counts, Tally


def check_counts(source: str, counts: Counts | None) -> None:
    """Refuse counts whose parts do not fit one another.

    Parameters
    ----------
    source
        The name of their source, for the message.
    counts
        None fits.

    Raises
    ------
    InvalidOperationError
        With the first part that does not fit.

    Examples
    --------
    >>> check_counts("Survey", Counts(stages={"wait": Tally(values=(1.0, 2.0), n=((3, 4),))}))
    >>> try:
    ...     check_counts("Survey", Counts(stages={"wait": Tally(values=(1.0, 2.0), n=((3,),))}))
    ... except InvalidOperationError as error:
    ...     print(error)
    the counts of 'Survey' do not fit: at 'wait', n has 1 numbers for 2 values
    """
    if counts is not None and (why := _misfit(counts)):
        raise InvalidOperationError(f"the counts of {quoted(source)} do not fit: {why}")


def _misfit(counts: Counts) -> str | None:
    segments = len(counts.segments)
    for segment in counts.segments:
        if len(segment) != len(counts.by):
            return f"a segment has {len(segment)} values for {len(counts.by)} columns"
    if counts.respondents and len(counts.respondents) != segments:
        return f"there are {len(counts.respondents)} numbers of respondents for {segments} segments"
    if _beyond(counts.withheld, segments):
        return f"a segment is withheld that is not among {segments}"
    for tallies in (counts.stages, counts.questions):
        for name, tally in sorted(tallies.items()):
            if why := _tally_misfit(tally, segments):
                return f"at {quoted(name)}, {why}"
    for stage, options in sorted(counts.mentions.items()):
        if why := _misfit(options):
            return f"in the options at {quoted(stage)}, {why}"
    for name, own in sorted(counts.events.items()):
        if why := _misfit(own):
            return f"in {quoted(name)} of events, {why}"
    return next((why for coarser in counts.coarser if (why := _misfit(coarser))), None)


def _tally_misfit(tally: Tally, segments: int) -> str | None:
    values = len(tally.values)
    tables: tuple[tuple[str, Sequence[Sequence[Any]]], ...] = (
        ("n", tally.n),
        ("weights", tally.weights),
        ("weights squared", tally.weights_squared),
    )
    for name, rows in tables:
        if (rows or name == "n") and len(rows) != segments:
            return f"{name} has {len(rows)} rows for {segments} segments"
        for row in rows:
            if len(row) != values:
                return f"{name} has {len(row)} numbers for {values} values"
    if tally.sums and len(tally.sums) != segments:
        return f"sums has {len(tally.sums)} rows for {segments} segments"
    if _beyond(tally.withheld, segments):
        return f"a segment is withheld that is not among {segments}"
    if (clusters := tally.clusters) is None:
        return None
    if len(clusters.pairs) != len(clusters.products):
        return f"clusters have {len(clusters.products)} products for {len(clusters.pairs)} pairs"
    if any(_beyond(pair, segments * values) for pair in clusters.pairs):
        return f"clusters have a pair of cells that are not among {segments * values}"
    if any(_beyond(common[:2], segments) for common in clusters.common):
        return f"clusters have common segments that are not among {segments}"
    return None


def _beyond(positions: Sequence[int], length: int) -> bool:
    return any(position >= length for position in positions)
