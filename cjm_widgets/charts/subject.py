"""What a chart is about: a map, one of its sources, who is looked at, and what is selected."""

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
"""Parameters of a linked chart: what is selected on the map; the others step back."""
PRESSED_STAGES, PRESSED_SEGMENTS = "pressed_stages", "pressed_segments"
"""Selections of a linked chart: what its reader pressed."""
NO_VALUE = "no value"
"""What the segment of those without a value is called."""
_EMPHASIS = (
    f"(length({STAGES}) == 0 || indexof({STAGES}, datum.stage) >= 0) && "
    f"(length({SEGMENTS}) == 0 || !isValid(datum.segment) || indexof({SEGMENTS}, datum.segment) >= 0)"
)


@dataclass(frozen=True)
class Linked:
    """What is selected on the map: names of stages, and of the segments that its filters keep."""

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
        What was measured; None where no rows are joined.
    filters
        Who is looked at.
    by
        The column whose segments are drawn apart.
    linked
        What is selected, for a chart that answers to selections.
    """

    document: Document
    source: MeasuredSource | None
    filters: Filters
    by: str | None = None
    linked: Linked | None = None

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
        """What the map is called."""
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

    def called(self, measure: str) -> str:
        """A measure's label, to stand inside a sentence."""
        every = {one.name: one.label for one in legend_of(self.measured).measures}
        label = every.get(measure, measure)
        return label[0].lower() + label[1:] if label[1:2].islower() else label

    def method(self, measure: Measure) -> str:
        """How a measure of the source is computed, for a reader."""
        source = replace(self.measured, measures=(measure,))
        return source.method(legend_of(source).measures[0].variant)

    def segment(self, value: str | None) -> Subject:
        """The same, of one segment only."""
        if self.by is None:
            return self
        return replace(self, by=None, filters={**self.filters, self.by: (value,)})

    # --- answering to a selection

    def emphasis(self) -> dict[str, Any]:
        """How a mark of one stage steps back while others are selected, as an encoding."""
        alt = load_altair()
        if self.linked is None:
            return {}
        return {"opacity": alt.condition(_EMPHASIS, alt.value(1), alt.value(0.2))}

    def bands(self, place: Any = None) -> list[Any]:
        """Under all else: what is pressed to select a stage, and shows that it is.

        Without a ``place`` it is the whole panel of a chart with a panel for each stage.
        """
        alt = load_altair()
        if self.linked is None:
            return []
        pressed = alt.selection_point(
            name=PRESSED_STAGES, fields=["stage"], toggle="event.shiftKey", empty=False
        )
        chosen = f"indexof({STAGES}, datum.stage) >= 0"
        color = alt.condition(chosen, alt.value(TINT), alt.value("transparent"))
        if place is None:
            band = alt.Chart(name="stages").transform_aggregate(groupby=["stage"])
        else:
            rows = alt.Data(values=[{"stage": name} for name in self.names])
            band = alt.Chart(rows, name="stages").encode(place)
        return [band.mark_rect(cursor="pointer").encode(color=color).add_params(pressed)]

    def answering(self, chart: Any) -> Any:
        """The chart with what is selected as its parameters."""
        alt = load_altair()
        if self.linked is None:
            return chart
        return chart.add_params(
            alt.param(name=STAGES, value=list(self.linked.stages)),
            alt.param(name=SEGMENTS, value=list(self.linked.segments)),
        )

    def with_legend(self, layer: Any, field: str) -> Any:
        """The layer, coloured by a field, whose legend selects segments when pressed."""
        alt = load_altair()
        if self.linked is None or self.by is None:
            return layer
        pressed = alt.selection_point(name=PRESSED_SEGMENTS, fields=[field], bind="legend", empty=False)
        return layer.properties(name="segments").add_params(pressed)
