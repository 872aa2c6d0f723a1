"""What a chart is drawn from: a map, one of its sources, the filters, and the selection on the map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cjm_widgets.charts.look import TINT, load_altair
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.document.names import labels
from cjm_widgets.shown.reading import legend_of

if TYPE_CHECKING:
    from cjm_widgets.counts.stack import Filters
    from cjm_widgets.document.model import Document, Id
    from cjm_widgets.measures.measure import Measure
    from cjm_widgets.measures.source import MeasuredSource

STAGES, SEGMENTS = "chosen_stages", "chosen_segments"
"""Parameters of a linked chart: what is selected on the map. Everything else fades."""
PRESSED_STAGES, PRESSED_SEGMENTS = "pressed_stages", "pressed_segments"
"""Selections of a linked chart: what its reader clicked."""
NO_VALUE = "no value"
"""The name of the segment of respondents without a value."""
_EMPHASIS = (
    f"(length({STAGES}) == 0 || indexof({STAGES}, datum.stage) >= 0) && "
    f"(length({SEGMENTS}) == 0 || !isValid(datum.segment) || indexof({SEGMENTS}, datum.segment) >= 0)"
)


@dataclass(frozen=True)
class MapSelection:
    """What is selected on the map: labels of stages, and names of the segments that its filters keep."""

    stages: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """Everything a chart is drawn from.

    Parameters
    ----------
    document
        The map.
    source
        The source to chart; None where no rows are joined.
    filters
        Which respondents to include.
    by
        The column whose segments are drawn as separate series.
    linked
        What is selected, for a chart that follows the selection.
    """

    document: Document
    source: MeasuredSource | None
    filters: Filters
    by: str | None = None
    linked: MapSelection | None = None

    @property
    def stages(self) -> dict[Id, str]:
        """Id and label of each stage, in order."""
        return labels(self.document.stages)

    @property
    def names(self) -> list[str]:
        """The labels of the stages, in order."""
        return [*self.stages.values()]

    @property
    def title(self) -> str:
        """The title of the map."""
        return self.document.title or "Untitled journey"

    @property
    def measured(self) -> MeasuredSource:
        """The source.

        Raises
        ------
        MeasureError
            No rows are joined.
        """
        if self.source is None:
            raise MeasureError("there is nothing measured to chart; join rows first: journey.join(rows, ...)")
        return self.source

    @property
    def segments(self) -> list[str | None]:
        """The values of ``by`` that the filters include, or ``[None]`` without ``by``."""
        return list(self.measured.counts.select(self.filters, self.by).labels) if self.by else [None]

    def label_of(self, measure: str) -> str:
        """A measure's label as it reads inside a sentence."""
        every = {one.name: one.label for one in legend_of(self.measured).measures}
        label = every.get(measure, measure)
        return label[0].lower() + label[1:] if label[1:2].islower() else label

    def method(self, measure: Measure) -> str:
        """How a measure of the source is computed, in words."""
        source = replace(self.measured, measures=(measure,))
        return source.method(legend_of(source).measures[0].variant)

    def segment(self, value: str | None) -> Subject:
        """The same subject for one segment only."""
        if self.by is None:
            return self
        return replace(self, by=None, filters={**self.filters, self.by: (value,)})

    # --- selection

    def emphasis(self) -> dict[str, Any]:
        """The encoding that fades a mark while other stages or segments are selected."""
        alt = load_altair()
        if self.linked is None:
            return {}
        return {"opacity": alt.condition(_EMPHASIS, alt.value(1), alt.value(0.2))}

    def bands(self, place: Any = None) -> list[Any]:
        """The bottom layer: an area for each stage that selects it on a click and shows that it is selected.

        Without a ``place`` the area is the whole panel, for charts with one panel a stage.
        """
        alt = load_altair()
        if self.linked is None:
            return []
        clicks = alt.selection_point(
            name=PRESSED_STAGES, fields=["stage"], toggle="event.shiftKey", empty=False
        )
        selected = f"indexof({STAGES}, datum.stage) >= 0"
        color = alt.condition(selected, alt.value(TINT), alt.value("transparent"))
        if place is None:
            band = alt.Chart(name="stages").transform_aggregate(groupby=["stage"])
        else:
            rows = alt.Data(values=[{"stage": name} for name in self.names])
            band = alt.Chart(rows, name="stages").encode(place)
        return [band.mark_rect(cursor="pointer").encode(color=color).add_params(clicks)]

    def with_selection(self, chart: Any) -> Any:
        """The chart with the selection as its parameters."""
        alt = load_altair()
        if self.linked is None:
            return chart
        return chart.add_params(
            alt.param(name=STAGES, value=list(self.linked.stages)),
            alt.param(name=SEGMENTS, value=list(self.linked.segments)),
        )

    def with_legend(self, layer: Any, field: str) -> Any:
        """The layer, coloured by a field, with a legend that selects segments on a click."""
        alt = load_altair()
        if self.linked is None or self.by is None:
            return layer
        clicks = alt.selection_point(name=PRESSED_SEGMENTS, fields=[field], bind="legend", empty=False)
        return layer.properties(name="segments").add_params(clicks)
