"""Menus and the keys that JupyterLab or the browser also has, in a notebook and in the tab of a file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from cjm_widgets.storage import file
from tests.browser.conftest import Show
from tests.browser.lab import Lab
from tests.browser.screen import Screen
from tests.browser.tab import Tab

TEMPLATE = Path(file.__file__).parents[1] / "templates" / "airport-departure.cjm.json"
OTHERS = ".lm-Menu, .jp-DocumentSearch-overlay:not(.lm-mod-hidden), .lm-CommandPalette:visible"
"""What JupyterLab opens for a right press and for these keys."""
OPENED = {
    "Shift+F10": ".cjm-menu",
    "Control+k": ".cjm-pal",
    "Control+f": ".cjm-find",
    "Control+h": ".cjm-find",
}


@pytest.fixture
def screen(show_in_lab: Show) -> Screen:
    return show_in_lab(
        """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Actions", "Pain points"])
journey.set_cell("Arrive", "Actions", "Parks the car\\nTakes the bus")"""
    )


def test_a_right_press_on_a_card_opens_the_maps_menu_and_no_cells(screen: Screen) -> None:
    card = screen.at("actions/arrive").locator("[data-card]").first
    card.click(button="right")
    menu = screen.root.get_by_role("menu", name="Card")
    expect(menu).to_be_visible()
    expect(screen.page.locator(".lm-Menu")).to_have_count(0)
    menu.get_by_role("menuitem", name="Delete").click()
    screen.host.settle("journey.frame.loc['Arrive', 'Actions']", "Takes the bus")
    screen.root.locator(".cjm-foot").click(button="right", position={"x": 3, "y": 3})
    expect(screen.page.locator(".lm-Menu")).not_to_have_count(0)  # around its things the page's own
    screen.press("Escape")


@pytest.mark.parametrize("keys", OPENED)
def test_keys_that_jupyterlab_has_too_are_the_maps_in_a_notebook(screen: Screen, keys: str) -> None:
    screen.go("actions/arrive")
    screen.press(keys)
    expect(screen.root.locator(OPENED[keys])).to_be_visible()
    expect(screen.page.locator(OTHERS)).to_have_count(0)
    screen.press("Escape")
    expect(screen.root.locator(OPENED[keys])).to_have_count(0)
    screen.until(lambda: screen.focus.startswith("actions/arrive"), True)


def test_f3_goes_to_the_next_match_in_a_notebook(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Control+f")
    screen.type("the")
    screen.press("F3")
    expect(screen.root.get_by_role("search").get_by_role("status")).to_have_text("2 of 2")
    screen.press("Escape")
    screen.focused("actions/arrive actions.arrive.2")


def opened(locator: Locator, page: Page) -> None:
    expect(locator).to_be_visible()
    expect(page.locator(OTHERS)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(locator).to_have_count(0)


def test_the_tab_of_a_file_has_the_same_menus_and_keys(lab: Lab, page: Page) -> None:
    tab = Tab(lab, page, "menus.cjm.json")
    shutil.copy(TEMPLATE, tab.file)
    tab.visit()
    cell = tab.cell("pain-points/security")
    cell.locator("[data-card]").first.click(button="right")
    opened(tab.map.get_by_role("menu", name="Card"), page)
    for keys, shown in OPENED.items():
        page.keyboard.press(keys)
        opened(tab.map.locator(shown), page)
