"""A file that a map is kept in: written after every edit, never over what somebody else wrote.

``os.replace`` makes the file at every moment the old one or the new one; what was written is on the disk
before ``save`` returns. Hazard: between looking at the file and replacing it lies an instant in which
another program's write would be lost; no file system has a way to close it without a lock.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

from cjm_widgets.document import file
from cjm_widgets.document.canonical import Writer
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document

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
