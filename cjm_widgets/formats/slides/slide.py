"""A map as one PowerPoint slide whose text can be edited: a table, and the emotions as a chart over its row.

The chart is PowerPoint's own, with the scores behind it: as wide as the stages, a category for each, so that
its points stand in the middle of their columns. The slide grows with the map, up to PowerPoint's largest.
Title and scenario have a placeholder each; the notes say what a presenter has to, and where numbers are from.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.model import Document, Lane, LaneKind
from cjm_widgets.document.names import labels
from cjm_widgets.formats.figures import measure_rows
from cjm_widgets.formats.slides.chart import AXIS, EMU, HEIGHT, PURPOSE, add_chart, has_chart
from cjm_widgets.formats.slides.placeholders import SCENARIO_PLACE, prepare_layout
from cjm_widgets.optional import require_library
from cjm_widgets.render.content import UNTITLED
from cjm_widgets.render.header import phase_runs
from cjm_widgets.render.palette import LIGHT
from cjm_widgets.render.ribbon_lane import NAME, ways_in_words
from cjm_widgets.render.words import printable, wrap
from cjm_widgets.shown.sources import ShownSource, prepare, readings

_SMALLEST, _LARGEST = (960.0, 540.0), 4_032.0
"""Width and height of a slide in points; the largest that PowerPoint opens is 56 inches."""
_MARGIN, _HEAD = 24.0, 64.0
_NAMES, _STAGE = 96.0, (56.0, 110.0)
"""Width of the column of lanes; least and usual width of a stage's."""
_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
_PADDING = 3.0
_LINE = 1.22
"""Height of a line of text, in its size."""
_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own "No Style, No Grid"."""
_RULE = """
<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="9525"><a:solidFill>
<a:srgbClr val="{colour}"/></a:solidFill></a:lnB>
"""
"""The line below a cell."""


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


def pptx_bytes(document: Document, filters: Filters | None = None, *, notes: str = "") -> bytes:
    """A map as a PowerPoint file of one slide, with the measures of the respondents that ``filters`` select.

    Parameters
    ----------
    document
        The map.
    filters
        Whose measures.
    notes
        What the slide's notes say of its sources, below the notes of the stages.

    Raises
    ------
    CjmError
        python-pptx is missing.
    """
    pptx = require_library("pptx", PURPOSE)
    measured = readings(prepare(document), filters or {})
    drawn = has_chart(document, measured)
    rows = list(_rows(document, measured))
    layout = _layout(document, rows, HEIGHT if drawn else 0.0)
    show = pptx.Presentation()
    show.slide_width, show.slide_height = _emu(layout.width), _emu(layout.height)
    show.core_properties.title = printable(document.title or UNTITLED)[:255]
    show.core_properties.author = ""
    width = layout.width - 2 * _MARGIN
    slide = show.slides.add_slide(prepare_layout(show, margin=_MARGIN, width=width, title=10, scenario=40))
    _head(slide, document)
    _table(slide, document, rows, layout)
    emotion = next((number for number, row in enumerate(rows) if row.kind == "emotion"), None)
    if emotion is not None and drawn:
        top = _HEAD + sum(layout.heights[:emotion])
        add_chart(slide, document, measured, (_MARGIN + _NAMES, top, width - _NAMES, HEIGHT))
    if words := "\n\n".join(filter(None, [*_stage_notes(document), notes])):
        slide.notes_slide.notes_text_frame.text = printable(words)
    stream = io.BytesIO()
    show.save(stream)
    return stream.getvalue()


def _stage_notes(document: Document) -> Iterator[str]:
    """What stages say to whoever presents the map."""
    names = labels(document.stages)
    for stage in document.stages:
        if stage.notes:
            yield f"{names[stage.id]}: {stage.notes}"


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
        texts = [values[stage.id] for stage in document.stages]
        yield _SlideRow(name if label == name else f"{name}: {label}", texts, "measure")


_LANE_ROWS: dict[LaneKind, Callable[[Document, Sequence[ShownSource], Lane, str], Iterator[_SlideRow]]] = {
    "cards": _card_row,
    "emotion": _curve_row,
    "measure": _measure_rows,
}
"""What the table shows of a lane of each kind; the chart stands over the row of emotions."""


# --- where everything is


def _layout(document: Document, rows: Sequence[_SlideRow], curve: float) -> _SlideLayout:
    """The largest letters with which the map fits an ordinary slide, else a slide large enough."""
    count = max(1, len(document.stages))
    least, usual = _STAGE
    room = _SMALLEST[0] - 2 * _MARGIN - _NAMES
    stage = max(room / count, min(usual, (_LARGEST - 2 * _MARGIN - _NAMES) / count), least / 4)
    width = min(_LARGEST, max(_SMALLEST[0], 2 * _MARGIN + _NAMES + stage * count))
    stage = (width - 2 * _MARGIN - _NAMES) / count
    layout = _SlideLayout(_SIZES[-1], stage, (), width, _LARGEST)
    for size in _SIZES:
        heights = tuple(_height(row, stage, size, curve) for row in rows)
        height = _HEAD + sum(heights) + _MARGIN
        layout = _SlideLayout(size, stage, heights, width, min(_LARGEST, max(_SMALLEST[1], height)))
        if height <= width * _SMALLEST[1] / _SMALLEST[0]:
            break
    return layout


def _height(row: _SlideRow, stage: float, size: float, curve: float) -> float:
    """Of a row; the one of emotions is as high as the chart, which is ``curve``, where there is one."""
    if row.kind == "emotion" and curve:
        return curve
    room = max(0.95 * stage - 2 * _PADDING, size)  # fonts differ a little
    lines = [len(wrap(text, room, size, bold=row.kind == "stage")) for text in row.texts if text]
    lines.append(len(wrap(row.name, _NAMES - 2 * _PADDING, size, bold=True)))
    return max(lines) * size * _LINE + 2 * _PADDING


def _emu(points: float) -> int:
    return round(points * EMU)


# --- drawing


def _head(slide: Any, document: Document) -> None:
    """Fill the placeholders; an empty one would ask to be filled."""
    texts = {0: document.title or UNTITLED, SCENARIO_PLACE: document.scenario}
    for shape in [*slide.placeholders]:
        text = printable(" ".join(texts[shape.placeholder_format.idx].split()))
        if text:
            shape.text_frame.text = text
        else:
            shape._element.getparent().remove(shape._element)


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
    table._tbl.tblPr[0].text = _TABLE_STYLE
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
    if is_name and row.kind == "emotion":
        cell.margin_right = _emu(AXIS)
    if is_name or row.kind in ("phase", "stage"):
        cell.fill.solid()
        cell.fill.fore_color.rgb = require_library("pptx.dml.color", PURPOSE).RGBColor.from_string(
            LIGHT.soft[1:].upper()
        )
    rule = require_library("pptx.oxml", PURPOSE).parse_xml(_RULE.format(colour=LIGHT.edge[1:].upper()))
    cell._tc.get_or_add_tcPr().insert(0, rule)
    frame = cell.text_frame
    for number, line in enumerate(text.splitlines() or [""]):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if line:
            run = paragraph.add_run()
            run.text = printable(line.replace(" n ", " n\u00a0") if row.kind == "measure" else line)
            run.font.size = _emu(size)
            if is_name or row.kind == "stage":
                run.font.bold = True
        else:  # an empty line is as high as its letters would be
            paragraph._p.get_or_add_endParaRPr().sz = round(size * 100)
