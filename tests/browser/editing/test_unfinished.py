"""What is being written and is no edit yet: it is asked about, saved or kept, and never dropped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions"])
journey.set_cell("Wait", "Actions", "Reads")"""
STAGES = "[stage.name for stage in journey.document.stages]"
LANES = "[lane.name for lane in journey.document.lanes]"
ACTIONS = "journey.frame['Actions'].tolist()"
ASKS = """() => !window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"""


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(JOURNEY)


def open_card(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.press("F2")


def open_new_card(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.press("Enter")


def open_name(screen: Screen) -> None:
    screen.go("/wait")
    screen.press("F2")


def open_goal(screen: Screen) -> None:
    screen.go("/wait")
    screen.press("Shift+F2")


def open_lane(screen: Screen) -> None:
    screen.go("actions/")
    screen.press("F2")


def open_title(screen: Screen) -> None:
    screen.root.get_by_label("Title").focus()


def open_score(screen: Screen) -> None:
    screen.point("wait").focus()
    screen.press("Enter")


def open_lanes(screen: Screen) -> None:
    screen.tool("Add lane").click()
    screen.root.get_by_label("Name of the new lane").wait_for()


EDITORS: dict[str, tuple[Callable[[Screen], None], str, str]] = {
    "a card": (open_card, " a lot", "journey.frame.loc['Wait', 'Actions'] == 'Reads a lot'"),
    "a new card": (open_new_card, "Pays", "journey.frame.loc['Leave', 'Actions'] == 'Pays'"),
    "a stage's name": (open_name, "Queue", "journey.document.stages[1].name == 'Queue'"),
    "a goal": (open_goal, "Get in", "journey.document.stages[1].goal == 'Get in'"),
    "a lane's name": (open_lane, "Doing", "journey.document.lanes[1].name == 'Doing'"),
    "the title": (open_title, "A visit", "journey.title == 'A visit'"),
    "a score": (open_score, "1.5", "float(journey.emotion.loc['Wait', 'Customer']) == 1.5"),
    "an Add popover": (open_lanes, "Return", "journey.document.lanes[-1].name == 'Return'"),
}
editors = pytest.mark.parametrize("editor", EDITORS)


def type_in(screen: Screen, editor: str) -> str:
    """Open an editor and type; returns what holds once it is saved."""
    opened, text, saved = EDITORS[editor]
    opened(screen)
    screen.type(text)
    return saved


def lose(screen: Screen) -> None:
    """The kernel is restarted, and the map notices."""
    screen.host.lose()
    screen.page.evaluate("probe()")
    screen.root.locator(".cjm-banner").wait_for()


@editors
def test_leaving_the_page_asks_while_text_stands_in(screen: Screen, editor: str) -> None:
    EDITORS[editor][0](screen)
    assert not screen.page.evaluate(ASKS)
    screen.type(EDITORS[editor][1])
    assert screen.page.evaluate(ASKS)
    screen.press("Enter")
    screen.host.settle(EDITORS[editor][2], True)
    screen.host.saved()
    screen.until(lambda: screen.page.evaluate(ASKS), False)


def test_a_reload_asks_about_an_open_editor_and_leaves_it_as_it_is(screen: Screen) -> None:
    type_in(screen, "a card")
    asked: list[str] = []
    screen.page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    screen.page.evaluate("() => void setTimeout(() => location.reload())")
    screen.until(lambda: asked, ["beforeunload"])
    screen.type("!")
    screen.press("Enter")
    screen.host.settle("journey.frame.loc['Wait', 'Actions']", "Reads a lot!")


def test_a_draft_asks_too_until_it_is_added(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.type("Sits")
    screen.press("Escape")
    screen.focused("actions/wait")
    assert screen.page.evaluate(ASKS)
    screen.root.locator(".cjm-draft").click()
    screen.press("Control+Enter")
    screen.cards("actions/wait", "Reads", "Sits")
    screen.host.saved()
    screen.until(lambda: screen.page.evaluate(ASKS), False)


@editors
def test_a_view_that_goes_away_saves_what_stands_in(screen: Screen, editor: str) -> None:
    saved = type_in(screen, editor)
    screen.host.again()
    screen.host.settle(saved, True)


@editors
def test_a_view_that_goes_away_without_its_kernel_leaves_to_the_next_what_stands_in(
    screen: Screen, editor: str
) -> None:
    saved = type_in(screen, editor)
    lose(screen)
    screen.host.again()
    expect(screen.root.locator(".cjm-banner")).to_contain_text("1 edit")
    assert screen.host.value(saved) is False
    screen.root.get_by_role("button", name="Apply again").click()
    screen.host.settle(saved, True)


def test_a_draft_is_there_again_in_the_next_view(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.type("Pays")
    screen.press("Escape")
    screen.host.again()
    screen.at("actions/leave").get_by_role("button", name="Draft: Pays").click()
    screen.focused("actions/leave textarea")
    screen.press("Control+Enter")
    screen.host.settle(ACTIONS, ["", "Reads", "Pays"])


def test_drafts_of_a_map_without_a_title_wait_for_that_map_alone(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.type("Pays")
    screen.press("Escape")
    screen.host.quietly(
        "first, journey = journey, cjm.Journey(['Arrive', 'Wait', 'Leave'], lanes=['Actions'])"
    )
    assert screen.host.value("first.document.id == journey.document.id")
    screen.host.again()
    screen.at("actions/leave").wait_for()
    expect(screen.root.locator(".cjm-draft")).to_have_count(0)
    screen.host.quietly("journey = first")
    screen.host.again()
    screen.at("actions/leave").get_by_role("button", name="Draft: Pays").wait_for()


def test_drafts_of_a_lost_kernel_wait_for_the_map_that_comes_back(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.type("Pays")
    screen.press("Escape")
    lose(screen)
    screen.host.quietly("journey = cjm.Journey(['Arrive', 'Wait', 'Leave'], lanes=['Actions'])")
    screen.host.again()
    screen.at("actions/leave").get_by_role("button", name="Draft: Pays").wait_for()


def test_a_kernel_lost_under_an_editor_leaves_it_open_with_its_text(screen: Screen) -> None:
    open_card(screen)
    screen.type(" a lot")
    lose(screen)
    banner = screen.root.locator(".cjm-banner > span")
    expect(banner).to_have_text(
        "The kernel no longer knows this map; everything was saved, "
        "and nothing can be changed until the map is shown again."
    )
    screen.press("Enter")
    expect(screen.root.locator(".cjm-why")).to_contain_text("What you typed stays here.")
    screen.at("actions/leave").click(position={"x": 3, "y": 3})
    expect(screen.root.locator(".cjm-editor textarea")).to_have_value("Reads a lot")
    assert screen.page.evaluate(ASKS)


# --- Add popovers


@pytest.mark.parametrize("way", ["Done", "Enter", "a press elsewhere", "Tab"])
def test_what_was_typed_in_an_add_popover_is_added_by(screen: Screen, way: str) -> None:
    open_lanes(screen)
    screen.type("Return")
    if way == "Done":
        screen.root.get_by_role("button", name="Done").click()
    elif way == "Enter":
        screen.press("Enter")
    elif way == "Tab":
        screen.press("Tab", "Tab", "Tab", "Tab")
    else:
        screen.at("actions/leave").click(position={"x": 3, "y": 3})
    screen.host.settle(LANES, ["Emotion", "Actions", "Return"])
    expect(screen.root.locator(".cjm-pop")).to_have_count(1 if way == "Enter" else 0)


def test_a_name_left_with_escape_is_there_when_one_is_added_again(screen: Screen) -> None:
    open_lanes(screen)
    screen.type("Return")
    screen.press("Escape")
    screen.lanes("Emotion", "Actions")
    open_lanes(screen)
    field = screen.root.get_by_label("Name of the new lane")
    expect(field).to_have_value("Return")
    screen.type("Go home")
    screen.press("Enter")
    screen.lanes("Emotion", "Actions", "Go home")
    expect(field).to_have_value("")


def test_a_name_that_cannot_be_added_stays_in_its_popover(screen: Screen) -> None:
    open_lanes(screen)
    screen.type("Return")
    lose(screen)
    screen.root.get_by_role("button", name="Done").click()
    expect(screen.root.locator(".cjm-pop .cjm-why")).to_contain_text("nothing can be changed")
    screen.at("actions/leave").click(position={"x": 3, "y": 3})
    expect(screen.root.get_by_label("Name of the new lane")).to_be_visible()
    expect(screen.root.get_by_label("Name of the new lane")).to_have_value("Return")


# --- the first stage


def test_the_field_of_the_first_stage_looks_focused_when_it_is(show: Show) -> None:
    screen = show("cjm.Journey()")
    field = screen.root.get_by_label("Name the first stage")
    width = "field => getComputedStyle(field).outlineWidth"
    assert field.evaluate(width) == "1px"
    # A press anywhere on the empty map is for the field.
    screen.root.locator(".cjm-guide-card").click()
    expect(field).to_be_focused()
    assert field.evaluate(width) == "2px"
    screen.type("ab")
    expect(field).to_have_value("ab")
    assert screen.page.evaluate(ASKS)
    screen.root.get_by_label("Title").click()
    screen.stages("ab")
    screen.host.settle(STAGES, ["ab"])


def test_typing_at_the_first_stage_inserts_no_cells_in_a_notebook(show_in_lab: Show) -> None:
    screen = show_in_lab("cjm.Journey()", "'second'")
    cells = screen.host.sources()
    screen.root.locator(".cjm-guide-card").click()
    screen.type("ab")
    expect(screen.root.get_by_label("Name the first stage")).to_have_value("ab")
    assert screen.host.sources() == cells
    screen.press("Enter", "Escape")
    screen.stages("ab")


# --- in JupyterLab


def test_an_editor_open_when_its_cell_runs_again_is_saved(show_in_lab: Show) -> None:
    screen = show_in_lab(JOURNEY, "journey")
    screen.host.run(1)
    screen.host.saved(1)
    second = Screen(screen.host, 1)
    second.go("actions/leave")
    second.type("Pays")
    screen.page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-cell')")
    screen.host.settle(ACTIONS, ["", "Reads", "Pays"])


def test_an_editor_open_when_its_output_is_cleared_is_saved(show_in_lab: Show) -> None:
    screen = show_in_lab(JOURNEY)
    screen.go("actions/leave")
    screen.type("Pays")
    screen.page.evaluate(
        "() => void window.jupyterapp.shell.currentWidget.content.widgets[0].outputArea.model.clear()"
    )
    screen.host.settle(ACTIONS, ["", "Reads", "Pays"])


def test_an_editor_open_when_the_page_is_closed_asks(show_in_lab: Show) -> None:
    screen = show_in_lab(JOURNEY)
    screen.host.command("docmanager:save")
    screen.go("actions/leave")
    screen.type("Pays")
    with screen.page.expect_event("dialog") as asked:
        screen.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(screen.root.locator(".cjm-editor textarea")).to_have_value("Pays")
    screen.press("Control+Enter")
    screen.host.settle(ACTIONS, ["", "Reads", "Pays"])
