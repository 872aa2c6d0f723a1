"""Where rows come from, and whether their file has changed since."""

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
    """A hash of the counts of rows, which stands for their content.

    Examples
    --------
    >>> fingerprint(Counts()) == fingerprint(Counts()), len(fingerprint(Counts()))
    (True, 16)
    """
    return hashlib.sha256(msgspec.json.encode(counts, order="deterministic")).hexdigest()[:_SHORT]


def file_of(rows: Any) -> SourceFile | None:
    """The present state of the file at a path, or of the files of a pattern or folder.

    Returns
    -------
    SourceFile or None
        None where rows are not the path of a file on this machine. Of several files, ``size`` is the sum,
        ``modified`` the latest time, and the fingerprint that of all.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "survey.csv"
    >>> _ = path.write_text("Q1", encoding="utf-8")
    >>> file = file_of(path)
    >>> file.size, file.path == str(path), file_of([1, 2])
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
    """Why a file is not what it was, as a sentence; None if it is unchanged.

    The file is read only where its size or time differs.

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
    current = file_of(known.path)
    if current is None or current.fingerprint == known.fingerprint:
        return None
    return (
        f"{known.path} was written on {current.modified[:19].replace('T', ' at ')} and holds something else"
    )


def _files(path: str) -> list[Path]:
    if "://" in path:
        return []
    place = Path(path)
    if place.is_file():
        return [place]
    if place.is_dir():
        return sorted(file for file in place.rglob("*") if file.is_file())
    return sorted(Path(file) for file in glob(path)) if has_magic(path) else []


def _size_and_time(files: list[Path]) -> tuple[int, str]:
    stats = [file.stat() for file in files]
    latest = max(stat.st_mtime_ns for stat in stats)
    return sum(stat.st_size for stat in stats), datetime.fromtimestamp(latest / 1e9, UTC).isoformat()


def query_of(rows: Any) -> str:
    """Where rows come from: the path, or the query of a relation; empty if unknown."""
    if isinstance(rows, str | os.PathLike):
        return os.fspath(rows)[:MAX_TEXT]
    sql = getattr(rows, "sql_query", None)  # a DuckDB relation's
    return str(sql())[:MAX_TEXT] if callable(sql) else ""


def now() -> str:
    """The time, as a document stores it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
