"""The built front end: what every view starts with, and the chunks of interface that it fetches on first use.

Hazard: a chunk works only with the start it was built with. So chunks are read when the start is, and an
installation that is replaced under a running kernel changes neither.
"""

from __future__ import annotations

import os
from pathlib import Path

from cjm_widgets.document.errors import CjmError, unknown

STATIC = Path(__file__).parent.parent / "static"
_IS_WATCHED = os.environ.get("ANYWIDGET_HMR") == "1"


def start(name: str) -> Path | str:
    """What views start with; by its path only where it is watched, as anywidget keeps views with paths."""
    path = STATIC / name
    return path if _IS_WATCHED else path.read_text("utf-8")


def _read() -> dict[str, tuple[str, str]]:
    """Script and stylesheet of each chunk."""
    chunks = {}
    for script in sorted((STATIC / "chunks").glob("*.js")):
        style = script.with_suffix(".css")
        chunks[script.stem] = script.read_text("utf-8"), style.read_text("utf-8") if style.exists() else ""
    return chunks


_CHUNKS = _read()


def chunk(name: str) -> tuple[str, str]:
    """The script of a chunk and its stylesheet, as texts.

    Raises
    ------
    UnknownNameError
        There is no such chunk; names the nearest.
    CjmError
        There are none at all: the front end is not built, or not all of it is installed.
    """
    chunks = _read() if _IS_WATCHED else _CHUNKS
    if not chunks:
        raise CjmError(f"{STATIC / 'chunks'} has nothing of the interface; install cjm_widgets again")
    if name not in chunks:
        raise unknown("chunk of the interface", name, chunks, plural="chunks")
    return chunks[name]
