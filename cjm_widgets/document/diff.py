"""What is different between two maps: added, removed, moved or changed, found by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from cjm_widgets.document.model import Card, Document, Figure, Source
from cjm_widgets.document.names import labels
from cjm_widgets.document.sequence import moved_ids

_LISTS = ("phases", "stages", "lanes", "personas", "sources")
_OWN = ("title", "kind", "scenario", "metric", "scale", "extra")
_APART = {"id", "counts", "figures", "legend"}
"""Not fields to compare: the id is the same; of a source's counts the fingerprint and the figures are."""


class Difference(NamedTuple):
    """One thing that is different.

    ``id`` is that of a part; of a score persona/stage, of a figure source/stage/measure. ``where`` is what
    people call the place. A part moved to another position has its positions, from 1, before and after.
    """

    change: Literal["added", "removed", "moved", "changed"]
    what: str
    id: str
    where: str
    field: str
    before: Any
    after: Any


def diff(before: Document, after: Document) -> Iterator[Difference]:
    """Everything that is different, in the order of the map: itself, its parts, its cells, its scores.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> stages = Stage(id="arrive", name="Arrive"), Stage(id="wait", name="Wait")
    >>> before = Document(id="visit", stages=stages)
    >>> [one] = diff(before, Document(id="visit", stages=stages[::-1]))
    >>> one.change, one.what, one.where, one.before, one.after
    ('moved', 'stage', 'Wait', 2, 1)
    """
    yield from _fields("map", after.id, after.title, _OWN, before, after)
    for name in _LISTS:
        yield from _parts(name[:-1], getattr(before, name), getattr(after, name))
    yield from _cards(before, after)
    yield from _scores(before, after)
    for source in after.sources:
        old = next((other for other in before.sources if other.id == source.id), None)
        if old is not None:
            yield from _figures(old, source, _names(before, after, "stages"))


def _fields(
    what: str, id: str, where: str, names: Sequence[str], before: Any, after: Any
) -> Iterator[Difference]:
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Difference("changed", what, id, where, name, old, new)


def _parts(what: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    old, new = {part.id: part for part in before}, {part.id: part for part in after}
    names = {**labels(before), **labels(after)}
    for part in before:
        if part.id not in new:
            yield Difference("removed", what, part.id, names[part.id], "", part.name, None)
    elsewhere = moved_ids(list(old), list(new))
    for part in after:
        where = names[part.id]
        if part.id not in old:
            yield Difference("added", what, part.id, where, "", None, part.name)
            continue
        was = old[part.id]
        if part.id in elsewhere:
            yield Difference("moved", what, part.id, where, "", before.index(was) + 1, after.index(part) + 1)
        told = [name for name in part.__struct_fields__ if name not in _APART]
        yield from _fields(what, part.id, where, told, was, part)


def _names(before: Document, after: Document, name: str) -> Mapping[str, str]:
    return {**labels(getattr(before, name)), **labels(getattr(after, name))}


def _cards(before: Document, after: Document) -> Iterator[Difference]:
    old, new = dict(_placed(before)), dict(_placed(after))
    stages, lanes = _names(before, after, "stages"), _names(before, after, "lanes")

    def where(place: tuple[str, str]) -> str:
        return f"{stages[place[1]]} / {lanes[place[0]]}"

    for id, (place, _, card) in old.items():
        if id not in new:
            yield Difference("removed", "card", id, where(place), "", card.text, None)
    elsewhere = _moved_within(before, after)
    for id, (place, at, card) in new.items():
        if id not in old:
            yield Difference("added", "card", id, where(place), "", None, card.text)
            continue
        was_place, was_at, was = old[id]
        if place != was_place:
            yield Difference("moved", "card", id, where(place), "", where(was_place), where(place))
        elif id in elsewhere:
            yield Difference("moved", "card", id, where(place), "", was_at, at)
        told = [name for name in card.__struct_fields__ if name != "id"]
        yield from _fields("card", id, where(place), told, was, card)


def _placed(document: Document) -> Iterator[tuple[str, tuple[tuple[str, str], int, Card]]]:
    """The cards by id in the order of the map: lane and stage, position from 1, and the card."""
    for lane in document.lanes:
        row = document.cells.get(lane.id, {})
        for stage in document.stages:
            for at, card in enumerate(row.get(stage.id, ()), 1):
                yield card.id, ((lane.id, stage.id), at, card)


def _moved_within(before: Document, after: Document) -> set[str]:
    """Cards that stand elsewhere in their cell."""
    found: set[str] = set()
    for lane, row in after.cells.items():
        for stage, cards in row.items():
            old = before.cells.get(lane, {}).get(stage, ())
            found |= moved_ids([card.id for card in old], [card.id for card in cards])
    return found


def _scores(before: Document, after: Document) -> Iterator[Difference]:
    stages, personas = _names(before, after, "stages"), _names(before, after, "personas")
    for persona in personas:
        old, new = before.emotion.get(persona, {}), after.emotion.get(persona, {})
        for stage in stages:
            was, now = old.get(stage), new.get(stage)
            if was == now:
                continue
            id, where = f"{persona}/{stage}", f"{stages[stage]} / {personas[persona]}"
            if was is None or now is None:
                change: Literal["added", "removed"] = "added" if was is None else "removed"
                values = was and was.value, now and now.value
                yield Difference(change, "emotion", id, where, "value", *values)
            else:
                yield from _fields("emotion", id, where, now.__struct_fields__, was, now)


def _figures(before: Source, after: Source, stages: Mapping[str, str]) -> Iterator[Difference]:
    """What the numbers of a source came to, and come to now."""
    nothing = Figure(n=0)
    for stage in {**before.figures, **after.figures}:
        old, new = before.figures.get(stage, {}), after.figures.get(stage, {})
        for measure in {**old, **new}:
            id, where = f"{after.id}/{stage}/{measure}", f"{stages.get(stage, stage)} / {measure}"
            was, now = old.get(measure, nothing), new.get(measure, nothing)
            yield from _fields("figure", id, where, ("n", "value", "low", "high", "why"), was, now)
