"""Tables as CSV text, which no spreadsheet takes for formulas, and back without a changed character.

A text that a spreadsheet might run gets an apostrophe before it, as OWASP's "CSV injection" advises: one that
begins with = + - @, a tab or a carriage return, also after blanks. So that reading can take the apostrophe
away again, texts that themselves begin with an apostrophe get one as well. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Document
from cjm_widgets.formats.limits import MAX_BYTES, within
from cjm_widgets.formats.made import plain_number
from cjm_widgets.formats.table import document_from, rows_of

_RISKY = re.compile("[\t\r\n']|[\\s\ufeff\x00-\x1f]*[-=+@\uff0d\uff1d\uff0b\uff20]")
_SEPARATORS = ",;\t"
_limit = Lock()


def csv_text(document: Document, *, tidy: bool = False) -> str:
    """A map as CSV text: stages as columns and lanes as rows, or ``tidy`` with one row a card.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> csv_text(Document(id="visit", title="=A1", stages=(Stage(id="wait", name="Wait, please"),)))
    '\\'=A1,"Wait, please"\\r\\n'
    """
    return written(rows_of(document, tidy=tidy))


def read_csv(content: bytes | str, name: str) -> Document:
    """The map in a CSV text, separated by commas, or else by semicolons or tabs.

    Raises
    ------
    FileFormatError
        Not UTF-8, a quote left open, too large, or no map; the sentence says which and where.

    Examples
    --------
    >>> [stage.name for stage in read_csv("A visit;Arrive;Wait", "visit.csv").stages]
    ['Arrive', 'Wait']
    """
    return document_from(fields(content, name), name)


def written(rows: Iterable[Sequence[str | float]]) -> str:
    """Rows as CSV text (RFC 4180), guarded."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_guarded(value) if isinstance(value, str) else plain_number(value) for value in row])
    return stream.getvalue()


def fields(content: bytes | str, name: str) -> list[list[str]]:
    """The rows of a CSV text, without guards."""
    text = _decoded(content, name) if isinstance(content, bytes) else content
    try:
        with _long_fields():
            separator = next((mark for mark in _SEPARATORS if _columns(text, mark) > 1), ",")
            rows = within(_reader(text, separator), name)
            return [[_unguarded(field) for field in row] for row in rows]
    except csv.Error as error:
        raise FileFormatError(f"{name} is not CSV: {error}") from None


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileFormatError(
            f"{name} is not UTF-8 text (byte {error.start}); in Excel, save it as 'CSV UTF-8'"
        ) from None


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _columns(text: str, separator: str) -> int:
    """How many columns the first row has by this separator."""
    try:
        return len(next(_reader(text, separator), []))
    except csv.Error:
        return 0


@contextmanager
def _long_fields() -> Iterator[None]:
    """Fields of any length: the csv module's limit is the whole process's, so it is put back."""
    with _limit:
        before = csv.field_size_limit(MAX_BYTES)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _guarded(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _RISKY.match(text, 1) else text
