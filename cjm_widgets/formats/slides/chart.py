"""The emotions of a slide as PowerPoint's own chart: what is believed dashed, what was measured solid.

Its points stand in the middle of the columns of the table below, its axis over the column of names. Each
label stands where it meets no curve, no marker and no other label, and no line of the axis if it can; one
that has no such place is left out, and its number is in the chart's data.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cjm_widgets.document.model import Document
from cjm_widgets.document.names import labels
from cjm_widgets.formats.figures import ScoreSeries, score_series
from cjm_widgets.formats.xlsx import write_cells
from cjm_widgets.optional import require_library
from cjm_widgets.render.heights import EmotionAxis
from cjm_widgets.render.numbers import decimals_needed
from cjm_widgets.render.palette import LIGHT
from cjm_widgets.render.personas import look_of
from cjm_widgets.render.words import printable, width_of
from cjm_widgets.shown.sources import ShownSource

PURPOSE = "PowerPoint slides"
HEIGHT = 150.0
"""Of the chart and of the row it stands on, in points."""
AXIS = 24.0
"""Width of the axis, left of the first stage, in points."""
EMU = 12_700
"""To a point."""
_LEGEND, _ROOM = 18.0, 14.0
"""Height of the legend, and room for labels above the highest and below the lowest score."""
_LABEL, _LABEL_SIZE = 9.0, 7.0
MARKER, _APART = 7.0, 2.5
_DASHES = {
    "6 4": "DASH",
    ".1 5": "ROUND_DOT",
    "8 4 1 4": "DASH_DOT",
    "2 3": "SQUARE_DOT",
    "12 4": "LONG_DASH",
}
"""The dashes of personas on the map, as PowerPoint calls them."""
_MARKERS = {
    "circle": "CIRCLE",
    "diamond": "DIAMOND",
    "triangle": "TRIANGLE",
    "inverted": "X",
    "hexagon": "DASH",
    "cross": "PLUS",
    "star": "STAR",
    "hourglass": "X",
}
_LAYOUT = """
<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:manualLayout>
{target}<c:xMode val="edge"/><c:yMode val="edge"/>
<c:x val="{x}"/><c:y val="{y}"/><c:w val="{w}"/><c:h val="{h}"/>
</c:manualLayout></c:layout>
"""
_GROUND = """
<c:spPr xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>
"""
"""What a label stands on, so that no line of the axis goes through it."""
_INNER = '<c:layoutTarget val="inner"/>'


def add_chart(
    slide: Any, document: Document, measured: Sequence[ShownSource], box: tuple[float, float, float, float]
) -> None:
    """Draw the scores of the personas and the measured curve.

    Parameters
    ----------
    slide
        A slide of python-pptx.
    document
        The map.
    measured
        Its sources as a reader sees them.
    box
        Left, top, width and height of the row of stages, in points; the axis stands left of it.
    """
    series = list(score_series(document, measured))
    if not series or not document.stages:
        return
    chart_data = require_library("pptx.chart.data", PURPOSE)
    kinds = require_library("pptx.enum.chart", PURPOSE)
    stages = {id: printable(label) for id, label in labels(document.stages).items()}
    names = [printable(one.name) for one in series]
    values = [[one.scores.get(id) for id in stages] for one in series]
    data = chart_data.CategoryChartData(number_format="General")
    data.categories = list(stages.values())
    for name, numbers in zip(names, values, strict=True):
        data.add_series(name, numbers)
    left, top, width, height = box
    wider = (left - AXIS, top, width + AXIS, height)
    frame = slide.shapes.add_chart(
        kinds.XL_CHART_TYPE.LINE_MARKERS, *(round(length * EMU) for length in wider), data
    )
    frame.name = "Emotion"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", _description(document, series, stages))
    rows: list[list[str | float]] = [["", *names]]
    for place, label in enumerate(stages.values()):
        numbers = [one[place] for one in values]
        rows.append([label, *("" if number is None else number for number in numbers)])
    # python-pptx would write a stage called =1+1 into the chart's workbook as a formula
    frame.chart.part.chart_workbook.update_from_xlsx_blob(write_cells(rows, "Sheet1"))
    _style(frame.chart, document, series, AXIS / wider[2])
    _place_labels(frame.chart, document, series, values, width)


def has_chart(document: Document, measured: Sequence[ShownSource]) -> bool:
    """Whether there is a score to draw."""
    return bool(document.stages) and any(True for _ in score_series(document, measured))


def _description(document: Document, series: Sequence[ScoreSeries], stages: Mapping[str, str]) -> str:
    """What a screen reader says of the chart."""
    lines = []
    for one in series:
        points = (f"{label} {one.scores[id]:g}" for id, label in stages.items() if id in one.scores)
        lines.append(f"{printable(one.name)}: {', '.join(points)}.")
    low, high = document.scale
    return f"Emotions from {low:g} to {high:g}. {' '.join(lines)}"[:8_000]


# --- how it looks


def _style(chart: Any, document: Document, curves: Sequence[ScoreSeries], axis: float) -> None:
    """Set the look of a chart, of whose width the axis takes so large a part."""
    util = require_library("pptx.util", PURPOSE)
    kinds = require_library("pptx.enum.chart", PURPOSE)
    parse = require_library("pptx.oxml", PURPOSE).parse_xml
    low, high = document.scale
    chart.font.size = util.Pt(8)
    chart.has_title = False
    chart.has_legend = len(curves) > 1
    top, foot = _plot(len(curves))
    if chart.has_legend:
        chart.legend.position = kinds.XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        place = _LAYOUT.format(target="", x=axis, w=1 - axis, y=0, h=_LEGEND / HEIGHT)
        chart.legend._element.find(_tag("legendPos")).addnext(parse(place))
    values = chart.value_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = low, high, (high - low) / 2
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = _rgb(LIGHT.edge)
    values.format.line.fill.background()
    values.major_tick_mark = kinds.XL_TICK_MARK.NONE
    marks = values.tick_labels
    digits = max(decimals_needed(value, 0) for value in (low, (low + high) / 2, high))
    marks.number_format, marks.number_format_is_linked = _form(low, digits), False
    marks.font.size, marks.font.color.rgb = util.Pt(_LABEL_SIZE), _rgb(LIGHT.text_3)
    chart.category_axis.visible = False
    plot_area = chart._chartSpace.chart.plotArea
    for layout in plot_area.findall(_tag("layout")):
        plot_area.remove(layout)
    plot = _LAYOUT.format(target=_INNER, x=axis, w=1 - axis, y=top / HEIGHT, h=(foot - top) / HEIGHT)
    plot_area.insert(0, parse(plot))
    for series, curve in zip(chart.plots[0].series, curves, strict=True):
        _draw(series, curve)


def _draw(series: Any, curve: ScoreSeries) -> None:
    """A line: of the measured one solid with filled squares, of a persona dashed with hollow markers."""
    util = require_library("pptx.util", PURPOSE)
    dashes = require_library("pptx.enum.dml", PURPOSE).MSO_LINE_DASH_STYLE
    markers = require_library("pptx.enum.chart", PURPOSE).XL_MARKER_STYLE
    look = None if curve.persona is None else look_of(curve.persona)
    colour = _rgb(LIGHT.text if look is None else LIGHT.personas[int(look.colour[1:]) - 1])
    series.smooth = False
    line = series.format.line
    line.color.rgb = colour
    line.width = util.Pt(2.25 if look is None else 1 if curve.is_future else 1.75)
    line.dash_style = dashes.SOLID if look is None else getattr(dashes, _DASHES[look.dash])
    marker = series.marker
    marker.style = markers.SQUARE if look is None else getattr(markers, _MARKERS[look.marker])
    marker.size = round(MARKER)
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour if look is None else _rgb(LIGHT.bg)
    marker.format.line.color.rgb = colour
    marker.format.line.dash_style = dashes.SOLID


def _plot(series: int) -> tuple[float, float]:
    """Where the highest and the lowest score are, in points from the top of the chart."""
    return (_LEGEND if series > 1 else 0.0) + _ROOM, HEIGHT - _ROOM


def _rgb(colour: str) -> Any:
    return require_library("pptx.dml.color", PURPOSE).RGBColor.from_string(colour[1:].upper())


def _tag(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/drawingml/2006/chart}}{name}"


# --- labels


@dataclass(frozen=True)
class Area:
    """A rectangle in points, from the top left of the chart."""

    left: float
    top: float
    right: float
    foot: float

    def meets(self, other: Area) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.foot
            and other.top < self.foot
        )

    def crosses(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a line from left to right goes through it."""
        (x, y), (to_x, to_y) = start, end
        left, right = max(self.left, x), min(self.right, to_x)
        if left > right:
            return False
        ends = [y + (to_y - y) * (at - x) / (to_x - x) for at in (left, right)]
        return min(ends) < self.foot and max(ends) > self.top


