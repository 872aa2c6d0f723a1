"""Joining two maps that began as one: what only one side changed is taken, by id; the rest are conflicts.

Where both sides changed the same thing differently ours is kept and theirs is told. So is what would leave a
reference to nothing: a card in a stage that ours removed, a score off ours' scale. The result is a map.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import fields, replace

from cjm_widgets.document.lane_kinds import card_lanes, lane_content
from cjm_widgets.document.model import Card, Document, Lane, Score, Stage
from cjm_widgets.document.names import card_id
from cjm_widgets.document.sequence import merged_order

Place = tuple[str, str]
"""A card's lane and stage, or a score's persona and stage."""


def placed(document: Document) -> dict[str, tuple[Place, Card]]:
    """Every card by its id, and where it is."""
    return {
        card.id: ((lane, stage), card)
        for lane, row in document.cells.items()
        for stage, cards in row.items()
        for card in cards
    }


def apart(base: Document, ours: Document, theirs: Document) -> tuple[Document, Document]:
    """Both sides, with other ids for cards where each put one of its own under the same id."""
    old, mine, other = placed(base), placed(ours), placed(theirs)
    taken = {*old, *mine, *other}
    renamed: tuple[dict[str, str], dict[str, str]] = {}, {}
    for id, (place, card) in mine.items():
        if id in old or id not in other or other[id] == (place, card):
            continue
        loses = msgspec.json.encode(card) < msgspec.json.encode(other[id][1])  # the same whoever merges
        lane, stage = (place, other[id][0])[loses]
        renamed[loses][id] = fresh = card_id(theirs if loses else ours, stage, lane, taken)
        taken.add(fresh)
    return _renamed(ours, renamed[0]), _renamed(theirs, renamed[1])


def _renamed(document: Document, ids: Mapping[str, str]) -> Document:
    if not ids:
        return document
    cells = {
        lane: {
            stage: tuple(
                replace(
                    card,
                    id=ids.get(card.id, card.id),
                    links=tuple(ids.get(link, link) for link in card.links),
                )
                for card in cards
            )
            for stage, cards in row.items()
        }
        for lane, row in document.cells.items()
    }
    return replace(document, cells=cells)


# --- joining two maps that began as one


_LISTS = ("phases", "stages", "lanes", "personas", "sources")
_SCORE = ("value", "evidence", "source", "extra")
_OWN = ("id", "cjm", "title", "kind", "scenario", "metric", "scale", "extra")


class Conflict(NamedTuple):
    """What both sides changed; ``field`` is empty and a side None where one of them removed all of it."""

    what: str
    id: str
    field: str
    base: Any
    ours: Any
    theirs: Any


class MergedDocument(NamedTuple):
    """A merged document, and what the other side would have said."""

    document: Document
    conflicts: tuple[Conflict, ...]


def merge(base: Document, ours: Document, theirs: Document) -> MergedDocument:
    """Join two documents that both began as ``base``.

    Examples
    --------
    >>> base = Document(id="visit", title="A visit")
    >>> ours, theirs = replace(base, title="Our visit"), replace(base, title="Visits", scenario="On foot")
    >>> merged = merge(base, ours, theirs)
    >>> merged.document.title, merged.document.scenario
    ('Our visit', 'On foot')
    >>> merged.conflicts
    (Conflict(what='map', id='visit', field='title', base='A visit', ours='Our visit', theirs='Visits'),)
    """
    return _Merge(base, *apart(base, ours, theirs)).merged()


class _Merge:
    """One merge under way: its three sides, and the conflicts met so far."""

    def __init__(self, base: Document, ours: Document, theirs: Document) -> None:
        self.sides = base, ours, theirs
        self.conflicts: list[Conflict] = []

    def merged(self) -> MergedDocument:
        ours = self.sides[1]
        own = {
            field: self._either("map", ours.id, field, *(getattr(side, field) for side in self.sides))
            for field in _OWN
        }
        made = replace(ours, **own, **{field: self._list(field) for field in _LISTS})
        made = replace(made, lanes=tuple(map(self._still_holding, made.lanes)))
        made = replace(made, stages=tuple(self._in_phase(made, stage) for stage in made.stages))
        made = replace(made, cells=self._cells(made))
        return MergedDocument(self._with_scores(made), tuple(self.conflicts))

    # --- one value, one part

    def _either(self, what: str, id: str, field: str, base: Any, ours: Any, theirs: Any) -> Any:
        """The side that changed; ours where both did, differently."""
        if theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        self._conflict(what, id, field, base, ours, theirs)
        return ours

    def _conflict(self, what: str, id: str, field: str, base: Any, ours: Any, theirs: Any) -> None:
        self.conflicts.append(Conflict(what, id, field, base, ours, theirs))

    def _part(self, what: str, base: Any, ours: Any, theirs: Any) -> Any:
        """What becomes of a part that both sides have; the numbers of a source belong together."""
        if what == "source":
            return self._either(what, ours.id, "", base, ours, theirs)
        names = ours.__struct_fields__
        old = {name: getattr(base, name) for name in names} if base else _usual(ours)
        told = {
            name: self._either(what, ours.id, name, old[name], getattr(ours, name), getattr(theirs, name))
            for name in names
        }
        return replace(ours, **told)

    def _one_sided(self, what: str, id: str, base: Any, ours: Any, theirs: Any, *, touched: bool) -> Any:
        """What becomes of a part that only one side has, which did something to it or not."""
        if base is None:
            return theirs if ours is None else ours
        if touched:
            self._conflict(what, id, "", base, ours, theirs)
        return ours if touched else None

    # --- stages, lanes, personas, phases, sources

    def _list(self, field: str) -> tuple[Any, ...]:
        what = field[:-1]
        every = [{part.id: part for part in getattr(side, field)} for side in self.sides]
        parts: dict[str, Any] = {}
        for id in {**every[1], **every[2]}:
            base, ours, theirs = (side.get(id) for side in every)
            if ours is not None and theirs is not None:
                parts[id] = self._part(what, base, ours, theirs)
                continue
            side = self.sides[1 if theirs is None else 2]
            old, held = _held(self.sides[0], what, id), _held(side, what, id)
            touched = (ours or theirs) != base or any(old.get(key) != item for key, item in held.items())
            if (part := self._one_sided(what, id, base, ours, theirs, touched=touched)) is not None:
                parts[id] = part
        old_order, our_order, their_order = (list(side) for side in every)
        order, clash = merged_order(old_order, our_order, their_order, parts)
        if clash:
            self._conflict("map", self.sides[1].id, field, old_order, our_order, their_order)
        return tuple(parts[id] for id in order)

    def _still_holding(self, lane: Lane) -> Lane:
        """A lane that theirs made another kind while ours put cards into it stays a lane of cards."""
        base, ours, theirs = (_lane(side, lane.id) for side in self.sides)
        if ours is None or theirs is None or lane_content(lane) == "cards" or lane_content(ours) != "cards":
            return lane
        if self.sides[1].cells.get(lane.id, {}) == self.sides[0].cells.get(lane.id, {}):
            return lane
        self._conflict("lane", lane.id, "kind", base and base.kind, ours.kind, theirs.kind)
        return replace(lane, kind=ours.kind)

    def _in_phase(self, made: Document, stage: Stage) -> Stage:
        """A stage that theirs put into a phase that ours removed stays where ours has it."""
        there = {None, *(phase.id for phase in made.phases)}
        if stage.phase in there:
            return stage
        ours = next((other.phase for other in self.sides[1].stages if other.id == stage.id), None)
        kept = ours if ours in there else None
        self._conflict("stage", stage.id, "phase", None, kept, stage.phase)
        return replace(stage, phase=kept)

    # --- cards and scores

    def _cells(self, made: Document) -> dict[str, dict[str, tuple[Card, ...]]]:
        base, ours, theirs = (placed(side) for side in self.sides)
        lanes = {lane.id for lane in card_lanes(made)}
        stages = {stage.id for stage in made.stages}
        their_parts = _ids(self.sides[2])
        held: dict[Place, dict[str, Card]] = {}
        for id in {**ours, **theirs}:
            was, mine, other = base.get(id), ours.get(id), theirs.get(id)
            if mine and other:
                card = self._part("card", was and was[1], mine[1], other[1])
                place = self._either("card", id, "place", was and was[0], mine[0], other[0])
            elif mine and was and not {("lane", mine[0][0]), ("stage", mine[0][1])} <= their_parts:
                place, card = mine  # theirs removed its lane or stage: decided there
            else:
                place = (mine or other or ((), None))[0]
                card = self._one_sided(
                    "card",
                    id,
                    was and was[1],
                    mine and mine[1],
                    other and other[1],
                    touched=(mine or other) != was,
                )
            if card is not None and (place[0] not in lanes or place[1] not in stages):
                if other and other != was:
                    self._conflict("card", id, "place", was and was[0], mine and mine[0], other[0])
                place = mine[0] if mine else place
            if card is not None and place[0] in lanes and place[1] in stages:
                held.setdefault(place, {})[id] = card
        return self._ordered(held)

    def _ordered(self, held: Mapping[Place, dict[str, Card]]) -> dict[str, dict[str, tuple[Card, ...]]]:
        cells: dict[str, dict[str, tuple[Card, ...]]] = {}
        for (lane, stage), cards in held.items():
            orders = [[card.id for card in side.cells.get(lane, {}).get(stage, ())] for side in self.sides]
            order, clash = merged_order(orders[0], orders[1], orders[2], cards)
            if clash:
                self._conflict("cell", f"{lane}/{stage}", "order", *orders)
            cells.setdefault(lane, {})[stage] = tuple(cards[id] for id in order)
        return cells

    def _with_scores(self, made: Document) -> Document:
        base, ours, theirs = (_scores(side) for side in self.sides)
        personas, stages = {persona.id for persona in made.personas}, {stage.id for stage in made.stages}
        their_parts = _ids(self.sides[2])
        kept: dict[Place, Score] = {}
        for place in {**ours, **theirs}:
            mine = ours.get(place)
            if place[0] not in personas or place[1] not in stages:
                continue
            if mine and not {("persona", place[0]), ("stage", place[1])} <= their_parts:
                score: Score | None = mine  # theirs removed its stage or persona: decided there
            else:
                told = base.get(place), mine, theirs.get(place)
                score = self._score(place, *told)
            if score is not None:
                kept[place] = score
        made = self._in_scale(made, kept)
        low, high = made.scale
        emotion: dict[str, dict[str, Score]] = {}
        for place, score in kept.items():
            if not low <= score.value <= high:
                self._conflict("emotion", "/".join(place), "value", None, _told(ours.get(place)), score.value)
            if (on_scale := score if low <= score.value <= high else ours.get(place)) is not None:
                emotion.setdefault(place[0], {})[place[1]] = on_scale
        return replace(made, emotion=emotion)

    def _score(
        self, place: Place, base: Score | None, ours: Score | None, theirs: Score | None
    ) -> Score | None:
        """The side that changed; a score and what backs it belong together."""
        if ours == base:
            return theirs
        if theirs in (base, ours):
            return ours
        for field in _SCORE if ours and theirs else _SCORE[:1]:
            sides = _told(base, field), _told(ours, field), _told(theirs, field)
            if sides[1] != sides[2]:
                self._conflict("emotion", "/".join(place), field, *sides)
        return ours

    def _in_scale(self, made: Document, scores: Mapping[Place, Score]) -> Document:
        """Theirs' scale, unless ours has scores off it."""
        low, high = made.scale
        base, ours, theirs = (side.scale for side in self.sides)
        if made.scale == ours or all(low <= score.value <= high for score in scores.values()):
            return made
        self._conflict("map", made.id, "scale", base, ours, theirs)
        return replace(made, scale=ours)


