"""Tests that need jupyter-collaboration: `make test-collaboration` runs them, where it is installed."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("pycrdt") else ["*"]

from tests.browser.conftest import browser, lab  # noqa: E402, F401
