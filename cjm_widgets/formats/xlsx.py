"""Tables as XLSX workbooks: every text typed as text, so that nothing in a map is ever a formula.

Characters that XML cannot hold are written as ``_x0007_``, as Office does, and a text that looks like that is
escaped so that it comes back. Formulas in someone else's workbook are never run: the values saved with them
are read. Sizes are checked before anything is unpacked, and rows while they are read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.errors import CjmError, CjmWarning, FileFormatError, listing, unknown, warn
from cjm_widgets.document.model import Comment, Document
from cjm_widgets.formats.layout import Axis, Texts
from cjm_widgets.formats.omissions import What, warn_of_omissions
from cjm_widgets.formats.row_labels import column_name
from cjm_widgets.formats.sheets import COLUMNS, MEASURES, complete, is_own, other_sheets
from cjm_widgets.formats.table import CellComments, Merged, check_rows, document_from, rows_of
from cjm_widgets.formats.tidy import is_tidy
from cjm_widgets.formats.worksheets import MOST_UNSAVED, PURPOSE, Workbook
from cjm_widgets.optional import require_library
from cjm_widgets.storage.limits import check_archive, check_size

_NAME = "the XLSX workbook"
_LONGEST = 32_767
_COLUMN_WIDTHS = (22, 30)
_NARROWEST = 8
_A4 = "9"
_LINE, _TALLEST = 15, 409
"""The height of a line, and the greatest of a row, in points."""
_FILLED = 0.8
"""Of the width of a column, how much is letters where words are wrapped and some are bold."""
_UNSAFE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_THREAD = re.compile(r"\A\[Threaded comment\].*?Comment:\s*", re.DOTALL)
"""What Excel writes before the text of a thread, for programs that know no threads."""
_FORMULA_LIKE = ("=", "+", "-", "@", "'")


def xlsx_bytes(document: Document, *, tidy: bool = False, filters: Filters | None = None) -> bytes:
    """A map as an XLSX workbook: stages as columns and lanes as rows, or ``tidy`` on one sheet.

    Sheets of the cards, the emotions, the details of stages, lanes and personas, and the measures follow
    (sheets.py); measures for the respondents that ``filters`` select.

    Raises
    ------
    FileFormatError
        The map is larger than a workbook that is read.
    CjmError
        A text is longer than a spreadsheet's cell can hold, or openpyxl is missing.
    """
    rows = rows_of(document, tidy=tidy)
    title: tuple[What, ...] = () if tidy else ("title",)
    more: tuple[What, ...] = title if tidy else (*title, "scenario", "details")
    warn_of_omissions(document, "XLSX", ("cards", "fields of cards", "fields of emotions", *more))
    sheets = [("Journey", rows), *(() if tidy else other_sheets(document, filters))]
    check_rows(document, [rows for _, rows in sheets], _NAME, tidy=tidy)
    content = write_sheets(sheets)
    check_size(content, _NAME, to="written")
    check_archive(content, _NAME, to="written")
    return content


def read_xlsx(content: bytes, name: str, *, stages: Axis | None = None, sheet: str | None = None) -> Document:
    """The map on a sheet of an XLSX workbook.

    Parameters
    ----------
    stages
        Whether "rows" or "columns" are stages; without it the usual names of lanes decide.
    sheet
        The sheet's name; without it the first that has a table, and a warning where there are several.

    Raises
    ------
    UnknownNameError
        No sheet has that name; the sentence names the sheets.
    FileFormatError
        It is not a workbook, is made to exhaust the machine, or has no map on the sheet.
    """
    cells, merged, comments, others = _read_sheet(content, name, sheet)
    document = document_from(cells, name, stages=stages, merged=merged, comments=comments)
    return document if is_tidy(cells[0]) else complete(document, others, name)


# --- out


def write_cells(rows: Sequence[Sequence[str | float]], sheet_name: str = "Journey") -> bytes:
    """A workbook with these rows on its one sheet."""
    return write_sheets([(sheet_name, rows)])


def write_sheets(sheets: Sequence[tuple[str, Sequence[Sequence[str | float]]]]) -> bytes:
    """A workbook of sheets, each by its name and rows; what names rows and columns stays in view."""
    openpyxl = require_library("openpyxl", PURPOSE)
    escaped = [(name, _escape_texts(name, rows)) for name, rows in sheets]  # refused before anything is open
    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "cjm_widgets"
    for name, rows in escaped:
        _write_sheet(book.create_sheet(name), rows)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_sheet(sheet: Any, rows: Sequence[Sequence[str | float]]) -> None:
    sheet.freeze_panes = "B2"
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = require_library(
        "openpyxl.worksheet.properties", PURPOSE
    ).PageSetupProperties(fitToPage=True)
    widths = _widths(sheet.title, rows)
    last = f"{column_name(max(0, len(widths) - 1))}{max(1, len(rows))}"
    sheet.calculate_dimension = lambda: f"A1:{last}"  # unasked openpyxl does not say how large the sheet is
    for column, width in enumerate(widths):
        sheet.column_dimensions[column_name(column)].width = width
    cells = _Cells(sheet)
    for number, row in enumerate(rows):
        lines = max(map(_lines, row, widths), default=1)
        sheet.row_dimensions[number + 1].height = min(lines * _LINE, _TALLEST)
        sheet.append([cells.cell(value, number == 0 or at == 0) for at, value in enumerate(row)])


def _widths(name: str, rows: Sequence[Sequence[str | float]]) -> list[int]:
    """The widths of columns, in characters: of the other sheets as wide as their texts, within limits."""
    columns = max(map(len, rows), default=0)
    if name not in COLUMNS:
        return [_COLUMN_WIDTHS[at > 0] for at in range(columns)]
    return [
        min(max(max(len(str(row[at])) for row in rows if at < len(row)) + 2, _NARROWEST), _COLUMN_WIDTHS[1])
        for at in range(columns)
    ]


def _lines(value: str | float, width: int) -> int:
    """How many lines a text takes in a column; programs that wrap it do not all make its row higher."""
    if value == "":
        return 1
    letters = max(1, int(width * _FILLED))
    return sum(max(1, -(-len(line) // letters)) for line in str(value).split("\n"))


def _escape_texts(sheet: str, rows: Sequence[Sequence[str | float]]) -> list[list[str | float]]:
    return [
        [_escape_text(value, sheet, number, at) for at, value in enumerate(row)]
        for number, row in enumerate(rows)
    ]


def _escape_text(value: str | float, sheet: str, row: int, column: int) -> str | float:
    if not isinstance(value, str):
        return value
    text = _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", value)
    if len(text) > _LONGEST:  # openpyxl would cut it
        raise CjmError(
            f"cell {column_name(column)}{row + 1} of sheet {sheet!r} would have {len(text):,} characters; "
            f"a spreadsheet takes {_LONGEST:,}; save the map as .csv, or with tidy=True"
        )
    return text


class _Cells:
    """The cells of a sheet in their styles; each style is made once, as openpyxl is slow at it."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._new = require_library("openpyxl.cell", PURPOSE).WriteOnlyCell
        styles = require_library("openpyxl.styles", PURPOSE)
        self._alignment, self._bold = styles.Alignment(wrap_text=True, vertical="top"), styles.Font(bold=True)
        self._styles: dict[tuple[bool, bool, bool], Any] = {}

    def cell(self, value: str | float, is_name: bool) -> Any:
        """A cell; None for an empty one."""
        if value == "":
            return None
        cell = self._new(self._sheet, value)
        is_quoted = is_measure = False
        if isinstance(value, str):
            cell.data_type = "s"  # openpyxl takes what begins with = for a formula
            is_quoted = value.startswith(_FORMULA_LIKE)
        else:
            is_measure = self._sheet.title == MEASURES and isinstance(value, float)
        style = is_name, is_quoted, is_measure
        if style not in self._styles:
            self._styles[style] = self._style(*style)
        cell._style = self._styles[style]
        return cell

    def _style(self, is_name: bool, is_quoted: bool, is_measure: bool) -> Any:
        cell = self._new(self._sheet, "")
        cell.quotePrefix = is_quoted
        cell.alignment = self._alignment
        if is_measure:
            cell.number_format = "0.000"
        if is_name:
            cell.font = self._bold
        return cell._style


