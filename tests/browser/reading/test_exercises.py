"""Exercises on screen: by keys, by pointer, in German, and without what is right until it is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.exercise_page import ExercisePage
from tests.browser.looks.test_words import FORMS, GERMAN, TEXTS, WHOLE, strings
from tests.browser.scenes import look, violations
from tests.browser.screen import Screen
from tests.unit.exercise.samples import SAMPLES, Sample
from tests.unit.exercise.test_exercise import secrets_in

OF = {sample.kind: sample for sample in SAMPLES}
each = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.kind)

TELLS = {
    "guess-the-curve": "+1.50",
    "order-the-touchpoints": "Leave",
    "sort-cards": "it belongs into Arrive",
    "find-the-faults": "has no goal",
    "fill-a-lane": "it belongs into Arrive / Wait",
}
"""What only the key tells, of each kind that has one."""


@pytest.fixture
def page_of(page: Page) -> ExercisePage:
    """A page for exercises."""
    return ExercisePage(page)


def reveal(page_of: ExercisePage) -> None:
    """Ask for what is right, and wait until it is there."""
    page_of.root.locator(".cjm-ex-foot button").first.click()
    expect(page_of.root.locator(".cjm-ex-score")).to_be_visible()


def open_why(page_of: ExercisePage) -> None:
    """Unfold what only some kinds have more to say of."""
    for button in page_of.root.locator("button[aria-expanded=false]").all():
        button.click()


def settle(look: Callable[[], Any], expected: Any, page: Page) -> None:
    """Wait until the kernel has it."""
    for _ in range(500):
        if look() == expected:
            return
        page.wait_for_timeout(20)
    assert look() == expected


def stage(page_of: ExercisePage, name: str) -> Locator:
    """The slider of a stage."""
    return page_of.root.get_by_role("slider", name=name)


def test_a_curve_is_drawn_by_keys_revealed_and_tried_again(page_of: ExercisePage, tmp_path: Path) -> None:
    exercise = page_of.show(lambda **more: OF["guess-the-curve"].make(log=tmp_path / "a.jsonl", **more))
    first = stage(page_of, "Arrive")
    expect(first).to_have_attribute("aria-valuetext", "no guess yet")
    expect(page_of.root.get_by_role("button", name="Reveal the survey")).to_be_disabled()
    first.focus()
    expect(first).to_be_focused()
    press = page_of.page.keyboard.press
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowUp", "ArrowDown"):  # the first press begins at 0
        press(key)
    expect(first).to_have_attribute("aria-valuetext", "+0.5")
    press("ArrowRight")
    expect(stage(page_of, "Wait")).to_be_focused()
    for _ in range(2):
        press("PageDown")
    press("Control+z")
    expect(stage(page_of, "Wait")).to_have_attribute("aria-valuetext", "0.0")
    press("PageDown")
    press("End")
    expect(stage(page_of, "Leave")).to_be_focused()
    press("ArrowDown")
    expect(page_of.root.get_by_role("button", name="Reveal the survey")).to_be_enabled()
    settle(lambda: exercise.answer.scores, (0.5, -0.5, 0.0), page_of.page)
    reveal(page_of)
    expect(page_of.root).to_contain_text("a flat line would be")
    expect(page_of.root).to_contain_text("You read 1 of 1 turn right that the survey tells apart.")
    press("ArrowUp")  # nothing can be drawn now
    page_of.root.get_by_role("button", name="Hand in").click()
    expect(page_of.root.get_by_role("status")).to_contain_text("Handed in")
    assert exercise.attempts["handed_in"].tolist() == [False, True]
    page_of.root.get_by_role("button", name="Try with near").click()
    expect(first).to_have_attribute("aria-valuetext", "no guess yet")
    settle(lambda: (exercise.answer.segment, exercise.result), ("near", None), page_of.page)
    expect(page_of.root.locator(".cjm-ex-score")).to_have_count(0)


def test_a_curve_is_drawn_in_one_go_by_the_pointer(page_of: ExercisePage) -> None:
    exercise = page_of.show(OF["guess-the-curve"].make)
    box = page_of.root.locator(".cjm-ex-plot").bounding_box()
    assert box
    mouse = page_of.page.mouse
    mouse.move(box["x"] + 4, box["y"] + 44)
    mouse.down()
    mouse.move(box["x"] + box["width"] - 4, box["y"] + 256, steps=12)
    mouse.up()
    expect(stage(page_of, "Leave")).to_be_focused()
    expect(stage(page_of, "Leave")).to_have_attribute("aria-valuetext", "−2.0")
    settle(lambda: None not in exercise.answer.scores, True, page_of.page)
    high, _, low = exercise.answer.scores
    assert high > low == -2


@pytest.mark.parametrize("kind", TELLS)
def test_what_is_right_is_not_on_the_page_before_it_is_asked_for(page_of: ExercisePage, kind: str) -> None:
    sample = OF[kind]
    exercise = page_of.show(sample.make)
    exercise.answer = sample.answer
    page_of.deliver()
    expect(page_of.root.locator(".cjm-ex-foot button").first).to_be_enabled()
    messages = [json.loads(one) for one in page_of.messages]
    sent = json.dumps([{**one, "answer": None} for one in messages])  # the student's own is no secret
    assert TELLS[kind] not in page_of.page.content()
    assert secrets_in(sample, sent) == []
    reveal(page_of)
    expect(page_of.root).to_contain_text(TELLS[kind])
    assert secrets_in(sample, page_of.messages[-1])


@each
def test_axe_finds_nothing_before_and_after(page_of: ExercisePage, sample: Sample) -> None:
    exercise = page_of.show(sample.make)
    screen = cast("Screen", page_of)
    seen = violations(screen)
    exercise.answer = sample.answer
    page_of.deliver()
    reveal(page_of)
    open_why(page_of)
    for name in ("light", "dark", "rtl"):
        with look(screen, name):
            seen += [f"{name}: {one}" for one in violations(screen, name)]
    assert seen == []


@each
def test_german_has_no_english_left(page_of: ExercisePage, sample: Sample) -> None:
    exercise = page_of.show(sample.make, "de")
    seen = set(page_of.page.evaluate(TEXTS))
    exercise.answer = sample.answer
    page_of.deliver()
    reveal(page_of)
    open_why(page_of)
    seen |= set(page_of.page.evaluate(TEXTS))
    state = page_of.state()  # what the rules for maps say is English everywhere
    own = sorted({*strings(state["task"]), *strings(state["result"].get("faults"))}, key=len, reverse=True)
    authors = re.compile("|".join(re.escape(text) for text in own if len(text) > 2))
    texts = {authors.sub("…", text) for text in seen - GERMAN - set(own)}
    assert [text for text in texts if text in WHOLE or FORMS.fullmatch(text)] == []


def test_cards_are_ordered_by_keys_and_the_focus_goes_along(page_of: ExercisePage) -> None:
    exercise = page_of.show(OF["order-the-touchpoints"].make)
    button = page_of.root.get_by_role("button", name="Move “Benches” down")
    button.focus()
    expect(button).to_be_focused()
    page_of.page.keyboard.press("Enter")
    expect(page_of.root.get_by_role("button", name="Move “Benches” down, now 2 of 5")).to_be_focused()
    page_of.page.keyboard.press("Alt+ArrowDown")
    expect(page_of.root.get_by_role("button", name="Move “Benches” down, now 3 of 5")).to_be_focused()
    page_of.page.keyboard.press("Control+z")
    settle(lambda: exercise.answer.order, ("item-2", "item-1", "item-3", "item-4", "item-5"), page_of.page)


def test_places_are_marked_and_unmarked(page_of: ExercisePage) -> None:
    exercise = page_of.show(OF["find-the-faults"].make)
    spot = page_of.root.get_by_role("button", name="Arrive, Touchpoints")
    spot.focus()
    expect(spot).to_be_focused()
    page_of.page.keyboard.press("Space")
    expect(spot).to_have_attribute("aria-pressed", "true")
    page_of.root.get_by_role("button", name="The map itself").click()
    page_of.page.keyboard.press("Space")
    expect(page_of.root.get_by_role("button", name="The map itself")).to_have_attribute(
        "aria-pressed", "false"
    )
    settle(lambda: len(exercise.answer.marks), 1, page_of.page)
    reveal(page_of)
    expect(page_of.root).to_contain_text("False alarm")


def test_a_card_is_written_from_an_excerpt(page_of: ExercisePage) -> None:
    exercise = page_of.show(OF["fill-a-lane"].make)
    for card in page_of.root.get_by_role("group").all():
        card.get_by_label("Text of the card").fill("Nobody helps")
        card.get_by_label("Stage").select_option("Wait")
        card.get_by_label("Evidence").select_option("quote")
        card.get_by_label("Who said it").fill("Ben")
    expect(page_of.root.get_by_role("button", name="Check the cards")).to_be_enabled()
    reveal(page_of)
    assert exercise.result
    assert exercise.result.points == 5
    expect(page_of.root).to_contain_text("2 of 3 points; who said it stands under the excerpt")


def test_the_second_coder_does_not_see_the_first(page_of: ExercisePage) -> None:
    exercise = page_of.show(OF["two-coders"].make)
    choices = page_of.root.get_by_role("combobox")
    for at in range(4):
        choices.nth(at).select_option("Wait")
    expect(page_of.root).to_contain_text("Second coder")
    assert [one.input_value() for one in choices.all()] == [""] * 4
    for at in range(4):
        choices.nth(at).select_option("Arrive" if at == 3 else "Wait")
    reveal(page_of)
    expect(page_of.root).to_contain_text("Wait and Arrive: talk about it")
    assert exercise.result
    assert exercise.result.points == 3


def test_why_says_what_is_behind_each_disagreement_and_each_coefficient(page_of: ExercisePage) -> None:
    sample = OF["two-coders"]
    exercise = page_of.show(sample.make)
    exercise.answer = sample.answer
    page_of.deliver()
    reveal(page_of)
    why = page_of.root.get_by_role("button", name="Why?")
    expect(why).to_have_attribute("aria-expanded", "false")
    expect(page_of.root.get_by_role("table")).to_have_count(0)
    why.focus()
    page_of.page.keyboard.press("Enter")
    expect(why).to_have_attribute("aria-expanded", "true")
    expect(page_of.root).to_contain_text("Only the second coder used Arrive: say what it is for.")
    expect(page_of.root).to_contain_text("Arrive are next to each other")
    rows = page_of.root.get_by_role("table").get_by_role("row").all_inner_texts()
    assert [row.split("\t")[:3] for row in rows[1:]] == [
        ["Per cent", "75 %", "25 % to 100 %"],
        ["Cohen’s kappa", "0.00", "none"],
        ["Krippendorff’s alpha", "0.00", "−0.40 to 0.00"],
        ["Gwet’s AC1", "0.72", "0.02 to 1.00"],
    ]
