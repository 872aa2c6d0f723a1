"""What people do to a map, as the operations it takes: pure, from a document and plain words to a tuple.

Stages, lanes and personas are named as the user calls them (or by id). Every operation says what it saw.
js/src/document/gestures.ts has the same gestures for the screen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from numbers import Real
from typing import Any, Literal

from msgspec.structs import replace

from cjm_widgets.document.check import decoded, plain_of
from cjm_widgets.document.errors import InvalidOperationError, nearest, quoted
from cjm_widgets.document.faults import check_text
from cjm_widgets.document.lane_kinds import lane_called, lane_content
from cjm_widgets.document.model import MAX_NAME, Card, Document, Lane, Persona, Phase, Score, Stage
from cjm_widgets.document.names import card_id, card_ids, fresh_id, resolve, slug
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddPersona,
    AddPhase,
    AddStage,
    CardChanges,
    Changes,
    LaneChanges,
    MapChanges,
    Move,
    Operation,
    PersonaChanges,
    Remove,
    RemoveCard,
    SetCard,
    SetEmotion,
    SetFuture,
    SetLane,
    SetMap,
    SetPersona,
    SetStage,
    StageChanges,
)
from cjm_widgets.document.sequence import follower_of


def cell_text(cards: Sequence[Card]) -> str:
    """The cards' texts, one below the other; empty for an empty cell.

    Examples
    --------
    >>> cell_text([Card(id="a", text="Parks"), Card(id="b", text="Pays")])
    'Parks\\nPays'
    """
    return "\n".join(card.text for card in cards)


def set_cell_operations(
    document: Document, stage: str, lane: str, text: str, in_use: set[str] | None = None
) -> tuple[Operation, ...]:
    """The operations after which a cell says exactly ``text``, none when it does already.

    Cards whose texts still open or close the text keep all they have. What is between is paired by
    position: a line is a card's new text (see `reword`), lines left over are new cards, cards left over go.
    An empty text empties the cell.

    Parameters
    ----------
    stage, lane
        Ids of a stage and of a lane of cards.
    in_use
        The card ids in use, for a caller that fills several cells at once; new ones are added to it.

    Examples
    --------
    >>> document = Document(id="visit", cells={"actions": {"arrive": (Card(id="a", text="Parks"),)}})
    >>> edit = set_cell_operations(document, "arrive", "actions", "Walks\\nPays")
    >>> [type(operation).__name__ for operation in edit]
    ['SetCard', 'AddCard']
    """
    cards = document.cells.get(lane, {}).get(stage, ())
    if text == cell_text(cards):
        return ()
    lines = text.split("\n") if text else []
    first, last, start, end = _same_ends([card.text.split("\n") for card in cards], lines)
    middle, new = cards[first : len(cards) - last], lines[start:end]
    follower = cards[len(cards) - last].id if last else None

    operations: list[Operation] = []
    for card, line in zip(middle, new, strict=False):
        if card.text != line:
            changes = reword(card, line)
            was = CardChanges(**{name: getattr(card, name) for name in changes})
            edit = SetCard(stage=stage, lane=lane, card=card.id, changes=CardChanges(**changes), was=was)
            operations.append(edit)
    operations += [RemoveCard(stage=stage, lane=lane, card=card.id, was=card) for card in middle[len(new) :]]
    if further := new[len(middle) :]:
        in_use = set(card_ids(document)) if in_use is None else in_use
        for line in further:
            card = Card(id=card_id(document, stage, lane, in_use), text=line)
            in_use.add(card.id)
            operations.append(AddCard(stage=stage, lane=lane, card=card, before=follower))
    return tuple(operations)


def reword(card: Card, text: str) -> dict[str, Any]:
    """The fields of a card that change with its text.

    A small correction keeps what backs the card. Another claim is an assumption until it is backed anew, so
    its evidence, source and n go with the old words; a card that needs no evidence stays one.

    Examples
    --------
    >>> card = Card(id="a", text="Food rates 3.62", evidence="data", n=2421)
    >>> reword(card, "Food rates 3.6")
    {'text': 'Food rates 3.6'}
    >>> reword(card, "Sockets are rare")
    {'text': 'Sockets are rare', 'evidence': 'assumption', 'n': None}
    """
    if is_correction(card.text, text):
        return {"text": text}
    evidence = "none" if card.evidence == "none" else "assumption"
    fields = {"text": text, "evidence": evidence, "source": "", "n": None}
    return {name: value for name, value in fields.items() if value != getattr(card, name)}


def is_correction(before: str, after: str) -> bool:
    """Whether a text says what another said, corrected: two thirds of its letters or words still stand.

    Letters count where the texts open and close alike, words wherever they stand. A text that was empty made
    no claim that could be lost.

    Examples
    --------
    >>> is_correction("Prks and keeps teh ticket safe", "Parks and keeps the ticket safe")
    True
    >>> is_correction("Slow", "Loud")
    False
    """
    if not before:
        return True
    shorter, longer = sorted((len(before), len(after)))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    if 3 * (head + tail) >= 2 * longer:
        return True
    words, now = Counter(_words(before)), Counter(_words(after))
    return 3 * (words & now).total() >= 2 * max(words.total(), now.total()) > 0


def _words(text: str) -> list[str]:
    """What stands between spaces, tabs and line breaks; both halves split the same texts alike."""
    return [word for word in re.split(r"[ \t\r\n]+", text) if word]


def _same_ends(own: Sequence[list[str]], lines: list[str]) -> tuple[int, int, int, int]:
    """How many cards the lines still open with and close with, and from and to where the other lines are."""
    first, start = 0, 0
    while first < len(own) and lines[start : start + len(own[first])] == own[first]:
        start += len(own[first])
        first += 1
    last, end = 0, len(lines)
    while last < len(own) - first:
        card = own[-1 - last]
        if end - len(card) < start or lines[end - len(card) : end] != card:
            break
        end -= len(card)
        last += 1
    return first, last, start, end


# --- gestures


What = Literal["stage", "lane", "persona"]
Operations = tuple[Operation, ...]


def things(document: Document, what: What) -> tuple[Any, ...]:
    """The stages, lanes or personas in order."""
    match what:
        case "stage":
            return document.stages
        case "lane":
            return document.lanes
        case "persona":
            return document.personas


def find(document: Document, what: What, name: str) -> Any:
    """The stage, lane or persona of that name or id.

    Raises
    ------
    UnknownNameError
        With the nearest name.
    """
    every = things(document, what)
    id = resolve(every, name, what)
    return next(thing for thing in every if thing.id == id)


def _before(document: Document, what: What, before: str | None, after: str | None) -> str | None:
    if before is not None and after is not None:
        raise InvalidOperationError(f"say before={quoted(before)} or after={quoted(after)}, not both")
    if before is not None:
        return str(find(document, what, before).id)
    if after is None:
        return None
    every = things(document, what)
    position = every.index(find(document, what, after)) + 1
    return every[position].id if position < len(every) else None


def _fresh(document: Document, what: What, name: str) -> str:
    if not isinstance(name, str) or not name:
        raise InvalidOperationError(f"a {what} needs a name, not {quoted(name)}")
    return fresh_id(slug(name), {thing.id for thing in things(document, what)})


def _checked(kind: type[Changes], what: str, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes as a map holds them; refuses fields there are not, and values they do not take."""
    names = kind.__struct_fields__
    for name in changes:
        if name not in names:
            close = nearest(name, names)
            hint = f"; did you mean {quoted(close)}?" if close else "."
            raise InvalidOperationError(
                f"a {what} has no field {quoted(name)}{hint} Fields: {', '.join(names)}"
            )
    values = decoded(plain_of(changes), kind)
    return {name: getattr(values, name) for name in changes}


