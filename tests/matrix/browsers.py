"""The three engines behind one small interface: visit, value, until, press, click, drag, screenshot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium, firefox
from tests.browser.driver import PageDriver
from tests.matrix import webkit

NAMES = ("Chromium", "Firefox", "WebKit")


class Browser(Protocol):
    """A browser with one page."""

    def visit(self, url: str) -> None: ...
    def value(self, expression: str) -> Any: ...
    def until(self, expression: str, expected: Any = True) -> None: ...
    def press(self, *keys: str) -> None: ...
    def click(self, selector: str, aside: bool = False) -> None: ...
    def drag(self, selector: str, onto: str) -> None: ...
    def screenshot(self, path: Path) -> None: ...


class _Chromium(PageDriver):
    """A page of Playwright's with that interface."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def visit(self, url: str) -> None:
        self._page.goto(url)

    def value(self, expression: str) -> Any:
        return json.loads(
            self._page.evaluate(f"(async () => JSON.stringify((await ({expression})) ?? null))()")
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press("Space" if key == " " else key)

    def click(self, selector: str, aside: bool = False) -> None:
        self._page.locator(selector).first.click(**({"position": {"x": 3, "y": 3}} if aside else {}))

    def drag(self, selector: str, onto: str) -> None:
        self._page.locator(selector).first.drag_to(self._page.locator(onto).first)

    def screenshot(self, path: Path) -> None:
        self._page.screenshot(path=path)


def missing(name: str) -> str:
    """How to get a browser that is not here; empty where it is."""
    if name == "Chromium":
        return "" if chromium.find() else "python -m tests.browser.chromium"
    if name == "Firefox":
        return "" if firefox.find() else "apt-get install firefox-esr"
    return "apt-get install webkit2gtk-driver xvfb" if webkit.missing() else ""


@contextmanager
def open_browser(name: str, folder: Path) -> Iterator[Browser]:
    """A browser by its name, until the block ends; its files are in a folder that is there."""
    if name == "Firefox":
        path = firefox.find()
        assert path is not None
        with firefox.Firefox(path, folder) as browser:
            yield browser
    elif name == "WebKit":
        with webkit.WebKit(folder) as other:
            yield other
    else:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
            page = started.new_page(viewport={"width": 1500, "height": 1200})
            yield _Chromium(page)
            started.close()
