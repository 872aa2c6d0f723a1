"""How the map sits in a notebook: narrow, dark, hidden and shown again, and nothing around it restyled."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenNotebook, Show
from tests.browser.notebook import Notebook
from tests.browser.quickstart import JOIN, JOURNEY
from tests.browser.screen import Screen

OVERFLOW = """map => [map, ...map.querySelectorAll('*')].filter(one => {
    const inside = one.parentElement.closest('.cjm-scroll, .cjm-sr, .cjm-tip, svg');
    return !inside && one.getBoundingClientRect().right > map.getBoundingClientRect().right + 0.5;
}).map(one => one.className)"""
AROUND = ["body", ".jp-Notebook", ".jp-Cell", ".jp-InputPrompt", ".cm-content", ".jp-Toolbar"]
AROUND += [".jp-OutputArea-output", "h1", "table", "a", "kbd", "select"]
STYLES = """selectors => selectors.map(selector => {
    const element = document.querySelector(selector);
    if (!element) return [selector, null];
    const style = getComputedStyle(element);
    const own = /^(width|height|(inline|block)-size|(perspective|transform)-origin|contain|content-.*)$/;
    return [selector, Object.fromEntries([...style].filter(name => !own.test(name))
                                                   .map(name => [name, style.getPropertyValue(name)]))];
})"""
SELECTORS = """() => {
    const all = [];
    const walk = rules => { for (const rule of rules)
        rule.selectorText ? all.push(rule.selectorText)
        : rule.cssText.startsWith('@keyframes') ? all.push('@keyframes ' + rule.name)
        : rule.cssRules && walk(rule.cssRules); };
    for (const sheet of document.styleSheets)
        if (sheet.ownerNode?.textContent?.includes('.cjm')) walk(sheet.cssRules);
    return all;
}"""
COLOURS = (
    "map => { const {color, backgroundColor} = getComputedStyle(map); return [color, backgroundColor]; }"
)
CENTRES = """map => {
    const plot = map.querySelector('.cjm-plot').getBoundingClientRect();
    const d = map.querySelector('.cjm-line.is-all').getAttribute('d');
    const cells = [...map.querySelectorAll('.cjm-ecell')].map(cell => cell.getBoundingClientRect());
    const ends = d.split(/[A-Z]/).filter(Boolean).map(part => part.split(',').map(Number).slice(-2)[0]);
    return [cells.map(cell => cell.left + cell.width / 2 - plot.left), ends];
}"""


def join(screen: Screen) -> Screen:
    """Join the survey to the map."""
    screen.host.run(1)
    expect(screen.root.locator(".cjm-line.is-all")).to_be_visible()
    return screen


@pytest.fixture
def joined(show: Show) -> Screen:
    return join(show(JOURNEY, JOIN))


@pytest.fixture
def joined_in_lab(show_in_lab: Show) -> Screen:
    return join(show_in_lab(JOURNEY, JOIN))


def is_on_its_columns(screen: Screen) -> Any:
    """Whether the curve goes through the middle of every stage's column."""
    centres, points = screen.root.evaluate(CENTRES)
    return len(points) == 7 and points == pytest.approx(centres, abs=1)


def foreign_rules(screen: Screen) -> list[str]:
    """The selectors of the map's styles that may reach beyond it; on paper its documents unfold too."""
    selectors = screen.page.evaluate(SELECTORS)
    assert len(selectors) > 10
    return [
        one
        for one in selectors
        if not one.startswith((".cjm", "@keyframes cjm")) and ":has(section.cjm" not in one
    ]


def narrow(screen: Screen, width: int) -> None:
    """Give the map this width."""
    screen.root.evaluate(
        "(map, width) => { map.parentElement.style.width = width ? `${width}px` : ''; }", width
    )


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_a_narrow_map_stays_within_its_edges(joined: Screen, theme: str) -> None:
    joined.host.theme(theme)
    narrow(joined, 700)
    joined.until(lambda: is_on_its_columns(joined), True)
    joined.until(lambda: joined.root.evaluate("map => map.getBoundingClientRect().width"), 700)
    joined.until(lambda: joined.root.evaluate("map => map.scrollWidth <= map.clientWidth"), True)
    joined.until(lambda: joined.root.evaluate(OVERFLOW), [])


