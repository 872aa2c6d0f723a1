"""A WebKit driven by its own WebDriver, as Debian's ``webkit2gtk-driver`` brings it: Safari's engine."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.browser.driver import WebDriver
from tests.browser.lab import PATIENCE, free_port

NEEDS = ("WebKitWebDriver", "Xvfb")
"""The programs; ``apt-get install webkit2gtk-driver xvfb`` brings both."""


def missing() -> list[str]:
    """Which of the programs are not on the PATH."""
    return [name for name in NEEDS if shutil.which(name) is None]


class WebKit(WebDriver):
    """A browser of its own with one page, on a screen of its own; used in a ``with`` statement."""

    def __init__(self, folder: Path) -> None:
        self._port, number = free_port(), os.getpid() % 10_000 + 100
        environment = {**os.environ, "DISPLAY": f":{number}", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        environment |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "HOME": str(folder)}
        self._log = (folder / "webkit.log").open("wb")
        screen = ["Xvfb", f":{number}", "-screen", "0", "1500x1200x24", "-nolisten", "tcp"]
        self._processes = [self._start(screen, environment)]
        try:
            self._processes.append(self._start(["WebKitWebDriver", f"--port={self._port}"], environment))
            self._session = ""
            self._session = self._begin()
            self._ask("POST", "window/rect", {"x": 0, "y": 0, "width": 1500, "height": 1200})
        except BaseException:
            self._end()
            raise

    def _start(self, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=environment, stdout=self._log, stderr=self._log)

    def _begin(self) -> str:
        """The id of a session, once the driver and the screen are there."""
        end = time.monotonic() + PATIENCE
        options = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": {"args": ["--automation"]}}}}
        while True:
            try:
                return str(self._send("POST", "/session", options)["sessionId"])
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def __enter__(self) -> WebKit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        try:
            if self._session:
                self._send("DELETE", f"/session/{self._session}")
        except OSError:  # it has ended by itself
            pass
        finally:
            for process in reversed(self._processes):
                process.terminate()
                process.wait(PATIENCE)
            self._log.close()

    @property
    def version(self) -> str:
        """Of the engine, as its pages say it."""
        return str(self.value("navigator.userAgent.match(/Version\\/([\\d.]+)/)?.[1] ?? ''"))

    def visit(self, url: str) -> None:
        """Load a page."""
        self._ask("POST", "url", {"url": url})

    def value(self, expression: str) -> Any:
        """What a JavaScript expression is, awaited, by way of JSON."""
        script = """const done = arguments[arguments.length - 1];
            (async () => JSON.stringify((await (EXPRESSION)) ?? null))().then(done, done);
        """.replace("EXPRESSION", expression)
        return json.loads(self._ask("POST", "execute/async", {"script": script, "args": []}))

    def screenshot(self, path: Path) -> None:
        """Save what is on screen."""
        path.write_bytes(base64.b64decode(self._ask("GET", "screenshot")))

    def _act(self, source: dict[str, Any]) -> None:
        self._ask("POST", "actions", {"actions": [source]})

    def _ask(self, method: str, command: str, body: dict[str, Any] | None = None) -> Any:
        return self._send(method, f"/session/{self._session}/{command}", body)

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if method == "GET" or method == "DELETE" else json.dumps(body or {}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self._port}{path}", data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read())["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.read().decode()[:500]}") from None
