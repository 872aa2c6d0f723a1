"""Saving a journey under a name whose suffix says what is written, and taking in what others saved."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.errors import CjmError, unknown
from cjm_widgets.document.operations import Replace
from cjm_widgets.formats.registry import BY_SUFFIX, suffix_to_write
from cjm_widgets.frames.tables import conflicts_frame
from cjm_widgets.journey.core import HasCore
from cjm_widgets.journey.files.exporting import options_of, writer_of
from cjm_widgets.shown.legends import with_legends
from cjm_widgets.storage import file

if TYPE_CHECKING:
    import pandas as pd


def save(
    journey: HasCore, path: str | os.PathLike[str] | None = None, *, overwrite: bool = False, **options: Any
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
    core = journey._core
    target = core.autosave.require_path() if path is None else Path(path)
    suffix = suffix_to_write(target.name)
    if foreign := [option for option in options if option not in options_of(suffix)]:
        raise unknown(f"option of {suffix} files", foreign[0], options_of(suffix), plural="options")
    writer = writer_of(suffix)
    if writer is None:
        if core.shared_file and target.resolve() == core.autosave.path:
            core.sync()
            core.shared_file.save()
            return
        with core.in_sync():
            core.autosave.save(core.document, target, overwrite=overwrite)
        return
    content = checks_arguments(writer)(journey, **options)
    if isinstance(content, str):
        content = content.encode(BY_SUFFIX[suffix].encoding)
    if BY_SUFFIX[suffix].beside:
        _put_beside(target.resolve(), BY_SUFFIX[suffix].beside)
    file.replace(target.resolve(), content)


def _put_beside(target: Path, script: str) -> None:
    """Write the script that a file needs in its folder; one of that name which is another's stays."""
    module, function = script.split(":")
    loaded = import_module(module)
    text: str = getattr(loaded, function)()
    place = target.parent / loaded.SCRIPT
    if place.exists() and place.read_bytes().splitlines()[:1] != text.encode().splitlines()[:1]:
        raise CjmError(f"{place} is not the script that shows maps, whose name it has; move it elsewhere")
    file.replace(place, text.encode())


def publish(
    journey: HasCore, path: str | os.PathLike[str], *, min_n: int = 10, overwrite: bool = False
) -> None:
    """Write a copy of the map that withholds numbers of fewer than ``min_n`` respondents.

    The journey and its own file stay as they are. Rows that are at hand, or in a file that is known, are
    counted again; otherwise the counts that the map holds are released again, which takes that nothing of
    them is withheld already. The copy has no snapshots, whose rows are gone.

    Parameters
    ----------
    path
        A ``.cjm.json`` file; ``cjm.read(path).save("map.html")`` makes other files of it.
    min_n
        Respondents that a number needs; a source that was joined with a higher one keeps that.
    overwrite
        As for ``save``.

    Raises
    ------
    RowsError
        The counts of a source cannot be released again; nothing is written.
    CjmError
        The suffix is another one.

    Examples
    --------
    >>> import pathlib, tempfile, pandas as pd, cjm_widgets as cjm
    >>> journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5, 4, 5, 5, 3]})
    >>> _ = journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), min_n=3)
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "published.cjm.json"
    >>> journey.publish(path, min_n=10)
    >>> journey.measures["n"].tolist(), cjm.read(path).measures["n"].tolist()
    ([6, 6], [<NA>, <NA>])
    """
    suffix = suffix_to_write(Path(path).name)
    if writer_of(suffix) is not None:
        raise CjmError(
            f"publish writes a .cjm.json file, not {suffix}: publish that, and cjm.read() it to save others"
        )
    with journey._core.in_sync() as core:
        file.save(core.sources.published(min_n), path, overwrite=overwrite)


def reload(journey: HasCore) -> pd.DataFrame:
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
    with journey._core.in_sync() as core:
        if core.shared_file:  # takes in what others write, and what the file says, as it comes
            core.autosave.require_path()
            return conflicts_frame(())
        merge = core.autosave.read_again(core.document, with_legends)
        if merge.document != core.document:
            path = core.autosave.require_path()
            core.editing.commit(lambda _: [Replace(document=merge.document)], f"Reload {path.name}")
        else:
            core.autosave.save_edit(core.editing.history.document)
        return conflicts_frame(merge.conflicts)
