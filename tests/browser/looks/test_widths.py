"""How wide stages are and how high a map is, on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Show
from tests.browser.quickstart import JOIN, JOURNEY
from tests.browser.screen import Screen

SIZES = """map => {
    const scroll = map.querySelector('.cjm-scroll');
    const stage = map.querySelector('.cjm-stage').getBoundingClientRect().width;
    const {scrollWidth, clientWidth, scrollHeight, clientHeight} = scroll;
    return {across: scrollWidth - clientWidth, down: scrollHeight - clientHeight, stage, high: clientHeight};
}"""
EDGES = "map => [...map.querySelectorAll('.cjm-beyond')].map(edge => edge.className.split('is-')[1]).sort()"
BANDS = """map => [...map.querySelectorAll('.cjm-grid')].map(grid => {
    const box = grid.getBoundingClientRect();
    const stages = [...grid.querySelectorAll('.cjm-stage')];
    const inside = one => { const {left, right, width} = one.getBoundingClientRect();
                            return width > 60 && left >= box.left && right <= box.right + 1; };
    return {first: stages[0].dataset.stage, last: stages.at(-1).dataset.stage,
            out: [...grid.querySelectorAll('[role=gridcell]')].filter(one => !inside(one)).length};
})"""
PRINTED = ["Reach the terminal early", "Decide on SFO next time", "Opportunities", "Survey operations"]
MANY = 'cjm.Journey([f"Stage {n}" for n in range(30)], lanes=["Emotion", *[f"Lane {n}" for n in range(40)]])'
FILL = "journey.frame = journey.frame.assign(**{f'Lane {n}': f'Text {n}' for n in range(40)})"


@pytest.fixture
def joined(show: Show) -> Iterator[Screen]:
    """The example with its numbers; afterwards the page has its size again."""
    screen = show(JOURNEY, JOIN)
    screen.host.run(1)
    expect(screen.root.locator(".cjm-line.is-all")).to_be_visible()
    yield screen
    screen.page.set_viewport_size({"width": 1500, "height": 1200})


def choose(screen: Screen, width: str) -> None:
    """Choose how wide stages are."""
    screen.tool("View").click()
    screen.page.get_by_role("radio", name=width).check()
    screen.press("Escape")
    expect(screen.root.locator(".cjm-pop")).to_have_count(0)


def test_seven_stages_fit_beside_each_other_at_1400_px(joined: Screen) -> None:
    for width in (1400, 1100):
        joined.page.set_viewport_size({"width": width, "height": 1200})
        joined.until(lambda: joined.root.evaluate(SIZES)["across"], 0)
    joined.page.set_viewport_size({"width": 1400, "height": 1200})
    choose(joined, "Readable")
    joined.until(lambda: round(joined.root.evaluate(SIZES)["stage"]), 176)
    choose(joined, "Wide")
    joined.until(lambda: round(joined.root.evaluate(SIZES)["stage"]), 264)
    joined.until(lambda: joined.root.evaluate(EDGES), ["end"])


def test_stages_that_cannot_fit_are_as_wide_as_is_comfortable(joined: Screen) -> None:
    joined.page.set_viewport_size({"width": 700, "height": 1200})
    joined.until(lambda: round(joined.root.evaluate(SIZES)["stage"]), 176)


def test_the_width_is_remembered_for_the_map_and_is_not_in_the_document(joined: Screen) -> None:
    before = joined.host.value("journey.revision")
    choose(joined, "Wide")
    joined.host.visit()
    expect(joined.root).to_have_attribute("data-width", "wide")
    assert joined.host.value("journey.revision") == before
    assert "wide" not in joined.host.value("repr(journey.document)")


def test_a_narrow_map_shows_one_stage_at_a_time(joined: Screen) -> None:
    foot = joined.root.locator(".cjm-foot")
    one = foot.get_by_role("button", name="One stage at a time")
    expect(one).to_be_hidden()
    joined.page.set_viewport_size({"width": 420, "height": 1200})
    one.click()
    room = (
        "map => map.querySelector('.cjm-scroll').clientWidth - map.querySelector('.cjm-corner').offsetWidth"
    )
    joined.until(lambda: -13 < joined.root.evaluate(SIZES)["stage"] - joined.root.evaluate(room) < 1, True)
    back, on = [foot.get_by_role("button", name=f"{which} stage") for which in ("Previous", "Next")]
    expect(back).to_be_disabled()
    for at in range(2, 8):
        on.click()
        expect(foot).to_contain_text(f"{at} of 7")
    expect(on).to_be_disabled()
    back.click()
    expect(foot).to_contain_text("6 of 7")
    assert foot.evaluate("foot => foot.scrollWidth <= foot.clientWidth")
    foot.get_by_role("button", name="All stages").click()
    joined.until(lambda: round(joined.root.evaluate(SIZES)["stage"]), 176)
    joined.press("Control+k")
    joined.type("what backs")
    joined.press("Enter")
    expect(joined.root.get_by_role("dialog")).to_contain_text("Assumption")


def test_a_map_has_no_scrollbar_of_its_own_up_to_one_and_a_half_screens(joined: Screen) -> None:
    joined.page.set_viewport_size({"width": 1500, "height": 900})
    joined.until(lambda: joined.root.evaluate(SIZES)["down"], 0)
    joined.until(lambda: joined.root.evaluate(SIZES)["high"] > 900, True)
    joined.until(lambda: joined.root.evaluate(EDGES), [])
    joined.page.set_viewport_size({"width": 1500, "height": 700})
    joined.until(lambda: joined.root.evaluate(SIZES)["high"], 560)
    joined.until(lambda: joined.root.evaluate(EDGES), ["bottom"])
    scroll = joined.root.locator(".cjm-scroll")
    scroll.evaluate("scroll => { scroll.scrollTop = 100; }")
    joined.until(lambda: joined.root.evaluate(EDGES), ["bottom", "top"])
    scroll.evaluate("scroll => { scroll.scrollTop = scroll.scrollHeight; }")
    joined.until(lambda: joined.root.evaluate(EDGES), ["top"])


def test_print_has_the_whole_map(joined: Screen, artefacts: Path) -> None:
    joined.page.set_viewport_size({"width": 700, "height": 500})
    joined.page.pdf(path=artefacts / "map.pdf", format="A4")
    words = " ".join(page.extract_text() for page in PdfReader(artefacts / "map.pdf").pages)
    assert [text for text in PRINTED if text.replace(" ", "") not in "".join(words.split())] == []


def test_print_draws_what_is_out_of_sight_in_bands_of_its_stages(show: Show) -> None:
    screen = show(MANY)
    screen.host.console(FILL)
    cells = screen.root.locator("[role=gridcell]")
    expect(cells.first).to_be_visible()
    screen.until(lambda: cells.count() < 30 * 41, True)
    screen.page.emulate_media(media="print")
    try:
        screen.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert cells.count() == 30 * 41, "at once"
        bands = screen.root.evaluate(BANDS)
        assert [(band["first"], band["last"]) for band in bands] == [
            ("stage-0", "stage-7"),
            ("stage-8", "stage-14"),
            ("stage-15", "stage-22"),
            ("stage-23", "stage-29"),
        ]
        assert [band for band in bands if band["out"]] == []
    finally:
        screen.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        screen.page.emulate_media(media="screen")
    expect(screen.root.locator(".cjm-grid")).to_have_count(1)
    screen.until(lambda: cells.count() < 30 * 41, True)
