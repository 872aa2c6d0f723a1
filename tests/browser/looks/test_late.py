"""Interface that the view starts without: there when it is wanted, or a sentence why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import new_context
from tests.browser.plain_page import FILES, HOME, PlainPage, fetched
from tests.browser.scenes import violations
from tests.browser.screen import Screen

JOURNEY = "cjm.Journey(['Arrive', 'Wait'], lanes=['Actions', 'Ideas'], title='A visit')"
NEVER_IDLE = "globalThis.requestIdleCallback = () => 0;"
"""Nothing is fetched before it is used."""
COMING = "This part of the map comes from the kernel, as soon as it is free."
GONE = "This part of the map comes from the kernel, and the kernel is gone. Run the cell again to have it."
NONE = "This part of the map comes from a running kernel, and this page has none."
STRICT = {
    "content-type": "text/html",
    "content-security-policy": "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # the last for Playwright
}
"""A page that loads no script from a blob."""

Open = Callable[..., Screen]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Shows a small map on a page of its own, since what was fetched serves all maps of a page."""
    context = new_context(browser)

    def open_page(script: str = "", headers: dict[str, Any] | None = None) -> Screen:
        page = context.new_page()
        page.add_init_script(script)
        host = PlainPage(page, fetches_ahead=False)
        if headers:
            page.route(HOME, lambda route: route.fulfill(path=FILES[""], headers=headers))
        host.show(JOURNEY)
        return Screen(host)

    yield open_page
    context.close()


def late(screen: Screen) -> Any:
    """The sentence in place of what is not there."""
    return screen.root.locator(".cjm-late")


def test_what_was_fetched_when_idle_needs_no_kernel(open_page: Open) -> None:
    screen = open_page()
    fetched(screen.page)
    screen.go("actions/arrive")
    with screen.host.busy():
        screen.press("Control+i")
        screen.focused("Title")
        expect(late(screen)).to_have_count(0)


def test_keys_pressed_while_the_kernel_is_busy_open_the_details_and_write_nowhere_else(
    open_page: Open,
) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("actions/arrive")
    with screen.host.busy():
        screen.press("Control+i")
        expect(late(screen)).to_have_text(COMING)
        screen.focused("Details")
        expect(late(screen)).to_be_visible()
        assert violations(screen) == []
        screen.type("x")
    screen.focused("Title")
    screen.cards("actions/arrive")
    screen.type("y")
    screen.press("F6")
    screen.host.settle("journey.document.title", "A visity")


