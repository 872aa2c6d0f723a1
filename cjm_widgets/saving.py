"""Saving a journey under a name whose suffix says what is written, and its static pictures as values."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cjm_widgets.document import file
from cjm_widgets.document.errors import unknown
from cjm_widgets.formats.registry import BY_SUFFIX, suffix_to_write

if TYPE_CHECKING:
    from cjm_widgets.document.kept import KeptFile
    from cjm_widgets.document.model import Document

Theme = Literal["light", "dark"]


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
            No such suffix or option; names the nearest.
        FileNotFoundError
            There is no such folder.

        Examples
        --------
        >>> import pathlib, tempfile, cjm_widgets as cjm
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> journey = cjm.Journey(["Arrive"], title="A visit")
        >>> journey.save(folder / "visit.cjm.json")
        >>> journey.save(folder / "visit.svg", theme="dark")
        """
        target = self._bound().path if path is None else Path(path)
        suffix = suffix_to_write(target.name)
        if foreign := [option for option in options if option not in options_of(suffix)]:
            raise unknown(f"option of {suffix} files", foreign[0], options_of(suffix), plural="options")
        if suffix == file.SUFFIX:
            with self.lock:
                self.sync()
                self._save_document(target, overwrite=overwrite)
            return
        format = BY_SUFFIX[suffix]
        content: str | bytes = getattr(self, format.writer)(**options)
        if isinstance(content, str):
            content = content.encode(format.encoding)
        file.replace(target.resolve(), content)

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

    def to_html(
        self,
        *,
        theme: Theme | None = None,
        page: str | None = None,
        lanes: Iterable[str] | None = None,
    ) -> str:
        """Write the map as one web page for people without Python: picture, table, and filters by segment.

        The page asks nothing of any network and holds no number of too few respondents.

        Parameters
        ----------
        theme
            ``"light"`` or ``"dark"``; by default the reader's own. Printed it is always light.
        page
            What it is printed on: ``"a4"``, ``"a3"`` or ``"letter"``, with or without ``" landscape"`` after
            it; by default the reader chooses.
        lanes
            Names of the lanes to show, in the map's order; all by default.

        Returns
        -------
        str
            HTML, the same for the same map and filters.

        Raises
        ------
        CjmError
            No such lane, theme or page size; names the nearest.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> "<table" in cjm.Journey(["Arrive"], title="A visit").to_html()
        True
        """
        from cjm_widgets.render.export import html

        self.sync()
        return html(self, theme=theme, page=page, lanes=lanes)

    def to_png(
        self,
        *,
        theme: Theme = "light",
        width: int | None = None,
        lanes: Iterable[str] | None = None,
        scale: float | None = None,
    ) -> bytes:
        """Draw the map as a PNG picture.

        Parameters
        ----------
        theme, width, lanes
            As for ``to_svg``.
        scale
            Dots for each px: 2 by default, fewer where the picture would have more than 80 million dots,
            which many programs refuse to open.

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
        """Draw the map as a PDF document, with text that can be searched.

        Parameters
        ----------
        page
            ``"a4"``, ``"a3"`` or ``"letter"``, with or without ``" landscape"`` after it. The map is fitted
            into it; where it would be too small to be read it is cut between stages, and between lanes, into
            several pages, each with the header and all names. By default one page is as large as the map.
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


def options_of(suffix: str) -> tuple[str, ...]:
    """What can be asked for when a file of this suffix is written, besides ``overwrite``.

    Examples
    --------
    >>> options_of(".csv"), options_of(".cjm.json")
    (('tidy',), ())
    """
    from cjm_widgets.journey import Journey

    format = BY_SUFFIX.get(suffix)
    if format is None or not format.writer:
        return ()
    return tuple(signature(getattr(Journey, format.writer)).parameters)[1:]
