"""The file of a map that is being edited: it holds every edit before anyone hears of it, or says why not."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from cjm_widgets.document.errors import CjmError, FileFormatError
from cjm_widgets.document.merge import MergeResult, merge
from cjm_widgets.document.model import Document
from cjm_widgets.storage import file
from cjm_widgets.storage.file import ChangedFileError, MapFile

_LOG = logging.getLogger(__name__)
_CHOICE = (
    "journey.reload() takes in what the file holds now and keeps your edits, "
    "journey.save(overwrite=True) replaces it"
)


class Autosave:
    """Saves the edits of one map to the file it was opened from, if it was.

    Parameters
    ----------
    on_change
        Called whenever ``not_saved`` changes, and when there is a ``note``.

    Attributes
    ----------
    not_saved : str
        Why the file does not hold what the map says; ``""`` when it does, or when edits are not saved.
    note : str
        What is to be said once of the last save, though the file holds the map; ``""`` mostly.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self.not_saved = ""
        self.note = ""
        self._on_change = on_change
        self._file: MapFile | None = None
        self._saves_edits = False

    def bind(self, opened: MapFile, *, saves_edits: bool) -> None:
        """Make this the file of the map from now on."""
        self._file, self._saves_edits = opened, saves_edits

    @property
    def path(self) -> Path | None:
        """Where the file is; None when the map was not opened from one."""
        return self._file.path if self._file else None

    def require_path(self) -> Path:
        """Where the file is, or `CjmError` when the map was not opened from one."""
        return self._require_file().path

    def _require_file(self) -> MapFile:
        if self._file is None:
            raise CjmError(
                "this journey was not opened from a file with cjm.read; "
                "say where to: journey.save('map.cjm.json')"
            )
        return self._file

    def save(self, document: Document, path: Path, *, overwrite: bool) -> None:
        """Write the map to a ``.cjm.json`` file, its own or another."""
        if self._file is None or path.resolve() != self._file.path:
            file.save(document, path, overwrite=overwrite)
            return
        try:
            self._file.save(document, overwrite=overwrite)
        except ChangedFileError as error:
            raise ChangedFileError(f"{error}. {_CHOICE}") from None
        self.report("", self._gone_note(self._file))

    def save_edit(self, document: Document) -> None:
        """Save what was just done, before anyone hears of it; a failure takes nothing back."""
        own = self._file
        if own is None or not self._saves_edits:
            return
        try:
            own.save(document)
            self.report("", self._gone_note(own))
        except ChangedFileError as error:
            self.report(f"{error}. Edits are kept in the map, not in the file: {_CHOICE}")
        except FileFormatError as error:
            self.report(f"{error}. Edits are kept in the map, not in the file")
        except OSError as error:
            self.report(
                f"{own.path.name} cannot be saved ({error.strerror or error}). Edits are kept in the map, "
                "not in the file; the next one tries again, journey.save('another.cjm.json') saves elsewhere"
            )

    def read_again(self, document: Document, complete: Callable[[Document], Document]) -> MergeResult:
        """The map merged with what someone else wrote to its file, and what both changed.

        Parameters
        ----------
        document
            The map.
        complete
            What a document goes through when a map begins with it.
        """
        own = self._require_file()
        base = complete(own.document)
        own.read()
        merged = merge(base, document, complete(own.document))
        self.report("")
        return merged

    def _gone_note(self, own: MapFile) -> str:
        if not own.was_gone:
            return ""
        return (
            f"{own.path.name} was deleted or renamed meanwhile, and is written again under its old name; "
            "to go on with a renamed file, open it with cjm.read"
        )

    def report(self, why: str, note: str = "") -> None:
        """Say why the file does not hold the map ("" where it does), and what is to be said once."""
        is_news = why != self.not_saved or bool(note)
        self.not_saved, self.note = why, note
        if is_news:
            _LOG.info("%s", why or note or "the file holds the map again")
            self._on_change()
