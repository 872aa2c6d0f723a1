"""The student's own file: each attempt a line with its time, the answer and its points, never the key."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from cjm_widgets.document.errors import CjmError, FileFormatError
from cjm_widgets.exercise.kinds import Answer, Result, name_of
from cjm_widgets.frames.typed import frame_of_rows

if TYPE_CHECKING:
    import pandas as pd

SUFFIX = ".attempts.jsonl"
COLUMNS = {
    "time": object,
    "exercise": object,
    "title": object,
    "points": float,
    "of": float,
    "seen": int,
    "handed_in": bool,
    "correct": object,
}


class Attempt(Struct, frozen=True, kw_only=True):
    """An answer that was scored, or checked. ``seen`` counts how often the key had been shown before.

    ``correct`` says whether all of it is right, where only that was asked.
    """

    time: str
    exercise: str
    title: str
    seal: str
    answer: Answer
    points: float
    of: float
    seen: int = 0
    handed_in: bool = False
    correct: bool | None = None


def attempt_of(
    title: str,
    seal: str,
    answer: Answer,
    result: Result | None,
    *,
    seen: int,
    handed_in: bool = False,
    correct: bool | None = None,
) -> Attempt:
    """An attempt now, in local time; without a result, which only the teacher can have, 0 points of 0."""
    time = datetime.now().astimezone().isoformat(timespec="seconds")
    return Attempt(
        time=time,
        exercise=name_of(answer),
        title=title,
        seal=seal,
        answer=answer,
        points=float(result.points) if result else 0.0,
        of=float(result.of) if result else 0.0,
        seen=seen,
        handed_in=handed_in,
        correct=correct,
    )


def write_attempt(path: Path, attempt: Attempt) -> None:
    """Add a line to the file.

    Raises
    ------
    CjmError
        The file cannot be written.
    """
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(msgspec.json.encode(attempt).decode() + "\n")
    except OSError as error:
        raise CjmError(
            f"the attempt is not in {os.fspath(path)}: {error.strerror or error}; log= names another file"
        ) from None


def read_attempts(path: Path) -> list[Attempt]:
    """The attempts in a file, the first first; none where there is no file.

    Raises
    ------
    FileFormatError
        A line is no attempt; names it.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise FileFormatError(f"{path} cannot be read: {error}") from None
    attempts = []
    for number, line in enumerate(lines, start=1):
        try:
            attempts.append(msgspec.json.decode(line, type=Attempt))
        except msgspec.DecodeError as error:
            raise FileFormatError(f"{path}, line {number}, is no attempt: {error}") from None
    return attempts


def attempts_frame(attempts: list[Attempt]) -> pd.DataFrame:
    """The attempts as rows, without the answers."""
    rows = [tuple(getattr(one, column) for column in COLUMNS) for one in attempts]
    return frame_of_rows(rows, COLUMNS)