@dataclass(frozen=True)
class PlacedLabel:
    """The label of a point: ``side`` is one of PowerPoint's, None where it would meet something."""

    series: int
    stage: int
    side: str | None


@dataclass(frozen=True)
class Spots:
    """Where scores are in the chart."""

    width: float
    stages: int
    scale: tuple[float, float]
    top: float
    foot: float

    def spot(self, stage: int, value: float) -> tuple[float, float]:
        low, high = self.scale
        part = (high - value) / (high - low)
        return (stage + 0.5) * self.width / self.stages, self.top + part * (self.foot - self.top)

    def holds(self, area: Area) -> bool:
        """Whether an area is beside the legend, not over it, and inside the chart."""
        return (
            area.left >= 0
            and area.right <= self.width
            and area.top >= self.top - _ROOM
            and area.foot <= HEIGHT
        )


def place_labels(
    values: Sequence[Sequence[float | None]], texts: Sequence[Sequence[str]], spots: Spots
) -> Iterator[PlacedLabel]:
    """A place for each label, the measured curve's first, which is the last of the series."""
    points = [
        [None if value is None else spots.spot(stage, value) for stage, value in enumerate(row)]
        for row in values
    ]
    lines = [
        (start, end)
        for row in points
        for start, end in pairwise(row)
        if start is not None and end is not None
    ]
    grid = [spots.spot(0, value)[1] for value in (spots.scale[0], sum(spots.scale) / 2, spots.scale[1])]
    half = MARKER / 2
    marks = [Area(x - half, y - half, x + half, y + half) for row in points for x, y in filter(None, row)]
    taken: list[Area] = []
    for series in reversed(range(len(points))):
        for stage, point in enumerate(points[series]):
            if point is None:
                continue
            heights = [spot[1] for row in points if (spot := row[stage]) is not None]
            near = [spot[1] for spot in points[series][max(0, stage - 1) : stage + 2] if spot is not None]
            low = point[1] == max(heights) > min(heights) or point[1] == max(near) > min(near)
            beside = ("BELOW", "ABOVE") if low else ("ABOVE", "BELOW")
            text = texts[series][stage]
            areas = {side: label_area(point, side, text) for side in (*beside, "RIGHT", "LEFT")}
            free = [
                side
                for side, area in areas.items()
                if spots.holds(area)
                and not any(area.crosses(*line) for line in lines)
                and not any(area.meets(other) for other in (*marks, *taken))
            ]
            clear = [side for side in free if not any(areas[side].top < y < areas[side].foot for y in grid)]
            side = next(iter(clear or free), None)
            if side is not None:
                taken.append(areas[side])
            yield PlacedLabel(series, stage, side)