# --- in


def read_cells(content: bytes, name: str) -> Texts:
    """The texts of the first sheet of a workbook that has a table."""
    return _read_sheet(content, name, None)[0]


def _read_sheet(
    content: bytes, name: str, sheet_name: str | None
) -> tuple[Texts, Merged, CellComments, dict[str, Texts]]:
    """The texts of a sheet, its merged cells and comments, and the texts of the sheets that complete it."""
    require_library("openpyxl", PURPOSE)
    check_archive(content, name)
    try:
        book = Workbook(content)
        if not book.sheets:
            raise FileFormatError(f"{name} is not a map: the workbook has no sheet of cells")
        names = list(book.sheets)
        if sheet_name is not None:
            if sheet_name not in names:
                raise unknown("sheet", sheet_name, names)
            names = [sheet_name]
        sheets = {title: book.cells(title, name).rows for title in list(book.sheets)[1:] if title in COLUMNS}
        own: dict[str, Texts] = {
            title: rows for title, rows in sheets.items() if is_own(title, rows) and title != sheet_name
        }
        names = [title for title in names if title not in own]
        for title in names:
            cells = book.cells(title, name)
            if len(names) == 1 or _is_table(cells.rows):
                break
        else:
            title = names[0]
            cells = book.cells(title, name)
        if sheet_name is None and len(names) > 1:
            others = listing(repr(other) for other in names if other != title)
            warn(f"{name}: the sheet {title!r} is read, not {others}; sheet= chooses", CjmWarning)
        completes = title == next(iter(book.sheets))
        _warn_of_unsaved(cells.unsaved, name)
        return cells.rows, cells.merged, _read_comments(book, title), own if completes else {}
    except CjmError:
        raise
    except Exception as error:
        raise FileFormatError(f"{name} is not an XLSX workbook that can be read: {error}") from error


