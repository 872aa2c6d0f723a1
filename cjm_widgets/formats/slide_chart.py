"""The emotions of a slide: PowerPoint's own line chart, over the row of the table that is theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cjm_widgets.document.model import Document
from cjm_widgets.document.names import labels
from cjm_widgets.formats.measured import reading_of
from cjm_widgets.formats.needed import needed
from cjm_widgets.formats.xlsx_file import workbook
from cjm_widgets.render.palette import LIGHT
from cjm_widgets.render.readings import Reading
from cjm_widgets.render.words import printable

_PURPOSE = "PowerPoint slides"
_PLOT = """
<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:manualLayout>
<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>
<c:x val="0"/><c:y val="0.2"/><c:w val="1"/><c:h val="0.68"/>
</c:manualLayout></c:layout>
"""
"""As wide as the chart, so that each category is as wide as its column."""

Scores = Mapping[str, float]
Series = tuple[str, Scores, str]
"""What a line is called, its scores by stage, and its colour."""


def add_chart(slide: Any, document: Document, readings: Sequence[Reading], box: Sequence[int]) -> None:
    """Draw what personas feel, and the measured curve, in a box: left, top, width and height in EMU."""
    series = _series(document, readings)
    if not series or not document.stages:
        return
    chart_data = needed("pptx.chart.data", _PURPOSE)
    kinds = needed("pptx.enum.chart", _PURPOSE)
    stages = {id: printable(label) for id, label in labels(document.stages).items()}
    values = [[scores.get(id) for id in stages] for _, scores, _ in series]
    data = chart_data.CategoryChartData(number_format="General")
    data.categories = list(stages.values())
    for (name, *_), numbers in zip(series, values, strict=True):
        data.add_series(name, numbers)
    frame = slide.shapes.add_chart(kinds.XL_CHART_TYPE.LINE_MARKERS, *box, data)
    frame.name = "Emotion"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", _described(document, series, stages))
    rows: list[list[str | float]] = [["", *(name for name, *_ in series)]]
    for place, label in enumerate(stages.values()):
        numbers = [one[place] for one in values]
        rows.append([label, *("" if number is None else number for number in numbers)])
    # python-pptx would write a stage called =1+1 into the chart's workbook as a formula
    frame.chart.part.chart_workbook.update_from_xlsx_blob(workbook(rows, "Sheet1"))
    _style(frame.chart, document, [colour for *_, colour in series])


def _series(document: Document, readings: Sequence[Reading]) -> list[Series]:
    """A line for each persona with scores, and one for what was measured."""
    colours = LIGHT.personas
    series: list[Series] = []
    for place, (id, name) in enumerate(labels(document.personas).items()):
        scores = {stage: score.value for stage, score in document.emotion.get(id, {}).items()}
        if scores:
            series.append((printable(name), scores, colours[place % len(colours)]))
    drawn = next((lane for lane in document.lanes if lane.kind == "emotion"), None)
    if drawn and (reading := reading_of(readings, drawn.source)) and reading.curve:
        curve = {stage: point.value for stage, point in reading.curve.items()}
        series.append((reading.with_note("Measured"), curve, LIGHT.text))
    return series


def _described(document: Document, series: Sequence[Series], stages: Mapping[str, str]) -> str:
    """What a screen reader says of the chart."""
    lines = []
    for name, scores, _ in series:
        told = ", ".join(f"{label} {scores[id]:g}" for id, label in stages.items() if id in scores)
        lines.append(f"{name}: {told}.")
    low, high = document.scale
    return f"Emotions from {low:g} to {high:g}. {' '.join(lines)}"[:8_000]


def _style(chart: Any, document: Document, colours: Sequence[str]) -> None:
    util = needed("pptx.util", _PURPOSE)
    kinds = needed("pptx.enum.chart", _PURPOSE)
    rgb = needed("pptx.dml.color", _PURPOSE).RGBColor.from_string
    low, high = document.scale
    chart.font.size = util.Pt(8)
    chart.has_title = False
    chart.has_legend = len(colours) > 1
    if chart.has_legend:
        chart.legend.position = kinds.XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    values = chart.value_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = low, high, (high - low) / 2
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(LIGHT.edge[1:].upper())
    values.visible = chart.category_axis.visible = False
    plot_area = chart._chartSpace.chart.plotArea
    for layout in plot_area.findall(plot_area.tag.replace("plotArea", "layout")):
        plot_area.remove(layout)
    plot_area.insert(0, needed("pptx.oxml", _PURPOSE).parse_xml(_PLOT))
    plot = chart.plots[0]
    plot.has_data_labels = True
    shown = plot.data_labels
    shown.number_format, shown.number_format_is_linked = "+0.0;-0.0;0.0" if low < 0 else "0.0", False
    shown.position = kinds.XL_LABEL_POSITION.ABOVE
    shown.font.size = util.Pt(7)
    for series, name in zip(plot.series, colours, strict=True):
        colour = rgb(name[1:].upper())
        series.smooth = False
        series.format.line.color.rgb = colour
        series.format.line.width = util.Pt(1.75)
        series.marker.style = kinds.XL_MARKER_STYLE.CIRCLE
        series.marker.size = 6
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = colour
