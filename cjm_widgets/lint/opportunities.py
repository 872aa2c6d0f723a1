"""Pain points and what is to be done about them: who, by when, measured by what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cjm_widgets.document.errors import number_text, quoted
from cjm_widgets.document.links import links_of_cards
from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.operations import Operation
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.rule import MAP, Finding, Spot, card_of, rule, set_card
from cjm_widgets.lint.subjects import Cells, Column, MapContext, day

_OPPORTUNITIES = ("opportunities",)
_MOST_BETS = 5
_OVER = ("done", "dropped", "closed", "shipped")
_TREE = "Torres, Continuous Discovery Habits (2021), chapters 5 and 9"
_BETS = "Gothelf and Seiden, Lean UX, 3rd ed. (2021)"
_FOCUS = "Anderson, Kanban (2010)"
_GUARD = "Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments (2020), chapter 2"
_ICE = "Ellis and Brown, Hacking Growth (2017)"


@rule(
    "CJM501",
    "warning",
    "Pain point without opportunity",
    why="Beside a pain point readers look for what will be done about it; where nothing is, nothing happens.",
    source=_TREE,
    advice="Add an opportunity at the stage, or link the pain point to one elsewhere",
    looks_at="stage",
    roles=("pain_points", "opportunities"),
)
def no_opportunity(column: Column, context: MapContext) -> Iterator[Spot]:
    pains = column.cards("pain_points")
    if not pains or column.cards("opportunities"):
        return
    document = context.document
    links = context.once("links", (document.links, document.cells), lambda: _linked(document))
    bare = [card for card in pains if card.id not in links]
    lane = context.lane_of("pain_points")
    if bare and lane is not None:
        what = quoted(bare[0].text) if len(bare) == 1 else f"{len(bare)} pain points"
        yield Touch(stage=column.stage.id, lane=lane.id), f"Nothing is planned against {what}"


def _linked(document: Document) -> set[str]:
    """The cards that a link leads from or to."""
    return {*links_of_cards(document)}


@rule(
    "CJM502",
    "warning",
    "Opportunity without owner",
    why="What everybody could do nobody does.",
    source=_TREE,
    advice="Name who answers for it",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def no_owner(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if not card.owner and _is_open(card):
            yield cells.at(stage, card), f"Nobody owns {quoted(card.text)}"


@rule(
    "CJM503",
    "warning",
    "Opportunity without metric",
    why="Without a number that should move, an opportunity cannot be told from a good idea.",
    source=_BETS,
    advice="Name the KPI it should move",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def no_metric(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if not card.kpi and (card.hypothesis is None or card.hypothesis.metric is None) and _is_open(card):
            yield cells.at(stage, card), f"Nothing measures {quoted(card.text)}"


@rule(
    "CJM504",
    "hint",
    "Opportunity without hypothesis",
    why="What is believed to happen is what a test can refute; without it every result is a success.",
    source=_BETS,
    advice="Say what changes, and what should move with it",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def no_hypothesis(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if (card.hypothesis is None or not card.hypothesis.change) and _is_open(card):
            yield cells.at(stage, card), f"{quoted(card.text)} has no hypothesis"


@rule(
    "CJM505",
    "hint",
    "Opportunity without due date",
    why="Without a date nobody asks how far it is.",
    source=_TREE,
    advice="Set a due date, or drop it",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def no_due(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if not card.due and _is_open(card):
            yield cells.at(stage, card), f"{quoted(card.text)} has no due date"


@rule(
    "CJM506",
    "warning",
    "Opportunity overdue",
    why="A date that passes unmentioned makes readers doubt the others.",
    source=_TREE,
    advice="Say what came of it, or set another day",
    parts=("cells", "lanes", "stages", "today"),
)
def overdue(context: MapContext) -> Iterator[Spot]:
    for lane, cards in context.by_lane("due", _due, "opportunities"):
        for stage, card, due in cards:
            if due < context.today:
                at = Touch(stage=stage, lane=lane.id, card=card.id)
                yield at, f"{quoted(card.text)} was due on {due.isoformat()}"


def _due(row: Sequence[tuple[str, Card]]) -> list[tuple[str, Card, date]]:
    """The cards of a lane that are to be done by a day."""
    days = ((stage, card, day(card.due)) for stage, card in row if card.due and _is_open(card))
    return [(stage, card, due) for stage, card, due in days if due is not None]


@rule(
    "CJM507",
    "warning",
    "More than five bets",
    why="Bets made at once share people and readers; with many nobody can say which one moved the number.",
    source=_FOCUS,
    advice="Pick those to test now, and give the others the status Idea",
    parts=("cells", "lanes", "stages"),
)
def many_bets(context: MapContext) -> Iterator[Spot]:
    every = context.by_lane("bets", lambda row: sum(_is_bet(card) for _, card in row), "opportunities")
    if (bets := sum(number for _, number in every)) > _MOST_BETS:
        yield MAP, f"{bets} bets are under way at once"


@rule(
    "CJM508",
    "warning",
    "KPI without target",
    why="Without a target whatever happens can be called a success.",
    source=_BETS,
    advice="Give the metric of the hypothesis a target",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def no_target(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        metric = card.hypothesis.metric if card.hypothesis else None
        named = card.kpi or (metric.name if metric else "")
        if named and (metric is None or metric.target is None) and _is_open(card):
            yield cells.at(stage, card), f"{quoted(named)} has no target"


@rule(
    "CJM509",
    "hint",
    "KPI without guardrail",
    why="One number can nearly always be moved at the cost of another; a guardrail says which must not pay.",
    source=_GUARD,
    advice="Name a metric that must not get worse meanwhile",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def no_guardrail(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        bet = card.hypothesis
        if bet is not None and bet.metric is not None and not bet.guardrails and _is_open(card):
            yield cells.at(stage, card), f"Nothing guards {quoted(bet.metric.name)}"


@rule(
    "CJM510",
    "hint",
    "Opportunity without size",
    why="Without impact and ease opportunities cannot be ranked: whoever speaks first decides.",
    source=_ICE,
    advice="Give impact and ease or effort as numbers or ranges",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def no_size(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if (card.impact is None or (card.ease is None and card.effort is None)) and _is_open(card):
            yield cells.at(stage, card), f"{quoted(card.text)} has no impact, or neither ease nor effort"


@rule(
    "CJM511",
    "hint",
    "Size that says nothing",
    why="A range over nearly the whole scale gives no place in the ranking.",
    source=_ICE,
    advice="Ask what would make it small or large, and narrow it",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def vague_size(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        for name in ("impact", "ease"):
            value = getattr(card, name)
            if isinstance(value, tuple) and value[1] - value[0] >= 7:
                low, high = map(number_text, value)
                yield cells.at(stage, card), f"The {name} of {quoted(card.text)} goes from {low} to {high}"


@rule(
    "CJM512",
    "hint",
    "Finished without a result",
    why="What was learned is lost, and the same bet is made again.",
    source=_TREE,
    advice="Say what came of it, and back it with data: its n or its source",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def no_result(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        finished = card.status.strip().casefold() in ("done", "shipped")
        if finished and card.evidence in ("assumption", "none"):
            yield cells.at(stage, card), f"{quoted(card.text)} is done, and nothing says what came of it"


@rule(
    "CJM513",
    "hint",
    "Pain point without severity",
    why="Where every pain weighs the same the loudest is mended first.",
    source="Nielsen, Severity Ratings for Usability Problems (1994)",
    advice="Say how severe it is: low, medium or high",
    looks_at="cell",
    roles=("pain_points",),
)
def no_severity(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if card.severity is None and card.text.strip():
            yield cells.at(stage, card), f"Nothing says how severe {quoted(card.text)} is"


@rule(
    "CJM514",
    "warning",
    "Under way without hypothesis",
    why="Work that has begun without saying what it should move cannot turn out wrong, nor right.",
    source=_BETS,
    advice="Write the hypothesis down before there are results",
    looks_at="cell",
    roles=_OPPORTUNITIES,
)
def begun_blind(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if card.status.strip().casefold() in ("testing", "doing") and card.hypothesis is None:
            yield cells.at(stage, card), f"{quoted(card.text)} is under way without a hypothesis"


@begun_blind.mend("Back to Idea")
def back_to_idea(document: Document, finding: Finding) -> list[Operation]:
    card = card_of(document, finding)
    return [set_card(finding, status="Idea")] if card and card.hypothesis is None and card.status else []


def _is_open(card: Card) -> bool:
    """Whether there is still something to be done."""
    return not card.status or card.status.strip().casefold() not in _OVER


def _is_bet(card: Card) -> bool:
    """Whether work on it is under way or agreed."""
    return bool(card.status) and card.status.strip().casefold() in ("to test", "testing", "doing")
