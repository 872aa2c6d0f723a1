"""Merging two maps that began as one: takes what only one side changed, and lists the rest as conflicts.

Things are matched by id. Where both sides changed the same thing differently, ours stays and the conflict
holds theirs. The same goes for a change that would leave a reference to nothing, such as a card in a stage
that ours removed or a score off our scale. The result is always a valid map.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from cjm_widgets.document.lane_kinds import LANE_KINDS, card_lanes, lane_content
from cjm_widgets.document.model import LOGS, Anchor, Card, Comment, Document, Lane, Score, Stage
from cjm_widgets.document.names import card_id
from cjm_widgets.document.sequence import merged_order, usual_fields

Place = tuple[str, str]
"""A card's lane and stage, or a score's persona and stage."""

_LISTS = ("phases", "stages", "lanes", "personas", "sources", "links", "snapshots")
_SCORE_FIELDS = ("value", "evidence", "source", "extra")
_MAP_FIELDS = (
    *("id", "cjm", "title", "kind", "scenario", "origin", "metric", "scale", "tolerance", "review"),
    *("waivers", "extra"),
    *LOGS,
)
_WHOLE = ("source", "link", "snapshot")
"""What is taken whole, as its fields belong together."""


class Conflict(NamedTuple):
    """What both sides changed; ``field`` is empty and a side None where one of them removed all of it."""

    what: str
    id: str
    field: str
    base: Any
    ours: Any
    theirs: Any


class MergeResult(NamedTuple):
    """The merged document, and the conflicts in which ours was chosen."""

    document: Document
    conflicts: tuple[Conflict, ...]


def merge(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Join two documents that both began as ``base``.

    Examples
    --------
    >>> base = Document(id="visit", title="A visit")
    >>> ours, theirs = replace(base, title="Our visit"), replace(base, title="Visits", scenario="On foot")
    >>> result = merge(base, ours, theirs)
    >>> result.document.title, result.document.scenario
    ('Our visit', 'On foot')
    >>> result.conflicts
    (Conflict(what='map', id='visit', field='title', base='A visit', ours='Our visit', theirs='Visits'),)
    """
    return _Merge(base, *_with_distinct_ids(base, ours, theirs)).result()


