"""The drawn curve by pointer, keys and number field; a point without a value is a gap."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

SCORES = "[None if v != v else round(v, 6) for v in journey.emotion['Customer']]"


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
