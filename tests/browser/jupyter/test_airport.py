"""The airport's map, built from nothing by keyboard alone and by mouse alone, is the template's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Locator, expect

import cjm_widgets as cjm
from cjm_widgets.document.model import Card, Document, Link, Persona
from tests.browser.conftest import Show, new_context
from tests.browser.hand import Hand
from tests.browser.plain_page import PlainPage
from tests.browser.screen import Screen

TEMPLATE = cjm.Journey.from_template("airport-departure").document
STAGES = {stage.id: stage for stage in TEMPLATE.stages}
LANES = {lane.id: lane for lane in TEMPLATE.lanes}
MAYA, KENJI = TEMPLATE.personas
QUEUE, KITCHENS = (
    TEMPLATE.cells["opportunities"][stage][0] for stage in ("finding-the-way", "waiting-airside")
)
TYPED = TEMPLATE.cells["actions"]["waiting-airside"][1]
"""The card that is typed, with its tag behind it; the others come from a table."""


# --- what a map says


def content(document: Document) -> dict[str, Any]:
    """All that a map says, without the ids it has made, times and who wrote: things go by their names.

    A link is one whether the map lists it or a card names the id of another. What a template says of itself,
    its ``origin``, and asks for in cells that are empty yet, its ``guidance``, is nothing that the map says.
    """
    plain = msgspec.to_builtins(document)
    kinds = ("stages", "lanes", "phases", "personas")
    names = {one["id"]: one["name"] for kind in kinds for one in plain.get(kind, ())}
    cards = {
        card.id: f"{names[stage]}, {names[lane]}: {card.text}" for lane, stage, card in every_card(document)
    }
    ends = names | cards
    links = [
        (ends[one.start.card or one.start.stage or ""], ends.get(_end(one)), one.kind, one.label)
        for one in document.links
    ]
    for _, _, card in every_card(document):
        links += [(cards[card.id], cards[other], "direct", "") for other in card.links if other in cards]
    cells: dict[str, dict[str, Any]] = {}
    for lane, stage, card in every_card(document):
        outward = [link for link in card.links if link not in cards]
        said = comments(msgspec.to_builtins(card.comments))
        own = without(msgspec.to_builtins(card), "id") | {"links": outward, "comments": said}
        cells.setdefault(names[lane], {}).setdefault(names[stage], []).append(own)
    things = {
        kind: [
            without(one, "id", "guidance") | ({"phase": names.get(one.get("phase"))})
            for one in plain.get(kind, ())
        ]
        for kind in kinds
    }
    emotion = {
        names[persona]: {names[stage]: score for stage, score in row.items()}
        for persona, row in plain["emotion"].items()
    }
    every = {**plain, **things, "cells": cells, "emotion": emotion, "links": sorted(map(str, links))}
    return without(every, "id", "cjm", "origin")


def _end(link: Link) -> str:
    return (link.end.card or link.end.stage or "") if link.end else ""


def every_card(document: Document) -> Iterator[tuple[str, str, Card]]:
    """Lane, stage, card, in the order of the map."""
    for lane in document.lanes:
        for stage in document.stages:
            for card in document.cells.get(lane.id, {}).get(stage.id, ()):
                yield lane.id, stage.id, card


def without(thing: dict[str, Any], *fields: str) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name not in fields}


def comments(plain: Iterable[dict[str, Any]]) -> list[Any]:
    return [without(one, "author", "time") | {"replies": comments(one.get("replies", ()))} for one in plain]


# --- what was copied in another program


def table(columns: str, rows: Iterable[Iterable[Any]]) -> str:
    """Tab-separated, as a spreadsheet copies it."""
    return "\n".join([columns.replace(", ", "\t"), *("\t".join(map(written, row)) for row in rows)])


def written(value: Any) -> str:
    """A field as people write it in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case (float() | int(), float() | int()):
            return "–".join(map(written, value))
        case tuple():
            return ", ".join(value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)


