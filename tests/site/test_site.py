"""Lessons and maps by one link, with nothing installed: what a class sees of the site."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import START

LESSON, MAP = "lessons/lesson-1.ipynb", "lessons/airport-departure.cjm.json"
LINT = """
import sys
from cjm_widgets.grading import score
from cjm_widgets.lint.linter import Linter
from cjm_widgets.storage import file

document = file.read("airport-departure.cjm.json")
texts = [card.text for card in document.cells["actions"]["security"]]
file.save(document, "again.cjm.json", overwrite=True)
points = score("again.cjm.json", "assignment-rubric.toml").points
print(sys.platform, texts[-1], bool(Linter().update(document)), points)
"""


def open_link(page: Page, site: str, *paths: str) -> Locator:
    """Open a link of these files; the map that it shows."""
    page.goto(f"{site}/lab/index.html?{'&'.join(f'path={path}' for path in paths)}")
    shown = page.locator(".cjm-tab:visible section.cjm")
    expect(shown.locator(".cjm-stage")).to_have_count(7, timeout=START * 1000)
    return shown


def add_card(page: Page, shown: Locator, text: str) -> None:
    """Type a card at security, and save the file."""
    cell = shown.locator('[data-lane="actions"] [data-stage="security"]')
    cell.click(position={"x": 3, "y": 3})
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(cell).to_contain_text(text)
    page.keyboard.press("Control+s")
    expect(shown.locator(".cjm-status")).to_have_text("Saved")


def test_an_edit_of_a_map_is_there_after_the_page_is_loaded_again(page: Page, site: str) -> None:
    add_card(page, open_link(page, site, MAP), "Takes off shoes")
    page.goto("about:blank")
    cell = open_link(page, site, MAP).locator('[data-lane="actions"] [data-stage="security"]')
    expect(cell).to_contain_text("Takes off shoes")
    expect(cell).to_contain_text("Queues, shows ID")


def test_a_link_opens_a_lesson_and_its_map_which_python_reads_without_a_server(page: Page, site: str) -> None:
    add_card(page, open_link(page, site, LESSON, MAP), "Takes off shoes")
    page.get_by_role("tab", name="lesson-1.ipynb").click()
    lesson = page.locator(".jp-Notebook:visible")
    expect(lesson.get_by_role("heading", name="Lesson 1: a journey map, two hours")).to_be_visible()
    lesson.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(LINT)
    page.keyboard.press("Shift+Enter")
    answer = lesson.locator(".jp-OutputArea-output").first
    expect(answer).to_have_text("emscripten Takes off shoes True 8.0\n", timeout=START * 1000)


def test_students_get_no_solution(page: Page, site: str) -> None:
    open_link(page, site, MAP)
    files = page.locator(".jp-DirListing-content")
    expect(files).to_contain_text("assignment.ipynb")
    expect(files).not_to_contain_text("solution")
    expect(files).not_to_contain_text("teachers-notes")


def test_a_link_opens_an_exercise_that_is_checked_and_handed_in_without_python(page: Page, site: str) -> None:
    page.goto(f"{site}/lab/index.html?path=lessons/order.cjm-exercise.json")
    exercise = page.locator(".cjm-tab:visible section.cjm-ex")
    down = exercise.get_by_role("button", name="down, now 1 of")
    expect(down).to_be_visible(timeout=START * 1000)
    down.click()
    exercise.get_by_role("button", name="Check the answer").click()
    expect(exercise.get_by_role("status")).to_have_text("Not all of it is right yet")
    exercise.get_by_role("button", name="Hand in").click()
    expect(exercise.get_by_role("status")).to_contain_text("are in order.attempts.jsonl")
    files = page.locator(".jp-DirListing-content")
    expect(files).to_contain_text("order.attempts.jsonl")
    expect(files).not_to_contain_text("cjm-key")