def test_a_comment_asked_for_while_the_kernel_is_busy_is_written_where_it_belongs(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("/wait")
    with screen.host.busy():
        screen.press("Control+Alt+m")
        screen.focused("Details")
    screen.until(lambda: screen.page.evaluate("document.activeElement.closest('.cjm-reply') !== null"), True)


def test_a_reader_who_went_on_meanwhile_is_left_alone(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("actions/arrive")
    with screen.host.busy():
        screen.press("Control+i")
        screen.focused("Details")
        screen.press("F6")
        screen.focused("actions/arrive")
    expect(screen.root.locator(".cjm-dk-in")).to_be_visible()
    screen.focused("actions/arrive")


def test_by_pointer_alone_the_place_of_the_details_opens_and_closes(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    with screen.host.busy():
        screen.tool("Details").click()
        screen.root.get_by_role("button", name="Close panel").click()
        expect(screen.root.locator(".cjm-dock")).to_have_count(0)
        screen.tool("Details").click()
    expect(screen.root.locator(".cjm-dk-in")).to_be_visible()


def test_the_list_of_keys_comes_when_the_kernel_is_free_unless_it_was_closed(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("actions/arrive")
    dialog = screen.root.get_by_role("dialog")
    with screen.host.busy():
        screen.press("?")
        expect(dialog).to_have_text(COMING)
        screen.press("Escape")
        screen.focused("actions/arrive")
        screen.press("?")
        expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("On the map")
    screen.press("Escape")
    screen.focused("actions/arrive")
    expect(dialog).to_have_count(0)


def test_a_paste_to_decide_waits_with_its_question(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("actions/wait")
    with screen.host.busy():
        screen.paste("a\tb\tc")
        expect(screen.root.get_by_role("dialog")).to_have_text(COMING)
    expect(screen.root.get_by_role("dialog")).to_contain_text("Paste 1 × 3 cells")
    screen.press("Enter")
    screen.cards("actions/wait", "a")
    assert len(screen.host.value("[stage.name for stage in journey.document.stages]")) == 4


def test_a_paste_left_while_its_question_is_on_its_way_changes_nothing(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("actions/wait")
    with screen.host.busy():
        screen.paste("a\tb\tc")
        expect(screen.root.get_by_role("dialog")).to_be_visible()
        screen.press("Escape")
        expect(screen.root.locator(".cjm-sentence")).to_have_text("")
    screen.focused("actions/wait")
    assert screen.host.value("journey.document.cells") == {}


def test_a_handle_of_links_pressed_while_the_kernel_is_busy_asks_where(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("/arrive")
    with screen.host.busy():
        screen.root.get_by_role("button", name="Link Arrive").click(force=True)
        expect(screen.root.get_by_role("dialog")).to_have_text(COMING)
    expect(screen.root.get_by_role("dialog")).not_to_have_text(COMING)
    expect(screen.root.get_by_role("dialog").get_by_role("combobox").first).to_be_focused()


def test_what_is_typed_while_the_palette_is_on_its_way_is_searched_for(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("actions/arrive")
    with screen.host.busy():
        screen.press("Control+k")
        screen.type("idxe")
        screen.press("Backspace", "Backspace")
        screen.type("e")
    dialog = screen.root.get_by_role("dialog", name="Commands")
    expect(dialog.get_by_role("combobox")).to_have_value("ide")
    expect(dialog.get_by_role("option").first).to_contain_text("Ideas")
    screen.cards("actions/arrive")


def test_what_is_typed_while_the_finder_is_on_its_way_is_looked_for(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("actions/arrive")
    with screen.host.busy():
        screen.press("Control+f")
        screen.type("Wait")
    bar = screen.root.get_by_role("search", name="Find and replace")
    expect(bar.get_by_role("searchbox").or_(bar.get_by_role("textbox")).first).to_have_value("Wait")


def test_a_presentation_on_its_way_has_gone_on_by_the_keys_it_got(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    with screen.host.busy():
        screen.tool("Present").click()
        screen.press("ArrowRight")
    expect(screen.root.locator("dialog").get_by_role("status").first).to_have_text("Stage 2 of 2: Wait")


def test_keys_do_not_answer_a_question_that_was_not_there_yet(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.host.console("journey.set_cell('Wait', 'Actions', 'Sits down')")
    screen.cards("actions/wait", "Sits down")
    screen.go("/wait")
    with screen.host.busy():
        screen.press("Delete")
        expect(late(screen)).to_be_visible()
        screen.press("Enter", " ")
    expect(late(screen)).to_have_count(0)
    expect(screen.root.get_by_role("dialog")).to_be_visible()
    screen.stages("Arrive", "Wait")


@pytest.mark.parametrize("key", ["F2", "Enter"])
def test_naming_the_phase_of_several_stages_goes_on_once_its_field_is_there(
    open_page: Open, key: str
) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("/arrive")
    with screen.host.busy():
        screen.press("Shift+ArrowRight", key)
        expect(late(screen)).to_have_text(COMING)
        screen.type("x")
    screen.focused("Name of their phase")
    screen.type("Before")
    screen.press("Enter")
    screen.host.settle("[one.name for one in journey.document.phases]", ["Before"])
    screen.stages("Arrive", "Wait")


@pytest.mark.parametrize("key", ["F2", "Enter"])
def test_a_reader_who_left_the_stages_before_their_field_came_is_left_alone(
    open_page: Open, key: str
) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("/arrive")
    with screen.host.busy():
        screen.press("Shift+ArrowRight", key, "Escape")
        screen.focused("/arrive")
        screen.press("ArrowRight", "Shift+ArrowLeft")
    expect(screen.root.get_by_label("Name of their phase")).to_be_visible()
    screen.focused("/wait")


def test_a_kernel_that_is_gone_is_said_and_the_map_goes_on(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.go("actions/arrive")
    screen.host.lose()
    screen.press("Control+i")
    expect(late(screen)).to_have_text(GONE)
    expect(late(screen)).to_be_visible()
    assert violations(screen) == []
    screen.press("Escape", "ArrowRight")
    screen.focused("actions/wait")


def test_a_page_without_a_kernel_offers_no_button_and_answers_keys(open_page: Open) -> None:
    screen = open_page(NEVER_IDLE)
    screen.page.evaluate("globalThis.__MARIMO_STATIC__ = {}")
    screen.page.evaluate("traits => show(traits)", screen.host.traits())
    expect(screen.root.locator(".cjm-status")).to_have_text("Read-only")
    expect(screen.tool("Details")).to_have_count(0)
    screen.go("actions/arrive")
    screen.press("?")
    expect(screen.root.get_by_role("dialog")).to_have_text(NONE)
    screen.press("Escape", "Control+i")
    expect(late(screen)).to_have_text(NONE)
    expect(late(screen)).to_be_visible()
    assert violations(screen) == []


def test_a_page_that_refuses_to_load_it_is_said_with_its_reason(open_page: Open) -> None:
    screen = open_page(headers=STRICT)
    screen.go("actions/arrive")
    screen.press("Control+i")
    expect(late(screen)).to_contain_text("could not be loaded; the page may not allow it.")
    expect(late(screen)).to_contain_text("Failed to fetch dynamically imported module")
    screen.type("Boards")
    screen.press("Escape")
    screen.focused("actions/arrive")


def test_an_installation_that_lacks_it_is_said_by_the_kernel(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cjm_widgets.widgets.assets._CHUNKS", {})
    screen = open_page()
    screen.go("actions/arrive")
    screen.press("Control+i")
    expect(late(screen)).to_contain_text("install cjm_widgets again")
