"""The ``.cjm.json`` file: one canonical text for each document, read strictly, saved atomically.

Reading and saving gives the same bytes. What the text looks like is in ``canonical.py``, what becomes of
keys of a newer version in ``extra.py``, and how older versions are read in ``migrations.py``.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
from pathlib import Path
from typing import Any, cast

from cjm_widgets.document.canonical import Writer
from cjm_widgets.document.check import check_document, decoded
from cjm_widgets.document.errors import CjmError, FileFormatError
from cjm_widgets.document.extra import folded, is_newer
from cjm_widgets.document.migrations import migrated
from cjm_widgets.document.model import VERSION, Document

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
    value = migrated(value, name)
    try:
        document = cast(Document, decoded(folded(value, newer=is_newer(value["cjm"])), Document))
        check_document(document)
    except RecursionError:
        raise FileFormatError(f"{name} is not a map: it is nested too deeply") from None
    except CjmError as error:
        newer = f" (format {value['cjm']}; this version reads {VERSION})" if is_newer(value["cjm"]) else ""
        raise FileFormatError(f"{name}{newer}: {error}") from None
    return document


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