def _is_table(cells: Sequence[Sequence[str]]) -> bool:
    """Whether a sheet has two rows of at least two filled cells."""
    return sum(sum(map(bool, row)) > 1 for row in cells) > 1


def _warn_of_unsaved(places: Sequence[str], name: str) -> None:
    """Name the formulas that were saved without their values."""
    if places:
        more = len(places) == MOST_UNSAVED
        warn(
            f"{name}: formulas without a saved value are read as empty: "
            f"{listing(places[: MOST_UNSAVED - 1])}"
            f"{', ...' if more else ''}; open and save it in a spreadsheet first",
            CjmWarning,
        )


def _read_comments(book: Workbook, title: str) -> CellComments:
    """The comments on the cells of a sheet, which are in a part of their own."""
    elements = require_library("defusedxml.ElementTree", PURPOSE)
    bounds = require_library("openpyxl.utils.cell", PURPOSE).range_boundaries
    relations = require_library("openpyxl.packaging.relationship", PURPOSE)
    comments: dict[tuple[int, int], tuple[Comment, ...]] = {}
    archive, path = book.archive, book.path(title)
    try:
        every = relations.get_dependents(archive, relations.get_rels_path(path))
    except KeyError:  # the sheet has no parts besides
        return {}
    for relation in every:
        if not relation.Type.endswith("/comments"):
            continue
        root = elements.fromstring(archive.read(relation.target.removeprefix("/")), forbid_dtd=True)
        authors = ["".join(author.itertext()) for author in root.iter(f"{_MAIN}author")]
        for element in root.iter(f"{_MAIN}comment"):
            left, top, _, _ = bounds(element.get("ref"))
            text = "".join(part.text or "" for part in element.iter(f"{_MAIN}t"))
            author = authors[int(element.get("authorId", 0))] if authors else ""
            comments[top - 1, left - 1] = (Comment(author=author, text=_THREAD.sub("", text).strip()),)
    return comments
