"""What is known of a file before it is parsed: its kind, its size, how much is in it, whether git merged it.

The limits are in one table, here and in ``docs/reference/limits.md``. They are far beyond any map, and low
enough that a file made to exhaust the machine is refused within two seconds and 300 MB. Files of rows to join
have no limits. What a map is saved as has the same limits (``to``), so that whatever is written can be read
again.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Document

MAX_BYTES = 30_000_000
"""Of any file."""
MAX_IN_MEMORY = 50_000_000
"""Bytes that its text takes when it is decoded: up to four for a character."""
MAX_KEYS = 250_000
"""Of a ``.cjm.json`` file: colons."""
MAX_OBJECTS = 50_000
"""Of a ``.cjm.json`` file: opening braces."""
MAX_VALUES = 1_500_000
"""Of a ``.cjm.json`` file: commas and opening brackets."""
MAX_DEPTH = 500
"""Of a JSON text in a browser's Python, which a deeper one ends: the stack there has no limit that raises."""
MAX_CELLS = 1_500_000
"""Of a table, as many as its longest row would have in each row: a tidy one has a column for every field."""
MAX_FILLED = 300_000
"""Cells of a table that hold something."""
MAX_MARKS = 250_000
"""Commas, colons or bars of Mermaid and Markdown, and the scores of a Mermaid journey."""
MAX_ROWS = 50_000
"""Of a table; lines of Mermaid and Markdown."""
MAX_COLUMNS = 16_384
MAX_CARDS = 30_000
"""Lines of text in all cells of a table."""
MAX_NAMED = 5_000
"""Stages, lanes or personas of a table or of Mermaid."""
MAX_ENTRIES = 500
"""Files packed in an XLSX workbook."""
MAX_UNPACKED = 60_000_000
"""Bytes of all of them."""
MAX_ELEMENTS = 3_000_000
"""XML elements of its sheets and of the texts they share, with their attributes: equals signs and opening
angle brackets."""
MAX_OTHER_ELEMENTS = 250_000
"""Those of all its other parts, which are read into memory."""
MAX_STYLES = 20_000
"""Fonts, fills, borders, colours, formats, defined names and merged cells among them."""

