"""Tables as CSV text without anything a spreadsheet would run, and back without a changed character.

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
from cjm_widgets.formats.layout import Axis
from cjm_widgets.formats.omissions import What, warn_of_omissions
from cjm_widgets.formats.row_labels import plain_number
from cjm_widgets.formats.table import document_from, rows_of
from cjm_widgets.storage.limits import MAX_BYTES, check_fields, check_merged, decode_text, limit_rows

_RISKY = re.compile("[\t\r\n']|[\\s\ufeff\x00-\x1f]*[-=+@\uff0d\uff1d\uff0b\uff20]")
_SEPARATORS = ",;\t"
_limit = Lock()


def csv_text(document: Document, *, tidy: bool = False) -> str:
    """A map as CSV text: stages as columns and lanes as rows, or ``tidy`` with one row a card.

    A warning names what is left out.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> csv_text(Document(id="visit", title="=A1", stages=(Stage(id="wait", name="Wait, please"),)))
    '\\'=A1,"Wait, please"\\r\\n'
    """
    fields: tuple[What, ...] = ("fields of cards", "fields of emotions") if tidy else ("title",)
    warn_of_omissions(document, "CSV", ("cards", *fields))
    return write_fields(rows_of(document, tidy=tidy))


def read_csv(content: bytes | str, name: str, *, stages: Axis | None = None) -> Document:
    """The map in a CSV text, separated by commas, or else by semicolons or tabs.

    ``stages`` says whether "rows" or "columns" are stages; without it the usual names of lanes decide.

    Raises
    ------
    FileFormatError
        It is not UTF-8, leaves a quote open, is too large or not a map; the sentence says which and where.

    Examples
    --------
    >>> [stage.name for stage in read_csv("A visit;Arrive;Wait", "visit.csv").stages]
    ['Arrive', 'Wait']
    """
    return document_from(read_fields(content, name), name, stages=stages)


def write_fields(rows: Iterable[Sequence[str | float]]) -> str:
    """Rows as CSV text (RFC 4180), with an apostrophe before every text a spreadsheet might run."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_guard(value) if isinstance(value, str) else plain_number(value) for value in row])
    return stream.getvalue()


def read_fields(content: bytes | str, name: str) -> list[list[str]]:
    """The rows of a CSV text, without those apostrophes."""
    text = decode_text(content, name)
    check_fields(text, _SEPARATORS, name)
    try:
        with _long_fields():
            separator = next((mark for mark in _SEPARATORS if _columns(text, mark) > 1), ",")
            rows = list(limit_rows(_reader(text, separator), name))
    except csv.Error as error:
        check_merged(text.split("\n"), name)
        raise FileFormatError(f"{name} is not CSV: {error}") from None
    check_merged((row[0] if row else "" for row in rows), name)
    return [[_unguard(field) for field in row] for row in rows]


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _columns(text: str, separator: str) -> int:
    """How many columns the first row has with this separator."""
    try:
        return len(next(_reader(text, separator), []))
    except csv.Error:
        return 0


@contextmanager
def _long_fields() -> Iterator[None]:
    """Allow fields of any length. The csv module's limit is the whole process's, so it is restored after."""
    with _limit:
        before = csv.field_size_limit(MAX_BYTES)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _guard(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text


def _unguard(text: str) -> str:
    return text[1:] if text.startswith("'") and _RISKY.match(text, 1) else text
