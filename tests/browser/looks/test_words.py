"""The interface in the language of its page: German has no English left, and the language can change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.screen import Screen

PATH = Path(__file__).parents[3] / "js/src/words/catalogues/de.json"
CATALOGUE: dict[str, Any] = json.loads(PATH.read_text("utf-8"))
JOURNEY = "cjm.Journey.from_template('airport-departure')"
DOCUMENT = "__import__('cjm_widgets.storage.file', fromlist=['dumps']).dumps(journey.document)"
TEXTS = """() => {
    const texts = new Set();
    for (const map of document.querySelectorAll('.cjm')) {
        const nodes = document.createTreeWalker(map, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode())
            if (!nodes.currentNode.parentElement.closest('style, code'))
                texts.add(nodes.currentNode.data.trim());
        for (const element of map.querySelectorAll('*'))
            for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'])
                if (element.hasAttribute(name)) texts.add(element.getAttribute(name).trim());
    }
    return [...texts].filter(Boolean);
}"""


def words_of(text: str) -> str:
    """A text of the catalogue without its values."""
    return re.sub(r"\{\w+\}", "", text)


def english() -> tuple[set[str], re.Pattern[str]]:
    """What only an English page says: whole texts, and the forms of those with values."""
    texts, forms = set(), []
    for key, entry in CATALOGUE.items():
        german = {words_of(one) for one in ([entry] if isinstance(entry, str) else entry.values())}
        for text in key.split("|"):
            if not re.search(r"[A-Za-z]{2}", words_of(text)) or words_of(text) in german:
                continue
            if "{" in text:
                forms.append(".+".join(map(re.escape, re.split(r"\{\w+\}", text))))
            else:
                texts.add(text)
    return texts, re.compile("|".join(forms), re.DOTALL)


WHOLE, FORMS = english()
GERMAN = {entry for entry in CATALOGUE.values() if isinstance(entry, str)}


def strings(value: Any) -> Iterator[str]:
    """Every text of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def in_english(screen: Screen) -> list[str]:
    """The texts on screen that the catalogue has in English; what the map itself says is its author's."""
    own = sorted(set(strings(json.loads(screen.host.value(DOCUMENT)))), key=len, reverse=True)
    authors = re.compile("|".join(re.escape(text) for text in own if len(text) > 2))
    texts = [text for text in screen.page.evaluate(TEXTS) if text not in own and text not in GERMAN]
    return [text for text in texts if text in WHOLE or FORMS.fullmatch(authors.sub("…", text))]


@pytest.fixture
def german(show: Show) -> Screen:
    """The airport map on a page in German, once its catalogue is there."""
    screen = show(JOURNEY)
    speak(screen, "de")
    expect(screen.tool("Rückgängig")).to_be_attached()
    return screen


def speak(screen: Screen, language: str) -> None:
    """Show the map in a new view, on a page of this language."""
    screen.page.evaluate("language => { document.documentElement.lang = language; }", language)
    screen.host.again()  # type: ignore[union-attr]


def test_a_german_page_has_no_english_on_its_map(german: Screen) -> None:
    expect(german.root.locator(".cjm-status")).to_have_text("Gespeichert")
    assert in_english(german) == []


def test_a_german_page_has_no_english_in_menus(german: Screen) -> None:
    for place in ("/security", "pain-points/", "pain-points/security"):
        german.at(place).click()
        german.press("Shift+F10")
        expect(german.root.get_by_role("menu").first).to_be_visible()
        assert in_english(german) == [], place
        german.press("Escape")


def test_a_german_page_has_no_english_in_palette_and_keys(german: Screen) -> None:
    german.at("pain-points/security").click()
    german.press("Control+k")
    expect(german.root.get_by_role("combobox", name="Befehle, Karten und Etappen suchen")).to_be_focused()
    assert in_english(german) == []
    german.press("Escape")
    german.press("?")
    expect(german.root.get_by_role("dialog", name="Tasten")).to_be_visible()
    assert in_english(german) == []
    german.press("Escape")


def test_a_german_page_has_no_english_in_the_details(german: Screen) -> None:
    panel = german.root.get_by_role("region", name="Details")
    german.at("pain-points/security").click()
    german.press("Control+i")
    expect(panel).to_be_visible()
    for place in ("opportunities/overall", "touchpoints/security", "/security", "pain-points/"):
        german.at(place).click()
        german.press("Space")
        assert in_english(german) == [], place
    for tab in ("Kommentare", "Verlauf"):
        panel.get_by_role("tab", name=tab).click()
        assert in_english(german) == [], tab


def test_what_is_refused_and_done_is_said_in_german(german: Screen) -> None:
    german.host.console("journey.frame.loc['Security', 'Actions'] = 'Take off the belt'")
    german.at("actions/security").click()
    german.press("Control+z")
    expect(german.tool("Wiederholen")).to_be_attached()
    assert in_english(german) == []


def test_the_language_changes_with_that_of_the_page(german: Screen) -> None:
    speak(german, "fr")
    expect(german.tool("Undo")).to_be_attached()
    speak(german, "de-AT")
    expect(german.tool("Rückgängig")).to_be_attached()
    speak(german, "en")
    expect(german.root.locator(".cjm-status")).to_have_text("Saved")
