"""A map as one PowerPoint slide whose text can be edited: a table, and the emotions as a chart over its row.

The chart is PowerPoint's own, with the scores behind it: as wide as the stages, a category for each, so that
its points stand in the middle of their columns. The slide grows with the map, up to PowerPoint's largest.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.model import Document, Lane, LaneKind
from cjm_widgets.document.names import labels
from cjm_widgets.formats.figures import ScoreSeries, measure_rows, score_series
from cjm_widgets.formats.xlsx import write_cells
from cjm_widgets.optional import require_library
from cjm_widgets.render.content import UNTITLED
from cjm_widgets.render.header import phase_runs
from cjm_widgets.render.palette import LIGHT
from cjm_widgets.render.ribbon_lane import NAME, ways_in_words
from cjm_widgets.render.words import printable, wrap
from cjm_widgets.shown.sources import ShownSource, prepare, readings

_EMU = 12_700
"""To a point."""
_SMALLEST, _LARGEST = (960.0, 540.0), 4_032.0
"""Width and height of a slide in points; the largest that PowerPoint opens is 56 inches."""
_MARGIN, _HEAD = 24.0, 64.0
_NAMES, _STAGE = 96.0, (56.0, 110.0)
"""Width of the column of lanes; least and usual width of a stage's."""
_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
_PADDING = 3.0
_LINE = 1.22
"""Height of a line of text, in its size."""
_CURVE = 120.0
_GRID_STYLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""PowerPoint's own "No Style, Table Grid"."""
_PLOT = """
<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:manualLayout>
<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>
<c:x val="0"/><c:y val="0.2"/><c:w val="1"/><c:h val="0.68"/>
</c:manualLayout></c:layout>
"""
"""As wide as the chart, so that each category is as wide as its column."""
_PURPOSE = "PowerPoint slides"


@dataclass(frozen=True)
class _SlideRow:
    """A row of the table; the row of emotions has no texts."""

    name: str
    texts: Sequence[str]
    kind: str = "cards"


@dataclass(frozen=True)
class _SlideLayout:
    """Where everything is, in points."""

    size: float
    stage: float
    heights: tuple[float, ...]
    width: float
    height: float


def pptx_bytes(document: Document, filters: Filters | None = None) -> bytes:
    """A map as a PowerPoint file of one slide, with the measures of the respondents that ``filters`` select.

    Raises
    ------
    CjmError
        python-pptx is missing.
    """
    pptx = require_library("pptx", _PURPOSE)
    measured = readings(prepare(document), filters or {})
    rows = list(_rows(document, measured))
    layout = _layout(document, rows)
    show = pptx.Presentation()
    show.slide_width, show.slide_height = _emu(layout.width), _emu(layout.height)
    show.core_properties.title = printable(document.title or UNTITLED)[:255]
    show.core_properties.author = ""
    slide = show.slides.add_slide(show.slide_layouts[5])
    _head(slide, document, layout)
    _table(slide, document, rows, layout)
    emotion = next((number for number, row in enumerate(rows) if row.kind == "emotion"), None)
    if emotion is not None:
        top = _HEAD + sum(layout.heights[:emotion])
        box = (_MARGIN + _NAMES, top, layout.width - 2 * _MARGIN - _NAMES, _CURVE)
        _chart(slide, document, measured, [_emu(length) for length in box])
    stream = io.BytesIO()
    show.save(stream)
    return stream.getvalue()


# --- what the rows say


def _rows(document: Document, measured: Sequence[ShownSource]) -> Iterator[_SlideRow]:
    phases = labels(document.phases)
    if runs := phase_runs(document.stages, document.phases):
        starts = {run.start: phases[run.phase.id] for run in runs if run.phase}
        yield _SlideRow("", [starts.get(place, "") for place in range(len(document.stages))], "phase")
    yield _SlideRow("", list(labels(document.stages).values()), "stage")
    if ways := ways_in_words(document, measured):
        yield _SlideRow(NAME, ["\n".join(own) for own in ways.values()])
    for id, name in labels(document.lanes).items():
        lane = next(lane for lane in document.lanes if lane.id == id)
        yield from _LANE_ROWS[lane.kind](document, measured, lane, name)


def _card_row(document: Document, _: Sequence[ShownSource], lane: Lane, name: str) -> Iterator[_SlideRow]:
    row = document.cells.get(lane.id, {})
    yield _SlideRow(name, [cell_text(row.get(stage.id, ())) for stage in document.stages])


