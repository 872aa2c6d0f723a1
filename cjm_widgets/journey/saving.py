"""Saving a journey under a name whose suffix says what is written, and its static pictures as values."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cjm_widgets.document.errors import CjmError, unknown
from cjm_widgets.document.operations import Replace
from cjm_widgets.formats.registry import BY_SUFFIX, suffix_to_write
from cjm_widgets.storage import file
from cjm_widgets.storage.file import ChangedFileError, MapFile

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.counts.stack import Filters
    from cjm_widgets.document.model import Document
    from cjm_widgets.journey.editing import Editing
    from cjm_widgets.journey.sources import Sources
    from cjm_widgets.storage.file import MapFile


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
    _kept: MapFile | None = None
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
        from cjm_widgets.journey.versions import conflicts_frame
        from cjm_widgets.shown.reading import with_legends

        with self.lock:
            self.sync()
            kept = self._bound()
            base = with_legends(kept.document)
            kept.read()
            merged = merge(base, self.document, with_legends(kept.document))
            self._say("")
            if merged.document != self.document:
                self.editing.commit(lambda _: [Replace(document=merged.document)], f"Reload {kept.path.name}")
                self.sources.tell()
            else:
                self._save_itself()
            return conflicts_frame(merged.conflicts)

    def keep(self, kept: MapFile, *, autosave: bool) -> None:
        """Belong to this file from now on."""
        self._kept, self._saves_itself = kept, autosave

    def _bound(self) -> MapFile:
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

# --- A journey in the formats of other tools, as values; ``save`` writes the same to files


class Exporting:
    """The part of a journey that becomes other tools' files."""

    if TYPE_CHECKING:

        @property
        def document(self) -> Document: ...
        @property
        def filters(self) -> Filters: ...
        def sync(self) -> None: ...

    def to_csv(self, *, tidy: bool = False) -> str:
        """Write the map as CSV, as ``cjm.read`` reads it: stages as columns, lanes as rows, cards one a line.

        A text that a spreadsheet could take for a formula has an apostrophe before it, which reading takes
        away again.

        Parameters
        ----------
        tidy
            One row a card or a score instead, with all its fields, as in ``journey.cards``.

        Returns
        -------
        str
            CSV, its lines ended by CR LF.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> journey = cjm.Journey(["Arrive", "Wait"], ["Pain points"], title="A visit")
        >>> journey.set_cell("Wait", "Pain points", "No seat")
        >>> journey.to_csv().splitlines()
        ['A visit,Arrive,Wait', 'Pain points,,No seat']
        """
        from cjm_widgets.formats.csv import csv_text

        self.sync()
        return csv_text(self.document, tidy=tidy)

    def to_xlsx(self, *, tidy: bool = False) -> bytes:
        """Write the map as an XLSX workbook with the table of ``to_csv``; no cell of it is a formula.

        Parameters
        ----------
        tidy
            One row a card or a score, with all its fields.

        Raises
        ------
        CjmError
            A cell says more than one of a spreadsheet can hold, or the extra ``export`` is not installed.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> cjm.Journey(["Arrive"]).to_xlsx()[:2]
        b'PK'
        """
        from cjm_widgets.formats.xlsx import xlsx_bytes

        self.sync()
        return xlsx_bytes(self.document, tidy=tidy)

    def to_mermaid(self) -> str:
        """Write stages, phases, personas and emotions as a Mermaid journey; Mermaid has nothing for the rest.

        Emotions are laid on Mermaid's 1 to 5. A stage without any is a task at 3 that names nobody.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> journey = cjm.Journey(["Arrive", "Wait"])
        >>> journey.set_emotion("Wait", -1.5)
        >>> print(journey.to_mermaid())
        journey
          Arrive: 3
          Wait: 1.5: Customer
        <BLANKLINE>
        """
        from cjm_widgets.formats.mermaid import mermaid_text

        self.sync()
        return mermaid_text(self.document)

    def to_markdown(self) -> str:
        """Write the map as an outline for people: a heading a stage, a list a cell, a table of scores.

        Measures are for the rows that ``journey.filters`` keep.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> print(cjm.Journey(["Arrive"], title="A visit").to_markdown())
        # A visit
        <BLANKLINE>
        ## Arrive
        <BLANKLINE>
        """
        from cjm_widgets.formats.markdown import markdown_text

        self.sync()
        return markdown_text(self.document, self.filters)

    def to_pptx(self) -> bytes:
        """Write the map as a PowerPoint file of one slide: a table, and a chart, both to be edited there.

        Measures are for the rows that ``journey.filters`` keep.

        Raises
        ------
        CjmError
            The extra ``export`` is not installed.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> cjm.Journey(["Arrive"]).to_pptx()[:2]
        b'PK'
        """
        from cjm_widgets.formats.slide import pptx_bytes

        self.sync()
        return pptx_bytes(self.document, self.filters)


# --- saving a journey under a name whose suffix says what is written


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
        def _bound(self) -> MapFile: ...
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
    from cjm_widgets.journey.journey import Journey

    format = BY_SUFFIX.get(suffix)
    if format is None or not format.writer:
        return ()
    return tuple(signature(getattr(Journey, format.writer)).parameters)[1:]
