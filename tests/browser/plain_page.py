"""A map on a page without Jupyter: the shipped widget in Chromium, its kernel the test's own process.

What the view alone decides is tested here, with the real journey, session and messages; there is no
server and no kernel to start. It is driven as a Notebook is, by statements and expressions of Python.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from comm.base_comm import BaseComm
from playwright.sync_api import Error, Locator, Page, Route, ViewportSize

import cjm_widgets as cjm
from tests.browser import slowness
from tests.browser.lab import PATIENCE

ROOT = Path(__file__).parents[2]
HOME = "http://127.0.0.1/"
"""Answered by :meth:`PlainPage._serve`; a loopback address, since only a secure page has a clipboard."""
SIZE: ViewportSize = {"width": 1500, "height": 1200}
"""Px of a page that no test has changed."""
FILES = {
    "": ROOT / "js/dev/widget.html",
    "model.mjs": ROOT / "js/dev/model.mjs",
    "widget.js": ROOT / "cjm_widgets/static/widget.js",
    "widget.css": ROOT / "cjm_widgets/static/widget.css",
}

FORGET = """() => {
    hide();
    for (const storage of [localStorage, sessionStorage]) storage.clear();
    document.activeElement.blur();
    scrollTo(0, 0);
}"""
LOOKS = """() => {
    const names = Object.getOwnPropertyNames(globalThis).filter(name => name !== 'axe');
    const around = [document.documentElement, document.body].flatMap(one =>
        [...one.attributes].filter(({value}) => value).map(({name, value}) => name + '=' + value));
    const inside = [...document.body.children].map(one => one.localName);
    return JSON.stringify([names, around, inside]);
}"""
"""What a test can change of the page around its map; axe-core may stay."""


class Wire(BaseComm):  # type: ignore[misc]
    """A comm whose other end is this process: keeps what the widget sends until the page is given it."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        super().__init__(target_name="jupyter.widget")

    def publish_msg(self, msg_type: str, data: Any = None, **_: Any) -> None:
        """Keep a custom message, as it would be on the wire; nothing else is sent to this page."""
        if data and data.get("method") == "custom":
            self.sent.append(json.loads(json.dumps(data["content"], allow_nan=False)))

    def take(self) -> list[Any]:
        """What was sent since the last time."""
        sent, self.sent = self.sent, []
        return sent


def fetched(page: Page) -> None:
    """Wait until the page has all of the interface, which it fetches when idle."""
    files = len(list((ROOT / "cjm_widgets/static/chunks").glob("*.js")))
    page.wait_for_function(f"globalThis[Symbol.for('cjm:chunks')]?.size === {files}", timeout=PATIENCE * 1000)


def alone(page: Page) -> None:
    """Make a page the only one of its profile, as large and as plain as it is opened."""
    for other in page.context.pages:
        if other != page:
            other.close()
    page.set_viewport_size(SIZE)
    page.emulate_media(media="null", color_scheme="null", forced_colors="null", reduced_motion="null")