class _Merge:
    """One merge under way: its three sides, and the conflicts so far."""

    def __init__(self, base: Document, ours: Document, theirs: Document) -> None:
        self.sides = base, ours, theirs
        self.cards = tuple(map(_cards, self.sides))
        self.conflicts: list[Conflict] = []

    def result(self) -> MergeResult:
        ours = self.sides[1]
        own = {
            field: self._either("map", ours.id, field, *(getattr(side, field) for side in self.sides))
            for field in _MAP_FIELDS
        }
        draft = replace(ours, **own, **{field: self._list(field) for field in _LISTS})
        draft = replace(draft, lanes=tuple(map(self._with_its_kind, draft.lanes)))
        draft = replace(draft, lanes=self._single(draft.lanes))
        draft = replace(draft, stages=tuple(self._in_phase(draft, stage) for stage in draft.stages))
        draft = replace(draft, cells=self._cells(draft))
        return MergeResult(self._with_scores(draft), tuple(self.conflicts))

    # --- single parts

    def _either(self, what: str, id: str, field: str, base: Any, ours: Any, theirs: Any) -> Any:
        """The side that changed; ours where both did, differently."""
        if theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        if field in LOGS and all(side[: len(base)] == base for side in (ours, theirs)):
            return base + _both(ours[len(base) :], theirs[len(base) :])
        if field == "waivers":
            mine = tuple(waiver for waiver in ours if waiver in theirs or waiver not in base)
            return mine + tuple(waiver for waiver in theirs if waiver not in ours and waiver not in base)
        self._conflict(what, id, field, base, ours, theirs)
        return ours

    def _conflict(self, what: str, id: str, field: str, base: Any, ours: Any, theirs: Any) -> None:
        self.conflicts.append(Conflict(what, id, field, base, ours, theirs))

    def _part(self, what: str, base: Any, ours: Any, theirs: Any) -> Any:
        """Merge a part that both sides have."""
        if what in _WHOLE:
            return self._either(what, ours.id, "", base, ours, theirs)
        names = ours.__struct_fields__
        old = {name: getattr(base, name) for name in names} if base else usual_fields(ours)
        values = {
            name: self._either(what, ours.id, name, old[name], getattr(ours, name), getattr(theirs, name))
            for name in names
        }
        return replace(ours, **values)

    def _one_sided(self, what: str, id: str, base: Any, ours: Any, theirs: Any, *, differs: bool) -> Any:
        """Keep or drop a part that only one side has; ``differs`` when that side changed it."""
        if base is None:
            return theirs if ours is None else ours
        if differs:
            self._conflict(what, id, "", base, ours, theirs)
        return ours if differs else None

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
            before, now = _contents(self.sides[0], what, id), _contents(side, what, id)
            differs = (ours or theirs) != base or any(before.get(key) != item for key, item in now.items())
            if (part := self._one_sided(what, id, base, ours, theirs, differs=differs)) is not None:
                parts[id] = part
        orders = [list(side) for side in every]
        order, clash = merged_order(orders[0], orders[1], orders[2], parts)
        if clash:
            self._conflict("map", self.sides[1].id, field, *orders)
        return tuple(parts[id] for id in order)

    def _with_its_kind(self, lane: Lane) -> Lane:
        """Keep a lane of cards that theirs turned into another kind while ours put cards into it."""
        base, ours, theirs = (_lane(side, lane.id) for side in self.sides)
        if ours is None or theirs is None or lane_content(lane) == "cards" or lane_content(ours) != "cards":
            return lane
        if not any(item[0][0] == lane.id and self._stays_ours(id) for id, item in self.cards[1].items()):
            return lane
        self._conflict("lane", lane.id, "kind", base and base.kind, ours.kind, theirs.kind)
        return replace(lane, kind=ours.kind)

    def _stays_ours(self, card: str) -> bool:
        """Whether a card stays where ours has it: ours put it there, or changed what theirs removed."""
        was, mine, other = (cards.get(card) for cards in self.cards)
        if was is None or mine is None:
            return mine is not None
        return mine != was if other is None else mine[0] != was[0]

    def _single(self, lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
        """Leave out what makes two lanes of a kind that a map has once, where each side made its own."""
        ours, theirs = ({lane.id: lane for lane in side.lanes} for side in self.sides[1:])
        result = list(lanes)
        for kind in (kind for kind, facts in LANE_KINDS.items() if facts.once):
            here = [lane for lane in result if lane.kind == kind]
            most = max(sum(lane.kind == kind for lane in side.values()) for side in (ours, theirs))
            for lane in here if len(here) > most else ():
                own = ours.get(lane.id)
                if own is not None and own.kind == kind:
                    continue
                at = result.index(lane)
                if own is None:
                    self._conflict("lane", lane.id, "", None, None, lane)
                    del result[at]
                else:
                    self._conflict("lane", lane.id, "kind", None, own.kind, kind)
                    result[at] = replace(lane, kind=own.kind)
        return tuple(result)

    def _in_phase(self, draft: Document, stage: Stage) -> Stage:
        """Leave a stage in our phase where theirs moved it to a phase that ours removed."""
        phases = {None, *(phase.id for phase in draft.phases)}
        if stage.phase in phases:
            return stage
        ours = next((other.phase for other in self.sides[1].stages if other.id == stage.id), None)
        phase = ours if ours in phases else None
        self._conflict("stage", stage.id, "phase", None, phase, stage.phase)
        return replace(stage, phase=phase)

    # --- cards and scores

    def _cells(self, draft: Document) -> dict[str, dict[str, tuple[Card, ...]]]:
        base, ours, theirs = self.cards
        lanes = {lane.id for lane in card_lanes(draft)}
        stages = {stage.id for stage in draft.stages}
        removed = _part_ids(self.sides[0]) - _part_ids(self.sides[2])
        cells: dict[Place, dict[str, Card]] = {}
        for id in {**ours, **theirs}:
            was, mine, other = base.get(id), ours.get(id), theirs.get(id)
            if mine and other:
                card = self._part("card", was and was[1], mine[1], other[1])
                place = self._either("card", id, "place", was and was[0], mine[0], other[0])
            elif mine and was and {("lane", mine[0][0]), ("stage", mine[0][1])} & removed:
                place, card = mine  # theirs removed its lane or stage, which is decided with that part
            else:
                place = (mine or other or ((), None))[0]
                cards = (side and side[1] for side in (was, mine, other))
                card = self._one_sided("card", id, *cards, differs=(mine or other) != was)
            if card is not None and (place[0] not in lanes or place[1] not in stages):
                if other and other != was:
                    self._conflict("card", id, "place", was and was[0], mine and mine[0], other[0])
                place = mine[0] if mine else place
            if card is not None and place[0] in lanes and place[1] in stages:
                cells.setdefault(place, {})[id] = card
        return self._in_order(cells)

    def _in_order(self, cells: Mapping[Place, dict[str, Card]]) -> dict[str, dict[str, tuple[Card, ...]]]:
        rows: dict[str, dict[str, tuple[Card, ...]]] = {}
        for (lane, stage), cards in cells.items():
            orders = [[card.id for card in side.cells.get(lane, {}).get(stage, ())] for side in self.sides]
            order, clash = merged_order(orders[0], orders[1], orders[2], cards)
            if clash:
                self._conflict("cell", f"{lane}/{stage}", "order", *orders)
            rows.setdefault(lane, {})[stage] = tuple(cards[id] for id in order)
        return rows

    def _with_scores(self, draft: Document) -> Document:
        """Both states on one scale; a future emotion is merged as a score that nothing backs."""
        scores = self._scores_of(draft, "emotion", *(_scores(side) for side in self.sides))
        hopes = self._scores_of(draft, "future emotion", *(_hopes(side) for side in self.sides))
        draft = self._in_scale(draft, (*scores.values(), *hopes.values()))
        ours = self.sides[1]
        emotion = self._on_scale(draft, "emotion", scores, _scores(ours))
        future = {
            persona: {stage: score.value for stage, score in row.items()}
            for persona, row in self._on_scale(draft, "future emotion", hopes, _hopes(ours)).items()
        }
        return replace(draft, emotion=emotion, future=future)

    def _scores_of(
        self,
        draft: Document,
        what: str,
        base: Mapping[Place, Score],
        ours: Mapping[Place, Score],
        theirs: Mapping[Place, Score],
    ) -> dict[Place, Score]:
        """The scores of one state at the stages and personas that are there."""
        personas, stages = {persona.id for persona in draft.personas}, {stage.id for stage in draft.stages}
        their_parts = _part_ids(self.sides[2])
        scores: dict[Place, Score] = {}
        for place in {**ours, **theirs}:
            if place[0] not in personas or place[1] not in stages:
                continue
            score = ours.get(place)
            if score is None or {("persona", place[0]), ("stage", place[1])} <= their_parts:
                score = self._score(what, place, base.get(place), score, theirs.get(place))
            # otherwise theirs removed its stage or persona, which is decided with that part
            if score is not None:
                scores[place] = score
        return scores

    def _on_scale(
        self, draft: Document, what: str, scores: Mapping[Place, Score], ours: Mapping[Place, Score]
    ) -> dict[str, dict[str, Score]]:
        """The scores by persona and stage; ours where theirs is off the scale."""
        low, high = draft.scale
        rows: dict[str, dict[str, Score]] = {}
        for place, score in scores.items():
            choice: Score | None = score
            if not low <= score.value <= high:
                choice = ours.get(place)
                mine = choice and choice.value
                self._conflict(what, "/".join(place), "value", None, mine, score.value)
            if choice is not None:
                rows.setdefault(place[0], {})[place[1]] = choice
        return rows

    def _score(
        self, what: str, place: Place, base: Score | None, ours: Score | None, theirs: Score | None
    ) -> Score | None:
        """The side that changed; a score and what backs it belong together."""
        if ours == base:
            return theirs
        if theirs in (base, ours):
            return ours
        for field in _SCORE_FIELDS if ours and theirs else _SCORE_FIELDS[:1]:
            values = [None if side is None else getattr(side, field) for side in (base, ours, theirs)]
            if values[1] != values[2]:
                self._conflict(what, "/".join(place), field, *values)
        return ours

    def _in_scale(self, draft: Document, scores: Iterable[Score]) -> Document:
        """Take their scale, unless ours has scores off it."""
        low, high = draft.scale
        base, ours, theirs = (side.scale for side in self.sides)
        if draft.scale == ours or all(low <= score.value <= high for score in scores):
            return draft
        self._conflict("map", draft.id, "scale", base, ours, theirs)
        return replace(draft, scale=ours)


# --- distinct ids for new cards


def _with_distinct_ids(base: Document, ours: Document, theirs: Document) -> tuple[Document, Document]:
    """Both sides, after giving another id to a new card where each side has a different one of that id."""
    old, mine, other = _cards(base), _cards(ours), _cards(theirs)
    in_use = {*old, *mine, *other}
    new_ids: tuple[dict[str, str], dict[str, str]] = {}, {}
    for id in sorted(mine.keys() & other.keys() - old.keys()):  # the same order whoever merges
        place = mine[id][0]
        if other[id] == mine[id]:
            continue
        loses = msgspec.json.encode(mine[id]) < msgspec.json.encode(other[id])  # the same whoever merges
        lane, stage = (place, other[id][0])[loses]
        new_ids[loses][id] = fresh = card_id(theirs if loses else ours, stage, lane, in_use)
        in_use.add(fresh)
    return _with_ids(ours, new_ids[0]), _with_ids(theirs, new_ids[1])


def _with_ids(document: Document, ids: Mapping[str, str]) -> Document:
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
    links = tuple(
        replace(link, start=_with_id(link.start, ids), end=link.end and _with_id(link.end, ids))
        for link in document.links
    )
    return replace(document, cells=cells, links=links)


def _with_id(anchor: Anchor, ids: Mapping[str, str]) -> Anchor:
    return anchor if anchor.card is None else replace(anchor, card=ids.get(anchor.card, anchor.card))


# --- the parts of a document, by id


def _both(ours: tuple[Comment, ...], theirs: tuple[Comment, ...]) -> tuple[Comment, ...]:
    """The comments of two sides by time, those that both have once."""
    only_ours, further = list(ours), []
    for comment in theirs:
        if comment in only_ours:
            only_ours.remove(comment)
        else:
            further.append(comment)
    return tuple(sorted([*ours, *further], key=_time))


def _time(comment: Comment) -> tuple[str, bytes]:
    """Orders comments by when they were made, and those of one time alike whoever merges."""
    return comment.time, msgspec.json.encode(comment)


def _part_ids(document: Document) -> set[tuple[str, str]]:
    """Every part, as what it is and its id."""
    return {(name[:-1], part.id) for name in _LISTS for part in getattr(document, name)}


def _lane(document: Document, id: str) -> Lane | None:
    return next((lane for lane in document.lanes if lane.id == id), None)


def _cards(document: Document) -> dict[str, tuple[Place, Card]]:
    """Every card and its place, by id."""
    return {
        card.id: ((lane, stage), card)
        for lane, row in document.cells.items()
        for stage, cards in row.items()
        for card in cards
    }


def _scores(document: Document) -> dict[Place, Score]:
    return {
        (persona, stage): score for persona, row in document.emotion.items() for stage, score in row.items()
    }


def _hopes(document: Document) -> dict[Place, Score]:
    """The emotions of the future state."""
    return {
        (persona, stage): Score(value=value)
        for persona, row in document.future.items()
        for stage, value in row.items()
    }


def _contents(document: Document, what: str, id: str) -> dict[Any, Any]:
    """Everything that is removed with a part."""
    cards, scores = _cards(document), _scores(document)
    hopes = {("future", *place): score for place, score in _hopes(document).items()}
    match what:
        case "lane":
            return {card: item for card, item in cards.items() if item[0][0] == id}
        case "persona":
            drawn = {place: score for place, score in scores.items() if place[0] == id}
            return {**drawn, **{place: score for place, score in hopes.items() if place[1] == id}}
        case "stage":
            in_stage = {card: item for card, item in cards.items() if item[0][1] == id}
            drawn = {place: score for place, score in scores.items() if place[1] == id}
            return {
                **in_stage,
                **drawn,
                **{place: score for place, score in hopes.items() if place[2] == id},
            }
        case "phase":
            return {stage.id: id for stage in document.stages if stage.phase == id}
    return {}
