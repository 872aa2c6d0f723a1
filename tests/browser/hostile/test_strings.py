"""Odd and hostile text through screen, journey, file, reload: unchanged or refused, and none of it runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from cjm_widgets.document.model import MAX_TEXT
from tests.browser.conftest import Show
from tests.browser.plain_page import PlainPage
from tests.browser.screen import Screen
from tests.hostile_strings import EVERY, SAMPLE
from tests.unit.shared_files import shared
from tests.unit.strategies import EXPLORING

NASTY = [
    "<script>window.__pwned = 1</script>",
    "<img src=x onerror='window.__pwned = 1'>",
    "<svg onload=window.__pwned=1><image href='http://example.com/a.png'/></svg>",
    "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
    "\"><style>@import 'http://example.com/a.css';</style>",
    "javascript:window.__pwned=1",
    "[a](javascript:window.__pwned=1) ![b](http://example.com/b.png)",
    "{{constructor.constructor('window.__pwned=1')()}} ${window.__pwned=1}",
    "</script></textarea></style><!-- --!> ]]>",
    '=HYPERLINK("http://example.com","x")',
    "__proto__",
    "constructor",
    "\u202etxt.exe\u2066 a\u200d\U0001f468\u200d\U0001f469\ufeff",
    'tab\there, "quotes" and\nlines\n\nof them ',
    " \u00a0\u3000leading and trailing\u2028\u2029 ",
]
REFUSED = {
    "\ud800": "half a character",
    "a\udc00b": "half a character",
    "\udc00\ud800": "half a character",
    "x" * (MAX_TEXT + 1): f"at most {MAX_TEXT}",
}
DEPTH = 50
"""Lanes of the map, and so strings of one pasted column."""

READ = """map => Object.fromEntries([...map.querySelectorAll('[data-lane]')].map(row => [row.dataset.lane,
    [...row.querySelectorAll('[data-stage]')].map(cell =>
        [...cell.querySelectorAll('.cjm-txt')].map(card => card.textContent).join('\\n'))]))"""
PASTE = """([cell, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', JSON.parse(text));
    clipboardData.setData('text/html', '<table><tr><td></td></tr><tr><td></td></tr></table>');
    cell.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
}"""


def corpus(name: str) -> list[str]:
    """The strings of a shared file, with the one kind of line break that text fields have."""
    held = json.loads(shared(f"corpora/{name}").read_text("utf-8"))
    strings = held.values() if isinstance(held, dict) else held
    return [one_break(text) for text in strings]


def texts_of(name: str) -> list[str]:
    """The strings of a shared file, or the suite's own, as text fields hold them."""
    return [one_break(text) for text in EVERY] if name == "own" else corpus(name)


def one_break(text: str) -> str:
    """A text with the one kind of line break that text fields have."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_accepted(text: str) -> bool:
    """Whether a card can say it: not too long, no half of a surrogate pair."""
    return len(text) <= MAX_TEXT and not any("\ud800" <= character <= "\udfff" for character in text)


def columns_of(texts: list[str]) -> list[list[str]]:
    """As many columns of the map as it takes."""
    return [texts[start : start + DEPTH] for start in range(0, len(texts), DEPTH)]


def empty_map(stages: int) -> str:
    """An empty map as deep as a pasted column is long."""
    return f"cjm.Journey([f'S{{n}}' for n in range({stages})], lanes=[f'L{{n}}' for n in range({DEPTH})])"


def paste(screen: Screen, place: str, text: str) -> None:
    """Paste a spreadsheet's cells; not by the system's clipboard, which holds neither NUL nor half a pair."""
    cell = screen.at(place).element_handle()
    assert cell
    cell.focus()
    screen.page.evaluate(PASTE, [cell, json.dumps(text)])


def column(texts: list[str]) -> str:
    """A column of cells as a spreadsheet copies it."""
    marks = ("\t", "\n", "\r", '"')
    quoted = [
        '"' + text.replace('"', '""') + '"' if any(m in text for m in marks) else text for text in texts
    ]
    return "\n".join(quoted) + "\n"


@pytest.fixture
def quiet(plain_page: PlainPage) -> Iterator[None]:
    """Fails where text ran: a dialog, a request to elsewhere, an element added, a mark left in the window."""
    page = plain_page.page
    dialogs: list[str] = []
    elsewhere: list[str] = []

    def on_dialog(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    def on_request(request: Any) -> None:
        if urlsplit(request.url).hostname not in (None, "127.0.0.1"):
            elsewhere.append(request.url)

    page.on("dialog", on_dialog)
    page.on("request", on_request)
    yield
    page.remove_listener("dialog", on_dialog)
    page.remove_listener("request", on_request)
    assert dialogs == []
    assert elsewhere == []
    assert page.evaluate("window.__pwned") is None
    assert page.locator(".cjm").locator("script, img, iframe, style:not([data-chunk])").count() == 0


def type_texts(screen: Screen, texts: list[str]) -> None:
    """Type each text into a lane of its own, by its editor."""
    for number, text in enumerate(texts):
        screen.go(f"l{number}/s0")
        screen.press("Enter")
        screen.root.locator(".cjm-editor textarea").fill(text)
        screen.press("Control+Enter")
        screen.focused(f"l{number}/s0")


def insert_texts(screen: Screen, texts: list[str]) -> None:
    """Write each text into a cell of its own by the keyboard, as an input method does, column by column."""
    for number, text in enumerate(texts):
        screen.go(f"l{number % DEPTH}/s{number // DEPTH}")
        screen.press("Enter")
        screen.page.keyboard.insert_text(text)
        screen.press("Control+Enter")
        screen.focused(f"l{number % DEPTH}/s{number // DEPTH}")


def survive(screen: Screen, texts: list[str], path: Path) -> None:
    """The texts, column by column, are in the frame, in its file, and on screen after a reload."""
    host = screen.host
    columns = [[*some, *[""] * (DEPTH - len(some))] for some in columns_of(texts)]
    frame = [list(row) for row in zip(*columns, strict=True)]
    host.settle("journey.frame.T.values.tolist()", frame)
    host.quietly(f"journey.save({str(path)!r})")
    assert host.value(f"cjm.read({str(path)!r}).frame.T.values.tolist()") == frame
    host.visit()
    expect(screen.root).to_be_visible()
    screen.until(lambda: list(screen.root.evaluate(READ).values()), frame)


@pytest.mark.usefixtures("quiet")
def test_what_is_typed_survives_as_it_is_and_does_not_run(show: Show, tmp_path: Path) -> None:
    screen = show(empty_map(1))
    type_texts(screen, NASTY)
    survive(screen, NASTY, tmp_path / "strings.cjm.json")


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("name", ["own", "blns/blns.json", "unicode_edge.json"])
def test_what_is_pasted_survives_as_it_is_and_does_not_run(show: Show, tmp_path: Path, name: str) -> None:
    # A cell of nothing but spaces is an empty cell to a paste.
    texts = [text for text in texts_of(name) if is_accepted(text) and (not text or text.strip(" \t\r\n"))]
    columns = columns_of(texts)
    screen = show(empty_map(len(columns)))
    for number, some in enumerate(columns):
        paste(screen, f"l0/s{number}", column(some))
    survive(screen, texts, tmp_path / "strings.cjm.json")


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("name", ["own", "blns/blns.json", "unicode_edge.json"])
def test_what_the_keyboard_writes_survives_as_it_is(show: Show, tmp_path: Path, name: str) -> None:
    texts = [text for text in texts_of(name) if is_accepted(text) and text.strip() and "\0" not in text]
    if not EXPLORING:
        texts = [*texts[:: max(1, len(texts) // len(SAMPLE))], "a line and its end\n"]
    screen = show(empty_map(len(columns_of(texts))))
    insert_texts(screen, texts)
    survive(screen, texts, tmp_path / "strings.cjm.json")


@pytest.mark.usefixtures("quiet")
def test_what_no_card_can_say_is_refused_in_words(show: Show) -> None:
    screen = show(empty_map(1))
    for text, why in REFUSED.items():
        paste(screen, "l1/s0", text)
        notice = screen.root.locator(".cjm-notice.is-danger")
        expect(notice).to_contain_text(why)
        notice.get_by_role("button", name="Dismiss").click()
        screen.at("l2/s0").dblclick()
        field = screen.root.locator(".cjm-editor textarea")
        field.evaluate("(field, text) => { field.value = JSON.parse(text); }", json.dumps(text))
        field.press("Enter")
        expect(screen.root.locator(".cjm-why")).to_contain_text(why)
        field.press("Escape")
        screen.focused("l2/s0")
    assert screen.host.value("journey.revision") == 0


@pytest.mark.usefixtures("quiet")
def test_names_are_text_and_do_not_run(show: Show) -> None:
    title, scenario, *_ = NASTY
    screen = show(
        f"""cjm.Journey(
    {NASTY!r}, lanes={["Emotion", *NASTY]!r}, title={title!r}, scenario={scenario!r}, personas={NASTY[:3]!r}
)
for name in {NASTY!r}:
    journey.set_emotion(name, 1, persona={title!r})"""
    )
    check_names(screen)
    screen.host.visit()
    check_names(screen)


def check_names(screen: Screen) -> None:
    """The names on screen are the names given."""
    screen.stages(*NASTY)
    screen.lanes("Emotion", *NASTY)
    expect(screen.root.get_by_label("Title")).to_have_value(NASTY[0])
    screen.until(screen.root.locator(".cjm-persona b").all_text_contents, NASTY[:3])
