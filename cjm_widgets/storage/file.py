"""The ``.cjm.json`` file: one canonical text for each document, read strictly, saved atomically.

Reading and saving gives the same bytes. What the text looks like is in ``canonical.py``, what becomes of
keys of a newer version in ``extra.py``, and how older versions are read in ``migrations.py``.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from cjm_widgets.document.check import check_document, decoded
from cjm_widgets.document.errors import CjmError, FileFormatError
from cjm_widgets.document.model import VERSION, Document
from cjm_widgets.document.sequence import without_empty_cells
from cjm_widgets.storage import file
from cjm_widgets.storage.canonical import Writer
from cjm_widgets.storage.extra import folded, is_newer


class Step(NamedTuple):
    """From one major version to the next: plain values to plain values, the given ones left as they are."""

    major: int
    """What it reads."""
    change: Callable[[dict[str, Any]], dict[str, Any]]


STEPS: Sequence[Step] = ()


def migrated(value: dict[str, Any], name: str, steps: Sequence[Step] | None = None) -> dict[str, Any]:
    """A file's plain values as this major version writes them; a newer minor version's keep their number.

    Parameters
    ----------
    value
        With a ``"cjm"`` version, which must be text.
    name
        Where the values came from, for errors.
    steps
        Those of this version unless given.

    Raises
    ------
    FileFormatError
        The version is none, of a newer major version, or older than any that can be read.
    """
    major, ours = _major(value["cjm"], name), _major(VERSION, "this version")
    if major > ours:
        raise FileFormatError(
            f"{name} was written by a newer version (format {value['cjm']}; this one reads {VERSION}). "
            "It was left as it is: update cjm_widgets to open it"
        )
    for step in STEPS if steps is None else steps:
        if step.major == major < ours:
            value, major = {**step.change(value), "cjm": f"{major + 1}.0"}, major + 1
    if major < ours:
        raise FileFormatError(f"{name} is of format {value['cjm']}, which was never released")
    return value


def _in_words_of_now(value: dict[str, Any]) -> dict[str, Any]:
    """Plain values with what drafts of this version called otherwise: amounts were ``events`` in them."""
    sources = value.get("sources")
    if not isinstance(sources, list):
        return value
    return {
        **value,
        "sources": [
            {**source, "kind": "amounts"}
            if isinstance(source, dict) and source.get("kind") == "events"
            else source
            for source in sources
        ],
    }


def _major(version: str, name: str) -> int:
    numbers = version.split(".")
    if not all(number.isascii() and number.isdecimal() for number in numbers) or len(numbers) != 2:
        raise FileFormatError(f"{name} is not a map: {version!r} is not a version such as {VERSION!r}")
    return int(numbers[0])


# --- the ``


SUFFIX = ".cjm.json"
TEMPORARY = ".tmp"


def dumps(document: Document) -> str:
    """The canonical text of a document.

    Examples
    --------
    >>> from cjm_widgets.document.model import Document
    >>> print(dumps(Document(id="visit", title="A visit")), end="")
    {"cjm": "1.0", "id": "visit", "title": "A visit"}
    """
    return Writer().text(document)


def loads(text: str | bytes, name: str = "the text") -> Document:
    """The document in a text; ``name`` says in errors where it came from.

    Raises
    ------
    FileFormatError
        Empty, not JSON, not a map, or written by a newer major version; the sentence says which and where.
        Keys of a newer minor version are kept.
    """
    try:
        value = json.loads(_text(text, name), object_pairs_hook=_pairs, parse_constant=_not_a_number)
    except json.JSONDecodeError as error:
        raise FileFormatError(
            f"{name} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        ) from None
    except RecursionError:
        raise FileFormatError(f"{name} is not a map: it is nested too deeply") from None
    except ValueError as error:
        raise FileFormatError(f"{name} is not a map: {error}") from None
    if not isinstance(value, dict) or not isinstance(value.get("cjm"), str):
        raise FileFormatError(f'{name} is not a map: it has no "cjm" version')
    value = _in_words_of_now(migrated(value, name))
    try:
        plain = folded(value, newer=is_newer(value["cjm"]))
        document = cast(Document, decoded(plain, Document))
        check_document(document)
    except RecursionError:
        raise FileFormatError(f"{name} is not a map: it is nested too deeply") from None
    except CjmError as error:
        newer = f" (format {value['cjm']}; this version reads {VERSION})" if is_newer(value["cjm"]) else ""
        raise FileFormatError(f"{name}{newer}: {error}") from None
    return without_empty_cells(document)


def read(path: str | os.PathLike[str]) -> Document:
    """The document in a file.

    Raises
    ------
    FileFormatError
        The file is not a map this version can read; it is left as it is.
    FileNotFoundError
        There is no such file.
    """
    return loads(Path(path).read_bytes(), str(path))


def save(document: Document, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
    """Write a document so that the file is at every moment either the old one or the new one.

    Parameters
    ----------
    overwrite
        Replace even a file that is not a map this version can read. Without it such a file is kept.

    Raises
    ------
    FileFormatError
        The file there is not a readable map, or the name does not end in ``.json``.
    """
    target = Path(path).resolve()
    if target.suffix != ".json":
        raise FileFormatError(f"{target.name!r} should end in {SUFFIX!r}, as {target.stem + SUFFIX!r} does")
    if not overwrite and target.exists():
        try:
            read(target)
        except FileFormatError as error:
            raise FileFormatError(
                f"{error}. It was left as it is; save under another name, or replace it with overwrite=True"
            ) from None
    replace(target, dumps(document).encode())
    return target


def replace(target: Path, content: bytes) -> None:
    """Make this the content of a file, which is at every moment either the old one or the new one."""
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(target.parent))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=TEMPORARY, dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _text(text: str | bytes, name: str) -> str:
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FileFormatError(f"{name} is not a map: it is not UTF-8 text (byte {error.start})") from None
    if not text.strip():
        raise FileFormatError(
            f"{name} is empty ({len(text)} characters); a map is at least an id and a version"
        )
    return text


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} is there twice")
    return result


def _not_a_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number a map can hold")


# --- A file that a map is kept in


_LEFT_BEHIND = 3600
"""Seconds after which a temporary file is nobody's any more: who wrote it was killed."""


