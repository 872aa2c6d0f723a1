"""The stages and lanes of a map: where it begins and ends, what is missing, what is drawn too straight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cjm_widgets.document.errors import quoted
from cjm_widgets.document.links import whole_links
from cjm_widgets.document.model import Card, Document, Link, Stage
from cjm_widgets.document.operations import Operation, Remove
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.rule import MAP, Finding, Spot, card_of, rule, set_card
from cjm_widgets.lint.subjects import Cells, Column, MapContext

_FEWEST, _MOST = 3, 12
_ZOOM = "Kalbach, Mapping Experiences, 2nd ed. (2020), chapter 2"
_WHOLE = "Lemon and Verhoef, Understanding Customer Experience Throughout the Customer Journey (2016)"
_LOOP = "Court et al., The Consumer Decision Journey, McKinsey Quarterly (2009)"
_BLUEPRINT = "Shostack, Designing Services That Deliver, Harvard Business Review (1984)"
_SALE = re.compile(
    r"\b(?:purchas\w*|buy\w*|order(?:ing|s)?|check-?out|pay(?:ing|ment|s)?|sign(?:ing)? ?up|subscri\w*|"
    r"book(?:ing|s)?|contract\w*|conversion|convert|sale|kauf\w*|bestell\w*|achat\w*|compra\w*)\b",
    re.IGNORECASE,
)
_DIGITAL = re.compile(
    r"\b(?:web\w*|sites?|apps?|online|e-?mails?|mails?|sms|chat\w*|bots?|social|instagram|facebook|linkedin|"
    r"youtube|tiktok|search|google|ads?|newsletters?|portals?|screens?|wi-?fi|mobile|digital|push)\b",
    re.IGNORECASE,
)
_CHANNELS = {
    "web": r"\b(?:web\s?sites?|web\s?shop|home\s?page|landing page|online shop)\b",
    "app": r"\b(?:apps?)\b",
    "mail": r"\b(?:e-?mails?|newsletters?|letters?)\b",
    "phone": r"\b(?:phone|call centre|call center|hotline)\b",
    "store": r"\b(?:stores?|shops?|branch|counter)\b",
    "chat": r"\b(?:chat|chatbot)\b",
    "social": r"\b(?:instagram|facebook|linkedin|tiktok|social media)\b",
}
_FAR = 0.3
"""The share of moves to another stage than the next from which a single line is not what happens."""


@rule(
    "CJM201",
    "warning",
    "Fewer than three stages",
    why="Two steps are a before and an after; where in between things go wrong cannot be seen.",
    source=_ZOOM,
    advice="Split the steps until each is one thing the actor does",
    parts=("stages",),
)
def few_stages(context: MapContext) -> Iterator[Spot]:
    if (number := len(context.document.stages)) < _FEWEST:
        yield MAP, f"The map has {number} stage{'' if number == 1 else 's'}"


@rule(
    "CJM202",
    "warning",
    "More than twelve stages",
    why="Nobody takes in so many steps at once, and a map that is not taken in is not used.",
    source=_ZOOM,
    advice="Merge stages, or make a map of its own of a part",
    parts=("stages",),
)
def many_stages(context: MapContext) -> Iterator[Spot]:
    if (number := len(context.document.stages)) > _MOST:
        yield MAP, f"The map has {number} stages"


@rule(
    "CJM203",
    "warning",
    "The map ends at the purchase",
    why="What people tell others and whether they come back is decided when they use what they bought.",
    source=_LOOP,
    advice="Add what happens after the sale: delivery, use, help, renewal",
    parts=("stages",),
)
def ends_at_purchase(context: MapContext) -> Iterator[Spot]:
    stages = context.document.stages
    if len(stages) > 1 and _SALE.search(stages[-1].name):
        yield Touch(stage=stages[-1].id), f"The last stage is {quoted(stages[-1].name)}"


@rule(
    "CJM204",
    "warning",
    "No stage before the sale",
    why="Expectations are made before the purchase, and all later stages are judged by them.",
    source=_WHOLE,
    advice="Add how the need comes up and how people choose",
    parts=("stages",),
)
def begins_with_purchase(context: MapContext) -> Iterator[Spot]:
    stages = context.document.stages
    if len(stages) > 1 and _SALE.search(stages[0].name):
        yield Touch(stage=stages[0].id), f"The first stage is {quoted(stages[0].name)}"


@rule(
    "CJM205",
    "warning",
    "Two stages of one name",
    why="Readers, columns of rows and other maps cannot tell them apart.",
    source=_ZOOM,
    advice="Name each by what the actor does there",
    parts=("stages",),
)
def same_stage(context: MapContext) -> Iterator[Spot]:
    first: dict[str, Stage] = {}
    for stage in context.document.stages:
        if (name := stage.name.strip().casefold()) in first:
            yield Touch(stage=stage.id), f"Another stage is called {quoted(stage.name)} too"
        first.setdefault(name, stage)


@rule(
    "CJM206",
    "hint",
    "Stage without goal",
    why="A stage is good when the actor got what the stage is for; without a goal nobody can say.",
    source=_ZOOM,
    advice="Say what the actor wants to have reached at its end",
    looks_at="stage",
)
def no_goal(column: Column, context: MapContext) -> Iterator[Spot]:
    if not column.stage.goal.strip():
        yield column.at, f"{quoted(column.stage.name)} has no goal"


@rule(
    "CJM207",
    "warning",
    "Empty stage",
    why="A column without a card looks like a step at which nothing happens.",
    source=_ZOOM,
    advice="Say what happens there, or remove the stage",
    parts=("stages", "lanes", "cells"),
)
def empty_stage(context: MapContext) -> Iterator[Spot]:
    document = context.document
    rows: list[Mapping[str, object]] = [document.cells.get(lane.id, {}) for lane in context.lanes]
    if not any(rows):
        return
    rows += [context.covering(lane) for lane in context.lanes]
    for stage in document.stages:
        if not any(stage.id in row for row in rows):
            yield Touch(stage=stage.id), f"{quoted(stage.name)} has no cards"


@rule(
    "CJM208",
    "warning",
    "Stage without touchpoint",
    why="Where nothing is met nothing can be measured or improved; often a touchpoint was overlooked.",
    source=_WHOLE,
    advice="Name what the actor sees, uses or talks to there, others' included",
    looks_at="stage",
    roles=("touchpoints",),
)
def no_touchpoint(column: Column, context: MapContext) -> Iterator[Spot]:
    lane = context.lane_of("touchpoints")
    if lane is not None and not column.cards("touchpoints"):
        yield (
            Touch(stage=column.stage.id, lane=lane.id),
            f"Nothing is met at {quoted(column.stage.name)}",
        )


@rule(
    "CJM209",
    "hint",
    "Touchpoint without channel",
    why="A touchpoint works differently by phone and on screen; without channels breaks between them hide.",
    source=_WHOLE,
    advice="Say through which channel it is met",
    looks_at="cell",
    roles=("touchpoints",),
)
def no_channel(cells: Cells, context: MapContext) -> Iterator[Spot]:
    for stage, card in cells.cards:
        if not card.channel and card.text.strip():
            yield cells.at(stage, card), f"{quoted(card.text)} has no channel"


@no_channel.mend("Take the channel that its name says")
def name_channel(document: Document, finding: Finding) -> list[Operation]:
    card = card_of(document, finding)
    if card is None or card.channel:
        return []
    channel = next(
        (name for name, words in _CHANNELS.items() if re.search(words, card.text, re.IGNORECASE)), ""
    )
    return [set_card(finding, channel=channel)] if channel else []


@rule(
    "CJM210",
    "hint",
    "Only digital channels",
    why="Journeys leave the screen: people call, visit, ask friends. A map of screens describes software.",
    source=_WHOLE,
    advice="Add where people, paper and places come in",
    parts=("lanes", "cells", "stages"),
)
def only_digital(context: MapContext) -> Iterator[Spot]:
    every = context.by_lane("digital", _digital, "touchpoints", "channels")
    numbers = [number for _, number in every]
    if None not in numbers and (number := sum(filter(None, numbers))) >= _FEWEST:
        yield MAP, f"All {number} touchpoints and channels are digital"


def _digital(row: Sequence[tuple[str, Card]]) -> int | None:
    """How many touchpoints a lane has; None where one of them is not digital."""
    words = [card.channel or card.text for _, card in row if card.text]
    return len(words) if all(map(_DIGITAL.search, words)) else None


@rule(
    "CJM211",
    "hint",
    "Empty lane",
    why="A row without a card takes room and promises what is not there.",
    source=_ZOOM,
    advice="Fill it, or remove it",
    looks_at="lane",
)
def empty_lane(cells: Cells, context: MapContext) -> Iterator[Spot]:
    if not cells.cards:
        yield Touch(lane=cells.lane.id), f"The lane {quoted(cells.lane.name)} has no cards"


@empty_lane.mend("Remove the empty lane")
def remove_lane(document: Document, finding: Finding) -> list[Operation]:
    lane = finding.at.lane
    if lane is None or document.cells.get(lane) or all(one.id != lane for one in document.lanes):
        return []
    return [Remove(what="lane", id=lane)]


@rule(
    "CJM212",
    "warning",
    "A single line where events or links say otherwise",
    why="People skip, go back and start over. A line that shows only the next step hides why.",
    source=_LOOP,
    advice="Draw the ways people take as links between stages",
    parts=("stages", "sources", "links"),
)
def single_line(context: MapContext) -> Iterator[Spot]:
    document, places = context.document, context.places
    drawn = {
        (link.start.stage, link.end.stage)
        for link in document.links
        if link.start.stage in places and link.end is not None and link.end.stage in places
    }
    for source in document.sources:
        moves = (source.counts.events if source.counts else {}).get("moves")
        if source.kind != "events" or moves is None:
            continue
        counts: dict[tuple[str, str], int] = {}
        for name, tally in moves.stages.items():
            start, _, end = name.partition("\n")
            if start in places and end in places and 1.0 in tally.values:
                at = tally.values.index(1.0)
                counts[start, end] = sum(row[at] for row in tally.n)
        far = {
            move: n
            for move, n in counts.items()
            if places[move[1]] != places[move[0]] + 1 and move[0] != move[1] and move not in drawn
        }
        total = sum(counts.values())
        if total and sum(far.values()) >= _FAR * total:
            share = round(100 * sum(far.values()) / total)
            yield MAP, f"{share} % of the moves in {quoted(source.name)} are not to the next stage"


@rule(
    "CJM213",
    "hint",
    "Link that leads nowhere",
    why="What it started or ended at is gone, so it is shown nowhere and kept in the file.",
    source=_ZOOM,
    advice="Draw it anew, or remove it",
    parts=("links", "cells", "stages"),
)
def lost_links(context: MapContext) -> Iterator[Spot]:
    if number := len(_lost_links(context.document)):
        what = "1 link starts or ends" if number == 1 else f"{number} links start or end"
        yield MAP, f"{what} at what is gone"


@lost_links.mend("Remove what leads nowhere")
def remove_links(document: Document, finding: Finding) -> list[Operation]:
    return [Remove(what="link", id=link.id) for link in _lost_links(document)]


def _lost_links(document: Document) -> list[Link]:
    if not document.links:
        return []
    whole = {link.id for link in whole_links(document)}
    return [link for link in document.links if link.id not in whole]


@rule(
    "CJM214",
    "hint",
    "No moment of truth",
    why="Where all matters alike nothing is worked on first; a few moments decide what people remember.",
    source="Carlzon, Moments of Truth (1987)",
    advice="Mark the stages that decide whether the actor comes back",
    parts=("stages",),
)
def no_moment(context: MapContext) -> Iterator[Spot]:
    stages = context.document.stages
    if len(stages) >= _FEWEST and not any(stage.moment_of_truth for stage in stages):
        yield MAP, "No stage is a moment of truth"


@rule(
    "CJM215",
    "hint",
    "Backstage without frontstage",
    why="Work behind the scenes explains an experience only beside what it makes people see.",
    source=_BLUEPRINT,
    advice="Add a lane of what the actor meets, or move the map's lanes to the customer's side",
    parts=("lanes",),
)
def only_backstage(context: MapContext) -> Iterator[Spot]:
    layers = {lane.layer for lane in context.lanes}
    meets = any(lane.role in ("touchpoints", "channels") for lane in context.lanes)
    if layers & {"backstage", "support"} and "frontstage" not in layers and not meets:
        yield MAP, "Lanes behind the scenes stand beside none that the actor meets"
