"""Odd and hostile text through screen, kernel, file and reload: unchanged or refused, and none of it runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from cjm_widgets.document.model import MAX_TEXT
from tests.browser.conftest import OpenNotebook
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen
from tests.unit.shared_files import shared

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
    cell.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
}"""


def corpus(name: str) -> list[str]:
    """The strings of a shared file, with the one kind of line break that text fields have."""
    held = json.loads(shared(f"corpora/{name}").read_text("utf-8"))
    strings = held.values() if isinstance(held, dict) else held
    return [text.replace("\r\n", "\n").replace("\r", "\n") for text in strings]


def is_accepted(text: str) -> bool:
    """Whether a card can say it: not too long, no half of a surrogate pair."""
    return len(text) <= MAX_TEXT and not any("\ud800" <= character <= "\udfff" for character in text)


def columns_of(texts: list[str]) -> list[list[str]]:
    """As many columns of the map as it takes."""
    return [texts[start : start + DEPTH] for start in range(0, len(texts), DEPTH)]


def open_map(notebook: OpenNotebook, stages: int) -> Screen:
    """An empty map as deep as a pasted column is long."""
    opened = notebook(
        [
            f"""import cjm_widgets as cjm
journey = cjm.Journey([f"S{{n}}" for n in range({stages})], lanes=[f"L{{n}}" for n in range({DEPTH})])
journey"""
        ]
    )
    opened.run(0)
    screen = Screen(opened)
    expect(screen.root).to_be_visible()
    return screen


def paste(screen: Screen, place: str, text: str) -> None:
    """Paste into a cell; not by the system's clipboard, which holds neither NUL nor half a surrogate pair."""
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
def quiet(page: Page) -> Iterator[None]:
    """Fails where text ran: a dialog, a request to elsewhere, a script added, a mark left in the window."""
    dialogs: list[str] = []
    elsewhere: list[str] = []

    def on_request(request: Any) -> None:
        host = urlsplit(request.url).hostname
        if host not in (None, "127.0.0.1"):
            elsewhere.append(request.url)

    page.on("dialog", lambda dialog: [dialogs.append(dialog.message), dialog.dismiss()])
    page.on("request", on_request)
    yield
    assert dialogs == []
    assert elsewhere == []
    assert page.evaluate("window.__pwned") is None
    assert (
        page.evaluate("document.querySelectorAll('.cjm script, .cjm img, .cjm iframe, .cjm style').length")
        == 0
    )


def survive(screen: Screen, texts: list[str]) -> None:
    """The texts, column by column, are in the frame, in its file, and on screen after a reload."""
    notebook = screen.host
    columns = [[*some, *[""] * (DEPTH - len(some))] for some in columns_of(texts)]
    frame = [list(row) for row in zip(*columns, strict=True)]
    notebook.settle("journey.frame.T.values.tolist()", frame)
    notebook.quietly("journey.save('strings.cjm.json')")
    assert notebook.value("cjm.read('strings.cjm.json').frame.T.values.tolist()") == frame
    notebook.command("docmanager:save")
    notebook.visit()
    expect(screen.root).to_be_visible()
    screen.until(lambda: list(screen.root.evaluate(READ).values()), frame)


@pytest.mark.usefixtures("quiet")
def test_what_is_typed_survives_as_it_is_and_does_not_run(notebook: OpenNotebook) -> None:
    screen = open_map(notebook, 1)
    for number, text in enumerate(NASTY):
        screen.go(f"l{number}/s0")
        screen.press("Enter")
        screen.root.locator("textarea").fill(text)
        screen.press("Enter")
        screen.focused(f"l{number}/s0")
    survive(screen, NASTY)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("name", ["blns/blns.json", "unicode_edge.json"])
def test_what_is_pasted_survives_as_it_is_and_does_not_run(notebook: OpenNotebook, name: str) -> None:
    texts = [text for text in corpus(name) if is_accepted(text)]
    columns = columns_of(texts)
    screen = open_map(notebook, len(columns))
    for number, some in enumerate(columns):
        paste(screen, f"l0/s{number}", column(some))
    survive(screen, texts)


@pytest.mark.usefixtures("quiet")
def test_what_no_card_can_say_is_refused_in_words(notebook: OpenNotebook) -> None:
    screen = open_map(notebook, 1)
    for text, why in REFUSED.items():
        paste(screen, "l1/s0", text)
        notice = screen.root.locator(".cjm-notice.is-danger")
        expect(notice).to_contain_text(why)
        notice.get_by_role("button", name="Dismiss").click()
        screen.at("l2/s0").dblclick()
        field = screen.root.locator("textarea")
        field.evaluate("(field, text) => { field.value = JSON.parse(text); }", json.dumps(text))
        field.press("Enter")
        expect(screen.root.locator(".cjm-why")).to_contain_text(why)
        field.press("Escape")
        screen.focused("l2/s0")
    assert screen.host.value("journey.revision") == 0


@pytest.mark.usefixtures("quiet")
def test_names_are_text_and_do_not_run(notebook: OpenNotebook) -> None:
    opened = notebook(
        [
            f"""import cjm_widgets as cjm
names = {NASTY!r}
journey = cjm.Journey(names, lanes=["Emotion", *names], title=names[0], scenario=names[1], personas=names[:3])
for name in names:
    journey.set_emotion(name, 1, persona=names[0])
journey"""
        ]
    )
    opened.run(0)
    check_names(opened)
    opened.command("docmanager:save")
    opened.visit()
    check_names(opened)


def check_names(opened: Notebook) -> None:
    """The names on screen are the names given."""
    screen = Screen(opened)
    screen.stages(*NASTY)
    screen.lanes("Emotion", *NASTY)
    expect(screen.root.get_by_label("Title")).to_have_value(NASTY[0])
    assert screen.root.locator(".cjm-persona b").all_text_contents() == NASTY[:3]
