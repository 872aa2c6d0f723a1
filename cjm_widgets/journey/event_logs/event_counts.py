"""Counting joined events again, where their counts do not hold what a frame is asked for."""

from __future__ import annotations

import msgspec

from cjm_widgets.analysis.events.cases import Asked
from cjm_widgets.counts.events.names import CONFORMING, ORDERED, chain
from cjm_widgets.counts.stack import check_column
from cjm_widgets.document.errors import RowsError
from cjm_widgets.document.links import drawn_ways
from cjm_widgets.document.model import Document, Source
from cjm_widgets.document.names import labels
from cjm_widgets.journey.core import Core
from cjm_widgets.journey.sources import NO_EVENTS
from cjm_widgets.journey.sources.live_sources import Sources


def asked(core: Core, column: str | None, level: float) -> Asked:
    """What a frame is about: the sources of events under the filters in force, by a column.

    Raises
    ------
    RowsError
        No events are joined.
    UnknownNameError
        They are not joined by such a column.
    """
    if column is not None:
        core.sources.count_crossing(column)
    sources = tuple(source for source in core.sources.measured() if source.events)
    if not sources:
        raise RowsError(NO_EVENTS)
    if column is not None:
        check_column(column, [source.counts for source in sources])
    return Asked(sources, labels(core.document.stages), core.sources.filters, column, level)


def count_in_order(sources: Sources) -> None:
    """Count events again whose steps were counted when stages stood in another order.

    Raises
    ------
    RowsError
        They are not at hand.
    """

    def anew(source: Source, document: Document) -> Source | None:
        assert source.counts is not None
        return None if source.counts.order == tuple(stage.id for stage in document.stages) else source

    for source in sources.count_events(anew):
        raise RowsError(
            f"the stages are not those, or not in the order, of when {source.name!r} was counted: join its "
            "events in this session"
        )


def count_for(of: str, sources: Sources) -> None:
    """Count events again whose counts are not of the map as it is, for a comparison or a trend.

    Parameters
    ----------
    of
        What is compared, a key of `analysis.events.compare.KEYS`.

    Raises
    ------
    RowsError
        They are not at hand.
    """
    count_in_order(sources)
    if of != "conformance":
        return
    for name, is_as_drawn in count_as_drawn(sources).items():
        if not is_as_drawn:
            raise RowsError(
                f"the journey was drawn otherwise when {name!r} was counted: join its events in this session"
            )


def count_within(sources: Sources, window: float) -> None:
    """Count chains within a window, of all events that are at hand.

    Parameters
    ----------
    window
        Minutes.

    Raises
    ------
    RowsError
        They were not counted, and the events are not at hand.
    """
    name, _ = chain(ORDERED, window)

    def anew(source: Source, document: Document) -> Source | None:
        assert source.counts is not None
        if name in source.counts.events:
            return None
        return msgspec.structs.replace(source, windows=(*source.windows, window))

    for source in sources.count_events(anew):
        known = ", ".join(f"{one:g} min" for one in source.windows) or "none"
        raise RowsError(
            f"the counts of {source.name!r} have no chains within {window:g} min (windows that were counted: "
            f"{known}): join its events in this session, or say join_events(..., window=) before saving"
        )


def count_as_drawn(sources: Sources) -> dict[str, bool]:
    """Compare events again with the drawn journey, where it was another when they were counted.

    Returns
    -------
    dict
        By the name of each source of events, whether its counts are of the journey as it is drawn now.
    """

    def anew(source: Source, document: Document) -> Source | None:
        counts = source.counts
        assert counts is not None
        now = tuple(stage.id for stage in document.stages), drawn_ways(document)
        is_so = (counts.order, counts.drawn) == now and CONFORMING in counts.events
        return None if is_so else source

    absent = {source.name for source in sources.count_events(anew)}
    return {source.name: source.name not in absent for source in sources.measured() if source.events}
