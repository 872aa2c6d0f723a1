"""Sort cards into stages: where on the journey does each belong?"""

from __future__ import annotations

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.errors import CjmError
from cjm_widgets.exercise.parts import (
    ExerciseItem,
    ExercisePart,
    ExerciseTask,
    ItemPoints,
    cards_of,
    check_items,
    check_stage,
    shuffled,
    stage_names,
)
from cjm_widgets.journey.journey import Journey

KIND = "sort-cards"


class SortTask(ExerciseTask, frozen=True, tag=KIND):
    """The stages, and the cards to sort into them, in the order of the alphabet."""

    stages: tuple[str, ...]
    items: tuple[ExerciseItem, ...]


class SortKey(ExercisePart, frozen=True, tag=KIND):
    """The place of the stage of each card by its id, from 0."""

    places: dict[str, int]


class SortAnswer(ExercisePart, frozen=True, tag=KIND):
    """The name of the stage that each card was put into, by the card's id."""

    stages: dict[str, str]


class SortResult(ExercisePart, frozen=True, tag=KIND):
    """Points, of each card and together, and ``exact``, how many are in their stage."""

    points: float
    of: float
    items: tuple[ItemPoints, ...]
    exact: int


@checks_arguments
def make_sort_task(
    journey: Journey, *, lane: str, title: str = "", words: str = ""
) -> tuple[SortTask, SortKey]:
    """The task and the key of the cards of a lane.

    Parameters
    ----------
    journey
        Its stages are where cards are put, and the key.
    lane
        The name of the lane whose cards are to be sorted.
    title, words
        What stands above the task instead of the usual.

    Raises
    ------
    CjmError
        There is no such lane, or it has fewer than two cards.
    """
    items, places = shuffled(cards_of(journey, lane), "card")
    return SortTask(stages=stage_names(journey), items=items, title=title, words=words), SortKey(
        places=places
    )


def blank_sort(task: SortTask) -> SortAnswer:
    """Nothing sorted."""
    return SortAnswer(stages={})


def check_sort(task: SortTask, answer: SortAnswer) -> None:
    """Refuse cards and stages that the task does not have.

    Raises
    ------
    UnknownNameError
        Names the nearest.
    """
    check_items(answer.stages, task.items)
    for stage in answer.stages.values():
        check_stage(stage, task.stages)


def count_sort_left(task: SortTask, answer: SortAnswer) -> int:
    """How many cards are in no stage yet."""
    return len(task.items) - len(answer.stages)


def points_of_place(place: int, right: int) -> float:
    """1 for the right stage, one half for one next to it, and 0 elsewhere.

    Examples
    --------
    >>> points_of_place(2, 2), points_of_place(1, 2), points_of_place(0, 2)
    (1.0, 0.5, 0.0)
    """
    return {0: 1.0, 1: 0.5}.get(abs(place - right), 0.0)


def score_sort(task: SortTask, key: SortKey, answer: SortAnswer) -> SortResult:
    """The sum over the cards of `points_of_place`, of one point a card.

    Raises
    ------
    CjmError
        A card is in no stage.
    """
    if left := count_sort_left(task, answer):
        raise CjmError(f"put every card into a stage first; {left} {'is' if left == 1 else 'are'} left")
    places = {item.id: task.stages.index(answer.stages[item.id]) for item in task.items}
    items = tuple(
        ItemPoints(
            id=id, points=points_of_place(place, key.places[id]), of=1, right=task.stages[key.places[id]]
        )
        for id, place in places.items()
    )
    return SortResult(
        points=sum(item.points for item in items),
        of=len(items),
        items=items,
        exact=sum(place == key.places[id] for id, place in places.items()),
    )
