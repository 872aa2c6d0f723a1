"""The frame of links and its edits: fields changed, and rows added and removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast, get_args

import pandas as pd
from msgspec.structs import replace

from cjm_widgets.document.errors import (
    InvalidOperationError,
    UnknownNameError,
    listing,
    nearest,
    unknown,
)
from cjm_widgets.document.links import anchor_called, anchor_text, whole_links
from cjm_widgets.document.model import Anchor, Document, Link, LinkKind
from cjm_widgets.document.names import fresh_id, slug
from cjm_widgets.document.operations import AddLink, LinkChanges, Operation, Remove, SetLink
from cjm_widgets.frames.edits import Edits, FrameClash, check_length, is_missing, short_repr, text_of
from cjm_widgets.frames.tables import Changes, FrameLayout, text_column, text_index

LINK_COLUMNS = ("start", "end", "kind", "label")
_ID_LENGTH = 200


def links_frame(document: Document) -> pd.DataFrame:
    """The links whose ends are there, one a row by id; ``end`` is "" where a link ends nowhere.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> stages = (Stage(id="a", name="Arrive"), Stage(id="b", name="Leave"))
    >>> link = Link(id="ba", start=Anchor(stage="b"), end=Anchor(stage="a"), label="next trip")
    >>> links_frame(Document(id="visit", stages=stages, links=(link,))).loc["ba"].tolist()
    ['Leave', 'Arrive', 'direct', 'next trip']
    """
    return LINKS.frame(document)


def _values(document: Document, links: Iterable[Link], column: str) -> list[str]:
    match column:
        case "start":
            return [anchor_text(document, link.start) or "" for link in links]
        case "end":
            return ["" if link.end is None else anchor_text(document, link.end) or "" for link in links]
        case _:
            return [getattr(link, column) for link in links]


def _labels(document: Document) -> tuple[pd.Index, pd.Index]:
    return text_index((link.id for link in whole_links(document)), "link"), text_index(LINK_COLUMNS)


def _columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    links = list(whole_links(document))
    return {at: text_column(_values(document, links, LINK_COLUMNS[at])) for at in positions}


def _changes(shown: Document, document: Document) -> Changes | None:
    if not shown.links and not document.links:
        return {}
    before, now = list(whole_links(shown)), list(whole_links(document))
    if [link.id for link in before] != [link.id for link in now]:
        return None
    changes: Changes = {}
    for at, column in enumerate(LINK_COLUMNS):
        old, new = _values(shown, before, column), _values(document, now, column)
        for link, was, value in zip(now, old, new, strict=True):
            if was != value:
                changes.setdefault(at, {})[link.id] = value
    return changes


LINKS = FrameLayout(_labels, _columns, _changes)


# --- edits


def link_edits(
    document: Document, shown: Document, now: pd.DataFrame, touched: Sequence[int] | None = None
) -> Edits:
    """The edits that bring the document's links to those of the frame.

    The parameters are those of `cell_edits`, for a frame with one row a link. ``start`` and ``end`` are names
    of stages, or texts or ids of cards. A row whose label is no link's id is a new link: it needs a start,
    and its label becomes its id where that is text and free. Without an optional column, links keep what
    they have. The order of the rows says nothing.

    Raises
    ------
    CjmError
        A column is unknown, missing or there twice, a link is there twice, a stage or card is unknown, or a
        column does not take a value.
    """
    _check_columns(now.columns)
    rows = now.index.tolist()
    old = {link.id: link for link in whole_links(shown)}
    here = {link.id: link for link in document.links}
    names = [name for name in LINK_COLUMNS if name in now.columns]
    columns = {name: now[name].tolist() for name in names}
    operations: list[Operation] = []
    clashes: list[FrameClash] = []
    taken = set(here) | {label for label in rows if isinstance(label, str)}
    seen: set[str] = set()
    for at, label in enumerate(rows):
        values = {name: columns[name][at] for name in names}
        link = old.get(label) if isinstance(label, str) else None
        if link is None:
            operations.append(AddLink(link=_new_link(document, label, values, taken)))
        elif link.id in seen:
            raise InvalidOperationError(
                f"the link {label!r} is in the frame twice; give the other row a label of its own"
            )
        else:
            seen.add(link.id)
            edit, clash = _field_edits(document, shown, link, here.get(link.id), values)
            operations += edit
            clashes += clash
    if touched is None:
        operations += [Remove(what="link", id=id) for id in old if id not in seen and id in here]
    return Edits(tuple(operations), tuple(clashes))


def _check_columns(columns: pd.Index) -> None:
    for name in columns:
        if name not in LINK_COLUMNS:
            raise unknown("column", name, LINK_COLUMNS)
    for name in LINK_COLUMNS:
        if int((columns == name).sum()) > 1:
            raise InvalidOperationError(f"the column {name!r} is in the frame twice")
    if "start" not in columns:
        raise InvalidOperationError("the frame of links has lost its column 'start'")


def _where(label: Any, column: str) -> str:
    return f"row {short_repr(label)}, column {column!r}"


def _field_edits(
    document: Document, shown: Document, link: Link, now: Link | None, values: Mapping[str, Any]
) -> tuple[list[Operation], list[FrameClash]]:
    changes: dict[str, Any] = {}
    was: dict[str, Any] = {}
    clashes: list[FrameClash] = []
    for name, value in values.items():
        (before,) = _values(shown, [link], name)
        if value == before:
            continue
        where = _where(link.id, name)
        field = _field(document, name, value, where)
        if field == getattr(link, name):
            continue
        if now is not None and getattr(now, name) == getattr(link, name):
            changes[name], was[name] = field, getattr(link, name)
        elif now is None or getattr(now, name) != field:
            stays = "removed" if now is None else _values(document, [now], name)[0]
            clashes.append(FrameClash(link.start.stage or "", "", where, str(value), stays))
    if not changes or now is None:
        return [], clashes
    _check_ends(replace(now, **changes), link.id)
    edit = SetLink(link=link.id, changes=LinkChanges(**changes), was=LinkChanges(**was))
    return [edit], clashes


def _new_link(document: Document, label: Any, values: Mapping[str, Any], taken: set[str]) -> Link:
    fields = {name: _field(document, name, value, _where(label, name)) for name, value in values.items()}
    ends = (anchor.stage or anchor.card or "" for anchor in (fields["start"], fields.get("end")) if anchor)
    is_usable = isinstance(label, str) and 0 < len(label) <= _ID_LENGTH
    id = text_of(label, "the label of a new row") if is_usable else fresh_id(slug(" ".join(ends)), taken)
    taken.add(id)
    link = Link(id=id, **fields)
    _check_ends(link, label)
    return link


def _check_ends(link: Link, label: Any) -> None:
    if link.end is None and link.kind != "open":
        raise InvalidOperationError(f"{_where(label, 'end')} is empty; only an open link ends nowhere")
    if link.end == link.start:
        raise InvalidOperationError(f"row {short_repr(label)} links a thing to itself")


def _field(document: Document, column: str, value: Any, where: str) -> Any:
    match column:
        case "start" | "end":
            return _anchor(document, column, value, where)
        case "kind":
            return _kind(value, where)
        case _:
            return check_length(text_of(value, where), where)


def _anchor(document: Document, column: str, value: Any, where: str) -> Anchor | None:
    text = text_of(value, where)
    if not text:
        if column == "start":
            raise InvalidOperationError(f"{where} is empty; a link needs a start")
        return None
    try:
        return anchor_called(document, text)
    except UnknownNameError as error:
        raise UnknownNameError(f"{where}: {error}") from None


def _kind(value: Any, where: str) -> LinkKind:
    if is_missing(value):
        return "direct"
    kinds = get_args(LinkKind)
    if not isinstance(value, str) or value not in kinds:
        close = nearest(str(value), kinds)
        hint = f"; did you mean {close!r}?" if close else ""
        raise InvalidOperationError(f"{where} takes one of {listing(kinds)}, not {short_repr(value)}{hint}")
    return cast(LinkKind, value)
