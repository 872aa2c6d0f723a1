"""Which charts there are, and the way from what was asked of a journey to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cjm_widgets.charts.subject import NO_VALUE, MapSelection, Subject
from cjm_widgets.counts.stack import check_column
from cjm_widgets.document.errors import CjmError, MeasureError, listing, nearest, unknown

if TYPE_CHECKING:
    from cjm_widgets.journey.journey import Journey
    from cjm_widgets.measures.source import MeasuredSource

KINDS: dict[str, tuple[str, ...]] = {
    "curve": ("by", "facet"),
    "distribution": ("by", "facet"),
    "compare": ("by", "measure", "test", "adjust", "level"),
    "trend": ("by", "measure", "wave"),
}
"""Each chart and what may be chosen for it; its module has the same name."""


def check_options(kind: str, options: Mapping[str, Any]) -> None:
    """Refuse a chart that is not there, and what cannot be chosen for it.

    Raises
    ------
    UnknownNameError
        No such chart; names the nearest.
    CjmError
        The chart has no such option.
    """
    if kind not in KINDS:
        raise unknown("chart", kind, KINDS)
    for option in options:
        if option not in KINDS[kind]:
            close = nearest(option, KINDS[kind])
            hint = f"; did you mean {close}=?" if close else "."
            takes = listing([*KINDS[kind], "source", "linked"])
            raise CjmError(f"the {kind} chart has no {option}={hint} It takes {takes}")


def prepare(journey: Journey, kind: str, source: str | None, by: str | None, *, linked: bool) -> Subject:
    """What a chart is about as the journey stands now.

    Parameters
    ----------
    journey
        Whose lock is held.
    kind
        One of `KINDS`.
    source
        The name of a source; by default the first.
    by
        A column of segments.
    linked
        Whether the chart answers to the selection: then the segments of its own column all stay, and
        those that the filters leave out step back.
    """
    chosen = _source(journey, kind, source)
    by = _column(kind, chosen, by)
    filters = dict(journey.filters)
    selected = None
    if linked:
        segments = filters.pop(by, ()) if by else ()
        names = tuple(NO_VALUE if value is None else value for value in segments)
        selected = MapSelection(tuple(journey.selection["stages"]), names)
    return Subject(journey.document, chosen, filters, by, selected)


def draw(kind: str, subject: Subject, options: Mapping[str, Any]) -> Any:
    """The chart of a kind; ``options`` are checked, and without ``by``."""
    return import_module(f"cjm_widgets.charts.{kind}").draw(subject, **options)


def _source(journey: Journey, kind: str, name: str | None) -> MeasuredSource | None:
    """The source named, or the first; amounts, such as revenue, have no curve and no scores that spread."""
    measured = {source.name: source for source in journey.sources.measured()}
    if name is None:
        scored = [source for source in measured.values() if not source.amounts]
        every = scored if kind in ("curve", "distribution") else measured.values()
        return next(iter(every), None)
    if name not in measured:
        raise unknown("source", name, measured)
    return measured[name]


def _column(kind: str, source: MeasuredSource | None, by: str | None) -> str | None:
    """The column of segments; comparing takes the only one where none is named."""
    columns = source.counts.by if source else ()
    if by is not None:
        check_column(by, [source.counts] if source else [])
    elif kind == "compare" and source:
        if len(columns) != 1:
            raise MeasureError(
                f"comparing takes the column whose segments to compare: "
                f"journey.chart('compare', by=...). Columns: {listing(columns)}"
            )
        by = columns[0]
    return by