def _change(operation: type[Any], what: str, thing: Any, changes: dict[str, Any]) -> Operations:
    """The operation that makes these changes, beside what stands there; none where all of it does already."""
    kind = _CHANGES[operation]
    values = _checked(kind, what, changes)
    differing = {name: value for name, value in values.items() if getattr(thing, name) != value}
    if changes and not differing:
        return ()
    was = kind(**{name: getattr(thing, name) for name in differing})
    target = {} if operation is SetMap else {what: thing.id}
    return (operation(**target, changes=kind(**differing), was=was),)


_CHANGES: dict[type[Any], type[Changes]] = {
    SetMap: MapChanges,
    SetStage: StageChanges,
    SetLane: LaneChanges,
    SetPersona: PersonaChanges,
}


# --- the map


def set_map(document: Document, changes: dict[str, Any]) -> Operations:
    """Change fields of the map: title, kind, scenario, metric, scale, tolerance, review."""
    return _change(SetMap, "map", document, changes)


# --- stages, lanes, personas


def add_stage(
    document: Document, name: str, before: str | None, after: str | None, changes: dict[str, Any]
) -> Operations:
    """A new stage; a ``phase`` is named, and added where no phase has that name."""
    phase, first = _phase(document, changes.pop("phase", None))
    changes = _checked(StageChanges, "stage", changes)
    stage = Stage(id=_fresh(document, "stage", name), name=name, phase=phase, **changes)
    return (*first, AddStage(stage=stage, before=_before(document, "stage", before, after)))


def set_stage(document: Document, name: str, changes: dict[str, Any]) -> Operations:
    """Change fields of a stage; ``phase`` as in ``add_stage``, None takes it out of its phase."""
    stage = find(document, "stage", name)
    first: Operations = ()
    if "phase" in changes:
        changes["phase"], first = _phase(document, changes["phase"])
    return (*first, *_change(SetStage, "stage", stage, changes))


