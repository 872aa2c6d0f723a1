"""Starting from a template: the gallery of an empty map, and guidance, which goes when one writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

import cjm_widgets as cjm
from tests.browser.conftest import Show
from tests.browser.scenes import violations


def test_a_template_is_found_looked_at_and_used(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CJM_TEMPLATES", str(tmp_path))
    cjm.Journey(["Greet", "Guide"], title="House tour").save(tmp_path / "tour.cjm.json")
    screen = show("cjm.Journey()")
    tiles = screen.root.get_by_role("option")
    expect(screen.root.get_by_role("option", name="House tour")).to_be_visible()
    expect(tiles).to_have_count(len(cjm.templates()))
    screen.root.get_by_label("Search templates").fill("zebra")
    expect(tiles).to_have_count(0)
    screen.root.get_by_label("Search templates").fill("shostack")
    expect(tiles).to_have_count(1)
    screen.press("ArrowDown")
    detail = screen.root.get_by_role("region", name="Service blueprint")
    expect(detail).to_contain_text("Arrive, Say what is needed")
    expect(detail).to_contain_text("Bitner")
    screen.press("Space")
    preview = screen.root.get_by_role("region", name="Preview of “Service blueprint”")
    expect(preview.get_by_role("button", name="Back")).to_be_focused()
    expect(preview.get_by_role("columnheader", name="Say what is needed")).to_be_visible()
    expect(preview.get_by_role("cell", name="What do they do first on arriving?")).to_be_visible()
    assert violations(screen) == []
    screen.press("Escape")
    expect(screen.root.get_by_role("option", name="Service blueprint")).to_be_focused()
    assert screen.host.value("len(journey.document.stages)") == 0
    screen.press("Enter")
    screen.stages("Learn of it", "Arrive", "Say what is needed", "Receive the service", "Pay", "Leave")
    guide = screen.root.locator("[data-lane=customer-actions] [data-stage=arrive] .cjm-guide")
    expect(guide).to_have_text("What do they do first on arriving?")
    screen.at("customer-actions/arrive").click(position={"x": 3, "y": 3})
    screen.type("Rings the bell")
    screen.press("Enter", "Escape")
    expect(guide).to_have_count(0)
    screen.host.settle("[card for card in journey.cards['text']]", ["Rings the bell"])
    screen.host.settle("journey.undo() and journey.undo() and len(journey.document.stages)", 0)
    expect(tiles).to_have_count(len(cjm.templates()))
