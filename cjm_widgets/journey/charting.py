"""Charts of a journey: what each is about; ``charts/`` holds one module for each kind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cjm_widgets.document.errors import CjmError
from cjm_widgets.journey.core import Core, HasCore

if TYPE_CHECKING:
    from cjm_widgets.charts.subject import Subject


def chart(
    journey: HasCore, kind: str = "curve", *, source: str | None = None, linked: bool = False, **options: Any
) -> Any:
    """An Altair chart: curves, how scores spread, differences of segments, the trend, events, opportunities.

    It holds the numbers that ``measures``, ``distribution`` and ``compare`` give, under the filters in
    force, and nothing else; what is withheld is not in it, and it says so.

    Parameters
    ----------
    kind
        ``"curve"``: drawn and measured emotion over the stages, with bands. ``"distribution"``: how
        respondents spread over the scores. ``"compare"``: differences between segments, with intervals
        and marks where they survive adjustment. ``"trend"``: a measure from wave to wave. Of joined events
        ``"funnel"`` (who comes to each stage), ``"transitions"`` (where they go on to), ``"paths"`` (the most
        frequent ones) and ``"time"`` (median minutes at each stage), with intervals. ``"impact-effort"``:
        opportunities by impact and effort, with their ranges.
    source
        The name of a source; by default the first.
    linked
        Return an ``altair.JupyterChart`` that shares the selection with the map: a stage selected on
        either is selected on both, pressing a segment in a curve's legend filters the map, and the
        chart follows the filters and the numbers. Shift adds to what is pressed, a double click lets
        it go. It needs no network. ``close()`` ends it.
    by : str, optional
        The column whose segments are drawn apart: by colour, in a distribution side by side. Comparing
        needs one, unless the rows have only one.
    facet : bool, optional
        For curve and distribution: a panel for each segment, below one another.
    measure : Measure or str, optional
        For compare and trend: what to show; by default the source's first measure.
    top : int, optional
        For paths: how many; 20 by default.
    wave : str, optional
        For trend: the column of the waves; by default the one the rows were joined with.
    test, adjust, level : optional
        For compare: as for ``compare()``.

    Returns
    -------
    altair.LayerChart or altair.FacetChart or altair.JupyterChart
        ``chart.save("curve.png")`` writes a picture (also ``.svg``, ``.html``, ``.json``).

    Raises
    ------
    CjmError
        An unknown chart, option, column or source (with the nearest); nothing to show; Altair is not
        installed.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"], title="A visit")
    >>> journey.emotion["Customer"] = [1, -1]
    >>> chart = journey.chart()
    >>> type(chart).__name__, chart.title["text"]
    ('LayerChart', 'A visit: drawn and measured emotion')
    """
    from cjm_widgets.charts.kinds import check_options, draw
    from cjm_widgets.charts.look import load_altair

    check_options(kind, options)
    if linked and kind == "impact-effort":
        raise CjmError("the impact-effort chart is not linked; journey.chart('impact-effort') draws it")
    load_altair()
    by = options.pop("by", None)
    with journey._core.in_sync() as core:
        if linked:
            from cjm_widgets.charts.linked import LinkedChart

            return LinkedChart(_LinkedJourney(core, kind, source, by), kind, options)
        return draw(kind, _subject(core, kind, source, by), options)


def _subject(core: Core, kind: str, source: str | None, by: str | None) -> Subject:
    """The subject of a chart in the journey's current state."""
    from cjm_widgets.charts.kinds import choose_column, choose_source
    from cjm_widgets.charts.subject import Subject

    column = choose_column(kind, choose_source(kind, core.sources.measured(), source), by)
    (core.sources.count_waves if kind == "trend" else core.sources.count_crossing)(column)
    measured = choose_source(kind, core.sources.measured(), source)
    return Subject(core.document, measured, dict(core.filters), column)


class _LinkedJourney:
    """A journey as a linked chart knows it; the segments of the chart's own column all stay in it."""

    TRAITS = ("selection", "filters", "measures", "emotion", "frame", "title")
    """The traits that a chart depends on."""

    def __init__(self, core: Core, kind: str, source: str | None, by: str | None) -> None:
        self._core = core
        self._about = kind, source, by

    @property
    def lock(self) -> threading.RLock:
        return self._core.lock

    def subject(self) -> Subject:
        """The chart's current subject; segments that the filters exclude are faded."""
        from cjm_widgets.charts.subject import NO_VALUE, MapSelection

        subject = _subject(self._core, *self._about)
        filters = dict(subject.filters)
        segments = filters.pop(subject.by, ()) if subject.by else ()
        names = tuple(NO_VALUE if value is None else value for value in segments)
        selected = MapSelection(tuple(self._core.selection["stages"]), names)
        return replace(subject, filters=filters, linked=selected)

    def select(self, stages: list[str]) -> None:
        self._core.select_named({"stages": stages, "lanes": []})

    def filter(self, choice: Mapping[str, Any]) -> None:
        self._core.filter(choice)

    def follow(self, handler: Callable[[Any], None]) -> None:
        self._core.owner.observe(handler, [*self.TRAITS])

    def unfollow(self, handler: Callable[[Any], None]) -> None:
        self._core.owner.unobserve(handler, [*self.TRAITS])
