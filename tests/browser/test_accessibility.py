"""The map for everyone: axe-core finds nothing, the grid tells its size and place, and is one stop of Tab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen
from tests.browser.test_five_steps import JOIN, JOURNEY

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# JupyterLab's body has no height, for which axe-core takes all in it as hidden. A colour between two themes
# is of neither.
RUN = """async map => {
    document.body.style.height = '100vh';
    const changing = () => map.getAnimations({subtree: true}).filter(one => one instanceof CSSTransition);
    while (changing().length) await Promise.allSettled(changing().map(one => one.finished));
    const {violations} = await axe.run(map, {resultTypes: ['violations']});
    return violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 200)} ` +
                                                                `${node.any[0]?.message ?? ''}`));
}"""
STOPS = """grid => [...grid.querySelectorAll('*')].filter(one => one.tabIndex >= 0 && one.checkVisibility())
    .map(one => one.outerHTML.slice(0, 100))"""


def as_it_is(screen: Screen) -> None:
    """Nothing open."""


def with_rows(screen: Screen) -> None:
    screen.host.run(1)
    expect(screen.root.locator(".cjm-line.is-all")).to_be_visible()


def with_a_segment(screen: Screen) -> None:
    with_rows(screen)
    screen.root.get_by_role("radio", name="International").check(force=True)
    screen.host.settle("journey.filters", {"flight_type": ["international"]})


def while_editing(screen: Screen) -> None:
    screen.go("pain-points/overall")
    screen.press("Enter")
    screen.focused("pain-points/overall textarea")


def while_typing_a_score(screen: Screen) -> None:
    screen.point("security", "maya-torres").focus()
    screen.type("7")
    screen.press("Enter")
    expect(screen.root.locator(".cjm-entry-why")).to_contain_text("not on the scale")


def with_a_block(screen: Screen) -> None:
    screen.go("actions/security")
    screen.press("Shift+ArrowRight", "Shift+ArrowDown")
    expect(screen.root.locator(".cjm-selbar")).to_be_visible()


def with_the_keys(screen: Screen) -> None:
    screen.go("actions/security")
    screen.press("?")


def while_adding_a_lane(screen: Screen) -> None:
    screen.go("actions/")
    screen.press("+")


def with_a_question(screen: Screen) -> None:
    screen.go("/security")
    screen.press("Delete")


def with_a_paste_to_decide(screen: Screen) -> None:
    screen.go("systems/overall")
    screen.paste("a\tb\tc")
    expect(screen.root.get_by_role("dialog", name="Paste")).to_be_visible()


def with_texts_left_out(screen: Screen) -> None:
    with_a_paste_to_decide(screen)
    screen.root.get_by_role("radio", name="Leave out").click()
    screen.root.get_by_role("button", name="Paste ↵").click()
    expect(screen.root.locator(".cjm-notice li")).to_be_visible()


def with_the_view(screen: Screen) -> None:
    with_rows(screen)
    for lane in ("emotion", "rating", "touchpoints", "pain-points"):
        screen.at(f"{lane}/").focus()
        screen.press("Space")
    screen.tool("View").click()
    dialog = screen.root.get_by_role("dialog", name="View")
    dialog.get_by_role("button", name="Show Systems").click()
    dialog.get_by_role("radio", name="Dense").check()
    dialog.get_by_role("button", name="Save this view").click()
    expect(dialog.get_by_label("Name of the view")).to_be_focused()


def with_filters(screen: Screen) -> None:
    screen.root.get_by_role("button", name="Assumption 17").click()
    screen.at("pain-points/").focus()
    screen.press("Space", "Control+Shift+L")
    screen.root.get_by_role("toolbar", name="Filter").get_by_role("button", name="Tag").click()
    screen.root.get_by_role("checkbox", name="power").check()
    expect(screen.root.locator(".cjm-hid").first).to_be_visible()


def with_the_evidence(screen: Screen) -> None:
    screen.root.get_by_role("button", name="What backs the map").click()
    expect(screen.root.get_by_role("table")).to_be_visible()


def with_a_menu_and_its_choices(screen: Screen) -> None:
    screen.go("pain-points/security")
    screen.press("Space", "Shift+F10", "s", "ArrowRight")
    expect(screen.root.get_by_role("menu", name="Severity")).to_be_visible()


def with_the_palette(screen: Screen) -> None:
    screen.go("pain-points/security")
    screen.press("Control+k")
    screen.type("queue")
    expect(screen.root.get_by_role("option").first).to_be_visible()


def while_replacing(screen: Screen) -> None:
    screen.go("pain-points/security")
    screen.press("Control+h")
    screen.type("signs")
    expect(screen.root.get_by_role("button", name="All 4")).to_be_enabled()


def narrow(screen: Screen) -> None:
    with_rows(screen)
    screen.root.evaluate("map => { map.parentElement.style.width = '700px'; }")
    expect(screen.root.locator(".cjm-pips")).to_be_visible()


SCENES: list[Callable[[Screen], None]] = [
    as_it_is,
    with_rows,
    with_a_segment,
    while_editing,
    while_typing_a_score,
    with_a_block,
    with_the_keys,
    while_adding_a_lane,
    with_a_question,
    with_a_paste_to_decide,
    with_texts_left_out,
    with_the_view,
    with_filters,
    with_the_evidence,
    with_a_menu_and_its_choices,
    with_the_palette,
    while_replacing,
    narrow,
]


def violations(screen: Screen) -> list[str]:
    """What axe-core finds wrong with the map."""
    if not screen.page.evaluate("typeof axe === 'object'"):
        screen.page.add_script_tag(path=AXE)
    return list(screen.root.evaluate(RUN))


@pytest.fixture(params=["Light", "Dark"])
def themed(show: Show, request: pytest.FixtureRequest) -> Show:
    """Shows maps in both themes."""

    def show_themed(*cells: str) -> Screen:
        screen = show(*cells)
        screen.host.theme(request.param)
        expect(screen.root).to_have_attribute("data-theme", request.param.lower())
        return screen

    return show_themed


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_axe_finds_nothing(themed: Show, scene: Callable[[Screen], None]) -> None:
    screen = themed(JOURNEY, JOIN)
    scene(screen)
    assert violations(screen) == []


def test_axe_finds_nothing_in_an_empty_map(themed: Show) -> None:
    screen = themed("cjm.Journey()")
    assert violations(screen) == []


def test_axe_finds_nothing_when_the_kernel_is_gone(themed: Show) -> None:
    screen = themed(JOURNEY)
    screen.host.lose()
    screen.go("actions/security")
    screen.type("Lost?")
    screen.press("Control+Enter")
    expect(screen.root.locator(".cjm-banner")).to_be_visible()
    assert violations(screen) == []


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
        "top_box 0.843, 0.781"
    )
