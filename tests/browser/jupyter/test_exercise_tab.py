"""Exercises as files in a tab of JupyterLab, with no kernel: checked, handed in, revealed by the key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

import cjm_widgets as cjm
from cjm_widgets.exercise.attempts import read_attempts
from tests.browser.lab import Lab
from tests.browser.tab import Tab
from tests.unit.exercise.samples import SAMPLES
from tests.unit.exercise.test_answer_check import STAGES, long_exercise
from tests.unit.exercise.test_exercise import secrets_in

OF = {sample.kind: sample for sample in SAMPLES}


def visit(lab: Lab, page: Page, exercise: cjm.Exercise, name: str) -> Tab:
    """Write the two files of an exercise, the key into a folder of its own, and open the students'."""
    tab = Tab(lab, page, f"{name}.cjm-exercise.json")
    (lab.folder / "teacher").mkdir(exist_ok=True)
    exercise.save(tab.file, key=key_of(lab, name))
    tab.visit()
    return tab


def key_of(lab: Lab, name: str) -> Path:
    """Where the teacher keeps the key."""
    return lab.folder / "teacher" / f"{name}.cjm-key.json"


def shown(page: Page) -> Locator:
    """The exercise's root element."""
    return page.locator(".cjm-tab:visible section.cjm-ex")


def test_a_file_is_checked_without_a_kernel_and_the_attempts_lie_beside_it(lab: Lab, page: Page) -> None:
    tab = visit(lab, page, long_exercise("sort-cards"), "sort")
    choices = shown(page).get_by_role("combobox")
    check = shown(page).get_by_role("button", name="Check the answer")
    expect(check).to_be_disabled()
    for at in range(15):
        choices.nth(at).select_option(STAGES[at // 3] if at else STAGES[4])
    check.click()
    expect(shown(page).get_by_role("status")).to_have_text("Not all of it is right yet")
    choices.first.select_option(STAGES[0])
    check.click()
    expect(shown(page).get_by_role("status")).to_have_text("All of it is right")
    shown(page).get_by_role("button", name="Hand in").click()
    expect(shown(page).get_by_role("status")).to_contain_text("are in sort.attempts.jsonl")
    attempts = read_attempts(lab.folder / "sort.attempts.jsonl")
    assert [(one.correct, one.handed_in) for one in attempts] == [(False, False), (True, False), (True, True)]
    assert [one for one in lab.request("/api/sessions") if one["path"] == tab.name] == []
    page.reload()
    tab.ready()
    expect(shown(page).get_by_role("combobox").first).to_have_value(STAGES[0])


@pytest.mark.parametrize("kind", ["guess-the-curve", "fill-a-lane"])
def test_what_is_right_comes_with_the_key_and_not_before(lab: Lab, page: Page, kind: str) -> None:
    sample = OF[kind]
    exercise = sample.make()
    exercise.answer = sample.answer
    tab = visit(lab, page, exercise, kind)
    draft = json.dumps({"kind": kind, **sample.answer})
    name = f"cjm-exercise:{exercise._seal}"
    page.evaluate("([name, draft]) => localStorage.setItem(name, draft)", [name, draft])
    page.reload()
    tab.ready()
    reveal = shown(page).locator(".cjm-ex-foot button").first
    expect(shown(page).get_by_role("status")).to_contain_text("is with the teacher")
    expect(reveal).to_be_disabled()
    assert secrets_in(sample, tab.file.read_text("utf-8")) == []
    key = (lab.folder / "teacher" / f"{kind}.cjm-key.json").read_text("utf-8")
    save = """([path, content]) => window.jupyterapp.serviceManager.contents.save(
        path, {type: "file", format: "text", content})"""
    page.evaluate(save, [f"{kind}.cjm-key.json", key])  # handed out
    expect(reveal).to_be_enabled()
    reveal.click()
    expect(shown(page).locator(".cjm-ex-score b")).to_have_text(f"{exercise.reveal().points:g}")


def test_a_file_that_is_no_exercise_says_so(lab: Lab, page: Page) -> None:
    tab = Tab(lab, page, "broken.cjm-exercise.json")
    tab.file.write_text('{"cjm_exercise": 1}', "utf-8")
    tab.visit()
    expect(page.get_by_role("alert").filter(has_text="This is not an exercise")).to_be_visible()
