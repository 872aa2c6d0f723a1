"""Personas on cards: added, renamed, moved, removed, hidden, and their future beside what they feel now."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.scenes import violations
from tests.browser.screen import Screen

JOURNEY = "cjm.Journey(['Arrive', 'Wait', 'Leave'], lanes=['Emotion', 'Actions'], personas=['Ana', 'Bo'])"
MANY = "cjm.Journey(['Arrive', 'Wait'], lanes=['Emotion'], personas=[f'P{n}' for n in range(1, 10)])"
NAMES = "[persona.name for persona in journey.document.personas]"
FUTURE = "journey.document.future"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


def card(screen: Screen, name: str) -> Locator:
    return screen.root.get_by_role("article", name=name)


def unfold(screen: Screen) -> None:
    screen.root.get_by_role("button", name="Personas").click()
    expect(screen.root.locator(".cjm-pcards")).to_be_visible()


def names(screen: Screen, *expected: str) -> None:
    screen.until(lambda: screen.root.locator("article.cjm-pcard h3").all_text_contents(), list(expected))
    screen.host.settle(NAMES, list(expected))


def test_by_keyboard_alone_personas_are_added_named_moved_and_removed(show: Show) -> None:
    screen = show(JOURNEY)
    screen.root.get_by_role("button", name="Personas").focus()
    screen.press("Enter")
    screen.root.get_by_role("button", name="Add a persona").focus()
    screen.press("Enter")
    screen.type("Cleo")
    screen.press("Enter")
    names(screen, "Ana", "Bo", "Cleo")
    screen.until(lambda: screen.page.evaluate("document.activeElement.textContent"), "Cleo")
    screen.press("Alt+ArrowLeft")
    names(screen, "Ana", "Cleo", "Bo")
    screen.until(lambda: screen.page.evaluate("document.activeElement.textContent"), "Cleo")
    screen.press("F2")
    screen.type("Cleo Ito")
    screen.press("Enter")
    names(screen, "Ana", "Cleo Ito", "Bo")
    screen.until(lambda: screen.page.evaluate("document.activeElement.textContent"), "Cleo Ito")
    screen.press("ArrowLeft", "F2")
    screen.type("Nobody")
    screen.press("Escape")
    names(screen, "Ana", "Cleo Ito", "Bo")
    screen.until(lambda: screen.page.evaluate("document.activeElement.textContent"), "Ana")
    screen.press("Delete")
    names(screen, "Cleo Ito", "Bo")
    screen.until(lambda: screen.page.evaluate("document.activeElement.textContent"), "Cleo Ito")
    screen.press("Control+z")
    names(screen, "Ana", "Cleo Ito", "Bo")
    card(screen, "Ana").get_by_role("button", name="Ana", exact=True).focus()
    screen.press("Enter")
    details = screen.root.get_by_role("region", name="Details")
    expect(details.get_by_label("Name", exact=True)).to_have_value("Ana")
    details.get_by_label("Needs").focus()
    screen.type("A seat; a map")
    screen.press("Tab")
    expect(card(screen, "Ana").locator("dd")).to_have_text("A seat; a map")
    screen.press("Alt+1")
    expect(card(screen, "Ana").get_by_role("button", name="Hidden: Curve of Ana")).to_be_visible()
    expect(screen.point("arrive", "ana")).to_have_count(0)


def test_by_a_single_pointer_alone_personas_are_added_moved_hidden_and_removed(show: Show) -> None:
    screen = show(JOURNEY)
    screen.host.quietly("journey.set_emotion('Wait', -1, 'Ana')")
    screen.host.quietly("journey.set_emotion('Wait', 1, 'Ana', state='future')")
    screen.host.quietly("journey.comment('Who is she?', on='Ana', author='Ada')")
    unfold(screen)
    screen.root.get_by_role("button", name="Add a persona").click()
    screen.root.get_by_label("Name of the new persona").fill("Cleo")
    screen.root.get_by_role("button", name="Add", exact=True).click()
    names(screen, "Ana", "Bo", "Cleo")
    card(screen, "Cleo").hover()
    card(screen, "Cleo").get_by_role("button", name="Move Cleo earlier").click()
    names(screen, "Ana", "Cleo", "Bo")
    card(screen, "Bo").get_by_role("button", name="Shown").click()
    expect(card(screen, "Bo").get_by_role("button", name="Hidden")).to_have_attribute("aria-pressed", "false")
    assert card(screen, "Bo").evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
    expect(card(screen, "Bo").get_by_text("Stands for no rows yet")).to_be_visible()
    card(screen, "Ana").locator("input[type=file]").set_input_files(
        {"name": "ana.png", "mimeType": "image/png", "buffer": PNG}
    )
    expect(card(screen, "Ana").get_by_role("img", name="Ana")).to_be_visible()
    card(screen, "Ana").hover()
    card(screen, "Ana").get_by_role("button", name="Remove Ana").click()
    names(screen, "Cleo", "Bo")
    notice = screen.root.get_by_text("Removed Ana with 1 score, 1 future score, 1 comment and a photo.")
    expect(notice).to_be_visible()
    screen.root.get_by_role("button", name="Undo", exact=True).last.click()
    names(screen, "Ana", "Cleo", "Bo")
    screen.host.settle(FUTURE, {"ana": {"wait": 1}})
    card(screen, "Ana").click(position={"x": 200, "y": 60})
    expect(screen.root.get_by_role("region", name="Details").get_by_label("Name", exact=True)).to_have_value(
        "Ana"
    )


def test_a_card_is_dragged_to_another_place_and_put_back_by_escape(show: Show) -> None:
    screen = show(JOURNEY)
    unfold(screen)
    card(screen, "Bo").hover()
    grip = card(screen, "Bo").locator(".is-grip")
    box, first = grip.bounding_box(), card(screen, "Ana").bounding_box()
    assert box
    assert first
    mouse = screen.page.mouse
    for end in ("Escape", "up"):
        mouse.move(box["x"] + 12, box["y"] + 12)
        mouse.down()
        mouse.move(first["x"] + 20, box["y"] + 12, steps=5)
        expect(card(screen, "Ana")).to_have_class("cjm-pcard is-p1 is-target")
        if end == "Escape":
            screen.press("Escape")
            mouse.up()
            names(screen, "Ana", "Bo")
            card(screen, "Bo").hover()
    mouse.up()
    names(screen, "Bo", "Ana")


@pytest.mark.parametrize("way", ["dropped", "pasted"])
def test_a_photo_is_dropped_or_pasted_on_a_card(show: Show, way: str) -> None:
    screen = show(JOURNEY)
    unfold(screen)
    card(screen, "Bo").get_by_role("button", name="Bo", exact=True).focus()
    card(screen, "Bo").evaluate(
        """(card, [way, data]) => {
            const files = new DataTransfer();
            const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
            files.items.add(new File([bytes], 'bo.png', {type: 'image/png'}));
            const how = {bubbles: true, cancelable: true};
            const dropped = new DragEvent('drop', {...how, dataTransfer: files});
            const pasted = new ClipboardEvent('paste', {...how, clipboardData: files});
            card.dispatchEvent(way === 'dropped' ? dropped : pasted);
        }""",
        [way, base64.b64encode(PNG).decode()],
    )
    screen.host.settle("journey.document.personas[1].photo is not None", True)
    expect(card(screen, "Bo").get_by_role("img", name="Bo")).to_be_visible()


def test_by_keyboard_alone_the_future_is_drawn_beside_now(show: Show) -> None:
    screen = show(JOURNEY)
    screen.host.quietly("journey.set_emotion('Wait', -1, 'Ana')")
    expect(screen.point("wait", "ana")).to_have_attribute("aria-valuenow", "-1")
    screen.go("emotion/wait")
    states = screen.root.get_by_role("radiogroup", name="States of the curve")
    expect(states.get_by_role("radio", name="Now")).to_be_checked()
    screen.press("Alt+0")
    expect(states.get_by_role("radio", name="Future")).to_be_checked()
    screen.press("Enter", "ArrowUp", "ArrowUp")
    screen.host.settle(FUTURE, {"ana": {"wait": 0.1}})  # from a gap to the neutral point, then a step
    screen.press("Enter")
    screen.type("1.5")
    screen.press("Enter", "ArrowRight", "PageUp", "PageUp")
    screen.host.settle(FUTURE, {"ana": {"wait": 1.5, "leave": 0.5}})
    screen.press("Alt+0")
    expect(states.get_by_role("radio", name="Both")).to_be_checked()
    expect(screen.root.locator(".cjm-shift.is-up")).to_have_count(1)
    expect(screen.root.locator(".cjm-end").filter(has_text="now")).to_have_text("Ananow")
    expect(screen.root.locator(".cjm-end").filter(has_text="future")).to_have_text("Anafuture")
    screen.go("emotion/wait")
    screen.press("Enter")
    expect(screen.root.get_by_role("slider", name="Ana, Wait", exact=True)).to_be_focused()
    screen.press("Space")
    future = screen.root.get_by_role("slider", name="Ana, future, Wait")
    expect(future).to_be_focused()
    expect(future).to_have_attribute("aria-valuetext", "+1.5, future, from −1.0 now")
    screen.press("Delete")
    screen.host.settle(FUTURE, {"ana": {"leave": 0.5}})
    screen.host.settle("journey.emotion.loc['Wait', 'Ana']", -1.0)
    screen.press("Control+z")
    screen.host.settle("journey.future['Ana'].tolist()[1:]", [1.5, 0.5])


def test_by_a_single_pointer_alone_the_future_is_drawn_and_dragged(show: Show) -> None:
    screen = show(JOURNEY)
    screen.host.quietly("journey.emotion['Ana'] = [0.5, -1, 1]")
    screen.host.quietly("journey.sync()")
    screen.root.get_by_text("Both", exact=True).click()
    cell = screen.at("emotion/wait")
    box = cell.bounding_box()
    assert box
    cell.click(position={"x": box["width"] / 2 + 30, "y": 60})
    screen.until(lambda: screen.host.value("'wait' in journey.document.future.get('ana', {})"), True)
    drawn = float(screen.host.value("journey.document.future['ana']['wait']"))
    assert drawn == 1.7  # 44 px are +2, 256 px are -2
    screen.drag(screen.root.get_by_role("slider", name="Ana, future, Wait"), 0, 53)
    screen.host.settle(FUTURE, {"ana": {"wait": 0.7}})
    screen.host.settle("journey.emotion['Ana'].tolist()", [0.5, -1.0, 1.0])


def test_a_future_is_dashed_thin_and_one_at_a_time(show: Show) -> None:
    screen = show(JOURNEY)
    for name in ("Ana", "Bo"):
        screen.host.quietly(f"journey.emotion[{name!r}] = [0, 0, 0]")
        screen.host.quietly(f"journey.future[{name!r}] = [1, 1.5, 2]")
    screen.host.quietly("journey.sync()")
    line = screen.root.locator(".cjm-line.is-future")
    expect(line).to_have_count(1)
    expect(line).to_have_class("cjm-line is-drawn is-p1 is-future")
    assert line.evaluate("one => getComputedStyle(one).strokeWidth") == "1.25px"
    now = screen.root.locator(".cjm-line.is-p1:not(.is-future)")
    assert line.get_attribute("stroke-dasharray") == now.get_attribute("stroke-dasharray") == "6 4"
    screen.root.get_by_role("button", name="Bo").click()
    expect(line).to_have_class("cjm-line is-drawn is-p2 is-round is-future")
    expect(line).to_have_count(1)
    expect(screen.root.locator(".cjm-shift.is-p2")).to_have_count(3)


def test_eight_personas_look_different_and_the_ninth_is_numbered(show: Show) -> None:
    screen = show(MANY)
    screen.host.quietly(
        "journey.emotion = journey.emotion.assign(**{f'P{n}': [n / 5, -n / 5] for n in range(1, 10)})"
    )
    screen.until(lambda: screen.root.locator(".cjm-line.is-drawn").count(), 9)
    looks = screen.root.locator(".cjm-persona").evaluate_all(
        """chips => chips.map(chip => [...chip.querySelectorAll('.cjm-sample path')].map(path =>
            [path.getAttribute('stroke-dasharray'), path.getAttribute('d')].join()).join())"""
    )
    assert len(set(looks[:8])) == 8
    assert looks[8] == looks[0]
    expect(screen.root.locator(".cjm-persona").nth(8)).to_contain_text("9")
    expect(screen.root.locator(".cjm-end").filter(has_text="P9")).to_have_text("9 P9drawn")
    expect(screen.root.locator(".cjm-pt-n")).to_have_text(["9", "9"])


def with_cards(screen: Screen) -> None:
    unfold(screen)
    card(screen, "Bo").get_by_role("button", name="Shown").click()
    card(screen, "Ana").hover()


def with_the_form(screen: Screen) -> None:
    unfold(screen)
    screen.root.get_by_role("button", name="Add a persona").click()


def with_both_states(screen: Screen) -> None:
    screen.host.quietly("journey.future['Ana'] = [1, 1.5, 2]")
    screen.host.quietly("journey.emotion['Ana'] = [0, 0, 0]")
    screen.host.quietly("journey.sync()")
    expect(screen.root.locator(".cjm-shift")).to_have_count(3)


def narrow(screen: Screen) -> None:
    unfold(screen)
    screen.root.evaluate("map => { map.parentElement.style.width = '500px'; }")
    row = screen.root.locator(".cjm-pcards")
    screen.until(lambda: row.evaluate("row => row.scrollWidth > row.clientWidth && row.children.length"), 3)
    assert len(set(row.locator("> *").evaluate_all("all => all.map(one => one.offsetTop)"))) == 1


@pytest.mark.parametrize("theme", ["Light", "Dark"])
@pytest.mark.parametrize("scene", [with_cards, with_the_form, with_both_states, narrow])
def test_axe_finds_nothing(show: Show, scene: Callable[[Screen], None], theme: str) -> None:
    screen = show(JOURNEY)
    screen.host.theme(theme)
    scene(screen)
    assert violations(screen) == []
    screen.root.evaluate("map => { map.parentElement.style.width = ''; }")
