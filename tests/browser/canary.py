"""A page that is watched: nothing a text says may run on it, ask for anything or become an element."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.hostile_strings import CANARY, HOST

SHAPE = """root => {
    const names = new Set();
    for (const element of [root, ...root.querySelectorAll('*')]) {
        names.add(element.localName);
        for (const {name} of element.attributes)
            if (!/^data-finding|^aria-description$/.test(name)) names.add('@' + name);
    }
    return [...names];
}"""
"""What elements and attributes there are, but for marks of findings: they come when a kernel has looked."""


class Canary:
    """What happened on a page that should not have: dialogs, requests, windows, scripts that ran."""

    def __init__(self, page: Page, *own_hosts: str) -> None:
        self.page = page
        self._own = {None, "", "127.0.0.1", *own_hosts}
        self._happened: list[str] = []
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self._request(request.url))
        page.on("popup", lambda window: self._happened.append(f"window {window.url}"))
        page.on("pageerror", self._error)

    def untouched(self) -> None:
        """Fail with what happened."""
        assert self.page.evaluate(f"window.{CANARY}") is None
        assert self.page.evaluate(f"({{}}).{CANARY}") is None
        assert not self._happened, self._happened

    def _dialog(self, dialog: Any) -> None:
        self._happened.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _error(self, error: Exception) -> None:
        # anywidget says so of a model that took two seconds to start, as among hundreds on a busy machine.
        if str(error) != "[anywidget] Failed to initialize model.":
            self._happened.append(f"error {error}")

    def _request(self, url: str) -> None:
        if urlsplit(url).hostname not in self._own or HOST in urlsplit(url).netloc:
            self._happened.append(f"request {url}")


def shape(page: Page, selector: str) -> set[str]:
    """The names of the elements, and of their attributes, in a part of a page."""
    return set(page.locator(selector).first.evaluate(SHAPE))
