"""A chart that shares the selection with the map: what is pressed here is selected there, and the reverse.

Needs Altair. Its widget has hazards: it fetches Vega over the network unless that is bundled, as it is here
for this class alone; and what was pressed cannot be taken back from Python, so what the chart shows as
selected is a parameter beside it, and a chart whose last press no longer holds is drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

import altair as alt

from cjm_widgets.charts.kinds import draw
from cjm_widgets.charts.subject import (
    NO_VALUE,
    PRESSED_SEGMENTS,
    PRESSED_STAGES,
    SEGMENTS,
    STAGES,
    MapSelection,
    Subject,
)
from cjm_widgets.document.errors import CjmError


class ChartedMap(Protocol):
    """The map that a chart is linked to."""

    @property
    def lock(self) -> AbstractContextManager[Any]: ...
    def subject(self) -> Subject: ...
    def select(self, stages: list[str]) -> None: ...
    def filter(self, choice: Mapping[str, Any]) -> None: ...
    def follow(self, handler: Callable[[Any], None]) -> None: ...
    def unfollow(self, handler: Callable[[Any], None]) -> None: ...


class LinkedChart(alt.JupyterChart):
    """An Altair chart tied to a map, which it keeps alive; ``close()`` unties it.

    Parameters
    ----------
    map
        Makes the chart's subject, and is selected and filtered by it; its lock is held.
    kind, options
        Which chart; see ``Journey.chart``.
    """

    def __init__(self, map: ChartedMap, kind: str, options: Mapping[str, Any]) -> None:
        _bundle()
        self._map = map
        self._kind, self._options = kind, options
        self._subject = map.subject()
        super().__init__(
            draw(kind, self._subject, self._options), embed_options={"actions": False, "renderer": "svg"}
        )
        self._listen()
        map.follow(self._follow)

    def close(self) -> None:
        """Untie the chart from the journey, and take it off the screen."""
        if self.comm is not None:
            self._map.unfollow(self._follow)
        super().close()

    # --- from the map to the chart

    def _follow(self, change: Any) -> None:
        """Show what is selected now, and draw anew where anything else of the chart changed."""
        with self._map.lock:
            before, self._subject = self._subject, self._map.subject()
            chosen = self._subject.linked or MapSelection()
            now = {STAGES: [*chosen.stages], SEGMENTS: [*chosen.segments]}
            pressed = {STAGES: self._pressed(PRESSED_STAGES), SEGMENTS: self._pressed(PRESSED_SEGMENTS)}
            outdated = any(pressed[name] and pressed[name] != now[name] for name in now)
            if outdated or not _alike(before, self._subject):
                self.chart = draw(self._kind, self._subject, self._options)
                self._listen()
            else:
                for name, values in now.items():
                    self.params.set_trait(name, values)

    # --- from the chart to the map

    def _listen(self) -> None:
        """Hear what is pressed; every drawing has selections of its own."""
        for name, hear in ((PRESSED_STAGES, self._select_stages), (PRESSED_SEGMENTS, self._choose_segments)):
            if self.selections.has_trait(name):
                self.selections.observe(hear, name)

    def _pressed(self, name: str) -> list[str]:
        """The values that the reader pressed; a curve's legend also has personas, who are no segments."""
        if not self.selections.has_trait(name):
            return []
        values = [value for point in getattr(self.selections, name).value for value in point.values()]
        return values if name == PRESSED_STAGES else [value for value in values if value in self._segments]

    def _select_stages(self, change: Any) -> None:
        with self._map.lock:
            known = set(self._subject.names)
            stages = [stage for stage in self._pressed(PRESSED_STAGES) if stage in known]
            self._map.select(stages)

    def _choose_segments(self, change: Any) -> None:
        with self._map.lock:
            segments = self._pressed(PRESSED_SEGMENTS)
            if segments or not change.new.value:
                values = [None if value == NO_VALUE else value for value in segments]
                choice = {**self._subject.filters, self._subject.by or "": values}
                self._map.filter({column: values for column, values in choice.items() if values})

    @property
    def _segments(self) -> list[str]:
        source, by = self._subject.source, self._subject.by
        if source is None or by is None:
            return []
        labels = source.counts.select(self._subject.filters, by).labels
        return [NO_VALUE if label is None else label for label in labels]


def _alike(one: Subject, other: Subject) -> bool:
    """Whether both are the same but for what is selected."""
    a, b = one.document, other.document
    return (
        one.source is other.source
        and one.filters == other.filters
        and (a.title, a.scale, a.stages, a.personas, a.emotion, a.sources)
        == (b.title, b.scale, b.stages, b.personas, b.emotion, b.sources)
    )


def _bundle() -> None:
    """Bring Vega along, once; Altair's own charts keep to their way."""
    try:
        LinkedChart.enable_offline(True)
    except ImportError as error:
        raise CjmError(
            "a linked chart brings its drawing library along with vl-convert-python: "
            "pip install 'cjm_widgets[charts]'"
        ) from error
