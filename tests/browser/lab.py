"""A real JupyterLab server with real kernels, in a folder of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.blocking.client import BlockingKernelClient

PATIENCE = 60
"""Seconds to wait for what takes a moment; never what a test is about."""
START = 5 * PATIENCE
"""Seconds to wait for a server, which starts in one where the machine is idle."""


class Lab:
    """A JupyterLab server in a folder of its own.

    Parameters
    ----------
    folder
        Where its notebooks and all its files are.
    command
        What starts it, such as Notebook, or the JupyterLab of another environment.
    """

    def __init__(self, folder: Path, command: Sequence[str] = (sys.executable, "-m", "jupyterlab")) -> None:
        self.folder = folder
        self._command = command
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        runtime = folder / ".runtime"
        runtime.mkdir()
        self._runtime = runtime
        environment = {
            **os.environ,
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTER_CONFIG_DIR": str(folder / ".config"),
            "JUPYTERLAB_SETTINGS_DIR": str(folder / ".settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / ".workspaces"),
        }
        _quiet(folder / ".settings")
        self._environment = environment
        self._log = (folder / "jupyterlab.log").open("wb")
        self.start()

    def start(self) -> None:
        """Start the server, at the address it has had."""
        self._process = subprocess.Popen(
            [
                *self._command,
                "--no-browser",
                "--allow-root",
                f"--port={self.port}",
                "--ServerApp.port_retries=0",
                "--IdentityProvider.token=",
                "--ServerApp.disable_check_xsrf=True",
                "--LabApp.expose_app_in_browser=True",
                f"--ServerApp.root_dir={self.folder}",
            ],
            env=self._environment,
            cwd=self.folder,  # where jupyter-collaboration keeps its store
            stdout=self._log,
            stderr=self._log,
        )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + START
        while time.monotonic() < until:
            try:
                self.request("/api/status")
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError((self.folder / "jupyterlab.log").read_text())

    @property
    def process(self) -> int:
        """The id of the server's process."""
        return self._process.pid

    def kill(self) -> None:
        """End the server at once; its kernels end by themselves."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Stop the server and its kernels."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._log.close()

    def request(self, path: str, method: str = "GET", body: Any = None) -> Any:
        """Ask the server's REST API."""
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self.url + path, data=data, method=method)
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def write(self, name: str, cells: Sequence[str]) -> Path:
        """Write a notebook of code cells."""
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        path = self.folder / name
        nbformat.write(notebook, path)
        return path

    def kernel_of(self, name: str) -> str:
        """The id of the kernel of a notebook."""
        for session in self.request("/api/sessions"):
            if session["path"] == name:
                return str(session["kernel"]["id"])
        raise LookupError(f"{name} has no kernel")

    @contextmanager
    def client(self, kernel: str) -> Iterator[BlockingKernelClient]:
        """A second client of a kernel, for looking into it."""
        client = BlockingKernelClient(connection_file=str(self._runtime / f"kernel-{kernel}.json"))
        client.load_connection_file()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=PATIENCE)
            yield client
        finally:
            client.stop_channels()


def _quiet(settings: Path) -> None:
    """No question about news over the page."""
    told = settings / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    told.parent.mkdir(parents=True)
    told.write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
