"""Opportunities: how large they are, which come first, and what is tried for them.

Inputs may be ranges, and scores then are ranges. The ends of a score come from the ends of its inputs, which
is exact, as each score only rises or only falls with each of them; its middle comes from their middles.
js/src/document/opportunities.ts is the same in TypeScript.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Card, Document, Lane
from cjm_widgets.document.ranges import Range

Step = Literal["opportunity", "bet", "test"]
"""Where a card stands in the solution tree, below the outcome."""


class Priority(NamedTuple):
    """A score with the least and the greatest it may be."""

    value: float
    low: float
    high: float


class Rank(NamedTuple):
    """The best and the worst place a thing may have; they differ where its range overlaps others'."""

    best: int
    worst: int

    def __str__(self) -> str:
        return str(self.best) if self.best == self.worst else f"{self.best}–{self.worst}"


class Opportunity(NamedTuple):
    """A card of a lane of opportunities, with its lane, the id of its stage, and its step of the tree."""

    card: Card
    lane: Lane
    stage: str
    step: Step


def ice(card: Card) -> Priority | None:
    """Impact x confidence x ease, confidence as a fraction; None where one of them is not said.

    The score is that of Sean Ellis (S. Ellis and M. Brown, Hacking Growth, 2017), who takes confidence from 1
    to 10; in per cent it can be read as a chance.

    Examples
    --------
    >>> ice(Card(id="a", impact=(7, 9), confidence=(60, 80), ease=(5, 6)))
    Priority(value=30.8, low=21.0, high=43.2)
    """
    if card.impact is None or card.confidence is None or card.ease is None:
        return None
    return _score((card.impact, card.confidence, card.ease), (), 100)


def rice(card: Card) -> Priority | None:
    """Reach x impact x confidence / effort, confidence as a fraction; None where one of them is not said.

    The score is Intercom's (S. McBride, RICE: simple prioritization for product managers, 2018). An effort
    that may be nothing gives none.

    Examples
    --------
    >>> rice(Card(id="a", reach=1000, impact=6, confidence=50, effort=(2, 4)))
    Priority(value=1000.0, low=750.0, high=1500.0)
    """
    if card.reach is None or card.impact is None or card.confidence is None or card.effort is None:
        return None
    if _ends(card.effort)[0] == 0:
        return None
    return _score((card.reach, card.impact, card.confidence), (card.effort,), 100)


def _score(over: Sequence[Range], under: Sequence[Range], scale: float) -> Priority:
    tops, bottoms = [*map(_ends, over)], [*map(_ends, under)]
    low = _product(least for least, _ in tops) / _product(most for _, most in bottoms) / scale
    high = _product(most for _, most in tops) / _product(least for least, _ in bottoms) / scale
    middle = _product(map(middle_of, over)) / _product(map(middle_of, under)) / scale
    return Priority(middle, low, high)


def _product(factors: Iterator[float] | map[float]) -> float:
    result = 1.0
    for factor in factors:
        result *= factor
    return result


def _ends(value: Range) -> tuple[float, float]:
    return (value[0], value[-1]) if isinstance(value, tuple) else (value, value)


def middle_of(value: Range) -> float:
    """The middle of a range, or the number itself.

    Examples
    --------
    >>> middle_of((6, 9)), middle_of(4)
    (7.5, 4.0)
    """
    low, high = _ends(value)
    return (low + high) / 2


def ranks(scores: Sequence[Priority | None]) -> list[Rank | None]:
    """The places of scores, the greatest first: those whose ranges overlap may stand in any order.

    Examples
    --------
    >>> [str(rank) for rank in ranks([Priority(8, 6, 10), Priority(7, 5, 9), Priority(2, 1, 3)])]
    ['1–2', '1–2', '3']
    """
    known = [score for score in scores if score is not None]
    lows, highs = sorted(score.low for score in known), sorted(score.high for score in known)
    return [
        None
        if score is None
        else Rank(1 + len(lows) - bisect_right(lows, score.high), len(highs) - bisect_left(highs, score.low))
        for score in scores
    ]


def opportunities(document: Document) -> list[Opportunity]:
    """The cards in lanes of opportunities, in map order.

    A card that an opportunity leads to, by a link, is a bet, and one that a bet leads to is a test.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> lane = Lane(id="ideas", name="Ideas", role="opportunities")
    >>> cells = {"ideas": {"wait": (Card(id="a", text="A screen"),)}}
    >>> visit = Document(id="v", stages=(Stage(id="wait", name="Wait"),), lanes=(lane,), cells=cells)
    >>> [(one.card.text, one.step) for one in opportunities(visit)]
    [('A screen', 'opportunity')]
    """
    lanes = [lane for lane in card_lanes(document) if lane.role == "opportunities"]
    places = [
        (card, lane, stage.id)
        for stage in document.stages
        for lane in lanes
        for card in document.cells.get(lane.id, {}).get(stage.id, ())
    ]
    steps = _steps(document, {card.id for card, _, _ in places})
    return [Opportunity(card, lane, stage, steps[card.id]) for card, lane, stage in places]


def _steps(document: Document, ids: set[str]) -> dict[str, Step]:
    """How far each card stands below an opportunity that none of the others leads to."""
    parents: dict[str, set[str]] = {id: set() for id in ids}
    for start, end in tree_links(document):
        if start in ids and end in ids:
            parents[end].add(start)
    steps: dict[str, Step] = {id: "opportunity" for id in ids if not parents[id]}
    below: dict[Step, Step] = {"opportunity": "bet", "bet": "test", "test": "test"}
    rest = ids - set(steps)
    while rest:
        reached = {id for id in rest if parents[id] & set(steps)}
        if not reached:  # they lead to each other in a circle
            return steps | dict.fromkeys(rest, "opportunity")
        for id in reached:
            above = min((steps[up] for up in parents[id] & (ids - rest)), key=_ORDER.index)
            steps[id] = below[above]
        rest -= reached
    return steps


_ORDER = ("opportunity", "bet", "test")


def tree_links(document: Document) -> Iterator[tuple[str, str]]:
    """The links from one card to another, by their ids; those back and forth order nothing."""
    for link in document.links:
        if link.kind != "both" and link.start.card and link.end is not None and link.end.card:
            yield link.start.card, link.end.card
