"""What backs the cards of a map: assumptions, quotes, walkthroughs and data, and what is missing of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjm_widgets.document.coverage import BACKED, holds_names
from cjm_widgets.document.errors import quoted
from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.operations import Operation, RemoveCard
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.rule import MAP, Finding, Spot, card_of, rule, set_card
from cjm_widgets.lint.subjects import Cells, MapContext

FEW = 5
"""People below whom a card's number may be one of them."""
_RESEARCH = "Nielsen Norman Group, Journey Mapping 101 (2018)"
_QUOTES = "Braun and Clarke, Using Thematic Analysis in Psychology (2006)"
_WALKS = "Stickdorn and others, This Is Service Design Methods (2018), service safari"
_NUMBERS = "American Statistical Association, Ethical Guidelines for Statistical Practice (2022)"
_SPACES = re.compile(r"\W+")


@rule(
    "CJM401",
    "error",
    "Current state built on assumptions only",
    why="A map of what is that nobody checked shows how the organisation sees itself.",
    source=_RESEARCH,
    advice="Talk to people who went through it, or join what they answered",
    parts=("kind", "lanes", "cells", "emotion", "sources"),
)
def only_assumptions(context: MapContext) -> Iterator[Spot]:
    document = context.document
    if document.kind != "current" or any(source.figures for source in document.sources):
        return
    if any(score.evidence in BACKED for row in document.emotion.values() for score in row.values()):
        return
    claims = 0
    for lane, kinds in context.by_lane("evidence", lambda row: {card.evidence for _, card in row}):
        if not holds_names(lane):
            if kinds.intersection(BACKED):
                return
            claims += "assumption" in kinds
    if claims:
        yield MAP, "Every card is an assumption"


@rule(
    "CJM402",
    "warning",
    "Data without n and source",
    why="A number of unknown people from an unknown place cannot be weighed against another.",
    source=_NUMBERS,
    advice="Give n or the source, or call it an assumption",
    looks_at="cell",
)
def bare_data(cells: Cells, context: MapContext) -> Iterator[Spot]:
    if holds_names(cells.lane):
        return
    for stage, card in cells.cards:
        if card.evidence == "data" and card.n is None and not card.source.strip():
            yield cells.at(stage, card), f"{quoted(card.text)} has neither n nor a source"


@bare_data.mend("Call it an assumption")
def call_assumption(document: Document, finding: Finding) -> list[Operation]:
    card = card_of(document, finding)
    return [set_card(finding, evidence="assumption")] if card and card.evidence == "data" else []


@rule(
    "CJM403",
    "warning",
    "Quote without who",
    why="A quote of nobody could be anybody's, the team's included.",
    source=_QUOTES,
    advice="Say who said it, by a number or a role, never by name",
    looks_at="cell",
)
def anonymous_quote(cells: Cells, context: MapContext) -> Iterator[Spot]:
    if holds_names(cells.lane):
        return
    for stage, card in cells.cards:
        if card.evidence == "quote" and not card.who.strip() and not card.source.strip():
            yield cells.at(stage, card), f"Nothing says who said {quoted(card.text)}"


@rule(
    "CJM404",
    "warning",
    "The same quote twice",
    why="One person's words in two places look like two people's.",
    source=_QUOTES,
    advice="Keep it where it says most",
    parts=("cells", "lanes", "stages"),
)
def repeated_quote(context: MapContext) -> Iterator[Spot]:
    earlier: set[str] = set()
    for lane, quotes in context.by_lane("quotes", _quotes):
        for stage, card, words in () if holds_names(lane) else quotes:
            if words in earlier:
                at = Touch(stage=stage, lane=lane.id, card=card.id)
                yield at, f"{quoted(card.text)} stands elsewhere too"
            earlier.add(words)


def _quotes(row: Sequence[tuple[str, Card]]) -> list[tuple[str, Card, str]]:
    """The quotes of a lane, each with its words as they are compared."""
    return [
        (stage, card, _SPACES.sub(" ", card.text).strip().casefold())
        for stage, card in row
        if card.evidence == "quote" and card.text.strip()
    ]


