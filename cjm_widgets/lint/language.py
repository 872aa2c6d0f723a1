"""The words on cards: whose side they take, and whether they say anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjm_widgets.document.coverage import holds_names
from cjm_widgets.document.errors import quoted
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.operations import MoveCard, Operation, RemoveCard
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.rule import Finding, Spot, card_of, rule
from cjm_widgets.lint.subjects import Cells, Column, MapContext

_PLAIN = "Plain Language Action and Information Network, Federal Plain Language Guidelines (2011)"
_VIEW = "Kalbach, Mapping Experiences, 2nd ed. (2020), chapter 1"
_CARDS = "Stickdorn et al., This Is Service Design Doing (2018), chapter 5"
_PROBLEM = "Torres, Continuous Discovery Habits (2021), chapter 5"
_LONG = 160

_COMPANY = re.compile(
    r"(?i:\b(?:we|our (?:team|staff|system|company|crm|sales|support|website|app|agents?)|"
    r"(?:the )?(?:company|business|sales team|support team|marketing(?: team)?|back ?office|crm)"
    r" (?:sends?|emails?|calls?|offers?|processes|contacts?|assigns?|notifies|updates?|creates?))\b)"
    r"(?! (?:are|get|go) )"
)
_JARGON = re.compile(
    r"\b(?:leverag\w+|synerg\w+|omni-?channel\w*|onboard(?:ed|ing) flow|touch ?base|low[- ]hanging fruit|"
    r"seamless\w*|frictionless\w*|best[- ]in[- ]class|world[- ]class|holistic\w*|paradigm\w*|disrupt\w+|"
    r"customer[- ]centric\w*|value[- ]add\w*|actionable|ideat\w+|growth hack\w*|stakeholder alignment|"
    r"end[- ]to[- ]end|next[- ]gen\w*|bleeding[- ]edge|cutting[- ]edge|game[- ]chang\w+|deep[- ]dive\w*|"
    r"boil the ocean|move the needle|delight(?:ful)? moments?|wow factor|utili[sz]\w+|operationali[sz]\w+|"
    r"MQLs?|SQLs?|ARPU|LTV|CAC|ToFu|MoFu|BoFu)\b",
    re.IGNORECASE,
)
_COMPANY_WORDS = re.compile(r"\b(?:we|our|company|business|team|office|crm|marketing)\b")
_JARGON_WORDS = re.compile(
    r"leverag|synerg|omni|onboard|touch|fruit|seamless|frictionless|class|holistic|paradigm|disrupt|centric|"
    r"value|actionable|ideat|growth|stakeholder|end|gen|edge|game|deep|boil|needle|delight|wow|utili|"
    r"operationali|\b(?:mqls?|sqls?|arpu|ltv|cac|tofu|mofu|bofu)\b"
)
_SOLUTION_WORDS = re.compile(r"\b(?:should|must|could|need|needs|lack|lacks|lacking)\b")
_EVERYBODY_WORDS = re.compile(r"\b(?:all|every|no|everyone|everybody|nobody|always|never)\b")
_PLACEHOLDER = re.compile(
    r"\A\s*(?:tbd|tba|todo|to do|to be (?:defined|done|added)|xxx+|\?+|\.\.\.|…|lorem ipsum\b.*|"
    r"(?:new )?(?:card|text|stage|lane|step|phase)(?: \d+)?|n/?a|test)\s*\Z",
    re.IGNORECASE,
)
_SOLUTION = re.compile(
    r"\b(?:we (?:should|need to|must|could)|needs? (?:a|an|to have) (?:new )?(?:app|feature|chatbot|button|"
    r"portal|dashboard|tool|page)|there should be|should (?:add|build|introduce|offer)|lack(?:s|ing)? "
    r"(?:a|an) (?:app|feature|chatbot|button|portal|dashboard|tool|page))\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"\b(?:all|every|no) (?:customers?|users?|travell?ers?|patients?|people|visitors?|buyers?|guests?)\b|"
    r"\b(?:everyone|everybody|nobody|no one|always|never)\b",
    re.IGNORECASE,
)
_PLACEHOLDER_WORDS = re.compile(
    r"tb[da]|todo|\b(?:to|card|text|stage|lane|step|phase|test|na|n/a|lorem)\b|xxx|\?|\.\.\.|…"
)
_WORDS = re.compile(r"\W+")


@rule(
    "CJM701",
    "warning",
    "Company-side wording among actions",
    why="The actions are what the actor does. What the organisation does there is a process chart, and hides "
    "the actor waiting.",
    source=_VIEW,
    advice="Write what the actor does, sees or waits for; the rest belongs backstage",
    looks_at="cell",
    roles=("actions",),
)
def company_side(cells: Cells, context: MapContext) -> Iterator[Spot]:
    if cells.lane.layer != "customer":
        return
    for stage, card, match in cells.search(_COMPANY, only_with=_COMPANY_WORDS):
        yield cells.at(stage, card), f"{quoted(card.text)} is what {quoted(match[0])} does, not the actor"


@company_side.mend("Move the card backstage")
def move_backstage(document: Document, finding: Finding) -> list[Operation]:
    at = finding.at
    lane = next((one for one in card_lanes(document) if one.layer in ("backstage", "frontstage")), None)
    if card_of(document, finding) is None or lane is None or lane.id == at.lane:
        return []
    stage, own, card = at.stage or "", at.lane or "", at.card or ""
    return [MoveCard(stage=stage, lane=own, card=card, to_stage=stage, to_lane=lane.id)]


@rule(
    "CJM702",
    "hint",
    "Jargon",
    why="Words that only the team uses are skipped by everybody else, and often hide that nothing is said.",
    source=_PLAIN,
    advice="Say it as the actor would",
    looks_at="cell",
)
def jargon(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card, match in cells.search(_JARGON, only_with=_JARGON_WORDS):
        yield cells.at(stage, card), f"{quoted(card.text)} says {quoted(match[0])}, which is jargon"


@rule(
    "CJM703",
    "warning",
    "The same card twice in a cell",
    why="What is there twice is counted twice, in the foot and in every frame.",
    source=_CARDS,
    advice="Keep one of them",
    looks_at="cell",
)
def repeated_card(cells: Cells, context: MapContext) -> Iterator[Spot]:
    before, cell = "", list[Card]()
    for stage, card in cells.cards:
        if stage != before:
            before, cell = stage, [card]
            continue
        if (key := _key(card)) and any(_key(other) == key for other in cell):
            yield cells.at(stage, card), f"{quoted(card.text)} stands in the cell already"
        cell.append(card)


@repeated_card.mend("Remove the repeated card")
def remove_repeated(document: Document, finding: Finding) -> list[Operation]:
    at, card = finding.at, card_of(document, finding)
    cell = document.cells.get(at.lane or "", {}).get(at.stage or "", ())
    if card is None or sum(_key(other) == _key(card) for other in cell) < 2:
        return []
    return [RemoveCard(stage=at.stage or "", lane=at.lane or "", card=card.id)]


@rule(
    "CJM704",
    "hint",
    "The same card at several stages",
    why="One thing that goes on is one card over its stages; copies drift apart as they are edited.",
    source=_CARDS,
    advice="Make one card span the stages, or say how they differ",
    looks_at="lane",
)
def copied_card(cells: Cells, context: MapContext) -> Iterator[Spot]:
    if holds_names(cells.lane):
        return
    first: dict[str, str] = {}
    for stage, card in cells.cards:
        if (key := card.text) and first.setdefault(key, stage) != stage:
            yield cells.at(stage, card), f"{quoted(card.text)} stands at an earlier stage too"


@rule(
    "CJM705",
    "hint",
    "Card too long to read",
    why="Cards are read in passing; a paragraph is read by nobody and makes its row too high for the others.",
    source=_PLAIN,
    advice="Keep the one thing it says, the rest in the notes or a linked map",
    looks_at="cell",
)
def long_card(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if len(card.text) > _LONG and card.evidence != "quote":
            yield cells.at(stage, card), f"The card has {len(card.text)} characters"


@rule(
    "CJM706",
    "warning",
    "Placeholder left in place",
    why="Readers cannot tell what was not written from what there is not.",
    source=_CARDS,
    advice="Write it, or remove the card",
    looks_at="cell",
)
def placeholder(cells: Cells, context: MapContext) -> Iterator[Spot]:
    if not cells.has_word(_PLACEHOLDER_WORDS):
        return
    for stage, card in cells.cards:
        if len(card.text) < 40 and card.text and _PLACEHOLDER.match(card.text):
            yield cells.at(stage, card), f"{quoted(card.text)} says nothing yet"


@rule(
    "CJM707",
    "hint",
    "Card without text",
    why="It takes room, is counted, and says nothing.",
    source=_CARDS,
    advice="Write it, or remove it",
    looks_at="cell",
)
def blank_card(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if (not card.text or card.text.isspace()) and _is_blank(card):
            yield cells.at(stage, card), "The card has neither words nor a picture"


@blank_card.mend("Remove the card")
def remove_blank(document: Document, finding: Finding) -> list[Operation]:
    at, card = finding.at, card_of(document, finding)
    if card is None or not _is_blank(card):
        return []
    return [RemoveCard(stage=at.stage or "", lane=at.lane or "", card=card.id)]


@rule(
    "CJM708",
    "hint",
    "Solution among the pain points",
    why="A missing feature is a solution in disguise; what hurts is what the actor cannot do.",
    source=_PROBLEM,
    advice="Write what goes wrong for the actor, and the solution as an opportunity",
    looks_at="cell",
    roles=("pain_points",),
)
def solution(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card, _ in cells.search(_SOLUTION, only_with=_SOLUTION_WORDS):
        yield cells.at(stage, card), f"{quoted(card.text)} names a solution, and not what goes wrong"


@rule(
    "CJM709",
    "hint",
    "Claim about everybody",
    why="All and never are seldom true of people, and nobody asked all of them.",
    source=_PLAIN,
    advice="Say how many of how many, or whom you saw",
    looks_at="cell",
    roles=("actions", "pain_points", "opportunities", "goals", "other"),
)
def everybody(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card, match in cells.search(_EVERYBODY, only_with=_EVERYBODY_WORDS):
        if card.evidence == "assumption":
            yield cells.at(stage, card), f"{quoted(card.text)} says {quoted(match[0])} without a number"


@rule(
    "CJM710",
    "warning",
    "Stage that is only a number",
    why="A name such as Stage 3 tells readers where it stands, which they see, and not what happens.",
    source=_VIEW,
    advice="Name it by what the actor does",
    looks_at="stage",
)
def numbered_stage(column: Column, context: MapContext) -> Iterator[Spot]:
    if _PLACEHOLDER.match(column.stage.name) or not column.stage.name.strip(" 0123456789.-"):
        yield Touch(stage=column.stage.id), f"{quoted(column.stage.name)} does not say what happens"


def _key(card: Card) -> str:
    return _WORDS.sub(" ", card.text).strip().casefold()


def _is_blank(card: Card) -> bool:
    """Whether nothing of a card could be read."""
    return not card.text.strip() and card.image is None and not card.comments and not card.links
