"""The drawn curve by pointer, keys and number field; a point without a value is a gap."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.looks.test_words import speak
from tests.browser.quickstart import JOIN, JOURNEY
from tests.browser.screen import Screen

SCORES = "[None if v != v else round(v, 6) for v in journey.emotion['Customer']]"

LONG_NAMES = """cjm.Journey([f"Stage {{at}}" for at in range({stages})], lanes=["Emotion"], personas=[])
import pandas as pd
names = list(journey.frame.index)
last = {{"Bartholomew-Alexander": 0.5, "Maximiliane von und zu Hohenstein": 0.8, "Jo": -1.2}}
for persona, score in last.items():
    journey.add_persona(persona)
    for at, stage in enumerate(names):
        journey.set_emotion(stage, (at * 7 + len(persona)) % 9 / 2 - 2, persona=persona)
    journey.set_emotion(names[-1], score, persona=persona)
answers = {{stage: [1 + (k * k * (at + 2) + at) % 5 for k in range(40)] for at, stage in enumerate(names)}}
journey.join(pd.DataFrame(answers), columns={{stage: stage for stage in names}}, scale=(1, 5))"""
NAMES = """map => {
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
                           Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
    const written = element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        // A line of text is higher than its letters.
        return [...range.getClientRects()].map(({left, right, top, bottom}) =>
            ({left, right, top: top + 1.5, bottom: bottom - 1.5}));
    };
    const spots = [...map.querySelectorAll('.cjm-line[d^=M]')].flatMap(path => {
        const matrix = path.getScreenCTM();
        return Array.from({length: path.getTotalLength() / 2}, (_, at) =>
            path.getPointAtLength(2 * at).matrixTransform(matrix));
    });
    return [...map.querySelectorAll('.cjm-end')].map(end => {
        const cell = end.closest('.cjm-ecell'), box = cell.getBoundingClientRect();
        const name = end.querySelector('b');
        const things = [...cell.querySelectorAll('.cjm-pt > .cjm-i')].map(one => one.getBoundingClientRect());
        const words = '.cjm-val:not(.is-quiet), .cjm-callout b, .cjm-miss > span';
        for (const one of cell.querySelectorAll(words)) things.push(...written(one));
        for (const other of cell.querySelectorAll('.cjm-end'))
            if (other !== end) things.push(other.getBoundingClientRect());
        const faults = new Set();
        if (name.scrollWidth > name.clientWidth + 1) faults.add('cut');
        for (const line of written(name)) {
            if (line.left < box.left || line.right > box.right + 0.5) faults.add('beside its column');
            if (things.some(one => over(line, one))) faults.add('over another thing');
            if (spots.some(({x, y}) => over(line, {left: x, right: x + 1, top: y, bottom: y + 1})))
                faults.add('over a line');
        }
        return [name.textContent, ...faults];
    }).sort();
}"""
WIDEN = """(map, [width, zoom]) => {
    document.body.style.zoom = zoom;
    map.parentElement.style.width = `${width}px`;
}"""


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(
        """cjm.Journey(["Arrive", "Wait", "Leave", "Tell"], lanes=["Emotion", "Actions"])