def _usual(part: Any) -> dict[str, Any]:
    """What the fields of a new part hold where nothing is said; None where something must be."""
    return {
        field.name: None
        if field.required
        else (field.default if field.default is not msgspec.NODEFAULT else field.default_factory())
        for field in fields(part)
    }


def _ids(document: Document) -> set[tuple[str, str]]:
    """What there is, and its id."""
    return {(name[:-1], part.id) for name in _LISTS for part in getattr(document, name)}


def _lane(document: Document, id: str) -> Lane | None:
    return next((lane for lane in document.lanes if lane.id == id), None)


def _told(score: Score | None, field: str = "value") -> Any:
    return None if score is None else getattr(score, field)


def _scores(document: Document) -> dict[Place, Score]:
    return {
        (persona, stage): score for persona, row in document.emotion.items() for stage, score in row.items()
    }


def _held(document: Document, what: str, id: str) -> dict[Any, Any]:
    """What goes when a part goes."""
    match what:
        case "lane":
            return {card: told for card, told in placed(document).items() if told[0][0] == id}
        case "persona":
            return {place: score for place, score in _scores(document).items() if place[0] == id}
        case "stage":
            cards = {card: told for card, told in placed(document).items() if told[0][1] == id}
            return {**cards, **{at: score for at, score in _scores(document).items() if at[1] == id}}
        case "phase":
            return {stage.id: id for stage in document.stages if stage.phase == id}
    return {}
