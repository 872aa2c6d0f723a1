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

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.formats.row_labels import plain_number
from cjm_widgets.rows.delimited import (
    SEPARATORS,
    decode,
    encoding_of,
    long_fields,
    read_records,
    warn_of_encoding,
)
from cjm_widgets.storage.limits import check_fields, check_merged, check_text_size, limit_rows

_RISKY = re.compile("[\t\r\n']|[\\s\ufeff\x00-\x1f]*[-=+@\uff0d\uff1d\uff0b\uff20]")


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
