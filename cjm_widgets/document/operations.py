"""Every way a map can change. An operation is a small value; ``apply`` returns the new map and an inverse.

``was`` is what the author saw in the changed fields. Where they hold something else now, ``apply`` refuses
the operation as a conflict; without ``was`` the change is unconditional.
``before`` is the id of the thing to insert in front of, or None for the end.
"""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from cjm_widgets.document.model import (
    AmountRange,
    Anchor,
    Card,
    Color,
    Comment,
    Count,
    Counts,
    Date,
    Decision,
    Document,
    Evidence,
    Figure,
    Hypothesis,
    Id,
    Image,
    Interview,
    Kind,
    Lane,
    LaneKind,
    Layer,
    Legend,
    Level,
    Link,
    LinkKind,
    MapSnapshot,
    Measure,
    Metric,
    Minutes,
    Name,
    Owned,
    PercentRange,
    Persona,
    Phase,
    Preregistration,
    RatingRange,
    Role,
    Score,
    Source,
    SourceFile,
    Span,
    Stage,
    Text,
    Tolerance,
    Transition,
    Waiver,
    Walkthrough,
)


class Changes(Struct, frozen=True, forbid_unknown_fields=True):
    """New values for some fields of a part; unset fields stay as they are."""


class MapChanges(Changes, frozen=True):
    title: Text | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    scenario: Text | UnsetType = UNSET
    origin: Text | UnsetType = UNSET
    metric: Metric | UnsetType | None = UNSET
    scale: tuple[float, float] | UnsetType = UNSET
    tolerance: Tolerance | UnsetType = UNSET
    review: Date | UnsetType = UNSET
    waivers: tuple[Waiver, ...] | UnsetType = UNSET
    comments: tuple[Comment, ...] | UnsetType = UNSET
    decisions: tuple[Decision, ...] | UnsetType = UNSET
    interviews: tuple[Interview, ...] | UnsetType = UNSET
    walkthroughs: tuple[Walkthrough, ...] | UnsetType = UNSET


class StageChanges(Changes, frozen=True):
    name: Name | UnsetType = UNSET
    goal: Text | UnsetType = UNSET
    duration: Minutes | UnsetType | None = UNSET
    timing: Text | UnsetType = UNSET
    moment_of_truth: bool | UnsetType = UNSET
    phase: Id | UnsetType | None = UNSET
    action: Text | UnsetType = UNSET
    notes: Text | UnsetType = UNSET
    links: tuple[Text, ...] | UnsetType = UNSET
    comments: tuple[Comment, ...] | UnsetType = UNSET


class PhaseChanges(Changes, frozen=True):
    name: Name | UnsetType = UNSET


class LaneChanges(Changes, frozen=True):
    name: Name | UnsetType = UNSET
    kind: LaneKind | UnsetType = UNSET
    role: Role | UnsetType = UNSET
    layer: Layer | UnsetType = UNSET
    hint: Text | UnsetType = UNSET
    source: Id | UnsetType | None = UNSET
    measures: tuple[Text, ...] | UnsetType = UNSET
    target: float | UnsetType | None = UNSET
    color: Color | UnsetType | None = UNSET
    guidance: dict[str, Text] | UnsetType = UNSET
    comments: tuple[Comment, ...] | UnsetType = UNSET


class PersonaChanges(Changes, frozen=True):
    name: Name | UnsetType = UNSET
    about: Text | UnsetType = UNSET
    quote: Text | UnsetType = UNSET
    goals: tuple[Text, ...] | UnsetType = UNSET
    needs: tuple[Text, ...] | UnsetType = UNSET
    pains: tuple[Text, ...] | UnsetType = UNSET
    photo: Image | UnsetType | None = UNSET
    segment: dict[str, str] | UnsetType = UNSET
    comments: tuple[Comment, ...] | UnsetType = UNSET


