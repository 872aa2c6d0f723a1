"""Find the faults: a map in which a teacher planted what the rules for maps find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.coverage import holds_names
from cjm_widgets.document.errors import CjmError, unknown
from cjm_widgets.document.model import Document, Evidence, Lane
from cjm_widgets.document.names import labels
from cjm_widgets.exercise.parts import ExercisePart, ExerciseTask
from cjm_widgets.journey.journey import Journey
from cjm_widgets.lint.linter import Linter
from cjm_widgets.lint.rule import chosen

KIND = "find-the-faults"
MAP = "map"


class PlaceCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A card that stands at a place, or a persona's score there: what it says, and what backs it."""

    text: str
    score: float | None = None
    evidence: Evidence = "none"
    about: str = ""
    n: int | None = None


class FaultPlace(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place of the map that may be marked: what it is called, and what stands there."""

    id: str
    name: str
    texts: tuple[str, ...] = ()
    cards: tuple[PlaceCard, ...] = ()


class PlaceRow(Struct, frozen=True, kw_only=True):
    """A lane of the map, and its cells."""

    head: FaultPlace
    cells: tuple[FaultPlace, ...]


class FaultTask(ExerciseTask, frozen=True, tag=KIND):
    """The map as a table: itself, its stages, its lanes. ``faults`` is how many places have one."""

    whole: FaultPlace
    stages: tuple[FaultPlace, ...]
    rows: tuple[PlaceRow, ...]
    faults: int


class FaultKey(ExercisePart, frozen=True, tag=KIND):
    """What the rules find, sentences by the id of the place."""

    faults: dict[str, tuple[str, ...]]


class FaultAnswer(ExercisePart, frozen=True, tag=KIND):
    """The ids of the places that were marked."""

    marks: tuple[str, ...]


class FaultResult(ExercisePart, frozen=True, tag=KIND):
    """``hits`` were marked and have a fault, ``alarms`` were and have none; ``faults`` are all there are."""

    points: float
    of: float
    hits: tuple[str, ...]
    alarms: tuple[str, ...]
    faults: dict[str, tuple[str, ...]]


@checks_arguments
def make_fault_task(
    journey: Journey,
    *,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    title: str = "",
    words: str = "",
) -> tuple[FaultTask, FaultKey]:
    """The task and the key of a map with faults.

    Parameters
    ----------
    journey
        The map; whatever the rules find in it is a fault, planted or not.
    select, ignore
        The rules that count, as ``journey.lint`` reads them; by default all but hints.
    title, words
        What stands above the task instead of the usual.

    Raises
    ------
    CjmError
        There is no such rule, or the rules find nothing.
    """
    document = journey.document
    rules = chosen(_names(select), _names(ignore))
    if not select:
        rules = [one for one in rules if one.severity != "hint"]
    task_places = FaultPlaces(document)
    sentences: dict[str, list[str]] = {}
    for finding in Linter(rules).update(document):
        at = finding.at
        place = task_places.id_of(at.stage, at.lane, at.persona)
        sentences.setdefault(place, []).append(finding.message)
    if not sentences:
        raise CjmError("the rules find no fault in this map; journey.lint() says what they look for")
    task = FaultTask(
        whole=task_places.whole,
        stages=task_places.stages,
        rows=task_places.rows,
        faults=len(sentences),
        title=title,
        words=words,
    )
    unique = {id: tuple(dict.fromkeys(every)) for id, every in sentences.items()}
    return task, FaultKey(faults=unique)


def _names(names: str | Sequence[str]) -> list[str]:
    return names.split(",") if isinstance(names, str) and names else [*names]


class FaultPlaces:
    """The places of a map, numbered; a finding about something smaller is at the place around it."""

    def __init__(self, document: Document) -> None:
        stages, lanes = labels(document.stages), labels(document.lanes)
        self._ids: dict[tuple[str | None, str | None], str] = {}
        self._emotion = next((lane.id for lane in document.lanes if lane.kind == "emotion"), None)
        about = [document.title, document.scenario, *(persona.name for persona in document.personas)]
        self.whole = self._place(None, None, document.title or "The map", [text for text in about if text])
        self.stages = tuple(
            self._place(stage.id, None, stages[stage.id], [stage.goal] if stage.goal else [])
            for stage in document.stages
        )
        self.rows = tuple(
            PlaceRow(
                head=self._place(None, lane.id, lanes[lane.id], [lane.hint] if lane.hint else []),
                cells=tuple(
                    self._place(
                        stage.id,
                        lane.id,
                        f"{stages[stage.id]}, {lanes[lane.id]}",
                        cards=[*_cards(document, stage.id, lane)],
                    )
                    for stage in document.stages
                ),
            )
            for lane in document.lanes
        )

    def _place(
        self,
        stage: str | None,
        lane: str | None,
        name: str,
        texts: Sequence[str] = (),
        cards: Sequence[PlaceCard] = (),
    ) -> FaultPlace:
        id = MAP if stage is None and lane is None else f"place-{len(self._ids)}"
        self._ids[stage, lane] = id
        return FaultPlace(id=id, name=name, texts=tuple(texts), cards=tuple(cards))

    def id_of(self, stage: str | None, lane: str | None, persona: str | None) -> str:
        """The id of the place of a finding."""
        if lane is None and persona is not None and stage is not None:
            lane = self._emotion
        for key in ((stage, lane), (stage, None), (None, lane)):
            if key in self._ids and key != (None, None):
                return self._ids[key]
        return MAP


def _cards(document: Document, stage: str, lane: Lane) -> Iterator[PlaceCard]:
    """What stands in a cell."""
    if lane.kind == "emotion":
        for persona in document.personas:
            if score := document.emotion.get(persona.id, {}).get(stage):
                yield PlaceCard(text=persona.name, score=score.value, evidence=score.evidence)
    for card in document.cells.get(lane.id, {}).get(stage, ()):
        about = " · ".join(one for one in (card.who, card.source) if one)
        evidence = "none" if holds_names(lane) else card.evidence
        yield PlaceCard(text=card.text, evidence=evidence, about=about, n=card.n)


def blank_marks(task: FaultTask) -> FaultAnswer:
    """Nothing marked."""
    return FaultAnswer(marks=())


def check_marks(task: FaultTask, answer: FaultAnswer) -> None:
    """Refuse places that the map does not have, and one that is marked twice.

    Raises
    ------
    CjmError
        Names the place.
    """
    ids = _ids(task)
    for mark in answer.marks:
        if mark not in ids:
            raise unknown("place", mark, ids)
    if len(set(answer.marks)) < len(answer.marks):
        raise CjmError("a place is marked twice")


def _ids(task: FaultTask) -> list[str]:
    cells = (place for row in task.rows for place in (row.head, *row.cells))
    return [place.id for place in (task.whole, *task.stages, *cells)]


def count_marks_left(task: FaultTask, answer: FaultAnswer) -> int:
    """One thing is to be done: to mark what one believes."""
    return 0 if answer.marks else 1


def points_of_marks(hits: int, alarms: int) -> int:
    """A point for each place with a fault that is marked, less one for each false alarm, and never below 0.

    Examples
    --------
    >>> points_of_marks(4, 1), points_of_marks(1, 3)
    (3, 0)
    """
    return max(0, hits - alarms)


def score_marks(task: FaultTask, key: FaultKey, answer: FaultAnswer) -> FaultResult:
    """`points_of_marks`, of as many as there are places with faults.

    Raises
    ------
    CjmError
        Nothing is marked.
    """
    if not answer.marks:
        raise CjmError("mark a place first")
    hits = tuple(mark for mark in answer.marks if mark in key.faults)
    alarms = tuple(mark for mark in answer.marks if mark not in key.faults)
    return FaultResult(
        points=points_of_marks(len(hits), len(alarms)),
        of=len(key.faults),
        hits=hits,
        alarms=alarms,
        faults=key.faults,
    )