def label_area(point: tuple[float, float], side: str, text: str) -> Area:
    x, y = point
    width, away = width_of(text, _LABEL_SIZE) + 2, MARKER / 2 + _APART
    if side in ("ABOVE", "BELOW"):
        top = y - away - _LABEL if side == "ABOVE" else y + away
        return Area(x - width / 2, top, x + width / 2, top + _LABEL)
    left = x + away if side == "RIGHT" else x - away - width
    return Area(left, y - _LABEL / 2, left + width, y + _LABEL / 2)


def _place_labels(
    chart: Any,
    document: Document,
    curves: Sequence[ScoreSeries],
    values: Sequence[Sequence[float | None]],
    width: float,
) -> None:
    util = require_library("pptx.util", PURPOSE)
    parse = require_library("pptx.oxml", PURPOSE).parse_xml
    positions = require_library("pptx.enum.chart", PURPOSE).XL_LABEL_POSITION
    axis = EmotionAxis(*document.scale)
    places = [
        2
        if curve.persona is None
        else max(decimals_needed(one, axis.decimals) for one in row if one is not None)
        for curve, row in zip(curves, values, strict=True)
    ]
    texts = [
        ["" if value is None else axis.write(value, digits) for value in row]
        for row, digits in zip(values, places, strict=True)
    ]
    spots = Spots(width, len(document.stages), document.scale, *_plot(len(curves)))
    series = list(chart.plots[0].series)
    for one, digits in zip(series, places, strict=True):
        own = one.data_labels
        own.number_format, own.number_format_is_linked = _form(document.scale[0], digits), False
        own.font.size = util.Pt(_LABEL_SIZE)
        own.show_value = True
        own._element.find(_tag("numFmt")).addnext(parse(_GROUND.format(colour=LIGHT.bg[1:])))
        for side in ("lIns", "rIns", "tIns", "bIns"):
            own._element.find(_tag("txPr"))[0].set(side, "0")
    for label in place_labels(values, texts, spots):
        point = series[label.series].points[label.stage]
        if label.side is None:
            _without_label(series[label.series], label.stage)
        else:
            point.data_label.position = getattr(positions, label.side)
            _with_look(series[label.series], label.stage)


def _with_look(series: Any, stage: int) -> None:
    """Give the label of a point the look of its series, which PowerPoint does not hand down."""
    labels = series._element.get_or_add_dLbls()
    label = labels.get_dLbl_for_point(stage)
    for name in ("spPr", "txPr"):
        label.remove(label.find(_tag(name)))
    for name in ("txPr", "spPr", "numFmt"):  # each before the last
        label[0].addnext(copy.deepcopy(labels.find(_tag(name))))


def _form(low: float, digits: int) -> str:
    """How a score is written: as on the map, with its sign where the scale goes below zero."""
    number = f"0.{'0' * digits}" if digits else "0"
    return f"+{number};\u2212{number};{number}" if low < 0 else number


def _without_label(series: Any, stage: int) -> None:
    """Leave out the label of a point, which python-pptx has no call for."""
    labels = series._element.get_or_add_dLbls()
    label = labels._insert_dLbl_in_sequence(stage)
    for child in list(label)[1:]:
        label.remove(child)
    label.append(require_library("pptx.oxml", PURPOSE).parse_xml(_DELETED))


_DELETED = '<c:delete xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" val="1"/>'
