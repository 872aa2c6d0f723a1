"""What goes wrong between a browser and its kernel, made to happen: slow kernels, torn sockets, losses."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Page, WebSocketRoute

from tests.browser.lab import Lab
from tests.browser.notebook import Notebook

CHANNELS = "**/api/kernels/*/channels*"


def process_of(notebook: Notebook) -> psutil.Process:
    """The process of a notebook's kernel."""
    connection = f"kernel-{notebook.kernel}.json"
    return next(
        process
        for process in psutil.process_iter(["cmdline"])
        if any(connection in word for word in process.info["cmdline"] or ())
    )


@contextmanager
def frozen(notebook: Notebook) -> Iterator[None]:
    """A kernel that is alive and does nothing meanwhile: what it is sent waits."""
    process = process_of(notebook)
    process.suspend()
    try:
        yield
    finally:
        with contextlib.suppress(psutil.NoSuchProcess):  # the test may have ended it
            process.resume()


def subshells(notebook: Notebook, on: bool) -> None:
    """Whether what a map sends is taken by a second thread while a cell runs, or waits for its end."""
    notebook.subshells("perCommTarget" if on else "disabled")


class Gate:
    """A cell that says "running" and runs until the gate is opened."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "gate"
        self.cell = (
            "import pathlib, time\nprint('running')\n"
            f"while not pathlib.Path({str(self._path)!r}).exists(): time.sleep(0.05)\n"
        )

    def open(self) -> None:
        """Let the cell go on."""
        self._path.touch()


class Sieve:
    """Loses whole messages between a page, not yet opened, and its kernels: the first with each text."""

    def __init__(self, page: Page) -> None:
        self.up: list[bytes] = []
        self.down: list[bytes] = []
        self.lost: list[bytes] = []
        page.route_web_socket(CHANNELS, self._route)

    def _route(self, browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        browser.on_message(lambda message: self._pass(message, self.up, server))
        server.on_message(lambda message: self._pass(message, self.down, browser))

    def _pass(self, message: str | bytes, unwanted: list[bytes], to: WebSocketRoute) -> None:
        content = message.encode() if isinstance(message, str) else message
        for text in unwanted:
            if text in content:
                unwanted.remove(text)
                self.lost.append(text)
                return
        to.send(message)


class Proxy:
    """Stands between a browser and a server, and fails the sockets of kernels as networks do.

    Only those: where the server itself cannot be reached, JupyterLab opens a dialog over the page.
    """

    def __init__(self, lab: Lab) -> None:
        self._server = ("127.0.0.1", lab.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: set[socket.socket] = set()
        self._cut = False
        self._silent = False
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """End every kernel's socket, and take no more connections."""
        self._listener.close()
        self._end_all()

    @contextmanager
    def cut(self) -> Iterator[None]:
        """Every socket ends at once, and none can be opened."""
        self._cut = True
        self._end_all()
        try:
            yield
        finally:
            self._cut = False

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Everything sent is swallowed and nobody is told; the sockets end only afterwards."""
        self._silent = True
        try:
            yield
        finally:
            self._silent = False
            self._end_all()

    def _end_all(self) -> None:
        for one in list(self._open):
            _end(one)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                browser, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(browser,), daemon=True).start()

    def _connect(self, browser: socket.socket) -> None:
        try:
            of_kernel = b"/channels" in browser.recv(1000, socket.MSG_PEEK)
        except OSError:
            return  # the browser thought better of it
        if of_kernel and self._cut:
            browser.close()
            return
        server = socket.create_connection(self._server)
        back = threading.Thread(target=self._carry, args=(server, browser, of_kernel), daemon=True)
        back.start()
        self._carry(browser, server, of_kernel)

    def _carry(self, source: socket.socket, target: socket.socket, of_kernel: bool) -> None:
        if of_kernel:
            self._open.add(source)
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not (of_kernel and self._silent):
                    target.sendall(data)
        self._open.discard(source)
        _end(source)
        _end(target)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the other side was quicker
        one.shutdown(socket.SHUT_RDWR)