def _curve_row(document: Document, _: Sequence[ShownSource], __: Lane, name: str) -> Iterator[_SlideRow]:
    yield _SlideRow(name, ["" for _ in document.stages], "emotion")


def _measure_rows(
    document: Document, measured: Sequence[ShownSource], lane: Lane, name: str
) -> Iterator[_SlideRow]:
    for label, values in measure_rows(document, measured, lane):
        yield _SlideRow(f"{name}: {label}", [values[stage.id] for stage in document.stages])


_LANE_ROWS: dict[LaneKind, Callable[[Document, Sequence[ShownSource], Lane, str], Iterator[_SlideRow]]] = {
    "cards": _card_row,
    "emotion": _curve_row,
    "measure": _measure_rows,
}
"""What the table shows of a lane of each kind; the chart stands over the row of emotions."""


# --- where everything is


def _layout(document: Document, rows: Sequence[_SlideRow]) -> _SlideLayout:
    """The largest letters with which the map fits an ordinary slide, else a slide large enough."""
    count = max(1, len(document.stages))
    least, usual = _STAGE
    room = _SMALLEST[0] - 2 * _MARGIN - _NAMES
    stage = max(room / count, min(usual, (_LARGEST - 2 * _MARGIN - _NAMES) / count), least / 4)
    width = min(_LARGEST, max(_SMALLEST[0], 2 * _MARGIN + _NAMES + stage * count))
    stage = (width - 2 * _MARGIN - _NAMES) / count
    layout = _SlideLayout(_SIZES[-1], stage, (), width, _LARGEST)
    for size in _SIZES:
        heights = tuple(_height(row, stage, size) for row in rows)
        height = _HEAD + sum(heights) + _MARGIN
        layout = _SlideLayout(size, stage, heights, width, min(_LARGEST, max(_SMALLEST[1], height)))
        if height <= width * _SMALLEST[1] / _SMALLEST[0]:
            break
    return layout


def _height(row: _SlideRow, stage: float, size: float) -> float:
    if row.kind == "emotion":
        return _CURVE
    room = max(0.95 * stage - 2 * _PADDING, size)  # fonts differ a little
    lines = [len(wrap(text, room, size, bold=row.kind == "stage")) for text in row.texts if text]
    lines.append(len(wrap(row.name, _NAMES - 2 * _PADDING, size, bold=True)))
    return max(lines) * size * _LINE + 2 * _PADDING


def _emu(points: float) -> int:
    return round(points * _EMU)


# --- drawing


def _head(slide: Any, document: Document, layout: _SlideLayout) -> None:
    util = require_library("pptx.util", _PURPOSE)
    text = require_library("pptx.enum.text", _PURPOSE)
    title = slide.shapes.title
    title.left, title.top = _emu(_MARGIN), _emu(10)
    title.width, title.height = _emu(layout.width - 2 * _MARGIN), _emu(_HEAD - 16)
    frame = title.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = text.MSO_ANCHOR.MIDDLE
    lines = [(document.title or UNTITLED, 20, True), (document.scenario, 10, False)]
    for number, (line, size, bold) in enumerate(one for one in lines if one[0]):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = text.PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = printable(" ".join(line.split()))
        run.font.size, run.font.bold = util.Pt(size), bold


def _table(slide: Any, document: Document, rows: Sequence[_SlideRow], layout: _SlideLayout) -> None:
    frame = slide.shapes.add_table(
        len(rows),
        1 + max(1, len(document.stages)),
        _emu(_MARGIN),
        _emu(_HEAD),
        _emu(layout.width - 2 * _MARGIN),
        _emu(sum(layout.heights)),
    )
    frame.name = "Journey"
    table = frame.table
    table.first_row = table.horz_banding = False
    table._tbl.tblPr[0].text = _GRID_STYLE
    # the public setters add up all widths, all heights, for each of them
    for number, column in enumerate(table._tbl.tblGrid.gridCol_lst):
        column.w = _emu(layout.stage if number else _NAMES)
    for table_row, height in zip(table._tbl.tr_lst, layout.heights, strict=True):
        table_row.h = _emu(height)
    for row, table_row in zip(rows, table.rows, strict=True):
        for number, cell in enumerate(table_row.cells):
            text = row.name if number == 0 else row.texts[number - 1] if number <= len(row.texts) else ""
            _fill(cell, text, layout.size, row, is_name=number == 0)
    for run in phase_runs(document.stages, document.phases):
        if run.count > 1:
            table.cell(0, 1 + run.start).merge(table.cell(0, run.start + run.count))


