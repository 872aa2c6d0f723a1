"""What a map measured, as words for a cell: the figures of a measure lane and of the measured curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_widgets.document.model import Document, Figure, Lane
from cjm_widgets.measures.measure import Unit
from cjm_widgets.render.numbers import count, write_interval, write_value
from cjm_widgets.render.readings import NOTHING, Reading


def reading_of(readings: Sequence[Reading], source: str | None) -> Reading | None:
    """The reading of a source, or without one the first."""
    return next((reading for reading in readings if source in (None, reading.source.id)), None)


def measured_rows(
    document: Document, readings: Sequence[Reading], lane: Lane
) -> Iterator[tuple[str, dict[str, str]]]:
    """For each measure of a lane what it is called, and by stage what was measured."""
    reading = reading_of(readings, lane.source)
    if reading is None:
        return
    for measure in reading.chosen(lane.measures):
        figures = {stage.id: reading.figure(stage.id, measure) for stage in document.stages}
        yield measure.label, {stage: _said(figure, measure.unit) for stage, figure in figures.items()}


def _said(figure: Figure, unit: Unit) -> str:
    if figure.value is None:
        return "" if figure.why in ("", "not asked") else NOTHING[figure.why]
    said = [write_value(unit, figure.value)]
    if figure.low is not None and figure.high is not None:
        said.append(write_interval(unit, figure.low, figure.high))
    return ", ".join([*said, f"n {count(figure.n)}"])
