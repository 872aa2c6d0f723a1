"""Saving a journey under a name whose suffix says what is written, and its static pictures as values."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjm_widgets.document import file
from cjm_widgets.document.errors import CjmError, listing, nearest

if TYPE_CHECKING:
    from cjm_widgets.document.model import Document

_WRITERS: dict[str, str] = {}
"""Suffix, and ``module:function`` of what takes a journey and options and returns bytes; loaded when used."""


class Saving:
    """The part of a journey that becomes files and pictures."""

    if TYPE_CHECKING:

        @property
        def lock(self) -> threading.RLock: ...
        @property
        def document(self) -> Document: ...
        def sync(self) -> None: ...

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False, **options: Any) -> None:
        """Write the map to a file; its suffix says what is written.

        Parameters
        ----------
        path
            ``.cjm.json`` is the map itself: all of it, and the counts of joined rows, never the rows. The
            others are for people and other tools. The file is the old one or the new one at every moment.
        overwrite
            Replace even a ``.cjm.json`` file that is not a readable map.
        **options
            Those of ``to_svg``, ``to_html``, ``to_png`` or ``to_pdf`` for their suffixes.

        Raises
        ------
        FileFormatError
            The file to become a map is there and is not one; it is left as it is.
        CjmError
            No such suffix; names the nearest.

        Examples
        --------
        >>> import pathlib, tempfile, cjm_widgets as cjm
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> journey = cjm.Journey(["Arrive"], title="A visit")
        >>> journey.save(folder / "visit.cjm.json")
        """
        target = Path(path)
        if target.name.endswith(".json"):
            if options:
                raise CjmError(f"a {file.SUFFIX} file takes no option but overwrite=, not {listing(options)}")
            with self.lock:
                self.sync()
                file.save(self.document, target, overwrite=overwrite)
            return
        write = _writer(target.name)
        self.sync()
        file.replace(target.resolve(), write(self, **options))


def _writer(name: str) -> Callable[..., bytes]:
    """What writes a file of this name."""
    folded = name.casefold()
    for suffix, where in _WRITERS.items():
        if folded.endswith(suffix):
            module, function = where.split(":")
            found: Callable[..., bytes] = getattr(import_module(module), function)
            return found
    suffixes = [file.SUFFIX, *_WRITERS]
    close = nearest(Path(name).suffix, suffixes)
    hint = f"; did you mean {Path(name).stem + close!r}?" if close else ""
    raise CjmError(f"{name!r} has no suffix that a map can be saved as{hint} Suffixes: {listing(suffixes)}")
