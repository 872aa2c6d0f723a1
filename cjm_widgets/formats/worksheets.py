"""The cells of a workbook's sheets, each read in one pass that builds no tree.

openpyxl opens the workbook without its cells: what the sheets are called, where they lie, and which styles
are dates and percentages. A workbook is never trusted: one with a document type is refused at its first line.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from xml.parsers import expat

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.formats.row_labels import plain_number
from cjm_widgets.optional import require_library
from cjm_widgets.storage.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, STRINGS, is_of_sheets, limit_rows

PURPOSE = "XLSX workbooks"
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NO_CELLS = f'<worksheet xmlns="{_NAMESPACE}"><sheetData/></worksheet>'
_NO_TEXTS = f'<sst xmlns="{_NAMESPACE}"/>'
_PIECE = 100_000
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?[0-9]+")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_PERCENT = re.compile(r"0(?:\.(0+))?%")
MOST_UNSAVED = 11
"""Formulas without a value that are looked for: one more than a warning names."""
Attributes = Mapping[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[], None]]


@dataclass
class SheetCells:
    """What a sheet holds.

    Attributes
    ----------
    rows
        Texts, without the empty cells at the ends of rows.
    merged
        How many rows and columns a merged cell covers, by the row and column it begins at, from 0.
    unsaved
        The first places of formulas that were saved without their values.
    """

    rows: list[Sequence[str]] = field(default_factory=list)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    unsaved: list[str] = field(default_factory=list)


class Workbook:
    """A workbook of the XLSX format, opened to read.

    Raises
    ------
    CjmError
        openpyxl is missing.
    """

    def __init__(self, content: bytes) -> None:
        openpyxl = require_library("openpyxl", PURPOSE)
        require_library("defusedxml", PURPOSE)
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        light = io.BytesIO()
        with zipfile.ZipFile(light, "w") as copy:
            for path in self.archive.NameToInfo:
                empty = _NO_TEXTS if path == STRINGS else _NO_CELLS
                copy.writestr(path, empty if is_of_sheets(path) else self.archive.read(path))
        self.book = openpyxl.load_workbook(light, read_only=True, data_only=True, keep_links=False)
        self.sheets: dict[str, Any] = {sheet.title: sheet for sheet in self.book.worksheets}
        self._first: Any = next(iter(self.sheets.values()), None)
        self._strings: list[str] | None = None
        self._formats: dict[int, str] = {}

    def path(self, title: str) -> str:
        """Where a sheet lies in the archive."""
        return str(self.sheets[title]._worksheet_path)

    def cells(self, title: str, name: str) -> SheetCells:
        """The cells of a sheet; ``name`` is the file's, for errors.

        Raises
        ------
        FileFormatError
            It has more rows, columns or cells than a map.
        expat.ExpatError, ValueError
            It is not XML, has a document type, or a cell is none.
        """
        reader = _SheetReader(self, title, name)
        rows = list(limit_rows(reader.rows(), name))
        return SheetCells(rows, reader.merged, reader.unsaved)

    def strings(self) -> Sequence[str]:
        """The texts that the sheets share."""
        if self._strings is None:
            is_here = STRINGS in self.archive.NameToInfo
            self._strings = list(_shared_texts(self.archive) if is_here else self._first._shared_strings)
        return self._strings

    def text_of_number(self, text: str, style: int) -> str:
        """What a number says in the format of its cell: a percentage, a day, a time or a plain number."""
        value: Any = float(text) if "." in text or "e" in text.casefold() else int(text)
        if style in self.book._date_formats:
            dates = require_library("openpyxl.utils.datetime", PURPOSE)
            is_span = style in self.book._timedelta_formats
            try:
                return self._moment(dates.from_excel(value, self.book.epoch, timedelta=is_span), style)
            except (OverflowError, ValueError):  # beyond the days of a spreadsheet
                return plain_number(float(value))
        if style and (percent := _PERCENT.fullmatch(self._format(style))):
            return f"{value:.{len(percent[1] or '')}%}"
        return plain_number(float(value)) if abs(value) < 2**53 else str(value)

    def text_of_date(self, text: str, style: int) -> str:
        """What a day or a time says that is written as ISO 8601 has it."""
        return self._moment(require_library("openpyxl.utils.datetime", PURPOSE).from_ISO8601(text), style)

    def _moment(self, value: Any, style: int) -> str:
        if not isinstance(value, datetime):
            return str(value)  # a day, a time or a span
        shows_time = value.time() != time() or "h" in self._format(style).casefold()
        return (
            value.isoformat(" ", "auto" if value.second else "minutes") if shows_time else str(value.date())
        )

    def _format(self, style: int) -> str:
        if style not in self._formats:
            cell = require_library("openpyxl.cell.read_only", PURPOSE).ReadOnlyCell
            self._formats[style] = cell(self._first, 1, 1, None, style_id=style).number_format or ""
        return self._formats[style]


class _SheetReader:
    """One pass over the XML of a sheet."""

    def __init__(self, workbook: Workbook, title: str, name: str) -> None:
        cells = require_library("openpyxl.utils.cell", PURPOSE)
        self._column: Callable[[str], int] = cells.column_index_from_string
        self._box: Callable[[str], tuple[int, int, int, int]] = cells.range_boundaries
        self._archive, self._path = workbook.archive, workbook.path(title)
        self._workbook, self._title, self._name = workbook, title, name
        self._rows: list[tuple[int, dict[int, str]]] = []
        self._row: dict[int, str] = {}
        self._number = self._at = 0
        self._attributes: Attributes = {}
        self._kind = "n"
        self._has_formula = self._is_phonetic = self._collects = False
        self._parts: list[str] = []
        self.merged: dict[tuple[int, int], tuple[int, int]] = {}
        self.unsaved: list[str] = []

    def rows(self) -> Iterator[list[str]]:
        """The rows as they are read, those that the file leaves out among them."""
        starts: Starts = {
            "c": self._start_cell,
            "v": self._start_value,
            "t": self._start_text,
            "f": self._start_formula,
            "rPh": self._start_phonetic,
            "row": self._start_row,
            "dimension": self._check_box,
            "mergeCell": self._merge,
        }
        ends: Ends = {
            "c": self._end_cell,
            "v": self._end_text,
            "t": self._end_text,
            "rPh": self._end_phonetic,
            "row": self._end_row,
        }
        following = 1
        for _ in _parse(self._archive, self._path, starts, ends, self._collect):
            for number, cells in self._rows:
                if number < following:
                    continue
                for _ in range(following, number):
                    yield []
                yield [cells.get(column, "") for column in range(1, max(cells, default=0) + 1)]
                following = number + 1
            self._rows.clear()

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        self._number = self._number + 1 if number is None else int(float(number))
        self._row, self._at = {}, 0

    def _end_row(self) -> None:
        self._rows.append((self._number, self._row))

    def _start_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        self._at = self._column_at(place) if place else self._at + 1
        self._attributes, self._kind = attributes, attributes.get("t", "n")
        self._has_formula = False
        self._parts.clear()

    def _start_value(self, _: Attributes) -> None:
        self._collects = self._kind != "inlineStr"

    def _start_text(self, _: Attributes) -> None:
        self._collects = self._kind == "inlineStr" and not self._is_phonetic

    def _start_formula(self, _: Attributes) -> None:
        self._has_formula = True

    def _start_phonetic(self, _: Attributes) -> None:
        self._is_phonetic = True

    def _end_phonetic(self) -> None:
        self._is_phonetic = False

    def _collect(self, text: str) -> None:
        if self._collects:
            self._parts.append(text)

    def _end_text(self) -> None:
        self._collects = False

    def _end_cell(self) -> None:
        if self._parts:
            if text := self._value("".join(self._parts)):
                self._row[self._at] = text
        elif self._has_formula and len(self.unsaved) < MOST_UNSAVED:
            self.unsaved.append(self._attributes.get("r", ""))

    def _merge(self, attributes: Attributes) -> None:
        left, top, right, bottom = self._box(attributes["ref"])
        self.merged[top - 1, left - 1] = (bottom - top + 1, right - left + 1)

    def _column_at(self, place: str) -> int:
        match = _PLACE.fullmatch(place)
        if not match:
            raise ValueError(f"{place!r} is the place of no cell")
        return self._column(match[1])

    def _check_box(self, attributes: Attributes) -> None:
        """Refuse a sheet that says it is larger than a map, before its cells are read."""
        _, _, columns, rows = (bound or 0 for bound in self._box(attributes["ref"]))
        if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
            raise FileFormatError(
                f"{self._name} is not read: its sheet {self._title!r} reaches to row {rows:,}, "
                f"column {columns:,}; delete the rows and columns beyond the map"
            )

    def _value(self, text: str) -> str:
        match self._kind:
            case "inlineStr" | "str":
                return _unescaped(text)
            case "s":
                return _unescaped(self._workbook.strings()[int(text)])
            case "b":
                return str(bool(int(text))).upper()
            case "e":
                return text
            case "d":
                return self._workbook.text_of_date(text, self._style())
            case _:
                return self._workbook.text_of_number(text, self._style())

    def _style(self) -> int:
        return int(self._attributes.get("s", 0))


def _shared_texts(archive: zipfile.ZipFile) -> Iterator[str]:
    parts: list[str] = []
    texts: list[str] = []
    collects = is_phonetic = False

    def phonetic(is_on: bool) -> None:
        nonlocal is_phonetic
        is_phonetic = is_on

    def collecting(is_on: bool) -> None:
        nonlocal collects
        collects = is_on and not is_phonetic

    def end() -> None:
        texts.append("".join(parts))
        parts.clear()

    starts: Starts = {"t": lambda _: collecting(True), "rPh": lambda _: phonetic(True)}
    ends: Ends = {"t": lambda: collecting(False), "rPh": lambda: phonetic(False), "si": end}
    for _ in _parse(archive, STRINGS, starts, ends, lambda text: parts.append(text) if collects else None):
        yield from texts
        texts.clear()


def _parse(
    archive: zipfile.ZipFile, path: str, starts: Starts, ends: Ends, text: Callable[[str], None]
) -> Iterator[None]:
    """Parse a part a piece at a time, with what to call for the elements of the format by their names."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    at_start = {f"{_NAMESPACE} {tag}": call for tag, call in starts.items()}
    at_end = {f"{_NAMESPACE} {tag}": call for tag, call in ends.items()}

    def start(tag: str, attributes: Attributes) -> None:
        if call := at_start.get(tag):
            call(attributes)

    def end(tag: str) -> None:
        if call := at_end.get(tag):
            call()

    def refuse(*_: object) -> None:
        raise ValueError(f"{path!r} in it has a document type")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, refuse
    with archive.open(path) as part:
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
            yield
    parser.Parse(b"", True)
    yield


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return match[0] if "\ud800" <= character <= "\udfff" else character
