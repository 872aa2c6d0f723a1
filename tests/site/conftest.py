"""The site that `make site` builds, from a plain static server; `make test-site` says where it is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import browser, context, page
from tests.browser.lab import START, free_port

__all__ = ["browser", "context", "page"]  # fixtures
SITE = os.environ.get("CJM_SITE")
collect_ignore_glob = [] if SITE else ["*"]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The site's address."""
    folder = Path(str(SITE)).resolve()
    assert (folder / "index.html").is_file(), f"no site in {folder}: make site"
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind=127.0.0.1", f"--directory={folder}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield address
        server.terminate()


def _wait(address: str) -> None:
    until = time.monotonic() + START
    while True:
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
