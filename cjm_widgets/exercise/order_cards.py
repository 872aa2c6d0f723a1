"""Order the touchpoints: put the cards of a lane in the order of the journey.

Scored by pairs, as Kendall's tau distance counts them; cards of one stage may stand either way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from cjm_widgets.document.arguments import checks_arguments
from cjm_widgets.document.errors import CjmError
from cjm_widgets.exercise.parts import (
    ExerciseItem,
    ExercisePart,
    ExerciseTask,
    ItemPoints,
    cards_of,
    check_items,
    shuffled,
    stage_names,
)
from cjm_widgets.journey.journey import Journey

KIND = "order-the-touchpoints"


class OrderTask(ExerciseTask, frozen=True, tag=KIND):
    """The cards to order, in the order of the alphabet."""

    items: tuple[ExerciseItem, ...]


class OrderKey(ExercisePart, frozen=True, tag=KIND):
    """The place of the stage of each card by its id, from 0, and the names of the stages."""

    places: dict[str, int]
    stages: tuple[str, ...]


class OrderAnswer(ExercisePart, frozen=True, tag=KIND):
    """The ids of all cards, the first first; ``touched`` once somebody has moved one or left them so."""

    order: tuple[str, ...]
    touched: bool = True


class OrderResult(ExercisePart, frozen=True, tag=KIND):
    """The pairs in the right order, of all whose order the journey decides, and of each card its own pairs.

    ``right`` has the cards in the order of the journey.
    """

    points: float
    of: float
    items: tuple[ItemPoints, ...]
    right: tuple[str, ...]


@checks_arguments
def make_order_task(
    journey: Journey, *, lane: str = "Touchpoints", title: str = "", words: str = ""
) -> tuple[OrderTask, OrderKey]:
    """The task and the key of the cards of a lane.

    Parameters
    ----------
    journey
        Its stages are the key.
    lane
        The name of the lane whose cards are to be ordered.
    title, words
        What stands above the task instead of the usual.

    Raises
    ------
    CjmError
        There is no such lane, or its cards are all of one stage.
    """
    items, places = shuffled(cards_of(journey, lane), "card")
    if len(set(places.values())) < 2:
        raise CjmError(f"the cards of {lane!r} are all of one stage, so that every order of them is right")
    task = OrderTask(items=items, title=title, words=words)
    return task, OrderKey(places=places, stages=stage_names(journey))


def blank_order(task: OrderTask) -> OrderAnswer:
    """The cards as they are shown at first."""
    return OrderAnswer(order=tuple(item.id for item in task.items), touched=False)


def check_order(task: OrderTask, answer: OrderAnswer) -> None:
    """Refuse an order that has not each card once.

    Raises
    ------
    CjmError
        A card is missing, there twice, or none of the task.
    """
    check_items(answer.order, task.items)
    if len(answer.order) != len(task.items):
        raise CjmError(f"an order has all {len(task.items)} cards, not {len(answer.order)}")


def count_order_left(task: OrderTask, answer: OrderAnswer) -> int:
    """One thing is to be done: to put them in order."""
    return 0 if answer.touched else 1


def kendall_distance(order: Sequence[str], places: Mapping[str, int]) -> tuple[int, int]:
    """How many pairs are the wrong way round, and of how many whose order is decided.

    Parameters
    ----------
    order
        Ids, the first first.
    places
        The right place of each; those of one place may stand either way.

    References
    ----------
    Kendall (1938), "A new measure of rank correlation", Biometrika 30. With all places different his tau
    is 1 less twice the share of such pairs.

    Examples
    --------
    >>> kendall_distance("bca", {"a": 0, "b": 1, "c": 1})
    (2, 2)
    """
    pairs = [(places[one], places[other]) for one, other in combinations(order, 2)]
    return sum(one > other for one, other in pairs), sum(one != other for one, other in pairs)


def score_order(task: OrderTask, key: OrderKey, answer: OrderAnswer) -> OrderResult:
    """A point for each two cards of different stages that are in the right order; see `kendall_distance`.

    Raises
    ------
    CjmError
        Nothing was done yet.
    """
    if not answer.touched:
        raise CjmError("put the cards in order first")
    wrong, pairs = kendall_distance(answer.order, key.places)
    return OrderResult(
        points=pairs - wrong,
        of=pairs,
        items=tuple(_own_pairs(id, answer.order, key) for id in answer.order),
        right=tuple(sorted(answer.order, key=lambda id: key.places[id])),
    )


def _own_pairs(id: str, order: Sequence[str], key: OrderKey) -> ItemPoints:
    """The pairs that a card is part of."""
    mine, at = key.places[id], order.index(id)
    others = [(key.places[other] - mine, place - at) for place, other in enumerate(order)]
    decided = [(really, here) for really, here in others if really]
    right = sum((really > 0) == (here > 0) for really, here in decided)
    return ItemPoints(id=id, points=right, of=len(decided), right=key.stages[mine])
