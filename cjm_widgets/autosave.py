"""A journey and the file it was opened from: every edit is on the disk before anyone hears that it is done.

A save that fails takes nothing back. The edit stays in the map, the map says that the file does not have
it, and the next edit tries again; only a file that someone else wrote waits until it is asked about.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_widgets.document import file
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.kept import ChangedFileError, KeptFile
from cjm_widgets.document.operations import Replace

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.document.model import Document
    from cjm_widgets.editing import Editing
    from cjm_widgets.sources import Sources


class Autosave:
    """The part of a journey that knows its file.

    Attributes
    ----------
    path : pathlib.Path or None
        The file the journey was opened from with ``cjm.read``. ``journey.save()`` without a name goes there.
    not_saved : str
        Why that file does not hold what the map says; ``""`` when it does, or when autosave is off.
    """

    if TYPE_CHECKING:
        editing: Editing
        sources: Sources

        @property
        def lock(self) -> threading.RLock: ...
        @property
        def document(self) -> Document: ...
        def sync(self) -> None: ...
        def _on_kept(self) -> None: ...

    not_saved = ""
    _kept: KeptFile | None = None
    _saves_itself = False

    @property
    def path(self) -> Path | None:
        return self._kept.path if self._kept else None

    def reload(self) -> pd.DataFrame:
        """Take in what someone else wrote to the journey's file. It is one step of undo.

        Edits that could not be saved stay: both are merged (``cjm.merge``), from what the file last held
        here. Where both changed the same thing the map keeps its own.

        Returns
        -------
        pandas.DataFrame
            Where both changed the same thing: ``what, id, field, base, ours, theirs``; mostly empty.

        Raises
        ------
        CjmError
            The journey was not opened from a file.
        FileFormatError
            The file is no map that can be read; the journey stays as it is.

        Examples
        --------
        >>> import pathlib, tempfile, cjm_widgets as cjm
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "visit.cjm.json"
        >>> cjm.Journey(["Arrive"], title="A visit").save(path)
        >>> mine, theirs = cjm.read(path), cjm.read(path)
        >>> theirs.title = "A long visit"
        >>> len(mine.reload()), mine.title
        (0, 'A long visit')
        """
        from cjm_widgets.document.merge import merge
        from cjm_widgets.versions import conflicts_frame

        with self.lock:
            self.sync()
            kept = self._bound()
            base = kept.document
            kept.read()
            merged = merge(base, self.document, kept.document)
            self._say("")
            if merged.document != self.document:
                self.editing.commit(lambda _: [Replace(document=merged.document)], f"Reload {kept.path.name}")
                self.sources.tell()
            else:
                self._save_itself()
            return conflicts_frame(merged.conflicts)

    def keep(self, kept: KeptFile, *, autosave: bool) -> None:
        """Belong to this file from now on."""
        self._kept, self._saves_itself = kept, autosave

    def _bound(self) -> KeptFile:
        if self._kept is None:
            raise CjmError(
                "this journey was not opened from a file with cjm.read; "
                "say where to: journey.save('map.cjm.json')"
            )
        return self._kept

    def _save_document(self, path: str | os.PathLike[str], *, overwrite: bool) -> None:
        """Write the map to a ``.cjm.json`` file, its own or another."""
        if self._kept is None or Path(path).resolve() != self._kept.path:
            file.save(self.document, path, overwrite=overwrite)
            return
        try:
            self._kept.save(self.document, overwrite=overwrite)
        except ChangedFileError as error:
            raise ChangedFileError(f"{error}. {_CHOICE}") from None
        self._say("")

    def _save_itself(self) -> None:
        """Save what was just done, under the lock and before it is told to anyone."""
        kept, document = self._kept, self.editing.history.document
        if kept is None or not self._saves_itself:
            return
        try:
            kept.save(document)
            self._say("")
        except ChangedFileError as error:
            self._say(f"{error}. Edits are kept in the map, not in the file: {_CHOICE}")
        except OSError as error:
            self._say(
                f"{kept.path.name} cannot be saved ({error.strerror or error}). Edits are kept in the map, "
                "not in the file; the next one tries again, journey.save('another.cjm.json') saves elsewhere"
            )

    def _say(self, why: str) -> None:
        if why != self.not_saved:
            self.not_saved = why
            self._on_kept()


_CHOICE = (
    "journey.reload() takes in what the file holds now and keeps your edits, "
    "journey.save(overwrite=True) replaces it"
)
