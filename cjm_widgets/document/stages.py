"""Splitting a stage, merging neighbouring ones, and giving several a phase: gestures made of operations.

js/src/document/stages.ts is the same for the screen; tests/contract/gestures.py holds both together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from cjm_widgets.document.errors import InvalidOperationError, quoted
from cjm_widgets.document.faults import check_text
from cjm_widgets.document.gestures import find
from cjm_widgets.document.model import MAX_NAME, Anchor, Card, Document, Metric, Phase, Score, Stage
from cjm_widgets.document.names import fresh_id, slug
from cjm_widgets.document.operations import (
    AddPhase,
    AddStage,
    CardChanges,
    LinkChanges,
    MapChanges,
    MoveCard,
    Operation,
    Remove,
    SetCard,
    SetEmotion,
    SetFuture,
    SetLink,
    SetMap,
    SetStage,
    StageChanges,
)
from cjm_widgets.document.sequence import follower_of

_BETWEEN = " / "
"""Stands between the names of merged stages."""


# --- split


def split_stage(document: Document, name: str, second: str) -> tuple[Operation, ...]:
    """The operations that make two stages of one; the new one follows it and is called ``second``.

    The stage keeps its id, cards, comments, goal, duration and the rows joined to it: nobody knows yet which
    of them belong to the second part. What a stage says of its end, the target action, moves on; links that
    start at it start at the second part, links that end at it still end at the first. Both parts are in the
    same phase. Scores hold for both, now and in the future; of the second part they are assumptions, whatever
    backed the whole. A card that spanned the stage from before, or beyond it, spans both parts.

    Raises
    ------
    UnknownNameError
        There is no such stage.
    InvalidOperationError
        The second part has no name.
    """
    stage: Stage = find(document, "stage", name)
    check_text(second, "name", most=MAX_NAME)
    if not second:
        raise InvalidOperationError("the second part of a stage needs a name")
    id = fresh_id(slug(second), {other.id for other in document.stages})
    at = document.stages.index(stage)
    scores = {who: row[stage.id].value for who, row in document.emotion.items() if stage.id in row}
    hopes = {who: row[stage.id] for who, row in document.future.items() if stage.id in row}
    new = Stage(id=id, name=second, phase=stage.phase, action=stage.action)
    add = AddStage(
        stage=new,
        before=follower_of(document.stages, at),
        emotion={who: Score(value=value) for who, value in scores.items()},
        future=hopes,
    )
    return (
        add,
        *_stage_changes(stage, action=""),
        *_spans(document, _widened(document, at)),
        *_anchored(document, lambda end, start: id if start and end == stage.id else end),
    )


def _widened(document: Document, at: int) -> Iterator[tuple[str, str, Card, int]]:
    """The cards that cover a stage together with others, each with the lane, the stage and its new span."""
    for lane, start, card, begin in _cards(document):
        if begin <= at < begin + card.span and card.span > 1:
            yield lane, start, card, card.span + 1


# --- merge


def merge_stages(document: Document, names: Sequence[str], name: str | None) -> tuple[Operation, ...]:
    """The operations that make one stage of neighbouring ones, which is called ``name``.

    Without a name it has theirs, with " / " between. It stays the first of them, with its phase and timing.
    Cards follow those of the first, lane by lane; a card that spanned several of the stages spans the one.
    Scores are the mean of those that are drawn, an assumption unless all are backed alike; the same for
    the future. Durations add up, goals and notes are joined, the target action is the last one's, and it is
    a moment of truth where any was. Links lead to the merged stage; those between the stages go. So does a
    metric that was measured at one of them.

    Rows joined to the map were counted at each stage by itself, and respondents of two stages cannot be told
    apart any more. Where rows were counted at one of the stages only, the merged one keeps them. Where they
    were counted at several, it shows no number until they are joined again with the questions of all.

    Raises
    ------
    UnknownNameError
        There is no such stage.
    InvalidOperationError
        They are fewer than two, or not neighbours.
    """
    run = _run(document, names)
    at, ids = document.stages.index(run[0]), [stage.id for stage in run]
    counted = [id for id in ids if any(id in _counted(source) for source in document.sources)]
    kept = run[0].id if not counted else counted[0]
    called = name if name is not None else _BETWEEN.join(stage.name for stage in run)[:MAX_NAME]
    fields = _merged(run, called)
    operations: list[Operation] = []
    if len(counted) > 1:  # a stage of its own, at which nothing was counted
        kept = fresh_id(slug(called), {stage.id for stage in document.stages})
        operations.append(AddStage(stage=Stage(id=kept, **fields), before=ids[0]))
    else:
        operations += _stage_changes(next(stage for stage in run if stage.id == kept), **fields)
    gone = [id for id in ids if id != kept]
    operations += _spans(document, _narrowed(document, at, len(run)), ids, kept)
    operations += _moved_cards(document, ids, kept)
    operations += _merged_scores(document, ids, kept)
    operations += _anchored(document, lambda end, _: kept if end in gone else end, within=ids)
    if document.metric is not None and document.metric.stage in gone:
        metric = replace(document.metric, stage=kept)
        operations.append(SetMap(changes=MapChanges(metric=metric), was=MapChanges(metric=document.metric)))
    operations += [Remove(what="stage", id=id) for id in gone]
    return tuple(operations)


def _run(document: Document, names: Sequence[str]) -> list[Stage]:
    """The stages in their order, which have to be neighbours."""
    chosen = {find(document, "stage", name).id for name in names}
    if len(chosen) < 2:
        raise InvalidOperationError("merging takes two stages or more, that stand beside each other")
    at = [place for place, stage in enumerate(document.stages) if stage.id in chosen]
    run = [document.stages[place] for place in at]
    if at[-1] - at[0] + 1 != len(at):
        between = [quoted(stage.name) for stage in document.stages[at[0] : at[-1]] if stage.id not in chosen]
        raise InvalidOperationError(
            f"only neighbouring stages can be merged; between {quoted(run[0].name)} and "
            f"{quoted(run[-1].name)} stands {', '.join(between)}"
        )
    return run


def _counted(source: Any) -> set[str]:
    """The stages that a source has numbers of."""
    counts = set(source.counts.stages) if source.counts else set()
    return counts | set(source.figures) | set(source.columns.values())


def _merged(run: Sequence[Stage], name: str) -> dict[str, Any]:
    minutes = [stage.duration for stage in run if stage.duration is not None]
    return {
        "name": name,
        "goal": _joined((stage.goal for stage in run), "; "),
        "duration": sum(minutes) if minutes else None,
        "timing": run[0].timing,
        "moment_of_truth": any(stage.moment_of_truth for stage in run),
        "phase": run[0].phase,
        "action": run[-1].action,
        "notes": _joined((stage.notes for stage in run), "\n"),
        "links": tuple(dict.fromkeys(link for stage in run for link in stage.links)),
        "comments": tuple(comment for stage in run for comment in stage.comments),
    }


def _joined(texts: Iterable[str], between: str) -> str:
    return between.join(dict.fromkeys(text for text in texts if text))


def _narrowed(document: Document, at: int, many: int) -> Iterator[tuple[str, str, Card, int]]:
    """The cards that cover several of the merged stages, with the spans they have of the one."""
    for lane, start, card, begin in _cards(document):
        shared = min(at + many, begin + card.span) - max(at, begin)
        if shared > 1:
            yield lane, start, card, card.span - shared + 1


def _moved_cards(document: Document, ids: Sequence[str], kept: str) -> Iterator[Operation]:
    """Every card into the merged stage, in the order of the stages."""
    for lane in document.lanes:
        row = document.cells.get(lane.id, {})
        first = next((card.id for card in row.get(kept, ())), None)
        for number, stage in enumerate(ids):
            if stage == kept:
                first = None
                continue
            early = kept in ids[number:]
            for card in row.get(stage, ()):
                yield MoveCard(
                    stage=stage,
                    lane=lane.id,
                    card=card.id,
                    to_stage=kept,
                    to_lane=lane.id,
                    before=first if early else None,
                )


def _merged_scores(document: Document, ids: Sequence[str], kept: str) -> Iterator[Operation]:
    for persona in document.personas:
        row = document.emotion.get(persona.id, {})
        if scores := [row[id] for id in ids if id in row]:
            backed = {(score.evidence, score.source) for score in scores}
            mean = sum(score.value for score in scores) / len(scores)
            score = replace(scores[0], value=mean) if len(backed) == 1 else Score(value=mean)
            if score != row.get(kept):
                yield SetEmotion(stage=kept, persona=persona.id, score=score, was=row.get(kept))
        hopes = document.future.get(persona.id, {})
        if values := [hopes[id] for id in ids if id in hopes]:
            value = sum(values) / len(values)
            if value != hopes.get(kept):
                yield SetFuture(stage=kept, persona=persona.id, value=value, was=hopes.get(kept))


# --- phase


def phase_of_stages(document: Document, names: Sequence[str], name: str | None) -> tuple[Operation, ...]:
    """The operations that put neighbouring stages into the phase of that name, or out of theirs.

    The phase is added where none has the name; one that no stage belongs to afterwards goes.
    """
    chosen = [find(document, "stage", stage).id for stage in names]
    operations: list[Operation] = []
    here = next((phase.id for phase in document.phases if phase.name == name), None)
    if name and here is None:
        here = fresh_id(slug(name), {phase.id for phase in document.phases})
        operations.append(AddPhase(phase=Phase(id=here, name=name)))
    left: set[str] = set()
    stay = {stage.phase for stage in document.stages if stage.id not in chosen} | {here}
    for stage in document.stages:
        if stage.id in chosen and stage.phase != here:
            operations += _stage_changes(stage, phase=here)
            if stage.phase is not None and stage.phase not in stay:
                left.add(stage.phase)
    operations += [Remove(what="phase", id=phase.id) for phase in document.phases if phase.id in left]
    return tuple(operations)


# --- what they share


def _stage_changes(stage: Stage, **fields: Any) -> Iterator[Operation]:
    differing = {name: value for name, value in fields.items() if getattr(stage, name) != value}
    if differing:
        was = StageChanges(**{name: getattr(stage, name) for name in differing})
        yield SetStage(stage=stage.id, changes=StageChanges(**differing), was=was)


def _cards(document: Document) -> Iterator[tuple[str, str, Card, int]]:
    """Every card with its lane, its stage, and the position of that stage."""
    for lane in document.lanes:
        row = document.cells.get(lane.id, {})
        for begin, stage in enumerate(document.stages):
            for card in row.get(stage.id, ()):
                yield lane.id, stage.id, card, begin


def _spans(
    document: Document,
    spans: Iterable[tuple[str, str, Card, int]],
    ids: Sequence[str] = (),
    kept: str = "",
) -> Iterator[Operation]:
    """New spans, and for merged stages new places of the metrics that hypotheses are about."""
    widths = {card.id: span for _, _, card, span in spans}
    for lane, stage, card, _ in _cards(document):
        changes: dict[str, Any] = {}
        if card.id in widths:
            changes["span"] = widths[card.id]
        metric: Metric | None = card.hypothesis.metric if card.hypothesis else None
        if card.hypothesis and metric and metric.stage in ids and metric.stage != kept:
            changes["hypothesis"] = replace(card.hypothesis, metric=replace(metric, stage=kept))
        if changes:
            was = CardChanges(**{name: getattr(card, name) for name in changes})
            yield SetCard(stage=stage, lane=lane, card=card.id, changes=CardChanges(**changes), was=was)


def _anchored(document: Document, place: Any, within: Sequence[str] = ()) -> Iterator[Operation]:
    """Links whose ends are elsewhere now; those from one of the stages ``within`` to another go."""
    for link in document.links:
        ends: dict[str, Any] = {"start": link.start, "end": link.end}
        if link.end and link.start.stage in within and link.end.stage in within:
            yield Remove(what="link", id=link.id)
            continue
        changes: dict[str, Any] = {
            side: Anchor(stage=to)
            for side, end in ends.items()
            if end and end.stage and (to := place(end.stage, side == "start")) != end.stage
        }
        if changes:
            was = LinkChanges(**{side: ends[side] for side in changes})
            yield SetLink(link=link.id, changes=LinkChanges(**changes), was=was)
