"""Two versions of a map: what is different between them, and joining what two people made of one."""

from __future__ import annotations

import os
from typing import NamedTuple

import pandas as pd

from cjm_widgets.document import diff as differences
from cjm_widgets.document import merge as merging
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Document
from cjm_widgets.formats.registry import document_in
from cjm_widgets.frames.tables import conflicts_frame
from cjm_widgets.frames.typed import frame_of_rows
from cjm_widgets.journey.journey import Journey
from cjm_widgets.shown.legends import with_legends

Version = Journey | Document | str | os.PathLike[str]
"""A map: a journey, the document of one, or the path of a file that ``cjm.read`` opens."""


class Merged(NamedTuple):
    """The result of a merge.

    Attributes
    ----------
    journey : Journey
        The merged map, of no file.
    conflicts : pandas.DataFrame
        What both sides changed: ``what, id, field, base, ours, theirs``. The map has ours.
    """

    journey: Journey
    conflicts: pd.DataFrame

    @property
    def document(self) -> Document:
        """The merged map as a frozen value."""
        return self.journey.document


def diff(before: Version, after: Version) -> pd.DataFrame:
    """What is different between two maps, a row each.

    Parameters
    ----------
    before, after
        Journeys, documents, or paths of files that ``cjm.read`` opens. Parts are the same when their ids are.

    Returns
    -------
    pandas.DataFrame
        ``change`` (added, removed, moved, changed), ``what`` (map, phase, stage, lane, persona, source, card,
        emotion, future emotion, figure), ``id``, ``where`` (as people call it), ``field``, ``before``,
        ``after``. A score of a persona is an emotion, its field ``value``; a number of a source is a figure.
        The fewest parts whose moves explain a new order are moved: ``before`` and ``after`` are positions,
        from 1, or cells.

    Raises
    ------
    FileFormatError
        A file is no map that can be read.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> before = cjm.Journey(["Arrive", "Wait"], personas=["Ana"])
    >>> after = cjm.Journey(["Arrive", "Wait"], personas=["Ana"])
    >>> after.set_emotion("Wait", -1)
    >>> cjm.diff(before, after)[["change", "what", "where", "after"]].values.tolist()
    [['added', 'emotion', 'Wait / Ana', -1.0]]
    """
    rows = differences.diff(_document(before), _document(after))
    return frame_of_rows(rows, dict.fromkeys(differences.Difference._fields, object))


def merge(base: Version, ours: Version, theirs: Version) -> Merged:
    """Join what two people made of one map.

    What only one of them changed is taken, whole parts and single fields, by id. Where both changed the same
    thing differently, or one removed what the other worked on, the map keeps ours; conflicts say so.

    Parameters
    ----------
    base
        What both began with: a journey, a document, or the path of a file that ``cjm.read`` opens.
    ours, theirs
        What each made of it.

    Returns
    -------
    Merged
        ``.journey``, ``.document`` and ``.conflicts``, a frame without rows when all went together.

    Raises
    ------
    FileFormatError
        A file is no map that can be read.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> base, ours, theirs = (cjm.Journey(["Arrive", "Wait"], title="A visit") for _ in range(3))
    >>> ours.title, theirs.title = "Our visit", "A long visit"
    >>> theirs.add_stage("Leave")
    >>> merged = cjm.merge(base, ours, theirs)
    >>> merged.journey.title, list(merged.journey.frame.index)
    ('Our visit', ['Arrive', 'Wait', 'Leave'])
    >>> merged.conflicts[["field", "base", "ours", "theirs"]].values.tolist()
    [['title', 'A visit', 'Our visit', 'A long visit']]
    """
    document, conflicts = merging.merge(_document(base), _document(ours), _document(theirs))
    return Merged(Journey.from_document(document), conflicts_frame(conflicts))


def _document(version: Version) -> Document:
    if isinstance(version, Journey):
        with version._core.in_sync() as core:
            return core.document
    if isinstance(version, Document):
        return with_legends(version)
    if isinstance(version, str | os.PathLike):
        return with_legends(document_in(version))
    raise CjmError(
        f"a map here is a cjm.Journey, its document or the path of a file, not {type(version).__name__}"
    )
