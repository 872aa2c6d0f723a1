"""What an item of a rubric can look at in a map, and how much of it is there, as a share from 0 to 1.

Only structure is looked at: how many, with which fields, in which order. A student's words are not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Card, Document
from cjm_widgets.grading.rubric import RubricItem

Look = Callable[[Document, RubricItem], float]


def key(name: str) -> str:
    """A name as it is compared: without case, and with single spaces.

    Examples
    --------
    >>> key("  Waiting   Room ")
    'waiting room'
    """
    return " ".join(name.casefold().split())


def part(number: float, at_least: int) -> float:
    """How much of what is asked is there."""
    return min(1.0, number / at_least)


def _counted(count: Callable[[Document], int]) -> Look:
    return lambda document, item: part(count(document), item.at_least)


def _scores(document: Document) -> int:
    return max((len(row) for row in document.emotion.values()), default=0)


def cards_of(document: Document, lane: str = "") -> Iterator[tuple[str, Card]]:
    """The cards with a text in lanes of a role or name, or in all, each with its stage."""
    for one in card_lanes(document):
        if not lane or lane in (one.role, one.id) or key(lane) == key(one.name):
            for stage, cards in document.cells.get(one.id, {}).items():
                yield from ((stage, card) for card in cards if card.text.strip())


def _cards(document: Document, item: RubricItem) -> float:
    every = [*cards_of(document, item.lane)]
    counted = [
        (stage, card)
        for stage, card in every
        if (not item.evidence or card.evidence in item.evidence)
        and all(getattr(card, name) not in (None, "", ()) for name in item.fields)
    ]
    number = len({stage for stage, _ in counted}) if item.per_stage else len(counted)
    share = part(number, item.at_least)
    if item.of_all:
        share *= len(counted) / len(every) if every else 0.0
    return share


def _order(document: Document, item: RubricItem) -> float:
    """The share of pairs of the answer that stand in its order, after Kendall (1938), "A new measure of rank
    correlation", Biometrika 30: pairs in order, of all pairs. A name that is missing has no pair in order."""
    places = {key(stage.name): at for at, stage in enumerate(document.stages)}
    names = [places.get(key(name)) for name in item.answer]
    pairs = [(a, b) for at, a in enumerate(names) for b in names[at + 1 :]]
    return sum(a is not None and b is not None and a < b for a, b in pairs) / len(pairs)


def _curve(document: Document, item: RubricItem) -> float:
    """The share of the answer's stages at which a drawn emotion lies in the range, ends included; of several
    personas the one that fits best."""
    assert not isinstance(item.answer, tuple)
    ids = {key(stage.name): stage.id for stage in document.stages}
    best = 0
    for row in document.emotion.values():
        inside = 0
        for name, ends in item.answer.items():
            drawn = row.get(ids.get(key(name), ""))
            low, high = ends if isinstance(ends, tuple) else (ends, ends)
            inside += drawn is not None and low <= drawn.value <= high
        best = max(best, inside)
    return best / len(item.answer)


LOOKS: dict[str, Look] = {
    "title": _counted(lambda document: bool(document.title.strip())),
    "stages": _counted(lambda document: len(document.stages)),
    "phases": _counted(lambda document: len(document.phases)),
    "lanes": _counted(lambda document: len(document.lanes)),
    "personas": _counted(lambda document: len(document.personas)),
    "links": _counted(lambda document: len(document.links)),
    "emotions": _counted(_scores),
    "sources": _counted(lambda document: len(document.sources)),
    "cards": _cards,
    "order": _order,
    "curve": _curve,
}
"""Every look by its name in a rubric."""


def measured_share(document: Document, item: RubricItem) -> float:
    """How many stages have a number of the measure; where there is an answer, how many have the right one."""
    ids = {key(stage.name): stage.id for stage in document.stages}
    figures: dict[str, list[float]] = {}
    for source in document.sources:
        for stage, row in source.figures.items():
            figure = row.get(item.measure)
            if figure is not None and figure.value is not None and figure.n >= item.n:
                figures.setdefault(stage, []).append(figure.value)
    if isinstance(item.answer, tuple):
        return part(sum(stage in figures for stage in ids.values()), item.at_least)
    right = 0
    for name, number in item.answer.items():
        values = figures.get(ids.get(key(name), ""), [])
        right += any(abs(value - float(number)) <= item.tolerance + 1e-9 for value in values)  # type: ignore[arg-type]
    return right / len(item.answer)