class PlainPage:
    """A page that shows one map at a time."""

    def __init__(self, page: Page, fetches_ahead: bool = True) -> None:
        self.page = page
        self.fetches_ahead = fetches_ahead
        """Whether showing a map waits until all of the interface is there."""
        self._names: dict[str, Any] = {}
        self._cells: list[str] = []
        self._waiting: list[Any] | None = None
        self._gone = False
        self._compare: str | tuple[str, str] | None = None
        self._errors: list[Error] = []
        page.on("pageerror", lambda error: self._errors.append(error))
        page.expose_function("kernel", self._receive)
        page.route("**/*", self._serve)
        self._open()

    def show(self, journey: str, *cells: str, **names: Any) -> None:
        """Show a new journey, made by this expression; ``run`` runs the further cells by their numbers."""
        self._gone = False
        self._names = {"cjm": cjm, **names}
        self._cells = [f"import cjm_widgets as cjm\njourney = {journey}", *cells]
        exec(self._cells[0], self._names)
        self._forget()
        self._show()
        self.saved()
        if self.fetches_ahead:
            fetched(self.page)

    def clear(self) -> None:
        """Leave nothing of these tests to the next: no map, no other page, no size."""
        alone(self.page)
        self._forget()

    @property
    def is_lendable(self) -> bool:
        """Always: it has no kernel to lose."""
        return True

    def close(self) -> None:
        """End the browser's profile."""
        self.page.context.close()

    def visit(self) -> None:
        """Load the page again, with the same journey."""
        self._open()
        self._show()

    def again(self) -> None:
        """Show the same journey in a new view in place of this one, as its cell does when it runs again."""
        self._gone = False
        self._show()
        self.saved()

    def compare(self, versions: str | tuple[str, str]) -> None:
        """Show the same journey in a new view that begins with two of its versions."""
        self._compare = versions
        self._show()
        self._compare = None

    def run(self, *cells: int) -> None:
        """Run cells one after the other."""
        for cell in cells:
            self.console(self._cells[cell])

    def console(self, statement: str) -> None:
        """Run a statement as a cell: what it wrote in pandas is taken up at its end."""
        exec(statement, self._names)
        self._names["journey"].sync()
        self._deliver()

    def quietly(self, statement: str) -> None:
        """Run a statement beside all cells."""
        exec(statement, self._names)
        self._deliver()

    def value(self, expression: str) -> Any:
        """An expression's value, by way of JSON."""
        return json.loads(json.dumps(eval(expression, self._names), default=str))

    @property
    def journey(self) -> cjm.Journey:
        """The journey that the page shows."""
        journey = self._names["journey"]
        assert isinstance(journey, cjm.Journey)
        return journey

    def settle(self, expression: str, expected: Any, seconds: float = PATIENCE) -> None:
        """Wait until an expression has a value; fails with the value it had last."""
        until = time.monotonic() + seconds
        while (value := self.value(expression)) != expected:
            assert time.monotonic() < until, f"{expression} is {value!r}, not {expected!r}"
            self.page.wait_for_timeout(20)

    def map(self, number: int = 0) -> Locator:
        """The widget's root element."""
        return self.page.locator("section.cjm").nth(number)

    def saved(self, number: int = 0) -> None:
        """Wait until the map says that everything is saved."""
        self.map(number).locator(".cjm-status.is-saved").wait_for(timeout=PATIENCE * 1000)

    def theme(self, name: str) -> None:
        """Change the page's theme as JupyterLab does: Light or Dark."""
        self.page.evaluate(
            "light => { document.body.dataset.jpThemeLight = light; }", str(name == "Light").lower()
        )

    def lose(self) -> None:
        """From now on the kernel takes what it is sent and does not know the map: it was restarted."""
        self._gone = True

    @contextmanager
    def busy(self) -> Iterator[None]:
        """The kernel takes nothing meanwhile: what it is sent waits."""
        self._waiting = []
        try:
            yield
        finally:
            self.page.evaluate("null")  # what the page sent before has arrived with the answer
            waiting, self._waiting = self._waiting, None
            for message in waiting:
                self._handle(message)
            self._deliver()

    def traits(self) -> dict[str, Any]:
        """What a view of the journey starts from; the page's next view is to be given it."""
        self._wire = Wire()
        self._widget = cjm.JourneyMap(self._names["journey"], compare=self._compare, comm=self._wire)
        return dict(self._widget.get_state(["part", "revision", "_compare", "_snapshot"]))

    # --- the page's side

    def _open(self) -> None:
        self.page.goto(HOME)
        self.page.wait_for_function("'show' in globalThis")
        self._errors.clear()
        self._looks = self.page.evaluate(LOOKS)

    def _forget(self) -> None:
        """Take away the last map with all that the browser keeps of it, and whatever a test made of the page.

        Views leave nothing behind, so the page is loaded again only where more was changed than its map.
        """
        self.page.evaluate(FORGET)
        self.theme("Light")
        is_as_opened = self.fetches_ahead and not self._errors and self.page.evaluate(LOOKS) == self._looks
        if not is_as_opened:
            self._open()

    def _serve(self, route: Route) -> None:
        path = FILES.get(route.request.url.removeprefix(HOME).partition("?")[0])
        if path == FILES["model.mjs"] and slowness.SLOW:
            route.fulfill(body=slowness.slowed(path.read_text("utf-8")), content_type="text/javascript")
        elif path:
            route.fulfill(path=path)
        else:
            route.abort()

    def _show(self) -> None:
        self.page.evaluate("traits => show(traits)", self.traits())

    def _receive(self, message: Any) -> Sequence[Any] | None:
        if self._waiting is not None:
            self._waiting.append(message)
            return None
        if self._gone:
            return []
        self._handle(message)
        return self._wire.take()

    def _handle(self, message: Any) -> None:
        data = {"method": "custom", "content": message}
        self._wire.handle_msg({"content": {"data": data}, "buffers": []})

    def _deliver(self) -> None:
        if self._waiting is None:
            self.page.evaluate("messages => deliver(messages)", self._wire.take())