PHASES = {phase.id: phase.name for phase in TEMPLATE.phases}
STAGE_FIELDS = ("goal", "action", "duration", "timing")
STAGE_TABLE = table(
    "Stage, Phase, Moment of truth, Goal, Action, Duration, Timing",
    (
        (
            one.name,
            PHASES[one.phase or ""],
            one.moment_of_truth or None,
            *(getattr(one, name) for name in STAGE_FIELDS),
        )
        for one in TEMPLATE.stages
    ),
)
LANE_TABLE = table(
    "Lane, Hint, Layer, Target, Measures",
    (
        (one.name, one.hint, one.layer, one.target, one.measures if one.kind == "measure" else None)
        for one in TEMPLATE.lanes
    ),
)
FIELDS = (
    "text",
    "evidence",
    "source",
    "n",
    "severity",
    "channel",
    "ours",
    "owner",
    "impact",
    "effort",
    "span",
    "tags",
)
CARD_TABLE = table(
    "Lane, Stage, Text, Evidence, Source, n, Severity, Channel, Ours, Owner, Impact, Effort, Span, Tags",
    (
        (LANES[lane].name, STAGES[stage].name, *(getattr(card, name) for name in FIELDS))
        for lane, stage, card in every_card(TEMPLATE)
        if card is not TYPED
    ),
)


# --- the two tests


@pytest.fixture(scope="module")
def plain_page(browser: Browser) -> Iterator[PlainPage]:
    """A page in which nothing was pressed before: Tab begins at its ends."""
    page = PlainPage(new_context(browser).new_page())
    yield page
    page.close()


@pytest.fixture
def screen(show: Show) -> Screen:
    """A map without anything, once its invitation is there."""
    screen = show("cjm.Journey()")
    expect(screen.root.get_by_label("Name the first stage")).to_be_visible()
    return screen


