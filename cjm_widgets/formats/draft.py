"""A map as another tool's file describes it, by positions, and the document made of it.

Every reader fills a ``MapDraft``. ``document_of`` checks names and lengths and gives everything its id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

import msgspec
from msgspec.structs import replace

from cjm_widgets.document.check import check_document, decoded
from cjm_widgets.document.errors import CjmError, FileFormatError
from cjm_widgets.document.lane_kinds import lane_called
from cjm_widgets.document.model import (
    MAX_NAME,
    MAX_TEXT,
    Card,
    Document,
    Lane,
    LaneKind,
    Layer,
    Persona,
    Phase,
    Score,
    Stage,
)
from cjm_widgets.document.names import slug
from cjm_widgets.storage.limits import MAX_NAMED

PERSONA = "Customer"
"""Whose journey it is where a file does not say."""

Place = tuple[int, int]
T = TypeVar("T", Stage, Phase, Persona)


@dataclass
class MapDraft:
    """What a file says of a map. Stages, lanes and personas are known by their positions.

    Attributes
    ----------
    phases
        The name of each stage's phase, "" for none; stages with the same name share the phase.
    cells
        Positions of lane and stage, then the cards; a card without an id (``""``) is given one.
    emotion
        Positions of persona and stage.
    layers
        Of the lanes whose layer the file says; the others have that of their name.
    """

    title: str = ""
    scenario: str = ""
    scale: tuple[float, float] = (-2.0, 2.0)
    stages: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    lanes: list[tuple[str, LaneKind]] = field(default_factory=list)
    personas: list[str] = field(default_factory=list)
    cells: dict[Place, list[Card]] = field(default_factory=dict)
    emotion: dict[Place, Score] = field(default_factory=dict)
    layers: dict[int, Layer] = field(default_factory=dict)


def document_of(draft: MapDraft, name: str) -> Document:
    """The document that a file describes; ``name`` is the file's, for errors.

    Raises
    ------
    FileFormatError
        A name is missing or too long, a text too long, a score off the scale.
    """
    try:
        return _document(draft)
    except CjmError as error:
        raise FileFormatError(f"{name} is not a map: {error}") from None


def _document(draft: MapDraft) -> Document:
    _check_length(draft.title, "the title", MAX_TEXT)
    _check_length(draft.scenario, "the scenario", MAX_TEXT)
    phases = _named(Phase, "phase", dict.fromkeys(filter(None, draft.phases)))
    phase_of = {phase.name: phase.id for phase in phases}
    stages = [
        replace(stage, phase=phase_of.get(phase))
        for stage, phase in zip(
            _named(Stage, "stage", draft.stages), draft.phases or [""] * len(draft.stages), strict=True
        )
    ]
    lanes = [
        replace(lane, layer=draft.layers.get(position, lane.layer))
        for position, lane in enumerate(_lanes(draft.lanes))
    ]
    personas = _named(Persona, "persona", draft.personas or [PERSONA])
    taken = {card.id for cards in draft.cells.values() for card in cards}
    cells: dict[str, dict[str, tuple[Card, ...]]] = {}
    for (lane, stage), cards in draft.cells.items():
        if cards:
            row, column = lanes[lane].id, stages[stage].id
            where = f"a card of {stages[stage].name!r}, {lanes[lane].name!r}"
            for card in cards:
                _check_length(card.text, where, MAX_TEXT)
            cells.setdefault(row, {})[column] = tuple(_with_ids(f"{row}.{column}", cards, taken))
    emotion: dict[str, dict[str, Score]] = {}
    for (persona, stage), score in draft.emotion.items():
        emotion.setdefault(personas[persona].id, {})[stages[stage].id] = score
    document = Document(
        id=slug(draft.title) if draft.title else "journey",
        title=draft.title,
        scenario=draft.scenario,
        scale=draft.scale,
        personas=tuple(personas),
        phases=tuple(phases),
        stages=tuple(stages),
        lanes=tuple(lanes),
        cells=cells,
        emotion=emotion,
    )
    checked = cast(Document, decoded(msgspec.to_builtins(document), Document))
    check_document(checked)
    return checked


def _named(kind: type[T], what: str, names: Iterable[str]) -> list[T]:
    return [kind(id=id, name=name) for id, name in _ids(what, names)]


def _lanes(lanes: Sequence[tuple[str, LaneKind]]) -> list[Lane]:
    ids = _ids("lane", (name for name, _ in lanes))
    return [
        Lane(id=id, name=name, **lane_called(name, kind))
        for (id, name), (_, kind) in zip(ids, lanes, strict=True)
    ]


def _ids(what: str, names: Iterable[str]) -> list[tuple[str, str]]:
    ids: dict[str, str] = {}
    numbers: Counter[str] = Counter()  # as `fresh_id`, which counts from the first for each name
    for position, name in enumerate(names, 1):
        if not name:
            raise FileFormatError(f"{what} {position} has no name")
        _check_length(name, f"the name of {what} {position}", MAX_NAME)
        if position > MAX_NAMED:
            raise FileFormatError(f"it has more than {MAX_NAMED:,} {what}s")
        base = slug(name)
        numbers[base] += 1
        while (id := base if numbers[base] == 1 else f"{base}-{numbers[base]}") in ids:
            numbers[base] += 1
        ids[id] = name
    return list(ids.items())


def _check_length(text: str, where: str, most: int) -> None:
    if len(text) > most:
        raise FileFormatError(f"{where} has {len(text):,} characters; at most {most:,} fit")


def _with_ids(base: str, cards: Iterable[Card], taken: set[str]) -> Iterable[Card]:
    """The cards, those without an id named as ``card_id`` names new ones."""
    number = 0
    for card in cards:
        id = card.id
        while not id:
            number += 1
            free = base if number == 1 else f"{base}.{number}"
            id = "" if free in taken else free
        taken.add(id)
        yield replace(card, id=id)
