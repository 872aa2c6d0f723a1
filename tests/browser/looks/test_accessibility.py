"""The map for everyone: axe-core finds nothing, the grid tells its size and place, and is one stop of Tab."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.quickstart import JOIN, JOURNEY
from tests.browser.scenes import CELLS, LOOKS, SCENES, Scene, Step, look, violations, with_rows
from tests.browser.screen import Screen

STOPS = """grid => [...grid.querySelectorAll('*')].filter(one => one.tabIndex >= 0 && one.checkVisibility())
    .map(one => one.outerHTML.slice(0, 100))"""


@pytest.fixture
def airport(show: Show) -> Screen:
    """The map that scenes start from."""
    return show(*CELLS)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_axe_finds_nothing_in_any_look(airport: Screen, scene: Scene) -> None:
    scene.reach(airport)
    seen: list[str] = []
    for name in LOOKS if scene.is_target else ("light", "dark"):
        with look(airport, name):
            seen += [f"{name}: {each}" for each in violations(airport, name)]
    assert seen == []


STATES = [
    pytest.param(scene, step, id=f"{scene.name}-{state}")
    for scene in SCENES
    for state, step in (("editing", scene.editing), ("error", scene.error))
    if step
]


@pytest.mark.parametrize(("scene", "step"), STATES)
def test_axe_finds_nothing_while_editing_and_with_an_error(airport: Screen, scene: Scene, step: Step) -> None:
    scene.reach(airport)
    step(airport)
    assert violations(airport) == []


def test_axe_finds_what_is_wrong(show: Show) -> None:
    screen = show(JOURNEY)
    screen.at("/security").locator("p").evaluate("text => { text.style.color = '#bbb'; }")
    assert [found.split(":")[0] for found in violations(screen)] == ["color-contrast"]


def test_the_grid_tells_how_many_rows_and_columns_it_has(show: Show) -> None:
    screen = show(JOURNEY)
    grid = screen.root.get_by_role("grid")
    rows = grid.get_by_role("row")
    assert grid.get_attribute("aria-rowcount") == str(rows.count())
    assert grid.get_attribute("aria-colcount") == "8"
    indices = rows.evaluate_all("rows => rows.map(row => row.ariaRowIndex)")
    assert indices == [str(at + 1) for at in range(rows.count())]


def test_every_cell_tells_the_column_it_is_in(show: Show) -> None:
    screen = show(JOURNEY)
    columns = screen.root.locator(".cjm-stage").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.dataset.stage, one.ariaColIndex]))"
    )
    assert list(columns.values()) == [str(at) for at in range(2, 9)]
    cells = screen.root.get_by_role("gridcell").evaluate_all(
        "all => all.map(one => [one.dataset.stage, one.ariaColIndex])"
    )
    assert len(cells) == 7 * 8 - 1
    assert all(columns[stage] == index for stage, index in cells)


def test_the_rows_are_as_wide_as_the_grid_says(show: Show) -> None:
    screen = show(JOURNEY)
    widths = screen.root.get_by_role("row").evaluate_all(
        """rows => rows.map(row => [...row.querySelectorAll('[aria-colindex]')]
            .reduce((sum, cell) => sum + Number(cell.ariaColSpan ?? 1), 0))"""
    )
    assert widths == [8] * len(widths)


def test_the_grid_is_one_stop_of_tab(show: Show) -> None:
    screen = show(JOURNEY)
    grid = screen.root.get_by_role("grid")
    for place in ("actions/security", "/security", "actions/", "emotion/security"):
        screen.go("actions/security")
        screen.at(place).focus()
        screen.focused(place)
        screen.until(lambda: len(grid.evaluate(STOPS)), 1)


def test_a_measure_says_everything_in_one_sentence(show: Show) -> None:
    screen = show(JOURNEY, JOIN)
    with_rows(screen)
    expect(screen.at("rating/security")).to_have_accessible_name(
        "Security, mean 4.31, 95 % interval 4.27 to 4.34, n 2,407, above target 4.0, mean, t 95 %; "
        "top-2 box 82 %, 95 % interval 80 % to 83 %, n 2,407, top-2 box, Wilson 95 %; "
        "differs between segments: domestic above international (flight_type): mean 4.35, 4.22; "
        "top-2 box 84.3 %, 78.1 %"
    )
