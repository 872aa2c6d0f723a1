"""For fingers: wherever the pointer is coarse, what is pressed is 44 px wide and high in every scene."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.lab import PATIENCE
from tests.browser.plain_page import PlainPage
from tests.browser.quickstart import JOURNEY
from tests.browser.scenes import CELLS, SCENES, Scene
from tests.browser.screen import Screen

# A box in a label is pressed by the label. A part without room to grow catches presses by a pseudo-element
# around it. What readers of screens alone have is 1 px, and no finger's.
SMALL = """map => {
    const pressed = 'button, a[href], input, select, textarea, summary, [tabindex], [data-card], .is-grip';
    const around = (one, pseudo) => {
        const { content, position, width, height } = getComputedStyle(one, pseudo);
        if (position !== 'absolute' || content === 'none') return [0, 0];
        return [parseFloat(width), parseFloat(height)];
    };
    const isSeen = one =>
        one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1;
    return [...map.querySelectorAll(pressed)].filter(isSeen).flatMap(one => {
        const { width, height } = (one.closest('label') ?? one).getBoundingClientRect();
        const [before, after] = [around(one, '::before'), around(one, '::after')];
        const sides = [Math.max(width, before[0], after[0]), Math.max(height, before[1], after[1])];
        // Half a pixel is left to rounding.
        if (Math.min(...sides) >= 43.5) return [];
        return [`${sides.map(Math.round).join(' x ')}: ${one.outerHTML.slice(0, 120)}`];
    });
}"""


@pytest.fixture(scope="module")
def touch_page(browser: Browser) -> Iterator[PlainPage]:
    """A page of a screen that is touched, whose pointer is coarse and does not hover."""
    context = browser.new_context(viewport={"width": 1500, "height": 1200}, has_touch=True)
    context.set_default_timeout(PATIENCE * 1000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield PlainPage(context.new_page())
    context.close()


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_whatever_is_pressed_is_44_px_for_a_finger(touch_page: PlainPage, scene: Scene) -> None:
    touch_page.show(*CELLS)
    screen = Screen(touch_page)
    scene.reach(screen)
    assert screen.root.evaluate(SMALL) == []


def test_the_measure_names_what_is_too_small_for_a_finger(touch_page: PlainPage) -> None:
    touch_page.show(JOURNEY)
    screen = Screen(touch_page)
    screen.tool("View").evaluate("tool => { tool.style.cssText = 'min-height: 0; height: 30px'; }")
    assert [each.split(":")[0] for each in screen.root.evaluate(SMALL)] == ["44 x 30"]


def test_a_point_of_the_curve_takes_a_press_20_px_beside_it(touch_page: PlainPage) -> None:
    touch_page.show(JOURNEY)
    screen = Screen(touch_page)
    box = screen.point("security", "maya-torres").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch_page.page.touchscreen.tap(x - 20, y)
    screen.focused("emotion/security slider")
