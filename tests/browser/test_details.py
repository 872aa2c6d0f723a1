"""Everything a map holds is edited in the panel by keyboard, and is in the document, the frame, the file."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import fields
from playwright.sync_api import expect

from cjm_widgets.document.model import Card, Document, Lane, Persona, Stage
from cjm_widgets.storage import file
from tests.browser.conftest import Show
from tests.browser.screen import Screen

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
CARDS = {
    "text": ("Text of the card", "Long queue", "Long queue"),
    "source": ("Source", "Interview 7", "Interview 7"),
    "owner": ("Owner", "Ada", "Ada"),
    "n": ("n", "2421", 2421),
    "kpi": ("KPI", "Minutes", "Minutes"),
    "span": ("Stages", "2", 2),
    "who": ("Who", "Maya", "Maya"),
    "said_at": ("Said at", "00:14:20", "00:14:20"),
    "channel": ("Channel", "Web", "Web"),
    "status": ("Status", "To test", "To test"),
    "due": ("Due", "2026-06-30", "2026-06-30"),
    "impact": ("Impact", "6-9", [6, 9]),
    "confidence": ("Confidence", "40–70 %", [40, 70]),
    "ease": ("Ease", "3", 3),
    "reach": ("Reach", "9000 to 12000", [9000, 12000]),
    "effort": ("Effort", "2,5", 2.5),
}
"""Field, its label, what is typed, and what the document holds then."""
STAGES = {
    "name": ("Name", "Come in", "Come in"),
    "goal": ("Goal", "Be early", "Be early"),
    "phase": ("Phase", "Before", "before"),
    "duration": ("Duration", "12,5", 12.5),
    "timing": ("Timing", "on arrival", "on arrival"),
    "action": ("Target action", "Checks in", "Checks in"),
    "notes": ("Notes", "Say why", "Say why"),
}
LANES = {
    "name": ("Name", "Ideas", "Ideas"),
    "hint": ("Hint", "in a few words", "in a few words"),
    "target": ("Target", "4", 4),
    "measures": ("Measures", "mean; nps", ["mean", "nps"]),
}
PERSONAS = {
    "name": ("Name", "Maya", "Maya"),
    "about": ("Who", "34, consultant", "34, consultant"),
    "quote": ("Says", "I plan for the worst.", "I plan for the worst."),
    "goals": ("Goals", "Be on time; eat", ["Be on time", "eat"]),
    "needs": ("Needs", "To know", ["To know"]),
    "pains": ("Pains", "Guessing", ["Guessing"]),
    "segment": ("Stands for", "flight = long", {"flight": "long"}),
}
MAP = {
    "title": ("Title", "Another visit", "Another visit"),
    "scenario": ("Scenario", "Ada flies", "Ada flies"),
    "scale": ("Emotions from and to", "-3 to 3", [-3, 3]),
    "tolerance": ("Tolerance", "0.2", 0.2),
}
OTHERWISE = {
    Card: {"evidence", "tags", "severity", "hypothesis", "ours", "owned_by", "verbatim", "links", "image"},
    Stage: {"moment_of_truth", "links"},
    Lane: {"kind", "role", "layer", "source", "color"},
    Persona: {"photo"},
    Document: {"kind", "metric"},
}
"""Fields that the tests below edit by pressing on a choice, by choosing a file, or in several fields."""
ELSEWHERE = {
    "personas",
    "phases",
    "stages",
    "lanes",
    "cells",
    "emotion",
    "future",
    "sources",
    "links",
    "snapshots",
}
"""What a document is made of, which the map itself edits or, for sources, rows are joined for."""
CARD = "journey.document.cells['ideas']['arrive'][0]"


@pytest.fixture
def screen(show: Show) -> Screen:
    screen = show(
        """cjm.Journey(
    ["Arrive", "Wait"], lanes=["Thoughts", "Ideas", "Rating"], personas=["Ana", "Ben"], title="A visit"
)
journey.set_lane("Ideas", role="opportunities")
journey.set_cell("Arrive", "Ideas", "Queue\\nSigns")
journey.cards.loc["ideas.arrive", ["evidence", "severity", "channel"]] = ["quote", 1, "App"]
journey.sync()