def add_lane(
    document: Document, name: str, before: str | None, after: str | None, changes: dict[str, Any]
) -> Operations:
    """A new lane; its name says what is not given of ``kind``, ``role`` and ``layer``."""
    changes = _checked(LaneChanges, "lane", changes)
    id = _fresh(document, "lane", name)
    lane = Lane(id=id, name=name, **{**lane_called(name, changes.get("kind")), **changes})
    return (AddLane(lane=lane, before=_before(document, "lane", before, after)),)


def set_lane(document: Document, name: str, changes: dict[str, Any]) -> Operations:
    """Change fields of a lane."""
    return _change(SetLane, "lane", find(document, "lane", name), changes)


def add_persona(
    document: Document, name: str, before: str | None, after: str | None, changes: dict[str, Any]
) -> Operations:
    """A new persona; ``segment`` maps a column of the joined rows to the value the persona stands for."""
    changes = _checked(PersonaChanges, "persona", changes)
    persona = Persona(id=_fresh(document, "persona", name), name=name, **changes)
    return (AddPersona(persona=persona, before=_before(document, "persona", before, after)),)


def set_persona(document: Document, name: str, changes: dict[str, Any]) -> Operations:
    """Change fields of a persona."""
    return _change(SetPersona, "persona", find(document, "persona", name), changes)


def move(document: Document, what: What, name: str, before: str | None, after: str | None) -> Operations:
    """Put a stage, lane or persona elsewhere; neither ``before`` nor ``after`` is the end."""
    thing, every = find(document, what, name), things(document, what)
    target = _before(document, what, before, after)
    if target in (thing.id, follower_of(every, every.index(thing))):
        return ()
    return (Move(what=what, id=thing.id, before=target),)


def remove(document: Document, what: What, name: str) -> Operations:
    """Take a stage, lane or persona away; a card that spanned the stage shrinks with it."""
    id = find(document, what, name).id
    spans = tuple(_shrink_spans(document, id)) if what == "stage" else ()
    return (*spans, Remove(what=what, id=id))


def _shrink_spans(document: Document, stage: str) -> Iterable[Operation]:
    order = [other.id for other in document.stages]
    at = order.index(stage)
    for lane in document.lanes:
        for start in order[:at]:
            for card in document.cells.get(lane.id, {}).get(start, ()):
                if order.index(start) + card.span > at:
                    yield SetCard(
                        stage=start,
                        lane=lane.id,
                        card=card.id,
                        changes=CardChanges(span=card.span - 1),
                        was=CardChanges(span=card.span),
                    )


def _phase(document: Document, name: str | None) -> tuple[str | None, Operations]:
    """The id of the phase so called, and the operation that adds it where it is not there."""
    if name is None or (isinstance(name, str) and not name):
        return None, ()
    check_text(name, "phase", most=MAX_NAME)
    for phase in document.phases:
        if name in (phase.name, phase.id):
            return phase.id, ()
    id = fresh_id(slug(name), {phase.id for phase in document.phases})
    return id, (AddPhase(phase=Phase(id=id, name=name)),)


# --- cells and scores


def set_cell(document: Document, stage: str, lane: str, text: str) -> Operations:
    """What a cell says, one line a card; cards whose lines stay keep all they have."""
    if not isinstance(text, str):
        raise InvalidOperationError(f"the cell {stage!r}, {lane!r} takes text, not {text!r}")
    row = find(document, "lane", lane)
    if lane_content(row) != "cards":
        raise InvalidOperationError(f"lane {row.name!r} shows {lane_content(row)} and holds no text")
    return tuple(set_cell_operations(document, find(document, "stage", stage).id, row.id, text))


def set_emotion(
    document: Document, stage: str, value: float | None, persona: str | None, state: str = "current"
) -> Operations:
    """Draw an emotion; None (or NaN) leaves a gap. Without ``persona`` it is the first one's.

    ``state`` says whether it is felt now or in the future state.
    """
    step = find(document, "stage", stage)
    if persona is None:
        if not document.personas:
            raise InvalidOperationError("the map has no persona whose emotion it could be; add one first")
        who = document.personas[0]
    else:
        who = find(document, "persona", persona)
    if isinstance(value, bool) or not isinstance(value, Real | None):
        low, high = document.scale
        raise InvalidOperationError(
            f"the emotion of {who.name!r} at {step.name!r} is a number, {low:g} to {high:g}, not {value!r}"
        )
    number = None if value is None or value != value else float(value)
    if state == "future":
        hope = document.future.get(who.id, {}).get(step.id)
        if number == hope:
            return ()
        return (SetFuture(stage=step.id, persona=who.id, value=number, was=hope),)
    if state != "current":
        raise InvalidOperationError(f"state= is 'current' or 'future', not {quoted(state)}")
    here = document.emotion.get(who.id, {}).get(step.id)
    score = None if number is None else _score_of(here, number)
    if score == here:
        return ()
    return (SetEmotion(stage=step.id, persona=who.id, score=score, was=here),)


def _score_of(here: Score | None, value: float) -> Score:
    return Score(value=value) if here is None else replace(here, value=value)