SHEETS, STRINGS = "xl/worksheets/sheet", "xl/sharedStrings.xml"
"""Where a workbook has its sheets and the texts they share."""
T = TypeVar("T")
_PIECE = 250_000
"""Bytes that are unpacked at a time; no text of a cell is as long, however its characters are spelt."""
_MARKERS = [re.compile(mark) for mark in ("<{7} ", "={7}\\s*$", ">{7} ")]
_STYLE = re.compile(
    rb"<(?:\w+:)?(?:font|fill|border|numFmt|xf|dxf|cellStyle|\w*[cC]olor|definedName|mergeCell)[ >/]"
)
_TEXTS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_PICTURES = ("xl/media/", "docProps/thumbnail")
_KINDS = {
    stat.S_ISFIFO: "a named pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}


def check_regular(path: str | os.PathLike[str]) -> None:
    """Refuse what is no file of bytes: reading a named pipe or a device may never end.

    Raises
    ------
    FileFormatError
        It is a pipe, socket or device.
    IsADirectoryError
        It is a folder.
    FileNotFoundError
        There is no such file.
    """
    mode = Path(path).stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        kind = next((name for is_kind, name in _KINDS.items() if is_kind(mode)), "something else")
        raise FileFormatError(f"{path} is not read: it is {kind}, not a file")


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The content of a file, unless it is too large.

    Raises
    ------
    FileFormatError
        The file is larger than ``MAX_BYTES``, or a pipe, socket or device; it is not read.
    FileNotFoundError
        There is no such file.
    """
    check_regular(path)
    _check_most("bytes", Path(path).stat().st_size, MAX_BYTES, str(path))
    with Path(path).open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)  # it may grow meanwhile, and some have no size to ask for
    check_size(content, str(path))
    return content


def decode_text(content: bytes | str, name: str) -> str:
    """The text of a file: UTF-8, or UTF-16 where its first two bytes say so.

    Raises
    ------
    FileFormatError
        It is in another encoding; the sentence names the first byte that cannot be read. Or it is too large.

    Examples
    --------
    >>> decode_text("Wait".encode("utf-16"), "visit.csv"), decode_text(b"Wait", "visit.csv")
    ('Wait', 'Wait')
    """
    if isinstance(content, str):
        check_text_size(content, name)
        return content
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileFormatError(
            f"{name} is not UTF-8 text (byte {error.start}) in line {line}; save it as UTF-8, "
            "in Excel as 'CSV UTF-8'"
        ) from None
    check_text_size(text, name)
    return text


def check_text_size(text: str, name: str, *, to: str = "read") -> None:
    """Refuse a text that takes too much memory.

    Raises
    ------
    FileFormatError
        It is longer than ``MAX_BYTES`` characters, or takes more than ``MAX_IN_MEMORY`` bytes.
    """
    _check_most("characters", len(text), MAX_BYTES, name, to)
    _check_most("bytes in memory", sys.getsizeof(text), MAX_IN_MEMORY, name, to)


def check_size(content: bytes, name: str, *, to: str = "read") -> None:
    """Refuse the content of a file that is larger than ``MAX_BYTES``.

    Raises
    ------
    FileFormatError
        It is.
    """
    _check_most("bytes", len(content), MAX_BYTES, name, to)


def check_merged(lines: Iterable[str], name: str) -> None:
    """Refuse a text in which a merge of git left both versions.

    Raises
    ------
    FileFormatError
        Three lines are git's marks around and between two versions; the sentence says which and what to do.

    Examples
    --------
    >>> check_merged(["<<<<<<< HEAD", "Wait: 2", "=======", "Wait: 3", ">>>>>>> other"], "visit.mmd")
    Traceback (most recent call last):
    cjm_widgets.document.errors.FileFormatError: visit.mmd has conflict markers of git at lines 1, 3 and 5: \
a merge left both versions in it. 'git checkout --ours visit.mmd' takes one, '--theirs' the other; \
cjm.merge(base, ours, theirs) joins two maps
    """
    marks = iter(_MARKERS)
    places: list[int] = []
    mark = next(marks)
    for number, line in enumerate(lines, 1):
        if mark.match(line):
            places.append(number)
            if len(places) == len(_MARKERS):
                first, middle, last = places
                raise FileFormatError(
                    f"{name} has conflict markers of git at lines {first}, {middle} and {last}: a merge left "
                    f"both versions in it. 'git checkout --ours {name}' takes one, '--theirs' the other; "
                    "cjm.merge(base, ours, theirs) joins two maps"
                )
            mark = next(marks)


def check_json(text: str | bytes, name: str, *, to: str = "read") -> None:
    """Refuse a JSON text of more values than the largest map has, before it is read, or ``to`` be saved.

    What is counted are the marks between values, also those inside texts.

    Raises
    ------
    FileFormatError
        It is too long, has too many keys, objects or values, or would end a browser's Python.

    Examples
    --------
    >>> check_json('{"cjm": "1.0", "id": "visit"}', "visit.cjm.json")
    """
    _check_most("bytes" if isinstance(text, bytes) else "characters", len(text), MAX_BYTES, name, to)
    for what, marks, most in (
        ("keys", ":", MAX_KEYS),
        ("objects", "{", MAX_OBJECTS),
        ("values", ",[", MAX_VALUES),
    ):
        if len(text) > most:
            _check_most(what, sum(_count(text, mark) for mark in marks), most, name, to)
    if sys.platform == "emscripten" and nesting(text) > MAX_DEPTH:
        raise FileFormatError(f"{name} is not a map: it is nested too deeply")


def nesting(text: str | bytes) -> int:
    """How many brackets and braces of a JSON text stand within each other at most, but those in texts.

    Examples
    --------
    >>> nesting('{"a": [[1], {"b": "[[[[\\\\"[["}]}'), nesting(b"[" * 1000)
    (3, 1000)
    """
    plain = text if isinstance(text, str) else text.decode("latin-1")
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", _TEXTS.sub("", plain)):
        depth += 1 if mark in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def check_lines(text: str, name: str, *, to: str = "read") -> None:
    """Refuse a text of too many lines or separators, before it is parsed.

    Raises
    ------
    FileFormatError
        More than ``MAX_ROWS`` lines, or more than ``MAX_MARKS`` commas, colons or bars.
    """
    _check_most("lines", _line_ends(text), MAX_ROWS, name, to)
    for what, mark in (("commas", ","), ("colons", ":"), ("bars", "|")):
        _check_most(what, text.count(mark), MAX_MARKS, name, to)


def check_fields(text: str, separators: str, name: str, *, to: str = "read") -> None:
    """Refuse a text of more separated fields and lines than a table has cells, before it is parsed.

    Raises
    ------
    FileFormatError
        More than ``MAX_CELLS`` of any separator and line ends together.
    """
    lines = _line_ends(text)
    most = max(text.count(separator) for separator in separators)
    _check_most("cells and lines", lines + most, MAX_CELLS, name, to)


def check_archive(content: bytes, name: str, *, to: str = "read") -> None:
    """Refuse a ZIP archive that unpacks to more than a map can be, before it is parsed.

    The parts are unpacked a piece at a time, whatever they claim to be, and what they hold is counted.

    Raises
    ------
    FileFormatError
        It is not an archive, or its entries are too many, too large or hold too many elements.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileFormatError(f"{name} is not a workbook of the XLSX format: {error}") from error
    entries = archive.infolist()
    _check_most("packed files", len(entries), MAX_ENTRIES, name, to)
    _check_most("bytes when unpacked", sum(entry.file_size for entry in entries), MAX_UNPACKED, name, to)
    size = marks = others = styles = 0
    for entry in entries:
        is_picture = entry.filename.startswith(_PICTURES)
        is_sheet = is_of_sheets(entry.filename)
        try:
            with archive.open(entry) as part:
                while piece := part.read(_PIECE):
                    size += len(piece)
                    elements = piece.count(b"<")
                    marks += elements + piece.count(b"=")
                    others += 0 if is_sheet else elements + piece.count(b"=")
                    _check_most("bytes when unpacked", size, MAX_UNPACKED, name, to)
                    _check_most("XML elements and attributes", marks, MAX_ELEMENTS, name, to)
                    what = "XML elements and attributes beside its sheets"
                    _check_most(what, others, MAX_OTHER_ELEMENTS, name, to)
                    styles += len(_STYLE.findall(piece))
                    _check_most("styles, defined names and merged cells", styles, MAX_STYLES, name, to)
                    if not elements and len(piece) == _PIECE and not is_picture:
                        raise FileFormatError(
                            f"{name} is not {to}: {entry.filename!r} in it has a text of more than "
                            f"{_PIECE:,} bytes; a cell of a spreadsheet has at most 32,767 characters"
                        )
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise FileFormatError(f"{name} is not a workbook of the XLSX format: {error}") from error


def is_of_sheets(path: str) -> bool:
    """Whether a part of a workbook is a sheet or the texts that sheets share.

    Examples
    --------
    >>> is_of_sheets("xl/worksheets/sheet2.xml"), is_of_sheets("xl/styles.xml")
    (True, False)
    """
    return path == STRINGS or (path.startswith(SHEETS) and path.endswith(".xml"))


def limit_rows(rows: Iterable[Sequence[T]], name: str, *, to: str = "read") -> Iterator[Sequence[T]]:
    """The rows as they are read, up to the size of the largest map.

    Raises
    ------
    FileFormatError
        Too many rows, columns, cells or filled cells.
    """
    widest = filled = 0
    for count, row in enumerate(rows, 1):
        widest = max(widest, len(row))
        filled += len(row) - row.count("")
        _check_most("rows", count, MAX_ROWS, name, to)
        _check_most("columns", widest, MAX_COLUMNS, name, to)
        _check_most("cells", count * widest, MAX_CELLS, name, to)
        _check_most("filled cells", filled, MAX_FILLED, name, to)
        yield row


def check_lines_of_text(rows: Iterable[Sequence[T]], name: str, *, to: str = "read") -> None:
    """Refuse a table with more lines of text in its cells than ``MAX_CARDS``, before cards are made of them.

    Raises
    ------
    FileFormatError
        It has more.
    """
    lines = sum(str(value).count("\n") + 1 for row in rows for value in row if value != "")
    _check_most("lines of text in its cells", lines, MAX_CARDS, name, to)


def check_named(document: Document, name: str, *, to: str = "read") -> None:
    """Refuse a map of more stages, lanes or personas than a table or Mermaid may name.

    Raises
    ------
    FileFormatError
        It has more than ``MAX_NAMED`` of one.
    """
    for what, named in (
        ("stages", document.stages),
        ("lanes", document.lanes),
        ("personas", document.personas),
    ):
        _check_most(what, len(named), MAX_NAMED, name, to)


def _count(text: str | bytes, mark: str) -> int:
    return text.count(mark) if isinstance(text, str) else text.count(mark.encode())


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r")


def _check_most(what: str, number: int, most: int, name: str, to: str = "read") -> None:
    if number > most:
        verb = "would have" if to == "written" else "has"
        why = "no map has" if to == "read" else "would not be read again"
        raise FileFormatError(f"{name} is not {to}: it {verb} more than {most:,} {what}, and {why}")
