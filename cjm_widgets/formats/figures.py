"""A map's scores and measures as the Markdown outline and the slide show them, by stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cjm_widgets.document.lane_kinds import emotion_lane
from cjm_widgets.document.model import Document, Figure, Lane
from cjm_widgets.document.names import labels
from cjm_widgets.measures.measure import Unit
from cjm_widgets.render.numbers import count, write_interval, write_value
from cjm_widgets.shown.sources import NOTHING, ShownSource


@dataclass(frozen=True)
class ScoreSeries:
    """Scores by stage id: a persona's, now or in the future state, or measured where ``persona`` is None."""

    name: str
    persona: int | None
    """The persona's position in the map."""
    scores: Mapping[str, float]
    is_future: bool = False


def score_series(document: Document, readings: Sequence[ShownSource]) -> Iterator[ScoreSeries]:
    """The scores of each persona, now and in the future state, then the measured curve."""
    for position, (id, name) in enumerate(labels(document.personas).items()):
        if scores := document.emotion.get(id):
            yield ScoreSeries(name, position, {stage: score.value for stage, score in scores.items()})
        if hopes := document.future.get(id):
            yield ScoreSeries(f"{name}, future", position, hopes, is_future=True)
    lane = emotion_lane(document)
    if lane and (reading := _reading_of(readings, lane.source)) and reading.curve:
        curve = {stage: point.value for stage, point in reading.curve.items()}
        yield ScoreSeries(reading.with_note("Measured"), None, curve)


def measure_rows(
    document: Document, readings: Sequence[ShownSource], lane: Lane
) -> Iterator[tuple[str, dict[str, str]]]:
    """Each measure of a lane: its label, and by stage id its value, interval and n in words."""
    reading = _reading_of(readings, lane.source)
    if reading is None:
        return
    for measure in reading.chosen(lane.measures):
        figures = {stage.id: reading.figure(stage.id, measure) for stage in document.stages}
        words = {stage: _write(figure, measure.unit) for stage, figure in figures.items()}
        yield reading.with_note(measure.label), words


def _reading_of(readings: Sequence[ShownSource], source: str | None) -> ShownSource | None:
    """The reading of a source, or the first where no source is named."""
    return next((reading for reading in readings if source in (None, reading.source.id)), None)


def _write(figure: Figure, unit: Unit) -> str:
    if figure.value is None:
        return "" if figure.why in ("", "not asked") else NOTHING[figure.why]
    parts = [write_value(unit, figure.value)]
    if figure.low is not None and figure.high is not None:
        parts.append(write_interval(unit, figure.low, figure.high))
    return ", ".join([*parts, f"n {count(figure.n)}"])
