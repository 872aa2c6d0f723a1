"""Every kind of file a map is saved as or read from, in one table.

A new export is a row here, a module beside this one, the method of ``Journey`` that writes it, and a test.
Writers and readers are named, not imported, so that only the libraries of the format in use are loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from cjm_widgets.document.errors import CjmError, FileFormatError, listing, nearest
from cjm_widgets.document.model import Document
from cjm_widgets.storage import file
from cjm_widgets.storage.limits import read_bytes


@dataclass(frozen=True)
class FileFormat:
    """One kind of file, for people or for another tool.

    Attributes
    ----------
    name
        As people call it.
    suffixes
        In lower case, with their points.
    writer
        The method of ``Journey`` that returns what is written; its keywords are the options of ``save``.
    reader
        ``module:function`` of what takes the file's bytes and name and returns a document; empty where the
        format is only written.
    libraries
        Modules of the extra ``export`` that writing and reading it need.
    encoding
        Of the text that the writer returns.
    options
        Of the reader.
    beside
        ``module:function`` of the script that such a file needs in its folder, whose name is the module's
        ``SCRIPT``; empty where it needs none.
    """

    name: str
    suffixes: tuple[str, ...]
    writer: str
    reader: str = ""
    libraries: tuple[str, ...] = ()
    encoding: str = "utf-8"
    options: tuple[str, ...] = ()
    beside: str = ""

    def read(self, path: str | os.PathLike[str], **options: str | None) -> Document:
        """The map in a file of this format; options that are None are left out."""
        chosen = {name: value for name, value in options.items() if value is not None}
        _check_options(path, chosen, self.options)
        return self.document_of(read_bytes(path), str(path), **chosen)

    def document_of(self, content: bytes, name: str, **options: str) -> Document:
        """The map in bytes of this format; ``name`` says in errors where they are from."""
        module, function = self.reader.split(":")
        document: Document = getattr(import_module(module), function)(content, name, **options)
        return document


def _check_options(path: str | os.PathLike[str], options: Iterable[str], accepted: Sequence[str]) -> None:
    for name in options:
        if name not in accepted:
            suffixes = listing(
                suffix for format in FORMATS if name in format.options for suffix in format.suffixes
            )
            raise CjmError(f"{name}= is for {suffixes}; {path} has no such choice")


_CSV = "cjm_widgets.formats.csv:read_csv"
FORMATS = (
    FileFormat("SVG picture", (".svg",), "to_svg"),
    FileFormat("web page", (".html",), "to_html"),
    FileFormat("PNG picture", (".png",), "to_png", libraries=("vl_convert",)),
    FileFormat("PDF document", (".pdf",), "to_pdf", libraries=("vl_convert", "pypdf")),
    FileFormat(
        "CSV table", (".csv",), "to_csv", _CSV, encoding="utf-8-sig", options=("stages",)
    ),  # the mark tells Excel it is UTF-8
    FileFormat("tab-separated table", (".tsv",), "", _CSV, options=("stages",)),
    FileFormat(
        "XLSX workbook",
        (".xlsx",),
        "to_xlsx",
        "cjm_widgets.formats.xlsx:read_xlsx",
        libraries=("openpyxl", "defusedxml"),
        options=("stages", "sheet"),
    ),
    FileFormat(
        "Mermaid journey", (".mmd", ".mermaid"), "to_mermaid", "cjm_widgets.formats.mermaid:read_mermaid"
    ),
    FileFormat(
        "Markdown outline",
        (".md", ".markdown"),
        "to_markdown",
        "cjm_widgets.formats.markdown_tables:read_markdown",
        options=("stages",),
    ),
    FileFormat("MyST page", (".myst.md",), "to_myst", beside="cjm_widgets.paper.myst:script_text"),
    FileFormat("PowerPoint slide", (".pptx",), "to_pptx", libraries=("pptx", "openpyxl")),
)
"""All formats but the map's own, ``.cjm.json``."""

BY_SUFFIX = {suffix: format for format in FORMATS for suffix in format.suffixes}
WRITABLE = (file.SUFFIX, *(suffix for suffix, format in BY_SUFFIX.items() if format.writer))
READABLE = (file.SUFFIX, *(suffix for suffix, format in BY_SUFFIX.items() if format.reader))


def suffix_of(name: str) -> str:
    """The suffix of a file's name in lower case: two parts of it where a format has two.

    Examples
    --------
    >>> suffix_of("map.MyST.md"), suffix_of("a.map.md")
    ('.myst.md', '.md')
    """
    parts = [part.casefold() for part in Path(name).suffixes[-2:]]
    return "".join(parts) if "".join(parts) in BY_SUFFIX else "".join(parts[-1:])


def suffix_to_write(name: str) -> str:
    """The suffix of a file's name that says as what a map is saved.

    Raises
    ------
    CjmError
        Nothing is saved under such a name; the sentence names the nearest suffix.

    Examples
    --------
    >>> suffix_to_write("visit.SVG"), suffix_to_write("visit.cjm.json")
    ('.svg', '.cjm.json')
    """
    suffix = suffix_of(name)
    if suffix == ".json":
        return file.SUFFIX
    if suffix in WRITABLE:
        return suffix
    close = nearest(suffix, WRITABLE) if suffix else file.SUFFIX
    hint = f"; did you mean {Path(name).stem + close!r}?" if close else "."
    raise CjmError(f"{name!r} has no suffix that a map can be saved as{hint} Suffixes: {listing(WRITABLE)}")


def document_in(path: str | os.PathLike[str]) -> Document:
    """The map in a file of ours or of another tool.

    Raises
    ------
    FileFormatError
        The file is not a map; it is left as it is.
    FileNotFoundError
        There is no such file.
    """
    document = import_map(path)
    return file.read(path) if document is None else document


def import_map(path: str | os.PathLike[str], **options: str | None) -> Document | None:
    """The map in a file of another tool, or None where the suffix is not one of theirs.

    ``options`` are the reader's; None is as good as leaving one out.

    Raises
    ------
    FileFormatError
        The file is not a map, or too large; the sentence says where and why.
    FileNotFoundError
        There is no such file.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "visit.mmd"
    >>> _ = path.write_text("journey\\n  title A visit\\n  Wait: 2: Ann")
    >>> document = import_map(path)
    >>> document.title, document.emotion["ann"]["wait"].value
    ('A visit', -1.0)
    """
    format = BY_SUFFIX.get(suffix_of(Path(path).name))
    if format is None:
        _check_options(path, [name for name, value in options.items() if value is not None], ())
        return None
    if format.reader:
        return format.read(path, **options)
    if not Path(path).exists():
        return None  # the caller says so
    raise FileFormatError(
        f"{path} is for people to look at; no map is read from {format.suffixes[0]}. "
        f"Suffixes: {listing(READABLE)}"
    )