def check(screen: Screen, hand: Hand, most: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The map is the template's, and took no more actions than it may."""
    screen.host.saved()
    with capsys.disabled():
        print(f"\nThe airport {'by keyboard' if hand.has_keys else 'by mouse'}: {hand}")
    assert content(screen.host.journey.document) == content(TEMPLATE)
    assert hand.actions <= most


def test_by_keyboard_alone(screen: Screen, capsys: pytest.CaptureFixture[str]) -> None:
    hand = Hand(screen, has_keys=True)
    hand.keys("Shift+Tab", "Shift+Tab")
    hand.paste(STAGE_TABLE)
    screen.focused("emotion/getting-there")

    # An empty cell's details are the map's; its first persona has a name to begin with.
    hand.keys("Control+i")
    field_focused(screen, "Title")
    hand.type(TEMPLATE.title)
    hand.keys("Tab", "Tab")
    hand.type(TEMPLATE.scenario)
    hand.keys(*["Tab"] * 4, "Enter")
    field_focused(screen, "Name")
    hand.keys("Control+a")
    hand.type(MAYA.name)
    hand.keys("Tab", "Tab")
    hand.type(segment(MAYA))
    hand.keys("F6")
    screen.focused("emotion/getting-there")
    type_scores(hand, MAYA.id)

    by_palette(hand, "add a persona")
    field_focused(screen, "Name")
    hand.type(KENJI.name)
    hand.keys("Tab", "Tab")
    hand.type(segment(KENJI))
    hand.keys("F6", "Home")
    screen.focused("emotion/getting-there")
    type_scores(hand, KENJI.id)

    hand.paste(LANE_TABLE)
    expect(screen.root.get_by_role("dialog", name="Paste")).to_be_visible()
    hand.keys("Enter")
    screen.lanes(*(lane.name for lane in TEMPLATE.lanes))
    hand.paste(CARD_TABLE)
    expect(card(screen, KITCHENS)).to_be_visible()

    by_palette(hand, "buys something")
    expect(card(screen, TEMPLATE.cells["actions"]["waiting-airside"][0])).to_have_attribute(
        "aria-label", SELECTED
    )
    hand.type(f"{TYPED.text} #{TYPED.tags[0]}")
    hand.keys("Enter", "Escape")

    by_palette(hand, "local kitchens")
    expect(card(screen, KITCHENS)).to_have_attribute("aria-label", SELECTED)
    hand.keys("Control+Alt+m")
    field_focused(screen, "Comment")
    hand.type(KITCHENS.comments[0].text)
    hand.keys("Enter")
    field_focused(screen, "Reply")
    hand.type(KITCHENS.comments[1].text)
    hand.keys("Control+Enter")

    by_palette(hand, "queue time")
    for words in ("rules differ", "no idea how"):
        expect(card(screen, QUEUE)).to_have_attribute("aria-label", SELECTED)
        hand.keys("Alt+l")
        expect(screen.root.get_by_label("Where it leads")).to_be_focused()
        hand.type(words)
        hand.keys("Enter")
    check(screen, hand, 81, capsys)


def test_by_mouse_alone(screen: Screen, capsys: pytest.CaptureFixture[str]) -> None:
    root = screen.root
    details = root.get_by_role("region", name="Details")
    hand = Hand(screen, has_keys=False)
    screen.copy(STAGE_TABLE)
    hand.press(root.get_by_role("button", name="Paste from a spreadsheet"))
    screen.focused("emotion/getting-there")
    for label, text in (("Title", TEMPLATE.title), ("Scenario", TEMPLATE.scenario)):
        hand.press(root.get_by_label(label))
        hand.type(text)

    hand.press(root.get_by_role("button", name="Personas"))
    hand.press(root.get_by_role("button", name="Customer", exact=True))
    field_focused(screen, "Name")
    hand.press_twice(details.get_by_label("Name", exact=True), x=20, y=10)
    hand.type(MAYA.name)
    hand.press(details.get_by_label("Stands for"))
    hand.type(segment(MAYA))
    press_scores(hand, MAYA.id)

    hand.press(root.get_by_role("button", name="Add a persona"))
    hand.type(KENJI.name)
    hand.press(root.get_by_role("button", name="Add", exact=True))
    hand.press(
        root.get_by_role("article", name=KENJI.name).get_by_role("button", name=KENJI.name, exact=True)
    )
    hand.press(details.get_by_label("Stands for"))
    hand.type(segment(KENJI))
    press_scores(hand, KENJI.id)

    screen.copy(LANE_TABLE)
    paste_by_menu(hand, "actions/overall")
    hand.press(root.get_by_role("dialog", name="Paste").get_by_role("button", name="Paste"))
    screen.lanes(*(lane.name for lane in TEMPLATE.lanes))
    screen.copy(CARD_TABLE)
    paste_by_menu(hand, "actions/overall")
    expect(card(screen, KITCHENS)).to_be_visible()

    hand.press(screen.at("actions/waiting-airside"), x=3, y=3)
    hand.type(f"{TYPED.text} #{TYPED.tags[0]}")

    hand.press(card(screen, KITCHENS))
    for comment, label, button in zip(
        KITCHENS.comments, ("Comment", "Reply"), ("Comment", "New comment"), strict=True
    ):
        hand.press(details.get_by_label(label, exact=True).and_(details.get_by_role("textbox")))
        hand.type(comment.text)
        hand.press(details.get_by_role("button", name=button, exact=True))

    for end in QUEUE.links:
        (target,) = (one for _, _, one in every_card(TEMPLATE) if one.id == end)
        start, goal = card(screen, QUEUE), card(screen, target)
        start.scroll_into_view_if_needed()
        start.hover()
        hand.drag(middle(start.get_by_role("button", name=f"Link {QUEUE.text}")), middle(goal))
    check(screen, hand, 47, capsys)


SELECTED = re.compile("^Selected")


def segment(persona: Persona) -> str:
    (pair,) = persona.segment.items()
    return " = ".join(pair)


def by_palette(hand: Hand, words: str) -> None:
    """Find something by Ctrl+K and take the first answer."""
    hand.keys("Control+k")
    expect(hand.screen.root.get_by_label("Search commands")).to_be_focused()
    hand.type(words)
    expect(hand.screen.root.get_by_role("option").first).to_be_visible()
    hand.keys("Enter")


def paste_by_menu(hand: Hand, place: str) -> None:
    hand.press(hand.screen.at(place), "right", x=8, y=8)
    hand.press(hand.screen.root.get_by_role("menuitem", name="Paste", exact=True))


def type_scores(hand: Hand, persona: str) -> None:
    """Type scores one stage after the other; Tab goes on, also past a stage that has none."""
    scores = TEMPLATE.emotion[persona]
    last = list(STAGES)[-1]
    for stage in STAGES:
        if stage in scores:
            hand.type(written(scores[stage].value))
        hand.keys("Enter" if stage == last else "Tab")


def press_scores(hand: Hand, persona: str) -> None:
    """Press in the emotion lane at the height of each score, which the axis beside it tells."""
    for stage, score in TEMPLATE.emotion[persona].items():
        cell = hand.screen.at(f"emotion/{stage}")
        box = cell.bounding_box()
        assert box
        hand.press(cell, x=8, y=height_of(score.value))


def height_of(score: float) -> float:
    """Px from the lane's top; the axis reaches from 44 to 256."""
    return 44 + (2 - score) / 4 * (256 - 44)


def card(screen: Screen, one: Card) -> Locator:
    return screen.root.locator("[data-card]", has_text=one.text)


def middle(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def field_focused(screen: Screen, label: str) -> None:
    """A field of the details has the focus."""
    field = screen.root.get_by_role("region", name="Details").get_by_label(label, exact=True)
    expect(field.and_(screen.page.get_by_role("textbox"))).to_be_focused()
