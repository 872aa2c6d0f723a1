"""How much of another tool's file is read, checked before anything is unpacked or parsed.

The limits are far beyond any map, and low enough to refuse a file made to exhaust the machine.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from cjm_widgets.document.errors import FileFormatError

MAX_BYTES = 50_000_000
MAX_UNPACKED = 200_000_000
MAX_ENTRIES = 2_000
MAX_ROWS = 50_000
MAX_COLUMNS = 16_384
MAX_CELLS = 1_000_000
MAX_CHARACTERS = 50_000_000
MAX_NAMED = 5_000
"""Stages, lanes or personas."""

_RATIO = 200
_SMALL = 10_000_000
"""Unpacked bytes up to which it does not matter how well they were packed."""

T = TypeVar("T")


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The content of a file, unless it is too large.

    Raises
    ------
    FileFormatError
        The file is larger than ``MAX_BYTES``; it is not read.
    FileNotFoundError
        There is no such file.
    """
    size = Path(path).stat().st_size
    if size > MAX_BYTES:
        raise FileFormatError(f"{path} is not read: {size:,} bytes; at most {MAX_BYTES:,} are")
    return Path(path).read_bytes()


def decode_text(content: bytes | str, name: str) -> str:
    """The text of a file: UTF-8, or UTF-16 where its first two bytes say so.

    Raises
    ------
    FileFormatError
        It is in another encoding; the sentence names the first byte that cannot be read.

    Examples
    --------
    >>> decode_text("Wait".encode("utf-16"), "visit.csv"), decode_text(b"Wait", "visit.csv")
    ('Wait', 'Wait')
    """
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileFormatError(
            f"{name} is not UTF-8 text (byte {error.start}) in line {line}; save it as UTF-8, "
            "in Excel as 'CSV UTF-8'"
        ) from None


def check_archive(content: bytes, name: str) -> None:
    """Refuse a ZIP archive that unpacks to more than a map can be.

    Raises
    ------
    FileFormatError
        It is not an archive, or its entries are too many, too large or packed too densely.
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileFormatError(f"{name} is not a workbook of the XLSX format: {error}") from error
    if len(entries) > MAX_ENTRIES:
        raise FileFormatError(f"{name} is not read: it packs {len(entries):,} files; at most {MAX_ENTRIES:,}")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise FileFormatError(
            f"{name} is not read: it unpacks to {unpacked:,} bytes; at most {MAX_UNPACKED:,} are"
        )
    for entry in entries:
        if entry.file_size > max(_SMALL, _RATIO * entry.compress_size):
            raise FileFormatError(
                f"{name} is not read: {entry.filename!r} in it unpacks from {entry.compress_size:,} to "
                f"{entry.file_size:,} bytes, as only files made to exhaust a machine do"
            )


def limit_rows(rows: Iterable[Sequence[T]], name: str) -> Iterator[Sequence[T]]:
    """The rows as they are read, up to the size of the largest map.

    Raises
    ------
    FileFormatError
        Too many rows, columns, cells or characters.
    """
    cells = characters = 0
    for count, row in enumerate(rows, 1):
        cells += len(row)
        characters += sum(len(value) for value in row if isinstance(value, str))
        for what, number, most in (
            ("rows", count, MAX_ROWS),
            ("columns", len(row), MAX_COLUMNS),
            ("cells", cells, MAX_CELLS),
            ("characters", characters, MAX_CHARACTERS),
        ):
            if number > most:
                raise FileFormatError(f"{name} is not read: it has more than {most:,} {what}")
        yield row
