"""The ``.cjm.json`` file: one canonical text for each document, read strictly, saved atomically.

Keys are sorted, two spaces indent, and a value stays on one line where it fits; a card is always one
line, so that an edited card is one changed line in a diff. Reading and saving gives the same bytes.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec

from cjm_widgets.document.check import check_document, decoded
from cjm_widgets.document.errors import CjmError, FileFormatError
from cjm_widgets.document.model import VERSION, Document

SUFFIX = ".cjm.json"
_WIDTH = 120
_LARGEST_EXACT = 2**53


def dumps(document: Document) -> str:
    """The canonical text of a document.

    Examples
    --------
    >>> from cjm_widgets.document.model import Document
    >>> print(dumps(Document(id="visit", title="A visit")), end="")
    {"cjm": "1.0", "id": "visit", "title": "A visit"}
    """
    return "\n".join(_lines(_plain({"cjm": VERSION, **msgspec.to_builtins(document)}), 0)) + "\n"


def loads(text: str | bytes, name: str = "the text") -> Document:
    """The document in a text; ``name`` says in errors where it came from.

    Raises
    ------
    FileFormatError
        Empty, not JSON, not a map, or written by a newer major version; the sentence says which and where.
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
    _check_version(value["cjm"], name)
    try:
        document = cast(Document, decoded(value, Document))
        check_document(document)
    except RecursionError:
        raise FileFormatError(f"{name} is not a map: it is nested too deeply") from None
    except CjmError as error:
        raise FileFormatError(f"{name}: {error}") from None
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
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
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


def _check_version(version: str, name: str) -> None:
    major = version.split(".")[0]
    if not major.isdecimal():
        raise FileFormatError(f"{name} is not a map: {version!r} is not a version such as {VERSION!r}")
    if int(major) > int(VERSION.split(".")[0]):
        raise FileFormatError(
            f"{name} was written by a newer version (format {version}; this one reads {VERSION}). "
            "It was left as it is: update cjm_widgets to open it"
        )


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} is there twice")
    return result


def _not_a_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number a map can hold")


def _plain(value: Any) -> Any:
    """Whole floats as whole numbers, as JavaScript writes them."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT:
        return int(value)
    return value


def _lines(value: Any, depth: int) -> Iterator[str]:
    """The lines of a value; the first is not indented, the caller puts its key there."""
    line = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if not isinstance(value, dict | list) or not value or _stays(value) or len(line) + 2 * depth <= _WIDTH:
        yield line
        return
    inner = "  " * (depth + 1)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield opening
    items = sorted(value.items()) if isinstance(value, dict) else [(None, item) for item in value]
    for position, (key, item) in enumerate(items):
        lead = inner if key is None else f"{inner}{json.dumps(key, ensure_ascii=False)}: "
        comma = "," if position + 1 < len(items) else ""
        lines = list(_lines(item, depth + 1))
        for number, text in enumerate(lines):
            yield (lead if number == 0 else "") + text + (comma if number + 1 == len(lines) else "")
    yield "  " * depth + closing


def _stays(value: Any) -> bool:
    """A card, a stage, a row of numbers: things without parts of their own stay on one line."""
    parts = value.values() if isinstance(value, dict) else value
    if isinstance(value, list):
        return not any(isinstance(part, dict | list) for part in parts)
    return "id" in value and not any(
        isinstance(part, dict) or (isinstance(part, list) and not _stays(part)) for part in parts
    )
