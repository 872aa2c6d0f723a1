"""What a table says of an emotion lane: what is drawn for each persona, and what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_widgets.document.model import Lane
from cjm_widgets.document.names import labels
from cjm_widgets.render.content import Content, Origin, WordRow, origin_of, row_of
from cjm_widgets.render.emotion_lane import NO_SCORE
from cjm_widgets.render.heights import EmotionAxis
from cjm_widgets.render.numbers import count
from cjm_widgets.shown.sources import ShownSource
from cjm_widgets.shown.values import Point

_NO_FUTURE = "no future drawn"


def emotion_words(contents: Sequence[Content], lane: Lane) -> Iterator[WordRow]:
    """A row for each persona's drawn emotions, then for each choice of filters what was measured."""
    content = contents[0]
    axis = EmotionAxis(*content.document.scale)
    reading = _reading(content, lane)
    for place, (id, name) in enumerate(labels(content.document.personas).items()):
        inside = reading.inside.get(id, {}) if reading else {}
        scores = content.document.emotion.get(id, {})
        cells = []
        for stage in content.stages:
            score = scores.get(stage.id)
            words = NO_SCORE if score is None else axis.write_drawn(score.value)
            cells.append(words + ("" if inside.get(stage.id, True) else ", outside the measured interval"))
        yield WordRow(f"{lane.name}, {name}, drawn", tuple(cells), persona=place)
        if hopes := content.document.future.get(id):
            future = (
                _NO_FUTURE if (hope := hopes.get(stage.id)) is None else axis.write_drawn(hope)
                for stage in content.stages
            )
            yield WordRow(f"{lane.name}, {name}, future", tuple(future), persona=place)
    for choice, one in enumerate(contents):
        reading = _reading(one, lane)
        if reading is not None:
            points = [reading.curve.get(stage.id) for stage in one.stages]
            texts = tuple("" if point is None else _point_words(axis, point) for point in points)
            origins = tuple(None if point is None else _origin(reading) for point in points)
            name = reading.with_note(f"{lane.name}, measured")
            yield WordRow(name, texts, choice, origins, row=row_of(lane))


def _point_words(axis: EmotionAxis, point: Point) -> str:
    words = [axis.write(point.value, 2)]
    if point.low is not None and point.high is not None:
        words.append(" to ".join(axis.write(end, 2) for end in (point.low, point.high)))
    return ", ".join([*words, f"n {count(point.n)}"])


def _origin(reading: ShownSource) -> Origin:
    variant = reading.legend.curve.variant if reading.legend.curve else "mean"
    return origin_of(f"{variant}, laid on the map's scale of emotion", reading.source)


def _reading(content: Content, lane: Lane) -> ShownSource | None:
    return content.reading_of_curve(lane.source) or content.reading(None)
