"""Hypothesis strategies: operations that suit a document, and documents made by them."""

from __future__ import annotations

import os
from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st

from cjm_widgets.document.apply import apply
from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.model import (
    Anchor,
    Card,
    Comment,
    Document,
    Lane,
    Link,
    Persona,
    Phase,
    Score,
    Source,
    Stage,
)
from cjm_widgets.document.operations import (
    AddCard,
    AddLane,
    AddLink,
    AddPersona,
    AddPhase,
    AddSource,
    AddStage,
    CardChanges,
    LaneChanges,
    LinkChanges,
    MapChanges,
    Move,
    MoveCard,
    Operation,
    PersonaChanges,
    Remove,
    RemoveCard,
    SetCard,
    SetEmotion,
    SetFuture,
    SetLane,
    SetLink,
    SetMap,
    SetPersona,
    SetStage,
    StageChanges,
)

EXPLORING = os.environ.get("CJM_EXPLORE") == "1"
"""Whether property tests draw at random and ten times as often (``make soak``), not from a fixed seed."""

EMPTY = Document(id="empty")
ids = st.sampled_from("abcdefgh")
names = st.sampled_from(["Arrive", "Wait", "Wait", "Leave", "安全", "Ünï 2", "x"])
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "a\nb", "\n", "b"]
)
levels = st.none() | st.integers(1, 3)
scores = st.builds(
    Score,
    value=st.integers(-20, 20).map(lambda tenths: tenths / 10),
    evidence=st.sampled_from(["assumption", "data"]),
)
cards = st.builds(
    Card,
    id=ids,
    text=texts,
    evidence=st.sampled_from(["assumption", "quote", "data", "none"]),
    severity=levels,
    impact=st.none() | st.sampled_from([7, (1, 3), (3, 1)]),
    span=st.integers(1, 3),
    tags=st.lists(st.sampled_from(["food", "queue"]), max_size=2).map(tuple),
    comments=st.lists(st.builds(Comment, author=texts, text=texts), max_size=1).map(tuple),
)
stages = st.builds(Stage, id=ids, name=names, goal=texts, duration=st.none() | st.integers(0, 90).map(float))
lanes = st.builds(Lane, id=ids, name=names, kind=st.sampled_from(["cards", "cards", "cards", "emotion"]))
anchors = st.builds(Anchor, card=ids) | st.builds(Anchor, stage=ids)
links = st.builds(
    Link, id=ids, start=anchors, end=anchors, kind=st.sampled_from(["direct", "open"]), label=texts
)
comments = st.lists(st.builds(Comment, author=names, text=texts), max_size=2).map(tuple)
personas = st.builds(Persona, id=ids, name=names)


def examples(number: int) -> settings:
    """A property test's settings: so many examples, and ten times as many when exploring."""
    return settings(max_examples=number * 10 if EXPLORING else number)


def _one_of(things: tuple[object, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from([thing.id for thing in things]) if things else ids  # type: ignore[attr-defined]


def operations(document: Document) -> st.SearchStrategy[Operation]:
    """Operations most of which suit the document; the others must be refused."""
    stage, lane, persona = _one_of(document.stages), _one_of(document.lanes), _one_of(document.personas)
    places = [
        (at, row, card.id)
        for row, cells in document.cells.items()
        for at, held in cells.items()
        for card in held
    ]
    place = st.sampled_from(places) if places else st.tuples(stage, lane, ids)
    what = st.sampled_from(["stage", "lane", "persona"])
    kinds: list[Callable[[], st.SearchStrategy[Operation]]] = [
        lambda: st.builds(SetMap, changes=st.builds(MapChanges, title=texts, scenario=texts)),
        lambda: st.builds(AddStage, stage=stages, before=st.none() | stage),
        lambda: st.builds(SetStage, stage=stage, changes=st.builds(StageChanges, name=names, goal=texts)),
        lambda: st.builds(AddPhase, phase=st.builds(Phase, id=ids, name=names)),
        lambda: st.builds(
            SetStage, stage=stage, changes=st.builds(StageChanges, phase=st.none() | _one_of(document.phases))
        ),
        lambda: st.builds(AddLane, lane=lanes, before=st.none() | lane),
        lambda: st.builds(
            SetLane, lane=lane, changes=st.builds(LaneChanges, name=names, target=st.none() | st.just(4.0))
        ),
        lambda: st.builds(AddPersona, persona=personas, before=st.none() | persona),
        lambda: st.builds(SetPersona, persona=persona, changes=st.builds(PersonaChanges, name=names)),
        lambda: st.builds(AddSource, source=st.builds(Source, id=ids, name=names)),
        lambda: st.builds(AddLink, link=links),
        lambda: st.builds(
            SetLink, link=_one_of(document.links), changes=st.builds(LinkChanges, end=anchors, label=texts)
        ),
        lambda: st.builds(SetStage, stage=stage, changes=st.builds(StageChanges, comments=comments)),
        lambda: st.builds(
            Remove, what=what | st.sampled_from(["phase", "source", "link"]), id=stage | lane | persona | ids
        ),
        lambda: st.builds(Move, what=what, id=stage | lane | persona, before=st.none() | stage | lane),
        lambda: st.builds(AddCard, stage=stage, lane=lane, card=cards),
        lambda: st.builds(AddCard, stage=stage, lane=lane, card=cards, before=ids),
        lambda: place.flatmap(
            lambda at: st.builds(
                SetCard,
                stage=st.just(at[0]),
                lane=st.just(at[1]),
                card=st.just(at[2]),
                changes=st.builds(CardChanges, text=texts, severity=levels),
            )
        ),
        lambda: place.flatmap(
            lambda at: st.builds(
                MoveCard,
                stage=st.just(at[0]),
                lane=st.just(at[1]),
                card=st.just(at[2]),
                to_stage=stage,
                to_lane=lane,
                before=st.none() | ids,
            )
        ),
        lambda: place.map(lambda at: RemoveCard(stage=at[0], lane=at[1], card=at[2])),
        lambda: st.builds(SetEmotion, stage=stage, persona=persona, score=st.none() | scores),
        lambda: st.builds(
            SetFuture,
            stage=stage,
            persona=persona,
            value=st.none() | st.integers(-20, 20).map(lambda tenths: tenths / 10),
        ),
    ]
    return st.sampled_from(kinds).flatmap(lambda make: make())


@st.composite
def walks(draw: st.DrawFn, start: Document = EMPTY, most: int = 15) -> tuple[Document, list[Operation]]:
    """A document, and operations that can be carried out on it one after the other."""
    document, carried_out = start, []
    for _ in range(draw(st.integers(0, most))):
        operation = draw(operations(document))
        try:
            document, _ = apply(document, operation)
        except InvalidOperationError:
            continue
        carried_out.append(operation)
    return start, carried_out


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with a few stages, lanes and personas, and whatever operations made of it."""
    start = Document(
        id="made",
        stages=tuple(Stage(id=f"s{number}", name=draw(names)) for number in range(draw(st.integers(1, 4)))),
        lanes=tuple(Lane(id=f"l{number}", name=draw(names)) for number in range(draw(st.integers(1, 3)))),
        personas=tuple(
            Persona(id=f"p{number}", name=draw(names)) for number in range(draw(st.integers(0, 2)))
        ),
    )
    document, steps = draw(walks(start))
    for step in steps:
        document, _ = apply(document, step)
    return document
