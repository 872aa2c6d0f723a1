"""Delimited text of any make: encoding, separator, ``sep=`` line; for files of rows and files of maps alike.

`dialect_of` looks at the bytes, `read_records` reads the whole text into records. Engines that read a file by
themselves are told the dialect, and where one of them fails `first_fault` says in which line and why.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import IO

from cjm_widgets.document.errors import CjmWarning, FileFormatError, warn

SEPARATORS = ",;\t|"
_SAMPLE = 1 << 16
"""Characters that the separator is looked for in."""
_RECORDS = 30
_CHUNK = 1 << 20
_LONGEST_FIELD = 50_000_000
_SEP_LINE = re.compile(r"\ufeff?(?:\"sep=(.)\"|sep=(.))[ \t]*\r?\n", re.IGNORECASE)
_limit = Lock()


@dataclass(frozen=True)
class Dialect:
    """How a delimited text is written.

    Parameters
    ----------
    encoding
        The name of a codec.
    separator
        The character between fields.
    first_line
        How many lines stand before the header: one where the first is ``sep=;``.
    """

    encoding: str
    separator: str
    first_line: int = 0

    @property
    def is_usual(self) -> bool:
        """Whether every engine can read the text by itself."""
        return self.encoding == "utf-8-sig" and not self.first_line


# --- encoding


def encoding_of(chunks: Iterable[bytes]) -> str:
    """The encoding of a text: UTF-16 by its mark or its zero bytes, UTF-8, or else Windows-1252.

    Windows-1252, which Excel writes as plain CSV, has all of Latin-1's letters. It has no rules that tell it
    from other encodings of one byte, so whoever uses it says so.

    Parameters
    ----------
    chunks
        The text from its beginning, in pieces.

    Examples
    --------
    >>> [encoding_of([text]) for text in (b"a,b", "Größe".encode(), "Größe".encode("latin-1"))]
    ['utf-8-sig', 'utf-8-sig', 'cp1252']
    >>> encoding_of(["Größe".encode("utf-16")]), encoding_of(["a,b".encode("utf-16-be")])
    ('utf-16', 'utf-16-be')
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    first = True
    try:
        for chunk in chunks:
            if first:
                first = False
                if chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                    return "utf-16"
                half = _utf16_without_mark(chunk[:400])
                if half:
                    return half
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _utf16_without_mark(start: bytes) -> str | None:
    """UTF-16 text in Latin letters has a zero in every other byte."""
    even, odd = start[::2], start[1::2]
    if len(odd) > 2 and odd.count(0) > 0.9 * len(odd) and even.count(0) == 0:
        return "utf-16-le"
    if len(odd) > 2 and even.count(0) > 0.9 * len(even) and odd.count(0) == 0:
        return "utf-16-be"
    return None


def decode(content: bytes, encoding: str, name: str) -> str:
    """The text of a file in an encoding that `encoding_of` found.

    Raises
    ------
    FileFormatError
        The text is damaged; names the line.
    """
    if encoding == "cp1252" and b"\0" in content:
        raise FileFormatError(f"{name} is no text: it holds zero bytes, as a workbook or an archive does")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "cp1252":  # five of its bytes mean nothing; in Latin-1 they are control characters
            return content.decode("latin-1")
        line = content[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise FileFormatError(
            f"{name} is damaged in line {line}: its bytes are no text in {encoding.upper()}; save it again, "
            "in Excel as 'CSV UTF-8'"
        ) from None


# --- separator


def separator_of(text: str) -> str:
    """The character between the fields of a text.

    It is one that parts the first record. Of several, the one with which most of the first records have as
    many fields as the first; of equals the one that makes more fields, then the first of ``,``, ``;``, tab
    and ``|``.

    Examples
    --------
    >>> separator_of("id;q1\\n1;3,5\\n2;4,0"), separator_of('"Q1; now",b\\n1,2'), separator_of("one")
    (';', ',', ',')
    """
    best, best_rank = ",", (0.0, 0)
    for mark in SEPARATORS:
        widths = _widths(text, mark)
        if widths and widths[0] > 1:
            alike = sum(width == widths[0] for width in widths) / len(widths)
            if (alike, widths[0]) > best_rank:
                best, best_rank = mark, (alike, widths[0])
    return best


def _widths(text: str, separator: str) -> list[int]:
    """How many fields the first records have, blank lines left out."""
    widths: list[int] = []
    try:
        for record in islice(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), _RECORDS
        ):
            if record:
                widths.append(len(record))
    except csv.Error:  # an open quote, or where the sample was cut
        pass
    return widths


def split_sep_line(text: str) -> tuple[str | None, str]:
    """The separator of a ``sep=;`` line, which Excel writes and takes for itself, and the text after it."""
    match = _SEP_LINE.match(text)
    if match is None:
        return None, text
    return match[1] or match[2], text[match.end() :]