for stage, score in zip(journey.frame.index, [1, -1, 0, 1.5]):
    journey.set_emotion(stage, score)"""
    )


def runs(screen: Screen) -> int:
    """How many unbroken pieces the drawn line has."""
    return str(screen.root.locator(".cjm-line.is-drawn").get_attribute("d")).count("M")


@pytest.mark.parametrize(
    ("key", "score"),
    [
        ("ArrowUp", -0.9),
        ("ArrowDown", -1.1),
        ("Shift+ArrowUp", -0.5),
        ("Shift+ArrowDown", -1.5),
        ("Home", -2),
        ("End", 2),
    ],
)
def test_a_key_moves_a_point(screen: Screen, key: str, score: float) -> None:
    screen.point("wait").click()
    screen.press(key)
    screen.focused("emotion/wait slider")
    screen.host.settle(SCORES, [1, score, 0, 1.5])


def test_a_burst_of_arrows_is_one_step_of_undo(screen: Screen) -> None:
    screen.point("wait").click()
    screen.press_at_once(*["ArrowUp"] * 8)
    screen.host.settle(SCORES, [1, -0.2, 0, 1.5])
    screen.press("Control+z")
    screen.host.settle(SCORES, [1, -1, 0, 1.5])
    screen.focused("emotion/wait slider")


def test_dragging_stays_on_the_scale_and_is_one_edit(screen: Screen) -> None:
    before = screen.host.value("journey.revision")
    screen.drag(screen.point("wait"), 0, 200)
    screen.host.settle(SCORES, [1, -2, 0, 1.5])
    assert screen.host.value("journey.revision") == before + 1


def test_while_dragging_the_map_says_what_the_value_was(screen: Screen) -> None:
    box = screen.point("wait").bounding_box()
    assert box
    screen.page.mouse.move(box["x"] + 7, box["y"] + 7)
    screen.page.mouse.down()
    screen.page.mouse.move(box["x"] + 7, box["y"] + 7 - 53, steps=5)
    expect(screen.root.locator(".cjm-bubble")).to_contain_text("was −1.0")
    screen.press("Escape")
    screen.page.mouse.up()
    expect(screen.root.locator(".cjm-bubble")).to_have_count(0)
    assert screen.host.value(SCORES) == [1, -1, 0, 1.5]


def test_a_number_is_typed_into_the_field(screen: Screen) -> None:
    screen.point("leave").click()
    screen.type("0,75")
    screen.press("Enter")
    screen.focused("emotion/leave slider")
    screen.host.settle(SCORES, [1, -1, 0.75, 1.5])


def test_two_presses_on_a_point_open_its_field(screen: Screen) -> None:
    screen.point("wait").dblclick()
    field = screen.root.get_by_role("textbox", name="Customer, Wait, a score")
    expect(field).to_have_value("−1.0")
    field.fill("1.2")
    field.press("Enter")
    screen.host.settle(SCORES, [1, 1.2, 0, 1.5])


def test_a_number_off_the_scale_is_refused_in_the_field(screen: Screen) -> None:
    screen.point("wait").click()
    screen.press("Enter")
    screen.type("9")
    screen.press("Enter")
    expect(screen.root.locator(".cjm-entry-why")).to_have_text("9 is not on the scale of −2 to +2")
    screen.press("Escape")
    screen.focused("emotion/wait slider")
    assert screen.host.value(SCORES) == [1, -1, 0, 1.5]


def test_delete_makes_a_gap_that_the_line_does_not_bridge(screen: Screen) -> None:
    assert runs(screen) == 1
    screen.point("wait").click()
    screen.press("Delete")
    screen.host.settle(SCORES, [1, None, 0, 1.5])
    screen.focused("emotion/wait slider")
    assert runs(screen) == 1
    start = str(screen.root.locator(".cjm-line.is-drawn").get_attribute("d")).removeprefix("M").split(",")[0]
    column = screen.at("emotion/leave").bounding_box()
    plot = screen.root.locator(".cjm-plot").bounding_box()
    assert column
    assert plot
    assert float(start) == pytest.approx(column["x"] + column["width"] / 2 - plot["x"], abs=1)
    expect(screen.at("emotion/wait")).to_contain_text("no score drawn")


def test_a_press_in_a_gap_draws_a_point_there(screen: Screen) -> None:
    screen.point("wait").click()
    screen.press("Delete")
    screen.host.settle(SCORES, [1, None, 0, 1.5])
    box = screen.at("emotion/wait").bounding_box()
    assert box
    screen.at("emotion/wait").click(position={"x": box["width"] / 2, "y": 150 - 53})
    screen.host.settle(SCORES, [1, 1, 0, 1.5])
    assert runs(screen) == 1


def test_left_and_right_lead_from_point_to_point(screen: Screen) -> None:
    screen.point("wait").click()
    screen.press("ArrowRight")
    screen.focused("emotion/leave slider")
    screen.press("ArrowLeft", "ArrowLeft")
    screen.focused("emotion/arrive slider")
    screen.press("Escape")
    screen.focused("emotion/arrive")


def test_a_point_speaks_its_value_and_how_it_came_to_be(screen: Screen) -> None:
    expect(screen.point("wait")).to_have_attribute("aria-valuetext", "−1.0, drawn")
    expect(screen.point("wait")).to_have_accessible_name("Customer, Wait")


@pytest.mark.parametrize("zoom", [1, 1.5])
@pytest.mark.parametrize("stages", [3, 7, 12])
def test_long_names_of_curves_are_whole_and_cover_nothing(show: Show, stages: int, zoom: float) -> None:
    screen = show(LONG_NAMES.format(stages=stages))
    for width in (1400, 900, 600):
        screen.root.evaluate(WIDEN, [width, zoom])
        names = ["Bartholomew-Alexander", "Jo", "Maximiliane von und zu Hohenstein", "Measured"]
        screen.until(lambda: screen.root.evaluate(NAMES), [[name] for name in names])


@pytest.mark.parametrize("zoom", [1, 1.5])
@pytest.mark.parametrize(("language", "measured"), [("en", "Measured"), ("de", "Gemessen")])
def test_names_of_curves_are_whole_and_cover_nothing(
    show: Show, language: str, measured: str, zoom: float
) -> None:
    screen = show(JOURNEY, JOIN)
    screen.host.run(1)
    speak(screen, language)
    names = [[name] for name in sorted(["Kenji", "Maya", measured])]
    for width in (1400, 1150, 1040, 600):
        screen.root.evaluate(WIDEN, [width, zoom])
        screen.until(lambda: screen.root.evaluate(NAMES), names)
