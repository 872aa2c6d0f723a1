"""Kernels restarted or killed: the map says so at once, loses nothing silently, replays nothing unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.faults import frozen, process_of
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen

JOURNEY = 'cjm.Journey(["Arrive", "Wait"], lanes=["Actions"])'


def restart_by_rest(notebook: Notebook) -> None:
    notebook.lab.request(f"/api/kernels/{notebook.kernel}/restart", "POST")


def restart_from_the_menu(notebook: Notebook) -> None:
    notebook.page.evaluate("() => void window.jupyterapp.commands.execute('kernelmenu:restart')")
    notebook.page.locator(".jp-Dialog .jp-mod-accept").click()


def kill(notebook: Notebook) -> None:
    process_of(notebook).kill()


Loss = Callable[[Notebook], None]
losses = pytest.mark.parametrize("lose", [restart_by_rest, restart_from_the_menu, kill])


@pytest.fixture
def shown(show_in_lab: Show) -> Screen:
    """A map in which "Parks" was typed and saved."""
    screen = show_in_lab(JOURNEY)
    write(screen, "actions/arrive", "Parks")
    screen.host.saved()
    return screen


def write(screen: Screen, place: str, text: str) -> None:
    screen.go(place)
    screen.type(text)
    screen.press("Control+Enter")


def gone(screen: Screen) -> None:
    """Wait until the map says that its kernel is gone."""
    expect(screen.root.locator(".cjm-status")).to_have_text("Kernel gone")
    expect(screen.root.locator(".cjm-banner")).to_be_visible()


def wait_for_the_next(notebook: Notebook) -> None:
    """Wait for the kernel that follows, and close what JupyterLab says about it."""
    notebook.idle()
    for button in notebook.page.locator(".jp-Dialog .jp-mod-accept").all():
        button.click()


@losses
def test_a_map_says_that_its_kernel_is_gone_and_everything_was_saved_and_is_read_only(
    shown: Screen, lose: Loss
) -> None:
    lose(shown.host)
    gone(shown)
    expect(shown.root.locator(".cjm-banner")).to_contain_text("everything was saved")
    wait_for_the_next(shown.host)
    write(shown, "actions/wait", "Reads")
    shown.cards("actions/arrive", "Parks")
    shown.cards("actions/wait")


@losses
def test_edits_that_were_waiting_can_be_copied(shown: Screen, lose: Loss) -> None:
    with frozen(shown.host):
        write(shown, "actions/arrive", "Takes a taxi")
        write(shown, "actions/wait", "Reads")
        lose(shown.host)
        gone(shown)
    wait_for_the_next(shown.host)
    banner = shown.root.locator(".cjm-banner")
    expect(banner).to_contain_text("2 edits were not saved")
    banner.get_by_role("button", name="Copy unsaved edits").click()
    expect(banner).to_contain_text("Copied")
    assert shown.copied() == 'Arrive / Actions: (empty) -> "Takes a taxi"\nWait / Actions: (empty) -> "Reads"'


@pytest.fixture
def shown_again(shown: Screen, request: pytest.FixtureRequest) -> Screen:
    """The map shown by the same cell in the next kernel, after "Reads" was typed and lost with the last."""
    with frozen(shown.host):
        write(shown, "actions/wait", "Reads")
        request.param(shown.host)
        gone(shown)
    wait_for_the_next(shown.host)
    shown.host.run(0)
    shown.host.saved()
    return shown


@pytest.mark.parametrize("shown_again", [restart_by_rest, restart_from_the_menu, kill], indirect=True)
def test_running_the_cell_again_gives_a_live_map_and_replays_nothing_by_itself(shown_again: Screen) -> None:
    expect(shown_again.root).to_contain_text("never reached the kernel")
    assert shown_again.host.value("journey.revision") == 0
    shown_again.cards("actions/wait")
    write(shown_again, "actions/arrive", "Walks")
    shown_again.host.settle("journey.frame['Actions'].tolist()", ["Walks", ""])


@pytest.mark.parametrize("shown_again", [restart_from_the_menu], indirect=True)
def test_what_was_lost_is_made_again_when_asked(shown_again: Screen) -> None:
    shown_again.root.get_by_role("button", name="Apply again").click()
    shown_again.host.settle("journey.frame['Actions'].tolist()", ["", "Reads"])


def test_a_lost_map_runs_its_cell_at_a_press_and_offers_what_stood_in_its_editor(shown: Screen) -> None:
    shown.go("actions/wait")
    shown.type("Reads")
    restart_by_rest(shown.host)
    gone(shown)
    wait_for_the_next(shown.host)
    shown.root.locator(".cjm-banner").get_by_role("button", name="Run the cell").click()
    shown.host.saved()
    shown.root.get_by_role("button", name="Apply again").click()
    shown.host.settle("journey.frame['Actions'].tolist()", ["", "Reads"])
