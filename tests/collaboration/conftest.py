"""Tests that need jupyter-collaboration: `make test-collaboration` runs them, in an environment that has it."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("pycrdt") else ["*"]