class SourceChanges(Changes, frozen=True):
    name: Name | UnsetType = UNSET
    scale: tuple[float, float] | UnsetType | None = UNSET
    measures: tuple[Measure, ...] | UnsetType = UNSET
    rows: Count | UnsetType = UNSET
    off_map: Count | UnsetType = UNSET
    width: Count | UnsetType = UNSET
    file: SourceFile | UnsetType | None = UNSET
    note: Text | UnsetType = UNSET
    fingerprint: str | UnsetType = UNSET
    read: str | UnsetType = UNSET
    counts: Counts | UnsetType | None = UNSET
    figures: dict[str, dict[str, Figure]] | UnsetType = UNSET
    transitions: tuple[Transition, ...] | UnsetType = UNSET
    legend: Legend | UnsetType | None = UNSET


class CardChanges(Changes, frozen=True):
    text: Text | UnsetType = UNSET
    evidence: Evidence | UnsetType = UNSET
    source: Text | UnsetType = UNSET
    n: Count | UnsetType | None = UNSET
    tags: tuple[Text, ...] | UnsetType = UNSET
    owner: Text | UnsetType = UNSET
    kpi: Text | UnsetType = UNSET
    severity: Level | UnsetType | None = UNSET
    impact: RatingRange | UnsetType | None = UNSET
    confidence: PercentRange | UnsetType | None = UNSET
    ease: RatingRange | UnsetType | None = UNSET
    reach: AmountRange | UnsetType | None = UNSET
    effort: AmountRange | UnsetType | None = UNSET
    status: Text | UnsetType = UNSET
    due: Date | UnsetType = UNSET
    hypothesis: Hypothesis | UnsetType | None = UNSET
    preregistration: Preregistration | UnsetType | None = UNSET
    channel: Text | UnsetType = UNSET
    ours: bool | UnsetType | None = UNSET
    owned_by: Owned | UnsetType | None = UNSET
    who: Text | UnsetType = UNSET
    said_at: Text | UnsetType = UNSET
    verbatim: bool | UnsetType | None = UNSET
    span: Span | UnsetType = UNSET
    links: tuple[Text, ...] | UnsetType = UNSET
    image: Image | UnsetType | None = UNSET
    comments: tuple[Comment, ...] | UnsetType = UNSET


class LinkChanges(Changes, frozen=True):
    start: Anchor | UnsetType = UNSET
    end: Anchor | UnsetType | None = UNSET
    kind: LinkKind | UnsetType = UNSET
    label: Text | UnsetType = UNSET


class Base(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="op"):
    """One edit as a value."""


class SetMap(Base, frozen=True, tag="set_map"):
    changes: MapChanges
    was: MapChanges | UnsetType = UNSET


class AddStage(Base, frozen=True, tag="add_stage"):
    """``cells`` (by lane), ``emotion`` and ``future`` (by persona) come back with a removed stage."""

    stage: Stage
    before: Id | None = None
    cells: dict[str, tuple[Card, ...]] = {}
    emotion: dict[str, Score] = {}
    future: dict[str, float] = {}


class SetStage(Base, frozen=True, tag="set_stage"):
    stage: Id
    changes: StageChanges
    was: StageChanges | UnsetType = UNSET


class AddPhase(Base, frozen=True, tag="add_phase"):
    phase: Phase
    before: Id | None = None


class SetPhase(Base, frozen=True, tag="set_phase"):
    phase: Id
    changes: PhaseChanges
    was: PhaseChanges | UnsetType = UNSET


class AddLane(Base, frozen=True, tag="add_lane"):
    """``cells`` (by stage) come back with a lane that was removed.

    ``again`` says that the lane was there before, beside another of a kind that a map has only once.
    """

    lane: Lane
    before: Id | None = None
    cells: dict[str, tuple[Card, ...]] = {}
    again: bool = False