# --- files


def dialect_of(path: str | Path) -> Dialect:
    """How the delimited text in a file is written; a ``.gz`` file is unpacked for it.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "survey.csv"
    >>> _ = path.write_bytes("sep=;\\nGröße;q1\\nä;5\\n".encode("latin-1"))
    >>> dialect_of(path)
    Dialect(encoding='cp1252', separator=';', first_line=1)
    """
    with _opened(path) as file:
        encoding = encoding_of(iter(lambda: file.read(_CHUNK), b""))
    with _opened(path) as file:
        sample = codecs.getincrementaldecoder(encoding)("replace").decode(file.read(_SAMPLE))
    separator, rest = split_sep_line(sample)
    if separator is not None:
        return Dialect(encoding, separator, 1)
    is_tabbed = ".tsv" in Path(path).name.lower() and "\t" in sample.partition("\n")[0]
    return Dialect(encoding, "\t" if is_tabbed else separator_of(rest))


def _opened(path: str | Path) -> IO[bytes]:
    name = str(path)
    return gzip.open(name, "rb") if name.lower().endswith(".gz") else open(name, "rb")  # type: ignore[return-value]  # GzipFile is no IO to the stubs


def first_records(path: str | Path, dialect: Dialect, most: int) -> list[list[str]]:
    """The first records of a file, the header among them; blank lines are left out."""
    with _opened(path) as file, long_fields():
        text = io.TextIOWrapper(file, encoding=dialect.encoding, errors="replace", newline="")
        for _ in range(dialect.first_line):
            text.readline()
        records = (record for record in csv.reader(text, delimiter=dialect.separator) if record)
        return [*islice(records, most)]


def text_of(path: str | Path, dialect: Dialect) -> str:
    """The whole text of a file, from its header."""
    with _opened(path) as file:
        content = file.read()
    text = decode(content, dialect.encoding, str(path))
    return split_sep_line(text)[1] if dialect.first_line else text


def first_fault(path: str | Path, dialect: Dialect) -> str | None:
    """What is wrong with a file, and in which line; None where every record has the header's fields."""
    with _opened(path) as file, long_fields():
        text = io.TextIOWrapper(file, encoding=dialect.encoding, errors="replace", newline="")
        for _ in range(dialect.first_line):
            text.readline()
        reader = csv.reader(text, delimiter=dialect.separator, strict=True)
        width = 0
        start = dialect.first_line
        try:
            for record in reader:
                line, start = start + 1, dialect.first_line + reader.line_num
                width = width or len(record)
                if any(field.strip() for field in record[width:]):
                    return (
                        f"line {line} has {len(record)} fields and the header {width}: put a text that has "
                        f"{_called(dialect.separator)} in it in quotes, or say the columns that are missing"
                    )
        except csv.Error:
            return (
                f"line {start + 1} opens a quote that is never closed: close it, or double it if it is text"
            )
    return None


def _called(separator: str) -> str:
    return "a tab" if separator == "\t" else repr(separator)


# --- records


def read_records(text: str, name: str) -> Iterator[list[str]]:
    """The records of a delimited text, as they are read; inside `long_fields` where fields may be long.

    Raises
    ------
    FileFormatError
        A quote is left open; names the line.

    Examples
    --------
    >>> [*read_records("sep=;\\na;b\\n1;2,5\\n", "visit.csv")]
    [['a', 'b'], ['1', '2,5']]
    """
    separator, rest = split_sep_line(text)
    lines = 0 if separator is None else 1
    mark = separator or separator_of(rest[:_SAMPLE])
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=mark, strict=True)
    start = lines
    try:
        for record in reader:
            start = lines + reader.line_num
            yield record
    except csv.Error:
        raise FileFormatError(
            f"{name} is not CSV: line {start + 1} opens a quote that is never closed, or goes on after one; "
            "close it, or double it if it is text"
        ) from None


@contextmanager
def long_fields() -> Iterator[None]:
    """Allow fields of any length. The csv module's limit is the whole process's, so it is restored after."""
    with _limit:
        before = csv.field_size_limit(_LONGEST_FIELD)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def warn_of_encoding(encoding: str, name: str) -> None:
    """Warn where the encoding of a text had to be guessed."""
    if encoding == "cp1252":
        warn(
            f"{name} is not UTF-8: read as Latin-1 (Windows-1252); where letters look wrong, save it as "
            "UTF-8, in Excel as 'CSV UTF-8'",
            CjmWarning,
        )


def twice(header: Iterable[str]) -> list[str]:
    """The names that stand in a header more than once, blank ones aside.

    Examples
    --------
    >>> twice(["q", "q", "", ""])
    ['q']
    """
    return [name for name, n in Counter(header).items() if n > 1 and name.strip()]
