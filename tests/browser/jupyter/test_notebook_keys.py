"""Keys pressed in the map are the map's: the notebook around it stays as it is, and can still be saved."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen

FURTHER = ["'second'", "'third'"]
PLACES = {
    "a cell": lambda screen: screen.go("actions/wait"),
    "a stage's header": lambda screen: screen.go("/wait"),
    "a lane's header": lambda screen: screen.go("actions/"),
    "a slider": lambda screen: screen.point("wait").focus(),
    "a card": lambda screen: screen.at("actions/arrive").locator("[data-card]").focus(),
    "a button": lambda screen: screen.root.locator(".cjm-persona").focus(),
    "the title": lambda screen: screen.root.get_by_label("Title").focus(),
    "an editor": lambda screen: [screen.go("actions/wait"), screen.press("F2")],
    "a name's editor": lambda screen: [screen.go("/wait"), screen.press("F2")],
    "a number field": lambda screen: [screen.point("wait").focus(), screen.press("Enter")],
    "the list of keys": lambda screen: [
        screen.press("Escape"),  # from the list that is open
        screen.go("actions/wait"),
        screen.press("?"),
    ],
}
KEYS = [
    ["a"],
    ["b"],
    ["x"],
    ["d", "d"],
    ["0", "0"],
    ["m"],
    ["z"],
    ["Enter"],
    ["Shift+Enter"],
    ["Control+Enter"],
]


@pytest.fixture
def screen(show_in_lab: Show) -> Screen:
    return show_in_lab(
        """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions"])
journey.set_cell("Arrive", "Actions", "Parks")""",
        *FURTHER,
    )


def state(notebook: Notebook) -> Any:
    """The notebook's cells, which of them ran, and whether it asks anything."""
    return notebook.page.evaluate(
        """() => { const {content} = window.jupyterapp.shell.currentWidget;
            return [content.widgets.map(cell => [cell.model.type, cell.model.sharedModel.source,
                                                 cell.model.executionCount]),
                    content.activeCellIndex, document.querySelectorAll('.jp-Dialog').length]; }"""
    )


@pytest.mark.parametrize("place", PLACES)
def test_keys_leave_the_notebook_alone_from(screen: Screen, place: str) -> None:
    notebook = screen.host
    PLACES[place](screen)
    before, kernel = state(notebook), notebook.kernel
    for keys in KEYS:
        PLACES[place](screen)
        screen.press(*keys)
        screen.until(lambda: screen.focus != "BODY", True)
        screen.press("Escape")
        notebook.page.wait_for_function("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel")
    assert notebook.value("1") == 1
    assert state(notebook) == before
    assert notebook.kernel == kernel


def test_saving_saves_what_is_being_typed_and_the_notebook(screen: Screen) -> None:
    notebook = screen.host
    path = f"/api/contents/{notebook.name}"
    notebook.replace([*notebook.sources(), "'not in the file yet'"])
    notebook.run(0)
    notebook.saved()
    screen.go("actions/wait")
    screen.type("Half a sentence")
    screen.press("Control+s")
    notebook.settle("journey.frame.loc['Wait', 'Actions']", "Half a sentence")
    notebook.wait("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    saved = notebook.lab.request(path)["content"]["cells"]
    assert saved[-1]["source"] == "'not in the file yet'"
    screen.focused("actions/wait")


def stays_saved(screen: Screen) -> None:
    """The notebook is saved with the edit in it, and not changed again a moment later."""
    clean = "!window.jupyterapp.shell.currentWidget.context.model.dirty"
    screen.host.wait(clean)
    screen.let_pass(800)  # an output takes in what it missed after a pause
    assert screen.page.evaluate(clean)


def test_saving_takes_along_a_point_on_its_way(screen: Screen) -> None:
    screen.point("wait").focus()
    screen.press("End", "Control+s")
    screen.host.settle("journey.emotion.loc['Wait', 'Customer']", 2)
    stays_saved(screen)
    screen.focused("emotion/wait slider")


def test_saving_takes_along_a_title_being_typed(screen: Screen) -> None:
    screen.root.get_by_label("Title").fill("A visit")
    screen.press("Control+s")
    screen.host.settle("journey.title", "A visit")
    stays_saved(screen)


def test_saving_takes_along_a_number_being_typed(screen: Screen) -> None:
    screen.point("wait").focus()
    screen.press("Enter")
    screen.type("1.5")
    screen.press("Control+s")
    screen.host.settle("journey.emotion.loc['Wait', 'Customer']", 1.5)
    stays_saved(screen)


def test_undo_in_an_open_editor_takes_back_typing_only(screen: Screen) -> None:
    revision = screen.host.value("journey.revision")
    screen.go("actions/arrive")
    screen.press("Enter")
    screen.page.keyboard.insert_text(" again")  # as one step: Chromium groups keys by the time between them
    screen.press("Control+z")
    expect(screen.root.locator(".cjm-editor textarea")).to_have_value("Parks")
    screen.press("Escape")
    assert screen.host.value("journey.revision") == revision


def test_the_notebook_has_its_keys_again_once_the_focus_leaves(screen: Screen) -> None:
    screen.go("actions/wait")
    screen.host.activate(1)
    screen.page.locator(".jp-Cell").nth(1).locator(".jp-InputPrompt").click()
    screen.press("b")
    screen.until(lambda: screen.host.count, 4)
