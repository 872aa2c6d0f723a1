"""What rules look at: cards of a lane, all of a stage, and the map with what several rules ask of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from cjm_widgets.document.lane_kinds import card_lanes, emotion_lane
from cjm_widgets.document.model import Card, Document, Lane, Stage
from cjm_widgets.document.touches import Touch

T = TypeVar("T")
_BETWEEN = "\x00"
"""Stands between texts that are searched as one; no pattern matches across it."""


class Cells:
    """Cards of a lane, each with the id of its stage: of the whole lane, or of the cells that were edited."""

    def __init__(self, lane: Lane, cards: Sequence[tuple[str, Card]]) -> None:
        self.lane = lane
        self.cards = cards
        self._joined: dict[bool, str] = {}
        self._vocabularies: dict[bool, str] = {}

    def at(self, stage: str, card: Card) -> Touch:
        """The place of one of the cards."""
        return Touch(stage=stage, lane=self.lane.id, card=card.id)

    @cached_property
    def _texts(self) -> list[str]:
        return [card.text for _, card in self.cards]

    @cached_property
    def _words(self) -> list[str]:
        """Whatever each card says; the list of texts itself where no card says more."""
        words = [_every_word(card) for _, card in self.cards]
        return self._texts if words == self._texts else words

    def search(
        self, pattern: re.Pattern[str], *, only_with: re.Pattern[str] | None = None, every_word: bool = False
    ) -> Iterator[tuple[str, Card, re.Match[str]]]:
        r"""The cards in whose text a pattern matches, each with the first match.

        All texts are searched as one, and only where a word of theirs may be part of a match, so that a
        thousand cards without one cost little.

        Parameters
        ----------
        pattern
            What to look for; it must not match across ``\x00``, which stands between texts.
        only_with
            What is in one word at least of any match, in lower case and between spaces.
        every_word
            Whether it is looked for in whatever a card says, not in its text only.
        """
        every_word = every_word and self._words is not self._texts
        texts = self._words if every_word else self._texts
        if only_with is not None and not self.has_word(only_with, every_word=every_word):
            return
        starts: list[int] = []
        last = -1
        for match in pattern.finditer(self._whole(every_word)):
            starts = starts or [0, *accumulate(len(one) + 1 for one in texts)]
            place = bisect_right(starts, match.start()) - 1
            if place != last:
                last = place
                stage, card = self.cards[place]
                yield stage, card, match

    def has_word(self, pattern: re.Pattern[str], *, every_word: bool = False) -> bool:
        """Whether a pattern matches in any word of the texts, in lower case."""
        every_word = every_word and self._words is not self._texts
        if every_word not in self._vocabularies:
            words = {*self._whole(every_word).replace(_BETWEEN, " ").lower().split()}
            self._vocabularies[every_word] = " ".join(words)
        return pattern.search(self._vocabularies[every_word]) is not None

    def _whole(self, every_word: bool) -> str:
        if every_word not in self._joined:
            self._joined[every_word] = _BETWEEN.join(self._words if every_word else self._texts)
        return self._joined[every_word]


def _every_word(card: Card) -> str:
    """Whatever a card says, as one text."""
    if not (card.who or card.source or card.kpi or card.tags or card.comments):
        return card.text
    said = [
        text
        for comment in card.comments
        for text in (comment.text, *(reply.text for reply in comment.replies))
    ]
    return "\n".join([card.text, card.who, card.source, card.kpi, *card.tags, *said])


class Column(NamedTuple):
    """A stage, and the cards there by the roles of their lanes, with those that begin earlier."""

    stage: Stage
    by_role: Mapping[str, Sequence[Card]]

    def cards(self, role: str) -> Sequence[Card]:
        """Its cards in lanes of a role."""
        return self.by_role.get(role, ())

    @property
    def at(self) -> Touch:
        """The place of the stage."""
        return Touch(stage=self.stage.id)


class MapContext:
    """A map under examination, with the day it is, and what several rules ask of it.

    Parameters
    ----------
    document
        The map.
    today
        The day: what is overdue depends on it.
    population
        For each column of the rows the true share of each of its values, from 0 to 1: whom the map is about.
        ``today`` and ``population`` are parts that a rule may look at, as the document's are.
    """

    def __init__(
        self, document: Document, today: date, population: Mapping[str, Mapping[str, float]] | None = None
    ) -> None:
        self.document = document
        self.today = today
        self.population = population or {}
        self.lanes = tuple(card_lanes(document))
        self.order = tuple(stage.id for stage in document.stages)
        self.places = {id: at for at, id in enumerate(self.order)}
        self.roles = {lane.role for lane in self.lanes}
        emotion = emotion_lane(document)
        self.emotion_lane = None if emotion is None else emotion.id
        self._memo: dict[str, tuple[tuple[Any, ...], Any]] = {}

    def follow(self, other: MapContext) -> MapContext:
        """Take over what was computed of the map as it was before an edit; returns itself."""
        self._memo = other._memo
        if other.order == self.order:
            self.order = other.order
        return self

    def once(self, name: str, parts: Sequence[Any], compute: Callable[[], T]) -> T:
        """A value that is computed again only when one of the parts it depends on is another object."""
        known = self._memo.get(name)
        if known is None or any(one is not other for one, other in zip(known[0], parts, strict=True)):
            known = self._memo[name] = (tuple(parts), compute())
        value: T = known[1]
        return value

    def lane_of(self, *roles: str) -> Lane | None:
        """The first lane of these roles."""
        return next((lane for lane in self.lanes if lane.role in roles), None)

    def row(self, lane: Lane) -> list[tuple[str, Card]]:
        """The cards of a lane in the order of the stages, each with its stage."""
        row = self.document.cells.get(lane.id, {})
        return self.once(
            f"row {lane.id}",
            (row, self.order),
            lambda: [(stage, card) for stage in self.order if stage in row for card in row[stage]],
        )

    def covering(self, lane: Lane) -> dict[str, list[Card]]:
        """For each stage the cards of a lane that begin at an earlier stage and cover it."""
        order = self.order

        def compute() -> dict[str, list[Card]]:
            cards: dict[str, list[Card]] = {}
            for stage, card in self.row(lane):
                if card.span > 1:
                    at = self.places[stage]
                    for later in order[at + 1 : at + card.span]:
                        cards.setdefault(later, []).append(card)
            return cards

        return self.once(f"covering {lane.id}", (self.row(lane), order), compute)

    def by_lane(
        self, name: str, compute: Callable[[Sequence[tuple[str, Card]]], T], *roles: str
    ) -> Iterator[tuple[Lane, T]]:
        """A value for each lane of these roles, or for all, computed anew where it was edited."""
        for lane in self.lanes:
            if not roles or lane.role in roles:
                row = self.row(lane)
                yield lane, self.once(f"{name} {lane.id}", (row,), partial(compute, row))

    def rows(self, *roles: str) -> Iterator[tuple[Lane, str, Card]]:
        """Every card of lanes of these roles, of all lanes without one, with its lane and stage."""
        for lane in self.lanes:
            if not roles or lane.role in roles:
                for stage, card in self.row(lane):
                    yield lane, stage, card

    def point(self, persona: str, stage: str) -> Touch:
        """The place of a drawn emotion."""
        return Touch(stage=stage, lane=self.emotion_lane, persona=persona)

    def drawn(self, persona: str) -> list[tuple[Stage, float]]:
        """The drawn emotions of a persona in the order of the stages."""
        scores = self.document.emotion.get(persona, {})
        return [(stage, scores[stage.id].value) for stage in self.document.stages if stage.id in scores]


def day(text: str) -> date | None:
    """The day that a text is, or that a time lies on; None where it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
