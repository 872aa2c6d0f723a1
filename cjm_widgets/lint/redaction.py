"""Taking out of a map what tells who somebody is, as operations that undo takes back.

Ids, segments, column names, owners and authors stay: a map is tied together by the first, and who owns, says
or decides something in the team is named on purpose. A preregistration that named somebody says afterwards
that it was changed. Snapshots are redacted too, since the file holds them; the history of this session is
not.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cjm_widgets.document.model import Card, Document, Interview, Score
from cjm_widgets.document.operations import (
    AddSnapshot,
    CardChanges,
    Changes,
    LaneChanges,
    LinkChanges,
    MapChanges,
    Operation,
    PersonaChanges,
    PhaseChanges,
    Remove,
    SetCard,
    SetEmotion,
    SetLane,
    SetLink,
    SetMap,
    SetPersona,
    SetPhase,
    SetSource,
    SetStage,
    SourceChanges,
    StageChanges,
)
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.identities import without_identities
from cjm_widgets.lint.rule import MAP

_KEPT = frozenset(
    (
        *("id", "extra", "cjm", "kind", "role", "layer", "phase", "stage", "lane", "card", "persona", "code"),
        *("segment", "columns", "counts", "figures", "legend", "query", "file", "fingerprint", "engine"),
        *("measure", "measures", "source", "start", "end", "channel", "status", "evidence", "sheet"),
        *(
            "time",
            "due",
            "review",
            "read",
            "said_at",
            "owner",
            "author",
            "resolved_by",
            "resolved_when",
            "data",
            "links",
            "image",
        ),
    )
)
"""Fields that are ids, choices or days, or that name people on purpose."""


def texts_of(card: Card) -> Iterator[tuple[str, bool]]:
    """The texts of a card that may hold an identity, each with whether it names a person."""
    yield card.text, False
    for name in ("who", "source", "kpi"):
        if text := getattr(card, name):
            yield text, name == "who"
    for tag in card.tags:
        yield tag, False
    for comment in card.comments:
        yield comment.text, False
        for reply in comment.replies:
            yield reply.text, False


def redaction(document: Document, *, only: Touch | None = None) -> Iterator[Operation]:
    """The operations that replace every identity in a map by its kind in brackets.

    Parameters
    ----------
    document
        The map.
    only
        One thing of it; the whole map by default, its snapshots included.

    Examples
    --------
    >>> from cjm_widgets.document.model import Persona
    >>> document = Document(id="visit", personas=(Persona("ada", "Ada", quote="Call 020 7946 0958"),))
    >>> [operation.changes.quote for operation in redaction(document)]
    ['Call [phone]']
    """
    names = tuple(persona.name for persona in document.personas)
    if only in (None, MAP):
        changes = _changes(document, MapChanges, names)
        if changes is not None:
            yield SetMap(changes=changes)
    for attribute, kind, make in (
        ("personas", PersonaChanges, lambda id, changes: SetPersona(persona=id, changes=changes)),
        ("phases", PhaseChanges, lambda id, changes: SetPhase(phase=id, changes=changes)),
        ("stages", StageChanges, lambda id, changes: SetStage(stage=id, changes=changes)),
        ("lanes", LaneChanges, lambda id, changes: SetLane(lane=id, changes=changes)),
        ("links", LinkChanges, lambda id, changes: SetLink(link=id, changes=changes)),
        ("sources", SourceChanges, lambda id, changes: SetSource(source=id, changes=changes)),
    ):
        for thing in getattr(document, attribute):
            if only is None or only == _touch(attribute, thing.id):
                changes = _changes(thing, kind, names)
                if changes is not None:
                    yield make(thing.id, changes)
    for lane, row in document.cells.items():
        for stage, cards in row.items():
            for card in cards:
                if only is None or (only.lane, only.stage, only.card) == (lane, stage, card.id):
                    changes = _changes(card, CardChanges, names)
                    if changes is not None:
                        yield SetCard(stage=stage, lane=lane, card=card.id, changes=changes)
    if only is None:
        for persona, scores in document.emotion.items():
            for stage, score in scores.items():
                if (clean := _clean(score, names)) != score:
                    yield SetEmotion(stage=stage, persona=persona, score=clean)
        yield from _snapshots(document)


def _touch(attribute: str, id: str) -> Touch | None:
    what = attribute.removesuffix("s")
    return Touch(**{what: id}) if what in ("persona", "stage", "lane") else None


def _snapshots(document: Document) -> Iterator[Operation]:
    """A snapshot cannot be edited: one with an identity goes, and comes back without."""
    snapshots = document.snapshots
    for at, snapshot in enumerate(snapshots):
        names = tuple(persona.name for persona in snapshot.map.personas)
        clean = replace(snapshot, name=_clean(snapshot.name, names), map=_clean(snapshot.map, names))
        if clean != snapshot:
            before = snapshots[at + 1].id if at + 1 < len(snapshots) else None
            yield Remove(what="snapshot", id=snapshot.id)
            yield AddSnapshot(snapshot=clean, before=before)


def _changes(thing: Struct, kind: type[Changes], names: tuple[str, ...]) -> Any:
    """The fields of a thing that change; None where none does."""
    declared = {*kind.__struct_fields__} - _KEPT
    if isinstance(thing, Card):
        declared |= {"source"}
    new = {
        name: clean
        for name in sorted(declared)
        if (clean := _clean_field(thing, name, names)) != getattr(thing, name)
    }
    return kind(**new) if new else None


def _clean_field(thing: Struct, name: str, names: tuple[str, ...]) -> Any:
    value = getattr(thing, name)
    # Where two capitalised words are somebody's name, whichever they are.
    is_name = name == "who" or (name == "name" and isinstance(thing, Interview))
    return _clean(value, names, is_name)


def _clean(value: Any, names: tuple[str, ...], is_name: bool = False) -> Any:
    """A value in whose texts nobody can be recognised; the same object where nothing was to be done."""
    if isinstance(value, str):
        clean = without_identities(value, names_of=names, is_name=is_name)
        return value if clean == value else clean
    if isinstance(value, Struct):
        keep = _KEPT - {"source"} if isinstance(value, Card | Score) else _KEPT
        new = {
            name: clean
            for name in value.__struct_fields__
            if name not in keep and (clean := _clean_field(value, name, names)) is not getattr(value, name)
        }
        return replace(value, **new) if new else value
    if isinstance(value, tuple):
        items = tuple(_clean(item, names) for item in value)
        return value if all(map(is_, items, value)) else items
    if isinstance(value, dict):
        row = {key: _clean(item, names) for key, item in value.items()}
        return value if all(row[key] is value[key] for key in value) else row
    return value