def test_lane_headers_of_a_narrow_map_are_icons_that_keep_their_names(joined: Screen) -> None:
    narrow(joined, 700)
    header = joined.at("actions/")
    joined.until(lambda: header.evaluate("header => header.offsetWidth"), 44)
    words = header.locator(".cjm-lh-t")
    joined.until(lambda: words.evaluate("text => text.getBoundingClientRect().width") <= 1, True)
    expect(header.locator("svg").first).to_be_visible()
    expect(header).to_have_accessible_name("Actions what they do")
    narrow(joined, 0)
    joined.until(lambda: header.evaluate("header => header.offsetWidth"), 156)


def test_a_narrow_map_says_which_stages_are_in_sight(joined: Screen) -> None:
    narrow(joined, 700)
    expect(joined.root.locator(".cjm-pips")).to_contain_text("1–4 of 7")
    joined.root.locator(".cjm-scroll").evaluate("scroll => { scroll.scrollLeft = scroll.scrollWidth; }")
    expect(joined.root.locator(".cjm-pips")).to_contain_text("4–7 of 7")


def test_the_map_follows_the_theme_at_once(joined: Screen) -> None:
    light = joined.root.evaluate(COLOURS)
    joined.host.theme("Dark")
    expect(joined.root).to_have_attribute("data-theme", "dark")
    dark = joined.root.evaluate(COLOURS)
    assert light[1] == "rgb(255, 255, 255)"
    assert dark[1] == "rgb(17, 17, 17)"
    assert dark[0] != light[0]
    joined.host.theme("Light")
    expect(joined.root).to_have_attribute("data-theme", "light")
    assert joined.root.evaluate(COLOURS) == light


def test_the_notebook_around_the_map_is_not_restyled(notebook: OpenNotebook) -> None:
    around = """from IPython.display import HTML
HTML("<h1>A</h1><table><tr><td>1</td></tr></table><a href='#'>b</a><kbd>c</kbd><select></select>")"""
    opened = notebook([around, f"import cjm_widgets as cjm\njourney = {JOURNEY}\njourney", JOIN])
    opened.run(0)
    opened.activate(1)
    before = dict(opened.page.evaluate(STYLES, AROUND))
    assert [selector for selector in AROUND if not before[selector]] == []
    opened.run(1, 2)
    expect(opened.map().locator(".cjm-line.is-all")).to_be_visible()
    opened.activate(1)
    after = dict(opened.page.evaluate(STYLES, AROUND))
    assert {selector: differences(before[selector], after[selector]) for selector in AROUND} == {
        selector: {} for selector in AROUND
    }


def test_every_rule_of_its_style_is_for_the_map_only(joined: Screen) -> None:
    assert foreign_rules(joined) == []


def test_the_curve_is_right_again_after_its_output_was_hidden(joined_in_lab: Screen) -> None:
    notebook = joined_in_lab.host
    notebook.activate(0)
    notebook.command("notebook:hide-cell-outputs")
    expect(joined_in_lab.root).to_be_hidden()
    joined_in_lab.page.set_viewport_size({"width": 1200, "height": 1000})
    notebook.command("notebook:show-cell-outputs")
    expect(joined_in_lab.root).to_be_visible()
    joined_in_lab.until(lambda: is_on_its_columns(joined_in_lab), True)
    joined_in_lab.page.set_viewport_size({"width": 1500, "height": 1200})
    joined_in_lab.until(lambda: is_on_its_columns(joined_in_lab), True)


def test_the_curve_is_right_again_after_the_notebook_scrolled_away_from_it(joined_in_lab: Screen) -> None:
    notebook = joined_in_lab.host
    for _ in range(12):
        notebook.append("print('\\n' * 40)")
    notebook.run(*range(2, notebook.count))
    expect(joined_in_lab.root).not_to_be_in_viewport()
    scroll(notebook, 0)
    expect(joined_in_lab.root).to_be_in_viewport()
    joined_in_lab.until(lambda: is_on_its_columns(joined_in_lab), True)


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The properties that have another value."""
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def scroll(notebook: Notebook, cell: int) -> None:
    """Bring a cell into sight."""
    notebook.activate(cell)
    notebook.page.evaluate(
        """async cell => { const {content} = window.jupyterapp.shell.currentWidget;
                          await content.scrollToItem(cell, 'start'); }""",
        cell,
    )
