"""Saving a journey under a name whose suffix says what is written, and its static pictures as values."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cjm_widgets.document import file
from cjm_widgets.document.errors import CjmError, listing, nearest

if TYPE_CHECKING:
    from cjm_widgets.document.kept import KeptFile
    from cjm_widgets.document.model import Document

Theme = Literal["light", "dark"]

_WRITERS: dict[str, str] = {
    ".svg": "cjm_widgets.render.export:svg_bytes",
    ".html": "cjm_widgets.render.export:html_bytes",
    ".png": "cjm_widgets.render.export:png_bytes",
    ".pdf": "cjm_widgets.render.export:pdf_bytes",
    ".csv": "cjm_widgets.exporting:csv_bytes",
    ".xlsx": "cjm_widgets.exporting:xlsx_bytes",
    ".mmd": "cjm_widgets.exporting:mermaid_bytes",
    ".md": "cjm_widgets.exporting:markdown_bytes",
    ".pptx": "cjm_widgets.exporting:pptx_bytes",
}
"""Suffix, and ``module:function`` of what takes a journey and options and returns bytes; loaded when used."""


class Saving:
    """The part of a journey that becomes files and pictures."""

    if TYPE_CHECKING:
        filters: dict[str, tuple[str | None, ...]]

        @property
        def lock(self) -> threading.RLock: ...
        @property
        def document(self) -> Document: ...
        def sync(self) -> None: ...
        def _bound(self) -> KeptFile: ...
        def _save_document(self, path: str | os.PathLike[str], *, overwrite: bool) -> None: ...

    def save(
        self, path: str | os.PathLike[str] | None = None, *, overwrite: bool = False, **options: Any
    ) -> None:
        """Write the map to a file; its suffix says what is written.

        Parameters
        ----------
        path
            ``.cjm.json`` is the map itself: all of it, and the counts of joined rows, never the rows. The
            others are for people and other tools. The file is the old one or the new one at every moment.
            Without a path it is the file the journey was opened from; another name leaves that one its file.
        overwrite
            Replace even a ``.cjm.json`` file that is no readable map, or that someone else wrote meanwhile.
        **options
            Those of ``to_svg``, ``to_html``, ``to_png``, ``to_pdf``, ``to_csv`` or ``to_xlsx`` for their
            suffixes.

        Raises
        ------
        FileFormatError
            The file to become a map is there and is not one; it is left as it is.
        ChangedFileError
            Someone else wrote the journey's file since; it is left as it is.
        CjmError
            No such suffix; names the nearest.

        Examples
        --------
        >>> import pathlib, tempfile, cjm_widgets as cjm
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> journey = cjm.Journey(["Arrive"], title="A visit")
        >>> journey.save(folder / "visit.cjm.json")
        >>> journey.save(folder / "visit.svg", theme="dark")
        """
        target = self._bound().path if path is None else Path(path)
        if target.name.endswith(".json"):
            if options:
                raise CjmError(f"a {file.SUFFIX} file takes no option but overwrite=, not {listing(options)}")
            with self.lock:
                self.sync()
                self._save_document(target, overwrite=overwrite)
            return
        write = _writer(target.name)
        self.sync()
        file.replace(target.resolve(), write(self, **options))

    def to_svg(
        self, *, theme: Theme = "light", width: int | None = None, lanes: Iterable[str] | None = None
    ) -> str:
        """Draw the map as a picture that needs no program: no script, no font, no file besides it.

        Parameters
        ----------
        theme
            ``"light"`` or ``"dark"``.
        width
            Of the whole, in px. By default each stage has 176, as on screen.
        lanes
            Names of the lanes to draw, in the map's order; all by default.

        Returns
        -------
        str
            SVG, the same for the same map and filters.

        Raises
        ------
        CjmError
            No such lane or theme, with the nearest; a width too small for the stages.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> cjm.Journey(["Arrive"], title="A visit").to_svg()[:4]
        '<svg'
        """
        from cjm_widgets.render.export import svg

        self.sync()
        return svg(self, theme=theme, width=width, lanes=lanes)

    def to_html(self, *, lanes: Iterable[str] | None = None) -> str:
        """Write the map as one web page for people without Python: picture, table, and filters by segment.

        The page asks nothing of any network, follows the reader's light or dark theme, and holds no number
        of too few respondents.

        Parameters
        ----------
        lanes
            Names of the lanes to show, in the map's order; all by default.

        Returns
        -------
        str
            HTML, the same for the same map and filters.

        Raises
        ------
        CjmError
            No such lane; names the nearest.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> "<table" in cjm.Journey(["Arrive"], title="A visit").to_html()
        True
        """
        from cjm_widgets.render.export import html

        self.sync()
        return html(self, lanes=lanes)

    def to_png(
        self,
        *,
        theme: Theme = "light",
        width: int | None = None,
        lanes: Iterable[str] | None = None,
        scale: float = 2,
    ) -> bytes:
        """Draw the map as a PNG picture.

        Parameters
        ----------
        theme, width, lanes
            As for ``to_svg``.
        scale
            Dots for each px.

        Returns
        -------
        bytes
            PNG.

        Raises
        ------
        CjmError
            As for ``to_svg``; or the extra ``export`` is not installed.
        """
        from cjm_widgets.render.export import png

        self.sync()
        return png(self, theme=theme, width=width, lanes=lanes, scale=scale)

    def to_pdf(
        self,
        *,
        page: str | None = None,
        theme: Theme = "light",
        width: int | None = None,
        lanes: Iterable[str] | None = None,
    ) -> bytes:
        """Draw the map as a PDF document of one page, with text that can be searched.

        Parameters
        ----------
        page
            ``"a4"``, ``"a3"`` or ``"letter"``, with or without ``" landscape"`` after it; the map is fitted
            into it. By default the page is as large as the map.
        theme, width, lanes
            As for ``to_svg``.

        Returns
        -------
        bytes
            PDF.

        Raises
        ------
        CjmError
            As for ``to_svg``; no such page size; or the extra ``export`` is not installed.
        """
        from cjm_widgets.render.export import pdf

        self.sync()
        return pdf(self, page=page, theme=theme, width=width, lanes=lanes)


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
