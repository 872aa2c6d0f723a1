"""What draws charts of a journey; ``charts/`` holds one module for each kind."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any


class Charting:
    """The part of a journey that becomes charts."""

    if TYPE_CHECKING:

        @property
        def lock(self) -> threading.RLock: ...
        def sync(self) -> None: ...

    def chart(
        self, kind: str = "curve", *, source: str | None = None, linked: bool = False, **options: Any
    ) -> Any:
        """An Altair chart: the curves, how the scores spread, differences between segments, or the trend.

        It holds the numbers that ``measures``, ``distribution`` and ``compare`` give, under the filters in
        force, and nothing else; what is withheld is not in it, and it says so.

        Parameters
        ----------
        kind
            ``"curve"``: drawn and measured emotion over the stages, with bands. ``"distribution"``: how
            respondents spread over the scores. ``"compare"``: differences between segments, with intervals
            and marks where they survive adjustment. ``"trend"``: a measure from wave to wave.
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
        from cjm_widgets.charts.kinds import check_options, draw, prepare
        from cjm_widgets.charts.look import load_altair

        check_options(kind, options)
        load_altair()
        with self.lock:
            self.sync()
            if linked:
                from cjm_widgets.charts.linked import LinkedChart

                return LinkedChart(self, kind, source, options)  # type: ignore[arg-type]  # a journey is one
            by = options.pop("by", None)
            subject = prepare(self, kind, source, by, linked=False)  # type: ignore[arg-type]
            return draw(kind, subject, options)
