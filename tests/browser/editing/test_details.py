"""Everything a map holds is edited in the panel by keyboard, and is in the document, the frame, the file."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from cjm_widgets import document
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
    "origin": ("Origin", "ISO 9241-210", "ISO 9241-210"),
    "review": ("Review by", "2026-06-30", "2026-06-30"),
}
OTHERWISE = {
    "Card": "evidence tags severity hypothesis ours owned_by verbatim links image comments",
    "Stage": "moment_of_truth links comments",
    "Lane": "kind role layer source color guidance comments",
    "Persona": "photo comments",
    "Document": "kind metric comments walkthroughs decisions",
    "Walkthrough": "author persona time minutes notes",
    "Decision": "author text why time opportunity",
    "Hypothesis": "change metric baseline guardrails",
    "Metric": "name measure source stage target",
    "Image": "data alt",
    "Comment": "author text time resolved_by resolved_when replies",
    "Reply": "author text time",
}
"""Fields that the tests below edit by pressing on a choice, by choosing a file, or in several fields."""
ON_THE_MAP = {
    "Document": "personas phases stages lanes cells emotion future links snapshots waivers",
    "Phase": "name",
    "Score": "value evidence source",
    "Link": "start end kind label",
    "Anchor": "card stage",
    "MapSnapshot": "name map time by",
    "Waiver": "code stage lane persona card why",
}
"""Fields of the map itself, its menus, other tabs, or a pasted table, which their own files test."""
BY_PYTHON = {
    "Document": "sources interviews",
    "Decision": "stage metric",
    "Card": "preregistration",
}
"""What rows are joined for, and records that a verb signs and dates; nobody writes them anew on screen."""
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


SCHEMA = json.loads((files(document) / "cjm-1.1.schema.json").read_text("utf-8"))["$defs"]


def parts_of(name: str, leaving_out: dict[str, str]) -> Iterator[str]:
    """The fields of a part of the file and of all parts in it, as ``Card.text``."""
    seen, waiting = set(), [name]
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        for field, shape in SCHEMA[part]["properties"].items():
            if field in {"id", "extra", "cjm"} or field in leaving_out.get(part, "").split():
                continue
            yield f"{part}.{field}"
            waiting += re.findall(r"#/\$defs/(\w+)", json.dumps(shape))


def test_no_field_of_the_format_is_out_of_reach() -> None:
    tables = {"Card": CARDS, "Stage": STAGES, "Lane": LANES, "Persona": PERSONAS, "Document": MAP}
    reached = {f"{part}.{field}" for part, table in tables.items() for field in table}
    for table in (OTHERWISE, ON_THE_MAP):
        reached |= {f"{part}.{field}" for part, names in table.items() for field in names.split()}
    every = set(parts_of("Document", BY_PYTHON))
    assert every - reached == set(), "no screen reaches these"
    assert reached - every == set(), "the format has none of these"


def kept(screen: Screen, folder: Path, *drawn: str) -> None:
    """The file holds the very same map, and the static picture shows these words."""
    screen.host.saved()
    screen.host.quietly(f"journey.save({str(folder / 'visit.cjm.json')!r})")
    assert file.read(folder / "visit.cjm.json") == screen.host.journey.document
    picture = " ".join(re.sub(r"<[^>]+>", " ", screen.host.value("journey.to_svg()")).split())
    assert [words for words in drawn if html.escape(words, quote=False) not in picture] == []


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
    for entry in (
        ("If", "more signs"),
        ("Then this metric moves", "Wait"),
        ("From", "12"),
        ("To", "5"),
        ("Guardrails", "NPS; Cost"),
    ):
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
    bet = {
        "change": "more signs",
        "metric": metric,
        "baseline": 12,
        "guardrails": [{"name": "NPS"}, {"name": "Cost"}],
    }
    assert card["hypothesis"] == bet
    assert card["tags"] == ["food"]
    assert card["links"] == ["https://example.org/"]
    assert screen.host.value("journey.links[['start', 'end']].values.tolist()") == [["Queue", "Wait"]]
    enter(screen, "Text of the card", "Long line")
    screen.host.settle(f"{CARD}.evidence", "assumption")  # another claim has to be backed anew
    screen.host.settle("journey.cards.loc['ideas.arrive', 'impact']", "6–9")
    row = screen.host.value("journey.cards.loc['ideas.arrive'].to_dict()")
    frame = ("status", "due", "kpi", "owner", "tags", "channel", "said_at", "who")
    assert [row[name] for name in frame] == [
        *("To test", "2026-06-30", "Minutes", "Ada", "food", "Web", "00:14:20", "Maya"),
    ]
    kept(screen, tmp_path, "Long line", "food", "Impact 6–9")
    screen.press("Control+z")


def test_the_fields_of_a_stage(screen: Screen, tmp_path: Path) -> None:
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
    assert screen.host.value("journey.frame.index.tolist()") == ["Come in", "Wait"]
    kept(screen, tmp_path, "Come in", "Be early", "Before", "Moment of truth")


def test_the_fields_of_a_lane(screen: Screen, tmp_path: Path) -> None:
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
    enter(screen, "Guidance", "Arrive: What could be better?\nWait: Who could help?")
    guidance = {"arrive": "What could be better?", "wait": "Who could help?"}
    screen.host.settle("journey.document.lanes[2].guidance", guidance)
    enter(screen, "Guidance", "Nowhere: What?")
    why = screen.root.get_by_role("region", name="Details").get_by_role("alert")
    expect(why).to_have_text("“Nowhere: What?” begins with no stage and a colon, such as “Arrive: …”.")
    assert screen.host.value("journey.document.lanes[2].guidance") == guidance
    kept(screen, tmp_path, "in a few words")


def test_the_fields_of_a_persona(screen: Screen, tmp_path: Path) -> None:
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
    assert screen.host.value("journey.emotion.columns.tolist()") == ["Ben", "Maya"]
    kept(screen, tmp_path, "Maya")


def test_the_fields_of_the_map(screen: Screen, tmp_path: Path) -> None:
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
    kept(screen, tmp_path, "Another visit", "Ada flies", "Future state")


def test_a_walk_is_written_down_and_backs_a_card(screen: Screen) -> None:
    screen.press("Control+i")
    panel = screen.root.get_by_role("region", name="Details")
    walks = panel.get_by_role("group", name="Walkthroughs")
    walks.get_by_role("button", name="Walk").click()
    form = walks.get_by_role("form", name="Walk")
    expect(form.get_by_label("In place of")).to_be_focused()
    form.get_by_label("In place of").select_option("Ana")
    form.get_by_role("button", name="Write down").click()
    expect(form.get_by_role("alert")).to_have_text("A walk needs its minutes or a note.")
    form.get_by_label("Minutes").fill("12.5")
    form.get_by_label("Note").fill("No sign")
    form.get_by_label("Note").press("Enter")
    expect(walks.get_by_role("listitem")).to_contain_text("Someone as Ana 12.5 min")
    expect(walks.get_by_role("button", name="Walk")).to_be_focused()
    rows = "journey.walkthroughs[['persona', 'stage', 'minutes', 'note']].values.tolist()"
    screen.host.settle(rows, [["Ana", "Arrive", 12.5, "No sign"]])
    screen.at("ideas/arrive").locator("[data-card]").nth(1).focus()
    choose(screen, "Evidence", "Walkthrough")
    screen.host.settle("journey.evidence()['walkthrough'].tolist()", [1])
    key = screen.root.locator(".cjm-foot").get_by_role("button", name="Walkthrough 1")
    key.click()
    expect(screen.at("ideas/arrive").locator("[data-card]")).to_have_count(1)
    assert screen.host.value("journey.undo()") == "Edit evidence"
    assert screen.host.value("journey.undo()") == "Walk through"


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
    expect(screen.root.locator(".cjm-cmt-t.is-done")).to_contain_text("Resolved by Ada, just now")
    assert screen.host.value("journey.comments['resolved_when'][0] >= journey.comments['time'][0]")
    screen.root.get_by_role("button", name="Open again").click()
    screen.host.settle("journey.comments[['resolved_by', 'resolved_when']].values.tolist()", [["", ""]])


@pytest.mark.parametrize("width", [1400, 420])
def test_all_choices_of_a_card_are_within_the_panel(screen: Screen, width: int) -> None:
    size = screen.page.viewport_size
    assert size
    screen.page.set_viewport_size({"width": width, "height": 900})
    screen.go("ideas/arrive")
    screen.press("Control+i")
    inside = screen.root.locator(".cjm-dk-in")
    expect(inside.get_by_role("radiogroup", name="Evidence").get_by_role("radio")).to_have_count(4)
    screen.until(lambda: inside.evaluate("one => one.scrollWidth - one.clientWidth"), 0)
    screen.page.set_viewport_size(size)


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
