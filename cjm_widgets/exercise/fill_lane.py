"""Fill a lane from interview excerpts: write a card for each, with what backs it and who said it.

Cards are checked by rule, not by wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import CjmError, quoted
from cjm_widgets.document.model import Evidence
from cjm_widgets.exercise.parts import (
    ExerciseItem,
    ExercisePart,
    ExerciseTask,
    ItemPoints,
    check_items,
    check_stage,
    shuffled,
    stage_names,
)
from cjm_widgets.journey.journey import Journey

KIND = "fill-a-lane"


class Excerpt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody said in an interview, and the stage or stages that it is about."""

    text: str
    who: str
    stage: str | tuple[str, ...]


class LaneCard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A card as a student writes it from an excerpt; nothing is filled in at first."""

    text: str = ""
    stage: str = ""
    evidence: Evidence | None = None
    who: str = ""


class LaneTask(ExerciseTask, frozen=True, tag=KIND):
    """The stages, the lane to fill, and the excerpts in the order of the alphabet."""

    stages: tuple[str, ...]
    lane: str
    items: tuple[ExerciseItem, ...]


class LaneKey(ExercisePart, frozen=True, tag=KIND):
    """The stages that each excerpt is about, by its id."""

    stages: dict[str, tuple[str, ...]]


class LaneAnswer(ExercisePart, frozen=True, tag=KIND):
    """The card of each excerpt, by the excerpt's id."""

    cards: dict[str, LaneCard]


class LaneResult(ExercisePart, frozen=True, tag=KIND):
    """Points of each excerpt and together.

    ``rules`` says of each whether its card has a text, the evidence quote, who said it, and the stage.
    """

    points: float
    of: float
    items: tuple[ItemPoints, ...]
    rules: dict[str, tuple[bool, bool, bool, bool]]


@checks_arguments
def make_lane_task(
    journey: Journey,
    *,
    excerpts: Iterable[Mapping[str, Any]],
    lane: str = "Thoughts",
    title: str = "",
    words: str = "",
) -> tuple[LaneTask, LaneKey]:
    """The task and the key of some excerpts.

    Parameters
    ----------
    journey
        Its stages are where cards are put.
    excerpts
        Dictionaries with ``text``, ``who`` said it, and the name of the ``stage`` it is about, or a list of
        all names that are right.
    lane
        What the lane to fill is called.
    title, words
        What stands above the task instead of the usual.

    Raises
    ------
    CjmError
        An excerpt lacks a field or names a stage that the journey does not have, or there are fewer than two.
    """
    stages = stage_names(journey)
    texts = []
    for number, given in enumerate(excerpts, start=1):
        if not isinstance(given, Mapping):
            raise CjmError(f"excerpt {number} is a dictionary with text, who and stage, not {quoted(given)}")
        try:
            excerpt: Excerpt = decoded(dict(given), Excerpt)
        except CjmError as error:
            raise CjmError(f"excerpt {number}: {error}") from None
        right = (excerpt.stage,) if isinstance(excerpt.stage, str) else excerpt.stage
        for stage in right:
            check_stage(stage, stages)
        if not excerpt.text.strip() or not excerpt.who.strip() or not right:
            raise CjmError(f"excerpt {number} needs a text, who said it, and a stage")
        texts.append((excerpt.text, excerpt.who, right))
    items, key = shuffled(texts, "excerpt")
    return LaneTask(stages=stages, lane=lane, items=items, title=title, words=words), LaneKey(stages=key)


def blank_lane(task: LaneTask) -> LaneAnswer:
    """No card written."""
    return LaneAnswer(cards={})


def check_lane(task: LaneTask, answer: LaneAnswer) -> None:
    """Refuse excerpts and stages that the task does not have.

    Raises
    ------
    UnknownNameError
        Names the nearest.
    """
    check_items(answer.cards, task.items)
    for card in answer.cards.values():
        if card.stage:
            check_stage(card.stage, task.stages)


def count_lane_left(task: LaneTask, answer: LaneAnswer) -> int:
    """How many excerpts have no card with a text and a stage yet."""
    return len(task.items) - sum(bool(card.text.strip() and card.stage) for card in answer.cards.values())


def rules_of(card: LaneCard, who: str, stages: Sequence[str]) -> tuple[bool, bool, bool, bool]:
    """Whether a card says something, has the evidence quote, names who said it, and is in a right stage.

    Names are compared without regard to capitals and to spaces around them; nothing else of the wording is.

    Examples
    --------
    >>> rules_of(LaneCard(text="Hates queues", evidence="quote", who="ada", stage="Wait"), "Ada", ["Wait"])
    (True, True, True, True)
    """
    return (
        bool(card.text.strip()),
        card.evidence == "quote",
        " ".join(card.who.split()).casefold() == " ".join(who.split()).casefold(),
        card.stage in stages,
    )


def score_lane(task: LaneTask, key: LaneKey, answer: LaneAnswer) -> LaneResult:
    """Of each excerpt a point for the evidence quote, one for who said it, one for the stage; see `rules_of`.

    A card without a text gets none.

    Raises
    ------
    CjmError
        An excerpt has no card with a text and a stage.
    """
    if left := count_lane_left(task, answer):
        raise CjmError(f"write a card for each excerpt first; {left} to do")
    rules = {item.id: rules_of(answer.cards[item.id], item.who, key.stages[item.id]) for item in task.items}
    items = tuple(
        ItemPoints(
            id=id,
            points=sum(followed) if says else 0,
            of=len(followed),
            right=" / ".join(key.stages[id]),
        )
        for id, (says, *followed) in rules.items()
    )
    return LaneResult(
        points=sum(item.points for item in items),
        of=sum(item.of for item in items),
        items=items,
        rules=rules,
    )
