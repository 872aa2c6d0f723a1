"""Several browsers with one notebook: who is here, and a workshop, by the kernel alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.lab import PATIENCE, Lab
from tests.browser.notebook import Notebook

JOURNEY = """cjm.Journey(["Arrive", "Wait"], lanes=["Actions"])"""
SLOW = PATIENCE * 1000


@pytest.fixture
def readers(lab: Lab, browser: Browser, request: pytest.FixtureRequest) -> Iterator[list[Notebook]]:
    """Two browsers that show the journey of one notebook."""
    name = re.sub(r"\W+", "-", request.node.name) + ".ipynb"
    lab.write(name, [f"import cjm_widgets as cjm\njourney = {JOURNEY}\njourney"])
    contexts = [browser.new_context(viewport={"width": 1400, "height": 900}) for _ in range(2)]
    every = [Notebook(lab, context.new_page(), name) for context in contexts]
    for notebook in every:
        notebook.visit()
        if notebook is every[0]:
            notebook.run(0)
            notebook.saved()
            notebook.command("docmanager:save")
        notebook.saved()
    yield every
    every[0].shut_down()
    for context in contexts:
        context.close()


def name_of(notebook: Notebook) -> str:
    """What the others call the reader of a page."""
    return str(notebook.page.evaluate("window.jupyterapp.serviceManager.user.identity.display_name"))


def bar(notebook: Notebook) -> Locator:
    """What the workshop shows between header and map."""
    return notebook.map().get_by_role("region", name="Workshop")


def press(notebook: Notebook, name: str) -> None:
    """Press a button of the workshop's bar."""
    bar(notebook).get_by_role("button", name=name, exact=True).click()


def at(notebook: Notebook, step: str) -> None:
    """Wait until the workshop is there, as this reader sees it."""
    expect(bar(notebook).locator("[aria-current=step]")).to_have_text(step, timeout=SLOW)


def write(notebook: Notebook, stage: str, text: str) -> None:
    """Add a card, whoever sees it."""
    notebook.cell(stage, "actions").click(position={"x": 3, "y": 3})
    notebook.page.keyboard.type(text)
    notebook.page.keyboard.press("Control+Enter")
    expect(card(notebook, text)).to_have_count(1)


def card(notebook: Notebook, text: str) -> Locator:
    """A card of the map, by its text."""
    return notebook.map().locator(".cjm-card", has_text=text)


def begin(notebook: Notebook) -> None:
    """Start a workshop from the list of commands."""
    notebook.cell("wait", "actions").click(position={"x": 3, "y": 3})
    notebook.page.keyboard.press("Control+k")
    expect(notebook.map().get_by_label("Search commands")).to_be_focused(timeout=SLOW)
    notebook.page.keyboard.type("workshop")
    expect(notebook.map().get_by_role("option").first).to_contain_text("Workshop")
    notebook.page.keyboard.press("Enter")
    at(notebook, "Ideas")


def kept(notebook: Notebook) -> str:
    """All of the notebook, as its page would save it."""
    return json.dumps(notebook.page.evaluate("window.jupyterapp.shell.currentWidget.content.model.toJSON()"))


def hold_workshop(ana: Notebook, ben: Notebook) -> None:
    """Hold a workshop of two in one notebook, with a reload, and a facilitator who leaves."""
    face = ben.map().get_by_role("button", name=f"Follow {name_of(ana)}")
    face.wait_for(timeout=SLOW)
    ana.cell("arrive", "actions").click(position={"x": 3, "y": 3})
    ana.page.keyboard.type("Par")
    short = name_of(ana).removeprefix("Anonymous ")
    there = ben.cell("arrive", "actions")
    expect(there).to_have_attribute("data-person", f"{short} is typing", timeout=SLOW)
    ana.page.keyboard.type("ks")
    ana.page.keyboard.press("Control+Enter")
    expect(card(ben, "Parks")).to_have_count(1, timeout=SLOW)

    begin(ana)
    at(ben, "Ideas")
    expect(bar(ben)).to_contain_text(f"{name_of(ana)} leads", timeout=SLOW)
    write(ana, "wait", "Reads")
    write(ben, "wait", "Hums")
    expect(bar(ana)).to_contain_text("1 of others", timeout=SLOW)
    for one, unseen in ((ana, "Hums"), (ben, "Reads")):
        expect(card(one, unseen)).to_have_count(0)
    assert ana.value("sorted(journey.cards['text'])") == ["Parks"]
    ana.command("docmanager:save")  # of two who save one notebook JupyterLab asks the second
    for one in (ana, ben):
        for text in ("Hums", "Reads"):
            assert text not in kept(one)
    press(ben, "Ready")
    expect(bar(ana)).to_contain_text("1 of 2 ready", timeout=SLOW)
    # A page that is loaded again, or comes late, is where the others are, and has its ideas.
    ben.visit()
    at(ben, "Ideas")
    expect(card(ben, "Hums")).to_have_count(1, timeout=SLOW)
    expect(bar(ben).get_by_role("button", name="Ready")).to_have_attribute("aria-pressed", "true")

    press(ana, "Reveal the ideas")
    for one in (ana, ben):
        at(one, "Groups")
        for text in ("Reads", "Hums"):
            expect(card(one, text)).to_have_count(1, timeout=SLOW)
    ana.settle("sorted(journey.cards['text'])", ["Hums", "Parks", "Reads"])
    press(ana, "Vote")
    for one, dots in ((ana, 1), (ben, 2)):
        at(one, "Votes")
        card(one, "Parks").click()
        for _ in range(dots):
            one.page.keyboard.press("Alt+v")
        expect(card(one, "Parks")).to_have_attribute("data-votes", "●" * dots, timeout=SLOW)

    ana.page.goto("about:blank")
    expect(bar(ben)).to_contain_text("Whoever led has left", timeout=SLOW)
    press(ben, "Whoever led has left: lead on")
    press(ben, "Count the dots")
    expect(card(ben, "Parks")).to_have_attribute("data-votes", "●●●", timeout=SLOW)
    press(ben, "Decide")
    ben.settle("journey.decisions['why'].tolist()", ["Dot vote: 3 of 3 dots, 2 people"])
    press(ben, "End the workshop")
    expect(bar(ben)).to_have_count(0)
    assert short not in kept(ben)


def test_a_workshop_in_a_notebook_is_one_of_all_who_have_it_open(readers: list[Notebook]) -> None:
    hold_workshop(*readers)
