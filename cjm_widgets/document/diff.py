"""How two maps differ: what was added, removed, moved or changed, matched by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from cjm_widgets.document.model import LOGS, Card, Document, Figure, Source
from cjm_widgets.document.names import labels
from cjm_widgets.document.sequence import moved_ids

_LISTS = ("phases", "stages", "lanes", "personas", "sources", "links", "snapshots")
_MAP_FIELDS = (
    *("title", "kind", "scenario", "origin", "metric", "scale", "tolerance", "review", "waivers"),
    *LOGS,
    "extra",
)
_NOT_COMPARED = {"id", "counts", "figures", "transitions", "legend", "map"}
"""Fields of a part that are left out.

Counts show in the fingerprint; figures are compared one by one. Snapshots are compared by name.
"""


class Difference(NamedTuple):
    """One difference between two maps.

    ``id`` is the part's id; for a score it is persona/stage, for a figure source/stage/measure. ``where`` is
    the place by its labels. If a part moved within its list, ``before`` and ``after`` are positions from 1.
    """

    change: Literal["added", "removed", "moved", "changed"]
    what: str
    id: str
    where: str
    field: str
    before: Any
    after: Any


def diff(before: Document, after: Document) -> Iterator[Difference]:
    """Every difference, in the order of the map: its own fields, its parts, cells, scores and figures.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> stages = Stage(id="arrive", name="Arrive"), Stage(id="wait", name="Wait")
    >>> before = Document(id="visit", stages=stages)
    >>> [difference] = diff(before, Document(id="visit", stages=stages[::-1]))
    >>> difference.change, difference.where, difference.before, difference.after
    ('moved', 'Wait', 2, 1)
    """
    yield from _fields("map", after.id, after.title, _MAP_FIELDS, before, after)
    for name in _LISTS:
        yield from _parts(name[:-1], getattr(before, name), getattr(after, name))
    yield from _cards(before, after)
    yield from _scores(before, after)
    yield from _future(before, after)
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
    link = what == "link"  # has no name of its own
    names = {id: id for id in {**old, **new}} if link else {**labels(before), **labels(after)}
    for part in before:
        if part.id not in new:
            name = part.label if link else part.name
            yield Difference("removed", what, part.id, names[part.id], "", name, None)
    elsewhere = moved_ids(list(old), list(new))
    for part in after:
        where = names[part.id]
        if part.id not in old:
            yield Difference("added", what, part.id, where, "", None, part.label if link else part.name)
            continue
        was = old[part.id]
        if part.id in elsewhere:
            yield Difference("moved", what, part.id, where, "", before.index(was) + 1, after.index(part) + 1)
        fields = [name for name in part.__struct_fields__ if name not in _NOT_COMPARED]
        yield from _fields(what, part.id, where, fields, was, part)


def _names(before: Document, after: Document, name: str) -> Mapping[str, str]:
    return {**labels(getattr(before, name)), **labels(getattr(after, name))}


def _cards(before: Document, after: Document) -> Iterator[Difference]:
    old, new = dict(_cards_in_order(before)), dict(_cards_in_order(after))
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
        fields = [name for name in card.__struct_fields__ if name != "id"]
        yield from _fields("card", id, where(place), fields, was, card)


def _cards_in_order(document: Document) -> Iterator[tuple[str, tuple[tuple[str, str], int, Card]]]:
    """Every card's id, with its lane and stage, its position from 1, and the card itself."""
    for lane in document.lanes:
        row = document.cells.get(lane.id, {})
        for stage in document.stages:
            for at, card in enumerate(row.get(stage.id, ()), 1):
                yield card.id, ((lane.id, stage.id), at, card)


def _moved_within(before: Document, after: Document) -> set[str]:
    """The ids of cards whose position in their cell changed."""
    ids: set[str] = set()
    for lane, row in after.cells.items():
        for stage, cards in row.items():
            old = before.cells.get(lane, {}).get(stage, ())
            ids |= moved_ids([card.id for card in old], [card.id for card in cards])
    return ids


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


def _future(before: Document, after: Document) -> Iterator[Difference]:
    stages, personas = _names(before, after, "stages"), _names(before, after, "personas")
    for persona in personas:
        old, new = before.future.get(persona, {}), after.future.get(persona, {})
        for stage in stages:
            was, now = old.get(stage), new.get(stage)
            if was == now:
                continue
            change: Literal["added", "removed", "changed"] = "changed"
            if was is None or now is None:
                change = "added" if was is None else "removed"
            id, where = f"{persona}/{stage}", f"{stages[stage]} / {personas[persona]}"
            yield Difference(change, "future emotion", id, where, "value", was, now)


def _figures(before: Source, after: Source, stages: Mapping[str, str]) -> Iterator[Difference]:
    """How the published numbers of one source differ."""
    empty = Figure(n=0)
    for stage in {**before.figures, **after.figures}:
        old, new = before.figures.get(stage, {}), after.figures.get(stage, {})
        for measure in {**old, **new}:
            id, where = f"{after.id}/{stage}/{measure}", f"{stages.get(stage, stage)} / {measure}"
            was, now = old.get(measure, empty), new.get(measure, empty)
            yield from _fields("figure", id, where, ("n", "value", "low", "high", "why"), was, now)
