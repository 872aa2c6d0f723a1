"""The ``.cjm.json`` file: reading, saving, the file a journey belongs to, and older versions.

A document has one canonical text (``canonical.py``), so reading and saving gives the same bytes. Reading is
strict; keys of a newer minor version are kept (``extra.py``).
"""

from __future__ import annotations

import errno
import json
import logging
import math
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, cast

from cjm_widgets.document.check import check_document, decoded, is_newer, version_numbers
from cjm_widgets.document.errors import CjmError, FileFormatError, InvalidOperationError, quoted
from cjm_widgets.document.model import VERSION, Document
from cjm_widgets.document.sequence import without_empty_cells
from cjm_widgets.storage.canonical import Writer
from cjm_widgets.storage.extra import fold
from cjm_widgets.storage.limits import check_json, check_merged, check_regular, check_text_size, read_bytes

_LOG = logging.getLogger(__name__)
SUFFIX = ".cjm.json"
_TEMPORARY = ".tmp"
_ABANDONED = 3600
"""Seconds after which a temporary file counts as left behind by a killed process."""
_PATIENCE = 5
"""Seconds to wait for another process that saves into the same folder; one may have been stopped at it."""
_LARGEST_EXACT = 2**53


def dumps(document: Document) -> str:
    """The canonical text of a document.

    Examples
    --------
    >>> from cjm_widgets.document.model import Document
    >>> print(dumps(Document(id="visit", title="A visit")), end="")
    {"cjm": "1.1", "id": "visit", "title": "A visit"}
    """
    return Writer().text(document)


def loads(text: str | bytes, name: str = "the text") -> Document:
    """Parse a text; ``name`` says in errors where it came from.

    Raises
    ------
    FileFormatError
        The text is empty, too large, not JSON, not a map, has conflict markers of git, or was written by a
        newer major version.
    """
    check_json(text, name)
    whole = _decode(text, name)
    check_text_size(whole, name)
    try:
        value = json.loads(
            whole,
            object_pairs_hook=_unique_keys,
            parse_constant=_not_a_number,
            parse_int=_whole_number,
            parse_float=_number,
        )
    except json.JSONDecodeError as error:
        check_merged(whole.split("\n"), name)
        raise FileFormatError(
            f"{name} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        ) from None
    except RecursionError:
        raise FileFormatError(f"{name} is not a map: it is nested too deeply") from None
    except ValueError as error:
        raise FileFormatError(f"{name} is not a map: {error}") from None
    if not isinstance(value, dict) or not isinstance(value.get("cjm"), str):
        raise FileFormatError(f'{name} is not a map: it has no "cjm" version')
    value = migrate(value, name)
    try:
        document = cast(Document, decoded(fold(value, newer=is_newer(value["cjm"])), Document))
        check_document(document)
    except RecursionError:
        raise FileFormatError(f"{name} is not a map: it is nested too deeply") from None
    except CjmError as error:
        newer = f" (format {value['cjm']}; this version reads {VERSION})" if is_newer(value["cjm"]) else ""
        path = error.path.lstrip(".") if isinstance(error, InvalidOperationError) else ""
        raise FileFormatError(f"{name}{newer}: {f'{path}: ' if path else ''}{error}") from None
    return without_empty_cells(document)


def read(path: str | os.PathLike[str]) -> Document:
    """Read a file.

    Raises
    ------
    FileFormatError
        The file is not a map that this version can read.
    FileNotFoundError
        There is no such file.
    """
    resolved(path)
    return loads(read_bytes(path), str(path))


def resolved(path: str | os.PathLike[str]) -> Path:
    """The absolute path; `FileFormatError` for what can be the name of no file."""
    try:
        place = Path(path).resolve()
        if place.is_symlink():  # since Python 3.13 a loop of them is left as it is
            raise OSError("Symbolic links lead back to it")
        return place
    except TypeError:
        raise FileFormatError(f"the name of a file is text or a path, not {quoted(path)}") from None
    except (RuntimeError, OSError, ValueError) as error:  # a loop of symbolic links; a null character
        raise FileFormatError(f"{quoted(str(path))} is the name of no file: {error}") from None


def save(document: Document, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
    """Write a document atomically: the file holds either the old map or the new one.

    Parameters
    ----------
    overwrite
        Replace the file even if it is not a map that this version can read.

    Raises
    ------
    FileFormatError
        The existing file is not a readable map, the name does not end in ``.json``, or the map is larger
        than a file that would be read.
    """
    target = resolved(path)
    if target.suffix != ".json":
        raise FileFormatError(f"{target.name!r} should end in {SUFFIX!r}, as {target.stem + SUFFIX!r} does")
    if not overwrite and target.exists():
        try:
            read(target)
        except FileFormatError as error:
            raise FileFormatError(
                f"{error}. It was left as it is; save under another name, or replace it with overwrite=True"
            ) from None
    content = dumps(document).encode()
    check_json(content, target.name, to="saved")
    replace(target, content)
    return target


def replace(target: Path, content: bytes) -> None:
    """Write bytes to a file atomically, through a temporary file in the same folder.

    Raises
    ------
    PermissionError
        The file is not to be written to, or the folder takes no new ones.
    OSError
        It cannot be written, e.g. as the disk is full; the file is unchanged.
    """
    with _turn(target.parent):
        _replace(target, content)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Have no other process save into the folder meanwhile, where the system can see to that."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):  # Windows, a browser; a folder that may not be listed, or is gone
        yield
        return
    try:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                flock(handle, LOCK_EX | LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.002)
            except OSError:  # a file system without locks
                break
        yield
    finally:
        os.close(handle)


def _replace(target: Path, content: bytes) -> None:
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(target.parent))
    if target.exists():
        check_regular(target)  # a pipe or a device is not to be replaced by a file
        if not os.access(target, os.W_OK):  # the folder alone would let it be replaced
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_TEMPORARY, dir=target.parent)
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
    _LOG.debug("wrote %s: %d bytes", target, len(content))
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


