"""A map as one PowerPoint slide whose text can be edited: a table, and the emotions as a chart over its row.

The chart is PowerPoint's own, with the scores behind it: as wide as the stages, a category for each, so that
its points stand in the middle of their columns. The slide grows with the map, up to PowerPoint's largest.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.model import Document, Lane
from cjm_widgets.document.names import labels
from cjm_widgets.formats.measured import measured_rows
from cjm_widgets.formats.needed import needed
from cjm_widgets.formats.slide_chart import add_chart
from cjm_widgets.render.content import UNTITLED
from cjm_widgets.render.header import phase_runs
from cjm_widgets.render.palette import LIGHT
from cjm_widgets.render.readings import Reading, prepare, readings
from cjm_widgets.render.words import printable, wrap

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
_PURPOSE = "PowerPoint slides"


@dataclass(frozen=True)
class _Row:
    """A row of the table; the emotions' has no texts."""

    name: str
    texts: Sequence[str]
    kind: str = "cards"


@dataclass(frozen=True)
class _Layout:
    """Where everything is, in points."""

    size: float
    stage: float
    heights: tuple[float, ...]
    width: float
    height: float


def pptx_bytes(document: Document, filters: Filters | None = None) -> bytes:
    """A map as a PowerPoint file of one slide, with what was measured for the rows that ``filters`` keep.

    Raises
    ------
    CjmError
        python-pptx is missing.
    """
    pptx = needed("pptx", _PURPOSE)
    known = readings(document, prepare(document), filters or {})
    rows = list(_rows(document, known))
    layout = _layout(document, rows)
    show = pptx.Presentation()
    show.slide_width, show.slide_height = _emu(layout.width), _emu(layout.height)
    show.core_properties.title = printable(document.title or UNTITLED)[:255]
    show.core_properties.author = ""
    slide = show.slides.add_slide(show.slide_layouts[5])
    _head(slide, document, layout)
    _table(slide, document, rows, layout)
    drawn = next((number for number, row in enumerate(rows) if row.kind == "emotion"), None)
    if drawn is not None:
        top = _HEAD + sum(layout.heights[:drawn])
        box = (_MARGIN + _NAMES, top, layout.width - 2 * _MARGIN - _NAMES, _CURVE)
        add_chart(slide, document, known, [_emu(length) for length in box])
    stream = io.BytesIO()
    show.save(stream)
    return stream.getvalue()


# --- what the rows say


def _rows(document: Document, known: Sequence[Reading]) -> Iterator[_Row]:
    called = labels(document.phases)
    if runs := phase_runs(document.stages, document.phases):
        starts = {run.start: called[run.phase.id] for run in runs if run.phase}
        yield _Row("", [starts.get(place, "") for place in range(len(document.stages))], "phase")
    yield _Row("", list(labels(document.stages).values()), "stage")
    for id, name in labels(document.lanes).items():
        lane = next(lane for lane in document.lanes if lane.id == id)
        yield from _lane_rows(document, known, lane, name)


def _lane_rows(document: Document, known: Sequence[Reading], lane: Lane, name: str) -> Iterator[_Row]:
    match lane.kind:
        case "emotion":
            yield _Row(name, ["" for _ in document.stages], "emotion")
        case "measure":
            for label, values in measured_rows(document, known, lane):
                yield _Row(f"{name}: {label}", [values[stage.id] for stage in document.stages])
        case _:
            row = document.cells.get(lane.id, {})
            yield _Row(name, [cell_text(row.get(stage.id, ())) for stage in document.stages])


# --- where everything is


def _layout(document: Document, rows: Sequence[_Row]) -> _Layout:
    """The largest letters with which the map fits an ordinary slide, else a slide large enough."""
    count = max(1, len(document.stages))
    least, usual = _STAGE
    room = _SMALLEST[0] - 2 * _MARGIN - _NAMES
    stage = max(room / count, min(usual, (_LARGEST - 2 * _MARGIN - _NAMES) / count), least / 4)
    width = min(_LARGEST, max(_SMALLEST[0], 2 * _MARGIN + _NAMES + stage * count))
    stage = (width - 2 * _MARGIN - _NAMES) / count
    layout = _Layout(_SIZES[-1], stage, (), width, _LARGEST)
    for size in _SIZES:
        heights = tuple(_height(row, stage, size) for row in rows)
        height = _HEAD + sum(heights) + _MARGIN
        layout = _Layout(size, stage, heights, width, min(_LARGEST, max(_SMALLEST[1], height)))
        if height <= width * _SMALLEST[1] / _SMALLEST[0]:
            break
    return layout


def _height(row: _Row, stage: float, size: float) -> float:
    if row.kind == "emotion":
        return _CURVE
    room = max(0.95 * stage - 2 * _PADDING, size)  # fonts differ a little
    lines = [len(wrap(text, room, size, bold=row.kind == "stage")) for text in row.texts if text]
    lines.append(len(wrap(row.name, _NAMES - 2 * _PADDING, size, bold=True)))
    return max(lines) * size * _LINE + 2 * _PADDING


def _emu(points: float) -> int:
    return round(points * _EMU)


# --- drawing


def _head(slide: Any, document: Document, layout: _Layout) -> None:
    util = needed("pptx.util", _PURPOSE)
    text = needed("pptx.enum.text", _PURPOSE)
    title = slide.shapes.title
    title.left, title.top = _emu(_MARGIN), _emu(10)
    title.width, title.height = _emu(layout.width - 2 * _MARGIN), _emu(_HEAD - 16)
    frame = title.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = text.MSO_ANCHOR.MIDDLE
    lines = [(document.title or UNTITLED, 20, True), (document.scenario, 10, False)]
    for number, (said, size, bold) in enumerate(line for line in lines if line[0]):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = text.PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = printable(" ".join(said.split()))
        run.font.size, run.font.bold = util.Pt(size), bold


def _table(slide: Any, document: Document, rows: Sequence[_Row], layout: _Layout) -> None:
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
    for made, height in zip(table._tbl.tr_lst, layout.heights, strict=True):
        made.h = _emu(height)
    for row, made in zip(rows, table.rows, strict=True):
        for number, cell in enumerate(made.cells):
            text = row.name if number == 0 else row.texts[number - 1] if number <= len(row.texts) else ""
            _fill(cell, text, layout.size, row, is_name=number == 0)
    for run in phase_runs(document.stages, document.phases):
        if run.count > 1:
            table.cell(0, 1 + run.start).merge(table.cell(0, run.start + run.count))


def _fill(cell: Any, text: str, size: float, row: _Row, *, is_name: bool) -> None:
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = _emu(_PADDING)
    if is_name or row.kind in ("phase", "stage"):
        cell.fill.solid()
        cell.fill.fore_color.rgb = needed("pptx.dml.color", _PURPOSE).RGBColor.from_string(
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