def cjm_plain(value):
    from cjm_widgets.storage.extra import unfold
    from msgspec import Struct, to_builtins

    return unfold(value, newer=False) if isinstance(value, Struct) else to_builtins(value)"""
    )
    screen.go("/arrive")
    return screen


def enter(screen: Screen, label: str, text: str) -> None:
    """Type into a field of the panel and leave it by Tab."""
    field = screen.root.get_by_role("region", name="Details").get_by_label(label, exact=True)
    field.focus()
    field.fill(text)
    screen.press("Tab")


def choose(screen: Screen, group: str, words: str) -> None:
    """Choose in a group of choices by the keyboard."""
    option = screen.root.get_by_role("radiogroup", name=group).get_by_role("radio", name=words)
    option.focus()
    screen.press("Space")


def test_no_field_of_the_format_is_out_of_reach() -> None:
    tables = {Card: CARDS, Stage: STAGES, Lane: LANES, Persona: PERSONAS, Document: MAP}
    out_of_reach = {
        f"{kind.__name__}.{field.name}"
        for kind, table in tables.items()
        for field in fields(kind)
        if field.name not in {*table, *OTHERWISE[kind], "id", "extra", "comments", "cjm"}
        and not (kind is Document and field.name in ELSEWHERE)
    }
    assert out_of_reach == set()


def test_the_fields_of_a_card(screen: Screen, tmp_path: Path) -> None:
    screen.at("ideas/arrive").locator("[data-card]").first.focus()
    screen.press("Control+i")
    for name, (label, text, value) in CARDS.items():
        if name == "text":
            continue
        if name in ("n", "who"):  # of data, of a quote
            choose(screen, "Evidence", {"n": "Data", "who": "Quote"}[name])
        enter(screen, label, text)
        screen.host.settle(f"cjm_plain({CARD}.{name})", value)
    choose(screen, "Severity", "High")
    choose(screen, "Verbatim", "Word for word")
    choose(screen, "Owned by", "Customer")
    for entry in (("If", "more signs"), ("Then this metric moves", "Wait"), ("From", "12"), ("To", "5")):
        enter(screen, *entry)
    enter(screen, "New tag", "food")
    enter(screen, "New link", "https://example.org/")
    enter(screen, "New link", "Wait")
    screen.root.get_by_label("Choose image").set_input_files(
        {"name": "queue.png", "mimeType": "image/png", "buffer": PNG}
    )
    screen.host.settle(f"bool({CARD}.image)", True)
    card: dict[str, Any] = screen.host.value(f"cjm_plain({CARD})")
    assert (card["severity"], card["verbatim"]) == (3, True)
    assert (card["ours"], card["owned_by"]) == (False, "customer")
    metric = {"name": "Wait", "target": 5}
    assert card["hypothesis"] == {"change": "more signs", "metric": metric, "baseline": 12}
    assert card["tags"] == ["food"]
    assert card["links"] == ["https://example.org/"]
    assert screen.host.value("journey.links[['start', 'end']].values.tolist()") == [["Queue", "Wait"]]
    enter(screen, "Text of the card", "Long line")
    screen.host.settle(f"{CARD}.evidence", "assumption")  # another claim has to be backed anew
    screen.host.settle("journey.cards.loc['ideas.arrive', 'impact']", "6–9")
    screen.host.quietly(f"journey.save({str(tmp_path / 'visit.cjm.json')!r})")
    saved = file.read(tmp_path / "visit.cjm.json").cells["ideas"]["arrive"][0]
    assert saved.impact == (6, 9)
    screen.press("Control+z")


def test_the_fields_of_a_stage(screen: Screen) -> None:
    screen.press("Control+i")
    for name, (label, text, value) in STAGES.items():
        enter(screen, label, text)
        screen.host.settle(f"journey.document.stages[0].{name}", value)
    screen.root.get_by_role("switch", name="Moment of truth").focus()
    screen.press("Space")
    enter(screen, "New link", "checkpoint.cjm.json")
    screen.host.settle("journey.document.stages[0].moment_of_truth", True)
    screen.host.settle("list(journey.document.stages[0].links)", ["checkpoint.cjm.json"])
    screen.stages("Come in", "Wait")


def test_the_fields_of_a_lane(screen: Screen) -> None:
    screen.go("rating/")
    screen.press("Control+i")
    for name, (label, text, value) in LANES.items():
        enter(screen, label, text)
        screen.host.settle(f"cjm_plain(journey.document.lanes[2].{name})", value)
    screen.root.get_by_role("radio", name="Colour 3").click()
    for label, words in (("Role", "Something else"), ("Layer", "Backstage"), ("Kind", "Cards")):
        screen.root.get_by_label(label, exact=True).select_option(words)
    lane = "[getattr(journey.document.lanes[2], name) for name in ('kind', 'role', 'layer', 'color')]"
    screen.host.settle(lane, ["cards", "other", "backstage", 3])


def test_the_fields_of_a_persona(screen: Screen) -> None:
    screen.press("Control+i")
    screen.root.get_by_role("button", name="Ana").click()
    for name, (label, text, value) in PERSONAS.items():
        enter(screen, label, text)
        screen.host.settle(f"cjm_plain(journey.document.personas[0].{name})", value)
    screen.root.get_by_label("Choose photo").set_input_files(
        {"name": "maya.png", "mimeType": "image/png", "buffer": PNG}
    )
    screen.host.settle("bool(journey.document.personas[0].photo)", True)
    screen.root.get_by_role("button", name="Move down").click()
    screen.host.settle("[one.name for one in journey.document.personas]", ["Ben", "Maya"])


def test_the_fields_of_the_map(screen: Screen) -> None:
    screen.root.locator(".cjm-corner").click()
    screen.go("ideas/wait")  # an empty cell: the panel is about the map
    screen.press("Control+i")
    panel = screen.root.get_by_role("region", name="Details")
    for name, (label, text, value) in MAP.items():
        enter(screen, label, text)
        screen.host.settle(f"cjm_plain(journey.document.{name})", value)
    choose(screen, "State", "Future")
    enter(screen, "Metric", "NPS")
    enter(screen, "Measure", "nps")
    panel.get_by_role("group", name="Success metric").get_by_label("Stage", exact=True).select_option("Wait")
    enter(screen, "Target", "45")
    metric = {"name": "NPS", "measure": "nps", "stage": "wait", "target": 45}
    screen.host.settle("cjm_plain(journey.document.metric)", metric)
    screen.host.settle("journey.document.kind", "future")
    panel.get_by_role("button", name="Persona", exact=True).click()
    enter(screen, "Name", "Cy")
    screen.host.settle("[one.name for one in journey.document.personas]", ["Ana", "Ben", "Cy"])


def test_comments_are_made_answered_and_resolved(screen: Screen) -> None:
    screen.press("Control+Alt+m")
    screen.root.get_by_label("Your name").or_(screen.root.get_by_placeholder("Your name")).fill("Ada")
    screen.root.get_by_label("Comment", exact=True).fill("Is this one stage?")
    screen.root.get_by_label("Comment", exact=True).press("Enter")
    screen.root.get_by_label("Reply", exact=True).fill("Two")
    screen.root.get_by_label("Reply", exact=True).press("Enter")
    comments = "journey.comments[['where', 'author', 'text', 'resolved_by']].values.tolist()"
    screen.host.settle(comments, [["Arrive", "Ada", "Is this one stage?", ""]])
    screen.host.settle("journey.comments['replies'].tolist()", [[["Ada", "Two"]]])
    screen.root.get_by_role("tab", name="Comments").click()
    screen.root.get_by_role("button", name="Arrive", exact=True).click()
    screen.root.get_by_role("button", name="Resolve").click()
    screen.host.settle(comments, [["Arrive", "Ada", "Is this one stage?", "Ada"]])


def test_what_cannot_be_is_refused_beside_its_field_and_stays_in_it(screen: Screen) -> None:
    screen.at("ideas/arrive").locator("[data-card]").first.focus()
    screen.press("Control+i")
    enter(screen, "Impact", "eleven")
    panel = screen.root.get_by_role("region", name="Details")
    expect(panel.get_by_role("alert")).to_have_text("“eleven” is not a number or a range such as 6–9.")
    enter(screen, "Impact", "11")
    expect(panel.get_by_role("alert")).to_contain_text("impact must be at most 10")
    expect(panel.get_by_label("Impact", exact=True)).to_have_value("11")
    assert screen.host.value(f"{CARD}.impact") is None
    enter(screen, "Impact", "7")
    screen.host.settle(f"{CARD}.impact", 7)
    expect(panel.get_by_role("alert")).to_have_count(0)


def test_f6_goes_between_map_and_panel_and_escape_back(screen: Screen) -> None:
    screen.press("Control+i")
    expect(screen.root.get_by_label("Name", exact=True)).to_be_focused()
    screen.press("F6")
    screen.focused("/arrive")
    screen.press("F6")
    expect(screen.root.get_by_label("Name", exact=True)).to_be_focused()
    screen.press("Escape")
    screen.focused("/arrive")
    screen.press("Control+i")
    expect(screen.root.get_by_role("region", name="Details")).to_have_count(0)


def test_what_python_writes_meanwhile_is_a_conflict_and_not_overwritten(screen: Screen) -> None:
    screen.press("Control+i")
    field = screen.root.get_by_label("Goal", exact=True)
    field.focus()
    field.fill("Be early")
    screen.host.console("journey.set_stage('Arrive', goal='Be on time')")
    screen.press("Tab")
    expect(screen.root.locator(".cjm-why, .cjm-conflict").first).to_be_visible()
    assert screen.host.value("journey.document.stages[0].goal") == "Be on time"


@pytest.mark.parametrize(("width", "narrowest"), [(1500, 120), (1200, 176), (700, 176)])
def test_stages_stay_as_wide_as_their_words_need_beside_the_panel(
    show: Show, width: int, narrowest: int
) -> None:
    screen = show("cjm.Journey.from_template('airport-departure')")
    screen.page.set_viewport_size({"width": width, "height": 1000})
    screen.go("/security")
    screen.press("Control+i")
    panel = screen.root.get_by_role("region", name="Details")
    expect(panel).to_be_visible()
    screen.until(
        lambda: screen.at("/security").evaluate("cell => cell.getBoundingClientRect().width") >= narrowest,
        True,
    )
    seen, edge = screen.at("/security").bounding_box(), panel.bounding_box()
    assert seen
    assert edge
    assert seen["x"] + seen["width"] <= (edge["x"] + 1 if width > 760 else width)