def _decode(text: str | bytes, name: str) -> str:
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


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        uses = Counter(key for key, _ in pairs)
        twice = next(key for key, count in uses.items() if count > 1)
        raise ValueError(f"the key {quoted(twice)} is there twice")
    return result


def _whole_number(digits: str) -> int | float:
    value = _number(digits)
    return int(digits) if abs(value) < 2**63 else value


def _number(digits: str) -> int | float:
    """A number as JavaScript reads it, to which 3.0 and 3 are the same."""
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(f"{quoted(digits)} is not a number a map can hold")
    return int(value) if value.is_integer() and abs(value) < _LARGEST_EXACT else value


def _not_a_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number a map can hold")


# --- the file a journey belongs to


class ChangedFileError(CjmError, OSError):
    """Someone else wrote the file since it was last read or saved here; it was not overwritten."""


class _Stamp(NamedTuple):
    """Shows whether a file was written, without reading it."""

    inode: int
    size: int
    time: int


class MapFile:
    """The file a journey belongs to, and what it held when it was last read or saved here.

    Attributes
    ----------
    path : pathlib.Path
    document : Document
        What the file held then.
    was_gone : bool
        Whether the last save found the file deleted or renamed, and wrote it again.

    Examples
    --------
    >>> import tempfile
    >>> from msgspec.structs import replace
    >>> path = Path(tempfile.mkdtemp()) / "visit.cjm.json"
    >>> _ = save(Document(id="visit"), path)
    >>> home = MapFile(path)
    >>> home.save(replace(home.document, title="A visit"))
    >>> read(path).title
    'A visit'
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = resolved(path)
        self._writer = Writer()
        self.was_gone = False
        self.read()
        self._sweep()

    def read(self) -> None:
        """Load what the file holds now.

        Raises
        ------
        FileFormatError
            It is not a map that this version can read.
        FileNotFoundError
            It is gone.
        """
        stamp = self._stamp_now()
        content = read_bytes(self.path)
        self.document = loads(content, str(self.path))
        self._stamp, self._content, self._last_attempt = stamp, content, content
        self._writer.text(self.document)  # makes the first save as fast as the later ones
        _LOG.debug("read %s: %d bytes", self.path, len(content))

    def save(self, document: Document, *, overwrite: bool = False) -> None:
        """Write a document to the file, and wait until it is on disk.

        Raises
        ------
        ChangedFileError
            Someone else wrote the file meanwhile, and ``overwrite`` is false.
        FileFormatError
            The map is larger than a file that would be read.
        OSError
            It cannot be written; it is unchanged.
        """
        content = self._writer.text(document).encode()
        check_json(content, self.path.name, to="saved")
        with _turn(self.path.parent):  # so that no other kernel saves between looking and writing
            if not overwrite:
                self._require_unchanged()
            self._last_attempt = content
            self.was_gone = self._stamp_now() is None
            _replace(self.path, content)
            self.document, self._content, self._stamp = document, content, self._stamp_now()

    def _require_unchanged(self) -> None:
        now = self._stamp_now()
        if now is None or now == self._stamp:  # writing a file that is gone loses nothing
            return
        try:
            content = read_bytes(self.path)
        except FileFormatError:  # too large, or no file any more
            content = None
        if content not in (self._content, self._last_attempt):
            raise ChangedFileError(
                f"{self.path.name} was changed by someone else since it was last read or saved here"
            )
        self._stamp = now

    def _stamp_now(self) -> _Stamp | None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        return _Stamp(status.st_ino, status.st_size, status.st_mtime_ns)

    def _sweep(self) -> None:
        """Remove temporary files of a process that was killed while saving."""
        for temporary in self.path.parent.glob(f".{self.path.name}.*{_TEMPORARY}"):
            if time.time() - temporary.stat().st_mtime > _ABANDONED:
                temporary.unlink(missing_ok=True)


# --- older versions


class Migration(NamedTuple):
    """One step from the versions before one to that one."""

    reads: tuple[int, int]
    """The first version it reads."""
    makes: tuple[int, int]
    """The version it makes of any between."""
    change: Callable[[dict[str, Any]], dict[str, Any]]
    """Takes a file's plain values and returns new ones; it must not write to its argument."""


