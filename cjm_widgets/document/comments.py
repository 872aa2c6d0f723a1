"""Comments on the things of a map: finding a thing by what people call it, and commenting, as operations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from cjm_widgets.document.errors import InvalidOperationError, UnknownNameError, quoted
from cjm_widgets.document.links import anchor_called, cards_by_id
from cjm_widgets.document.model import Comment, Document, Reply
from cjm_widgets.document.names import labels
from cjm_widgets.document.operations import (
    CardChanges,
    LaneChanges,
    MapChanges,
    Operation,
    PersonaChanges,
    SetCard,
    SetLane,
    SetMap,
    SetPersona,
    SetStage,
    StageChanges,
)


class Subject(NamedTuple):
    """A thing that may be commented on: what it is, its id, its place in words, and its comments."""

    what: str
    id: str
    where: str
    comments: tuple[Comment, ...]


def subjects(document: Document) -> Iterator[Subject]:
    """The map, its stages, lanes and personas, and every card, in the order of the map."""
    yield Subject("map", document.id, document.title or "Untitled journey", document.comments)
    for what in ("stage", "lane", "persona"):
        things: tuple[Any, ...] = getattr(document, what + "s")
        names = labels(things)
        for thing in things:
            yield Subject(what, thing.id, names[thing.id], thing.comments)
    stages, lanes = labels(document.stages), labels(document.lanes)
    for stage, step in stages.items():
        for lane, name in lanes.items():
            for card in document.cells.get(lane, {}).get(stage, ()):
                yield Subject("card", card.id, f"{step} / {name} / {card.text}", card.comments)


def subject_called(document: Document, name: str | None) -> Subject:
    """The stage, lane, persona or card so called; None is the map.

    Raises
    ------
    UnknownNameError
        Nothing is called so, or several things are.
    """
    every = list(subjects(document))
    if name is None:
        return every[0]
    same = [one for one in every if one.what in ("stage", "lane", "persona") and name in (one.where, one.id)]
    if len(same) > 1:
        kinds = " and a ".join(one.what for one in same)
        raise UnknownNameError(f"{quoted(name)} is a {kinds}; comment on one of its cards, or rename one")
    if same:
        return same[0]
    anchor = anchor_called(document, name)
    return next(one for one in every if one.id == (anchor.card or anchor.stage) and one.what != "map")


def comment_operations(
    document: Document, name: str | None, text: str, author: str, time: str
) -> tuple[Operation, ...]:
    """One more comment on a thing."""
    if not text.strip():
        raise InvalidOperationError("a comment needs words")
    subject = subject_called(document, name)
    return _set(document, subject, (*subject.comments, Comment(author=author, text=text, time=time)))


def reply_operations(
    document: Document, name: str | None, text: str, author: str, time: str
) -> tuple[Operation, ...]:
    """An answer to the last open comment on a thing, or to its last one where all are resolved."""
    subject = subject_called(document, name)
    at = _last(subject)
    comment = subject.comments[at]
    answered = replace(comment, replies=(*comment.replies, Reply(author=author, text=text, time=time)))
    return _set(document, subject, _with(subject.comments, at, answered))


def resolve_operations(document: Document, name: str | None, author: str, time: str) -> tuple[Operation, ...]:
    """All open comments on a thing are resolved; nothing where none is open."""
    subject = subject_called(document, name)
    comments = tuple(
        comment if comment.resolved_by else replace(comment, resolved_by=author, resolved_when=time)
        for comment in subject.comments
    )
    return () if comments == subject.comments else _set(document, subject, comments)


def _last(subject: Subject) -> int:
    if not subject.comments:
        raise UnknownNameError(f"nobody commented on {quoted(subject.where)} yet")
    unresolved = [at for at, comment in enumerate(subject.comments) if not comment.resolved_by]
    return unresolved[-1] if unresolved else len(subject.comments) - 1


def _with(comments: tuple[Comment, ...], at: int, comment: Comment) -> tuple[Comment, ...]:
    return (*comments[:at], comment, *comments[at + 1 :])


def _set(document: Document, subject: Subject, comments: tuple[Comment, ...]) -> tuple[Operation, ...]:
    was = subject.comments
    match subject.what:
        case "map":
            return (SetMap(changes=MapChanges(comments=comments), was=MapChanges(comments=was)),)
        case "stage":
            changes = StageChanges(comments=comments)
            return (SetStage(stage=subject.id, changes=changes, was=StageChanges(comments=was)),)
        case "lane":
            return (
                SetLane(
                    lane=subject.id, changes=LaneChanges(comments=comments), was=LaneChanges(comments=was)
                ),
            )
        case "persona":
            return (
                SetPersona(
                    persona=subject.id,
                    changes=PersonaChanges(comments=comments),
                    was=PersonaChanges(comments=was),
                ),
            )
        case _:
            place = cards_by_id(document)[subject.id]
            return (
                SetCard(
                    stage=place.stage,
                    lane=place.lane,
                    card=subject.id,
                    changes=CardChanges(comments=comments),
                    was=CardChanges(comments=was),
                ),
            )
