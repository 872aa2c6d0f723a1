"""What ties a map together and talks about it: links, maps linked to maps, comments, evidence.

Names are those of stages, lanes, personas and cards: what people call them, or their ids. Each verb is one
transaction, and raises ``UnknownNameError`` for a name that is not there, with the nearest.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_widgets.document.comments import (
    comment_operations,
    reply_operations,
    resolve_operations,
    subjects,
)
from cjm_widgets.document.coverage import Backing, backing
from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.links import link_operations, unlink_operations
from cjm_widgets.document.model import Document
from cjm_widgets.frames.typed import frame_of_rows
from cjm_widgets.journey.core import HasCore
from cjm_widgets.storage import file

if TYPE_CHECKING:
    import pandas as pd


def link(
    journey: HasCore, start: str, end: str | None = None, *, kind: str = "direct", label: str = ""
) -> None:
    """Draw a way from one stage or card to another.

    Parameters
    ----------
    start, end
        Stages, or cards by their text or id. Only an open link may end nowhere.
    kind
        ``"direct"``, ``"both"`` (back and forth), ``"controlled"`` (through a gate), or ``"open"`` (where it
        may lead).
    label
        What stands on the line.

    Raises
    ------
    InvalidOperationError
        There is no such kind, or a thing is linked to itself.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait", "Leave"])
    >>> journey.link("Leave", "Arrive", label="next trip")
    >>> journey.links[["start", "end", "kind", "label"]].values.tolist()
    [['Leave', 'Arrive', 'direct', 'next trip']]
    """
    journey._core.editing.commit(
        lambda document: link_operations(document, start, end, kind, label), f"Link {start}"
    )


def unlink(journey: HasCore, start: str, end: str | None = None) -> None:
    """Take away the links from one stage or card to another.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Leave"])
    >>> journey.link("Leave", "Arrive")
    >>> journey.unlink("Leave", "Arrive")
    >>> len(journey.links)
    0
    """
    journey._core.editing.commit(lambda document: unlink_operations(document, start, end), f"Unlink {start}")


def linked(journey: HasCore) -> pd.DataFrame:
    """The maps that cards and stages of this one lead to, a row each link.

    A link whose name ends in ``.json`` is another map's file, beside the file of this one, or in the current
    folder where this one has none.

    Returns
    -------
    pandas.DataFrame
        ``where`` (stage, or stage / lane / card), ``path`` (absolute), ``title``, ``stages`` (how many), and
        ``why``: the reason a file cannot be opened, ``""`` where it can.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.Journey(["Arrive"]).linked().columns.tolist()
    ['where', 'path', 'title', 'stages', 'why']
    """
    with journey._core.in_sync() as core:
        document, home = core.document, core.autosave.path
    folder = Path.cwd() if home is None else home.parent
    types = {"where": object, "path": object, "title": object, "stages": "Int64", "why": object}
    return frame_of_rows((_linked_row(where, folder / name) for where, name in _map_links(document)), types)


def _map_links(document: Document) -> Iterator[tuple[str, str]]:
    """Where in the map another map is linked, and its file."""
    links = {
        **{stage.id: stage.links for stage in document.stages},
        **{
            card.id: card.links for row in document.cells.values() for cards in row.values() for card in cards
        },
    }
    for subject in subjects(document):
        for name in links.get(subject.id, ()) if subject.what in ("stage", "card") else ():
            if name.endswith(".json") and "://" not in name:
                yield subject.where, name


def _linked_row(where: str, path: Path) -> tuple[str, str, str, int | None, str]:
    try:
        other = file.read(path)
    except (CjmError, OSError) as error:
        return where, str(path), "", None, str(error)
    return where, str(path), other.title, len(other.stages), ""


def comments_frame(document: Document) -> pd.DataFrame:
    """The comments on all things of a map, as ``journey.comments`` has them."""
    rows = (
        (
            *(subject.what, subject.where, comment.author, comment.text, comment.time),
            *(comment.resolved_by, comment.resolved_when),
            tuple((reply.author, reply.text) for reply in comment.replies),
        )
        for subject in subjects(document)
        for comment in subject.comments
    )
    columns = ("what", "where", "author", "text", "time", "resolved_by", "resolved_when", "replies")
    return frame_of_rows(rows, dict.fromkeys(columns, object))


def comment(journey: HasCore, text: str, *, on: str | None = None, author: str | None = None) -> None:
    """Remark on a thing of the map.

    Parameters
    ----------
    on
        A stage, lane, persona or card; None is the map.
    author
        Who says so; by default the name you are logged in with.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> journey.comment("Is this one stage?", on="Wait", author="Ada")
    >>> journey.reply("Two", on="Wait", author="Bo")
    >>> journey.comments[["where", "author", "replies"]].values.tolist()
    [['Wait', 'Ada', (('Bo', 'Two'),)]]
    """
    who, now = author_name(author), time_now()
    journey._core.editing.commit(lambda document: comment_operations(document, on, text, who, now), "Comment")


def reply(journey: HasCore, text: str, *, on: str | None = None, author: str | None = None) -> None:
    """Answer the last open comment on a thing; ``on`` and ``author`` as in ``comment``.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> journey.comment("Too long?", on="Wait", author="Ada")
    >>> journey.reply("20 minutes", on="Wait", author="Bo")
    >>> journey.comments["replies"].tolist()
    [(('Bo', '20 minutes'),)]
    """
    who, now = author_name(author), time_now()
    journey._core.editing.commit(lambda document: reply_operations(document, on, text, who, now), "Reply")


def resolve(journey: HasCore, on: str | None = None, *, author: str | None = None) -> None:
    """Close the open comments on a thing; ``on`` and ``author`` as in ``comment``.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Wait"])
    >>> journey.comment("Too long?", on="Wait", author="Ada")
    >>> journey.resolve("Wait", author="Bo")
    >>> journey.comments["resolved_by"].tolist()
    ['Bo']
    """
    who, now = author_name(author), time_now()
    journey._core.editing.commit(
        lambda document: resolve_operations(document, on, who, now), "Resolve comments"
    )


def author_name(author: str | None) -> str:
    """Who says or does something: the one named, or the user of this computer."""
    if author:
        return author
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return "Unknown"


def time_now() -> str:
    """Now, as an ISO 8601 time."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def evidence(journey: HasCore) -> pd.DataFrame:
    """What backs the map: the claims of each cell, by their evidence.

    Names of touchpoints, channels and systems are no claims.

    Returns
    -------
    pandas.DataFrame
        ``stage``, ``lane``, ``cards`` (claims in the cell), ``assumption``, ``quote``, ``walkthrough``,
        ``data`` (how many of them), and ``backed``, the share that is no assumption, from 0 to 1. A cell
        without claims has no row.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive"], lanes=["Actions"])
    >>> journey.set_cell("Arrive", "Actions", "Parks\\nPays")
    >>> journey.cards.loc["actions.arrive", "evidence"] = "data"
    >>> journey.evidence().values.tolist()
    [['Arrive', 'Actions', 2, 1, 0, 0, 1, 0.5]]
    """
    with journey._core.in_sync() as core:
        rows = list(backing(core.document))
    types = {name: object if name in ("stage", "lane") else int for name in Backing._fields}
    return frame_of_rows(rows, {**types, "backed": float})
