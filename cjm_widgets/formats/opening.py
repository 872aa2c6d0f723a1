"""Opening files of other tools: the suffix says what is read, and by which module."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

from cjm_widgets.document.errors import FileFormatError, listing
from cjm_widgets.document.model import Document
from cjm_widgets.formats.limits import sized_bytes
from cjm_widgets.storage import file

_READERS = {
    ".csv": "cjm_widgets.formats.csv_file:read_csv",
    ".tsv": "cjm_widgets.formats.csv_file:read_csv",
    ".xlsx": "cjm_widgets.formats.xlsx_file:read_xlsx",
    ".mmd": "cjm_widgets.formats.mermaid_map:read_mermaid",
    ".mermaid": "cjm_widgets.formats.mermaid_map:read_mermaid",
}
"""Suffix, and ``module:function`` of what takes bytes and the file's name; loaded when used."""
_ONLY_WRITTEN = (".svg", ".html", ".png", ".pdf", ".md", ".pptx")


def document_in(path: str | os.PathLike[str]) -> Document:
    """The map in a file of ours or of another tool.

    Raises
    ------
    FileFormatError
        The file is no map; it is left as it is.
    FileNotFoundError
        There is no such file.
    """
    document = imported(path)
    return file.read(path) if document is None else document


def imported(path: str | os.PathLike[str]) -> Document | None:
    """The map in a file of another tool, or None where the suffix is none of theirs.

    Raises
    ------
    FileFormatError
        The file is no map, or too large; the sentence says where and why.
    FileNotFoundError
        There is no such file.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "visit.mmd"
    >>> _ = path.write_text("journey\\n  title A visit\\n  Wait: 2: Ann")
    >>> document = imported(path)
    >>> document.title, document.emotion["ann"]["wait"].value
    ('A visit', -1.0)
    """
    suffix = Path(path).suffix.casefold()
    if suffix in _ONLY_WRITTEN and Path(path).exists():
        raise FileFormatError(
            f"{path} is for people to look at; no map is read from {suffix}. Suffixes: "
            f"{listing([file.SUFFIX, *_READERS])}"
        )
    where = _READERS.get(suffix)
    if where is None:
        return None
    module, function = where.split(":")
    document: Document = getattr(import_module(module), function)(sized_bytes(path), str(path))
    return document
