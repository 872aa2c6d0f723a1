"""The map on screen as its reader has it: keys, the pointer, the clipboard, and where the focus is."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page

from tests.browser.lab import PATIENCE
from tests.browser.notebook import Notebook
from tests.browser.plain_page import PlainPage

Host = Notebook | PlainPage
FOCUS = """() => {
    let focused = document.activeElement;
    const card = focused?.getAttribute('data-holds'); // a hidden field that stands for a cell or card
    if (card !== null && card !== undefined) {
        const cell = focused.closest('[data-stage]');
        focused = [...cell.querySelectorAll('[data-card]')].find(one => one.dataset.card === card) ?? cell;
    }
    if (!focused || focused === document.body) return 'BODY';
    if (!focused.closest('.cjm')) return 'outside: ' + focused.className;
    const stop = focused.closest('[data-stage], .cjm-lh');
    const row = stop?.closest('.cjm-stages, [data-lane]');
    if (!row) return focused.getAttribute('aria-label') ?? focused.tagName.toLowerCase();
    const place = `${row.dataset.lane ?? ''}/${stop.dataset.stage ?? ''}`;
    if (focused === stop) return place;
    const inside = focused.dataset.card ?? focused.getAttribute('role') ?? focused.tagName.toLowerCase();
    return `${place} ${inside}`;
}"""

KEYS = """async keys => {
    for (const key of keys) {
        for (const kind of ['keydown', 'keyup'])
            document.activeElement.dispatchEvent(
                new KeyboardEvent(kind, {key, bubbles: true, cancelable: true, composed: true}));
        for (let turn = 0; turn < 9; turn++) await null; // what a key changed is drawn before the next
    }
}"""


class Screen:
    """One map of a notebook, or on a plain page.

    Places are written lane/stage, by id: ``actions/wait`` is a cell, ``/wait`` a stage's header, ``actions/``
    a lane's; what has the focus inside of it stands behind: ``actions/wait textarea``.
    """

    def __init__(self, host: Host, number: int = 0) -> None:
        self.host = host
        self.page: Page = host.page
        self.root = host.map(number)

    def at(self, place: str) -> Locator:
        """The cell or header of a place."""
        lane, stage = place.split("/")
        row = self.root.locator(f'[data-lane="{lane}"]' if lane else ".cjm-stages")
        return row.locator(f'[data-stage="{stage}"]' if stage else ".cjm-lh")

    def point(self, stage: str, persona: str = "customer") -> Locator:
        """A point of the drawn curve."""
        return self.root.locator(f'.cjm-ecell[data-stage="{stage}"] .cjm-pt[data-persona="{persona}"]')

    def tool(self, label: str) -> Locator:
        """A button of the map's header."""
        return self.root.locator(".cjm-head").get_by_role("button", name=label)

    @property
    def focus(self) -> str:
        """Where the focus is."""
        return str(self.page.evaluate(FOCUS))

    def focused(self, place: str) -> None:
        """Wait until the focus is there."""
        self.until(lambda: self.focus, place)

    def stages(self, *names: str) -> None:
        """Wait until the map has these stages, in order."""
        self.until(lambda: self.root.locator(".cjm-stage b").all_text_contents(), list(names))

    def lanes(self, *names: str) -> None:
        """Wait until the map has these lanes, in order."""
        self.until(lambda: self.root.locator(".cjm-lh-t b").all_text_contents(), list(names))

    def cards(self, place: str, *texts: str) -> None:
        """Wait until a cell holds cards of these texts, in order."""
        self.until(lambda: self.at(place).locator("[data-card] .cjm-txt").all_text_contents(), list(texts))

    def until(self, look: Callable[[], Any], expected: Any) -> None:
        """Wait until looking gives this; fails with what it gave last."""
        until = time.monotonic() + PATIENCE
        while (seen := look()) != expected:
            assert time.monotonic() < until, f"{seen!r} is on screen, not {expected!r}"
            self.page.wait_for_timeout(20)

    def let_pass(self, milliseconds: int) -> None:
        """Let time pass on the page itself: whatever is due there sooner has then happened."""
        self.page.evaluate("time => new Promise(resolve => setTimeout(resolve, time))", milliseconds)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def press_at_once(self, *keys: str) -> None:
        """Press keys with no time between them, where it counts that one follows another soon."""
        self.page.evaluate(KEYS, keys)

    def type(self, text: str) -> None:
        """Type text."""
        self.page.keyboard.type(text)

    def compose(self, *steps: str) -> None:
        """Compose with an input method: the text after each of its keys, without ending it."""
        for step in steps:
            caret = {"selectionStart": len(step), "selectionEnd": len(step)}
            self._cdp.send("Input.imeSetComposition", {"text": step, **caret})

    def insert(self, text: str) -> None:
        """Insert text without a key, as dictation, an emoji picker or the end of a composition does."""
        self._cdp.send("Input.insertText", {"text": text})

    @cached_property
    def _cdp(self) -> CDPSession:
        return self.page.context.new_cdp_session(self.page)

    def go(self, place: str) -> None:
        """Press on a cell or header, away from any card, once the map has heard from its kernel."""
        self.root.locator(".cjm-status", has_text="Connecting").wait_for(state="detached")
        self.at(place).click(position={"x": 3, "y": 3})
        self.focused(place)

    def copy(self, text: str) -> None:
        """Put text on the clipboard, as another program does."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)

    def paste(self, text: str) -> None:
        """Put text on the clipboard and press Ctrl+V."""
        self.copy(text)
        self.press("Control+v")

    def copied(self) -> str:
        """What is on the clipboard."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def drag(self, grip: Locator, across: float, down: float) -> None:
        """Drag with the mouse by so many pixels."""
        box = grip.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + across / 2, y + down / 2, steps=4)
        self.page.mouse.move(x + across, y + down, steps=4)
        self.page.mouse.up()