def _fill(cell: Any, text: str, size: float, row: _SlideRow, *, is_name: bool) -> None:
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = _emu(_PADDING)
    if is_name or row.kind in ("phase", "stage"):
        cell.fill.solid()
        cell.fill.fore_color.rgb = require_library("pptx.dml.color", _PURPOSE).RGBColor.from_string(
            LIGHT.soft[1:].upper()
        )
    frame = cell.text_frame
    for number, line in enumerate(text.splitlines() or [""]):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if line:
            run = paragraph.add_run()
            run.text = printable(line)
            run.font.size = _emu(size)
            if is_name or row.kind == "stage":
                run.font.bold = True
        else:  # an empty line is as high as its letters would be
            paragraph._p.get_or_add_endParaRPr().sz = round(size * 100)


# --- the chart


def _chart(slide: Any, document: Document, measured: Sequence[ShownSource], box: Sequence[int]) -> None:
    """Draw the scores of the personas and the measured curve in a box: left, top, width and height in EMU."""
    series = list(score_series(document, measured))
    if not series or not document.stages:
        return
    chart_data = require_library("pptx.chart.data", _PURPOSE)
    kinds = require_library("pptx.enum.chart", _PURPOSE)
    stages = {id: printable(label) for id, label in labels(document.stages).items()}
    names = [printable(one.name) for one in series]
    values = [[one.scores.get(id) for id in stages] for one in series]
    data = chart_data.CategoryChartData(number_format="General")
    data.categories = list(stages.values())
    for name, numbers in zip(names, values, strict=True):
        data.add_series(name, numbers)
    frame = slide.shapes.add_chart(kinds.XL_CHART_TYPE.LINE_MARKERS, *box, data)
    frame.name = "Emotion"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", _description(document, series, stages))
    rows: list[list[str | float]] = [["", *names]]
    for place, label in enumerate(stages.values()):
        numbers = [one[place] for one in values]
        rows.append([label, *("" if number is None else number for number in numbers)])
    # python-pptx would write a stage called =1+1 into the chart's workbook as a formula
    frame.chart.part.chart_workbook.update_from_xlsx_blob(write_cells(rows, "Sheet1"))
    _style(frame.chart, document, series)


def _colour(series: ScoreSeries) -> str:
    return LIGHT.text if series.persona is None else LIGHT.personas[series.persona % len(LIGHT.personas)]


def _description(document: Document, series: Sequence[ScoreSeries], stages: Mapping[str, str]) -> str:
    """What a screen reader says of the chart."""
    lines = []
    for one in series:
        points = (f"{label} {one.scores[id]:g}" for id, label in stages.items() if id in one.scores)
        lines.append(f"{printable(one.name)}: {', '.join(points)}.")
    low, high = document.scale
    return f"Emotions from {low:g} to {high:g}. {' '.join(lines)}"[:8_000]


def _style(chart: Any, document: Document, curves: Sequence[ScoreSeries]) -> None:
    util = require_library("pptx.util", _PURPOSE)
    kinds = require_library("pptx.enum.chart", _PURPOSE)
    dashes = require_library("pptx.enum.dml", _PURPOSE).MSO_LINE_DASH_STYLE
    rgb = require_library("pptx.dml.color", _PURPOSE).RGBColor.from_string
    low, high = document.scale
    chart.font.size = util.Pt(8)
    chart.has_title = False
    chart.has_legend = len(curves) > 1
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
    plot_area.insert(0, require_library("pptx.oxml", _PURPOSE).parse_xml(_PLOT))
    plot = chart.plots[0]
    plot.has_data_labels = True
    data_labels = plot.data_labels
    data_labels.number_format = "+0.0;-0.0;0.0" if low < 0 else "0.0"
    data_labels.number_format_is_linked = False
    data_labels.position = kinds.XL_LABEL_POSITION.ABOVE
    data_labels.font.size = util.Pt(7)
    for series, curve in zip(plot.series, curves, strict=True):
        colour = rgb(_colour(curve)[1:].upper())
        series.smooth = False
        series.format.line.color.rgb = colour
        series.format.line.width = util.Pt(1.25 if curve.is_future else 1.75)
        if curve.is_future:
            series.format.line.dash_style = dashes.DASH
        series.marker.style = kinds.XL_MARKER_STYLE.CIRCLE
        series.marker.size = 6
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = colour