class ChangedFileError(CjmError, OSError):
    """Somebody else wrote the file since it was read or saved here; it is left as it is."""


class _Stamp(NamedTuple):
    """What tells that a file was written, without reading it."""

    inode: int
    size: int
    time: int


class KeptFile:
    """A file, and what it held when it was last read or saved here.

    Attributes
    ----------
    path : pathlib.Path
    document : Document
        What the file holds, as far as is known here.

    Examples
    --------
    >>> import tempfile
    >>> from msgspec.structs import replace
    >>> path = Path(tempfile.mkdtemp()) / "visit.cjm.json"
    >>> _ = file.save(Document(id="visit"), path)
    >>> kept = KeptFile(path)
    >>> kept.save(replace(kept.document, title="A visit"))
    >>> file.read(path).title
    'A visit'
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).resolve()
        self._writer = Writer()
        self.read()
        self._sweep()

    def read(self) -> None:
        """Take in what the file holds now.

        Raises
        ------
        FileFormatError
            It is not a map that can be read.
        FileNotFoundError
            It is gone.
        """
        stamp = self._now()
        content = self.path.read_bytes()
        self.document = file.loads(content, str(self.path))
        self._stamp, self._content, self._written = stamp, content, content
        self._writer.text(self.document)  # so that the first edit is as quick as the others

    def save(self, document: Document, *, overwrite: bool = False) -> None:
        """Make the file hold this document; when this returns, it does even if the machine stops.

        Raises
        ------
        ChangedFileError
            Somebody else wrote it meanwhile, and ``overwrite`` was not asked for.
        OSError
            It cannot be written; it is as it was.
        """
        if not overwrite:
            self._require_unchanged()
        content = self._written = self._writer.text(document).encode()
        file.replace(self.path, content)
        self.document, self._content, self._stamp = document, content, self._now()

    def _require_unchanged(self) -> None:
        now = self._now()
        if now is None or now == self._stamp:  # a file that is gone can be written again: nothing is lost
            return
        if self.path.read_bytes() not in (self._content, self._written):
            raise ChangedFileError(
                f"{self.path.name} was changed by someone else since it was last read or saved here"
            )
        self._stamp = now

    def _now(self) -> _Stamp | None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        return _Stamp(status.st_ino, status.st_size, status.st_mtime_ns)

    def _sweep(self) -> None:
        """Remove what a killed kernel left behind while saving."""
        for temporary in self.path.parent.glob(f".{self.path.name}.*{file.TEMPORARY}"):
            if time.time() - temporary.stat().st_mtime > _LEFT_BEHIND:
                temporary.unlink(missing_ok=True)
