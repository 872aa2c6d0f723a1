"""Where rows came from, and what tells that they are no longer what they were."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from cjm_widgets.document.model import MAX_TEXT, Counts, SourceFile

_SHORT = 16
"""Hexadecimal digits of a fingerprint."""


def fingerprint(counts: Counts) -> str:
    """What identifies the content of rows, as far as a map looks at them: their counts.

    Examples
    --------
    >>> fingerprint(Counts()) == fingerprint(Counts()), len(fingerprint(Counts()))
    (True, 16)
    """
    return hashlib.sha256(msgspec.json.encode(counts, order="deterministic")).hexdigest()[:_SHORT]


def file_of(rows: Any) -> SourceFile | None:
    """The file that a path names, as it is now; None for rows that are no path to one file.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "survey.csv"
    >>> _ = path.write_text("Q1", encoding="utf-8")
    >>> found = file_of(path)
    >>> found.size, found.path == str(path), file_of([1, 2])
    (2, True, None)
    """
    if not isinstance(rows, str | os.PathLike):
        return None
    path = Path(rows)
    if not path.is_file():
        return None
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "blake2b").hexdigest()[:_SHORT]
    status = path.stat()
    return SourceFile(os.fspath(rows), status.st_size, _written(status), digest)


def why_changed(known: SourceFile) -> str | None:
    """Why a file is not what it was, as a sentence; None where it is.

    Size and time tell without reading the file; where they differ its content decides.

    Examples
    --------
    >>> why_changed(SourceFile("/nowhere/survey.csv", 2, "2026-01-01T00:00:00+00:00", "0123456789abcdef"))
    'no file /nowhere/survey.csv is there any more'
    """
    path = Path(known.path)
    if not path.is_file():
        return f"no file {known.path} is there any more"
    status = path.stat()
    if (status.st_size, _written(status)) == (known.size, known.modified):
        return None
    now = file_of(path)
    if now is None or now.fingerprint == known.fingerprint:
        return None
    return f"{path.name} was written since, on {now.modified[:19].replace('T', ' at ')}"


def query_of(rows: Any) -> str:
    """Where rows came from, as far as they know: the path, or the query of a relation."""
    if isinstance(rows, str | os.PathLike):
        return os.fspath(rows)[:MAX_TEXT]
    sql = getattr(rows, "sql_query", None)  # a DuckDB relation's
    return str(sql())[:MAX_TEXT] if callable(sql) else ""


def now() -> str:
    """The time, as a document keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _written(status: os.stat_result) -> str:
    return datetime.fromtimestamp(status.st_mtime_ns / 1e9, UTC).isoformat()
