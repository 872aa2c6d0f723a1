"""Where rows came from, and what tells that they are no longer what they were."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from glob import glob, has_magic
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
    """The file that a path names, or the files that a pattern or a folder does, as they are now.

    Returns
    -------
    SourceFile or None
        None for rows that are no path to something here. Of several files ``size`` is the sum, ``modified``
        the latest time, and the fingerprint that of all.

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
    files = _files(os.fspath(rows))
    if not files:
        return None
    size, modified = _size_and_time(files)
    digest = hashlib.blake2b(digest_size=_SHORT // 2)
    for file in files:
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "blake2b").digest())
    return SourceFile(path=os.fspath(rows), size=size, modified=modified, fingerprint=digest.hexdigest())


def why_changed(known: SourceFile) -> str | None:
    """Why a file is not what it was, as a sentence; None where it is.

    Size and time tell without reading the file; where they differ its content decides.

    Examples
    --------
    >>> known = SourceFile(path="no.csv", size=2, modified="2026-01-01T00:00:00+00:00", fingerprint="01")
    >>> why_changed(known)
    'no file no.csv is there any more'
    """
    files = _files(known.path)
    if not files:
        return f"no file {known.path} is there any more"
    if _size_and_time(files) == (known.size, known.modified):
        return None
    now = file_of(known.path)
    if now is None or now.fingerprint == known.fingerprint:
        return None
    return f"{known.path} was written on {now.modified[:19].replace('T', ' at ')} and holds something else"


def _files(path: str) -> list[Path]:
    if "://" in path:
        return []
    named = Path(path)
    if named.is_file():
        return [named]
    if named.is_dir():
        return sorted(file for file in named.rglob("*") if file.is_file())
    return sorted(Path(file) for file in glob(path)) if has_magic(path) else []


def _size_and_time(files: list[Path]) -> tuple[int, str]:
    every = [file.stat() for file in files]
    latest = max(status.st_mtime_ns for status in every)
    return sum(status.st_size for status in every), datetime.fromtimestamp(latest / 1e9, UTC).isoformat()


def query_of(rows: Any) -> str:
    """Where rows came from, as far as they know: the path, or the query of a relation."""
    if isinstance(rows, str | os.PathLike):
        return os.fspath(rows)[:MAX_TEXT]
    sql = getattr(rows, "sql_query", None)  # a DuckDB relation's
    return str(sql())[:MAX_TEXT] if callable(sql) else ""


def now() -> str:
    """The time, as a document keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