class SetLane(Base, frozen=True, tag="set_lane"):
    """``again`` as in ``AddLane``."""

    lane: Id
    changes: LaneChanges
    was: LaneChanges | UnsetType = UNSET
    again: bool = False


class AddPersona(Base, frozen=True, tag="add_persona"):
    """``emotion`` and ``future`` (by stage) come back with a persona that was removed."""

    persona: Persona
    before: Id | None = None
    emotion: dict[str, Score] = {}
    future: dict[str, float] = {}


class SetPersona(Base, frozen=True, tag="set_persona"):
    persona: Id
    changes: PersonaChanges
    was: PersonaChanges | UnsetType = UNSET


class AddSource(Base, frozen=True, tag="add_source"):
    source: Source
    before: Id | None = None


class SetSource(Base, frozen=True, tag="set_source"):
    source: Id
    changes: SourceChanges
    was: SourceChanges | UnsetType = UNSET


class AddLink(Base, frozen=True, tag="add_link"):
    link: Link
    before: Id | None = None


class SetLink(Base, frozen=True, tag="set_link"):
    link: Id
    changes: LinkChanges
    was: LinkChanges | UnsetType = UNSET


class TakeSnapshot(Base, frozen=True, tag="take_snapshot"):
    """Keep the map as it is now under a name; an `AddSnapshot` brings one back that was removed."""

    id: Id
    name: Name
    time: Text = ""
    by: Text = ""


class AddSnapshot(Base, frozen=True, tag="add_snapshot"):
    snapshot: MapSnapshot
    before: Id | None = None


class Restore(Base, frozen=True, tag="restore"):
    """Make the map what it was in a snapshot; its snapshots stay."""

    snapshot: Id


class Remove(Base, frozen=True, tag="remove"):
    """Remove a stage, lane or persona with all it holds, an empty phase, a source, a link, a snapshot.

    Links to what is removed stay; see `Link`.
    """

    what: Literal["stage", "lane", "persona", "phase", "source", "link", "snapshot"]
    id: Id


class Move(Base, frozen=True, tag="move"):
    what: Literal["stage", "lane", "persona"]
    id: Id
    before: Id | None = None


class AddCard(Base, frozen=True, tag="add_card"):
    stage: Id
    lane: Id
    card: Card
    before: Id | None = None


class SetCard(Base, frozen=True, tag="set_card"):
    stage: Id
    lane: Id
    card: Id
    changes: CardChanges
    was: CardChanges | UnsetType = UNSET


class MoveCard(Base, frozen=True, tag="move_card"):
    """Move a card to another cell, or within its own."""

    stage: Id
    lane: Id
    card: Id
    to_stage: Id
    to_lane: Id
    before: Id | None = None


class RemoveCard(Base, frozen=True, tag="remove_card"):
    """``was`` is the whole card as the author saw it."""

    stage: Id
    lane: Id
    card: Id
    was: Card | UnsetType = UNSET


class SetEmotion(Base, frozen=True, tag="set_emotion"):
    """A score of None is a gap."""

    stage: Id
    persona: Id
    score: Score | None = None
    was: Score | UnsetType | None = UNSET


class SetFuture(Base, frozen=True, tag="set_future"):
    """What a persona shall feel at a stage in the future state; None is a gap."""

    stage: Id
    persona: Id
    value: float | None = None
    was: float | UnsetType | None = UNSET


class Replace(Base, frozen=True, tag="replace"):
    """Replace the whole map, for example by what its file holds after someone else wrote it."""

    document: Document


Operation = (
    SetMap
    | AddStage
    | SetStage
    | AddPhase
    | SetPhase
    | AddLane
    | SetLane
    | AddPersona
    | SetPersona
    | AddSource
    | SetSource
    | AddLink
    | SetLink
    | TakeSnapshot
    | AddSnapshot
    | Restore
    | Remove
    | Move
    | AddCard
    | SetCard
    | MoveCard
    | RemoveCard
    | SetEmotion
    | SetFuture
    | Replace
)
