"""An exercise on a page without Jupyter: the shipped widget in Chromium, its kernel this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Route

import cjm_widgets as cjm
from tests.browser.plain_page import HOME, Wire

ROOT = Path(__file__).parents[2]
FILES = {
    "": ROOT / "js/dev/exercise.html",
    "exercise.js": ROOT / "cjm_widgets/static/exercise.js",
    "exercise.css": ROOT / "cjm_widgets/static/exercise.css",
}


class ExercisePage:
    """A page that shows one exercise at a time.

    Attributes
    ----------
    messages
        Everything that the kernel sent to the page, as JSON.
    received
        What the page sent to the kernel.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.messages: list[str] = []
        self.received: list[Any] = []
        page.expose_function("kernel", self._receive)
        page.route("**/*", self._serve)

    def show(self, make: Any, language: str = "en") -> cjm.Exercise:
        """Show the exercise that a function makes; the wire to the page has to be there before it is."""
        self._wire = Wire()
        exercise: cjm.Exercise = make(comm=self._wire)
        self.exercise = exercise
        self.page.goto(HOME)
        self.page.wait_for_function("'show' in globalThis")
        self.page.evaluate("lang => { document.documentElement.lang = lang; }", language)
        state = self.state()
        self.page.evaluate("state => show(state)", state)
        self.root.wait_for()
        return exercise

    def state(self) -> Any:
        """What a front end starts from."""
        state = self.exercise.get_state(["_state"])["_state"]
        self.messages.append(json.dumps(state))
        return state

    @property
    def host(self) -> ExercisePage:
        """The page itself, as scenes ask for it."""
        return self

    def theme(self, name: str) -> None:
        """Change the page's theme as JupyterLab does: Light or Dark."""
        self.page.evaluate(
            "light => { document.body.dataset.jpThemeLight = light; }", str(name == "Light").lower()
        )

    @property
    def root(self) -> Locator:
        """The exercise's root element."""
        return self.page.locator("section.cjm-ex")

    def deliver(self) -> None:
        """Give the page what Python sent meanwhile."""
        self.page.evaluate("messages => deliver(messages)", self._take())

    def _take(self) -> list[Any]:
        sent = self._wire.take()
        self.messages += [json.dumps(message) for message in sent]
        return sent

    def _receive(self, message: Any) -> list[Any]:
        self.received.append(message)
        self._wire.handle_msg({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})
        return self._take()

    def _serve(self, route: Route) -> None:
        path = FILES.get(route.request.url.removeprefix(HOME).partition("?")[0])
        if path:
            route.fulfill(path=path)
        else:
            route.abort()
