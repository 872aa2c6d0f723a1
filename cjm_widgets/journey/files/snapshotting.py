"""Snapshots of a map: taken by name, listed, compared, restored and removed, each in one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cjm_widgets.document import diff as differences
from cjm_widgets.document.model import Document, MapSnapshot, Score
from cjm_widgets.document.names import fresh_id, resolve, slug
from cjm_widgets.document.operations import Operation, Remove, Restore, TakeSnapshot
from cjm_widgets.frames.typed import frame_of_rows
from cjm_widgets.journey.analysis import compare
from cjm_widgets.journey.core import HasCore
from cjm_widgets.journey.relations import author_name, time_now
from cjm_widgets.shown.legends import with_legends
from cjm_widgets.storage.canonical import Writer
from cjm_widgets.storage.limits import check_json

if TYPE_CHECKING:
    import pandas as pd


def snapshot(journey: HasCore, name: str, *, by: str | None = None) -> None:
    """Keep the map as it is now, with its counts, under a name; its file holds it too.

    Parameters
    ----------
    name
        What it is called. Of two with one name, the ids in ``journey.snapshots`` tell which is meant.
    by
        Who takes it; by default the user of this computer.

    Raises
    ------
    InvalidOperationError
        The map has 50 snapshots already.
    FileFormatError
        With one more the map would be larger than its file may be.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"], title="A visit")
    >>> journey.snapshot("First draft", by="Ada")
    >>> journey.title = "A long visit"
    >>> journey.diff("First draft")[["field", "before", "after"]].values.tolist()
    [['title', 'A visit', 'A long visit']]
    >>> journey.restore("First draft")
    >>> journey.title, journey.snapshots["name"].tolist()
    ('A visit', ['First draft'])
    """
    who, now = author_name(by), time_now()

    def gesture(document: Document) -> list[Operation]:
        id = fresh_id(slug(name), {taken.id for taken in document.snapshots})
        more = MapSnapshot(id=id, name=name, map=replace(document, snapshots=()))
        check_json(Writer().text(replace(document, snapshots=(*document.snapshots, more))), name, to="taken")
        return [TakeSnapshot(id=id, name=name, time=now, by=who)]

    journey._core.editing.commit(gesture, f"Snapshot {name}")


def restore(journey: HasCore, snapshot: str) -> None:
    """Make the map what it was in a snapshot, with the counts of then; undo takes it back. Snapshots stay.

    Raises
    ------
    UnknownNameError
        There is no such snapshot; names the nearest.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"])
    >>> journey.snapshot("Before the workshop")
    >>> journey.add_stage("Wait")
    >>> journey.restore("Before the workshop")
    >>> list(journey.frame.index)
    ['Arrive']
    """
    journey._core.editing.commit(
        lambda document: [Restore(snapshot=resolve(document.snapshots, snapshot, "snapshot"))],
        f"Restore {snapshot}",
    )


def remove_snapshot(journey: HasCore, snapshot: str) -> None:
    """Remove a snapshot; undo brings it back.

    Raises
    ------
    UnknownNameError
        There is no such snapshot; names the nearest.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"])
    >>> journey.snapshot("Before the workshop")
    >>> journey.remove_snapshot("Before the workshop")
    >>> len(journey.snapshots)
    0
    """
    journey._core.editing.commit(
        lambda document: [Remove(what="snapshot", id=resolve(document.snapshots, snapshot, "snapshot"))],
        f"Remove snapshot {snapshot}",
    )


def diff(journey: HasCore, before: str, after: str | None = None, *, measures: bool = False) -> pd.DataFrame:
    """What is different between two snapshots, or between one and the map as it is now.

    Parameters
    ----------
    before, after
        Names of snapshots, ``"now"``, or ``"future"``: the map now with the emotions that its personas shall
        have. Without ``after`` it is the map now. Snapshots themselves are not compared.
    measures
        Compare the numbers instead: every measure then and now, with the difference, its interval and a test,
        as ``journey.compare`` does for two journeys. ``a`` is what came after and ``b`` what was before;
        ``segment_a`` and ``segment_b`` name them: by their snapshots, or "now".

    Returns
    -------
    pandas.DataFrame
        ``change, what, id, where, field, before, after``, as of ``cjm.diff``; with ``measures`` the columns
        of ``journey.compare``.

    Raises
    ------
    UnknownNameError
        There is no such snapshot; names the nearest.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"])
    >>> journey.snapshot("Before the workshop")
    >>> journey.add_stage("Wait")
    >>> journey.diff("Before the workshop")[["change", "what", "where"]].values.tolist()
    [['added', 'stage', 'Wait']]
    """
    with journey._core.in_sync() as core:
        document = core.document
        ids = version_id(document, before), NOW if after is None else version_id(document, after)
        old, new = (version_map(document, id) for id in ids)
    if measures:
        start = type(journey).from_document  # type: ignore[attr-defined]  # the class is declared later
        table = compare(journey if ids[1] == NOW else start(new), start(old))
        return table.assign(segment_a="now" if after is None else after, segment_b=before)
    return frame_of_rows(differences.diff(old, new), dict.fromkeys(differences.Difference._fields, object))


NOW, FUTURE = " now", " future"
"""What versions that are no snapshots are called where ids are; no id can be that."""


def version_id(document: Document, name: str) -> str:
    """The id of a version of a map by its name: a snapshot's, or `NOW` or `FUTURE`.

    Raises
    ------
    UnknownNameError
        There is no such version; names the nearest.

    Examples
    --------
    >>> version_id(Document(id="visit"), "now")
    ' now'
    """
    own = {"now": NOW, "future": FUTURE}
    if name in own and not any(name in (taken.id, taken.name) for taken in document.snapshots):
        return own[name]
    return resolve(document.snapshots, name, "snapshot")


def version_map(document: Document, id: str) -> Document:
    """A version of a map, without snapshots of its own."""
    if id == NOW:
        return replace(document, snapshots=())
    if id == FUTURE:
        hopes = {
            who: {stage: Score(value) for stage, value in row.items()} for who, row in document.future.items()
        }
        return replace(document, snapshots=(), kind="future", emotion=hopes)
    return with_legends(next(taken.map for taken in document.snapshots if taken.id == id))


def version_name(document: Document, id: str) -> str:
    """What a version is called on a page."""
    own = {NOW: "Now", FUTURE: "Future state"}
    return own.get(id) or next(taken.name for taken in document.snapshots if taken.id == id)


def snapshots(journey: HasCore) -> pd.DataFrame:
    """The map as it was, by the names of ``snapshot``, as ``id, name, when, by, stages, cards``.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"])
    >>> journey.snapshot("Before the workshop", by="Ada")
    >>> journey.snapshots[["name", "by", "stages"]].values.tolist()
    [['Before the workshop', 'Ada', 1]]
    """
    import pandas as pd

    with journey._core.in_sync() as core:
        rows = [
            (
                taken.id,
                taken.name,
                pd.to_datetime(taken.time, utc=True, errors="coerce"),
                taken.by,
                len(taken.map.stages),
                sum(len(cards) for row in taken.map.cells.values() for cards in row.values()),
            )
            for taken in core.document.snapshots
        ]
    text = {"id": object, "name": object, "when": "datetime64[s, UTC]", "by": object}
    return frame_of_rows(rows, {**text, "stages": "int64", "cards": "int64"})
