"""What the values of all kinds share: how they are written, and reading an answer that a student gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from cjm_widgets.document.errors import CjmError, quoted, unknown
from cjm_widgets.document.names import labels
from cjm_widgets.journey.journey import Journey

T = TypeVar("T")


class ExercisePart(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="kind"
):
    """A task, a key, an answer or a result; of which kind of exercise says ``kind``."""


class ExerciseTask(ExercisePart, frozen=True, kw_only=True):
    """What everybody sees; ``title`` and ``words`` are the teacher's, empty for those of the kind."""

    title: str = ""
    words: str = ""


class ExerciseItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A card, a quote or an excerpt of a task; its id is its number in the order of the alphabet."""

    id: str
    text: str
    who: str = ""


class ItemPoints(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a part of an answer got: ``points`` of ``of``, and what is right there, as a text."""

    id: str
    points: float
    of: float
    right: str = ""


def shuffled(texts: Sequence[tuple[str, str, T]], name: str) -> tuple[tuple[ExerciseItem, ...], dict[str, T]]:
    """Items in an order that tells nothing, that of the alphabet, and what belongs to each by its id.

    Parameters
    ----------
    texts
        Of each its text, who said it (or an empty text), and what belongs to it.
    name
        What they are called, for the sentence of the error.

    Raises
    ------
    CjmError
        There are fewer than two.

    Examples
    --------
    >>> items, stages = shuffled([("Queue", "", "security"), ("Drive", "", "arrive")], "card")
    >>> [item.text for item in items], stages
    (['Drive', 'Queue'], {'item-1': 'arrive', 'item-2': 'security'})
    """
    if len(texts) < 2:
        raise CjmError(f"an exercise needs two {name}s or more, and there {_are(len(texts), name)}")
    items, belongs = [], {}
    for number, (text, who, what) in enumerate(
        sorted(texts, key=lambda one: (one[0].casefold(), one[1])), start=1
    ):
        id = f"item-{number}"
        items.append(ExerciseItem(id=id, text=text, who=who))
        belongs[id] = what
    return tuple(items), belongs


def _are(n: int, name: str) -> str:
    return f"is 1 {name}" if n == 1 else f"are {n} {name}s"


def stage_names(journey: Journey) -> tuple[str, ...]:
    """The names of a journey's stages, each once; an exercise needs two."""
    names = tuple(labels(journey.document.stages).values())
    if len(names) < 2:
        raise CjmError("an exercise needs a journey of two stages or more; journey.add_stage(name) adds one")
    return names


def cards_of(journey: Journey, lane: str) -> list[tuple[str, str, int]]:
    """The cards of a lane that say something: text, who said it, and the place of its stage from 0.

    Raises
    ------
    UnknownNameError
        There is no such lane of cards; names the nearest.
    """
    document = journey.document
    names = labels([one for one in document.lanes if one.kind == "cards"])
    ids = {name: id for id, name in names.items()}
    if lane not in ids:
        raise unknown("lane of cards", lane, ids, plural="lanes of cards")
    row = document.cells.get(ids[lane], {})
    return [
        (card.text, card.who, at)
        for at, stage in enumerate(document.stages)
        for card in row.get(stage.id, ())
        if card.text.strip()
    ]


def check_items(given: Iterable[str], items: Sequence[ExerciseItem]) -> None:
    """Refuse ids that are no item's, and one that is there twice."""
    ids, seen = [item.id for item in items], set()
    for id in given:
        if id not in ids:
            raise unknown("item", id, ids)
        if id in seen:
            raise CjmError(f"the item {quoted(id)} is in the answer twice")
        seen.add(id)


def check_stage(stage: str, stages: Sequence[str]) -> None:
    """Refuse the name of a stage that the task does not have."""
    if stage not in stages:
        raise unknown("stage", stage, stages)
