"""Tables as CSV text without anything a spreadsheet would run, and back without a changed character.

A text that a spreadsheet might run gets an apostrophe before it, as OWASP's "CSV injection" advises: one that
begins with = + - @, a tab or a carriage return, also after blanks. So that reading can take the apostrophe
away again, texts that themselves begin with an apostrophe get one as well. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from cjm_widgets.counts.survey import SHOWS_FEW
from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Document
from cjm_widgets.formats.layout import Axis
from cjm_widgets.formats.omissions import What, warn_of_omissions
from cjm_widgets.formats.row_labels import plain_number
from cjm_widgets.formats.table import check_rows, document_from, rows_of
from cjm_widgets.rows.delimited import (
    SEPARATORS,
    decode,
    encoding_of,
    long_fields,
    read_records,
    warn_of_encoding,
)
from cjm_widgets.shown.sources import few_people
from cjm_widgets.storage.limits import check_fields, check_merged, check_size, check_text_size, limit_rows

_NAME = "the CSV text"
_RISKY = re.compile("[\t\r\n']|[\\s\ufeff\x00-\x1f]*[-=+@\uff0d\uff1d\uff0b\uff20]")


def csv_text(document: Document, *, tidy: bool = False) -> str:
    """A map as CSV text: stages as columns and lanes as rows, or ``tidy`` with one row a card.

    A warning names what is left out. Where numbers of few people are shown, a last row says so, which is no
    lane when it is read.

    Raises
    ------
    FileFormatError
        The map is larger than a CSV text that is read.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> csv_text(Document(id="visit", title="=A1", stages=(Stage(id="wait", name="Wait, please"),)))
    '\\'=A1,"Wait, please"\\r\\n'
    """
    fields: tuple[What, ...] = ("fields of cards", "fields of emotions") if tidy else ("title",)
    warn_of_omissions(document, "CSV", ("cards", *fields))
    rows, few = rows_of(document, tidy=tidy), few_people(document)
    check_rows(document, [rows], _NAME, tidy=tidy)
    text = write_fields([*rows, [few, *[""] * (len(rows[0]) - 1)]] if few else rows)
    check_size(text.encode("utf-8-sig"), _NAME, to="written")
    check_text_size(text, _NAME, to="written")
    check_fields(text, SEPARATORS, _NAME, to="written")
    return text


def read_csv(content: bytes | str, name: str, *, stages: Axis | None = None) -> Document:
    """The map in a CSV text of any encoding and separator; see `rows.delimited`.

    ``stages`` says whether "rows" or "columns" are stages; without it the usual names of lanes decide.

    Raises
    ------
    FileFormatError
        It leaves a quote open, is too large or not a map; the sentence says which and where.

    Warns
    -----
    CjmWarning
        It is not UTF-8 and was read as Latin-1.

    Examples
    --------
    >>> [stage.name for stage in read_csv("A visit;Arrive;Wait", "visit.csv").stages]
    ['Arrive', 'Wait']
    """
    rows = read_fields(content, name)
    if len(rows) > 1 and rows[-1] and rows[-1][0].endswith(SHOWS_FEW) and not any(rows[-1][1:]):
        rows.pop()
    return document_from(rows, name, stages=stages)


def write_fields(rows: Iterable[Sequence[str | float]]) -> str:
    """Rows as CSV text (RFC 4180), with an apostrophe before every text a spreadsheet might run."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_guard(value) if isinstance(value, str) else plain_number(value) for value in row])
    return stream.getvalue()


def read_fields(content: bytes | str, name: str) -> list[list[str]]:
    """The rows of a CSV text, without those apostrophes."""
    if isinstance(content, str):
        text = content
    else:
        encoding = encoding_of([content])
        text = decode(content, encoding, name)
        warn_of_encoding(encoding, name)
    check_text_size(text, name)
    check_fields(text, SEPARATORS, name)
    try:
        with long_fields():
            rows = list(limit_rows(read_records(text, name), name))
    except FileFormatError:
        check_merged(text.split("\n"), name)
        raise
    check_merged((row[0] if row else "" for row in rows), name)
    return [[_unguard(field) for field in row] for row in rows]


def _guard(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text


def _unguard(text: str) -> str:
    return text[1:] if text.startswith("'") and _RISKY.match(text, 1) else text