_LEVELS = {1: [1, 3], 2: [4, 7], 3: [8, 10]}


def _levels_as_ranges(value: dict[str, Any]) -> dict[str, Any]:
    """In 1.0 impact and effort were low, medium or high; since then they are thirds of 1 to 10."""

    def each(item: Any, change: Callable[[Any], Any]) -> Any:
        if isinstance(item, dict):
            return {key: change(entry) for key, entry in item.items()}
        return [change(entry) for entry in item] if isinstance(item, list) else item

    def card(fields: Any) -> Any:
        if not isinstance(fields, dict):
            return fields
        levels = {
            name: _LEVELS[fields[name]]
            for name in ("impact", "effort")
            if type(fields.get(name)) is int and fields[name] in _LEVELS
        }
        return {**fields, **levels}

    cells = value.get("cells")
    rows = each(cells, lambda row: each(row, lambda cards: each(cards, card)))
    return {**value, "cells": rows} if isinstance(cells, dict) else value


def _events_as_amounts(value: dict[str, Any]) -> dict[str, Any]:
    """In 1.0 amounts were called events, which are something else since."""
    sources = value.get("sources")
    if not isinstance(sources, list):
        return value
    renamed = [
        {**source, "kind": "amounts"}
        if isinstance(source, dict) and source.get("kind") == "events"
        else source
        for source in sources
    ]
    return {**value, "sources": renamed}


MIGRATIONS: Sequence[Migration] = (
    Migration((1, 0), (1, 1), lambda value: _events_as_amounts(_levels_as_ranges(value))),
)


def migrate(value: dict[str, Any], name: str, steps: Sequence[Migration] | None = None) -> dict[str, Any]:
    """Bring a file's plain values to this version; a newer minor version stays as it is.

    Parameters
    ----------
    value
        The values, with the version as text under ``"cjm"``.
    name
        Where the values came from, for errors.
    steps
        By default `MIGRATIONS`.

    Raises
    ------
    FileFormatError
        The version is malformed, of a newer major version, or older than any that can be read.
    """
    version, ours = _numbers_of(value["cjm"], name), _numbers_of(VERSION, "this version")
    if version[0] > ours[0]:
        raise FileFormatError(
            f"{name} was written by a newer version (format {value['cjm']}; this one reads {VERSION}). "
            "It was left as it is: update cjm_widgets to open it"
        )
    for step in MIGRATIONS if steps is None else steps:
        if step.reads <= version < step.makes <= ours:
            version = step.makes
            value = {**step.change(value), "cjm": f"{version[0]}.{version[1]}"}
    if version < ours:
        raise FileFormatError(f"{name} is of format {value['cjm']}, which was never released")
    return value


def _numbers_of(version: str, name: str) -> tuple[int, int]:
    numbers = version_numbers(version)
    if numbers is None:
        raise FileFormatError(
            f"{name} is not a map: {quoted(version)} is not a version such as {quoted(VERSION)}"
        )
    return numbers