@repeated_quote.mend("Remove it here")
def remove_quote(document: Document, finding: Finding) -> list[Operation]:
    card = card_of(document, finding)
    if card is None:
        return []
    words = _SPACES.sub(" ", card.text).strip().casefold()
    same = sum(
        _SPACES.sub(" ", other.text).strip().casefold() == words and other.evidence == "quote"
        for row in document.cells.values()
        for cards in row.values()
        for other in cards
    )
    at = finding.at
    return [RemoveCard(stage=at.stage or "", lane=at.lane or "", card=card.id)] if same > 1 else []


@rule(
    "CJM405",
    "hint",
    "Somebody's words that are called an assumption",
    why="The card names who said it, and yet counts as an assumption.",
    source=_QUOTES,
    advice="Call it a quote",
    looks_at="cell",
)
def uncounted_quote(cells: Cells, context: MapContext) -> Iterator[Spot]:
    if holds_names(cells.lane):
        return
    for stage, card in cells.cards:
        if card.who and card.evidence == "assumption":
            yield cells.at(stage, card), f"{quoted(card.text)} is said by {quoted(card.who)}"


@uncounted_quote.mend("Call it a quote")
def call_quote(document: Document, finding: Finding) -> list[Operation]:
    card = card_of(document, finding)
    return [set_card(finding, evidence="quote")] if card and card.evidence == "assumption" else []


@rule(
    "CJM406",
    "warning",
    "Severe pain that nothing backs",
    why="What is worked on first should be what was seen, not what the loudest person in the room feared.",
    source=_RESEARCH,
    advice="Find a quote or a number for it, or lower its severity",
    looks_at="cell",
    roles=("pain_points",),
)
def unbacked_pain(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if card.severity == 3 and card.evidence in ("assumption", "none"):
            yield cells.at(stage, card), f"{quoted(card.text)} is severe, and an assumption"


@rule(
    "CJM407",
    "warning",
    "Card of very few people",
    why="A number of fewer than five people says little, and may tell who they are.",
    source="Statistics New Zealand, Microdata Output Guide (2020)",
    advice="Ask more people, or tell it as a quote",
    looks_at="cell",
)
def few_people(cells: Cells, context: MapContext) -> Iterator[Spot]:
    if holds_names(cells.lane):
        return
    for stage, card in cells.cards:
        if card.n is not None and card.n < FEW and card.evidence == "data":
            yield cells.at(stage, card), f"{quoted(card.text)} rests on n {card.n}"


@rule(
    "CJM408",
    "hint",
    "Quote too long to read",
    why="A quote is on a map to be read in passing; a paragraph is skipped.",
    source=_QUOTES,
    advice="Keep the sentence that says it, the rest in the notes",
    looks_at="cell",
)
def long_quote(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if card.evidence == "quote" and len(card.text) > 240:
            yield cells.at(stage, card), f"The quote has {len(card.text)} characters"


@rule(
    "CJM409",
    "warning",
    "Walkthrough that nobody wrote down",
    why="A walk without its walker and its time cannot be looked up, and cannot be walked again.",
    source=_WALKS,
    advice="Write it down with journey.walk() or in the details of the stage, name the source, or call it an "
    "assumption",
    parts=("cells", "lanes", "stages", "walkthroughs"),
)
def walk_not_written_down(context: MapContext) -> Iterator[Spot]:
    walked = walked_stages(context.document)
    for lane, cards in context.by_lane("walks", _walks):
        for stage, card in () if holds_names(lane) else cards:
            if stage not in walked:
                yield (
                    Touch(stage=stage, lane=lane.id, card=card.id),
                    f"No walk through the stage is written down that backs {quoted(card.text)}",
                )


def walked_stages(document: Document) -> set[str]:
    """The stages that some walk has a time or a note of, by id."""
    return {stage for walk in document.walkthroughs for stage in {**walk.minutes, **walk.notes}}


def _walks(row: Sequence[tuple[str, Card]]) -> list[tuple[str, Card]]:
    """The cards of a lane that a walkthrough backs, and no source."""
    return [
        (stage, card) for stage, card in row if card.evidence == "walkthrough" and not card.source.strip()
    ]


@walk_not_written_down.mend("Call it an assumption")
def call_walk_assumption(document: Document, finding: Finding) -> list[Operation]:
    card = card_of(document, finding)
    return [set_card(finding, evidence="assumption")] if card and card.evidence == "walkthrough" else []
