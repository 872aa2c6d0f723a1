"""A Firefox driven over WebDriver BiDi, which it speaks itself: no driver between, nothing to download."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import websocket

from tests.browser.driver import WebDriver
from tests.browser.lab import PATIENCE

NAMES = ("firefox-esr", "firefox")
PREFERENCES = (
    'user_pref("browser.shell.checkDefaultBrowser", false);\nuser_pref("app.update.enabled", false);\n'
)


def find() -> str | None:
    """The path of a Firefox on the PATH."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Firefox(WebDriver):
    """A browser of its own with one page; used in a ``with`` statement."""

    def __init__(self, path: str, profile: Path) -> None:
        (profile / "user.js").write_text(PREFERENCES)
        log = profile / "firefox.log"
        command = [path, "--headless", "--no-remote", "--remote-debugging-port=0", f"--profile={profile}"]
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [*command, "--width=1500", "--height=1200"], stdout=output, stderr=output
            )
        try:
            self._socket = websocket.create_connection(
                _address(log) + "/session", timeout=PATIENCE, suppress_origin=True
            )
            self._count = 0
            self._send("session.new", capabilities={})
            # Of its own: the page that the browser starts with has no focus without a screen.
            self._page = self._send("browsingContext.create", type="tab")["context"]
        except BaseException:
            self._process.kill()
            raise

    def __enter__(self) -> Firefox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def visit(self, url: str) -> None:
        """Load a page."""
        self._send("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def value(self, expression: str) -> Any:
        """What a JavaScript expression is, awaited, by way of JSON."""
        answer = self._send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._page},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def screenshot(self, path: Path) -> None:
        """Save what is on screen."""
        shot = self._send("browsingContext.captureScreenshot", context=self._page)
        path.write_bytes(base64.b64decode(shot["data"]))

    def _act(self, source: dict[str, Any]) -> None:
        self._send("input.performActions", context=self._page, actions=[source])

    def _send(self, method: str, **parameters: Any) -> Any:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._count:
                assert answer["type"] == "success", f"{method}: {answer.get('message')}"
                return answer["result"]


def _address(log: Path) -> str:
    """Where the browser listens, once it says so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said = re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text(errors="replace"))
        if said:
            return said[1]
        time.sleep(0.1)
    raise TimeoutError(log.read_text(errors="replace"))
