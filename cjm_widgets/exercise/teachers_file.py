"""An exercise in two files: the task, for students, and the key, which a teacher keeps or hands out later.

The task's file names its key by a digest, the seal, so that a key of another task is noticed. What is sealed
begins with a random text that only the key's file has: without it nobody can try keys until the seal fits.
Where very many answers are possible it also has the digest of the right one, see `answer_check`.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from cjm_widgets.document.errors import FileFormatError, quoted
from cjm_widgets.exercise.answer_check import AnswerCheck, fits
from cjm_widgets.exercise.kinds import Key, Task
from cjm_widgets.storage.file import replace, resolved

S = TypeVar("S")
SUFFIX = ".cjm-exercise.json"
KEY_SUFFIX = ".cjm-key.json"


class TaskFile(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What students are given. ``seal`` is the digest of the key, ``check`` that of the right answer."""

    cjm_exercise: int
    task: Task
    seal: str
    check: AnswerCheck | None = None


class KeyFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the teacher keeps. ``salt`` is random."""

    cjm_exercise: int
    key: Key
    salt: str


def seal_of(key: Key, salt: str) -> str:
    """The digest by which a task knows its key.

    Examples
    --------
    >>> from cjm_widgets.exercise.guess_the_curve import CurveKey
    >>> key = CurveKey(curves={})
    >>> seal_of(key, "a") == seal_of(key, "a"), seal_of(key, "a") == seal_of(key, "b")
    (True, False)
    """
    text = msgspec.json.encode(key, order="deterministic")
    return hashlib.sha256(salt.encode() + b"\n" + text).hexdigest()


def new_salt() -> str:
    """A random text that nobody can guess."""
    return secrets.token_hex(16)


def write_task(path: str | os.PathLike[str], task: Task, seal: str, check: AnswerCheck | None = None) -> Path:
    """Write the students' file; returns where it is."""
    return _write(path, TaskFile(cjm_exercise=1, task=task, seal=seal, check=check))


def write_key(path: str | os.PathLike[str], key: Key, salt: str) -> Path:
    """Write the teacher's file; returns where it is."""
    return _write(path, KeyFile(cjm_exercise=1, key=key, salt=salt))


def read_task(path: str | os.PathLike[str]) -> TaskFile:
    """The students' file.

    Raises
    ------
    FileFormatError
        There is no file, or it is no exercise.
    """
    file = _read(path, TaskFile, "an exercise")
    if file.check is not None and not fits(file.task, file.check):
        raise FileFormatError(f"{path} is not an exercise: its digest is of another task")
    return file


def read_key(path: str | os.PathLike[str], seal: str) -> KeyFile:
    """The teacher's file of the task with this seal.

    Raises
    ------
    FileFormatError
        There is no file, it is no key, or it is the key of another exercise.
    """
    file = _read(path, KeyFile, "the key of an exercise")
    if seal_of(file.key, file.salt) != seal:
        raise FileFormatError(f"{path} is the key of another exercise, or was changed")
    return file


def _write(path: str | os.PathLike[str], value: Struct) -> Path:
    target = resolved(path)
    try:
        replace(target, msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")
    except OSError as error:
        raise FileFormatError(f"{target} cannot be written: {error.strerror or error}") from None
    return target


def _read(path: str | os.PathLike[str], kind: type[S], what: str) -> S:
    try:
        content = resolved(path).read_bytes()
    except OSError as error:
        raise FileFormatError(f"{path} cannot be read: {error.strerror or error}") from None
    try:
        value: Any = msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileFormatError(f"{path} is not {what}: {quoted(str(error))}") from None
    if value.cjm_exercise != 1:
        raise FileFormatError(
            f"{path} is of version {value.cjm_exercise}, which needs a newer version of cjm_widgets"
        )
    return value  # type: ignore[no-any-return]  # decoded as it
